"""The characters of one page: their text, their boxes, the way up, and how far they can be trusted."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import msgspec

from extract.folding import fold
from extract.readers.page.printed import Boxes, Glyphs, Setting
from extract.readers.page.sheet import View
from extract.readers.symbols import display, is_symbol_font, plain_name

_PRIVATE = re.compile("[\\ue000-\\uf8ff]")
_SAMPLES = 40
# In quarter turns.
_SLANT = 0.06
_LARGEST = 500.0


class Characters(msgspec.Struct, frozen=True):
    """All characters of a page in its file's order, upright: in `boxes` y counts upwards, and is `edge` at the top edge
    of the page. `numbers` are those by which `setting` knows them; `meaningless` is how many have no usable meaning."""

    view: View
    text: str
    boxes: Boxes
    edge: float
    numbers: Sequence[int]
    setting: Setting
    meaningless: int

    def picked(self, order: Sequence[int]) -> Characters:
        """Some of the characters in another order."""
        boxes = self.boxes
        sides = ([side[at] for at in order] for side in (boxes.left, boxes.right, boxes.bottom, boxes.top))
        text = "".join([self.text[at] for at in order])
        numbers = [self.numbers[at] for at in order]
        return msgspec.structs.replace(self, text=text, boxes=Boxes(*sides), numbers=numbers)

    def type_at(self, at: int) -> tuple[float, float]:
        """The base line of a character, from the top of the page, and the size of its type, in points."""
        x, y, em = self.setting.type_of(self.numbers[at])
        _, base, _, _ = self.view.box(x, y, x, y)
        # Type of no size or more than a page high is a matrix that lies; the box of the character doesn't.
        if not 1 <= em <= _LARGEST:
            em = max(self.boxes.top[at] - self.boxes.bottom[at], 1.0)
        return base, em

    def angle_at(self, at: int) -> float:
        """The angle at which a character is set, in radians."""
        return self.setting.angle_of(self.numbers[at])


def read_characters(glyphs: Glyphs, view: View) -> Characters:
    """The characters of a page; `view` is how the file has it shown."""
    setting = glyphs.setting
    text = _with_symbols(fold(glyphs.text), setting)
    boxes = glyphs.boxes
    view = msgspec.structs.replace(view, turns=_turns(text, setting, view.turns))
    edge = view.y1
    if view.turns or view.x0:
        edge = 0.0
        boxes = _upright(boxes, view)
    return Characters(view, text, boxes, edge, range(len(text)), setting, _meaningless(text, setting))


def _with_symbols(text: str, setting: Setting) -> str:
    """The text with what the characters of the private area show, where their font is a symbol font."""
    if not _PRIVATE.search(text):
        return text
    letters = list(text)
    for match in _PRIVATE.finditer(text):
        font = plain_name(setting.font_of(match.start()))
        if is_symbol_font(font):
            letters[match.start()] = display(font, ord(match[0])) or match[0]
    return "".join(letters)


def _meaningless(text: str, setting: Setting) -> int:
    """How many characters stand for no known one: replacement characters, private use, failed mappings (sampled)."""
    bad = text.count("\ufffd") + len(_PRIVATE.findall(text))
    step = max(len(text) // _SAMPLES, 1)
    failed = sum(setting.is_unmapped(number) for number in range(0, len(text), step))
    return max(bad, failed * step)


def _turns(text: str, setting: Setting, declared: int) -> int:
    """The quarter turns that set most of the text upright; the page's own /Rotate where the text doesn't tell. Chinese
    set vertically stands upright as it is."""
    votes = [0, 0, 0, 0]
    for number in range(0, len(text), max(len(text) // _SAMPLES, 1)):
        if text[number] in "\r\n ":
            continue
        quarters = setting.angle_of(number) / (math.pi / 2)
        if abs(quarters - round(quarters)) < _SLANT:
            votes[-round(quarters) % 4] += 1
    best = votes.index(max(votes))
    clear = votes[best] >= 5 and votes[best] > 2 * (sum(votes) - votes[best])
    return best if clear else declared


def _upright(boxes: Boxes, view: View) -> Boxes:
    """The boxes on the upright page, with y upwards and 0 at its top edge."""
    turned = [view.box(*corner) for corner in zip(boxes.left, boxes.bottom, boxes.right, boxes.top, strict=True)]
    return Boxes(
        left=[box[0] for box in turned],
        right=[box[2] for box in turned],
        bottom=[-box[3] for box in turned],
        top=[-box[1] for box in turned],
    )
