"""The columns of a table without rulings: where its rows have ink, and whether that is a table at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.readers.page.runs import Run

Row = list[Run]
Band = tuple[float, float]

# In heights of a line: the least room between two columns.
GUTTER = 0.8
# A gap this narrow parts two columns if the gap is wide in most rows.
_CRACK = 0.15
_MOST = 0.5
# Where edges or middles of most cells of a column agree to half a character, it is one.
_ALIGNED = 0.6
# Characters: cells are shorter than the lines of text set in two columns.
_CELL_LENGTH = 14
_BROAD = "%@&mwMWGOQ"
_LEADERS = re.compile(r"[.…·．]{4,}")


def bands_of(rows: Sequence[Row]) -> list[Band]:
    """The columns: where most rows of several runs have ink, between gutters where at most a few have."""
    several = [row for row in rows if len(row) > 1]
    if len(several) < 2:
        return []
    size = median(run.height for row in several for run in row)
    allowed = max(1, len(several) // 10) if len(several) >= 4 else 0
    inked = [ink for row in several for run in row for ink in _ink(run)]
    steps = sorted((x, change) for left, right in inked for x, change in ((left, 1), (right, -1)))
    bands: list[Band] = []
    depth, start = 0, 0.0
    for x, change in steps:
        if change > 0 and depth == allowed:
            start = x
        if change < 0 and depth == allowed + 1:
            if bands and not _is_gutter(bands[-1][1], start, several, size):
                bands[-1] = (bands[-1][0], x)
            else:
                bands.append((start, x))
        depth += change
    return _with_sparse(bands, several, size)


def _ink(run: Run) -> list[Band]:
    """The stretches of a run without a crack: a character is no wider than the size of its type, most Latin ones than
    two thirds of it."""
    stretches: list[Band] = []
    start = run.edges[0]
    for at, (left, right) in enumerate(pairwise(run.edges)):
        ends = left + (0.67 if run.text[at].isascii() and run.text[at] not in _BROAD else 1.0) * run.height
        if right - ends > _CRACK * run.height and at + 1 < len(run.text):
            stretches.append((start, ends))
            start = right
    return [*stretches, (start, run.edges[-1])]


def _is_gutter(left: float, right: float, rows: Sequence[Row], size: float) -> bool:
    """Whether a gap between two columns is wide, or narrow only because a few cells are full."""
    if right - left >= GUTTER * size:
        return True
    around = [row for row in rows if row[0].x0 < left and row[-1].x1 > right]
    clear = sum(
        any(a.x1 <= right and b.x0 >= left and b.x0 - a.x1 >= GUTTER * size for a, b in pairwise(row)) for row in around
    )
    return right - left >= _CRACK * size and clear >= _MOST * len(around)


def part_at_gutters(rows: Sequence[Row], bands: Sequence[Band]) -> list[Row]:
    """The rows with runs parted that go on from one column into the next with a crack at the gutter."""
    gutters = [(a[1] - 1, b[0] + 1) for a, b in pairwise(bands)]
    parted = []
    for row in rows:
        pieces: Row = []
        for run in row:
            pieces.extend(_parted(run, gutters))
        parted.append(pieces)
    return parted


def _parted(run: Run, gutters: Sequence[Band]) -> list[Run]:
    inked = _ink(run)
    cracks = [
        second[0]
        for first, second in pairwise(inked)
        if any(first[1] <= right and left <= second[0] for left, right in gutters)
    ]
    if not cracks:
        return [run]
    cuts = [0, *(run.edges.index(crack) for crack in cracks), len(run.text)]
    return [piece for first, last in pairwise(cuts) if (piece := run.sliced(first, last)) is not None]


def _with_sparse(bands: list[Band], rows: Sequence[Row], size: float) -> list[Band]:
    """The columns with those added that have ink in so few rows that they were taken for a gutter, and widened to
    what stands in one of them alone."""
    for row in rows:
        for run in row:
            touched = [i for i, (left, right) in enumerate(bands) if run.x0 < right and left < run.x1]
            if not touched:
                bands.append((run.x0, run.x1))
                bands.sort()
            elif len(touched) == 1:
                left, right = bands[touched[0]]
                bands[touched[0]] = (min(left, run.x0), max(right, run.x1))
    merged: list[Band] = []
    for left, right in bands:
        if merged and left - merged[-1][1] < _CRACK * size:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def span_of(run: Run, bands: Sequence[Band]) -> tuple[int, int]:
    """The first and last column that a run reaches over."""
    touched = [i for i, (left, right) in enumerate(bands) if run.x0 < right - 1 and left + 1 < run.x1]
    if touched:
        return touched[0], touched[-1]
    middle = (run.x0 + run.x1) / 2
    nearest = min(range(len(bands)), key=lambda i: abs(middle - (bands[i][0] + bands[i][1]) / 2))
    return nearest, nearest


def is_tabular(rows: Sequence[Row], bands: Sequence[Band], *, ruled: bool) -> bool:
    """Whether the runs of the rows are cells: short, several a row, and aligned in their columns. `ruled`: rules stand
    above and below."""
    columns: list[list[Run]] = [[] for _ in bands]
    full = 0
    for row in rows:
        spans = [(span_of(run, bands), run) for run in row]
        for (first, last), run in spans:
            if first == last:
                columns[first].append(run)
        full += len({span for span, _ in spans}) >= 2
    leaders = sum(any(_LEADERS.search(run.text) for run in row) for row in rows)
    if full < (2 if ruled else 3) or full * 2 < len(rows) or leaders * 2 > len(rows):
        return False
    short = [bool(column) and _mean_length(column) <= _CELL_LENGTH for column in columns]
    if sum(short) < 2 and not (len(bands) == 2 and short[1]):
        return False
    return all(_is_aligned(column) for column in columns if len(column) > 1)


def _mean_length(column: Sequence[Run]) -> float:
    return sum(len(run.text) for run in column) / len(column)


def _is_aligned(column: Sequence[Run]) -> bool:
    tolerance = 0.5 * median(run.height for run in column)
    sides = ([run.x0 for run in column], [run.x1 for run in column], [(run.x0 + run.x1) / 2 for run in column])
    return any(sum(abs(x - median(ends)) <= tolerance for x in ends) >= _ALIGNED * len(ends) for ends in sides)
