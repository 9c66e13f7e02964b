"""What rules on score cards share: the lines of a recount with their indicators, the row as a quotation, findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from audit.case import Case, Story
from audit.catalogue import Rule
from audit.finding import Also, Amount, Finding, Quoted, ScoreLine, Severity
from audit.recount.lines import plain
from extract.document import Place, Table
from extract.scorecard import Indicator, Scorecard

_MOST = 300


def scored(case: Case) -> Iterator[tuple[ScoreLine, Indicator | None]]:
    """Every line of the item's recounts with its indicator (None for the budget block's line)."""
    by_place = {indicator.place: indicator for card in case.scorecards for indicator in card.leaves}
    for recount in case.recounts:
        for line in recount.lines:
            yield line, by_place.get(line.place)


def cards(case: Case) -> Iterator[Scorecard]:
    """The item's cards that list indicators (summaries repeat them)."""
    return (card for card in case.scorecards if card.kind != "summary")


def row(case: Case, place: Place) -> str:
    """The row around a place as one line, from its own cell on; at most 300 characters."""
    block = case.report.document.blocks[place.block]
    if not isinstance(block, Table) or place.row is None:
        return case.report.document.text_at(place)[:_MOST]
    own = case.report.document.text_at(place).strip()
    cells = [c for c in block.grid()[place.row] if c is not None]
    texts = [" ".join(c.text.split()) for c in dict.fromkeys(cells) if c.row == place.row and c.text.strip()]
    label = next((t for t in texts if not any(ch.isdigit() for ch in t)), "")
    before = f"{label} | " if label and label != " ".join(own.split()) and any(ch.isdigit() for ch in own[:1]) else ""
    if own.replace("\n", " ") in texts:
        texts = texts[texts.index(own.replace("\n", " ")) :]
    return (before + " | ".join(texts or [own]))[:_MOST]


def score_quotes(indicator: Indicator) -> tuple[Quoted, ...]:
    """The indicator's claimed score and weight."""
    pairs = (("claimed", indicator.claimed), ("weight", indicator.weight))
    return tuple(Quoted(s.text, s.value, "分", role, s.place) for role, s in pairs if s is not None)


def slipped(case: Case, story: Story) -> tuple[ScoreLine, Decimal] | None:
    """The one indicator whose score, put right by its own target or rule, makes a broken sum of scores hold:
    the line and the score it should bear. None where no line does, or several."""
    reading = story.head.reading
    if reading.relation != "sum" or story.head.line.computed is None:
        return None
    parts = {q.place: q.value for q in story.head.line.figures if q.role == "part"}
    total = next((q.value for q in story.head.line.figures if q.role == "total"), None)
    if total is None or any(value is None for value in parts.values()):
        return None
    excess = sum((value for value in parts.values() if value is not None), Decimal(0)) - total
    found: list[tuple[ScoreLine, Decimal]] = []
    for line, indicator in scored(case):
        score = None if indicator is None else indicator.claimed
        if score is None or score.place not in parts or line.verdict not in ("understated", "overstated", "verified"):
            continue
        right = score.value - excess
        if right in (line.highest, line.weight if line.verdict == "understated" else None):
            found.append((line, right))
    return found[0] if len(found) == 1 else None


def points(value: Decimal) -> Amount:
    """A number of points as an amount."""
    return Amount(f"{plain(value)}分", value, "分")


def called(line: ScoreLine | Indicator) -> str:
    """Code and name of an indicator."""
    return f"{line.code}{line.name}"


def told(
    rule: Rule,
    case: Case,
    place: Place,
    message: str,
    *,
    labels: Sequence[str],
    figures: Sequence[Quoted] = (),
    severity: Severity | None = None,
    computed: Amount | None = None,
    expected: Amount | None = None,
    also: Sequence[Also] = (),
    advice: str = "",
    quote: str = "",
) -> Finding:
    """The finding of a rule about an indicator, quoted by its row."""
    return Finding(
        rule=rule.id,
        family=rule.family,
        severity=severity or rule.severity,
        title=rule.title,
        message=message,
        quote=quote or row(case, place),
        place=place,
        figures=tuple(figures),
        computed=computed,
        expected=expected,
        also=tuple(also),
        basis=rule.basis,
        advice=advice,
        labels=tuple(labels),
        item=case.item.id,
    )
