"""From marked-up characters to paragraphs and tables in reading order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.readers.characters import clean
from extract.readers.drafts import CellText, Grid, Para
from extract.readers.numbering import Counters, ListFormat
from extract.readers.word97.fib import Binary
from extract.readers.word97.inked import Inked
from extract.readers.word97.lists import read_lists
from extract.readers.word97.marks import Shape, Shapes
from extract.readers.word97.pages import Runs, character_runs, paragraph_runs
from extract.readers.word97.pieces import Pieces, read_pieces
from extract.readers.word97.satellites import Range, Satellites, read_satellites, story_ranges
from extract.readers.word97.styles import read_styles
from extract.readers.word97.tables import Row, lay_out

_MARK = re.compile("[\r\x07\x0c]")
_NO_LIST = 0x0800
"""From here on a list number says that the number of a style was taken away again ([MS-DOC] 2.6.2, sprmPIlfo)."""
_DEEPEST = 16
"""Tables inside tables; a deeper claim is damage."""


@dataclass(slots=True)
class _Stretch:
    """A paragraph's characters (more than one range where the mark between them was deleted), the position of its
    mark, the shapes of that mark and, before it, of any that are only hidden."""

    ranges: list[Range]
    mark: int
    shapes: list[Shape]
    closes_cell: bool = False


@dataclass(slots=True)
class _Open:
    """A table while its rows are read."""

    rows: list[Row] = field(default_factory=list)
    row: Row = field(default_factory=Row)
    cell: CellText = field(default_factory=CellText)
    untouched: bool = True


class Storyteller:
    """Reads the stories of one file one after the other; list counters run through all of them."""

    def __init__(self, binary: Binary) -> None:
        self.pieces: Pieces = read_pieces(binary)
        self.ranges = story_ranges(binary, len(self.pieces.text))
        self.satellites: Satellites = read_satellites(binary, self.ranges, len(self.pieces.text))
        self._runs: Runs = paragraph_runs(binary)
        self._shapes = Shapes(binary, read_styles(binary))
        self.inked = Inked(binary, self.pieces, character_runs(binary), self._shapes)
        for first, last in self.ranges.values():
            self.inked.read_fields(first, last)
        self._lists: dict[int, ListFormat] = read_lists(binary)
        self._counters = Counters()
        self._anchors = sorted(self.satellites.boxes)
        self.odd_rows = 0
        self.shapeless = 0
        self.unnumbered = 0

    def blocks(self, story: Range, kind: str = "body") -> list[Para | Grid]:
        """The blocks of a story or of a part of one."""
        found: list[Para | Grid] = []
        tables: list[_Open] = []
        for stretch in self._stretches(*story):
            shape = stretch.shapes[-1]
            depth = min(max(shape.depth, 1 if stretch.closes_cell else 0), _DEEPEST)
            self._close(tables, depth, found)
            while len(tables) < depth:
                tables.append(_Open())
            if not tables:
                para, hanging = self._para(stretch, kind)
                found.extend([para, *hanging] if para.text or para.embedded else hanging)
            elif shape.row_end:
                self._end_row(tables[-1], stretch)
            else:
                self._into_cell(tables[-1], stretch, shape.cell_end or stretch.closes_cell)
        self._close(tables, 0, found)
        return found

    def _stretches(self, first: int, last: int) -> Iterator[_Stretch]:
        """Paragraphs, those whose mark was deleted run on into the next."""
        text, ranges, shapes, begin = self.pieces.text, [], [], first
        for match in _MARK.finditer(text, first, last):
            cp, mark = match.start(), match[0]
            if mark == "\x0c" and not self._ends_here(cp):
                continue
            shape = self._shape(cp)
            ranges.append((begin, cp))
            begin = cp + 1
            if mark == "\r" and not shape.cell_end and self.inked.runs_on(cp):
                if not self.inked.deleted(cp):
                    shapes.append(shape)
                continue
            yield _Stretch(ranges, cp, [*shapes, shape], mark == "\x07")
            ranges, shapes = [], []
        if begin < last or ranges:
            yield _Stretch([*ranges, (begin, last)], last - 1, shapes or [Shape()])

    def _ends_here(self, cp: int) -> bool:
        """Whether a page or section break ends its paragraph too."""
        offset, _ = self.pieces.spot(cp)
        number = bisect_right(self._runs.starts, offset) - 1
        return number >= 0 and offset < self._runs.ends[number] <= offset + 2

    def _shape(self, cp: int) -> Shape:
        offset, modifiers = self.pieces.spot(cp)
        properties = self._runs.at(offset)
        if properties is None:
            self.shapeless += 1
            properties = b"\0\0"
        return self._shapes.shape(properties, modifiers)

    def _para(self, stretch: _Stretch, kind: str) -> tuple[Para, list[Para | Grid]]:
        """A paragraph, and what hangs on it: its hidden text and text boxes."""
        shape = stretch.shapes[-1]
        text, hidden = self.inked.read(stretch.ranges, shape.hidden)
        first, last = stretch.ranges[0][0], stretch.mark + 1
        embedded = self.inked.embedded(first, last, self.satellites.pictures)
        label = ""
        if text.strip() or embedded or not hidden:  # Word numbers empty paragraphs too, but not hidden ones
            labels = [self._label(one) for one in stretch.shapes]
            label = next((one for one in labels if one), "")
        para = Para(clean(text), label, shape.level, stretch.shapes[0].contents, kind, embedded=embedded)
        hanging: list[Para | Grid] = []
        if secret := clean(hidden):
            hanging.append(Para(secret, hidden=True))
        for anchor in self._anchors[bisect_left(self._anchors, first) : bisect_left(self._anchors, last)]:
            for box in self.satellites.boxes[anchor]:
                hanging.extend(self.blocks(box, "textbox"))
        return para, hanging

    def _label(self, shape: Shape) -> str:
        form = self._lists.get(shape.list_number)
        if form:
            return self._counters.label(form, shape.list_level)
        self.unnumbered += 0 < shape.list_number < _NO_LIST
        return ""

    def _into_cell(self, table: _Open, stretch: _Stretch, ends: bool) -> None:
        para, hanging = self._para(stretch, "body")
        table.cell.add(para)
        table.cell.after += tuple(hanging)
        table.untouched = ends
        if ends:
            table.row.cells.append(table.cell)
            table.cell = CellText()

    def _end_row(self, table: _Open, stretch: _Stretch) -> None:
        row = table.row
        if not table.untouched:
            row.cells.append(table.cell)
        row.properties = stretch.shapes[-1].row
        # a row is gone only if its end mark was deleted and none of its text survives
        if self.inked.deleted(stretch.mark) and not any(cell.texts for cell in row.cells):
            row.deleted = True
            self.inked.tally.deleted += 1
        table.rows.append(row)
        table.row, table.cell, table.untouched = Row(), CellText(), True

    def _close(self, tables: list[_Open], depth: int, found: list[Para | Grid]) -> None:
        """Close the tables deeper than `depth`, each into the cell it stands in."""
        while len(tables) > depth:
            table = tables.pop()
            if not table.untouched:
                table.row.cells.append(table.cell)
            if table.row.cells:  # the last row has no end mark: damage, but its text is there
                table.rows.append(table.row)
            grid, odd = lay_out(table.rows)
            self.odd_rows += odd
            if grid is None:
                continue
            if tables:
                tables[-1].cell.inner += (grid,)
                tables[-1].untouched = False
            else:
                found.append(grid)
