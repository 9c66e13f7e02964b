"""Small binary Word files made on the spot, as Word writes them and LibreOffice does not: text in pieces, merge
marks, properties in the stream of large ones. Only the streams; the compound file around them is left out."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

import msgspec

from extract.document import Document
from extract.readers import doc
from extract.readers.word97.fib import STORIES, Binary, Fib

_TEXT_AT = 0x400
_PAGE = 512
IN_TABLE = bytes.fromhex("162401")
ROW_END = bytes.fromhex("162401 172401")
INNER_CELL = bytes.fromhex("162401 496602000000 4b2401")
INNER_ROW_END = bytes.fromhex("162401 496602000000 4b2401 4c2401")
DELETED = bytes.fromhex("000801")
HIDDEN = bytes.fromhex("3c0801")


class P(msgspec.Struct, frozen=True):
    """A paragraph with its mark; `marks` are (first character, last + 1, properties) runs within it."""

    text: str
    properties: bytes = b""
    marks: tuple[tuple[int, int, bytes], ...] = ()
    style: int = 0


class Piece(msgspec.Struct, frozen=True):
    """The first `length` characters not yet taken; `place` orders the pieces in the file."""

    length: int
    place: int
    width: int = 2
    prm: int = 0


def definition(edges: Sequence[int], across: Sequence[int] = (), down: Sequence[int] = ()) -> bytes:
    """sprmTDefTable: edges in twips, and merge marks by cell."""
    count = len(edges) - 1
    body = struct.pack(f"<B{count + 1}h", count, *edges)
    for cell in range(count):
        flags = (across[cell] if cell < len(across) else 0) | (down[cell] if cell < len(down) else 0) << 5
        body += struct.pack("<H", flags) + bytes(18)
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


def cells(*texts: str) -> list[P]:
    return [P(text + "\x07", IN_TABLE) for text in texts]


def row(*texts: str, frame: bytes, marks: bytes = b"") -> list[P]:
    """A row of plain cells and its end, which carries the frame; `marks` are the properties of the end mark."""
    return [*cells(*texts), P("\x07", ROW_END + frame, ((0, 1, marks),) if marks else ())]


def level(form: int, text: str, start: int = 1, flags: int = 0, limit: int = 0) -> bytes:
    """A list level; digits 0-8 in `text` after a "%" stand for the counters."""
    letters = text
    for digit in range(9):
        letters = letters.replace(f"%{digit}", chr(digit))
    head = struct.pack("<iBB9sBiIBBBB", start, form, flags, bytes(9), 2, 0, 0, 0, 0, limit, 0)
    return head + struct.pack("<H", len(letters)) + letters.encode("utf-16-le")


def list_parts(levels: Sequence[bytes], overrides: Sequence[tuple[tuple[int, int], ...]] = ((),)) -> dict[int, bytes]:
    """One list with nine levels, and as many references to it as there are `overrides` ((level, start) pairs)."""
    full = [*levels, *[level(255, "")] * (9 - len(levels))]
    head = struct.pack("<H", 1) + struct.pack("<ii18sBB", 7, 0, bytes(18), 0, 0)
    references = b"".join(struct.pack("<i8xBBBB", 7, len(changes), 0, 0, 0) for changes in overrides)
    changed = b""
    for changes in overrides:
        changed += b"\xff" * 4 + b"".join(struct.pack("<iI", start, at | 0x10) for at, start in changes)
    return {73: head + b"".join(full), 74: struct.pack("<I", len(overrides)) + references + changed}


def listed(number: int, depth: int) -> bytes:
    return bytes([0x0A, 0x26, depth, 0x0B, 0x46, number, 0])


def style_sheet(*styles: tuple[int, int, int, bytes, bytes]) -> bytes:
    """Styles in order as (built-in number, kind 1 or 2, parent, paragraph properties, character properties)."""
    sheet = struct.pack("<HHH14x", 18, len(styles), 10)
    for builtin, kind, parent, paragraph, character in styles:
        body = struct.pack("<HHHHH", builtin, kind | parent << 4, 2 if kind == 1 else 1, 0, 0)
        body += struct.pack("<H", 1) + "s".encode("utf-16-le") + b"\0\0"
        lists = [b"\0\0" + paragraph, character] if kind == 1 else [character]
        for content in lists:
            body += bytes(len(body) & 1) + struct.pack("<H", len(content)) + content
        body += bytes(len(body) & 1)
        sheet += struct.pack("<H", len(body)) + body
    return sheet


def make_binary(
    stories: Mapping[str, Sequence[P]],
    parts: Mapping[int, bytes] | None = None,
    pieces: Sequence[Piece] = (),
    lists: Sequence[bytes] = (),
    store: bytes = b"",
) -> Binary:
    """The streams of a Word 97 file with these stories; `parts` are further parts of the table stream by number,
    `lists` the property lists that pieces may share."""
    paragraphs = [p for name in STORIES for p in stories.get(name, ())]
    text = "".join(p.text for p in paragraphs)
    pieces = pieces or [Piece(len(text), 0)]
    offsets, content = _lay_text(text, pieces)
    main = bytearray(content + bytes(-len(content) % _PAGE))
    tables: dict[int, list[tuple[int, int, int]]] = {12: [], 13: []}
    cp = 0
    for p in paragraphs:
        papx = struct.pack("<H", p.style) + p.properties
        papx += bytes(len(papx) % 2)
        _add_run(
            main,
            tables[13],
            offsets,
            (cp, cp + len(p.text)),
            bytes([0, len(papx) // 2]) + papx,
            13,
        )
        for first, last, properties in p.marks:
            _add_run(main, tables[12], offsets, (cp + first, cp + last), bytes([len(properties)]) + properties, 1)
        cp += len(p.text)
    if not tables[12]:
        _add_run(main, tables[12], offsets, (0, 1), b"\0", 1)
    every = {number: _plc(runs) for number, runs in tables.items()} | dict(parts or {})
    every[33] = _clx(pieces, offsets, lists)
    table, places = b"", []
    for number in range(94):
        part = every.get(number, b"")
        places.append((len(table), len(part)))
        table += part
    lengths = tuple(sum(len(p.text) for p in stories.get(name, ())) for name in STORIES)
    return Binary(Fib(0x00C1, lengths, tuple(places)), bytes(main), table, lambda: store)


def read_binary(binary: Binary) -> Document:
    """What our reader makes of the streams."""
    return doc.document_of(binary)


def _lay_text(text: str, pieces: Sequence[Piece]) -> tuple[list[tuple[int, int]], bytes]:
    """For every character its byte offset and width, and the main stream up to the end of the text."""
    starts = [sum(p.length for p in pieces[:n]) for n in range(len(pieces))]
    content = bytes(_TEXT_AT)
    offsets = [(0, 0)] * len(text)
    for number in sorted(range(len(pieces)), key=lambda n: pieces[n].place):
        piece, start = pieces[number], starts[number]
        part = text[start : start + piece.length]
        content += bytes(len(content) & 1)
        for index in range(len(part)):
            offsets[start + index] = (len(content) + index * piece.width, piece.width)
        content += part.encode("cp1252" if piece.width == 1 else "utf-16-le")
    return offsets, content


def _add_run(
    main: bytearray,
    runs: list[tuple[int, int, int]],
    offsets: list[tuple[int, int]],
    span: tuple[int, int],
    record: bytes,
    step: int,
) -> None:
    """Give each unbroken stretch of bytes of a run a page of its own."""
    first = span[0]
    for cp in range(span[0], span[1]):
        end = offsets[cp][0] + offsets[cp][1]
        if cp + 1 < span[1] and offsets[cp + 1][0] == end:
            continue
        at = (_PAGE - 1 - len(record)) // 2 * 2
        page = bytearray(_PAGE)
        struct.pack_into("<II", page, 0, offsets[first][0], end)
        page[8] = at // 2
        page[at : at + len(record)] = record
        page[_PAGE - 1] = 1
        runs.append((offsets[first][0], end, len(main) // _PAGE))
        main += page
        first = cp + 1


def _plc(runs: list[tuple[int, int, int]]) -> bytes:
    ordered = sorted(runs)
    bounds = [run[0] for run in ordered] + [ordered[-1][1]]
    return struct.pack(f"<{len(bounds)}I", *bounds) + struct.pack(f"<{len(ordered)}I", *(run[2] for run in ordered))


def _clx(pieces: Sequence[Piece], offsets: list[tuple[int, int]], lists: Sequence[bytes]) -> bytes:
    starts = [sum(p.length for p in pieces[:n]) for n in range(len(pieces) + 1)]
    table = struct.pack(f"<{len(starts)}I", *starts)
    for piece, start in zip(pieces, starts, strict=False):
        offset = offsets[start][0]
        place = offset * 2 | 0x40000000 if piece.width == 1 else offset
        table += struct.pack("<HIH", 0, place, piece.prm)
    shared = b"".join(b"\x01" + struct.pack("<h", len(properties)) + properties for properties in lists)
    return shared + b"\x02" + struct.pack("<I", len(table)) + table
