"""A band of a table as lines of figures, so that a relation between columns and one between rows are one thing.

A *line* is a column or a row; a *position* is a place on it. A `Sheet` shows the band by columns, its
`turned` form by rows.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from extract.figure import Figure
from extract.glossary import fold, measure_of, period_of, terms
from extract.tables.cells import bare_heading, bracketed_unit, nature_of
from extract.tables.columns import Band
from extract.tables.headings import Layout

_CHANGES = ("change", "adjustment")


class Line(msgspec.Struct, frozen=True):
    """A column (or row) of figures. `words` are its headings joined, `own` the innermost one; `nature` is rate,
    points, count, numbering or ""; `measure`, `period` as the glossary reads them; `group` the headings above
    its own."""

    index: int
    words: str
    own: str
    group: tuple[str, ...]
    nature: str
    measure: str
    period: str

    @property
    def is_rate(self) -> bool:
        return self.nature == "rate" or self.measure in RATES or "%" in fold(self.own)

    @property
    def is_change(self) -> bool:
        return not self.is_rate and self.measure in _CHANGES

    @property
    def is_level(self) -> bool:
        """Whether the line holds amounts or counts rather than rates, changes or points."""
        return not (self.is_rate or self.is_change or self.nature in {"points", "numbering"})


RATES = frozenset(
    {
        "execution_rate",
        "arrival_rate",
        "score_rate",
        "control_rate",
        "adjustment_rate",
        "satisfaction",
        "use_rate",
        "growth",
        "completion_rate",
        "share",
    }
)


class Sheet(msgspec.Struct, frozen=True):
    """The figures of a band. `numbers[row, col]` is the number of the one figure that fills a cell."""

    block: int
    plan: Layout
    band: Band
    figures: tuple[Figure, ...]
    numbers: dict[tuple[int, int], int]
    turned: bool = False

    def at(self, line: int, position: int) -> int | None:
        """The figure that stands on a line at a position."""
        return self.numbers.get((line, position) if self.turned else (position, line))

    def empty(self, line: int, position: int) -> bool:
        """Whether nothing (blank or a dash) stands there: no part of a sum, and no reason to doubt it."""
        row, col = (line, position) if self.turned else (position, line)
        return self.plan.kinds[row][col] in {"blank", "dash"}

    @property
    def positions(self) -> tuple[int, ...]:
        return self.band.values if self.turned else self.band.body

    def turn(self) -> Sheet:
        """The same figures with rows for columns."""
        return Sheet(self.block, self.plan, self.band, self.figures, self.numbers, not self.turned)

    def column(self, col: int) -> Line:
        """The column as a line."""
        path = self.plan.col_path(self.band.body[0], col) if self.band.body else ()
        return _line(col, path)

    def row(self, row: int) -> Line:
        """The row as a line, as its first label block names it."""
        first = next((col for col in self.band.values if self.band.labels[col]), None)
        path = self.plan.row_path(row, first) if first is not None else ()
        return _line(row, path)

    def quote(self, number: int, most: int = 300) -> str:
        """The row that a figure stands in, as one text."""
        place = self.figures[number].place
        assert place.row is not None and place.col is not None
        shown: list[str] = []
        last = None
        for anchor, text in zip(self.plan.anchors[place.row], self.plan.texts[place.row], strict=True):
            if text and anchor != last:
                shown.append(text)
            last = anchor
        whole = " | ".join(shown)
        if len(whole) <= most:
            return whole
        label = self.plan.row_label(place.row, place.col)[:100]
        return f"{label} | {self.plan.texts[place.row][place.col]}"[:most]


def heading_measure(heading: str) -> str:
    """The measure that a column's heading names; bare 支出 beside a budget is what was spent."""
    return measure_of(heading) or ("final" if bare_heading(heading) in terms()["headings"]["spent"] else "")


def _line(index: int, path: tuple[str, ...]) -> Line:
    own = path[-1] if path else ""
    words = " ".join(path)
    nature = nature_of(own)
    if not nature and bracketed_unit(own) in {"%", "‰"}:
        nature = "rate"
    measure = heading_measure(own) or measure_of(words)
    return Line(index, words, own, path[:-1], nature, measure, period_of(own) or period_of(words))


def sums_to(figures: tuple[Figure, ...], total: int, parts: tuple[tuple[int, int], ...]) -> bool:
    """Whether signed parts add up to the total within what rounding of the printed digits allows."""
    gap = figures[total].value
    slack = figures[total].step
    for number, factor in parts:
        gap -= factor * figures[number].value
        slack += figures[number].step
    return abs(gap) * 2 <= slack


def rate_is(figures: tuple[Figure, ...], percent: int, part: tuple[Decimal, Decimal], whole: int) -> bool:
    """Whether 100 · part / whole can print as this percentage. `part` is (value, step)."""
    rate, base = figures[percent], figures[whole]
    value, step = part
    if base.lower <= 0:
        return False
    lowest, highest = rate.lowest, rate.highest
    if value < 0 or rate.value < 0:
        value, lowest, highest = -value, -highest, -lowest
    return 100 * (value + step / 2) >= lowest * base.lower and 100 * (value - step / 2) <= highest * base.upper
