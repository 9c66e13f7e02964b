"""Rates printed behind parts: of the part's own budget, which the sentence may or may not give."""

from pipeline import audit_bytes

SENTENCE = (
    "甲县水利局2023年度部门整体支出绩效自评报告\n一般性经费年初预算为50.32万元，支出决算为39.45万元，完成预算的{total}，"
    "其中：出国（境）费支出决算为0.00万元，完成预算的0.00%；会议费支出决算为11.42万元，完成预算的88.12%；"
    "差旅费支出决算为28.03万元，完成预算的94.06%。\n"
)


def _rules(text: str) -> list[str]:
    return [finding.rule for finding in audit_bytes(text.encode(), "报告.txt").findings if finding.severity == "error"]


def test_rates_of_parts_whose_budgets_are_not_printed_accuse_nobody() -> None:
    assert _rules(SENTENCE.format(total="78.40%")) == []


def test_the_rate_of_the_whole_is_still_checked() -> None:
    assert _rules(SENTENCE.format(total="87.40%")) == ["E101"]


DIRECT = (
    "全年收到转移支付0.36亿元，其中：中央资金0.20亿元，省级资金0.14亿元，市县资金184.26万元；已拨付0.33亿元，"
    "其中：中央资金0.17亿元，省级资金0.14亿元，市县资金178.54万元，总体支出进度{rate}。"
)


def test_amounts_broken_down_in_another_unit_still_stand_beside_each_other() -> None:
    assert _rules("甲县财政局2023年度部门整体支出绩效自评报告\n" + DIRECT.format(rate="92.15%")) == []
    assert _rules("甲县财政局2023年度部门整体支出绩效自评报告\n" + DIRECT.format(rate="2.15%")) == ["E101"]


def test_a_list_that_is_more_than_its_head_leaves_open_what_the_rate_is_of() -> None:
    text = "全年收到转移支付610.85万元，其中：中央资金322.33万元，省级资金26.27万元，市县资金262.26万元，待分配资金264.24万元，支出进度100%。"
    assert _rules("甲县财政局2023年度部门整体支出绩效自评报告\n" + text) == []
