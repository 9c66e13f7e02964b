"""What hangs on the text and is kept apart from it: notes, comments, page headers, text boxes, drawn objects.

Each sort is a story of its own, cut into pieces by a table of positions that count from the story's first
character ([MS-DOC] 2.4.2 to 2.4.6).
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator

import msgspec

from extract.readers.word97.fib import STORIES, Binary

_NOTES = {"footnote": 3, "endnote": 47, "comment": 5}
_PARTS = {"styles": 1, "lists": 73, "overrides": 74}
_HEADERS = 11
_SEPARATORS = 6
_HEADER_STORIES = (0, 1, 4)
_BOXES, _HEADER_BOXES = 56, 58
_ANCHORS = 40
_DRAWINGS = 50
_BOX_SIZE, _ANCHOR_SIZE = 22, 26
_SHAPE_CONTAINER, _SHAPE, _SHAPE_OPTIONS = 0xF004, 0xF00A, 0xF00B
_CONTAINERS = (0xF002, 0xF003, _SHAPE_CONTAINER)
_PICTURE = 260

Range = tuple[int, int]


class Satellites(msgspec.Struct, frozen=True):
    """Ranges of characters by sort. `boxes` are text boxes by the position they are anchored at, `pictures` the
    positions of floating pictures, `loose` boxes without an anchor, `lost` parts that are announced but not there."""

    notes: tuple[tuple[str, Range], ...]
    headers: tuple[Range, ...]
    boxes: dict[int, tuple[Range, ...]]
    pictures: frozenset[int]
    loose: tuple[Range, ...]
    lost: tuple[str, ...]


def story_ranges(binary: Binary, size: int) -> dict[str, Range]:
    """First and last position of each story, none beyond the `size` characters that there are."""
    ranges: dict[str, Range] = {}
    start = 0
    for name, length in zip(STORIES, binary.fib.lengths, strict=True):
        end = min(start + length, size)
        ranges[name] = (start, end)
        start = end
    return ranges


def read_satellites(binary: Binary, ranges: dict[str, Range], size: int) -> Satellites:
    """Find all stories but the main one, and where text boxes and pictures are anchored in that."""
    lost = [name for name, part in _PARTS.items() if binary.lost(part)]
    if size - sum(binary.fib.lengths) not in (0, 1):
        lost.append("length")
    notes: list[tuple[str, Range]] = []
    for kind, part in _NOTES.items():
        cut = list(_cuts(binary.part(part), 0, ranges[kind]))
        notes.extend((kind, spot) for spot, _ in cut[:-1])
        if not cut and _has_text(ranges[kind]):
            lost.append(kind)
    headers = [spot for spot, _ in _cuts(binary.part(_HEADERS), 0, ranges["header"])]
    if not headers and _has_text(ranges["header"]):
        lost.append("header")
    headers = headers[_SEPARATORS:]
    # six stories a section: even and odd header, even and odd footer, header and footer of the first page
    headers = [h for n, h in enumerate(headers) if n % 6 in _HEADER_STORIES] + [
        h for n, h in enumerate(headers) if n % 6 not in _HEADER_STORIES
    ]
    headers += [spot for spot, _ in _boxes(binary, _HEADER_BOXES, ranges["header_textbox"])]
    boxes, loose = _anchored(binary, list(_boxes(binary, _BOXES, ranges["textbox"])))
    if not boxes and not loose and _has_text(ranges["textbox"]):
        lost.append("textbox")
    return Satellites(
        notes=tuple(notes),
        headers=tuple(headers),
        boxes=boxes,
        pictures=_floating_pictures(binary),
        loose=tuple(loose),
        lost=tuple(lost),
    )


def _has_text(story: Range) -> bool:
    return story[1] - story[0] > 1


def _cuts(table: bytes, size: int, story: Range) -> Iterator[tuple[Range, bytes]]:
    """The ranges that a table cuts a story into, with the `size` bytes it keeps for each; ends where the table
    runs backwards, so that no text is read twice."""
    count = (len(table) - 4) // (4 + size)
    if count < 1:
        return
    bounds = struct.unpack_from(f"<{count + 1}I", table, 0)
    for number, (first, last) in enumerate(itertools.pairwise(bounds)):
        at = 4 * (count + 1) + size * number
        end = max(first, last)  # the last bound of some tables means nothing
        yield (min(story[0] + first, story[1]), min(story[0] + end, story[1])), table[at : at + size]
        if last < first:
            return


def _boxes(binary: Binary, part: int, story: Range) -> Iterator[tuple[Range, int]]:
    """Text boxes in use: range and the number of the shape that shows them."""
    for spot, record in _cuts(binary.part(part), _BOX_SIZE, story):
        spare, shape = struct.unpack_from("<H4xi", record, 8)
        if not spare and spot[1] > spot[0]:
            yield spot, shape


def _anchors(binary: Binary) -> dict[int, int]:
    """Number of a shape -> position of its anchor in the main story."""
    table = binary.part(_ANCHORS)
    count = (len(table) - 4) // (4 + _ANCHOR_SIZE)
    if count < 1:
        return {}
    places = struct.unpack_from(f"<{count}I", table, 0)
    start = 4 * (count + 1)
    return {
        struct.unpack_from("<i", table, start + _ANCHOR_SIZE * n)[0]: place
        for n, place in enumerate(places)
        if place < binary.fib.lengths[0]
    }


def _anchored(binary: Binary, boxes: list[tuple[Range, int]]) -> tuple[dict[int, tuple[Range, ...]], list[Range]]:
    anchors = _anchors(binary)
    found: dict[int, tuple[Range, ...]] = {}
    loose: list[Range] = []
    for spot, shape in boxes:
        if shape in anchors:
            found[anchors[shape]] = (*found.get(anchors[shape], ()), spot)
        else:
            loose.append(spot)
    return found, loose


def _floating_pictures(binary: Binary) -> frozenset[int]:
    """Anchors of shapes that show a picture."""
    anchors = _anchors(binary)
    if not anchors:
        return frozenset()
    shapes = set(_picture_shapes(binary.part(_DRAWINGS)))
    return frozenset(place for shape, place in anchors.items() if shape in shapes)


def _picture_shapes(drawings: bytes) -> Iterator[int]:
    """Numbers of the shapes with a picture, from the drawing part ([MS-ODRAW] 2.2.14; each drawing of the Word
    file is preceded by one byte that tells the story it belongs to)."""
    at = 0
    if len(drawings) >= 8:
        at = 8 + struct.unpack_from("<I", drawings, 4)[0]
    while at + 9 <= len(drawings):
        size = struct.unpack_from("<I", drawings, at + 5)[0]
        yield from _shapes_within(drawings, at + 1, min(at + 9 + size, len(drawings)))
        at += 9 + size


def _shapes_within(content: bytes, first: int, last: int) -> Iterator[int]:
    """Walk nested records without recursion; a container is entered, anything else stepped over."""
    at, shape = first, 0
    while at + 8 <= last:
        head, kind, size = struct.unpack_from("<HHI", content, at)
        at += 8
        if kind in _CONTAINERS:
            continue
        if kind == _SHAPE and at + 4 <= last:
            shape = struct.unpack_from("<i", content, at)[0]
        elif kind == _SHAPE_OPTIONS:
            options = (struct.unpack_from("<HI", content, at + 6 * n) for n in range(min(head >> 4, (last - at) // 6)))
            if any(code & 0x3FFF == _PICTURE and value for code, value in options):
                yield shape
        at += size
