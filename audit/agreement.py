"""Relations that nothing accuses one by one, but that one change of one figure restores together.

Again two stories stand against each other: the relations were meant and the figure is wrong, or they were never meant,
and it is by chance that they ask for the same value of it. A whole may be another one than the words seem to name; then all
rates of it ask for that other whole. So what asks in the same way counts as one witness.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from audit.edited import Candidate, Edited
from audit.judge import Ruling, is_short
from audit.relations import required
from audit.slips import Variant, values_like, variants
from audit.weigh import ASSERTED, ENOUGH, OTHERWISE, PRACTICE, SHORT, grain_of, one_hit
from extract.claims.claim import RATES
from extract.fraction import Fraction


def agreed(candidate: Candidate, restored: Sequence[Ruling], edited: Edited) -> bool:
    """Whether the rulings that a change restores are beyond chance. Where no slip leads to the value, one of them has
    named it and is no witness to it, and neither may a relation that holds speak for what is printed, nor the parts that
    come to the value be some of them only."""
    if candidate.variant.free and (_incomplete(restored) or edited.breaks(candidate.figure, candidate.variant)):
        return False
    found = _witnesses(candidate, restored, edited)
    if len(found) < 2:
        return False
    known = variants(edited.figures[candidate.figure])
    slip = candidate.variant.slip
    told = {n for ruling in restored for n in ruling.figures}
    if candidate.variant.free or slip not in known.kinds:
        odds = OTHERWISE * min(chance for _, chance in found)
    else:
        odds = PRACTICE[slip] / known.kinds[slip]
    for prior, chance in found:
        odds *= prior / chance
    return odds >= ENOUGH * len(told)


def _incomplete(restored: Sequence[Ruling]) -> bool:
    return any(is_short(ruling.best) and ruling.claim.asserted == "weak" for ruling in restored)


def _witnesses(candidate: Candidate, restored: Sequence[Ruling], edited: Edited) -> list[tuple[Fraction, Fraction]]:
    """Of each way to ask for the figure the best witness: the odds that its relation was meant, and of a chance hit."""
    ways: dict[tuple[str, str], list[tuple[Fraction, Fraction]]] = defaultdict(list)
    for ruling in restored:
        kind, chance = _asks(ruling, candidate.figure, candidate.variant, edited)
        if kind is not None:
            prior = Fraction((SHORT if is_short(ruling.best) else ASSERTED)[ruling.claim.asserted])
            ways[kind].append((prior / (1 - prior), chance))
    return [max(ones, key=lambda one: one[0] / one[1]) for _, ones in sorted(ways.items())]


def by_chance(ruling: Ruling, number: int, variant: Variant, edited: Edited) -> Fraction:
    """The odds that a ruling would hold, by any reading that does, for a chance value of this size."""
    return _asks(ruling, number, variant, edited)[1]


def _asks(ruling: Ruling, number: int, variant: Variant, edited: Edited) -> tuple[tuple[str, str] | None, Fraction]:
    """How a ruling asks for a figure (relation and role; None where that is no simple question), and the odds that a
    chance value would do."""
    kind: tuple[str, str] | None = None
    chance = Fraction(0)
    values = values_like(variant.value, variant.step)
    for position, trial in enumerate(ruling.trials):
        at = [n for n, t in enumerate(trial.reading.terms) if edited.one(t.figure) == number]
        needed = required(trial.reading, at[0], edited.printed) if len(at) == 1 else None
        if needed is None:
            continue
        chance += one_hit(values, variant.step, needed, grain_of(trial.reading, edited.printed))
        if kind is None and edited.holds(ruling, position, number, variant):
            relation = trial.reading.relation
            kind = ("rate" if relation in RATES else relation, trial.reading.terms[at[0]].role)
    return (kind, min(chance, Fraction(1))) if kind else (None, Fraction(1))
