"""The relations of an item with one of its figures changed: which come to hold, which no longer do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from audit.formula import computed_value, rounded
from audit.interval import Interval, Mode, printed
from audit.judge import Ruling
from audit.relations import Lookup, can_hold, rooms
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
    passage the one it repeats: both are changed as one; `holding` are the rulings that hold, by figure; `printings` are
    the figures of each value of a unit. What every story asks for again is kept: which trials of a ruling a figure stands
    in (`standing`), what `room` a sum leaves it, and what `restores` has found."""

    figures: Sequence[Figure]
    rulings: Sequence[Ruling]
    twin: Mapping[int, int]
    holding: Mapping[int, Sequence[Ruling]]
    printings: Mapping[str, Mapping[Decimal, Sequence[int]]]
    facts: Sequence[Fact]
    standing: dict[int, Mapping[int, Sequence[int]]] = {}
    room: dict[tuple[int, int, int], Sequence[tuple[Mode, Interval]] | None] = {}
    restored: dict[tuple[int, int, Decimal, Decimal], bool] = {}

    def one(self, number: int) -> int:
        """The figure that stands for this one and its repetitions."""
        return self.twin.get(number, number)

    def is_of_last_year(self, number: int) -> bool:
        """Whether a figure is the same as one that the report gives for the year before."""
        own = self.facts[number].period
        periods = {self.facts[other].period for other in self._alike(number)} - {"", own}
        return any(period == "last" or (own.isdigit() and period < own) for period in periods)

    def printed_in(self, unit: str) -> int:
        """How many figures are printed in a unit."""
        return sum(len(same) for same in self.printings[unit].values())

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

    def touched(self, ruling: Ruling, number: int) -> Sequence[int]:
        """The trials of a ruling, by position, whose reading a figure stands in."""
        known = self.standing.get(ruling.number)
        if known is None:
            found: dict[int, list[int]] = {}
            for position, trial in enumerate(ruling.trials):
                for one in {self.one(term.figure) for term in trial.reading.terms}:
                    found.setdefault(one, []).append(position)
            known = self.standing[ruling.number] = found
        return known.get(number, ())

    def holds(
        self, ruling: Ruling, position: int, number: int, variant: Variant, alike: frozenset[int] = frozenset()
    ) -> bool:
        """Whether the reading of a trial holds with the figure changed."""
        room = None if alike else self._room(ruling, position, number)
        if room is None:
            return can_hold(ruling.trials[position].reading, self.figure(number, variant, alike))
        return any(printed(variant.value, variant.step, mode).meets(values) for mode, values in room)

    def _room(self, ruling: Ruling, position: int, number: int) -> Sequence[tuple[Mode, Interval]] | None:
        """What the other figures of a sum leave this one (see `rooms`); None of anything else."""
        key = (ruling.number, position, number)
        if key not in self.room:
            reading = ruling.trials[position].reading
            at = [n for n, term in enumerate(reading.terms) if self.one(term.figure) == number]
            simple = reading.relation == "sum" and len(at) == 1
            self.room[key] = rooms(reading, at[0], self.printed) if simple else None
        return self.room[key]

    def restores(self, ruling: Ruling, number: int, variant: Variant) -> bool:
        """Whether the change makes a ruling hold, by a reading that the figure stands in."""
        key = (ruling.number, number, variant.value, variant.step)
        known = self.restored.get(key)
        if known is None:
            known = self.restored[key] = any(
                self.holds(ruling, position, number, variant) for position in self.touched(ruling, number)
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
        alike = self.printings[known.unit][known.value]
        return frozenset(alike if len(alike) > 1 and values_like(known.value, known.step) >= _TELLING else ())

    def _broken(self, ruling: Ruling, number: int, variant: Variant, alike: frozenset[int] = frozenset()) -> bool:
        return not any(self.holds(ruling, n, number, variant, alike) for n in range(len(ruling.trials)))

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
