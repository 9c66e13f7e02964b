"""N103: 名称之间疑漏顿号."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding


@rule(
    "N103",
    "名称之间疑漏顿号",
    family="count",
    severity="info",
    basis="标点符号用法（GB/T 15834）",
    wrongly="个别机构名称本身就由两个机构名连成。",
    examples=[
        bad("下设5个内设机构，分别为：办公室、预算科、绩效管理科国库科、社保科。", "5个"),
        good("下设4个内设机构，分别为：办公室、预算科、国库科、社保科。"),
    ],
    aliases=("ARI-08",),
)
def separator_missing(case: Case) -> Iterator[Finding]:
    """按顿号数出的名称比所称数量少，而在两个连写的机构名之间补上顿号后正好相符：多半是漏了顿号，数量没有错。"""
    for judged in case.claims:
        if judged.line.status == "holds" and judged.reading.relation == "count" and judged.reading.licence == "weak":
            yield Finding(
                rule="",
                family="count",
                severity="info",
                title="",
                message=f"报告称“{judged.line.figures[0].text}”，按顿号只列出{len(judged.claim.names)}项；{judged.reading.note}，与所称数量相符。",
                quote=judged.claim.quote,
                place=judged.claim.place,
                figures=judged.line.figures,
                advice="请在名称之间补上顿号。",
                labels=("listing", judged.claim.names[0]),
                claims=(judged.number,),
            )
