"""What people decide is shown in every later output of a run, and asked for no more."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from audit.workbench.ledger import Event, Ledger
from pipeline import main

WRONG = "全年收入合计1,280.47万元，其中：财政拨款1,102.31万元、事业收入106.16万元。支出合计913.48万元，其中：基本支出502.36万元、项目支出311.12万元。"
RIGHT = "全年收入合计1,208.47万元，其中：财政拨款1,102.31万元、事业收入106.16万元。"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A run over one report with two findings and one without any."""
    (tmp_path / "in").mkdir()
    for name, text in (("甲局", WRONG), ("乙局", RIGHT)):
        report = f"{name}2023年度部门整体支出绩效自评报告\n一、收支情况\n{text}\n"
        (tmp_path / "in" / f"{name}.txt").write_text(report, encoding="utf-8")
    return audited(tmp_path / "out")


def audited(out: Path) -> Path:
    ran = CliRunner().invoke(
        main, ["audit", str(out.parent / "in"), "--out", str(out), "--workers", "1", "--quiet"], catch_exceptions=False
    )
    assert ran.exit_code == 0, ran.output
    return out


def page(out: Path, name: str) -> str:
    return (out / "reports" / f"{name}.txt.html").read_text(encoding="utf-8")


def decide(out: Path, row: int, verdict: str, opinion: str) -> None:
    path = out / "疑点清单.xlsx"
    book = openpyxl.load_workbook(path)
    book["疑点清单"][f"P{row}"], book["疑点清单"][f"Q{row}"] = verdict, opinion
    book.save(path)


def bytes_of(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for folder in ("reports", "letters")
        for path in sorted((out / folder).iterdir())
    }


def test_a_decision_is_shown_on_the_page_at_the_next_run_and_stays(out: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (out / "reports").iterdir()}
    decide(out, 3, "误报", "口径不同，<b>见附注</b>，电话13812345678")
    imported = CliRunner().invoke(main, ["import", str(out / "疑点清单.xlsx"), "--out", str(out), "--by", "王五"])
    assert "收回 1 条" in imported.output
    audited(out)
    shown = page(out, "甲局")
    assert "核实结论：误报" in shown and "口径不同，&lt;b&gt;见附注&lt;/b&gt;" in shown and "王五，20" in shown
    assert "13812345678" not in shown and " data-settled>" in shown
    assert "误报 1 条" in shown and "待核实 1 条" in shown
    after = {path.name: path.stat().st_mtime_ns for path in (out / "reports").iterdir()}
    assert after["甲局.txt.html"] != before["甲局.txt.html"]
    assert after["乙局.txt.html"] == before["乙局.txt.html"], "no decision touched this one"
    files = bytes_of(out)
    assert bytes_of(audited(out)) == files
    assert (out / "reports" / "甲局.txt.html").stat().st_mtime_ns == after["甲局.txt.html"]


def test_what_was_written_into_the_list_alone_is_on_the_page_too(out: Path) -> None:
    decide(out, 3, "属实", "已核对决算表")
    audited(out)
    assert "核实结论：属实" in page(out, "甲局") and "已核对决算表" in page(out, "甲局")


def test_a_letter_asks_only_what_is_not_decided(out: Path) -> None:
    letter, form = out / "letters" / "甲局.txt.docx", out / "letters" / "甲局.txt.核实回复表.xlsx"
    assert "有2项内容" in "".join(p.text for p in docx.Document(str(letter)).paragraphs)
    book = openpyxl.load_workbook(form)
    book["核实回复表"]["C3"] = "笔误，已在决算表中更正"
    book.save(form)
    decide(out, 3, "已说明", "")
    audited(out)
    assert "有1项内容" in "".join(p.text for p in docx.Document(str(letter)).paragraphs)
    assert "笔误，已在决算表中更正" in page(out, "甲局"), "the filled-in form is read before it is written anew"
    decide(out, 4, "误报", "")
    audited(out)
    assert not letter.exists() and not form.exists()


def test_a_decision_on_figures_that_have_changed_is_to_be_looked_at_again(out: Path) -> None:
    with Ledger(out / "gouji.db") as ledger:
        for seen, *_ in ledger.sightings():
            ledger.add(
                Event("decision", "2024-05-02T09:05:00+08:00", "王", seen.fingerprint, verdict="误报", amounts="0")
            )
    audited(out)
    assert page(out, "甲局").count("（王，2024年5月2日9:05）") == 2
    assert "请复看" in page(out, "甲局") and " data-settled>" not in page(out, "甲局")
    assert (out / "letters" / "甲局.txt.docx").exists()
