"""Interval arithmetic: the boundary cases of XBRL Calculations 1.1, and agreement with exact enumeration."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.interval import Interval, change_rate, point, printed, rate_of_change, share, total
from extract.document import Place
from extract.figure import Figure

D = Decimal


def truncated(value: str, step: str = "1") -> Interval:
    return printed(D(value), D(step), "truncated")


def nearest(value: str, step: str = "1") -> Interval:
    return printed(D(value), D(step))


class TestBoundaryCases:
    def test_a_truncated_total_below_exact_parts(self) -> None:
        assert not truncated("3").meets(point(2) + point(2))

    def test_b_truncated_subtraction_holds(self) -> None:
        assert (point(10) - truncated("3")).meets(truncated("7"))

    def test_c_truncated_subtraction_misses_an_open_end(self) -> None:
        assert not (point(10) - truncated("3")).meets(point(6))

    def test_d_one_value_stated_twice_apart(self) -> None:
        assert nearest("10").intersection(nearest("20")) is None

    def test_e_stated_twice_with_other_decimals(self) -> None:
        both = nearest("10").intersection(nearest("10.4", "0.1"))
        assert both == Interval(Fraction("10.35"), Fraction("10.45"))

    def test_f_order_does_not_matter(self) -> None:
        assert nearest("20").before(nearest("10")) == -9
        assert nearest("10").before(nearest("20")) == 9

    def test_h_incomplete_parts_are_apart_by_the_rest(self) -> None:
        assert point(4).gap(point(10)) == 6


@pytest.mark.parametrize(
    ("value", "step", "mode", "low", "high", "low_open", "high_open"),
    [
        ("1057.06", "0.01", "nearest", "1057.055", "1057.065", False, False),
        ("3", "1", "truncated", "3", "4", False, True),
        ("-3", "1", "truncated", "-4", "-3", True, False),
        ("0", "1", "truncated", "-1", "1", True, True),
        ("3", "1", "either", "2.5", "4", False, True),
        ("5", "0", "nearest", "5", "5", False, False),
    ],
)
def test_printed(value: str, step: str, mode: str, low: str, high: str, low_open: bool, high_open: bool) -> None:
    expected = Interval(Fraction(low), Fraction(high), low_open, high_open)
    assert printed(D(value), D(step), mode) == expected  # type: ignore[arg-type]


small = st.integers(-40, 40)
steps = st.sampled_from([1, 2, 4])


@given(
    st.lists(st.tuples(small, steps), min_size=1, max_size=4), small, steps, st.sampled_from(["nearest", "truncated"])
)
def test_sums_agree_with_enumeration(parts: list[tuple[int, int]], stated: int, step: int, mode: str) -> None:
    """On a grid fine enough to hit every interior, the sum holds exactly if some grid values add up."""

    def values(value: int, width: int) -> list[Fraction]:
        interval = printed(D(value), D(width), mode)  # type: ignore[arg-type]
        grid = [Fraction(n, 8) for n in range((value - width) * 8, (value + width) * 8 + 1)]
        return [g for g in grid if interval.contains(g)]

    got = total(printed(D(v), D(s), mode) for v, s in parts).meets(printed(D(stated), D(step), mode))  # type: ignore[arg-type]
    ends = [(min(v), max(v)) for v in (values(v, s) for v, s in parts)]
    low, high = sum(a for a, _ in ends), sum(b for _, b in ends)
    target = values(stated, step)
    reachable = low <= target[-1] and target[0] <= high
    if reachable:
        assert got
    # open ends are approached, never reached, on any grid: the grid may miss at most one eighth a part
    if got:
        slack = Fraction(len(parts) + 1, 8)
        assert low - slack <= target[-1] and target[0] <= high + slack


def test_none_or_all_of_a_whole_is_so_whatever_its_size() -> None:
    assert share(truncated("9.87", "0.01"), point(0)) == point(1)
    assert share(point(0), truncated("9.87", "0.01")) == point(0)


@given(st.integers(1, 500), st.integers(1, 500))
def test_share_is_sharp(part: int, rest: int) -> None:
    got = share(nearest(str(part)), nearest(str(rest)))
    corners = [
        Fraction(p, 1) / (p + r)
        for p, r in product(
            (Fraction(2 * part - 1, 2), Fraction(2 * part + 1, 2)),
            (Fraction(2 * rest - 1, 2), Fraction(2 * rest + 1, 2)),
        )
    ]
    assert (got.low, got.high) == (min(corners), max(corners))


@given(st.integers(1, 500), st.integers(1, 500))
def test_change_is_found_from_either_side(old: int, change: int) -> None:
    new = old + change
    assert change_rate(point(new), point(old)) == rate_of_change(point(change), point(new))


@given(small, small, small, small)
def test_products_contain_every_product(a: int, b: int, c: int, d: int) -> None:
    left, right = Interval(*sorted((Fraction(a), Fraction(b)))), Interval(*sorted((Fraction(c), Fraction(d))))
    area = left * right
    assert all(area.contains(x * y) for x in (left.low, left.high) for y in (right.low, right.high))


def test_division_by_an_interval_that_touches_zero_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        point(1) / nearest("0")


def test_empty_intervals_are_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        Interval(Fraction(1), Fraction(1), low_open=True)


def test_a_change_that_rounding_hides_has_a_rate() -> None:
    rate = rate_of_change(nearest("0.0000", "0.0001"), nearest("0.0026", "0.0001")).scaled(100)
    assert rate.contains(Fraction(26, 100))
    assert rate.contains(Fraction(-26, 100))
    assert not rate.contains(5)


@given(st.integers(-10_000, 10_000), st.integers(0, 4))
def test_a_figure_and_its_intervals_agree_on_what_its_digits_allow(digits: int, places: int) -> None:
    """Extraction may not import the intervals; the ends that it asks of a figure are theirs."""
    step = Decimal(1).scaleb(-places)
    figure = Figure("", Decimal(digits).scaleb(-places), "%", step, "%", Place(0, None, None, 0, 0))
    nearest, either = printed(figure.value, step), printed(figure.value, step, "either")
    assert (nearest.low, nearest.high) == (figure.lower, figure.upper)
    assert (either.low, either.high) == (figure.lowest, figure.highest)
