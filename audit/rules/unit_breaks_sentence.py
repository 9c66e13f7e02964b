"""One amount whose unit differs from all others of its sentence, and fits them once it is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.interval import Interval, printed, total
from audit.spot import figure_found
from extract.claims.context import Passage
from extract.figure import Figure

_UNITS = {"元", "万元", "亿元"}
_EACH = re.compile(r"每|[人户亩村校]均|平均|标准|单价|利息|手续费|捐|罚")
# a share that works out proves the unit of its whole; a small part of a rounded sum proves nothing
_PROVING = ("share", "ratio", "change")
_LEAST = 3
_FEW = 8
_MAIN = re.compile(
    r"(?:本年收入|本年支出|[收支][入出](?:合计|总计|总额)|[中央省市州县区镇乡]级(?:财政)?(?:补助|配套|专项|统筹|预算)?资金|中央(?:财政)?资金|"
    r"财政拨款(?:收入|支出)?|固定资产(?:原值|净值|总额)?|累计折旧|账面净值|净值|原值|结余|结转结余|结转和结余|基本支出|项目支出|人员经费|公用经费|年初预算|调整后?预算|支出决算|收入决算|直达资金)(?:均?为|共|共计|计|数)?$"
)


@rule(
    "U105",
    "同句金额单位不一致",
    family="unit",
    severity="warning",
    basis="财预〔2020〕10号（自评数据应当真实、准确）",
    wrongly="确有以元计的零星款项、以亿元计的总量与其他金额同句。因此要求换成同一单位后正好相加，或属主要收支项目。",
    examples=[
        bad("项目安排2043.72万元，中央资金966.46万元；省级资金970.74万元；配套106.52亿元。", "106.52亿元"),
        bad("全县接待34.66万元、用车41.86万元，其中县级配套资金97.08元，市级23.13万元。", "97.08元"),
        bad("近年来累计投入7.73亿元（包括中央30600万元，省级30000万元，自筹16700元）。", "16700元"),
        bad(
            "2022年收入、支出总计均为2051.92元。本年收入1990.71万元，年初结转61.21万元；本年支出1957.08万元。",
            "2051.92元",
        ),
        good("投入7.73亿元（中央30600万元，省级30000万元），人均16700元。"),
        good("到位资金12.5000万元，上年结转3.1万元，支出12.4900万元，结余100.00元。"),
        good("项目安排498.59万元，中央资金229.15万元；省级资金63.93万元；镇级配套205.51万元。"),
        good("支付电费22.10万元、物业费35.20万元、维修费18.70万元、邮寄费85.50元。"),
        good("全县投入1.2亿元，其中中央资金3,400万元、省级资金5,600万元、县级资金3,000万元。"),
        good("所属单位收入合计0.16亿元，其中：财政拨款收入835.09万元，占52.2%；其他收入764.91万元，占47.8%。"),
        good("救助支出350.50万元，人均支出292.08元，物资采购12.30万元，发放补助338.20万元。"),
    ],
    aliases=("UNI-01",),
)
def unit_breaks_sentence(case: Case) -> Iterator[Finding]:
    """一句话里的金额都以万元计，唯独一个写成“元”或“亿元”，把它也看作万元就与其他数大小相当，多为单位写错。

    满足下列之一才报：看作万元后恰好等于其后几项之和，或与几项相加恰好等于前面的总数；或者名目是本年收支、各级资金、
    基本支出、预算决算等主要项目，而且数的大小在其他数的十分之一到十倍之间。已由合计类规则说明的不重复报，按所印单位能与别处算通的不报。
    """
    told = {quoted.index for story in case.stories for quoted in story.figures}
    held = (judged for judged in case.claims if judged.line.status == "holds" and judged.claim.family in _PROVING)
    told |= {term.figure for judged in held for term in judged.reading.terms}
    for passage, row in _sentences(case):
        for place, (number, figure) in enumerate(row):
            others = [other for n, other in row if n != number]
            if number in told or not _is_odd(figure, others) or _holds(figure, others):
                continue
            if _EACH.search(re.split(r"[。；;，,、（(]", passage.text[: figure.place.start])[-1]):
                continue
            label = re.split(r"[。；;，,、：:\d]", passage.text[: figure.place.start])[-1]
            if _fits(figure, place, others) or (_MAIN.search(label) and _is_like(figure, others)):
                yield _finding(case, passage, number, figure)
                break


def _holds(figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether the amount as printed is the difference of two others: then its unit is right."""
    ours = printed(figure.value, figure.step)
    pairs = combinations([printed(other.value, other.step) for other in others], 2)
    return any((one - other).meets(ours) or (other - one).meets(ours) for one, other in pairs)


def _finding(case: Case, passage: Passage, number: int, figure: Figure) -> Finding:
    return figure_found(
        unit_breaks_sentence,
        case,
        passage,
        number,
        figure,
        f"同句其他金额多以万元计，“{figure.text}”看作万元才与它们相合，疑为单位写错；如金额确为此数，请说明。",
        labels=("同句", figure.written),
        advice="请与账面核对计量单位。",
    )


def _sentences(case: Case) -> Iterator[tuple[Passage, list[tuple[int, Figure]]]]:
    """The amounts of each sentence of running text (a semicolon does not end one), or of the whole paragraph where
    it has few."""
    texts = {passage.block: passage for passage in case.passages() if passage.row is None}
    rows: dict[tuple[int, int], list[tuple[int, Figure]]] = {}
    for number, figure, _ in case.figures():
        passage = texts.get(figure.place.block) if figure.place.row is None else None
        if passage is not None and figure.unit == "元" and not figure.span:
            left = max(passage.text.rfind(stop, 0, figure.place.start) for stop in "。\n")
            rows.setdefault((passage.block, left), []).append((number, figure))
    whole: dict[int, list[tuple[int, Figure]]] = {}
    for (block, _), row in rows.items():
        whole.setdefault(block, []).extend(row)
    for (block, _), row in rows.items():
        if len(row) >= _LEAST:
            yield texts[block], row
        elif _LEAST <= len(whole[block]) <= _FEW:
            yield texts[block], whole[block]


def _is_odd(figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether a figure alone is in its unit, 元 or 亿元, among at least two in 万元."""
    units = [other.written for other in others]
    known = figure.written in ("元", "亿元") and set(units) <= _UNITS
    return known and figure.written not in units and units.count("万元") >= _LEAST - 1


def _is_like(figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether the digits, taken as 万元, are of the others' size and the unit printed is the only strange one."""
    printed = _as_wan(figure)
    values = [other.value for other in others]
    return {other.written for other in others} == {"万元"} and min(values) / 10 <= printed <= max(values) * 10


def _as_wan(figure: Figure) -> Decimal:
    """The value if the digits were in 万元."""
    return figure.value * _wan_for(figure)


def _wan_for(figure: Figure) -> Decimal:
    """What the value is to be multiplied by to have its digits in 万元."""
    return Decimal(10_000) if figure.written == "元" else Decimal("0.0001")


def _fits(figure: Figure, place: int, others: Sequence[Figure]) -> bool:
    """Whether the amount, taken in 万元, is the sum of a run of at least two amounts right after it, or is what is
    wanting in a sum told before it."""
    ours = printed(_as_wan(figure), figure.step * _wan_for(figure))
    before, after = others[:place], others[place:]
    if any(_sum(after[:size]).meets(ours) for size in range(2, len(after) + 1)):
        return True
    for first, told in enumerate(before):
        wanting = printed(told.value, told.step) - ours
        runs = ([*before[first + 1 :], *after[:more]] for more in range(len(after) + 1))
        if any(run and _sum(run).meets(wanting) for run in runs):
            return True
    return False


def _sum(parts: Sequence[Figure]) -> Interval:
    return total(printed(part.value, part.step) for part in parts)
