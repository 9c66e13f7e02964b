"""Span grids: from rows of cells with row and column spans to the anchors and covered positions of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from extract.document import Cell
from extract.errors import Unreadable

MAX_SPAN = 1_000
"""No table in a report is wider; files that claim more are broken or hostile (HTML allows 1000 columns too)."""
MAX_POSITIONS = 5_000_000

T = TypeVar("T")


class Spanning(msgspec.Struct, frozen=True):
    """A cell in source order of a row, as HTML states it: it takes the next free column. `payload` numbers the
    caller's own record of the cell."""

    payload: int
    rowspan: int = 1
    colspan: int = 1


class Anchor(msgspec.Struct, frozen=True):
    """Where a cell came to lie."""

    payload: int
    row: int
    col: int
    rowspan: int
    colspan: int


def place(rows: Sequence[Sequence[Spanning]]) -> tuple[int, int, list[Anchor]]:
    """Lay out rows of spanning cells as HTML does. Returns (rows, columns, anchors); spans are cut at the last
    row and never overlap a cell that was there before."""
    occupied: dict[int, int] = {}
    anchors: list[Anchor] = []
    width = 0
    for row, cells in enumerate(rows):
        col = 0
        for cell in cells:
            while occupied.get(col, 0) > row:
                col += 1
            colspan = 1
            limit = min(max(cell.colspan, 1), MAX_SPAN)
            while colspan < limit and occupied.get(col + colspan, 0) <= row:
                colspan += 1
            asked = cell.rowspan if cell.rowspan > 0 else len(rows)
            rowspan = min(asked, len(rows) - row)
            for covered in range(col, col + colspan):
                occupied[covered] = row + rowspan
            anchors.append(Anchor(cell.payload, row, col, rowspan, colspan))
            col += colspan
            width = max(width, col)
    check_size(len(rows), width)
    return len(rows), width, anchors


def check_size(rows: int, cols: int) -> None:
    """Refuse a grid that no machine should lay out."""
    if rows * cols > MAX_POSITIONS:
        raise Unreadable("too_large", "表格行列数过大（超过五百万格），未读取。请删去空行空列，另存后再报送。")


def squeeze(cells: Iterable[Cell], cols: int) -> tuple[int, list[Cell]]:
    """Drop grid columns that no cell begins in: word processors keep them when all cells span over them.
    Returns (columns, cells)."""
    listed = list(cells)
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
