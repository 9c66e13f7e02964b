"""Putting a run into the ledger."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from audit.finding import ReportResult
from audit.report.fingerprint import fingerprints
from audit.report.registers import Printed
from audit.workbench.ledger import Ledger, Seen


def record_run(
    ledger: Ledger, results: Iterable[tuple[str, ReportResult]], started: str, version: str, ruleset: str
) -> int:
    """Note a run and what it found in every report (masked results), all at once; the run's number comes back."""
    with ledger.together():
        run = ledger.begin_run(started, version, ruleset)
        for report, result in results:
            item = result.items[0] if result.items else None
            owner = (result.sha256, item.unit if item else "", item.year if item else "")
            ledger.record(run, report, owner, seen(report, result), printed(result))
    return run


def seen(report: str, result: ReportResult) -> list[Seen]:
    """The findings of a (masked) result as the ledger keeps them."""
    return [
        Seen(*prints, finding.item, finding.rule, finding.severity, finding.title, finding.quote)
        for finding, prints in zip(result.findings, fingerprints(result, report), strict=True)
    ]


def printed(result: ReportResult) -> str:
    """What the score cards of a (masked) result print beside the points, as the ledger keeps it for working papers."""
    rows = (Printed.of(line) for recount in result.recounts for line in recount.lines)
    return msgspec.json.encode([row for row in rows if row.tells]).decode()
