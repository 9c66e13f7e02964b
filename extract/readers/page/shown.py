"""Places on pages that are shown another way up than their text: read upright, boxed as the page is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from extract.document import Block, Line, Paragraph


class Turned(msgspec.Struct, frozen=True):
    """A page that had to be turned clockwise by `quarters` from how it is shown to stand upright; its size upright."""

    quarters: int
    width: float
    height: float


def as_shown(blocks: Sequence[Block], turned: Mapping[int, Turned]) -> list[Block]:
    """The blocks with the places of their characters on the pages as they are shown."""
    if not turned:
        return list(blocks)
    shown: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            shown.append(msgspec.structs.replace(block, lines=_lines(block.lines, turned)))
        else:
            cells = tuple(msgspec.structs.replace(cell, lines=_lines(cell.lines, turned)) for cell in block.cells)
            shown.append(msgspec.structs.replace(block, cells=cells))
    return shown


def _lines(lines: Sequence[Line], turned: Mapping[int, Turned]) -> tuple[Line, ...]:
    return tuple(_line(line, turned[line.page]) if line.page in turned else line for line in lines)


def _line(line: Line, page: Turned) -> Line:
    if page.quarters == 2:
        edges = tuple(page.width - edge for edge in line.edges)
        return Line(line.start, line.page, page.height - line.bottom, page.height - line.top, edges)
    first, last = min(line.edges), max(line.edges)
    if page.quarters == 1:
        left, right, top, bottom = line.top, line.bottom, page.width - last, page.width - first
    else:
        left, right, top, bottom = page.height - line.bottom, page.height - line.top, first, last
    # A line that runs down the page has no place of its own for each character: any of them is the whole line's.
    edges = tuple(right if number % 2 else left for number in range(len(line.edges)))
    return Line(line.start, line.page, top, bottom, edges)
