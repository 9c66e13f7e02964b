"""K105: bands of a scoring rule that leave a gap or overlap."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Flaw
from audit.scores import called, cards, rule_of, told
from extract.decimals import plain
from extract.rubric import Band


@rule(
    "K105",
    "评分细则的分段有空档或重叠",
    family="rubric",
    severity="warning",
    basis="本单位自评所用评分细则",
    wrongly="指标值只可能取整数档时，分段之间的空档不影响打分。",
    examples=[
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |\n"
            "| 效果 | 满意 | 公众满意度 | 6 | 6 | 90%以上计6分，70%-80%计3分，低于70%不得分。 |",
            "公众满意度",
        ),
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |\n"
            "| 效果 | 满意 | 公众满意度 | 6 | 6 | 90%以上计6分，80%-95%计4分，低于80%不得分。 |",
            "公众满意度",
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |\n"
            "| 效果 | 满意 | 公众满意度 | 6 | 6 | 90%（含）以上计6分，80%（含）-90%计4分，低于80%不得分。 |"
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |\n"
            "| 产出 | 数量 | 培训人数 | 5 | 5 | 达到300人及以上得5分，200-299人得3分，200人以下不得分。 |"
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |\n"
            "| 管理 | 预算 | 预算控制率 | 5 | 5 | 0计5分，0-10%（含）计4分，10-20%（含）计3分，大于20%不得分。 |"
        ),
    ],
    aliases=("RUB-07",),
    form=True,
)
def bands_leave_gap(case: Case) -> Iterator[Finding]:
    """分段计分的细则，各段应首尾相接：中间有空档则落在空档里的完成值无分可依，有重叠则同一完成值可得两种分数。

    只看段与段之间的间隔：段端点“含/不含”未写明的、相差不超过1的（如80—89%、90%以上）不报。属制表问题。
    """
    for card in cards(case):
        for indicator in card.leaves:
            compiled = rule_of(indicator)
            if compiled is None or compiled.kind != "bands" or len({b.unit for b in compiled.bands} - {""}) > 1:
                continue
            fault = _fault(compiled.bands)
            if fault:
                yield told(
                    bands_leave_gap,
                    case,
                    indicator.place,
                    f"{called(indicator)}的评分细则{fault}，落在其中的完成值无法确定得分。属细则缺陷。",
                    labels=(indicator.code, indicator.name),
                    advice="请制定细则的财政部门补齐各段。",
                    flaws=[Flaw(called(indicator), indicator.rule, fault)],
                )


def _fault(bands: tuple[Band, ...]) -> str:
    """The first gap or overlap between neighbouring bands, in words; "" where they join."""
    ordered = sorted(bands, key=lambda b: (b.low is not None, b.low or Decimal(0), b.high or Decimal(0)))
    for one, other in pairwise(ordered):
        if one.high is None or other.low is None:
            return ""
        unit = one.unit or other.unit
        if other.low > one.high + 1:
            return f"在{plain(one.high)}{unit}至{plain(other.low)}{unit}之间没有规定"
        if other.low < one.high and one.low != one.high:
            return f"在{plain(other.low)}{unit}至{plain(one.high)}{unit}之间有两种规定"
    return ""
