"""What the audit says: findings, verdicts on claims, scores recounted. Plain values that outputs are made from."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from audit.comparable import Told
from extract.document import Document, Place, Unread
from extract.figure import Figure
from extract.item import Item
from extract.scorecard import Score

Severity = Literal["error", "warning", "info"]
Status = Literal["holds", "violated", "undecided"]
Slip = Literal[
    "digit",
    "omitted",
    "added",
    "swapped",
    "point",
    "scale",
    "sign",
    "part_left_out",
    "level",
    "base",
    "stale",
    "row",
]
Verdict = Literal[
    "verified",
    "overstated",
    "understated",
    "unsupported",
    "contradicted",
    "broken_rule",
    "discretionary",
    "unparsed",
]


class Quoted(msgspec.Struct, frozen=True, array_like=True):
    """A figure inside a finding or a claim: as printed, its value in the base unit, its role, its place.
    `index` is its number in `Report.figures`, None for a number that is no figure of the text."""

    text: str
    value: Decimal | None
    unit: str
    role: str
    place: Place
    index: int | None = None

    @classmethod
    def of(cls, figure: Figure, role: str, number: int) -> Quoted:
        """A figure of the report, with its number in `Report.figures`."""
        return cls(figure.text, figure.value, figure.unit, role, figure.place, number)

    @classmethod
    def of_score(cls, score: Score, role: str, unit: str = "分") -> Quoted:
        """A number of a score card."""
        return cls(score.text, score.value, unit, role, score.place)


class Amount(msgspec.Struct, frozen=True, array_like=True):
    """A computed or expected figure, written as the report would write it."""

    text: str
    value: Decimal
    unit: str


class Edit(msgspec.Struct, frozen=True, array_like=True):
    """One change of one printed figure: `figure` counts in the finding's own list of figures."""

    figure: int
    before: str
    after: str
    slip: Slip


class Repair(msgspec.Struct, frozen=True, array_like=True):
    """A smallest set of edits that restores the contradicted relations; `established` where every smallest
    repair contains its edits."""

    edits: tuple[Edit, ...]
    restores: int
    breaks: int
    established: bool


class Needs(msgspec.Struct, frozen=True, array_like=True):
    """A figure the report does not give, whose value would cure the finding."""

    what: str
    value: Decimal
    unit: str


class Also(msgspec.Struct, frozen=True, array_like=True):
    """The same finding where the passage is repeated."""

    place: Place
    quote: str


class Flaw(msgspec.Struct, frozen=True, array_like=True):
    """A defect of the scoring form itself (细则缺陷, 制表问题): the indicator, the form's own text at fault, and the fault."""

    indicator: str
    text: str
    fault: str


class Finding(msgspec.Struct, frozen=True, array_like=True):
    """One discrepancy. `labels` are the normalised labels and roles of the relation: with rule, family, unit,
    year and kind they make the fingerprint, which never holds offsets, amounts, file hash or format.
    `claims` are the numbers of the violated claims that it explains (in the result's list of judged claims).
    A finding with `flaws` is about the form: the bureau's to mend, once for all reports with the same text, and never
    held against a unit."""

    rule: str
    family: str
    severity: Severity
    title: str
    message: str
    quote: str
    place: Place
    figures: tuple[Quoted, ...] = ()
    computed: Amount | None = None
    expected: Amount | None = None
    repairs: tuple[Repair, ...] = ()
    needs: Needs | None = None
    also: tuple[Also, ...] = ()
    basis: str = ""
    advice: str = ""
    labels: tuple[str, ...] = ()
    claims: tuple[int, ...] = ()
    item: str = "1"
    flaws: tuple[Flaw, ...] = ()


class JudgedClaim(msgspec.Struct, frozen=True, array_like=True):
    """A claim with its verdict. `formula` is the arithmetic written out with the printed figures, `computed`
    what the chosen reading gives, `asserted` and `coincidence` the two odds of `audit.weigh`, as decimal strings.
    `ranges` are what its figures leave open and what the report states, as intervals in words."""

    item: str
    family: str
    status: Status
    figures: tuple[Quoted, ...]
    formula: str
    computed: str | None
    reading: str
    readings: int
    asserted: str
    coincidence: str
    quote: str
    place: Place
    finding: int | None = None
    ranges: tuple[str, str] | None = None


class ScoreLine(msgspec.Struct, frozen=True, array_like=True):
    """The recount of one indicator of the lowest level. `nature`, `target`, `measure` (度量单位) and `actual` are the
    card's own words."""

    item: str
    code: str
    name: str
    path: tuple[str, ...]
    weight: Decimal | None
    claimed: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    verdict: Verdict
    rule: str
    inputs: tuple[Quoted, ...]
    missing: tuple[str, ...]
    why: str
    place: Place
    nature: str = ""
    target: str = ""
    measure: str = ""
    actual: str = ""


class Recount(msgspec.Struct, frozen=True, array_like=True):
    """The recount of one item's score card: its lines and their totals. `rule_defect` is what broken rules
    cost, never part of `inflation_proven`. `contradicted` and `discretionary` are the points claimed against the report's
    own words, and those that a person has to judge."""

    item: str
    lines: tuple[ScoreLine, ...]
    weight: Decimal | None
    claimed: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    verified: Decimal
    unsupported: Decimal
    inflation_proven: Decimal
    rule_defect: Decimal
    verdict: Verdict
    grade_claimed: str
    grade_highest: str
    why: str
    place: Place
    contradicted: Decimal = Decimal(0)
    discretionary: Decimal = Decimal(0)


class FigureLine(msgspec.Struct, frozen=True, array_like=True):
    """A figure for figures.jsonl, with what it is of and how it fared: `state` is unused, holds, violated or
    undecided."""

    item: str
    text: str
    value: Decimal
    unit: str
    lower: Decimal
    upper: Decimal
    place: Place
    quote: str
    label: str
    measure: str
    period: str
    scope: str
    fund: str
    state: str


class Funnel(msgspec.Struct, frozen=True):
    figures: int
    in_fact: int
    in_claim: int
    checked: int
    holds: int
    violated: int
    undecided: int


class ReportResult(msgspec.Struct, frozen=True, array_like=True):
    """All that the audit of one file gives: a pure function of its bytes, the templates and the version.
    No path is in it; the pipeline stamps the report's name when it writes. `told` is what other papers tell too."""

    sha256: str
    format: str
    version: str
    ruleset: str
    document: Document
    items: tuple[Item, ...]
    figures: tuple[FigureLine, ...]
    claims: tuple[JudgedClaim, ...]
    findings: tuple[Finding, ...]
    recounts: tuple[Recount, ...]
    funnel: Funnel
    unread: tuple[Unread, ...] = ()
    crashed: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()


class Failure(msgspec.Struct, frozen=True):
    """A file that could not be audited: `reason` a code of contract.md, `message` what to do about it."""

    reason: str
    message: str
    sha256: str | None = None
