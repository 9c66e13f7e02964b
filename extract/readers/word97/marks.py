"""What the properties say of characters and paragraphs, as far as reading needs it: what was deleted or hidden,
which paragraph is a heading, a list item, a cell, a row's end."""

from __future__ import annotations

from copy import copy
from functools import lru_cache

import msgspec

from extract.readers.word97.fib import Binary, OutOfReach
from extract.readers.word97.sprms import number, signed, sprms, sprms_with_ends
from extract.readers.word97.styles import Sheet

_ELSEWHERE = (0x6645, 0x6646, 0x646B)
"""Properties that name a place in the stream of large ones, where more of them lie."""
_BODY_OUTLINE = 9
_MOST_GROWN = 64 << 20
_CACHED = 600
"""Bytes: properties of one run fit a page of 512; only hostile files bring longer ones."""
_STRUCK = (0x0837, 0x2A53)
"""One line through the text, or two."""
_FONTS = (0x4A51, 0x4A4F, 0x4A50)
"""Word sets characters of the private area in the font for "other" scripts."""


class Ink(msgspec.Struct, frozen=True):
    """A run's marks. `store` is where its bytes lie in the stream of large properties; `hidden` is a toggle: 0 off,
    1 on, 0x80 as the style says, 0x81 the opposite, None unsaid; `script`: 1 raised, 2 lowered, 0 neither; `level`:
    raised by so many half points; `struck`: struck out, but left standing."""

    deleted: bool = False
    inserted: bool = False
    hidden: int | None = None
    style: int | None = None
    symbol: tuple[int, int] | None = None
    store: int | None = None
    stored_object: bool = False
    runs_on: bool = False
    script: int | None = None
    level: int = 0
    struck: bool = False


PLAIN = Ink()


def ink(properties: bytes) -> Ink:
    """The marks of a run with these properties."""
    return _ink(properties) if len(properties) <= _CACHED else _ink.__wrapped__(properties)


@lru_cache(maxsize=8192)
def _ink(properties: bytes) -> Ink:
    said: dict[str, object] = {}
    for code, operand in sprms(properties):
        if code == 0x0800:
            said["deleted"] = operand[0] & 1 == 1
        elif code == 0x0801:
            said["inserted"] = operand[0] & 1 == 1
        elif code == 0x083C:
            said["hidden"] = operand[0]
        elif code in _STRUCK:
            said["struck"] = operand[0] == 1
        elif code == 0x4A30:
            said["style"] = number(operand)
        elif code == 0x6A09:
            said["symbol"] = (number(operand[:2]), number(operand[2:]))
        elif code == 0x6A03:
            said["store"] = number(operand)
        elif code in (0x080A, 0x0856):
            said["stored_object"] = operand[0] & 1 == 1
        elif code == 0x2A48:
            said["script"] = operand[0]
        elif code == 0x4845:
            said["level"] = signed(operand)
        elif code == 0x0818:
            said["runs_on"] = operand[0] & 1 == 1
    return msgspec.convert(said, Ink) if said else PLAIN


def font(properties: bytes) -> int | None:
    """The number of the font that a run sets its symbols in, as far as it says."""
    said = {code: number(operand) for code, operand in sprms(properties) if code in _FONTS}
    return next((said[code] for code in _FONTS if code in said), None)


class Shape(msgspec.Struct, frozen=True):
    """A paragraph's marks. `depth` counts the tables around it, `cell_end` and `row_end` tell what its mark closes,
    `level` is the heading level (0: none), `list_number` and `list_level` its automatic number, `contents` a line of a
    table of contents, `row` the raw properties of the row whose end it is."""

    depth: int = 0
    cell_end: bool = False
    row_end: bool = False
    level: int = 0
    list_number: int = 0
    list_level: int = 0
    hidden: bool = False
    contents: bool = False
    row: bytes = b""


class _Draft:
    """A shape in the making: what style after style and at last the paragraph itself say."""

    __slots__ = ("depth", "in_table", "inner_cell", "inner_row", "list_level", "list_number", "outline", "row_end")

    def __init__(self) -> None:
        self.in_table = self.row_end = self.inner_cell = self.inner_row = False
        self.depth = 0
        self.list_number = self.list_level = 0
        self.outline = _BODY_OUTLINE

    def apply(self, properties: bytes) -> None:
        for code, operand in sprms(properties):
            if code == 0x2416:
                self.in_table = operand[0] != 0
            elif code == 0x2417:
                self.row_end = operand[0] != 0
            elif code == 0x6649:
                self.depth = signed(operand)
            elif code == 0x664A:
                self.depth += signed(operand)
            elif code == 0x244B:
                self.inner_cell = operand[0] != 0
            elif code == 0x244C:
                self.inner_row = operand[0] != 0
            elif code == 0x260A:
                self.list_level = operand[0]
            elif code == 0x460B:
                self.list_number = number(operand)
            elif code == 0x2640:
                self.outline = operand[0]


class Shapes:
    """Shapes of paragraphs from their raw properties, each kind worked out once."""

    def __init__(self, binary: Binary, sheet: Sheet) -> None:
        self._binary = binary
        self._sheet = sheet
        self._known: dict[tuple[bytes, bytes], Shape] = {}
        self._hidden_styles: dict[int, bool] = {}
        self._drafts: dict[int, _Draft] = {}
        self._grown = 0

    def shape(self, properties: bytes, modifiers: bytes) -> Shape:
        """The shape of a paragraph: its run's properties (style number first), and those of its piece."""
        key = (properties, modifiers)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._work_out(properties, modifiers)
        return known

    def hidden_style(self, style: int | None) -> bool:
        """Whether a paragraph's or run's style hides its text."""
        if style is None:
            return False
        if style not in self._hidden_styles:
            hidden = False
            for part in self._sheet.line(style):
                toggle = ink(self._sheet.styles[part].character).hidden
                hidden = hidden if toggle in (None, 0x80) else not hidden if toggle == 0x81 else toggle == 1
            self._hidden_styles[style] = hidden
        return self._hidden_styles[style]

    def script_of_style(self, style: int | None) -> int:
        """How a run's style raises or lowers its text, as `Ink.script` says."""
        if style is None:
            return 0
        said = (ink(self._sheet.styles[part].character).script for part in self._sheet.line(style)[::-1])
        return next((script for script in said if script is not None), 0)

    def _work_out(self, properties: bytes, modifiers: bytes) -> Shape:
        style = number(properties[:2])
        direct = self._expanded(properties[2:]) + modifiers
        for code, operand in sprms(direct):
            if code == 0x4600:
                style = number(operand)
        draft = copy(self._styled(style))
        draft.apply(direct)
        inner = draft.inner_cell or draft.inner_row
        depth = max(draft.depth, 2 if inner else 1) if draft.in_table or draft.row_end or inner else 0
        return Shape(
            depth=min(depth, 255),
            cell_end=draft.inner_cell,
            row_end=draft.row_end or draft.inner_row,
            level=draft.outline + 1 if draft.outline < _BODY_OUTLINE else 0,
            list_number=draft.list_number,
            list_level=min(draft.list_level, 8),
            hidden=self.hidden_style(style),
            contents=self._sheet.is_contents(style),
            row=direct if draft.row_end or draft.inner_row else b"",
        )

    def _styled(self, number: int) -> _Draft:
        """What a style says with all it is based on; each is worked out once."""
        draft = _Draft()
        for part in self._sheet.line(number):
            known = self._drafts.get(part)
            if known is None:
                style = self._sheet.styles[part]
                known = copy(draft)
                if 1 <= style.builtin <= _BODY_OUTLINE:
                    known.outline = style.builtin - 1
                known.apply(style.paragraph)
                self._drafts[part] = known
            draft = known
        return draft

    def _expanded(self, properties: bytes) -> bytes:
        """The properties with those put in that were too large for their page and lie in a stream of their own."""
        grown, at = b"", 0
        for code, operand, end in sprms_with_ends(properties):
            if code in _ELSEWHERE:
                place = number(operand)
                store = self._binary.store
                size = number(store[place : place + 2])
                grown += properties[at:end] + store[place + 2 : place + 2 + size]
                at = end
                self._grown += size
                if self._grown > _MOST_GROWN:
                    raise OutOfReach("的版式数据被反复引用，数量异常")
        return grown + properties[at:]
