"""What is printed in the columns of a table: one entry a line of a column, and which entries can be one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from extract.readers.page.columns import Band, span_of
from extract.readers.page.lines import Bounds, is_full, line_of, rows_of
from extract.readers.page.runs import Run, Strip
from extract.readers.page.signs import NEVER_FIRST, NUMBER

# In heights of a line: lines of one cell are set no wider.
_WIDEST = 2.0
_FIGURE_OR_DASH = re.compile(r"[-+−—－]?[≥≤＞＜><]?\d[\d,，.．]*(?:[万亿]?元|分|%|％|‰)?|[-—－–/]+")
_WHOLE = re.compile(r"[.．]\d{2}$|[%％元分]$")
_TOTAL = re.compile(r"[合总小]\s*[计分]|总得分")
_BEGINS = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.．、](?!\d)|其中[：:]"
)
_NEVER_LAST = "（《〈“‘〔【『「(、，"


class Entry(msgspec.Struct, frozen=True, eq=False):
    """What one line of one cell shows: its runs, and the first and last column it reaches over."""

    runs: Sequence[Strip]
    first: int
    last: int
    text: str
    middle: float
    height: float

    @property
    def x0(self) -> float:
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        return self.runs[-1].x1

    @property
    def is_figure(self) -> bool:
        return _FIGURE_OR_DASH.fullmatch(self.text) is not None


class Cell(msgspec.Struct):
    """A cell in the making: its place and spans on the grid, what is printed in it from top to bottom."""

    row: int
    col: int
    rowspan: int
    colspan: int
    entries: list[Entry]


def entries_of(runs: Iterable[Run], bands: Sequence[Band]) -> list[Entry]:
    """The entries that runs make in some columns, from top to bottom."""
    found: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        found.setdefault(span_of(run, bands), []).append(run)
    entries = []
    for (first, last), held in found.items():
        for row in rows_of(held):
            text = "".join(run.text for run in row)
            entries.append(Entry(row, first, last, text, row[0].middle, row[0].height))
    return sorted(entries, key=lambda entry: (entry.middle, entry.first))


def by_column(entries: Iterable[Entry], count: int) -> list[list[Entry]]:
    """The entries of each of `count` columns; those over several columns are in none."""
    columns: list[list[Entry]] = [[] for _ in range(count)]
    for entry in entries:
        if entry.first == entry.last:
            columns[entry.first].append(entry)
    return columns


def may_join(upper: Entry, lower: Entry, bounds: Bounds) -> bool:
    """Whether two entries one below the other may be one cell: the upper line had no room for the next word, or the
    two are one figure broken for want of room."""
    if lower.middle - upper.middle > _WIDEST * max(upper.height, lower.height):
        return False
    if upper.is_figure and lower.is_figure:
        return must_join(upper, lower)
    if begins_anew(lower) or (lower.is_figure and _WHOLE.search(lower.text)):
        return False
    return is_full(line_of(upper.runs, 0), line_of(lower.runs, 0), bounds)


def begins_anew(entry: Entry) -> bool:
    """Whether an entry bears the number of an item, so that it goes on from nothing."""
    return _BEGINS.match(entry.text) is not None


def is_total(text: str) -> bool:
    """Whether a text is the word for a total."""
    return _TOTAL.fullmatch(text) is not None


def must_join(upper: Entry, lower: Entry) -> bool:
    """Whether two entries one below the other can't be two cells: a figure or a bracket would be broken."""
    if lower.middle - upper.middle > _WIDEST * max(upper.height, lower.height):
        return False
    if upper.is_figure and (lower.is_figure or lower.text[0] in ".．"):
        cut = upper.text[-1] in ",，.．" or lower.text[0] in ".．%％" or not _WHOLE.search(upper.text)
        return cut and _grouped(upper.text) and NUMBER.fullmatch(upper.text + lower.text) is not None
    return lower.text[0] in NEVER_FIRST or upper.text[-1] in _NEVER_LAST


def _grouped(text: str) -> bool:
    """Whether a piece of a figure shows that it goes on: a thousand's mark, or a point."""
    return any(mark in text for mark in ",，.．")
