"""Which figures are printed where the scores of a card stand."""

from __future__ import annotations

from collections.abc import Sequence

from extract.claims.claim import Claim, Reading, Term
from extract.claims.context import Context
from extract.document import Place, TextId
from extract.scorecard import Score


class Ink:
    """Which figure is printed at a score's place."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._at: dict[TextId, list[int]] = {}
        for number, figure in enumerate(context.figures):
            place = figure.place
            self._at.setdefault(place.text_id, []).append(number)

    def number(self, score: Score | None) -> int | None:
        """The figure's number; None where the digits were read otherwise."""
        if score is None:
            return None
        for number in self._at.get(score.place.text_id, ()):
            figure = self.context.figures[number]
            if figure.place.start < score.place.end and score.place.start < figure.place.end:
                return number if figure.value == score.value else None
        return None

    def exact(self, numbers: Sequence[int], *, laid_down: bool) -> frozenset[int]:
        """The points among these that were not rounded: whole ones that a form lays down, and those with fewer decimals
        than others of their column, whose noughts are not written (8 beside 7.45)."""
        figures = {number: self.context.figures[number] for number in numbers}
        if laid_down and all(f.value == int(f.value) for f in figures.values()):
            return frozenset(figures)
        finest = min(f.step for f in figures.values())
        return frozenset(number for number, f in figures.items() if f.step > finest)

    def quote(self, place: Place) -> str:
        """The row around a cell, or the sentence around a passage's words."""
        if place.row is None:
            here = (p for p in self.context.passages if p.block == place.block and p.row is None)
            return next((p.quote(place.start, place.end) for p in here), "")
        block = self.context.document.blocks[place.block]
        texts = [" ".join(c.text.split()) for c in getattr(block, "cells", ()) if c.row == place.row and c.text.strip()]
        return " | ".join(texts)[:300]


def told_twice(numbers: Sequence[int], place: Place, note: str, ink: Ink) -> Claim:
    """The claim that these figures, of which the last stands at `place`, tell one number of points."""
    return Claim(
        family="text_table",
        readings=(Reading("equal", tuple(Term(n, "stated") for n in numbers), note, "strong"),),
        asserted="strong",
        place=place,
        quote=ink.quote(place),
        table=True,
        pattern="equal:" + note,
    )
