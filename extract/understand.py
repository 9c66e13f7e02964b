"""From a document to everything it says: items, figures with facts, claims, score cards."""

from __future__ import annotations

import msgspec

from extract.cards.reading import scorecards
from extract.claims import claims
from extract.claims.context import Context
from extract.document import Document
from extract.facts import passages, prose_facts
from extract.figure import Fact
from extract.figures import figures
from extract.items import items
from extract.report import Report
from extract.tables.facts import table_facts
from extract.tables.units import units


def understand(document: Document) -> Report:
    """All that extraction makes of one document: a pure function of it."""
    found, malformed = figures(document, units)
    cards = scorecards(document)
    blank = tuple(Fact(number) for number in range(len(found)))
    submissions = items(document)
    context = Context(document, found, blank, passages(document, found), cards, submissions)
    known = prose_facts(context) | table_facts(document, found)
    facts = tuple(known.get(number, fact) for number, fact in enumerate(blank))
    context = msgspec.structs.replace(context, facts=facts)
    return Report(
        document=document,
        items=submissions,
        figures=found,
        facts=facts,
        malformed=malformed,
        claims=claims(context),
        scorecards=cards,
    )
