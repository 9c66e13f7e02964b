"""A page of a PDF as PDFium shows it."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from pypdfium2 import raw

from extract.readers.page import pdfium
from extract.readers.page.printed import Boxes, Glyphs, Ink, Shape
from extract.readers.page.rulings import MAX_OBJECTS
from extract.readers.page.sheet import IDENTITY, BoxSides, Matrix, applied, apply, multiply

_CONTROL = {code: "\ufffd" for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}
_CONTROL |= {0x02: "-", 0xFFFE: "-", 0x09: " ", 0x0B: " ", 0x0C: " "}
_CONTROLS = re.compile("[\\x00-\\x09\\x0b\\x0c\\x0e-\\x1f\\ufffe]")
_MAX_DEPTH = 6


class PdfPage:
    """An open page of pypdfium2 and its text page."""

    def __init__(self, page: Any, textpage: Any) -> None:
        self._page = page
        self._textpage = textpage
        self.box: BoxSides = page.get_cropbox()
        self.turns: int = page.get_rotation() // 90 % 4

    @property
    def cropped(self) -> bool:
        return any(abs(a - b) > 1 for a, b in zip(self.box, self._page.get_mediabox(), strict=True))

    def count(self) -> int:
        return max(int(raw.FPDFText_CountChars(self._textpage.raw)), 0)

    def glyphs(self) -> Glyphs:
        count = self.count()
        reference = pdfium.reference_to(self._textpage.raw)
        boxes = pdfium.character_boxes(reference, count) if count else Boxes([], [], [], [])
        return Glyphs(_text(self._textpage.raw, count), boxes, _Setting(self._textpage.raw, reference))

    def shapes(self) -> Iterator[Shape]:
        return _walk(pdfium.objects_of_page(self._page.raw, MAX_OBJECTS), IDENTITY, 0)

    def is_invisible(self) -> bool:
        return pdfium.is_invisible(self._page.raw)

    def is_annotated(self) -> bool:
        return pdfium.is_annotated(self._page.raw)


class _Setting(msgspec.Struct, frozen=True):
    """The characters of a text page; `reference` is what calls made often take for it."""

    page: Any
    reference: Any

    def type_of(self, number: int) -> tuple[float, float, float]:
        return pdfium.type_of(self.reference, number)

    def angle_of(self, number: int) -> float:
        return pdfium.angle_of(self.reference, number)

    def font_of(self, number: int) -> str:
        return pdfium.font_name(self.page, number)

    def is_unmapped(self, number: int) -> bool:
        return pdfium.is_unmapped(self.reference, number)


class _Path(msgspec.Struct, frozen=True, gc=False):
    """The path at an address, in a form whose matrix is given."""

    address: int
    matrix: Matrix

    def paint(self) -> tuple[bool, bool]:
        return pdfium.paint_of(self.address)

    def ink(self, *, stroke: bool) -> Ink:
        return pdfium.ink_of(self.address, stroke)

    def segments(self, limit: int) -> Iterator[tuple[int, float, float, bool]]:
        matrix = multiply(pdfium.matrix_of(self.address), self.matrix)
        for kind, x, y, closes in pdfium.segments_of(self.address, limit):
            yield kind, *apply(matrix, x, y), closes


def _text(textpage: Any, count: int) -> str:
    """Exactly one character of text for each of PDFium's."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
    if len(text) != count:
        codes = (raw.FPDFText_GetUnicode(textpage, number) for number in range(count))
        text = "".join(chr(c) if c < 0xD800 or 0xE000 <= c < 0x110000 else "\ufffd" for c in codes)
    return text.translate(_CONTROL) if _CONTROLS.search(text) else text


def _walk(objects: list[int], matrix: Matrix, depth: int) -> Iterator[Shape]:
    """The paths and pictures among `objects`, then those in the forms."""
    kinds = pdfium.types_of(objects)
    paths = _of_kind(pdfium.PATH, objects, kinds)
    for path, bounds in zip(paths, pdfium.bounds_of(paths), strict=True):
        yield applied(matrix, bounds), _Path(path, matrix)
    for bounds in pdfium.bounds_of(_of_kind(pdfium.IMAGE, objects, kinds)):
        yield applied(matrix, bounds), None
    if depth < _MAX_DEPTH:
        for form in _of_kind(pdfium.FORM, objects, kinds):
            inner = multiply(pdfium.matrix_of(form), matrix)
            yield from _walk(pdfium.objects_of_form(form, MAX_OBJECTS), inner, depth + 1)


def _of_kind(kind: int, objects: list[int], kinds: list[int]) -> list[int]:
    if kind not in kinds:
        return []
    return [item for item, found in zip(objects, kinds, strict=True) if found == kind]
