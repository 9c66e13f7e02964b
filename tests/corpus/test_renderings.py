"""One report in 元, 万元 and 亿元 is the same report: the same words, amounts, relations and slips, rounded differently."""

from decimal import Decimal

import pytest

from corpus.generate import Report, Truth
from corpus.labels import Label
from corpus.measure.numbers import number
from corpus.measure.tallies import Miss, Share
from corpus.measure.units import Unit, parity
from corpus.renderings import renderings

SEEDS = (2, 4, 10)


def half_a_place(truth: Truth) -> Decimal:
    """Half a unit of the last printed place, in the base unit."""
    digits = number(truth.text)
    if digits is None or not digits:
        return Decimal(truth.value) + 10**8
    return abs(Decimal(truth.value) / digits).scaleb(int(digits.as_tuple().exponent)) / 2


@pytest.mark.parametrize("seed", SEEDS)
def test_each_amount_is_the_exact_one_rounded_to_the_printed_place(seed: int) -> None:
    exact, *coarse = renderings(seed)
    assert [one.unit for one in (exact, *coarse)] == ["元", "万元", "亿元"]
    for report in coarse:
        pairs = list(zip(exact.figures, report.figures, strict=True))
        assert all(one.unit == other.unit for one, other in pairs)
        assert all(abs(Decimal(one.value) - Decimal(other.value)) <= half_a_place(other) for one, other in pairs)
        assert [told.kind for told in report.relations] == [told.kind for told in exact.relations]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_slip_must_be_found_where_every_rendering_shows_it(seed: int) -> None:
    reports = renderings(seed)
    rows = list(zip(*(report.labels.errors for report in reports), strict=True))
    assert rows
    for row in rows:
        assert len({(label.id, label.slip, label.must) for label in row}) == 1
        assert not row[0].must or not any(label.invisible for label in row)
    hidden = [sum(label.invisible for label in report.labels.errors) for report in reports]
    assert hidden == sorted(hidden)


def test_some_slips_show_in_yuan_alone() -> None:
    def hidden(report: Report) -> int:
        return sum(label.invisible for label in report.labels.errors)

    reports = [renderings(seed) for seed in SEEDS]
    assert sum(hidden(exact) for exact, _, _ in reports) < sum(hidden(coarsest) for _, _, coarsest in reports)


def test_a_clean_report_is_clean_in_every_unit() -> None:
    for report in renderings(SEEDS[0], clean=True):
        assert not report.labels.errors
        assert all(told.holds for told in report.relations)


def test_alike_is_found_in_all_of_what_is_found_in_any() -> None:
    def unit(*missed: str) -> Unit:
        misses = tuple(Miss("a.docx", "", Label(family="sum", id=name)) for name in missed)
        return Unit(Share(10 - len(missed), 10), 0, 0, misses)

    assert parity({"元": unit(), "亿元": unit()}) == Share(10, 10)
    assert parity({"元": unit("e1"), "亿元": unit("e1", "e2")}) == Share(8, 9)
