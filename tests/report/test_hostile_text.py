"""A report whose text and file name try to be code, formulas or to turn the reading direction stays text everywhere."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.report.naming import file_names
from audit.workbench.ledger import Event, Ledger
from pipeline import main

SCRIPT, FORMULA, TURNED = "<script>alert(1)</script>", '=HYPERLINK("http://a","b")', "\u202ecba\u202c"
TEXT = f"""{FORMULA}甲局2023年度部门整体支出绩效自评报告{SCRIPT}
一、{FORMULA}{TURNED}
{SCRIPT}全年收入合计1,280.47万元，其中：{TURNED}财政拨款1,102.31万元、事业收入106.16万元。
"""
NAME = "=甲'&#%41\u202etxt.报告.txt"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run, the decisions on it, the papers, and a second run that shows the decisions."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    (folder / "in" / NAME).write_text(TEXT, encoding="utf-8")
    formats = "xlsx,html,jsonl,sarif"
    audit = ["audit", str(folder / "in"), "--out", str(folder / "out"), "--format", formats, "--workers", "1"]
    said = CliRunner().invoke(main, audit, catch_exceptions=False).output
    with Ledger(folder / "out" / "gouji.db") as ledger:
        for seen, *_ in ledger.sightings():
            reason = f"=1+1{TURNED}{SCRIPT}"
            ledger.add(Event("decision", "2024-05-02T09:00:00+08:00", SCRIPT, seen.fingerprint, verdict="属实", reason=reason))  # fmt: skip
    said += CliRunner().invoke(main, ["letter", str(folder / "out")], catch_exceptions=False).output
    said += CliRunner().invoke(main, audit, catch_exceptions=False).output
    assert "\u202e" not in said
    return folder / "out"


def read_by_people(out: Path) -> list[Path]:
    return [path for path in sorted(out.rglob("*")) if path.suffix in (".xlsx", ".docx", ".html", ".sarif")]


def content(path: Path) -> str:
    if path.suffix in (".html", ".sarif"):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as packed:
        return "\n".join(packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".rels")))


def test_every_kind_of_output_is_there(out: Path) -> None:
    names = {path.name.rpartition(".报告.txt")[2] for path in read_by_people(out)}
    assert {".html", ".退回修改通知.docx", "疑点清单.xlsx", "批次概览.html", "整改台账.xlsx", "findings.sarif"} <= names


def test_nothing_is_code_a_formula_or_turned(out: Path) -> None:
    for path in read_by_people(out):
        text = content(path)
        assert "\u202e" not in text and "\u202e" not in path.name, path.name
        assert "<f>" not in text and "<f " not in text, path.name
        if path.suffix == ".html":
            assert SCRIPT not in text and text.count("<script>") == 1, path.name


def test_a_name_that_hides_its_ending_gets_another_file_name() -> None:
    assert file_names(["a\u202efdp.exe", "a\nb"]) == {"a\u202efdp.exe": "a_fdp.exe", "a\nb": "a_b"}
