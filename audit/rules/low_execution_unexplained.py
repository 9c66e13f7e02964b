"""C307: little of the budget was spent, and nowhere does the report say why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.formula import rounded
from audit.recount.counting import pack_of, scored_row
from audit.scores import cards, told
from extract.decimals import plain
from extract.fraction import Fraction

_WHY = re.compile(r"原因|由于|主要是|受[^，。；]{1,12}影响|因[^此为而素]")
_OF_MONEY = re.compile(r"执行|支出|支付|结余|结转|未使用|资金|预算|拨付|下达")
_FORM = (
    "| 项目名称 | 村级道路养护 | < | < | < | < | < | < |\n"
    "| 项目资金（万元） | 类别 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"
    "| ^ | 年度资金总额 | 400.00 | 400.00 | {} | 10 | {}% | {} |\n"
    "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析 |\n"
    "| 产出指标 | 数量指标 | 养护里程 | ≥20公里 | 20公里 | 90 | 90 | {} |\n"
)


@rule(
    "C307",
    "预算执行率偏低而未说明原因",
    family="missing",
    severity="info",
    basis="财预〔2020〕10号（预算执行率低的项目应当说明原因）；本地规则包中的执行率说明线",
    wrongly="原因写在另附的材料里。",
    examples=[
        bad(_FORM.format("260.00", "65.00", "6.5", ""), "260.00"),
        good(
            _FORM.format("260.00", "65.00", "6.5", "部分路段招标推迟，资金结转下年") + "资金执行偏低的原因是招标推迟。"
        ),
        good(_FORM.format("392.00", "98.00", "9.8", "")),
    ],
    aliases=("K208", "CMP-06"),
)
def low_execution_unexplained(case: Case) -> Iterator[Finding]:
    """资金总额的执行率低于规则包规定的说明线（国家规则包为90%）的，应当说明原因。

    全文、全表都没有一处说到资金执行、结余结转的原因才提示；说得是否充分由人判断。
    """
    for card in cards(case):
        line = scored_row(card)
        limit = pack_of(case.report, case.item, card, case.packs).execution
        if line is None or limit is None or limit.explain_below is None:
            continue
        spent, base = line.cells.get("spent"), line.cells.get("budget") or line.cells.get("initial")
        if spent is None or base is None or base.value <= 0 or spent.value <= 0:
            continue
        rate = Fraction(spent.value) / Fraction(base.value) * 100
        reasons = [leaf.reason for leaf in card.leaves]
        if rate >= Fraction(limit.explain_below) or _explained([*reasons, *(text for _, text in case.paragraphs())]):
            continue
        # 89.996% is below 90%, which its two decimals would not show
        shown = next(near for places in count(2) if (near := rounded(rate, places)) < limit.explain_below)
        yield told(
            low_execution_unexplained,
            case,
            spent.place,
            f"{line.label.rstrip('：: ')}执行率为{plain(shown)}%，低于{plain(limit.explain_below)}%，报告和表中都未见原因说明。",
            labels=("low_execution",),
            figures=(Quoted.of_score(spent, "part"), Quoted.of_score(base, "whole")),
            advice="请说明执行率偏低的原因和改进措施。",
        )


def _explained(texts: list[str]) -> bool:
    """Whether a sentence gives a reason for what became of the money."""
    sentences = (sentence for text in texts for sentence in re.split(r"[。\n]", text))
    return any(_WHY.search(sentence) and _OF_MONEY.search(sentence) for sentence in sentences)
