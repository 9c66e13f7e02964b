"""Formatted disk pages: which bytes of the text carry which properties ([MS-DOC] 2.8.5, 2.8.6, 2.9.31, 2.9.175)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable

import msgspec

from extract.readers.word97.fib import Binary, OutOfReach

_Pick = Callable[[bytes, int], bytes]
_PAGE = 512
_PARAGRAPHS, _CHARACTERS = 13, 12


class Runs(msgspec.Struct, frozen=True):
    """Runs of bytes of the main stream in ascending order: first byte, byte after the last, raw properties."""

    starts: list[int]
    ends: list[int]
    properties: list[bytes]

    def at(self, offset: int) -> bytes | None:
        """The properties of the byte at `offset`, None where no run holds it."""
        number = bisect_right(self.starts, offset) - 1
        if number < 0 or offset >= self.ends[number]:
            return None
        return self.properties[number]


def paragraph_runs(binary: Binary) -> Runs:
    """Paragraphs with their style number (two bytes) and direct properties."""
    return _runs(binary, _PARAGRAPHS, 13, _papx)


def character_runs(binary: Binary) -> Runs:
    """Runs of characters with their direct properties."""
    return _runs(binary, _CHARACTERS, 1, _chpx)


def _runs(binary: Binary, part: int, step: int, pick: _Pick) -> Runs:
    plc = binary.part(part)
    count = (len(plc) - 4) // 8
    if count < 1:
        raise OutOfReach("找不到段落或字符的属性表")
    found: list[tuple[int, int, bytes]] = []
    for page in struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)):
        start = (page & 0x3FFFFF) * _PAGE
        content = binary.main[start : start + _PAGE]
        if len(content) < _PAGE:
            raise OutOfReach("的属性页在文件中途断开")
        size = content[_PAGE - 1]
        if not size or 4 * (size + 1) + step * size > _PAGE:
            raise OutOfReach("的属性页已损坏")
        bounds = struct.unpack_from(f"<{size + 1}I", content, 0)
        places = content[4 * (size + 1) : 4 * (size + 1) + step * size : step]
        found.extend(
            (first, last, pick(content, 2 * place) if place else b"")
            for first, last, place in zip(bounds, bounds[1:], places, strict=False)
            if first < last
        )
    found.sort(key=lambda run: run[0])
    return Runs([run[0] for run in found], [run[1] for run in found], [run[2] for run in found])


def _papx(page: bytes, at: int) -> bytes:
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]] if at + 1 < _PAGE else b""


def _chpx(page: bytes, at: int) -> bytes:
    return page[at + 1 : at + 1 + page[at]]
