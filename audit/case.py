"""One item's case: all that a rule may look at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any

import msgspec

from audit.admissions import Admission
from audit.comparable import Told
from audit.finding import Amount, JudgedClaim, Needs, Quoted, Recount, Repair
from audit.pack import Pack
from audit.packs import builtin, choose
from extract.claims.claim import Claim, Reading
from extract.claims.context import Passage
from extract.document import Paragraph, Place, Table, TextId
from extract.figure import Fact, Figure
from extract.item import Item
from extract.kept import kept
from extract.report import Report
from extract.scorecard import Scorecard


class Judged(msgspec.Struct, frozen=True):
    """A claim with the reading that decided it. `gap` is the distance between the intervals in the base unit
    (0 where they meet), `units` the same in units of the last printed place of the stated figure,
    `amount` what the figures give; `implied` pairs each figure's text with what it would have to be, were the
    others right."""

    number: int
    claim: Claim
    line: JudgedClaim
    reading: Reading
    gap: Decimal
    units: Decimal
    amount: Amount | None = None
    implied: tuple[tuple[str, str], ...] = ()


class Story(msgspec.Struct, frozen=True):
    """Violated claims that one minimal repair, or one ambiguity, explains together. `head` is the claim that
    names the story; `figures` list the culprit first where it is established, and
    `place` is then the culprit's own."""

    head: Judged
    others: tuple[Judged, ...]
    figures: tuple[Quoted, ...]
    repairs: tuple[Repair, ...]
    established: bool
    place: Place
    expected: Amount | None = None
    needs: Needs | None = None
    copies: tuple[Judged, ...] = ()

    @property
    def judged(self) -> tuple[Judged, ...]:
        return (self.head, *self.others, *self.copies)


def texts_of(report: Report, item: Item) -> tuple[Passage, ...]:
    """An item's paragraphs and cells in reading order, without comments, hidden and blank texts."""
    document = report.document
    sections = document.sections
    found: list[Passage] = []
    for number in range(item.first, item.last + 1):
        block = document.blocks[number]
        if isinstance(block, Paragraph):
            if block.text and not block.hidden and block.kind != "comment":
                found.append(Passage(number, None, None, block.text, sections[number], ()))
            continue
        shown = (cell for cell in block.cells if cell.text and not cell.hidden)
        found.extend(Passage(number, cell.row, cell.col, cell.text, sections[number], ()) for cell in shown)
    return tuple(found)


def _block(figure: Figure) -> int:
    return figure.place.block


class Case(msgspec.Struct, frozen=True, dict=True):
    """One item with everything known of it. `report` is the whole file (documents, figures, facts); `claims`,
    `stories`, `scorecards`, `recounts` are the item's own, and so are `texts` (see `texts_of`); `packs` are the bureau's rule packs; `admitted` is what the
    report owns up to in what belongs to the item;
    `tells` is what the item tells that other papers tell too, `beside` what they tell otherwise;
    `memo` keeps what several rules ask for: the documents cited."""

    report: Report
    item: Item
    claims: tuple[Judged, ...]
    stories: tuple[Story, ...]
    scorecards: tuple[Scorecard, ...]
    recounts: tuple[Recount, ...]
    texts: tuple[Passage, ...]
    packs: tuple[Pack, ...] = ()
    admitted: tuple[Admission, ...] = ()
    tells: tuple[Told, ...] = ()
    beside: tuple[Told, ...] = ()
    memo: dict[str, Any] = {}

    @kept
    def bureau_pack(self) -> Pack:
        """The bureau's own pack that applies to the item; the national one, which demands no papers, where none does."""
        if not self.packs:
            return builtin()[0]
        words = [passage.text for passage in self.texts]
        return choose(self.packs, words, words)

    def told(self, *families: str) -> Iterator[Story]:
        """The stories whose head is of one of these families."""
        return (story for story in self.stories if story.head.claim.family in families)

    def paragraphs(self) -> Iterator[tuple[int, str]]:
        """(block number, text) of the item's paragraphs, in reading order."""
        document = self.report.document
        for number in range(self.item.first, self.item.last + 1):
            block = document.blocks[number]
            if not hasattr(block, "cells"):
                yield number, block.text

    def passages(self) -> Iterator[Passage]:
        """The item's paragraphs and cells in reading order, without comments, hidden and blank texts."""
        return iter(self.texts)

    @kept
    def _by_text(self) -> dict[TextId, Passage]:
        return {passage.text_id: passage for passage in self.texts}

    @kept
    def _joined(self) -> tuple[str, list[int]]:
        """All texts as one, and where each of them begins in it, with the end of the last."""
        starts = list(accumulate((len(passage.text) + 1 for passage in self.texts), initial=0))
        return "\0".join(passage.text for passage in self.texts), starts

    def passages_with(self, words: Sequence[str]) -> Iterator[Passage]:
        """The passages that hold one of these words, in reading order. Asking one text for a word is much quicker than
        asking hundreds: patterns that can't match without these words are only tried where they stand."""
        text, starts = self._joined
        holding: set[int] = set()
        for word in words:
            at = text.find(word)
            while at >= 0:
                number = bisect_right(starts, at) - 1
                holding.add(number)
                at = text.find(word, starts[number + 1])
        return (self.texts[number] for number in sorted(holding))

    def passage_at(self, place: Place) -> Passage | None:
        """The passage that a place points into; None where it is hidden, or not the item's."""
        return self._by_text.get(place.text_id)

    def figures(self, block: int | None = None) -> Iterator[tuple[int, Figure, Fact]]:
        """(number, figure, fact) of the item's figures, or of those in one of its blocks, in reading order."""
        figures, facts = self.report.figures, self.report.facts
        first = bisect_left(figures, self.item.first if block is None else block, key=_block)
        last = bisect_right(figures, self.item.last if block is None else block, key=_block)
        for number in range(first, last):
            yield number, figures[number], facts[number]

    def quote(self, place: Place, most: int = 300) -> str:
        """The sentence around a place, or the table row that it stands in: at most `most` characters, the place
        inside."""
        text = self.report.document.text_at(place)
        block = self.report.document.blocks[place.block]
        if isinstance(block, Table) and len(text) < most // 4:
            return _row(block, place, text, most)
        left = max((text.rfind(stop, 0, place.start) for stop in "。；;！\n"), default=-1) + 1
        ends = [at for at in (text.find(stop, place.end) for stop in "。；;！\n") if at >= 0]
        right = min(ends) + 1 if ends else len(text)
        if right - left > most:
            left = max(left, place.start - most // 2)
            right = min(right, left + most)
        return text[left:right].strip()


def _row(table: Table, place: Place, text: str, most: int) -> str:
    """The cells of a row from the left, the place's own cell among them."""
    cells = [c for c in table.cells if c.row == place.row and c.text.strip()]
    own = next((n for n, c in enumerate(cells) if c.col == place.col), 0)
    while own > 0 and len(" | ".join(c.text for c in cells[: own + 1])) > most:
        cells, own = cells[1:], own - 1
    return " | ".join(" ".join(c.text.split()) for c in cells)[:most] or text.strip()
