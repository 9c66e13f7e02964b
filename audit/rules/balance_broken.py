"""B101: 勾稽等式不成立."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import finding, tail_only


@rule(
    "B101",
    "勾稽等式不成立",
    family="balance",
    severity="error",
    basis="政府会计制度；部门决算报表勾稽关系",
    wrongly="年内有减值、处置、收回、统筹等未列明的变动时等式可以不成立；报告写明的变动会计入。",
    examples=[
        bad("固定资产原值812.46万元，累计折旧395.71万元，净值436.75万元。", "436.75万元"),
        good("固定资产原值812.46万元，累计折旧395.71万元，净值416.75万元。"),
        good("2021年预算批复500.00万元，当年收回12.00万元，支出450.00万元，年末结转38.00万元。"),
    ],
    aliases=("BAL-07", "BAL-09", "BAL-10", "ARI-06"),
)
def balance_broken(case: Case) -> Iterator[Finding]:
    """原值减累计折旧等于净值、年初预算加追加减调减等于调整预算等等式，应当成立。

    报告未写明、但可能存在的一个数字就能使等式成立的，不在此列，另作疑点。
    """
    for story in case.told("balance"):
        if story.needs or tail_only(story) or story.head.claim.missing:
            continue
        yield finding(case, story, severity="error", advice="请核对等式各数，更正有误的数字或说明未列明的变动。")
