"""K201: a claimed score above the indicator's weight."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted, ScoreLine
from audit.recount.outcome import score_quotes
from audit.scores import called, cards, points, scored, told
from extract.document import Place
from extract.scorecard import Indicator


@rule(
    "K201",
    "指标得分超过分值",
    family="score_recompute",
    severity="error",
    basis="财预〔2020〕10号（得分不超过指标分值）",
    wrongly="设有加分项、允许超过分值的地方办法。",
    examples=[
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
            "| 产出指标 | 质量指标 | 路面合格率 | ≥85% | 88% | 8 | 9 |",
            "9",
        ),
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |\n| 决策 | 目标 | 明确性 | 10 | 12 |\n"
            "另附项目自评表：\n"
            "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
            "| 产出指标 | 质量指标 | 路面合格率 | ≥85% | 88% | 8 | 8 |\n| ^ | ^ | 绿化成活率 | ≥85% | 88% | 8 | 8 |",
            "12",
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
            "| 产出指标 | 质量指标 | 路面合格率 | ≥85% | 88% | 8 | 8 |"
        ),
    ],
    aliases=("SCR-01",),
)
def score_exceeds_weight(case: Case) -> Iterator[Finding]:
    """每项指标的得分不得超过其分值，否则总分虚增。名称含“加分”的指标不报。"""
    seen: set[Place] = set()
    for line, weight, claimed, figures in _scores(case):
        if claimed <= weight or "加分" in line.name or line.place in seen:
            continue
        seen.add(line.place)
        yield told(
            score_exceeds_weight,
            case,
            line.place,
            f"{called(line)}分值{points(weight).text}，自评得{points(claimed).text}，超出{points(claimed - weight).text}。",
            labels=(line.code, line.name),
            figures=figures,
            computed=points(weight),
            advice="请更正该项得分，并相应更正总分。",
        )


def _scores(case: Case) -> Iterator[tuple[ScoreLine | Indicator, Decimal, Decimal, tuple[Quoted, ...]]]:
    """(indicator, weight, score, both as printed) of the cards recounted, then of all others."""
    for line, _ in scored(case):
        if line.weight is not None and line.claimed is not None:
            yield line, line.weight, line.claimed, line.inputs
    for leaf in (leaf for card in cards(case) for leaf in card.leaves):
        if leaf.weight is not None and leaf.claimed is not None:
            yield leaf, leaf.weight.value, leaf.claimed.value, score_quotes(leaf)
