"""The items of a list: where it begins and ends, and which of its items are parts of its head.

Where a list ends, whether its last item is still a part, and whether an item's own 其中 gives items back to the
list around it, is often not marked. Every set of items that the words allow is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Licence
from extract.claims.cues import DIVISION, OPENING_LISTS, Cue, cue_at
from extract.claims.mentions import Mention, alike, asked_once

TOTAL = regex.compile(
    r"(?:合计|共计|总计|合共)(?:实际|批复|安排|下达|完成|实现|拨付|到位|投入)*(?:总?(?:金额|资金|支出|收入|投资|投入|得分|分值|评分))?(?:为|是|达|约|:|：)?\s*$"
)
_RESULT = regex.compile(r"(?:综合|最终|自评|总|评价)(?:总)?得分")
_COMPARED = regex.compile(r"较(?!为?满意)|同比|环比|相比|比(?:上年|去年|年初|预算)")
_BESIDE = regex.compile(r"(?:另有|另外|此外|除此)[^；]*$")
_SUMMED_UP = regex.compile(r"[；;]|[，,][^，,、；;]{0,12}(?:累计|全年|共|总)")
# 其中专任教师471人，占73.8%；专任教师中高级职称168人: parts of a part
_WITHIN_ONE = regex.compile(r"[；][^，。；：]{2,12}中[，，]?[^，。；：中]{0,10}$")
_CLOSING = regex.compile(r"[)）]")
# 其中中央300万元、省级200万元，*实际支出*480万元: what was done with the whole is no part of it
_DEED = regex.compile(
    r"^\s*(?:实际|全年|本年|当年|累计|已经?|共|总|合计|目前)*(?:收入|支出|执行|使用|支付|拨付|到位|下达|完成|投资|投入|结余|结转|剩余){1,2}"
    r"(?:资金|总?额|数)?(?:[为约共计有]|达到?)*\s*$"
)
_OPENING = regex.compile(r"结转|结余|上年|年初|收入|支出|使用|执行")
_AWARDED = regex.compile(r"\s*(?:实际|自评)?(?:得分?|扣后得)为?\s*")
_WEIGHT = regex.compile(r"权重|分值|满分|标准分")
_OPENS_INSIDE = regex.compile(r"用于|其中|包括|包含|含")
_NEXT = regex.compile(r"第[二三四五六七八九十]|剩余|其余|末[批期]|最后")
PartList = tuple[list[Mention], Licence, str]
"""Parts, how readily the words allow them, and how they were taken."""


@asked_once
def items_of(found: Sequence[Mention], index: int, cue: Cue) -> tuple[list[Mention], set[int], list[int]]:
    """The mentions that may be parts, the positions before which the list may have ended, and the positions at
    which a nested list opens (the item before it is that list's head)."""
    if _is_weight_of(found, index):
        index += 1
    first = found[index]
    floor = first.depth
    items = [first]
    soft: set[int] = set()
    nested: list[int] = []
    for number in range(index + 1, len(found)):
        mention = found[number]
        if mention.sentence != first.sentence or mention.depth < floor:
            break
        if TOTAL.search(mention.gap) or _RESULT.search(mention.lead) or _WITHIN_ONE.search(mention.gap):
            break
        if DIVISION.search(mention.gap):
            break  # 其中中央60万元、省级40万元，按用途分，…: the whole is divided again
        if _ends_list(mention, first) and (alike(mention.figure, first.figure) or found[number - 1] is not items[-1]):
            break
        if cue.kind == "ordinal" and not _NEXT.search(mention.gap):
            break
        if cue.kind == "bracket" and _CLOSING.search(mention.gap) and mention.depth <= floor - 1:
            break
        if not alike(mention.figure, first.figure) or mention.depth > floor:
            continue
        if mention.change or mention.per_head or _COMPARED.search(mention.lead) or _BESIDE.search(mention.gap):
            soft.add(len(items))
            continue
        inner = cue_at(found, number)
        alike_in_form = inner is not None and inner.kind == "open" and "用于" in first.lead
        if inner and inner.kind in OPENING_LISTS and not alike_in_form:
            nested.append(len(items))
        elif _SUMMED_UP.search(mention.gap):
            soft.add(len(items))
        items.append(mention)
    scored = awarded(items)
    return (list(scored), set(), []) if len(scored) < len(items) else (items, soft, nested)


def _is_weight_of(found: Sequence[Mention], index: int) -> bool:
    """政策制定（20分）得19.5分: whether the bracket holds what was to be had of the points behind it."""
    first, behind = found[index], found[index + 1 : index + 2]
    in_bracket = first.figure.unit == "分" and first.gap.rstrip().endswith("（") and bool(behind)
    return in_bracket and behind[0].figure.unit == "分" and behind[0].gap.startswith("）")


def awarded(items: Sequence[Mention]) -> Sequence[Mention]:
    """The scores among points: 决策20分得19分，过程20分得18.5分; 决策权重20分，得分19分; all of them where no weights stand
    beside them."""
    if items[0].figure.unit != "分":
        return items
    given = [m for m in items if _AWARDED.fullmatch(m.lead)]
    if not 1 < len(given) < len(items):
        given = [m for m in items if "分别" in m.lead or not _WEIGHT.search(m.lead)]
    return given if 1 < len(given) < len(items) else items


def _ends_list(mention: Mention, first: Mention) -> bool:
    """Whether a figure tells a deed of the whole. Beside others of its kind (其中：上年结转…，本年收入…) a deed is an item."""
    return bool(_DEED.match(mention.lead)) and not _OPENING.search(first.lead)


def part_lists(items: Sequence[Mention], soft: set[int], nested: Sequence[int]) -> Iterator[PartList]:
    """Every set of items that the words allow as the parts, with how readily, and how it was taken."""
    count = len(items)
    outer = list(without_nested(count, nested))
    # 其中财政拨款30万元：用于人员24万元，用于公用6万元: the words that open each item put it in the first one
    opened = bool(nested) and all(_OPENS_INSIDE.search(items[n].lead) for n in nested)
    inside: Licence = "weak" if opened and {len(kept) for kept in outer} <= {1, count} else "plain"
    for kept in outer:
        whole = [items[i] for i in kept]
        if len(whole) >= 2:
            note = "各项之和" if len(kept) == count else f"内层所列{count - len(kept)}项已含在上一级中，不另计"
            yield whole, inside, note
        for length in range(len(kept) - 1, 1, -1):
            after = kept[length]
            licence: Licence = "plain" if after in soft else "weak"
            yield (
                whole[:length],
                licence,
                f"列至“{items[kept[length - 1]].label or items[kept[length - 1]].figure.text}”为止",
            )
    if count >= 2:
        for length in range(count - 1, 0, -1):
            if length >= 2 or nested:
                yield list(items[:length]), "weak", f"前 {length} 项之和"


def without_nested(count: int, nested: Sequence[int]) -> Iterator[list[int]]:
    """Index lists of the outer items, for each way the nested lists may end."""
    if not nested:
        yield list(range(count))
        return
    start, rest = nested[0], nested[1:]
    ends = range(rest[0] if rest else count, start, -1)
    for tail in _tails(count, rest) if rest else ([],):
        for end in ends:
            middle = list(range(end, rest[0] if rest else count))
            yield [*range(start), *middle, *tail]
    yield list(range(count))


def _tails(count: int, nested: Sequence[int]) -> Iterator[list[int]]:
    """The outer items behind the first nested list."""
    start, rest = nested[0], nested[1:]
    limit = rest[0] if rest else count
    for tail in _tails(count, rest) if rest else ([],):
        for end in range(limit, start, -1):
            yield [*range(end, limit), *tail]
