"""`gouji letter DIR`: every paper that rests on decisions, written from a run's folder and its ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from audit.catalogue import of_form
from audit.report.concluded import Concluded, concluded
from audit.report.leader_reports import Conclusions, write_circular, write_report
from audit.report.naming import file_names
from audit.report.registers import (
    CURED,
    STANDING,
    Printed,
    write_rectification,
    write_score_table,
    write_use_of_results,
    write_working_paper,
)
from audit.report.return_notice import write_return_notice
from audit.report.sheets import Value
from audit.workbench.ledger import FILE, Ledger


def write_papers(out: Path, template: Path | None = None, *, named: bool = False) -> list[Path]:
    """Write the papers into `out`/letters; their paths come back.

    A unit gets a 退回修改通知 only where findings were confirmed; `named` lets the 通报 name units.
    """
    folder = out / "letters"
    written: list[Path] = []
    conclusions = Conclusions()
    with Ledger(out / FILE) as ledger:
        decisions = ledger.decisions()
        names = file_names(report.report for report in concluded(out, {}))
        for report in concluded(out, decisions):
            conclusions.add(report)
            notice = folder / f"{names[report.report]}.退回修改通知.docx"
            paper = folder / f"{names[report.report]}.复核底稿.xlsx"
            written += [notice] if write_return_notice(report, notice, template) else []
            written += [paper] if write_working_paper(report, _printed(ledger, report), paper) else []
        batch = [folder / name for name in ("得分对照表.xlsx", "整改台账.xlsx", "结果应用建议表.xlsx")]
        write_score_table(concluded(out, decisions), batch[0])
        write_rectification(_matters(ledger), batch[1])
        write_use_of_results(concluded(out, decisions), batch[2])
    for leaders, write in (("审核情况报告.docx", _report), ("通报.docx", _circular)):
        batch.append(folder / leaders)
        write(conclusions, out, folder / leaders, template, named)
    return written + batch


def _printed(ledger: Ledger, report: Concluded) -> list[Printed]:
    return msgspec.json.decode(ledger.printed(report.report), type=list[Printed])


def _report(conclusions: Conclusions, out: Path, path: Path, template: Path | None, _named: bool) -> None:
    failures = (out / "failures.jsonl").read_bytes().count(b"\n") if (out / "failures.jsonl").exists() else 0
    write_report(conclusions, failures, path, template)


def _circular(conclusions: Conclusions, _out: Path, path: Path, template: Path | None, named: bool) -> None:
    write_circular(conclusions, path, named=named, template=template)


def _matters(ledger: Ledger) -> Iterator[tuple[Value, ...]]:
    """Rows of the 整改台账: every finding confirmed, also those that a corrected report no longer shows; what is
    wrong with the form itself is nothing a unit could mend."""
    decisions = ledger.decisions()
    number = 0
    for seen, report, unit, year, present in ledger.sightings():
        decision = decisions.get(seen.fingerprint)
        if decision is None or decision.verdict != "属实" or of_form(seen.rule):
            continue
        number += 1
        yield (
            f"{number:04d}",
            unit,
            year,
            report,
            seen.title,
            seen.quote,
            decision.reason,
            "",
            "",
            "",
            STANDING if present else CURED,
            "",
            "",
            seen.fingerprint,
        )
