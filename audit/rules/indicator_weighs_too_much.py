"""K111: one indicator carries more than thirty of a hundred points."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.recount.outcome import score_quotes
from audit.scores import also_rows, called, cards, points, told

_MOST = Decimal(30)
_CARD = (
    "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |\n| 产出 | 数量 | 发放足额率 | {} | {} |\n"
    "| 产出 | 时效 | 发放及时率 | {} | {} |\n| 效益 | 社会 | 政策知晓率 | 30 | 30 |\n| 合计 | < | < | 100 | 100 |"
)


@rule(
    "K111",
    "单项指标分值过重",
    family="rubric",
    severity="info",
    basis="财预〔2021〕101号（按重要程度合理分配指标权重）",
    wrongly="内容单一的小额经常性项目。",
    examples=[
        bad(_CARD.format(60, 60, 10, 10), "60"),
        good(_CARD.format(30, 30, 30, 30).replace("100", "90")),
        good(_CARD.format(60, 60, 10, 10).replace("| 30 | 30 |", "| 180 | 180 |")),
    ],
    aliases=("IND-04", "IND-06"),
)
def indicator_weighs_too_much(case: Case) -> Iterator[Finding]:
    """百分制的评分表中，一项三级指标超过30分的，其余指标难以反映差别。每张表合为一条，只作提示。"""
    for card in cards(case):
        weights = [leaf.weight.value for leaf in card.leaves if leaf.weight]
        heavy = [leaf for leaf in card.leaves if leaf.weight is not None and leaf.weight.value > _MOST]
        if not heavy or not 90 <= sum(weights) <= 100 or len(weights) < len(card.leaves):
            continue
        names = "、".join(f"{called(leaf)}（{points(leaf.weight.value).text}）" for leaf in heavy if leaf.weight)
        yield told(
            indicator_weighs_too_much,
            case,
            heavy[0].place,
            f"{names}超过30分，一项指标左右了总分。",
            labels=("heavy",),
            figures=tuple(q for q in score_quotes(heavy[0]) if q.role == "weight"),
            also=also_rows(case, heavy[1:]),
            advice="请考虑拆分指标或调整分值。",
        )
