"""Where submissions stand, and the tally over a batch."""

from __future__ import annotations

from decimal import Decimal

import pytest

from audit.standing import Tally, band, standings
from tests.report.samples import FAILURES, PLAIN, RESULT, RESULTS


def test_a_standing_takes_scores_and_findings_of_its_item() -> None:
    (standing,) = standings("a.docx", RESULT)
    assert (standing.unit, standing.claimed, standing.highest) == ("某某区水务局", 15, Decimal("13.5"))
    assert (standing.errors, standing.warnings, standing.infos) == (1, 1, 1)
    assert (standing.figures, standing.checked, standing.unread) == (7, 6, 1)
    (plain,) = standings("b.txt", PLAIN)
    assert plain.claimed is None and not any(plain.risk)
    assert standing.risk > plain.risk


def test_a_tally_adds_up_reports() -> None:
    tally = Tally()
    for report, result in RESULTS:
        tally.add(report, result, standings(report, result))
    tally.add_failures(FAILURES)
    assert (tally.reports, tally.items, tally.clean, tally.unread) == (2, 2, 1, 1)
    assert tally.stake == 450000
    assert (tally.inflated, tally.inflation, tally.unsupported) == (1, Decimal("1.5"), 5)
    assert tally.grades["优", "良"] == 1
    assert [line.rule for line in tally.top_rules()] == ["T901", "V901", "C901"]
    assert tally.funnel.figures == 7 and tally.failures["damaged"] == 1


@pytest.mark.parametrize(
    "score, weight, name",
    [
        ("100", None, "100分"),
        ("99.99", "100", "98—100"),
        ("59.9", None, "60分以下"),
        ("76", "80", "95—98"),
        ("80", "80", "100分"),
    ],
)
def test_scores_fall_into_bands_by_their_share(score: str, weight: str | None, name: str) -> None:
    assert band(Decimal(score), Decimal(weight) if weight else None) == name
