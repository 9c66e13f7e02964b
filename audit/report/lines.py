"""The lines of the jsonl files, exactly as users' scripts see them: names, order of keys, nulls, decimals.

One struct a kind of line; `docs/schema/` is made from these structs. None can refer to itself, so that the garbage
collector need not look at the thousands of them that a report has.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from audit.finding import Amount, Finding, Funnel, JudgedClaim, Quoted, Repair, Severity, Slip, Status, Verdict
from extract.decimals import plain
from extract.document import Place
from extract.errors import Reason


def plain_or_none(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


class FigurePart(msgspec.Struct, frozen=True, gc=False):
    """A figure inside a finding, a claim or a score: as printed, its value in the base unit (元, %, 百分点, 倍, 分,
    天, counts in their counting word), what it is in the relation, and where it stands."""

    text: str
    value: str | None
    unit: str
    role: str
    place: Place

    @classmethod
    def of(cls, quoted: Quoted) -> FigurePart:
        return cls(quoted.text, plain_or_none(quoted.value), quoted.unit, quoted.role, quoted.place)


class AmountPart(msgspec.Struct, frozen=True, gc=False):
    """A computed or expected figure: as the report would print it, and its value in the base unit."""

    text: str
    value: str
    unit: str

    @classmethod
    def of(cls, amount: Amount | None) -> AmountPart | None:
        return None if amount is None else cls(amount.text, plain(amount.value), amount.unit)


class EditPart(msgspec.Struct, frozen=True, gc=False, rename={"before": "from", "after": "to"}):
    """One change of one printed figure; `figure` counts in the finding's figures from 0."""

    figure: int
    before: str
    after: str
    slip: Slip


class RepairPart(msgspec.Struct, frozen=True, gc=False):
    """A smallest set of edits that makes the relations true: how many it restores and breaks; `established` where
    every smallest repair contains the edit."""

    edits: tuple[EditPart, ...]
    restores: int
    breaks: int
    established: bool

    @classmethod
    def of(cls, repair: Repair) -> RepairPart:
        edits = tuple(EditPart(e.figure, e.before, e.after, e.slip) for e in repair.edits)
        return cls(edits, repair.restores, repair.breaks, repair.established)


class NeedsPart(msgspec.Struct, frozen=True, gc=False):
    """A figure that the report does not give and that would cure the finding."""

    what: str
    value: str
    unit: str


class AlsoPart(msgspec.Struct, frozen=True, gc=False):
    place: Place
    quote: str


class FindingLine(msgspec.Struct, frozen=True, gc=False):
    """A line of findings.jsonl."""

    report: str
    item: str
    sha256: str
    version: str
    ruleset: str
    fingerprint: str
    amounts_fingerprint: str
    rule: str
    family: str
    severity: Severity
    title: str
    message: str
    figures: tuple[FigurePart, ...]
    computed: AmountPart | None
    expected: AmountPart | None
    repairs: tuple[RepairPart, ...]
    needs: NeedsPart | None
    quote: str
    place: Place
    also: tuple[AlsoPart, ...]
    basis: str | None
    advice: str | None

    @classmethod
    def of(
        cls, report: str, stamp: tuple[str, str, str], fingerprints: tuple[str, str], finding: Finding
    ) -> FindingLine:
        """`stamp` is (sha256, version, ruleset), `fingerprints` (fingerprint, amounts_fingerprint)."""
        needs = finding.needs
        return cls(
            report,
            finding.item,
            *stamp,
            *fingerprints,
            rule=finding.rule,
            family=finding.family,
            severity=finding.severity,
            title=finding.title,
            message=finding.message,
            figures=tuple(map(FigurePart.of, finding.figures)),
            computed=AmountPart.of(finding.computed),
            expected=AmountPart.of(finding.expected),
            repairs=tuple(map(RepairPart.of, finding.repairs)),
            needs=None if needs is None else NeedsPart(needs.what, plain(needs.value), needs.unit),
            quote=finding.quote,
            place=finding.place,
            also=tuple(AlsoPart(a.place, a.quote) for a in finding.also),
            basis=finding.basis or None,
            advice=finding.advice or None,
        )


class FactPart(msgspec.Struct, frozen=True, gc=False):
    """What a figure is of."""

    label: str | None
    measure: str | None
    period: str | None
    scope: str | None
    fund: str | None


class FigureRow(msgspec.Struct, frozen=True, gc=False):
    """A line of figures.jsonl: a figure found, used or not; `lower` and `upper` are what its printed digits can
    stand for, rounded to nearest."""

    report: str
    item: str
    text: str
    value: str
    unit: str
    lower: str
    upper: str
    place: Place
    quote: str
    fact: FactPart


class OddsPart(msgspec.Struct, frozen=True, gc=False):
    asserted: str
    coincidence: str


class ClaimLine(msgspec.Struct, frozen=True, gc=False):
    """A line of claims.jsonl; `finding` is the fingerprint of the finding that explains it."""

    report: str
    item: str
    family: str
    status: Status
    figures: tuple[FigurePart, ...]
    formula: str
    computed: str | None
    reading: str
    readings: int
    odds: OddsPart
    finding: str | None
    quote: str
    place: Place

    @classmethod
    def of(cls, report: str, claim: JudgedClaim, finding: str | None) -> ClaimLine:
        return cls(
            report,
            claim.item,
            claim.family,
            claim.status,
            tuple(map(FigurePart.of, claim.figures)),
            claim.formula,
            claim.computed,
            claim.reading,
            claim.readings,
            OddsPart(claim.asserted, claim.coincidence),
            finding,
            claim.quote,
            claim.place,
        )


class IndicatorPart(msgspec.Struct, frozen=True, gc=False):
    code: str | None
    name: str
    path: tuple[str, ...]
    weight: str | None


class ScoreRow(msgspec.Struct, frozen=True, gc=False):
    """A line of scores.jsonl for an indicator of the lowest level."""

    report: str
    item: str
    indicator: IndicatorPart
    claimed: str | None
    lowest: str | None
    highest: str | None
    verdict: Verdict
    rule: str | None
    inputs: tuple[FigurePart, ...]
    missing: tuple[str, ...]
    why: str
    place: Place


class ItemScoreRow(msgspec.Struct, frozen=True, gc=False):
    """A line of scores.jsonl for an item as a whole: `indicator` is null."""

    report: str
    item: str
    indicator: None
    claimed: str | None
    lowest: str | None
    highest: str | None
    verdict: Verdict
    rule: str | None
    inputs: tuple[FigurePart, ...]
    missing: tuple[str, ...]
    why: str
    place: Place
    verified: str
    unsupported: str
    inflation_proven: str
    rule_defect: str
    grade_claimed: str | None
    grade_highest: str | None


class ItemPart(msgspec.Struct, frozen=True, gc=False):
    id: str
    kind: str
    unit: str | None
    year: str | None
    project_code: str | None
    project: str | None
    place: Place | None


class UnreadPart(msgspec.Struct, frozen=True, gc=False):
    place: Place | None
    reason: str


class ReportLine(msgspec.Struct, frozen=True, gc=False):
    """A line of reports.jsonl."""

    report: str
    sha256: str
    format: str
    items: tuple[ItemPart, ...]
    funnel: Funnel
    unread: tuple[UnreadPart, ...]


class FailureLine(msgspec.Struct, frozen=True, gc=False):
    """A line of failures.jsonl."""

    report: str
    sha256: str | None
    reason: Reason
    message: str
