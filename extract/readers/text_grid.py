"""Tables of plain text: what became of merged cells when a table was written out as rows of texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from extract.document import Cell, Table
from extract.readers import grid

_LOOK_AROUND = 200
"""Rows above or below a short one that are enough to tell which columns hold numbers."""
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


def merged_table(rows: Rows, covered_are_empty: bool = False) -> Table:
    """Give merged cells back what the text form lost. `covered_are_empty`: every position has its text, an empty
    one where a cell to the left or above covers it, as in rows copied from a worksheet.

    A row of one cell spans the table. Empty cells at the beginning of a row go on with the ones above, and so does
    one further in below a cell that already does. A row with fewer cells than the table is set so that its numbers stand under numbers: what is left
    over widens the cells before them, or the words at its end, or fills the row up with empty cells.
    """
    width = max(len(row) for row in rows)
    grid.check_size(len(rows), width)
    slots = _slots(rows, width)
    if covered_are_empty:
        rows, slots = _without_covered(rows, slots)
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
    """Where the cells of each row stand. Short rows below a short heading stand as it does."""
    found: list[Slots] = []
    for size, run in groupby(rows, len):
        alike = [tuple(map(_sort, row)) for row in run]
        if size == 1 and width > 1:
            found.extend(((0, width if sorts != ("blank",) else 1),) for sorts in alike)
        elif size == width:
            found.extend([tuple((col, 1) for col in range(width))] * len(alike))
        else:
            together = "number" not in alike[0]
            for segment in [alike] if together else [[sorts] for sorts in alike]:
                numbers = _number_columns(rows, len(found), width)
                found.extend([_under_numbers(segment, numbers)] * len(segment))
    if _is_title(rows):
        found[0] = ((0, width),)
    return found


def _without_covered(rows: Rows, slots: list[Slots]) -> tuple[Rows, list[Slots]]:
    """Let the label of a row reach over the empty cells between it and the first number, as totals are merged."""
    kept_rows: list[Sequence[str]] = []
    kept_slots: list[Slots] = []
    for row, places in zip(rows, slots, strict=True):
        sorts = [_sort(text) for text in row]
        reach = 1
        while reach < len(sorts) and sorts[reach] == "blank" and not row[reach]:
            reach += 1
        if len(places) == len(row) and sorts[0] == "words" and 1 < reach < len(row) and sorts[reach] == "number":
            kept_rows.append([row[0], *row[reach:]])
            kept_slots.append(((0, reach), *places[reach:]))
        else:
            kept_rows.append(row)
            kept_slots.append(places)
    return kept_rows, kept_slots


def _is_title(rows: Rows) -> bool:
    """A first row that holds one text and blanks was one merged cell."""
    return len(rows) > 1 and bool(rows[0][0]) and not any(rows[0][1:])


def _sort(text: str) -> str:
    if not any(c.isalnum() for c in text):
        return "blank"
    return "number" if _NUMBER.fullmatch(text.strip()) else "words"


def _number_columns(rows: Rows, number: int, width: int) -> tuple[int, ...]:
    """How many more numbers than words each column holds, by the full rows above a row up to their heading; if
    there are none, by those below."""
    above = _counted(reversed(rows[max(number - _LOOK_AROUND, 0) : number]), width)
    return above if any(above) else _counted(iter(rows[number : number + _LOOK_AROUND]), width)


def _counted(rows: Iterator[Sequence[str]], width: int) -> tuple[int, ...]:
    weight = {"number": 1, "words": -1, "blank": 0}
    found = [0] * width
    seen_numbers = False
    for row in rows:
        if len(row) != width:
            continue
        sorts = [_sort(text) for text in row]
        if "number" not in sorts and seen_numbers:
            break
        seen_numbers = seen_numbers or "number" in sorts
        found = [count + weight[sort] for count, sort in zip(found, sorts, strict=True)]
    return tuple(found) if seen_numbers else (0,) * width


def _under_numbers(rows: Sequence[Sequence[str]], numbers: tuple[int, ...]) -> Slots:
    """The places of the cells of short rows that stand alike, with most numbers in columns of numbers.

    Where several are as good, the last number stands in the last column of numbers (a score, in most tables), and
    all stand as far to the left as can be, or to the right if the rows end with an empty cell, which then is that
    of the last column.
    """
    count = len(rows[0])
    holds = [sum(row[cell] == "number" for row in rows) for cell in range(count)]
    pull = 1 if all(row[-1] == "blank" for row in rows) else -1
    last_number = max((cell for cell in range(count) if holds[cell]), default=-1)
    last_column = max((col for col, margin in enumerate(numbers) if margin > 0), default=-1)

    @cache
    def best(cell: int, col: int) -> tuple[int, bool, int, tuple[int, ...]]:
        """(fit of the numbers, last one in the last column, pull, columns) of the cells from `cell` on, which
        stand in column `col` or after it."""
        if cell == count:
            return 0, False, 0, ()
        options = []
        for place in range(col, len(numbers) - (count - cell) + 1):
            fit, ends_well, pulled, places = best(cell + 1, place + 1)
            ends_well = ends_well or (cell == last_number and place == last_column)
            options.append((fit + holds[cell] * numbers[place], ends_well, pulled + pull * place, (place, *places)))
            if cell == 0:
                break  # the first cell of a row stands first
        return max(options)

    columns = best(0, 0)[-1]
    wordy = all(row[-1] == "words" for row in rows)
    ends = (*columns[1:], len(numbers) if wordy else columns[-1] + 1)
    return tuple((col, end - col) for col, end in zip(columns, ends, strict=True))
