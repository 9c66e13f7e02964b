"""S102: a printed percentage differs by a little more than rounding can explain (尾差)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Severity
from audit.message import finding, tail_only


@rule(
    "S102",
    "比率有尾差",
    family="share",
    severity="info",
    basis="预算法第七十五条（决算数额准确）",
    wrongly="比率由更精确的数字算出，或为使各项占比合计为100%而微调末位时，会有一两个末位的差，一般不影响结论。",
    examples=[
        bad("全年总支出2,150.00万元。其中项目支出860.50万元，占总支出的40.04%。", "40.04%"),
        good("全年总支出2,150.00万元。其中项目支出860.50万元，占总支出的40.02%。"),
    ],
)
def rate_misses_by_rounding(case: Case) -> Iterator[Finding]:
    """比率与所列金额算出的结果之差超过四舍五入所能解释的范围，但不超过两个末位单位，不影响判断的仅作提示。"""
    for story in case.told("share", "ratio", "change"):
        if tail_only(story):
            # shares are adjusted by a unit so that they come to 100%; other rates have no such reason
            usual = Decimal(1) if story.head.claim.family == "share" else Decimal("0.5")
            severity: Severity = "warning" if story.head.units > usual else "info"
            yield finding(case, story, severity=severity, advice="请核对末位取舍。")
