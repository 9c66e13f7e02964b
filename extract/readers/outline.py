"""Heading levels that mean the same in every format of one report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from extract.document import heading_level, is_short

_CONTENTS_LINE = re.compile(r"(?:\t|\.{3,}|…|·{3,}|．{3,})[\s.…·．]*[-—]?\s*[0-9ivxIVX]{1,4}\s*[-—]?$")
_CONTENTS_STYLE = re.compile(r"(?:toc|目录) ?[1-9]|table of figures", re.IGNORECASE)
_LAST_OF_CONTENTS = frozenset("0123456789ivxIVX-—")


class Line(msgspec.Struct, frozen=True):
    """A paragraph as a candidate for a heading: `styled` is the outline level from 1 that its format gives it
    (0: body text), `plain` bars it from being one (table of contents, notes, text boxes)."""

    text: str
    label: str = ""
    styled: int = 0
    plain: bool = False


def contents_style(name: str) -> bool:
    """Is this the name of a style of Word's for the lines of a table of contents, or of figures?"""
    return _CONTENTS_STYLE.fullmatch(name) is not None


def contents_line(text: str) -> bool:
    """Is this a line of a table of contents: a title, leaders or a tab, a page number?"""
    return text[-1:] in _LAST_OF_CONTENTS and bool(_CONTENTS_LINE.search(text))


def levels(lines: Sequence[Line]) -> list[int]:
    """Heading level of each line, 0 for body text.

    Official numbering (第一部分, 一、, （一）) fixes the level whatever style the typist took, so that docx and plain
    text of one report agree. Styles add the headings that carry no such number; their levels are shifted to fit
    the numbered ones of the same style, so that "1." below （一） comes out as 4 also where （一） is 标题 2.
    """
    shapes = [0 if line.plain or contents_line(line.text) else heading_level(line.text, line.label) for line in lines]
    scale = _scale(lines, shapes)
    return [
        shape or (scale[line.styled] if _may_be_heading(line) else 0) for line, shape in zip(lines, shapes, strict=True)
    ]


def _may_be_heading(line: Line) -> bool:
    if line.plain or not line.styled or contents_line(line.text):
        return False
    return is_short((line.label + line.text).strip())


def _scale(lines: Sequence[Line], shapes: Sequence[int]) -> dict[int, int]:
    """Outline level -> level in the document, from the numbered headings that carry a style."""
    votes: dict[int, Counter[int]] = {}
    for line, shape in zip(lines, shapes, strict=True):
        if line.styled and shape:
            votes.setdefault(line.styled, Counter())[shape] += 1
    known = {styled: min(count, key=lambda s: (-count[s], s)) for styled, count in votes.items()}
    scale: dict[int, int] = {}
    for styled in sorted({line.styled for line in lines if line.styled}):
        above = [s for s in known if s <= styled]
        below = [s for s in known if s > styled]
        if above:
            scale[styled] = known[max(above)] + styled - max(above)
        elif below:
            scale[styled] = max(1, known[min(below)] - (min(below) - styled))
        else:
            scale[styled] = styled
    return scale
