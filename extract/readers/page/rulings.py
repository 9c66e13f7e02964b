"""The straight lines drawn on a page, in whatever way its producer drew them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from extract.readers.page import pdfium
from extract.readers.page.sheet import Ruling, View

# Points. A path no thicker than this is a line: strokes, and the thin filled rectangles that Word draws.
THICKNESS = 3.0
_SHORTEST = 1.5
_SLANT = 0.5
# A page drawn of more objects or segments than this is a map or a chart, and its lines rule no table.
MAX_OBJECTS = 200_000
_MAX_RULINGS = 20_000
_MAX_SEGMENTS = 2_000
_MAX_DEPTH = 6
_MOVE, _LINE, _CURVE = 2, 0, 1


class Drawing(msgspec.Struct, frozen=True):
    """What is drawn on a page: lines across, lines down, the share of the page under pictures."""

    across: list[Ruling]
    down: list[Ruling]
    pictured: float


def read_drawing(page: Any, view: View) -> Drawing:
    """The rulings and pictures of a page, forms included."""
    drawing = Drawing(across=[], down=[], pictured=0.0)
    pictures = list(_walk(pdfium.objects_of_page(page, MAX_OBJECTS), pdfium.IDENTITY, view, drawing, 0))
    area = view.width * view.height
    share = sum(pictures) / area if area > 0 else 0.0
    return msgspec.structs.replace(drawing, pictured=min(share, 1.0))


def _walk(objects: list[int], matrix: pdfium.Matrix, view: View, drawing: Drawing, depth: int) -> Iterator[float]:
    """Adds the rulings among `objects` to `drawing`, yields the visible area of each picture."""
    kinds = pdfium.types_of(objects)
    paths = _of_kind(pdfium.PATH, objects, kinds)
    for path, bounds in zip(paths, pdfium.bounds_of(paths), strict=True):
        if len(drawing.across) + len(drawing.down) > _MAX_RULINGS:
            break
        _add_path(path, _place(bounds, matrix, view), matrix, view, drawing)
    for bounds in pdfium.bounds_of(_of_kind(pdfium.IMAGE, objects, kinds)):
        left, top, right, bottom = _place(bounds, matrix, view)
        wide = min(right, view.width) - max(left, 0.0)
        high = min(bottom, view.height) - max(top, 0.0)
        yield max(wide, 0.0) * max(high, 0.0)
    if depth < _MAX_DEPTH:
        for form in _of_kind(pdfium.FORM, objects, kinds):
            inner = pdfium.multiply(pdfium.matrix_of(form), matrix)
            yield from _walk(pdfium.objects_of_form(form, MAX_OBJECTS), inner, view, drawing, depth + 1)


def _of_kind(kind: int, objects: list[int], kinds: list[int]) -> list[int]:
    if kind not in kinds:
        return []
    return [item for item, found in zip(objects, kinds, strict=True) if found == kind]


def _place(
    bounds: tuple[float, float, float, float], matrix: pdfium.Matrix, view: View
) -> tuple[float, float, float, float]:
    left, bottom, right, top = bounds
    if matrix != pdfium.IDENTITY:
        corners = [pdfium.apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    return view.box(left, bottom, right, top)


def _add_path(
    path: int,
    box: tuple[float, float, float, float],
    matrix: pdfium.Matrix,
    view: View,
    drawing: Drawing,
) -> None:
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if max(wide, high) < _SHORTEST:
        return
    filled, stroked = pdfium.paint_of(path)
    if not (filled or stroked) or pdfium.is_white(path, stroked):
        return
    if min(wide, high) < THICKNESS:
        if wide >= high:
            drawing.across.append(Ruling(at=(top + bottom) / 2, start=left, end=right))
        else:
            drawing.down.append(Ruling(at=(left + right) / 2, start=top, end=bottom))
    elif stroked:
        # A filled area without an outline is shading: its edges rule nothing.
        _add_edges(path, pdfium.multiply(pdfium.matrix_of(path), matrix), view, drawing)


def _add_edges(path: int, matrix: pdfium.Matrix, view: View, drawing: Drawing) -> None:
    """The straight edges, across or down, of an outlined shape."""
    first: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    for kind, x, y, closes in pdfium.segments_of(path, _MAX_SEGMENTS):
        corner = view.box(*_twice(pdfium.apply(matrix, x, y)))[:2]
        if kind == _MOVE or last is None:
            first = corner
        elif kind == _LINE:
            _add_edge(last, corner, drawing)
        last = corner
        if closes and first is not None:
            _add_edge(corner, first, drawing)
            last = first


def _twice(point: tuple[float, float]) -> tuple[float, float, float, float]:
    return (*point, *point)


def _add_edge(start: tuple[float, float], end: tuple[float, float], drawing: Drawing) -> None:
    across, down = abs(end[0] - start[0]), abs(end[1] - start[1])
    if down <= _SLANT and across >= _SHORTEST:
        left, right = sorted((start[0], end[0]))
        drawing.across.append(Ruling(at=(start[1] + end[1]) / 2, start=left, end=right))
    elif across <= _SLANT and down >= _SHORTEST:
        top, bottom = sorted((start[1], end[1]))
        drawing.down.append(Ruling(at=(start[0] + end[0]) / 2, start=top, end=bottom))
