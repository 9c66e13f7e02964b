"""B103: an identity of the accounts misses by a little more than rounding can explain (尾差)."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import finding, tail_only


@rule(
    "B103",
    "勾稽等式有尾差",
    family="balance",
    severity="warning",
    basis="预算法第七十五条（决算数额准确）",
    wrongly="各数由更精确的数字分别取整而来、且取整方式不一时会出现一两个末位的差，一般不影响结论。",
    examples=[
        bad("固定资产原值812.46万元，累计折旧395.71万元，净值416.78万元。", "416.78万元"),
        good("固定资产原值812.46万元，累计折旧395.71万元，净值416.76万元。"),
    ],
)
def balance_misses_by_rounding(case: Case) -> Iterator[Finding]:
    """原值减累计折旧与净值等勾稽等式的差额超过四舍五入所能解释的范围，但不超过两个末位单位，属于尾差，提请核对即可。"""
    for story in case.told("balance"):
        if tail_only(story) and not story.needs and not story.head.claim.missing:
            yield finding(case, story, severity="warning", advice="请核对是否为取整造成的尾差，必要时统一保留位数。")
