"""Two tables set one right below the other with nothing between them: printed, they share a ruling."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from extract.readers.page.tables import Part, PartCell

_FEWEST = 3
"""Columns of a heading that can begin a table of its own."""
_FILLED_IN = re.compile(r"\d|[:：]")


def parted(part: Part) -> list[Part]:
    """`part`, or the tables that it is made of: below a row, headings over columns of their own begin, none of which
    ends where any column above does. (The rows of one form keep at least the edge of some column.)"""
    for row in range(2, part.rows - 1):
        if any(cell.row < row < cell.end for cell in part.cells):
            continue
        upper = [cell for cell in part.cells if cell.row < row]
        lower = [cell for cell in part.cells if cell.row >= row]
        if _begins(lower, row) and len(_inner(upper, part)) >= 2 and not _inner(upper, part) & _inner(lower, part):
            above = _of(part, upper, 0, part.top, open_bottom=False)
            return [above, *parted(_of(part, lower, row, above.bottom, part.open_bottom))]
    return [part]


def _begins(cells: Sequence[PartCell], row: int) -> bool:
    """Whether a row of headings stands at `row`, and below it one of the same columns."""
    heads = [cell for cell in cells if cell.row == row]
    columns = {(cell.col, cell.colspan) for cell in heads}
    below = {(cell.col, cell.colspan) for cell in cells if cell.row == row + 1}
    named = all(cell.lines and not any(_FILLED_IN.search(line.text) for line in cell.lines) for cell in heads)
    return len(heads) >= _FEWEST and named and columns == below


def _inner(cells: Sequence[PartCell], part: Part) -> set[int]:
    """The lines between columns that some cells begin or end at."""
    return {at for cell in cells for at in (cell.col, cell.col + cell.colspan)} - {0, part.cols}


def _of(part: Part, cells: list[PartCell], first: int, top: float, open_bottom: bool) -> Part:
    """The rows of a part from `first` that `cells` fill as one of their own, with the columns that they have."""
    kept = sorted({0, part.cols} | _inner(cells, part))
    number = {col: index for index, col in enumerate(kept)}
    for cell in cells:
        start, end = number[cell.col], number[cell.col + cell.colspan]
        cell.row, cell.col, cell.colspan = cell.row - first, start, end - start
    rows = max(cell.end for cell in cells)
    return msgspec.structs.replace(
        part,
        xs=[part.xs[col] for col in kept],
        rows=rows,
        cells=cells,
        top=top,
        bottom=max(cell.bottom for cell in cells),
        foot=[cell for cell in cells if cell.end == rows],
        open_bottom=open_bottom,
    )
