"""Tables with a rule under every row and none down the page: the rules tell the rows, alignment the columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extract.readers.page.columns import Band, Row, span_of
from extract.readers.page.placing import Piece, anchors_of

# Of the intervals between rules, so many hold one row of the table; in 三线表 one holds them all.
_MOST = 0.8


def is_lined(rows: Sequence[Row], bands: Sequence[Band], rules: Sequence[float]) -> bool:
    """Whether nearly every interval between the rules holds one row of a table."""
    groups = _groups(rows, rules)
    filled = [len({span_of(run, bands) for row in group for run in row}) for group in groups]
    single = sum(len(anchors_of(group, bands)) <= 1 for group in groups)
    return sum(count >= 2 for count in filled) >= _MOST * len(groups) and single >= _MOST * len(groups)


def lined_pieces(rows: Sequence[Row], bands: Sequence[Band], rules: Sequence[float]) -> tuple[list[Piece], int]:
    """The cells with text, one row an interval between rules, and the number of rows."""
    groups = _groups(rows, rules)
    pieces: dict[tuple[int, int], Piece] = {}
    for number, group in enumerate(groups):
        spans = [(span_of(run, bands), run) for row in group for run in row]
        for (first, last), run in sorted(spans, key=lambda item: item[0][0] - item[0][1]):
            home = next((p for col in range(first, last + 1) if (p := pieces.get((number, col)))), None)
            if home is None:
                home = Piece(first=first, last=last, printed=[], runs=[], row=number)
                pieces.update(((number, col), home) for col in range(first, last + 1))
            home.runs.append(run)
    return list({id(piece): piece for piece in pieces.values()}.values()), len(groups)


def _groups(rows: Sequence[Row], rules: Sequence[float]) -> list[list[Row]]:
    """The printed rows by the interval between rules in which they stand; empty intervals left out."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(bisect_right(rules, row[0].middle), []).append(row)
    return [groups[number] for number in sorted(groups)]
