"""Letters that ask, and papers that rest on decisions."""

from __future__ import annotations

import datetime
from pathlib import Path

import docx
import msgspec
import openpyxl
import pytest

from audit.finding import Flaw
from audit.report.fingerprint import fingerprints
from audit.report.letter_paper import BODY, FIRST, STYLES, TEMPLATE, Letter, TemplateFault, title_of
from audit.report.letters import write_letter
from audit.report.wording import brief
from audit.workbench.concluding import write_papers
from audit.workbench.ledger import Event, Ledger
from audit.workbench.recording import record_run
from tests.report.samples import FAILURES, RESULT, RESULTS, write_all

REPORT = RESULTS[0][0]
PRINTS = [pair[0] for pair in fingerprints(RESULT, REPORT)]


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    assert write_letter(REPORT, RESULT, tmp_path, "a", {})
    return tmp_path / "a.docx"


def test_a_letter_asks_and_does_not_accuse(letter: Path) -> None:
    text = text_of(letter)
    assert "某某区水务局：" in text and "关于核实2023年度部门整体支出\n绩效自评报告有关事项的函" in text
    assert text.endswith("\n\n附件：核实回复表\n\n【落款单位】\n【日期】")
    assert "（一）请核实：分项之和与合计不符" in text and "1.报告“一、部门概况，第3段”载明" in text
    assert "2.报告“" in text and "报告没有列出“年初结转和结余”，请补充。" in text
    assert "不是审核结论" in text
    assert "问题" not in text and "表述不完整" not in text
    assert "【反馈期限】" in text and "【落款单位】" in text and "{{" not in text
    assert "\u202e" not in text and "13812345678" not in text


def test_a_letter_cuts_what_fills_more_than_two_pages(tmp_path: Path) -> None:
    paper = Letter()
    paper.add("长" * 300_000)
    paper.save(tmp_path / "a.docx", "函")
    longest = max(text_of(tmp_path / "a.docx").splitlines(), key=len)
    assert longest == "长" * 1232 + "……"


@pytest.mark.parametrize(
    "parts, title",
    [
        (
            ("关于退回修改", "2023年度", "项目支出", "绩效自评表", "的通知"),
            "关于退回修改2023年度\n项目支出绩效自评表的通知",
        ),
        (("关于核实", "2022年度", "绩效自评材料", "有关事项的函"), "关于核实2022年度\n绩效自评材料有关事项的函"),
        (("关于核实", "", "绩效自评材料", "有关事项的函"), "关于核实绩效自评材料有关事项的函"),
    ],
)
def test_a_title_is_broken_between_words_only(parts: tuple[str, ...], title: str) -> None:
    assert title_of(*parts) == title


def test_a_letter_keeps_the_styles_of_official_papers(letter: Path) -> None:
    paragraphs = docx.Document(str(letter)).paragraphs
    assert {p.style.name for p in paragraphs} <= set(STYLES)
    assert [p.text for p in paragraphs if p.style.name == FIRST] == ["一、需要核对更正的数据", "二、需要说明的事项"]
    style = docx.Document(str(TEMPLATE)).styles[BODY]
    assert style.font.size.pt == 16
    assert (
        style.element.rPr.rFonts.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia")
        == "仿宋_GB2312"
    )


def test_the_form_to_reply_on_has_the_same_numbers(letter: Path) -> None:
    sheet = openpyxl.load_workbook(letter.with_name("a.核实回复表.xlsx"))["核实回复表"]
    assert [cell.value for cell in sheet[2]] == ["编号", "疑点", "单位说明", "更正数", "佐证名称", "责任人", "指纹"]
    assert [(sheet[f"A{row}"].value, sheet[f"G{row}"].value) for row in (3, 4)] == [("1", PRINTS[0]), ("2", PRINTS[1])]
    assert sheet.column_dimensions["G"].hidden


def test_without_anything_to_ask_there_is_no_letter(letter: Path) -> None:
    assert not write_letter(*RESULTS[1], letter.parent, "a", {})
    assert list(letter.parent.iterdir()) == []


def test_equal_letters_are_equal_byte_for_byte(letter: Path, tmp_path: Path) -> None:
    write_letter(REPORT, RESULT, tmp_path / "again", "a", {})
    for path in (letter, letter.with_name("a.核实回复表.xlsx")):
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()


def test_a_template_without_its_styles_is_refused_with_what_to_do(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "空.docx"))
    with pytest.raises(TemplateFault, match="缺少样式：公文标题"):
        Letter(tmp_path / "空.docx")
    word = docx.Document(str(TEMPLATE))
    word.paragraphs[3].text = "别的"
    word.save(str(tmp_path / "无正文.docx"))
    with pytest.raises(TemplateFault, match="独占一段"):
        Letter(tmp_path / "无正文.docx")
    (tmp_path / "坏.docx").write_bytes(b"no word file")
    with pytest.raises(TemplateFault, match="另存为"):
        Letter(tmp_path / "坏.docx")


def test_the_bureaus_own_template_is_used(tmp_path: Path) -> None:
    word = docx.Document(str(TEMPLATE))
    word.paragraphs[0].insert_paragraph_before("某市财政局便函 {{文号}}", style=BODY)
    word.save(str(tmp_path / "own.docx"))
    write_letter(REPORT, RESULT, tmp_path, "a", {}, tmp_path / "own.docx")
    assert text_of(tmp_path / "a.docx").startswith("某市财政局便函 【文号】\n关于核实")


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    write_all(RESULTS, FAILURES, tmp_path, {"xlsx", "jsonl"}, {})
    with Ledger(tmp_path / "gouji.db") as ledger:
        record_run(ledger, RESULTS, "2024-05-01", "0.1.0", "r1")
        ledger.add(Event("decision", "2024-05-02", "王", PRINTS[0], verdict="属实", reason="决算表为1205.00万元"))
        ledger.add(Event("decision", "2024-05-02", "王", PRINTS[1], verdict="误报", reason="口径不同"))
    return tmp_path


def test_only_confirmed_findings_are_called_problems(decided: Path) -> None:
    written = write_papers(decided)
    names = [path.name for path in written]
    assert names == [
        "区级_水务局.docx.退回修改通知.docx",
        "区级_水务局.docx.复核底稿.xlsx",
        "得分对照表.xlsx",
        "整改台账.xlsx",
        "结果应用建议表.xlsx",
        "审核情况报告.docx",
        "通报.docx",
    ]
    notice = text_of(written[0])
    assert "经确认存在1个问题" in notice and "（一）分项之和与合计不符" in notice
    assert "核实意见：决算表为1205.00万元" in notice and "要求：请核对原始账表后更正" in notice
    assert "满分与自认不足" not in notice
    assert "【重新报送期限】" in notice


def test_the_registers_leave_to_people_what_is_theirs(decided: Path) -> None:
    write_papers(decided)
    paper = openpyxl.load_workbook(decided / "letters" / "区级_水务局.docx.复核底稿.xlsx")["复核底稿"]
    head = [cell.value for cell in paper[2]]
    row = dict(zip(head, [cell.value for cell in paper[3]], strict=True))
    assert (row["一级指标"], row["三级指标"], row["权重"], row["自评得分"]) == ("投入", "A11 预算执行率", 10, 10)
    assert (row["指标性质"], row["指标值"], row["度量单位"], row["自评完成值"]) == ("≥", "≥100", "%", "97")
    assert row["复核得分"] is None and "自评偏高" in row["备注（扣分依据）"]
    scores = openpyxl.load_workbook(decided / "letters" / "得分对照表.xlsx")["得分对照表"]
    row = dict(zip([c.value for c in scores[2]], [c.value for c in scores[3]], strict=True))
    assert (row["自评得分"], row["系统测算区间"], row["复核得分"]) == (15, "8.5～13.5", None)
    use = openpyxl.load_workbook(decided / "letters" / "结果应用建议表.xlsx")["结果应用建议表"]
    assert use["G3"].value is None and "分项之和与合计不符" in use["F3"].value
    matters = openpyxl.load_workbook(decided / "letters" / "整改台账.xlsx")["整改台账"]
    assert (matters["A3"].value, matters["K3"].value, matters["A4"].value) == ("0001", "尚未改正", None)


def test_what_people_fill_in_is_kept_when_the_papers_are_written_anew(decided: Path) -> None:
    write_papers(decided)
    letters = decided / "letters"
    entries = {
        "整改台账": {"H3": "更正并重报", "I3": "=赵六", "J3": datetime.date(2024, 6, 30), "M3": "已销号"},
        "区级_水务局.docx.复核底稿": {"L3": 8.5, "K4": "满意度91%"},
        "得分对照表": {"I3": 13.5},
        "结果应用建议表": {"G3": "保障"},
    }
    for name, cells in entries.items():
        book = openpyxl.load_workbook(letters / f"{name}.xlsx")
        for address, value in cells.items():
            book.worksheets[0][address] = value
            if value == "=赵六":
                book.worksheets[0][address].data_type = "s"
        book.save(letters / f"{name}.xlsx")
    write_papers(decided)
    for name, cells in entries.items():
        sheet = openpyxl.load_workbook(letters / f"{name}.xlsx").worksheets[0]
        for address, value in cells.items():
            assert sheet[address].value == (value.isoformat() if isinstance(value, datetime.date) else value)
    assert not list(letters.glob("*.未收回.xlsx"))


def test_what_is_filled_in_for_a_row_that_is_gone_is_kept_beside(decided: Path) -> None:
    write_papers(decided)
    path = decided / "letters" / "区级_水务局.docx.复核底稿.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["C4"], book.worksheets[0]["L4"] = "别的指标", 4
    book.save(path)
    write_papers(decided)
    assert openpyxl.load_workbook(path).worksheets[0]["L4"].value is None
    assert (
        openpyxl.load_workbook(path.with_name("区级_水务局.docx.复核底稿.未收回.xlsx")).worksheets[0]["L4"].value == 4
    )


def test_a_cured_problem_stays_in_the_register(decided: Path) -> None:
    with Ledger(decided / "gouji.db") as ledger:
        corrected = msgspec.structs.replace(RESULT, findings=RESULT.findings[1:], claims=())
        record_run(ledger, [(REPORT, corrected)], "2024-06-01", "0.1.0", "r1")
    write_papers(decided)
    matters = openpyxl.load_workbook(decided / "letters" / "整改台账.xlsx")["整改台账"]
    assert "已不再出现" in matters["K3"].value


def test_a_circular_names_units_only_when_asked(decided: Path) -> None:
    write_papers(decided)
    circular, report = decided / "letters" / "通报.docx", decided / "letters" / "审核情况报告.docx"
    assert "某某区水务局" not in text_of(circular) and "涉及1个单位" in text_of(circular)
    assert "属实1项" in text_of(report) and "误报1项" in text_of(report) and "未能读取1份" in text_of(report)
    write_papers(decided, named=True)
    assert "某某区水务局（1个）" in text_of(circular)


def test_what_is_wrong_with_the_form_is_not_asked_of_the_unit(tmp_path: Path) -> None:
    finding = msgspec.structs.replace(
        RESULT.findings[0],
        title="细则各项分值与指标分值不符",
        flaws=(Flaw("A11规划", "①有规划，得1分", "合计1分，分值2分"),),
    )
    result = msgspec.structs.replace(RESULT, findings=(finding, *RESULT.findings[1:]))
    assert write_letter(REPORT, result, tmp_path, "a", {})
    assert "细则各项分值" not in text_of(tmp_path / "a.docx")
    write_all([(REPORT, result)], [], tmp_path, {"html"}, {})
    overview = (tmp_path / "批次概览.html").read_text(encoding="utf-8")
    assert "评分表和细则本身的缺陷" in overview and "不归责于填报单位" in overview


def test_a_long_quotation_keeps_its_culprit() -> None:
    text = "甲" * 300 + "90.52万元" + "乙" * 300
    short = brief(text, "90.52万元")
    assert "90.52万元" in short and len(short) < 130 and short.startswith("……") and short.endswith("……")
    assert brief("短句", "90.52万元") == "短句"


def test_a_file_of_several_units_is_addressed_by_hand(tmp_path: Path) -> None:
    other = msgspec.structs.replace(RESULT.items[0], id="2", unit="某某区农业局", project="灌区改造")
    finding = msgspec.structs.replace(RESULT.findings[0], item="2")
    result = msgspec.structs.replace(
        RESULT, items=(*RESULT.items, other), findings=(finding,), claims=RESULT.claims[:1]
    )
    write_letter(REPORT, result, tmp_path, "a", {})
    text = text_of(tmp_path / "a.docx")
    assert "【主送】：" in text and "报告中某某区农业局“灌区改造”“一、部门概况，第3段”载明" in text
