"""Span grids: from rows of cells with row and column spans to the anchors and covered positions of a table."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from extract.document import Cell
from extract.errors import Unreadable

MAX_SPAN = 1_000
"""No table in a report is wider; files that claim more are broken or hostile (HTML allows 1000 columns too)."""
MAX_POSITIONS = 5_000_000


class Layout:
    """Lays out the cells of a table as HTML does: each takes the next free columns of its row. `rows` is the number
    of rows to come, where spans are cut."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.width = 0
        self._taken: dict[int, int] = {}
        self._row = -1
        self._col = 0

    def next_row(self) -> None:
        self._row += 1
        self._col = 0

    def place(self, rowspan: int, colspan: int) -> tuple[int, int, int, int]:
        """(row, column, rows, columns) of the next cell. It never overlaps one that was there before; a rowspan of
        0 reaches to the last row."""
        taken, row, col = self._taken, self._row, self._col
        while taken.get(col, 0) > row:
            col += 1
        if rowspan == 1 and colspan == 1:
            self._col = col + 1
            self._widen()
            return row, col, 1, 1
        columns = 1
        limit = min(max(colspan, 1), MAX_SPAN)
        while columns < limit and taken.get(col + columns, 0) <= row:
            columns += 1
        rows = min(rowspan if rowspan > 0 else self.rows, self.rows - row)
        for covered in range(col, col + columns):
            taken[covered] = row + rows
        self._col = col + columns
        self._widen()
        return row, col, rows, columns

    def _widen(self) -> None:
        if self._col > self.width:
            self.width = self._col
            check_size(self.rows, self.width)


def check_size(rows: int, cols: int) -> None:
    """Refuse a grid that no machine should lay out."""
    if rows * cols > MAX_POSITIONS:
        raise Unreadable("too_large", "表格行列数过大（超过五百万格），未读取。请删去空行空列，另存后再报送。")


def squeeze(cells: Iterable[Cell], cols: int) -> tuple[int, list[Cell]]:
    """Drop grid columns that no cell begins in: word processors keep them when all cells span over them.
    Returns (columns, cells)."""
    listed = cells if isinstance(cells, list) else list(cells)
    starts = {0} | {cell.col for cell in listed}
    if len(starts) >= cols:
        return cols, listed
    renumbered: list[int] = []
    count = -1
    for col in range(cols):
        count += col in starts
        renumbered.append(count)
    renumbered.append(count + 1)
    moved = []
    for cell in listed:
        col = renumbered[cell.col]
        end = renumbered[min(cell.col + cell.colspan, cols) - 1] + 1
        moved.append(msgspec.structs.replace(cell, col=col, colspan=max(end - col, 1)))
    return count + 1, moved
