"""T201: 表内合计与明细之和不符."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import finding, tail_only


@rule(
    "T201",
    "表内合计与明细之和不符",
    family="table_sum",
    severity="error",
    basis="部门决算报表勾稽关系；预算法第七十五条",
    wrongly="明细只列举部分项目、表中有隐藏行或另有小计时并非错误；可能的加法关系都会先行试算。",
    examples=[
        bad(
            "|项目|预算数（万元）|决算数（万元）|\n|人员经费|918.24|893.15|\n|公用经费|124.36|108.72|\n|项目支出|247.80|231.45|\n|合计|1290.40|1243.32|",
            "1243.32",
        ),
        bad(
            "|项目资金（万元）|全年预算数|全年执行数|\n|年度资金总额|0|86.35|\n|其中：财政拨款|90.50|86.35|\n|上年结转资金|||\n|其他资金|||",
            "0",
        ),
        good(
            "|项目|预算数（万元）|决算数（万元）|\n|人员经费|918.24|893.15|\n|公用经费|124.36|108.72|\n|项目支出|247.80|231.45|\n|合计|1290.40|1233.32|"
        ),
    ],
    aliases=("ARI-10", "ARI-11"),
)
def table_does_not_sum(case: Case) -> Iterator[Finding]:
    """表中的合计、小计应等于其所含各行（列）之和；各级合计分别核算，小计不重复相加。"""
    for story in case.told("table_sum"):
        if not tail_only(story):
            yield finding(case, story, severity="error", advice="请核对合计数及各明细数。")
