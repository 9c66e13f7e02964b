"""B102: 收支结转不平衡."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import condition, finding


@rule(
    "B102",
    "收支结转不平衡",
    family="balance",
    severity="warning",
    basis="部门决算报表勾稽关系：年初结转和结余+本年收入=本年支出+年末结转和结余",
    wrongly="年初结转和结余、结余分配等未在报告中写明时，收支可以不相等；收入、支出口径不同（财政拨款与全部资金）也会造成不等。",
    examples=[
        bad("本年收入1087.63万元，本年支出1251.95万元。年末结转和结余12.63万元。", "12.63万元"),
        good("年初结转和结余176.95万元，本年收入1087.63万元，本年支出1251.95万元。年末结转和结余12.63万元。"),
        good("本年收入3765.66万元，本年支出4021.94万元。"),
    ],
    aliases=("BAL-01", "BAL-02"),
)
def account_does_not_close(case: Case) -> Iterator[Finding]:
    """年初结转和结余加本年收入，应等于本年支出加年末结转和结余。

    报告没有写年初结转和结余的，算出使收支平衡所需的数，作为疑点请单位说明，不认定为错误。
    """
    for story in case.told("balance"):
        if not story.head.claim.missing and not story.needs:
            continue
        yield finding(
            case,
            story,
            severity="warning",
            advice=f"请补充{story.head.claim.missing or '年初结转和结余'}，或核对收入、支出、年末结转和结余各数。",
            extra=condition(story),
        )
