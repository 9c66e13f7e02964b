"""Paragraphs and sentences that a list numbers: 1.…；2.…, 一是…；二是…, ①…②…, each with the figures under its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import regex

from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, canonical, mentions
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
NUMBER = regex.compile("|".join(f"(?P<{name}>{shape})" for name, shape in _STYLES.items()))
_WITHIN = regex.compile(rf"(?:^|(?<=[。；：\s]))(?:{NUMBER.pattern})")
MOST_ENTRIES = 40


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


def segments(context: Context) -> list[Segment]:
    """Every paragraph cut at its list numbers, in reading order; kept and shared."""
    known: list[Segment] | None = context.memo.get("segments")
    if known is None:
        known = context.memo["segments"] = list(_segments(context))
    return known


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
    first = NUMBER.match(label) or NUMBER.match(text)
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


def series(segments: Sequence[Segment], index: int) -> list[Segment]:
    """The entries numbered 1, 2, 3 … in the style of the first, each with all that stands under its number."""
    first = segments[index]
    outer = segments[index - 1].style if index else ""
    entries = [first]
    for segment in segments[index + 1 :]:
        if segment.style == first.style:
            if segment.ordinal != len(entries) + 1:
                break
            entries.append(segment)
        elif segment.style == "|" or (segment.style and segment.style == outer) or len(entries) > MOST_ENTRIES:
            break
    return entries
