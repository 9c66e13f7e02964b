"""G103: 增减额与增减率方向相反."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import found, quoted, spots

_UP = r"(?:增加|增长|上升|提高|增幅)"
_DOWN = r"(?:减少|下降|降低|降幅|减幅|压减)"
_NUMBER = r"(?:了|额|率|幅度|约|为|达)*\s*[\d０-９][\d０-９.,，．\s]*"
_MONEY, _PERCENT = r"[万亿]?元", r"[%％]"
_BOTH = re.compile(
    rf"(?:较|比(?![例重])|同比)[^，。；,;]{{0,16}}?"
    rf"(?:{_UP}{_NUMBER}{_MONEY}[，,、（(]\s*{_DOWN}{_NUMBER}{_PERCENT}|{_DOWN}{_NUMBER}{_MONEY}[，,、（(]\s*{_UP}{_NUMBER}{_PERCENT})"
)


@rule(
    "G103",
    "增减额与增减率方向相反",
    family="change",
    severity="warning",
    basis="绩效自评数据应当真实、准确",
    wrongly="增减额与增减率各有所比（如额与预算比、率与上年比）而文字省略时并非错误。",
    examples=[
        bad("会议费支出较上年减少1.25万元，增长8.33%。", "1.25万元"),
        bad("项目支出比2021年增加36.5万元（下降12.4%）。", "36.5万元"),
        good("会议费支出较上年减少1.25万元，下降8.33%。"),
        good("会议费支出较上年减少1.25万元，培训费增长8.33%；收入比上年增加3万元，降低成本5%。"),
        good("公务接待费比上年增加（减少）-7.85万元，增长（下降）-38.67%。"),
    ],
    aliases=("TXT-08",),
)
def rises_and_falls_at_once(case: Case) -> Iterator[Finding]:
    """同一项支出与同一基数相比，增减额说增加、增减率却说下降（或相反），必有一处用词写反，或一处数字的对象没有写明。"""
    for spot, _ in spots(case, _BOTH, given=("元，", "元,", "元、", "元（", "元(")):
        yield found(
            rises_and_falls_at_once,
            case,
            [spot],
            f"“{spot.ink}”：增减额与增减率一增一减，方向相反。",
            labels=("方向",),
            figures=quoted(case, spot),
            advice="请核对增减方向；两数所比对象不同的，请分别写明。",
        )
