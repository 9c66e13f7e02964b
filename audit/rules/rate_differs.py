"""E101: 比率与所列数字不符."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import alternatives, finding, tail_only


@rule(
    "E101",
    "比率与所列数字不符",
    family="ratio",
    severity="error",
    basis="财预〔2020〕10号（预算执行率等按实际执行数与预算数计算）",
    wrongly="比率的分母口径（年初预算、调整后预算、到位资金）报告未写明时并非错误；同句中可能的口径都会先行试算。",
    examples=[
        bad("全年预算数1350.50万元，全年执行数1298.37万元，预算执行率97.14%。", "97.14%"),
        good("全年预算数1350.50万元，全年执行数1298.37万元，预算执行率96.14%。"),
        good("全年预算数1351万元，全年执行数1298万元，预算执行率96.14%。"),
        good("全年执行数1298.37万元，预算执行率97.14%。"),
        good(
            "年末固定资产账面原值0.2955亿元，已提折旧0.2045亿元，账面净值0.0910亿元，"
            "其中实际在用固定资产原值0.2891亿元，固定资产在用率97.84%。"
        ),
    ],
    aliases=("RAT-05", "RAT-07", "SCR-16", "RAT-13", "RAT-15", "RAT-16", "RAT-17", "RAT-18"),
)
def rate_differs(case: Case) -> Iterator[Finding]:
    """执行率、完成率、到位率等应等于同句所列两数相除。

    分母可能是年初预算、调整后预算或到位资金，均先行试算；任何口径、任何舍入方式都不成立时才报。
    """
    for story in case.told("ratio"):
        if tail_only(story):
            continue
        yield finding(
            case,
            story,
            severity="warning" if story.needs else "error",
            advice="请核对该比率的分子、分母及计算结果；口径特殊的，请在报告中注明。",
            extra=alternatives(story),
        )
