"""Page headers, footers and page numbers: lines at the edge of pages that are no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

import msgspec

from extract.readers.page.lines import TextLine

# In shares of the height of the page. GB/T 9704-2012 §5.2.1 leaves 37 mm of 297 at the top and 35 at the foot.
_HEAD = 0.11
_FOOT = 0.89
_SAME_LEVEL = 4.0
_AS_LARGE = 0.95
_ENOUGH_LINES = 3
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:第\s*)?(?:\d{1,4}|[IVXivx]{1,6}|[一二三四五六七八九十百]{1,5})(?:\s*页)?"
    r"(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·\s]*"
)
_SAYS_PAGE = re.compile(r"页|[-—–－·]\s*\d+\s*[-—–－·]|\d\s*[/／]\s*\d")
_DIGITS = re.compile(r"\d+")


class Margin(msgspec.Struct, frozen=True):
    """The lines of one page outside its tables, and the height of the page; `form`: it begins a form of its own."""

    number: int
    height: float
    lines: Sequence[TextLine]
    form: bool = False


def find_furniture(pages: Sequence[Margin], table_size: float) -> set[int]:
    """The `id`s of the lines that are page furniture: page numbers, and lines near the edge that come back at the same
    height on other pages in type no larger than that of the text, or than `table_size` where there is nothing but
    tables. Titles come back too on forms of one page, but in type that is no smaller than that of the form."""
    edge = [(page, line) for page in pages for line in page.lines if _at_edge(page, line)]
    inner = [line.height for page in pages for line in page.lines if not _at_edge(page, line)]
    body_size = median(inner) if len(inner) >= _ENOUGH_LINES else table_size
    repeated = Counter(_mark(line) for _, line in edge)
    needed = 2 if len(pages) <= 4 else 3
    return {
        id(line)
        for page, line in edge
        if (
            repeated[_mark(line)] >= needed
            and line.height <= body_size * 1.15
            and not _is_title(page, line, table_size)
        )
        or _is_page_number(page, line, repeated, needed)
    }


def _is_title(page: Margin, line: TextLine, table_size: float) -> bool:
    return page.form and line.bottom < _HEAD * page.height and line.height >= _AS_LARGE * table_size


def _at_edge(page: Margin, line: TextLine) -> bool:
    return line.bottom < _HEAD * page.height or line.top > _FOOT * page.height


def _mark(line: TextLine) -> tuple[str, int]:
    """What a header has in common with itself on other pages: its text without figures, and its height."""
    return _DIGITS.sub("#", line.text), round(line.middle / _SAME_LEVEL)


def _is_page_number(page: Margin, line: TextLine, repeated: Counter[tuple[str, int]], needed: int) -> bool:
    if not _PAGE_NUMBER.fullmatch(line.text):
        return False
    if _SAYS_PAGE.search(line.text) or repeated[_mark(line)] >= needed:
        return True
    return line.text == str(page.number)


def texts_of(lines: Iterable[TextLine], furniture: set[int]) -> list[str]:
    """The different texts among the furniture, page numbers as they come, in order of first sight."""
    return list(dict.fromkeys(line.text for line in lines if id(line) in furniture))
