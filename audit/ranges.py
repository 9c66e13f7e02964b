"""The two intervals of a relation written out: what its figures leave open, and what the report states."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from audit.formula import decimals_of, in_unit
from audit.interval import Interval
from audit.relations import Sides
from extract.figure import Figure
from extract.fraction import Fraction

_FURTHER = 2
"""Decimals beyond those printed: half a unit of the last place shows whole, the ends of a rate are cut outwards."""

_DOWN, _UP = Context(prec=60, rounding=ROUND_FLOOR), Context(prec=60, rounding=ROUND_CEILING)


def ranges(sides: Sides, stated: Figure, sign: int = 1) -> tuple[str, str]:
    """(what the figures give, what the report states) as ranges in the stated figure's written unit; `sign` is -1
    where the words say it of a decrease.

    The ends are exact or rounded outwards, so a range shown never leaves out a value that is possible.
    """
    return interval_text(sides.computed.scaled(sign), stated), interval_text(sides.stated.scaled(sign), stated)


def interval_text(interval: Interval, like: Figure) -> str:
    """The values from the interval's low to its high end in the written unit of `like`, with two decimals more at most."""
    unit = like.written or ("分" if like.unit == "分" else like.unit)
    low, high = _end(interval.low, like, _DOWN), _end(interval.high, like, _UP)
    return f"{low}{unit}" if low == high else f"{low}～{high}{unit}"


def _end(value: Fraction, like: Figure, rounding: Context) -> str:
    scaled = in_unit(value, like)
    exact = rounding.divide(Decimal(scaled.numerator), Decimal(scaled.denominator))
    end = rounding.quantize(exact, Decimal(1).scaleb(-decimals_of(like) - _FURTHER))
    text = f"{end:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
