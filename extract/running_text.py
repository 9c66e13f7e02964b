"""Running text: the lines of a report one after the other, on worksheets too, where each stands in a row of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from extract.document import Block, Cell, Paragraph, Place, Table

_LONG = 30
"""Characters: a sentence is hardly shorter, the label of a field hardly longer."""
_ENOUGH = 3


class RunningLine(msgspec.Struct, frozen=True):
    """A paragraph, or what stands alone in a row of a worksheet."""

    block: int
    text: str
    cell: Cell | None = None

    @property
    def place(self) -> Place:
        row, col = (None, None) if self.cell is None else (self.cell.row, self.cell.col)
        return Place(self.block, row, col, 0, len(self.text))


def running_lines(blocks: Iterable[Block], first: int = 0) -> Iterator[RunningLine]:
    """The lines of blocks numbered from `first`; a table gives none, unless text was typed into it line by line."""
    for number, block in enumerate(blocks, first):
        if isinstance(block, Paragraph):
            yield RunningLine(number, block.text)
        elif is_text(block):
            for _, cells in _rows(block.cells):
                if len(cells) == 1:
                    yield RunningLine(number, cells[0].text, cells[0])


def is_text(table: Table) -> bool:
    """Whether a worksheet holds running text, with tables between its lines or without: it begins with some, or that
    fills most of its rows."""
    if not table.sheet:
        return False
    rows = [cells for _, cells in _rows(table.cells)]
    before = next((number for number, cells in enumerate(rows) if len(cells) > 2), len(rows))
    alone = [cells[0].text for cells in rows if len(cells) == 1]
    return begins_with_text(table.cells, rows[before][0].row if before < len(rows) else table.rows) or (
        2 * len(alone) > len(rows) and _are_sentences(alone)
    )


def begins_with_text(cells: Iterable[Cell], end: int) -> bool:
    """Whether what stands above row `end` of a worksheet is running text."""
    return _are_sentences(above[0].text for row, above in _rows(cells) if row < end and len(above) == 1)


def _are_sentences(texts: Iterable[str]) -> bool:
    return sum(len(text) >= _LONG for text in texts) >= _ENOUGH


def _rows(cells: Iterable[Cell]) -> list[tuple[int, list[Cell]]]:
    """The rows that hold anything, each with its filled cells."""
    filled = sorted((cell for cell in cells if cell.text), key=lambda cell: (cell.row, cell.col))
    return [(row, list(found)) for row, found in groupby(filled, key=lambda cell: cell.row)]
