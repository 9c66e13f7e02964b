"""What stands on one page: its lines and tables, or the reason why it can't be read."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from extract.readers.page.characters import Characters, read_characters, read_writing
from extract.readers.page.grids import find_grids
from extract.readers.page.lines import TextLine, line_of, rows_of
from extract.readers.page.rulings import Drawing, read_drawing
from extract.readers.page.tables import Part, ruled_parts
from extract.readers.page.unruled import find_unruled

Fault = Literal["scanned", "unmapped", "lost"]

# A page with fewer characters under a picture over most of it is a scan; stamps and page numbers may be typed on it.
_FEW_CHARACTERS = 40
_PICTURED = 0.6
_PICTURED_ALONE = 0.25
_MEANINGLESS = 0.3


class Content(msgspec.Struct, frozen=True):
    """One page read: its size in points, its lines outside tables and its tables from top to bottom, the slanted
    text on it (watermarks), and the share of it under pictures."""

    number: int
    width: float
    height: float
    lines: list[TextLine]
    parts: list[Part]
    slanted: list[str]
    pictured: float
    fault: Fault | None = None


def read_content(page: Any, textpage: Any, number: int) -> Content:
    """The content of an open page of pypdfium2; `number` counts from 1."""
    box = page.get_cropbox()
    characters = read_characters(textpage.raw, box, page.get_rotation())
    view = characters.view
    drawing = read_drawing(page.raw, view)
    fault = _fault(characters, drawing)
    if fault:
        return Content(number, view.width, view.height, [], [], [], drawing.pictured, fault)
    writing = read_writing(textpage.raw, characters, drawing.down, cropped=_is_cropped(box, page.get_mediabox()))
    grids, loose = find_grids(drawing)
    parts, outside = ruled_parts(grids, writing.runs, number, view.width * view.height)
    rows = rows_of(outside)
    if any(len(row) > 1 for row in rows):
        unruled, rows = find_unruled(rows, loose, number)
        parts = sorted(parts + unruled, key=lambda part: part.top)
    return Content(
        number=number,
        width=view.width,
        height=view.height,
        lines=[line_of(row, number) for row in rows],
        parts=parts,
        slanted=writing.slanted,
        pictured=drawing.pictured,
    )


def _is_cropped(box: tuple[float, ...], sheet: tuple[float, ...]) -> bool:
    return any(abs(a - b) > 1 for a, b in zip(box, sheet, strict=True))


def _fault(characters: Characters, drawing: Drawing) -> Fault | None:
    letters = sum(not character.isspace() for character in characters.text)
    if letters < _FEW_CHARACTERS and drawing.pictured > (_PICTURED if letters else _PICTURED_ALONE):
        return "scanned"
    if characters.meaningless > max(_MEANINGLESS * letters, 4):
        return "unmapped"
    return None
