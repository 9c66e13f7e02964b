"""N301: 单价与数量之积和总额不符."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import alternatives, finding


@rule(
    "N301",
    "单价与数量之积和总额不符",
    family="product",
    severity="error",
    basis="绩效自评数据应当真实、准确",
    wrongly="人均数为四舍五入的平均数、部分对象领取全年中的一段时，乘积与总额可以不等。",
    examples=[
        bad("全年为4,629名困难群众发放消费券，每人80元，共计37.93万元。", "37.93万元"),
        good("全年为4,629名困难群众发放消费券，每人80元，共计37.03万元。"),
        good("奖励先进个人12名，每人2,000元，先进集体5个，每个1万元，共计7.4万元。"),
        good("全年发放补助412.85万元，惠及群众5,200人。"),
    ],
    aliases=("ARI-07",),
)
def product_differs(case: Case) -> Iterator[Finding]:
    """同一句中写明单价（人均、每户）、数量和总额的，单价乘数量应等于总额。"""
    for story in case.told("product"):
        # without a slip that would explain it, some may have had it for a part of the time
        yield finding(
            case,
            story,
            severity="error" if story.repairs else "warning",
            advice="请核对单价、数量和总额；部分对象按不同标准或时段计算的，请注明。",
            extra=alternatives(story),
        )
