"""The characters of one page: their text, their boxes, the way up, and how far they can be trusted."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from typing import Any

import msgspec
from pypdfium2 import raw

from extract.folding import fold
from extract.readers.page import pdfium
from extract.readers.page.sheet import View
from extract.readers.symbols import display, is_symbol_font, plain_name

_CONTROL = {code: "\ufffd" for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}
_CONTROL |= {0x02: "-", 0xFFFE: "-", 0x09: " ", 0x0B: " ", 0x0C: " "}
_CONTROLS = re.compile("[\\x00-\\x09\\x0b\\x0c\\x0e-\\x1f\\ufffe]")
_PRIVATE = re.compile("[\\ue000-\\uf8ff]")
_SAMPLES = 40
# In quarter turns.
_SLANT = 0.06
_LARGEST = 500.0


class Characters(msgspec.Struct, frozen=True):
    """All characters of a page in PDFium's order, upright: in `boxes` y counts upwards, and is `edge` at the top edge of
    the page. `numbers` are PDFium's own; `page` refers to PDFium's page; `meaningless` is how many have no usable
    meaning."""

    view: View
    text: str
    boxes: pdfium.Boxes
    edge: float
    numbers: Sequence[int]
    page: Any
    meaningless: int

    def picked(self, order: Sequence[int]) -> Characters:
        """Some of the characters in another order."""
        boxes = self.boxes
        sides = ([side[at] for at in order] for side in (boxes.left, boxes.right, boxes.bottom, boxes.top))
        text = "".join([self.text[at] for at in order])
        numbers = [self.numbers[at] for at in order]
        return msgspec.structs.replace(self, text=text, boxes=pdfium.Boxes(*sides), numbers=numbers)

    def type_at(self, at: int) -> tuple[float, float]:
        """The base line of a character, from the top of the page, and the size of its type, in points."""
        x, y, em = pdfium.type_of(self.page, self.numbers[at])
        _, base, _, _ = self.view.box(x, y, x, y)
        # Type of no size or more than a page high is a matrix that lies; the box of the character doesn't.
        if not 1 <= em <= _LARGEST:
            em = max(self.boxes.top[at] - self.boxes.bottom[at], 1.0)
        return base, em

    def angle_at(self, at: int) -> float:
        """The angle at which a character is set, in radians."""
        return pdfium.angle_of(self.page, self.numbers[at])


def read_characters(textpage: Any, box: tuple[float, float, float, float], rotation: int) -> Characters:
    """The characters of a page; `box` is (left, bottom, right, top) of the visible page, `rotation` its /Rotate."""
    count = max(raw.FPDFText_CountChars(textpage), 0)
    view = View(*box, turns=rotation // 90 % 4)
    if not count:
        return Characters(view, "", pdfium.Boxes([], [], [], []), 0.0, range(0), None, 0)
    text = _with_symbols(fold(_text(textpage, count)), textpage)
    reference = pdfium.reference_to(textpage)
    boxes = pdfium.character_boxes(reference, count)
    view = msgspec.structs.replace(view, turns=_turns(text, reference, view.turns))
    edge = view.y1
    if view.turns or view.x0:
        edge = 0.0
        boxes = _upright(boxes, view)
    return Characters(view, text, boxes, edge, range(count), reference, _meaningless(text, reference))


def _text(textpage: Any, count: int) -> str:
    """Exactly one character of text for each of PDFium's."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
    if len(text) != count:
        codes = (raw.FPDFText_GetUnicode(textpage, number) for number in range(count))
        text = "".join(chr(c) if c < 0xD800 or 0xE000 <= c < 0x110000 else "\ufffd" for c in codes)
    return text.translate(_CONTROL) if _CONTROLS.search(text) else text


def _with_symbols(text: str, textpage: Any) -> str:
    """The text with what the characters of the private area show, where their font is a symbol font."""
    if not _PRIVATE.search(text):
        return text
    letters = list(text)
    for match in _PRIVATE.finditer(text):
        font = plain_name(pdfium.font_name(textpage, match.start()))
        if is_symbol_font(font):
            letters[match.start()] = display(font, ord(match[0])) or match[0]
    return "".join(letters)


def _meaningless(text: str, page: Any) -> int:
    """How many characters stand for no known one: replacement characters, private use, failed mappings (sampled)."""
    bad = text.count("\ufffd") + len(_PRIVATE.findall(text))
    step = max(len(text) // _SAMPLES, 1)
    failed = sum(pdfium.is_unmapped(page, number) for number in range(0, len(text), step))
    return max(bad, failed * step)


def _turns(text: str, page: Any, declared: int) -> int:
    """The quarter turns that set most of the text upright; the page's own /Rotate where the text doesn't tell. Chinese
    set vertically stands upright as it is."""
    votes = [0, 0, 0, 0]
    for number in range(0, len(text), max(len(text) // _SAMPLES, 1)):
        if text[number] in "\r\n ":
            continue
        quarters = pdfium.angle_of(page, number) / (math.pi / 2)
        if abs(quarters - round(quarters)) < _SLANT:
            votes[-round(quarters) % 4] += 1
    best = votes.index(max(votes))
    clear = votes[best] >= 5 and votes[best] > 2 * (sum(votes) - votes[best])
    return best if clear else declared


def _upright(boxes: pdfium.Boxes, view: View) -> pdfium.Boxes:
    """The boxes on the upright page, with y upwards and 0 at its top edge."""
    turned = [view.box(*corner) for corner in zip(boxes.left, boxes.bottom, boxes.right, boxes.top, strict=True)]
    return pdfium.Boxes(
        left=[box[0] for box in turned],
        right=[box[2] for box in turned],
        bottom=[-box[3] for box in turned],
        top=[-box[1] for box in turned],
    )
