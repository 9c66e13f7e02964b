"""Changes told by direction alone, behind what they are compared with, and rates of points."""

import pytest

from pipeline import audit_bytes

TITLE = "甲县水利局2023年度部门整体支出绩效自评报告\n"

HOLD = (
    "贫血率由4.6%下降至3.9%。",
    "全县排名由第8名上升至第5名，服务时限由20天提升至15天。",
    "人均绿地由9.8平方米增加到10.4平方米。",
    "全年总收入3999.08万元，支出3000万元。与2022年的3588.04万元相比，收入增加411.04万元，增长11.46%。",
    "产出类得31.1分（权重34分），得分率91.5%；效果类得26.5分（权重30分），得分率88.3%。",
    "决策权重20分，得分19分，得分率95%；过程权重20分，得分18.4分，得分率92%。",
)
WRONG = (
    ("贫血率由4.6%下降至5.9%。", "G101"),
    ("每万人口发明专利由2.3件提高到1.9件。", "G101"),
    ("贫血率由4.6%下降至5.9%，下降0.7个百分点。", "G101"),
    (
        "全年总收入3999.08万元，支出3000万元。与2022年的3588.04万元相比，收入增加411.04万元，增长10.28%。",
        "G101",
    ),
    ("产出类得31.1分（权重34分），得分率95.1%。", "E101"),
    ("决策权重20分，得分19分，得分率97.5%。", "E101"),
)


def _rules(sentence: str) -> list[str]:
    found = audit_bytes((TITLE + sentence).encode(), "报告.txt").findings
    return [finding.rule for finding in found if finding.severity == "error"]


@pytest.mark.parametrize("sentence", HOLD)
def test_what_holds_accuses_nobody(sentence: str) -> None:
    assert _rules(sentence) == []


@pytest.mark.parametrize(("sentence", "rule"), WRONG)
def test_what_does_not_hold_is_told_once(sentence: str, rule: str) -> None:
    assert _rules(sentence) == [rule]
