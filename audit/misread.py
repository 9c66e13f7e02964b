"""Explanations of a wrong rate that are no slip of one digit: the base was taken wrongly, or the rate of another
row was copied. The rate's edit is then to what its own operands give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from audit.finding import Slip
from audit.formula import computed_value, decimals_of, number_written, rounded
from audit.interval import printed
from audit.judge import Ruling
from audit.slips import Variant
from extract.claims.claim import RATES, Reading
from extract.figure import Figure
from extract.fraction import Fraction

_TELLING = 3
"""Digits that a rate must have for its being that of another whole to be no accident."""


def misreadings(
    left: Sequence[Ruling], rulings: Sequence[Ruling], figures: Sequence[Figure]
) -> Iterator[tuple[int, Variant]]:
    """(figure, edit) of each rate among `left` that a wrong base or a copied row explains."""
    for ruling in left:
        reading = ruling.best.reading
        if reading.relation not in RATES:
            continue
        number = reading.terms[-1].figure
        slip = _explained(reading, ruling, rulings, figures)
        value = computed_value(reading, lambda n: figures[n])
        if slip and value is not None:
            yield number, _edit(figures[number], value, slip)


def by_wrong_base(ruling: Ruling, figures: Sequence[Figure]) -> Ruling:
    """The ruling by a ready reading that a wrong base explains, where its own has no near miss."""
    if ruling.status == "holds" or (ruling.best.weight and ruling.best.weight.misses):
        return ruling
    for trial in ruling.trials:
        stated = figures[trial.reading.terms[-1].figure]
        if trial.outcome is None or trial.reading.licence == "weak" or trial.reading.relation not in RATES:
            continue
        window = printed(abs(stated.value), stated.step, "either")
        if any(window.contains(abs(v)) for v in _wrong_bases(trial.reading, figures)):
            return msgspec.structs.replace(ruling, best=trial)
    return ruling


def _explained(reading: Reading, ruling: Ruling, rulings: Sequence[Ruling], figures: Sequence[Figure]) -> Slip | None:
    stated = figures[reading.terms[-1].figure]
    window = printed(abs(stated.value), stated.step, "either")
    if any(window.contains(abs(v)) for v in _wrong_bases(reading, figures)):
        return "base"
    if ruling.claim.family != "share":
        return None
    for other in rulings:
        near = abs(other.claim.place.block - ruling.claim.place.block) <= 1
        if other is ruling or not near or other.claim.family != ruling.claim.family or other.best.outcome is None:
            continue
        value = computed_value(other.best.reading, lambda n: figures[n])
        if value is not None and other.best.reading.relation in RATES and window.contains(abs(value)):
            return "row"
    return None


def _wrong_bases(reading: Reading, figures: Sequence[Figure]) -> Iterator[Fraction]:
    """What the rate would be had it been divided by the wrong one of its own operands, or, if it is a share, by another
    amount of the same text."""
    if reading.relation == "ratio" and len(reading.terms) == 3:
        yield from _of_other_wholes(reading, figures)
    if reading.relation not in ("growth", "growth_by"):
        return
    one, other = (Fraction(figures[t.figure].value) for t in reading.terms[:2])
    if other == 0 or one == 0:
        return
    if reading.relation == "growth_by":
        yield one / other * 100
    else:
        yield (one - other) / one * 100
        yield one / other * 100


def _of_other_wholes(reading: Reading, figures: Sequence[Figure]) -> Iterator[Fraction]:
    part, whole, rate = (term.figure for term in reading.terms)
    if len(number_written(figures[rate].value, figures[rate]).replace(".", "").lstrip("0")) < _TELLING:
        return
    yield Fraction(figures[part].value) / Fraction(figures[part].value + figures[whole].value or 1) * 100
    for number in _same_text(rate, figures):
        other = figures[number]
        if number not in (part, whole) and other.unit == figures[whole].unit and other.value > 0:
            yield Fraction(figures[part].value) / Fraction(other.value) * 100


def _same_text(number: int, figures: Sequence[Figure]) -> Iterator[int]:
    """The figures that stand in the same paragraph or cell, nearest first."""
    for step in (-1, 1):
        other = number + step
        while 0 <= other < len(figures) and figures[other].place.text_id == figures[number].place.text_id:
            yield other
            other += step


def _edit(figure: Figure, value: Fraction, slip: Slip) -> Variant:
    places = decimals_of(figure)
    right = rounded(value, places)
    return Variant(slip, f"{right:f}", right, Decimal(1).scaleb(-places))
