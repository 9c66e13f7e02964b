"""K204: the report's own figures and its own rule give fewer points than it claims."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.scores import called, points, scored, told

_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |\n"
_RULE = "执行率=实际采购金额/政府采购预算×100%，达到100%得满分，每低1个百分点扣0.5分，扣完为止。"


@rule(
    "K204",
    "按评分细则和报告数据计算，得分低于自评得分",
    family="score_recompute",
    severity="error",
    basis="本单位自评所用评分细则",
    wrongly="细则所指口径（基数、期间、资金范围）与报告中同名数据不同的。",
    examples=[
        bad(
            "年初政府采购预算420.00万元，实际采购金额363.30万元。\n"
            + _HEAD
            + f"| 过程 | 预算 | 政府采购执行率 | 6 | 6 | {_RULE} |",
            "6",
        ),
        good(
            "年初政府采购预算420.00万元，实际采购金额420.00万元。\n"
            + _HEAD
            + f"| 过程 | 预算 | 政府采购执行率 | 6 | 6 | {_RULE} |"
        ),
        good("全年采购办公设备363.30万元。\n" + _HEAD + f"| 过程 | 预算 | 政府采购执行率 | 6 | 6 | {_RULE} |"),
    ],
    aliases=("SCR-10", "SCR-15"),
)
def own_rule_gives_less(case: Case) -> Iterator[Finding]:
    """细则写明公式和扣分办法、公式所需数据在报告中都能找到的，按细则重算得分，应不低于自评得分。

    数据按名称、口径、期间逐一对应，同名数据有多个的取对单位最有利的；对应不上的不判。
    """
    for line, indicator in scored(case):
        if indicator is None or line.verdict != "overstated" or line.highest is None or line.claimed is None:
            continue
        by_rule = any(q.role in ("part", "whole", "rate") for q in line.inputs)
        if line.weight is None or line.claimed > line.weight or not by_rule:
            continue
        used = "、".join(q.text for q in line.inputs if q.role in ("part", "whole", "rate"))
        yield told(
            own_rule_gives_less,
            case,
            line.place,
            f"{called(line)}分值{points(line.weight).text}，自评得{points(line.claimed).text}。{line.why}（所用数据：{used}），"
            f"自评高出{points(line.claimed - line.highest).text}。",
            labels=(line.code, line.name),
            figures=line.inputs,
            computed=points(line.highest),
            expected=points(line.highest),
            advice="请核对所用数据和得分；口径不同的，请说明计算过程。",
        )
