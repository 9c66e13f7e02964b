"""K202: the points for budget execution are more than the execution rate gives."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.scores import points, scored, told

_HEAD = (
    "| 项目名称 | 农村公路养护 | < | < | < | < | < | < |\n"
    "| 项目资金（万元） | 类别 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"
)
_FOOT = (
    "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |\n"
    "| 产出指标 | 数量指标 | 养护里程 | ≥20公里 | 20公里 | 90 | 89.75 | 略有延误 |"
)


@rule(
    "K202",
    "预算执行率得分高于按执行率计算的得分",
    family="score_recompute",
    severity="error",
    basis="财预〔2020〕10号（预算执行率得分＝执行率×分值）",
    wrongly="地方办法另有满分线（如执行率95%以上得满分）而表中未写明的。",
    examples=[
        bad(_HEAD + "| ^ | 年度资金总额 | 500.00 | 500.00 | 423.00 | 10 | 84.60% | 10 |\n" + _FOOT, "10"),
        good(_HEAD + "| ^ | 年度资金总额 | 500.00 | 500.00 | 423.00 | 10 | 84.60% | 8.46 |\n" + _FOOT),
        good(_HEAD + "| ^ | 年度资金总额 | 90.00 | 96.03 | 96.0012 | 10 | 99.97% | 10 |\n" + _FOOT),
    ],
    aliases=("SCR-03",),
)
def execution_points_too_high(case: Case) -> Iterator[Finding]:
    """自评表资金栏的得分，按全年执行数÷全年预算数×分值计算，最高不超过分值。

    按印出的预算数、执行数的舍入区间计算，并允许按本表打分的最小单位（1分、0.5分、0.1分或0.01分）取整；
    仍低于自评得分的才报。
    """
    for line, indicator in scored(case):
        if indicator is not None or line.verdict != "overstated" or line.highest is None or line.claimed is None:
            continue
        if line.weight is not None and line.claimed > line.weight:
            continue
        yield told(
            execution_points_too_high,
            case,
            line.place,
            f"预算执行率自评得{points(line.claimed).text}，{line.why}，自评高出{points(line.claimed - line.highest).text}。",
            labels=("execution",),
            figures=line.inputs,
            computed=points(line.highest),
            expected=points(line.highest),
            advice="请按执行率重新计算得分；如适用其他计分办法，请注明依据。",
        )
