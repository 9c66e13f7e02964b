"""A page of an OFD file: its objects gathered from layers, templates and units, each where it is drawn."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from lxml import etree

from extract.readers.ofd_markup import (
    POINTS,
    Resources,
    box_of,
    child,
    ink_of,
    is_seen,
    is_set,
    matrix_of,
    name_of,
    number,
)
from extract.readers.ofd_text import Placed, glyphs_of
from extract.readers.page.printed import CURVE, LINE, MOVE, Glyphs, Ink, Shape
from extract.readers.page.sheet import BoxSides, Matrix, applied, apply, multiply

SHEET: BoxSides = (0.0, 0.0, 210.0, 297.0)
"""An A4 page, where the file states no size."""
_PAGE: Matrix = (POINTS, 0.0, 0.0, -POINTS, 0.0, 0.0)
_MAX_DEPTH = 6
# The densest real pages have a tenth of this.
_MAX_OBJECTS = 100_000
# Characters that write a path: what is longer is a picture, of which the beginning will do.
_LONGEST_PATH = 100_000
# The share of the page from which a picture hides what lies under it.
_COVERS = 0.6
_SLANT = 0.1
# A PNG tells at this place whether it has an alpha channel; a palette with transparent colours comes soon after.
_PNG, _KIND_AT, _WITH_ALPHA, _CHUNKS = b"\x89PNG", 25, (b"\x04", b"\x06"), 4_096
_TOKENS = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# How many numbers follow each letter of AbbreviatedData; the last two are the point it goes to.
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_KINDS = {"S": MOVE, "M": MOVE, "L": LINE}


class Drawn(msgspec.Struct, frozen=True):
    """Something that is drawn as it stands: the element that holds its layers or objects, with its resources."""

    content: etree._Element | None
    resources: Resources


class OfdPage:
    """A page as its parts make it: `layers` one over another, and `watermarks`, of which only what is set at a slant is
    taken, as it stands over the text."""

    turns = 0

    def __init__(
        self,
        stated: BoxSides | None,
        layers: Sequence[Drawn],
        watermarks: Sequence[Drawn] = (),
        annotated: bool = False,
    ) -> None:
        x, y, wide, high = stated if stated is not None and min(stated[2:]) > 0 else SHEET
        self.cropped = stated is not None
        self.box: BoxSides = (x * POINTS, -(y + high) * POINTS, (x + wide) * POINTS, -y * POINTS)
        self._annotated = annotated
        self._seen: list[Placed] = []
        self._unseen: list[Placed] = []
        self._shapes: list[Shape] = []
        self._left = _MAX_OBJECTS
        for layer in layers:
            if layer.content is not None:
                self._gather(layer.content, _PAGE, layer.resources, None, 0)
        upright = len(self._seen)
        for mark in watermarks:
            if mark.content is not None:
                self._gather_boxed(mark.content, mark.resources)
        self._seen[upright:] = [placed for placed in self._seen[upright:] if _is_slanted(placed.matrix)]

    def count(self) -> int:
        if self._left <= 0:
            return sys.maxsize
        return sum(len(code.text or "") for placed in (*self._seen, *self._unseen) for code in placed.element)

    def glyphs(self) -> Glyphs:
        scanned = self.is_invisible() and any(path is None for _, path in self._shapes)
        return glyphs_of([*self._seen, *self._unseen] if scanned else self._seen)

    def shapes(self) -> Iterable[Shape]:
        return self._shapes

    def is_invisible(self) -> bool:
        return len(self._unseen) > len(self._seen)

    def is_annotated(self) -> bool:
        return self._annotated

    def _gather_boxed(self, element: etree._Element, resources: Resources) -> None:
        """What stands in an element that has a place of its own."""
        self._gather(element, _on_page(element, _PAGE), resources, None, 1)

    def _gather(
        self, container: etree._Element, matrix: Matrix, resources: Resources, layer: str | None, depth: int
    ) -> None:
        for element in container:
            self._left -= 1
            if self._left <= 0:
                return
            kind = name_of(element)
            if kind == "TextObject":
                self._add_text(element, matrix, resources)
            elif kind == "PathObject":
                self._add_path(element, matrix, resources, layer)
            elif kind == "ImageObject":
                self._add_picture(element, matrix, resources)
            elif kind in ("Layer", "PageBlock"):
                if is_seen(element):
                    self._gather(element, matrix, resources, element.get("DrawParam") or layer, depth)
            elif kind == "CompositeObject" and depth < _MAX_DEPTH and is_seen(element):
                unit = child(resources.units.get(element.get("ResourceID") or ""), "Content")
                if unit is not None:
                    self._gather(unit, _on_page(element, matrix), resources, layer, depth + 1)

    def _add_text(self, element: etree._Element, matrix: Matrix, resources: Resources) -> None:
        color = child(element, "FillColor")
        inked = is_set(element, "Stroke", False) or (
            is_set(element, "Fill", True) and (color is None or ink_of(color) != "none")
        )
        placed = Placed(element, _on_page(element, matrix), resources.fonts.get(element.get("Font") or "", ""))
        (self._seen if inked and is_seen(element) else self._unseen).append(placed)

    def _add_path(self, element: etree._Element, matrix: Matrix, resources: Resources, layer: str | None) -> None:
        data = child(element, "AbbreviatedData")
        if data is None or not data.text or not is_seen(element):
            return
        onto = _on_page(element, matrix)
        segments = [(kind, *apply(onto, x, y), closes) for kind, x, y, closes in _segments(data.text)]
        if segments:
            xs, ys = [segment[1] for segment in segments], [segment[2] for segment in segments]
            self._shapes.append(((min(xs), min(ys), max(xs), max(ys)), _Path(element, resources, layer, segments)))

    def _add_picture(self, element: etree._Element, matrix: Matrix, resources: Resources) -> None:
        box = box_of(element.get("Boundary"))
        if box is None or not is_seen(element):
            return
        x, y, wide, high = box
        left, bottom, right, top = bounds = applied(matrix, (x, y, x + wide, y + high))
        self._shapes.append((bounds, None))
        across = min(right, self.box[2]) - max(left, self.box[0])
        up = min(top, self.box[3]) - max(bottom, self.box[1])
        covers = min(across, up) > 0 and across * up > _COVERS * (self.box[2] - self.box[0]) * (
            self.box[3] - self.box[1]
        )
        if covers and self._seen and not _shows_through(element, resources):
            self._unseen += self._seen
            self._seen = []


def _shows_through(picture: etree._Element, resources: Resources) -> bool:
    """Whether what lies under a picture is seen: a watermark drawn over a page is one with transparency."""
    if number(picture.get("Alpha"), 255) < 255 or picture.get("ImageMask"):
        return True
    image = resources.picture(picture.get("ResourceID") or "")
    return image.startswith(_PNG) and (image[_KIND_AT : _KIND_AT + 1] in _WITH_ALPHA or b"tRNS" in image[:_CHUNKS])


class _Path(msgspec.Struct, frozen=True):
    """A path object, its segments on the page."""

    element: etree._Element
    resources: Resources
    layer: str | None
    found: list[tuple[int, float, float, bool]]

    def paint(self) -> tuple[bool, bool]:
        return is_set(self.element, "Fill", False), is_set(self.element, "Stroke", True)

    def ink(self, *, stroke: bool) -> Ink:
        color = self.resources.color(self.element, "StrokeColor" if stroke else "FillColor", self.layer)
        # An outline is black where nothing is said, an inside nothing.
        return "dark" if stroke and color is None else ink_of(color)

    def segments(self, limit: int) -> Iterator[tuple[int, float, float, bool]]:
        return iter(self.found[:limit])


def _on_page(element: etree._Element, matrix: Matrix) -> Matrix:
    """The matrix from an object's own coordinates to the page, `matrix` being that of what holds it."""
    box = box_of(element.get("Boundary"))
    x, y = (box[0], box[1]) if box is not None else (0.0, 0.0)
    own = element.get("CTM")
    if own is None:
        a, b, c, d, e, f = matrix
        return a, b, c, d, a * x + c * y + e, b * x + d * y + f
    return multiply(multiply(matrix_of(own), (1.0, 0.0, 0.0, 1.0, x, y)), matrix)


def _is_slanted(matrix: Matrix) -> bool:
    return abs(math.remainder(math.atan2(matrix[1], matrix[0]), math.pi / 2)) > _SLANT


def _segments(data: str) -> list[tuple[int, float, float, bool]]:
    """(kind, x, y, closes) of a path written as `M 0 0 L 10 0 C`; all up to where it can't be read."""
    found: list[tuple[int, float, float, bool]] = []
    words = _TOKENS.findall(data[:_LONGEST_PATH])
    at = 0
    while at < len(words):
        letter = words[at]
        count = _OPERANDS.get(letter)
        if count is None:
            break
        at += count + 1
        if at > len(words):
            break
        if count:
            x, y = number(words[at - 2], math.nan), number(words[at - 1], math.nan)
            if math.isnan(x + y):
                break
            found.append((_KINDS.get(letter, CURVE), x, y, False))
        elif found:
            found[-1] = (*found[-1][:3], True)
    return found
