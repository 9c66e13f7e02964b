"""Ruled tables: the grid that crossing rulings make, its cells with their spans, and the text in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise

import msgspec

from extract.readers.page.nested import part_nested
from extract.readers.page.rulings import Drawing
from extract.readers.page.runs import Run
from extract.readers.page.sheet import Ruling

# Points. Lines nearer than this are one line (double rules, both sides of a thin rectangle).
_SAME_LINE = 2.2
# Gaps between the pieces of a line, and between a line and the one it should meet at a corner.
_GAP = 3.2
# No row or column is thinner: positions this near belong to one double rule.
_THINNEST = 4.0
# Lines that run on beyond the last one that crosses them open one more row or column there.
_OVERRUN = 6.0
# A row above the first crossed line of an open table is no higher than this (three lines of text).
_TALLEST = 60.0
# Lines down alone are a table's only if they are as long as several rows, and no pattern.
_TALL = 100.0
_MOST_DOWN = 400
# So many tables may stand side by side above a row over all columns of one of them.
_MOST_ABOVE = 20
# A row over all columns is no higher than other rows, by this factor.
_AS_HIGH = 1.3
# A page with more slots, or more lines that might cross, is graph paper or a drawing.
_MAX_SLOTS = 200_000
_MAX_CROSSINGS = 2_000_000


class Box(msgspec.Struct, frozen=True, gc=False):
    """A cell of a grid: its anchor, its spans."""

    row: int
    col: int
    rowspan: int
    colspan: int


class Grid(msgspec.Struct, frozen=True):
    """A ruled table: the positions of its lines across (`ys`) and down (`xs`), and its cells in reading order; `half`:
    page breaks took all lines across but one, or all."""

    xs: list[float]
    ys: list[float]
    boxes: list[Box]
    open_bottom: bool = False
    half: bool = False

    @property
    def left(self) -> float:
        return self.xs[0]

    @property
    def right(self) -> float:
        return self.xs[-1]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies on the table."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def find_grids(drawing: Drawing) -> tuple[list[Grid], list[Ruling]]:
    """The ruled tables of a page from top to bottom, and the lines across that cross no other and belong to none."""
    across, down = join_lines(drawing.across), join_lines(drawing.down)
    if not down or len(across) * len(down) > _MAX_CROSSINGS:
        return [], across
    crossing = _crossing(across, down)
    groups = _over_sections(_with_floating(crossing))
    loose = [rows[0] for rows, columns in groups if not columns]
    ruled = [
        (_with_outer(rows, columns, loose), columns)
        for group in groups
        if group[1] and (len(group[0]) >= 2 or _is_half(group[0][:1], group[1]))
        for rows, columns in part_nested(*group)
    ]
    grids = [grid for rows, columns in ruled if (grid := _grid(rows, columns)) is not None]
    grids += _between_breaks([columns[0] for rows, columns in crossing if not rows], grids)
    used = {id(line) for rows, _ in ruled for line in rows}
    return sorted(grids, key=lambda grid: (grid.top, grid.left)), [line for line in loose if id(line) not in used]


def join_lines(pieces: Sequence[Ruling]) -> list[Ruling]:
    """Lines made of their pieces: dashes, the edges of neighbouring cells, double rules."""
    joined: list[Ruling] = []
    level: list[Ruling] = []
    for piece in sorted(pieces, key=lambda piece: (piece.at, piece.start)):
        if level and piece.at - level[0].at > _SAME_LINE:
            joined.extend(_join_level(level))
            level = []
        level.append(piece)
    return joined + _join_level(level)


def _join_level(level: list[Ruling]) -> list[Ruling]:
    if not level:
        return []
    at = sum(piece.at for piece in level) / len(level)
    joined: list[Ruling] = []
    level.sort(key=lambda piece: piece.start)
    start, end = level[0].start, level[0].end
    for piece in level[1:]:
        if piece.start - end > _GAP:
            joined.append(Ruling(at=at, start=start, end=end))
            start, end = piece.start, piece.end
        else:
            end = max(end, piece.end)
    joined.append(Ruling(at=at, start=start, end=end))
    return joined


Group = tuple[list[Ruling], list[Ruling]]


def _with_floating(groups: Sequence[Group]) -> list[Group]:
    """The groups with lines down that cross nothing as part of the table in which they continue others: above and below
    them are rows merged over all columns, with no line across."""
    kept = [group for group in groups if group[0]]
    floating = [group[1][0] for group in groups if not group[0]]
    tables = [group for group in kept if len(group[1]) > 2]
    if len(floating) * sum(len(columns) for _, columns in tables) > _MAX_CROSSINGS:
        return kept
    for line in floating:
        for _, columns in tables:
            inside = min(c.start for c in columns) < line.start and line.end < max(c.end for c in columns)
            if inside and any(abs(line.at - column.at) <= _GAP for column in columns):
                columns.append(line)
                break
    return kept


def _between_breaks(floating: Sequence[Ruling], grids: Sequence[Grid]) -> Iterator[Grid]:
    """The tables that go on from the page before and on the next one with lines down alone: several, of one height."""
    left = [line for line in floating if line.end - line.start >= _TALL]
    while 2 < len(left) <= _MOST_DOWN:
        like = [r for r in left if abs(r.start - left[0].start) <= _GAP and abs(r.end - left[0].end) <= _GAP]
        left = [line for line in left if line not in like]
        xs = _positions([line.at for line in like], [line.at for line in like])
        top, bottom = min(line.start for line in like), max(line.end for line in like)
        if len(xs) > 2 and not any(grid.holds(line.at, line.start) for grid in grids for line in like):
            boxes = [Box(row=0, col=col, rowspan=1, colspan=1) for col in range(len(xs) - 1)]
            yield Grid(xs=xs, ys=[top, bottom], boxes=boxes, open_bottom=True, half=True)


def _over_sections(groups: Sequence[Group]) -> list[Group]:
    """The groups with those as one that are a table open at its sides: a row merged over all columns, which no line runs
    down to, parts them, as high as other rows."""
    joined = [group for group in groups if not group[1]]
    tables: list[Group] = []
    for group in sorted((group for group in groups if group[1]), key=lambda group: min(line.at for line in group[0])):
        above = next((upper for upper in reversed(tables[-_MOST_ABOVE:]) if _are_sections(upper, group)), None)
        if above is None:
            tables.append(group)
        else:
            above[0].extend(group[0])
            above[1].extend(group[1])
    return joined + tables


def _are_sections(upper: Group, lower: Group) -> bool:
    gap = min(line.at for line in lower[0]) - max(line.at for line in upper[0])
    if not _THINNEST < gap <= _TALLEST or not (_is_open(*upper) and _is_open(*lower)):
        return False
    one, other = ({round(line.at / _SAME_LINE) for line in group[1]} for group in (upper, lower))
    ends = [(min(line.start for line in group[0]), max(line.end for line in group[0])) for group in (upper, lower)]
    level = sorted(line.at for line in (*upper[0], *lower[0]))
    lowest = min(b - a for a, b in pairwise(level) if b - a > _THINNEST)
    return one == other and max(abs(a - b) for a, b in zip(*ends, strict=True)) <= _GAP and gap <= _AS_HIGH * lowest


def _is_open(across: Sequence[Ruling], down: Sequence[Ruling]) -> bool:
    """Whether lines across run on beyond all lines down, to both sides."""
    left, right = min(line.start for line in across), max(line.end for line in across)
    return min(line.at for line in down) >= left + _OVERRUN and max(line.at for line in down) <= right - _OVERRUN


def _crossing(across: list[Ruling], down: list[Ruling]) -> list[Group]:
    """Groups of lines that hang together."""
    leader = list(range(len(across) + len(down)))

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    levels = [line.at for line in across]
    for number, line in enumerate(down, len(across)):
        first = bisect_right(levels, line.start - _GAP)
        last = bisect_right(levels, line.end + _GAP)
        for other in range(first, last):
            if across[other].start - _GAP <= line.at <= across[other].end + _GAP:
                leader[lead(other)] = lead(number)
    groups: dict[int, Group] = {}
    for number, line in enumerate(across + down):
        groups.setdefault(lead(number), ([], []))[number >= len(across)].append(line)
    return list(groups.values())


def _with_outer(across: list[Ruling], down: list[Ruling], loose: list[Ruling]) -> list[Ruling]:
    """The lines across with those of a table open at its sides that no line down meets: above a title over all
    columns, below a last row of one cell."""
    left, right = min(line.start for line in across), max(line.end for line in across)
    if not _is_open(across, down):
        return across
    top, bottom = min(line.at for line in across), max(line.at for line in across)
    like = [line for line in loose if abs(line.start - left) <= _GAP and abs(line.end - right) <= _GAP]
    above = [line for line in like if 0 < top - line.at <= _TALLEST]
    below = [line for line in like if 0 < line.at - bottom <= _TALLEST]
    # More than one begins, or ends, another table.
    outer = (above if len(above) == 1 else []) + (below if len(below) == 1 else [])
    return across + outer


def _grid(across: list[Ruling], down: list[Ruling]) -> Grid | None:
    half = len(across) == 1
    across = across + _unruled_ends(across, down)
    ys = _positions([line.at for line in across], [end for line in down for end in (line.start, line.end)])
    xs = _positions([line.at for line in down], [end for line in across for end in (line.start, line.end)])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MAX_SLOTS:
        return None
    upright = _covered(down, xs, ys)
    level = _covered(across, ys, xs)
    is_open = ys[-1] > max(line.at for line in across) + _GAP
    boxes = boxes_of(len(ys) - 1, len(xs) - 1, upright, level)
    return Grid(xs=xs, ys=ys, boxes=boxes, open_bottom=is_open, half=half)


def _unruled_ends(across: list[Ruling], down: list[Ruling]) -> list[Ruling]:
    """Lines across for those that are missing where lines down between columns begin or end inside a table: a row
    merged over these columns does."""
    left, right = min(line.at for line in down), max(line.at for line in down)
    top, bottom = min(line.start for line in down), max(line.end for line in down)
    known = [top, bottom, *(line.at for line in across)]
    found: list[Ruling] = []
    for end in sorted({end for line in down if left < line.at < right for end in (line.start, line.end)}):
        if all(abs(end - at) > _OVERRUN for at in known):
            found.append(Ruling(at=end, start=left, end=right))
            known.append(end)
    return found


def _is_half(across: Sequence[Ruling], down: Sequence[Ruling]) -> bool:
    """Whether a line across begins and ends on lines down that all begin, or all end, on it."""
    ends = {round(getattr(line, side) - rule.at) for rule in across for line in down for side in ("start", "end")}
    ats = [line.at for line in down]
    corners = all(abs(min(ats) - rule.start) <= _GAP and abs(max(ats) - rule.end) <= _GAP for rule in across)
    return bool(across) and len(down) > 1 and corners and not (min(ends) < -_GAP and max(ends) > _GAP)


def _positions(lines: list[float], ends: list[float]) -> list[float]:
    """Where the lines lie, one position for a double rule, and the open sides that crossing lines run on to."""
    positions: list[float] = []
    for at in sorted(lines):
        if positions and at - positions[-1] < _THINNEST:
            continue
        positions.append(at)
    if min(ends) < positions[0] - _OVERRUN:
        positions.insert(0, min(ends))
    if max(ends) > positions[-1] + _OVERRUN:
        positions.append(max(ends))
    return positions


def _nearest(positions: list[float], at: float) -> int:
    number = bisect_right(positions, at)
    if number and (number == len(positions) or at - positions[number - 1] <= positions[number] - at):
        number -= 1
    return number


def _covered(lines: list[Ruling], positions: list[float], crossed: list[float]) -> set[tuple[int, int]]:
    """(line number, interval number) of each interval between `crossed` that a line at `positions` runs along."""
    covered: set[tuple[int, int]] = set()
    middles = [(first + last) / 2 for first, last in pairwise(crossed)]
    for line in lines:
        number = _nearest(positions, line.at)
        if abs(positions[number] - line.at) > _THINNEST:
            continue
        first = bisect_right(middles, line.start)
        covered.update((number, interval) for interval in range(first, bisect_right(middles, line.end)))
    return covered


def boxes_of(rows: int, cols: int, upright: set[tuple[int, int]], level: set[tuple[int, int]]) -> list[Box]:
    """Cells: each grows right while no line stops it, then down."""
    taken: set[tuple[int, int]] = set()
    boxes = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in taken:
                continue
            end = col + 1
            while end < cols and (end, row) not in upright and (row, end) not in taken:
                end += 1
            below = row + 1
            while below < rows and _open(below, col, end, upright, level):
                below += 1
            taken.update((r, c) for r in range(row, below) for c in range(col, end))
            boxes.append(Box(row=row, col=col, rowspan=below - row, colspan=end - col))
    return boxes


def _open(row: int, col: int, end: int, upright: set[tuple[int, int]], level: set[tuple[int, int]]) -> bool:
    """Whether the cell over columns [col, end) goes on into `row`: no line between, none inside."""
    if any((row, c) in level for c in range(col, end)):
        return False
    return not any((c, row) in upright for c in range(col + 1, end))


def runs_by_box(grid: Grid, runs: Sequence[Run]) -> dict[tuple[int, int], list[Run]]:
    """The runs in each cell, by its anchor. A run over several cells is parted where its characters stand apart."""
    anchors = {
        (box.row + r, box.col + c): (box.row, box.col)
        for box in grid.boxes
        for r in range(box.rowspan)
        for c in range(box.colspan)
    }
    rows, cols = len(grid.ys) - 2, len(grid.xs) - 2
    found: dict[tuple[int, int], list[Run]] = {}

    def anchor(row: int, x: float) -> tuple[int, int]:
        return anchors[row, min(max(bisect_right(grid.xs, x) - 1, 0), cols)]

    for run in runs:
        row = min(max(bisect_right(grid.ys, run.middle) - 1, 0), rows)
        first = anchor(row, run.edges[0])
        if first == anchor(row, run.edges[-1]):
            found.setdefault(first, []).append(run)
            continue
        for piece in _parted(run, partial(anchor, row)):
            found.setdefault(anchor(row, (piece.x0 + piece.x1) / 2), []).append(piece)
    return found


def _parted(run: Run, anchor: Callable[[float], tuple[int, int]]) -> list[Run]:
    """Pieces of a run that reaches over rulings. Only blanks part it: a number wider than its cell is one number."""
    homes = [anchor((left + right) / 2) for left, right in zip(run.edges, run.edges[1:], strict=False)]
    cuts = [0]
    for at in range(1, len(homes)):
        blank = run.text[at - 1] == " " or run.text[at] == " "
        if homes[at] != homes[at - 1] and blank:
            cuts.append(at)
    cuts.append(len(run.text))
    return [piece for first, last in pairwise(cuts) if (piece := run.sliced(first, last))]
