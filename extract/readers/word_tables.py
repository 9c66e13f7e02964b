"""Tables of Word, of both its generations: rows of cells with their edges in twips, put on one grid with their spans.

Rows keep their own edges and merge marks; the grid is the set of all rows' edges, so that rows which begin further in,
have fewer cells or were pulled by hand fall into place.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from extract.readers import grid
from extract.readers.drafts import CellText, Grid, Slot

ALONE, CONTINUES, BEGINS = 0, 1, 3
"""What `Frame.down` says of a cell: whether it takes part in one merged downwards."""
_SAME_EDGE = (30, 15, 5)
"""Twips, the widest first (30 are half a millimetre): rows dragged by hand miss each other by less, and hardly any
cell that holds text is narrower."""


class Frame(msgspec.Struct, frozen=True):
    """A row's geometry: one edge more than cells, each right of the one before; `across` 1 or 2 for cells merged
    sideways; `down` as the marks above say."""

    edges: tuple[int, ...]
    across: tuple[int, ...]
    down: tuple[int, ...]


Places = list[tuple[int, int, int, int]]
"""Of each cell of a row, those merged sideways taken for one: its first part and the one after its last, its first
column and the one after its last."""


def lay_out(rows: Sequence[tuple[list[CellText], Frame]]) -> Grid:
    """Rows as a table on its grid, merged cells stored once with their spans."""
    columns = _columns({frame for _, frame in rows})
    grid.check_size(len(rows), len(columns))
    table = Grid(0, 0, [])
    slots: list[Slot] = []
    above: dict[tuple[int, int], Slot] = {}
    known: dict[Frame, Places] = {}
    for index, (cells, frame) in enumerate(rows):
        if frame not in known:
            known[frame] = _places(frame, columns)
        above = _lay_row(index, cells, frame.down, known[frame], above, slots, table)
    table.fill(slots, len(rows), max(len(columns) - 1, 1))
    return table


def _lay_row(
    index: int,
    cells: list[CellText],
    down: tuple[int, ...],
    places: Places,
    above: dict[tuple[int, int], Slot],
    slots: list[Slot],
    table: Grid,
) -> dict[tuple[int, int], Slot]:
    """Put one row's cells into slots; returns those that a row below may continue. Word merges downwards only what
    has the same edges ([MS-DOC] 2.9.317): a continuation that is wider or narrower is a cell of its own."""
    here: dict[tuple[int, int], Slot] = {}
    for first, last, left, right in places:
        slot = above.get((left, right)) if down[first] == CONTINUES else None
        if slot is not None:
            slot.rowspan = index - slot.row + 1
            table.absorb(slot.content, cells[first])
        else:
            slot = Slot(index, left, right - left, cells[first])
            slots.append(slot)
        for covered in cells[first + 1 : last]:
            table.absorb(slot.content, covered)
        if down[first]:
            here[left, right] = slot
    return here


def _places(frame: Frame, columns: list[int]) -> Places:
    edges = [_place(columns, edge) for edge in frame.edges]
    return [(first, last, edges[first], edges[last]) for first, last in _groups(frame.across)]


def _groups(across: tuple[int, ...]) -> list[tuple[int, int]]:
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


def _columns(frames: Iterable[Frame]) -> list[int]:
    """The grid's edges: all rows' edges, near ones taken for one, as far as no row has a cell between them."""
    rows = {frame.edges for frame in frames}
    edges = sorted({edge for row in rows for edge in row})
    for apart in _SAME_EDGE:
        kept = edges[:1]
        for edge in edges:
            if edge - kept[-1] > apart:
                kept.append(edge)
        if len(kept) == len(edges):
            break
        places = ([_place(kept, edge) for edge in row] for row in rows)
        if all(left < right for row in places for left, right in itertools.pairwise(row)):
            return kept
    return edges


def _place(columns: list[int], edge: int) -> int:
    """Number of the grid edge that `edge` belongs to: the last one that isn't right of it."""
    at = bisect_left(columns, edge)
    return at if at < len(columns) and columns[at] == edge else at - 1
