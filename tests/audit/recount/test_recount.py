"""Scores recounted from the report's own rules, targets and figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from audit.finding import Recount, ScoreLine
from pipeline import audit_document
from tests.documents import document

CARD = """
| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |
| 过程 | 预算 | {name} | {weight} | {score} | {rule} |
"""
FORM = """
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标 | {kind} | {name} | {target} | {actual} | {weight} | {score} | {reason} |
| 满意度指标 | 满意度 | 群众满意度 | ≥90% | 95.25% | 10 | 9.99 | 抽样 |
"""


def of(text: str) -> Recount:
    (found,) = audit_document(document(text)).recounts
    return found


def rule_line(prose: str, rule: str, weight: str, score: str, name: str = "预算执行率") -> ScoreLine:
    return of(prose + CARD.format(name=name, weight=weight, score=score, rule=rule)).lines[0]


def form_line(target: str, actual: str, weight: str, score: str, **more: str) -> ScoreLine:
    fields = {"kind": "数量指标", "name": "培训人数", "reason": "", **more}
    return of(FORM.format(target=target, actual=actual, weight=weight, score=score, **fields)).lines[0]


RATE = "预算执行率=全年执行数/全年预算数×100%。"


@pytest.mark.parametrize(
    ("prose", "rule", "weight", "score", "verdict", "highest"),
    [
        ("全年预算数1000.00万元，全年执行数960.00万元。", RATE + "≥95%得满分，未达到的按权重扣分。", "4", "4", "verified", "4"),
        ("全年预算数1000.00万元，全年执行数900.00万元。", RATE + "达到95%得满分，每低1个百分点扣0.5分。", "4", "4", "overstated", "1.5"),
        ("全年预算数1000.00万元，全年执行数900.00万元。", RATE + "达到95%得满分，每低1个百分点扣0.5分。", "4", "1.5", "verified", "1.5"),
        ("全年预算数1000.00万元，全年执行数800.00万元。", RATE + "得分=执行率×分值。", "5", "4", "verified", "4"),
        ("全年预算数1000.00万元，全年执行数1100.00万元。", RATE + "≤100%得满分，≥120%得0分，区间内按比例扣分。", "2", "2", "overstated", "1"),
        ("全年预算数1000.00万元。", RATE + "≥95%得满分，未达到的按权重扣分。", "4", "4", "unsupported", "4"),
        ("", "①有制度，得1分；②有台账，得0.5分。", "2", "2", "broken_rule", "1.5"),
        ("", "根据情况酌情得0-2分。", "2", "2", "discretionary", "2"),
    ],
)  # fmt: skip
def test_rules_applied_to_the_reports_own_figures(
    prose: str, rule: str, weight: str, score: str, verdict: str, highest: str
) -> None:
    line = rule_line(prose, rule, weight, score)
    assert (line.verdict, line.highest) == (verdict, Decimal(highest)), line.why


def test_a_missing_operand_is_named() -> None:
    line = rule_line("全年预算数1000.00万元。", RATE + "≥95%得满分，未达到的按权重扣分。", "4", "4")
    assert line.missing == ("全年执行数",)


@pytest.mark.parametrize(
    ("target", "actual", "score", "verdict"),
    [
        ("≥500人", "500人", "10", "verified"),
        ("≥500人", "475人", "10", "overstated"),
        ("≥500人", "475人", "9.5", "verified"),
        ("≥500人", "498人", "9.96", "verified"),
        ("500人", "512", "10", "verified"),
        ("≥0.05万人", "480人", "10", "overstated"),
        ("=100%", "98%", "10", "overstated"),
        ("≥95%", "0.96", "10", "verified"),
        ("≥95百分比", "97", "10", "verified"),
        ("效果明显", "效果明显", "10", "discretionary"),
        ("≥2批", "40吨", "10", "discretionary"),
        ("280%", "≥85%", "10", "discretionary"),
        ("完成全部任务", "部分完成", "10", "overstated"),
        ("完成全部任务", "未完成", "8", "overstated"),
        ("6月底前", "8月15日", "10", "contradicted"),
        ("6月底前", "5月15日", "10", "discretionary"),
    ],
)
def test_targets_against_actual_values(target: str, actual: str, score: str, verdict: str) -> None:
    line = form_line(target, actual, "10", score)
    assert line.verdict == verdict, line.why


def test_less_is_better_for_costs() -> None:
    cost = {"kind": "成本指标", "name": "单位成本"}
    assert form_line("≤3000元", "3200元", "12", "12", **cost).highest == Decimal("11.25")
    assert form_line("3000元", "3200元", "12", "12", **cost).verdict == "discretionary"
    assert form_line("≤3000元", "2800元", "12", "12", **cost).verdict == "verified"


MONEY = """
| 项目名称 | 某项目 | < | < | < | < | < |
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | {initial} | {budget} | {spent} | 10 | {rate} | {score} |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标 | 数量指标 | 培训人数 | ≥500人 | 500人 | 50 | 50 | |
| 效益指标 | 社会效益 | 就业率 | ≥60% | 61.20% | 40 | 39.99 | |
"""


@pytest.mark.parametrize(
    ("initial", "budget", "spent", "rate", "score", "verdict", "highest"),
    [
        ("500.00", "500.00", "423.00", "84.60%", "10", "overstated", "8.46"),
        ("500.00", "500.00", "423.00", "84.60%", "8.46", "verified", "8.46"),
        ("90", "96.03", "96.0012", "0.9997", "10", "verified", "10"),
        ("400.00", "500.00", "400.00", "100%", "10", "verified", "10"),
        ("400.00", "500.00", "400.00", "80%", "10", "overstated", "8"),
    ],
)
def test_the_points_of_the_budget_block(
    initial: str, budget: str, spent: str, rate: str, score: str, verdict: str, highest: str
) -> None:
    line = of(MONEY.format(initial=initial, budget=budget, spent=spent, rate=rate, score=score)).lines[0]
    assert (line.path[0], line.verdict, line.highest) == ("预算执行率", verdict, Decimal(highest)), line.why


def test_inflation_is_proven_only_where_no_rule_is_broken() -> None:
    found = of("""
| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |
| 过程 | 管理 | 制度健全性 | 2 | 2 | ①有制度，得1分；②有台账，得0.5分。 |
| ^ | ^ | 管理规范性 | 8 | 9 | 酌情得0-8分。 |
| 合计 | < | < | 10 | 11 | |
""")
    assert (found.inflation_proven, found.rule_defect, found.highest) == (Decimal(1), Decimal("0.5"), Decimal("9.5"))


def test_full_marks_against_the_reports_own_admission() -> None:
    line = rule_line("# 存在的问题\n工作完成及时率方面还有待加强。\n", "1-4季度各得1分", "4", "4", "工作完成及时率")
    assert line.verdict == "contradicted" and "有待加强" in line.why
    other = rule_line("# 存在的问题\n档案管理方面还有待加强。\n", "1-4季度各得1分", "4", "4", "工作完成及时率")
    assert other.verdict != "contradicted"


@pytest.mark.parametrize(
    ("prose", "score", "verdict"),
    [
        ("全年下达重点工作39项，完成39项，其中1项因客观原因未按时完成。", "6", "overstated"),
        ("全年下达重点工作39项，完成39项，其中1项因客观原因未按时完成。", "5", "verified"),
        ("改造项目涉及任务12项，其中1项未按时完成。", "6", "discretionary"),
        ("全年重点工作均按计划推进。", "6", "discretionary"),
    ],
)
def test_points_off_for_every_piece_of_work_that_was_late(prose: str, score: str, verdict: str) -> None:
    rule = "各项工作均按时完成得满分，每有一项未按时完成扣1分，扣完为止。"
    assert rule_line(prose, rule, "6", score, "工作完成及时性").verdict == verdict
