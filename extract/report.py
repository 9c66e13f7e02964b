"""Everything that extraction makes of one file: the one value that crosses from `extract` to `audit`."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from extract.claims.claim import Claim
from extract.document import Document
from extract.figure import Fact, Figure, Malformed
from extract.item import Item
from extract.scorecard import Scorecard


class Report(msgspec.Struct, frozen=True):
    """One file, read. Figures, malformed tokens and claims are in reading order; `facts[i]` is of `figures[i]`."""

    document: Document
    items: tuple[Item, ...]
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    malformed: tuple[Malformed, ...]
    claims: tuple[Claim, ...]
    scorecards: tuple[Scorecard, ...]

    def item_of(self, block: int) -> Item:
        """The item that a block belongs to."""
        number = bisect_right(self.items, block, key=_first) - 1
        if number >= 0 and block <= self.items[number].last:
            return self.items[number]
        return self.items[0]


def _first(item: Item) -> int:
    return item.first
