"""Lists of labelled amounts inside a form: 按收入性质分： over 一般公共预算：4318.42, 政府性基金：1600.00 …

Name and amount stand in one cell, and beside it another list splits the same money in another way.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from extract.document import Cell, Table
from extract.glossary import fold

_HEAD = re.compile(
    r"(?:其中:)?按?(?:收入|支出|资金|经费|预算|拨款)+(?:性质|来源|结构|类别|类型|用途|功能|构成|分类)?[划区]?分类?:?"
)
_AMOUNT = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
LINES = re.compile(rf"\s*[^\d\n:：]{{2,30}}(?:[:：][^\d\n:：]{{2,30}})?(?:[:：]\s*(?:{_AMOUNT})?)?\s*")


class FundList(msgspec.Struct, frozen=True):
    """One way to split the money: what the form calls it, and the cells that hold a name and an amount each."""

    title: str
    row: int
    cells: tuple[Cell, ...]


@lru_cache(maxsize=32)
def fund_lists(table: Table) -> tuple[FundList, ...]:
    """The lists of labelled amounts in a form, in reading order."""
    found: list[FundList] = []
    for cell in table.cells:
        title, *lines = cell.text.split("\n")
        if "分" not in title or not _HEAD.fullmatch(fold(title)):
            continue
        inside = [cell] if lines and all(LINES.fullmatch(line) for line in lines) else []
        cells = inside or _below(table, cell)
        if cells:
            found.append(FundList(fold(title).rstrip(":"), cell.row, tuple(cells)))
    return tuple(found)


def _below(table: Table, head: Cell) -> list[Cell]:
    """The cells right under a list's head, up to the first that is no name with its amount."""
    under = sorted((c for c in table.cells if c.col == head.col and c.row > head.row), key=lambda c: c.row)
    found: list[Cell] = []
    for cell in under:
        if not cell.text.strip():
            continue
        if not LINES.fullmatch(cell.text) or not re.search(r"[:：]", cell.text):
            break
        found.append(cell)
    return found
