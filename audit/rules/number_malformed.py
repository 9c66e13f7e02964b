"""Tokens that look like a number and can't be one."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import found, spot_at


@rule(
    "U201",
    "数字书写有误",
    family="malformed",
    severity="warning",
    basis="GB/T 15835—2011《出版物上数字用法》",
    wrongly="扫描识别、转换格式造成的标点误认；个别行业的编号写法。",
    examples=[
        bad("本年支出1,2345.6万元，比上年增加。", "1,2345.6"),
        bad("项目支出12..3万元。", "12..3"),
        good("本年支出12,345.60万元，占比45.5%，完成率100%。"),
        good("安财〔2021〕4号；第3.1.2条；2022.12.31前完成。"),
    ],
    aliases=("UNI-08",),
)
def number_malformed(case: Case) -> Iterator[Finding]:
    """千分位逗号位置不对、小数点重复等写法，读不出确定的数值（如 1,2345、12..3）。

    系统不猜测原意，该数不参加任何核算；请核对后更正。
    """
    for token in case.report.malformed:
        spot = spot_at(case, token.place)
        if spot is None:
            continue
        yield found(
            number_malformed,
            case,
            [spot],
            f"“{token.text}”{token.why}，读不出确定的数值，未参加核算。可能是漏打、多打标点，也可能是转换格式造成。",
            labels=(token.text,),
            advice="请核对原始数据后更正。",
        )
