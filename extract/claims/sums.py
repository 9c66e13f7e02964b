"""Sums asserted in prose: a head and the parts that 其中, 分别为, 包括, a bracket or 合计 tie to it.

Which items are parts is often not marked (`list_items`). Every such reading is proposed; arithmetic decides in the audit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.comparisons import direction
from extract.claims.context import Context, Passage
from extract.claims.cues import OPENING_LISTS, Cue, cue_at
from extract.claims.heads import heads_of, joined_before
from extract.claims.list_items import TOTAL, PartList, items_of, part_lists
from extract.claims.mentions import (
    JOINED,
    Mention,
    alike,
    noun,
    passages_with_mentions,
)
from extract.claims.partitions import are_all, closed_by_the_last, complete, exhaust, filled, one_unsaid
from extract.claims.records import records
from extract.claims.subjects import last_clause, told_of, trimmed
from extract.figure import Figure

_SOME = regex.compile(r"主要|部分|重点|较大|突出")
# counted beside the staff, never among it
_APART = regex.compile(r"退休|离休|遗属|临聘|聘用|派遣|编外|空编")
# words before 分别为 that only say that a list follows; words for other figures of the same thing
_LISTING = regex.compile(
    r"(?:资金|经费|投资|主要|具体|详细)*(?:来源|构成|组成|分项|明细|用途|投向|类别|分类|结构|情况|安排|划分|其中)*"
)
_OTHER_FIGURES = regex.compile(r"预算|决算|计划|目标|调整|上年|去年|本年|\d年|年度")
# words before an item in a bracket by which it is no part, or not the only one
NO_PART = regex.compile(
    r"主要|如|仅|约|另|不含|未含|上年|去年|预算|决算|计划|目标|实际|较|比|\d年|年[初末]|总|合计|已|未|其他[^，、]{3}|累计|含"
)
_SHARE_OF = regex.compile(r"占[^，。；]{0,16}$|^\s*[（(]\s*(?:占比?|约占?)?\s*$")
# 应参保37.5万人，参保率97.3%，其中…: of those who are insured, not of those who should be
_DUE = regex.compile(r"应(?!急|用|收|付|缴|税|届)[一-鿿]{1,4}$")
# behind a list, what is told of its whole again
_OF_THE_WHOLE = regex.compile(
    r"[，；]\s*(?:均|都|总体|总量|余额)?(?:未|不)?(?:超|高于|低于|多于|少于|控制在|限额|占|较|比)"
)
# 按资金来源分, 按用途划分为: not 从…看, which may tell what is worth telling only
_BY_KIND = regex.compile(
    r"按照?(?!期|时|月|季|批)[^，。；：主重]{1,12}?分类?(?:为|是)?[：，]$|按照?(?!期|时|月|季|批)[^，。；：主重]{1,12}?分类?(?:为|是)?[：，][^，。；：、]{1,16}$"
)
_MADE = regex.compile(r"组成|构成")
_OPEN = regex.compile(r"^\s*等")
# 其中设备40万元、培训20万元，其余为维护费: a last part without its amount
_UNTOLD_REST = regex.compile(r"[）)]?[，、；,;](?:其余|其他|其它|剩余|余下|余款)[^，。；、,;\d]{0,16}(?:[，。；,;]|$)")
_AFTER_JOINT = regex.compile(r"\s*[）]?\s*(?:、|，|和|及|以及|与)[^，。；：、\d]{1,16}")
MOST_READINGS = 24
_MOST_PARTS = 60
_EXHAUSTING = frozenset(["list", "made", "colon2", "division", "ordinal"])
"""Kinds of cues whose own words say that nothing is left out."""
_LISTS = OPENING_LISTS | {"bracket", "colon"}


def find(context: Context) -> Iterator[Claim]:
    """Sum claims of all passages, in reading order."""
    before: list[Mention] = []
    for passage, found in passages_with_mentions(context, 1):
        for index in range(len(found)):
            cue = cue_at(found, index)
            if cue:
                measured = records(found, index) if cue.kind in _LISTS else []
                yield from (
                    _measured(passage, measured, cue) if measured else _listed(passage, found, index, cue, before)
                )
        before = (before + found)[-40:]


def _measured(passage: Passage, measured: Sequence[tuple[Mention, list[Mention]]], cue: Cue) -> Iterator[Claim]:
    """The sums of a list that tells each part by several measures."""
    names = measured[0][1]
    open_ = any(_OPEN.match(parts[-1].tail) for _, parts in measured)
    for head, parts in measured:
        yield Claim(
            family=family_of(head),
            readings=(sum_of(head, parts, "plain", "各项之和"),),
            asserted="weak" if open_ else "strong" if cue.kind == "list" else "plain",
            place=passage.place(parts[0].start, parts[-1].end),
            quote=passage.quote(head.start, parts[-1].end),
            group=f"records:{passage.block}:{passage.row}:{passage.col}:{names[0].start}",
            pattern="sum:records",
        )


def _listed(
    passage: Passage, found: Sequence[Mention], index: int, cue: Cue, before: Sequence[Mention]
) -> Iterator[Claim]:
    items, soft, nested = items_of(found, index, cue)
    if cue.kind == "made" and not _MADE.search(items[-1].tail):
        return
    if len(items) < 2 and not (cue.kind == "among" and nested):
        return
    known = next((n for n in range(len(items), 1, -1) if complete(items[:n])), 0)
    first_break = min(soft, default=0)
    if first_break and items[0].figure.unit != "元" and _leaves_nothing(items[:first_break]):
        # 编制68名，其中行政30名、事业38名；年末实有65人: behind the break stands another count
        items, nested = items[:first_break], [at for at in nested if at < first_break]
    elif known and not nested and all(_APART.search(item.label) for item in items[known:]):
        items = items[:known]
    right_before = [m for m in found[index - 1 : index] if m.level and alike(m.figure, items[0].figure)]
    divided = [m for m in right_before if not nested and filled(m, items)]
    if divided:
        items, soft = items[: filled(divided[0], items)], set()
    told = items
    if known and not nested and _is_over(items, known):
        # 其中线上104门、线下152门，超出目标16门: what follows is of the whole, if it is no part
        soft, told = soft | {known}, items[:known]
    above = divided or heads_of(found, index, cue, before)
    heads = [head for head in above if not _is_lost(items[0]) or _is_lost(head)]
    if _is_closed(found, items):
        heads = [head for head in heads if head.sentence == items[0].sentence]
    if heads and heads[0].number == told[0].number - 1 and exhaust(heads[0], told):
        # 全年支出500万元，其中基本支出300万元、项目支出200万元: of no amount in the sentence before
        heads = [head for head in heads if head.sentence == told[0].sentence] or heads
    if not heads or len(items) > _MOST_PARTS:
        return
    lists: list[PartList] = list(part_lists(items, soft, nested))
    shared = any(m.figure.unit == "%" and m.sentence == items[0].sentence for m in found[index:])
    whole = next((one for one in lists if shared and one[1] == "plain" and shares_exhaust(one[0], found)), None)
    lists = [whole] if whole else lists
    readings = _unique(_readings(found, heads, items, lists))[:MOST_READINGS]
    if not readings:
        return
    head = heads[0]
    tail_open = any(_OPEN.match(item.tail) for item in items[-1:]) or bool(
        _UNTOLD_REST.match(passage.text, items[-1].end)
    )
    first = min(head.start if head in found else found[index].start, found[index].start)
    asserted = (
        "strong"
        if whole or _is_itemised(passage, items, cue)
        else _asserted(cue, tail_open, heads, head in found, told)
    )
    yield Claim(
        family=family_of(head),
        readings=tuple(readings),
        asserted=asserted,
        place=passage.place(found[index].start, items[-1].end),
        quote=passage.quote(first, items[-1].end),
        group=f"sum:{shape(items)}",
        missing="" if whole or asserted != "strong" else _unsaid(cue, head, items),
        pattern=f"sum:{cue.kind}",
    )


def _readings(
    found: Sequence[Mention], heads: Sequence[Mention], items: Sequence[Mention], lists: Sequence[PartList]
) -> list[Reading]:
    """Every list of parts under every head, and what the words around a head may add to either side."""
    readings: list[Reading] = []
    for rank, head in enumerate(heads):
        for parts, licence, note in lists:
            plain: Licence = licence if rank == 0 else "weak"
            readings += [*_both_ways(head, parts, plain), sum_of(head, parts, plain, note)]
        joint = joined_before(found, head) if rank == 0 and head.sentence == items[0].sentence else []
        if joint and head.start < items[0].start:
            others = tuple(Term(m.number, "part", -1) for m in joint)
            terms = (*(Term(item.number, "part") for item in items), *others, Term(head.number, "total"))
            readings.append(Reading("sum", terms, "各项之和为前列各数之和", "weak"))
        included = _included(found, head, items[0])
        if included:
            readings.append(sum_of(head, [*included, *items], "plain", "连同括号内所含各项"))
    return readings


def _unsaid(cue: Cue, head: Mention, items: Sequence[Mention]) -> str:
    """The name of what a list of people may leave out: beside 行政 and 事业 there may be 工勤. Of money the unsaid part of
    a division is nil: 三公 has to be disclosed whole."""
    may_leave_out = family_of(head) == "count" and cue.kind not in _EXHAUSTING
    return "未列明的其他类别" if may_leave_out and one_unsaid(items) else ""


def _is_closed(found: Sequence[Mention], items: Sequence[Mention]) -> bool:
    """Whether the total of the list follows it in the same sentence: it is then of no amount told before."""
    behind = (m for m in found if m.start > items[-1].start and alike(m.figure, items[-1].figure))
    after = next(behind, None)
    return after is not None and after.sentence == items[-1].sentence and bool(TOTAL.search(after.gap))


def _included(found: Sequence[Mention], head: Mention, first: Mention) -> list[Mention]:
    """共320人（含临聘45人），其中行政85人、事业190人: what a bracket behind the head says is in it."""
    between = [m for m in found if head.start < m.start < first.start and m.depth > head.depth]
    return [m for m in between if alike(m.figure, head.figure) and re.search(r"(?<!不)(?:含|包括)", m.gap)]


def family_of(head: Mention) -> str:
    """Money adds up in `sum`, points in `score_sum`, everything counted in `count`."""
    return {"元": "sum", "分": "score_sum"}.get(head.figure.unit, "count")


def _asserted(cue: Cue, tail_open: bool, heads: Sequence[Mention], near: bool, items: Sequence[Mention]) -> Licence:
    head = heads[0]
    if tail_open:
        return "weak"
    if (
        near
        and not _DUE.search(head.lead)
        and exhaust(head, items)
        and (cue.kind != "bare" or len(items) > 2 or _told_bare(items))
    ):
        return "strong"
    # 编制床位1,200张，实际开放床位1,146张，其中…: the amount right before the list is meant
    right_behind = len(heads) == 1 or heads[0].number == items[0].number - 1
    alone = near and right_behind and cue.kind in ("among", "bracket", "within") and closed_by_the_last(items)
    by_kind = (
        near
        and len(heads) == 1
        and cue.kind == "division"
        and bool(_BY_KIND.search(items[0].gap))
        and _ends_there(items[-1])
    )
    if (alone or by_kind) and _joined(items):
        return "strong"
    if cue.kind == "open" or (cue.kind == "division" and _SOME.search(items[0].gap)):
        return "weak"
    divides = _divides(items[0].gap[: cue.at], head, items[0]) if cue.kind == "list" else "plain"
    if divides == "weak":
        return "weak"
    if near and divides == "strong":
        return "strong"
    if near and cue.kind in ("among", "list") and items[0].figure.unit == "分" and len(items) >= 3:
        # points are divided among all the parts there are
        return "strong"
    return "plain"


def _is_itemised(passage: Passage, items: Sequence[Mention], cue: Cue) -> bool:
    """Whether a bracket right behind an amount holds nothing but named parts: 资金380万元（市级76万元、县级304万元）."""
    if cue.kind != "bracket" or passage.text[items[-1].end : items[-1].end + 1] not in ("）", ")"):
        return False
    joined = all(re.match(r"\s*[、，；]", item.gap) for item in items[1:])
    named = all(len(noun(item.lead)) > 1 and not NO_PART.search(item.gap) for item in items)
    return joined and named and len({item.depth for item in items}) == 1


def _is_over(items: Sequence[Mention], known: int) -> bool:
    """Whether the list is over behind its first items, which are all of a division: 、 joins these, and a comma or a
    semicolon parts what follows from them; or its words measure the whole."""
    if known >= len(items):
        return False
    behind = items[known].gap.lstrip("）) ")
    joined = all(item.gap.lstrip("）) ").startswith("、") for item in items[1:known])
    return behind.startswith("；" if not joined else ("，", "；")) or bool(_OF_THE_WHOLE.match(behind))


def _ends_there(last: Mention) -> bool:
    """Whether a list is over with its last item, which nothing more is told of."""
    return bool(re.fullmatch(r"\s*", last.tail))


def _leaves_nothing(items: Sequence[Mention]) -> bool:
    """Whether names say that the parts are all there are, whatever they are of."""
    return complete(items) or closed_by_the_last(items)


def _joined(items: Sequence[Mention]) -> bool:
    """Whether nothing but 、 or 和 and the items' own names stand between them, and no figure of another kind."""
    return all(_AFTER_JOINT.fullmatch(item.gap) for item in items[1:])


def _told_bare(items: Sequence[Mention]) -> bool:
    """补助1,873人次，春季968人次、秋季905人次: whether the parts are told by no more than their names."""
    return items[0].lead.strip() == items[0].label and all("、" in item.gap for item in items[1:]) and _joined(items)


def _divides(words: str, head: Mention, first: Mention) -> Licence:
    """How strongly 分别为 says that what follows divides the head: by the words before it. 共500万元，分别为… divides it,
    行政、事业分别为… may name only some parts, 领导职数分别为… and 年初预算和调整预算分别为… speak of other things."""
    named = trimmed(last_clause(words + "|").rstrip("|"))
    if not named or _LISTING.fullmatch(named) or (len(named) > 2 and told_of(named, head)):
        return "strong"
    if are_all(re.split(r"[、和及与]|以及", named)):
        # 采购100万元，货物、工程、服务分别为… leaves nothing out
        return "strong" if head.sentence == first.sentence else "plain"
    return "plain" if re.search(r"[、和及与]", named) and not _OTHER_FIGURES.search(named) else "weak"


def shares_exhaust(items: Sequence[Mention], found: Sequence[Mention]) -> bool:
    """Whether each part carries a share of its own and the shares printed come to 100%: then nothing is left out. A share
    stands before the next part, behind what its own part consists of; or all follow the last one in one list."""
    at = [found.index(item) for item in items]
    shares = [_shares_between(found, one, other) for one, other in pairwise([*at, len(found)])]
    if len(shares[-1]) == len(items) and not any(shares[:-1]):
        told = shares[-1]
    elif all(shares) and all(len(ones) == 1 for ones in shares[:-1]):
        told = [ones[0] for ones in shares]
    else:
        return False
    return len(told) > 1 and sum(f.lowest for f in told) <= 100 <= sum(f.highest for f in told)


def _shares_between(found: Sequence[Mention], first: int, last: int) -> list[Figure]:
    """The shares told from one figure to another in its sentence, the first right behind an amount, the rest of their list
    behind it."""
    told: list[Figure] = []
    for n in range(first + 1, last):
        mention = found[n]
        if mention.sentence != found[first].sentence or (told and mention.figure.unit != "%"):
            break
        if mention.figure.unit == "%":
            if not (_SHARE_OF.search(mention.gap) or (told and JOINED.fullmatch(mention.gap))):
                break
            told.append(mention.figure)
    return told


def sum_of(head: Mention, parts: Sequence[Mention], licence: Licence, note: str) -> Reading:
    terms = tuple(Term(p.number, "part") for p in parts)
    return Reading("sum", (*terms, Term(head.number, "total")), note, licence)


def _is_lost(mention: Mention) -> bool:
    """自评97分，其中预算执行扣2分、满意度扣1分: points taken off are no parts of those awarded."""
    return mention.figure.unit == "分" and "扣" in mention.clause


def _both_ways(head: Mention, parts: Sequence[Mention], licence: Licence) -> Iterator[Reading]:
    """支出增加35万元，其中人员支出增加42万元，公用支出减少7万元: parts that go opposite ways make up what is left of them."""
    way, ways = direction(head.gap), [direction(part.gap) for part in parts]
    if way and set(ways) == {1, -1}:
        terms = (Term(part.number, "part", way * own) for part, own in zip(parts, ways, strict=True))
        yield Reading("sum", (*terms, Term(head.number, "total")), "各项增减相抵", licence)


def _unique(readings: Sequence[Reading]) -> list[Reading]:
    """Readings with the same terms once, the readier licence kept; readier ones first."""
    best: dict[tuple[Term, ...], Reading] = {}
    for reading in readings:
        if len(reading.terms) < 3 or len({t.figure for t in reading.terms}) < len(reading.terms):
            continue
        known = best.get(reading.terms)
        if known is None or (known.licence == "weak" and reading.licence == "plain"):
            best[reading.terms] = reading
    return sorted(best.values(), key=lambda r: r.licence == "weak")


def shape(parts: Sequence[Mention]) -> str:
    """The labels of the first parts: parallel sentences list the same items, wherever their lists end."""
    return "|".join(noun(p.label)[:8] for p in parts[:2])
