"""Rules as bureaus word them, and the kind each must compile to."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from extract.rubric import compile_rule

KINDS = [
    ("结余率≤8%的，得满分；8%＜结余率≤12%的，得一半分；＞12%的不得分。", 4, "bands"),
    ("到位率≥98%得满分，≥90%且<98%得60%，<90%不得分。", 5, "bands"),
    ("一季度支出率≥20%得1分，二季度≥45%得2分，三季度≥70%得2分，四季度≥92%得1分，未达到的按实际比例计分。", 6, "quarters"),
    ("6月底支付率达到50%得3分，9月底达到75%得3分，11月底达到90%得4分。", 10, "quarters"),
    ("优秀（90分以上）得6分，良好（80-89分）得4分，合格（60-79分）得2分，不合格得0分。", 6, "bands"),
    ("目标依据充分（1分）、目标可考核（1分）、与资金量匹配（1分）。", 3, "additive"),
    ("(1)纳入规划；(2)编制了方案；(3)方案经批准。满足以上1项得1分。", 3, "additive"),
    ("共有4项要求，有1项不符合扣25%权重分，扣完为止。", 4, "deduction"),
    ("每组织1次培训得0.5分，最高4分。", 4, "conditional"),
    ("每完成一个点位建设得2分，满分10分。", 10, "conditional"),
    ("截留、挤占资金的，此项不得分。", 3, "conditional"),
    ("①制定年度计划，得1分；②计划经集体研究，得1分。", 2, "additive"),
    ("按规定内容公开3分，按规定时限公开2分。", 5, "additive"),
    ("①有制度计1分；②制度完整计0.5分。③执行有效计0.5分；④有台账计1分", 3, "additive"),
    ("（1）程序合规2分；（2）依据充分2分。", 4, "additive"),
    ("①目标明确，得0.5分；②目标量化，得0.5分；③目标可行，得0.5分。", 2, "additive"),
    ("①制度健全得2分，不健全得1分；②执行有效得2分，执行一般得1分。", 4, "additive"),
    ("①职责清晰、依据充分，得2分；②有依据但职责不清，得1分；③没有依据，得0分", 2, "tiers"),
    ("考核优秀得6分，良好得4分，合格得2分。", 6, "tiers"),
    ("优秀得9-10分，良好得7-8分，一般得5-6分。", 10, "tiers"),
    ("将工作与职能对照，视匹配情况酌情得0-4分。", 4, "discretionary"),
    ("根据实际情况酌情计分。", 5, "discretionary"),
    ("通过访谈了解情况，视情况得0—2分。", 2, "discretionary"),
    ("完成率=完成数/计划数×100%。完成率≥90%得满分，未达到的按权重进行扣分。", 4, "threshold"),
    ("控制率≤100%得满分，有超出不得分。", 1, "threshold"),
    ("使用率达到90%以上得满分.每降低1%扣权重分（2分）5%，扣完为止。", 2, "threshold"),
    ("达到95%得满分，每低1个百分点扣0.5分，扣完为止。", 8, "threshold"),
    ("以100%为标准，≤100%计5分，每超过1个百分点扣0.5分，扣完为止。", 5, "threshold"),
    ("100%计满分，每低于5个百分点扣2分，不足5个百分点按5个百分点计，扣完为止。", 6, "threshold"),
    ("控制率≤100%得满分，≥130%得0分，区间内按权重进行扣分。", 1, "interpolation"),
    ("≥95%得满分，<60%不得分，60%-95%之间按比例得分。", 6, "interpolation"),
    ("90%（含）以上计6分，80%（含）-90%计4分，70%（含）-80%计2分，低于70%不得分。", 6, "bands"),
    ("0计5分，0-10%（含）计4分，10-20%（含）计3分，20-30%（含）计2分，大于30%不得分。", 5, "bands"),
    ("得分=完成率×10分", 10, "proportional"),
    ("达标率=达标数/抽检数×100%。实际得分=达标率*5分", 5, "proportional"),
    ("完成数/下达数×8分。", 8, "proportional"),
    ("按完成比例得分。", 8, "proportional"),
    ("及时率=（及时完成数/计划数）×100%。1-4季度各得1分", 4, "quarters"),
    ("按时报送报表，每季度得0.5分", 2, "quarters"),
    ("程序规范得满分；每有一点不规范，扣0.5分，扣完为止。", 1, "deduction"),
    ("全部按时完成得7分，每有一项未按时完成扣1分。", 7, "deduction"),
    ("项目均完成的得满分，每有一项因资金不足无法完成，则权重（3分）的1/3扣分，扣完为止。", 3, "deduction"),
    ("发现一次扣2分，扣完为止", 6, "deduction"),
    ("按要求完成活动，完成得分，没有完成不得分。", 3, "conditional"),
    ("支出符合规定得5分；存在截留、挤占、挪用等情况的，该指标不得分。", 5, "conditional"),
    ("完成年度任务得10分，否则按比例得分。", 10, "conditional"),
    ("①是否制定管理制度；②制度是否合法合规；③制度是否得到执行。", 1, "unspecified"),
    ("全县统一使用会计软件。", 3, "unspecified"),
    ("预算完成率=100%的，得4分；每减少1%扣0.1分，扣完为止。", 4, "threshold"),
    ("计算得分=指标分值×预算执行率，执行率超过100%的按满分计。", 10, "proportional"),
    ("①预算编制科学（1分）；②内容匹配（1分）；③测算依据充分（1分）。", 3, "additive"),
    ("①符合法规；②符合规划；③符合职责。每符合一项得1分，共3分。", 3, "additive"),
    ("1.制定内控制度（1分）；2.执行有效（1分）；3.有监督检查（1分）", 3, "additive"),
    ("(1)有计划得1分 (2)有总结得1分", 2, "additive"),
    ("完成率≥100%，得满分；90%≤完成率<100%，得80%权重分；80%≤完成率<90%，得60%权重分；完成率<80%，不得分。", 5, "bands"),
    ("满意度≥95%得10分，≥90%且<95%得8分，≥80%且<90%得6分，<80%不得分。", 10, "bands"),
    ("达到300人及以上得5分，200-299人得3分，200人以下不得分。", 5, "bands"),
    ("比率≥95%，得3分；85%（含）~95%，得2分；75%（含）~85%，得1分；75%以下不得分", 3, "bands"),
    ("资金使用合规得满分，发现一起违规问题扣2分，扣完为止。", 6, "deduction"),
    ("每发生1次安全事故扣5分，发生重大事故不得分。", 10, "deduction"),
    ("按规定时间完成的得满分，每延迟1天扣0.2分，扣完为止。", 3, "deduction"),
    ("制度健全得1分，较健全得0.5分，不健全不得分。", 1, "tiers"),
    ("结转结余率≤5%得满分，每增加1个百分点扣0.5分。", 3, "threshold"),
    ("变动率≤0，得5分；变动率＞0，每增加一个百分点扣0.5分，扣完为止。", 5, "threshold"),
    ("控制率在100%以内（含）得5分；超过100%不得分。", 5, "threshold"),
    ("得分=（实际完成数/计划完成数）×5", 5, "proportional"),
    ("根据效益实现程度，由评价组综合打分，0-5分。", 5, "discretionary"),
    ("一季度完成25%、二季度50%、三季度75%、四季度100%，每季度达标得1分。", 4, "quarters"),
    ("达到计划标准值得满分，否则不得分。", 5, "conditional"),
    ("变动率≦0，计4分；变动率＞0，每超过一个百分点扣0.4分。", 4, "threshold"),
    ("变动率0，计4分；每超过一个百分点扣0.4分，扣完为止。", 4, "threshold"),
    ("设定了目标（1分）目标可考核（2分）目标已分解（1分）须附文件。", 4, "additive"),
    ("要点①②③④各占1/4权重分，符合即得。", 6, "additive"),
    ("①有；②全；③用，每符合一个要点得三分之一权重分。", 5, "additive"),
    ("①方案报批得2分；②实施情况按材料得0-3分。", 5, "additive"),
    ("按年度任务完成比例计分，满分为止。", 20, "proportional"),
    ("本项评价指标得分=到位率*该项指标分值。", 5, "proportional"),
    ("得分为：抽样满意率×分值", 5, "proportional"),
    ("实际开工率×该项分值，超过100%的按满分计。", 5, "proportional"),
    ("得分=（1-5×调剂金额/年初预算）×指标分值，大于0.2的得0分。", 10, "proportional"),
    ("完成率≥95%的得满分；不足95%的，得分=完成率/95%×分值。", 5, "threshold"),
    ("合格率在98%以上的得10分，每下降1个百分点扣1分，低于90%的不得分", 10, "threshold"),
    ("公众评分90分及以上得满分，75-89分得6分，60-74分得3分，60分以下不得分。", 10, "bands"),
    ("很好：10分，较好：8分，一般：6分，较差：0-5分。", 10, "tiers"),
    ("成效突出得5-4分，成效较好得3-2分，成效一般得1分", 5, "tiers"),
    ("任务全部完成得8分，完成90%以上得6分，完成70%以上得4分，70%以下不得分", 8, "bands"),
    ("年度任务完成得3分，完成85%得2分，完成60%得1分", 3, "tiers"),
    ("进度一季度20%、二季度45%、三季度70%、四季度95%，每达到一个季度要求得1分。", 4, "quarters"),
    ("与计划每相差2%，扣1分，扣满12分为止。", 12, "deduction"),
    ("制度落实得8分；每发现一处未落实扣1分，最多扣5分。", 8, "deduction"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "weight", "kind"), KINDS)
def test_each_wording_compiles_to_its_kind(text: str, weight: int, kind: str) -> None:
    assert compile_rule(text, Decimal(weight)).kind == kind


def test_points_are_found_where_they_are_printed() -> None:
    text = "①目标明确，得0.5分；②目标量化，得0.25分；③目标可行，得0.75分。"
    rule = compile_rule(text, Decimal(2))
    assert [text[g.start : g.end] for g in rule.gains] == ["0.5分", "0.25分", "0.75分"]
    assert rule.top == Decimal("1.5")


def test_a_veto_beside_additive_points_is_no_alternative() -> None:
    rule = compile_rule("①符合制度,1分；②手续齐全，1分；③是否存在挪用情况，一旦存在该指标不得分。", Decimal(2))
    assert rule.kind == "additive" and rule.top == 2 and len(rule.vetoes) == 1


def test_steps_know_their_size_share_and_rounding() -> None:
    step = compile_rule("达到95%以上得满分，每降低1%扣权重分（1分）5%，扣完为止。", Decimal(1)).step
    assert step and (step.per, step.unit, step.share, step.side) == (1, "%", Fraction(1, 20), "below")
    step = compile_rule("100%计满分，每低1个百分点扣0.25分，不足1个百分点按1个百分点计。", Decimal(6)).step
    assert step and (step.points, step.rounding) == (Decimal("0.25"), "up")


def test_the_weight_repeated_inside_the_rule() -> None:
    rule = compile_rule("满意度达到85%，得满分；每降低1%，扣权重分（4分）5%。", Decimal(5))
    assert [gain.points for gain in rule.stated_weights] == [4]


def test_the_most_that_is_counted_is_no_weight() -> None:
    rule = compile_rule("①每办1期简报得1分，最高5分；②被上级采用的，最高得5分。", Decimal(10))
    assert rule.stated_weights == ()


def test_formulas_with_their_operands() -> None:
    formula = compile_rule(
        "预算完成率=（上年结转+年初预算+本年追加-年末结余）/（上年结转+年初预算+本年追加）×100%，100%计满分，每低1个百分点扣1分。",
        Decimal(5),
    ).formula
    assert formula and formula.name == "预算完成率"
    assert [(o.text, o.factor) for o in formula.numerator] == [
        ("上年结转", 1),
        ("年初预算", 1),
        ("本年追加", 1),
        ("年末结余", -1),
    ]
    assert [o.text for o in formula.denominator] == ["上年结转", "年初预算", "本年追加"]


def test_fractions_and_column_letters_are_no_formulas() -> None:
    assert compile_rule("每有一项未完成扣1/3的分值。", Decimal(3)).formula is None
    assert compile_rule("达到指标值记满分；未达到按B/A记分。", Decimal(3)).formula is None


def test_points_beside_the_bands_are_never_lost() -> None:
    text = "任务全部完成得8分，完成90%以上得6分，70%以下不得分"
    assert compile_rule(text, Decimal(8)).top == 8
    assert compile_rule("成效突出得5-4分，成效一般得3-1分", Decimal(5)).top == 5


def test_shares_that_make_up_the_whole_are_the_weight() -> None:
    assert compile_rule("①有；②全；③用，每符合一个要点得三分之一权重分。", Decimal(5)).top == 5


def test_a_limit_under_which_nothing_is_given_is_kept() -> None:
    rule = compile_rule("合格率98%以上的得10分，每下降1个百分点扣1分，低于90%的不得分", Decimal(10))
    assert rule.zero and (rule.zero.op, rule.zero.value) == ("<", 90)


def test_one_less_a_ratio_is_no_ratio_of_two_amounts() -> None:
    formula = compile_rule("得分=（1-5×调剂金额/年初预算）×分值。", Decimal(10)).formula
    assert formula and formula.minus == 5 and [o.text for o in formula.numerator] == ["调剂金额"]
    assert compile_rule("准确率=1-|决算-预算|/预算×100%，每偏差1个百分点扣0.1分。", Decimal(5)).formula is None


def test_shares_of_the_weight_are_points() -> None:
    rule = compile_rule("完成率≥100%，得满分；90%≤完成率<100%，得80%权重分；完成率<90%，不得分。", Decimal(5))
    assert [(band.low, band.high, band.points) for band in rule.bands] == [(100, None, 5), (90, 100, 4), (None, 90, 0)]


def test_a_list_of_points_without_enumeration_limits_nothing() -> None:
    assert compile_rule("目标明确得1分，目标细化得1分。", Decimal(3)).top is None


@pytest.mark.parametrize(
    ("text", "weight", "kind"),
    [
        ("建成仓库1座以上，得10分；配套道路2条以上，得10分。", 20, "additive"),
        ("得分=（完工率-60%）/（1-60%）×分值。", 5, "interpolation"),
        ("根据群众认可程度计分。", 5, "discretionary"),
        ("发现材料不实酌情扣1-3分，最高扣5分。", 5, "discretionary"),
        ("得分=支付率×12", 12, "proportional"),
        ("①有方案；②有预算；③有台账，每项各占1/3分值。", 6, "additive"),
    ],
)
def test_less_usual_wordings(text: str, weight: int, kind: str) -> None:
    assert compile_rule(text, Decimal(weight)).kind == kind


def test_a_share_of_the_points_is_not_read_as_points() -> None:
    assert compile_rule("①有方案；②有预算；③有台账，每项各占1/3分值。", Decimal(6)).top == 6


def test_a_figure_without_sign_has_no_side() -> None:
    bare, told = (compile_rule(f"支付率{words}得10分，否则不得分。", Decimal(10)).bound for words in ("95%", "达到95%"))
    assert bare and bare.bare and told and not told.bare


def test_degrees_of_one_kind_of_indicator_leave_the_others_to_the_share() -> None:
    text = "定量指标完成的得满分，未完成的按完成比例计分；定性指标分三档，分别按100%-80%、80%-60%、60%-0%计分。"
    assert compile_rule(text, Decimal(10)).kind == "conditional"


def test_nought_without_a_unit_is_of_what_is_deducted_by() -> None:
    rule = compile_rule("变动率≦0，计5分；变动率>0，每超过一个百分点扣0.5分，扣完为止。", Decimal(5))
    assert rule.bound is not None and (rule.bound.op, rule.bound.value, rule.bound.unit) == ("≤", 0, "%")


@pytest.mark.parametrize(
    ("text", "weight", "kind", "told"),
    [
        ("以98%为满分线，每低3%扣1分（不足3%的按3%计）。", 6, "threshold", "≥98%"),
        ("等于100%得5分；每超过（降低）4个百分点扣1分。", 5, "threshold", "=100%"),
        ("偏离率在±8%以内不扣分，超过±8%的，每超过1个百分点扣0.5分。", 5, "threshold", "≤8%"),
        ("合格率每低于98%一个百分点扣0.5分。", 5, "threshold", "≥98%"),
        ("应发尽发得6分，发放率每降低2%扣1分。", 6, "threshold", "≥100%"),
        ("控制在编制数以内得满分，每超1个百分点扣0.5分。", 4, "threshold", "≤100%"),
        ("大于或等于92%得5分，每低1个百分点扣0.5分。", 5, "threshold", "≥92%"),
        ("达到96%得5分；未达到的，按实际合格率÷96%×5计算。", 5, "threshold", "≥96%"),
        ("平均用时≤20分钟得5分，每超过4分钟扣1分。", 5, "threshold", "≤20分钟"),
    ],
)
def test_where_full_marks_begin(text: str, weight: int, kind: str, told: str) -> None:
    rule = compile_rule(text, Decimal(weight))
    assert rule.bound is not None
    assert (rule.kind, f"{rule.bound.op}{rule.bound.value}{rule.bound.unit}") == (kind, told)


@pytest.mark.parametrize(
    ("text", "weight", "bands"),
    [
        (
            "92%以上（含92%）得5分；80%（含80%）-92%得3分；80%以下得0分。",
            5,
            [(92, None, 5), (80, 92, 3), (None, 80, 0)],
        ),
        ("比率≥40%得3分；在30%（含）和40%之间得2分；＜30%得0分。", 3, [(40, None, 3), (30, 40, 2), (None, 30, 0)]),
        ("12小时内办结得5分；12—36小时得3分；超过36小时不得分。", 5, [(None, 12, 5), (12, 36, 3), (36, None, 0)]),
        (
            "85分以上（含85分）得6分；70分（含）-85分得4分；70分以下得0分。",
            6,
            [(85, None, 6), (70, 85, 4), (None, 70, 0)],
        ),
        (
            "≤12%得满分，12%＜比率≤18%的得50%分，＞18%不得分。",
            5,
            [(None, 12, 5), (12, 18, Decimal("2.5")), (18, None, 0)],
        ),
        ("全部建成得5分，建成率85%以上得3分，85%以下不得分。", 5, [(100, None, 5), (85, None, 3), (None, 85, 0)]),
        ("下降或持平得5分；增长8%（含）以内得3分；增长8%以上得0分。", 5, [(None, 0, 5), (None, 8, 3), (8, None, 0)]),
        (
            "达到目标值得满分；完成目标值75%以上的得4分；低于75%的得0分。",
            6,
            [(100, None, 6), (75, None, 4), (None, 75, 0)],
        ),
    ],
)
def test_the_bands_of_a_rule(text: str, weight: int, bands: list[tuple[int | None, int | None, Decimal]]) -> None:
    rule = compile_rule(text, Decimal(weight))
    assert rule.kind == "bands" and [(band.low, band.high, band.points) for band in rule.bands] == bands


@pytest.mark.parametrize(
    ("text", "weight", "least"),
    [
        ("达到98%得满分，每低1个百分点扣1分，最多扣3分。", 8, 5),
        ("达到98%得满分，每低1个百分点扣1分，扣满4分为止。", 8, 4),
        ("达到98%得满分，每低1个百分点扣1分，扣至2分为止。", 8, 2),
        ("达到98%得满分，每低1个百分点扣1分，最低得1分。", 8, 1),
        ("达到98%得满分，每低1个百分点扣1分，扣分不超过6分。", 8, 2),
    ],
)
def test_what_deductions_leave(text: str, weight: int, least: int) -> None:
    assert compile_rule(text, Decimal(weight)).least == least


@pytest.mark.parametrize(
    ("text", "weight", "kind"),
    [
        ("达到目标得80%-100%分值，部分达到得50%-80%分值，未达到得0-50%分值。", 10, "tiers"),
        ("账目真实、准确、完整各2分。", 6, "additive"),
        ("目录公开、预算公开、决算公开、结果公开各占25%分值。", 4, "additive"),
        ("刊发1篇得0.5分，最高得3分。", 3, "conditional"),
        ("每建成1处得1分，最高4分。", 4, "conditional"),
        ("99%以上得满分，70%以下不得分，70%-99%之间用插值法计算。", 5, "interpolation"),
        ("达到100%得满分，低于100%按比例扣分，低于70%不得分。", 8, "threshold"),
    ],
)
def test_more_wordings(text: str, weight: int, kind: str) -> None:
    assert compile_rule(text, Decimal(weight)).kind == kind


def test_a_clause_that_is_not_understood_is_known() -> None:
    assert compile_rule("得分=（1-差错率）×分值。", Decimal(5)).unread
    assert compile_rule("≥95%得满分，80%-95%的得八折分值，＜80%不得分。", Decimal(5)).unread
    assert not compile_rule("≥95%得满分，未达到的按比例扣分。", Decimal(5)).unread


def test_pieces_are_told_from_rates() -> None:
    step = compile_rule("及时率100%得满分；每有1笔未按时拨付的，扣1分。", Decimal(5)).step
    assert step and (step.per, step.unit) == (1, "笔")


def test_deductions_of_several_kinds_leave_no_step_to_count_by() -> None:
    assert compile_rule("发生一般事故1起扣1分，发生较大事故1起扣3分。", Decimal(5)).step is None


def test_a_span_from_nought_gives_nothing_below_its_end() -> None:
    rule = compile_rule("≥90%得满分，0-60%不得分，60%-90%之间按比例得分。", Decimal(6))
    assert rule.zero and (rule.zero.op, rule.zero.value) == ("<", 60)
