"""P106: the report is dated after the last day for handing it in."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import found, lone_dates

_PACK = """id = "district"
title = "某区自评规则"
source = "某区财政局自评工作通知"
verified = true
[[deadlines]]
name = "绩效自评报告"
date = 2024-04-15
"""
_REPORT = "安和县水利局2023年度部门整体支出绩效自评报告\n全年支出1,200万元。\n安和县水利局\n{}"


@rule(
    "P106",
    "落款日期晚于报送时限",
    family="period",
    severity="info",
    basis="本单位规则包（--templates）所列时限",
    wrongly="按要求修改后重报的；经同意延期的。",
    examples=[
        bad(_REPORT.format("2024年5月20日"), "2024年5月20日", pack=_PACK),
        bad(_REPORT.format("二〇二四年五月二十日"), "二〇二四年五月二十日", pack=_PACK),
        good(_REPORT.format("2024年4月15日"), pack=_PACK),
        good(_REPORT.format("2022年5月20日"), pack=_PACK),
        good(_REPORT.format("2024年5月20日")),
    ],
    aliases=("PER-04", "CMP-11"),
)
def dated_after_deadline(case: Case) -> Iterator[Finding]:
    """规则包写明了报送时限的，报告的落款日期不应晚于时限。

    只看单独成行的日期，且全部晚于时限才提示；时限名称须与报告标题相符（如“绩效自评报告”），时限所在年度须是评价年度的次年。
    没有规则包时不判。
    """
    last = [d for d in case.bureau_pack.deadlines if any(d.name in p.text for p in case.passages())]
    last = [d for d in last if not case.item.year.isdigit() or d.date.year == int(case.item.year) + 1]
    if not last:
        return
    due = max(last, key=lambda deadline: deadline.date)
    dated = list(lone_dates(case))
    if dated and all(date > due.date for date, _ in dated):
        yield found(
            dated_after_deadline,
            case,
            [spot for _, spot in dated],
            f"落款日期为{dated[0][1].ink}，“{case.bureau_pack.title}”规定{due.name}的报送时限为"
            f"{due.date.year}年{due.date.month}月{due.date.day}日。",
            labels=(due.name,),
            advice="请核对报送日期；经同意延期或修改后重报的，请说明。",
        )
