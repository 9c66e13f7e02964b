"""Tables whose columns no rulings part, 三线表 above all, and those whose rows none part: told by where text stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import msgspec

from extract.readers.page.columns import Band, bands_of, part_at_gutters
from extract.readers.page.entries import (
    Cell,
    Entry,
    begins_anew,
    by_column,
    entries_of,
    is_total,
    may_join,
    must_join,
)
from extract.readers.page.grids import Grid, boxes_of
from extract.readers.page.heads import head_cells
from extract.readers.page.levels import Cut, Rows, rows_by_level
from extract.readers.page.lines import Bounds, lines_of
from extract.readers.page.regions import Region, aligned_stretches, between_rules, edge_stretches
from extract.readers.page.runs import Run
from extract.readers.page.sheet import Ruling
from extract.readers.page.stacked import with_rows
from extract.readers.page.tables import Part, PartCell, ruled_part

# Of the length of the rules, a whole one has so much.
_WHOLE = 0.9
_SAME_LEVEL = 2.5
# Of the intervals between rules, so many hold one row where each row is ruled.
_MOST = 0.8
# Where edges or middles of most cells of a column agree to half a character, it is one.
_ALIGNED = 0.6
# Characters: cells are shorter than the lines of text set in two columns.
_CELL_LENGTH = 14
# In heights of a line: a name in the middle of its row stands between two lines beside it.
_BESIDE = 0.75
# So many rows of several cells look like a table.
_FEWEST = 3
_LEADERS = re.compile(r"(?:[.…·．]\s*){4,}")


def find_unruled(runs: Sequence[Run], rules: Sequence[Ruling], page: int) -> tuple[list[Part], list[Run], bool]:
    """The tables among the runs of a page, the runs outside them, and whether some of these look like a table whose
    rows or columns can't be told. `rules` are the lines across that belong to no ruled table."""
    parts: list[Part] = []
    taken: set[int] = set()
    left: list[Region] = []
    for region in between_rules(runs, rules):
        # Rules over some of the columns make no table of their own.
        if any(_is_inside(region, whole) for whole in left) or not _add(region, page, parts, taken):
            left.append(region)
    free = [run for run in runs if id(run) not in taken]
    left += [region for region in aligned_stretches(free) if not _add(region, page, parts, taken)]
    for region in edge_stretches(runs, taken):
        before = len(parts)
        _add(region, page, parts, taken)
        if len(parts) > before:
            parts[-1] = msgspec.structs.replace(parts[-1], lines=lines_of(region.runs, page))
    unclear = any(is_unclear(region) for region in left if not any(id(run) in taken for run in region.runs))
    return parts, [run for run in runs if id(run) not in taken], unclear


def _overlap(one: Entry, other: Entry) -> bool:
    return abs(one.middle - other.middle) < _BESIDE * one.height


def _is_inside(region: Region, whole: Region) -> bool:
    held = {id(run) for run in whole.runs}
    return all(id(run) in held for run in region.runs)


def is_unclear(region: Region) -> bool:
    """Whether a region that is read as no table looks like one: rows of several cells in columns, rules round them, or
    figures or names in a column."""
    bands = bands_of(region.runs)
    if len(bands) < 2:
        return False
    entries = entries_of(part_at_gutters(region.runs, bands), bands)
    columns = by_column(entries, len(bands))
    least = min(columns, key=len)
    beside = sum(
        any(_overlap(entry, other) for held in columns if held is not least for other in held) for entry in least
    )
    leaders = sum(_LEADERS.search(entry.text) is not None for entry in entries)
    if beside < _FEWEST or leaders > len(least) or not all(_is_aligned(held) for held in columns if len(held) > 2):
        return False
    return region.ends is not None or any(_is_short(held) for held in columns)


def framed_parts(
    grids: Sequence[Grid], rules: Sequence[Ruling], runs: Sequence[Run], page: int
) -> tuple[list[Part], list[Run], list[Grid]]:
    """The tables in frames that no line runs down through, the runs outside them, and the other ruled tables."""
    parts: list[Part] = []
    taken: set[int] = set()
    others: list[Grid] = []
    for grid in grids:
        part = None
        inside = [run for run in runs if grid.holds((run.x0 + run.x1) / 2, run.middle)]
        if grid.half and len(grid.xs) > 2:
            part = with_rows(ruled_part(grid, inside, page))
            part = part if part.rows > 1 else None
        elif len(grid.xs) == 2 and not any(_lies_in(other, grid) for other in grids):
            lines = [Ruling(at, grid.left, grid.right) for at in grid.ys]
            lines += [rule for rule in rules if grid.holds((rule.start + rule.end) / 2, rule.at)]
            part = part_of(Region(inside, Bounds(grid.left, grid.right), lines), page) if inside else None
        if part is not None:
            parts.append(part)
            taken.update(id(run) for run in inside)
        elif not grid.half:
            others.append(grid)
    return parts, [run for run in runs if id(run) not in taken], others


def with_regions(parts: Sequence[Part], runs: Sequence[Run]) -> list[Part]:
    """Parts with what stands in those of one column, which may be the rest of a table that is ruled no better."""
    return [msgspec.structs.replace(part, region=_framed(part, runs)) if part.cols == 1 else part for part in parts]


def _framed(part: Part, runs: Sequence[Run]) -> Region:
    left, right = part.xs[0], part.xs[-1]
    inside = [run for run in runs if left <= (run.x0 + run.x1) / 2 <= right and part.top <= run.middle <= part.bottom]
    return Region(inside, Bounds(left, right), [Ruling(at, left, right) for at in (part.top, part.bottom)])


def _lies_in(inner: Grid, outer: Grid) -> bool:
    return inner is not outer and outer.holds(inner.left, inner.top) and outer.holds(inner.right, inner.bottom)


def _add(region: Region, page: int, parts: list[Part], taken: set[int]) -> bool:
    """Adds the table that a region is, if it is one and none of it is taken; whether it was."""
    part = None if any(id(run) in taken for run in region.runs) else part_of(region, page)
    if part is not None:
        parts.append(part)
        taken.update(id(run) for run in region.runs)
    return part is not None


def part_of(region: Region, page: int, columns: Sequence[Band] = ()) -> Part | None:
    """The table that a region is, in the given columns or its own; None if it is none, or its rows can't be told."""
    bands = list(columns) or bands_of(region.runs)
    if len(bands) < 2:
        return None
    entries = entries_of(part_at_gutters(region.runs, bands), bands)
    if not _is_tabular(entries, bands, enough=region.enough):
        return None
    grid = _lined(entries, bands, region) or _levelled(entries, bands, region)
    if grid is None:
        return None
    _widen_lone(grid.cells, bands, region.ends)
    return _part(grid, bands, region, page)


def _levels_of(rules: Sequence[Ruling]) -> list[float]:
    """The heights of rules, those on one level once."""
    levels: list[float] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if not levels or rule.at - levels[-1] > _SAME_LEVEL:
            levels.append(rule.at)
    return levels


def _by_interval(entries: Sequence[Entry], levels: Sequence[float]) -> list[list[Entry]]:
    """The entries by the interval between rules in which they stand; empty intervals left out."""
    groups: dict[int, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(bisect_right(levels, entry.middle), []).append(entry)
    return [groups[number] for number in sorted(groups)]


def _levelled(entries: Sequence[Entry], bands: Sequence[Band], region: Region) -> Rows | None:
    """The cells of a table with several rows between its rules."""
    whole = region.ends.right - region.ends.left if region.ends else 0.0
    full = [rule for rule in region.rules if rule.end - rule.start >= _WHOLE * whole]
    short = [rule for rule in region.rules if rule not in full]
    intervals = _by_interval(entries, _levels_of(full))
    head: list[Entry] = []
    if len(intervals) > 1 and not any(entry.is_figure for entry in intervals[0]):
        head = intervals.pop(0)
    else:
        head, intervals[0] = _parted_head(intervals[0], len(bands))
    cells, rows = head_cells(head, bands, short) if head else ([], 0)
    told = True
    for number, interval in enumerate(intervals, 1):
        cut = Cut(above=region.cut.above and number == 1, below=region.cut.below and number == len(intervals))
        found = rows_by_level(interval, bands, cut) if interval else Rows([], 0)
        if found is None:
            return None
        for cell in found.cells:
            cell.row += rows
        cells += found.cells
        rows += found.count
        told = told and found.told
    return Rows(cells, rows, told)


def _parted_head(entries: Sequence[Entry], columns: int) -> tuple[list[Entry], list[Entry]]:
    """The headings over figures and what stands beside them, and the rest."""
    ends: list[float] = []
    doubtful: list[float] = []
    for held in by_column(entries, columns):
        first = next((n for n, entry in enumerate(held) if entry.is_figure), 0)
        figures = sum(entry.is_figure for entry in held)
        heads = [entry for entry in held[:first] if not begins_anew(entry)]
        if heads and figures >= (len(held) - first) * 0.5:
            (ends if figures > 1 else doubtful).append(heads[-1].middle + 0.3 * heads[-1].height)
    # The part of a table before a page break may hold one row of figures only.
    if not ends and len(doubtful) > 1 and len(doubtful) >= columns // 2:
        ends = doubtful
    if not ends:
        return [], list(entries)
    end = max(ends)
    return [e for e in entries if e.middle <= end], [e for e in entries if e.middle > end]


def _lined(entries: Sequence[Entry], bands: Sequence[Band], region: Region) -> Rows | None:
    """The cells of a table with a rule under every row: the rules tell them; None where they don't."""
    levels = _levels_of(region.rules)
    intervals = _by_interval(entries, levels)
    if len(levels) < 4 or len(intervals) < 3:
        return None
    single = sum(_rows_shown(interval, bands) <= 1 for interval in intervals)
    filled = sum(len({entry.first for entry in interval}) > 1 for interval in intervals)
    if single < _MOST * len(intervals) or filled < 0.5 * len(intervals):
        return None
    first = next((n for n, interval in enumerate(intervals) if _is_body(interval)), 0)
    head = [entry for interval in intervals[:first] for entry in interval]
    top = min((entry.middle for interval in intervals[first:] for entry in interval), default=0.0)
    cut = max((level for level in levels if level < top), default=levels[0])
    cells, rows = head_cells(head, bands, [r for r in region.rules if r.at < cut]) if head else ([], 0)
    body = _ruled_rows([e for e in entries if e.middle > cut], bands, region.rules, cut)
    for cell in body.cells:
        cell.row += rows
    return Rows(cells + body.cells, rows + body.count)


def _is_body(interval: Sequence[Entry]) -> bool:
    return any(entry.is_figure for entry in interval) or len(interval) == 1


def _rows_shown(entries: Sequence[Entry], bands: Sequence[Band]) -> int:
    """How many rows an interval seems to hold: by the levels on which figures stand beside others, or where there are
    none by the names in the first column."""
    names = [entry for entry in entries if entry.first == entry.last == 0]
    if not any(entry.is_figure for entry in entries):
        bounds = Bounds(*bands[0])
        return 1 + sum(not (may_join(a, b, bounds) or must_join(a, b)) for a, b in pairwise(names))
    levels = sorted({round(entry.middle / max(entry.height, 1.0), 1) for entry in entries if entry.is_figure})
    return 1 + sum(b - a > 0.8 for a, b in pairwise(levels)) if levels else 0


def _ruled_rows(entries: Sequence[Entry], bands: Sequence[Band], rules: Sequence[Ruling], top: float) -> Rows:
    """The cells between rules, over several rows where a column has no rule between."""
    levels = [level for level in _levels_of(rules) if level >= top]
    low = max(entry.middle for entry in entries)
    if low > levels[-1]:
        levels.append(low + entries[-1].height)
    rows, middles = len(levels) - 1, [(left + right) / 2 for left, right in bands]
    ruled = {
        (row, col)
        for row, level in enumerate(levels)
        for col, middle in enumerate(middles)
        if any(abs(rule.at - level) <= _SAME_LEVEL and rule.start <= middle <= rule.end for rule in rules)
    }
    row_of = {id(entry): min(max(bisect_right(levels, entry.middle) - 1, 0), rows - 1) for entry in entries}
    crossed = {(col, row_of[id(e)]) for e in entries for col in range(e.first + 1, e.last + 1)}
    walls = {(col, row) for col in range(1, len(bands)) for row in range(rows)} - crossed
    boxes = boxes_of(rows, len(bands), walls, ruled)
    owner = {(box.row, box.col): Cell(box.row, box.col, box.rowspan, box.colspan, []) for box in boxes}
    slots = {
        (box.row + r, box.col + c): owner[box.row, box.col]
        for box in boxes
        for r in range(box.rowspan)
        for c in range(box.colspan)
    }
    for entry in entries:
        slots[row_of[id(entry)], entry.first].entries.append(entry)
    return Rows([cell for cell in owner.values() if cell.entries], rows)


def _is_tabular(entries: Sequence[Entry], bands: Sequence[Band], *, enough: int) -> bool:
    """Whether entries are cells: short, several a row, and aligned in their columns; `enough`
    rows hold several."""
    columns = by_column(entries, len(bands))
    rows: dict[int, set[int]] = {}
    for entry in entries:
        rows.setdefault(round(entry.middle), set()).add(entry.first)
    full = sum(len(found) > 1 for found in rows.values())
    leaders = sum(_LEADERS.search(entry.text) is not None for entry in entries)
    if full < enough or leaders * 2 > len(rows):
        return False
    short = [_is_short(held) for held in columns]
    if sum(short) < min(enough, 2) and not (len(bands) == 2 and any(short)):
        return False
    return all(_is_aligned(held) for held in columns if len(held) > 2)


def _is_short(held: Sequence[Entry]) -> bool:
    return bool(held) and sum(len(entry.text) for entry in held) <= _CELL_LENGTH * len(held)


def _is_aligned(held: Sequence[Entry]) -> bool:
    tolerance = 0.5 * median(entry.height for entry in held)
    sides = ([e.x0 for e in held], [e.x1 for e in held], [(e.x0 + e.x1) / 2 for e in held])
    return any(sum(abs(x - median(ends)) <= tolerance for x in ends) >= _ALIGNED * len(ends) for ends in sides)


def _widen_lone(cells: Sequence[Cell], bands: Sequence[Band], ends: Bounds | None) -> None:
    """Grows what stands in the middle of a row of its own over all columns, and the word for a total over the empty
    cells beside it."""
    held = {(row, cell.col) for cell in cells for row in range(cell.row, cell.row + cell.rowspan)}
    held |= {(cell.row, col) for cell in cells for col in range(cell.col, cell.col + cell.colspan)}
    rows = Counter(row for row, _ in held)
    middle = (ends.left + ends.right) / 2 if ends else (bands[0][0] + bands[-1][1]) / 2
    for cell in cells:
        entry = cell.entries[0]
        text = "".join(entry.text for entry in cell.entries)
        if rows[cell.row] == cell.colspan and cell.rowspan == 1 and not entry.is_figure:
            if abs(entry.x0 + entry.x1 - 2 * middle) <= entry.height:
                cell.col, cell.colspan = 0, len(bands)
        elif is_total(text) and not any((cell.row, col) in held for col in range(cell.col)):
            cell.col, cell.colspan = 0, cell.col + cell.colspan
            while cell.colspan < len(bands) and (cell.row, cell.colspan) not in held:
                cell.colspan += 1


def _part(grid: Rows, bands: Sequence[Band], region: Region, page: int) -> Part:
    cells, rows = grid.cells, grid.count
    xs = _edges(bands, region.ends)
    top, bottom = min(run.top for run in region.runs), max(run.bottom for run in region.runs)
    made = [
        PartCell(
            row=cell.row,
            col=cell.col,
            rowspan=cell.rowspan,
            colspan=cell.colspan,
            lines=lines_of([run for entry in cell.entries for run in entry.runs], page),
            bounds=Bounds(bands[cell.col][0], bands[cell.col + cell.colspan - 1][1]),
            bottom=bottom,
        )
        for cell in cells
    ]
    held = {
        (row, col)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    }
    made += [
        PartCell(row, col, 1, 1, [], Bounds(left=xs[col], right=xs[col + 1]), bottom)
        for row in range(rows)
        for col in range(len(bands))
        if (row, col) not in held
    ]
    made.sort(key=lambda cell: (cell.row, cell.col))
    foot = [cell for cell in made if cell.end == rows]
    return Part(
        page=page, xs=xs, rows=rows, cells=made, top=top, bottom=bottom, foot=foot, ruled=False, region=region,
        told=grid.told,
    )  # fmt: skip


def _edges(bands: Sequence[Band], ends: Bounds | None) -> list[float]:
    """Where the columns part; the outer edges are those of the rules where there are any."""
    left = min(bands[0][0], ends.left) if ends else bands[0][0]
    right = max(bands[-1][1], ends.right) if ends else bands[-1][1]
    return [left, *((a[1] + b[0]) / 2 for a, b in pairwise(bands)), right]
