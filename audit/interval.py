"""Arithmetic on printed figures.

A printed figure stands for an interval of values (XBRL Calculations 1.1, 2023): rounded to nearest it is
[v − ½s, v + ½s], closed at both ends, where s is one unit of the last printed place; truncated it is [v, v + s)
for v > 0, mirrored for v < 0 and (−s, s) for 0. A relation holds if some values inside the intervals satisfy it.
All ends are exact fractions; nothing here knows a tolerance of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import msgspec

from extract.fraction import Fraction

Mode = Literal["exact", "nearest", "truncated", "either"]
Number = Fraction | Decimal | int


class Interval(msgspec.Struct, frozen=True):
    """A non-empty interval from `low` to `high`; an end may be open (not itself in the interval)."""

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low > self.high or (self.low == self.high and (self.low_open or self.high_open)):
            raise ValueError(f"empty interval {self}")

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_open, self.low_open)

    def __sub__(self, other: Interval) -> Interval:
        return self + (-other)

    def scaled(self, factor: Number) -> Interval:
        """Every value times an exact factor."""
        if factor == 1:
            return self
        if factor == -1:
            return -self
        by = Fraction(factor)
        if by == 0:
            return point(0)
        if by < 0:
            return (-self).scaled(-by)
        return Interval(self.low * by, self.high * by, self.low_open, self.high_open)

    def __mul__(self, other: Interval) -> Interval:
        if self.low > 0 and other.low > 0:
            return Interval(
                self.low * other.low,
                self.high * other.high,
                self.low_open or other.low_open,
                self.high_open or other.high_open,
            )
        corners = [
            (a * b, (a_open and b != 0) or (b_open and a != 0) or (a_open and b_open))
            for a, a_open in self._ends
            for b, b_open in other._ends
        ]
        return _hull(corners)

    def __truediv__(self, other: Interval) -> Interval:
        """Quotient of independent values. ZeroDivisionError where the divisor can be 0."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor's interval touches 0")
        inverse = Interval(1 / other.high, 1 / other.low, other.high_open, other.low_open)
        return self * inverse

    @property
    def _ends(self) -> tuple[tuple[Fraction, bool], tuple[Fraction, bool]]:
        return (self.low, self.low_open), (self.high, self.high_open)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low = min((self.low, self.low_open), (other.low, other.low_open))
        high = max((self.high, not self.high_open), (other.high, not other.high_open))
        return Interval(low[0], high[0], low[1] and low[0] != high[0], not high[1] and low[0] != high[0])

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return self.before(other) is None

    def before(self, other: Interval) -> Fraction | None:
        """How far apart the two are (signed: other above is positive), None where they meet. Touching open
        ends are apart by 0."""
        if self.high < other.low or (self.high == other.low and (self.high_open or other.low_open)):
            return other.low - self.high
        if other.high < self.low or (other.high == self.low and (other.high_open or self.low_open)):
            return other.high - self.low
        return None

    def gap(self, other: Interval) -> Fraction:
        """Distance between the two, 0 where they meet or touch."""
        return abs(self.before(other) or Fraction(0))

    def intersection(self, other: Interval) -> Interval | None:
        """The values in both, None where there are none."""
        if not self.meets(other):
            return None
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, closed = min((self.high, not self.high_open), (other.high, not other.high_open))
        return Interval(low, high, low_open, not closed)

    def contains(self, value: Number) -> bool:
        return self.meets(point(value))

    def can_be_at_most(self, other: Interval) -> bool:
        """Whether some value here is ≤ some value there."""
        if self.low == other.high:
            return not (self.low_open or other.high_open)
        return self.low < other.high


def point(value: Number) -> Interval:
    """An exactly known value."""
    return Interval(Fraction(value), Fraction(value))


@lru_cache(maxsize=65536)
def printed(value: Decimal, step: Decimal, mode: Mode = "nearest") -> Interval:
    """The values that a printed figure may stand for. `step` is one unit of its last place, 0 if exact."""
    v, s = Fraction(value), Fraction(step)
    if mode == "exact" or s == 0:
        return point(v)
    if mode == "nearest":
        return Interval(v - s / 2, v + s / 2)
    if v > 0:
        return Interval(v - s / 2 if mode == "either" else v, v + s, False, True)
    if v < 0:
        return Interval(v - s, v + s / 2 if mode == "either" else v, True, False)
    return Interval(-s, s, True, True)


def total(parts: Iterable[Interval]) -> Interval:
    """Sum of independent values."""
    low = high = Fraction(0)
    low_open = high_open = False
    for part in parts:
        low, high = low + part.low, high + part.high
        low_open, high_open = low_open or part.low_open, high_open or part.high_open
    return Interval(low, high, low_open, high_open)


def share(part: Interval, rest: Interval) -> Interval:
    """part / (part + rest) for non-negative values, where the part is inside its whole: the dependency is kept,
    so the bounds are sharp. ZeroDivisionError where the whole can be 0."""
    if part.low + rest.low <= 0:
        raise ZeroDivisionError("the whole can be 0")
    low = part.low / (part.low + rest.high) if part.low + rest.high else Fraction(0)
    high = part.high / (part.high + rest.low)
    if low == high:
        return point(low)  # none, or all, of the whole whatever its size
    return Interval(low, high, part.low_open or rest.high_open, part.high_open or rest.low_open)


def change_rate(new: Interval, old: Interval) -> Interval:
    """(new − old) / old = new / old − 1, each value once, so the bounds are sharp."""
    return new / old - point(1)


def rate_of_change(change: Interval, new: Interval) -> Interval:
    """change / (new − change), the rate where the amount of change and the new value are printed (old = new − change):
    it grows with the change, and with the new value falls for a rise and grows for a fall, so the corners are its
    bounds. ZeroDivisionError where the old value can be 0."""
    old = new - change
    if old.low <= 0 <= old.high:
        raise ZeroDivisionError("the value before the change can be 0")
    return _hull([(c / (n - c), c_open or n_open) for c, c_open in change._ends for n, n_open in new._ends])


def _hull(ends: list[tuple[Fraction, bool]]) -> Interval:
    """Smallest interval with these corner values; an end is open only if every corner there is open."""
    low, high = min(v for v, _ in ends), max(v for v, _ in ends)
    low_open = all(is_open for v, is_open in ends if v == low)
    high_open = all(is_open for v, is_open in ends if v == high)
    if low == high:
        return Interval(low, high)
    return Interval(low, high, low_open, high_open)


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction of the smallest denominator between two positive ends (Stern and Brocot)."""
    whole = math.floor(low)
    if whole == low or whole + 1 <= high:
        return Fraction(math.ceil(low))
    return whole + 1 / simplest(1 / (high - whole), 1 / (low - whole))
