"""The national forms as data: every cell is held against a pandera schema, and each failure keeps its place.

pandera and pandas take a second to import: only a form with a cell that is not plainly right is held against its schema.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from extract.document import Cell, Document, Place, Table
from extract.glossary import fold
from extract.scorecard import Score, Scorecard

_NOTHING = re.compile(r"[-—–－/\\*无]*|不适用")
_POINTS = re.compile(r"-?\d+(?:\.\d+)?(?:分|%)?")
_AMOUNT = re.compile(r"-?[\d,]+(?:\.\d+)?(?:万元|元|%)?")
_PLAIN_POINTS = re.compile(r"(?:\d{1,2}(?:\.\d+)?|100)?")
_PLAIN_AMOUNT = re.compile(r"(?:\d[\d,]*(?:\.\d+)?)?")
_SCORED = {"分值": "weight", "得分": "claimed"}
_MONEY = {"年初预算数": "initial", "全年预算数": "budget", "全年执行数": "spent"}


class Fault(msgspec.Struct, frozen=True):
    """A cell that its schema refuses: where it stands, its text, the row's name and what is wrong."""

    place: Place
    text: str
    row: str
    column: str
    what: str


def faults(document: Document, card: Scorecard) -> tuple[Fault, ...]:
    """The cells of a form that are not what the form asks for, in reading order; none for other cards."""
    if card.kind not in ("project_form", "department_form"):
        return ()
    found = [*_indicator_faults(document, card), *_money_faults(document, card)]
    return tuple(sorted(found, key=lambda fault: fault.place.order))


def _indicator_faults(document: Document, card: Scorecard) -> Iterator[Fault]:
    leaves = [leaf for leaf in card.leaves if leaf.place.row is not None]
    columns = {name: _column(document, [getattr(leaf, kind) for leaf in leaves]) for name, kind in _SCORED.items()}
    rows = [(leaf.name, leaf.place.block, leaf.place.row or 0) for leaf in leaves]
    yield from _checked(document, rows, columns, _PLAIN_POINTS, _points_schema)


def _money_faults(document: Document, card: Scorecard) -> Iterator[Fault]:
    columns = {name: _column(document, [row.cells.get(kind) for row in card.money]) for name, kind in _MONEY.items()}
    rows = [(row.label, row.place.block, row.place.row or 0) for row in card.money]
    yield from _checked(document, rows, columns, _PLAIN_AMOUNT, _money_schema)


def _column(document: Document, scores: Sequence[Score | None]) -> int | None:
    """The column in which most of these numbers stand, each filling its cell; None where fewer than two do."""
    counted = Counter(score.place.col for score in scores if score is not None and _is_alone(document, score.place))
    col, times = counted.most_common(1)[0] if counted else (None, 0)
    return col if times >= 2 else None


def _is_alone(document: Document, place: Place) -> bool:
    """Whether nothing but a unit stands in the cell beside the number: points inside a name (培训人次（9分）) are none
    of a column of points."""
    text = document.text_at(place)
    return not re.sub(r"[\s分%元万（）()]", "", text[: place.start] + text[place.end :])


def _checked(
    document: Document,
    rows: Sequence[tuple[str, int, int]],
    columns: dict[str, int | None],
    plain: re.Pattern[str],
    schema: Callable[[], Any],
) -> Iterator[Fault]:
    """Validate the raw texts of some columns, all as one series, and give every failure back with its cell. Texts that
    are `plain` hold against the schema."""
    cells: list[tuple[tuple[str, int, int], str, Cell]] = []
    for row in rows:
        for name, col in columns.items():
            cell = None if col is None else _cell(document, row[1], row[2], col)
            if cell is not None and not plain.fullmatch(fold(cell.text)):
                cells.append((row, name, cell))
    if not cells:
        return
    import pandas
    from pandera.errors import SchemaErrors

    texts = pandas.Series([fold(cell.text) for _, _, cell in cells], dtype=object)
    try:
        schema().validate(texts, lazy=True)
    except SchemaErrors as errors:
        told: set[int] = set()
        for case in errors.failure_cases.to_dict("records"):
            number = int(case["index"])
            if number not in told:
                told.add(number)
                row, name, cell = cells[number]
                yield _fault(row, cell, name, str(case["check"]))


def _cell(document: Document, block: int, row: int, col: int) -> Cell | None:
    """The cell of this row and column if it is its own anchor: a merged cell is judged where it begins."""
    table = document.blocks[block]
    return table.cell_at(row, col) if isinstance(table, Table) else None


def _fault(row: tuple[str, int, int], cell: Cell, column: str, what: str) -> Fault:
    text = cell.text
    start = len(text) - len(text.lstrip())
    place = Place(row[1], cell.row, cell.col, start, max(start, len(text.rstrip())))
    return Fault(place, text.strip(), row[0], column, what)


@cache
def _points_schema() -> Any:
    """分值 and 得分 are numbers of points from 0 to 100, or left out."""
    from pandera.pandas import Check, SeriesSchema

    number = Check(lambda text: _blank(text) or bool(_POINTS.fullmatch(text)), element_wise=True, error="应填数字")
    bounds = Check(lambda text: _between(text, _POINTS), element_wise=True, error="应在0到100之间")
    return SeriesSchema(checks=[number, bounds])


@cache
def _money_schema() -> Any:
    """Amounts are numbers, never negative."""
    from pandera.pandas import Check, SeriesSchema

    number = Check(lambda text: _blank(text) or bool(_AMOUNT.fullmatch(text)), element_wise=True, error="应填金额")
    sign = Check(lambda text: not text.startswith("-") or _blank(text), element_wise=True, error="不应为负数")
    return SeriesSchema(checks=[number, sign])


def _blank(text: str) -> bool:
    return _NOTHING.fullmatch(text) is not None


def _between(text: str, shape: re.Pattern[str]) -> bool:
    if shape.fullmatch(text) is None:
        return True
    return 0 <= Decimal(re.sub(r"[分%]", "", text)) <= 100
