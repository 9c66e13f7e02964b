"""What each figure of a table is of, from the headings of its row and column."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Document, Paragraph, Table
from extract.figure import Fact, Figure
from extract.glossary import (
    fund_of,
    measure_of,
    normal_label,
    only_measure,
    period_of,
    plain_label,
    scope_of,
    specific,
    terms,
)
from extract.tables.cells import nature_of
from extract.tables.headings import Layout, layout
from extract.tables.labels import total_word

Paths = tuple[tuple[str, ...], tuple[str, ...]]


def table_facts(document: Document, figures: Sequence[Figure]) -> dict[int, Fact]:
    """Facts of the figures that stand in value cells of tables, by figure number.

    The measure is named by one heading (年初预算数) and the subject by the other; period and fund by either, or
    by the table's title.
    """
    titles: dict[int, str] = {}
    plans: dict[int, Layout] = {}
    known: dict[tuple[int, Paths], Fact] = {}
    found: dict[int, Fact] = {}
    for number, figure in enumerate(figures):
        place = figure.place
        block = document.blocks[place.block]
        if place.row is None or place.col is None or not isinstance(block, Table):
            continue
        if place.block not in plans:  # a table is hashed to be looked up, which is dear for each of its cells
            plans[place.block] = layout(block)
        plan = plans[place.block]
        if not plan.is_value(place.row, place.col):
            continue
        paths = plan.row_path(place.row, place.col), plan.col_path(place.row, place.col)
        if place.block not in titles:
            titles[place.block] = _title(document, place.block, plan)
        if (place.block, paths) not in known:
            known[place.block, paths] = _fact(paths, titles[place.block])
        fact = known[place.block, paths]
        found[number] = Fact(number, fact.label, fact.measure, fact.period, fact.scope, fact.fund)
    return found


def _fact(paths: Paths, title: str) -> Fact:
    row, col = paths
    row_words, col_words = " ".join(row), " ".join(col)
    by_row, by_col = _measure(row), _measure(col)
    # in a transposed table the rows name the measures (标准分, 实际得分) and the columns the subjects
    turned = bool(by_row) and not by_col and bool(col) and only_measure(row[-1])
    subject = col if turned else row
    measure = by_col or by_row
    label = _label(subject) or _label(col)
    if not measure and not turned and row and col and not _says_nothing(col[-1]):
        label = f"{label} {plain_label(col[-1])}"
    return Fact(
        figure=-1,
        label=label,
        measure=measure,
        period=period_of(col_words) or period_of(row_words) or period_of(title),
        scope=scope_of(row_words) or scope_of(col_words) or scope_of(title),
        fund=fund_of(col_words) or fund_of(row_words) or fund_of(title),
    )


def _says_nothing(heading: str) -> bool:
    """Whether a column heading (金额, 2022年) tells nothing of what its figures are of."""
    label = normal_label(heading)
    return bool(period_of(heading)) or label in terms()["labels"]["generic"] or not label


def _measure(path: tuple[str, ...]) -> str:
    for text in reversed(path):
        measure = measure_of(text)
        if measure:
            return measure
    nature = nature_of(path[-1]) if path else ""
    return {"rate": "rate", "points": "score"}.get(nature, "")


def _label(path: tuple[str, ...]) -> str:
    """The innermost heading that says of what the figure is; generic ones (小计, 其他) with what stands above."""
    if not path:
        return ""
    own = plain_label(path[-1])
    if len(path) > 1 and (total_word(own) or not specific(normal_label(own))):
        return " ".join((plain_label(path[-2]), own))
    return own


def _title(document: Document, block: int, plan: Layout) -> str:
    """The table's title rows, or the short line above it."""
    inside = [text for row in plan.titles[:2] for text in dict.fromkeys(plan.texts[row]) if text]
    for before in range(block - 1, max(-1, block - 3), -1):
        above = document.blocks[before]
        if not isinstance(above, Paragraph) or len(above.text) > 60:
            break
        inside.append(above.text)
    return " ".join(inside)
