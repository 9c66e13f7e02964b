"""N102: 所列名称个数与所称数量不符."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import finding


@rule(
    "N102",
    "所列名称个数与所称数量不符",
    family="count",
    severity="error",
    basis="绩效自评数据应当真实、准确",
    wrongly="名称内部含顿号、并列连词，或名称之间漏了顿号时会数错；能用漏顿号解释的只作提示。",
    examples=[
        bad("下设5个内设机构，分别为：办公室、预算科、国库科、社保科。", "5个"),
        good("下设4个内设机构，分别为：办公室、预算科、国库科、社保科。"),
        good("下设5个内设机构，包括：办公室、预算科、国库科等。"),
        good("下设5个内设机构，分别为：办公室、预算科、绩效管理科国库科、社保科。"),
    ],
    aliases=("ARI-08", "TXT-04"),
)
def names_do_not_count(case: Case) -> Iterator[Finding]:
    """“N个……，分别为：甲、乙、丙”，列出的名称应有N个。"""
    for story in case.told("count"):
        if story.head.reading.relation == "count":
            yield finding(case, story, severity="error", advice="请核对数量与所列名称，补上遗漏的名称或更正数量。")
