"""Worksheets on which several forms stand below or beside one another, or below a report: a table for each.

Rows and columns keep the numbers that they have on the sheet, so that a figure is found again where the sender sees it.
"""

from __future__ import annotations

from itertools import groupby, pairwise

import msgspec

from extract.document import Cell, Table
from extract.running_text import begins_with_text
from extract.titles import is_form_title, names_owner

_WITHIN = 6
"""A form names its unit or project so few rows below its title; a title printed again at a page break does not."""


def apart(table: Table) -> list[Table]:
    """The forms on a sheet, each a table of its own with what stands before the next, and the report above them; or the
    table as it is."""
    titles = [cell for cell in table.cells if "表" in cell.text and is_form_title(cell.text)]
    titles = sorted((cell for cell in titles if _has_owner(table, cell)), key=lambda cell: (cell.row, cell.col))
    if not titles:
        return [table]
    owners = {cell.row for cell in table.cells if names_owner(cell.text)}
    bands: list[list[Cell]] = []
    for row, found in groupby(titles, key=lambda cell: cell.row):
        if not bands or any(bands[-1][0].row < owner < row for owner in owners):  # else a title of two lines
            bands.append(list(found))
    report = begins_with_text(table.cells, bands[0][0].row)
    tops = [bands[0][0].row if report else 0, *(band[0].row for band in bands[1:]), table.rows]
    return [_cut(table, (0, tops[0]), (0, table.cols))] * report + [
        _cut(table, (top, end), (left, right))
        for band, (top, end) in zip(bands, pairwise(tops), strict=True)
        for left, right in pairwise([0, *(cell.col for cell in band[1:]), table.cols])
    ]


def _has_owner(table: Table, title: Cell) -> bool:
    below = range(title.row + 1, title.row + 1 + _WITHIN)
    across = range(title.col, title.col + max(title.colspan, 2))
    return any(c.row in below and c.col in across and names_owner(c.text) for c in table.cells)


def _cut(table: Table, rows: tuple[int, int], cols: tuple[int, int]) -> Table:
    cells = tuple(cell for cell in table.cells if rows[0] <= cell.row < rows[1] and cols[0] <= cell.col < cols[1])
    return msgspec.structs.replace(table, rows=rows[1], cols=cols[1], cells=cells)
