"""Words of rise or fall with a sign that turns them round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found, quoted, spots

_MINUS = "-－−﹣"
_SIGNED = re.compile(
    r"(?P<word>增长|增加|提高|上升|增幅|增长率|下降|减少|降低|降幅|下降率)(?:了|为|率为|率|幅度为|额为)?\s*"
    rf"[{_MINUS}](?P<amount>\s*\d[\d.,，]*\s*(?:[%％]|个百分点|万元|亿元|元))"
)
_FALL = re.compile("下降|减少|降")


@rule(
    "C401",
    "增减用语与正负号相反",
    family="wording",
    severity="info",
    basis="GB/T 15835—2011《出版物上数字用法》",
    wrongly="统计资料中“增长-2.6%”的惯用写法。仅作提示。",
    examples=[
        bad("“三公”经费比上年增长-2.6%。", "-2.6%"),
        bad("支出较上年减少-3.5万元。", "-3.5万元"),
        good("支出较上年增长2.6%，同比增减-2.6%，负增长3%。"),
        good("|增长率|\n|-2.6%|"),
        good("比上年增长2%-5%，增加-减少情况见表。"),
    ],
    aliases=("TXT-08",),
)
def rise_with_negative_rate(case: Case) -> Iterator[Finding]:
    """“增长-2.6%”实为下降2.6%；“减少-3.5万元”字面上是增加，容易误读，也常常是正负号写错。"""
    for spot, match in spots(case, _SIGNED, given=_MINUS):
        word, amount = match.group("word"), match.group("amount").strip()
        meant = "增加" if _FALL.search(word) else "下降"
        yield found(
            rise_with_negative_rate,
            case,
            [Spot(spot.passage, spot.start, spot.end)],
            f"“{spot.ink}”的用词与正负号相反，按字面是{meant}{amount}。可能是书写习惯，也可能是正负号写错。",
            labels=(word,),
            figures=quoted(case, spot),
            advice=f"请改写为“{meant}”或“{word}”加正数。",
        )
