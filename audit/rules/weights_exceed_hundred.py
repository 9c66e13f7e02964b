"""K112: the weights of a card come to more than a hundred points, and no total is printed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.recount.counting import scored_row
from audit.recount.outcome import score_quotes
from audit.scores import cards, points, told

_CARD = (
    "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |\n| 产出 | 数量 | 培训人数 | {} | 20 |\n| 产出 | 质量 | 合格率 | 30 | 30 |\n"
    "| 产出 | 时效 | 按期开班率 | 10 | 10 |\n| 效益 | 社会 | 就业率 | 30 | 30 |\n| 满意度 | 满意度 | 学员满意度 | 10 | 10 |\n"
)


@rule(
    "K112",
    "各项分值合计超过100分",
    family="rubric",
    severity="warning",
    basis="财预〔2020〕10号（单位自评采用百分制）",
    wrongly="不是百分制的评分表；设有加分项的。",
    examples=[
        bad(_CARD.format(40), "40"),
        good(_CARD.format(20)),
        good(_CARD.format(40) + "| 合计 | < | < | 120 | 100 |"),
        good(_CARD.format(40).replace("培训人数", "加分项")),
    ],
    aliases=("IND-01",),
)
def weights_exceed_hundred(case: Case) -> Iterator[Finding]:
    """评分表没有合计行的，各项指标（连同预算执行率）的分值之和不应超过100分。

    有合计行的，由分值合计的核对处理；不足100分的可能有没读到的行，不判；超过150分的多半不是百分制，也不判。
    """
    for card in cards(case):
        scored = [leaf for leaf in card.leaves if leaf.weight is not None]
        row = scored_row(card)
        money = row.cells.get("weight") if row is not None else None
        total = sum((leaf.weight.value for leaf in scored if leaf.weight), money.value if money else Decimal(0))
        bonus = any("加分" in leaf.name for leaf in card.leaves)
        if card.total_weight is not None or bonus or len(scored) < 5 or not 100 < total <= 150:
            continue
        yield told(
            weights_exceed_hundred,
            case,
            scored[0].weight.place if scored[0].weight else scored[0].place,
            f"本表各项分值合计{points(total).text}，超过100分。",
            labels=("hundred",),
            figures=tuple(q for leaf in scored for q in score_quotes(leaf) if q.role == "weight"),
            computed=points(total),
            advice="请核对各项分值；不是百分制的，请说明折算办法。",
        )
