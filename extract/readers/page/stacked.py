"""Tables ruled down but not across: rows that stand one below another in one row of the rulings, parted again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from extract.readers.page.columns import Band
from extract.readers.page.entries import Entry, begins_anew
from extract.readers.page.levels import Cut, rows_by_level
from extract.readers.page.lines import Bounds, lines_of
from extract.readers.page.placing import Column, columns_of
from extract.readers.page.tables import Part, PartCell

# So many rows, in so many columns of figures, are no lines of one row; and so many of the table's lines they hold.
_FEWEST = 3
_COLUMNS = 2
_MOST = 0.5
_LEVEL = 0.8
# Characters: names are no longer.
_NAME = 14
# In heights of a line.
_APART = 1.6


def with_rows(part: Part, *, known: bool = False) -> Part:
    """`part` with those rows of its rulings parted that hold several of the table's, if most of its text stands in
    them, or if it is `known` from another page that rows are not ruled."""
    alone = _alone(part)
    stacked = [row for row, cells in alone.items() if _is_stacked(*_entries(cells, part), fewest=_FEWEST)]
    inside = sum(len(cell.lines) for row in stacked for cell in alone[row])
    if not known and (not stacked or inside <= _MOST * sum(len(cell.lines) for cell in part.cells)):
        return msgspec.structs.replace(part, told=False) if _names_rows(part) else part
    for row in sorted(alone, reverse=True):
        part = _parted(part, row, alone[row])
    return part


def _names_rows(part: Part) -> bool:
    """Whether the first column of the only row below a head holds names one below another, and the one beside it as
    many lines: rows, it seems, that nothing parts."""
    body = [cell for cell in part.cells if cell.row == part.rows - 1]
    if part.rows > 2 or len(body) < 2 or min(len(cell.lines) for cell in body[:2]) < _FEWEST:
        return False
    entries, bands = _entries(body[:1], part)
    short = all(len(entry.text) <= _NAME and not begins_anew(entry) for entry in entries)
    return short and all(column.is_single for column in columns_of(entries, bands))


def _alone(part: Part) -> dict[int, list[PartCell]]:
    """The cells of each row that has cells of its own alone, enough for figures beside names, and in one of them several
    lines."""
    rows: dict[int, list[PartCell]] = {}
    spoilt: set[int] = set()
    for cell in part.cells:
        rows.setdefault(cell.row, []).append(cell)
        if cell.rowspan > 1 or cell.nested:
            spoilt.update(range(cell.row, cell.end))
    return {
        row: cells
        for row, cells in rows.items()
        if row not in spoilt and len(cells) > _COLUMNS and any(len(cell.lines) > 1 for cell in cells)
    }


def _entries(cells: Sequence[PartCell], part: Part) -> tuple[list[Entry], list[Band]]:
    """The lines of the cells of a row as entries of columns."""
    entries = [
        Entry([line], number, number, line.text, line.middle, line.height)
        for number, cell in enumerate(cells)
        for line in cell.lines
    ]
    return sorted(entries, key=lambda entry: entry.middle), [_band(cell, part) for cell in cells]


def _parted(part: Part, row: int, cells: Sequence[PartCell]) -> Part:
    """`part` with a row of these cells parted if it holds several."""
    entries, bands = _entries(cells, part)
    parted = rows_by_level(entries, bands, _cut(part, row)) if _is_stacked(entries, bands, fewest=2) else None
    if parted is None or not parted.told:
        return part
    made, rows = parted.cells, parted.count
    kept = [cell for cell in part.cells if cell.row != row]
    for cell in kept:
        cell.row += (rows - 1) * (cell.row > row)
    held = {(found.row + at, found.col) for found in made for at in range(found.rowspan)}
    kept += [_cell(cells[found.col], row + found.row, found.rowspan, found.entries, part.page) for found in made]
    for number, cell in enumerate(cells):
        kept += [_cell(cell, row + at, 1, [], part.page) for at in range(rows) if (at, number) not in held]
    kept.sort(key=lambda cell: (cell.row, cell.col))
    count = part.rows + rows - 1
    return msgspec.structs.replace(part, rows=count, cells=kept, foot=[c for c in kept if c.end == count], stacked=True)


def _cut(part: Part, row: int) -> Cut:
    """Whether a page break may have cut the first or last row of what stands in a row: no line closes it below, or
    nothing stands above."""
    return Cut(above=not row, below=part.open_bottom and row == part.rows - 1)


def _band(cell: PartCell, part: Part) -> Band:
    if not cell.lines:
        return part.xs[cell.col], part.xs[cell.col + cell.colspan]
    return cell.bounds.left, cell.bounds.right


def _is_stacked(entries: Sequence[Entry], bands: Sequence[Band], fewest: int) -> bool:
    """Whether columns of at least `fewest` figures stand side by side, most figures level with others."""
    figures = [column for column in columns_of(entries, bands) if column.figures]
    full = [cells for column in figures if len(cells := _cells(column)) >= fewest]
    if len(full) < _COLUMNS:
        pure = all(entry.is_figure for column in figures for entry in column.entries)
        return len(full) == 1 and pure and _is_ledger(full[0])
    beside = [
        any(abs(middle - other) < 0.3 * height for one in full if one is not cells for other, _ in one)
        for cells in full
        for middle, height in cells
    ]
    return sum(beside) >= _LEVEL * len(beside)


def _cells(column: Column) -> list[tuple[float, float]]:
    """The middle and the height of each cell of a column of figures; one broken over lines is one."""
    starts = [at for at, must in enumerate(column.must) if not must]
    return [
        ((column.middles[first] + column.middles[end - 1]) / 2, column.entries[first].height)
        for first, end in pairwise([*starts, len(column.entries)])
    ]


def _is_ledger(cells: Sequence[tuple[float, float]]) -> bool:
    """Whether each cell of a lone column has room above it."""
    return all(b - a > _APART * height for (a, _), (b, height) in pairwise(cells))


def _cell(model: PartCell, row: int, rowspan: int, entries: Sequence[Entry], page: int) -> PartCell:
    return PartCell(
        row=row,
        col=model.col,
        rowspan=rowspan,
        colspan=model.colspan,
        lines=lines_of([line for entry in entries for line in entry.runs], page),
        bounds=Bounds(model.bounds.left, model.bounds.right),
        bottom=model.bottom,
    )
