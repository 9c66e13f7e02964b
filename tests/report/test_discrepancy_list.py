"""疑点清单.xlsx as an officer opens it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from audit.decision import Decision
from audit.report import NotWritable, discrepancy_list
from audit.report.fingerprint import fingerprints
from tests.report.samples import FAILURES, RESULT, RESULTS, write_all

SHEETS = ["概览", "疑点清单", "得分重算", "勾稽核对表", "单位情况汇总", "抽查建议", "未能读取", "细则缺陷"]


def written(out: Path, decisions: dict[str, Decision] | None = None) -> Path:
    write_all(RESULTS, FAILURES, out, {"xlsx", "html"}, decisions or {})
    return out / "疑点清单.xlsx"


def rows(path: Path, sheet: str) -> list[dict[str, object]]:
    table = openpyxl.load_workbook(path)[sheet].iter_rows(min_row=2, values_only=True)
    head = next(table)
    return [dict(zip(head, row, strict=True)) for row in table]


def test_the_sheets_stand_in_order_with_every_finding(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert openpyxl.load_workbook(path).sheetnames == SHEETS
    found = rows(path, "疑点清单")
    assert [row["级别"] for row in found] == ["错误", "疑点", "提示"]
    assert (found[0]["报告数"], found[0]["核算数"], found[0]["差额"]) == ("1,250.00万元", "1,205.00万元", "+45万元")
    assert "1,100.00 + 105.00" in str(found[0]["计算过程"])
    assert "相邻两位数字颠倒" in str(found[0]["可能原因"])
    assert found[0]["位置"] == "一、部门概况，第3段\n（另有1处相同）"
    assert found[0]["指纹"] == fingerprints(RESULT, RESULTS[0][0])[0][0]


def test_the_list_can_be_filtered_printed_and_filled_in(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path))["疑点清单"]
    assert sheet.freeze_panes == "C3"
    assert sheet.auto_filter.ref == "A2:S5"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.column_dimensions["R"].hidden
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"待核实,属实,误报,已说明"' and str(choice.sqref) == "P3:P5"
    link = sheet["E3"].hyperlink
    assert link.target.startswith("reports/区级_水务局.docx.html") and link.location.startswith("f-")
    assert sheet["B3"].fill.fgColor.rgb == "FFFFC7CE"


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path))["疑点清单"]
    texts = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    signs = [cell for cell in texts if cell.value.startswith(("=", "+", "-", "@"))]
    assert {cell.value[0] for cell in signs} == {"=", "+", "-", "@"}
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in signs)
    assert not any("\u202e" in cell.value for cell in texts)


def test_what_holds_and_what_was_not_read_is_shown_too(tmp_path: Path) -> None:
    path = written(tmp_path)
    claims = rows(path, "勾稽核对表")
    assert [row["判断"] for row in claims] == ["不符", "相符"]
    assert claims[0]["疑点编号"] == "00001"
    assert [row["文件"] for row in rows(path, "未能读取")] == ["坏文件.docx", "区级/水务局.docx"]
    (unit, other) = rows(path, "单位情况汇总")
    assert (unit["自评得分"], unit["系统测算最高"], unit["可证自评偏高"], unit["依据不足得分"]) == (15, 13.5, 1.5, 5)
    assert other["自评得分"] is None
    assert "可证自评偏高1.5分" in str(rows(path, "抽查建议")[0]["建议复核的理由"])


def test_a_decision_stands_in_the_next_list(tmp_path: Path) -> None:
    fingerprint, amounts = fingerprints(RESULT, RESULTS[0][0])[0]
    decision = Decision(fingerprint, "属实", "已核对账簿", "王", "2024-05-01", amounts, "单位承认", 7)
    row = rows(written(tmp_path, {fingerprint: decision}), "疑点清单")[0]
    assert (row["处理状态"], row["核实意见"], row["台账序号"]) == ("属实", "已核对账簿\n单位说明：单位承认", "7")
    stale = Decision(fingerprint, "误报", "不成立", "王", "2024-05-01", "0" * 16)
    row = rows(written(tmp_path, {fingerprint: stale}), "疑点清单")[0]
    assert "请复看" in str(row["核实意见"])


def test_a_full_sheet_goes_on_in_a_second_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "疑点清单-9.xlsx").write_bytes(b"left by a larger run")
    monkeypatch.setattr(discrepancy_list, "MOST_ROWS", 2)
    path = written(tmp_path)
    second = tmp_path / "疑点清单-2.xlsx"
    assert len(rows(path, "疑点清单")) == 2
    assert [row["编号"] for row in rows(second, "疑点清单")] == ["00003"]
    book = openpyxl.load_workbook(second)
    assert [s.title for s in book if s.sheet_state == "visible"] == ["疑点清单"]
    assert not (tmp_path / "疑点清单-9.xlsx").exists()


def test_equal_runs_give_equal_bytes(tmp_path: Path) -> None:
    first, second = written(tmp_path / "a"), written(tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
    assert b"13812345678" not in b"".join(zipfile.ZipFile(first).read(n) for n in zipfile.ZipFile(first).namelist())


def test_a_file_that_another_program_holds_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path)
    before = (tmp_path / "疑点清单.xlsx").read_bytes()

    def held(self: Path, target: Path) -> None:
        raise PermissionError(13, "held", str(target))

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(NotWritable, match="正被 Excel、WPS 等程序打开"):
        write_all(RESULTS, FAILURES, tmp_path, {"xlsx"}, {})
    assert (tmp_path / "疑点清单.xlsx").read_bytes() == before
