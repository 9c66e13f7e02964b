"""Tables inside a cell whose sides lie on the sides of the cell: told from it by the sliver they leave beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.page.sheet import Ruling

# Points. Between the side of a cell and that of a table in it stands at most the padding of the cell.
_PADDING = 10.0
_GAP = 3.2
_THINNEST = 4.0

Lines = tuple[list[Ruling], list[Ruling]]


def part_nested(across: list[Ruling], down: list[Ruling]) -> list[Lines]:
    """The lines of a table first, then those of each table inside it, as (across, down)."""
    found: list[Lines] = []
    sides = sorted(down, key=lambda line: line.at)
    for first, second in pairwise(sides):
        if not _THINNEST <= second.at - first.at < _PADDING:
            continue
        inner, outer = sorted((first, second), key=lambda line: line.end - line.start)
        if not (outer.start - _GAP <= inner.start and inner.end <= outer.end + _GAP) or inner not in down:
            continue
        lines = _inside(across, down, inner, leftwards=inner is first)
        if lines is not None:
            found.append(_closed(*lines, inner))
            across = [line for line in across if line not in lines[0]]
            down = [line for line in down if line not in lines[1]]
    return [(across, down), *found]


def _inside(across: Sequence[Ruling], down: Sequence[Ruling], side: Ruling, *, leftwards: bool) -> Lines | None:
    """The lines of the table that has `side` as its right (`leftwards`) or left side, if there is one."""
    rows = [
        line
        for line in across
        if side.start - _GAP <= line.at <= side.end + _GAP
        and (line.end <= side.at + _GAP if leftwards else line.start >= side.at - _GAP)
    ]
    if not rows:
        return None
    left, right = min(line.start for line in rows), max(line.end for line in rows)
    for end in (side.start, side.end):
        if any(abs(line.at - end) <= _GAP for line in rows):
            continue
        # The upper or lower edge of the table may lie on that of the cell.
        shared = [line for line in across if abs(line.at - end) <= _GAP and line.start <= left + _GAP]
        if not any(line.end >= right - _GAP for line in shared):
            return None
        rows.append(Ruling(at=shared[0].at, start=left, end=right))
    if len(rows) < 2:
        return None
    columns = [
        line
        for line in down
        if line.start >= side.start - _GAP and line.end <= side.end + _GAP and left - _GAP <= line.at <= right + _GAP
    ]
    return rows, columns


def _closed(across: list[Ruling], down: list[Ruling], side: Ruling) -> Lines:
    """The lines with both sides: the side that lies on the cell's own was drawn with it."""
    ends = (min(line.start for line in across), max(line.end for line in across))
    missing = [at for at in ends if all(abs(line.at - at) > _THINNEST for line in down)]
    return across, down + [Ruling(at=at, start=side.start, end=side.end) for at in missing]
