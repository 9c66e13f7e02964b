"""What was done and what is left of it: 排查隐患147处，已整改139处，剩余8处; 实际支出352.46万元，执行率95.83%，结余15.32万元.

Two relations: all there was less what was done is what is left; and what was done is its rate of itself and what is left,
which holds where all there was is told elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, alike, passages_with_mentions
from extract.claims.rates import TAIL, is_elsewhere

# 剩余8处, 其余3个: all that is left
_REST = regex.compile(r"(?:剩余|剩下|其余|余下|尚余|尚剩)的?(?:未[一-鿿]{1,4})?$")
# 未办结5条, 尚有183起正在查办, 在建5个: not done yet, perhaps not all that is left
_UNDONE = regex.compile(
    r"(?:未|没有?|(?<![接招对等优看期])待|正在)(?:能)?(?P<deed>[一-鿿]{1,6}?)(?:的|资金)?$|^\s*[，；]?\s*在建$"
)
_STILL = regex.compile(r"(?:尚|仍|还|另)有$")
_UNDONE_BEHIND = regex.compile(r"^[一-鿿]{0,12}?(?:正在|未|尚在|待|跨年|延期|推迟|列入)")
_LEFT_MONEY = regex.compile(r"(?:结余|结转|剩余|余额|尚余)(?:资金|金额)?(?:为|共)?$")
_DONE = regex.compile(
    r"已|完成|完工|竣工|建成|办结|审结|查结|结案|整改|化解|解决|验收|实施|达到|通过|兑现|破获|签|支出|支付|执行|使用|拨付"
)
_SPENT = regex.compile(r"支出|支付|执行|使用|拨付|兑付|发放")
_RATE = regex.compile(rf"(?:率|进度|比例){TAIL}")
# what came over from before, or came in since, is among what was done as well
_FAR = regex.compile(r"其中|[；]|分别|新[增收立受发]|本年|当年|上年|去年|结转|旧存|存量|累计|年初|追加")
_NEW = regex.compile(r"新[收增立受发]|本年|当年|本期")
_REACH = 6
_ALL = 100


def find(context: Context) -> Iterator[Claim]:
    """Claims of what is left, in reading order."""
    for passage, found in passages_with_mentions(context, 3):
        for index in range(1, len(found)):
            yield from _claims(passage, found, index)


def _claims(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    left = found[index]
    money = left.figure.unit == "元"
    sure = bool(_REST.search(left.lead))
    undone = _UNDONE.search(left.lead)
    if not left.level or left.figure.hedge or "其中" in left.gap:
        return
    if not (undone or (_LEFT_MONEY.search(left.lead) if money else sure or _is_undone(left))):
        return
    before = [m for m in found[max(0, index - _REACH) : index] if m.sentence == left.sentence and m.depth <= left.depth]
    counted = _without_parts([m for m in before if m.level and alike(m.figure, left.figure)])
    done = counted[-1] if counted else None
    same = bool(done and undone and undone["deed"] and undone["deed"] in done.lead and "部分" not in done.lead)
    if done is None or not (same or _is_done(done, money)):
        return
    sure = sure or same  # 规范管理851人，…，未规范管理113人: the one is what the other is not
    if not money and len(counted) > 1 and not _NEW.search(counted[-2].gap):
        yield from _of_all(passage, counted[-2], done, left, sure=sure)
    near = [m for m in found[max(0, found.index(done) - 1) : index + 2] if m.figure.unit == "%"]
    rates = [m for m in near if _RATE.search(m.gap) and m.sentence == left.sentence and not is_elsewhere(m)]
    if len(rates) == 1:
        yield from _of_itself(passage, found, (done, rates[0], left), sure=sure)


def _without_parts(counted: Sequence[Mention]) -> list[Mention]:
    """The figures that are no parts of one before them: 隐患1,245条，其中重大隐患12条，已整改1,230条."""
    kept: list[Mention] = []
    among = False
    for mention in counted:
        among = "其中" in mention.gap or (among and mention.gap.lstrip().startswith("、"))
        if not among:
            kept.append(mention)
    return kept


def _is_undone(left: Mention) -> bool:
    return bool(_STILL.search(left.lead) and _UNDONE_BEHIND.match(left.tail.lstrip("个")))


def _is_done(mention: Mention, money: bool) -> bool:
    """Whether an amount is told as done; 未完成 is not, nor is 部分完成, beside which others are told as done."""
    words = mention.lead + mention.tail[:3]
    return bool((_SPENT if money else _DONE).search(words)) and not re.search(r"未|应|计划|目标|部分", mention.lead)


def _of_all(passage: Passage, whole: Mention, done: Mention, left: Mention, *, sure: bool) -> Iterator[Claim]:
    """共设14项，完成13项，未完成1项; what more was counted between leaves open what the rest is of."""
    gaps = done.gap + left.gap
    if _DONE.search(whole.lead) and not re.search(r"共|计划|任务|应|需|查|受理|立案|发现|设", whole.lead):
        return
    if whole.figure.value <= done.figure.value:
        return
    asserted: Licence = "strong" if sure and not _FAR.search(whole.gap + gaps) else "plain"
    terms = (Term(whole.number, "part"), Term(done.number, "part", -1), Term(left.number, "total"))
    yield Claim(
        family="count",
        readings=(Reading("sum", terms, "总数-已完成数=剩余数", "plain"),),
        asserted=asserted,
        place=passage.place(left.start, left.end),
        quote=passage.quote(whole.start, left.end),
        pattern="remainder",
    )


def _of_itself(
    passage: Passage, found: Sequence[Mention], told: tuple[Mention, Mention, Mention], *, sure: bool
) -> Iterator[Claim]:
    """建成45.1万亩，完成率92.80%，剩余3.5万亩: of what was done and what is left together."""
    done, rate, left = told
    numbers = sorted(found.index(m) for m in told)
    if "不含" in left.lead:
        return  # 支付率90%（不含未到期质保金5万元）: what the rate does not count
    if rate.figure.value >= _ALL or numbers[-1] - numbers[0] != len(told) - 1 or "；" in left.gap + rate.gap:
        return
    part = Term(done.number, "part")
    terms = (part, Term(done.number, "whole"), Term(left.number, "whole"), Term(rate.number, "percent"))
    yield Claim(
        family="ratio",
        readings=(Reading("ratio", terms, f"{done.title}÷（{done.title}+{left.title}）", "plain"),),
        asserted="strong" if sure and not rate.figure.hedge else "plain",
        place=passage.place(rate.start, rate.end),
        quote=passage.quote(min(m.start for m in told), max(m.end for m in told)),
        pattern="rate:remainder",
    )
