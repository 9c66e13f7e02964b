"""Diagnoses told as stories: figures quoted, repairs written out, the sentence that an auditor can send on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil, floor

from audit.case import Judged, Story
from audit.diagnose import Diagnosis
from audit.edited import Candidate
from audit.finding import Amount, Edit, JudgedClaim, Needs, Quoted, Repair
from audit.formula import (
    amount,
    bare,
    computed_value,
    decimals_of,
    decimals_to,
    formula,
    number_written,
    places_for,
    stated_of,
)
from audit.interval import Interval
from audit.judge import Ruling
from audit.ranges import ranges
from audit.relations import required
from audit.slips import printed_number
from audit.weigh import ASSERTED
from extract.claims.claim import RATES
from extract.decimals import plain
from extract.figure import Figure
from extract.fraction import Fraction

_MOST_REPAIRS = 8
_POINTS_PLACES = 2
_ALL = 100
"""Decimals for points that a rate asks for: points are exact, so whole ones would often not do."""


def judged(ruling: Ruling, figures: Sequence[Figure], item: str) -> Judged:
    """A ruling as the outputs and rules see it."""
    reading, outcome = ruling.best.reading, ruling.best.outcome
    stated = stated_of(reading, figures.__getitem__)
    value = computed_value(reading, figures.__getitem__) if outcome else None
    given = None if value is None else amount(value, stated, places_for(reading, figures.__getitem__))
    chance = ruling.best.weight.chance if ruling.best.weight else Fraction(0)
    line = JudgedClaim(
        item=item,
        family=ruling.claim.family,
        status=ruling.status,  # type: ignore[arg-type]
        figures=tuple(Quoted.of(figures[t.figure], t.role, t.figure) for t in reading.terms),
        formula=formula(reading, figures.__getitem__, given.text if given else "？") if outcome else "",
        computed=given.text if given else None,
        reading=reading.note,
        readings=len(ruling.claim.readings),
        asserted=str(ASSERTED[ruling.claim.asserted]),
        coincidence=_short(chance),
        quote=ruling.claim.quote,
        place=ruling.claim.place,
        ranges=ranges(outcome.sides, stated, reading.terms[-1].factor) if outcome else None,
    )
    units = outcome.units if outcome and outcome.units is not None else None
    return Judged(
        number=ruling.number,
        claim=ruling.claim,
        line=line,
        reading=reading,
        gap=_decimal(outcome.gap) if outcome else Decimal(0),
        units=_decimal(units) if units is not None else Decimal("Infinity"),
        implied=_implied(ruling, figures) if ruling.status != "holds" else (),
        amount=given,
    )


def _implied(ruling: Ruling, figures: Sequence[Figure]) -> tuple[tuple[str, str], ...]:
    """For each figure of a rate what it would have to be, were the others right: where that differs as printed."""
    reading = ruling.best.reading
    if reading.relation not in (*RATES, "product"):
        return ()
    found: dict[int, tuple[str, str]] = {}
    for index, term in enumerate(reading.terms):
        figure, needed = figures[term.figure], required(reading, index, figures.__getitem__)
        if needed is None:
            continue
        places = max(decimals_of(figure), _POINTS_PLACES) if figure.unit == "分" else decimals_of(figure)
        middle = amount((needed.low + needed.high) / 2, figure, places)
        # nothing falls by more than all of it; and no figure stands for nothing at all
        impossible = (figure.unit == "%" and middle.value < -_ALL) or not middle.value
        if middle.value != figure.value and not impossible:
            text = number_written(middle.value, figure, places) if bare(figure) else middle.text
            found[term.figure] = (figure.text, text)
    return tuple(reversed(found.values()))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _short(chance: Fraction) -> str:
    """Odds with two significant digits, as a plain decimal string."""
    value = _decimal(chance)
    if value == 0:
        return "0"
    return plain(Decimal(f"{value:.1e}"))


def story(diagnosis: Diagnosis, lines: dict[int, Judged], figures: Sequence[Figure]) -> Story:
    """A diagnosis with its figures quoted (the culprit first where one is established) and repairs written out."""
    head, *others = diagnosis.rulings
    culprit = diagnosis.candidates[0].figure if diagnosis.candidates and diagnosis.established else None
    cited = _cited(diagnosis, figures, culprit)
    repairs = _repairs(diagnosis, cited, figures)
    return Story(
        head=lines[head.number],
        others=tuple(lines[r.number] for r in others),
        figures=cited,
        repairs=repairs,
        established=culprit is not None,
        expected=expected(diagnosis, figures),
        needs=_needs(diagnosis, figures),
        copies=tuple(lines[r.number] for r in diagnosis.copies),
        place=head.claim.place if culprit is None else figures[culprit].place,
    )


def _needs(diagnosis: Diagnosis, figures: Sequence[Figure]) -> Needs | None:
    """The figure that the report does not give and whose value would cure the head, if it can."""
    head = diagnosis.rulings[0]
    outcome, what = head.best.outcome, head.claim.missing
    if not what or outcome is None:
        return None
    sides = outcome.sides
    if head.best.reading.relation == "order":
        value = _middle(sides.computed) - _middle(sides.stated)
    elif head.best.reading.relation == "sum":
        value = _middle(sides.stated) - _middle(sides.computed)
    else:
        return None
    unit = figures[head.best.reading.terms[-1].figure].unit
    return Needs(what, _decimal(value).normalize(), unit) if value > 0 else None


def _middle(interval: Interval) -> Fraction:
    return (interval.low + interval.high) / 2


def _cited(diagnosis: Diagnosis, figures: Sequence[Figure], culprit: int | None) -> tuple[Quoted, ...]:
    """The figures of all told rulings, once each: the culprit, then the stated whole or rate, then the rest."""
    seen: dict[int, Quoted] = {}
    for ruling in diagnosis.rulings:
        terms = ruling.best.reading.terms
        stated_last = ruling.best.reading.relation not in ("order", "whole_number")
        for term in (terms[-1], *terms[:-1]) if stated_last else terms:
            seen.setdefault(term.figure, Quoted.of(figures[term.figure], term.role, term.figure))
    for candidate in diagnosis.candidates:
        seen.setdefault(candidate.figure, Quoted.of(figures[candidate.figure], "part", candidate.figure))
    if culprit is not None:
        first = seen.pop(culprit)
        return (first, *seen.values())
    return tuple(seen.values())


def _repairs(diagnosis: Diagnosis, cited: Sequence[Quoted], figures: Sequence[Figure]) -> tuple[Repair, ...]:
    at = {q.index: n for n, q in enumerate(cited)}
    return tuple(_repair(c, at, figures, diagnosis.established) for c in diagnosis.candidates[:_MOST_REPAIRS])


def _repair(candidate: Candidate, at: dict[int | None, int], figures: Sequence[Figure], established: bool) -> Repair:
    edit = Edit(
        at[candidate.figure],
        printed_number(figures[candidate.figure]),
        candidate.variant.number,
        candidate.variant.slip,
    )
    return Repair((edit,), len(candidate.restores), candidate.breaks, established)


def expected(diagnosis: Diagnosis, figures: Sequence[Figure]) -> Amount | None:
    """The right value where a single one is established: all minimal repairs edit one figure, and either one value
    makes every restored sum come out to the last digit, or no other printed value would do."""
    if not diagnosis.established or not diagnosis.candidates:
        return None
    first = diagnosis.candidates[0]
    figure = figures[first.figure]
    values = {_right(c, figure).text for c in diagnosis.candidates if c.exact == first.exact}
    if len(values) > 1:
        return None
    sums = sum(r.best.reading.relation == "sum" for r in diagnosis.rulings)
    # a value worked out from the sums comes out by itself: that proves nothing
    exact = sums > 0 and first.exact >= sums and not first.variant.free and first.variant.slip != "stale"
    if not exact and not _only_one_fits(diagnosis, figures):
        return None
    if first.variant.step > figure.step and first.variant.slip != "scale":
        return None  # a point that went astray has cost the last digit
    if first.variant.slip == "scale":
        return Amount(first.variant.number, first.variant.value.normalize(), figure.unit)
    return _right(first, figure)


def _right(candidate: Candidate, figure: Figure) -> Amount:
    """The right value with its own decimals, in the unit of the wrong one."""
    places = max(decimals_of(figure), decimals_to(candidate.variant.step, figure))
    return amount(candidate.variant.value, figure, places)


def _only_one_fits(diagnosis: Diagnosis, figures: Sequence[Figure]) -> bool:
    """Whether the other figures leave the culprit a single value at its printed precision."""
    culprit = diagnosis.candidates[0].figure
    step = Fraction(figures[culprit].step)
    for ruling in diagnosis.rulings:
        reading = ruling.best.reading
        index = next((n for n, t in enumerate(reading.terms) if t.figure == culprit), None)
        needed = None if index is None else required(reading, index, figures.__getitem__)
        if needed is not None and step and floor(needed.high / step) - ceil(needed.low / step) == 0:
            return True
    return False
