"""Tables of plain text: what became of merged cells when a table was written out as rows of texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from extract.document import Cell, Table
from extract.readers import grid

_LOOK_BACK = 200
"""Rows above a short one that are enough to tell which columns hold numbers."""
Rows = Sequence[Sequence[str]]
Slots = tuple[tuple[int, int], ...]
"""(column, columns covered) of each cell of a row."""

_NUMBER = re.compile(r"[(（]?[-+−]?\d[\d,，]*(?:[.．]\d+)?\s*(?:%|％|‰|分|元|万元|亿元)?[)）]?")


def plain_table(rows: Rows) -> Table:
    """Rows of cells without spans; short rows are filled up."""
    width = max(len(row) for row in rows)
    grid.check_size(len(rows), width)
    cells = tuple(
        Cell(number, col, row[col] if col < len(row) else "") for number, row in enumerate(rows) for col in range(width)
    )
    return Table(len(rows), width, cells)


def merged_table(rows: Rows) -> Table:
    """Give merged cells back what the text form lost.

    A row of one cell spans the table. Empty cells at the beginning of a row go on with the ones above, and so does
    one further in below a cell that already does. A row with fewer cells than the table is set so that its numbers stand under numbers: what is left
    over widens the cells before them, or the words at its end, or fills the row up with empty cells.
    """
    width = max(len(row) for row in rows)
    grid.check_size(len(rows), width)
    slots = _slots(rows, width)
    cells: dict[tuple[int, int], Cell] = {}
    above: dict[tuple[int, int], tuple[int, int]] = {}
    for number, row in enumerate(rows):
        if slots[number] == ((0, width),):
            above = {}
        leading = any(row)
        for text, (col, span) in zip(row, slots[number], strict=False):
            leading = leading and not text
            anchor = above.get((col, span))
            if not text and anchor is not None and (leading or cells[anchor].rowspan > 1):
                upper = cells[anchor]
                cells[anchor] = Cell(upper.row, upper.col, upper.text, number - upper.row + 1, span)
                continue
            cells[number, col] = Cell(number, col, text, colspan=span)
            above = {place: at for place, at in above.items() if place[0] + place[1] <= col or place[0] >= col + span}
            above[col, span] = (number, col)
        last = slots[number][-1]
        for col in range(last[0] + last[1], width):
            cells[number, col] = Cell(number, col, "")
    return Table(len(rows), width, tuple(cells[key] for key in sorted(cells)))


def _slots(rows: Rows, width: int) -> list[Slots]:
    """Where the cells of each row stand. Short rows below a short heading stand as it does: side by side."""
    found: list[Slots] = []
    headed = _with_own_heading(rows)
    for number, row in enumerate(rows):
        if (len(row) == 1 and row[0]) or _is_title(rows, number):
            found.append(((0, width),))
        elif len(row) == width or number in headed:
            found.append(tuple((col, 1) for col in range(len(row))))
        else:
            found.append(_under_numbers(tuple(map(_sort, row)), _number_columns(rows, number, width)))
    return found


def _with_own_heading(rows: Rows) -> set[int]:
    """Rows with a row without numbers among the neighbours that have as many cells as they."""
    found: set[int] = set()
    number = 0
    for _, run in groupby(rows, len):
        alike = list(run)
        if len(alike) > 1 and any("number" not in map(_sort, row) for row in alike):
            found.update(range(number, number + len(alike)))
        number += len(alike)
    return found


def _is_title(rows: Rows, number: int) -> bool:
    """A first row that holds one text and blanks was one merged cell."""
    return number == 0 and len(rows) > 1 and bool(rows[0][0]) and not any(rows[0][1:])


def _sort(text: str) -> str:
    if not any(c.isalnum() for c in text):
        return "blank"
    return "number" if _NUMBER.fullmatch(text.strip()) else "words"


def _number_columns(rows: Rows, number: int, width: int) -> tuple[int, ...]:
    """How many more numbers than words each column holds, by the full rows above a row up to their heading."""
    weight = {"number": 1, "words": -1, "blank": 0}
    found = [0] * width
    for row in reversed(rows[max(number - _LOOK_BACK, 0) : number]):
        if len(row) != width:
            continue
        sorts = [_sort(text) for text in row]
        if "number" not in sorts and any(found):
            break
        found = [count + weight[sort] for count, sort in zip(found, sorts, strict=True)]
    return tuple(found)


def _under_numbers(sorts: tuple[str, ...], numbers: tuple[int, ...]) -> Slots:
    """The places of a short row's cells with most numbers in columns of numbers.

    Where several are as good, the last number stands in the last column of numbers (a score, in most tables), and
    all stand as far to the left as can be, or to the right if the row ends with an empty cell, which then is that
    of the last column.
    """
    pull = 1 if sorts[-1] == "blank" else -1
    last_number = max((n for n, sort in enumerate(sorts) if sort == "number"), default=-1)
    last_column = max((col for col, margin in enumerate(numbers) if margin > 0), default=-1)

    @cache
    def best(cell: int, col: int) -> tuple[int, bool, int, tuple[int, ...]]:
        """(fit of the numbers, last one in the last column, pull, columns) of the cells from `cell` on, which
        stand in column `col` or after it."""
        if cell == len(sorts):
            return 0, False, 0, ()
        options = []
        for place in range(col, len(numbers) - (len(sorts) - cell) + 1):
            fit, ends_well, pulled, places = best(cell + 1, place + 1)
            fit += numbers[place] if sorts[cell] == "number" else 0
            ends_well = ends_well or (cell == last_number and place == last_column)
            options.append((fit, ends_well, pulled + pull * place, (place, *places)))
            if cell == 0:
                break  # the first cell of a row stands first
        return max(options)

    columns = best(0, 0)[-1]
    ends = (*columns[1:], len(numbers) if sorts[-1] == "words" else columns[-1] + 1)
    return tuple((col, end - col) for col, end in zip(columns, ends, strict=True))
