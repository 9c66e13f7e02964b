"""The money block of a form: 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.cards.cells import blank, fold, heading, place_of, plain, points, whole
from extract.cards.columns import patterns
from extract.document import Cell, Grid
from extract.scorecard import BudgetRow, Score

_AMOUNT = re.compile(r"\s*(?P<all>-?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*%?\s*(?:万元|元)?\s*")
_KINDS = ("initial", "budget", "spent", "weight", "rate", "score")
_PAIR = re.compile(r"\s*(?P<rate>\d+(?:\.\d+)?\s*%)\s*[、,，/;；\s]\s*(?P<score>\d+(?:\.\d+)?\s*分?)\s*")
_WEIGHT = re.compile(r"\((?P<all>(?P<number>\d+(?:\.\d+)?)\s*分)")


def money_columns(row: list[Cell | None]) -> dict[str, int]:
    """The columns of a money block that this row announces; empty where it announces none."""
    found: dict[str, int] = {}
    for col, cell in enumerate(row):
        if cell is None or (col and row[col - 1] is cell):
            continue
        text = heading(cell.text)
        for kind, shape in patterns("money").items():
            if shape.fullmatch(text):
                # The block's own label may read 年度预算数 too: the column of the amounts stands further right.
                found[kind] = col if kind == "budget" else found.get(kind, col)
                break
    amounts = found.keys() & {"initial", "budget", "spent"}
    return found if len(amounts) >= 2 and "spent" in found else {}


def announces_points(row: list[Cell | None]) -> bool:
    """Whether a row heads a rate of execution with its points, whatever the amounts beside it are called."""
    heads = {heading(cell.text) for cell in row if cell is not None}
    rated, weighed, scored = (
        any(patterns("money")[kind].fullmatch(head) for head in heads) for kind in ("rate", "weight", "score")
    )
    return rated and (weighed or scored)


def money_rows(grid: Grid, start: int, columns: dict[str, int], block: int, section: str) -> tuple[BudgetRow, ...]:
    """The rows below a money heading, up to the first that holds no amount. Where they don't stand under their
    headings (a merged label wider than its rows), they are read one column beside."""
    straight = _rows_under(grid, start, columns, block, section)
    if _fits(straight):
        return straight
    for by in (1, -1):
        beside = {kind: col + by for kind, col in columns.items()}
        if min(beside.values()) < 1 or max(beside.values()) >= len(grid[0]):
            continue
        shifted = _rows_under(grid, start, beside, block, section)
        if _fits(shifted):
            return shifted
    return straight


def _fits(rows: tuple[BudgetRow, ...]) -> bool:
    """Whether the row that is scored has amounts, points and a rate where they belong."""
    row = next((row for row in rows if is_total_row(row)), None)
    if row is None:
        return False
    weight, score, rate = (row.cells.get(kind) for kind in ("weight", "score", "rate"))
    points_fit = weight is not None and score is not None and score.value <= weight.value <= 100
    percents = ["%" in fold(cell.text) for cell in (weight, score) if cell is not None]
    return points_fit and not any(percents) and (rate is None or "%" in fold(rate.text) or rate.value <= 1)


def points_missed(rows: tuple[BudgetRow, ...]) -> bool:
    """Whether a budget block under a heading of points holds no row that can be, or is, rightly read."""
    points = [row.cells.get(kind) for row in rows for kind in ("weight", "score")]
    return not rows or any(cell is not None and ("%" in fold(cell.text) or cell.value > 100) for cell in points)


def _rows_under(grid: Grid, start: int, columns: dict[str, int], block: int, section: str) -> tuple[BudgetRow, ...]:
    rows: list[BudgetRow] = []
    first = min(columns.values())
    for number in range(start, len(grid)):
        row = grid[number]
        cells = {kind: _amount(block, row[columns[kind]], section) for kind in _KINDS if kind in columns}
        if "rate_score" in columns:
            cells |= _pair(block, row[columns["rate_score"]], section)
        if "weight" not in columns and cells.get("score"):
            cells["weight"] = _weight_above(block, grid[start - 1], section)
        label = _label(row, first, number) or (_own_label(row, first, start) if number == start else None)
        if label is None or label.text.strip() == "" or not _plausible(row, columns):
            break
        rows.append(BudgetRow(" ".join(label.text.split()), whole(block, label, section), cells))
    return tuple(row for row in rows if any(row.cells.values()))


def _label(row: list[Cell | None], first: int, number: int) -> Cell | None:
    """The nearest text on the left of the amounts that begins in this row (not the block's own tall label)."""
    for cell in reversed(row[:first]):
        if cell is not None and not blank(cell) and cell.row == number:
            return cell
    return None


def _own_label(row: list[Cell | None], first: int, start: int) -> Cell | None:
    """The block's own label, beside a heading and a single row of amounts."""
    cell = row[first - 1] if first else None
    return cell if cell is not None and not blank(cell) and (cell.row, cell.rowspan) == (start - 1, 2) else None


def _plausible(row: list[Cell | None], columns: dict[str, int]) -> bool:
    """True while every cell below the headings is an amount, a dash or blank."""
    for kind, col in columns.items():
        cell = row[col]
        if not blank(cell) and _amount(0, cell, "") is None and kind in ("initial", "budget", "spent"):
            return False
    return True


def _pair(block: int, cell: Cell | None, section: str) -> dict[str, Score | None]:
    """A cell that holds rate and score at once (97.50%，9.75)."""
    match = None if cell is None else _PAIR.fullmatch(fold(cell.text))
    if cell is None or match is None:
        return {"rate": None, "score": None}
    found: dict[str, Score | None] = {}
    for kind in ("rate", "score"):
        start, end = match.span(kind)
        value = Decimal(re.sub(r"[^\d.]", "", match[kind]))
        found[kind] = Score(value, cell.text[start:end], place_of(block, cell, start, end, section))
    return found


def _weight_above(block: int, heads: list[Cell | None], section: str) -> Score | None:
    """The points of the money block where only its heading tells them (预算执行情况（20分）)."""
    for cell in heads:
        match = None if cell is None else _WEIGHT.search(fold(cell.text))
        if cell is not None and match is not None:
            start, end = match.span("all")
            return Score(Decimal(match["number"]), cell.text[start:end], place_of(block, cell, start, end, section))
    return None


def _amount(block: int, cell: Cell | None, section: str) -> Score | None:
    if cell is None or blank(cell):
        return None
    match = _AMOUNT.fullmatch(fold(cell.text))
    if match is None:
        return points(block, cell, section)
    start = match.start("all")
    text = cell.text[start : match.end()].strip()
    value = Decimal(re.sub(r"[,，]", "", match["all"]))
    return Score(value, text, place_of(block, cell, start, start + len(text), section))


def is_total_row(row: BudgetRow) -> bool:
    """True for the row of the year's whole money, the only one that is scored."""
    return bool(re.search("总额|总金额|总计|合计|总量|年度资金", plain(row.label)))
