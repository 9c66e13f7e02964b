"""Rates and answers of several figures together: what was carried over, added or given out to several groups counts."""

import pytest

from pipeline import audit_bytes

TITLE = "甲县水利局2023年度部门整体支出绩效自评报告\n"

HOLD = (
    "上年结转100万元，本年预算500万元，支出450万元，执行率75%。",
    "2023年预算安排500万元，上年结转100万元，全年支出450万元，预算执行率75%。",
    "受理案件312件，上年遗留28件，办结325件，办结率95.59%。",
    "发放家长问卷1200份、学生问卷800份，共计2000份，回收1936份，回收率96.8%。",
    "发放教师问卷120份、家长问卷1080份，回收有效问卷1164份，有效率97%。",
    "全年收入61646万元，占年初预算109466万元的56.3%。其中税务部门完成28684万元，占任务数的56.4%。",
)
WRONG = (
    (
        "2023年预算总额1432.60万元，其中基本支出893.45万元、项目支出539.15万元。实际支出1358.91万元，执行率为96.84%。",
        "E101",
    ),
    ("发放问卷200份，收回218份。", "N401"),
)


def _rules(sentence: str) -> list[str]:
    found = audit_bytes((TITLE + sentence).encode(), "报告.txt").findings
    return [finding.rule for finding in found if finding.severity == "error"]


@pytest.mark.parametrize("sentence", HOLD)
def test_what_holds_of_all_that_was_given_accuses_nobody(sentence: str) -> None:
    assert _rules(sentence) == []


@pytest.mark.parametrize(("sentence", "rule"), WRONG)
def test_what_holds_of_nothing_given_is_told(sentence: str, rule: str) -> None:
    assert _rules(sentence) == [rule]


LIST = (
    "2023年共到位资金18,642万元，已全部下达。\n用于产业发展10,893万元，占总规模的58.43%，其中中央资金6,027万元，占中央资金的59.0%；"
    "用于基础设施5,468万元，占{}；用于后续扶持1,126万元，占6.04%；其他1,155万元，占6.20%。"
)


def test_shares_without_a_whole_are_of_what_the_shares_before_them_are_of() -> None:
    assert _rules(LIST.format("29.33%")) == []
    assert _rules(LIST.format("23.93%")) == ["S101"]


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("项目支出21,678.58万元（预算23,569.22万元），执行率91.98%。", []),
        ("项目支出21,678.58万元（预算23,569.22万元），执行率98.19%。", ["E101"]),
        ("项目支出21,678.58万元（含上年结转3,569.22万元），执行率98.19%。", []),
        ("种植辣椒5,200亩，亩均产值4,300元，总产值2,236万元。", []),
        ("种植辣椒5,200亩，亩均产值4,300元，总产值2,326万元。", ["N301"]),
        ("发放小额信贷143户、686万元，户均4.8万元。", []),
        ("低保对象3,012人，发放低保金1,800.5万元，人均月补助498元。", []),
    ],
)
def test_figures_beside_each_other_belong_together(sentence: str, rules: list[str]) -> None:
    assert _rules(sentence) == rules
