"""Tables: rows of cells with their edges in twips, put on one grid with their spans.

Every row of a binary table brings its own edges and merge marks ([MS-DOC] 2.9.309, 2.9.320); the grid is the
set of all rows' edges, so that rows which begin further in or have fewer cells fall into place.
"""

from __future__ import annotations

import itertools
import struct
from bisect import bisect_left

import msgspec

from extract.readers import grid
from extract.readers.drafts import CellText, Grid, Slot
from extract.readers.word97.sprms import number, sprms

_SAME_EDGE = (30, 15, 5)
"""Twips, the widest first (30 are half a millimetre): rows dragged by hand miss each other by less, and hardly any
cell that holds text is narrower."""

_DEFAULT_WIDTH = 1000
_MOST_CELLS = 1024
_CONTINUES = 1


class Row(msgspec.Struct):
    """A row's cells as the text gives them, its raw properties, and whether the row itself was deleted."""

    cells: list[CellText] = msgspec.field(default_factory=list)
    properties: bytes = b""
    deleted: bool = False


class _Frame(msgspec.Struct):
    """A row's geometry: one edge more than cells; `across` 1 or 2 for cells merged sideways, `down` 1 for cells
    that continue the one above and 3 for those that begin such a column."""

    edges: list[int]
    across: list[int]
    down: list[int]


def lay_out(rows: list[Row]) -> tuple[Grid | None, int]:
    """Rows as a table on its grid, merged cells stored once with their spans, and how many rows did not fit
    their own definition. None where every row was deleted."""
    rows = [row for row in rows if row.cells and not row.deleted]
    if not rows:
        return None, 0
    frames = [_frame(row.properties) for row in rows]
    odd = sum(_fit(frame, len(row.cells)) for row, frame in zip(rows, frames, strict=True))
    columns = _columns(frames)
    grid.check_size(len(rows), len(columns))
    table = Grid(0, 0, [])
    slots: list[Slot] = []
    above: dict[tuple[int, int], Slot] = {}
    for index, (row, frame) in enumerate(zip(rows, frames, strict=True)):
        above = _lay_row(index, row, frame, columns, above, slots, table)
    table.fill(slots, len(rows), max(len(columns) - 1, 1))
    return table, odd


def _lay_row(
    index: int,
    row: Row,
    frame: _Frame,
    columns: list[int],
    above: dict[tuple[int, int], Slot],
    slots: list[Slot],
    table: Grid,
) -> dict[tuple[int, int], Slot]:
    """Put one row's cells into slots; returns those that a row below may continue."""
    here: dict[tuple[int, int], Slot] = {}
    for first, last in _groups(frame.across):
        place = _place(columns, frame.edges[first]), _place(columns, frame.edges[last])
        if frame.down[first] == _CONTINUES and place in above:
            slot = above[place]
            slot.rowspan = index - slot.row + 1
            table.absorb(slot.content, row.cells[first])
        else:
            slot = Slot(index, place[0], place[1] - place[0], row.cells[first])
            slots.append(slot)
        for covered in row.cells[first + 1 : last]:
            table.absorb(slot.content, covered)
        if frame.down[first]:
            here[place] = slot
    return here


def _groups(across: list[int]) -> list[tuple[int, int]]:
    """Runs of cells merged sideways, others alone. Which of the marks 1 and 2 begins a run is told by the
    first of them: specifications disagree, but no run can begin with a continuation."""
    groups: list[tuple[int, int]] = []
    at = 0
    while at < len(across):
        end = at + 1
        if across[at]:
            while end < len(across) and across[end] and across[end] != across[at]:
                end += 1
        groups.append((at, end))
        at = end
    return groups


def _columns(frames: list[_Frame]) -> list[int]:
    """The grid's edges: all rows' edges, near ones taken for one, as far as no row has a cell between them."""
    edges = sorted({edge for frame in frames for edge in frame.edges})
    for apart in _SAME_EDGE:
        kept = edges[:1]
        for edge in edges:
            if edge - kept[-1] > apart:
                kept.append(edge)
        places = ([_place(kept, edge) for edge in frame.edges] for frame in frames)
        if all(left < right for row in places for left, right in itertools.pairwise(row)):
            return kept
    return edges


def _place(columns: list[int], edge: int) -> int:
    """Number of the grid edge that `edge` belongs to: the last one that isn't right of it."""
    at = bisect_left(columns, edge)
    return at if at < len(columns) and columns[at] == edge else at - 1


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
