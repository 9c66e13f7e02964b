"""The few calls into PDFium that run once a character or once an object, made without ctypes' conversions.

pypdfium2's raw functions convert every pointer at every call. These take addresses as plain integers, so that one
`map` runs over a whole page in C. Structures are read back from one buffer.
"""

from __future__ import annotations

import ctypes
import math
from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

import msgspec
from pypdfium2 import raw

TEXT, PATH, IMAGE, FORM = (
    raw.FPDF_PAGEOBJ_TEXT,
    raw.FPDF_PAGEOBJ_PATH,
    raw.FPDF_PAGEOBJ_IMAGE,
    raw.FPDF_PAGEOBJ_FORM,
)
_FLOAT_BYTES = 4
_BOX = 4
_SEEN = 5_000
_SAMPLES = 40

# One place each for what is asked of a single character: PDFium serves one thread only anyway.
_DOUBLE_BYTES = 8
_ORIGIN = (ctypes.c_double * 2)()
_ORIGIN_AT = ctypes.addressof(_ORIGIN)
_MATRIX = (ctypes.c_float * 6)()
_MATRIX_AT = ctypes.addressof(_MATRIX)

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Address = Callable[..., int]


def _address(name: str, result: Any, *arguments: Any) -> Address:
    function = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    if function is None:
        raise AttributeError(f"PDFium has no {name}")
    # Kept under the interpreter lock: PDFium isn't thread-safe, and letting go costs more than a call.
    return ctypes.PYFUNCTYPE(result, *arguments)(function)


@lru_cache(maxsize=1)
def _calls() -> dict[str, Address]:
    pointer, integer, size = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t
    return {
        "char_box": _address("FPDFText_GetLooseCharBox", integer, pointer, integer, size),
        "origin": _address("FPDFText_GetCharOrigin", integer, pointer, integer, size, size),
        "matrix": _address("FPDFText_GetMatrix", integer, pointer, integer, size),
        "font_size": _address("FPDFText_GetFontSize", ctypes.c_double, pointer, integer),
        "page_object": _address("FPDFPage_GetObject", pointer, pointer, integer),
        "form_object": _address("FPDFFormObj_GetObject", pointer, pointer, ctypes.c_ulong),
        "type": _address("FPDFPageObj_GetType", integer, pointer),
        "bounds": _address("FPDFPageObj_GetBounds", integer, pointer, size, size, size, size),
    }


def address_of(handle: Any) -> int:
    """The address in an opaque pointer of pypdfium2, as a plain integer."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


class Boxes(msgspec.Struct, frozen=True):
    """The loose boxes of all characters of a page in PDF coordinates, one list a side."""

    left: list[float]
    right: list[float]
    bottom: list[float]
    top: list[float]


def character_boxes(textpage: Any, count: int) -> Boxes:
    """Boxes that reach from advance to advance and over the height of the font: a flat 一 is as high as 国."""
    buffer = (ctypes.c_float * (_BOX * count))()
    start = ctypes.addressof(buffer)
    step = _BOX * _FLOAT_BYTES
    addresses = range(start, start + step * count, step)
    for _ in map(_calls()["char_box"], repeat(address_of(textpage)), range(count), addresses):
        pass
    sides = _numbers(buffer)
    return Boxes(left=sides[0::4], top=sides[1::4], right=sides[2::4], bottom=sides[3::4])


def _numbers(buffer: Any) -> list[float]:
    # Six times as fast as going through the array element by element.
    return array("f", bytes(buffer)).tolist()


def objects_of_page(page: Any, limit: int) -> list[int]:
    """Addresses of the page's objects, at most `limit`."""
    count = min(raw.FPDFPage_CountObjects(page), limit)
    return list(map(_calls()["page_object"], repeat(address_of(page)), range(count)))


def objects_of_form(form: int, limit: int) -> list[int]:
    """Addresses of the objects inside a form, at most `limit`."""
    count = min(raw.FPDFFormObj_CountObjects(_handle(form)), limit)
    return list(map(_calls()["form_object"], repeat(form), range(max(count, 0))))


def types_of(objects: Sequence[int]) -> list[int]:
    """The kind of each object."""
    return list(map(_calls()["type"], objects))


def bounds_of(objects: Sequence[int]) -> list[tuple[float, float, float, float]]:
    """(left, bottom, right, top) of each object in the coordinates of what holds it."""
    count = len(objects)
    buffer = (ctypes.c_float * (_BOX * count))()
    start = ctypes.addressof(buffer)
    step = _BOX * _FLOAT_BYTES
    corners = (range(start + _FLOAT_BYTES * side, start + step * count, step) for side in range(_BOX))
    for _ in map(_calls()["bounds"], objects, *corners):
        pass
    sides = _numbers(buffer)
    return list(zip(sides[0::4], sides[1::4], sides[2::4], sides[3::4], strict=True))


def _handle(address: int) -> Any:
    return ctypes.cast(address, raw.FPDF_PAGEOBJECT)


def matrix_of(address: int) -> Matrix:
    """The object's own matrix."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(_handle(address), ctypes.byref(matrix)):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first and `outer` after it."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """The point (x, y) under `matrix`."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def paint_of(path: int) -> tuple[bool, bool]:
    """Whether a path is filled and whether it is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(_handle(path), ctypes.byref(fill), ctypes.byref(stroke)):
        return False, False
    return fill.value != raw.FPDF_FILLMODE_NONE, bool(stroke.value)


def is_white(path: int, stroke: bool) -> bool:
    """Whether a path is drawn in white or can't be seen: a background, no ruling."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    read = raw.FPDFPageObj_GetStrokeColor if stroke else raw.FPDFPageObj_GetFillColor
    if not read(_handle(path), *(ctypes.byref(v) for v in (red, green, blue, alpha))):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= 250


def segments_of(path: int, limit: int) -> list[tuple[int, float, float, bool]]:
    """(kind, x, y, closes) of each segment of a path, at most `limit`, before the path's matrix."""
    handle = _handle(path)
    count = min(raw.FPDFPath_CountSegments(handle), limit)
    x, y = ctypes.c_float(), ctypes.c_float()
    found = []
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, number)
        if raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            kind = raw.FPDFPathSegment_GetType(segment)
            found.append((kind, x.value, y.value, bool(raw.FPDFPathSegment_GetClose(segment))))
    return found


def type_of(textpage: int, number: int) -> tuple[float, float, float]:
    """The origin (x, y) of a character in PDF coordinates, and the size of its type in points; `textpage` is an
    address."""
    calls, origin, matrix = _calls(), _ORIGIN, _MATRIX
    calls["origin"](textpage, number, _ORIGIN_AT, _ORIGIN_AT + _DOUBLE_BYTES)
    size = calls["font_size"](textpage, number)
    scale = math.hypot(matrix[2], matrix[3]) if calls["matrix"](textpage, number, _MATRIX_AT) else 1.0
    return origin[0], origin[1], size * scale


def is_invisible(page: Any) -> bool:
    """Whether most text objects of a page (a sample of them) are drawn invisibly, as text recognition lays its result
    under a scan."""
    objects = objects_of_page(page, _SEEN)
    texts = [item for item, kind in zip(objects, types_of(objects), strict=True) if kind == TEXT]
    sample = texts[:: max(len(texts) // _SAMPLES, 1)]
    modes: list[int] = [raw.FPDFTextObj_GetTextRenderMode(_handle(item)) for item in sample]
    unseen = modes.count(int(raw.FPDF_TEXTRENDERMODE_INVISIBLE))
    return 2 * unseen > len(sample)


def is_annotated(page: Any) -> bool:
    """Whether text was put over a page afterwards: comments in a box, form fields."""
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), _SEEN)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in (raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_TEXT):
            return True
    return False
