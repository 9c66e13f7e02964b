"""K201: a claimed score above the indicator's weight."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.scores import called, points, scored, told


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
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
            "| 产出指标 | 质量指标 | 路面合格率 | ≥85% | 88% | 8 | 8 |"
        ),
    ],
    aliases=("SCR-01",),
)
def score_exceeds_weight(case: Case) -> Iterator[Finding]:
    """每项指标的得分不得超过其分值，否则总分虚增。名称含“加分”的指标不报。"""
    for line, _ in scored(case):
        if line.claimed is None or line.weight is None or line.claimed <= line.weight or "加分" in line.name:
            continue
        yield told(
            score_exceeds_weight,
            case,
            line.place,
            f"{called(line)}分值{points(line.weight).text}，自评得{points(line.claimed).text}，超出{points(line.claimed - line.weight).text}。",
            labels=(line.code, line.name),
            figures=line.inputs,
            computed=points(line.weight),
            advice="请更正该项得分，并相应更正总分。",
        )
