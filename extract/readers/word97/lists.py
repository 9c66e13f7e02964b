"""List definitions: from the number in a paragraph's properties to the format and the counter of its label.

Layout: [MS-DOC] 2.9.147 (LSTF), 2.9.150 (LVLF), 2.9.131 (LFO), 2.9.134 (LFOLVL).
"""

from __future__ import annotations

import struct

import msgspec

from extract.readers.numbering import BINARY_FORMATS, Level, ListFormat
from extract.readers.word97.fib import Binary
from extract.readers.word97.marks import ink

_LISTS, _OVERRIDES = 73, 74
_LEVELS = 9
_HIGHEST_START = 0x7FFF
_FOLLOWED_BY = ("tab", "space", "nothing")


class _List(msgspec.Struct, frozen=True):
    identity: int
    levels: tuple[Level, ...]


class _Override(msgspec.Struct, frozen=True):
    """What one paragraph-side list changes at one level: where it starts, or the whole level."""

    depth: int
    start: int | None
    level: Level | None


def read_lists(binary: Binary) -> dict[int, ListFormat]:
    """List formats by the number (from 1) that paragraphs name; a damaged part is read as far as it goes."""
    lists = {made.identity: made for made in _lists(binary.tail(_LISTS))}
    content = binary.part(_OVERRIDES)
    if len(content) < 4:
        return {}
    count = min(struct.unpack_from("<I", content, 0)[0], (len(content) - 4) // 16)
    at = 4 + 16 * count
    formats: dict[int, ListFormat] = {}
    for number in range(1, count + 1):
        identity, changes = struct.unpack_from("<i8xB", content, 16 * number - 12)
        overrides, at = _overrides(content, at + 4, changes)
        if identity in lists:
            formats[number] = _format(number, lists[identity], overrides)
    return formats


def _format(number: int, made: _List, overrides: list[_Override]) -> ListFormat:
    levels = list(made.levels)
    starts: list[tuple[int, int]] = []
    for change in overrides:
        if change.depth >= len(levels):
            continue
        if change.level:
            levels[change.depth] = change.level
        if change.start is not None:
            starts.append((change.depth, change.start))
    return ListFormat(name=str(number), counter=str(made.identity), levels=tuple(levels), starts=tuple(starts))


def _lists(content: bytes) -> list[_List]:
    if len(content) < 2:
        return []
    count = min(struct.unpack_from("<H", content, 0)[0], (len(content) - 2) // 28)
    at = 2 + 28 * count
    found: list[_List] = []
    for number in range(count):
        start = 2 + 28 * number
        identity = struct.unpack_from("<i", content, start)[0]
        levels: list[Level] = []
        for _ in range(1 if content[start + 26] & 1 else _LEVELS):
            level, at = _level(content, at)
            if level is None:
                return [*found, _List(identity, tuple(levels))]
            levels.append(level)
        found.append(_List(identity, tuple(levels)))
    return found


def _level(content: bytes, at: int) -> tuple[Level | None, int]:
    """A level and where the next one begins; None where the part ends."""
    if at + 30 > len(content):
        return None, at
    start, form, flags = struct.unpack_from("<iBB", content, at)
    follow, character_size, paragraph_size, limit = (
        content[at + 15],
        content[at + 24],
        content[at + 25],
        content[at + 26],
    )
    marks = content[at + 28 + paragraph_size : at + 28 + paragraph_size + character_size]
    at += 28 + paragraph_size + character_size
    if at + 2 > len(content):
        return None, at
    letters = struct.unpack_from("<H", content, at)[0]
    end = at + 2 + 2 * letters
    if end > len(content):
        return None, at
    text = content[at + 2 : end].decode("utf-16-le", "replace")
    return (
        Level(
            form=BINARY_FORMATS.get(form, "decimal"),
            text="".join(f"%{ord(letter) + 1}" if letter < "\x09" else letter for letter in text),
            start=start if 0 <= start <= _HIGHEST_START else 1,
            # the flag says "not after any shallower level, but only after the level named beside it"
            restart=limit if flags & 0x08 else None,
            legal=flags & 0x04 != 0,
            hidden=ink(marks).hidden == 1,
            follow=_FOLLOWED_BY[follow] if follow < len(_FOLLOWED_BY) else "tab",
        ),
        end,
    )


def _overrides(content: bytes, at: int, count: int) -> tuple[list[_Override], int]:
    found: list[_Override] = []
    for _ in range(min(count, _LEVELS)):
        if at + 8 > len(content):
            break
        start, flags = struct.unpack_from("<iI", content, at)
        at += 8
        level: Level | None = None
        if flags & 0x20:
            level, at = _level(content, at)
            if level is None:
                break
        if level:
            start = level.start
        found.append(_Override(depth=flags & 0xF, start=start if flags & 0x10 else None, level=level))
    return found, at
