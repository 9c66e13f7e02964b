"""Finding the score cards of a document and putting them together from their tables."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

import msgspec

from extract.cards.cells import heading, plain
from extract.cards.columns import Columns, headings, patterns
from extract.cards.indicators import Body, total_beside
from extract.cards.money import announces_points, money_columns, money_rows, points_missed
from extract.cards.summary import lying_summary
from extract.document import Document, Grid, Paragraph, Place, Table
from extract.scorecard import BudgetRow, Indicator, Score, Scorecard

_HUNDRED = 100


class _Open(msgspec.Struct):
    """A card under way: it may go on in the next table."""

    body: Body
    columns: Columns
    kind: str
    place: Place
    last: int
    width: int
    money: tuple[BudgetRow, ...] = ()
    money_missed: bool = False
    apart: tuple[BudgetRow, ...] = ()
    """The budget block that stands right before the card in a table of its own."""


def scorecards(document: Document) -> tuple[Scorecard, ...]:
    """Every score card of the document in reading order, whatever its layout; an empty tuple if there is none.

    A card that goes on in the following table (with its headings repeated, or without any) is one card.
    """
    found: list[Scorecard] = []
    current: _Open | None = None
    apart: tuple[BudgetRow, ...] = ()
    sections = document.sections
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if current is not None and not _short(block.text):
                found.extend(_close(current))
                current = None
            continue
        grid = block.grid
        if current is not None and _goes_on(current, grid, number):
            columns = _first_headings(grid)
            start = 0 if columns is None else columns[1].body
            current.body.feed(grid, current.columns, range(start, len(grid)), number, sections[number])
            current.last = number
            continue
        if current is not None:
            found.extend(_close(current))
            current = None
        summary = lying_summary(grid, number, sections[number])
        if summary is not None:
            found.append(summary)
            continue
        cards = _cards_of(grid, number, sections[number])
        if not cards:
            apart = _money_of(grid, number, sections[number])
            continue
        if apart and not cards[0].money:
            cards[0].apart = apart
        apart = ()
        for card in cards[:-1]:
            found.extend(_close(card))
        current = cards[-1]
    if current is not None:
        found.extend(_close(current))
    return tuple(_settle(found))


def _money_of(grid: Grid, block: int, section: str) -> tuple[BudgetRow, ...]:
    """The budget block of a form that prints it as a table of its own; empty where it awards no points."""
    for row, cells in enumerate(grid[:2]):
        columns = money_columns(cells)
        if {"weight", "score"} <= columns.keys():
            return money_rows(grid, row + 1, columns, block, section)
    return ()


@lru_cache(maxsize=32)
def is_card(table: Table) -> bool:
    """True where a table is a score card of its own (not the continuation of one)."""
    grid = table.grid
    return lying_summary(grid, 0, "") is not None or bool(_cards_of(grid, 0, ""))


def _cards_of(grid: Grid, block: int, section: str) -> list[_Open]:
    """The cards of one table: each heading row begins one, unless it repeats the one before on a new page."""
    cards: list[_Open] = []
    starts = _heading_rows(grid)
    money: tuple[BudgetRow, ...] = ()
    missed = False
    first_row = 0
    for position, (row, columns) in enumerate(starts):
        total = None
        for above in range(first_row, row):
            total = total_beside(grid[above], block, section) or total
            if spots := money_columns(grid[above]):
                money = money_rows(grid, above + 1, spots, block, section) or money
                missed = "weight" in spots and points_missed(money)
            elif not money and announces_points(grid[above]):
                missed = True
        end = starts[position + 1][0] if position + 1 < len(starts) else len(grid)
        repeated = bool(cards) and _same(cards[-1].columns, columns) and not cards[-1].body.totals.met
        if not (repeated and not money):
            place = Place(block, None, None, 0, 0, section=section)
            cards.append(_Open(Body(), columns, _kind(grid, row, money), place, block, len(grid[0]), money, missed))
            cards[-1].body.totals.claimed = total
        cards[-1].body.feed(grid, columns, range(columns.body, end), block, section)
        money, missed, first_row = (), False, columns.body
    return cards


def _same(one: Columns, other: Columns) -> bool:
    """Whether two heading rows are one repeated, be it numbered (年度绩效目标1, 年度绩效目标2)."""
    return [re.sub(r"\d+", "", text) for text in one.heads] == [re.sub(r"\d+", "", text) for text in other.heads]


def _heading_rows(grid: Grid) -> list[tuple[int, Columns]]:
    found: list[tuple[int, Columns]] = []
    for row in range(len(grid)):
        if found and row < found[-1][1].body:
            continue
        columns = headings(grid, row)
        if columns is not None:
            found.append((row, columns))
    return found


def _first_headings(grid: Grid) -> tuple[int, Columns] | None:
    for row in range(min(3, len(grid))):
        columns = headings(grid, row)
        if columns is not None:
            return row, columns
    return None


def _kind(grid: Grid, row: int, money: tuple[BudgetRow, ...]) -> str:
    """The layout: what stands above the headings tells a form from a bare indicator table."""
    above = [plain(cell.text) for cells in grid[:row] for cell in dict.fromkeys(cells) if cell is not None]
    names = patterns("rows")
    if any(names["department"].search(text) for text in above) and not any("项目名称" in text for text in above):
        return "department_form" if money or any(names["form"].search(text) for text in above) else "indicator_table"
    if money or any(names["form"].search(text) for text in above):
        return "project_form"
    return "indicator_table"


def _short(text: str) -> bool:
    """A line between two parts of one table: 续表, a unit line; anything longer ends the card."""
    return patterns("rows")["continued"].match(plain(text)) is not None or plain(text).startswith("单位:")


def _goes_on(card: _Open, grid: Grid, number: int) -> bool:
    if card.body.totals.met or not grid or not grid[0]:
        return False
    first = _first_headings(grid)
    if first is not None:
        return _same(first[1], card.columns) and len(_heading_rows(grid)) == 1 and first[0] <= 1
    return len(grid[0]) == card.width and number - card.last == 1 and not _looks_new(grid)


def _looks_new(grid: Grid) -> bool:
    texts = [heading(cell.text) for cell in grid[0] if cell is not None]
    return any(patterns("rows")["form"].fullmatch(text) for text in texts) or bool(money_columns(grid[0]))


def _close(card: _Open) -> list[Scorecard]:
    """The finished card, or nothing where its rows held no indicator."""
    indicators = card.body.finish()
    totals = card.body.totals
    if not any(i.weight or i.claimed or i.target for i in indicators):
        return []
    indicators, weight = _to_points(indicators, totals.weight)
    money = card.money
    if weight is not None and any(_fills(row.cells.get("weight"), weight) for row in card.apart):
        money = card.apart
    return [
        Scorecard(
            kind=card.kind,
            indicators=indicators,
            place=card.place,
            total_weight=weight,
            total_claimed=totals.claimed,
            grade=totals.grade,
            grade_place=totals.grade_place,
            money=money,
            money_missed=card.money_missed,
        )
    ]


def _fills(points: Score | None, total: Score) -> bool:
    """Whether the points of a budget block are what the indicators' lack to a hundred."""
    return points is not None and points.value + total.value == _HUNDRED


def _to_points(indicators: tuple[Indicator, ...], total: Score | None) -> tuple[tuple[Indicator, ...], Score | None]:
    """Weights written as fractions of one (0.05) as points of a hundred."""
    weights = [i.weight.value for i in indicators if i.leaf and i.weight is not None]
    scores = [i.claimed.value for i in indicators if i.leaf and i.claimed is not None]
    if len(weights) < 3 or sum(weights) != 1 or (scores and max(scores) <= 1):
        return indicators, total

    def hundredfold(score: Score | None) -> Score | None:
        return None if score is None else msgspec.structs.replace(score, value=score.value * Decimal(100))

    scaled = tuple(msgspec.structs.replace(i, weight=hundredfold(i.weight)) for i in indicators)
    return scaled, hundredfold(total)


def _settle(cards: list[Scorecard]) -> list[Scorecard]:
    """A flat card that repeats the first level of a fuller one is that one's summary."""
    fuller = {
        indicator.name for card in cards if any(i.level > 1 for i in card.indicators) for indicator in card.indicators
    }
    return [
        msgspec.structs.replace(card, kind="summary") if _is_flat(card) and _names(card) <= fuller else card
        for card in cards
    ]


def _is_flat(card: Scorecard) -> bool:
    bare = not any(i.level > 1 or i.rule or i.target for i in card.indicators)
    return bare and card.kind == "indicator_table"


def _names(card: Scorecard) -> set[str]:
    return {indicator.name for indicator in card.indicators}
