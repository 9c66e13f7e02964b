"""What was planned and what was done, with the difference between them: 合同工期180天，实际用时165天，提前15天; 计划改造150座，实际改造142座，
完成率94.67%，少完成8座."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, alike, passages_with_mentions
from extract.units import PERCENT

_PLANNED = regex.compile(r"合同|计划|约定|规定|法定|承诺|目标|任务|要求|批复|原定|限时|时限|应(?!急|用|对)")
_DONE = regex.compile(r"实际|用时|历时|耗时|完成|办结|竣工|完工|建成|实施|平均")
_TIMES = frozenset(["天", "工作日", "个月", "月", "小时", "分钟", "周"])
_MARKED = {
    True: (
        regex.compile(r"(?:提前|缩短|压缩|节省|节约|减少|少用)了?(?:约)?\s*$"),
        regex.compile(r"(?:延期|延误|延迟|逾期|超期|超时|推迟|滞后|超出|超过|多用|延长)了?(?:约)?\s*$"),
    ),
    False: (
        regex.compile(r"(?:少完成|少建|短缺|还?差|比计划少|较计划少|比目标少|较目标少)了?\s*$"),
        regex.compile(r"(?:超额|多)完成了?\s*$|超(?:出|过)?(?:年度|全年|年初)?(?:计划|目标|任务)数?\s*$"),
    ),
}
_COMPARED = regex.compile(r"较|比")
_OTHERS = regex.compile(r"其中|[；]")


def find(context: Context) -> Iterator[Claim]:
    """Claims over what was planned, what was done and their difference, in reading order."""
    for passage, found in passages_with_mentions(context, 3):
        for index in range(2, len(found)):
            yield from _claim(passage, found, index)


def _claim(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    gap = found[index]
    before = index
    while before > 0 and found[before - 1].figure.unit == PERCENT and found[before - 1].sentence == gap.sentence:
        before -= 1  # …，完成率94.67%，少完成8座
    told = [*found[max(0, before - 2) : before], gap]
    if len(told) < 3 or any(not alike(m.figure, gap.figure) or m.sentence != gap.sentence for m in told):
        return
    of_time = gap.figure.unit in _TIMES
    less, more = (bool(words.search(gap.lead)) for words in _MARKED[of_time])
    planned = [m for m in told[:2] if _PLANNED.search(m.lead) and not _DONE.search(m.lead)]
    done = [m for m in told[:2] if _DONE.search(m.lead) and not _PLANNED.search(m.lead)]
    vague = any(m.figure.hedge or m.figure.span or m.depth != gap.depth for m in told)
    if len(planned) != 1 or len(done) != 1 or less == more or vague:
        return
    if any(_OTHERS.search(m.gap) for m in found[found.index(told[1]) : index + 1]):
        return
    if _COMPARED.search(gap.lead) and not _PLANNED.search(gap.lead):
        return  # 较上年缩短20天: than something else
    larger, smaller = (planned[0], done[0]) if less else (done[0], planned[0])
    terms = (Term(larger.number, "part"), Term(smaller.number, "part", -1), Term(gap.number, "total"))
    yield Claim(
        family="change",
        readings=(Reading("sum", terms, "计划数与实际数之差", "plain"),),
        asserted="strong",
        place=passage.place(gap.start, gap.end),
        quote=passage.quote(told[0].start, gap.end),
        pattern="planned",
    )
