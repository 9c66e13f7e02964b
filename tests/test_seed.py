"""The real report: what must be found in it is found, what holds is never accused, and both editions agree."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from audit import Finding, ReportResult
from pipeline import audit_file

SUMS = {"sum", "table_sum", "score_sum"}
STATEMENTS = {"restate", "text_table"}


@cache
def audited(path: Path) -> ReportResult:
    return audit_file(path)


def expected(seed: Path) -> dict[str, list[dict[str, object]]]:
    return json.loads((seed / "expected.json").read_text(encoding="utf-8"))


def bare(text: str) -> str:
    return "".join(text.replace("％", "%").replace(",", "").split())


def families(family: str) -> set[str]:
    return next((group for group in (SUMS, STATEMENTS) if family in group), {family})


def about(finding: Finding, near: str, result: ReportResult) -> bool:
    """Whether the finding stands at the words `near`."""
    quotes = [finding.quote, *(a.quote for a in finding.also), result.document.text_at(finding.place)]
    return any(bare(near) in bare(q) for q in quotes)


def cites(finding: Finding, texts: list[str]) -> bool:
    cited = {bare(f.text) for f in finding.figures}
    return any(bare(t) in cited for t in texts)


@pytest.mark.parametrize("edition", ["dongchuan-2020.txt", "dongchuan-2020.docx"])
def test_what_must_be_found_is_found(seed: Path, edition: str) -> None:
    result = audited(seed / edition)
    missed = []
    for error in expected(seed)["errors"]:
        if not error["must"]:
            continue
        hits = [
            f
            for f in result.findings
            if f.family in families(str(error["family"]))
            and (about(f, str(error["near"]), result) or (error["figures"] and cites(f, error["figures"])))  # type: ignore[arg-type]
        ]
        if not any(f.severity == error["severity"] for f in hits):
            missed.append((error["id"], [f.severity for f in hits]))
    assert missed == []


@pytest.mark.parametrize("edition", ["dongchuan-2020.txt", "dongchuan-2020.docx"])
def test_what_holds_is_not_accused(seed: Path, edition: str) -> None:
    result = audited(seed / edition)
    for hold in expected(seed)["holds"]:
        accused = [
            f
            for f in result.findings
            if f.severity != "info"
            and f.family in families(str(hold["family"]))
            and f.figures
            and bare(f.figures[0].text) in {bare(t) for t in hold["figures"]}  # type: ignore[attr-defined]
            and about(f, str(hold["near"]), result)
        ]
        assert accused == [], hold


def test_both_editions_give_the_same(seed: Path) -> None:
    one, other = audited(seed / "dongchuan-2020.txt"), audited(seed / "dongchuan-2020.docx")
    assert [(f.text, f.value, f.unit) for f in one.figures] == [(f.text, f.value, f.unit) for f in other.figures]
    assert [(f.rule, f.labels, f.message) for f in one.findings] == [
        (f.rule, f.labels, f.message) for f in other.findings
    ]
    assert [(c.status, c.formula) for c in one.claims] == [(c.status, c.formula) for c in other.claims]


def test_the_culprit_of_the_joint_slip_is_established(seed: Path) -> None:
    result = audited(seed / "dongchuan-2020.docx")
    story = next(f for f in result.findings if f.figures and f.figures[0].text == "90.52万元")
    assert story.repairs[0].edits[0].after == "9.05" and story.repairs[0].established
    assert "9.052" in {r.edits[0].after for r in story.repairs}
    assert story.expected is not None and story.expected.text == "9.05万元"


def test_a_tie_is_never_asserted(seed: Path) -> None:
    result = audited(seed / "dongchuan-2020.docx")
    story = next(f for f in result.findings if f.figures and f.figures[0].text == "28,544.85万元")
    assert len(story.repairs) == 5 and not any(r.established for r in story.repairs)
    assert story.expected is None and len(story.also) == 1


def test_the_scores_are_recounted(seed: Path) -> None:
    result = audited(seed / "dongchuan-2020.docx")
    scores = expected(seed)["scores"]
    recount = result.recounts[0]
    assert len(recount.lines) == scores["indicators"]  # type: ignore[call-overload]
    assert recount.claimed == Decimal(scores["claimed_total"])  # type: ignore[call-overload]
    assert recount.highest == Decimal(scores["highest"])  # type: ignore[call-overload]
    assert recount.inflation_proven == Decimal(scores["inflation_proven"])  # type: ignore[call-overload]
    assert recount.rule_defect == Decimal(scores["rule_defect"])  # type: ignore[call-overload]


def test_the_main_amounts_are_read(seed: Path) -> None:
    values = {f"{f.value:f}{f.unit}" for f in audited(seed / "dongchuan-2020.docx").figures}
    wanted = expected(seed)["figures_must_read"]
    assert {str(v) for v in wanted.values()} <= {v.replace(".00", "") for v in values}  # type: ignore[attr-defined]
