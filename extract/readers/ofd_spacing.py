"""How the text of an OFD file is spaced: the steps that it states, the widths of common fonts where it states none, and
characters that share glyphs."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from statistics import median

from lxml import etree

from extract.readers.ofd_markup import children, number, numbers

# In ems: how wide the characters of common fonts are.
_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!` ", 0.28),
    **dict.fromkeys('()[]{}ftrI-/\\"', 0.36),
    **dict.fromkeys("mwMW%@", 0.9),
}
_CAPITAL, _LETTER, _CHINESE = 0.68, 0.5, 1.0
# Millimetres. Type smaller than this is not printed to be read: there the spacing tells its true size.
_SMALLEST, _LEAST = 0.7, 0.1
USUAL = 3.7
"""Millimetres: the size of type where none is stated."""
_UNKNOWN = "\u00a4"
"""What stands in the text for a glyph that no code was found for (GB/T 33190, with CGTransform)."""
_CONTROLS = re.compile("[\\x00-\\x1f\\ufffe\\uffff]")


def steps_of(
    text: str, wide: float, across: list[float], down: list[float], onward: float
) -> tuple[list[float], list[float]]:
    """From each character to the next, across and down. Where no spacing is stated, as wide as it is."""
    missing = len(text) - 1
    if not across and not down:
        widths = [usual_width(letter) * wide for letter in text[:-1]]
        forward, downward = round(math.cos(math.radians(onward))), round(math.sin(math.radians(onward)))
        return [width * forward for width in widths], [width * downward for width in widths]
    if across and len(across) < missing:
        across = across + [usual_width(letter) * wide for letter in text[len(across) : missing]]
    return across or [0.0] * missing, down and down + [0.0] * (missing - len(down))


def true_size(stated: float, text: str, steps: Sequence[float], stretch: float, before: float) -> float:
    """The size of type that the spacing bears out where the stated one can't be; where there is none, that of the text
    before."""
    if stated >= _SMALLEST:
        return stated
    told = [step / stretch / usual_width(letter) for letter, step in zip(text, steps, strict=False) if letter != " "]
    return max(median(told), stated, _LEAST) if told else before


def usual_width(letter: str) -> float:
    """How wide a character usually is, in ems."""
    if letter >= "\xa1":
        return _CHINESE
    return _WIDTHS.get(letter) or (_CAPITAL if letter.isupper() else _LETTER)


def widest(letter: str) -> float:
    """How wide a character may be set, in ems, without room being left beside it: a point is half an em wide in the fonts
    of Chinese offices, as a figure is."""
    usual = usual_width(letter)
    return usual if letter == " " else max(usual, _LETTER)


def stated_steps(stated: str | None, wanted: int) -> list[float]:
    """The steps between glyphs as `3.5 g 4 3.2 1` states them: `g n v` is v, n times. No more than are wanted."""
    if not stated or wanted < 2:
        return []
    if "g" not in stated:
        return numbers(stated.split(None, wanted)[: wanted - 1], 0.0)
    found: list[float] = []
    each = iter(stated.split())
    for word in each:
        if len(found) >= wanted - 1:
            break
        if word == "g":
            times, step = next(each, ""), number(next(each, None), 0.0)
            found += [step] * min(int(times[:9]) if times.isdecimal() else 0, wanted - 1 - len(found))
        else:
            found.append(number(word, 0.0))
    return found


class Sharing:
    """How characters of a text object share glyphs (CGTransform): each (first character, characters, glyphs). `start`
    counts the characters of the codes before."""

    def __init__(self, element: etree._Element) -> None:
        self._shares = [
            (
                max(int(number(each.get("CodePosition"), 0)), 0),
                max(int(number(each.get("CodeCount"), 1)), 1),
                max(int(number(each.get("GlyphCount"), 1)), 1),
            )
            for each in children(element, "CGTransform")
        ]
        self.start = 0

    def _here(self, count: int) -> list[tuple[int, int, int]]:
        """The shares within the next `count` characters, counted from these."""
        found = ((first - self.start, codes, glyphs) for first, codes, glyphs in self._shares)
        return [(first, codes, glyphs) for first, codes, glyphs in found if first >= 0 and first + codes <= count]

    def glyphs(self, count: int) -> int:
        """How many glyphs the next `count` characters have."""
        more = sum(glyphs - codes for _, codes, glyphs in self._here(count))
        return min(max(count + more, 1), 4 * count)

    def text(self, raw: str) -> str:
        """The characters with those unknown that stand for glyphs without a code."""
        if _UNKNOWN in raw and self._shares:
            raw = raw.replace(_UNKNOWN, "\ufffd")
        return _CONTROLS.sub(" ", raw)

    def thinned(self, steps: list[float], count: int) -> list[float]:
        """Steps from character to character, made of those from glyph to glyph: the glyphs of a share are spread over its
        characters."""
        if not steps:
            return steps
        starts: list[int] = []
        glyph = 0
        shares = {first: (codes, glyphs) for first, codes, glyphs in self._here(count)}
        while len(starts) < count:
            codes, glyphs = shares.get(len(starts), (1, 1))
            starts += [glyph + at * glyphs // codes for at in range(codes)]
            glyph += glyphs
        sums = list(accumulate(steps, initial=0.0))
        places = [sums[min(start, len(sums) - 1)] for start in starts[:count]]
        return [following - place for place, following in pairwise(places)]
