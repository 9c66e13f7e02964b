"""What chance explains: round amounts are apart by round amounts, so a near miss among them says little."""

from __future__ import annotations

import pytest

from pipeline import audit_document
from tests.documents import document


def errors(text: str) -> list[str]:
    return [f.family for f in audit_document(document(text)).findings if f.severity == "error"]


@pytest.mark.parametrize(
    "text",
    [
        "预算总额600万元，其中中央300万元，省级200万元，实际支出580万元。",
        "项目总投资9000万元，其中争取上级资金4000万元，地方配套3000万元。",
        "全年培训700人，其中干部400人，企业职工200人。",
    ],
)
def test_round_parts_that_miss_a_round_whole_are_an_open_list(text: str) -> None:
    assert errors(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "预算总额623.45万元，其中中央300.12万元，省级223.33万元，实际支出580万元。",
        "项目总投资90374.6万元，其中争取上级资金40146.3万元，地方配套50328.3万元。",
    ],
)
def test_uneven_parts_that_miss_their_whole_by_one_digit_are_a_slip(text: str) -> None:
    assert errors(text) == ["sum"]


COVERED = {
    "each year of the span that the total names": "2020年至2022年累计安排奖补资金2092.24万元，其中2020年689.76万元、2021年62.12万元、2022年540.36万元。",
    "the span without its first 年": "2020-2022年累计投入2092.24万元，其中：2020年689.76万元，2021年62.12万元，2022年540.36万元。",
    "shares that come to 100": "该项目共安排289.05万元，中央资金24.73万元，占6.62%；省级资金264.32万元，占70.74%；县级配套资金84.61万元，占22.64%。",
    "shares that come to 100 before a total": "养老机构收入来源：财政补助490.10万元（占比24.0%）、经营收益662.62万元（占比32.4%）、捐赠及其他891.27万元（占比43.6%），共计1152.72万元。",
    "as many entries as announced": "全年实施3个养护子项目，安排资金617.53万元，具体如下：\n1.道路养护252.66万元。\n2.桥梁养护364.87万元。\n3.隧道养护152.30万元。",
}


@pytest.mark.parametrize("name", COVERED)
def test_a_list_that_leaves_nothing_out_must_add_up(name: str) -> None:
    assert "sum" in errors(COVERED[name])


@pytest.mark.parametrize(
    "text",
    [
        "2020年至2022年累计安排奖补资金2092.24万元，其中2021年621.12万元、2022年540.36万元。",
        "该项目共安排374.66万元，中央资金24.73万元，占6.60%；省级资金264.32万元，占70.55%。",
        "全年实施5个养护子项目，安排资金769.83万元，具体如下：\n1.道路养护252.66万元。\n2.桥梁养护364.87万元。",
    ],
)
def test_a_list_that_may_leave_something_out_need_not(text: str) -> None:
    assert errors(text) == []


def test_parts_told_in_detail_are_at_most_their_whole() -> None:
    text = "2021年项目支出169.71万元，具体为：大气污染防治282.44万元、农村环境整治141.30万元、固废处置240.09万元。"
    assert [f.family for f in audit_document(document(text)).findings if f.severity != "info"] == ["order"]


CHAPTER = "项目到位资金{0}亿元。截至年底，实际支出{1}亿元，结余{2}亿元。\n"
CHAPTERS = [
    ("0.1398", "0.1380", "0.0018"),
    ("0.3275", "0.2842", "0.0432"),
    ("0.2612", "0.2405", "0.0207"),
    ("0.4126", "0.3987", "0.0139"),
]


def test_what_always_holds_in_a_report_is_believed_more_readily_there() -> None:
    """A coarse figure proves little by itself: 0.0018 may be a digit away from anything."""
    slip = CHAPTER.format("0.1398", "0.1380", "0.0068")
    alone = slip + "".join(CHAPTER.format(*one).replace("结余", "另借") for one in CHAPTERS[1:])
    habitual = slip + "".join(CHAPTER.format(*one) for one in CHAPTERS[1:])
    assert "balance" in errors(habitual)
    assert "balance" not in errors(alone)


def test_a_parallel_list_that_adds_up_to_the_digit_tells_where_the_other_ends() -> None:
    first = "累计收到直达资金11.6916亿元，其中：中央资金7.4971亿元，省级资金3.7192亿元，市县资金0.4753亿元，调整标识资金1.7460亿元；"
    other = "累计拨付直达资金9.8698亿元，其中：中央资金6.3550亿元，省级资金3.0626亿元，市县资金4.5217亿元，调整标识资金1.7460亿元。"
    assert "sum" in errors(first + other)
    assert errors(first + other.replace("4.5217", "0.4522")) == []


BORNE_OUT = (
    "安和县水利局2023年度部门整体支出绩效自评报告\n"
    "上年结转资金0.0194亿元，本年支出0.0152亿元，支出率78.70%。\n"
    "|收入项目（亿元）|决算数|\n|一般公共预算财政拨款收入|1.3625|\n|事业收入|0.2996|\n|本年收入合计|1.6621|\n"
    "|年初结转和结余|{}|\n|总计|{}|"
)


def test_two_figures_that_their_own_relations_bear_out_are_two_facts() -> None:
    assert errors(BORNE_OUT.format("0.1195", "1.7816")) == []
    assert errors(BORNE_OUT.format("0.0195", "1.6815").replace("，支出率78.70%", "").replace("0.0194", "0.1195")) == [
        "text_table"
    ]
