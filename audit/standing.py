"""Where each submission stands after its audit, and the tally over a batch: the figures of summaries and overviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

import msgspec

from audit.finding import Failure, Finding, Funnel, Recount, ReportResult, Severity
from audit.flaws import FlawRegister
from audit.gap import gap

_EXAMPLES = 3
BANDS: tuple[tuple[str, Decimal], ...] = (
    ("60分以下", Decimal(60)),
    ("60—70", Decimal(70)),
    ("70—80", Decimal(80)),
    ("80—85", Decimal(85)),
    ("85—90", Decimal(90)),
    ("90—95", Decimal(95)),
    ("95—98", Decimal(98)),
    ("98—100", Decimal(100)),
)
"""Score bands for distributions: each reaches up to, not including, its bound; full marks have a band of their own."""
FULL = "100分"


class Standing(msgspec.Struct, frozen=True):
    """One item of one report: what it claimed, what can be recounted, how many findings it has (those about the form
    itself are not its own). Points."""

    report: str
    item: str
    kind: str
    unit: str
    year: str
    project: str
    claimed: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    weight: Decimal | None = None
    verified: Decimal | None = None
    unsupported: Decimal | None = None
    contradicted: Decimal | None = None
    discretionary: Decimal | None = None
    inflation_proven: Decimal | None = None
    rule_defect: Decimal | None = None
    grade_claimed: str = ""
    grade_highest: str = ""
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    figures: int = 0
    checked: int = 0
    unread: int = 0

    @property
    def risk(self) -> tuple[Decimal, int, Decimal, int, int]:
        """Sort key: the more doubtful the greater; proven inflation, errors, unsupported points, doubts, gaps."""
        zero = Decimal(0)
        return (
            self.inflation_proven or zero,
            self.errors,
            self.unsupported or zero,
            self.warnings,
            self.unread,
        )


def standings(report: str, result: ReportResult) -> tuple[Standing, ...]:
    """The standing of each item of a result, in the order of the items."""
    recounts = {recount.item: recount for recount in result.recounts}
    severities = Counter((finding.item, finding.severity) for finding in result.findings if not finding.flaws)
    figures = Counter(figure.item for figure in result.figures)
    checked = Counter(figure.item for figure in result.figures if figure.state != "unused")
    found = []
    for item in result.items:
        standing = Standing(
            report,
            item.id,
            item.kind,
            item.unit,
            item.year,
            item.project or item.project_code,
            errors=severities[item.id, "error"],
            warnings=severities[item.id, "warning"],
            infos=severities[item.id, "info"],
            figures=figures[item.id],
            checked=checked[item.id],
            unread=len(result.unread),
        )
        found.append(_scored(standing, recounts[item.id]) if item.id in recounts else standing)
    return tuple(found)


def _scored(standing: Standing, recount: Recount) -> Standing:
    return msgspec.structs.replace(
        standing,
        claimed=recount.claimed,
        lowest=recount.lowest,
        highest=recount.highest,
        weight=recount.weight,
        verified=recount.verified,
        unsupported=recount.unsupported,
        contradicted=recount.contradicted,
        discretionary=recount.discretionary,
        inflation_proven=recount.inflation_proven,
        rule_defect=recount.rule_defect,
        grade_claimed=recount.grade_claimed,
        grade_highest=recount.grade_highest,
    )


class Example(msgspec.Struct, frozen=True):
    """A finding shown as an example of its rule in an overview."""

    report: str
    unit: str
    quote: str
    message: str
    index: int


class RuleTally(msgspec.Struct):
    """How often a rule found something, in how many reports, with the first few findings."""

    rule: str
    title: str
    family: str
    severity: Severity
    findings: int = 0
    reports: int = 0
    examples: list[Example] = []


class Tally:
    """Counts over a batch, added up one result at a time; holds no result. Findings about the form itself are counted
    apart (`of_form`) and kept once each (`flaws`). `stake` is the sum of the absolute differences of the 错误 findings
    over money, in 元: an order of magnitude, since errors may overlap."""

    def __init__(self) -> None:
        self.reports = 0
        self.items = 0
        self.clean = 0
        self.severities: Counter[Severity] = Counter()
        self.families: Counter[tuple[str, Severity]] = Counter()
        self.units: Counter[tuple[str, Severity]] = Counter()
        self.rules: dict[str, RuleTally] = {}
        self.claimed: Counter[str] = Counter()
        self.highest: Counter[str] = Counter()
        self.grades: Counter[tuple[str, str]] = Counter()
        self.verdicts: Counter[str] = Counter()
        self.funnel = Funnel(0, 0, 0, 0, 0, 0, 0)
        self.inflated = 0
        self.inflation = Decimal(0)
        self.unsupported = Decimal(0)
        self.stake = Decimal(0)
        self.unread = 0
        self.crashed = 0
        self.failures: Counter[str] = Counter()
        self.of_form: Counter[Severity] = Counter()
        self.flaws = FlawRegister()

    def add(self, report: str, result: ReportResult, found: Iterable[Standing]) -> None:
        """Count one result; `found` are the standings of its items."""
        self.reports += 1
        self.clean += not any(f.severity != "info" and not f.flaws for f in result.findings)
        self.unread += bool(result.unread)
        self.crashed += bool(result.crashed)
        self.funnel = Funnel(
            *(getattr(self.funnel, name) + getattr(result.funnel, name) for name in Funnel.__struct_fields__)
        )
        self._add_findings(report, result)
        self.verdicts.update(line.verdict for recount in result.recounts for line in recount.lines)
        for standing in found:
            self._add_standing(standing)

    def add_failures(self, failures: Iterable[tuple[str, Failure]]) -> None:
        self.failures.update(failure.reason for _, failure in failures)

    def _add_findings(self, report: str, result: ReportResult) -> None:
        items = {item.id: item for item in result.items}
        for index, finding in enumerate(result.findings):
            unit = items[finding.item].unit if finding.item in items else ""
            if finding.flaws:
                self.of_form[finding.severity] += 1
                self.flaws.add(report, unit, finding)
                continue
            self.severities[finding.severity] += 1
            self.families[finding.family, finding.severity] += 1
            self.units[unit or report, finding.severity] += 1
            self._add_to_rule(report, unit, index, finding)
            difference = gap(finding)
            if finding.severity == "error" and difference is not None and difference.unit == "元":
                self.stake += abs(difference.value)
        for rule in {finding.rule for finding in result.findings if not finding.flaws}:
            self.rules[rule].reports += 1

    def _add_to_rule(self, report: str, unit: str, index: int, finding: Finding) -> None:
        line = self.rules.get(finding.rule)
        if line is None:
            line = RuleTally(finding.rule, finding.title, finding.family, finding.severity)
            self.rules[finding.rule] = line
        line.findings += 1
        if len(line.examples) < _EXAMPLES and all(e.report != report for e in line.examples):
            line.examples.append(Example(report, unit, finding.quote, finding.message, index))

    def _add_standing(self, standing: Standing) -> None:
        self.items += 1
        if standing.claimed is not None:
            self.claimed[band(standing.claimed, standing.weight)] += 1
            self.unsupported += standing.unsupported or 0
            self.inflation += standing.inflation_proven or 0
            self.inflated += bool(standing.inflation_proven)
        if standing.highest is not None:
            self.highest[band(standing.highest, standing.weight)] += 1
        if standing.grade_claimed and standing.grade_highest:
            self.grades[standing.grade_claimed, standing.grade_highest] += 1

    def top_rules(self) -> list[RuleTally]:
        """Rules by severity and number of findings, the most frequent first."""
        order = {"error": 0, "warning": 1, "info": 2}
        return sorted(self.rules.values(), key=lambda r: (order[r.severity], -r.findings, r.rule))


def band(score: Decimal, weight: Decimal | None = None) -> str:
    """The band of a score in points; of a card that doesn't weigh 100, of its share in a hundred."""
    percent = score * 100 / weight if weight else score
    return next((name for name, bound in BANDS if percent < bound), FULL)
