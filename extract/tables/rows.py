"""Which rows of a table are headers, titles, sections, and which carry its matter."""

from __future__ import annotations

import itertools
import re

import msgspec

from extract.document import Cell, Grid
from extract.glossary import fold, measure_of, period_of, terms
from extract.tables.cells import Kind, is_year, kind_of, nature_of, stated_units

ORDINAL = re.compile(r"[(]?(?:\d{1,2}|[A-Za-z]|[一二三四五六七八九十甲乙丙丁]{1,2}|[①-⑳])[)]?")
FORMULA = re.compile(r"[(]?[A-Za-z\d①-⑳]{1,2}[)]?=[(]?[A-Za-z\d①-⑳(].*[-+*/×÷].*|[A-Z]/[A-Z]")
_ORDINAL_ROW = ("栏次", "行次", "列次", "栏号", "序号", "栏目", "计算公式", "公式", "计算关系")
_CAPTION = re.compile(
    r"^(?:编制|填报|填表|制表|部门|单位|预算)?(?:单位|部门|名称|日期|人)[^|]{0,6}[:：]|^公开\s*\d+\s*表|^附[件表]\s*\d*"
)
_LONG = 40  # a heading is shorter; our own bound, generous for 三公-type headings with notes in brackets


class Rows(msgspec.Struct, frozen=True):
    """The rows of a table while they are told apart."""

    texts: tuple[tuple[str, ...], ...]
    kinds: tuple[tuple[Kind, ...], ...]
    grid: Grid

    def sort(self) -> tuple[list[tuple[int, ...]], list[int], set[int]]:
        """(runs of header rows, title rows, section rows)."""
        headers: list[list[int]] = []
        titles: list[int] = []
        sections: set[int] = set()
        repeated: set[tuple[str, ...]] = set()  # a header printed again on the next page opens no new band
        body = False
        first = next((row for row, texts in enumerate(self.texts) if any(texts)), 0)
        for row in range(first, len(self.texts)):
            if headers and headers[-1][-1] == row - 1 and self._goes_on(headers[-1], row):
                headers[-1].append(row)
                repeated.add(self.texts[row])
                continue
            alone = self._alone(row, first=not body and not headers)
            if alone:
                above = not body and not headers
                (titles.append if above or _unit_line(alone) else sections.add)(row)
            elif self._caption(row) or (self.texts[row] in repeated and body):
                titles.append(row)
            elif self._header(row, first=not headers and not body):
                headers.append([row])
                repeated.add(self.texts[row])
            else:
                body = True
        return [tuple(run) for run in headers if run[-1] + 1 < len(self.texts)], titles, sections

    def _distinct(self, row: int) -> list[Cell]:
        """The cells shown in a row that are not empty, each once."""
        cells: list[Cell] = []
        for cell in self.grid[row]:
            if cell is not None and cell.text.strip() and (not cells or cells[-1] is not cell):
                cells.append(cell)
        return cells

    def _alone(self, row: int, first: bool) -> str:
        """The row's text if nothing else stands in it and it is no label whose figures are all blank."""
        own = self._distinct(row)
        if len(own) != 1 or own[0].row != row or kind_of(own[0].text) != "text":
            return ""
        wide = own[0].colspan * 2 > len(self.texts[row])
        return own[0].text.strip() if wide or first or _unit_line(own[0].text) else ""

    def _caption(self, row: int) -> bool:
        own = [cell.text.strip() for cell in self._distinct(row) if cell.row == row]
        if not own or any(kind_of(text) == "number" for text in own):
            return False
        named = [text for text in own if _CAPTION.match(text) or _unit_line(text)]
        return len(named) * 2 >= len(own) and bool(named)

    def _form(self, own: list[Cell], row: int) -> bool:
        """Whether the row is label, value, label, value rather than a header."""
        others = own[1:]
        if _bare(own[0].text) in terms()["headings"]["forms"]:
            # 项目名称 is a form's label, but heads a column, too: then its neighbours are headings
            hits = sum(_telling(cell.text) for cell in others if _bare(cell.text) not in terms()["headings"]["forms"])
            return (hits * 2 < len(others) or len(others) == 1) and not self._figures_under(own[0], others)
        below = self.texts[row + 1][own[0].col] if row + 1 < len(self.texts) else ""
        return len(own) == 2 and own[0].rowspan == 1 and own[1].colspan * 2 > len(self.texts[row]) > 3 and bool(below)

    def _figures_under(self, label: Cell, others: list[Cell]) -> bool:
        """Whether the first row below a label has figures under most of the label's neighbours."""
        row = label.row + label.rowspan
        below = [self.kinds[row][cell.col] for cell in others] if row < len(self.kinds) else []
        return below.count("number") > 2 * below.count("text")

    def _header(self, row: int, first: bool) -> bool:
        own = self._distinct(row)
        if len(own) < 2 or self._form(own, row) or any(len(cell.text) > _LONG for cell in own):
            return False
        if any(kind_of(cell.text) in {"number", "dash"} and not is_year(cell.text) for cell in own):
            return False
        if first:
            return True
        known = sum(bool(measure_of(c.text) or nature_of(c.text) or _item(c.text)) for c in own if len(c.text) <= 20)
        ahead = range(row + 1, min(row + 6, len(self.texts)))
        return known >= 2 and known * 2 >= len(own) and any("number" in self.kinds[r] for r in ahead)

    def _goes_on(self, run: list[int], row: int) -> bool:
        """Whether this row is one more level of the header above it."""
        if _ordinals([cell.text.strip() for cell in self._distinct(row)]):
            return True
        own = [cell for cell in self._distinct(row) if cell.row == row]
        if not own or any(kind_of(c.text) in {"number", "dash"} and not is_year(c.text) for c in own):
            return False
        above = self.grid[run[-1]]
        if all(_under_wide(cell, above) for cell in own):
            return True
        # headings that were not merged: nothing under the first heading, texts under empty positions
        upper = self.texts[run[-1]]
        gaps = any(text and not upper[col] for col, text in enumerate(self.texts[row]))
        return bool(upper[0]) and gaps and not self.texts[row][0]


def worded(text: str) -> bool:
    """Whether a header text says something, rather than number its column (3), give its formula (3=1-2) or
    announce that (栏次)."""
    bare = fold(text)
    return bool(bare) and not (ORDINAL.fullmatch(bare) or FORMULA.fullmatch(bare) or bare in {"栏次", "列次", "栏号"})


def _bare(text: str) -> str:
    """A heading folded, without what stands in brackets."""
    return fold(re.sub(r"[(（].*", "", text))


def _telling(text: str) -> bool:
    """Whether a short text is a heading of figures or names, and hardly a name itself."""
    words = terms()["headings"]
    bare = _bare(text)
    return len(bare) <= 15 and bool(
        measure_of(bare) or nature_of(bare) or bare in words["items"] or bare.endswith(tuple(words["totals"]))
    )


def _unit_line(text: str) -> bool:
    return "单位" in text and len(text) <= _LONG and bool(stated_units(text))


def _under_wide(cell: Cell, above: list[Cell | None]) -> bool:
    over = above[cell.col]
    return over is not None and over.colspan > cell.colspan


def _item(text: str) -> bool:
    bare = fold(text)
    return any(bare.endswith(word) for word in terms()["headings"]["items"]) or bool(period_of(bare))


def _ordinals(texts: list[str]) -> bool:
    """Whether a row only numbers the columns (栏次 1 2 3) or writes their formulas (3=1-2)."""
    shown = [fold(text) for text in texts]
    marks = [text for text in shown if text not in _ORDINAL_ROW]
    if len(shown) < 2 or not marks:
        return False
    if any(FORMULA.search(mark) for mark in marks):
        return all(FORMULA.search(m) or ORDINAL.fullmatch(m) or kind_of(m) == "dash" for m in marks)
    numbers = [int(mark.strip("()")) for mark in marks if mark.strip("()").isdigit()]
    if not all(ORDINAL.fullmatch(mark) for mark in marks) or len(numbers) < 2 or numbers[0] > 2:
        return False
    return all(b == a + 1 for a, b in itertools.pairwise(numbers))
