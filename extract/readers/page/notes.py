"""Footnotes: the lines under the short rule at the foot of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.readers.page.lines import TextLine
from extract.readers.page.sheet import Ruling, View

# In shares of the page: Word's rule is 51 mm long, LibreOffice's a quarter of the text; it begins at the left margin.
_SHORTEST = 0.1
_LONGEST = 0.4
_LEFT = 0.35
_LOWER = 0.35
# In heights of a line: notes begin right under their rule. Text that stands on a rule is underlined.
_NEAR = 2.5
_ON = 0.5
_MARK = re.compile(r"[\[［(（〔]?(?:\d{1,3}|[①-⑳*＊※])[\]］)）〕]?(?=\D|$)|注")


def find_note_rule(rules: Sequence[Ruling], view: View) -> Ruling | None:
    """The lowest line across that may part notes from the text."""
    fitting = [
        rule
        for rule in rules
        if _SHORTEST * view.width <= rule.end - rule.start <= _LONGEST * view.width
        and rule.start <= _LEFT * view.width
        and rule.at >= _LOWER * view.height
    ]
    return max(fitting, key=lambda rule: rule.at, default=None)


def part_notes(lines: Sequence[TextLine], rule: Ruling) -> tuple[list[TextLine], list[TextLine]]:
    """The lines of a page without its notes, and the notes; all are text where the rule turns out to be none of
    notes: it underlines words, or the first line below it bears no mark."""
    below = [line for line in lines if line.middle > rule.at]
    underlined = any(
        0 <= rule.at - line.bottom + _ON * line.height <= line.height and line.x0 < rule.end and rule.start < line.x1
        for line in lines
        if line.middle < rule.at
    )
    if not below or underlined or below[0].top - rule.at > _NEAR * below[0].height or not _MARK.match(below[0].text):
        return list(lines), []
    return [line for line in lines if line.middle <= rule.at], below
