"""The rows of a table without rulings: which printed lines make one cell, and over how many rows a cell stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import msgspec

from extract.readers.page.columns import Band, Row, span_of
from extract.readers.page.lines import Bounds, is_full, line_of
from extract.readers.page.runs import Run

# In heights of a line: lines of one cell are set no wider.
_WRAPPED = 1.5
_TOTAL = re.compile(r"[合总小]\s*[计分]|总得分")


class Piece(msgspec.Struct):
    """The lines of one cell: the printed rows they stand on, its columns, and its place on the grid."""

    first: int
    last: int
    printed: list[int]
    runs: list[Run]
    row: int = 0
    rowspan: int = 1

    @property
    def middle(self) -> float:
        return (self.runs[0].top + self.runs[-1].bottom) / 2

    @property
    def columns(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def slots(self) -> list[tuple[int, int]]:
        return [(row, col) for row in range(self.row, self.row + self.rowspan) for col in self.columns]


def pieces_of(rows: Sequence[Row], bands: Sequence[Band]) -> tuple[list[Piece], int]:
    """The cells with text, placed on the grid, and the number of its rows."""
    anchors = anchors_of(rows, bands)
    pieces = _pieces(rows, bands, anchors)
    heights = [row[0].middle for row in rows]
    standing = sorted(anchors)
    pitch = median([heights[b] - heights[a] for a, b in pairwise(standing)] or [2 * rows[0][0].height])
    loose = [piece for piece in pieces if anchors.isdisjoint(piece.printed)]
    own = [p.middle for p in loose if all(abs(p.middle - heights[a]) >= 0.75 * pitch for a in anchors)]
    levels = sorted([heights[a] for a in anchors] + own)
    held: set[tuple[int, int]] = set()
    for piece in pieces:
        if piece not in loose:
            piece.row = _nearest(levels, heights[next(n for n in piece.printed if n in anchors)])
            held.update(piece.slots)
    for piece in loose:
        _place_between(piece, levels, held, pitch)
        held.update(piece.slots)
    for piece in pieces:
        _centre(piece, len(levels), held)
        _widen(piece, len(bands), held, titles=piece.row == 0 and len(rows[piece.printed[0]]) == 1)
        held.update(piece.slots)
    return _distinct(pieces), len(levels)


def _distinct(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with those that came to stand in one slot as one."""
    owners: dict[tuple[int, int], Piece] = {}
    kept = []
    for piece in sorted(pieces, key=lambda piece: piece.runs[0].middle):
        owner = next((owners[slot] for slot in piece.slots if slot in owners), None)
        if owner is not None:
            owner.runs.extend(piece.runs)
            continue
        owners.update((slot, piece) for slot in piece.slots)
        kept.append(piece)
    return kept


def anchors_of(rows: Sequence[Row], bands: Sequence[Band]) -> set[int]:
    """The printed rows that hold most of a row of the table, not just a wrapped line or a merged cell's text."""
    filled = [len({span_of(run, bands) for run in row}) for row in rows]
    needed = max(2, (max(filled) + 1) // 2)
    return {number for number, count in enumerate(filled) if count >= needed}


def _pieces(rows: Sequence[Row], bands: Sequence[Band], anchors: set[int]) -> list[Piece]:
    """The cells with text: runs, and the lines that wrapping made of one."""
    pieces: list[Piece] = []
    above: dict[tuple[int, int], Piece] = {}
    for number, row in enumerate(rows):
        for run in row:
            span = span_of(run, bands)
            upper = above.get(span)
            if upper is not None and _wraps(upper, run, number, bands, anchors):
                upper.runs.append(run)
                upper.printed.append(number)
                continue
            above[span] = Piece(first=span[0], last=span[1], printed=[number], runs=[run])
            pieces.append(above[span])
    return pieces


def _wraps(upper: Piece, run: Run, number: int, bands: Sequence[Band], anchors: set[int]) -> bool:
    """Whether a run is the next line of the cell above it."""
    last = upper.runs[-1]
    if upper.printed[-1] == number or (number in anchors and upper.printed[-1] in anchors):
        return upper.printed[-1] == number
    if run.middle - last.middle > _WRAPPED * run.height:
        return False
    bounds = Bounds(left=bands[upper.first][0], right=bands[upper.last][1])
    return is_full(line_of([last], 0), line_of([run], 0), bounds)


def _nearest(levels: Sequence[float], height: float) -> int:
    return min((abs(level - height), number) for number, level in enumerate(levels))[1]


def _place_between(piece: Piece, levels: Sequence[float], held: set[tuple[int, int]], pitch: float) -> None:
    """The rows of a text that stands on no row of its own: the two it stands between, or the one it is nearest to."""
    piece.row = _nearest(levels, piece.middle)
    other = piece.row + (1 if piece.middle > levels[piece.row] else -1)
    if not 0 <= other < len(levels) or abs(piece.middle - levels[piece.row]) <= 0.3 * pitch:
        return
    rows = sorted((piece.row, other))
    if not any((row, col) in held for row in rows for col in piece.columns):
        piece.row, piece.rowspan = rows[0], 2


def _centre(piece: Piece, rows: int, held: set[tuple[int, int]]) -> None:
    """Grows a text of the first column over the empty cells above and below it when it stands in their middle."""
    if piece.first or piece.last or piece.rowspan > 1:
        return
    while True:
        above, below = piece.row - 1, piece.row + piece.rowspan
        if above < 1 or below >= rows or (above, 0) in held or (below, 0) in held:
            return
        piece.row, piece.rowspan = above, piece.rowspan + 2


def _widen(piece: Piece, columns: int, held: set[tuple[int, int]], *, titles: bool) -> None:
    """Grows a title over all columns, and the word for a total over the empty cells beside it."""
    if titles:
        piece.first, piece.last = 0, columns - 1
    elif piece.first == 0 and _TOTAL.fullmatch("".join(run.text for run in piece.runs)):
        while piece.last + 1 < columns and not any((row, piece.last + 1) in held for row, _ in piece.slots):
            piece.last += 1
