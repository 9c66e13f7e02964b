"""The few calls into PDFium that run once a character or once an object, made without ctypes' conversions.

pypdfium2's raw functions convert every argument at every call, which costs more than the call. Here references to the
page and to the places to write to are made once, and numbers pass as they are. So one `map` runs over a whole page in
C, and the results are read back from one buffer.
"""

from __future__ import annotations

import ctypes
import math
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

from pypdfium2 import raw

from extract.readers.page.printed import Boxes, Ink
from extract.readers.page.sheet import IDENTITY, BoxSides, Matrix

TEXT, PATH, IMAGE, FORM = (
    raw.FPDF_PAGEOBJ_TEXT,
    raw.FPDF_PAGEOBJ_PATH,
    raw.FPDF_PAGEOBJ_IMAGE,
    raw.FPDF_PAGEOBJ_FORM,
)
_SEEN = 5_000
_SAMPLES = 40

# One buffer each for all pages and all characters: PDFium serves one thread only anyway.
_BOX = 4
_BOXES = 1_024
_BUFFER = (ctypes.c_float * (_BOX * _BOXES))()
_ORIGIN = (ctypes.c_double * 2)()
_MATRIX = (ctypes.c_float * 6)()
_ORIGIN_AT = (ctypes.byref(_ORIGIN), ctypes.byref(_ORIGIN, ctypes.sizeof(ctypes.c_double)))
_MATRIX_AT = ctypes.byref(_MATRIX)
_NUMBERS = (ctypes.c_int * 4)()
_NUMBERS_AT = tuple(ctypes.byref(_NUMBERS, at) for at in range(0, ctypes.sizeof(_NUMBERS), ctypes.sizeof(ctypes.c_int)))
_WHITE = 250
_LONGEST_NAME = 128

Address = Callable[..., Any]


def _address(name: str, result: Any, *arguments: Any) -> Address:
    function = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    if function is None:
        raise AttributeError(f"PDFium has no {name}")
    # Kept under the interpreter lock: PDFium isn't thread-safe, and letting go costs more than a call. ctypes passes
    # what follows the declared arguments unconverted: an `int` as such, a `byref` as the place it refers to.
    return ctypes.PYFUNCTYPE(result, *arguments)(function)


_char_box = _address("FPDFText_GetLooseCharBox", None)
_origin = _address("FPDFText_GetCharOrigin", None)
_matrix = _address("FPDFText_GetMatrix", ctypes.c_int)
_font_size = _address("FPDFText_GetFontSize", ctypes.c_double)
_angle = _address("FPDFText_GetCharAngle", ctypes.c_float)
_unmapped = _address("FPDFText_HasUnicodeMapError", ctypes.c_int)
_page_object = _address("FPDFPage_GetObject", ctypes.c_void_p)
_form_object = _address("FPDFFormObj_GetObject", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)
_type = _address("FPDFPageObj_GetType", ctypes.c_int, ctypes.c_void_p)
_draw_mode = _address("FPDFPath_GetDrawMode", ctypes.c_int, ctypes.c_void_p)
_stroke_color = _address("FPDFPageObj_GetStrokeColor", ctypes.c_int, ctypes.c_void_p)
_fill_color = _address("FPDFPageObj_GetFillColor", ctypes.c_int, ctypes.c_void_p)
_bounds = _address("FPDFPageObj_GetBounds", None, ctypes.c_void_p)


@lru_cache(maxsize=1)
def _places() -> list[Any]:
    """Where each number of the buffer stands."""
    return [ctypes.byref(_BUFFER, at) for at in range(0, ctypes.sizeof(_BUFFER), ctypes.sizeof(ctypes.c_float))]


def _boxes(count: int, fill: Callable[[int, int], Iterator[object]]) -> list[float]:
    """The four sides of `count` boxes one after another; `fill(first, last)` makes the calls that write boxes [first,
    last) to the beginning of the buffer."""
    sides: list[float] = []
    for first in range(0, count, _BOXES):
        last = min(first + _BOXES, count)
        # What a call leaves unwritten is no box.
        ctypes.memset(_BUFFER, 0, ctypes.sizeof(_BUFFER))
        deque(fill(first, last), maxlen=0)
        # Six times as fast as going through the array element by element.
        sides += array("f", bytes(_BUFFER)[: (last - first) * _BOX * 4]).tolist()
    return sides


def reference_to(handle: Any) -> Any:
    """What an opaque pointer of pypdfium2 points to, as an argument of many calls that is made once."""
    return ctypes.byref(handle.contents)


def character_boxes(textpage: Any, count: int) -> Boxes:
    """Boxes that reach from advance to advance and over the height of the font: a flat 一 is as high as 国.
    `textpage` is a reference, as in what follows."""
    places = _places()[::_BOX]
    sides = _boxes(count, lambda first, last: map(_char_box, repeat(textpage), range(first, last), places))
    return Boxes(left=sides[0::4], top=sides[1::4], right=sides[2::4], bottom=sides[3::4])


def objects_of_page(page: Any, limit: int) -> list[int]:
    """Addresses of the page's objects, at most `limit`."""
    count = min(raw.FPDFPage_CountObjects(page), limit)
    return list(map(_page_object, repeat(reference_to(page)), range(count)))


def objects_of_form(form: int, limit: int) -> list[int]:
    """Addresses of the objects inside a form, at most `limit`."""
    count = min(raw.FPDFFormObj_CountObjects(_handle(form)), limit)
    return list(map(_form_object, repeat(form), range(max(count, 0))))


def types_of(objects: Sequence[int]) -> list[int]:
    """The kind of each object."""
    return list(map(_type, objects))


def bounds_of(objects: Sequence[int]) -> list[BoxSides]:
    """(left, bottom, right, top) of each object in the coordinates of what holds it."""
    places = [_places()[side::_BOX] for side in range(_BOX)]
    sides = _boxes(len(objects), lambda first, last: map(_bounds, objects[first:last], *places))
    return list(zip(sides[0::4], sides[1::4], sides[2::4], sides[3::4], strict=True))


def _handle(address: int) -> Any:
    return ctypes.cast(address, raw.FPDF_PAGEOBJECT)


def matrix_of(address: int) -> Matrix:
    """The object's own matrix."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(_handle(address), ctypes.byref(matrix)):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def paint_of(path: int) -> tuple[bool, bool]:
    """Whether a path is filled and whether it is stroked."""
    if not _draw_mode(path, *_NUMBERS_AT[:2]):
        return False, False
    return _NUMBERS[0] != raw.FPDF_FILLMODE_NONE, bool(_NUMBERS[1])


def ink_of(path: int, stroke: bool) -> Ink:
    """In what a path is drawn; white shows on shaded ground only."""
    if not (_stroke_color if stroke else _fill_color)(path, *_NUMBERS_AT):
        return "dark"
    if _NUMBERS[3] == 0:
        return "none"
    return "white" if min(_NUMBERS[:3]) >= _WHITE else "dark"


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


def type_of(textpage: Any, number: int) -> tuple[float, float, float]:
    """The origin (x, y) of a character in PDF coordinates, and the size of its type in points."""
    _origin(textpage, number, *_ORIGIN_AT)
    size: float = _font_size(textpage, number)
    scale = math.hypot(_MATRIX[2], _MATRIX[3]) if _matrix(textpage, number, _MATRIX_AT) else 1.0
    return _ORIGIN[0], _ORIGIN[1], size * scale


def font_name(textpage: Any, number: int) -> str:
    """The name of the font of a character, as the file gives it."""
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    raw.FPDFText_GetFontInfo(textpage, number, buffer, _LONGEST_NAME, ctypes.byref(ctypes.c_int()))
    return buffer.value.decode("utf-8", "replace")


def angle_of(textpage: Any, number: int) -> float:
    """The angle at which a character is set, in radians."""
    angle: float = _angle(textpage, number)
    return angle if math.isfinite(angle) else 0.0


def is_unmapped(textpage: Any, number: int) -> bool:
    """Whether a character has a code for which its font gives no meaning."""
    return bool(_unmapped(textpage, number) == 1)


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
