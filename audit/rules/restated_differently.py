"""R101: 同一事项前后数字不一致."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import finding


@rule(
    "R101",
    "同一事项前后数字不一致",
    family="restate",
    severity="error",
    basis="绩效自评数据应当前后一致",
    wrongly="口径（本级与汇总、预算与决算、年初与年末）不同的两个数不是同一事项。",
    examples=[
        bad(
            "2021年拨付疫情防控专项资金2,247.96万元，用于防疫物资采购和隔离点运转，切实保障人民群众生命安全和身体健康。\n2021年拨付疫情防控专项资金2,274.96万元，用于防疫物资采购和隔离点运转，切实保障人民群众生命安全和身体健康。",
            "2,274.96万元",
        ),
        good(
            "2021年拨付疫情防控专项资金2,247.96万元，用于防疫物资采购和隔离点运转。\n2020年拨付疫情防控专项资金1,115.30万元，用于防疫物资采购和隔离点运转。"
        ),
    ],
    aliases=("XSE-01", "XSE-02", "XSE-03"),
)
def restated_differently(case: Case) -> Iterator[Finding]:
    """同一事项在报告中出现多次，数字应当一致；元、万元、亿元之间按印出的位数比较。"""
    for story in case.told("restate"):
        yield finding(case, story, severity="error", advice="请核对两处数字，统一为正确的数字。")
