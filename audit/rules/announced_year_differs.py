"""The year in “现将……报告如下” or in a heading differs from the title's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found, spots

_ANNOUNCED = re.compile(
    r"现(?:将|就)[^。；;]{0,40}?(?P<year>20\d{2})\s*年度?[^。；;《》]{0,40}?(?:绩效|自评)[^。；;《》]{0,30}?(?:报告|汇报|说明)如下"
)
_SPAN = re.compile(
    r"(?:评价时段|评价期间|评价基准期|自评期间|评价时间段)[^。；;]{0,10}?(?P<year>20\d{2})年1月1日\s*[-—~至到]+\s*(?:20\d{2}年)?12月31日"
)
_TITLE = "安和县水利局2022年度部门整体支出绩效自评报告\n"


@rule(
    "F105",
    "正文年度与标题年度不一致",
    family="residue",
    severity="warning",
    basis="财预〔2020〕10号（单位自评针对评价年度）",
    wrongly="标题写的是布置工作的年份、正文写的是评价年份。",
    examples=[
        bad(_TITLE + "现将我局2021年度部门整体支出绩效自评情况报告如下：", "2021"),
        bad(_TITLE + "评价时段：2021年1月1日至2021年12月31日。", "2021"),
        good(_TITLE + "根据2023年度工作安排，现将我局2022年度部门整体支出绩效自评情况报告如下："),
        good(_TITLE + "评价时段：2022年1月1日至2022年12月31日。"),
        good(_TITLE + "按照《关于2021年度绩效自评的通知》要求，现将绩效自评情况报告如下："),
        good("部门整体支出绩效自评报告\n现将我局2021年度部门整体支出绩效自评情况报告如下："),
    ],
    aliases=("TPL-09",),
)
def announced_year_differs(case: Case) -> Iterator[Finding]:
    """标题、“现将……年度绩效自评情况报告如下”、评价时段写的应当是同一年度。

    只比较这几处固定位置；标题没有写明年度的不报。
    """
    year, place = case.item.year, case.item.place
    if not year.isdigit() or place is None or place.block >= len(case.report.document.blocks):
        return
    stated = {year}
    marked: list[Spot] = []
    for pattern in (_ANNOUNCED, _SPAN):
        for spot, match in spots(case, pattern, "year", given=("如下", "12月31日")):
            if match.group("year") not in stated and f"{year}年" not in match.group():
                marked.append(spot)
    if marked:
        yield found(
            announced_year_differs,
            case,
            marked,
            f"标题的评价年度是{year}年，此处却是{marked[0].ink}年，疑为沿用旧稿未改，或标题写成了布置工作的年份。",
            labels=("评价年度",),
            advice="请核对评价年度，统一标题与正文。",
        )
