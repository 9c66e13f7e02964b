"""The piece table: the characters of a document in their order, and where each stands in the file.

A document that Word saved fast is a patchwork of old and new text; only this table knows the order
([MS-DOC] 2.4.1, 2.8.35). One character position (CP) is one UTF-16 code unit.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right

import msgspec

from extract.errors import Unreadable
from extract.readers.word97.fib import Binary, OutOfReach
from extract.readers.word97.sprms import short_form

MOST_CHARACTERS = 10_000_000
_CLX = 33
_COMPRESSED = 0x40000000
_HALF = re.compile("[\ud800-\udfff]")

# one-byte text is Latin 1 but for the printable characters that cp1252 has in place of controls ([MS-DOC] 2.9.73)
_ONE_BYTE = {
    byte: ord(bytes([byte]).decode("cp1252"))
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


class Pieces(msgspec.Struct, frozen=True):
    """All stories as one `text`, one character for each CP (halves of a pair apart), with parallel lists for
    the pieces: first CP, byte offset of its first character, bytes a character, modifiers of its properties."""

    text: str
    starts: list[int]
    offsets: list[int]
    widths: list[int]
    modifiers: list[bytes]

    def spot(self, cp: int) -> tuple[int, bytes]:
        """Byte offset of the character at `cp`, and the modifiers of its piece."""
        number = max(bisect_right(self.starts, cp) - 1, 0)
        return self.offsets[number] + (cp - self.starts[number]) * self.widths[number], self.modifiers[number]


def read_pieces(binary: Binary) -> Pieces:
    """Read the piece table and the text it orders. Raises `OutOfReach` where it does not fit the file, `Unreadable`
    where there is more text than a report can hold."""
    lists, table = _clx(binary.part(_CLX))
    count = (len(table) - 4) // 12
    if count < 1:
        raise OutOfReach("的文字块表为空")
    bounds = struct.unpack_from(f"<{count + 1}I", table, 0)
    if MOST_CHARACTERS < bounds[-1] <= len(binary.main):
        raise Unreadable("too_large", "文档的文字超过一千万字，未读取。请拆分后再报送。")
    texts: list[str] = []
    pieces = Pieces("", [], [], [], [])
    total = 0
    for number in range(count):
        start, end = bounds[number], bounds[number + 1]
        _, place, prm = struct.unpack_from("<HIH", table, 4 * (count + 1) + 8 * number)
        total += end - start
        # every character takes a byte of its own, so a sound table can't hold more of them than the stream has bytes
        if start > end or total > len(binary.main):
            raise OutOfReach("的文字块表的边界不合理")
        width = 1 if place & _COMPRESSED else 2
        offset = (place & ~_COMPRESSED) // 2 if width == 1 else place
        texts.append(_decode(binary.main[offset : offset + (end - start) * width], width, end - start))
        pieces.starts.append(start)
        pieces.offsets.append(offset)
        pieces.widths.append(width)
        pieces.modifiers.append(_modifiers(prm, lists))
    if bounds[0] != 0 or bounds[-1] < binary.fib.lengths[0]:
        raise OutOfReach("的文字块表没有覆盖全文")
    return msgspec.structs.replace(pieces, text="".join(texts))


def whole(text: str) -> str:
    """Text of single code units with the halves of pairs put together; a lone half becomes U+FFFD."""
    if not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _clx(clx: bytes) -> tuple[list[bytes], bytes]:
    """The shared property lists, and the table of pieces, of the part that holds both."""
    lists: list[bytes] = []
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        size = struct.unpack_from("<h", clx, at + 1)[0]
        if size < 0:
            raise OutOfReach("的文字块表已损坏")
        lists.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if at + 5 > len(clx) or clx[at] != 2:
        raise OutOfReach("找不到文字块表")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    if at + 5 + size > len(clx):
        raise OutOfReach("的文字块表不完整")
    return lists, clx[at + 5 : at + 5 + size]


def _modifiers(prm: int, lists: list[bytes]) -> bytes:
    if not prm & 1:
        return short_form(prm) if prm else b""
    return lists[prm >> 1] if prm >> 1 < len(lists) else b""


def _decode(content: bytes, width: int, count: int) -> str:
    if len(content) != count * width:
        raise OutOfReach("的正文在文件中途断开")
    if width == 1:
        return content.decode("latin-1").translate(_ONE_BYTE)
    text = content.decode("utf-16-le", "surrogatepass")
    if len(text) != count:
        text = "".join(map(chr, struct.unpack(f"<{count}H", content)))
    return text
