"""The columns of a table whose sides are not ruled: where its rows leave room, one below another."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import sub
from statistics import median

from extract.readers.page.lines import rows_of
from extract.readers.page.runs import Run
from extract.readers.page.signs import FIGURE

Row = list[Run]
Band = tuple[float, float]

# In heights of a line: the least room between two columns.
GUTTER = 0.8
# A gap this narrow parts two columns if the gap is wide in most rows; beside words it is wider.
_CRACK = 0.15
_WORDS = 0.3
_MOST = 0.5
# For each row of several runs that crosses a gutter, more than so many leave it free: headings over several columns
# cross it; for each lone run, a title, more than one.
_CROSSED = 3
# In heights of a line: characters of one word set apart (得　分) are no further from one another.
_SPREAD = 5.0
# In heights of a line: what stands further apart from top to bottom stands on two lines.
_OVERLAP = 0.75
# Points.
_SAME = 0.05
_NARROWEST = 0.56
_ASCII = re.compile(r"[!-~]")
_BROAD = "%@&mwMWGOQ"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def bands_of(runs: Sequence[Run]) -> list[Band]:
    """The columns of the runs of a table: what stands between gutters, which most rows leave free."""
    rows = [_spread_words(row) for row in rows_of(runs)]
    if not any(len(row) > 1 for row in rows):
        return []
    size = median(run.height for row in rows for run in row)
    inked = [[stretch for run in row for stretch in ink_of(run)] for row in rows]
    gutters = [gutter for gutter in _gaps(inked, size) if _is_gutter(gutter, inked, size)]
    gutters = [piece for gutter in gutters for piece in _round_columns(gutter, rows, size)]
    beside = _beside([row[0].middle for row in rows], size)
    bands = _between(gutters, inked, beside)
    # Where what seemed two columns was one, headings may find their places now.
    again = [(one[1], other[0]) for one, other in pairwise(bands)]
    return _between(again, inked, beside) if len(again) < len(gutters) else bands


def _round_columns(gutter: Band, rows: Sequence[Row], size: float) -> list[Band]:
    """A gutter, or those on both sides of a column in it that is all but empty: a heading and a figure or two."""
    left, right = gutter
    inside = [run for row in rows if len(row) > 1 for run in row if left < run.x0 and run.x1 < right]
    if len(inside) < 2 or not any(FIGURE.fullmatch(run.text) for run in inside):
        return [gutter]
    column = (min(run.x0 for run in inside), max(run.x1 for run in inside))
    free = min(column[0] - left, right - column[1]) >= _CRACK * size
    return [(left, column[0]), (column[1], right)] if free else [gutter]


def _beside(levels: Sequence[float], size: float) -> list[range]:
    """For each row those that it stands beside, itself among them: a name in the middle of its row stands between two
    lines of the cell next to it."""
    reach = _OVERLAP * size
    return [range(bisect_right(levels, at - reach), bisect_left(levels, at + reach)) for at in levels]


def _gaps(rows: Sequence[Sequence[Band]], size: float) -> list[Band]:
    """The stretches across that rows with ink on both sides leave free, but for a few."""
    steps: list[tuple[float, int, int]] = []
    for row in rows:
        weight = _CROSSED if len(row) > 1 else 1
        steps += [(x, 0, change) for left, right in row for x, change in ((left, weight), (right, -weight))]
        gaps = [(a[1], b[0]) for a, b in pairwise(row) if b[0] - a[1] >= _CRACK * size]
        steps += [(x, change, 0) for left, right in gaps for x, change in ((left, 1), (right, -1))]
    steps.sort()
    found: list[Band] = []
    votes = crossed = 0
    for (x, vote, cross), (following, _, _) in pairwise(steps):
        votes, crossed = votes + vote, crossed + cross
        if following - x > 0 and votes > crossed:
            if found and x - found[-1][1] <= _SAME:
                found[-1] = (found[-1][0], following)
            else:
                found.append((x, following))
    return found


def _is_gutter(gap: Band, rows: Sequence[Sequence[Band]], size: float) -> bool:
    """Whether a gap between two columns is wide, or narrow only because a few cells are full."""
    if gap[1] - gap[0] >= GUTTER * size:
        return True
    around = [row for row in rows if row[0][0] < gap[0] and row[-1][1] > gap[1]]
    free = [
        b[0] - a[1] for row in around for a, b in pairwise(row) if a[1] <= gap[0] + _SAME and b[0] >= gap[1] - _SAME
    ]
    clear = sum(room >= GUTTER * size for room in free)
    wide = gap[1] - gap[0] >= _CRACK * size
    return wide and (clear >= _MOST * len(around) or len(free) == len(around))


def _between(gutters: Sequence[Band], rows: Sequence[Sequence[Band]], beside: Sequence[range]) -> list[Band]:
    """The columns between gutters, as wide as what stands in one of them alone."""
    columns: list[dict[int, Band]] = [{} for _ in range(len(gutters) + 1)]
    for number, row in enumerate(rows):
        for column, (left, right) in zip(_homes(row, gutters), row, strict=True):
            if column >= 0:
                held = columns[column].get(number, (left, right))
                columns[column][number] = (min(held[0], left), max(held[1], right))
    columns = _with_split(columns, beside)
    bands = [(min(left for left, _ in held.values()), max(right for _, right in held.values())) for held in columns]
    for at, (one, other) in enumerate(pairwise(bands)):
        if one[1] > other[0] - _SAME:
            middle = (one[1] + other[0]) / 2
            bands[at : at + 2] = [(one[0], middle - _SAME), (middle + _SAME, other[1])]
    return bands


def _homes(row: Sequence[Band], gutters: Sequence[Band]) -> list[int]:
    """The column of each ink of a row, -1 for those over several. What stands inside a gutter, a heading set to the
    left over figures set to the right, belongs on the side where its row has nothing else."""
    lefts, rights = [left for left, _ in gutters], [right for _, right in gutters]
    spans = [(bisect_right(lefts, left + _SAME), bisect_left(rights, right - _SAME)) for left, right in row]
    if len(row) == len(gutters) + 1 and all(min(span) <= at <= max(span) for at, span in enumerate(spans)):
        return list(range(len(row)))
    homes = [first if first == last else -1 for first, last in spans]
    for at, (right, left) in enumerate(spans):
        if right != left + 1:
            continue
        follows = at + 1 < len(spans) and spans[at + 1] == (right, left)
        if left in homes and right not in homes:
            homes[at] = right
        elif follows or (right in homes and left not in homes):
            homes[at] = left
        elif left not in homes:
            homes[at] = right
    return homes


def _with_split(columns: Sequence[dict[int, Band]], beside: Sequence[range]) -> list[dict[int, Band]]:
    """The columns with those as one that nowhere stand beside each other: a heading and its figures, set to other
    sides."""
    kept = [dict(held) for held in columns if held]
    while True:
        pairs = [
            (min(b[0] for b in right.values()) - max(b[1] for b in left.values()), at)
            for at, (left, right) in enumerate(pairwise(kept))
            if not any(near in right for row in left for near in beside[row])
        ]
        if not pairs:
            return kept
        _, at = min(pairs)
        kept[at : at + 2] = [kept[at] | kept[at + 1]]


def ink_of(run: Run) -> list[Band]:
    """The stretches of a run without a crack: a character is no wider than the size of its type, a figure or a point
    than little more than half of it, most Latin ones than two thirds."""
    steps = max(map(sub, run.edges[1:-1], run.edges), default=0.0)
    widest = 1 + _WORDS if not _ASCII.search(run.text) else _NARROWEST + _CRACK
    if steps <= widest * run.height and " " not in run.text:
        return [(run.edges[0], run.edges[-1])]
    stretches: list[Band] = []
    start, ends, before = run.edges[0], run.edges[0], ""
    for character, left in zip(run.text, run.edges, strict=False):
        if character == " ":
            continue
        figures = before.isascii() and character.isascii()
        if before and left - ends > (_CRACK if figures else _WORDS) * run.height:
            stretches.append((start, ends))
            start = left
        ends = left + _width(character) * run.height
        before = character
    return [*stretches, (start, run.edges[-1])]


def _width(character: str) -> float:
    """The most that a character is wide, in ems."""
    if not character.isascii() or character in _BROAD:
        return 1.0
    return _NARROWEST if character.isdigit() or character in ",." else 0.67


def _spread_words(row: Row) -> Row:
    """The runs of a row with the characters of a word that was set apart as one."""
    words: Row = []
    for run in row:
        before = words[-1] if words else None
        if before is not None and _is_spread(before, run):
            edges = (*before.edges[:-1], run.x0, *run.edges[1:])
            words[-1] = Run(before.text + run.text, edges, before.top, before.bottom, run.blank_after)
        else:
            words.append(run)
    return words


def _is_spread(one: Run, other: Run) -> bool:
    letters = _CHINESE.fullmatch(one.text[-1]) and _CHINESE.fullmatch(other.text) and len(one.text) <= 3
    return bool(letters) and all(map(_CHINESE.fullmatch, one.text)) and other.x0 - one.x1 <= _SPREAD * one.height


def part_at_gutters(runs: Sequence[Run], bands: Sequence[Band]) -> list[Run]:
    """The runs with those parted that go on from one column into the next with a crack at the gutter."""
    gutters = [(a[1] - 1, b[0] + 1) for a, b in pairwise(bands)]
    return [piece for run in runs for piece in _parted(run, gutters)]


def _parted(run: Run, gutters: Sequence[Band]) -> list[Run]:
    if not any(run.x0 < left and right < run.x1 for left, right in gutters):
        return [run]
    inked = ink_of(run)
    cracks = [
        second[0]
        for first, second in pairwise(inked)
        if any(first[1] <= right and left <= second[0] for left, right in gutters)
    ]
    if not cracks:
        return [run]
    cuts = [0, *(run.edges.index(crack) for crack in cracks), len(run.text)]
    return [piece for first, last in pairwise(cuts) if (piece := run.sliced(first, last)) is not None]


def span_of(run: Run, bands: Sequence[Band]) -> tuple[int, int]:
    """The first and last column that a run reaches over; what stands between two belongs to both."""
    first = bisect_right([right for _, right in bands], run.x0 + 1)
    last = bisect_left([left for left, _ in bands], run.x1 - 1) - 1
    return min(first, last), max(first, last)
