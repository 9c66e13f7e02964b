"""What stands under different numbered titles, or in different numbered paragraphs, is of different things."""

import pytest

from pipeline import audit_document
from tests.documents import document

FIRST = "年初计划培训{0}人次，实际培训{1}人次，覆盖12个乡镇。受理群众诉求{2}件，办结率100%，满意率98.5%。"
ROADS, BRIDGES = FIRST.format(683, 722, 388), FIRST.format(396, 435, 280)
TITLES = {
    "numbered lines": "1.农村公路养护项目\n{0}\n2.危桥改造项目\n{1}",
    "numbers in brackets": "（1）农村公路养护项目绩效自评情况\n{0}\n（2）危桥改造项目绩效自评情况\n{1}",
    "deeper titles of one name": "1.农村公路养护项目\n（1）产出情况\n{0}\n2.危桥改造项目\n（1）产出情况\n{1}",
    "names without numbers": "农村公路养护项目\n{0}\n危桥改造项目\n{1}",
    "a form's line": "项目名称：农村公路养护项目\n{0}\n项目名称：危桥改造项目\n{1}",
    "numbered paragraphs": "一是农村公路养护。{0}\n二是危桥改造。{1}",
    "paragraphs that open with a name": "农村公路养护项目。{0}\n危桥改造项目。{1}",
}


def restated(text: str) -> list[str]:
    title = "平州市安和县交通运输局2022年度项目支出绩效自评报告\n一、项目基本情况\n"
    return [f.message for f in audit_document(document(title + text)).findings if f.family == "restate"]


@pytest.mark.parametrize("name", TITLES)
def test_sentences_of_one_form_under_different_titles_are_no_copies(name: str) -> None:
    assert restated(TITLES[name].format(ROADS, BRIDGES)) == []


def test_a_sentence_repeated_with_one_other_number_is_still_found() -> None:
    text = "全年共发放补贴{0}万元，惠及农户1,286户3,915人，涉及12个乡镇。"
    assert restated(text.format("456.80") + "\n二、绩效完成情况\n" + text.format("465.80")) != []


def test_rates_that_stand_everywhere_prove_no_copy() -> None:
    text = "受理群众投诉举报{0}件，办结率100%，群众满意率98.5%。"
    assert restated(text.format(388) + "\n二、绩效完成情况\n" + text.format(280)) == []
