"""Words a rule points at, and the finding made of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from audit.case import Case
from audit.catalogue import Rule
from audit.finding import Also, Finding, Flaw, Quoted, Severity
from extract.claims.context import Passage
from extract.document import Place
from extract.figure import Figure
from extract.numerals import NUMERAL, read

_STOP = re.compile(r"[。；;！!？?\n]")
_DIGITS = rf"(?:\d|{NUMERAL}|[ＯO])"
_DATE = re.compile(
    rf"\s*(?P<year>{_DIGITS}{{4}})\s*年\s*(?P<month>{_DIGITS}{{1,2}})\s*月\s*(?P<day>{_DIGITS}{{1,3}})\s*日\s*"
)


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


def spots(
    case: Case, pattern: re.Pattern[str], group: int | str = 0, *, given: Sequence[str] = ()
) -> Iterator[tuple[Spot, re.Match[str]]]:
    """Every match of a pattern in the item's texts, with the words of one of its groups. Each match holds one of the
    words `given`, if any are: texts without are passed over, since most patterns are slow to fail."""
    for passage in case.passages_with(given) if given else case.passages():
        for match in pattern.finditer(passage.text):
            yield Spot(passage, match.start(group), match.end(group)), match


def lone_dates(case: Case) -> Iterator[tuple[datetime.date, Spot]]:
    """The dates that stand on a line of their own, as a report is dated (落款): 2023年4月10日, 二〇二三年四月十日."""
    for passage in case.passages():
        told = _DATE.fullmatch(passage.text) if passage.row is None else None
        parts = [_number(told[part]) for part in ("year", "month", "day")] if told else []
        try:
            date = datetime.date(*parts) if parts else None
        except ValueError:
            continue  # 2月30日 is no date
        if date is not None and told is not None:
            yield date, Spot(passage, told.start("year"), len(passage.text.rstrip()))


def _number(digits: str) -> int:
    return int(digits) if digits.isdecimal() else int(read(re.sub("[ＯO]", "〇", digits)) or 0)


def spot_at(case: Case, place: Place) -> Spot | None:
    """The words at a place; None where it is hidden, or not the item's."""
    passage = case.passage_at(place)
    return None if passage is None else Spot(passage, place.start, place.end)


def quoted(case: Case, spot: Spot, role: str = "") -> tuple[Quoted, ...]:
    """The figures printed in a spot, in reading order."""
    passage = spot.passage
    return tuple(
        Quoted.of(figure, role, number)
        for number, figure, _ in case.figures(passage.block)
        if figure.place.text_id == passage.text_id and spot.start <= figure.place.start < spot.end
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
    fault: str = "",
) -> Finding:
    """The finding of a rule at the first of these spots; the others stand under `also`. Where all of them stand in
    scoring rules or definitions of indicators, what is wrong is a `fault` of the form."""
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
        flaws=_flaws(case, marked, fault) if fault else (),
    )


def _flaws(case: Case, marked: Sequence[Spot], fault: str) -> tuple[Flaw, ...]:
    printed = {text: leaf for card in case.scorecards for leaf in card.leaves for text in (leaf.rule, leaf.definition)}
    flaws = []
    for text in (spot.passage.text for spot in marked):
        leaf = printed.get(text)
        if leaf is None or not text:
            return ()
        flaws.append(Flaw(f"{leaf.code}{leaf.name}", text, fault))
    return tuple(flaws)


def figure_found(
    rule: Rule,
    case: Case,
    passage: Passage,
    number: int,
    figure: Figure,
    message: str,
    *,
    role: str = "amount",
    labels: Iterable[str],
    advice: str,
) -> Finding:
    """The finding of a rule at one figure, which it accuses."""
    spot = Spot(passage, figure.place.start, figure.place.end)
    cited = (Quoted.of(figure, role, number),)
    return found(rule, case, [spot], message, labels=labels, figures=cited, advice=advice)
