"""K207: the total is above what the bureau's own rules allow for the execution rate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.formula import rounded
from audit.recount.counting import pack_of
from audit.recount.money import scored_row
from audit.scores import cards, points, told
from extract.decimals import plain
from extract.fraction import Fraction

_TOLD = re.compile(
    r"执行率低于(?P<below>\d+(?:\.\d+)?)%的?[，,]\s*(?:项目)?总分不(?:得)?(?:超过|高于)(?P<most>\d+(?:\.\d+)?)分"
)
_FORM = (
    "执行率低于80%的，总分不得超过{}分。\n| 项目名称 | 农村公路养护 | < | < | < | < | < | < |\n"
    "| 项目资金（万元） | 类别 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"
    "| ^ | 年度资金总额 | 500.00 | 500.00 | 350.00 | 10 | 70.00% | 7 |\n"
    "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
    "| 产出指标 | 数量指标 | 养护里程 | ≥20公里 | 20公里 | 90 | 90 |\n"
    "| 总分 | < | < | < | < | 100 | 97 |"
)


@rule(
    "K207",
    "总分超过执行率对应的上限",
    family="score_recompute",
    severity="warning",
    basis="本单位规则包或自评通知中的“执行率与总分上限”规定",
    wrongly="因政策调整、结余上缴等原因经财政部门认可不适用上限的。",
    examples=[
        bad(_FORM.format(89), "97"),
        good(_FORM.format(98)),
        good(_FORM.format(89).partition("\n")[2]),
    ],
    aliases=("SCR-11",),
)
def total_above_execution_cap(case: Case) -> Iterator[Finding]:
    """当地规定预算执行率低于一定比例、总分不得超过一定分数的，按其规定核对。

    规定取自规则包（--templates）或报告自己写明的“执行率低于…的，总分不得超过…分”；没有规定的不判。
    """
    for card in cards(case):
        row, total = scored_row(card), card.total_claimed
        if row is None or total is None:
            continue
        spent, base = row.cells.get("spent"), row.cells.get("budget") or row.cells.get("initial")
        if spent is None or base is None or base.value <= 0:
            continue
        rate = Fraction(spent.value) / Fraction(base.value) * 100
        caps = [most for below, most in _caps(case) if rate < Fraction(below)]
        caps += [
            cap.most for cap in pack_of(case.report, case.item, card, case.packs).caps if rate < Fraction(cap.below)
        ]
        if not caps or total.value <= min(caps):
            continue
        yield told(
            total_above_execution_cap,
            case,
            total.place,
            f"预算执行率{plain(rounded(rate, 2))}%，按规定总分不得超过{points(min(caps)).text}，自评总分{points(total.value).text}。",
            labels=("cap",),
            figures=(Quoted.of_score(total, "claimed"),),
            computed=points(min(caps)),
            advice="请按规定的上限更正总分，或说明不适用的理由。",
        )


def _caps(case: Case) -> Iterator[tuple[Decimal, Decimal]]:
    """Caps that the report itself tells."""
    for _, text in case.paragraphs():
        for match in _TOLD.finditer(text):
            yield Decimal(match["below"]), Decimal(match["most"])
