"""A total whose parts open numbered paragraphs or sentences of their own, or the paragraphs behind 其中：

下达资金合计423万元：
1.公园补助资金303万元，用于…。
2.管护补助资金120万元。

What counts as one list is told by the numbers: one style of numbering, counting up from one without a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
import regex

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.list_items import TOTAL
from extract.claims.mentions import (
    Mention,
    alike,
    canonical,
    is_base,
    mentions,
    tells_change,
)
from extract.claims.partitions import complete, exhaust
from extract.claims.subjects import stem
from extract.claims.sums import family_of
from extract.document import Paragraph
from extract.numerals import read

_HAN = "一二三四五六七八九十"
_STYLES = {
    "han": rf"(?P<n>[{_HAN}]{{1,3}})、",
    "han_bracket": rf"（(?P<n>[{_HAN}]{{1,3}})）",
    "arabic": r"(?P<n>\d{1,2})(?:[、．]|\.(?!\d))",
    "arabic_bracket": r"（?(?P<n>\d{1,2})）",
    "circle": r"(?P<n>[①-⑳])",
    "is": rf"(?P<n>[{_HAN}]{{1,3}})是",
    "ordinal": rf"第(?P<n>[{_HAN}]{{1,3}})[是，、：]",
}
_NUMBER = regex.compile("|".join(f"(?P<{name}>{shape})" for name, shape in _STYLES.items()))
_WITHIN = regex.compile(rf"(?:^|(?<=[。；：\s]))(?:{_NUMBER.pattern})")
_AMONG = regex.compile(r"其中|分别(?:为|是)?|如下|组成|构成|包括|具体(?:为|是)?|即")
_OPEN = regex.compile(r"主要|等|用于|部分|重点")
_SIDES = regex.compile(
    r"(?P<given>预算(?!执行|支出)|安排|下达|批复|到位|指标)|(?P<spent>支出(?!预算)|执行|支付|使用|决算|拨付|发放)"
)
_BRACKETS = regex.compile(r"[（(][^（()）]*[)）]")
_LONGEST_BRIDGE = 40
_LONGEST_CALL = 12
_MOST_ENTRIES = 40
_LEAST_NAME = 4


_ENTRIES = frozenset("个项类批件方块条")
_COUNTED_APART = regex.compile(r"[。；]|其中|新增|已|未")
"""Words between a number of things and an amount by which the amount is of others than these."""


class Segment(msgspec.Struct, frozen=True):
    """A stretch of one paragraph from one list number to the next; `style` is "" before the first number."""

    passage: Passage | None
    block: int
    start: int
    end: int
    style: str
    ordinal: int
    text: str
    found: tuple[Mention, ...]
    heading: bool = False


def find(context: Context) -> Iterator[Claim]:
    """Sums over lists of numbered paragraphs or sentences, and over the paragraphs behind 其中：."""
    segments = list(_segments(context))
    for index, segment in enumerate(segments):
        if segment.style and segment.ordinal == 1:
            yield from _claim(segments, index, _series(segments, index))
        elif not segment.style and index and segments[index - 1].text.rstrip().endswith(("其中：", "如下：", "包括：")):
            yield from _claim(segments, index, _plain_list(segments, index))


def _segments(context: Context) -> Iterator[Segment]:
    """Every paragraph cut at its list numbers, in reading order; a number that Word makes counts as printed."""
    by_block = {p.block: p for p in context.passages if p.row is None}
    for number, block in enumerate(context.document.blocks):
        if not isinstance(block, Paragraph):
            yield Segment(None, number, 0, 0, "|", 0, "", ())
            continue
        passage = by_block.get(number)
        found = mentions(context, passage) if passage else []
        text = canonical(block.text)
        marks = _marks(canonical(block.label), text, within=bool(found))
        if not marks or marks[0][0] > 0:
            marks.insert(0, (0, "", 0))
        for place, (start, style, ordinal) in enumerate(marks):
            end = marks[place + 1][0] if place + 1 < len(marks) else len(text)
            held = tuple(m for m in found if start <= m.start < end)
            yield Segment(passage, number, start, end, style, ordinal, text[start:end], held, block.level > 0)


def _marks(label: str, text: str, *, within: bool) -> list[tuple[int, str, int]]:
    """(offset, style, number) of the list numbers of a paragraph; those inside it only on request."""
    first = _NUMBER.match(label) or _NUMBER.match(text)
    marks = [(0, *_read(first))] if first else []
    if within:
        marks += [(m.start(), *_read(m)) for m in _WITHIN.finditer(text) if m.start() or not marks]
    return marks


def _read(match: regex.Match[str]) -> tuple[str, int]:
    style = next(name for name in _STYLES if match[name] is not None)
    return style, _ordinal(match["n"])


def _ordinal(number: str) -> int:
    if number.isdigit() and number.isascii():
        return int(number)
    if "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    return int(read(number) or 0)


def _series(segments: Sequence[Segment], index: int) -> list[Segment]:
    """The entries numbered 1, 2, 3 … in the style of the first, each with all that stands under its number."""
    first = segments[index]
    outer = segments[index - 1].style if index else ""
    entries = [first]
    for segment in segments[index + 1 :]:
        if segment.style == first.style:
            if segment.ordinal != len(entries) + 1:
                break
            entries.append(segment)
        elif segment.style == "|" or (segment.style and segment.style == outer) or len(entries) > _MOST_ENTRIES:
            break
    return entries


def _plain_list(segments: Sequence[Segment], index: int) -> list[Segment]:
    """The paragraphs behind 其中： that open with a name and its amount."""
    entries: list[Segment] = []
    for segment in segments[index:]:
        lead = segment.found[0].gap if segment.found else "。"
        if segment.style or segment.start or re.search(r"[，。；：]", lead) or len(entries) > _MOST_ENTRIES:
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
        if not parts or before.passage is None or (rank and _side(head) in ("", _side(heads[0]))):
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


def _announced(head: Mention, before: Segment, count: int) -> bool:
    """Whether the head's clause or the one before it tells as many things as the list has: 实施3个项目，安排资金500万元，如下：."""
    index = before.found.index(head)
    told = before.found[index - 1] if index else None
    if told is None or told.sentence != head.sentence or told.figure.unit not in _ENTRIES:
        return False
    return told.figure.value == count and not _COUNTED_APART.search(head.gap)


def _is_told_of(head: Mention, part: Mention) -> bool:
    """Whether an amount before the list has the name of one of its entries."""
    name = stem(_NUMBER.sub("", part.label, count=1))
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
    side = _side(head)
    parts = []
    for entry in entries:
        own = _candidates(entry, head)
        parts += ([m for m in own if _side(m) == side] or ([] if strict else own))[:1]
    return parts if len(parts) == len(entries) else []


def _divided(parts: Sequence[Mention]) -> Sequence[Mention]:
    """The parts as far as they are a known division (人员、公用); what follows it is of something else."""
    whole = next((n for n in range(len(parts), 1, -1) if complete(parts[:n])), len(parts))
    return parts[:whole]


def _side(mention: Mention) -> str:
    """Whether the words before an amount tell money given or money spent; "" where they tell neither."""
    at = {m.lastgroup: m.start() for m in _SIDES.finditer(mention.lead)}
    return str(max(at, key=lambda name: at[name])) if at else ""


def _readings(head: Mention, parts: Sequence[Mention]) -> Iterator[Reading]:
    for length in range(len(parts), 1, -1):
        whole = length == len(parts)
        last = parts[length - 1]
        note = "所列各条之和" if whole else f"列至“{last.label or last.figure.text}”为止"
        terms = (*(Term(p.number, "part") for p in parts[:length]), Term(head.number, "total"))
        yield Reading("sum", terms, note, "plain" if whole else "weak")
