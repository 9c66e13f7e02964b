"""Rates named after what was done with some of the things counted before: 排查隐患156处，整改150处，整改率96.15%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim, Reading, Term
from extract.claims.context import Passage
from extract.claims.mentions import Mention
from extract.claims.rates import LEFT, TAIL, is_of_some, is_operand, rate_of
from extract.claims.subjects import is_qualified

# 化解率, 规范管理率, 入库率 …: not after what has a rate of its own meaning, nor 满意率, which is of several degrees
_NAMED = regex.compile(
    r"(?P<name>[一-鿿]{0,6}(?!增长|下降|减少|增减|失业|城镇|绿化|出生|死亡|自然|恩格|利润|贡献|占有|周转|负债|提高|降低|满意)[一-鿿]{2})"
    rf"率{TAIL}"
)
_LEAST_NAME = 2
_BESIDE_RATE = regex.compile(r"\s*[^，。；、（）]{0,5}[，、（；]?\s*[^，。；、（）]{0,12}")
# of what came in this year alone, what was done may include what was left from before
_NEW = regex.compile(r"新[收增立发受]|收案|立案|本年|当年|今年|本期|其中")
_CUT = regex.compile(r"审减|核减|净减|压减|调减|节约|节支|节省")
_UNCUT = regex.compile(r"送审|报审|申报|上报|预算|计划|控制价|限价|概算|估算|拦标价|原(?:合同|报价|造价)|减前|节约前")
_COMPARED = regex.compile(r"较|比(?!例|重)|同比")
_REACH = 16
_MOST_WHOLES = 3


def of_its_verb(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    """The claim of the rate at `index`, if its name ends in a verb that one of the figures before it is told with."""
    rate = found[index]
    named = _NAMED.search(rate.gap)
    if named is None or "其中" in rate.gap:
        return  # …，整改率96%，其中重大隐患整改率90%: of figures that stand nowhere
    if _has_its_rate(found, index, named["name"]):
        return
    if _CUT.fullmatch(named["name"][-_LEAST_NAME:]):
        yield from _of_a_cut(passage, found, index, named["name"][-_LEAST_NAME:])
        return
    before = [m for m in found[max(0, index - _REACH) : index] if is_operand(m, rate)]
    done, verb = _done(before, named["name"])
    if done is None:
        yield from _of_those_beside(passage, found, index, named["name"])
        return
    if is_of_some(rate, done):
        return
    told = [m for m in found[max(0, index - _REACH) : index] if m.level and rate.sentence - m.sentence == 1]
    wholes = _larger(before, done, verb)[:_MOST_WHOLES] or _larger(told, done, verb)[-1:]
    beside = next((m for m in reversed(before) if m.start < done.start), None)
    apart = "；" in done.gap or bool(beside and "其中" in beside.gap)
    if beside and beside not in wholes and beside.figure.unit == done.figure.unit and not apart:
        wholes = [beside]  # less than what was done of it: one of the two is wrong, or it is not all there was
    if not wholes or ("其中" in done.gap and verb[-_LEAST_NAME:] in wholes[0].lead):
        return  # 签约8.6万人，其中重点人群签约3.1万人，重点人群签约率82.3%: of a number of people that stands nowhere
    sure = _is_sure(passage, found, index, done, wholes)
    yield Claim(
        family="ratio",
        readings=tuple(_of_wholes(done, wholes[:1] if sure else wholes, rate)),
        asserted="strong" if sure else "plain",
        place=passage.place(rate.start, rate.end),
        quote=passage.quote(wholes[-1].start, rate.end),
        group=f"rate:{passage.block}:{passage.row}:{passage.col}:{verb}",
        pattern="rate:verb",
    )


def _has_its_rate(found: Sequence[Mention], index: int, name: str) -> bool:
    """整改率98.80%，重大隐患整改率100%: whether the deed's rate stands right before; the next one is of some of the things."""
    before = found[index - 1] if index else found[index]
    named = _NAMED.search(before.gap) if before.figure.unit == "%" and before is not found[index] else None
    return named is not None and named["name"][-_LEAST_NAME:] == name[-_LEAST_NAME:]


def _done(before: Sequence[Mention], name: str) -> tuple[Mention | None, str]:
    """The figure told with most of the rate's name, the nearest of several, and how much of it that is: of 按期完工 and
    延期完工 the former is what 按期完工率 counts."""
    best: tuple[Mention | None, str] = (None, "")
    for mention in reversed(before):
        words = mention.lead + mention.tail[:6]
        told = next(
            (name[n:] for n in range(len(name) - _LEAST_NAME + 1) if re.search(rf"(?<![不未非]){name[n:]}", words)),
            "",
        )
        if len(told) > len(best[1]) and not LEFT.search(mention.lead):
            best = (mention, told)
    return best


def _of_those_beside(passage: Passage, found: Sequence[Mention], index: int, name: str) -> Iterator[Claim]:
    """立案1,246起，破获983起，破案率78.89%; 核对8,534人次，发现不符428人次，检出率5.02%: of the two counts right before the rate, where the
    first is the larger; surely where the rate shares a word with what was done, or the first is what was due."""
    rate = found[index]
    whole, done = found[index - 2 : index] if index > 1 else (rate, rate)
    if not (is_operand(whole, rate) and is_operand(done, rate) and whole.figure.unit == done.figure.unit != "元"):
        return
    joined = not regex.search(r"[；。]|其中", done.gap + rate.gap) and bool(_BESIDE_RATE.fullmatch(rate.gap))
    if not joined or whole.figure.value < done.figure.value or rate.figure.hedge or LEFT.search(done.lead):
        return
    if is_of_some(rate, done) or (_NEW.search(whole.lead) and _counted_before(found, index - 2)):
        return
    akin = any(char in done.lead for char in name[-_LEAST_NAME:]) or "应" in whole.lead
    sure = akin and not (_NEW.search(whole.lead) or is_qualified(passage, rate)) and "；" not in whole.gap
    yield Claim(
        family="ratio",
        readings=(rate_of(done, whole, rate, "plain"),),
        asserted="strong" if sure and not _counted_before(found, index - 2) else "plain",
        place=passage.place(rate.start, rate.end),
        quote=passage.quote(whole.start, rate.end),
        pattern="rate:beside",
    )


def _counted_before(found: Sequence[Mention], at: int) -> bool:
    """Whether more of the same was counted before in the sentence: that may be the whole as well."""
    return any(
        m.sentence == found[at].sentence and m.figure.unit == found[at].figure.unit for m in found[:at] if m.level
    )


def _is_sure(passage: Passage, found: Sequence[Mention], index: int, done: Mention, wholes: Sequence[Mention]) -> bool:
    """Whether the words leave no doubt of both figures: they stand right before the rate, the larger first, and of what
    else was counted before nothing could be meant."""
    rate, whole = found[index], wholes[0]
    together = found[index - 2 : index] == [whole, done] and bool(_BESIDE_RATE.fullmatch(rate.gap))
    alone = len(wholes) == 1 or "其中" in done.gap or "；" in whole.gap or "应" in whole.lead
    counted = not (_NEW.search(whole.lead) or rate.figure.hedge or is_qualified(passage, rate))
    return together and alone and counted and whole.figure.value >= done.figure.value


def _larger(before: Sequence[Mention], done: Mention, verb: str) -> list[Mention]:
    """What may be the whole of the things done, nearest first."""
    alike = [m for m in before if m.start < done.start and m.figure.unit == done.figure.unit]
    return [m for m in reversed(alike) if m.figure.value >= done.figure.value and _differs(m, verb)]


def _differs(mention: Mention, verb: str) -> bool:
    """Whether an amount is not itself of the verb's things done: 应参保 is what 参保 is measured by."""
    return verb not in mention.lead or f"应{verb}" in mention.lead


def _of_wholes(done: Mention, wholes: Sequence[Mention], rate: Mention) -> Iterator[Reading]:
    """The rate as of each whole, the nearest first."""
    for rank, whole in enumerate(wholes):
        yield rate_of(done, whole, rate, "plain" if rank == 0 else "weak")


def _of_a_cut(passage: Passage, found: Sequence[Mention], index: int, verb: str) -> Iterator[Claim]:
    """送审100万元，审减8万元，审减率8%; 核减率8%（报审100万元，核定92万元）: of what there was before the cut."""
    rate = found[index]
    near = [m for m in found if m.sentence == rate.sentence and m.figure.unit == "元" and not m.per_head]
    cut = next(
        (m for m in reversed(near) if m.start < rate.start and verb in m.lead and not _COMPARED.search(m.gap)), None
    )
    if cut is None:
        return
    wholes = [m for m in near if m.figure.value > cut.figure.value and _UNCUT.search(m.lead) and m is not cut]
    wholes.sort(key=lambda m: abs(m.number - cut.number))
    if not wholes:
        return
    # some work it out of what was left
    cuts = [m for m in near if verb in m.lead and m.start < rate.start and not _COMPARED.search(m.gap)]
    left = [
        m
        for m in near
        if m not in wholes and m not in cuts and m.level and m.figure.value > cut.figure.value and m.start < cut.start
    ]
    yield Claim(
        family="ratio",
        readings=tuple(
            rate_of(cut, whole, rate, "plain" if rank == 0 else "weak", f"{verb}额÷{whole.title}")
            for rank, whole in enumerate([*wholes[:3], *left[-1:]])
        )
        + tuple(_of_all_cuts(cuts, wholes[:1], rate)),
        asserted="strong" if len(wholes) == 1 else "plain",
        place=passage.place(rate.start, rate.end),
        quote=passage.quote(min(cut.start, wholes[0].start), max(rate.end, wholes[0].end)),
        pattern="rate:cut",
    )


def _of_all_cuts(cuts: Sequence[Mention], wholes: Sequence[Mention], rate: Mention) -> Iterator[Reading]:
    """招标节约90万元，磋商节约10万元，综合节约率5%: of all that was cut, where several cuts are told."""
    for whole in wholes if len(cuts) > 1 else ():
        parts = (Term(m.number, "part") for m in cuts)
        terms = (*parts, Term(whole.number, "whole"), Term(rate.number, "percent"))
        yield Reading("ratio", terms, f"各项之和÷{whole.title}", "plain")
