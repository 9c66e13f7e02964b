"""The rows of a table that no rulings part: short cells stand on the levels of the rows, one each; the lines of the
others are put round them as cells are set, in the middle of their row, at its top or at its foot."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Container, Sequence
from itertools import pairwise
from math import inf
from statistics import median

import msgspec

from extract.readers.page.columns import Band
from extract.readers.page.entries import Cell, Entry, by_column, is_total, may_join, must_join
from extract.readers.page.lines import Bounds

# In heights of a line: entries of one row stand on one level, and cells set in the middle of rows are so exact.
_LEVEL = 0.3
_EXACT = 0.15
_FARTHEST = 0.75
_CENTRED = 0.45
# A row has its own level if this share of the usual pitch is free round it.
_OWN = 0.75
_BETWEEN = 1.7
_LONGEST = 40
_BROKEN = 3.0
_ENDED = 1.0
# Where nothing else tells, a line is a cell of its own, and no row is left empty.
_JOINED = 0.05
# A row of its own for one entry must make others stand better.
_NEW_ROW = 0.1
_RARE = 0.5
_UNNAMED = 0.3
_FILLED = 0.6

Reference = Callable[[Entry, Entry], float]
# In the middle, at the top, at the foot, which is rare.
_SETTINGS: tuple[Reference, ...] = (
    lambda first, last: (first.middle + last.middle) / 2,
    lambda first, last: first.middle,
    lambda first, last: last.middle,
)


class Column(msgspec.Struct, frozen=True):
    """The entries of a column and, for each but the first, whether it may go on from the one above, and must."""

    number: int
    entries: list[Entry]
    may: list[bool]
    must: list[bool]
    figures: bool

    @property
    def is_single(self) -> bool:
        """Whether every entry is a cell of its own."""
        return not any(self.may)


def columns_of(entries: Sequence[Entry], bands: Sequence[Band]) -> list[Column]:
    """The columns with what stands in one of them alone."""
    found = []
    for number, held in enumerate(by_column(entries, len(bands))):
        bounds = Bounds(*bands[number])
        may = [False, *(may_join(a, b, bounds) for a, b in pairwise(held))][: len(held)]
        must = [False, *(must_join(a, b) for a, b in pairwise(held))][: len(held)]
        figures = sum(entry.is_figure for entry in held) >= max(_FILLED * len(held), 1)
        found.append(Column(number, held, may, must, figures))
    return found


class _Laid(msgspec.Struct, frozen=True):
    """The cells of some columns on rows of some levels, and how far they are from being set so."""

    cost: float
    levels: list[float]
    cells: list[Cell]


def rows_by_level(entries: Sequence[Entry], bands: Sequence[Band]) -> tuple[list[Cell], int] | None:
    """The cells that entries make, and the number of rows; None where rows can't be told."""
    columns = columns_of(entries, bands)
    wide = [entry for entry in entries if entry.first != entry.last]
    levels, others = _levels(columns, wide)
    if not levels:
        return None
    laid = _laid(columns, wide, levels)
    for more in [others, *([middle] for middle in others)] if len(others) > 1 else [others]:
        if laid.cost > _NEW_ROW and not set(more) & set(laid.levels):
            tried = _laid(columns, wide, sorted([*laid.levels, *more]))
            cost = tried.cost + _NEW_ROW * len(more)
            laid = min(laid, msgspec.structs.replace(tried, cost=cost), key=lambda found: found.cost)
    if laid.cost == inf:
        laid = min(
            (_laid(columns, wide, more) for more in _cut_rows(columns, laid.levels)), key=lambda found: found.cost
        )
    if laid.cost == inf:
        return None
    return _without_doubles(laid.cells), len(laid.levels)


def _laid(columns: Sequence[Column], wide: Sequence[Entry], levels: list[float]) -> _Laid:
    """The entries on rows of these levels in the setting that they fit best."""
    best = _set(columns, wide, levels, _SETTINGS[0])
    for reference in _SETTINGS[1:]:
        if best.cost > 0:
            best = min(best, _set(columns, wide, levels, reference), key=lambda found: found.cost)
    return best


def _set(columns: Sequence[Column], wide: Sequence[Entry], levels: list[float], reference: Reference) -> _Laid:
    cells = [
        Cell(_nearest(levels, entry.middle), entry.first, 1, entry.last - entry.first + 1, [entry]) for entry in wide
    ]
    closed = {cell.row for cell in cells} | _lone_rows(columns, levels)
    placed = {column.number: _placed(column, levels, reference) for column in columns if column.entries}
    held = [cell for _, own in placed.values() for cell in own]
    edges = _edges([*cells, *held], levels)
    total, leading = _RARE * (reference is _SETTINGS[2]), True
    for column in columns:
        cost, own = placed.get(column.number, (0.0, []))
        leading = leading and not column.figures
        if leading and len(own) < len(levels) - len(closed):
            cost += _UNNAMED * (len(levels) - len(closed) - len(own))
            if reference is _SETTINGS[0]:
                cost, own = min((cost, own), _tiled(column, levels, edges, closed), key=lambda found: found[0])
        if leading:
            closed |= {cell.row for cell in own if is_total("".join(entry.text for entry in cell.entries))}
        total += cost
        cells += own
    return _Laid(total, levels, cells)


def _lone_rows(columns: Sequence[Column], levels: Sequence[float]) -> set[int]:
    """The rows on whose level one text stands alone: headings between rows."""
    level_of = Counter(
        row
        for column in columns
        for entry in column.entries
        for row in [_nearest(levels, entry.middle)]
        if abs(levels[row] - entry.middle) <= _LEVEL * entry.height
    )
    texts = {
        _nearest(levels, e.middle) for column in columns if column.figures for e in column.entries if not e.is_figure
    }
    return {row for row in texts if level_of[row] == 1}


def _levels(columns: Sequence[Column], wide: Sequence[Entry]) -> tuple[list[float], list[float]]:
    """The level of each row: where figures stand, or else the entries of the column that has the most cells of one
    line, and what stands over several columns; and the levels that rows of one entry may have besides."""
    leading = [column for column in columns if column.figures and column.is_single and column.entries]
    if not leading:
        single = [column for column in columns if column.is_single and column.entries]
        leading = sorted(single, key=lambda column: -len(column.entries))[:1]
    levels = _clustered([entry for column in leading for entry in column.entries])
    if not levels:
        return [], []
    pitch = _least_pitch(levels, leading)
    for entry in wide:
        if _has_room(entry.middle, levels, pitch):
            levels = sorted([*levels, entry.middle])
    others = [entry.middle for column in columns if column not in leading for entry in column.entries]
    return levels, sorted({middle for middle in others if _has_room(middle, levels, pitch)})


def _clustered(entries: Sequence[Entry]) -> list[float]:
    levels: list[list[Entry]] = []
    for entry in sorted(entries, key=lambda entry: entry.middle):
        if levels and entry.middle - levels[-1][0].middle <= _LEVEL * entry.height:
            levels[-1].append(entry)
        else:
            levels.append([entry])
    return [median(entry.middle for entry in level) for level in levels]


def _least_pitch(levels: Sequence[float], leading: Sequence[Column]) -> float:
    height = median(entry.height for column in leading for entry in column.entries)
    pitches = sorted(b - a for a, b in pairwise(levels))
    return pitches[len(pitches) // 4] if pitches else 1.2 * height


def _cut_rows(columns: Sequence[Column], levels: Sequence[float]) -> list[list[float]]:
    """The levels with one more above, one more below, or both, where a page break may have left a part of a row
    without its figures."""
    entries = [entry for column in columns for entry in column.entries]
    above = min((entry.middle for entry in entries if entry.middle < levels[0] - entry.height), default=None)
    below = min((entry.middle for entry in entries if entry.middle > levels[-1] + entry.height), default=None)
    before, after = [above] if above is not None else [], [below] if below is not None else []
    return [[*before, *levels], [*levels, *after], [*before, *levels, *after]]


def _has_room(middle: float, levels: Sequence[float], pitch: float) -> bool:
    """Whether a row has room at a height between the levels of others."""
    above = max((level for level in levels if level <= middle), default=-inf)
    below = min((level for level in levels if level > middle), default=inf)
    if min(middle - above, below - middle) < _OWN * pitch:
        return False
    return below - above >= _BETWEEN * pitch


def _nearest(levels: Sequence[float], height: float) -> int:
    at = bisect_left(levels, height)
    if at and (at == len(levels) or height - levels[at - 1] <= levels[at] - height):
        at -= 1
    return at


def _joining(column: Column, first: int, last: int) -> float:
    """What it costs to take the entries [first, last) for one cell."""
    inside = sum(_JOINED if column.may[at] or column.must[at] else _ENDED for at in range(first + 1, last))
    return inside + (_BROKEN if first and column.must[first] else 0.0)


def _placed(column: Column, levels: Sequence[float], reference: Reference) -> tuple[float, list[Cell]]:
    """The cheapest way to part the entries of a column into cells on some of the levels, and its cost."""
    entries = column.entries
    count = len(entries)
    if column.is_single and column.figures:
        rows = [_nearest(levels, entry.middle) for entry in entries]
        if len(set(rows)) == count:
            return 0.0, [Cell(row, column.number, 1, 1, [entry]) for row, entry in zip(rows, entries, strict=True)]
    best: list[tuple[float, list[Cell]]] = [(0.0, []), *[(inf, [])] * count]
    middles = [entry.middle for entry in entries]
    for number, level in enumerate(levels):
        reach = entries[0].height * _FARTHEST
        low = bisect_left(middles, levels[number - 1] - reach) if number else 0
        high = bisect_left(middles, levels[number + 1] + reach) if number + 1 < len(levels) else count
        for end in range(high, low, -1):
            for first in range(end - 1, max(end - _LONGEST, low) - 1, -1):
                cost, cells = best[first]
                off = abs(reference(entries[first], entries[end - 1]) - level) / entries[first].height
                if cost == inf or off > _FARTHEST:
                    continue
                total = cost + max(off - _EXACT, 0.0) + _joining(column, first, end)
                if total < best[end][0]:
                    best[end] = (total, [*cells, Cell(number, column.number, 1, 1, entries[first:end])])
    return best[count]


def _edges(cells: Sequence[Cell], levels: Sequence[float]) -> list[float]:
    """Where the rows part: in the middle of what is left free between their entries."""
    tops = list(levels)
    bottoms = list(levels)
    for cell in cells:
        if abs(_SETTINGS[0](cell.entries[0], cell.entries[-1]) - levels[cell.row]) > _CENTRED * cell.entries[0].height:
            continue
        tops[cell.row] = min(tops[cell.row], *(entry.middle - entry.height / 2 for entry in cell.entries))
        bottoms[cell.row] = max(bottoms[cell.row], *(entry.middle + entry.height / 2 for entry in cell.entries))
    inner = [(bottom + top) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False)]
    if not inner:
        return [tops[0], bottoms[0]]
    return [2 * levels[0] - inner[0], *inner, 2 * levels[-1] - inner[-1]]


def _tiled(
    column: Column, levels: Sequence[float], edges: Sequence[float], closed: Container[int]
) -> tuple[float, list[Cell]]:
    """The entries of a column as cells that fill it from top to bottom, each in the middle of its rows, and what that
    costs; `closed` rows hold something else or nothing."""
    count, rows = len(column.entries), len(levels)
    best: dict[tuple[int, int], tuple[float, list[Cell]]] = {(0, 0): (0.0, [])}
    for row in range(rows):
        for used in range(count + 1):
            state = best.get((used, row))
            if state is None:
                continue
            if row in closed:
                _keep(best, (used, row + 1), state)
            for end in range(used + 1, min(count, used + _LONGEST) + 1):
                if end - used > 1 and not (column.may[end - 1] or column.must[end - 1]):
                    break
                middle = _SETTINGS[0](column.entries[used], column.entries[end - 1])
                for below in range(row + 1, rows + 1):
                    if below - 1 in closed:
                        break
                    off = abs(middle - (edges[row] + edges[below]) / 2) / column.entries[used].height
                    if off <= _CENTRED:
                        cell = Cell(row, column.number, below - row, 1, column.entries[used:end])
                        cost = state[0] + max(off - _EXACT, 0.0) + _joining(column, used, end)
                        _keep(best, (end, below), (cost, [*state[1], cell]))
    return best.get((count, rows), (inf, []))


def _keep(
    best: dict[tuple[int, int], tuple[float, list[Cell]]], key: tuple[int, int], state: tuple[float, list[Cell]]
) -> None:
    if key not in best or state[0] < best[key][0]:
        best[key] = state


def _without_doubles(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with those that came to stand in one slot as one."""
    owners: dict[tuple[int, int], Cell] = {}
    kept = []
    for cell in sorted(cells, key=lambda cell: (-cell.colspan, cell.entries[0].middle)):
        slots = [
            (row, col)
            for row in range(cell.row, cell.row + cell.rowspan)
            for col in range(cell.col, cell.col + cell.colspan)
        ]
        owner = next((owners[slot] for slot in slots if slot in owners), None)
        if owner is not None:
            owner.entries.extend(cell.entries)
            continue
        owners.update((slot, cell) for slot in slots)
        kept.append(cell)
    return kept
