"""The marks in a text that point to its footnotes: left standing, 3482.75万元 with note 1 would read 万元1."""

from __future__ import annotations

import re

import msgspec

from extract.readers.characters import superscript
from extract.readers.page.characters import Characters

# A mark is set in type smaller than this share of the text's, or raised by this share of it. Where no notes are in sight,
# figures stand apart only if they are both.
_SMALL = 0.75
_RAISED = 0.2
_SMALLER = 0.9
_FIGURE = re.compile(r"\d")
_MARK = re.compile(r"[\d①-⑳*※]")


def without_marks(page: Characters, start: int, end: int, em: float) -> list[int] | None:
    """The numbers of the characters of a line without small raised figures; None if there are none. A figure after a
    Latin letter is part of a unit (m2)."""
    marks: set[int] = set()
    base, _ = page.type_at((start + end) // 2)
    for found in _MARK.finditer(page.text, start, end):
        at = found.start()
        before = page.text[at - 1] if at > start else ""
        if not before or (before.isascii() and before.isalpha()):
            continue
        level, size = page.type_at(at)
        if size < _SMALL * em or base - level > _RAISED * em:
            marks.add(at)
    return [at for at in range(start, end) if at not in marks] if marks else None


def with_marks_raised(page: Characters, start: int, end: int, em: float) -> Characters:
    """The page with the small raised figures of a line, of type about `em` points, as superscript ones; it is the same
    page if there are none."""
    feet = page.boxes.bottom
    figures = [found.start() for found in _FIGURE.finditer(page.text, start, end)]
    if not figures:
        return page
    foot = min(feet[start:end])
    high = [at for at in figures if feet[at] > foot + _RAISED * em]
    if not high:
        return page
    base, size = page.type_at(feet.index(foot, start))
    letters: list[str] = []
    for at in high:
        level, own = page.type_at(at)
        if own < _SMALLER * size and base - level > _RAISED * size:
            letters = letters or list(page.text)
            letters[at] = superscript(page.text[at])
    return msgspec.structs.replace(page, text="".join(letters)) if letters else page
