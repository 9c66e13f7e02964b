"""The marks in a text that point to its footnotes: left standing, 3482.75万元 with note 1 would read 万元1."""

from __future__ import annotations

import re

from extract.readers.page.characters import Characters

# A mark is set in type smaller than this share of the text's, or raised by this share of it.
_SMALL = 0.75
_RAISED = 0.2


def without_marks(page: Characters, start: int, end: int, em: float) -> list[int] | None:
    """The numbers of the characters of a line without small raised figures; None if there are none. A figure after a
    Latin letter is part of a unit (m2)."""
    marks: set[int] = set()
    base, _ = page.type_at((start + end) // 2)
    for found in re.finditer(r"\d{1,3}|[①-⑳*※]", page.text[start:end]):
        at = start + found.start()
        before = page.text[at - 1] if at > start else ""
        if not before or (before.isascii() and before.isalpha()):
            continue
        level, size = page.type_at(at)
        if size < _SMALL * em or base - level > _RAISED * em:
            marks.update(range(at, start + found.end()))
    return [at for at in range(start, end) if at not in marks] if marks else None
