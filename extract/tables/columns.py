"""Which columns of a band name the rows, which hold figures, and which labels belong to which figures."""

from __future__ import annotations

import re

import msgspec

from extract.glossary import fold, measure_of, terms
from extract.tables.cells import Kind, is_unit, is_year, nature_of
from extract.tables.rows import worded

CODE = re.compile(r"[1-5]\d{2}(?:\d{2}){0,3}")
Texts = tuple[tuple[str, ...], ...]


class Band(msgspec.Struct, frozen=True):
    """Header rows and the body rows below them. `labels[c]` are the label columns that name the rows for
    value column c; `values` the columns that may hold figures; `unit_column` holds each row's unit, if any."""

    header: tuple[int, ...]
    body: tuple[int, ...]
    values: tuple[int, ...]
    labels: tuple[tuple[int, ...], ...]
    unit_column: int | None = None


class Cut(msgspec.Struct, frozen=True):
    """A band before its columns are told apart: header rows, body rows, and the table's texts and kinds.
    `filled` are the texts with the empty positions that a heading reaches filled in."""

    header: tuple[int, ...]
    body: tuple[int, ...]
    texts: Texts
    kinds: tuple[tuple[Kind, ...], ...]
    filled: list[list[str]]

    def band(self) -> Band:
        """Tell label columns from value columns, then fill groups down."""
        self._fill_header()
        cols = len(self.texts[0])
        band = self._columns(cols) if self.header else Band((), self.body, tuple(range(cols)), ((),) * cols)
        self._fill_down(band)
        return band

    def _fill_header(self) -> None:
        """In upper header rows, an empty position belongs to the text on its left, if the row below has text there."""
        for row in self.header[:-1]:
            lower = [r for r in self.header if r > row]
            for col in range(1, len(self.filled[row])):
                named = any(self.texts[r][col] for r in lower)
                left = self.filled[row][col - 1]
                # a header on the left without a second level can't stretch to the right
                split = any(self.texts[r][col - 1] not in {"", self.texts[row][col - 1]} for r in lower)
                if not self.filled[row][col] and named and left and split:
                    self.filled[row][col] = left

    def _columns(self, cols: int) -> Band:
        values: list[int] = []
        stubs: list[list[int]] = []
        labels: list[tuple[int, ...]] = []
        unit_column: int | None = None
        open_stub = True
        for col in range(cols):
            sort = self._sort(col, bool(values), stubs)
            if sort == "label":
                if stubs and open_stub:
                    stubs[-1].append(col)
                else:
                    stubs.append([col])
                open_stub = True
            elif sort == "unit":
                unit_column = col
            elif sort == "value":
                values.append(col)
                open_stub = False
            labels.append(tuple(stubs[-1]) if stubs else ())
        if stubs:
            labels = [found or tuple(stubs[0]) for found in labels]
        return Band(self.header, self.body, tuple(values), tuple(labels), unit_column)

    def _sort(self, col: int, after_values: bool, stubs: list[list[int]]) -> str:
        """What a column is: label, unit, value, or "" (numbering, remarks)."""
        levels = dict.fromkeys(self.filled[row][col] for row in self.header if worded(self.filled[row][col]))
        heading, lowest = fold("".join(levels)), next(reversed(levels), "")
        nature = nature_of(lowest)
        kinds = [self.kinds[row][col] for row in self.body]
        numbers, words = kinds.count("number"), kinds.count("text")
        years = sum(is_year(self.texts[row][col]) for row in self.body)
        if years and years == numbers + sum(is_year(t) for t in self._words(col)) and not after_values:
            return "label"
        if nature == "numbering" or (not after_values and self._codes(col)):
            return ""
        if heading.endswith("单位") and words and sum(map(is_unit, self._words(col))) * 2 > words:
            return "unit"
        if numbers and (numbers >= words or measure_of(lowest) or nature):
            return "value"
        if words:
            return "label" if not after_values or self._second_block(heading, stubs) else ""
        return ""

    def _codes(self, col: int) -> bool:
        """Whether a column holds account codes, of which the shorter head the longer (201, 20103, 2010301)."""
        shown = [self.texts[row][col] for row in self.body if self.kinds[row][col] == "number"]
        codes = set(shown)
        if len(codes) < 2 or not all(CODE.fullmatch(text) for text in shown):
            return False
        return any(code[:3] in codes or code[:5] in codes for code in codes if len(code) > 3)

    def _words(self, col: int) -> list[str]:
        return [self.texts[row][col] for row in self.body if self.kinds[row][col] == "text"]

    def _second_block(self, heading: str, stubs: list[list[int]]) -> bool:
        """Whether a text column right of figures begins a second block rather than being a remark."""
        if nature_of(heading) or measure_of(heading):
            return False
        firsts = {fold(self.filled[row][col]) for stub in stubs for col in stub for row in self.header}
        return heading in firsts or any(heading.endswith(word) for word in terms()["headings"]["items"])

    def _fill_down(self, band: Band) -> None:
        """An empty cell of an outer label column continues the group above it."""
        for stub in set(band.labels):
            for position, col in enumerate(stub[:-1]):
                last = ""
                for row in band.body:
                    if self.filled[row][col]:
                        last = self.filled[row][col]
                    elif last and any(self.filled[row][inner] for inner in stub[position + 1 :]):
                        self.filled[row][col] = last
