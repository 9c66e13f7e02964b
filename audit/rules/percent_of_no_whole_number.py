"""N302: 百分比与样本数不可能相符."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import finding


@rule(
    "N302",
    "百分比与样本数不可能相符",
    family="granularity",
    severity="warning",
    basis="整数的性质：n个对象中的百分比只能是k÷n，k为整数",
    wrongly="百分比为加权平均、分项平均或样本有剔除时不受此限。",
    examples=[
        bad("共发放问卷40份，收回40份，满意度为96.67%。", "96.67%"),
        bad("抽查项目8个，合格率达到90%。", "90%"),
        bad("对20名参训学员进行问卷测评，满意率93%。", "93%"),
        good("抽查项目8个，合格率达到87.5%。"),
        good("共发放问卷40份，按五级加权计算，综合满意度为96.67%。"),
        good("共发放问卷40份，收回40份，满意度为97.5%。"),
        good("共发放问卷300份，收回300份，满意度为96.67%。"),
    ],
    aliases=("RAT-19",),
)
def percent_of_no_whole_number(case: Case) -> Iterator[Finding]:
    """n份问卷算出的满意率只能是k/n；印出的百分比不等于任何k/n（按印出的位数）时，样本数与百分比必有一个不准，或另有算法。"""
    for story in case.told("granularity"):
        yield finding(case, story, severity="warning", advice="请说明该百分比的计算方法和有效样本数。")
