"""T101: the parts named in a sentence do not add up to their whole."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import finding, tail_only


@rule(
    "T101",
    "分项之和与合计不符",
    family="sum",
    severity="error",
    basis="预算法第七十五条（决算数额准确）；绩效自评数据应当真实、准确",
    wrongly="“其中”只列举部分项目、末项不属于该合计、各项口径有重叠时并非错误；这些读法都会先行试算，任何一种成立即不报。",
    examples=[
        bad(
            "全年拨付补助资金31,582.60万元，其中：中央资金13,257.40万元，省级资金2,316.85万元，市级资金8,940.25万元，县级资金7,018.10万元。",
            "31,582.60万元",
        ),
        bad("本年收入合计1250.00万元，分别为：财政拨款收入1105.20万元、其他收入99.80万元。", "1250.00万元"),
        good(
            "全年拨付补助资金31,532.60万元，其中：中央资金13,257.40万元，省级资金2,316.85万元，市级资金8,940.25万元，县级资金7,018.10万元。"
        ),
        good("全年民生支出310,245万元，其中：教育支出74,318万元，卫生健康支出26,540万元。"),
        good("投入资金2.45亿元，主要用于道路建设8,100万元、绿化工程3,402.5万元等。"),
    ],
    aliases=(
        "ARI-01",
        "ARI-02",
        "ARI-03",
        "ARI-04",
        "ARI-05",
        "BAL-03",
        "BAL-04",
        "BAL-05",
        "BAL-06",
        "BAL-08",
        "BAL-13",
    ),
)
def parts_do_not_sum(case: Case) -> Iterator[Finding]:
    """同一句话里用“其中”“分别为”“合计”等连接的各分项，与总数应当相等。

    每个印出来的数都按四舍五入（或截尾）看作一个区间，只有任何舍入方式、任何合理读法都不能使分项之和等于总数时才报；
    并指出只改动一个数字即可使全部相关等式成立的可能。
    """
    for story in case.told("sum"):
        if story.head.claim.table or tail_only(story):
            continue
        yield finding(
            case, story, severity="error", advice="请核对该合计数及各分项数，更正有误的数字或补充未列的分项。"
        )
