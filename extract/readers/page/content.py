"""What stands on one page: its lines and tables, or the reason why it can't be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from extract.readers.page.abutting import parted
from extract.readers.page.characters import Characters, read_characters
from extract.readers.page.grids import find_grids
from extract.readers.page.gutter import crosses, find_gutter
from extract.readers.page.lines import TextLine, line_of, rows_of
from extract.readers.page.notes import find_note_rule, part_notes
from extract.readers.page.printed import PrintedPage
from extract.readers.page.rulings import Drawing, read_drawing
from extract.readers.page.runs import Run, read_writing
from extract.readers.page.sheet import Ruling, View
from extract.readers.page.stacked import with_rows
from extract.readers.page.tables import Part, ruled_parts
from extract.readers.page.unruled import find_unruled, framed_parts, with_regions

Fault = Literal["scanned", "recognised", "unmapped", "tangled", "crowded", "lost"]

# A page with fewer characters under a picture over most of it is a scan; stamps and page numbers may be typed on it.
_FEW_CHARACTERS = 40
# The densest pages of real reports have a twentieth of this.
_MAX_CHARACTERS = 100_000
_PICTURED = 0.6
_PICTURED_ALONE = 0.25
_MEANINGLESS = 0.3
# In heights of a line: rows of text set closer are printed over one another. Of a page, so many characters.
_TIGHT = 0.65
_TANGLED = 0.03


class Content(msgspec.Struct, frozen=True):
    """One page read: its size in points, its lines outside tables and its tables in reading order, its footnotes, the
    slanted text on it (watermarks), the share of it under pictures, whether notes or form fields lie over it, by how many
    quarters it had to be turned clockwise from how it is shown to stand upright, and whether lines of it look like a
    table that can't be read as one."""

    number: int
    width: float
    height: float
    items: list[TextLine | Part]
    notes: list[TextLine]
    slanted: list[str]
    pictured: float
    annotated: bool = False
    turned: int = 0
    unclear: bool = False
    fault: Fault | None = None

    @property
    def lines(self) -> list[TextLine]:
        return [item for item in self.items if isinstance(item, TextLine)]

    @property
    def parts(self) -> list[Part]:
        return [item for item in self.items if isinstance(item, Part)]


def read_content(page: PrintedPage, number: int) -> Content:
    """The content of a page; `number` counts from 1."""
    view = View(*page.box, turns=page.turns)
    if page.count() > _MAX_CHARACTERS:
        return Content(number, view.width, view.height, [], [], [], 0.0, fault="crowded")
    characters = read_characters(page.glyphs(), view)
    view = characters.view
    drawing = read_drawing(page.shapes(), view)
    fault = _fault(characters, drawing, page)
    if fault:
        return Content(number, view.width, view.height, [], [], [], drawing.pictured, fault=fault)
    grids, loose = find_grids(drawing)
    rule = find_note_rule(loose, view)
    writing = read_writing(characters, drawing.down, cropped=page.cropped, noted=rule is not None)
    if _tangled(writing.runs) > _TANGLED * len(characters.text):
        return Content(number, view.width, view.height, [], [], [], drawing.pictured, fault="tangled")
    framed, outside, grids = framed_parts(grids, loose, writing.runs, number)
    parts, outside = ruled_parts(grids, outside, number, view.width * view.height)
    parts = [with_rows(whole) for part in with_regions(parts, writing.runs) for whole in parted(part)]
    parts = sorted([*framed, *parts], key=_top)
    items, unclear = _in_order(outside, parts, loose, number, view.width)
    notes: list[TextLine] = []
    if rule is not None and not any(isinstance(item, Part) and item.bottom > rule.at for item in items):
        text, notes = part_notes([item for item in items if isinstance(item, TextLine)], rule)
        kept = {id(line) for line in text}
        items = [item for item in items if isinstance(item, Part) or id(item) in kept]
    return Content(
        number=number,
        width=view.width,
        height=view.height,
        items=items,
        notes=notes,
        slanted=writing.slanted,
        pictured=drawing.pictured,
        annotated=page.is_annotated(),
        turned=(view.turns - page.turns) % 4,
        unclear=unclear,
    )


def _top(part: Part) -> tuple[float, float]:
    return part.top, part.xs[0]


def _in_order(
    runs: list[Run], parts: list[Part], rules: list[Ruling], page: int, width: float
) -> tuple[list[TextLine | Part], bool]:
    """Lines and tables in reading order: from top to bottom, of two columns the left one first; and whether some lines
    look like a table."""
    rows = rows_of(runs)
    if not any(len(row) > 1 for row in rows):
        return _merged([line_of(row, page) for row in rows], parts), False
    gutter = find_gutter(runs, width)
    if gutter is not None:
        return list(_by_columns(runs, parts, page, gutter)), False
    unruled, left, unclear = find_unruled(runs, rules, page)
    tables = sorted(parts + unruled, key=lambda part: part.top)
    return _merged([line_of(row, page) for row in rows_of(left)], tables), unclear


def _merged(lines: Sequence[TextLine], parts: Sequence[Part]) -> list[TextLine | Part]:
    """Lines and tables from top to bottom."""
    if not parts:
        return list(lines)
    items: list[TextLine | Part] = []
    left = list(parts)
    for line in lines:
        while left and left[0].top < line.middle:
            items.append(left.pop(0))
        items.append(line)
    return items + left


def _by_columns(runs: list[Run], parts: list[Part], page: int, gutter: float) -> Iterator[TextLine | Part]:
    """Lines and tables of a page in two columns: what goes over both parts it into bands, read one after another."""
    across: list[TextLine | Part] = [part for part in parts if part.xs[0] < gutter < part.xs[-1]]
    beside = [part for part in parts if part not in across]
    across += [line_of(row, page) for row in rows_of(run for run in runs if crosses(run, gutter))]
    across.sort(key=lambda item: item.top)
    columns = [
        _merged(
            [
                line_of(row, page, column)
                for row in rows_of(r for r in runs if not crosses(r, gutter) and (r.x0 >= gutter - 2) == (column == 2))
            ],
            [part for part in beside if (part.xs[0] >= gutter - 2) == (column == 2)],
        )
        for column in (1, 2)
    ]
    for item in [*across, None]:
        for column in columns:
            while column and (item is None or column[0].top < item.top):
                yield column.pop(0)
        if item is not None:
            yield item


def _fault(characters: Characters, drawing: Drawing, page: PrintedPage) -> Fault | None:
    letters = len(characters.text) - sum(map(characters.text.count, " \r\n\u3000"))
    if letters < _FEW_CHARACTERS and drawing.pictured > (_PICTURED if letters else _PICTURED_ALONE):
        return "scanned"
    if characters.meaningless > max(_MEANINGLESS * letters, 4):
        return "unmapped"
    if drawing.pictured > _PICTURED and page.is_invisible():
        return "recognised"
    return None


def _tangled(runs: Sequence[Run]) -> float:
    """How many characters are printed over others: spreadsheets do that where rows are too low for their text."""
    tangled = 0.0
    rows = rows_of(runs)
    for upper, lower in pairwise(rows):
        if lower[0].middle - upper[0].middle < _TIGHT * upper[0].height:
            tangled += sum(_overlap(a, b) for a in upper for b in lower)
    return tangled + sum(_overlap(a, b) for row in rows for a, b in pairwise(row))


def _overlap(one: Run, other: Run) -> float:
    """How many characters of two runs of like size share their place from side to side."""
    size = min(one.height, other.height)
    if size < 0.7 * max(one.height, other.height):
        return 0.0
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared / size if shared > 0.7 * size else 0.0
