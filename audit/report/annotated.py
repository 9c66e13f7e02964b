"""The annotated report: the original text with every figure marked by its state, the findings beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from audit.catalogue import Rule, catalogue
from audit.decision import VERDICT_WORDS, Decision
from audit.finding import JudgedClaim, Quoted, Recount, ReportResult
from audit.report.charts import patterns
from audit.report.fingerprint import fingerprints
from audit.report.listing import REVIEW_AGAIN
from audit.report.marked_text import anchor, document_html, marks, outline, starts
from audit.report.masking import mask
from audit.report.page_view import pages_html
from audit.report.pages import render, save
from audit.report.score_chart import bar
from audit.report.wording import (
    SEVERITY,
    SEVERITY_MEANING,
    SEVERITY_ORDER,
    STATE,
    STATUS,
    VERDICT,
    family_word,
    inputs_words,
    kind_word,
    moment,
    needs_words,
    ranges_words,
    repair_words,
    role_word,
    score_range,
    where,
)
from extract.decimals import plain
from extract.document import Document
from extract.page_images import PageImage


def write_annotated(
    report: str, result: ReportResult, path: Path, decisions: Mapping[str, Decision], images: Iterable[PageImage] = ()
) -> None:
    """Write the page of one (masked) result; it depends on nothing but the arguments. `decisions` are keyed by fingerprint,
    `images` are a PDF's pages."""
    save(path, annotated_page(report, result, decisions, images))


def annotated_page(
    report: str, result: ReportResult, decisions: Mapping[str, Decision], images: Iterable[PageImage] = ()
) -> str:
    """The page as text. Personal numbers are not masked on page images."""
    return render(
        "annotated.html", "annotated.css", "annotated.js", **annotated_values(report, result, decisions, images)
    )


def annotated_values(
    report: str, result: ReportResult, decisions: Mapping[str, Decision], images: Iterable[PageImage] = ()
) -> dict[str, Any]:
    """What the page of a (masked) result shows, for its template."""
    prints = fingerprints(result, report)
    anchors = [f"f-{fingerprint}" for fingerprint, _ in prints]
    told = [decided(decisions.get(fingerprint, Decision("")), amounts) for fingerprint, amounts in prints]
    order = sorted(
        range(len(result.findings)),
        key=lambda i: (SEVERITY_ORDER[result.findings[i].severity], result.findings[i].place.order, i),
    )
    document = result.document
    return {
        "patterns": patterns(),
        "pages": pages_html(images, result, anchors, order),
        "report": report,
        "result": result,
        "items": [_item_title(item.unit, item.year, item.kind, item.project) for item in result.items],
        "text": document_html(document, marks(result, anchors, order), starts(result)),
        "outline": outline(document),
        "findings": [_finding(result, i, number, anchors[i]) | told[i] for number, i in enumerate(order, 1)],
        "decided": any(d["settled"] for d in told),
        "verdicts": [(word, sum(d["verdict"] == word for d in told)) for word in VERDICT_WORDS],
        "counts": {word: sum(f.severity == key for f in result.findings) for key, word in SEVERITY.items()},
        "meanings": {word: SEVERITY_MEANING[key] for key, word in SEVERITY.items()},
        "keys": {word: key for key, word in SEVERITY.items()},
        "states": STATE,
        "claims": [_claim(result, number, claim, anchors) for number, claim in enumerate(result.claims)],
        "cards": [_card(recount, document) for recount in result.recounts],
    }


def _item_title(unit: str, year: str, kind: str, project: str) -> str:
    return " ".join(part for part in (unit, f"{year}年度" if year else "", project, kind_word(kind)) if part)


@cache
def _rules() -> Mapping[str, Rule]:
    return catalogue()


def _finding(result: ReportResult, index: int, number: int, own: str) -> dict[str, Any]:
    finding = result.findings[index]
    rule = _rules().get(finding.rule)
    claims = [result.claims[n] for n in finding.claims]
    return {
        "number": number,
        "anchor": own,
        "key": finding.severity,
        "severity": SEVERITY[finding.severity],
        "finding": finding,
        "where": where(finding.place, result.document),
        "spot": anchor(finding.place),
        "also": [(anchor(a.place), where(a.place, result.document)) for a in finding.also],
        "figures": [_figure(result, quoted) for quoted in finding.figures],
        "formulas": dict.fromkeys((c.formula, c.reading, ranges_words(c)) for c in claims if c.formula),
        "repairs": [(repair_words(r), r.established) for r in finding.repairs],
        "needs": needs_words(finding),
        "rule": rule,
    }


def decided(decision: Decision, amounts: str) -> dict[str, Any]:
    """What people said of a finding."""
    return {
        "verdict": decision.verdict,
        "entry": decision.number,
        "reason": mask(decision.reason),
        "signed": "，".join(filter(None, (decision.who, moment(decision.when)))),
        "statement": mask(" ".join(decision.statement.split())),
        "settled": decision.settles(amounts),
        "again": REVIEW_AGAIN if decision.stale(amounts) else "",
    }


def _figure(result: ReportResult, quoted: Quoted) -> dict[str, str]:
    interval = ""
    if quoted.index is not None and quoted.index < len(result.figures):
        line = result.figures[quoted.index]
        interval = f"{_grouped(plain(line.lower))}～{_grouped(plain(line.upper))}{line.unit}"
        if line.lower == line.upper:
            interval = f"{_grouped(plain(line.lower))}{line.unit}（整数，无舍入）"
    return {
        "role": role_word(quoted.role),
        "text": quoted.text,
        "interval": interval,
        "where": where(quoted.place, result.document),
        "spot": spot(quoted),
    }


def spot(quoted: Quoted) -> str:
    """The id to which a link to a figure leads: the figure itself, or its block where it is no figure of the text."""
    return anchor(quoted.place) if quoted.index is None else f"n-{quoted.index}"


def _grouped(number: str) -> str:
    whole, point, rest = number.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{rest}"


def _claim(result: ReportResult, number: int, claim: JudgedClaim, anchors: Sequence[str]) -> dict[str, Any]:
    return {
        "anchor": f"c-{number}",
        "claim": claim,
        "family": family_word(claim.family),
        "status": STATUS[claim.status],
        "ranges": ranges_words(claim),
        "where": where(claim.place, result.document),
        "spot": anchor(claim.place),
        "figures": [_figure(result, quoted) for quoted in claim.figures],
        "finding": None if claim.finding is None else anchors[claim.finding],
    }


def _card(recount: Recount, document: Document) -> dict[str, Any]:
    return {
        "recount": recount,
        "verdict": VERDICT[recount.verdict],
        "bar": bar(recount.weight, recount.claimed, recount.lowest, recount.highest),
        "lines": [
            {
                "line": line,
                "verdict": VERDICT[line.verdict],
                "range": score_range(line.lowest, line.highest),
                "bar": bar(line.weight, line.claimed, line.lowest, line.highest),
                "anchor": anchor(line.place),
                "inputs": inputs_words(line.inputs),
                "where": where(line.place, document),
            }
            for line in recount.lines
        ],
        "numbers": {
            name: plain(value)
            for name, value in (
                ("verified", recount.verified),
                ("unsupported", recount.unsupported),
                ("contradicted", recount.contradicted),
                ("discretionary", recount.discretionary),
                ("inflation", recount.inflation_proven),
                ("defect", recount.rule_defect),
            )
        },
    }
