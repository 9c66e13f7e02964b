"""The relations of an item with one of its figures changed: which come to hold, which no longer do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from audit.formula import computed_value, rounded
from audit.judge import Ruling
from audit.relations import Lookup, can_hold
from audit.slips import Variant, values_like
from extract.claims.claim import RATES, Reading
from extract.figure import Fact, Figure
from extract.fraction import Fraction

_TELLING = 9_000
"""As many values of its size must there be for a figure that is printed twice to be the same one: four digits."""


class Candidate(msgspec.Struct, frozen=True):
    """One edit of one figure: the rulings it restores, how many of them to the last digit (as if trailing zeros
    had only been dropped), and how many relations it would break."""

    figure: int
    variant: Variant
    restores: tuple[int, ...]
    breaks: int
    exact: int = 0


class Edited(msgspec.Struct, frozen=True):
    """The figures and rulings of one item while they are being diagnosed. `twin` names for a figure of a repeated
    passage the one it repeats: both are changed as one; `holding` are the rulings that hold, by figure; `times` counts how
    often a value of a unit is printed; `restored` keeps what `restores` has found, since every story asks for it again."""

    figures: Sequence[Figure]
    rulings: Sequence[Ruling]
    twin: Mapping[int, int]
    holding: Mapping[int, Sequence[Ruling]]
    times: Mapping[str, Counter[Decimal]]
    facts: Sequence[Fact]
    restored: dict[tuple[int, int, Decimal, Decimal], bool] = {}

    def one(self, number: int) -> int:
        """The figure that stands for this one and its repetitions."""
        return self.twin.get(number, number)

    def is_of_last_year(self, number: int) -> bool:
        """Whether a figure is the same as one that the report gives for the year before."""
        figure, own = self.figures[number], self.facts[number].period
        if self.times[figure.unit][figure.value] < 2 or values_like(figure.value, figure.step) < _TELLING:
            return False
        return any(
            fact.period != own and (fact.period == "last" or (own.isdigit() and fact.period < own))
            for fact, other in zip(self.facts, self.figures, strict=True)
            if fact.period and other.value == figure.value and other.unit == figure.unit
        )

    def step(self, reading: Reading, index: int) -> Decimal:
        """One unit of the last place that the figure of a term should have: as printed, or in a sum as fine as all others
        are."""
        others = [self.figures[t.figure].step for n, t in enumerate(reading.terms) if n != index]
        printed = self.figures[reading.terms[index].figure].step
        return min(printed, max(others)) if reading.relation == "sum" else printed

    def printed(self, number: int) -> Figure:
        return self.figures[number]

    def figure(self, number: int, variant: Variant, alike: frozenset[int] = frozenset()) -> Lookup:
        """The figures with one of them (and its twins, and those `alike`) changed."""
        changed = msgspec.structs.replace(self.figures[number], value=variant.value, step=variant.step)

        one, figures = self.twin.get, self.figures

        def figure(index: int) -> Figure:
            return changed if one(index, index) == number or index in alike else figures[index]

        return figure

    def touches(self, reading: Reading, number: int) -> bool:
        one = self.twin.get
        return any(one(term.figure, term.figure) == number for term in reading.terms)

    def holds(self, reading: Reading, number: int, variant: Variant, alike: frozenset[int] = frozenset()) -> bool:
        """Whether a reading holds with the figure changed."""
        return can_hold(reading, self.figure(number, variant, alike))

    def restores(self, ruling: Ruling, number: int, variant: Variant) -> bool:
        """Whether the change makes a ruling hold, by a reading that the figure stands in."""
        key = (ruling.number, number, variant.value, variant.step)
        known = self.restored.get(key)
        if known is None:
            known = self.restored[key] = any(
                self.touches(t.reading, number) and self.holds(t.reading, number, variant) for t in ruling.trials
            )
        return known

    def breaks(self, number: int, variant: Variant) -> int:
        """How many relations that hold now would not hold under any of their readings after the change."""
        return sum(self._broken(ruling, number, variant) for ruling in self.holding.get(number, ()))

    def forbids(self, number: int, variant: Variant) -> bool:
        """Whether a relation that is asserted in words or by layout, not only by neighbourhood, speaks against it, if the
        figure is changed wherever it is repeated: a wrong figure that was copied does not bear itself out."""
        alike = self._alike(number)
        rulings = {r.number: r for n in (number, *sorted(alike)) for r in self.holding.get(n, ())}
        return any(self._broken(r, number, variant, alike) for r in rulings.values() if r.claim.asserted != "weak")

    def _alike(self, number: int) -> frozenset[int]:
        """The figures of the same value, where that is no accident."""
        known = self.figures[number]
        if self.times[known.unit][known.value] < 2 or values_like(known.value, known.step) < _TELLING:
            return frozenset()
        return frozenset(n for n, f in enumerate(self.figures) if f.value == known.value and f.unit == known.unit)

    def _broken(self, ruling: Ruling, number: int, variant: Variant, alike: frozenset[int] = frozenset()) -> bool:
        return not any(self.holds(t.reading, number, variant, alike) for t in ruling.trials)

    def to_the_digit(self, reading: Reading, number: int, variant: Variant) -> bool:
        """Whether the changed figures work out exactly: sums to the last digit, rates rounded as printed."""
        if reading.relation not in ("sum", *RATES):
            return False
        figure = self.figure(number, variant)
        value = computed_value(reading, figure)
        if value is None:
            return False
        stated = figure(reading.terms[-1].figure)
        if reading.relation == "sum":
            return value == Fraction(stated.value)
        return rounded(value, -int(stated.step.as_tuple().exponent)) == stated.value if stated.step else False
