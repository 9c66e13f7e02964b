"""The font table: names by number ([MS-DOC] 2.9.73 FFN), needed only to know what a symbol shows."""

from __future__ import annotations

import struct

from extract.readers.word97.fib import Binary

_FONTS = 15
_NAME = 40
"""Bytes before the name in an entry, its own size byte included."""


def read_fonts(binary: Binary) -> list[str]:
    """Names of the fonts in order; empty where the table is missing or damaged."""
    content = binary.part(_FONTS)
    if len(content) < 4:
        return []
    count = struct.unpack_from("<H", content, 0)[0]
    names: list[str] = []
    at = 4
    while len(names) < count and at < len(content):
        size = content[at] + 1
        name = content[at + _NAME : at + size].decode("utf-16-le", "replace")
        names.append(name.partition("\0")[0])
        at += size
    return names
