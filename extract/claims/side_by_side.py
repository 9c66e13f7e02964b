"""Lists whose items carry two measures: 小型工程26个共459万元，其中道路类3个78万元、水利类23个381万元. The first adds up
as in any list; here it is the second, where it stands beside every item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim
from extract.claims.context import Context, Passage
from extract.claims.cues import OPENING_LISTS, Cue, cue_at
from extract.claims.mentions import Mention, alike, passages_with_mentions
from extract.claims.sums import family_of, items_of, shape, sum_of

_BESIDE = regex.compile(
    r"\s*[、，（]?\s*(?:共|计|总|涉及|投入|投资|资金|金额|经费|补助|支出|发放|惠及|安排|下达|拨付)*\s*"
)
_OPEN = regex.compile(r"\s*等")
_LISTS = OPENING_LISTS | {"bracket", "colon"}


def find(context: Context) -> Iterator[Claim]:
    """Sums of the second measure of lists, in reading order."""
    for passage, found in passages_with_mentions(context, 5):
        for index in range(2, len(found)):
            cue = cue_at(found, index)
            if cue is not None and cue.kind in _LISTS:
                yield from _claim(passage, found, index, cue)


def _claim(passage: Passage, found: Sequence[Mention], index: int, cue: Cue) -> Iterator[Claim]:
    items, _, nested = items_of(found, index, cue)
    beside = [found[at : at + 1] for at in (found.index(item) + 1 for item in items)]
    second = [
        m
        for row in beside
        for m in row
        if _BESIDE.fullmatch(m.gap) and m.level and not alike(m.figure, items[0].figure)
    ]
    if len(items) < 2 or nested or len(second) < len(items) or len({m.figure.unit for m in second}) > 1:
        return
    heads = [m for m in found[:index] if _may_be_head(m, second[0])]
    first = [m for m in found[:index] if alike(m.figure, items[0].figure) and items[0].sentence - m.sentence <= 1]
    if not heads or not first or any(_OPEN.match(m.tail) for m in (items[-1], second[-1])):
        return
    head = heads[-1]
    yield Claim(
        family=family_of(head),
        readings=(sum_of(head, second, "plain", "各项之和"),),
        asserted="strong" if "分别" in items[0].gap else "plain",
        place=passage.place(second[0].start, second[-1].end),
        quote=passage.quote(head.start, second[-1].end),
        group=f"sum:{shape(items)}:beside",
        pattern="sum:beside",
    )


def _may_be_head(mention: Mention, part: Mention) -> bool:
    near = part.sentence - mention.sentence <= 1 and mention.depth <= part.depth
    return near and alike(mention.figure, part.figure) and mention.level and not mention.figure.hedge
