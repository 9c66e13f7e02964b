"""Reading single cells of a score card: folded text, numbers of points, weights written inside names."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from extract.document import Cell, Place
from extract.scorecard import Score

_FOLD = str.maketrans("０１２３４５６７８９．％﹪（）：－＜＞＝﹤﹥﹦≦≧⩽⩾／【】", "0123456789.%%():-<>=<>=≤≥≤≥/[]")
_BLANK = re.compile(r"[\s　]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_POINTS = re.compile(r"\s*(?P<all>(?P<number>-?\d+(?:\.\d+)?)\s*(?P<unit>分|%)?)\s*(?:\([^()\d]*[一-鿿][^()]*\)\s*)?")
_IN_NAME = re.compile(
    r"\(\s*(?:权重|分值|满分|标准分|共|计)?\s*[::]?\s*(?P<all>(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>分|%))\s*\)\s*$"
)
_BARE_IN_NAME = re.compile(r"\(\s*(?:权重|分值|满分|标准分)\s*[::]?\s*(?P<all>(?P<number>\d+(?:\.\d+)?))\s*\)\s*$")
_AFTER_NAME = re.compile(r"(?<=[^\d\s(])\s*(?P<all>(?P<number>\d+(?:\.\d+)?)\s*分)\s*$")
_NUMBERED = re.compile(r"^[\s★☆*※▲]*(?:指标\s*\d+\s*[:：.、．]?)?\s*")
_WRAPPED = re.compile(r"(?<=[一-鿿”）])\s+(?=[一-鿿“（])")
NONE = frozenset({"", "-", "--", "—", "——", "/", "\\", "*", "无", "……", "…", "...", "不适用"})


def fold(text: str) -> str:
    """The text with full-width digits, brackets and signs as their plain twins; the length stays the same."""
    return text.translate(_FOLD)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The text folded, without any blanks: what headings and names are compared by."""
    return _BLANK.sub("", fold(text))


def heading(text: str) -> str:
    """A heading without blanks and bracketed remarks (执行率（B/A） -> 执行率)."""
    short = plain(text)
    while (shorter := _BRACKETS.sub("", short)) != short:
        short = shorter
    return short.strip(":*※")


def blank(cell: Cell | None) -> bool:
    """True where a cell says nothing: empty, a dash, 无."""
    return cell is None or plain(cell.text) in NONE


def place_of(block: int, cell: Cell, start: int, end: int, section: str) -> Place:
    """The place of characters [start, end) of a cell."""
    return Place(block, cell.row, cell.col, start, end, section=section)


def whole(block: int, cell: Cell, section: str) -> Place:
    """The place of a cell's text without the blanks around it."""
    text = cell.text
    start = len(text) - len(text.lstrip())
    return place_of(block, cell, start, max(start, len(text.rstrip())), section)


def points(block: int, cell: Cell | None, section: str) -> Score | None:
    """A cell that holds nothing but a number of points (2, 2分, 2.5, 10%), else None."""
    if cell is None:
        return None
    match = _POINTS.fullmatch(fold(cell.text))
    return None if match is None else _score(block, cell, match, section)


def weight_in_name(block: int, cell: Cell, section: str) -> tuple[Score | None, int]:
    """The weight that stands at the end of a name (…（2分）, …（10%）, …10分), and where the name ends."""
    folded = fold(cell.text)
    for shape in (_IN_NAME, _BARE_IN_NAME, _AFTER_NAME):
        match = shape.search(folded)
        if match is not None:
            return _score(block, cell, match, section), match.start()
    return None, len(cell.text)


def unnumbered(name: str) -> str:
    """A name without the form's own 指标1： or ★ in front, and without the breaks where a narrow cell wraps it."""
    return _WRAPPED.sub("", _NUMBERED.sub("", name).strip())


def _score(block: int, cell: Cell, match: re.Match[str], section: str) -> Score:
    start, end = match.span("all")
    return Score(Decimal(match["number"]), cell.text[start:end], place_of(block, cell, start, end, section))
