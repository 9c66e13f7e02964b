"""The characters of an OFD page: text objects with their own spacing, put in lines as they follow each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from operator import sub
from statistics import median

import msgspec
from lxml import etree

from extract.readers.ofd_markup import children, number
from extract.readers.ofd_spacing import USUAL, Sharing, stated_steps, steps_of, true_size, widest
from extract.readers.page.printed import Boxes, Glyphs
from extract.readers.page.sheet import Matrix, applied, apply, multiply

# How far the square of a Chinese character stands above its base line, and below.
_ABOVE, _BELOW = 0.88, 0.12
# In ems: how much wider than usual a character may be set before room is left beside it.
_SPARE = 0.15
_ROOM = 0.2
# A line is spaced out evenly if so many pairs of characters tell it, and by no more than this.
_EVENLY, _ALIKE, _WIDEST = 3, 0.05, 0.7
_FIRST_CHINESE = "\u2e80"
# In ems: text on one line stands no further apart in height, and goes back no further.
_LEVEL, _RAISED, _BACK = 0.1, 0.45, 0.65
_NEAR = 0.5
_STRAIGHT = 0.01
# Points: the same text drawn twice within this is drawn for boldness.
_TWICE = 1.0
_REMEMBERED = 16


class Placed(msgspec.Struct, frozen=True):
    """A text object where it is drawn: the matrix from its own coordinates to the page, the name of its font."""

    element: etree._Element
    matrix: Matrix
    font: str


class _Piece(msgspec.Struct, frozen=True):
    """The characters of one TextCode: the left edges, feet and heads of their boxes, their usual widths, and their
    origins on the page; the size of their type, their angle and font. `sides` are the right edges where these are known
    because the text is turned."""

    text: str
    left: list[float]
    wide: list[float]
    bottom: list[float]
    top: list[float]
    xs: list[float]
    ys: list[float]
    em: float
    angle: float
    font: str
    sides: list[float] | None = None


class _Setting(msgspec.Struct, frozen=True):
    """How each character is set: its origin, and the piece it is of."""

    xs: list[float]
    ys: list[float]
    owners: list[_Piece]

    def type_of(self, number: int) -> tuple[float, float, float]:
        return self.xs[number], self.ys[number], self.owners[number].em

    def angle_of(self, number: int) -> float:
        return self.owners[number].angle

    def font_of(self, number: int) -> str:
        return self.owners[number].font

    def is_unmapped(self, number: int) -> bool:
        """Never: what a code stands for is stated by the code itself."""
        return False


def glyphs_of(objects: Sequence[Placed]) -> Glyphs:
    """The characters of text objects, in the order in which these are drawn."""
    composer = _Composer()
    drawn: dict[str, list[_Piece]] = {}
    size = USUAL
    for placed in objects:
        found, size = _pieces(placed, size)
        for piece in found:
            like = drawn.setdefault(piece.text, [])
            if not any(_is_there(piece, other) for other in like[-_REMEMBERED:]):
                like.append(piece)
                composer.add(piece)
    return composer.glyphs()


def _is_there(piece: _Piece, other: _Piece) -> bool:
    """Whether the same text stands in the same place, drawn twice for boldness."""
    return abs(piece.xs[0] - other.xs[0]) < _TWICE and abs(piece.ys[0] - other.ys[0]) < _TWICE


class _Composer:
    """Puts pieces of text in a row: line by line, with blanks where the room between characters tells of any."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._boxes = Boxes([], [], [], [])
        self._setting = _Setting([], [], [])
        self._line: list[_Piece] = []

    def add(self, piece: _Piece) -> None:
        """The next piece of text."""
        level = piece.sides is not None or piece.ys.count(piece.ys[0]) == len(piece.ys)
        for part in (piece,) if level else _levels(piece):
            if self._line and not _goes_on(self._line[-1], part):
                self._end_line()
            self._line.append(part)

    def glyphs(self) -> Glyphs:
        """All of it."""
        if self._line:
            self._end_line()
        return Glyphs("".join(self._text), self._boxes, self._setting)

    def _end_line(self) -> None:
        line, self._line = self._line, []
        if self._text:
            self._add_undrawn("\r\n")
        if line[0].sides is not None:
            self._add(line[0], 0, len(line[0].text), line[0].sides)
            return
        text = "".join([piece.text for piece in line])
        right, blanks = _set_out(text, line)
        start = 0
        for piece in line:
            end = start + len(piece.text)
            first = start
            for at in blanks:
                if start <= at < end:
                    self._add(piece, first - start, at - start, right[first:at])
                    self._add_undrawn(" ")
                    first = at
            self._add(piece, first - start, end - start, right[first:end])
            start = end

    def _add(self, piece: _Piece, start: int, end: int, right: Sequence[float]) -> None:
        """The characters [start, end) of a piece, with their right edges."""
        boxes, setting = self._boxes, self._setting
        self._text.append(piece.text[start:end])
        boxes.left.extend(piece.left[start:end])
        boxes.right.extend(right)
        boxes.bottom.extend(piece.bottom[start:end])
        boxes.top.extend(piece.top[start:end])
        setting.xs.extend(piece.xs[start:end])
        setting.ys.extend(piece.ys[start:end])
        setting.owners.extend([piece] * (end - start))

    def _add_undrawn(self, letters: str) -> None:
        """Characters without width right after the last one."""
        boxes, setting = self._boxes, self._setting
        if not boxes.right:
            return
        count = len(letters)
        right = boxes.right[-1]
        self._text.append(letters)
        boxes.left.extend([right] * count)
        boxes.right.extend([right] * count)
        boxes.bottom.extend([boxes.bottom[-1]] * count)
        boxes.top.extend([boxes.top[-1]] * count)
        setting.xs.extend([right] * count)
        setting.ys.extend([setting.ys[-1]] * count)
        setting.owners.extend([setting.owners[-1]] * count)


def _goes_on(last: _Piece, piece: _Piece) -> bool:
    """Whether a piece stands on the line of the one before, after it; a raised mark does."""
    if last.sides is not None or piece.sides is not None:
        return False
    em = max(last.em, piece.em)
    step = abs(piece.ys[0] - last.ys[-1])
    gap = piece.left[0] - last.left[-1] - last.wide[-1]
    return step <= _RAISED * em and gap >= -_BACK * em and (step <= _LEVEL * em or gap <= _NEAR * em)


def _levels(piece: _Piece) -> Iterator[_Piece]:
    """The parts of a piece that keep to one height: writing that goes down a page has one for each character."""
    cuts = [at for at in range(1, len(piece.ys)) if abs(piece.ys[at] - piece.ys[at - 1]) > _LEVEL * piece.em]
    for start, end in pairwise([0, *cuts, len(piece.text)]):
        yield msgspec.structs.replace(
            piece,
            text=piece.text[start:end],
            left=piece.left[start:end],
            wide=piece.wide[start:end],
            bottom=piece.bottom[start:end],
            top=piece.top[start:end],
            xs=piece.xs[start:end],
            ys=piece.ys[start:end],
        )


def _set_out(text: str, line: Sequence[_Piece]) -> tuple[list[float], list[int]]:
    """The right edges of the characters of a line, and before which of them blanks stand that only the room tells of. A
    character fills the room up to the next one unless that is more than the line is spaced out by."""
    left = [edge for piece in line for edge in piece.left]
    wide = [width for piece in line for width in piece.wide]
    em = line[0].em
    steps = list(map(sub, left[1:], left))
    more = list(map(sub, steps, wide))
    spaced = max(more, default=0.0) > _SPARE * em
    spacing = _spacing(text, more, em) if spaced else 0.0
    # Some programs set every character on a square of its own, figures too.
    pitch = median(steps) if spaced and len(steps) >= _EVENLY else 0.0
    right: list[float] = []
    blanks: list[int] = []
    for at, step in enumerate(steps):
        if text[at] == " ":
            right.append(left[at] + (0.0 if _parts_scripts(text, at) else min(wide[at], max(step, 0.0))))
        elif step > 0 and (
            more[at] <= spacing + _SPARE * em or (abs(step - pitch) < _ALIKE * em and more[at] < _WIDEST * em)
        ):
            right.append(left[at] + step)
        else:
            right.append(left[at] + wide[at] + (spacing if step > 0 else 0.0))
            if more[at] > spacing + _ROOM * em and text[at + 1] != " ":
                blanks.append(at + 1)
    right.append(left[-1] + wide[-1])
    return right, blanks


def _parts_scripts(text: str, at: int) -> bool:
    """Whether a blank stands between Chinese and figures or letters, where room is left in any case: how much it is tells
    whether a blank was typed, as it does where none is written."""
    around = (text[at - 1 : at], text[at + 1 : at + 2])
    figures = (one < _FIRST_CHINESE and (one.isnumeric() or (one.isascii() and one.isalpha())) for one in around)
    return any(one >= _FIRST_CHINESE for one in around) and any(figures)


def _spacing(text: str, more: Sequence[float], em: float) -> float:
    """By how much a line is spaced out, to fill its width or for emphasis: evenly, which blanks are not."""
    chinese = [room for at, room in enumerate(more) if text[at] >= _FIRST_CHINESE <= text[at + 1]]
    told = chinese if len(chinese) >= _EVENLY else [room for at, room in enumerate(more) if text[at : at + 2].isdigit()]
    if len(told) < _EVENLY:
        return 0.0
    usual = median(told)
    return usual if 0 < usual < _WIDEST * em else 0.0


def _pieces(placed: Placed, before: float) -> tuple[list[_Piece], float]:
    """The pieces of a text object, and the size of its type; `before` is that of the text before it."""
    element = placed.element
    size = number(element.get("Size"), USUAL)
    stretch = number(element.get("HScale"), 1.0) or 1.0
    turned = number(element.get("CharDirection"), 0)
    onward = number(element.get("ReadDirection"), 0)
    found = []
    shared = Sharing(element)
    start = (0.0, 0.0)
    for code in children(element, "TextCode"):
        raw = (code.text or "").replace("\n", "").replace("\r", "")
        # What is not stated is as in the code before.
        start = (number(code.get("X"), start[0]), number(code.get("Y"), start[1]))
        if not raw:
            continue
        wanted = shared.glyphs(len(raw))
        across, down = (stated_steps(code.get(name), wanted) for name in ("DeltaX", "DeltaY"))
        text = shared.text(raw)
        if wanted != len(raw) and len(across or down) >= wanted - 1:
            across, down = shared.thinned(across, len(raw)), shared.thinned(down, len(raw))
        shared.start += len(raw)
        before = em = true_size(size, text, across, stretch, before)
        if not text.isspace() or len(text) > 1:
            across, down = steps_of(text, em * stretch, across, down, onward)
            found.append(_piece(placed, text, (em, em * stretch), start, (across, down), turned))
    return found, before


def _piece(
    placed: Placed,
    text: str,
    size: tuple[float, float],
    start: tuple[float, float],
    steps: tuple[list[float], list[float]],
    turned: float,
) -> _Piece:
    """The text on the page; `size` is (height, width) of its type, `turned` the degrees clockwise that each character is
    turned by in its place."""
    em, wide = size
    across, down = steps
    xs = list(accumulate(across, initial=start[0]))
    ys = list(accumulate(down, initial=start[1])) if down else [start[1]] * len(xs)
    widths = [widest(letter) * wide for letter in text]
    a, b, c, d, e, f = matrix = placed.matrix
    height = em * math.hypot(c, d)
    if abs(b) + abs(c) < _STRAIGHT * (abs(a) + abs(d)) and a > 0 > d and not turned:
        left = [a * x + e for x in xs]
        feet = [d * y + f for y in ys]
        bottom, top = ([foot + reach * height for foot in feet] for reach in (-_BELOW, _ABOVE))
        return _Piece(text, left, [a * width for width in widths], bottom, top, left, feet, height, 0.0, placed.font)
    turn = math.radians(turned)
    own = (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn))
    boxes = [
        applied(multiply((*own, x, y), matrix), (0.0, -_ABOVE * em, width, _BELOW * em))
        for x, y, width in zip(xs, ys, widths, strict=True)
    ]
    left, bottom, right, top = (list(side) for side in zip(*boxes, strict=True))
    origins = [apply(matrix, x, y) for x, y in zip(xs, ys, strict=True)]
    xs, ys = [x for x, _ in origins], [y for _, y in origins]
    angle = turn - math.atan2(b, a)
    return _Piece(text, left, widths, bottom, top, xs, ys, height, angle, placed.font, sides=right)
