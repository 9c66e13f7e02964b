"""Percentages that divide a whole among them and so come to 100%: 支出结构为人员占45%、公用占20%、项目占35%; 权重分别为20%、30%、50%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extract.claims.claim import Claim, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, passages_with_mentions

_WHOLE = Decimal(100)
_OPENS = regex.compile(
    r"(?P<share>(?:结构|构成|组成|划分|分布|比重|占比|比例)(?:情况)?(?:分别)?(?:为|是|如下)?[：，]?[^，。；：、]{0,14}?(?:占比?(?:重|例)?)?(?:为|约)?)\s*$"
    r"|(?P<rest>其中[：，]?[^，。；：、]{2,12}占比?(?:为|约)?)\s*$"
    r"|(?P<weight>权重(?:设置|分配)?(?:分别|依次)(?:为|是|占)?[：，]?[^，。；：、%]{0,10})\s*$"
)
_NEXT = {
    "share": regex.compile(r"\s*[、，；]?\s*(?:和|及|以及)?[^，。；、的]{2,12}占比?(?:重|例)?(?:为|约)?\s*"),
    "weight": regex.compile(r"\s*(?:[、，；]|和|及|以及)\s*[^，。；、]{0,10}"),
}
_NEXT["rest"] = _NEXT["share"]
# 其中房屋占41.3%、设备占38.2%、其他占20.5%: the last is all that the others are not
_REST = regex.compile(r"其他|其它|其余")
_OPEN = regex.compile(r"^\s*(?:等|左右|以上)")
_CHANGES = regex.compile(r"增|减|升|降|高|较|比(?![重例])|完成|执行|上年|去年|\d年")


def find(context: Context) -> Iterator[Claim]:
    """One claim for each list of percentages that leaves nothing out, in reading order."""
    for passage, found in passages_with_mentions(context, 2):
        for index in range(len(found) - 1):
            yield from _claim(passage, found, index)


def _claim(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    opens = _OPENS.search(found[index].gap) if _divides(found[index]) else None
    if opens is None:
        return
    kind = str(opens.lastgroup)
    run = [found[index]]
    for mention in found[index + 1 :]:
        if not _divides(mention) or mention.sentence != run[0].sentence or not _NEXT[kind].fullmatch(mention.gap):
            break
        run.append(mention)
    behind = found[index + len(run) : index + len(run) + 1]
    # 占比45.2%，……: what goes on in the same sentence may belong to the list
    if len(run) < 2 or _OPEN.match(run[-1].tail) or any(m.sentence == run[0].sentence for m in behind):
        return
    if kind == "rest" and not (len(run) > 2 and _REST.search(run[-1].gap)):
        return
    *others, last = run
    terms = (*(Term(m.number, "part", -1) for m in others), Term(last.number, "total"))
    note = "各项权重合计为100%" if kind == "weight" else "各项占比合计为100%"
    yield Claim(
        family="share",
        readings=(Reading("sum", terms, note, "plain", _WHOLE),),
        asserted="strong",
        place=passage.place(run[0].start, last.end),
        quote=passage.quote(run[0].start, last.end),
        pattern="hundred",
    )


def _divides(mention: Mention) -> bool:
    """Whether a figure may be a share of what is divided: a percentage, and no change or rate of completion."""
    return mention.figure.unit == "%" and not mention.figure.hedge and not _CHANGES.search(mention.clause)
