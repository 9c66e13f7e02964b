"""T102: parts and whole differ by a little more than rounding can explain (尾差)."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import finding, tail_only


@rule(
    "T102",
    "分项之和与合计有尾差",
    family="sum",
    severity="warning",
    basis="预算法第七十五条（决算数额准确）",
    wrongly="各分项由更精确的数字分别取整而来、且取整方式不一时会出现一两个末位的差，一般不影响结论。",
    examples=[
        bad("全年基本支出1326.48万元，其中：人员经费1102.31万元，日常公用经费224.19万元。", "1326.48万元"),
        good("全年基本支出1326.49万元，其中：人员经费1102.31万元，日常公用经费224.19万元。"),
    ],
    aliases=("ARI-04",),
)
def parts_miss_by_rounding(case: Case) -> Iterator[Finding]:
    """分项之和与合计的差额超过四舍五入所能解释的范围，但不超过两个末位单位，属于尾差，提请核对即可。"""
    for story in case.told("sum", "table_sum", "score_sum"):
        if tail_only(story):
            yield finding(case, story, severity="warning", advice="请核对是否为取整造成的尾差，必要时统一保留位数。")
