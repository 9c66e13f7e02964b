"""K104: the weight repeated inside a scoring rule is not the indicator's."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Flaw
from audit.recount.by_rule import gain_quotes
from audit.scores import called, cards, rule_of, told


@rule(
    "K104",
    "细则中写的分值与指标分值不符",
    family="rubric",
    severity="warning",
    basis="本单位自评所用评分细则",
    wrongly="细则按百分制或上级原表分值书写、另有折算说明的。",
    examples=[
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |\n"
            "| 效果 | 满意 | 群众满意度 | 5 | 5 | 满意度达到85%，得满分；每降低1%，扣权重分（4分）5%。 |",
            "4分",
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |\n"
            "| 效果 | 满意 | 群众满意度 | 4 | 4 | 满意度达到85%，得满分；每降低1%，扣权重分（4分）5%。 |"
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |\n"
            "| 效果 | 满意 | 群众满意度 | 4 | 4 | 满意度达到85%，得满分；每降低1%，扣0.2分。 |"
        ),
    ],
    aliases=("RUB-06",),
    form=True,
)
def weight_inside_rule_differs(case: Case) -> Iterator[Finding]:
    """评分细则中重复写出的权重（如“权重（3分）”“扣权重分（1分）5%”），应与指标分值一致。

    不一致时按哪一个扣分说不清，属制表问题，不归责于填报单位。
    """
    for card in cards(case):
        for indicator in card.leaves:
            compiled = rule_of(indicator)
            if indicator.weight is None or compiled is None:
                continue
            wrong = [gain for gain in compiled.stated_weights if gain.points != indicator.weight.value]
            if not wrong or len(wrong) < len(compiled.stated_weights):
                continue
            fault = f"分值为{indicator.weight.text}，评分细则中却写为{wrong[0].text}"
            yield told(
                weight_inside_rule_differs,
                case,
                indicator.place,
                f"{called(indicator)}{fault}，扣分基数无法确定。属细则缺陷。",
                labels=(indicator.code, indicator.name),
                figures=gain_quotes(indicator, wrong),
                advice="请制定细则的财政部门统一分值。",
                flaws=[Flaw(called(indicator), indicator.rule, fault)],
            )
