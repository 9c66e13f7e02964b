"""K205: a target in words that was only partly reached, scored above its band."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.recount.targets import degree
from audit.scores import called, points, scored, told

_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |\n"


@rule(
    "K205",
    "定性指标部分达成或未达成，得分高于所在档次",
    family="score_recompute",
    severity="warning",
    basis="财预〔2020〕10号（定性指标按达成、部分达成、未达成三档记分）",
    wrongly="地方办法另定三档比例而表中未注明的。",
    examples=[
        bad(_HEAD + "| 效益指标 | 生态效益 | 水体改善 | 基本消除 | 部分达成预期指标 | 15 | 15 | 无 |", "15"),
        bad(_HEAD + "| 产出指标 | 时效指标 | 系统验收 | 完成验收 | 未验收 | 10 | 10 | 无 |", "10"),
        good(_HEAD + "| 效益指标 | 生态效益 | 水体改善 | 基本消除 | 部分达成预期指标 | 15 | 11 | 一处未治理到位 |"),
        good(_HEAD + "| 效益指标 | 生态效益 | 水体改善 | 基本消除 | 达成预期指标 | 15 | 15 | 无 |"),
    ],
    aliases=("SCR-09", "EVI-09"),
)
def degree_scored_too_high(case: Case) -> Iterator[Finding]:
    """定性指标的完成情况写明“部分达成”“未完成”的，得分应落在相应档次内：部分达成80%—60%（含），未达成60%—0。

    表中附有自己的档次说明的，按其说明。只认写得明白的完成情况，含糊的文字不判。
    """
    for line, indicator in scored(case):
        if indicator is None or line.verdict != "overstated" or line.highest is None or line.claimed is None:
            continue
        if line.weight is None or line.claimed > line.weight or degree(indicator.actual) not in ("partly", "undone"):
            continue
        yield told(
            degree_scored_too_high,
            case,
            line.place,
            f"{called(line)}分值{points(line.weight).text}，自评得{points(line.claimed).text}。{line.why}。",
            labels=(line.code, line.name),
            figures=line.inputs,
            computed=points(line.highest),
            advice="请按完成情况所在档次更正得分，并说明未达成的原因。",
        )
