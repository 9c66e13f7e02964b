"""N401: 部分大于总体."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import finding
from extract.claims.claim import Reading


@rule(
    "N401",
    "部分大于总体",
    family="order",
    severity="error",
    basis="绩效自评数据应当真实、准确",
    wrongly="两数口径不同（如累计与当年、全部资金与财政资金）、各项互有重叠时并非错误；几项之和大于总数的因此只列为疑点。",
    examples=[
        bad("发放问卷200份，收回问卷296份，其中有效问卷290份。", "296份"),
        good("发放问卷200份，收回问卷196份，其中有效问卷190份。"),
        bad("项目支出356.70万元，主要用于河道清淤511.69万元、堤防加固76.79万元等。", "511.69万元"),
        good("项目支出356.70万元，主要用于河道清淤211.69万元、堤防加固76.79万元等。"),
    ],
    aliases=("BAL-11", "BAL-12", "ARI-02", "ARI-12"),
)
def part_exceeds_whole(case: Case) -> Iterator[Finding]:
    """收回数不应大于发放数、支出不应大于到位数等：部分大于总体的，两数必有一误。"""
    for story in case.told("order"):
        yield finding(
            case,
            story,
            severity="error" if _one_exceeds(case, story.head.reading) else "warning",
            advice="请核对各数及其口径；各项有重叠的，请在报告中注明。",
        )


def _one_exceeds(case: Case, reading: Reading) -> bool:
    """Whether one part alone is more than all that it is a part of."""
    figures = [(term.role, case.report.figures[term.figure]) for term in reading.terms]
    whole = sum(figure.upper for role, figure in figures if role == "larger")
    return any(figure.lower > whole for role, figure in figures if role == "smaller")
