"""The relations that a report asserts between its figures, one module a family."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extract.claims import sums, tables
from extract.claims.claim import Claim
from extract.claims.context import Context

FINDERS: tuple[Callable[[Context], Iterator[Claim]], ...] = (sums.find, tables.find)


def claims(context: Context) -> tuple[Claim, ...]:
    """Every claim of a document, in reading order."""
    found = [claim for find in FINDERS for claim in find(context)]
    return tuple(sorted(found, key=lambda c: (c.place.order, c.family, c.pattern)))
