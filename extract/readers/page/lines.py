"""Printed lines: runs side by side put together, and lines put together into one text that knows where each
character is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from extract.document import Line
from extract.readers.page.runs import Strip, is_blank
from extract.readers.page.signs import NEVER_FIRST

_OPENING = "（《〈“‘〔【『「([{"
CLOSING = "，。．、；：！？）》〉”’〕】』」…—,.;:!?)]}%％‰℃"
_QUOTES = "“”‘’"
_SIGNS = "×÷≤≥<>=＝+＋±∑"
_CHINESE = re.compile(r"[\u2e80-\u9fff]")
_HOLDING = _OPENING + _SIGNS
_ONLY_SIGNS = re.compile(f"[{re.escape(_HOLDING)}]+")
_THOUSANDS_BEFORE = re.compile(r"(?<![\d.,，])\d{1,3}(?: \d{3})*$")
_THOUSANDS_AFTER = re.compile(r"\d{3}(?: \d{3})*(?!\d)")
_IN_NUMBER = ".,，．%％‰-/:"
# In ems. Less room than this at the end of a line is none: punctuation is squeezed, letters are set wider.
_SLACK = 0.5
_SLACK_OF_FIGURES = 0.3


_Strip = TypeVar("_Strip", bound=Strip)


class TextLine(Strip, frozen=True, gc=False):
    """One printed line: `parts` is the number of runs that stand apart on it, `column` 1 or 2 on a page set in two."""

    page: int
    parts: int = 1
    column: int = 0


def rows_of(runs: Iterable[_Strip]) -> list[list[_Strip]]:
    """Runs by the line they stand on, from top to bottom, each line from left to right."""
    ordered = sorted(runs, key=_middle)
    if len(ordered) < 2:
        return [ordered] if ordered else []
    rows: list[list[_Strip]] = []
    level = 0.0
    height = 0.0
    for run in ordered:
        middle = (run.top + run.bottom) / 2
        if rows and middle - level <= 0.5 * min(run.bottom - run.top, height):
            rows[-1].append(run)
        else:
            rows.append([run])
            level, height = middle, run.bottom - run.top
    for row in rows:
        if len(row) > 1:
            row.sort(key=_left)
    return rows


def _middle(run: Strip) -> float:
    return (run.top + run.bottom) / 2


def _left(run: Strip) -> float:
    return run.edges[0]


def line_of(row: Sequence[Strip], page: int, column: int = 0) -> TextLine:
    """The line that runs side by side make, with one blank where they stand apart."""
    first = row[0]
    if len(row) == 1:
        return TextLine(first.text, first.edges, first.top, first.bottom, first.blank_after, page, 1, column)
    text, edges, parts = first.text, list(first.edges), 1
    for run in row[1:]:
        gap = run.x0 - edges[-1]
        if is_blank(text[-1], run.text[0], gap, run.height) and gap > 0:
            text += " "
            edges.append(run.x0)
        else:
            edges[-1] = run.x0
        parts += gap > run.height
        text += run.text
        edges.extend(run.edges[1:])
    model = max(row, key=lambda run: len(_CHINESE.findall(run.text)))
    return TextLine(
        page=page,
        text=text,
        edges=tuple(edges),
        top=model.top,
        bottom=model.bottom,
        parts=parts,
        blank_after=row[-1].blank_after,
        column=column,
    )


def lines_of(runs: Iterable[Strip], page: int) -> list[TextLine]:
    """The printed lines that the runs make."""
    return [line_of(row, page) for row in rows_of(runs)]


def first_word(line: TextLine) -> float:
    """The width of what had to stay together at the beginning of a line: a figure or a Latin word whole, brackets
    with what they open, punctuation with what it closes (GB/T 15834-2011 §5.1: none at the head of a line). Quotation
    marks hold on to both sides, as do signs of arithmetic (Unicode line breaking, UAX #14, classes QU and PR)."""
    text = line.text
    end = 0
    if len(text) > 1 and "\u4e00" <= text[0] <= "\u9fff" and "\u4e00" <= text[1] <= "\u9fff":
        return line.edges[1] - line.edges[0]
    while True:
        while end < len(text) - 1 and text[end] in _OPENING:
            end += 1
        if _is_word(text[end]):
            while end + 1 < len(text) and _is_word(text[end + 1], inside=True):
                end += 1
        end += 1
        closed = end
        while end < len(text) and text[end] in CLOSING:
            end += 1
        if end >= len(text) or not (_holds_on(text, end) or (end > closed and _is_word(text[end]))):
            break
    return line.edges[min(end, len(text))] - line.edges[0]


def _holds_on(text: str, end: int) -> bool:
    if text[end] in _QUOTES or text[end - 1] in _QUOTES:
        return True
    return text[end] in _OPENING and _is_word(text[end - 1])


def _is_word(character: str, *, inside: bool = False) -> bool:
    latin = character.isascii() and character.isalnum()
    return latin or character in _SIGNS or (inside and character in _IN_NUMBER)


def is_chinese(line: TextLine) -> bool:
    """Whether any of a line is in Chinese characters."""
    return _CHINESE.search(line.text) is not None


class Bounds(msgspec.Struct, frozen=True):
    """The left and right edge between which lines were set."""

    left: float
    right: float

    def centres(self, line: TextLine, within: float = 0.5) -> bool:
        """Whether a line stands in the middle, `within` some ems."""
        return abs((line.x0 - self.left) - (self.right - line.x1)) <= within * line.height

    def room(self, line: TextLine, following: TextLine) -> float:
        """The width that was left on a line. Where lines are set in the middle it was on both sides, beside a figure
        set to the right on its left; any other beginning is an indent."""
        before, after = line.edges[0] - self.left, self.right - line.edges[-1]
        if not is_chinese(line):
            return before + after
        # A line that fills the width stands in the middle, wherever it was set; then only the other one tells.
        fills = following.x0 - self.left < 0.5 * following.height
        both = self.centres(line, 0.1 if fills else 0.5) and self.centres(following)
        return before + after if both else after


def is_full(line: TextLine, following: TextLine, bounds: Bounds) -> bool:
    """Whether `line` ended because the next word had no room, not because its author ended it: no author begins a
    line with a comma, or sets nothing but an opening bracket on it."""
    last, first = line.text[-1], following.text[0]
    if first in NEVER_FIRST or (first in _HOLDING and _ONLY_SIGNS.fullmatch(following.text)):
        return True
    slack = _SLACK_OF_FIGURES if last.isascii() and first.isascii() else _SLACK
    # Between Chinese and figures a quarter of an em is left free, which the following line doesn't show.
    slack += 0.25 * (last.isascii() != first.isascii())
    room = bounds.room(line, following) - slack * min(line.height, following.height)
    return room < 0 or first_word(following) > room


def joint(line: TextLine, following: TextLine) -> str:
    """What stands between two lines of one paragraph: a blank if one was typed, or between Latin words, else nothing.
    A number broken over lines is whole again."""
    before, after = line.text[-1], following.text[0]
    if line.blank_after or _parts_thousands(line.text, following.text):
        return " "
    latin = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return " " if latin and (before.isalpha() or after.isalpha()) else ""


def _parts_thousands(before: str, after: str) -> bool:
    """Whether a line ended at one of the blanks that set thousands apart, as the other blanks of the number tell."""
    if not (after[0].isdigit() and before[-1].isdigit()):
        return False
    head, rest = _THOUSANDS_BEFORE.search(before), _THOUSANDS_AFTER.match(after)
    return head is not None and rest is not None and " " in head[0] + rest[0]


def compose(lines: Sequence[TextLine], joints: Sequence[str]) -> tuple[str, tuple[Line, ...]]:
    """One text from lines, with `joints[i]` after line i, and where each line's characters are printed."""
    pieces: list[str] = []
    places: list[Line] = []
    length = 0
    for line, between in zip(lines, (*joints, ""), strict=True):
        places.append(Line(start=length, page=line.page, top=line.top, bottom=line.bottom, edges=line.edges))
        pieces.append(line.text)
        pieces.append(between)
        length += len(line.text) + len(between)
    return "".join(pieces), tuple(places)
