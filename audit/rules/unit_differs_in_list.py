"""One amount in 元 in a bare list of amounts in 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import figure_found
from extract.figure import Figure

_BARE = re.compile(r"^\s*[、，,和及与]\s*$")
_LEAST = 3
_GRANTED = re.compile(r"(?:预算|计划|安排|批复|下达|到位|收到)[^。；;，,\d]{0,6}$")
_USED = re.compile(
    r"^[，,、；;\s]{0,2}(?:实际|全年|累计|已)?(?:实际|执行|支出|决算|完成|拨付|使用|到位|支付)(?:数|额|金额|资金|为|了|[:：])*\s*$"
)


@rule(
    "U104",
    "并列金额单位不一致",
    family="unit",
    severity="warning",
    basis="财预〔2020〕10号（自评数据应当真实、准确）",
    wrongly="确有以元计的零星款项与大额并列。因此只看“分别为……、……、……”这样不带名目的并列。",
    examples=[
        bad("三个项目支出分别为469.20万元、432.21元、228.50万元。", "432.21元"),
        bad("公用经费控制率89.20%（预算45.00元，实际支出40.14万元）。", "45.00元"),
        good("三个项目支出分别为469.20万元、432.21万元、228.50万元。"),
        good("公用经费预算45.00万元，实际支出401,400.00元；预算120万元，支付手续费85.50元。"),
        good("收入469.20万元、利息432.21元、其他228.50万元。"),
        good("支出分别为469.20万元、4,322,100.00元、228.50万元。"),
        good("每人补助标准分别为80元、120元、200元，共12.5万元、30万元。"),
    ],
    aliases=("UNI-03",),
)
def unit_differs_in_list(case: Case) -> Iterator[Finding]:
    """“分别为469.20万元、432.21元、228.50万元”：并列的同类金额中唯独一个写成“元”，多为漏写“万”字。

    只看三个以上金额直接并列、中间没有名目，只有一个写“元”而其余都是“万元”，并且去掉单位后数的大小相近
    （十倍以内）时才报；已由合计类规则说明的不重复报。“预算45.00元，实际支出40.14万元”这样紧挨着的一对，五倍以内的也报。
    """
    yield from _lists(case)
    yield from _pairs(case)


def _lists(case: Case) -> Iterator[Finding]:
    told = {quoted.index for story in case.stories for quoted in story.figures}
    money = [(n, f) for n, f, _ in case.figures() if f.unit == "元"]
    for row in _rows(case, money):
        odd = [(n, f) for n, f in row if f.written == "元"]
        rest = [f for _, f in row if f.written == "万元"]
        if len(odd) != 1 or len(rest) != len(row) - 1 or len(row) < _LEAST:
            continue
        number, figure = odd[0]
        passage = case.passage_at(figure.place)
        if number in told or passage is None:
            continue
        printed = [f.value / 10000 for f in rest]
        if not min(printed) / 10 <= figure.value <= max(printed) * 10:
            continue
        yield figure_found(
            unit_differs_in_list,
            case,
            passage,
            number,
            figure,
            f"并列的金额都以万元计，唯独“{figure.text}”以元计，疑为漏写“万”字；如金额确为此数，请说明。",
            labels=("并列", "元"),
            advice="请与账面核对计量单位。",
        )


def _pairs(case: Case) -> Iterator[Finding]:
    """Budget and use side by side, printed alike, one of them in 元."""
    money = [(n, f) for n, f, _ in case.figures() if f.written in ("元", "万元")]
    for (number, one), (following, other) in pairwise(money):
        place, next_place = one.place, other.place
        passage = case.passage_at(place)
        if passage is None or place.text_id != next_place.text_id or {one.written, other.written} != {"元", "万元"}:
            continue
        gap = passage.text[place.end : next_place.start]
        if not _GRANTED.search(passage.text[: place.start]) or not _USED.match(gap):
            continue
        (odd, figure), rest = ((number, one), other) if one.written == "元" else ((following, other), one)
        if not rest.value / 50000 <= figure.value <= rest.value / 2000:
            continue
        yield figure_found(
            unit_differs_in_list,
            case,
            passage,
            odd,
            figure,
            f"“{figure.text}”与紧挨着的“{rest.text}”是一对预算数和实际数，单位却不同，疑为漏写“万”字。",
            labels=("预算与实际", "元"),
            advice="请与账面核对计量单位。",
        )


def _rows(case: Case, money: list[tuple[int, Figure]]) -> Iterator[list[tuple[int, Figure]]]:
    """Runs of amounts with nothing but a separator between them."""
    row = money[:1]
    for (_, one), (number, other) in pairwise(money):
        passage = case.passage_at(one.place)
        if (
            passage is not None
            and one.place.text_id == other.place.text_id
            and _BARE.match(passage.text[one.place.end : other.place.start])
        ):
            row.append((number, other))
            continue
        yield row
        row = [(number, other)]
    if row:
        yield row
