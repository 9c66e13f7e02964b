"""Announced numbers against the entries numbered behind them: 存在以下4个问题：一是…；二是…；三是…；四是…。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extract.claims.claim import Claim, Reading, Term
from extract.claims.context import Context
from extract.claims.mentions import Mention
from extract.claims.numbered import NUMBER, Segment, segments, series

_THINGS = frozenset(["个", "项", "条", "类", "种", "点", "件"])
_LISTED = regex.compile(r"问题|方面|不足|短板|弱项|措施|建议|意见|原因|经验|做法|特点|环节|步骤|内容|举措|情形|现象")
_OPENS = regex.compile(
    r"[^，。；：、（）\d]{1,14}(?:[，。]?(?:具体|分别|现|主要|其)*(?:情况|表现|内容)?(?:如下|为|是|有)?)[：。]?\s*$"
)
_CALLS = regex.compile(r"：\s*$|如下|以下|下列|分别")
_SOME = regex.compile(r"主要|重点|部分|突出|典型|其中|整改|涉及|共性")
_MOST = 20
_MOST_NAME = 16


def find(context: Context) -> Iterator[Claim]:
    """Count claims over numbered entries, in reading order."""
    numbered = segments(context)
    for index, segment in enumerate(numbered):
        if index and segment.ordinal == 1 and segment.style:
            yield from _claim(numbered, index)


def _claim(numbered: Sequence[Segment], index: int) -> Iterator[Claim]:
    before, entries = numbered[index - 1], series(numbered, index)
    announced = _announced(before) if numbered[index].block - before.block <= 1 else None
    if announced is None or before.passage is None or len(entries) < 2 or not _is_whole(numbered, index, entries):
        return
    if any(m.figure.unit == announced.figure.unit for entry in entries for m in entry.found):
        return  # 发现5个问题：一是预算类2个；二是采购类3个: what is counted is not the entries
    term = (Term(announced.number, "announced"),)
    names = tuple(_name(entry) for entry in entries)
    yield Claim(
        family="count",
        readings=(Reading("count", term, f"其后逐条列出{len(entries)}项", "plain", Decimal(len(entries))),),
        asserted="strong",
        place=before.passage.place(announced.start, announced.end),
        quote=before.passage.quote(announced.start, announced.end),
        names=names,
        pattern="listing:numbered",
    )


def _announced(before: Segment) -> Mention | None:
    """The number that what stands before a list announces, None where it announces none or only some."""
    if not before.found:
        return None
    told = before.found[-1]
    behind = before.text[told.end - before.start :]
    whole = told.figure.value == told.figure.value.to_integral_value() and 2 <= told.figure.value <= _MOST
    opens = _OPENS.fullmatch(behind) and _LISTED.search(behind) and _CALLS.search(told.lead + behind)
    fits = opens and whole and told.figure.unit in _THINGS and not (told.figure.hedge or told.figure.span)
    return told if fits and not _SOME.search(told.clause + behind) else None


def _is_whole(numbered: Sequence[Segment], index: int, entries: Sequence[Segment]) -> bool:
    """Whether nothing suggests that the list goes on: no number of its style inside an entry or skipped behind it, and no
    table that stands between."""
    last = index + numbered[index:].index(entries[-1])
    inside = (m for entry in entries for m in NUMBER.finditer(entry.text) if m.start())
    if any(m[entries[0].style] is not None for m in inside):
        return False
    behind = numbered[last + 1 : last + 2]
    return not any(s.style == "|" or (s.style == entries[0].style and s.ordinal > len(entries)) for s in behind)


def _name(entry: Segment) -> str:
    """The first words of an entry, without its number."""
    words = regex.split(r"[，。；：、\n]", NUMBER.sub("", entry.text, count=1).strip())[0]
    return str(words)[:_MOST_NAME]
