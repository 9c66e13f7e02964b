"""Which rows and columns of a table are headings, and what they say of each cell.

A table may hold several bands, each with its own header rows (the money block and the indicators of one
form). Inside a band columns are label columns or value columns; two blocks side by side (收入 | 金额 | 支出 |
金额) have label columns of their own. Covered positions show their anchor, so spans inherit by themselves.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from extract.document import Table
from extract.tables.cells import Kind, kind_of
from extract.tables.columns import Band, Cut
from extract.tables.rows import Rows, worded


class Layout(msgspec.Struct, frozen=True):
    """What the layout says. `texts`, `kinds`, `anchors` show at every position the cell that covers it;
    `filled` are the texts with the empty positions that a heading reaches filled in. `titles` are rows of one
    text or of captions, `band_of` the band of each body row (−1: none), `section_of` the section row above."""

    texts: tuple[tuple[str, ...], ...]
    kinds: tuple[tuple[Kind, ...], ...]
    anchors: tuple[tuple[tuple[int, int] | None, ...], ...]
    bands: tuple[Band, ...]
    titles: tuple[int, ...]
    band_of: tuple[int, ...]
    section_of: tuple[str, ...]
    filled: tuple[tuple[str, ...], ...]

    def band(self, row: int) -> Band | None:
        """The band whose body holds this row."""
        number = self.band_of[row]
        return self.bands[number] if number >= 0 else None

    def col_path(self, row: int, col: int) -> tuple[str, ...]:
        """The header texts above a cell, outermost first, without column numbers and formulas."""
        band = self.band(row)
        path: dict[str, None] = {}
        for header in band.header if band else ():
            text = self.filled[header][col]
            if worded(text):
                path[text] = None
        return tuple(path)

    def row_path(self, row: int, col: int) -> tuple[str, ...]:
        """The row headings of a cell, outermost first: section row, groups, its own label. In a form, where
        there is no header, the label on its left."""
        band = self.band(row)
        if band is None or not band.header:
            return self._left(row, col)
        path = {self.section_of[row]: None} if self.section_of[row] else {}
        for label in band.labels[col]:
            if label < col and self.filled[row][label]:
                path[self.filled[row][label]] = None
        return tuple(path)

    def _left(self, row: int, col: int) -> tuple[str, ...]:
        for before in range(col - 1, -1, -1):
            if self.kinds[row][before] == "text":
                return (self.texts[row][before],)
        return ()

    def row_label(self, row: int, col: int) -> str:
        """The row heading of a cell as one text."""
        return " ".join(self.row_path(row, col))

    def is_value(self, row: int, col: int) -> bool:
        """Whether a figure may stand here: the anchor of a number cell in a value column of a body."""
        band = self.band(row)
        if band is None or self.anchors[row][col] != (row, col) or self.kinds[row][col] != "number":
            return False
        return not band.header or col in band.values


@lru_cache(maxsize=32)
def layout(table: Table) -> Layout:
    """The headings of a table. Linear in the number of cells."""
    grid = table.grid
    texts = tuple(tuple(cell.text.strip() if cell else "" for cell in row) for row in grid)
    kinds = tuple(tuple(kind_of(text) for text in row) for row in texts)
    anchors = tuple(tuple((cell.row, cell.col) if cell else None for cell in row) for row in grid)
    headers, titles, sections = Rows(texts, kinds, grid).sort() if table.cols else ([], [], set())
    filled = [list(row) for row in texts]
    bands: list[Band] = []
    band_of = [-1] * table.rows
    for header, body in _bands(headers, {*titles, *sections}, table.rows):
        for row in body:
            band_of[row] = len(bands)
        bands.append(Cut(header, body, texts, kinds, filled).band())
    return Layout(
        texts,
        kinds,
        anchors,
        tuple(bands),
        tuple(titles),
        tuple(band_of),
        _sections(texts, headers, sections),
        tuple(map(tuple, filled)),
    )


def _bands(headers: list[tuple[int, ...]], skip: set[int], rows: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """(header rows, body rows) from the top; rows above the first header are a band without header."""
    runs: list[tuple[int, ...]] = [(), *headers]
    found: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    for number, run in enumerate(runs):
        first = run[-1] + 1 if run else 0
        last = runs[number + 1][0] if number + 1 < len(runs) else rows
        body = tuple(row for row in range(first, last) if row not in skip)
        if run or body:
            found.append((run, body))
    return found


def _sections(
    texts: tuple[tuple[str, ...], ...], headers: list[tuple[int, ...]], sections: set[int]
) -> tuple[str, ...]:
    """For each row the text of the section row above it, up to the next header."""
    starts = {run[0] for run in headers}
    found: list[str] = []
    current = ""
    for row, shown in enumerate(texts):
        if row in starts:
            current = ""
        elif row in sections:
            current = next(text for text in shown if text)
        found.append(current)
    return tuple(found)
