"""G102: 增长倍数与增至倍数混用."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import finding, says_fold_for_rise


@rule(
    "G102",
    "“增长N倍”疑为“增至N倍”",
    family="change",
    severity="warning",
    basis="GB/T 15835—2011《出版物上数字用法》",
    wrongly="口语中“增长3倍”有时就指增加到原来的3倍。仅请单位改为无歧义的写法。",
    examples=[
        bad("2022年开展巡检1,260次，比2021年的420次增长3倍。", "3倍"),
        bad("受理量由上年的150件增加到600件，增长4倍。", "4倍"),
        good("受理量由上年的150件增加到600件，增长3倍。"),
        good("受理量600件，是上年150件的4倍。"),
    ],
    aliases=("RAT-11",),
)
def rise_counted_from_zero(case: Case) -> Iterator[Finding]:
    """“增长N倍”指增加的部分是原数的N倍，即现数为原数的N+1倍；现数正好是原数的N倍的，应写“增至N倍”。"""
    for story in case.told("change"):
        if says_fold_for_rise(case, story):
            yield finding(
                case,
                story,
                severity="warning",
                advice="如现数为原数的N倍，请写“增至原来的N倍”或“增长N－1倍”；否则请核对两期数字。",
            )
