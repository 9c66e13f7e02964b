"""Cumulative figures said to stand 目前, without a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found, quoted, spots

_NOW = re.compile(r"截[止至]目前|到目前为止|(?:(?<=[。；;，,\n])|^)目前(?=[，,]?已?累计)")


@rule(
    "P102",
    "累计数未注明截止日期",
    family="period",
    severity="info",
    basis="财预〔2020〕10号（单位自评针对全年预算执行情况）",
    wrongly="截止日期已在段首或表头写明。",
    examples=[
        bad("截止目前，共投入各级财政扶贫资金11.94亿元。目前，累计拨付疫情防控资金2,200.96万元。", "11.94亿元"),
        good("目前，我局设内设机构12个。截至2022年12月31日，累计拨付资金2,200万元。"),
        good("截止目前，各项工作进展顺利。"),
    ],
    aliases=("PER-02",),
)
def as_of_date_missing(case: Case) -> Iterator[Finding]:
    """“截止目前”“目前，累计……万元”没有写明日期，无法判断是否属于评价年度。

    只在同句有金额时提示，全文合并为一条。
    """
    marked: list[Spot] = []
    for spot, _ in spots(case, _NOW, given=("目前",)):
        left, right = spot.sentence()
        if any(figure.unit == "元" for figure in quoted(case, Spot(spot.passage, left, right))):
            marked.append(spot)
    if marked:
        left, right = marked[0].sentence()
        yield found(
            as_of_date_missing,
            case,
            marked,
            f"“{marked[0].ink}”的数据没有写明截止日期"
            + (f"（另有{len(marked) - 1}处）" if len(marked) > 1 else "")
            + "，无法确认是否为评价年度全年数。",
            labels=("目前",),
            figures=quoted(case, Spot(marked[0].passage, left, right)),
            advice="请写明截止日期；全年自评一般应为12月31日。",
        )
