"""S101: a printed share is not what part and whole give."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import alternatives, finding, tail_only


@rule(
    "S101",
    "占比与所列金额不符",
    family="share",
    severity="error",
    basis="预算法第七十五条（决算数额准确）；绩效自评数据应当真实、准确",
    wrongly="占比的总体口径与文中所列总数不同（如全部资金与财政拨款）、占比说的是前面的大项而不是紧邻的小项时并非错误；这些读法都会先行试算。",
    examples=[
        bad("全年总支出2,150.00万元。其中项目支出860.00万元，占总支出的45.00%。", "45.00%"),
        bad("2022年基本支出1120.50万元，占总支出的91.36%。2022年项目支出279.50万元。", "91.36%"),
        good("全年总支出2,150.00万元。其中项目支出860.00万元，占总支出的40.00%。"),
        good(
            "基本支出1,020.00万元，其中：工资福利支出800.00万元、商品和服务支出220.00万元，占总支出的50%。全年总支出2,040.00万元。"
        ),
        good("民生支出236,418万元，占一般公共预算财政支出的78.2%。"),
    ],
    aliases=("RAT-01", "RAT-03", "RAT-04", "RAT-02", "UNI-04"),
)
def share_differs(case: Case) -> Iterator[Finding]:
    """“占……的……%”应当等于部分除以总体。

    部分与总体都按印出的位数看作区间；总体按“占”后的文字在上下文中查找，找不到时不判；占比四舍五入或截尾都算相符。
    """
    for story in case.told("share"):
        if tail_only(story):
            continue
        yield finding(
            case,
            story,
            severity="warning" if story.needs else "error",
            advice="请核对该占比及计算所用的部分数、总体数，更正有误的数字；口径不同的，请注明总体口径。",
            extra=alternatives(story),
        )
