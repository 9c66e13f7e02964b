"""U202: an amount printed finer than a 分, the smallest coin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.spot import Spot, found, spot_at

_FEN = Decimal("0.01")
_SMALL = Decimal(10_000)
_MEAN = re.compile(r"均|每|单价|标准|价格|折合|折算|/|／")


@rule(
    "U202",
    "金额小数位数细于分",
    family="malformed",
    severity="info",
    basis="会计法（以人民币为记账本位币）；GB/T 15835—2011《出版物上数字用法》",
    wrongly="平均数、折算数、按系数分摊的数。句中有“均”“每”“单价”的不报。",
    examples=[
        bad("全年支出9,265.35344218万元，全部用于河道治理。", "9,265.35344218万元"),
        good("全年支出9,265.353442万元，全部用于河道治理。"),
        good("人均补助0.35344218万元，单价3.4567元。"),
        good("全年支出9,265.35万元。"),
    ],
    aliases=("UNI-07",),
)
def finer_than_a_fen(case: Case) -> Iterator[Finding]:
    """实际发生的金额精确到分：万元至多六位小数，元至多两位小数。更细的多为计算结果直接粘贴，不是账上的数。

    只看一万元以上、同句没有“均”“每”“单价”等字样的金额；全文合为一条提示。
    """
    marked: list[tuple[Spot, Quoted]] = []
    for number, figure, _ in case.figures():
        if figure.unit != "元" or not 0 < figure.step < _FEN or abs(figure.value) < _SMALL:
            continue
        spot = spot_at(case, figure.place)
        if spot is None:
            continue
        left, right = spot.sentence()
        if not _MEAN.search(spot.passage.text[left:right]):
            marked.append((spot, Quoted.of(figure, "amount", number)))
    if not marked:
        return
    first = marked[0][1]
    others = f"等{len(marked)}处" if len(marked) > 1 else ""
    yield found(
        finer_than_a_fen,
        case,
        [spot for spot, _ in marked],
        f"“{first.text}”{others}精确到分以下，不是账面金额的写法，可能由公式计算后直接粘贴。",
        labels=("细于分",),
        figures=[first],
        advice="请按账面金额填写，统一小数位数。",
    )
