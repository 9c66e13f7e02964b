"""Places with the page and box where the format has pages: rules name characters, the document knows their ink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from extract.document import BoxTuple, Document, Line, Paragraph, Place, TextId, locate

Value = TypeVar("Value", bound=msgspec.Struct)
Lines = dict[TextId, tuple[Line, ...]]


def located(document: Document, values: tuple[Value, ...]) -> tuple[Value, ...]:
    """The same values with `page` and `box` filled in every place in them that lacks its page."""
    if not document.pages:
        return values
    lines = lines_of(document)
    return tuple(_filled(value, lines) for value in values)


def lines_of(document: Document) -> Lines:
    """The printed lines of each text, by block, row and column."""
    lines: Lines = {}
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            lines[number, None, None] = block.lines
        else:
            lines.update({(number, cell.row, cell.col): cell.lines for cell in block.cells})
    return lines


def boxes(lines: tuple[Line, ...], start: int, end: int) -> Iterator[tuple[int, BoxTuple]]:
    """(page, box) of the characters [start, end) on each line they are printed on."""
    for line in lines:
        first, last = max(start, line.start), min(end, line.end)
        if first < last:
            edges = line.edges[first - line.start : last - line.start + 1]
            yield line.page, (min(edges), line.top, max(edges), line.bottom)


def _filled(value: Any, lines: Lines) -> Any:
    if isinstance(value, Place):
        return _placed(value, lines)
    if isinstance(value, tuple):
        return tuple(_filled(part, lines) for part in value)
    if isinstance(value, msgspec.Struct):
        changed = {
            name: _filled(part, lines)
            for name in value.__struct_fields__
            if isinstance(part := getattr(value, name), (msgspec.Struct, tuple)) and part
        }
        return msgspec.structs.replace(value, **changed) if changed else value
    return value


def _placed(place: Place, lines: Lines) -> Place:
    if place.page is not None:
        return place
    page, box = locate(lines.get(place.text_id, ()), place.start, place.end)
    return place if page is None else msgspec.structs.replace(place, page=page, box=box)
