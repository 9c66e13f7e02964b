"""Tables without rulings that go on over a page break: both parts read again in the columns of both, with the lines at
the break that belong to a row cut in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from extract.readers.page.columns import Band, bands_of, part_at_gutters, span_of
from extract.readers.page.levels import Cut
from extract.readers.page.lines import Bounds, TextLine, lines_of
from extract.readers.page.regions import Region, is_caption
from extract.readers.page.runs import Run
from extract.readers.page.signs import ENDED
from extract.readers.page.stitch import is_cut, joins
from extract.readers.page.tables import Part, PartCell
from extract.readers.page.unruled import part_of

# In heights of a line: lines of one cell are set no wider, and text reaches so far over the edge of its column.
_NEAR = 2.0
_OVER = 0.5
# So many pieces of one table may a page begin with where the room between its rows differs.
_MOST_PIECES = 4

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
    if not isinstance(upper, Part) or upper.region is None:
        return None
    # What follows a line across columns is something else.
    bands = list(pairwise(upper.xs))
    lines = (at for at, item in enumerate(below) if isinstance(item, TextLine) and _in_columns([item], bands) is None)
    below = below[: next(lines, len(below))]
    ends = [at for at, item in enumerate(below) if isinstance(item, Part)]
    free = [at for at in ends if all(item.region is not None for item in _parts(below[: at + 1]))]
    for at in reversed(free[:_MOST_PIECES]):
        both = _both(upper, below[: at + 1], height)
        if both:
            return Continued(*both, at + 1)
    rest = None if upper.ruled or free else _rest(upper, list(_lines(below[: ends[0]] if ends else below)))
    return Continued(upper, *rest) if rest else None


def _parts(items: Items) -> Iterator[Part]:
    return (item for item in items if isinstance(item, Part))


def _lines(items: Items) -> Iterator[TextLine]:
    return (item for item in items if isinstance(item, TextLine))


def _both(upper: Part, items: Items, height: float) -> tuple[Part, Part] | None:
    """A part and the items of the next page as the two parts of one table, in their common columns; None if they are
    none, as where a line between them does not stand in a column."""
    below = [run for part in _parts(items) if part.region is not None for run in part.region.runs]
    last = items[-1]
    if upper.region is None or not isinstance(last, Part) or last.region is None:
        return None
    shifted = [msgspec.structs.replace(run, top=run.top + height, bottom=run.bottom + height) for run in below]
    bands = bands_of([*upper.region.runs, *shifted])
    between = _in_columns(list(_lines(items)), bands)
    if len(bands) < 2 or between is None:
        return None
    one = _again(upper, upper.region, bands, Cut(upper.region.cut.above, below=True))
    two = _again(last, msgspec.structs.replace(last.region, runs=below + between), bands, Cut(above=True))
    if one is None or two is None or not joins(one, two):
        return None
    if not isinstance(items[0], Part) and not is_cut(one, two):
        return None
    one.goes_on, two.goes_on = upper.goes_on, True
    return one, two


def _stands_in_one(run: Run, bands: Sequence[Band]) -> bool:
    first, last = span_of(run, bands)
    over = _OVER * run.height
    return first == last and bands[first][0] - over <= run.x0 and run.x1 <= bands[first][1] + over


def _again(part: Part, region: Region, bands: Sequence[Band], cut: Cut) -> Part | None:
    return part_of(msgspec.structs.replace(region, enough=1, cut=cut), part.page, bands)


def _in_columns(lines: Sequence[TextLine], bands: Sequence[Band]) -> list[Run] | None:
    """Lines as what stands in each of some columns; None if any does not stand in one alone, or is a sentence at the
    left side."""
    runs: list[Run] = []
    for line in lines:
        whole = Run(line.text, line.edges, line.top, line.bottom, line.blank_after)
        found = part_at_gutters([whole], bands)
        aside = len(found) == 1 and span_of(found[0], bands)[1] == 0 and line.text[-1] in ENDED
        if aside or is_caption(line.text) or not all(_stands_in_one(run, bands) for run in found):
            return None
        runs += found
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
