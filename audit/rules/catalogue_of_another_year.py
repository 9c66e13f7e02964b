"""An annual procurement catalogue of an earlier year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.citation import citations
from audit.finding import Finding
from audit.spot import found

_CATALOGUE = re.compile(
    r"(?P<year>20\d{2})(?:\s*[-—至]\s*(?P<last>20\d{2}))?\s*年?(?:度|版)?[^》]{0,12}(?:集中采购目录|采购限额标准)"
)


@rule(
    "F206",
    "引用其他年度的采购目录",
    family="citation",
    severity="info",
    basis="中华人民共和国政府采购法（集中采购目录由省级以上人民政府公布）",
    wrongly="有的省两年或多年公布一次，目录仍然有效。仅作提示。",
    examples=[
        bad(
            "安和县水利局2022年度部门整体支出绩效自评报告\n根据《某省2019年政府集中采购目录及标准》开展采购。",
            "《某省2019年政府集中采购目录及标准》",
        ),
        good(
            "安和县水利局2022年度部门整体支出绩效自评报告\n根据《某省2021-2022年政府集中采购目录及标准》《某省2022年集中采购目录》采购。"
        ),
        good("根据《某省2019年政府集中采购目录及标准》开展采购。"),
    ],
    aliases=("REF-05",),
)
def catalogue_of_another_year(case: Case) -> Iterator[Finding]:
    """政府采购应当执行评价年度有效的集中采购目录及标准；引用更早年份的目录时提示核对是否仍然有效。"""
    if not case.item.year.isdigit():
        return
    year = int(case.item.year)
    for cited in citations(case):
        dated = _CATALOGUE.search(cited.title)
        if dated is None or cited.title_spot is None:
            continue
        last = int(dated.group("last") or dated.group("year"))
        if last < year:
            yield found(
                catalogue_of_another_year,
                case,
                [cited.title_spot],
                f"评价年度是{year}年，引用的是{last}年的采购目录及标准。有的目录多年有效，请核对当年是否仍然适用。",
                labels=("采购目录",),
                advice="请核对当年有效的目录。",
            )
