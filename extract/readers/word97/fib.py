"""The container of a .doc and its file information block: which stream, which version, where each part lies.

Layout: [MS-DOC] 2.5 (Fib). All offsets in the block count bytes of the table stream, except the text itself.
"""

from __future__ import annotations

import functools
import io
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec
import olefile

from extract.errors import Unreadable
from extract.readers.package import ENCRYPTED

WORD97 = 0x00C1
"""The lowest nFib whose layout we read; Word 6 and 95 stand below it."""

_MAGIC = (0xA5EC, 0xA5DC)
_WORDS = 32
"""Where the block's first run of numbers stands; its count comes first, as before the other two."""
_FEWEST_LONGS, _MOST_NUMBERS = 11, 256
_FIRST_LENGTH = 3
_SHORTEST = 154
STORIES = ("main", "footnote", "header", "macro", "comment", "endnote", "textbox", "header_textbox")


class OutOfReach(Exception):
    """This reader can't go on with the file, though another program might. The text says why, in Chinese, as a
    predicate of "this file"; `old` tells a sound file of an earlier Word from a damaged one."""

    def __init__(self, why: str, old: bool = False) -> None:
        super().__init__(why)
        self.old = old


class Fib(msgspec.Struct, frozen=True):
    """What the block says: `lengths` of the stories in characters, in file order, and the parts' places."""

    version: int
    lengths: tuple[int, ...]
    parts: tuple[tuple[int, int], ...]


class Binary(msgspec.Struct, frozen=True):
    """A Word 97 file taken apart: the main stream with the text, the table stream, and a way to the stream of large
    properties, which holds the pictures too and is opened only where it is needed."""

    fib: Fib
    main: bytes
    table: bytes
    load_store: Callable[[], bytes]

    @property
    def store(self) -> bytes:
        """The stream of large properties; empty where there is none."""
        return self.load_store()

    def part(self, number: int) -> bytes:
        """The bytes of part `number` of the table stream (index in rgFcLcb); empty where absent or out of bounds."""
        if number >= len(self.fib.parts):
            return b""
        offset, size = self.fib.parts[number]
        if size <= 0 or offset < 0 or offset + size > len(self.table):
            return b""
        return self.table[offset : offset + size]

    def tail(self, number: int) -> bytes:
        """The table stream from the start of part `number` to its end, for parts that run on past their own size."""
        if number >= len(self.fib.parts):
            return b""
        offset, size = self.fib.parts[number]
        return self.table[offset:] if size > 0 and 0 <= offset < len(self.table) else b""

    def lost(self, number: int) -> bool:
        """Whether part `number` is announced but does not lie in the file."""
        return number < len(self.fib.parts) and self.fib.parts[number][1] > 0 and not self.part(number)


def open_binary(source: bytes) -> Binary:
    """Open the bytes of a .doc. Raises `Unreadable` for an encrypted file or one that is no Word document,
    `OutOfReach` for an older version or a block too damaged to follow."""
    with _opened(source) as box:
        if box.exists("EncryptedPackage"):
            raise encrypted()
        if not box.exists("WordDocument"):
            raise Unreadable(
                "unsupported", "文件里没有 Word 正文，不是 Word 文档；请确认文件类型，另存为 .docx 后再报送。"
            )
        main = _stream(box, "WordDocument", len(source))
        flags = _flags(main)
        name = "1Table" if flags & 0x0200 else "0Table"
        if not box.exists(name):
            raise OutOfReach("缺少存放版式的数据流")
        table = _stream(box, name, len(source))
    return Binary(_fib(main), main, table, functools.cache(lambda: _store(source)))


@contextmanager
def _opened(source: bytes) -> Iterator[olefile.OleFileIO]:
    try:
        with olefile.OleFileIO(io.BytesIO(source)) as box:
            yield box
    except (OSError, struct.error, IndexError, ValueError, TypeError, AttributeError, RecursionError) as failure:
        # olefile meets damage with whatever its parsing trips over; none of these can come from a sound container
        raise OutOfReach("的复合文档结构已损坏") from failure


def _store(source: bytes) -> bytes:
    with _opened(source) as box:
        return _stream(box, "Data", len(source)) if box.exists("Data") else b""


def encrypted() -> Unreadable:
    return Unreadable("encrypted", ENCRYPTED)


def _stream(box: olefile.OleFileIO, name: str, limit: int) -> bytes:
    # a directory entry may claim gigabytes over a sector chain that runs in a circle
    if box.get_size(name) > limit:
        raise OutOfReach("的数据流声明的长度超过文件本身")
    content: bytes = box.openstream(name).read()
    return content


def _flags(main: bytes) -> int:
    if len(main) < _SHORTEST:
        raise OutOfReach("的正文数据流过短")
    magic, version, flags = *struct.unpack_from("<HH", main, 0), struct.unpack_from("<H", main, 10)[0]
    if magic not in _MAGIC:
        raise OutOfReach("的正文没有 Word 的标识")
    if flags & 0x0100:
        raise encrypted()
    if version < WORD97:
        raise OutOfReach("由 Word 95 或更早的版本保存", old=True)
    return int(flags)


def _fib(main: bytes) -> Fib:
    words = struct.unpack_from("<H", main, _WORDS)[0]
    longs_at = _WORDS + 2 + 2 * words
    if words > _MOST_NUMBERS or longs_at + 2 > len(main):
        raise OutOfReach("的文件信息块不合规范")
    longs = struct.unpack_from("<H", main, longs_at)[0]
    parts_at = longs_at + 2 + 4 * longs
    if not _FEWEST_LONGS <= longs <= _MOST_NUMBERS or parts_at + 2 > len(main):
        raise OutOfReach("的文件信息块不合规范")
    lengths = struct.unpack_from("<8i", main, longs_at + 2 + 4 * _FIRST_LENGTH)
    if min(lengths) < 0 or lengths[0] == 0:
        raise OutOfReach("的文件信息块里字数不合理")
    count = min(struct.unpack_from("<H", main, parts_at)[0], (len(main) - parts_at - 2) // 8)
    numbers = struct.unpack_from(f"<{2 * count}i", main, parts_at + 2)
    return Fib(
        version=struct.unpack_from("<H", main, 2)[0],
        lengths=lengths,
        parts=tuple(zip(numbers[0::2], numbers[1::2], strict=True)),
    )
