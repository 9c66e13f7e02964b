"""G101: 增减额或增减率与所列数字不符."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import alternatives, finding, says_fold_for_rise, tail_only


@rule(
    "G101",
    "增减额或增减率与所列数字不符",
    family="change",
    severity="error",
    basis="预算法第七十五条（决算数额准确）",
    wrongly="增减率的基数报告未写明、上年数按可比口径调整过时并非错误；可能的基数都会先行试算。",
    examples=[
        bad("2021年收入100.00万元，比上年增加10.00万元，增长10.00%。", "10.00%"),
        bad("接待费由上年的18.60万元降至12.40万元，下降50.00%。", "50.00%"),
        good("2021年收入100.00万元，比上年增加10.00万元，增长11.11%。"),
        good("三公经费支出50.23万元，较上年决算数52.40万元，下降4.15%。"),
        good("一般公共预算收入12.5亿元，同比增长8.2%。"),
    ],
    aliases=("RAT-08", "RAT-09", "RAT-14"),
)
def change_differs(case: Case) -> Iterator[Finding]:
    """本期数、上期数、增减额、增减率之间应当相符；增减率的基数是上期数。

    未写明上期数的，用本期数加减增减额推出；按任何合理读法都不成立时才报。
    """
    for story in case.told("change"):
        if tail_only(story) or says_fold_for_rise(case, story):
            continue
        yield finding(
            case,
            story,
            severity="error",
            advice="请核对本期数、上期数、增减额和增减率，注意增减率以上期数为基数。",
            extra=alternatives(story),
        )
