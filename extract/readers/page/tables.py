"""A table on one page: cells with their lines, and their text once the table is whole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median, median_low

import msgspec

from extract.document import Cell, Table
from extract.readers.page.grids import Box, Grid, runs_by_box
from extract.readers.page.lines import Bounds, TextLine, compose, is_chinese, is_full, joint, lines_of
from extract.readers.page.regions import Region
from extract.readers.page.runs import Run

# Points. Word sets 5.4 between text and ruling, LibreOffice 5.5; what is wider is the setting of the text.
_PADDING = 6.0
# In heights of a line: more free space than this between two lines of a cell, and so much more than between others of
# the table, parts them.
_SPACED = 1.2
_WIDER = 0.6
_FRAME = 0.6
# Points by which a table in a cell may reach over the ruling of the cell.
_EDGE = 3.2


class PartCell(msgspec.Struct):
    """A cell of a table in the making: its box on the grid, its lines, the room they were set in."""

    row: int
    col: int
    rowspan: int
    colspan: int
    lines: list[TextLine]
    bounds: Bounds
    bottom: float
    nested: list[Part] = []

    @property
    def end(self) -> int:
        return self.row + self.rowspan


class Column(msgspec.Struct):
    """How many cells of a column have text in one row, are empty, or go over several rows."""

    filled: int = 0
    blank: int = 0
    merged: int = 0


class Part(msgspec.Struct):
    """A table as far as it stands on one page, or, when joined, the whole of it up to `page`. `cells` are in order of
    their rows, `foot` are those that end in the last row; `open_bottom`: no line closes it; `ruled`: its columns are parted by
    rulings; `lines`: what it is if no table of another page goes on in it; `region`: what an unruled one was read from;
    `goes_on`: it was read in the columns of the part on the page before; `stacked`: rows were parted that no line parts;
    `told`: its rows are no mere guess."""

    page: int
    xs: list[float]
    rows: int
    cells: list[PartCell]
    top: float
    bottom: float
    foot: list[PartCell]
    open_bottom: bool = False
    ruled: bool = True
    header_rows: int = 0
    columns: dict[int, Column] = {}
    lines: list[TextLine] = []
    region: Region | None = None
    goes_on: bool = False
    stacked: bool = False
    told: bool = True

    @property
    def cols(self) -> int:
        return len(self.xs) - 1


def ruled_parts(grids: Sequence[Grid], runs: Sequence[Run], page: int, area: float) -> tuple[list[Part], list[Run]]:
    """The ruled tables of a page of `area` square points, and the runs outside them. A table inside a cell of another
    is nested in it; a lone frame round most of the page or round another table is decoration."""
    tables = [grid for grid in grids if len(grid.boxes) > 1 or not _is_frame(grid, grids, area)]
    tables.sort(key=lambda grid: grid.area)
    inside: list[list[Run]] = [[] for _ in tables]
    outside: list[Run] = []
    for run in runs:
        x, y = (run.edges[0] + run.edges[-1]) / 2, (run.top + run.bottom) / 2
        number = next((i for i, grid in enumerate(tables) if grid.holds(x, y)), None)
        (outside if number is None else inside[number]).append(run)
    parts: list[Part] = []
    made = [(grid, ruled_part(grid, held, page)) for grid, held in zip(tables, inside, strict=True)]
    for number, (grid, part) in enumerate(made):
        host = next((cell for outer, whole in made[number + 1 :] if (cell := _host(outer, whole, grid))), None)
        if not any(cell.lines or cell.nested for cell in part.cells):
            continue
        if host is None:
            parts.append(part)
        else:
            host.nested = [*host.nested, part]
    return sorted(parts, key=lambda part: (part.top, part.xs[0])), outside


def _is_frame(grid: Grid, grids: Sequence[Grid], area: float) -> bool:
    around = any(other is not grid and grid.holds(other.left, other.top) for other in grids)
    return around or grid.area > _FRAME * area


def _host(outer: Grid, whole: Part, grid: Grid) -> PartCell | None:
    """The cell of `whole` in which another grid lies."""
    x, y = (grid.left + grid.right) / 2, (grid.top + grid.bottom) / 2
    if not outer.holds(x, y):
        return None
    for cell in whole.cells:
        left, right = outer.xs[cell.col], outer.xs[cell.col + cell.colspan]
        top, bottom = outer.ys[cell.row], outer.ys[cell.end]
        inside = left - _EDGE <= grid.left and grid.right <= right + _EDGE and grid.top >= top - _EDGE
        if left < x < right and top < y < bottom and inside and grid.bottom <= bottom + _EDGE:
            return cell
    return None


def ruled_part(grid: Grid, runs: Sequence[Run], page: int) -> Part:
    """The part of a table that a grid and the runs on it make; rows and columns that are mere double rules dropped."""
    found = runs_by_box(grid, runs)
    cells = [
        PartCell(
            row=box.row,
            col=box.col,
            rowspan=box.rowspan,
            colspan=box.colspan,
            lines=lines_of(found.get((box.row, box.col), ()), page),
            bounds=Bounds(left=grid.xs[box.col], right=grid.xs[box.col + box.colspan]),
            bottom=grid.ys[box.row + box.rowspan],
        )
        for box in grid.boxes
    ]
    for cell, box in zip(cells, grid.boxes, strict=True):
        cell.bounds = _inside(cell, grid, box)
    rows, cells = _without_slivers(len(grid.ys) - 1, cells)
    return Part(
        page=page,
        xs=list(grid.xs),
        rows=rows,
        cells=cells,
        top=grid.top,
        bottom=grid.bottom,
        foot=[cell for cell in cells if cell.end == rows],
        open_bottom=grid.open_bottom,
    )


def _without_slivers(rows: int, cells: list[PartCell]) -> tuple[int, list[PartCell]]:
    """The rows and cells without those that only say that a merged cell was drawn too short: Chrome ends it before the
    row beside it when a page break falls into it, and leaves an empty field below."""
    begun: list[list[PartCell]] = [[] for _ in range(rows)]
    ended: list[list[PartCell]] = [[] for _ in range(rows + 1)]
    passing = [0] * (rows + 1)
    for cell in cells:
        begun[cell.row].append(cell)
        ended[cell.end].append(cell)
        passing[cell.row + 1] += 1
        passing[cell.end] -= 1
    for row in range(1, rows):
        passing[row] += passing[row - 1]
    for row in range(rows - 1, 0, -1):
        if not 0 < len(begun[row]) < passing[row] or any(cell.lines for cell in begun[row]):
            continue
        pairs = [(upper, cell) for upper in ended[row] for cell in begun[row] if _stands_over(upper, cell)]
        if sum(upper.colspan for upper, _ in pairs) != sum(cell.colspan for cell in begun[row]):
            continue
        for upper, cell in pairs:
            upper.rowspan += cell.rowspan
        kept = [cell for cell in cells if cell.row != row]
        for cell in kept:
            cell.rowspan -= cell.row < row < cell.end
            cell.row -= cell.row > row
        return _without_slivers(rows - 1, kept)
    return rows, cells


def _stands_over(upper: PartCell, cell: PartCell) -> bool:
    return cell.col <= upper.col and upper.col + upper.colspan <= cell.col + cell.colspan


def _inside(cell: PartCell, grid: Grid, box: Box) -> Bounds:
    """The bounds of a cell's text: inside its rulings by the room that the text itself keeps free."""
    left, right = grid.xs[box.col], grid.xs[box.col + box.colspan]
    if not cell.lines:
        return Bounds(left=left, right=right)
    before = min(line.x0 for line in cell.lines) - left
    after = right - max(line.x1 for line in cell.lines)
    padding = min(max(min(before, after), 0.0), _PADDING)
    return Bounds(left=left + padding, right=right - padding)


def usual_gap(cells: Sequence[PartCell]) -> float:
    """The usual free space between two lines of a cell, in heights of a line."""
    gaps = [
        (following.top - line.bottom) / line.height
        for cell in cells
        for line, following in pairwise(cell.lines)
        if following.page == line.page and is_full(line, following, cell.bounds)
    ]
    return median_low(gaps) if gaps else 0.0


def _joints(cell: PartCell, usual: float) -> list[str]:
    """What stands between the lines of a cell: a line end where the line above had room for more, or more space than
    is `usual` follows it, else what wrapping took away."""
    widest = max(_SPACED, usual + _WIDER)
    joints = []
    for line, following in pairwise(cell.lines):
        stacked = len(line.text) == len(following.text) == 1 and is_chinese(line) and is_chinese(following)
        wrapped = stacked or (not _is_spaced(line, following, widest) and is_full(line, following, cell.bounds))
        joints.append(joint(line, following) if wrapped else "\n")
    return joints


def _is_spaced(line: TextLine, following: TextLine, widest: float) -> bool:
    """Whether there is more free space between two lines of a cell than `widest`, in heights of a line."""
    return following.page == line.page and following.top - line.bottom > widest * line.height


def table_of(part: Part, host: tuple[int, int, int] | None = None) -> Table:
    """The finished table."""
    usual = (
        usual_gap(part.cells)
        if any(_is_spaced(*pair, _SPACED) for c in part.cells for pair in pairwise(c.lines))
        else 0.0
    )
    cells = []
    for cell in sorted(part.cells, key=lambda cell: (cell.row, cell.col)):
        text, lines = compose(cell.lines, _joints(cell, usual)) if cell.lines else ("", ())
        cells.append(
            Cell(row=cell.row, col=cell.col, text=text, rowspan=cell.rowspan, colspan=cell.colspan, lines=lines)
        )
    return Table(rows=part.rows, cols=part.cols, cells=tuple(cells), host=host)


def rows_of_text(part: Part) -> list[list[str]]:
    """What is printed in the cells of each row, empty ones left out."""
    rows: list[list[str]] = [[] for _ in range(part.rows)]
    for cell in part.cells:
        if cell.lines:
            rows[cell.row].append("".join(line.text for line in cell.lines))
    return [row for row in rows if row]


def line_height(cells: Sequence[PartCell]) -> float:
    """The usual height of a line in some cells, in points."""
    sizes = [line.height for cell in cells for line in cell.lines]
    return median(sizes) if sizes else 12.0
