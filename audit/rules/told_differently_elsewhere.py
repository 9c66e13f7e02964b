"""X202: 同一事项在另一份报告中的数不一致."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.comparable import CLOSINGS, RECORD
from audit.finding import Finding
from audit.witness import contradictions, otherwise

_LAST = "# 云溪县水利局2020年度部门整体支出绩效自评报告\n2020年支出决算数1,935.40万元。"
_THIS = "# 云溪县水利局2021年度部门整体支出绩效自评报告\n"
_FORM = """# 项目支出绩效自评表
（2021年度）
| 项目名称 | 清水河河道治理 | < | < | < |
| 主管部门 | 云溪县水利局 | < | < | < |
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 |
| ^ | 年度资金总额 | 320.00 | 320.00 | 298.50 |"""
_PROJECT = """# 云溪县水利局2021年度清水河河道治理项目支出绩效自评报告
项目名称：清水河河道治理
全年预算数320.00万元，全年执行数289.50万元。"""


@rule(
    "X202",
    "同一事项在另一份报告中的数不一致",
    family="across",
    severity="warning",
    basis="同一单位、同一年度的同一事项，各份报告所列数字应当一致",
    wrongly="两份报告的口径（本级与汇总、调整前与调整后、截止日期）可能不同。",
    examples=[
        bad(f"{_THIS}2020年支出决算数1,953.40万元，2021年支出决算数2,010.00万元。", "1,953.40万元", other=_LAST),
        bad(_PROJECT, "289.50万元", other=_FORM),
        good(f"{_THIS}2020年支出决算数1,935.40万元。", other=_LAST),
        good(f"{_THIS}2021年支出决算数1,953.40万元。", other=_LAST),
        good(_PROJECT.replace("289.50", "298.50"), other=_FORM),
        good(_PROJECT.replace("清水河", "白水河"), other=_FORM),
        # 同一份报告的两个版本，不知道以哪份为准
        good(_LAST.replace("1,935.40", "1,953.40"), other=_LAST),
    ],
    aliases=(
        "XSE-12",
        "YOY-02",
    ),
)
def told_differently_elsewhere(case: Case) -> Iterator[Finding]:
    """同一单位（或同一项目）同一年度的同一个数，出现在一个批次的两份不同报告中的，应当一致：例如项目自评报告与项目自评表、
    本年报告所引的上年数与上年报告。

    同类同年的两份报告视为两个版本，不比较；其他报告自身说法不一的，也不比较。
    两份报告另有相同的数，或两数只差一处笔误的，列为疑点；否则只作提示：也可能是同名的另一单位或另一口径。
    """
    for mine, witness in contradictions(case):
        if witness.kind != RECORD and mine.key.measure not in CLOSINGS:
            says = f"{witness.year}年度的另一份报告（{witness.source}）所列“{witness.words}”"
            yield otherwise(case, mine, witness, says, "请核对两份报告，统一为正确的数字；口径不同的请注明。")
