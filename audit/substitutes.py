"""Wrong figures that no slip of the pen explains: the value that the report's other figures ask for instead, and what
else may have happened: a part was left out of the total, last year's figure was kept.

A value counts if one of these explains what is printed, or if several relations ask for it beyond chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from audit.agreement import by_chance
from audit.edited import Edited
from audit.finding import Slip
from audit.formula import computed_value, decimals_to, number_written
from audit.judge import Ruling
from audit.relations import required
from audit.slips import Variant
from audit.weigh import ENOUGH, suspects
from extract.claims.claim import RATES, Reading
from extract.fraction import Fraction

_MOST_RULINGS = 60
"""Contradictions that hang together, above which only slips are looked for: the work grows with their square."""


def substitutes(left: Sequence[Ruling], edited: Edited) -> Iterator[tuple[int, Variant]]:
    """(figure, edit) of each figure among `left` for which such a value is found."""
    seen: set[tuple[int, Decimal]] = set()
    for ruling in left[:_MOST_RULINGS]:
        for trial in ruling.trials:
            if trial.reading.licence == "weak" and trial is not ruling.best:
                continue
            for index in suspects(trial.reading):
                number = edited.one(trial.reading.terms[index].figure)
                value = _asked(trial.reading, index, edited)
                figure = edited.figures[number]
                if value is None or value == figure.value or (value < 0 <= figure.value) or (number, value) in seen:
                    continue
                seen.add((number, value))
                variant = _explained(number, value, trial.reading, left, edited)
                if variant is not None:
                    yield number, variant


def _asked(reading: Reading, index: int, edited: Edited) -> Decimal | None:
    """The one value that a reading asks of a figure, the others as printed; None where it leaves several."""
    step = edited.step(reading, index) or Decimal(1)
    if reading.relation in RATES and index == len(reading.terms) - 1:
        value = computed_value(reading, edited.printed)
    elif reading.relation in ("sum", "equal"):
        needed = required(reading, index, edited.printed)
        value = None if needed is None else (needed.low + needed.high) / 2
    else:
        return None
    return None if value is None else round(value / Fraction(step)) * step


def _explained(number: int, value: Decimal, reading: Reading, left: Sequence[Ruling], edited: Edited) -> Variant | None:
    figure = edited.figures[number]
    slip: Slip = "digit"
    if _left_out(number, value, reading, edited):
        slip = "part_left_out"
    elif edited.is_of_last_year(number) or _was_old(number, value, left, edited):
        slip = "stale"
    step = edited.step(reading, [edited.one(t.figure) for t in reading.terms].index(number))
    variant = Variant(slip, number_written(value, figure, decimals_to(step, figure)), value, step, free=slip == "digit")
    touched = [r for r in left[:_MOST_RULINGS] if edited.touched(r, number)]
    if slip == "digit" and len(touched) < 2:
        return None
    restored = [r for r in touched if edited.restores(r, number, variant)]
    if slip != "digit":
        return variant if restored else None
    if reading.relation == "equal" and any(r.status == "violated" and r.claim.asserted == "strong" for r in restored):
        return variant  # told otherwise elsewhere, and wrong where it stands
    odds = Fraction(1)
    for ruling in restored:
        if all(t.reading is not reading for t in ruling.trials):
            odds *= by_chance(ruling, number, variant, edited)
    return variant if len(restored) > 1 and odds * ENOUGH * ENOUGH <= 1 else None


def _left_out(number: int, value: Decimal, reading: Reading, edited: Edited) -> bool:
    """Whether a total lacks exactly one of the parts that it is said to have."""
    *parts, total = reading.terms
    if reading.relation != "sum" or edited.one(total.figure) != number or any(t.factor < 0 for t in parts):
        return False
    lacking = value - edited.figures[number].value
    return lacking > 0 and len(parts) > 1 and any(edited.figures[t.figure].value == lacking for t in parts)


def _was_old(number: int, value: Decimal, left: Sequence[Ruling], edited: Edited) -> bool:
    """Whether what is printed is the value before a change that the report states beside it."""
    for ruling in left:
        terms = ruling.best.reading.terms
        if ruling.best.reading.relation == "growth_by" and edited.one(terms[1].figure) == number:
            return value - edited.figures[terms[0].figure].value * terms[0].factor == edited.figures[number].value
    return False
