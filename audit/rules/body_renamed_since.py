"""F106: the reporting body bears a name that the reform of institutions took away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found, spot_at

_REFORMED = 2019
_GONE = re.compile(
    r"(?:国土资源|环境保护|卫生和计划生育|卫生计生|卫计|工商行政管理|质量技术监督|食品药品监督管理|安全生产监督管理|"
    r"文化广电新闻出版|新闻出版广电|地方税务|物价)(?:局|厅|委员会|委)$"
)
"""Endings of bodies that the reform of 2018 merged or renamed everywhere, down to the counties, by March 2019."""


@rule(
    "F106",
    "单位名称为机构改革前的旧名",
    family="residue",
    severity="info",
    basis="《深化党和国家机构改革方案》（地方机构改革任务2019年3月底前基本完成）",
    wrongly="旧机构未注销账户、以旧名留存预算单位的。仅作提示。",
    examples=[
        bad("安和县国土资源局2021年度部门整体支出绩效自评报告\n全年支出1,200万元。", "安和县国土资源局"),
        good("安和县自然资源局2021年度部门整体支出绩效自评报告\n我局由原安和县国土资源局改组。"),
        good("安和县国土资源局2018年度部门整体支出绩效自评报告\n全年支出1,200万元。"),
    ],
    aliases=("TPL-08",),
)
def body_renamed_since(case: Case) -> Iterator[Finding]:
    """2020年度及以后的报告，单位名称仍是2018年机构改革已撤并、更名的旧名，多为沿用旧稿。

    只看报告标题所写的本单位名称；正文中“原××局”的说法、引用的旧文件不看。
    """
    unit, place, year = case.item.unit, case.item.place, case.item.year[-4:]
    if place is None or not year.isdigit() or int(year) <= _REFORMED or not _GONE.search(unit):
        return
    spot = spot_at(case, place)
    at = spot.passage.text.find(unit) if spot is not None else -1
    if spot is None or at < 0:
        return
    yield found(
        body_renamed_since,
        case,
        [Spot(spot.passage, at, at + len(unit))],
        f"报告年度为{year}年，单位名称“{unit}”是机构改革前的名称，可能沿用了旧稿。",
        labels=(unit,),
        advice="请核对单位现用名称。",
    )
