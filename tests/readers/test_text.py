"""Plain text: encodings, the layout that converters of Word files leave, drawn and separated tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extract.errors import Unreadable
from extract.readers import read
from tests.readers.conftest import equals_truth, paragraphs, shape, tables

SENTENCE = "根据预算法的要求，我单位对二〇二〇年度部门整体支出开展绩效自评，年初预算数1,057.06万元，决算数991.42万元。"


def test_seed_is_read_as_its_truth_says(sample: Callable[[str], bytes], truth: list[dict[str, Any]]) -> None:
    equals_truth(read(sample("seed/dongchuan-2020.txt"), "dongchuan-2020.txt"), truth)


def test_seed_text_and_docx_give_the_same_blocks(sample: Callable[[str], bytes]) -> None:
    text, word = read(sample("seed/dongchuan-2020.txt")), read(sample("seed/dongchuan-2020.docx"))
    assert text.blocks == word.blocks
    assert text.sections == word.sections


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("times", [1, 40])
def test_encodings(encoding: str, times: int) -> None:
    document = read("\n".join([SENTENCE] * times).encode(encoding))
    assert [p.text for p in paragraphs(document)] == [SENTENCE] * times


def test_big5() -> None:
    text = "根據預算法的規定，本單位對二○二○年度部門整體支出開展績效自評，預算執行率為百分之九十八，得分100分。"
    assert paragraphs(read(text.encode("big5")))[0].text == text


def test_text_cut_inside_a_character_is_said_to_be_incomplete() -> None:
    document = read(SENTENCE.encode()[:-1])
    assert paragraphs(document)[0].text == SENTENCE[:-1]
    assert "截断" in document.unread[0].reason


def test_noise_is_no_text() -> None:
    with pytest.raises(Unreadable) as caught:
        read(bytes(range(1, 32)) * 50)
    assert caught.value.reason == "unsupported"


def test_bookmark_residue_is_no_text() -> None:
    document = read("[bookmark: _Toc1][bookmark: _Toc2]一、部门概况\n[bookmark: _Toc3]\n正文".encode())
    assert [(p.text, p.level) for p in paragraphs(document)] == [("一、部门概况", 2), ("正文", 0)]


def test_cells_on_lines_of_their_own() -> None:
    text = "\t甲表\n\n\t类别\n\t名称\n\t金额\n\n\tA类\n\t一\n\t1\n\n\t\n\t二\n续行\n\t2\n\n\t合计\n\t\n\t3\n\n\n后文"
    document = read(text.encode())
    assert shape(tables(document)[0]) == [
        (0, 0, 1, 3, "甲表"), (1, 0, 1, 1, "类别"), (1, 1, 1, 1, "名称"), (1, 2, 1, 1, "金额"), (2, 0, 2, 1, "A类"),
        (2, 1, 1, 1, "一"), (2, 2, 1, 1, "1"), (3, 1, 1, 1, "二\n续行"), (3, 2, 1, 1, "2"), (4, 0, 1, 1, "合计"),
        (4, 1, 1, 1, ""), (4, 2, 1, 1, "3"),
    ]  # fmt: skip
    assert paragraphs(document)[-1].text == "后文"


def test_short_total_row_stands_under_its_numbers() -> None:
    rows = [["类别", "指标", "权重", "得分"], ["甲", "一", "60", "58"], ["", "二", "40", "40"], ["合计", "100", "98"]]
    table = tables(read("\n\n".join("\n".join("\t" + text for text in row) for row in rows).encode()))[0]
    assert shape(table)[-3:] == [(3, 0, 1, 2, "合计"), (3, 2, 1, 1, "100"), (3, 3, 1, 1, "98")]


def test_long_cells_and_rows_of_two_are_still_a_table() -> None:
    text = f"\t年度目标\n\t{SENTENCE}\n\n\t指标\n\t分值\n\t得分\n\n\t一\n\t10\n\t9\n\n\n后文"
    table = tables(read(text.encode()))[0]
    assert shape(table)[:2] == [(0, 0, 1, 1, "年度目标"), (0, 1, 1, 2, SENTENCE)]


def test_prose_indented_by_tabs_is_no_table() -> None:
    document = read(f"\t{SENTENCE}\n\n\t{SENTENCE}\n\t{SENTENCE}\n\n\t{SENTENCE}\n".encode())
    assert not tables(document)
    assert [p.text for p in paragraphs(document)] == [SENTENCE] * 4


def test_tab_separated_rows() -> None:
    document = read("项目\t预算\t决算\n甲\t10\t9.5\n乙\t20\t\n说明".encode())
    assert shape(tables(document)[0])[3:] == [
        (1, 0, 1, 1, "甲"), (1, 1, 1, 1, "10"), (1, 2, 1, 1, "9.5"), (2, 0, 1, 1, "乙"), (2, 1, 1, 1, "20"),
        (2, 2, 1, 1, ""),
    ]  # fmt: skip
    assert paragraphs(document)[-1].text == "说明"


def test_tab_separated_rows_with_merged_cells() -> None:
    lines = ["类别\t指标\t权重\t得分", "甲\t一\t60\t58", "\t二\t30\t30", "乙\t三\t10\t9", "合计\t100\t97"]
    document = read("\n".join([*lines, "说明"]).encode())
    assert shape(tables(document)[0])[4:] == [
        (1, 0, 2, 1, "甲"), (1, 1, 1, 1, "一"), (1, 2, 1, 1, "60"), (1, 3, 1, 1, "58"), (2, 1, 1, 1, "二"),
        (2, 2, 1, 1, "30"), (2, 3, 1, 1, "30"), (3, 0, 1, 1, "乙"), (3, 1, 1, 1, "三"), (3, 2, 1, 1, "10"),
        (3, 3, 1, 1, "9"), (4, 0, 1, 2, "合计"), (4, 2, 1, 1, "100"), (4, 3, 1, 1, "97"),
    ]  # fmt: skip
    assert paragraphs(document)[-1].text == "说明"


def test_tab_separated_total_reaches_over_what_it_covered() -> None:
    table = tables(read("序号\t乡镇\t金额\n1\t甲乡\t10\n2\t乙乡\t20\n合计\t\t30\n".encode()))[0]
    assert shape(table)[-2:] == [(3, 0, 1, 2, "合计"), (3, 2, 1, 1, "30")]


def test_money_rows_stand_under_their_own_heading() -> None:
    rows = [
        ["资金", "", "预算数", "执行数", "得分"], ["", "总额", "100", "90", "9"], ["目标", "一级", "二级", "三级", "目标值", "得分"],
        ["", "产出", "数量", "甲", "≥5个", "10"], ["", "效益", "社会", "乙", "提升", "20"], ["总分", "39"], ["说明", "无"],
    ]  # fmt: skip
    table = tables(read("\n\n".join("\n".join("\t" + text for text in row) for row in rows).encode()))[0]
    found = {cell.text: (cell.row, cell.col) for cell in table.cells if cell.text}
    assert found["预算数"][1] == found["100"][1] and found["执行数"][1] == found["90"][1]
    assert [found[text][1] for text in ("9", "10", "20", "39")] == [5, 5, 5, 5]


def test_lines_of_a_table_of_contents_are_no_table_and_no_headings() -> None:
    document = read("一、部门概况\t1\n二、绩效目标\t3\n三、结论\t12\n一、部门概况\n".encode())
    assert not tables(document)
    assert [p.level for p in paragraphs(document)] == [0, 0, 0, 2]


def test_markdown_table() -> None:
    document = read("| 项目 | 金额 |\n|------|-----:|\n| 甲 | 1,000 |\n| 乙 | 2 |\n".encode())
    assert [c.text for c in tables(document)[0].cells] == ["项目", "金额", "甲", "1,000", "乙", "2"]


def test_drawn_table_with_wrapped_cells() -> None:
    document = read("┌───┬───┐\n│项目│金额│\n├───┼───┤\n│甲项│1,057│\n│目  │.06│\n└───┴───┘\n".encode())
    assert [c.text for c in tables(document)[0].cells] == ["项目", "金额", "甲项目", "1,057.06"]


def test_comma_separated_file() -> None:
    document = read('项目,金额,备注\n甲,"1,057.06",\n乙,2,有\n'.encode("gb18030"), "表.csv")
    assert document.format == "csv"
    assert [c.text for c in tables(document)[0].cells] == [
        "项目",
        "金额",
        "备注",
        "甲",
        "1,057.06",
        "",
        "乙",
        "2",
        "有",
    ]
    assert not any("文件名" in remark for remark in document.remarks)


def test_rows_below_a_heading_that_alone_is_ruled_off_are_rows() -> None:
    drawn = "┌───┬─────┐\n│项目│金额 │\n├───┼─────┤\n│甲 │1.5  │\n│乙 │2.5  │\n└───┴─────┘\n"
    assert [c.text for c in tables(read(drawn.encode()))[0].cells] == ["项目", "金额", "甲", "1.5", "乙", "2.5"]


def test_a_cell_that_wraps_between_rulings_is_one() -> None:
    drawn = (
        "┌───┬─────┐\n│服务对│1,057. │\n│象满意│06     │\n│度  │       │\n├───┼─────┤\n│合计│7      │\n└───┴─────┘\n"
    )
    assert [c.text for c in tables(read(drawn.encode()))[0].cells] == ["服务对象满意度", "1,057.06", "合计", "7"]


def test_headings_of_markdown_are_headings() -> None:
    found = paragraphs(read("# 自评报告\n\n## 一、概况\n\n收入5万元。\n#1主变已更换\n".encode()))
    assert [(bool(p.level), p.text) for p in found] == [
        (True, "自评报告"), (True, "一、概况"), (False, "收入5万元。"), (False, "#1主变已更换"),
    ]  # fmt: skip
