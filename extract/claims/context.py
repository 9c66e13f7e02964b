"""What a claim finder looks at: the document cut into passages, each with its figures."""

from __future__ import annotations

from typing import Any

import msgspec

from extract.document import Document, Place, TextId
from extract.figure import Fact, Figure
from extract.item import Item
from extract.scorecard import Scorecard


class Passage(msgspec.Struct, frozen=True):
    """One paragraph or one table cell. `numbers` are the numbers (in `Context.figures`) of its figures in order."""

    block: int
    row: int | None
    col: int | None
    text: str
    section: str
    numbers: tuple[int, ...]

    @property
    def text_id(self) -> TextId:
        return self.block, self.row, self.col

    def place(self, start: int, end: int) -> Place:
        """The place of a range of characters of this passage (without page and box)."""
        return Place(self.block, self.row, self.col, start, end, section=self.section)

    def quote(self, start: int, end: int, most: int = 300) -> str:
        """The words in [start, end), widened to sentence ends as far as `most` characters allow."""
        left = max((self.text.rfind(stop, 0, start) for stop in "。；;！\n"), default=-1) + 1
        ends = [at for at in (self.text.find(stop, end) for stop in "。；;！\n") if at >= 0]
        right = min(ends) + 1 if ends else len(self.text)
        if right - left <= most:
            return self.text[left:right].strip()
        spare = max(0, most - (end - start))
        left = max(left, start - spare // 2)
        return self.text[left : left + most].strip()


class Context(msgspec.Struct, frozen=True):
    """All that extraction knows when it looks for claims. `facts[i]` is of `figures[i]`; `memo` keeps what
    several finders ask for: the mentions of each passage, the statements of the document."""

    document: Document
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]
    scorecards: tuple[Scorecard, ...]
    items: tuple[Item, ...]
    memo: dict[TextId | str, Any] = {}

    def cells(self, block: int) -> dict[tuple[int, int], Passage]:
        """The passages of a table's cells by (row, column) of their anchor."""
        return {
            (p.row, p.col): p for p in self.passages if p.block == block and p.row is not None and p.col is not None
        }
