"""Tables ruled down but not across: rows that stand one below another in one row of the rulings, parted again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from extract.readers.page.columns import Band
from extract.readers.page.entries import Entry
from extract.readers.page.levels import Cut, rows_by_level
from extract.readers.page.placing import columns_of
from extract.readers.page.lines import Bounds, lines_of
from extract.readers.page.tables import Part, PartCell

# So many rows, in so many columns of figures, are no lines of one row; and so many of the table's lines they hold.
_FEWEST = 3
_COLUMNS = 2
_MOST = 0.5
_LEVEL = 0.8
# In heights of a line.
_APART = 1.6


def with_rows(part: Part) -> Part:
    """`part` with those rows of its rulings parted that hold several of the table's, if most of its text stands in
    them."""
    lines = sum(len(cell.lines) for cell in part.cells)
    stacked = [row for row in range(part.rows) if _is_stacked(*_entries(_alone(part, row), part), fewest=_FEWEST)]
    inside = sum(len(cell.lines) for row in stacked for cell in _alone(part, row))
    if inside <= _MOST * lines:
        return part
    for row in reversed(range(part.rows)):
        part = _parted(part, row)
    return part


def _alone(part: Part, row: int) -> list[PartCell]:
    """The cells of a row, if they are of that row alone and enough for figures beside names."""
    cells = [cell for cell in part.cells if cell.row <= row < cell.end]
    alone = all(cell.rowspan == 1 and not cell.nested for cell in cells)
    return cells if alone and len(cells) > _COLUMNS else []


def _entries(cells: Sequence[PartCell], part: Part) -> tuple[list[Entry], list[Band]]:
    """The lines of the cells of a row as entries of columns."""
    entries = [
        Entry([line], number, number, line.text, line.middle, line.height)
        for number, cell in enumerate(cells)
        for line in cell.lines
    ]
    return sorted(entries, key=lambda entry: entry.middle), [_band(cell, part) for cell in cells]


def _parted(part: Part, row: int) -> Part:
    """`part` with a row parted if it holds several."""
    cells = _alone(part, row)
    entries, bands = _entries(cells, part)
    parted = rows_by_level(entries, bands, _cut(part, row)) if _is_stacked(entries, bands, fewest=2) else None
    if parted is None:
        return part
    made, rows = parted
    kept = [cell for cell in part.cells if cell not in cells]
    for cell in kept:
        cell.row += (rows - 1) * (cell.row > row)
    held = {(found.row + at, found.col) for found in made for at in range(found.rowspan)}
    kept += [_cell(cells[found.col], row + found.row, found.rowspan, found.entries, part.page) for found in made]
    for number, cell in enumerate(cells):
        kept += [_cell(cell, row + at, 1, [], part.page) for at in range(rows) if (at, number) not in held]
    kept.sort(key=lambda cell: (cell.row, cell.col))
    count = part.rows + rows - 1
    return msgspec.structs.replace(part, rows=count, cells=kept, foot=[c for c in kept if c.end == count])


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
    columns = columns_of(entries, bands)
    full = [column for column in columns if column.figures and column.is_single and len(column.entries) >= fewest]
    if not full or (len(full) < _COLUMNS and not _is_ledger(full[0].entries)):
        return False
    beside = [
        any(
            abs(entry.middle - other.middle) < 0.3 * entry.height
            for one in full
            if one is not column
            for other in one.entries
        )
        for column in full
        for entry in column.entries
    ]
    return len(full) < _COLUMNS or sum(beside) >= _LEVEL * len(beside)


def _is_ledger(entries: Sequence[Entry]) -> bool:
    """Whether the entries of a lone column are figures, each with room above it."""
    apart = all(b.middle - a.middle > _APART * b.height for a, b in pairwise(entries))
    return apart and all(entry.is_figure for entry in entries)


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
