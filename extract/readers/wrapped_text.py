"""Lines of plain text that an editor, a mail or an export from PDF broke at one width, put back into paragraphs.

A text is taken as broken only where its longest lines end together and most of them stop in the middle of a sentence
that a later line ends. Then two lines are one where the next word did not fit on the first and nothing says that the
second begins anew: no blank line, no indent, no number of a list.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from extract.readers.characters import clean

_NARROWEST = 40  # columns; shorter lines are headings, names, cells
_UNEVEN = 4  # columns by which lines broken at one width differ: half a width for each of two signs that must not part
_FEWEST = 4  # lines that show a width
_TAB = 8
_WIDE = frozenset("WFA")
_ENDED = re.compile(r"[。！？!?；;：:][”’\"』」）)》]*$")
_CLOSING = "，。、；：！？”’）》】』」％,.;:!?)%"
_BEGINS = re.compile(
    r"第[一二三四五六七八九十百]{1,3}[部编章条节项]|[一二三四五六七八九十]{1,3}[、.．]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳]|附[件表录：:]|#{1,6} |[-*•·●■◆] "
)
_PAGE_NUMBER = re.compile(r"[-—－–]*\s*(?:第\s*)?\d{1,4}(?:\s*页.*|\s*/\s*\d{1,4})?\s*[-—－–]*")
_PUNCTUATED = re.compile(r"[，。；、：,;]")  # as lines of running text mostly are, and entries of a list are not
_TITLE = re.compile(r"(?:报告|方案|通知|说明|总结)$")  # a line that names the text is followed by its text
_SET_APART = re.compile(r"\S(?: {2,}|\u3000{2,}|\t)\S")  # columns laid out with blanks
_WORD = re.compile(rf"(?:[0-9A-Za-z.,%]+|.)[{re.escape(_CLOSING)}]*")  # what is not parted


class _Line(msgspec.Struct, frozen=True):
    """A line as it stands: its text, the columns it begins and ends at."""

    text: str
    indent: int
    end: int

    @property
    def measure(self) -> int:
        """The columns it takes, a sign that may hang over the edge left out."""
        return self.end - 2 * (self.text[-1:] in _CLOSING)

    @property
    def runs(self) -> bool:
        """Whether it is running text that stops before its sentence does."""
        return bool(self.text) and not _ENDED.search(self.text) and not _SET_APART.search(self.text)


def rejoined(parts: Sequence[Sequence[str]]) -> list[list[str]]:
    """The paragraphs of each part of a text, given as its lines; a table stands between two parts."""
    lines = [[_line(text) for text in part] for part in parts]
    broken = _Broken.of(lines)
    return [list(_paragraphs(part, broken)) for part in lines]


def _line(text: str) -> _Line:
    body = text.rstrip().expandtabs(_TAB)
    indent = _columns(body[: len(body) - len(body.lstrip())])
    return _Line(clean(text), indent, _columns(body))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in _WIDE else 1 for sign in text)


def _paragraphs(lines: Sequence[_Line], broken: _Broken | None) -> Iterator[str]:
    text = ""
    before: _Line | None = None
    for line in lines:
        titled = before is not None and text == before.text and _TITLE.search(text)
        if before is not None and broken is not None and not titled and broken.joins(before, line):
            text += _joint(text[-1], line.text[0]) + line.text
        else:
            if text:
                yield text
            text = line.text
        before = line
    if text:
        yield text


def _joint(before: str, after: str) -> str:
    """A blank between Latin words; a number broken over lines is whole again."""
    latin = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return " " if latin and (before.isalpha() or after.isalpha()) else ""


class _Broken(msgspec.Struct, frozen=True):
    """How a text was broken: at which width, at which column a line goes on, and whether a new paragraph shows by
    itself, by an indent or a blank line."""

    width: int
    margin: int
    shows: bool

    @classmethod
    def of(cls, parts: Sequence[Sequence[_Line]]) -> _Broken | None:
        """None for a text whose lines are its paragraphs."""
        lines = [line for part in parts for line in part if line.text and not _SET_APART.search(line.text)]
        width = _common_width([line.measure for line in lines])
        if width is None:
            return None
        pairs = [pair for part in parts for pair in pairwise(part)]
        wide = [(line, after) for line, after in pairs if line.text and line.measure >= width - _UNEVEN]
        going_on = [after for line, after in wide if line.runs and _goes_on(after) and _PUNCTUATED.search(line.text)]
        if len(going_on) < _FEWEST or len(going_on) * 3 < len(wide) * 2 or not _end_somewhere(parts, width):
            return None
        margin = Counter(after.indent for after in going_on).most_common(1)[0][0]
        ends = [after for line, after in pairs if _ENDED.search(line.text) and line.measure < width - 2 * _UNEVEN]
        shown = sum(not _goes_on(after) or after.indent > margin for after in ends)
        return cls(width, margin, shown >= _FEWEST and shown * 4 >= len(ends) * 3)

    def joins(self, line: _Line, after: _Line) -> bool:
        """Whether two lines that follow each other are of one paragraph."""
        if not line.text or not _goes_on(after) or after.indent > self.margin or _SET_APART.search(line.text):
            return False
        word = _WORD.match(after.text)
        full = word is not None and line.measure + _columns(word[0]) >= self.width
        return full and (line.runs or self.shows)


def _goes_on(line: _Line) -> bool:
    """Whether a line may go on with the one before it."""
    return bool(line.text) and not (
        _BEGINS.match(line.text) or _SET_APART.search(line.text) or _PAGE_NUMBER.fullmatch(line.text)
    )


def _common_width(measures: Sequence[int]) -> int | None:
    """The width at which the longest lines end together; a few may be longer, which nothing broke."""
    longest = sorted(measures, reverse=True)
    for rank, width in enumerate(longest[: 1 + len(longest) // 50]):
        together = longest[rank : rank + _FEWEST]
        if width >= _NARROWEST and len(together) == _FEWEST and width - together[-1] <= _UNEVEN:
            return width
    return None


def _end_somewhere(parts: Sequence[Sequence[_Line]], width: int) -> bool:
    """Whether lines that stop at the width in the middle of a sentence are followed by one that ends it, mostly: the
    entries of a list that has no punctuation are not."""
    ended = stopped = 0
    for part in parts:
        going = False
        for line in part:
            if going:
                ended += bool(_ENDED.search(line.text))
                stopped += not line.text or (line.runs and line.measure < width - 4 * _UNEVEN)
            going = line.runs and line.measure >= width - _UNEVEN
    return ended >= stopped * 2 and ended > 1
