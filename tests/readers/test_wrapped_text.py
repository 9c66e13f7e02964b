"""Plain text whose paragraphs an editor broke at one width."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.readers import read
from extract.understand import understand
from tests.readers.conftest import paragraphs

REPORT = [
    "某某县水务局2022年度部门整体支出绩效自评报告",
    "一、部门概况",
    "某某县水务局主要负责全县水资源管理、河湖治理、农村供水和防汛抗旱工作，内设办公室、规划财务股、河湖管理股等5个股室，"
    "年末实有在职人员46人。",
    "二、部门整体支出情况",
    "2022年全年支出1,284.36万元，其中：基本支出752.14万元，占全年支出的58.56%；项目支出532.22万元，占全年支出的41.44%。"
    "基本支出主要用于保障机构正常运转和人员工资福利，项目支出主要用于河道治理、农村饮水安全巩固提升和小型水库维修养护。",
    "（一）产出完成情况",
    "1. 全年计划治理河道12条，实际治理11条，完成率91.67%，未完成的1条因征地拆迁滞后，已列入下一年度实施计划并落实了责任单位。",
    "2. 维修养护小型水库38座，惠及灌溉面积2.65万亩，水库安全运行率达到100%，汛期未发生一起险情，群众对维修养护工作普遍满意。",
    "三、存在的问题",
    "一是部分项目前期论证不够充分，资金拨付进度偏慢；二是绩效指标设置偏粗，个别指标难以量化，需要在今后的工作中不断改进完善。",
]


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def wrapped(text: str, width: int, indent: str = "", whole_numbers: bool = False) -> list[str]:
    """The lines of a paragraph broken at a width in columns; a sign that closes never begins a line."""
    lines = [indent]
    for sign in text:
        if columns(lines[-1] + sign) > width and sign not in "，。、；：％%)）":
            tail = ""
            while whole_numbers and (sign.isascii() and lines[-1][-1:].isascii() and lines[-1].strip()):
                tail, lines[-1] = lines[-1][-1] + tail, lines[-1][:-1]
            lines.append(tail + sign)
        else:
            lines[-1] += sign
    return lines


def in_lines(texts: list[str], width: int, indent: str = "", gap: bool = False, whole_numbers: bool = False) -> bytes:
    lines: list[str] = []
    for text in texts:
        lines += wrapped(text, width, indent, whole_numbers)
        lines += [""] if gap else []
    return "\n".join(lines).encode()


@pytest.mark.parametrize("width", [44, 60, 70, 76, 80])
@pytest.mark.parametrize("whole_numbers", [False, True])
def test_broken_lines_are_one_paragraph(width: int, whole_numbers: bool) -> None:
    document = read(in_lines(REPORT, width, whole_numbers=whole_numbers))
    assert [p.text for p in paragraphs(document)] == REPORT
    assert [p.level for p in paragraphs(document)] == [0, 2, 0, 2, 0, 3, 0, 0, 2, 0]


@pytest.mark.parametrize(("indent", "gap"), [("　　", False), ("    ", False), ("", True), ("　　", True)])
def test_broken_lines_between_shown_paragraphs(indent: str, gap: bool) -> None:
    document = read(in_lines(REPORT, 70, indent, gap))
    assert [p.text for p in paragraphs(document)] == REPORT


def test_figures_of_joined_lines_stand_where_their_paragraph_has_them() -> None:
    report = understand(read(in_lines(REPORT, 70)))
    for figure in report.figures:
        place = figure.place
        assert report.document.text_at(place)[place.start : place.end] == figure.text
    sums = [claim for claim in report.claims if claim.family == "sum"]
    assert {report.figures[t.figure].text for t in sums[0].readings[0].terms} == {
        "1,284.36万元",
        "752.14万元",
        "532.22万元",
    }


def test_lines_that_are_paragraphs_stay_apart() -> None:
    assert [p.text for p in paragraphs(read("\n".join(REPORT).encode()))] == REPORT


def test_entries_of_a_list_without_punctuation_stay_apart() -> None:
    entries = [f"{place}片区农村供水管网改造工程完成率达到年初确定的绩效目标" for place in "东西南北中"]
    text = ["全年各工程完成情况如下", *entries, "以上工程均已通过验收。"]
    assert [p.text for p in paragraphs(read("\n".join(text).encode()))] == text


def test_rows_laid_out_with_blanks_stay_apart() -> None:
    rows = [
        f"{name}支出              {amount}.36              {amount}.12"
        for name, amount in (("基本", 752), ("项目", 532))
    ]
    lines = "\n".join(wrapped(REPORT[4], 70) + rows + wrapped(REPORT[6], 70) + wrapped(REPORT[7], 70)).encode()
    assert [p.text for p in paragraphs(read(lines))] == [REPORT[4], *rows, REPORT[6], REPORT[7]]


def test_a_title_that_fills_its_line_is_not_the_beginning_of_the_text() -> None:
    title = "某某县农村供水服务中心和水库管理所2022年度部门整体支出绩效自评报告"
    texts = [title, "根据县财政局要求，现将有关情况报告如下，请予审核。", *REPORT[2:]]
    assert [p.text for p in paragraphs(read(in_lines(texts, columns(title))))] == texts


WORDS = st.sampled_from(
    [
        "资金管理规范",
        "项目支出532.22万元",
        "完成率达到91.67%",
        "工作有序推进",
        "共计1,284.36万元",
        "服务群众3万余人",
        "按期完成了年度任务",
    ]
)
SENTENCES = st.lists(WORDS, min_size=2, max_size=9).map(lambda words: "，".join(words) + "。")


@settings(max_examples=60)
@given(st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map("".join), min_size=3, max_size=9), st.integers(40, 90))
def test_nothing_is_lost_and_paragraphs_never_run_together(texts: list[str], width: int) -> None:
    read_back = [p.text for p in paragraphs(read(in_lines(texts, width, "　　")))]
    assert "".join(read_back) == "".join(texts)
    ends = {sum(map(len, texts[: n + 1])) for n in range(len(texts))}
    assert ends <= {sum(map(len, read_back[: n + 1])) for n in range(len(read_back))}
