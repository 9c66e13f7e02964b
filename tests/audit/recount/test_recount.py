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


@pytest.mark.parametrize(
    ("rate", "score", "verdict", "highest"),
    [("-12.00", "5", "overstated", "3"), ("25.00", "3", "overstated", "0"), ("-8.00", "5", "verified", "5")],
)
def test_figures_on_both_sides_of_nothing(rate: str, score: str, verdict: str, highest: str) -> None:
    rule = "预算调整率±10%以内得5分，±10-15%以内得3分，±15%以外不得分。"
    line = rule_line(f"预算调整率为{rate}%。", rule, "5", score, "预算调整率")
    assert (line.verdict, line.highest) == (verdict, Decimal(highest)), line.why


@pytest.mark.parametrize("heading", ["实际情况", "完成情况说明", "实际完成情况", "指标完成情况"])
@pytest.mark.parametrize(
    ("name", "rule", "actual", "score", "verdict"),
    [
        ("在职人员控制率", "≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。", "119/126=94.44%", "5", "verified"),
        ("在职人员控制率", "≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。", "130/126=103.17%", "5", "overstated"),
        ("重点工作实际完成率", "重点工作完成率=实际完成数/计划数×100%，得分=完成率×5分。", "100%", "5", "verified"),
        ("重点工作实际完成率", "重点工作完成率=实际完成数/计划数×100%，得分=完成率×5分。", "84%", "5", "overstated"),
    ],
)
def test_the_value_of_the_row_itself_serves_its_rule(
    heading: str, name: str, rule: str, actual: str, score: str, verdict: str
) -> None:
    card = f"""
| 一级指标 | 二级指标 | 三级指标 | 分值 | 评价标准 | {heading} | 得分 |
| 过程 | 预算 | {name} | 5 | {rule} | {actual} | {score} |
"""
    (line,) = of(card).lines
    assert line.verdict == verdict, line.why


def test_a_budget_block_whose_rows_stand_beside_their_headings() -> None:
    text = """
| 项目名称 | 某项目 | < | < | < | < | < | < | |
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | |
| ^ | | 年度资金总额 | 300.00 | 320.00 | 288.00 | 10 | 90.00% | 9 |
| ^ | | 其中：当年财政拨款 | 300.00 | 320.00 | 288.00 | — | 90.00% | — |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | |
| 产出指标 | 数量指标 | 培训人数 | ≥500人 | 500人 | 50 | 50 | | |
| 效益指标 | 社会效益 | 就业率 | ≥60% | 61.20% | 40 | 39.99 | | |
| 总分 | < | < | < | < | 100 | 98.99 | | |
"""
    result = audit_document(document(text))
    assert (result.recounts[0].lines[0].verdict, result.recounts[0].lines[0].highest) == ("verified", Decimal(9))
    assert not [finding for finding in result.findings if finding.rule.startswith("T")]


def test_a_budget_block_that_could_not_be_read_makes_no_wrong_total() -> None:
    text = """
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | ^ | | | | | | |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标 | 数量指标 | 培训人数 | ≥500人 | 500人 | 50 | 50 | |
| 效益指标 | 社会效益 | 就业率 | ≥60% | 61.20% | 40 | 39.99 | |
| 总分 | < | < | < | < | 100 | 99.99 | |
"""
    assert not [f for f in audit_document(document(text)).findings if f.rule.startswith("T")]


def test_an_actual_cell_that_repeats_the_target_reaches_it() -> None:
    assert form_line("≥266米", "≥266米", "10", "10").verdict == "verified"
    assert form_line("≥266米", "≥260米", "10", "10").verdict == "discretionary"


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
        ("", "成效突出得2-1.5分，成效一般得1-0.5分", "2", "2", "discretionary", "2"),
        ("预算执行率为96.00%。", "预算执行率≥95%的得满分；不足的，得分=预算执行率/95%×分值。", "5", "5", "verified", "5"),
        ("预算执行率为96.00%。", "预算执行率98%以上得满分，否则酌情扣分。", "5", "5", "contradicted", "5"),
        ("预算执行率为96.00%。", "预算执行率98%以上得满分，否则酌情扣分。", "5", "4.5", "discretionary", "5"),
        ("预算执行率为80.00%。", "执行率95%以上得满分，每低1个百分点扣0.1分，低于85%不得分。", "5", "3.5", "overstated", "0"),
        ("预算执行率为92.00%。", "全部支出得5分，支出80%以上得4分，60%以上得3分。", "5", "5", "overstated", "4"),
        ("预算执行率为92.00%。", "全部支出得5分，支出80%以上得4分，60%以上得3分。", "5", "4", "verified", "4"),
        ("全年预算数1000.00万元，全年执行数970.00万元。", "得分=（1-10×全年执行数/全年预算数）×分值。", "5", "5", "overstated", "0"),
        ("", "根据情况酌情得0-2分。", "2", "2", "discretionary", "2"),
        ("预算控制率为98.00%。", "预算控制率95%得10分，否则不得分。", "10", "10", "discretionary", "10"),
        ("预算执行率为98.00%。", "预算执行率达到目标值95%得10分，否则不得分。", "10", "10", "verified", "10"),
        ("预算执行率为80.00%。", "得分=（预算执行率-60%）/（1-60%）×分值。", "5", "5", "overstated", "2.5"),
        ("", "成效明显得4分，成效一般得2分。", "6", "6", "discretionary", "6"),
        ("", "成效明显得4分，成效一般得1分。", "6", "6", "broken_rule", "4"),
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
        ("不得少于12种", "9种", "10", "overstated"),
        ("95%（含）以上", "93%", "10", "overstated"),
        ("5-8次", "6次", "10", "verified"),
        ("5-8次", "4次", "10", "discretionary"),
        ("优", "良好", "10", "contradicted"),
        ("良好", "优秀", "10", "discretionary"),
        ("≥500人", "480人未到位", "10", "discretionary"),
        ("2021年12月底前", "2022年3月", "10", "contradicted"),
        ("2021年6月30日前", "2021-06-28", "10", "discretionary"),
        ("6月底前开工", "12月竣工", "10", "discretionary"),
        ("3.5", "3.4", "9.8", "verified"),
        ("完成全部任务", "未达成年度指标且效果较差", "8", "overstated"),
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


@pytest.mark.parametrize(
    ("name", "target", "actual", "kind"),
    [
        ("预算调整率", "3%", "0%", "预算管理"),
        ("结转结余率", "2%", "0.5%", "预算管理"),
        ("信访案件发案数", "40件", "12件", "社会效益"),
        ("平均办理时限", "20天", "11天", "时效指标"),
        ("绿化用水占比", "40%", "35%", "生态效益"),
        ("单位面积能耗", "50吨", "47吨", "生态效益"),
    ],
)
def test_a_low_figure_is_no_shortfall_where_less_may_be_better(name: str, target: str, actual: str, kind: str) -> None:
    assert form_line(target, actual, "10", "10", name=name, kind=kind).verdict == "discretionary"


UNIT_COLUMN = """
| 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 质量指标 | 验收合格率 | {sign} | {target} | {unit} | {actual} | 10 | {score} |
| 满意度指标 | 满意度 | 群众满意度 | ≥ | 90 | % | 95.25 | 10 | 9.99 |
"""


@pytest.mark.parametrize(
    ("sign", "target", "unit", "actual", "score", "verdict"),
    [
        ("﹦", "100", "%", "1", "10", "verified"),
        ("≥", "95", "%", "0.96", "10", "verified"),
        ("大于等于", "95", "%", "90", "10", "overstated"),
        ("≤", "17.4", "万元", "173500", "10", "discretionary"),
        ("反向", "12", "万元", "12.6", "10", "overstated"),
    ],
)
def test_targets_with_sign_and_unit_in_columns_of_their_own(
    sign: str, target: str, unit: str, actual: str, score: str, verdict: str
) -> None:
    line = of(UNIT_COLUMN.format(sign=sign, target=target, unit=unit, actual=actual, score=score)).lines[0]
    assert line.verdict == verdict, line.why


RULED = """
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 | 评分标准 |
| 产出 | 质量 | 抽检合格率 | {target} | {actual} | 10 | {score} | {rule} |
| 产出 | 质量 | 课程完成率 | 90% | 95.25% | 10 | 9.99 | 完成得分 |
"""


@pytest.mark.parametrize(
    ("target", "actual", "score", "rule", "verdict"),
    [
        ("100%", "96%", "10", "≥95%得满分，每低1个百分点扣1分。", "verified"),
        ("90%", "92%", "10", "≥95%得满分，每低1个百分点扣1分。", "overstated"),
        ("100%", "92%", "8", "95%以上得10分，90%（含）-95%得8分，90%以下不得分。", "verified"),
        ("100%", "96%", "10", "优秀得9-10分，良好得7-8分，一般得5-6分。", "discretionary"),
        ("100%", "96%", "10", "完成指标值得满分，未完成的按比例得分。", "overstated"),
    ],
)
def test_the_cards_own_rule_goes_before_the_share_of_the_target(
    target: str, actual: str, score: str, rule: str, verdict: str
) -> None:
    line = of(RULED.format(target=target, actual=actual, score=score, rule=rule)).lines[0]
    assert line.verdict == verdict, line.why


DEFINED = """
| 一级指标 | 三级指标 | 分值 | 评价标准 | 指标说明 | 本单位执行情况 | 得分 |
| 过程 | 预算执行率 | 5 | 100%计满分，每低于5%扣2分，扣完为止。 | 预算执行率=【全年执行数*100%/全年预算数】 | {done} | {score} |
"""


@pytest.mark.parametrize(
    ("prose", "done", "score", "verdict"),
    [
        ("", "预算执行率92.8%，系省级口径", "3", "verified"),
        ("", "预算执行率92.8%，系省级口径", "5", "overstated"),
        ("全年预算数1000.00万元，全年执行数930.00万元。", "见附表", "5", "overstated"),
        ("全年预算数1000.00万元。", "见附表", "5", "unsupported"),
    ],
)
def test_the_formula_and_the_rate_may_stand_in_columns_beside_the_rule(
    prose: str, done: str, score: str, verdict: str
) -> None:
    line = of(prose + DEFINED.format(done=done, score=score)).lines[0]
    assert line.verdict == verdict, line.why


def test_a_group_scored_as_one_keeps_its_points() -> None:
    recounted = of("""
| 考核内容 | 考核指标 | 评分标准 | 权数 | 考评得分 |
| 执行 | 支出进度 | 酌情得0-20分 | 20 | 18 |
| 结余 | 结余率 | 二者择一考核 | 20 | 15 |
| ^ | 结余变动率 | ^ | ^ | ^ |
""")
    assert [line.name for line in recounted.lines] == ["支出进度", "结余"] and recounted.claimed == 33


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
        # the printed rate was formed with the initial budget, as precisely as it is printed
        ("410.00", "500.00", "403.00", "98%", "9.8", "verified", "9.83"),
        ("400.08", "400.00", "390.20", "97.53%", "9.76", "overstated", "9.75"),
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


ROUNDED = """
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | {budget} | {budget} | {spent} | 10 | | {points} |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标 | 数量指标 | 改造里程 | 928公里 | 909.93公里 | 10 | 10 | |
| ^ | 数量指标 | 培训人数 | 200人 | {actual}人 | 40 | {score} | |
"""


@pytest.mark.parametrize(
    ("budget", "spent", "points", "actual", "score", "over"),
    [
        ("100.00", "96.53", "10", "200", "40", ["预算执行率", "改造里程"]),  # full marks tell nothing of rounding
        ("100.00", "99.97", "10", "200", "40", ["改造里程"]),
        ("100.00", "96.53", "10", "178", "36", []),  # 35.6 became 36: the card scores in whole points
        ("100.00", "96.53", "9.7", "178", "35.6", ["改造里程"]),
        ("100.00", "96.53", "10", "178", "35.6", ["预算执行率", "改造里程"]),
        ("100.00", "96.53", "10", "0", "0", ["预算执行率", "改造里程"]),
    ],
)
def test_only_scores_that_had_to_be_worked_out_tell_how_a_card_rounds(
    budget: str, spent: str, points: str, actual: str, score: str, over: list[str]
) -> None:
    text = ROUNDED.format(budget=budget, spent=spent, points=points, actual=actual, score=score)
    assert [line.name.partition("（")[0] for line in of(text).lines if line.verdict == "overstated"] == over


def test_the_other_forms_of_a_file_tell_how_it_rounds() -> None:
    full = ROUNDED.format(budget="100.00", spent="96.53", points="10", actual="200", score="40")
    rounds = ROUNDED.format(budget="80.00", spent="70.00", points="9", actual="178", score="36")
    head = "项目支出绩效自评表\n（2023年度）\n| 项目名称 | {} | < | < | < | < | < | < |"
    text = head.format("管网维护") + full + head.format("河道清淤") + rounds
    first, second = audit_document(document(text)).recounts
    assert [line.verdict for line in (*first.lines, *second.lines)].count("overstated") == 0


@pytest.mark.parametrize(("body", "verdict"), [("安和县水利局", "overstated"), ("临水县教育体育局", "discretionary")])
def test_what_is_said_of_another_body_serves_no_score(body: str, verdict: str) -> None:
    text = (
        f"安和县水利局2023年度部门整体支出绩效自评报告\n2023年{body}运行平稳，年初确定重点工作25项，其中2项因客观原因未按时完成。"
        + CARD.format(
            name="完成及时性", weight="8", score="8", rule="全部按时完成得满分，每有一项未按时完成扣1分，扣完为止。"
        )
    )
    assert of(text).lines[0].verdict == verdict


TWO_PARTS = """
| 项目名称 | 管网维护 | < | 项目实施单位 | 某某中心 | < | < |
| 评价内容 | 分值 | 自评分 | 复核分 | 评价标准及依据 | < | < |
| 决策依据 | 2 | 2 | | 有年度计划或者批复文件的计2分，没有不得分。 | < | < |
| 运行监管 | 4 | 3 | | 1、有监管记录3分；2、按时填报监控表1分。 | < | < |
| 一级指标 | 二级指标 | 指标名称（三级指标） | 年初指标值 | 年终完成值 | 分值 | 自评分 |
| 产出指标 | 数量指标 | 维护管网长度 | 40公里 | 34公里 | 50 | {score} |
| ^ | 质量指标 | 抢修合格率 | ≥95% | 96% | 44 | 44 |
"""


def test_a_form_that_goes_on_under_other_headings_is_recounted_as_a_whole() -> None:
    found = of(TWO_PARTS.format(score="50"))
    assert [line.name for line in found.lines] == ["决策依据", "运行监管", "维护管网长度", "抢修合格率"]
    assert (found.claimed, found.inflation_proven) == (Decimal(99), Decimal("7.5"))
    assert [line.verdict for line in found.lines] == ["discretionary", "discretionary", "overstated", "verified"]
    assert of(TWO_PARTS.format(score="42.5")).inflation_proven == 0


def test_an_indicator_alone_in_its_group_has_the_weight_of_the_group() -> None:
    text = """
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 |
| 产出指标（60分） | 数量指标（20分） | 清淤长度 | 40公里 | 34公里 | 20 |
| ^ | 质量指标（40分） | 抽检合格率 | 95% | 96% | 20 |
| ^ | ^ | 验收合格率 | 95% | 95% | 20 |
"""
    first, second, third = of(text).lines
    assert (first.weight, first.verdict, first.highest) == (Decimal(20), "overstated", Decimal(17))
    assert second.weight is third.weight is None


@pytest.mark.parametrize("sign", ["＞", ">=", "≥", "≮", "不低于", "＝", "═", "﹦"])
def test_signs_as_they_are_typed(sign: str) -> None:
    assert form_line(f"{sign}147个", "147个", "8", "8").verdict == "verified"
    assert form_line(f"{sign}147个", "120个", "8", "8").verdict == "overstated"


@pytest.mark.parametrize(
    ("actual", "score", "verdict"), [("部分达成", "30", "overstated"), ("部分达成", "20", "verified")]
)
def test_a_rule_that_leaves_points_to_the_three_degrees(actual: str, score: str, verdict: str) -> None:
    text = f"""
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分计算方法 | 得分 |
| 效益指标 | 社会效益 | 环境改善 | 明显改善 | {actual} | 30 | 定性指标分三档，在100-80%、80-60%、60-0%之间合理确定 | {score} |
| 产出指标 | 数量指标 | 清扫道路 | 20条 | 20条 | 10 | 完成值达到指标值，记满分 | 10 |
"""
    assert of(text).lines[0].verdict == verdict


def test_a_rate_kept_in_time_is_better_the_higher():
    line = form_line("100%", "83.33%", "6", "6", name="按期完工率", kind="时效指标")
    assert (line.verdict, line.highest) == ("overstated", Decimal(5))


def test_a_unit_with_another_name_in_a_bracket():
    line = form_line("≥86台（套）", "82台（套）", "10", "10", name="装备更新数量")
    assert (line.verdict, line.highest) == ("overstated", Decimal("9.53"))


ROW = """
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 评分细则 |
| 产出 | 质量 | {name} | {target} | {actual} | {weight} | {score} | {rule} |
| 产出 | 时效 | 完工率 |  |  | 10 | 9.37 | 得分=完工率×10 |
"""


def row_line(name: str, rule: str, target: str, actual: str, weight: str, score: str) -> ScoreLine:
    fields = {"name": name, "rule": rule, "target": target, "actual": actual, "weight": weight, "score": score}
    return of(ROW.format(**fields)).lines[0]


@pytest.mark.parametrize(
    ("name", "rule", "target", "actual", "weight", "score", "verdict", "highest"),
    [
        # pieces that the row itself counts
        ("责任事故起数", "每发生1起扣2分，扣完为止。", "0起", "2起", "6", "6", "overstated", "2"),
        ("责任事故起数", "每发生1起扣2分，扣完为止。", "0起", "2起", "6", "2", "verified", "2"),
        ("责任事故起数", "每发生1起扣2分，扣完为止。", "0起", "0起", "6", "6", "verified", "6"),
        ("拨付及时性", "每有1笔未及时拨付扣1分，扣完为止。", "", "3笔未及时拨付", "5", "5", "overstated", "2"),
        ("宣讲场次", "每少开展1场扣0.5分，扣完为止。", "≥12场", "9场", "6", "6", "overstated", "4.5"),
        ("宣讲场次", "每少开展1场扣0.5分，扣完为止。", "≥12场", "9场", "6", "4.5", "verified", "4.5"),
        ("延误天数", "未延误得5分，每延误5天扣1分。", "0天", "10天", "5", "5", "overstated", "3"),
        # several kinds of accident: which of them it was, nobody can say
        ("责任事故起数", "一般事故每发生1起扣1分，较大事故每发生1起扣3分。", "0起", "2起", "6", "4", "discretionary", "6"),
        # steps that count pieces take nothing off a rate
        ("拨付及时率", "≥98%得满分；每有1笔未及时拨付扣1分。", "", "92.00%", "5", "4", "discretionary", "5"),
        # the share of the target that the rule gives points by
        ("新建泊位数", "完成80%及以上得满分；60%（含）—80%得5分；60%以下不得分。", "200个", "140个", "8", "8", "overstated", "5"),
        ("新建泊位数", "完成80%及以上得满分；60%（含）—80%得5分；60%以下不得分。", "200个", "140个", "8", "5", "verified", "5"),
        ("项目总造价", "≤目标值得满分；每超过1%扣0.6分，扣完为止。", "≤600万元", "630万元", "6", "6", "overstated", "3"),
        ("平均到场时间", "≤30分钟得5分，每超过5分钟扣1分。", "≤30分钟", "40分钟", "5", "3", "verified", "3"),
        ("平均到场时间", "≤30分钟得5分，每超过5分钟扣1分。", "≤30分钟", "40分钟", "5", "5", "overstated", "3"),
        # on both sides of the figure
        ("采购执行率", "等于100%得5分；每超过（降低）5个百分点扣1分。", "", "93.00%", "5", "4", "verified", "4"),
        ("采购执行率", "等于100%得5分；每超过（降低）5个百分点扣1分。", "", "111.00%", "5", "5", "overstated", "3"),
        ("目标偏离度", "偏离度在±5%以内不扣分，超过±5%的，每超过1个百分点扣1分。", "", "-7.00%", "6", "4", "verified", "4"),
        # a name of the rule before the value of the row
        ("预算执行率", "达到95%以上得10分；90%（含）—95%得8分；90%以下不得分。", "", "执行率93.60%", "10", "10", "overstated", "8"),
        ("预算编制质量", "偏差率≤10%得5分；10%以上不得分。", "", "完成93%", "5", "5", "discretionary", "5"),
        # 按比例 of what is to be high may be the share of the target or the straight line
        ("覆盖率", "100%得8分；低于100%按比例扣分，低于70%不得分。", "100%", "80.00%", "8", "6.4", "verified", "6.4"),
        ("覆盖率", "≥90%得满分，＜60%不得分，60%-90%之间按比例得分。", "", "75.00%", "6", "5", "verified", "5.1"),
        # full marks however much the rate falls short are never more than the deductions leave
        ("在线率", "≥99%得9分，每低0.5个百分点扣1分，最多扣3分。", "", "90.00%", "9", "6", "verified", "6"),
        ("在线率", "≥99%得9分，每低0.5个百分点扣1分，最多扣3分。", "", "90.00%", "9", "7", "overstated", "6"),
        # a clause that nobody has understood: nothing is applied
        ("抽检合格率", "≥95%得满分，80%-95%的得八折分值，＜80%不得分。", "", "85.00%", "5", "4", "discretionary", "5"),
        ("清单完成率", "完成得10分，未完成不得分。", "20项", "18项", "10", "9", "overstated", "0"),
    ],
)  # fmt: skip
def test_rules_applied_to_the_row_itself(
    name: str, rule: str, target: str, actual: str, weight: str, score: str, verdict: str, highest: str
) -> None:
    line = row_line(name, rule, target, actual, weight, score)
    assert (line.verdict, line.highest) == (verdict, Decimal(highest)), line.why


@pytest.mark.parametrize(
    ("prose", "rule", "score", "verdict"),
    [
        (
            "年初预算数1000.00万元，本年追加预算180.00万元。",
            "追加率=本年追加预算/年初预算数×100%。≤10%得5分；10%-20%（含）得3分；20%以上不得分。",
            "3",
            "verified",
        ),
        (
            "调整预算数1000.00万元，年末结转结余总额120.00万元。",
            "结转结余率=年末结转结余总额/调整预算数×100%。≤5%得5分；5%-15%（含）得3分；15%以上不得分。",
            "5",
            "overstated",
        ),
        (
            "年初预算数1000.00万元，预算完成数960.00万元。",
            "完成率=预算完成数/年初预算数×100%。得分=完成率×5。",
            "4.8",
            "verified",
        ),
    ],
)
def test_movements_of_the_money_are_set_against_the_whole(prose: str, rule: str, score: str, verdict: str) -> None:
    line = rule_line(prose, rule, "5", score, "预算指标")
    assert line.verdict == verdict, line.why


def test_why_an_indicator_is_left_to_a_person() -> None:
    told = {
        "按要求开展得5分，未按要求开展不得分。": "是否符合",
        "①有计划得2分；②有总结得3分。": "各要点",
        "每发现一处差错扣1分。": "次数",
        "优秀得5分，良好得3分，较差得1分。": "哪一档",
    }
    for rule, words in told.items():
        assert words in rule_line("", rule, "5", "5", "档案管理").why


@pytest.mark.parametrize(
    ("name", "rule", "target", "actual", "weight", "score", "verdict"),
    [
        # a target in percent: its figure, not a hundred percent of something
        ("变更投资比例", "控制在目标值以内得6分，每超过1个百分点扣2分。", "≤5%", "6.00%", "6", "4", "verified"),
        ("水质达标率", "达到目标值得6分，每低1个百分点扣1分。", "≥90%", "88.00%", "6", "4", "verified"),
        ("任务完成率", "完成目标得7分；完成率90%-100%得5分；90%以下不得分。", "≥95%", "96.00%", "7", "7", "verified"),
        ("投诉回复率", "投诉回复率×6。", "", "95.00%", "6", "6", "overstated"),
        # exceptions that no figure tells
        ("合同支付率", "≥98%得6分；因对方原因未支付的不扣分，其他每低5%扣1分。", "", "90.00%", "6", "6", "discretionary"),
        # reckoned otherwise than a ratio, and points that grow from a base
        ("人员流失率", "5%以内得5分，超过5%的按（10%-流失率）/5%×5计分，超过10%不得分。", "", "7.00%", "5", "3", "discretionary"),
        ("评审通过率", "通过率60%得基础分3分，每增加10%加1分，满分6分。", "", "80.00%", "6", "5", "discretionary"),
        ("收缴率", "收缴率×分值×50%，低于60%不得分。", "", "80.00%", "6", "3", "discretionary"),
        # the middle band is not lost to the share below it
        ("更新及时率", "≥98%得满分；95%（含）至98%得4分；其余按及时率×分值计分。", "≥98%", "96.10%", "6", "4", "verified"),
        ("更新及时率", "≥98%得满分；95%（含）至98%得4分；其余按及时率×分值计分。", "≥98%", "96.10%", "6", "6", "overstated"),
        # what is left of the whole rule besides what gives nothing
        ("办结率", "办结率低于95%的，本项不得分。", "", "93.00%", "5", "5", "overstated"),
        ("办结率", "按考核结果计分（办结率低于80%不得分）", "", "93.00%", "5", "3", "discretionary"),
        ("批量采购", "90%以上得6分；80%（含）-90%得4分；其他得2分。", "", "71.00%", "6", "2", "verified"),
        ("投资完成率", "95%-105%得6分，90%-95%或105%-110%得4分，其余不得分。", "", "107.00%", "6", "6", "overstated"),
        ("发病率", "≤3‰得6分，每超1‰扣2分。", "", "4.0‰", "6", "4", "verified"),
    ],
)  # fmt: skip
def test_what_a_rule_leaves_to_a_person_and_what_not(
    name: str, rule: str, target: str, actual: str, weight: str, score: str, verdict: str
) -> None:
    line = row_line(name, rule, target, actual, weight, score)
    assert line.verdict == verdict, line.why


def test_a_ratio_of_nothing_is_told_as_such() -> None:
    rule = "变动率=（本年会议费预算数-上年会议费预算数）/上年会议费预算数×100%。≤0得5分，每超1个百分点扣1分。"
    line = rule_line("上年会议费预算数0万元，本年会议费预算数3.00万元。", rule, "5", "5", "会议费变动率")
    assert line.verdict == "discretionary" and "分母为0" in line.why


def test_one_figure_is_not_both_sides_of_a_ratio() -> None:
    rule = "控制率=年中追加预算/年初预算×100%。≤10%得5分，每超1个百分点扣1分。"
    assert rule_line("年初预算900.00万元。", rule, "5", "5", "预算控制率").verdict == "unsupported"


def test_the_points_that_another_body_gave_are_not_the_cards_total() -> None:
    card = CARD.format(name="预算管理", weight="10", score="9.5", rule="规范得10分。") + "| 合计 | | | 10 | 9.5 | |\n"
    found = audit_document(document("市财政局预算绩效考核得分92分。" + card)).findings
    assert not [finding for finding in found if finding.rule == "R201"]
