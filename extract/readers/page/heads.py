"""The head of a table without rulings between its columns: headings in one row, or over several columns above those
of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from math import inf

from extract.readers.page.columns import Band
from extract.readers.page.entries import Cell, Entry, by_column
from extract.readers.page.sheet import Ruling

# In heights of a line.
_LEVEL = 0.35
_ABOVE = 0.6


def head_cells(entries: Sequence[Entry], bands: Sequence[Band], rules: Sequence[Ruling]) -> tuple[list[Cell], int]:
    """The headings as cells, and their number of rows. `rules` are the short ones among them."""
    columns = by_column(entries, len(bands))
    groups = list(_groups(entries, columns, bands, rules))
    cells: list[Cell] = []
    taken: set[int] = set()
    upper: set[int] = set()
    for spans in groups:
        for first, last, over in spans:
            cells.append(Cell(0, first, 1, last - first + 1, list(over)))
            upper.update(map(id, over))
            taken.update(range(first, last + 1))
    rows = 2 if groups else 1
    for number, held in enumerate(columns):
        own = [entry for entry in held if id(entry) not in upper]
        if own:
            row = 1 if number in taken else 0
            cells.append(Cell(row, number, rows - row, 1, own))
    for entry in entries:
        if entry.first != entry.last and id(entry) not in upper:
            _add_wide(entry, cells, rows)
    return cells, rows


def _add_wide(entry: Entry, cells: list[Cell], rows: int) -> None:
    """A heading over several columns with nothing below: in the first of them that is free."""
    over = range(entry.first, entry.last + 1)
    under = [cell for cell in cells if cell.col in over]
    if under:
        under[0].entries = sorted([*under[0].entries, entry], key=lambda held: held.middle)
    else:
        cells.append(Cell(0, entry.first, rows, entry.last - entry.first + 1, [entry]))


Spans = list[tuple[int, int, list[Entry]]]


def _groups(
    entries: Sequence[Entry], columns: Sequence[Sequence[Entry]], bands: Sequence[Band], rules: Sequence[Ruling]
) -> Iterator[Spans]:
    """The headings over several columns, by stretch of columns with headings of their own on one level below."""
    lowest = _lowest_level(columns)
    if lowest is None:
        return
    low = [any(_on(entry, lowest) for entry in held) for held in columns]
    for is_low, numbers in groupby(range(len(bands)), key=low.__getitem__):
        stretch = list(numbers)
        if not is_low or len(stretch) < 2:
            continue
        over = [
            entry
            for entry in entries
            if entry.middle < lowest - _ABOVE * entry.height and stretch[0] <= entry.first and entry.last <= stretch[-1]
        ]
        headings = _headings(over)
        if headings and len(headings) < len(stretch):
            yield _shared_out(headings, stretch, bands, rules)


def _lowest_level(columns: Sequence[Sequence[Entry]]) -> float | None:
    """The lowest level on which entries of neighbouring columns stand."""
    levels = sorted({held[-1].middle for held in columns if held}, reverse=True)
    for level in levels:
        on = [bool(held) and any(_on(entry, level) for entry in held) for held in columns]
        if any(a and b for a, b in pairwise(on)):
            return level
    return None


def _on(entry: Entry, level: float) -> bool:
    return abs(entry.middle - level) <= _LEVEL * entry.height


def _headings(over: Sequence[Entry]) -> list[list[Entry]]:
    """Entries above others by heading: those one below another are lines of one."""
    headings: list[list[Entry]] = []
    for entry in sorted(over, key=lambda entry: (entry.x0 + entry.x1) / 2):
        home = next((h for h in headings if any(entry.x0 < e.x1 and e.x0 < entry.x1 for e in h)), None)
        if home is None:
            headings.append([entry])
        else:
            home.append(entry)
    for heading in headings:
        heading.sort(key=lambda entry: entry.middle)
    return headings


def _shared_out(
    headings: Sequence[list[Entry]], stretch: Sequence[int], bands: Sequence[Band], rules: Sequence[Ruling]
) -> Spans:
    """The columns of a stretch shared out among the headings above them: by the short rules below these, or as these
    stand in the middle of their columns, or at their beginning."""
    ruled = [_ruled(heading, stretch, bands, rules) for heading in headings]
    if all(span is not None for span in ruled) and len(set(ruled)) == len(ruled):
        return [(*span, heading) for span, heading in zip(ruled, headings, strict=True) if span is not None]
    centred = _cheapest(headings, stretch, lambda heading, span: _off_centre(heading, span, bands))
    begun = _cheapest(headings, stretch, lambda heading, span: abs(_left(heading) - bands[span[0]][0]))
    return min(centred, begun, key=lambda found: found[0])[1]


def _ruled(
    heading: Sequence[Entry], stretch: Sequence[int], bands: Sequence[Band], rules: Sequence[Ruling]
) -> tuple[int, int] | None:
    """The columns over which the rule below a heading runs."""
    middle = (_left(heading) + max(entry.x1 for entry in heading)) / 2
    below = [rule for rule in rules if rule.start <= middle <= rule.end and rule.at > heading[-1].middle]
    if not below:
        return None
    rule = min(below, key=lambda rule: rule.at)
    over = [n for n in stretch if rule.start <= (bands[n][0] + bands[n][1]) / 2 <= rule.end]
    return (over[0], over[-1]) if over else None


def _left(heading: Sequence[Entry]) -> float:
    return min(entry.x0 for entry in heading)


def _off_centre(heading: Sequence[Entry], span: tuple[int, int], bands: Sequence[Band]) -> float:
    edges = [bands[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(bands)), bands[-1][1]]
    middle = (_left(heading) + max(entry.x1 for entry in heading)) / 2
    return abs(middle - (edges[span[0]] + edges[span[1] + 1]) / 2)


def _cheapest(
    headings: Sequence[list[Entry]], stretch: Sequence[int], cost: Callable[[Sequence[Entry], tuple[int, int]], float]
) -> tuple[float, Spans]:
    """The way to share a stretch of columns out among headings that costs least, and its cost."""
    best: dict[int, tuple[float, Spans]] = {0: (0.0, [])}
    for number, heading in enumerate(headings):
        left = len(headings) - number - 1
        following: dict[int, tuple[float, Spans]] = {}
        for used, (total, spans) in best.items():
            ends = range(used + 1, len(stretch) - left + 1) if left else (len(stretch),)
            for end in ends:
                span = (stretch[used], stretch[end - 1])
                price = total + cost(heading, span)
                if price < following.get(end, (inf, []))[0]:
                    following[end] = (price, [*spans, (*span, heading)])
        best = following
    return best[len(stretch)]
