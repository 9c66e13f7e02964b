"""Totals whose parts open numbered paragraphs, numbered sentences, or the paragraphs behind 其中：."""

import pytest

from audit import ReportResult
from extract.document import Document, Paragraph
from pipeline import audit_document
from tests.documents import document

HOLDS = {
    "numbered paragraphs": (
        "本年下达管护资金合计512.6万元：\n1.湿地管护补助312.6万元，用于巡护和监测。\n2.公益林补助200万元，惠及林农860户。",
        "312.6万元+200万元=512.6万元",
    ),
    "bracketed numbers behind a paragraph that only says 其中": (
        "支出总预算860.25万元，同比减少12.3万元。\n其中：\n（一）文化旅游体育与传媒支出700.15万元，占81.39%，同比减少20万元。\n"
        "（二）社会保障和就业支出100.1万元，占11.64%。\n（三）住房保障支出60万元，占6.97%。\n四、其他说明\n无其他支出50万元。",
        "700.15万元+100.1万元+60万元=860.25万元",
    ),
    "sentences counted 一是 二是": (
        "全年投入资金500万元。一是改造道路，投入200万元，改造3公里。二是安装路灯，投入180万元。三是绿化，投入120万元。",
        "200万元+180万元+120万元=500万元",
    ),
    "paragraphs without numbers": (
        "2022年基本支出900.5万元，其中：\n人员经费800.3万元，主要包括基本工资、津贴补贴。\n公用经费100.2万元，主要包括办公费。\n"
        "“三公”经费支出12万元。",
        "800.3万元+100.2万元=900.5万元",
    ),
    "deeper lists between the entries": (
        "全年培训干部260人次，具体如下：\n1.业务培训150人次。\n（1）春季班80人次。\n（2）秋季班70人次。\n2.党务培训110人次。",
        "150人次+110人次=260人次",
    ),
}


def audited(text: str) -> ReportResult:
    return audit_document(document(text))


def formulas(result: ReportResult) -> list[str]:
    return [c.formula.split("，")[0] for c in result.claims if c.status == "holds"]


@pytest.mark.parametrize("name", HOLDS)
def test_parts_in_places_of_their_own_are_added(name: str) -> None:
    text, formula = HOLDS[name]
    result = audited(text)
    assert formula in formulas(result)
    assert [f.message for f in result.findings if f.severity != "info"] == []


def test_budgets_are_added_to_the_budget_and_spending_to_the_spending() -> None:
    result = audited(
        "全年预算500万元，实际支出480万元，其中：\n（1）办公费预算200万元，支出190万元。\n（2）差旅费预算300万元，支出290万元。"
    )
    assert {"200万元+300万元=500万元", "190万元+290万元=480万元"} <= set(formulas(result))


def test_numbers_that_word_makes_count_as_printed() -> None:
    blocks = (
        Paragraph("共拨付补助资金300万元，分别为："),
        Paragraph("东河镇120万元。", label="1."),
        Paragraph("西山镇180万元。", label="2."),
        Paragraph("另有工作经费20万元。"),
    )
    result = audit_document(Document("docx", blocks))
    assert "120万元+180万元=300万元" in formulas(result)


def test_a_complete_division_that_misses_its_total_is_found() -> None:
    result = audited(
        "2022年基本支出900.5万元，其中：\n人员经费800.3万元，主要包括基本工资。\n公用经费80.2万元，主要包括办公费。"
    )
    assert [f.family for f in result.findings if f.severity == "error"] == ["sum"]


@pytest.mark.parametrize(
    "text",
    [
        "本年支出500万元。主要做法：\n1.投入200万元建设灌区。\n2.投入100万元维修泵站。",
        "全年预算500万元。\n1.道路改造300万元。\n2.路灯安装，安装120盏。",
        "年初预算500万元，其中：\n1.人员经费300万元。\n3.公用经费100万元。",
        "全年支出500万元，较上年增加30万元，其中：\n一是人员经费增加20万元；\n二是公用经费增加10万元。",
    ],
)
def test_lists_that_only_tell_of_some_parts_are_not_accused(text: str) -> None:
    assert [f.message for f in audited(text).findings if f.severity != "info"] == []
