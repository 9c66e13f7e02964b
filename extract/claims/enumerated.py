"""A total whose parts open numbered paragraphs or sentences of their own, or the paragraphs behind 其中：

下达资金合计423万元：
1.公园补助资金303万元，用于…。
2.管护补助资金120万元。

What counts as one list is told by the numbers: one style of numbering, counting up from one without a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context
from extract.claims.list_items import TOTAL
from extract.claims.mentions import (
    Mention,
    alike,
    is_base,
    tells_change,
)
from extract.claims.numbered import MOST_ENTRIES, NUMBER, Segment, segments, series
from extract.claims.partitions import complete, exhaust
from extract.claims.subjects import side, stem
from extract.claims.sums import family_of, sum_of

_AMONG = regex.compile(r"其中|分别(?:为|是)?|如下|组成|构成|包括|具体(?:为|是)?|即")
_OPEN = regex.compile(r"主要|等|用于|部分|重点")
_BRACKETS = regex.compile(r"[（(][^（()）]*[)）]")
# 以上合计投入1,792万元, 上述三项共计支出
_ALL_ABOVE = regex.compile(
    r"(?:^|[。；，])\s*(?:以上|上述)[^，。；：、\d]{0,10}(?:合计|共计|总计|总共|共)"
    r"(?:安排|下达|投入|支出|完成|拨付|支付|到位|使用|补助|发放)*(?:了|资金|投资|经费|金额)*(?:为|达)?\s*$"
)
_LONGEST_BRIDGE = 40
_LONGEST_CALL = 12
_LEAST_NAME = 4


_ENTRIES = frozenset("个项类批件方块条")
_COUNTED_APART = regex.compile(r"[。；]|其中|新增|已|未")
"""Words between a number of things and an amount by which the amount is of others than these."""


def find(context: Context) -> Iterator[Claim]:
    """Sums over lists of numbered paragraphs or sentences, and over the paragraphs behind 其中：."""
    numbered = segments(context)
    for index, segment in enumerate(numbered):
        if segment.style and segment.ordinal == 1:
            entries = series(numbered, index)
            yield from _claim(numbered, index, entries)
            yield from _total_behind(numbered, index, entries)
        elif not segment.style and index and numbered[index - 1].text.rstrip().endswith(("其中：", "如下：", "包括：")):
            yield from _claim(numbered, index, _plain_list(numbered, index))


def _plain_list(numbered: Sequence[Segment], index: int) -> list[Segment]:
    """The paragraphs behind 其中： that open with a name and its amount."""
    entries: list[Segment] = []
    for segment in numbered[index:]:
        lead = segment.found[0].gap if segment.found else "。"
        if segment.style or segment.start or re.search(r"[，。；：]", lead) or len(entries) > MOST_ENTRIES:
            break
        entries.append(segment)
    return entries


def _claim(segments: Sequence[Segment], index: int, entries: Sequence[Segment]) -> Iterator[Claim]:
    before = _before(segments, index)
    if len(entries) < 2 or before is None:
        return
    heads, bridge = _heads(before, segments[index].block)
    if not heads or _one_sentence(heads[0], before, entries):
        return  # a list in one sentence is a matter of `sums`
    closed = bool(_AMONG.search(bridge)) or bridge.rstrip().endswith("：")
    if not closed and _has_own_total(entries[-1]):
        return
    asserted: Licence = "plain" if closed and not _OPEN.search(bridge) else "weak"
    for rank, head in enumerate(heads):
        parts = _divided(_parts(entries, head, strict=rank > 0))
        if not parts or before.passage is None or (rank and side(head) in ("", side(heads[0]))):
            continue
        if any(_is_told_of(head, part) for part in parts):
            continue  # the paragraph before tells the parts as the list does
        sure = asserted == "plain" and (exhaust(head, parts) or _announced(head, before, len(parts)))
        yield Claim(
            family=family_of(head),
            readings=tuple(_readings(head, parts))[: 1 if sure else None],
            asserted="strong" if sure else asserted,
            place=before.passage.place(head.start, head.end),
            quote=before.passage.quote(head.start, head.end),
            pattern="sum:enumerated",
        )


def _total_behind(numbered: Sequence[Segment], index: int, entries: Sequence[Segment]) -> Iterator[Claim]:
    """1.改厕投入240万元；2.管网投入1,036万元。以上合计投入1,276万元: the total of entries that tell one amount each stands behind
    them, in a sentence or paragraph of its own."""
    last = index + numbered[index:].index(entries[-1])
    behind = [m for segment in numbered[last : last + 2] for m in _totals(segment, len(entries))]
    if len(entries) < 2 or not behind:
        return
    total = behind[0]
    passage = entries[-1].passage if total in entries[-1].found else numbered[last + 1].passage
    before = [[m for m in e.found if alike(m.figure, total.figure) and not _AMONG.search(m.gap)] for e in entries]
    before[-1] = [m for m in before[-1] if passage is not entries[-1].passage or m.start < total.start]
    if passage is None or any(len(told) != 1 or not told[0].level for told in before):
        return
    parts = [told[0] for told in before]
    if entries[0].passage is passage and parts[0].sentence == total.sentence:
        return  # a list in one sentence is a matter of `totals`
    if side(total) and {side(m) for m in parts} - {side(total), ""}:
        return
    yield Claim(
        family=family_of(total),
        readings=(sum_of(total, parts, "plain", "以上各条之和"),),
        asserted="strong",
        place=passage.place(total.start, total.end),
        quote=passage.quote(total.start, total.end),
        pattern="sum:total_of_entries",
    )


def _totals(segment: Segment, count: int) -> Iterator[Mention]:
    """The figures of a segment that are said to be the total of all `count` entries above."""
    for index, mention in enumerate(segment.found):
        told = segment.found[index - 1] if index else None
        if _ALL_ABOVE.search(mention.gap):
            yield mention
        elif told and told.figure.value == count and _ALL_ABOVE.search(f"{told.gap.rstrip()}{mention.gap}"):
            yield mention  # 以上三项合计1,276万元


def _announced(head: Mention, before: Segment, count: int) -> bool:
    """Whether the head's clause or the one before it tells as many things as the list has: 实施3个项目，安排资金500万元，如下：."""
    index = before.found.index(head)
    told = before.found[index - 1] if index else None
    if told is None or told.sentence != head.sentence or told.figure.unit not in _ENTRIES:
        return False
    return told.figure.value == count and not _COUNTED_APART.search(head.gap)


def _is_told_of(head: Mention, part: Mention) -> bool:
    """Whether an amount before the list has the name of one of its entries."""
    name = stem(NUMBER.sub("", part.label, count=1))
    return len(name) >= _LEAST_NAME and name in head.label


def _before(segments: Sequence[Segment], index: int) -> Segment | None:
    """What stands before the list; a paragraph that only says 其中： is passed over."""
    for segment in reversed(segments[max(0, index - 2) : index]):
        if segment.found:
            return segment
        if segment.heading or len(segment.text.strip()) > _LONGEST_CALL:
            return None
    return None


def _one_sentence(head: Mention, before: Segment, entries: Sequence[Segment]) -> bool:
    return all(e.block == before.block and all(m.sentence == head.sentence for m in e.found[:1]) for e in entries)


def _has_own_total(last: Segment) -> bool:
    """Whether the list ends with its total (…；三是培训30万元，以上共计100万元): it is then of no amount told before it."""
    return any(TOTAL.search(m.gap) for m in last.found[1:])


def _heads(before: Segment, block: int) -> tuple[list[Mention], str]:
    """The amounts right before the list that it may divide, nearest first, and the words between the nearest and
    the list."""
    if before.block < block - 2:
        return [], ""
    heads: list[Mention] = []
    bridge = ""
    for mention in reversed(before.found):
        if not mention.level or is_base(mention):
            continue
        if heads and not alike(mention.figure, heads[0].figure):
            continue
        if not heads:
            bridge = before.text[mention.end - before.start :]
            # shares, changes and remarks in brackets may stand between the amount and the list
            if len(_BRACKETS.sub("", bridge)) > _LONGEST_BRIDGE and not _AMONG.search(bridge[-8:]):
                return [], ""
        heads.append(mention)
        if len(heads) == 2:
            break
    return heads, bridge


def _candidates(entry: Segment, head: Mention) -> list[Mention]:
    likely = [
        m
        for m in entry.found
        if alike(m.figure, head.figure) and not m.change and not tells_change(m) and not m.per_head and not is_base(m)
    ]
    return [m for m in likely if m.sentence == likely[0].sentence]


def _parts(entries: Sequence[Segment], head: Mention, *, strict: bool) -> list[Mention]:
    """Of each entry the first amount on the head's side (budgets under a budget, spending under spending), or if
    it tells none, just its first; `strict` takes no such. Empty where an entry has none."""
    own_side = side(head)
    parts = []
    for entry in entries:
        own = _candidates(entry, head)
        parts += ([m for m in own if side(m) == own_side] or ([] if strict else own))[:1]
    return parts if len(parts) == len(entries) else []


def _divided(parts: Sequence[Mention]) -> Sequence[Mention]:
    """The parts as far as they are a known division (人员、公用); what follows it is of something else."""
    whole = next((n for n in range(len(parts), 1, -1) if complete(parts[:n])), len(parts))
    return parts[:whole]


def _readings(head: Mention, parts: Sequence[Mention]) -> Iterator[Reading]:
    for length in range(len(parts), 1, -1):
        whole = length == len(parts)
        last = parts[length - 1]
        note = "所列各条之和" if whole else f"列至“{last.label or last.figure.text}”为止"
        terms = (*(Term(p.number, "part") for p in parts[:length]), Term(head.number, "total"))
        yield Reading("sum", terms, note, "plain" if whole else "weak")
