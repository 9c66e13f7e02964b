"""Can equations between figures that are each known within an interval hold together?

An exact simplex method that only looks for a solution (phase 1), in the form used for linear arithmetic by
Dutertre and de Moura, "A Fast Linear-Arithmetic Solver for DPLL(T)" (CAV 2006): it starts at the printed values and
moves only what must move, so a report whose figures add up costs nothing. Bland's rule (1977) makes it end. Ends
that are open are met "up to a little": a number is a pair (value, how much of an arbitrarily small excess).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from audit.interval import Interval
from extract.fraction import Fraction

MOST_WORK = 40_000
"""Coefficients touched before it gives up (about 0.1 s): a bound of work, not of time, so that results repeat."""


class Row(msgspec.Struct, frozen=True):
    """Σ coefficient · variable = 0, or ≤ 0 where `at_most`. `owner` is the relation that the row belongs to: all
    its rows are taken or left together."""

    owner: int
    terms: tuple[tuple[int, int], ...]
    at_most: bool = False


class Answer(msgspec.Struct, frozen=True):
    """Whether the rows can hold together; if not, `owners` is a smallest set of relations that can't: any one
    of them taken away, the others can (or, where that is not known in bounded work, seem to)."""

    status: Literal["possible", "impossible", "unknown"]
    owners: tuple[int, ...] = ()


class _Number(NamedTuple):
    """value + excess · ε for an arbitrarily small positive ε; ordered as pairs are."""

    value: Fraction
    excess: Fraction

    def plus(self, factor: Fraction, other: _Number) -> _Number:
        return _Number(self.value + factor * other.value, self.excess + factor * other.excess)


_ZERO = _Number(Fraction(0), Fraction(0))
_ONE = Fraction(1)


def together(
    rows: Sequence[Row], within: Mapping[int, Interval], printed: Mapping[int, Fraction], most: int = MOST_WORK
) -> Answer:
    """Whether all rows can hold for some values of the variables inside their intervals. `printed` is where to
    start, a value in (or at the end of) each variable's interval."""
    first = _search(rows, within, printed, most)
    if first.status != "impossible":
        return first
    return Answer("impossible", _smallest(rows, first.owners, within, printed, most))


def _smallest(
    rows: Sequence[Row],
    owners: Sequence[int],
    within: Mapping[int, Interval],
    printed: Mapping[int, Fraction],
    most: int,
) -> tuple[int, ...]:
    """An irreducible part of relations that can't hold together: each is left out in turn."""
    kept = list(owners)
    for owner in owners:
        if owner not in kept:
            continue
        fewer = [o for o in kept if o != owner]
        answer = _search([r for r in rows if r.owner in fewer], within, printed, most)
        if answer.status == "impossible":
            kept = [o for o in fewer if o in answer.owners]
    return tuple(kept)


def _search(rows: Sequence[Row], within: Mapping[int, Interval], printed: Mapping[int, Fraction], most: int) -> Answer:
    tableau = _Tableau(rows, within, printed)
    while tableau.work <= most:
        broken = tableau.broken()
        if broken is None:
            return Answer("possible")
        free = tableau.free(broken)
        if free is None:
            return Answer("impossible", tableau.reason(broken, rows))
        tableau.exchange(broken, free)
    return Answer("unknown")


class _Tableau:
    """Variables are numbered in the order of the mapping, and after them one for each row's sum. `basic` gives each
    dependent variable as a combination of the free ones."""

    def __init__(self, rows: Sequence[Row], within: Mapping[int, Interval], printed: Mapping[int, Fraction]) -> None:
        used = sorted({variable for row in rows for variable, _ in row.terms})
        at = {variable: number for number, variable in enumerate(used)}
        self.count = len(used)
        self.low: list[_Number | None] = [_low(within[v]) for v in used]
        self.high: list[_Number | None] = [_high(within[v]) for v in used]
        self.value = [_inside(printed[v], self.low[n], self.high[n]) for n, v in enumerate(used)]
        self.basic: dict[int, dict[int, Fraction]] = {}
        self.work = sum(len(row.terms) for row in rows)
        for row in rows:
            sums: dict[int, Fraction] = {}
            for variable, factor in row.terms:
                sums[at[variable]] = sums.get(at[variable], Fraction(0)) + factor
            sums = {n: c for n, c in sums.items() if c}
            self.basic[len(self.value)] = sums
            self.low.append(None if row.at_most else _ZERO)
            self.high.append(_ZERO)
            self.value.append(self._worth(sums))

    def _worth(self, sums: Mapping[int, Fraction]) -> _Number:
        result = _ZERO
        for number, factor in sums.items():
            result = result.plus(factor, self.value[number])
        return result

    def _room(self, number: int, upward: bool) -> bool:
        end = self.high[number] if upward else self.low[number]
        return end is None or (self.value[number] < end if upward else self.value[number] > end)

    def broken(self) -> int | None:
        """The first dependent variable outside its ends."""
        outside = (n for n in self.basic if self._bound(n) is not None)
        return min(outside, default=None)

    def _bound(self, number: int) -> _Number | None:
        """The end that a variable is beyond, None where it is inside."""
        low, high, value = self.low[number], self.high[number], self.value[number]
        if low is not None and value < low:
            return low
        return high if high is not None and value > high else None

    def free(self, broken: int) -> int | None:
        """The first free variable that can move the broken one towards its end."""
        upward = not self._above(broken)
        movable = (n for n, factor in self.basic[broken].items() if self._room(n, upward == (factor > 0)))
        return min(movable, default=None)

    def _above(self, number: int) -> bool:
        high = self.high[number]
        return high is not None and self.value[number] > high

    def reason(self, broken: int, rows: Sequence[Row]) -> tuple[int, ...]:
        """The relations whose ends, with those of the figures, keep the broken variable outside."""
        numbers = [n for n in (broken, *self.basic[broken]) if n >= self.count]
        return tuple(sorted({rows[n - self.count].owner for n in numbers}))

    def exchange(self, leaving: int, entering: int) -> None:
        """Put the leaving variable at its end, by moving the entering one, which becomes dependent in its stead."""
        end = self._bound(leaving)
        assert end is not None
        row = self.basic.pop(leaving)
        factor = row.pop(entering)
        step = end.plus(-_ONE, self.value[leaving])
        move = _Number(step.value / factor, step.excess / factor)
        self.value[leaving] = end
        self.value[entering] = self.value[entering].plus(_ONE, move)
        solved = {n: -c / factor for n, c in row.items()}
        solved[leaving] = _ONE / factor
        for number, other in self.basic.items():
            share = other.pop(entering, None)
            if share is None:
                continue
            self.value[number] = self.value[number].plus(share, move)
            self.work += len(solved)
            _add(other, solved, share)
        self.basic[entering] = solved
        self.work += len(solved) + len(self.basic) // 8


def _add(sums: dict[int, Fraction], more: Mapping[int, Fraction], factor: Fraction) -> None:
    for number, coefficient in more.items():
        result = sums.get(number, Fraction(0)) + factor * coefficient
        if result:
            sums[number] = result
        else:
            del sums[number]


def _low(interval: Interval) -> _Number:
    return _Number(interval.low, Fraction(interval.low_open))


def _high(interval: Interval) -> _Number:
    return _Number(interval.high, -Fraction(interval.high_open))


def _inside(value: Fraction, low: _Number | None, high: _Number | None) -> _Number:
    number = _Number(value, Fraction(0))
    number = number if low is None else max(number, low)
    return number if high is None else min(number, high)


def connected(groups: Iterable[tuple[int, Iterable[int]]]) -> list[list[int]]:
    """The keys of (key, things) pairs that hang together by common things, in the order given."""
    home: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    root: dict[int, int] = {}

    def top(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    order: list[int] = []
    for key, things in groups:
        order.append(key)
        root[key] = key
        for thing in things:
            root[top(home.setdefault(thing, key))] = top(key)
    for key in order:
        members.setdefault(top(key), []).append(key)
    return list(members.values())
