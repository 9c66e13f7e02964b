"""Tables of a binary file: every row brings its own edges and merge marks ([MS-DOC] 2.9.309, 2.9.320)."""

from __future__ import annotations

import struct

import msgspec

from extract.readers import word_tables
from extract.readers.drafts import CellText, Grid
from extract.readers.word97.sprms import number, sprms

_DEFAULT_WIDTH = 1000
_MOST_CELLS = 1024


class Row(msgspec.Struct):
    """A row's cells as the text gives them, its raw properties, and whether the row itself was deleted."""

    cells: list[CellText] = msgspec.field(default_factory=list)
    properties: bytes = b""
    deleted: bool = False


class _Frame(msgspec.Struct):
    """A row's geometry in the making: one edge more than cells; `across` 1 or 2 for cells merged sideways, `down` 1 for
    cells that continue the one above and 3 for those that begin such a column."""

    edges: list[int]
    across: list[int]
    down: list[int]

    def done(self) -> word_tables.Frame:
        return word_tables.Frame(tuple(self.edges), tuple(self.across), tuple(self.down))


def lay_out(rows: list[Row]) -> tuple[Grid | None, int]:
    """Rows as a table on its grid, and how many rows did not fit their own definition. None where every row was
    deleted."""
    rows = [row for row in rows if row.cells and not row.deleted]
    if not rows:
        return None, 0
    frames = [_frame(row.properties) for row in rows]
    odd = sum(_fit(frame, len(row.cells)) for row, frame in zip(rows, frames, strict=True))
    return word_tables.lay_out([(row.cells, frame.done()) for row, frame in zip(rows, frames, strict=True)]), odd


def _fit(frame: _Frame, count: int) -> bool:
    """Make the frame describe `count` cells and grow to the right; tells whether it did not before."""
    odd = len(frame.across) != count
    while len(frame.across) < count:
        frame.edges.append(frame.edges[-1] + _DEFAULT_WIDTH)
        frame.across.append(0)
        frame.down.append(0)
    del frame.edges[count + 1 :], frame.across[count:], frame.down[count:]
    for index in range(1, len(frame.edges)):
        frame.edges[index] = max(frame.edges[index], frame.edges[index - 1] + 1)
    return odd


def _frame(properties: bytes) -> _Frame:
    frame = _Frame([0], [], [])
    for code, operand in sprms(properties):
        if code == 0xD608:
            frame = _definition(operand) or frame
        elif code == 0xD62B and len(operand) >= 2:
            if operand[0] < len(frame.down):
                frame.down[operand[0]] = operand[1] & 3
        elif code == 0x5624:
            first, last = operand[0], min(operand[1], len(frame.across))
            frame.across[first:last] = [1, *[2] * (last - first - 1)] if first < last else []
        elif code == 0x5625:
            first, last = operand[0], min(operand[1], len(frame.across))
            frame.across[first:last] = [0] * max(last - first, 0)
        elif code == 0x5622:
            _remove(frame, operand[0], operand[1])
        elif code == 0x7621:
            _insert(frame, operand[0], operand[1], number(operand[2:]))
        elif code == 0x7623:
            _resize(frame, operand[0], operand[1], number(operand[2:]))
    return frame


def _definition(operand: bytes) -> _Frame | None:
    """Edges and merge marks of a row's definition; the marks may be fewer than the cells."""
    if not operand or len(operand) < 1 + 2 * (operand[0] + 1):
        return None
    count = operand[0]
    edges = list(struct.unpack_from(f"<{count + 1}h", operand, 1))
    frame = _Frame(edges, [0] * count, [0] * count)
    at = 1 + 2 * (count + 1)
    for index in range(min(count, (len(operand) - at) // 20)):
        flags = struct.unpack_from("<H", operand, at + 20 * index)[0]
        frame.across[index] = flags & 3
        frame.down[index] = flags >> 5 & 3
    return frame


def _remove(frame: _Frame, first: int, last: int) -> None:
    last = min(last, len(frame.across))
    if first >= last:
        return
    gap = frame.edges[last] - frame.edges[first]
    frame.edges[first + 1 :] = [edge - gap for edge in frame.edges[last + 1 :]]
    del frame.across[first:last], frame.down[first:last]


def _insert(frame: _Frame, first: int, count: int, width: int) -> None:
    count = min(count, _MOST_CELLS - len(frame.across))
    if count <= 0:
        return
    while len(frame.across) < first:
        frame.edges.append(frame.edges[-1] + width)
        frame.across.append(0)
        frame.down.append(0)
    begin = frame.edges[first]
    added = [begin + width * (index + 1) for index in range(count)]
    frame.edges[first + 1 :] = added + [edge + width * count for edge in frame.edges[first + 1 :]]
    frame.across[first:first] = [0] * count
    frame.down[first:first] = [0] * count


def _resize(frame: _Frame, first: int, last: int, width: int) -> None:
    last = min(last, len(frame.across))
    if first >= last:
        return
    shift = width * (last - first) - (frame.edges[last] - frame.edges[first])
    tail = [edge + shift for edge in frame.edges[last + 1 :]]
    body = [frame.edges[first] + width * (index + 1) for index in range(last - first)]
    frame.edges[first + 1 :] = body + tail
