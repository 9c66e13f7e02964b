"""The bureau's own records: tables of amounts by unit, year and indicator, as `--baseline` names them.

A row names one indicator (单位、年度、指标、金额、计量单位), or has a column for each (单位、年度、年初预算数（万元）、…). What the heading of
a column or the word of an indicator means is read by the glossary that reads reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from audit.comparable import RECORD, Told, key, named
from extract.document import Cell, Document, Table
from extract.figures import quantity
from extract.glossary import fold
from extract.units import MONEY

_HEADS = {
    "unit": ("单位", "单位名称", "预算单位", "预算单位名称", "部门", "部门名称"),
    "year": ("年度", "年份", "预算年度", "会计年度"),
    "code": ("项目编码", "项目代码", "项目编号"),
    "project": ("项目", "项目名称"),
    "what": ("指标", "指标名称", "事项"),
    "amount": ("金额", "数额"),
    "written": ("计量单位", "金额单位", "单位"),
}
_DEEPEST = 10
"""Rows above the heading, at most: a title, who made it, and 单位：万元."""
_NOTE = re.compile(r"[(（]([^()（）]*)[)）]")
_ABOVE = re.compile(r"单位[:：]?((?:[十百千]?万|亿|千|百)?元)")
_MONEY = re.compile(r"(?:[十百千]?万|亿|千|百)?元")
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
_YEAR = re.compile(r"((?:19|20)\d\d)年?(?:度)?")
_EMPTY = ("", "-", "—", "——", "/")


class RecordFault(Exception):
    """A table of records that can't be used; the message says in Chinese what is wrong, and where."""


class Records(msgspec.Struct, frozen=True):
    """What was understood, and the indicators that were not, as they are named."""

    told: tuple[Told, ...]
    unknown: tuple[str, ...]


class _Columns(msgspec.Struct, frozen=True):
    """The columns of a table of records: those that say what a row is of, and those that hold an indicator each."""

    fixed: dict[str, int]
    indicators: tuple[tuple[int, str], ...]
    heading: int


def records(name: str, document: Document) -> Records:
    """The records in the tables of a file. Raises RecordFault."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    found: list[Told] = []
    unknown: dict[str, None] = {}
    plans = [(table, plan) for table in tables for plan in [_columns(table)] if plan is not None]
    if not plans:
        raise RecordFault(f"基准记录“{name}”中没有认出表头：需要“单位”“年度”两列，以及“指标”“金额”两列或各指标一列。")
    for table, plan in plans:
        where = f"{name} {table.sheet}".strip()
        for row in range(plan.heading + 1, table.rows):
            for words, written, amount in _amounts(table, plan, row):
                one = _told(f"{where} 第{row + 1}行", table.grid[row], plan, (words, written, amount))
                if one is None:
                    unknown[words] = None
                else:
                    found.append(one)
    return Records(tuple(found), tuple(unknown))


def _columns(table: Table) -> _Columns | None:
    """How a table is read, None where it holds no records."""
    for number, row in enumerate(table.grid[:_DEEPEST]):
        fixed: dict[str, int] = {}
        rest: list[tuple[int, str]] = []
        for col, cell in enumerate(row):
            words = _text(cell)
            bare = _NOTE.sub("", words)
            role = next((r for r, heads in _HEADS.items() if bare in heads and r not in fixed), "")
            if role:
                fixed[role] = col
            elif named(bare)[1]:
                rest.append((col, words))
        if {"unit", "year"} <= fixed.keys() and ({"what", "amount"} <= fixed.keys() or rest):
            return _Columns(fixed, () if "what" in fixed else tuple(rest), number)
    return None


def _amounts(table: Table, plan: _Columns, row: int) -> Iterator[tuple[str, str, str]]:
    """(indicator, unit of the amount as written, amount as written) of a row's filled cells."""
    cells, fixed = table.grid[row], plan.fixed
    above = " ".join(_text(cell) for line in table.grid[: plan.heading] for cell in line)
    own = _at(cells, fixed, "written")
    pairs = plan.indicators or ((fixed["amount"], _at(cells, fixed, "what")),)
    for col, words in pairs:
        amount = _number(cells[col])
        if amount in _EMPTY:
            continue
        heading = _text(table.grid[plan.heading][col])
        written = own or _money("".join(_NOTE.findall(heading))) or _money("".join(_ABOVE.findall(above)))
        yield _NOTE.sub("", words), written, amount


def _told(source: str, cells: Sequence[Cell | None], plan: _Columns, printed: tuple[str, str, str]) -> Told | None:
    """The record of one amount, None where it is not understood what it is of."""
    words, written, amount = printed
    unit, year = _at(cells, plan.fixed, "unit"), _YEAR.fullmatch(_at(cells, plan.fixed, "year"))
    if not unit or year is None:
        raise RecordFault(f"基准记录“{source}”没有写明单位或年度（四位数字）。")
    if not _AMOUNT.fullmatch(amount):
        raise RecordFault(f"基准记录“{source}”的金额“{amount}”不是数字。")
    known = quantity(amount, written) if _MONEY.fullmatch(written) else None
    if known is None or known[1] != MONEY:
        raise RecordFault(f"基准记录“{source}”没有写明金额的计量单位（元、万元、亿元）。")
    subject, measure, fund = named(words)
    if not measure:
        return None
    value, _, step = known
    project = _at(cells, plan.fixed, "project")
    of = key(unit, project, year[1], subject, measure, fund)
    code = _at(cells, plan.fixed, "code")
    return Told(of, unit, words, f"{amount}{written}", value, step, source, year[1], RECORD, code=code)


def _at(cells: Sequence[Cell | None], fixed: dict[str, int], role: str) -> str:
    return _text(cells[fixed[role]]) if role in fixed else ""


def _text(cell: Cell | None) -> str:
    return "" if cell is None else fold(cell.text)


def _number(cell: Cell | None) -> str:
    """The number of a cell: the exact one where a spreadsheet shows it rounded."""
    if cell is None:
        return ""
    return cell.stored if cell.stored is not None and _AMOUNT.fullmatch(cell.stored) else fold(cell.text)


def _money(words: str) -> str:
    found = _MONEY.search(words)
    return found[0] if found else ""
