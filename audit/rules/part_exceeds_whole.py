"""N401: 部分大于总体."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import finding


@rule(
    "N401",
    "部分大于总体",
    family="order",
    severity="error",
    basis="绩效自评数据应当真实、准确",
    wrongly="两数口径不同（如累计与当年、全部资金与财政资金）时并非错误。",
    examples=[
        bad("发放问卷200份，收回问卷296份，其中有效问卷290份。", "296份"),
        good("发放问卷200份，收回问卷196份，其中有效问卷190份。"),
    ],
    aliases=("BAL-11", "BAL-12"),
)
def part_exceeds_whole(case: Case) -> Iterator[Finding]:
    """收回数不应大于发放数、支出不应大于到位数等：部分大于总体的，两数必有一误。"""
    for story in case.told("order"):
        yield finding(case, story, severity="error", advice="请核对两处数字及其口径。")
