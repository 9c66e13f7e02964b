"""F107: a report addressed to the body that hands it in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found

_SALUTATION = re.compile(r"^\s*(?P<body>[一-鿿]{3,20}?(?:局|厅|委员会|委|政府|办公室|中心|院))\s*[：:]\s*$")
_FIRST = 8
"""Passages among which a salutation stands."""


@rule(
    "F107",
    "报告主送单位就是本单位",
    family="residue",
    severity="info",
    basis="GB/T 9704—2012《党政机关公文格式》（主送机关）",
    wrongly="财政部门内设机构向本局报送自评报告的。仅作提示。",
    examples=[
        bad("安和县财政局2022年度部门整体支出绩效自评报告\n县财政局：\n现将我局2022年度自评情况报告如下。", "县财政局"),
        good("安和县水利局2022年度部门整体支出绩效自评报告\n县财政局：\n现将我局2022年度自评情况报告如下。"),
        good("平州市安和区财政局2022年度部门整体支出绩效自评报告\n市财政局：\n现将我局2022年度自评情况报告如下。"),
    ],
    aliases=("EVI-12",),
)
def addressed_to_itself(case: Case) -> Iterator[Finding]:
    """自评报告由预算部门报送财政部门（或主管部门）；主送单位与报告单位是同一个时，提示核对由谁审核。"""
    unit = case.item.unit
    if not unit:
        return
    for passage in case.texts[:_FIRST]:
        salutation = _SALUTATION.match(passage.text)
        if salutation is None or passage.row is not None or not unit.endswith(salutation["body"]):
            continue
        yield found(
            addressed_to_itself,
            case,
            [Spot(passage, *salutation.span("body"))],
            f"报告由{unit}提交，主送的“{salutation['body']}”也是本单位，须明确由谁复核。",
            labels=("主送单位",),
            advice="请核对主送单位；财政部门自评的，请注明复核机构。",
        )
        return
