"""Text boxes, pictures and charts of legacy workbooks, which xlrd passes over."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence

import olefile

from extract.readers.sheets import Sheet

_BOUND_SHEET, _BEGIN, _END, _OBJECT, _TEXT_OBJECT, _CONTINUE = 0x85, 0x809, 0x0A, 0x5D, 0x1B6, 0x3C
_WORKSHEET, _CHART_SHEET = 0, 2
_NOTE, _CHART, _PICTURE = 0x19, 0x05, 0x08
"""Object types of the FtCmo structure ([MS-XLS] 2.5.143)."""
Record = tuple[int, bytes]


def hang_drawings(source: bytes, sheets: Sequence[Sheet]) -> None:
    """Add the text boxes of a BIFF8 workbook to its sheets, and name its pictures and charts as embedded."""
    stream = _workbook(source)
    bounds = [(at, kind) for at, kind in _bounds(stream) if kind in (_WORKSHEET, _CHART_SHEET)]
    worksheets = [at for at, kind in bounds if kind == _WORKSHEET]
    if len(worksheets) == len(sheets):
        for at, sheet in zip(worksheets, sheets, strict=True):
            _hang(_substream(stream, at), sheet)
    if sheets and len(bounds) > len(worksheets):
        sheets[-1].embedded.append("图表工作表")


def _workbook(source: bytes) -> bytes:
    if not source.startswith(b"\xd0\xcf\x11\xe0"):
        return source
    with olefile.OleFileIO(io.BytesIO(source)) as container:
        for name in ("Workbook", "Book"):
            if container.exists(name):
                stream: bytes = container.openstream(name).read()
                return stream
    return b""


def _records(stream: bytes, at: int) -> Iterator[Record]:
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _bounds(stream: bytes) -> Iterator[tuple[int, int]]:
    """Offset and kind of each sheet of the workbook."""
    for kind, content in _records(stream, 0):
        if kind == _END:
            return
        if kind == _BOUND_SHEET and len(content) >= 6:
            yield struct.unpack_from("<I", content)[0], content[5]


def _substream(stream: bytes, at: int) -> Iterator[Record]:
    depth = 0
    for kind, content in _records(stream, at):
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 1 or kind == _BEGIN:
            yield kind, content
        if depth <= 0:
            return


def _hang(records: Iterator[Record], sheet: Sheet) -> None:
    current = 0
    waiting = 0  # characters still to come of a text, which runs over several records if it is long
    for kind, content in records:
        if kind == _OBJECT and len(content) >= 6:
            current = struct.unpack_from("<H", content, 4)[0]
            if current in (_CHART, _PICTURE):
                sheet.embedded.append("图表" if current == _CHART else "图片")
        elif kind == _TEXT_OBJECT and len(content) >= 12:
            waiting = struct.unpack_from("<H", content, 10)[0] if current != _NOTE else 0
            if waiting:
                sheet.boxes.append("")
        elif kind == _CONTINUE and waiting and content:
            width = 2 if content[0] & 1 else 1
            letters = content[1 : 1 + width * waiting]
            waiting -= len(letters) // width
            text = letters.decode("utf-16-le" if width == 2 else "latin-1", "replace")
            sheet.boxes[-1] += text.replace("\r", "\n")
