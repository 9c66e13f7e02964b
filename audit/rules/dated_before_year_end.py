"""A report on a whole year that is dated before the year was over."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import found, lone_dates


@rule(
    "P104",
    "落款日期早于评价年度终了",
    family="period",
    severity="warning",
    basis="财预〔2020〕10号（单位自评在年度预算执行结束后进行）",
    wrongly="年中已完成的项目提前自评；标题年份写成了布置工作的年份。",
    examples=[
        bad(
            "安和县水利局2022年度部门整体支出绩效自评报告\n全年支出1,200万元。\n安和县水利局\n2022年3月15日",
            "2022年3月15日",
        ),
        bad(
            "安和县水利局2022年度部门整体支出绩效自评报告\n全年支出1,200万元。\n二〇二二年十月八日",
            "二〇二二年十月八日",
        ),
        good("安和县水利局2022年度部门整体支出绩效自评报告\n全年支出1,200万元。\n安和县水利局\n2023年3月15日"),
        good("安和县水利局2022年度部门整体支出绩效自评报告\n全年支出1,200万元。\n2022年12月28日"),
        good("安和县水利局部门整体支出绩效自评报告\n全年支出1,200万元。\n2022年3月15日"),
        good("安和县水利局2022年度部门整体支出绩效自评报告\n2022年3月15日，召开动员会，安排资金20万元。\n2023年4月1日"),
    ],
    aliases=("PER-04",),
)
def dated_before_year_end(case: Case) -> Iterator[Finding]:
    """评价全年的报告，落款日期不应早于该年12月中旬。

    只看单独成行的日期；全文单独成行的日期都早于该年12月16日时才报。
    """
    if not case.item.year.isdigit():
        return
    year = int(case.item.year)
    dated = list(lone_dates(case))
    if dated and all(datetime.date(year, 1, 1) <= date < datetime.date(year, 12, 16) for date, _ in dated):
        marked = [spot for _, spot in dated]
        yield found(
            dated_before_year_end,
            case,
            marked,
            f"报告评价{year}年全年，落款日期却是{marked[0].ink}，当时该年尚未结束。"
            "可能是落款或标题年份写错，也可能是项目年中已完成、提前自评。",
            labels=("落款日期",),
            advice="请核对落款日期和评价年度。",
        )
