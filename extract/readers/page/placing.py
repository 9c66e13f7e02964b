"""The entries of a column of a table as cells on rows of known levels: in the middle of their row, at its top or at its
foot, or, where there are fewer cells than rows, each over as many rows as it stands in the middle of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Sequence
from itertools import accumulate, pairwise
from math import inf
from typing import Literal

import msgspec

from extract.readers.page.columns import Band
from extract.readers.page.entries import Cell, Entry, by_column, may_join, must_join
from extract.readers.page.lines import Bounds

# In heights of a line: cells set in the middle of rows are so exact, and so far off at most.
_EXACT = 0.15
_FARTHEST = 0.75
_CENTRED = 0.45
_LONGEST = 40
# What it costs to part a figure, to go on below a line that ended, and below one that had no room for more: where
# nothing else tells, a line is a cell of its own, and no row is left empty.
_BROKEN = 3.0
_ENDED = 1.0
_JOINED = 0.005
# Where settings fit alike, that one in which fewer cells end on a line that is full to the brim, to half an em.
_FULL = 0.0005
_BRIM = 0.5
# What it costs a cell to stand at the top of a row where others stand otherwise, as the halves of a cut row do.
_CUT = 0.01
_FILLED = 0.6

Setting = Literal["middle", "top", "foot"]
Placed = tuple[float, list[Cell]]


class Column(msgspec.Struct, frozen=True):
    """The entries of a column; for each but the first, whether it may go on from the one above, and must; what it costs
    to take those up to each for one cell; whether most are figures, and every one is a cell of its own; and the numbers
    of those below a full line."""

    number: int
    entries: list[Entry]
    middles: list[float]
    may: list[bool]
    must: list[bool]
    joining: list[float]
    figures: bool
    is_single: bool
    below_full: frozenset[int]


def columns_of(entries: Sequence[Entry], bands: Sequence[Band]) -> list[Column]:
    """The columns with what stands in one of them alone."""
    return [_column(number, held, Bounds(*bands[number])) for number, held in enumerate(by_column(entries, len(bands)))]


def _column(number: int, held: list[Entry], bounds: Bounds) -> Column:
    may = [False, *(may_join(a, b, bounds) for a, b in pairwise(held))][: len(held)]
    must = [False, *(must_join(a, b) for a, b in pairwise(held))][: len(held)]
    brim = [entry.x1 > bounds.right - _BRIM * entry.height for entry in held]
    joined = (_JOINED if one or other else _ENDED for one, other in zip(may, must, strict=True))
    return Column(
        number=number,
        entries=held,
        middles=[entry.middle for entry in held],
        may=may,
        must=must,
        joining=list(accumulate(joined)),
        figures=sum(entry.is_figure for entry in held) >= max(_FILLED * len(held), 1),
        is_single=not any(may),
        below_full=frozenset(at for at in range(1, len(held)) if may[at] and brim[at - 1]),
    )


def nearest(levels: Sequence[float], height: float) -> int:
    """The number of the level nearest to a height."""
    at = bisect_left(levels, height)
    if at and (at == len(levels) or height - levels[at - 1] <= levels[at] - height):
        at -= 1
    return at


def placed(column: Column, levels: Sequence[float], setting: Setting, tops: Collection[int]) -> Placed:
    """The cheapest way to part the entries of a column into cells on some of the levels, and its cost; infinite where
    there is none. In the rows of `tops` cells may stand at the top whatever their setting."""
    if column.is_single:
        rows = [nearest(levels, middle) for middle in column.middles]
        offs = [abs(entry.middle - levels[row]) / entry.height for row, entry in zip(rows, column.entries, strict=True)]
        near = column.figures or (max(offs) <= _FARTHEST and not any(column.must))
        if near and len(set(rows)) == len(rows):
            cells = [Cell(row, column.number, 1, 1, [entry]) for row, entry in zip(rows, column.entries, strict=True)]
            return 0.0 if column.figures else sum(max(off - _EXACT, 0.0) for off in offs), cells
    return _parted(column, levels, setting, tops)


Chain = tuple[float, int, int, int, "Chain | None"]
"""The cost of the cells down to an entry, the last of them as (row, first entry, entry after the last), those above."""


def _parted(column: Column, levels: Sequence[float], setting: Setting, tops: Collection[int]) -> Placed:
    middles, count = column.middles, len(column.entries)
    reach = column.entries[0].height * _FARTHEST
    best: list[Chain | None] = [(0.0, 0, 0, 0, None), *[None] * count]
    for row, level in enumerate(levels):
        low = bisect_left(middles, levels[row - 1] - reach) if row else 0
        high = bisect_left(middles, levels[row + 1] + reach) if row + 1 < len(levels) else count
        settings: list[tuple[Setting, float]] = [(setting, 0.0), ("top", _CUT)][: 2 if row in tops else 1]
        for end in range(high, low, -1):
            for own, dear in settings:
                first_at, last_at = _reach(own, level, middles[end - 1], reach)
                lowest = max(bisect_left(middles, first_at, low, end), end - _LONGEST, low)
                for first in range(bisect_right(middles, last_at, lowest, end) - 1, lowest - 1, -1):
                    off = _off(own, level, middles[first], middles[end - 1])
                    best[end] = _cheaper(column, best[first], best[end], (row, first, end), off, dear)
    return _cells(column, best[count])


def _cheaper(
    column: Column, above: Chain | None, known: Chain | None, cell: tuple[int, int, int], off: float, dear: float
) -> Chain | None:
    """The cells `above` and one more, (row, first entry, entry after its last), that stands `off` its level, if they
    are cheaper than what is known."""
    if above is None:
        return known
    row, first, end = cell
    off /= column.entries[0].height
    cost = above[0] + max(off - _EXACT, 0.0) + column.joining[end - 1] - column.joining[first] + dear
    cost += _BROKEN * column.must[first]
    return (cost, row, first, end, above) if known is None or cost < known[0] else known


def _reach(setting: Setting, level: float, last: float, reach: float) -> tuple[float, float]:
    """Between which heights the first line of a cell stands whose last line stands at `last`, on a row at `level`."""
    if setting == "middle":
        return 2 * (level - reach) - last, 2 * (level + reach) - last
    if setting == "top":
        return level - reach, level + reach
    return (-inf, inf) if abs(last - level) <= reach else (inf, inf)


def _off(setting: Setting, level: float, first: float, last: float) -> float:
    """How far from its level a cell stands whose first and last line stand at these heights."""
    return abs({"middle": (first + last) / 2, "top": first, "foot": last}[setting] - level)


def _cells(column: Column, chain: Chain | None) -> Placed:
    if chain is None:
        return inf, []
    cost, cells = chain[0], []
    while chain is not None and chain[4] is not None:
        _, row, first, end, chain = chain
        cost += _FULL * (first in column.below_full)
        cells.append(Cell(row, column.number, 1, 1, column.entries[first:end]))
    return cost, cells[::-1]


def edges_of(cells: Sequence[Cell], levels: Sequence[float]) -> list[float]:
    """Where the rows part: in the middle of what is left free between their entries."""
    tops = list(levels)
    bottoms = list(levels)
    for cell in cells:
        first, last = cell.entries[0], cell.entries[-1]
        if abs((first.middle + last.middle) / 2 - levels[cell.row]) <= _CENTRED * first.height:
            tops[cell.row] = min(tops[cell.row], first.middle - first.height / 2)
            bottoms[cell.row] = max(bottoms[cell.row], last.middle + last.height / 2)
    inner = [(bottom + top) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False)]
    if not inner:
        return [tops[0], bottoms[0]]
    return [2 * levels[0] - inner[0], *inner, 2 * levels[-1] - inner[-1]]


def tiled(column: Column, edges: Sequence[float], closed: Container[int]) -> Placed:
    """The entries of a column as cells that fill it from top to bottom, each in the middle of its rows, which part at
    `edges`, and what that costs; `closed` rows hold something else or nothing."""
    count, rows = len(column.entries), len(edges) - 1
    best: dict[tuple[int, int], Placed] = {(0, 0): (0.0, [])}
    for row in range(rows):
        for used in range(count + 1):
            state = best.get((used, row))
            if state is None:
                continue
            if row in closed:
                _keep(best, (used, row + 1), state)
                continue
            for end, cell, cost in _next_cells(column, edges, closed, used, row):
                _keep(best, (end, cell.row + cell.rowspan), (state[0] + cost, [*state[1], cell]))
    return best.get((count, rows), (inf, []))


def _next_cells(
    column: Column, edges: Sequence[float], closed: Container[int], used: int, row: int
) -> list[tuple[int, Cell, float]]:
    """The cells that may begin at `row` with the entry `used`: the entry after their last, and what they cost."""
    found = []
    height = column.entries[used].height if used < len(column.entries) else 0.0
    for end in range(used + 1, min(len(column.entries), used + _LONGEST) + 1):
        if end - used > 1 and not (column.may[end - 1] or column.must[end - 1]):
            break
        middle = (column.middles[used] + column.middles[end - 1]) / 2
        # Where the lower edge of the rows in whose middle the entries stand may lie.
        lowest = 2 * (middle + _CENTRED * height) - edges[row]
        below = max(bisect_left(edges, 2 * (middle - _CENTRED * height) - edges[row]), row + 1)
        while below < len(edges) and edges[below] <= lowest:
            if any(between in closed for between in range(row, below)):
                break
            off = abs(middle - (edges[row] + edges[below]) / 2) / height
            cost = max(off - _EXACT, 0.0) + column.joining[end - 1] - column.joining[used]
            cell = Cell(row, column.number, below - row, 1, column.entries[used:end])
            found.append((end, cell, cost + _BROKEN * column.must[used]))
            below += 1
    return found


def _keep(best: dict[tuple[int, int], Placed], key: tuple[int, int], state: Placed) -> None:
    if key not in best or state[0] < best[key][0]:
        best[key] = state
