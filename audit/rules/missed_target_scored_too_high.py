"""K203: an indicator whose target was missed is scored higher than the share reached."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.recount.targets import compare
from audit.scores import called, points, scored, told

_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |\n"
_OTHER = "\n| 满意度指标 | 满意度 | 群众满意度 | ≥90% | 95% | 10 | 9.75 | 个别意见 |"


@rule(
    "K203",
    "未达到指标值，得分高于完成比例",
    family="score_recompute",
    severity="error",
    basis="财预〔2020〕10号（定量指标未完成的，按完成值与指标值的比例记分）",
    wrongly="表中另有计分办法、按档给分的；指标值或完成值由扫描误识的。",
    examples=[
        bad(_HEAD + "| 产出指标 | 数量指标 | 受益学生人数 | ≥6,800人 | 6,460人 | 10 | 10 | 无 |" + _OTHER, "10"),
        bad(_HEAD + "| 产出指标 | 成本指标 | 每公里养护成本 | ≤3,000元 | 3,288元 | 12 | 12 | 无 |" + _OTHER, "12"),
        good(_HEAD + "| 产出指标 | 数量指标 | 受益学生人数 | ≥6,800人 | 6,460人 | 10 | 9.5 | 生源减少 |" + _OTHER),
        good(_HEAD + "| 产出指标 | 数量指标 | 受益学生人数 | ≥6,800人 | 6,810人 | 10 | 10 | 无 |" + _OTHER),
        good(_HEAD + "| 产出指标 | 质量指标 | 资料归档及时率 | ≤95% | 97.2% | 10 | 10 | 无 |" + _OTHER),
        good(_HEAD + "| 产出指标 | 数量指标 | 受益学生人数 | ≥6,800人 | 基本完成 | 10 | 10 | 无 |" + _OTHER),
    ],
    aliases=("SCR-04", "SCR-05", "SCR-07"),
)
def missed_target_scored_too_high(case: Case) -> Iterator[Finding]:
    """定量指标未达到年度指标值的，得分不应超过分值乘以完成比例（成本类等反向指标为指标值与完成值之比）。

    指标值与完成值单位不一致、方向不明、含文字的一律不判。允许按本表打分的最小单位取整。
    """
    for line, indicator in scored(case):
        if indicator is None or line.verdict != "overstated" or line.highest is None or line.claimed is None:
            continue
        if line.weight is None or line.claimed > line.weight or compare(indicator) is None:
            continue
        yield told(
            missed_target_scored_too_high,
            case,
            line.place,
            f"{called(line)}分值{points(line.weight).text}，自评得{points(line.claimed).text}。{line.why}，"
            f"自评高出{points(line.claimed - line.highest).text}。",
            labels=(line.code, line.name),
            figures=line.inputs,
            computed=points(line.highest),
            expected=points(line.highest),
            advice="请核对完成值；确未完成的，按完成比例更正得分并说明原因。",
        )
