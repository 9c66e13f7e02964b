"""The unit that a bare number in a table inherits from a heading, a unit column, or a 单位 line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extract.document import Document, Paragraph, Table
from extract.glossary import fold
from extract.tables.cells import MONEY_UNITS, bracketed_unit, is_unit, nature_of, stated_units
from extract.tables.columns import Band
from extract.tables.fund_lists import fund_lists
from extract.tables.headings import Layout, layout

_BARE = re.compile(r"-?\d+(?:\.\d+)?")
_LOOK_BACK = 3  # a 单位 line stands at most a few paragraphs above its table (title, unit, note)


def units(document: Document, block: int) -> dict[tuple[int, int], str]:
    """For each number cell of a table (by its anchor) the unit as written that it inherits; absent: none.

    A column heading beats a row heading, that a unit column, that a line 单位：万元 in or above the table. Only
    money columns take the money unit of such a line: rates, counts and points have units of their own.
    """
    table = document.blocks[block]
    if not isinstance(table, Table):
        return {}
    plan = layout(table)
    general = _general(document, block, plan)
    found: dict[tuple[int, int], str] = {}
    corners = [_corner(plan, band) for band in plan.bands]
    columns: dict[tuple[int, int], tuple[str, str]] = {}
    inherited: dict[tuple[int, int], tuple[str, str]] = {}
    listed = {(cell.row, cell.col) for one in fund_lists(table) for cell in one.cells}
    for cell in table.cells:
        if (cell.row, cell.col) in listed:
            found[cell.row, cell.col] = _of_list(plan, cell.row, corners, general)
            continue
        if not plan.is_value(cell.row, cell.col):
            continue
        key = (plan.band_of[cell.row], cell.col)
        if key not in columns:
            columns[key] = _column_unit(plan, cell.row, cell.col, inherited)
            if columns[key] == ("", "rate") and _in_hundredths(plan, *key):
                columns[key] = "%", "rate"
        unit = _unit(plan, cell.row, cell.col, columns[key], corners[key[0]] or general)
        if unit:
            found[cell.row, cell.col] = unit
    return found


def _unit(plan: Layout, row: int, col: int, column: tuple[str, str], general: tuple[str, ...]) -> str:
    written, nature = column
    if written:
        return written
    if nature == "points":
        return "分"
    own, row_nature = _written(plan.row_path(row, col), row=True)
    if nature == "rate":
        return own if own in {"%", "‰"} else next((u for u in general if u in {"%", "‰"}), "")
    if nature == "count":
        own = "" if own in MONEY_UNITS else own
    if own:
        return own
    band = plan.band(row)
    if band and band.unit_column is not None and is_unit(plan.texts[row][band.unit_column]):
        return fold(plan.texts[row][band.unit_column])
    if nature or row_nature:
        return _counted(general, nature or row_nature)
    return _of_block(plan, row, col) or (general[0] if general else "")


def _of_block(plan: Layout, row: int, col: int) -> str:
    """In a form without headings, the money unit that the label of the whole block gives: 项目资金（万元） | 资金总额 | 386.00."""
    band = plan.band(row)
    if band is None or band.header:
        return ""
    units = (bracketed_unit(plan.texts[row][before]) for before in range(col) if plan.kinds[row][before] == "text")
    return next((unit for unit in units if unit in MONEY_UNITS), "")


def _of_list(plan: Layout, row: int, corners: Sequence[tuple[str, ...]], general: tuple[str, ...]) -> str:
    """The money unit of amounts that stand behind their names in one cell."""
    at = plan.band_of[row]
    stated = (*(corners[at] if at >= 0 else ()), *general, *map(bracketed_unit, plan.texts[row]))
    return next((unit for unit in stated if unit in MONEY_UNITS), "")


def _in_hundredths(plan: Layout, band: int, col: int) -> bool:
    """Whether the bare numbers of a rate column are percentages (95.2) rather than fractions (0.952): most of
    them are above 1.5, which no execution rate printed as a fraction is."""
    shown = [plan.texts[row][col] for row in plan.bands[band].body if plan.kinds[row][col] == "number"]
    bare = [fold(text).replace(",", "") for text in shown]
    values = [abs(Decimal(text)) for text in bare if _BARE.fullmatch(text)]
    return sum(value > Decimal("1.5") for value in values) * 2 > len(values)


def _counted(general: tuple[str, ...], nature: str) -> str:
    """A count may take a table-wide counting unit, never its money unit; points are 分."""
    if nature == "points":
        return "分"
    if nature != "count" or len(general) != 1:
        return ""
    return "" if general[0] in MONEY_UNITS else general[0]


def _column_unit(
    plan: Layout, row: int, col: int, inherited: dict[tuple[int, int], tuple[str, str]]
) -> tuple[str, str]:
    """(unit written in the column's headings, what the column counts in): the innermost level that says so.

    金额（万元） | 其中：中央 | 省级: the columns from 其中 on are in the unit of the column they are parts of. What a
    column takes from its left is kept in `inherited`, so that a wide table is walked once.
    """
    found = _written(plan.col_path(row, col))
    band, before = plan.band_of[row], col
    walked: list[int] = []
    while not any(found) and before > 0:
        known = inherited.get((band, before))
        if known is not None:
            found = known
            break
        walked.append(before)
        path = plan.col_path(row, before)
        before -= 1
        left = _written(plan.col_path(row, before))
        if path and fold(path[-1]).startswith("其中"):
            found = left
            break
        if any(left):
            break
    inherited.update(((band, number), found) for number in walked)
    return found


def _written(path: tuple[str, ...], row: bool = False) -> tuple[str, str]:
    """(unit in brackets, what is counted) of the innermost heading that says either."""
    for text in reversed(path):
        unit, nature = bracketed_unit(text), nature_of(text, row)
        if unit or nature:
            return unit, nature
    return "", ""


def _general(document: Document, block: int, plan: Layout) -> tuple[str, ...]:
    """The units stated for the whole table: in its title rows, or in the lines above it."""
    for row in plan.titles:
        for text in dict.fromkeys(plan.texts[row]):
            found = stated_units(text)
            if found:
                return found
    for before in range(block - 1, max(-1, block - 1 - _LOOK_BACK), -1):
        above = document.blocks[before]
        if not isinstance(above, Paragraph):
            break
        text = above.text.strip()
        found = stated_units(text) if len(text) <= 60 else ()
        if found:
            return found
    return ()


def _corner(plan: Layout, band: Band) -> tuple[str, ...]:
    """The unit in a band's corner: the heading of its label columns, 项目资金（万元）."""
    for row in band.header:
        for col, text in enumerate(plan.texts[row]):
            if col in band.values:
                break
            found = stated_units(text) or ((bracketed_unit(text),) if bracketed_unit(text) else ())
            if found:
                return found
    return ()
