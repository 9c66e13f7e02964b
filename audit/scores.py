"""What rules on score cards share: the lines of a recount with their indicators, the row as a quotation, findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from audit.case import Case, Story
from audit.catalogue import Rule
from audit.finding import Also, Amount, Finding, Flaw, Quoted, ScoreLine, Severity
from audit.recount.outcome import score_quotes
from extract.decimals import plain
from extract.document import Place, Table
from extract.rubric import ScoringRule, compile_rule
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
    cells = [c for c in block.grid[place.row] if c is not None]
    texts = [" ".join(c.text.split()) for c in dict.fromkeys(cells) if c.row == place.row and c.text.strip()]
    label = next((t for t in texts if not any(ch.isdigit() for ch in t)), "")
    before = f"{label} | " if label and label != " ".join(own.split()) and any(ch.isdigit() for ch in own[:1]) else ""
    if own.replace("\n", " ") in texts:
        texts = texts[texts.index(own.replace("\n", " ")) :]
    return (before + " | ".join(texts or [own]))[:_MOST]


def rule_of(leaf: Indicator) -> ScoringRule | None:
    """The scoring rule of an indicator, None where its card prints none."""
    return compile_rule(leaf.rule, leaf.weight.value if leaf.weight else None) if leaf.rule else None


def also_rows(case: Case, leaves: Sequence[Indicator]) -> list[Also]:
    """The rows of further indicators that one finding is about."""
    return [Also(leaf.place, row(case, leaf.place)) for leaf in leaves]


def slipped(case: Case, story: Story) -> tuple[Quoted, ScoreLine, Decimal] | None:
    """The one number of a broken sum of scores or weights that its own row contradicts too: the number, its line and
    what it should be. None where no row does, or several.

    A score is put right by its target or rule; a weight by the score, where that is the full marks it would then be.
    """
    figures = story.head.line.figures
    parts = {q.place: q for q in figures if q.role == "part"}
    total = next((q.value for q in figures if q.role == "total"), None)
    values = [q.value for q in parts.values()]
    if story.head.reading.relation != "sum" or total is None or None in values:
        return None
    excess = sum((value for value in values if value is not None), Decimal(0)) - total
    found: list[tuple[Quoted, ScoreLine, Decimal]] = []
    for line, indicator in scored(case):
        for own in (*line.inputs, *(() if indicator is None else score_quotes(indicator))):
            if own.place not in parts or own.value is None or own in (entry[0] for entry in found):
                continue
            right = own.value - excess
            if (own.role == "claimed" and _is_due(line, right)) or (
                own.role == "weight" and line.claimed == right and line.verdict in ("understated", "verified")
            ):
                found.append((parts[own.place], line, right))
    unique = {entry[0].place: entry for entry in found}
    return next(iter(unique.values())) if len(unique) == 1 else None


def _is_due(line: ScoreLine, right: Decimal) -> bool:
    """Whether a score is what the line's own target or rule gives."""
    if line.verdict == "understated" and right == line.weight:
        return True
    return line.verdict in ("understated", "overstated", "verified") and right == line.highest


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
    flaws: Sequence[Flaw] = (),
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
        flaws=tuple(flaws),
    )
