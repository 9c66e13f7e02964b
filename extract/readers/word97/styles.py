"""The style sheet: for each style its parent and the properties it adds ([MS-DOC] 2.9.271 ff.)."""

from __future__ import annotations

import struct

import msgspec

from extract.readers.outline import contents_style
from extract.readers.word97.fib import Binary

_STYLE_SHEET = 1
_PARAGRAPH, _CHARACTER = 1, 2
_NO_PARENT = 0x0FFF
_DEEPEST = 32
_CONTENTS = (*range(19, 28), 35)


class Style(msgspec.Struct, frozen=True):
    """A style: its built-in number (1 to 9 are the headings), its parent, its own properties as raw lists."""

    builtin: int
    kind: int
    parent: int
    name: str
    paragraph: bytes
    character: bytes


class Sheet(msgspec.Struct, frozen=True):
    """All styles by number."""

    styles: dict[int, Style]

    def line(self, number: int) -> list[int]:
        """The numbers of a style and of those it is based on, the furthest first."""
        found: list[int] = []
        while number in self.styles and number not in found and len(found) < _DEEPEST:
            found.append(number)
            number = self.styles[number].parent
        return found[::-1]

    def is_contents(self, number: int) -> bool:
        """Whether a style is that of a line of a table of contents or of figures."""
        style = self.styles.get(number)
        return style is not None and (style.builtin in _CONTENTS or contents_style(style.name))


def read_styles(binary: Binary) -> Sheet:
    """Read the style sheet; a damaged one is read as far as it goes."""
    content = binary.part(_STYLE_SHEET)
    styles: dict[int, Style] = {}
    if len(content) < 6:
        return Sheet(styles)
    head, count, base = struct.unpack_from("<HHH", content, 0)
    at = 2 + head
    for number in range(min(count, _NO_PARENT)):
        if at + 2 > len(content):
            break
        size = struct.unpack_from("<H", content, at)[0]
        style = _style(content[at + 2 : at + 2 + size], base)
        if style:
            styles[number] = style
        at += 2 + size
    return Sheet(styles)


def _style(content: bytes, base: int) -> Style | None:
    if len(content) < base + 2 or base < 8:
        return None
    first, second, third = struct.unpack_from("<HHH", content, 0)
    kind, parts = second & 0xF, third & 0xF
    letters = struct.unpack_from("<H", content, base)[0]
    at = base + 2 + 2 * letters + 2
    name = content[base + 2 : base + 2 + 2 * letters].decode("utf-16-le", "replace")
    lists: list[bytes] = []
    for _ in range(min(parts, 3)):
        at += at & 1
        if at + 2 > len(content):
            break
        size = struct.unpack_from("<H", content, at)[0]
        lists.append(content[at + 2 : at + 2 + size])
        at += 2 + size
    lists += [b""] * (2 - len(lists))
    return Style(
        builtin=first & 0x0FFF,
        kind=kind,
        parent=second >> 4,
        name=name,
        paragraph=lists[0][2:] if kind == _PARAGRAPH else b"",
        character=lists[1] if kind == _PARAGRAPH else lists[0] if kind == _CHARACTER else b"",
    )
