"""Unit price times number (times months or days): 每人80元 × 4,629名 = 37.03万元, where all stand in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, alike, passages_with_mentions

_EACH = regex.compile(
    r"(?P<average>人均|户均|平均|亩均|均)|每(?:人|户|名|位|生|亩|个|家|项|件|套|辆|台|次|场|村|份|床|所|座)|单价|标准"
)
_TIME = regex.compile(
    r"每(?:[人户名位生])?每?(?P<unit>年|月|天|日|季度|学期|学年)|/(?P<unit>月|天|日|年)|元/人[·.]?(?P<unit>[月天日])"
    r"|[人户]均每?(?P<unit>年|月|天|日)|(?P<unit>[年月日])均"
)
_TIMES = {"月": ("个月", "月"), "天": ("天",), "日": ("天",)}
_YEARLY = frozenset({"年", "学年"})
"""What is paid once in the year reported, if no number of years is told."""
_TOTAL = regex.compile(
    r"共计?|合计|总计|总额|总价|总值|总造价|总投资|累计|资金|金额|发放|兑付|补助|补贴|支出|投入|拨付"
)
_ALL = regex.compile(r"共计?|合计|总计|总额|总价|总值|总造价")
_PER = regex.compile(r"每一?(?P<unit>[一-鿿])|(?P<unit>[人户亩村])均|(?P<unit>[一-鿿])均")
_PER_BEHIND = regex.compile(r"^\s*(?:/|每)(?P<unit>平方米|公里|人次|[一-鿿])")
_PERSONS = frozenset("名位生")
# a mean without a noun of its own, and what it may be counted by
_BARE_MEAN = regex.compile(
    r"\s*[）]?(?:计算|测算|折算|统计|核算)?[，、；（]?\s*(?:平均)?每?(?P<per>[户人村亩车笔生校])均?(?<=均)(?:约?为|约|达)?\s*"
)
_MEAN_OF = {
    "户": ("户", "户次"), "人": ("人", "人次"), "生": ("人", "人次"), "村": ("个", "村"), "亩": ("亩",), "车": ("辆", "台"),
    "笔": ("笔",), "校": ("所",),
}  # fmt: skip
_BESIDE = 3
_EARNED = regex.compile(r"增收|收入|产值|产量|收益|成本")
_COUNTS = frozenset("人 户 亩 个 家 项 件 套 辆 台 次 场 村 份 床 所 座 人次 平方米 公里 吨".split())  # noqa: SIM905


def find(context: Context) -> Iterator[Claim]:
    """Product claims of all passages, in reading order."""
    for passage, found in passages_with_mentions(context, 3):
        for index, mention in enumerate(found):
            mean = _of_those_beside(passage, found, index)
            if mean is not None:
                yield mean
            elif mention.figure.unit == "元" and _is_each(mention):
                yield from _claim(passage, found, index)


def _of_those_beside(passage: Passage, found: Sequence[Mention], index: int) -> Claim | None:
    """143户、686万元，户均4.8万元; 9,846户32,157人，户均3.27人: a bare mean is of the number and the total right before it."""
    each = found[index]
    bare = _BARE_MEAN.fullmatch(each.gap)
    if bare is None or each.figure.hedge or not each.figure.unit:
        return None
    units = _MEAN_OF[bare["per"]]
    beside = [m for m in found[max(0, index - _BESIDE) : index] if m.sentence == each.sentence and m.level]
    numbers = [m for m in beside if m.figure.unit in units]
    totals = [m for m in beside if alike(m.figure, each.figure) and m not in numbers]
    if len(numbers) != 1 or len(totals) != 1 or found[index - 1] not in (numbers[0], totals[0]):
        return None
    number, total = numbers[0], totals[0]
    between = max(number, total, key=lambda m: m.start).gap
    if number.figure.hedge or total.figure.hedge or re.search(r"[；]|其中|增收|计划|目标", between + number.lead):
        return None
    # 登记失业4,286人，再就业3,128人，发放失业金1,862万元，人均4,344元: of one or the other
    counted = [m for m in found[:index] if m.sentence == each.sentence and m.figure.unit in units and m is not number]
    readings = tuple(
        Reading(
            "product",
            (Term(each.number, "factor"), Term(m.number, "factor"), Term(total.number, "product")),
            "单价×数量=总额",
            "weak" if rank else "plain",
        )
        for rank, m in enumerate((number, *counted))
        if not m.figure.hedge
    )
    return Claim(
        family="product",
        readings=readings,
        asserted="plain" if counted else "strong",
        place=passage.place(each.start, each.end),
        quote=passage.quote(min(number.start, total.start), each.end),
        pattern="product:mean",
    )


def _is_each(mention: Mention) -> bool:
    return bool(_EACH.search(mention.clause)) or mention.tail.startswith(("/", "每"))


def _per(each: Mention) -> str:
    """What it is an amount for, in the unit it is counted in: 每亩, 户均, 元/人; "" where the words don't tell."""
    told = _PER_BEHIND.match(each.tail) or _PER.search(each.clause)
    unit = str(told["unit"]) if told else ""
    unit = "人" if unit in _PERSONS else unit
    return unit if unit in _COUNTS else ""


def _may_be_total(mention: Mention, each: Mention) -> bool:
    """Whether an amount is more than that of one, or is said to be what was spent: then its unit may be wrong."""
    return mention.figure.value > each.figure.value or bool(_TOTAL.search(mention.gap))


def _run(found: Sequence[Mention], index: int, number: Mention, total: Mention) -> bool:
    """143户、686万元，户均4.8万元: whether number, total and mean follow each other with nothing between."""
    at = sorted((index, found.index(number), found.index(total)))
    return at[-1] - at[0] == 2 and not any(re.search(r"[；;。]", m.gap) for m in found[at[0] + 1 : at[-1] + 1])


def _claim(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    each = found[index]
    same = [m for m in found if m.sentence == each.sentence and m is not each and not m.change]
    per = _per(each)
    numbers = [m for m in same if m.figure.unit in _COUNTS and (not per or m.figure.unit in (per, f"{per}次"))]
    totals = [m for m in same if m.figure.unit == "元" and not _is_each(m) and _may_be_total(m, each)]
    earned = _EARNED.search(each.clause)
    totals = [m for m in totals if bool(_EARNED.search(m.clause)) == bool(earned)]
    # 每人2,000元、12名，每个1万元、5个，共计7.4万元: the one total is of both
    prices = [m for m in found if m.sentence == each.sentence and m.figure.unit == "元" and _is_each(m)]
    prices = [m for m in prices if bool(_EARNED.search(m.clause)) == bool(earned)]
    if not numbers or not totals or each.figure.hedge or len(prices) > len(totals):
        return
    clause = each.clause + each.tail
    timed = _TIME.search(clause)
    times = [m for m in same if timed and m.figure.unit in _TIMES.get(timed["unit"], ())]
    if timed and not times and timed["unit"] not in _YEARLY:
        return
    average = _EACH.search(each.gap)
    rounded = bool(average and average["average"])
    readings = []
    for number in numbers:
        for total in totals:
            nearest = abs(found.index(number) - index) <= 2 and abs(found.index(total) - index) <= 3
            told = _TOTAL.search(total.gap) or (per and _run(found, index, number, total))
            licence: Licence = "plain" if nearest and told else "weak"
            factors = [Term(m.number, "factor") for m in (number, *times[:1])]
            terms = (Term(each.number, "factor" if rounded else "price"), *factors, Term(total.number, "product"))
            readings.append(Reading("product", terms, "单价×数量×时间=总额" if times else "单价×数量=总额", licence))
    readings.sort(key=lambda r: r.licence == "weak")
    single = len(numbers) == len(totals) == 1 and (not rounded or readings[0].licence == "plain")
    spelt_out = single and not rounded and readings[0].licence == "plain" and bool(_ALL.search(totals[0].gap))
    span = [each, *numbers, *totals]
    yield Claim(
        family="product",
        readings=tuple(readings[:12]),
        asserted="strong" if spelt_out else "plain" if single else "weak",
        place=passage.place(each.start, each.end),
        quote=passage.quote(min(m.start for m in span), max(m.end for m in span)),
        pattern="product",
    )
