"""Parts and their whole: 公用经费152万元，含工会经费18万元 (a part, and parts that exclude each other, are at most their whole);
收入500万元，全部为财政拨款收入500万元 (what is all of it is as much)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.cues import Cue, cue_at
from extract.claims.heads import common_end, listed_before
from extract.claims.list_items import items_of
from extract.claims.mentions import Mention, alike, is_base, passages_with_mentions
from extract.claims.partitions import filled
from extract.claims.records import records
from extract.claims.sums import NO_PART

# a clause may stand between: 共12项，全部完成，其中11项…
_WITHIN = regex.compile(
    r"\s*(?:[，,][^，。；、：（）\d比较增减]{2,12})?[，,（(]?\s*"
    r"(?:(?:其中|内含|(?<!不)含|包括|包含)+[：:，,]?[^，。；、：（）不]{2,20}|其中[：:，,]?)"
)
_ALL_OF_IT = regex.compile(r"\s*[，,（(]?\s*(?:全部|全|均|都)(?:系|为|是)(?!了)[^，。；、每各]{2,20}")
# what is left or has changed may be less than what it came from
_REMAINDER = regex.compile(r"结余|结转|余额|剩余|差额|差异|净|增|减|超支|节约|以上|平均|均")
_IN_DETAIL = regex.compile(r"(?:具体|详细|明细)[^，。；：]{0,4}[为是下][:：，]?[^，。；：]{2,20}$")
_NOTHING_BEHIND = ("", "等", "和", "及", "以及", "与")
_NEXT = regex.compile(r"[^，；]{0,3}[，；][^，；。、：]{2,16}")
_TOTALLED = regex.compile(r"合计|共计|总计")
_LIST_GOES_ON = regex.compile(r"\s*(?:、|和|及|以及|与)")


def find(context: Context) -> Iterator[Claim]:
    """Claims of single parts and of wholes told twice, in reading order."""
    for passage, found in passages_with_mentions(context, 2):
        for index in range(1, len(found)):
            yield from _claim(passage, found, index)
            yield from _together(passage, found, index)


def _claim(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    part, head = found[index], found[index - 1]
    if not part.level or part.figure.hedge or part.figure.span or part.sentence != head.sentence:
        return
    within = _WITHIN.fullmatch(part.gap)
    if not within and not _ALL_OF_IT.fullmatch(part.gap):
        return
    wholes = [m for m in reversed(found[:index]) if _may_be_whole(m, part)]
    if not wholes or wholes[0] is not head:
        return
    goes_on = any(m.sentence == part.sentence and m.level and alike(m.figure, part.figure) for m in found[index + 1 :])
    if within:
        joined = _joined(found, index) if goes_on else [part]
        # whatever is counted twice, none of those that 、 joins is more than the whole
        yield _smaller(passage, max(joined, key=lambda m: m.figure.value), wholes, listed_before(found, head))
    if not within and not (goes_on and _LIST_GOES_ON.match(found[index + 1].gap)):
        yield _same(passage, part, wholes)


def _together(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    """The money of a list behind 其中, 主要用于 or 具体为, as far as 、 joins it, or in a bracket. People and things may be counted
    twice."""
    cue = cue_at(found, index) if found[index].figure.unit == "元" else None
    if cue is None or records(found, index):
        return
    if cue.kind not in ("among", "bracket", "open") and not _IN_DETAIL.search(found[index].gap):
        return
    items, _, nested = items_of(found, index, cue)
    joined = next((n for n in range(1, len(items)) if not _goes_on(items[n], cue)), len(items))
    wholes = [m for m in reversed(found[:index]) if _may_be_whole(m, found[index])]
    near = next((m for m in reversed(found[:index]) if alike(m.figure, found[index].figure)), None)
    if nested or joined < 2 or not wholes or wholes[0] is not near or near.sentence != found[index].sentence:
        return
    if any(m.figure.hedge or m.figure.span for m in items):
        return
    if count := filled(near, items):
        wholes, joined = [near], min(joined, count)
    if cue.kind == "bracket" and any(NO_PART.search(m.gap) for m in items[:joined]):
        return  # 支出402万元（预算410万元、上年398万元）
    if cue.kind == "open" and any(m.tail.strip() not in _NOTHING_BEHIND for m in items[:joined]):
        return  # 主要用于总投资500万元的大桥: what it is used for has an amount of its own
    parts = tuple(Term(m.number, "smaller") for m in items[:joined])
    readings = tuple(
        Reading("order", (*parts, Term(whole.number, "larger")), "其中各项之和不大于总数", "plain") for whole in wholes
    )
    joint = listed_before(found, near)
    if joint:  # 市级300万元、县级200万元，其中道路260万元、桥涵180万元: of both together
        larger = tuple(Term(whole.number, "larger") for whole in (*joint, near))
        readings += (Reading("order", (*parts, *larger), "其中各项之和不大于前列各数之和", "plain"),)
    yield _made("order", passage, items[joined - 1], wholes, readings, _bound(items[0], wholes))


def _joined(found: Sequence[Mention], index: int) -> list[Mention]:
    """A figure and those that 、 joins to it, or a name that ends like its own: 其中：财政资金50万元，自筹资金30万元."""
    joined = [found[index]]
    for mention in found[index + 1 :]:
        if mention.depth > joined[0].depth:
            continue
        goes_on = not _TOTALLED.search(mention.gap) and (
            _LIST_GOES_ON.match(mention.gap)
            or (_NEXT.fullmatch(mention.gap) and common_end(mention.label, joined[0].label) > 1)
        )
        if not goes_on or not alike(mention.figure, joined[0].figure) or not mention.level:
            break
        joined.append(mention)
    return joined


def _goes_on(item: Mention, cue: Cue) -> bool:
    return bool(_LIST_GOES_ON.match(item.gap)) or (cue.kind == "bracket" and item.gap.lstrip().startswith("，"))


def _bound(part: Mention, wholes: Sequence[Mention]) -> Licence:
    """How strongly a part is bound by what the nearest of these figures is of. What is left consists of what is left."""
    unlike = _REMAINDER.search(wholes[0].clause) and not _REMAINDER.search(part.clause)
    return "weak" if unlike else "strong"


def _may_be_whole(mention: Mention, part: Mention) -> bool:
    """Whether a figure may be what the part is of: of its kind, a level, in its sentence or the one before."""
    fits = mention.level and alike(mention.figure, part.figure) and part.sentence - mention.sentence <= 1
    return fits and not mention.figure.hedge and not is_base(mention)


def _smaller(passage: Passage, part: Mention, wholes: Sequence[Mention], joint: Sequence[Mention]) -> Claim:
    """`joint`: what the nearest of these figures may be one whole with."""
    readings = tuple(
        Reading("order", (Term(part.number, "smaller"), Term(whole.number, "larger")), "其中项不大于总数", "plain")
        for whole in wholes
    )
    if joint:
        larger = tuple(Term(whole.number, "larger") for whole in (*joint, wholes[0]))
        readings += (Reading("order", (Term(part.number, "smaller"), *larger), "其中项不大于前列各数之和", "plain"),)
    return _made("order", passage, part, wholes, readings, _bound(part, wholes))


def _same(passage: Passage, part: Mention, wholes: Sequence[Mention]) -> Claim:
    readings = tuple(
        Reading(
            "equal", (Term(part.number, "stated"), Term(whole.number, "stated")), "“全部为”前后两数应当相等", "plain"
        )
        for whole in wholes[:1]
    )
    return _made("sum", passage, part, wholes, readings, "strong" if len(wholes) == 1 else "plain")


def _made(
    family: str,
    passage: Passage,
    part: Mention,
    wholes: Sequence[Mention],
    readings: tuple[Reading, ...],
    asserted: Licence,
) -> Claim:
    return Claim(
        family=family,
        readings=readings,
        asserted=asserted,
        place=passage.place(part.start, part.end),
        quote=passage.quote(wholes[0].start, part.end),
        pattern="inclusion",
    )
