"""What one report gives to the rows of the discrepancy list. It is worked out where the report was audited; what only
the whole batch knows (running numbers, decisions, links between rows) is added where the list is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import msgspec

from audit.finding import Finding, JudgedClaim, ReportResult, ScoreLine
from audit.gap import gap, reported
from audit.report.fingerprint import fingerprints
from audit.report.wording import (
    SEVERITY,
    SEVERITY_ORDER,
    STATUS,
    VERDICT,
    arithmetic,
    causes,
    family_word,
    inputs_words,
    where,
)

Owner = tuple[str, str]
"""Unit (with the project below it) and year."""
_Owners = Mapping[str, Owner]
_NOBODY = ("", "")


class FindingRow(msgspec.Struct, frozen=True, array_like=True):
    """A row of 疑点清单: the number of the finding in the result, its two fingerprints, its severity in words, and the
    columns from 位置 to 建议."""

    finding: int
    prints: tuple[str, str]
    severity: str
    owner: Owner
    told: tuple[str, ...]


class IndicatorRow(msgspec.Struct, frozen=True, array_like=True):
    """A row of 得分重算: 编码, 上级指标 and 指标; the four columns of points; the columns from 结论 on. `mark` is the
    severity whose colours the verdict wears, if any."""

    owner: Owner
    indicator: tuple[str, str, str]
    points: tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]
    told: tuple[str, ...]
    mark: str


class ClaimRow(msgspec.Struct, frozen=True, array_like=True):
    """A row of 勾稽核对表: the columns from 位置 to 原文摘录, and the number of the finding that explains the claim."""

    owner: Owner
    told: tuple[str, ...]
    mark: str
    finding: int | None


class ListRows(msgspec.Struct, frozen=True, array_like=True):
    """All rows of one report."""

    findings: tuple[FindingRow, ...]
    scores: tuple[IndicatorRow, ...]
    claims: tuple[ClaimRow, ...]


def list_rows(report: str, result: ReportResult) -> ListRows:
    """The rows of one (masked) result."""
    prints = fingerprints(result, report)
    ranks = {item.id: number for number, item in enumerate(result.items)}

    def rank(item: str) -> int:
        return ranks.get(item, len(ranks))

    owners = {item.id: ("\n".join(filter(None, (item.unit, item.project))), item.year) for item in result.items}
    claims = sorted(result.claims, key=lambda c: (rank(c.item), c.place.order))
    return ListRows(
        tuple(_finding(result, index, prints[index], owners) for index in _by_severity(result.findings, rank)),
        tuple(_indicator(result, line, owners) for recount in result.recounts for line in recount.lines),
        tuple(_claim(result, claim, owners) for claim in claims),
    )


def _by_severity(findings: Sequence[Finding], rank: Callable[[str], int]) -> list[int]:
    """Numbers of the unit's findings, the gravest first, then in reading order; what is about the form is told once for
    the batch."""
    return sorted(
        (i for i, finding in enumerate(findings) if not finding.flaws),
        key=lambda i: (rank(findings[i].item), SEVERITY_ORDER[findings[i].severity], findings[i].place.order, i),
    )


def _finding(result: ReportResult, index: int, prints: tuple[str, str], owners: _Owners) -> FindingRow:
    finding = result.findings[index]
    told = (
        where(finding.place, result.document) + _repeats(finding),
        finding.quote,
        f"{finding.title}\n（{finding.rule}）",
        arithmetic(finding, result),
        *_amounts(finding),
        causes(finding),
        finding.basis,
        finding.advice,
    )
    return FindingRow(index, prints, SEVERITY[finding.severity], owners.get(finding.item, _NOBODY), told)


def _indicator(result: ReportResult, line: ScoreLine, owners: _Owners) -> IndicatorRow:
    told = (
        VERDICT[line.verdict],
        line.rule,
        inputs_words(line.inputs),
        "；".join(line.missing),
        line.why,
        where(line.place, result.document),
    )
    points = (line.weight, line.claimed, line.lowest, line.highest)
    marks = {"overstated": "错误", "contradicted": "错误", "unsupported": "疑点", "broken_rule": "疑点"}
    indicator = (line.code, " / ".join(line.path[:-1]), line.name)
    return IndicatorRow(owners.get(line.item, _NOBODY), indicator, points, told, marks.get(line.verdict, ""))


def _claim(result: ReportResult, claim: JudgedClaim, owners: _Owners) -> ClaimRow:
    told = (
        where(claim.place, result.document),
        family_word(claim.family),
        claim.formula,
        claim.computed or "",
        STATUS[claim.status],
        claim.reading,
        claim.quote,
    )
    mark = {"violated": "错误", "undecided": "提示"}.get(claim.status, "")
    return ClaimRow(owners.get(claim.item, _NOBODY), told, mark, claim.finding)


def _repeats(finding: Finding) -> str:
    return f"\n（另有{len(finding.also)}处相同）" if finding.also else ""


def _amounts(finding: Finding) -> tuple[str, str, str]:
    figure, held, difference = reported(finding), finding.expected or finding.computed, gap(finding)
    return (
        figure.text if figure else "",
        held.text if held else "",
        difference.text if difference else "",
    )
