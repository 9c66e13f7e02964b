"""Points that were to be had, were awarded and were deducted: 满分30分，得27分，扣3分."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, passages_with_mentions
from extract.units import SCORE

_FULL = regex.compile(r"满分|标准分|权重|分值|总分|应得")
_AWARDED = regex.compile(r"(?:得|得分|评分|自评)(?:共|为|是|：|:)?\s*$")
_DEDUCTED = regex.compile(r"(?:扣减?|扣除|失|扣分|减)(?:了|掉|共|为|：|:)?\s*$")
_ADDED = regex.compile(r"(?:加|奖励?|增|附加)(?:分项?)?(?:了|共|为|：|:)?\s*$")
_PARTED = regex.compile(r"[；;]")
_EACH = regex.compile(r"每|各扣|一次|一项|的扣|则扣|应扣|酌情|未[^，。；]{1,12}扣$")


def find(context: Context) -> Iterator[Claim]:
    """One claim for each full mark with what was awarded and deducted right behind it, in reading order."""
    for passage, found in passages_with_mentions(context, 3):
        points = [m for m in found if m.figure.unit == SCORE]
        # Points on top of the full marks are neither awarded out of them nor deducted.
        added = {m.sentence for m in points if _ADDED.search(m.lead)}
        points = [m for m in points if m.sentence not in added]
        for index in range(len(points) - 2):
            yield from _claim(passage, points[index : index + 3])


def _claim(passage: Passage, three: Sequence[Mention]) -> Iterator[Claim]:
    full, *others = three
    awarded = next((m for m in others if _AWARDED.search(m.lead)), None)
    deducted = next((m for m in others if _DEDUCTED.search(m.lead) and not _EACH.search(m.lead)), None)
    if awarded is None or deducted is None or len({m.sentence for m in three}) > 1:
        return
    if _PARTED.search(passage.text, full.end, others[-1].start):
        return  # 甲得满分10分；乙延期，扣1分，得5分: of two things
    if any(told.search(full.lead) for told in (_AWARDED, _DEDUCTED)) or any(m.figure.span for m in three):
        return
    terms = (Term(awarded.number, "part"), Term(deducted.number, "part"), Term(full.number, "total"))
    yield Claim(
        family="score_sum",
        readings=(Reading("sum", terms, "得分+扣分=分值", "plain"),),
        asserted="strong" if _FULL.search(full.lead) else "plain",
        place=passage.place(awarded.start, awarded.end),
        quote=passage.quote(full.start, others[-1].end),
        pattern="deduction",
    )
