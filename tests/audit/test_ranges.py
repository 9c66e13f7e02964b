"""The intervals shown are those that were compared."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from audit.interval import Interval
from audit.ranges import ranges
from audit.relations import Sides
from extract.document import Place
from extract.figure import Figure

PLACE = Place(0, None, None, 0, 1)


def test_money_is_shown_in_the_unit_it_is_printed_in() -> None:
    stated = Figure("1,250.00万元", Decimal(12500000), "元", Decimal(100), "万元", PLACE)
    sides = Sides(Interval(Fraction(12049900), Fraction(12050100)), Interval(Fraction(12499950), Fraction(12500050)))
    assert ranges(sides, stated) == ("1,204.99～1,205.01万元", "1,249.995～1,250.005万元")


def test_a_rate_is_rounded_outwards() -> None:
    stated = Figure("33.3%", Decimal("33.3"), "%", Decimal("0.1"), "%", PLACE)
    sides = Sides(Interval(Fraction(100, 3), Fraction(200, 3)), Interval(Fraction(3325, 100), Fraction(3335, 100)))
    assert ranges(sides, stated) == ("33.333～66.667%", "33.25～33.35%")


def test_one_value_is_shown_once_and_a_decrease_without_its_sign() -> None:
    stated = Figure("12个", Decimal(12), "个", Decimal(0), "个", PLACE)
    sides = Sides(Interval(Fraction(-13), Fraction(-13)), Interval(Fraction(-12), Fraction(-12)))
    assert ranges(sides, stated, -1) == ("13个", "12个")
