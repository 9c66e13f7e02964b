"""K109: the weight of an indicator is not the one that the bureau's rule pack prescribes."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.recount.outcome import score_quotes
from audit.scores import called, cards, points, told

_PACK = """id = "district"
title = "某区自评规则"
source = "某区财政局自评工作通知"
verified = true
[[indicators]]
name = "预算执行率"
weight = 10
[[indicators]]
name = "培训合格率"
aliases = ["学员合格率"]
weight = 15
"""
_CARD = "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |\n| 产出 | 质量 | 学员合格率 | {} | 12 |"


@rule(
    "K109",
    "指标分值与规定不符",
    family="rubric",
    severity="warning",
    basis="本单位规则包（--templates）所列指标分值",
    wrongly="经财政部门同意调整过分值的。",
    examples=[
        bad(_CARD.format(20), "20", pack=_PACK),
        good(_CARD.format(15), pack=_PACK),
        good(_CARD.format(20)),
    ],
    aliases=("IND-15",),
)
def weight_differs_from_pack(case: Case) -> Iterator[Finding]:
    """规则包写明了某项指标分值的，评分表中同名指标的分值应与其一致。

    只按规则包“指标”中写了分值的指标核对，名称（或别名）完全相同的才算同一指标；没有规则包时不判。
    """
    pack = case.bureau_pack
    for card in cards(case):
        for leaf in card.leaves:
            known = pack.indicator(leaf.name)
            if known is None or known.weight is None or leaf.weight is None or leaf.weight.value == known.weight:
                continue
            yield told(
                weight_differs_from_pack,
                case,
                leaf.weight.place,
                f"{called(leaf)}分值为{points(leaf.weight.value).text}，“{pack.title}”规定为{points(known.weight).text}。",
                labels=(leaf.code, leaf.name),
                figures=tuple(q for q in score_quotes(leaf) if q.role == "weight"),
                computed=points(known.weight),
                advice="请按规定的分值填报；经同意调整的，请附批准材料。",
            )
