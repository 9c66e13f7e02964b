"""Worksheets on which several forms stand below or beside one another: a table for each.

Rows and columns keep the numbers that they have on the sheet, so that a figure is found again where the sender sees it.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise

import msgspec

from extract.document import Cell, Table
from extract.titles import is_form_title, squeeze

_WITHIN = 6
"""A form names its unit or project so few rows below its title; a title printed again at a page break does not."""
_OWNER = re.compile(
    r"(?:项目|部门|单位|专项|政策|资金|转移支付|预算单位)(?:[（(].{1,4}[）)])?名称|(?:填报|预算|实施|主管)(?:单位|部门)"
)


def apart(table: Table) -> list[Table]:
    """The forms on a sheet, each a table of its own with what stands before the next; or the table as it is."""
    titles = [cell for cell in table.cells if "表" in cell.text and is_form_title(cell.text)]
    titles = [cell for cell in titles if _has_owner(table, cell)] if len(titles) > 1 else []
    if len(titles) < 2:
        return [table]
    titles.sort(key=lambda cell: (cell.row, cell.col))
    owners = {cell.row for cell in table.cells if _OWNER.match(squeeze(cell.text))}
    bands: list[list[Cell]] = []
    for row, found in groupby(titles, key=lambda cell: cell.row):
        if not bands or any(bands[-1][0].row < owner < row for owner in owners):  # else a title of two lines
            bands.append(list(found))
    tops = [0, *(band[0].row for band in bands[1:]), table.rows]
    return [
        _cut(table, (top, end), (left, right))
        for band, (top, end) in zip(bands, pairwise(tops), strict=True)
        for left, right in pairwise([0, *(cell.col for cell in band[1:]), table.cols])
    ]


def _has_owner(table: Table, title: Cell) -> bool:
    below = range(title.row + 1, title.row + 1 + _WITHIN)
    across = range(title.col, title.col + max(title.colspan, 2))
    return any(c.row in below and c.col in across and _OWNER.match(squeeze(c.text)) for c in table.cells)


def _cut(table: Table, rows: tuple[int, int], cols: tuple[int, int]) -> Table:
    cells = tuple(cell for cell in table.cells if rows[0] <= cell.row < rows[1] and cols[0] <= cell.col < cols[1])
    return msgspec.structs.replace(table, rows=rows[1], cols=cols[1], cells=cells)
