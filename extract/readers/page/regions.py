"""Where tables without rulings between their columns may stand on a page: between rules of one length, in a frame, or
where rows of text stand apart one below another."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from extract.readers.page.columns import GUTTER, Row
from extract.readers.page.levels import Cut
from extract.readers.page.lines import Bounds, is_full, line_of, rows_of
from extract.readers.page.runs import Run
from extract.readers.page.sheet import Ruling
from extract.readers.page.signs import ENDED

# Points: rules of one table begin and end together.
_SAME_END = 4.0
_FEWEST = 3
_BESIDE = 6.0
_LEAST_WIDTH = 100.0
# A page ruled more often is a pattern.
_MAX_RULES = 400
# In heights of a line: rows of one table stand no further apart, a row of one line between rules is no higher, and
# lines of one cell are no further apart.
_FAR = 3.5
_COMPACT = 3.0
_WRAPPED = 1.9
_HALF = 1.25
_OVERLAP = 0.75
_OTHER_SIZE = 0.08
_MOST_LINES = 4
_DECIMAL = re.compile(r"[-−]?\d[\d,]*\.\d+%?")
# In shares of the width of the rows: a lone run as wide as this is a line of text.
_TEXT = 0.5
# What stands above a table and is no row of it.
_CAPTION = re.compile(r"(?:金额)?单位\s*[:：]|(?:附?表|图)\s*[\d一二三四五六七八九十]")


class Region(msgspec.Struct, frozen=True):
    """What may be a table: its runs, the ends of the rules or the frame round it where there are any, the rules across
    in it, how many rows of several cells make it one, and where a page break may have cut a row of it."""

    runs: list[Run]
    ends: Bounds | None = None
    rules: Sequence[Ruling] = ()
    enough: int = 1
    cut: Cut = Cut()


def between_rules(runs: Sequence[Run], rules: Sequence[Ruling]) -> Iterator[Region]:
    """What stands between rules of the same length, with the shorter rules there; and what goes on below the last one,
    where the page ends before the table."""
    left = sorted((rule for rule in rules if rule.end - rule.start >= _LEAST_WIDTH), key=lambda rule: rule.at)
    if len(left) > _MAX_RULES:
        return
    while left:
        first = max(left, key=lambda rule: rule.end - rule.start)
        like = [r for r in left if abs(r.start - first.start) <= _SAME_END and abs(r.end - first.end) <= _SAME_END]
        left = [rule for rule in left if rule not in like]
        within = [run for run in runs if run.x0 > first.start - _BESIDE and run.x1 < first.end + _BESIDE]
        for group in _by_table(like, within):
            top, bottom = group[0].at, group[-1].at
            inside = [run for run in within if top < run.middle < bottom]
            rows = printed_rows(inside)
            below = printed_rows(run for run in within if run.middle > bottom)
            closed = any(rule.at > bottom + _SAME_END for rule in like) or not rows
            going_on = [] if closed else next(_stretches(below, rows[-1:]), [])
            if len(below) - len(going_on) <= 1:
                inside += [run for row in going_on for run in row]
            if rows and group[0] is like[0]:
                inside += [run for row in _come_from(printed_rows(r for r in within if r.middle < top)) for run in row]
            end = max([bottom, *(run.bottom for run in inside)])
            inner = [r for r in rules if top <= r.at <= end and first.start - _SAME_END <= r.start < first.end]
            if inside:
                yield Region(inside, Bounds(first.start, first.end), inner)


def _come_from(rows: Sequence[Row]) -> list[Row]:
    """The rows at the head of a page above the first rule, where the table came from the page before: rows of figures
    down to the rule. A line of the page's own may stand above them."""
    stretch = ([found for found in _stretches(rows, []) if found] or [[]])[-1]
    whole = bool(stretch) and stretch[-1] is rows[-1] and len(rows) - len(stretch) <= 1
    return stretch if whole and all(_holds_figure(row) for row in stretch if stands_apart(row)) else []


def _holds_figure(row: Row) -> bool:
    return any(_DECIMAL.fullmatch(run.text) for run in row)


def is_caption(text: str) -> bool:
    """Whether a line stands above a table and is no row of it."""
    return _CAPTION.match(text) is not None


def _by_table(rules: Sequence[Ruling], runs: Sequence[Run]) -> Iterator[list[Ruling]]:
    """The rules by table: rows of it stand between each and the next."""
    group: list[Ruling] = []
    for rule in rules:
        if group and not _hold_rows(
            [run for run in runs if group[-1].at < run.middle < rule.at], rule.at - group[-1].at
        ):
            if len(group) > 1:
                yield group
            group = []
        group.append(rule)
    if len(group) > 1:
        yield group


def _hold_rows(runs: Sequence[Run], high: float) -> bool:
    """Whether what stands between two rules `high` points apart is rows of a table, not text between two tables."""
    rows = printed_rows(runs)
    if not rows or any(is_caption(run.text) for run in runs):
        return False
    return any(map(stands_apart, rows)) or (len(rows) == 1 and high <= _COMPACT * rows[0][0].height)


def aligned_stretches(runs: Sequence[Run]) -> Iterator[Region]:
    """Rows one below another of which most hold runs that stand apart."""
    for stretch in _stretches(printed_rows(runs), []):
        if sum(map(stands_apart, stretch)) >= _FEWEST:
            yield Region([run for row in stretch for run in row], enough=_FEWEST)


def edge_stretches(runs: Sequence[Run], taken: Container[int]) -> Iterator[Region]:
    """The first and the last rows of a page that stand apart, however few: a table of the page before or after may go
    on in them. A line of the page's own may stand beyond them."""
    rows = printed_rows(runs)
    free = [not any(id(run) in taken for run in row) for row in rows]
    for stretch in _stretches(rows, []):
        first = next((n for n, row in enumerate(rows) if stretch and row is stretch[0]), 0)
        last = first + len(stretch)
        at_edge = min(first, len(rows) - last) <= 1
        if stretch and at_edge and all(free[first:last]):
            yield Region([run for row in stretch for run in row])


def _stretches(rows: Sequence[Row], above: list[Row]) -> Iterator[list[Row]]:
    """Rows near one another that hold runs which stand apart or wrapped lines of such; the first ones go on from the
    row `above` if there is one."""
    stretch = list(above)
    before: list[Row] = []
    for row in rows:
        caption = any(is_caption(run.text) for run in row)
        if stretch and (caption or not _follows(row, stretch)):
            yield _trimmed(stretch, len(above))
            stretch, above, before = [], [], []
        if stretch or (stands_apart(row) and not caption):
            stretch = stretch or _leading(before, row) or _rest(before, row)
            stretch.append(row)
        before.append(row)
    yield _trimmed(stretch, len(above))


def _follows(row: Row, stretch: Sequence[Row]) -> bool:
    """Whether a row may belong to the table above it. Of two lone lines one below the other the second goes on
    from the first, or the first from what is above it, be that the rest of a row below a head; else they are text."""
    if min(run.top for run in row) - max(run.bottom for run in stretch[-1]) > _FAR * row[0].height:
        return False
    if stands_apart(row):
        return True
    if not _fits_under(row, stretch) or not any(_same_size(run, row[0]) for above in stretch[-3:] for run in above):
        return False
    above = stretch[-1]
    if stands_apart(above) or row[0].x0 > above[-1].x1 or row[0].x1 < above[0].x0:
        return True
    if not any(map(_holds_figure, stretch)) or (len(stretch) > 1 and _goes_on(stretch[:-1], above)):
        return True
    return above[0].text[-1] not in ENDED and _goes_on(stretch, row)


def printed_rows(runs: Iterable[Run]) -> list[Row]:
    """Runs by the rows they stand on, those of lines that overlap in one: the name in the middle of its row stands
    between two lines beside it."""
    rows: list[Row] = []
    level = 0.0
    for row in rows_of(runs):
        if rows and row[0].middle - level < _OVERLAP * row[0].height:
            rows[-1] = sorted([*rows[-1], *row], key=lambda run: run.x0)
        else:
            rows.append(row)
        level = row[0].middle
    return rows


def stands_apart(row: Row) -> bool:
    """Whether runs of a row have room between them as cells have."""
    right = row[0].x1
    for run in row[1:]:
        if run.x0 - right >= GUTTER * run.height:
            return True
        right = max(right, run.x1)
    return False


def _leading(before: Sequence[Row], row: Row) -> list[Row]:
    """The lone lines above the first row that belong to cells of it set in the middle: no other lines stand so near."""
    leading: list[Row] = []
    below, nearest = row, _HALF
    for above in reversed(before):
        near = 0 < below[0].middle - above[0].middle <= nearest * above[0].height
        if not near or len(above) > 1 or not any(_over(above[0], run) for run in row):
            break
        leading.insert(0, above)
        below, nearest = above, _WRAPPED
    return leading


def _rest(before: Sequence[Row], row: Row) -> list[Row]:
    """The lone lines at the head of a page above a row of figures: the rest of a row that the page break cut."""
    near = all(
        len(above) == 1
        and 0 < below[0].middle - above[0].middle <= _WRAPPED * above[0].height
        and any(_over(above[0], run) for run in row)
        for above, below in pairwise([*before, row])
    )
    return list(before) if near and len(before) <= _MOST_LINES and _holds_figure(row) else []


def _over(one: Run, other: Run) -> bool:
    """Whether of two runs one lies between the ends of the other."""
    inner, outer = sorted((one, other), key=lambda run: run.x1 - run.x0)
    return outer.x0 - inner.height <= inner.x0 and inner.x1 <= outer.x1 + inner.height


def _fits_under(row: Row, stretch: Sequence[Row]) -> bool:
    """Whether a lone run lies under one run of the rows above, as a wrapped line of a cell does."""
    left = min(above[0].x0 for above in stretch)
    right = max(above[-1].x1 for above in stretch)
    if len(row) > 1:
        return False
    run = row[0]
    inner = [held for above in stretch for held in above[1:]]
    begins = any(abs(run.x0 - held.x0) <= 0.5 * run.height for held in inner)
    return run.x1 - run.x0 < _TEXT * (right - left) or (begins and run.x1 <= right + run.height)


def _trimmed(stretch: list[Row], above: int) -> list[Row]:
    """A stretch without the lone lines at its end that are no rest of a cell, and without the rows `above` it."""
    end = len(stretch)
    while end and not stands_apart(stretch[end - 1]):
        end -= 1
    while 0 < end < len(stretch) and _goes_on(stretch[:end], stretch[end]):
        end += 1
    return stretch[above:end]


def _goes_on(rows: Sequence[Row], row: Row) -> bool:
    """Whether a lone line is the next one of the cell that it stands under."""
    run = row[0]
    over = (held for above in reversed(rows[-4:]) for held in sorted(above, key=_height, reverse=True))
    upper = next((held for held in over if _over(held, run)), None)
    if upper is None or run.middle - upper.middle > _WRAPPED * run.height or not _same_size(upper, run):
        return False
    column = [upper, *(held for above in rows if stands_apart(above) for held in above if _over(held, run))]
    bounds = Bounds(min(held.x0 for held in column), max(held.x1 for held in column))
    fits = bounds.left - run.height <= run.x0 and run.x1 <= bounds.right + run.height
    return fits and is_full(line_of([upper], 0), line_of([run], 0), bounds)


def _height(run: Run) -> float:
    return run.middle


def _same_size(one: Run, other: Run) -> bool:
    return abs(one.height - other.height) <= _OTHER_SIZE * one.height
