"""Words a rule points at, and the finding made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from audit.case import Case
from audit.catalogue import Rule
from audit.finding import Also, Finding, Quoted, Severity
from extract.claims.context import Passage

_STOP = re.compile(r"[。；;！!？?\n]")


class Spot(msgspec.Struct, frozen=True):
    """The characters [start, end) of a passage."""

    passage: Passage
    start: int
    end: int

    @property
    def ink(self) -> str:
        return self.passage.text[self.start : self.end]

    def sentence(self) -> tuple[int, int]:
        """Start and end (past its stop) of the sentence around the words; a semicolon ends one too."""
        text = self.passage.text
        left = max((m.end() for m in _STOP.finditer(text, 0, self.start)), default=0)
        stop = _STOP.search(text, self.end)
        return left, stop.end() if stop else len(text)


def spots(case: Case, pattern: re.Pattern[str], group: int | str = 0) -> Iterator[tuple[Spot, re.Match[str]]]:
    """Every match of a pattern in the item's texts, with the words of one of its groups."""
    for passage in case.passages():
        for match in pattern.finditer(passage.text):
            yield Spot(passage, match.start(group), match.end(group)), match


def quoted(case: Case, spot: Spot, role: str = "") -> tuple[Quoted, ...]:
    """The figures printed in a spot, in reading order."""
    passage = spot.passage
    return tuple(
        Quoted(figure.text, figure.value, figure.unit, role, figure.place, number)
        for number, figure, _ in case.figures()
        if (figure.place.block, figure.place.row, figure.place.col) == (passage.block, passage.row, passage.col)
        and spot.start <= figure.place.start < spot.end
    )


def found(
    rule: Rule,
    case: Case,
    marked: Sequence[Spot],
    message: str,
    *,
    severity: Severity | None = None,
    labels: Iterable[str] = (),
    figures: Sequence[Quoted] = (),
    advice: str = "",
) -> Finding:
    """The finding of a rule at the first of these spots; the others stand under `also`."""
    first, *others = marked
    return Finding(
        rule=rule.id,
        family=rule.family,
        severity=severity or rule.severity,
        title=rule.title,
        message=message,
        quote=first.passage.quote(first.start, first.end),
        place=first.passage.place(first.start, first.end),
        figures=tuple(figures),
        also=tuple(Also(s.passage.place(s.start, s.end), s.passage.quote(s.start, s.end)) for s in others),
        basis=rule.basis,
        advice=advice,
        labels=tuple(labels),
        item=case.item.id,
    )
