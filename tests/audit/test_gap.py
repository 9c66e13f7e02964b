"""Which printed figure a finding is about, and how far it is off."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from audit.finding import Amount, Needs
from audit.gap import gap, needed, reported
from tests.report.samples import FINDINGS

SUM = FINDINGS[0]


def test_a_total_answers_the_sum_of_its_parts() -> None:
    assert reported(SUM) == SUM.figures[0]
    assert gap(SUM) == Amount("+45万元", Decimal(450000), "元")


def test_an_established_culprit_answers_its_right_value() -> None:
    culprit = SUM.figures[2]
    finding = msgspec.structs.replace(
        SUM, figures=(culprit, *SUM.figures[:2]), expected=Amount("150.00万元", Decimal(1500000), "元")
    )
    assert reported(finding) == culprit
    assert gap(finding) == Amount("-45万元", Decimal(-450000), "元")


def test_parts_alone_answer_nothing() -> None:
    finding = msgspec.structs.replace(SUM, figures=SUM.figures[1:])
    assert reported(finding) is None and gap(finding) is None


def test_a_difference_of_rates_is_in_points() -> None:
    rate = msgspec.structs.replace(SUM.figures[0], text="93.79%", value=Decimal("93.79"), unit="%", role="percent")
    finding = msgspec.structs.replace(SUM, figures=(rate,), computed=Amount("81.29%", Decimal("81.29"), "%"))
    assert gap(finding) == Amount("+12.5百分点", Decimal("12.5"), "百分点")


def test_a_missing_figure_is_written_as_the_others_are() -> None:
    finding = msgspec.structs.replace(SUM, needs=Needs("年初结转和结余", Decimal("1769500"), "元"))
    assert needed(finding) == Amount("176.95万元", Decimal("1769500"), "元")
    assert needed(SUM) is None
