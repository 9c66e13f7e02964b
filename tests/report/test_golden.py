"""Every output of the sample run against its golden file, and a second run against the first, byte for byte."""

from __future__ import annotations

import os
import re
from pathlib import Path

import docx
import openpyxl
import pytest

from audit.workbench.concluding import write_papers
from audit.workbench.ledger import Event, Ledger
from audit.workbench.recording import record_run
from tests import golden
from tests.report.samples import FAILURES, RESULT, RESULTS, write_all

FORMATS = {"xlsx", "html", "jsonl", "sarif"}
NAMES = [
    "findings.jsonl",
    "figures.jsonl",
    "claims.jsonl",
    "scores.jsonl",
    "reports.jsonl",
    "failures.jsonl",
    "findings.sarif",
    "疑点清单.xlsx",
    "批次概览.html",
    "reports/区级_水务局.docx.html",
    "reports/说明.txt.html",
    "letters/区级_水务局.docx.docx",
    "letters/区级_水务局.docx.核实回复表.xlsx",
]
PAPERS = [
    "letters/区级_水务局.docx.退回修改通知.docx",
    "letters/区级_水务局.docx.复核底稿.xlsx",
    "letters/得分对照表.xlsx",
    "letters/整改台账.xlsx",
    "letters/结果应用建议表.xlsx",
    "letters/审核情况报告.docx",
    "letters/通报.docx",
]


def run(out: Path) -> Path:
    from audit.report.fingerprint import fingerprints

    write_all(RESULTS, FAILURES, out, FORMATS, {})
    with Ledger(out / "gouji.db") as ledger:
        record_run(ledger, RESULTS, "2024-05-01", "0.1.0", "r1")
        fingerprint = fingerprints(RESULT, RESULTS[0][0])[0][0]
        ledger.add(Event("decision", "2024-05-02", "王", fingerprint, verdict="属实", reason="已核对"))
    write_papers(out)
    return out


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(tmp_path_factory.mktemp("golden"))


def shown(path: Path) -> str:
    """What a reader sees of a file, as text."""
    if path.suffix == ".xlsx":
        return _workbook(path)
    if path.suffix == ".docx":
        return "\n".join(f"[{p.style.name}] {p.text}" for p in docx.Document(str(path)).paragraphs) + "\n"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r'"rules": \[.*?\]\}', '"rules": []}', text, flags=re.S) if path.suffix == ".sarif" else text
    return re.sub(r"<head>.*</head>|<script>.*</script>", "", text, flags=re.S) if path.suffix == ".html" else text


def _workbook(path: Path) -> str:
    lines = []
    for sheet in openpyxl.load_workbook(path):
        lines.append(f"## {sheet.title}")
        for row in sheet.iter_rows():
            lines += [f"{cell.coordinate}\t{cell.value}" for cell in row if cell.value is not None]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", NAMES + PAPERS)
def test_an_output_is_what_it_was(out: Path, name: str) -> None:
    golden.check(f"report/{name.replace('/', '_')}.txt", shown(out / name))


def test_nothing_else_is_written(out: Path) -> None:
    files = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert files - {"gouji.db", "gouji.db-wal", "gouji.db-shm"} == {*NAMES, *PAPERS}


def test_two_runs_are_equal_byte_for_byte(out: Path, tmp_path: Path) -> None:
    again = run(tmp_path)
    for name in NAMES + PAPERS:
        assert (again / name).read_bytes() == (out / name).read_bytes(), name


def test_golden_files_are_not_renewed_unseen() -> None:
    assert not (os.environ.get("CI") and os.environ.get(golden.UPDATE)), "the flag is for people, not for CI"
