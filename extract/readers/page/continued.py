"""Tables without rulings that go on over a page break: both parts read again in the columns of both, with the lines at
the break that belong to a row cut in two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

import msgspec

from extract.readers.page.columns import Band, bands_of, part_at_gutters, span_of
from extract.readers.page.levels import Cut
from extract.readers.page.lines import Bounds, TextLine, lines_of
from extract.readers.page.regions import Region, is_caption
from extract.readers.page.runs import Run
from extract.readers.page.stitch import is_cut, joins
from extract.readers.page.tables import Part, PartCell
from extract.readers.page.unruled import part_of

# In heights of a line: lines of one cell are set no wider, and text reaches so far over the edge of its column.
_NEAR = 2.0
_OVER = 0.5

Items = Sequence[TextLine | Part]


class Continued(msgspec.Struct, frozen=True):
    """The parts of one table on two pages: `upper` is the last item of its page, `lower` the first `items` of the
    next."""

    upper: Part
    lower: Part
    items: int


def continued(above: Items, below: Items, height: float) -> Continued | None:
    """The table that goes on from the last items of one page, `height` points high, in the first ones of the next; None
    if none does, or its columns are ruled."""
    upper = above[-1] if above else None
    head = list(takewhile(lambda item: isinstance(item, TextLine), below))
    lower = below[len(head)] if len(head) < len(below) else None
    if not isinstance(upper, Part) or upper.region is None:
        return None
    if isinstance(lower, Part) and lower.region is not None:
        both = _both(upper, head, lower, height)
        return Continued(*both, len(head) + 1) if both else None
    rest = None if upper.ruled else _rest(upper, head)
    return Continued(upper, *rest) if rest else None


def _both(upper: Part, head: Sequence[TextLine], lower: Part, height: float) -> tuple[Part, Part] | None:
    """Two parts in their common columns, with the lines between them if these stand in the columns."""
    if upper.region is None or lower.region is None:
        return None
    below = [msgspec.structs.replace(r, top=r.top + height, bottom=r.bottom + height) for r in lower.region.runs]
    bands = bands_of([*upper.region.runs, *below])
    first = _in_columns(head, bands)
    if len(bands) < 2 or first is None:
        return None
    one = _again(upper, upper.region, [], bands, Cut(upper.region.cut.above, below=True))
    two = _again(lower, lower.region, first, bands, Cut(above=True))
    if one is None or two is None or not joins(one, two) or (head and not is_cut(one, two)):
        return None
    one.goes_on, two.goes_on = upper.goes_on, True
    return one, two


def _again(part: Part, region: Region, more: list[Run], bands: Sequence[Band], cut: Cut) -> Part | None:
    return part_of(msgspec.structs.replace(region, runs=region.runs + more, enough=1, cut=cut), part.page, bands)


def _in_columns(lines: Sequence[TextLine], bands: Sequence[Band]) -> list[Run] | None:
    """Lines as what stands in each of some columns; None if any does not stand in one alone."""
    runs: list[Run] = []
    for line in lines:
        whole = Run(line.text, line.edges, line.top, line.bottom, line.blank_after)
        for run in part_at_gutters([whole], bands):
            first, last = span_of(run, bands)
            over = _OVER * run.height
            if first != last or run.x0 < bands[first][0] - over or run.x1 > bands[first][1] + over:
                return None
        if is_caption(line.text):
            return None
        runs += part_at_gutters([whole], bands)
    return runs


def _rest(upper: Part, head: Sequence[TextLine]) -> tuple[Part, int] | None:
    """The rest of the last row of `upper` on the next page, where nothing else of the table stands, and how many of the
    lines there it is."""
    bands = list(pairwise(upper.xs))
    count = 0
    while count < len(head) and _in_columns(head[count : count + 1], bands) is not None:
        if count and head[count].middle - head[count - 1].middle > _NEAR * head[count].height:
            break
        count += 1
    runs = _in_columns(head[:count], bands)
    if not runs:
        return None
    held: list[list[Run]] = [[] for _ in bands]
    for run in runs:
        held[span_of(run, bands)[0]].append(run)
    bounds = {cell.col: cell.bounds for cell in upper.cells if cell.colspan == 1}
    bottom = max(run.bottom for run in runs)
    page = head[0].page
    cells = [
        PartCell(0, col, 1, 1, lines_of(own, page), bounds.get(col, Bounds(*bands[col])), bottom)
        for col, own in enumerate(held)
    ]
    top = min(run.top for run in runs)
    rest = Part(page=page, xs=upper.xs, rows=1, cells=cells, top=top, bottom=bottom, foot=cells, ruled=False)
    return (rest, count) if is_cut(upper, rest) else None
