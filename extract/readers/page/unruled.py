"""Tables without rulings down the page, 三线表 above all: found by the alignment of their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from extract.readers.page.columns import GUTTER, Band, Row, bands_of, is_tabular, part_at_gutters
from extract.readers.page.lined import is_lined, lined_pieces
from extract.readers.page.lines import Bounds, lines_of
from extract.readers.page.placing import Piece, pieces_of
from extract.readers.page.sheet import Ruling
from extract.readers.page.tables import Part, PartCell

# Points: rules of one table begin and end together.
_SAME_END = 4.0
_LEAST_WIDTH = 100.0
# A page ruled more often is a pattern.
_MAX_RULES = 400
# In heights of a line: rows of one table stand no further apart.
_FAR = 3.5
# In shares of the length of the rules: a lone run as wide as this is a line of text.
_TEXT = 0.7


class Region(msgspec.Struct, frozen=True):
    """Rows that may be a table, the ends of the rules above and below them where there are any, and the heights of
    all its rules."""

    rows: list[Row]
    ends: Bounds | None
    rules: tuple[float, ...] = ()


def find_unruled(rows: Sequence[Row], rules: Sequence[Ruling], page: int) -> tuple[list[Part], list[Row]]:
    """The tables among the printed rows of a page, and the rows that are none. `rules` are the lines across that
    belong to no ruled table."""
    parts: list[Part] = []
    taken: set[int] = set()
    for region in [*_between_rules(rows, rules), *_aligned_stretches(rows)]:
        if any(id(row) in taken for row in region.rows):
            continue
        part = _table(region, page)
        if part is not None:
            parts.append(part)
            taken.update(id(row) for row in region.rows)
    return parts, [row for row in rows if id(row) not in taken]


def _between_rules(rows: Sequence[Row], rules: Sequence[Ruling]) -> Iterator[Region]:
    """What stands between rules of the same length, lines of running text left out; and what goes on below the last
    one in the same columns, where the page ends before the table."""
    left = sorted((rule for rule in rules if rule.end - rule.start >= _LEAST_WIDTH), key=lambda rule: rule.at)
    if len(left) > _MAX_RULES:
        return
    while left:
        first = left[0]
        like = [r for r in left if abs(r.start - first.start) <= _SAME_END and abs(r.end - first.end) <= _SAME_END]
        left = [rule for rule in left if rule not in like]
        within = [row for row in rows if row[0].x0 > first.start - 6 and row[-1].x1 < first.end + 6]
        for group in _unbroken(like, within):
            inside = [row for row in within if group[0].at < row[0].middle < group[-1].at]
            below = [row for row in within if row[0].middle > group[-1].at]
            inside += next((found for found in _stretches(below, inside[-1:])), [])
            if inside:
                ends = Bounds(left=first.start, right=first.end)
                yield Region(rows=inside, ends=ends, rules=tuple(rule.at for rule in group))


def _unbroken(rules: Sequence[Ruling], rows: Sequence[Row]) -> Iterator[list[Ruling]]:
    """The rules by table: no line of running text stands between two of one."""
    group: list[Ruling] = []
    for rule in rules:
        if group and any(_is_text(row, rule) for row in rows if group[-1].at < row[0].middle < rule.at):
            if len(group) > 1:
                yield group
            group = []
        group.append(rule)
    if len(group) > 1:
        yield group


def _is_text(row: Row, rule: Ruling) -> bool:
    return len(row) == 1 and row[0].x1 - row[0].x0 > _TEXT * (rule.end - rule.start)


def _aligned_stretches(rows: Sequence[Row]) -> Iterator[Region]:
    """Rows one below another of which most hold runs that stand apart."""
    for stretch in _stretches(rows, []):
        if sum(map(_stands_apart, stretch)) >= 3:
            yield Region(rows=stretch, ends=None)


def _stretches(rows: Sequence[Row], above: list[Row]) -> Iterator[list[Row]]:
    """Rows near one another that hold runs which stand apart or wrapped lines of such; the first ones go on from the
    row `above` if there is one."""
    stretch = list(above)
    for row in rows:
        near = bool(stretch) and row[0].top - stretch[-1][0].bottom <= _FAR * row[0].height
        if stretch and not (near and (_stands_apart(row) or _fits_under(row, stretch))):
            yield _trimmed(stretch[len(above) :])
            stretch, above = [], []
        if stretch or _stands_apart(row):
            stretch.append(row)
    yield _trimmed(stretch[len(above) :])


def _stands_apart(row: Row) -> bool:
    return any(b.x0 - a.x1 >= GUTTER * a.height for a, b in pairwise(row))


def _fits_under(row: Row, stretch: Sequence[Row]) -> bool:
    """Whether a lone run lies under one run of the rows above, as a wrapped line of a cell does."""
    left = min(above[0].x0 for above in stretch)
    right = max(above[-1].x1 for above in stretch)
    return len(row) == 1 and row[0].x1 - row[0].x0 < 0.5 * (right - left)


def _trimmed(stretch: list[Row]) -> list[Row]:
    while stretch and not _stands_apart(stretch[-1]):
        stretch = stretch[:-1]
    return stretch


def _table(region: Region, page: int) -> Part | None:
    bands = bands_of(region.rows)
    if len(bands) < 2:
        return None
    printed = part_at_gutters(region.rows, bands)
    if len(region.rules) > 3 and is_lined(printed, bands, region.rules):
        pieces, rows = lined_pieces(printed, bands, region.rules)
    elif is_tabular(printed, bands, ruled=region.ends is not None):
        pieces, rows = pieces_of(printed, bands)
    else:
        return None
    xs = _edges(bands, region.ends)
    bottom = max(run.bottom for row in region.rows for run in row)
    cells = [_cell(piece, xs, bands, bottom, page) for piece in pieces]
    held = {slot for piece in pieces for slot in piece.slots}
    cells += [
        PartCell(row, col, 1, 1, [], Bounds(left=xs[col], right=xs[col + 1]), bottom)
        for row in range(rows)
        for col in range(len(bands))
        if (row, col) not in held
    ]
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Part(
        page=page,
        xs=xs,
        rows=rows,
        cells=cells,
        top=min(run.top for row in region.rows for run in row),
        bottom=bottom,
        foot=[cell for cell in cells if cell.end == rows],
        ruled=False,
    )


def _cell(piece: Piece, xs: Sequence[float], bands: Sequence[Band], bottom: float, page: int) -> PartCell:
    return PartCell(
        row=piece.row,
        col=piece.first,
        rowspan=piece.rowspan,
        colspan=piece.last - piece.first + 1,
        lines=lines_of(piece.runs, page),
        bounds=Bounds(left=bands[piece.first][0], right=bands[piece.last][1]),
        bottom=bottom,
    )


def _edges(bands: Sequence[Band], ends: Bounds | None) -> list[float]:
    """Where the columns part; the outer edges are those of the rules where there are any."""
    left = min(bands[0][0], ends.left) if ends else bands[0][0]
    right = max(bands[-1][1], ends.right) if ends else bands[-1][1]
    return [left, *((a[1] + b[0]) / 2 for a, b in pairwise(bands)), right]
