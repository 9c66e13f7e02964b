"""What each figure is of: label, measure, period, scope and fund, from the words or headings around it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.claims.context import Context, Passage
from extract.claims.mentions import COMPARED, Mention, mentions
from extract.document import Document, TextId
from extract.figure import Fact, Figure
from extract.glossary import fund_of, measure_of, period_of, scope_of


def passages(document: Document, figures: Sequence[Figure]) -> tuple[Passage, ...]:
    """The document's paragraphs and cells that hold figures, each with the numbers of its figures."""
    sections = document.sections
    numbers: dict[TextId, list[int]] = {}
    for number, figure in enumerate(figures):
        place = figure.place
        numbers.setdefault(place.text_id, []).append(number)
    found = []
    for block, cell, text in document.texts():
        row, col = (None, None) if cell is None else (cell.row, cell.col)
        held = numbers.get((block, row, col))
        if held:
            found.append(Passage(block, row, col, text, sections[block], tuple(held)))
    return tuple(found)


def prose_facts(context: Context) -> dict[int, Fact]:
    """Facts of the figures that stand in sentences, by figure number."""
    found: dict[int, Fact] = {}
    for passage in context.passages:
        if passage.row is not None and len(passage.numbers) == 1 and len(passage.text) < 24:
            continue
        period = ""
        for mention in mentions(context, passage):
            # 比上年减少3万元 names last year for the comparison alone; what follows is of the year reported
            if not COMPARED.search(mention.gap):
                period = period_of(mention.gap) or period
            found[mention.number] = _fact(mention, period)
    return found


def _fact(mention: Mention, period: str) -> Fact:
    words = mention.gap[-40:]
    label = mention.label
    return Fact(
        figure=mention.number,
        label=label,
        measure=measure_of(label) or measure_of(mention.lead),
        period=period_of(mention.lead) or period,
        scope=scope_of(words),
        fund=fund_of(label),
    )
