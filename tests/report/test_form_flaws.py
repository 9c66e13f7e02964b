"""Defects of the scoring form: told once for a batch with the units that use the same text, never held against one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import openpyxl

from audit.catalogue import catalogue
from audit.finding import ReportResult
from audit.flaws import FlawRegister
from audit.report import letters
from audit.report.fingerprint import fingerprints
from audit.standing import standings
from pipeline import audit_document
from tests.documents import document
from tests.report.samples import write_all

RULE = "①有规划，得0.5分；②规划明确，得0.5分；③与职能适应，得0.5分。"


def report(unit: str, rule: str = RULE, tail: str = "") -> ReportResult:
    return audit_document(
        document(
            f"{unit}2023年度部门整体支出绩效自评报告\n"
            "| 一级指标 | 二级指标 | 三级指标 | 得分 | 评分细则 |\n"
            f"| 决策 | 目标 | A11规划合理性（2分） | 2 | {rule} |\n{tail}"
        )
    )


def results(*units: str) -> list[tuple[str, ReportResult]]:
    return [(f"{n:03}.docx", report(unit)) for n, unit in enumerate(units)]


def sheet(path: Path, name: str) -> list[dict[str, object]]:
    table = openpyxl.load_workbook(path / "疑点清单.xlsx")[name].iter_rows(min_row=2, values_only=True)
    head = next(table)
    return [dict(zip(head, row, strict=True)) for row in table]


def test_units_with_the_same_rule_text_share_one_line(tmp_path: Path) -> None:
    batch = results("安和县水利局", "安和县教育局", "安和县财政局")
    batch.append(("009.docx", report("安和县交通局", RULE.replace("；", "； "))))
    batch.append(("010.docx", report("安和县民政局", RULE.replace("0.5分。", "1分。"))))
    tally = write_all(batch, [], tmp_path, {"xlsx", "html", "jsonl"}, {})
    (line,) = sheet(tmp_path, "细则缺陷")
    assert line["使用同一细则的单位"] == "安和县水利局、安和县教育局、安和县财政局、安和县交通局"
    assert (line["涉及自评数"], line["指标"]) == (4, "A11规划合理性")
    assert "合计1.5分" in str(line["缺陷"]) and RULE in str(line["评分细则原文"])
    overview = (tmp_path / "批次概览.html").read_text(encoding="utf-8")
    assert overview.count(RULE) == 1 and "安和县水利局、安和县教育局" in overview
    assert len(tally.flaws) == 1 and tally.of_form["warning"] == 4
    lines = (tmp_path / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    assert sum('"rule":"K101"' in one for one in lines) == 4  # each report's own data still tell it


def test_a_flaw_is_not_held_against_the_unit(tmp_path: Path) -> None:
    ((name, result),) = results("安和县水利局")
    flawed = [number for number, finding in enumerate(result.findings) if finding.flaws]
    assert [result.findings[number].rule for number in flawed] == ["K101"]
    (standing,) = standings(name, result)
    assert standing.warnings == sum(f.severity == "warning" for f in result.findings) - 1
    assert not set(flawed) & set(letters.asked(result, fingerprints(result, name), {}))
    clean = msgspec.structs.replace(result, findings=tuple(result.findings[number] for number in flawed))
    tally = write_all([(name, clean)], [], tmp_path, {"xlsx"}, {})
    assert (tally.clean, tally.severities.total(), tally.units.total(), tally.rules) == (1, 0, 0, {})
    assert sheet(tmp_path, "疑点清单") == []


def test_a_placeholder_in_the_rule_is_the_forms_and_one_in_the_text_the_units() -> None:
    told = {
        tail: [bool(finding.flaws) for finding in report("安和县水利局", rule, tail).findings if finding.rule == "F101"]
        for rule, tail in (
            ("符合《XX县预算管理办法》，得2分，否则不得分。", ""),
            ("①有规划，得2分。", "按《YY规划》和《XX县预算管理办法》执行。\n"),
        )
    }
    assert list(told.values()) == [[True], [False]]


def test_every_finding_of_a_rule_on_the_form_names_its_text() -> None:
    for rule in (rule for rule in catalogue().values() if rule.form):
        for example in (example for example in rule.examples if example.marks):
            own = [f for f in audit_document(document(example.text)).findings if f.rule == rule.id]
            assert own and all(f.flaws and all(flaw.text and flaw.fault for flaw in f.flaws) for f in own), rule.id


def test_the_register_stays_small() -> None:
    """Names beyond 300 and defects beyond 2,000 are counted, not kept."""
    (finding,) = [f for f in report("安和县水利局").findings if f.rule == "K101"]
    register = FlawRegister()
    for number in range(400):
        register.add(f"{number:05}", f"第{number}单位", finding)
    (shared,) = register.told()
    assert (shared.submissions, len(shared.users), shared.cut) == (400, 300, True)
