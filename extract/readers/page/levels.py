"""The rows of a table that no rulings part: short cells stand on the levels of the rows, one each; the lines of the
others are put round them as cells are set, in the middle of their row, at its top or at its foot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile
from math import inf
from statistics import median

import msgspec

from extract.readers.page.columns import Band
from extract.readers.page.entries import Cell, Entry, is_total
from extract.readers.page.placing import Column, Placed, Setting, columns_of, edges_of, nearest, placed, tiled

# In heights of a line: entries of one row stand on one level.
_LEVEL = 0.3
# A row has its own level if this share of the usual pitch is free round it.
_OWN = 0.75
_BETWEEN = 1.7
# A row of its own for one entry must make others stand better.
_NEW_ROW = 0.1
# Text at the foot of its row is rare.
_RARE = 0.5
# So far off a row on average, in heights of a line, what is laid out is a guess.
_GUESS = 0.3
_UNNAMED = 0.3
_SETTINGS: tuple[Setting, ...] = ("middle", "top")


class Cut(msgspec.Struct, frozen=True):
    """Whether a page break above the first row of a table, or below its last, may have cut the row in two."""

    above: bool = False
    below: bool = False


class _Body(msgspec.Struct, frozen=True):
    """What is laid out in rows: what stands in one column each, what stands over several, and where a page break may
    have cut a row."""

    columns: list[Column]
    wide: list[Entry]
    cut: Cut


class _Laid(msgspec.Struct, frozen=True):
    """The cells of a table on rows of some levels, how far those of each column are from being set so and all together,
    what of this is for rows without a name, and how many of the rows are there for one entry."""

    misfit: float
    levels: list[float]
    cells: list[Cell]
    costs: dict[int, float] = {}
    unnamed: float = 0.0
    added: int = 0


class Rows(msgspec.Struct, frozen=True):
    """The cells of some rows, the number of rows, and whether they are told and no mere guess."""

    cells: list[Cell]
    count: int
    told: bool = True


def rows_by_level(entries: Sequence[Entry], bands: Sequence[Band], cut: Cut) -> Rows | None:
    """The cells that entries make, and their rows; None where there is no way to lay them out."""
    body = _Body(columns_of(entries, bands), [entry for entry in entries if entry.first != entry.last], cut)
    levels, others = _levels(body)
    if not levels:
        return None
    laid = _with_cut_rows(body, _laid(body, levels), cut)
    if len(others) > 1 and laid.misfit > _NEW_ROW * len(others):
        laid = _with_more(body, laid, sorted(others))
    for middle, numbers in sorted(others.items()):
        # A row for one entry makes none but its own column fit better.
        if sum(laid.costs.get(number, 0.0) for number in numbers) > _NEW_ROW:
            laid = _with_more(body, laid, [middle])
    if laid.misfit == inf:
        laid = _with_cut_rows(body, laid, Cut(above=True, below=True))
    if laid.misfit == inf:
        return None
    told = laid.misfit - laid.unnamed <= _GUESS * len(laid.levels)
    return Rows(_without_doubles(laid.cells), len(laid.levels), told)


def _cost(laid: _Laid) -> float:
    return laid.misfit + _NEW_ROW * laid.added


def _with_more(body: _Body, laid: _Laid, more: list[float]) -> _Laid:
    """What is laid out, or the same on more levels where that is better."""
    if laid.misfit <= _NEW_ROW * len(more) or not set(more).isdisjoint(laid.levels):
        return laid
    tried = _laid(body, sorted([*laid.levels, *more]))
    return min(laid, msgspec.structs.replace(tried, added=laid.added + len(more)), key=_cost)


def _with_cut_rows(body: _Body, laid: _Laid, added: Cut) -> _Laid:
    """What is laid out with one more level above, one more below, or both, where that is better: a page break may have
    left a part of a row there without its figures."""
    levels = laid.levels
    middles = [middle for column in body.columns for middle in column.middles]
    above = [middle for middle in middles if middle < levels[0]] if added.above else []
    below = [middle for middle in middles if middle > levels[-1]] if added.below else []
    more = [[min(found)] for found in (above, below) if found]
    both = [[level for one in more for level in one]] if len(more) > 1 else []
    return min([laid, *(_with_more(body, laid, extra) for extra in more + both)], key=_cost)


def _laid(body: _Body, levels: list[float]) -> _Laid:
    """What stands on rows of these levels in the setting that it fits best."""
    over = [Cell(nearest(levels, e.middle), e.first, 1, e.last - e.first + 1, [e]) for e in body.wide]
    closed = {cell.row for cell in over} | _lone_rows(body.columns, levels)
    best = min((_set(body, over, levels, setting, closed) for setting in _SETTINGS), key=_cost)
    if best.misfit > _RARE:
        rare = _set(body, over, levels, "foot", closed)
        best = min(best, msgspec.structs.replace(rare, misfit=rare.misfit + _RARE), key=_cost)
    return best


def _set(body: _Body, wide: Sequence[Cell], levels: list[float], setting: Setting, closed: set[int]) -> _Laid:
    """What stands on rows of these levels in one setting; `closed` rows hold a cell over several columns or a heading."""
    # Of a row that a page break cut, both halves stand at the top.
    tops = [0] * body.cut.above + [len(levels) - 1] * body.cut.below
    columns = [column for column in body.columns if column.entries]
    leading = list(takewhile(lambda column: not column.figures, columns))
    parts: dict[int, Placed] = {}
    for column in reversed(columns):
        parts[column.number] = placed(column, levels, setting, tops)
        if parts[column.number][0] == inf and column not in leading:
            return _Laid(inf, levels, [], {column.number: inf})
    closed = set(closed)
    unnamed = 0.0
    edges: list[float] = []
    for column in leading:
        cost, own = parts[column.number]
        missing = _UNNAMED * (len(levels) - len(closed) - len(own))
        if missing > 0 and setting == "middle":
            edges = edges or edges_of([*wide, *(cell for _, held in parts.values() for cell in held)], levels)
            over = tiled(column, edges, closed)
            if over[0] <= cost + missing:
                missing, parts[column.number] = 0.0, over
        if missing > 0:
            unnamed += missing
        closed |= {c.row for c in parts[column.number][1] if is_total("".join(entry.text for entry in c.entries))}
    costs = {number: cost for number, (cost, _) in parts.items()}
    cells = [*wide, *(cell for _, own in parts.values() for cell in own)]
    return _Laid(sum(costs.values()) + unnamed, levels, cells, costs, unnamed)


def _lone_rows(columns: Sequence[Column], levels: Sequence[float]) -> set[int]:
    """The rows on whose level one text stands alone: headings between rows."""
    held: Counter[int] = Counter()
    texts: set[int] = set()
    for column in columns:
        for entry in column.entries:
            row = nearest(levels, entry.middle)
            held[row] += abs(levels[row] - entry.middle) <= _LEVEL * entry.height
            if column.figures and not entry.is_figure:
                texts.add(row)
    return {row for row in texts if held[row] == 1}


def _levels(body: _Body) -> tuple[list[float], dict[float, list[int]]]:
    """The level of each row: where figures stand, or else the entries of the column that has the most cells of one
    line, and what stands over several columns; and the levels that rows of one entry may have besides, with the columns
    of these."""
    held = [column for column in body.columns if column.entries]
    leading = [column for column in held if column.figures and column.is_single]
    if not leading:
        leading = sorted((column for column in held if column.is_single), key=lambda column: -len(column.entries))[:1]
    levels = _clustered([entry for column in leading for entry in column.entries])
    if not levels:
        return [], {}
    pitch = _least_pitch(levels, leading)
    for entry in body.wide:
        if _has_room(entry.middle, levels, pitch):
            levels = sorted([*levels, entry.middle])
    numbers = {column.number for column in leading}
    others: dict[float, list[int]] = {}
    for column in held:
        for middle in column.middles if column.number not in numbers else ():
            if _has_room(middle, levels, pitch):
                others.setdefault(middle, []).append(column.number)
    return levels, others


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


def _has_room(middle: float, levels: Sequence[float], pitch: float) -> bool:
    """Whether a row has room at a height between the levels of others."""
    at = nearest(levels, middle)
    if abs(levels[at] - middle) < _OWN * pitch:
        return False
    above = at if levels[at] <= middle else at - 1
    return not 0 <= above < len(levels) - 1 or levels[above + 1] - levels[above] >= _BETWEEN * pitch


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
