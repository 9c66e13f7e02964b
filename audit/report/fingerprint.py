"""Fingerprints of findings: what a decision is tied to over re-runs, small edits and other formats."""

from __future__ import annotations

import hashlib
from collections import Counter

from audit.finding import Finding, ReportResult
from extract.decimals import plain
from extract.item import Item


def fingerprint(finding: Finding, item: Item, report: str, number: int = 0) -> str:
    """16 hex digits over rule, unit, year, kind, project, family, labels and the number among equals.

    Never over offsets, amounts, file hash or format, so that an edit elsewhere or the PDF of a Word report
    keeps it. Where unit or year is unknown the report's name stands in for them.
    """
    return _digest(*_identity(finding, item, report), str(number))


def amounts_fingerprint(finding: Finding, item: Item, report: str, number: int = 0) -> str:
    """As `fingerprint`, with the values of the finding's figures: it changes when a figure is corrected."""
    values = [f"{f.text if f.value is None else plain(f.value)} {f.unit}" for f in finding.figures]
    return _digest(*_identity(finding, item, report), str(number), *values)


def fingerprints(result: ReportResult, report: str) -> tuple[tuple[str, str], ...]:
    """(fingerprint, amounts_fingerprint) of each of the result's findings; equals are numbered in reading order."""
    items = {item.id: item for item in result.items}
    unknown = Item("1", "", 0, 0)
    seen: Counter[tuple[str, ...]] = Counter()
    found: dict[int, tuple[str, str]] = {}
    order = sorted(range(len(result.findings)), key=lambda i: (result.findings[i].place.order, i))
    for index in order:
        finding = result.findings[index]
        item = items.get(finding.item, unknown)
        identity = _identity(finding, item, report)
        number = seen[identity]
        seen[identity] += 1
        found[index] = (
            fingerprint(finding, item, report, number),
            amounts_fingerprint(finding, item, report, number),
        )
    return tuple(found[index] for index in range(len(result.findings)))


def _identity(finding: Finding, item: Item, report: str) -> tuple[str, ...]:
    owner = (item.unit, item.year) if item.unit and item.year else ("", report)
    project = item.project_code or item.project
    labels = tuple("".join(label.split()) for label in finding.labels)
    return (finding.rule, *owner, item.kind, project, finding.family, *labels)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
