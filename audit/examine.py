"""The audit of one report: claims judged, contradictions told as stories, scores recounted, rules applied."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from audit.admissions import admissions
from audit.case import Case, Judged, Story, texts_of
from audit.catalogue import Rule, catalogue
from audit.comparable import Told, told
from audit.diagnose import diagnose
from audit.finding import FigureLine, Finding, Funnel, JudgedClaim, Recount, ReportResult
from audit.judge import rule_on
from audit.located import located
from audit.message import nested
from audit.pack import Pack
from audit.recount import recount, scope
from audit.settings import Settings
from audit.tell import judged, story
from extract.item import Item
from extract.report import Report

VERSION = "0.1.0"


@cache
def ruleset() -> str:
    """A hash of the catalogue: its ids, severities, explanations and examples."""
    papers = [(r.id, r.family, r.severity, r.explanation, r.examples) for r in catalogue().values()]
    return hashlib.sha256(msgspec.json.encode([VERSION, papers])).hexdigest()[:12]


def examine(report: Report, sha256: str, settings: Settings, beside: tuple[Told, ...] = ()) -> ReportResult:
    """Audit one report; a pure function of its arguments. `beside` is what other papers tell otherwise (`audit.across`). A rule that crashes is named in `crashed`, the
    others go on."""
    report = _dated(report, settings.year)
    lines: list[JudgedClaim] = []
    findings: list[Finding] = []
    recounts: list[Recount] = []
    crashed: list[str] = []
    tells = told(report)
    weighed = {item.id: _weigh(report, item) for item in report.items}
    for item in report.items:
        case = _open_case(report, item, weighed, settings.packs)
        own = tuple(one for one in tells if one.item == item.id)
        case = msgspec.structs.replace(case, tells=own, beside=beside)
        found = list(_apply(case, settings, crashed))
        offset = len(lines)
        lines.extend(_linked(case.claims, found, len(findings)))
        findings.extend(_stamped(f, item, offset) for f in found)
        recounts.extend(case.recounts)
    order = sorted(range(len(findings)), key=lambda n: (findings[n].item, findings[n].place.order, findings[n].rule))
    moved = {old: new for new, old in enumerate(order)}
    lines = [msgspec.structs.replace(c, finding=None if c.finding is None else moved[c.finding]) for c in lines]
    return ReportResult(
        sha256=sha256,
        format=report.document.format,
        version=VERSION,
        ruleset=f"{ruleset()}-{settings.digest()}",
        document=report.document,
        items=report.items,
        figures=_figure_lines(report, lines),
        claims=located(report.document, tuple(lines)),
        findings=located(report.document, tuple(findings[n] for n in order)),
        recounts=located(report.document, tuple(recounts)),
        funnel=_funnel(report, lines),
        unread=report.document.unread,
        crashed=tuple(crashed),
        told=tells,
    )


def _dated(report: Report, year: str) -> Report:
    """The report with the given fiscal year on the items that name none."""
    if not year or all(item.year for item in report.items):
        return report
    items = tuple(msgspec.structs.replace(item, year=item.year or year) for item in report.items)
    return msgspec.structs.replace(report, items=items)


class _Weighed(msgspec.Struct, frozen=True):
    """An item's claims judged, and what does not hold told as stories."""

    claims: tuple[Judged, ...]
    stories: tuple[Story, ...]


def _weigh(report: Report, item: Item) -> _Weighed:
    """Judge an item's claims and diagnose what does not hold."""
    claims = [c for c in report.claims if report.item_of(c.place.block).id == item.id]
    rulings = rule_on(claims, report.figures)
    told = diagnose(rulings, report.figures, report.facts)
    drawn = {r.number: msgspec.structs.replace(r, status="violated") for d in told for r in d.rulings}
    rulings = [drawn.get(r.number, r) for r in rulings]
    by_number = {r.number: judged(r, report.figures, item.id) for r in rulings}
    return _Weighed(tuple(by_number.values()), tuple(story(d, by_number, report.figures) for d in told))


def _open_case(report: Report, item: Item, weighed: Mapping[str, _Weighed], packs: tuple[Pack, ...]) -> Case:
    """The case of an item, its score cards recounted. A card may be the annex of a report that is another item: what
    does not hold there serves no recount either."""
    own = weighed[item.id]
    cards = tuple(c for c in report.scorecards if report.item_of(c.place.block).id == item.id)
    kin = scope(report, item)
    around = [one for other in kin for one in weighed[other.id].claims]
    admitted = tuple(one for other in kin for one in admissions(report, other))
    counted = recount(report, item, cards, around, packs, admitted)
    return Case(report, item, own.claims, own.stories, cards, counted, texts_of(report, item), packs, admitted)


def _apply(case: Case, settings: Settings, crashed: list[str]) -> Iterator[Finding]:
    for rule in catalogue().values():
        if (settings.only and rule.id not in settings.only) or rule.id in settings.ignore:
            continue
        try:
            found = list(rule.check(case))
        except Exception:
            crashed.append(f"{rule.id}: {traceback.format_exc(limit=4)}")
            continue
        yield from (_completed(f, rule, settings) for f in found)


def _completed(finding: Finding, rule: Rule, settings: Settings) -> Finding:
    """What the rule's papers say is filled in where the finding leaves it open."""
    return msgspec.structs.replace(
        finding,
        rule=rule.id,
        family=finding.family or rule.family,
        title=finding.title or rule.title,
        message=nested(finding.message),
        advice=nested(finding.advice),
        severity=settings.severity.get(rule.id, finding.severity),
        basis=finding.basis or rule.basis,
    )


def _stamped(finding: Finding, item: Item, offset: int) -> Finding:
    return msgspec.structs.replace(finding, item=item.id, claims=tuple(n + offset for n in finding.claims))


def _linked(claims: Sequence[Judged], findings: Sequence[Finding], before: int) -> Iterator[JudgedClaim]:
    owner = {number: before + index for index, finding in enumerate(findings) for number in finding.claims}
    for claim in claims:
        yield msgspec.structs.replace(claim.line, finding=owner.get(claim.number))


_STATES = ("violated", "undecided", "holds")


def _figure_lines(report: Report, lines: Sequence[JudgedClaim]) -> tuple[FigureLine, ...]:
    state: dict[int, str] = {}
    for line in lines:
        for cited in line.figures:
            if cited.index is not None:
                known = state.get(cited.index, "holds")
                state[cited.index] = min(known, line.status, key=_STATES.index)
    found = []
    for number, (figure, fact) in enumerate(zip(report.figures, report.facts, strict=True)):
        found.append(
            FigureLine(
                item=report.item_of(figure.place.block).id,
                text=figure.text,
                value=figure.value,
                unit=figure.unit,
                lower=figure.lower,
                upper=figure.upper,
                place=figure.place,
                quote=_around(report, number),
                label=fact.label,
                measure=fact.measure,
                period=fact.period,
                scope=fact.scope,
                fund=fact.fund,
                state=state.get(number, "unused"),
            )
        )
    return tuple(found)


def _around(report: Report, number: int) -> str:
    """A few words on both sides of a figure."""
    place = report.figures[number].place
    text = report.document.text_at(place)
    return text[max(0, place.start - 30) : place.end + 10].strip()


def _funnel(report: Report, lines: Sequence[JudgedClaim]) -> Funnel:
    used = {f.index for line in lines for f in line.figures}
    count = {s: sum(line.status == s for line in lines) for s in _STATES}
    return Funnel(
        figures=len(report.figures),
        in_fact=sum(bool(f.label) for f in report.facts),
        in_claim=len(used),
        checked=count["holds"] + count["violated"],
        holds=count["holds"],
        violated=count["violated"],
        undecided=count["undecided"],
    )
