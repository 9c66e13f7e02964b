"""K206: a deadline was missed, and full marks are claimed."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.recount.targets import late
from audit.scores import called, scored, told

_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |\n"


@rule(
    "K206",
    "完成时间晚于指标值，仍得满分",
    family="score_recompute",
    severity="warning",
    basis="财预〔2020〕10号（未完成年度指标值的不得满分）",
    wrongly="完成时间为全部工作收尾时间、主体任务已按期完成的。",
    examples=[
        bad(_HEAD + "| 产出指标 | 时效指标 | 工程完工时间 | 2022年6月底前 | 2022年8月15日 | 10 | 10 | 无 |", "10"),
        bad(
            "安和县水利局2022年度项目支出绩效自评报告\n"
            + _HEAD
            + "| 产出指标 | 时效指标 | 工程验收时间 | 12月底前 | 2023年1月15日 | 10 | 10 | 无 |",
            "10",
        ),
        good(_HEAD + "| 产出指标 | 时效指标 | 工程完工时间 | 2022年6月底前 | 2022年6月20日 | 10 | 10 | 无 |"),
        good(_HEAD + "| 产出指标 | 时效指标 | 工程完工时间 | 2022年6月底前 | 2022年8月15日 | 10 | 8 | 汛期停工 |"),
        good(_HEAD + "| 产出指标 | 时效指标 | 工程完工时间 | 6月底前 | 2022年8月15日 | 10 | 10 | 无 |"),
    ],
    aliases=("PER-09", "EVI-07"),
)
def late_with_full_marks(case: Case) -> Iterator[Finding]:
    """时效指标的实际完成日期晚于指标值所定日期的，不应得满分。只有一处写明年份的，另一处按评价年度；评价年度不明时不比较。"""
    for line, indicator in scored(case):
        if indicator is None or line.claimed is None or line.claimed != line.weight:
            continue
        if not late(indicator.target, indicator.actual, case.item.year):
            continue
        yield told(
            late_with_full_marks,
            case,
            line.place,
            f"{called(line)}的指标值为“{indicator.target}”，实际为“{indicator.actual}”，晚于目标时间，自评仍得满分。",
            labels=(line.code, line.name),
            figures=line.inputs,
            advice="请核对完成时间；确属延期的，说明原因并更正得分。",
        )
