"""Runs: stretches of characters on one line without a wide gap in them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from extract.readers.page.characters import Characters
from extract.readers.page.marks import with_marks_raised, without_marks
from extract.readers.page.printed import Boxes
from extract.readers.page.sheet import Ruling

# In ems. Wider gaps part two runs: columns, or words set far apart; a full-width blank is 1 em.
_WIDE_GAP = 0.9
# Word sets 」、 and the like on half their width, which reads as half an em back.
_BACKWARD = -0.65
# Between two Chinese characters PDFium also reports gaps that come from justified lines; a blank is 0.25 em or more.
_CHINESE_BLANK = 0.2
# Word and LibreOffice leave 0.2-0.25 em between Chinese and figures of their own accord: no blank was typed there.
_MIXED_BLANK = 0.6
# Even a narrow gap parts two runs where a ruling stands in it; a word that overflows its cell has none.
_WALL_GAP = 0.12
# On one line the feet of boxes lie no further apart, whatever their fonts; where they do, base lines tell.
_ONE_LINE = 0.33
# A line beside the middle of two others stands half a pitch off, at least half an em; a raised mark less.
_STEP = 0.45
# How far the square of a Chinese character stands above its base line, and below.
_ABOVE = 0.88
_BELOW = 0.12
# Where PDFium's line ends are more than this share of the text, they are none of the page's.
_SCATTERED = 4
# Radians off the nearest quarter turn.
_SLANT = 0.1
_SLANTED, _SIDEWAYS = "slanted", "sideways"
# Points. PDFium's own blanks have no width.
_DRAWN = 0.01
_BLANK = " \r\n\u3000\xa0"
_FIRST_CHINESE = 0x2E80


class Strip(msgspec.Struct, frozen=True, gc=False):
    """Text on one line: `edges` are the left edges of its characters and the right edge of the last. Points, origin
    top left of the upright page. `blank_after`: a blank was typed after it."""

    text: str
    edges: tuple[float, ...]
    top: float
    bottom: float
    blank_after: bool

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


class Run(Strip, frozen=True, gc=False):
    """A stretch of characters on one line without a wide gap in it."""

    def sliced(self, first: int, last: int) -> Run | None:
        """The characters [first, last) without blanks at their ends; None if nothing else is there."""
        while first < last and self.text[first] == " ":
            first += 1
        while last > first and self.text[last - 1] == " ":
            last -= 1
        if first == last:
            return None
        return Run(self.text[first:last], self.edges[first : last + 1], self.top, self.bottom, blank_after=False)


class Writing(msgspec.Struct, frozen=True):
    """What is written on a page: its upright runs, and its slanted text (watermarks)."""

    runs: list[Run]
    slanted: list[str]


def read_writing(page: Characters, rulings: Sequence[Ruling], *, cropped: bool, noted: bool = False) -> Writing:
    """The runs of a page, parted by wide gaps and by the `rulings` down the page; of a page `cropped` to a part of its
    sheet only what lies inside is text, of one that is `noted` the marks of notes are none."""
    runs: list[Run] = []
    slanted: list[str] = []
    walls = sorted(rulings, key=lambda ruling: ruling.at)
    for start, end in _stretches(page.text):
        type_ = _type(page, start, end)
        kept = without_marks(page, start, end, type_.em) if noted else None
        if not kept:
            page = with_marks_raised(page, start, end, type_.em)
        if kept:
            runs.extend(_level_runs(page.picked(kept), 0, len(kept), type_, walls))
        elif not _leaves_level(page.boxes, start, end, type_.em):
            runs.extend(_level_runs(page, start, end, type_, walls))
        elif (turned := _turned(page, start, end)) == _SLANTED:
            slanted.append(page.text[start:end].strip())
        elif turned == _SIDEWAYS:
            runs.extend(_sideways(page, start, end))
        else:
            for first, last in pairwise([start, *_steps(page, start, end, type_), end]):
                runs.extend(_level_runs(page, first, last, _type(page, first, last), walls))
    if page.text.count("\r\n") * _SCATTERED > len(page.text):
        runs = list(_put_together(runs, walls))
    if cropped:
        view = page.view
        runs = [run for run in runs if run.x1 > 0 and run.x0 < view.width and 0 < run.middle < view.height]
    return Writing(runs=runs, slanted=slanted)


def _put_together(runs: Sequence[Run], walls: Sequence[Ruling]) -> Iterator[Run]:
    """Runs with those as one that follow each other directly: PDFium takes the writing of a page full of short rows for
    vertical and ends a line after each character, so that a figure would be none."""
    last: Run | None = None
    for run in runs:
        if last is not None and _follows(last, run, walls):
            last = Run(last.text + run.text, (*last.edges[:-1], *run.edges), last.top, last.bottom, run.blank_after)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _follows(run: Run, following: Run, walls: Sequence[Ruling]) -> bool:
    """Whether a run goes on at once where another ends, with no ruling between."""
    gap = following.x0 - run.x1
    if run.blank_after or abs(gap) > _WALL_GAP * run.height or abs(following.top - run.top) > _DRAWN:
        return False
    return not any(w.start <= run.middle <= w.end and abs(w.at - run.x1) <= 0.5 for w in walls)


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


class _Type(msgspec.Struct, frozen=True, gc=False):
    """The base line of a line, from the top of the page, and the size of its type."""

    base: float
    em: float


def _type(page: Characters, start: int, end: int) -> _Type:
    """The type of a line: that of a character in its middle, since a mark of a note may stand at either end."""
    base, em = page.type_at(_model(page, start, end))
    return _Type(base=base, em=em)


def _model(page: Characters, start: int, end: int) -> int:
    """A character in the middle of a line that is drawn, unlike PDFium's own blanks."""
    left, right = page.boxes.left, page.boxes.right
    at = (start + end) // 2
    while at > start and right[at] - left[at] <= _DRAWN:
        at -= 1
    return at


def _leaves_level(boxes: Boxes, start: int, end: int, em: float) -> bool:
    """Whether a line of PDFium may not keep to one height."""
    feet = boxes.bottom[start:end]
    return max(feet) - min(feet) > _ONE_LINE * em


def _turned(page: Characters, start: int, end: int) -> str:
    """Whether a line is set across the page, sideways, or at a slant as watermarks are."""
    angle = page.angle_at(_model(page, start, end)) + page.view.turns * math.pi / 2
    if abs(math.remainder(angle, math.pi / 2)) > _SLANT:
        return _SLANTED
    return _SIDEWAYS if abs(math.sin(angle)) > _SLANT else ""


def _sideways(page: Characters, start: int, end: int) -> Iterator[Run]:
    """A line that runs up or down the page as one run; all of it stands at the place of all of it."""
    words = "".join(page.text[start:end].split())
    if not words:
        return
    boxes = page.boxes
    left, right = min(boxes.left[start:end]), max(boxes.right[start:end])
    yield Run(
        text=words,
        edges=(left, *[right] * len(words)),
        top=page.edge - max(boxes.top[start:end]),
        bottom=page.edge - min(boxes.bottom[start:end]),
        blank_after=False,
    )


def _steps(page: Characters, start: int, end: int, type_: _Type) -> Iterator[int]:
    """Where a line of PDFium goes on at another height, blanks of its own aside."""
    boxes = page.boxes
    level = foot = None
    for at in range(start, end):
        if boxes.bottom[at] == foot or boxes.right[at] - boxes.left[at] <= _DRAWN:
            continue
        foot = boxes.bottom[at]
        base, _ = page.type_at(at)
        if level is not None and abs(base - level) > _STEP * type_.em:
            yield at
        level = base


def _level_runs(page: Characters, start: int, end: int, type_: _Type, walls: Sequence[Ruling]) -> Iterator[Run]:
    """The runs of characters at one height: parted at wide gaps and at rulings. What was drawn out of order, another
    font after the rest of its line, is put in order first."""
    left, right, em = page.boxes.left, page.boxes.right, type_.em
    gaps = page.boxes.gaps[start : end - 1]
    cuts = [start]
    if gaps and min(gaps) < _BACKWARD * em:
        ordered = _in_order(page, start, end)
        if ordered is not None:
            yield from _level_runs(ordered, 0, len(ordered.text), type_, walls)
            return
        cuts += [at for at, gap in enumerate(gaps, start + 1) if gap < _BACKWARD * em]
    widest = max(gaps, default=0.0)
    if widest > _WALL_GAP * em:
        level = type_.base - em / 2
        across = [wall.at for wall in walls if wall.start <= level <= wall.end]
        if across or widest > _WIDE_GAP * em:
            cuts += [
                at
                for at, gap in enumerate(gaps, start + 1)
                if gap > _WIDE_GAP * em or (gap > _WALL_GAP * em and _walled(across, left[at] - gap, left[at]))
            ]
    blank = page.text.find(" ", start + 1, end - 1)
    while blank >= 0:
        if left[blank + 1] - right[blank - 1] > _WIDE_GAP * em:
            cuts.append(blank + 1)
        blank = page.text.find(" ", blank + 1, end - 1)
    edges = [start, end] if len(cuts) == 1 else sorted({*cuts, end})
    for first, last in pairwise(edges):
        run = _run(page, first, last, type_)
        if run is not None:
            yield run


def _in_order(page: Characters, start: int, end: int) -> Characters | None:
    """The characters of a line from left to right; those drawn twice for boldness once. None if they are in order
    already, or printed over one another."""
    boxes = page.boxes
    order: list[int] = []
    covered = 0
    for at in sorted(range(start, end), key=boxes.left.__getitem__):
        width = boxes.right[at] - boxes.left[at]
        if width <= _DRAWN:
            continue
        near = bool(order) and boxes.left[at] - boxes.left[order[-1]] < 0.3 * width
        if near and page.text[order[-1]] == page.text[at]:
            continue
        covered += near
        order.append(at)
    if order == list(range(start, end)) or covered > 0.2 * len(order):
        return None
    return page.picked(order)


def _walled(across: Sequence[float], first: float, last: float) -> bool:
    """Whether a ruling runs down between two characters; `across` is where rulings cross their line."""
    number = bisect_left(across, first - 0.5)
    return number < len(across) and across[number] <= last + 0.5


def _run(page: Characters, start: int, end: int, type_: _Type) -> Run | None:
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
        kept = _kept(words, boxes, start, type_.em)
        if len(kept) < len(words):
            words = "".join([words[i] for i in kept])
            lefts = [lefts[i] for i in kept]
    # Fonts differ in how far their boxes reach for the same size of type: the square of the type stands for them all.
    return Run(
        text=words,
        edges=(*lefts, boxes.right[end - 1]),
        top=type_.base - _ABOVE * type_.em,
        bottom=type_.base + _BELOW * type_.em,
        blank_after=blank_after,
    )


def _kept(words: str, boxes: Boxes, start: int, size: float) -> list[int]:
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
