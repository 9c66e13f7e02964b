"""The text as a reader sees it: without what was deleted, without field codes, hidden text told apart.

One mask byte for each character keeps this cheap: most paragraphs have no mark at all and are cut out whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from extract.readers.characters import apart, ground, subscript, superscript
from extract.readers.fields import is_uncomputed
from extract.readers.symbols import display
from extract.readers.word97.fib import Binary
from extract.readers.word97.fields import shown_instead
from extract.readers.word97.fonts import read_fonts
from extract.readers.word97.marks import PLAIN, Ink, Shapes, font, ink
from extract.readers.word97.pages import Runs
from extract.readers.word97.pieces import Pieces, whole

_DELETED, _CODE, _HIDDEN, _SWAPPED, _SHOWN, _RUNS_ON, _OBJECT, _INSTEAD = (1 << bit for bit in range(8))
_SETTERS = {1 << bit: bytes(value | 1 << bit for value in range(256)) for bit in range(8)}
_FIELD_MARK = re.compile("[\x13\x14\x15]")
_ANCHOR = re.compile("[\x01\x08]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_CONTROLS: dict[int, str | None] = {code: None for code in range(32) if code not in (9, 10)}
_CONTROLS |= {0x0B: "\n", 0x0C: "\n", 0x0E: "\n", 0x1E: "-"}
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_NUMBER_FIELDS = ("AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM")
"""Fields that Word numbers when it lays out the page; the file keeps no result."""
_DEEPEST_FIELD = 64
"""Fields inside fields; a deeper claim is damage, and would be read over and over."""
_END_OF_LINE = re.compile("[\r\x07]")


class Tally(msgspec.Struct):
    """How many runs of each sort the masks hold, for the remarks."""

    deleted: int = 0
    inserted: int = 0
    hidden: int = 0
    stray_fields: int = 0
    unknown_symbols: int = 0
    number_fields: int = 0
    uncomputed: int = 0


class Inked:
    """All stories' text with its marks. Ranges are (first CP, CP after the last)."""

    def __init__(self, binary: Binary, pieces: Pieces, runs: Runs, shapes: Shapes) -> None:
        self.text = pieces.text
        self.tally = Tally()
        self._binary = binary
        self._shapes = shapes
        self._mask = bytearray(len(pieces.text))
        self._swaps: dict[int, str] = {}
        self._pictures: dict[int, int] = {}
        self._moved: list[tuple[int, int, int]] = []
        self._fonts = read_fonts(binary)
        for first, last, marks in _marked(pieces, runs):
            self._mark(first, last, marks)
        self._set_apart()
        for match in _PRIVATE.finditer(self.text):
            self._name_symbol(match.start(), font(runs.at(pieces.spot(match.start())[0]) or b""))

    def read_fields(self, first: int, last: int) -> None:
        """Mask the codes of the fields in one story, leaving their results."""
        open_fields: list[list[int]] = []
        for match in _FIELD_MARK.finditer(self.text, first, last):
            mark, cp = match[0], match.start()
            if len(open_fields) > _DEEPEST_FIELD:
                break
            if mark == "\x13":
                open_fields.append([cp, -1])
            elif not open_fields:
                self.tally.stray_fields += 1
            elif mark == "\x14":
                open_fields[-1][1] = cp
            else:
                begin, middle = open_fields.pop()
                self._field(begin, middle, cp)
        self.tally.stray_fields += len(open_fields)

    def deleted(self, cp: int) -> bool:
        return self._mask[cp] & _DELETED != 0

    def runs_on(self, cp: int) -> bool:
        """Whether the paragraph mark at `cp` was deleted or never shown, so that its paragraph goes on."""
        return self._mask[cp] & (_DELETED | _RUNS_ON) != 0

    def read(self, ranges: Iterable[tuple[int, int]], hidden_style: bool = False) -> tuple[str, str]:
        """The visible and the hidden text of ranges, each put together."""
        seen: list[str] = []
        unseen: list[str] = []
        for first, last in ranges:
            if not hidden_style and self._mask.count(0, first, last) == last - first:
                seen.append(self.text[first:last])
            else:
                self._sort(first, last, hidden_style, seen, unseen)
        return _clean("".join(seen)), _clean("".join(unseen)) if unseen else ""

    def embedded(self, first: int, last: int, floating: frozenset[int]) -> tuple[str, ...]:
        """What stands in a range and has no text of its own: pictures (`floating` are the anchors of those that
        are drawn), objects of other programs."""
        found: list[str] = []
        for match in _ANCHOR.finditer(self.text, first, last):
            cp = match.start()
            flags = self._mask[cp]
            if flags & (_DELETED | _CODE):
                continue
            if flags & _OBJECT:
                found.append("嵌入对象")
            elif cp in self._pictures if match[0] == "\x01" else cp in floating:
                found.append("图片")
        return tuple(found)

    def _sort(self, first: int, last: int, hidden_style: bool, seen: list[str], unseen: list[str]) -> None:
        for cp in range(first, last):
            flags = self._mask[cp]
            if flags & _DELETED or (flags & _CODE and not flags & _INSTEAD):
                continue
            letter = self._swaps[cp] if flags & (_SWAPPED | _INSTEAD) else self.text[cp]
            secret = flags & _HIDDEN or (hidden_style and not flags & _SHOWN)
            (unseen if secret else seen).append(letter)

    def _mark(self, first: int, last: int, marks: Ink) -> None:
        if marks.deleted:
            self.tally.deleted += 1
            self._set(first, last, _DELETED)
        if marks.inserted:
            self.tally.inserted += 1
        if marks.struck or self._is_hidden(marks):
            self.tally.hidden += 1
            self._set(first, last, _HIDDEN)
        elif marks.hidden == 0:
            self._set(first, last, _SHOWN)
        if marks.level:
            self._moved.append((first, last, marks.level))
        if marks.symbol:
            self._set(first, last, _SWAPPED)
            for cp in range(first, last):
                self._swaps[cp] = self._symbol(self.text[cp], marks.symbol)
        elif script := self._shapes.script_of_style(marks.style) if marks.script is None else marks.script:
            self._put_apart(first, last, 1 if script == 1 else -1)
        if marks.runs_on:
            self._set(first, last, _RUNS_ON)
        if marks.stored_object:
            self._set(first, last, _OBJECT)
        if marks.store is not None:
            for cp in range(first, min(last, first + 4)):
                self._pictures[cp] = marks.store

    def _symbol(self, letter: str, symbol: tuple[int, int]) -> str:
        if letter != "(":
            return letter
        number, code = symbol
        shown = display(self._fonts[number] if number < len(self._fonts) else "", code)
        self.tally.unknown_symbols += shown is None
        return shown or "\ufffd"

    def _put_apart(self, first: int, last: int, side: int) -> None:
        """Show the digits of a run as raised (1) or lowered (-1) ones."""
        run = self.text[first:last]
        shown = superscript(run) if side > 0 else subscript(run, self.text[max(first - 1, 0) : first])
        if shown != run:
            self._set(first, last, _SWAPPED)
            self._swaps.update(zip(range(first, last), shown, strict=True))

    def _set_apart(self) -> None:
        """Show as raised or lowered what stands above or below most of its paragraph."""
        ends = [match.start() for match in _END_OF_LINE.finditer(self.text)] if self._moved else []
        paragraphs: dict[int, list[tuple[int, int, int]]] = {}
        for moved in self._moved:
            paragraphs.setdefault(bisect_left(ends, moved[0]), []).append(moved)
        for number, runs in paragraphs.items():
            begin = ends[number - 1] + 1 if number else 0
            end = ends[number] if number < len(ends) else len(self.text)
            shares: Counter[int] = Counter()
            for first, last, level in runs:
                shares[level] += min(last, end) - first
            most = ground(shares, end - begin)
            for first, last, level in runs:
                if side := apart(level, most):
                    self._put_apart(first, last, side)

    def _name_symbol(self, cp: int, number: int | None) -> None:
        """Put what a character of the private area shows in its place, where its font is known."""
        name = self._fonts[number] if number is not None and number < len(self._fonts) else ""
        if shown := display(name, ord(self.text[cp])):
            self._set(cp, cp + 1, _SWAPPED)
            self._swaps[cp] = shown

    def _is_hidden(self, marks: Ink) -> bool:
        styled = self._shapes.hidden_style(marks.style)
        if marks.hidden is None or marks.hidden == 0x80:
            return styled
        return not styled if marks.hidden == 0x81 else marks.hidden == 1

    def _field(self, begin: int, middle: int, end: int) -> None:
        code_end = middle if middle >= 0 else end
        code = self.text[begin + 1 : code_end]
        if _END_OF_LINE.search(code):  # a code ends with its paragraph, or its end was lost: never swallow more
            self.tally.stray_fields += 1
            return
        picture = next((self._pictures[cp] for cp in range(begin, code_end) if cp in self._pictures), None)
        result = self.text[middle + 1 : end] if middle >= 0 else ""
        self.tally.uncomputed += is_uncomputed(code, result)
        instead = shown_instead(code, result, self._binary.load_store, picture)
        self._set(begin, code_end + 1, _CODE)
        name = code.strip().partition(" ")[0].upper()
        if name == "SHAPE":  # the result is a drawing and, once more, its picture for programs that can't draw
            for shown in _ANCHOR.finditer(self.text, code_end, end):
                self._set(shown.start(), shown.end(), _CODE)
        elif middle < 0 and name in _NUMBER_FIELDS:
            self.tally.number_fields += 1
        elif name in ("EMBED", "LINK"):
            self._set(code_end, end, _OBJECT)
        if instead:
            self._set(begin, begin + 1, _INSTEAD)
            self._swaps[begin] = instead

    def _set(self, first: int, last: int, flag: int) -> None:
        self._mask[first:last] = self._mask[first:last].translate(_SETTERS[flag])


def _clean(text: str) -> str:
    return whole(text.translate(_CONTROLS) if _CONTROL.search(text) else text)


def _marked(pieces: Pieces, runs: Runs) -> Iterator[tuple[int, int, Ink]]:
    """Every stretch of characters whose properties say something of interest."""
    for number, start in enumerate(pieces.starts):
        end = pieces.starts[number + 1] if number + 1 < len(pieces.starts) else len(pieces.text)
        offset, width, modifiers = pieces.offsets[number], pieces.widths[number], pieces.modifiers[number]
        limit = offset + (end - start) * width
        run, read_to = max(bisect_right(runs.starts, offset) - 1, 0), start
        while run < len(runs.starts) and runs.starts[run] < limit:
            first = start + max(runs.starts[run] - offset, 0) // width
            last = start + (min(runs.ends[run], limit) - offset) // width
            if modifiers and first > read_to:  # characters without a run of their own have their piece's properties
                yield read_to, first, ink(modifiers)
            marks = ink(runs.properties[run] + modifiers)
            if marks is not PLAIN and first < last:
                yield first, last, marks
            read_to = max(read_to, last)
            run += 1
        if modifiers and read_to < end:
            yield read_to, end, ink(modifiers)
