"""Which of several figures is to blame? The odds that it is one and not another.

Against each other stand all figures that alone could have spoiled the relations told: by a slip of the pen, each kind as
likely as in practice and each way to make it equally likely, or in some other way, by which any value may have come
about. A figure whose change would break a relation that holds is out. A value that stands elsewhere in the report is
likelier to be what was meant than one that does not, by as much as figures are repeated more often than by chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from math import ceil, floor

import msgspec

from audit.edited import Candidate, Edited
from audit.formula import decimals_to, number_written
from audit.interval import Interval, printed
from audit.judge import Ruling
from audit.relations import required
from audit.slips import Variant, values_like, variants
from audit.weigh import ENOUGH, OTHERWISE, PRACTICE, is_long
from extract.claims.claim import RATES
from extract.fraction import Fraction

Retold = Callable[[Candidate], Sequence[Ruling]]
TAIL = 2
"""Units of the last place by which a relation may miss by unlucky rounding alone."""


def is_alone(story: Sequence[Candidate], every: Sequence[Candidate], retold: Retold, edited: Edited) -> bool:
    """Whether the first candidate's figure, and no other, is to blame: by the odds that an accusation needs. `every` are
    the candidates that restore as much as those of the story, whatever they break: what only breaks with its copies
    may still be wrong in all of them. `retold` gives the rulings by the readings that a candidate restores."""
    copied = [c for c in every if c.breaks and not edited.forbids(c.figure, c.variant)]
    story = [*story, *(msgspec.structs.replace(c, breaks=0) for c in copied)]
    first = {c.figure: c for c in reversed(story)}
    if any(r.best.reading.relation == "count" for r in retold(story[0])):
        return False  # the names may be too few, or too many
    culprit = story[0].figure
    told = {number: retold(candidate) for number, candidate in first.items()}
    if any(is_long(ruling.best.reading) for rulings in told.values() for ruling in rulings):
        return False
    mine, others = Fraction(0), Fraction(0)
    for number in sorted(first.keys() | common(told[culprit], edited)):
        rulings = told.get(number, told[culprit])
        worth = _by_slip(number, story, rulings, edited) + _otherwise(number, rulings, edited)
        if number == culprit:
            mine = worth
        else:
            others += worth
    return mine > 0 and mine >= ENOUGH * others


def only_one(ruling: Ruling, edited: Edited) -> Candidate | None:
    """The change of the only figure of a ruling that no relation which holds speaks for, where there is one; no slip need
    explain it. Not where a figure that the report does not give, or rounding, would explain it: a share may be of a
    whole that is nowhere stated."""
    reading, outcome = ruling.best.reading, ruling.best.outcome
    wholes = sum(t.role == "whole" for t in reading.terms)
    stated = reading.relation == "ratio" and wholes == 1
    closed = reading.relation in ("sum", "equal") and not ruling.claim.missing
    if ruling.claim.asserted != "strong" or outcome is None or not (stated or closed) or is_long(reading):
        return None
    if outcome.units is not None and outcome.units <= TAIL:
        return None
    found = []
    for index, term in enumerate(ruling.best.reading.terms):
        number = edited.one(term.figure)
        figure = edited.figures[number]
        needed = required(ruling.best.reading, index, edited.printed)
        if needed is None:
            return None
        step = edited.step(ruling.best.reading, index)
        possible = [Variant("digit", "", v, step, free=True) for v in values_in(needed, step)]
        open_ = [v for v in possible if (v.value >= 0 or figure.value < 0) and not edited.forbids(number, v)]
        if open_:
            middle = (needed.low + needed.high) / 2
            value = min((v.value for v in open_), key=lambda value: abs(Fraction(value) - middle))
            text = number_written(value, figure, decimals_to(step, figure))
            variant = msgspec.structs.replace(open_[0], value=value, number=text)
            found.append(Candidate(number, variant, (ruling.number,), 0))
    return found[0] if len(found) == 1 else None


def common(told: Sequence[Ruling], edited: Edited) -> set[int]:
    """The figures that stand in all of the rulings told."""
    return set.intersection(*({edited.one(n) for n in ruling.figures} for ruling in told))


def window(number: int, told: Sequence[Ruling], edited: Edited) -> Interval | None:
    """The values that the other figures leave this one, in all rulings told; None where that is no simple question.
    ValueError where they leave it none."""
    both: Interval | None = None
    for ruling in told:
        terms = ruling.best.reading.terms
        at = [n for n, t in enumerate(terms) if edited.one(t.figure) == number]
        needed = required(ruling.best.reading, at[0], edited.printed) if len(at) == 1 else None
        if needed is None:
            continue
        met = needed if both is None else both.intersection(needed)
        if met is None:
            raise ValueError(f"no value of figure {number} satisfies all")
        both = met
    return both


def values_in(needed: Interval, step: Decimal) -> Iterator[Decimal]:
    """The least, middle and greatest value in a range, of those a `step` apart."""
    step = step or Decimal(1)
    unit = Fraction(step)
    for units in sorted(
        {ceil(needed.low / unit), round((needed.low + needed.high) / 2 / unit), floor(needed.high / unit)}
    ):
        yield units * step


def finest(candidate: Candidate, told: Sequence[Ruling], edited: Edited) -> Candidate:
    """The candidate with all digits that the figure should have, where a point that went astray has cost it some and the
    rulings told give them back."""
    figure, variant = edited.figures[candidate.figure], candidate.variant
    if variant.step <= figure.step or variant.slip != "point":
        return candidate
    try:
        needed = window(candidate.figure, told, edited)
    except ValueError:
        return candidate
    both = None if needed is None else needed.intersection(printed(variant.value, variant.step))
    if needed is None or both is None:
        return candidate
    sums = [r.best.reading for r in told if r.best.reading.relation == "sum"]
    exact = sums or [r.best.reading for r in told if r.best.reading.relation in RATES]
    values = {*values_in(needed, figure.step), *values_in(both, figure.step)}
    for value in sorted(v for v in values if both.contains(v)):
        whole = Variant("point", number_written(value, figure), value, figure.step)
        if exact and all(edited.to_the_digit(reading, candidate.figure, whole) for reading in exact):
            # 0.975% for 97.5%: a fraction taken for a percentage has lost no digit
            lost = figure.unit != "%" or value != variant.value
            return msgspec.structs.replace(candidate, variant=whole) if lost else candidate
    return candidate


def _by_slip(number: int, story: Sequence[Candidate], told: Sequence[Ruling], edited: Edited) -> Fraction:
    """Likelihood of what was meant and of what is printed, if this figure came about by one of the slips found: set
    against that of the figure being right, since that is what every other figure's guilt takes it to be."""
    mine = (c for c in story if c.figure == number and not c.breaks and not c.variant.free)
    return sum((_likelihood(c, told, edited) for c in mine), Fraction(0))


def _likelihood(candidate: Candidate, told: Sequence[Ruling], edited: Edited) -> Fraction:
    """Likelihood of one slip, and of the value that it spoiled."""
    figure, meant = edited.figures[candidate.figure], candidate.variant
    size = Fraction(values_like(figure.value, figure.step), values_like(meant.value, meant.step))
    return PRACTICE[meant.slip] / _ways(candidate, told, edited) * size * _seen_elsewhere(candidate, told, edited)


def by_likelihood(story: Sequence[Candidate], told: Sequence[Ruling], edited: Edited) -> tuple[Candidate, ...]:
    """The candidates, likeliest value first among those that restore as many relations to the last digit, and as readily:
    860.60 for 86.06 is a digit left out or the point astray, 860.56 the first alone."""
    values: dict[tuple[int, Decimal], Fraction] = defaultdict(Fraction)
    for one in story:
        values[one.figure, one.variant.value] += _likelihood(one, told, edited)

    def rank(one: Candidate) -> tuple[bool, int, int, Fraction, int, int, int, str]:
        by = [_restored_reading(one, ruling, edited) for ruling in told]
        far, late = sum(weak for weak, _ in by), sum(position for _, position in by)
        likelihood = values[one.figure, one.variant.value]
        return one.variant.free, -one.exact, far, -likelihood, late, one.variant.cost, one.figure, one.variant.number

    return tuple(sorted(story, key=rank))


def _restored_reading(candidate: Candidate, ruling: Ruling, edited: Edited) -> tuple[bool, int]:
    """The readiest reading of a ruling that a change restores: whether it is far-fetched, and its position."""
    return min(
        (
            (ruling.trials[position].reading.licence == "weak", position)
            for position in edited.touched(ruling, candidate.figure)
            if edited.holds(ruling, position, candidate.figure, candidate.variant)
        ),
        default=(True, len(ruling.trials)),
    )


def _ways(candidate: Candidate, told: Sequence[Ruling], edited: Edited) -> int:
    """In how many ways a slip of this kind can spoil what was meant."""
    meant, unit = candidate.variant, edited.figures[candidate.figure].unit
    digits = len(str(values_like(meant.value, meant.step)))
    match meant.slip:
        case "digit":
            return 9 * digits
        case "omitted":
            return digits
        case "swapped":
            return max(1, digits - 1)
        case "added":
            return 10 * (digits + 1)
        case "point" | "scale" | "sign":
            return max(1, variants(edited.figures[candidate.figure]).kinds.get(meant.slip, 1))
        case "stale":
            return edited.printed_in(unit)
        case "part_left_out" | "level" | "base" | "row":
            return max(len(r.best.reading.terms) for r in told)


def _seen_elsewhere(candidate: Candidate, told: Sequence[Ruling], edited: Edited) -> Fraction:
    """How much likelier it is that a right value stands elsewhere in the report than that a chance value does; 1 where
    this value does not, or chance explains it as well."""
    value, unit = candidate.variant.value, edited.figures[candidate.figure].unit
    here = {n for ruling in told for n in ruling.figures}
    printings = edited.printings[unit]
    if here.issuperset(printings.get(value, ())):
        return Fraction(1)
    total = edited.printed_in(unit)
    repeated = Fraction(
        sum(len(same) for same in printings.values() if len(same) > 1) + 1, total + 2
    )  # rule of succession
    digits = len(value.normalize().as_tuple().digits)
    return max(Fraction(1), repeated * int(Decimal(9).scaleb(digits - 1)) / total)


def _otherwise(number: int, told: Sequence[Ruling], edited: Edited) -> Fraction:
    """The same, if this figure came about in another way than by one slip."""
    figure = edited.figures[number]
    if number not in common(told, edited):
        return Fraction(0)
    try:
        needed = window(number, told, edited)
    except ValueError:
        return Fraction(0)
    if needed is None:
        return OTHERWISE
    possible = (v for v in values_in(needed, figure.step) if v >= 0 or figure.value < 0)
    if all(edited.forbids(number, Variant("digit", "", v, figure.step)) for v in possible):
        return Fraction(0)
    step = Fraction(figure.step) or Fraction(1)
    meant = (needed.high - needed.low + step) / step / values_like((needed.low + needed.high) / 2, figure.step)
    return OTHERWISE * min(Fraction(1), meant)
