"""The characters of one page as runs: stretches of text on one line without a wide gap in them."""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import add, sub
from typing import Any

import msgspec
from pypdfium2 import raw

from extract.folding import fold
from extract.readers.page import pdfium
from extract.readers.page.sheet import Ruling, View

# In ems. Wider gaps part two runs: columns, or words set far apart; a full-width blank is 1 em.
_WIDE_GAP = 0.9
_BACKWARD = -0.5
# Between two Chinese characters PDFium also reports gaps that come from justified lines; a blank is 0.25 em or more.
_CHINESE_BLANK = 0.2
# Word and LibreOffice leave 0.2-0.25 em between Chinese and figures of their own accord: no blank was typed there.
_MIXED_BLANK = 0.6
# Even a narrow gap parts two runs where a ruling stands in it; a word that overflows its cell has none.
_WALL_GAP = 0.12
# Radians off the nearest quarter turn.
_SLANT = 0.1
# Points. PDFium's own blanks have no width.
_DRAWN = 0.01
_BLANK = " \r\n\u3000\xa0"
_IDEOGRAPH = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff01-\uffef]")
_FIRST_CHINESE = 0x2E80
_CONTROL = {code: "\ufffd" for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}
_CONTROL |= {0x02: "-", 0xFFFE: "-", 0x09: " ", 0x0B: " ", 0x0C: " "}
_SAMPLES = 64


class Run(msgspec.Struct, frozen=True, gc=False):
    """Text on one line: `edges` are the left edges of its characters and the right edge of the last. Points, origin
    top left of the upright page. `blank_after`: a blank was typed after it."""

    text: str
    edges: tuple[float, ...]
    top: float
    bottom: float
    blank_after: bool = False

    @property
    def x0(self) -> float:
        return self.edges[0]

    @property
    def x1(self) -> float:
        return self.edges[-1]

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Characters(msgspec.Struct, frozen=True):
    """All characters of a page in PDFium's order, upright: their boxes count y upwards from `base`, the top edge of
    the page. `meaningless` is how many of them have no usable meaning."""

    view: View
    text: str
    boxes: pdfium.Boxes
    base: float
    meaningless: int


class Writing(msgspec.Struct, frozen=True):
    """What is written on a page: its upright runs, and its slanted text (watermarks)."""

    runs: list[Run]
    slanted: list[str]


def read_characters(textpage: Any, box: tuple[float, float, float, float], rotation: int) -> Characters:
    """The characters of a page; `box` is (left, bottom, right, top) of the visible page, `rotation` its /Rotate."""
    count = max(raw.FPDFText_CountChars(textpage), 0)
    view = View(*box, turns=rotation // 90 % 4)
    if not count:
        return Characters(view=view, text="", boxes=pdfium.Boxes([], [], [], []), base=0.0, meaningless=0)
    text = fold(_text(textpage, count))
    boxes = pdfium.character_boxes(textpage, count)
    view = msgspec.structs.replace(view, turns=_turns(text, boxes, view.turns))
    base = view.y1
    if view.turns or view.x0:
        base = 0.0
        boxes = _upright(boxes, view)
    return Characters(view=view, text=text, boxes=boxes, base=base, meaningless=_meaningless(text, textpage, count))


def read_writing(textpage: Any, page: Characters, rulings: Sequence[Ruling], *, cropped: bool) -> Writing:
    """The runs of a page, parted by wide gaps and by the `rulings` down the page; of a page `cropped` to a part of its
    sheet only what lies inside is text."""
    runs: list[Run] = []
    slanted: list[str] = []
    walls = sorted(rulings, key=lambda ruling: ruling.at)
    for start, end in _stretches(page.text):
        size = page.boxes.top[start] - page.boxes.bottom[start] or 1.0
        if not _leaves_level(page.boxes, start, end, size):
            runs.extend(_level_runs(page, start, end, size, walls))
        elif _is_slanted(textpage, start, end):
            slanted.append(page.text[start:end].strip())
        else:
            for first, last in pairwise([start, *_steps(page.boxes, start, end, size), end]):
                runs.extend(_level_runs(page, first, last, size, walls))
    if cropped:
        view = page.view
        runs = [run for run in runs if run.x1 > 0 and run.x0 < view.width and 0 < run.middle < view.height]
    return Writing(runs=runs, slanted=slanted)


def _text(textpage: Any, count: int) -> str:
    """Exactly one character of text for each of PDFium's."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
    if len(text) != count:
        codes = (raw.FPDFText_GetUnicode(textpage, number) for number in range(count))
        text = "".join(chr(c) if c < 0xD800 or 0xE000 <= c < 0x110000 else "\ufffd" for c in codes)
    return text.translate(_CONTROL)


def _meaningless(text: str, textpage: Any, count: int) -> int:
    """How many characters stand for no known one: replacement characters, private use, failed mappings (sampled)."""
    bad = text.count("\ufffd") + sum(1 for c in text if "\ue000" <= c <= "\uf8ff")
    step = max(count // _SAMPLES, 1)
    failed = sum(1 for number in range(0, count, step) if raw.FPDFText_HasUnicodeMapError(textpage, number) == 1)
    return max(bad, failed * step)


def _turns(text: str, boxes: pdfium.Boxes, declared: int) -> int:
    """The quarter turns that set most of the text upright; the page's own /Rotate where the text doesn't tell."""
    votes = [0, 0, 0, 0]
    step = max(len(text) // _SAMPLES, 1)
    for i in range(0, len(text) - 1, step):
        if text[i] in "\r\n " or text[i + 1] in "\r\n ":
            continue
        across = boxes.left[i + 1] - boxes.left[i]
        up = boxes.bottom[i + 1] - boxes.bottom[i]
        if abs(across) > 3 * abs(up):
            votes[0 if across > 0 else 2] += 1
        elif abs(up) > 3 * abs(across):
            votes[1 if up > 0 else 3] += 1
    best = votes.index(max(votes))
    clear = votes[best] >= 5 and votes[best] > 2 * (sum(votes) - votes[best])
    # Text that runs down the page may be Chinese set vertically: only a declared rotation says that it isn't.
    return best if clear and (best in (0, 1) or best == declared) else declared


def _upright(boxes: pdfium.Boxes, view: View) -> pdfium.Boxes:
    """The boxes on the upright page, with y upwards and 0 at its top edge."""
    turned = [view.box(*corner) for corner in zip(boxes.left, boxes.bottom, boxes.right, boxes.top, strict=True)]
    return pdfium.Boxes(
        left=[box[0] for box in turned],
        right=[box[2] for box in turned],
        bottom=[-box[3] for box in turned],
        top=[-box[1] for box in turned],
    )


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The parts of the text between PDFium's own line ends."""
    start = 0
    while start < len(text):
        end = text.find("\r\n", start)
        if end < 0:
            end = len(text)
        if end > start:
            yield start, end
        start = end + 2


def _leaves_level(boxes: pdfium.Boxes, start: int, end: int, size: float) -> bool:
    """Whether a line of PDFium doesn't keep to one height."""
    middles: Iterator[float] = map(add, boxes.bottom[start:end], boxes.top[start:end])
    return max(middles) - 2 * min(boxes.bottom[start:end]) > 2.5 * size


def _is_slanted(textpage: Any, start: int, end: int) -> bool:
    """Whether a line is set at an angle: a watermark."""
    angle: float = raw.FPDFText_GetCharAngle(textpage, (start + end) // 2)
    return abs(math.remainder(angle, math.pi / 2)) > _SLANT


def _level_runs(page: Characters, start: int, end: int, size: float, walls: Sequence[Ruling]) -> Iterator[Run]:
    """The runs of characters at one height: parted at wide gaps and at rulings. What was drawn out of order, another
    font after the rest of its line, is put in order first."""
    left, right = page.boxes.left, page.boxes.right
    gaps = list(map(sub, left[start + 1 : end], right[start : end - 1]))
    cuts = [start]
    if gaps and min(gaps) < _BACKWARD * size:
        ordered = _in_order(page, start, end)
        if ordered is not None:
            yield from _level_runs(ordered, 0, len(ordered.text), size, walls)
            return
    if gaps and max(gaps) > _WALL_GAP * size:
        level = page.base - (page.boxes.top[start] + page.boxes.bottom[start]) / 2
        for at, gap in enumerate(gaps, start + 1):
            walled = gap > _WALL_GAP * size and _walled(walls, left[at] - gap, left[at], level)
            if walled or gap > _WIDE_GAP * size:
                cuts.append(at)
    cuts.append(end)
    for first, last in pairwise(cuts):
        run = _run(page, first, last, size)
        if run is not None:
            yield run


def _in_order(page: Characters, start: int, end: int) -> Characters | None:
    """The characters of a line from left to right; those drawn twice for boldness once. None if they are already."""
    boxes = page.boxes
    order: list[int] = []
    for at in sorted(range(start, end), key=boxes.left.__getitem__):
        if boxes.right[at] - boxes.left[at] <= _DRAWN:
            continue
        width = boxes.right[at] - boxes.left[at]
        if order and page.text[order[-1]] == page.text[at] and boxes.left[at] - boxes.left[order[-1]] < 0.3 * width:
            continue
        order.append(at)
    if order == list(range(start, end)):
        return None
    return msgspec.structs.replace(
        page,
        text="".join([page.text[at] for at in order]),
        boxes=pdfium.Boxes(
            left=[boxes.left[at] for at in order],
            right=[boxes.right[at] for at in order],
            bottom=[boxes.bottom[at] for at in order],
            top=[boxes.top[at] for at in order],
        ),
    )


def _steps(boxes: pdfium.Boxes, start: int, end: int, size: float) -> Iterator[int]:
    """Where a line of PDFium goes on at another height, blanks of its own aside."""
    level = start
    for at in range(start + 1, end):
        if boxes.top[at] - boxes.bottom[at] <= _DRAWN:
            continue
        if abs(boxes.bottom[at] + boxes.top[at] - boxes.bottom[level] - boxes.top[level]) > size:
            yield at
        level = at


def _walled(walls: Sequence[Ruling], first: float, last: float, level: float) -> bool:
    """Whether a ruling runs down between two characters."""
    number = bisect_left(walls, first - 0.5, key=lambda wall: wall.at)
    while number < len(walls) and walls[number].at <= last + 0.5:
        if walls[number].start <= level <= walls[number].end:
            return True
        number += 1
    return False


def _run(page: Characters, start: int, end: int, size: float) -> Run | None:
    text, boxes = page.text, page.boxes
    while start < end and text[start] in _BLANK:
        start += 1
    typed_end = end
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    if start == end:
        return None
    blank_after = end < typed_end and boxes.right[typed_end - 1] - boxes.left[end] > _DRAWN
    words = text[start:end]
    lefts: Sequence[float] = boxes.left[start:end]
    if " " in words:
        kept = _kept(words, boxes, start, size)
        if len(kept) < len(words):
            words = "".join([words[i] for i in kept])
            lefts = [lefts[i] for i in kept]
    # Fonts differ in how far their boxes reach for the same size of type, so one script stands for the run.
    chinese = _IDEOGRAPH.search(text, start, end)
    model = chinese.start() if chinese else start
    return Run(
        text=words,
        edges=(*lefts, boxes.right[end - 1]),
        top=page.base - boxes.top[model],
        bottom=page.base - boxes.bottom[model],
        blank_after=blank_after,
    )


def _kept(words: str, boxes: pdfium.Boxes, start: int, size: float) -> list[int]:
    """The characters of `words` without the blanks that PDFium itself put between Chinese and figures."""
    spurious = set()
    at = words.find(" ")
    while at >= 0:
        number = start + at
        typed = boxes.right[number] - boxes.left[number] > _DRAWN
        if not typed and not is_blank(words[at - 1], words[at + 1], boxes.left[number + 1] - boxes.left[number], size):
            spurious.add(at)
        at = words.find(" ", at + 1)
    return [i for i in range(len(words)) if i not in spurious] if spurious else list(range(len(words)))


def is_blank(before: str, after: str, gap: float, size: float) -> bool:
    """Whether a gap of `gap` points between two characters is a blank that its author typed; `size` is that of the
    type."""
    chinese = (ord(before) >= _FIRST_CHINESE) + (ord(after) >= _FIRST_CHINESE)
    if chinese == 2:
        return gap >= _CHINESE_BLANK * size
    return chinese == 0 or gap >= _MIXED_BLANK * size
