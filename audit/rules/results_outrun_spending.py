"""V105: results at full marks although much of the money was not spent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.formula import rounded
from audit.recount.money import NAME
from audit.scores import told
from extract.decimals import plain
from extract.fraction import Fraction

_UNSPENT = Fraction(4, 5)
_GAP = Fraction(1, 20)
_FORM = (
    "| 项目名称 | 管网维护 | < | < | < | < | < | < |\n"
    "| 项目资金（万元） | 类别 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"
    "| ^ | 年度资金总额 | 500.00 | 500.00 | {}.00 | 10 | {}.00% | {} |\n"
    "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
    "| 产出指标 | 数量指标 | 维护长度 | 40公里 | {}公里 | 50 | {} |\n| 效益指标 | 社会效益 | 供水保证率 | 95% | 96% | 40 | 40 |"
)


@rule(
    "V105",
    "执行率偏低而各项指标几乎全部得分",
    family="evidence",
    severity="info",
    basis="财预〔2020〕10号（自评结果应当客观）",
    wrongly="招标结余、成本节约，或工作已完成、款项按合同在次年支付的。",
    examples=[
        bad(_FORM.format(310, 62, "6.2", 40, 50), "6.2"),
        good(_FORM.format(310, 62, "6.2", 24, 30)),
        good(_FORM.format(455, 91, "9.1", 40, 50)),
    ],
    aliases=("SCR-14",),
)
def results_outrun_spending(case: Case) -> Iterator[Finding]:
    """资金只用了不到八成，产出、效益等指标却得到95%以上的分，两者是否相称应当看一看。

    花钱少而任务全部完成可能是节约，也可能是任务已完成尚未付款，或指标值定得偏低。只作提示，不作为疑点。
    """
    for recount in case.recounts:
        money = next((line for line in recount.lines if line.path == (NAME,)), None)
        others = [line for line in recount.lines if line is not money]
        if money is None or len(others) < 2 or any(line.weight is None or line.claimed is None for line in others):
            continue
        amounts = {q.role: q.value for q in money.inputs}
        spent, budget = amounts.get("part"), amounts.get("whole")
        weight = sum((line.weight for line in others if line.weight), Decimal(0))
        claimed = sum((line.claimed for line in others if line.claimed), Decimal(0))
        if spent is None or not budget or not weight:
            continue
        rate, share = Fraction(spent) / Fraction(budget), Fraction(claimed) / Fraction(weight)
        if rate >= _UNSPENT or share < 1 - _GAP:
            continue
        yield told(
            results_outrun_spending,
            case,
            money.place,
            f"预算执行率{plain(rounded(rate * 100, 2))}%，其余指标却得到{plain(weight)}分中的{plain(claimed)}分。",
            labels=("spending",),
            figures=money.inputs,
            advice="请说明资金未用完而任务全部完成的原因，如招标结余、跨年支付。",
        )
