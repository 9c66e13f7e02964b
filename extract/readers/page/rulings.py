"""The straight lines drawn on a page, in whatever way its producer drew them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
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
_MAX_CROSSINGS = 2_000_000
# Points: what is left free between two shaded cells, enough to be seen.
_GAP = (0.3, 3.2)
_MAX_NEAR = 200
# Points: a white line on the edge of a shaded area still parts it from the next.
_EDGE = 1.0
_MOVE, _LINE, _CURVE = 2, 0, 1


class Lines(msgspec.Struct, frozen=True):
    """Lines across and lines down."""

    across: list[Ruling]
    down: list[Ruling]

    @property
    def count(self) -> int:
        return len(self.across) + len(self.down)


class Drawing(Lines, frozen=True):
    """What is drawn on a page: lines across, lines down, the share of the page under pictures."""

    pictured: float


class _Found(msgspec.Struct, frozen=True):
    """What a page has shown so far: its lines, those drawn in white, and the areas shaded behind them."""

    lines: Lines
    white: Lines
    shades: list[tuple[float, float, float, float]]


def read_drawing(page: Any, view: View) -> Drawing:
    """The rulings and pictures of a page, forms included."""
    found = _Found(lines=Lines([], []), white=Lines([], []), shades=[])
    pictures = list(_walk(pdfium.objects_of_page(page, MAX_OBJECTS), pdfium.IDENTITY, view, found, 0))
    area = view.width * view.height
    share = sum(pictures) / area if area > 0 else 0.0
    white = _on_shades(found)
    return Drawing(
        across=[*found.lines.across, *white.across, *_gaps([(t, b, x0, x1) for x0, t, x1, b in found.shades])],
        down=[*found.lines.down, *white.down, *_gaps([(x0, x1, t, b) for x0, t, x1, b in found.shades])],
        pictured=min(share, 1.0),
    )


def _on_shades(found: _Found) -> Lines:
    """The white lines that show because they run over a shaded area: Word's dark table styles are ruled so."""
    if found.white.count * len(found.shades) > _MAX_CROSSINGS:
        return Lines([], [])
    return Lines(
        across=[w for w in found.white.across if any(_lies_on(w, t, b, x0, x1) for x0, t, x1, b in found.shades)],
        down=[w for w in found.white.down if any(_lies_on(w, x0, x1, t, b) for x0, t, x1, b in found.shades)],
    )


def _lies_on(line: Ruling, first: float, last: float, start: float, end: float) -> bool:
    """Whether a line lies between `first` and `last` and runs over some of the way from `start` to `end`."""
    return first - _EDGE <= line.at <= last + _EDGE and min(line.end, end) - max(line.start, start) > _SHORTEST


def _gaps(shades: Sequence[tuple[float, float, float, float]]) -> Iterator[Ruling]:
    """The white lines that are left free between shaded cells; each shade is (first, last, start, end), and lines run
    between the last of one and the first of another."""
    ordered = sorted(shades)
    firsts = [shade[0] for shade in ordered]
    for _, last, start, end in ordered:
        near = range(bisect_right(firsts, last + _GAP[0]), bisect_right(firsts, last + _GAP[1]))
        for other in near[:_MAX_NEAR]:
            first, _, top, bottom = ordered[other]
            if min(end, bottom) - max(start, top) > THICKNESS:
                yield Ruling(at=(last + first) / 2, start=max(start, top), end=min(end, bottom))


def _walk(objects: list[int], matrix: pdfium.Matrix, view: View, found: _Found, depth: int) -> Iterator[float]:
    """Adds the rulings among `objects` to `found`, yields the visible area of each picture."""
    kinds = pdfium.types_of(objects)
    paths = _of_kind(pdfium.PATH, objects, kinds)
    for path, bounds in zip(paths, pdfium.bounds_of(paths), strict=True):
        if found.lines.count + found.white.count > _MAX_RULINGS:
            break
        _add_path(path, _place(bounds, matrix, view), matrix, view, found)
    for bounds in pdfium.bounds_of(_of_kind(pdfium.IMAGE, objects, kinds)):
        left, top, right, bottom = _place(bounds, matrix, view)
        wide = min(right, view.width) - max(left, 0.0)
        high = min(bottom, view.height) - max(top, 0.0)
        yield max(wide, 0.0) * max(high, 0.0)
    if depth < _MAX_DEPTH:
        for form in _of_kind(pdfium.FORM, objects, kinds):
            inner = pdfium.multiply(pdfium.matrix_of(form), matrix)
            yield from _walk(pdfium.objects_of_form(form, MAX_OBJECTS), inner, view, found, depth + 1)


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
    found: _Found,
) -> None:
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if max(wide, high) < _SHORTEST:
        return
    filled, stroked = pdfium.paint_of(path)
    if not (filled or stroked):
        return
    ink = pdfium.ink_of(path, stroked)
    lines = found.white if ink == "white" else found.lines
    if min(wide, high) < THICKNESS:
        if ink == "none":
            return
        if wide >= high:
            lines.across.append(Ruling(at=(top + bottom) / 2, start=left, end=right))
        else:
            lines.down.append(Ruling(at=(left + right) / 2, start=top, end=bottom))
        return
    # A filled area without an outline is shading: its edges rule nothing.
    if stroked and ink != "none":
        _add_edges(path, pdfium.multiply(pdfium.matrix_of(path), matrix), view, lines)
    if filled and (pdfium.ink_of(path, stroke=False) if stroked else ink) == "dark":
        found.shades.append(box)


def _add_edges(path: int, matrix: pdfium.Matrix, view: View, lines: Lines) -> None:
    """The straight edges, across or down, of an outlined shape."""
    first: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    for kind, x, y, closes in pdfium.segments_of(path, _MAX_SEGMENTS):
        corner = view.box(*_twice(pdfium.apply(matrix, x, y)))[:2]
        if kind == _MOVE or last is None:
            first = corner
        elif kind == _LINE:
            _add_edge(last, corner, lines)
        last = corner
        if closes and first is not None:
            _add_edge(corner, first, lines)
            last = first


def _twice(point: tuple[float, float]) -> tuple[float, float, float, float]:
    return (*point, *point)


def _add_edge(start: tuple[float, float], end: tuple[float, float], lines: Lines) -> None:
    across, down = abs(end[0] - start[0]), abs(end[1] - start[1])
    if down <= _SLANT and across >= _SHORTEST:
        left, right = sorted((start[0], end[0]))
        lines.across.append(Ruling(at=(start[1] + end[1]) / 2, start=left, end=right))
    elif across <= _SLANT and down >= _SHORTEST:
        top, bottom = sorted((start[1], end[1]))
        lines.down.append(Ruling(at=(start[0] + end[0]) / 2, start=top, end=bottom))
