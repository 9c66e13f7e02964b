"""Percentages above one hundred where a part can't exceed its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import figure_found
from extract.claims.context import Passage

_PART = re.compile(
    r"(?:覆盖率|合格率|达标率|及时率|准时率|满意度|满意率|知晓率|准确率|优良率|优秀率|通过率|出勤率|完好率|公开率|规范率|办结率|"
    r"录用率|及格率|就业率|贫困发生率|正确率|普及率|占比|所占比重|所占比例|"
    r"占[^占]{0,12}(?:总[数额量]|总收入|总支出|总人数|总投资|总面积|全部[^占]{0,6}|合计)的(?:比重|比例|份额)?)(?:达到了?|达|为|是|约|均|完成|实现|达成|[:：]|指标值|\s){0,3}$"
)
_LOOSE = re.compile(r"大于|超过|高于|不超|毛|目标|增长|提高|较|比上年|同比")
_HUNDRED = Decimal(100)


@rule(
    "U103",
    "比率超过100%",
    family="unit",
    severity="warning",
    basis="财预〔2013〕53号（达标率、及时率等为部分与总体之比）",
    wrongly="超额完成的完成率、到位率、毛入学率本可超过100%，不在比对之列。",
    examples=[
        bad("本年培训合格率达105%，按期完成。", "105%"),
        bad("女职工占职工总数的428%。", "428%"),
        bad("|满意度|\n|服务对象满意度980%|", "980%"),
        good("任务完成率120%，资金到位率105%，毛入学率102%，执行率100.5%。"),
        good("满意度≥100%得满分，合格率100%，覆盖率由85%增长110%。"),
        good("支出占年初预算的118%，为总收入的104%。"),
        good("达标率100%，增长率125%。"),
    ],
    aliases=("UNI-05", "RAT-20"),
)
def percentage_out_of_range(case: Case) -> Iterator[Finding]:
    """覆盖率、合格率、达标率、及时率、满意度、占比等是部分与总体之比，不会超过100%。

    完成率、到位率、执行率、毛入学率、参保率等可能超过100%，不报。可能是小数点移位，也可能识别有误。
    """
    for number, figure, _ in case.figures():
        passage = case.passage_at(figure.place)
        if passage is None or figure.unit != "%" or figure.value <= _HUNDRED or figure.span:
            continue
        before = _clause(passage, figure.place.start)
        if not _PART.search(before) or _LOOSE.search(before[-14:]):
            continue
        yield figure_found(
            percentage_out_of_range,
            case,
            passage,
            number,
            figure,
            f"“{before[-12:].strip()}{figure.text}”超过100%，而部分不可能大于总体。"
            "可能是小数点移位，也可能把增长率、完成率填到了此处，或扫描识别有误。",
            role="percent",
            labels=(before[-8:].strip(),),
            advice="请核对分子、分母后更正。",
        )


def _clause(passage: Passage, end: int) -> str:
    return re.split(r"[。；;，,、\n]", passage.text[:end])[-1]
