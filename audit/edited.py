"""The relations of an item with one of its figures changed: which come to hold, which no longer do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from audit.formula import computed_value, rounded
from audit.judge import Ruling
from audit.relations import Lookup, evaluate
from audit.slips import Variant
from extract.claims.claim import RATES, Reading
from extract.figure import Figure
from extract.fraction import Fraction


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
    often a value of a unit is printed."""

    figures: Sequence[Figure]
    rulings: Sequence[Ruling]
    twin: Mapping[int, int]
    holding: Mapping[int, Sequence[Ruling]]
    times: Mapping[str, Counter[Decimal]]

    def one(self, number: int) -> int:
        """The figure that stands for this one and its repetitions."""
        return self.twin.get(number, number)

    def printed(self, number: int) -> Figure:
        return self.figures[number]

    def figure(self, number: int, variant: Variant) -> Lookup:
        """The figures with one of them (and its twins) changed."""
        changed = msgspec.structs.replace(self.figures[number], value=variant.value, step=variant.step)

        def figure(index: int) -> Figure:
            return changed if self.one(index) == number else self.figures[index]

        return figure

    def touches(self, reading: Reading, number: int) -> bool:
        return any(self.one(t.figure) == number for t in reading.terms)

    def holds(self, reading: Reading, number: int, variant: Variant) -> bool:
        """Whether a reading holds with the figure changed."""
        outcome = evaluate(reading, self.figure(number, variant))
        return outcome is not None and outcome.holds

    def restores(self, ruling: Ruling, number: int, variant: Variant) -> bool:
        """Whether the change makes a ruling hold, by a reading that the figure stands in."""
        return any(self.touches(t.reading, number) and self.holds(t.reading, number, variant) for t in ruling.trials)

    def breaks(self, number: int, variant: Variant) -> int:
        """How many relations that hold now would not hold under any of their readings after the change."""
        return sum(
            not any(self.holds(t.reading, number, variant) for t in ruling.trials)
            for ruling in self.holding.get(number, ())
        )

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
