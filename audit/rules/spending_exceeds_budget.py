"""E201: “控制在预算内”与所列数字不符."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import condition, finding


@rule(
    "E201",
    "“控制在预算内”与所列数字不符",
    family="overrun",
    severity="warning",
    basis="预算法第十三条（未列入预算的不得支出）",
    wrongly="支出中含上年结转资金或其他来源资金时，支出可以大于当年预算。",
    examples=[
        bad(
            "2021年调整预算数1142.30万元。基本支出1096.50万元，项目支出248.70万元。支出总额控制在预算总额以内。",
            "1096.50万元",
        ),
        bad("会议费预算5.2万元，支出6.3万元，未发生超支现象。", "6.3万元"),
        good("项目预算560万元，上年结转50万元，实际支出598万元，无超支。"),
        good("2021年调整预算数1352.30万元。基本支出1096.50万元，项目支出248.70万元。支出总额控制在预算总额以内。"),
        good("2021年调整预算数1142.30万元。基本支出1096.50万元，项目支出248.70万元。"),
    ],
    aliases=("BAL-14", "RAT-06"),
)
def spending_exceeds_budget(case: Case) -> Iterator[Finding]:
    """报告称支出控制在预算以内，而所列支出之和大于调整预算及写明的其他收入。

    年初结转和结余等未写明的资金可以解释，因此只请单位补充说明，不认定为超预算。
    """
    for story in case.told("overrun"):
        if story.head.claim.table:
            continue
        # the balance that closes the whole account settles the overrun too
        closing = next((s.needs for s in case.told("balance") if s.needs and s.head.claim.missing), None)
        if story.needs and closing and closing.what == story.needs.what:
            story = msgspec.structs.replace(story, needs=closing)  # noqa: PLW2901
        yield finding(
            case,
            story,
            severity="warning" if story.head.claim.missing else "error",
            advice="请补充支出的资金来源（如年初结转和结余），或更正支出、预算数及有关表述。",
            extra=condition(story),
        )
