"""Two known ways to repair figures, on the same broken sums: typing-error correction and plain Fellegi–Holt.

Typing errors after Scholtus (CBS 09046, 2009): for each figure that stands in broken equations only, the value that
would mend one is a candidate if a single digit operation leads to it; the set that mends most wins, ties abstain.
Fellegi and Holt (1976): the smallest set of figures that can be changed so that all equations hold; here sets of
one, named only if it is the only one.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

import msgspec

from corpus.labels import Label
from corpus.measure.material import Known
from corpus.measure.numbers import number
from corpus.measure.product import Answer, ClaimLine
from corpus.measure.tallies import Share

Spot = tuple[Any, ...]


class Equation(msgspec.Struct, frozen=True):
    """total − parts = 0 over printed figures; amounts in the base unit."""

    total: Spot
    parts: tuple[Spot, ...]


class System(msgspec.Struct):
    """The equations of one report and the values printed."""

    equations: list[Equation]
    values: dict[Spot, Decimal]
    texts: dict[Spot, str]
    slack: dict[Spot, Decimal]

    def gap(self, equation: Equation) -> Decimal:
        return self.values[equation.total] - sum((self.values[part] for part in equation.parts), Decimal(0))

    def broken(self, equation: Equation) -> bool:
        slack = sum((self.slack[spot] for spot in (equation.total, *equation.parts)), Decimal(0))
        return abs(self.gap(equation)) > slack

    def cure(self, equation: Equation, spot: Spot) -> Decimal | None:
        """The value of one figure that would close an equation."""
        if spot == equation.total:
            return self.values[spot] - self.gap(equation)
        return self.values[spot] + self.gap(equation) if equation.parts.count(spot) == 1 else None


def system(claims: list[ClaimLine]) -> System:
    """The sums of a report as equations."""
    found = System([], {}, {}, {})
    for claim in claims:
        totals = [figure for figure in claim.figures if figure.role == "total"]
        parts = [figure for figure in claim.figures if figure.role == "part"]
        if claim.family not in ("sum", "table_sum") or len(totals) != 1 or not parts:
            continue
        for figure in (*totals, *parts):
            found.values[figure.spot], found.texts[figure.spot] = Decimal(figure.value or 0), figure.text
            found.slack[figure.spot] = figure.step / 2
        found.equations.append(Equation(totals[0].spot, tuple(figure.spot for figure in parts)))
    return found


def _distance_one(old: str, new: str) -> bool:
    """Restricted Damerau–Levenshtein distance of exactly one."""
    if old == new or abs(len(old) - len(new)) > 1:
        return False
    if len(old) == len(new):
        differ = [n for n in range(len(old)) if old[n] != new[n]]
        swapped = len(differ) == 2 and differ[1] == differ[0] + 1
        return len(differ) == 1 or (swapped and old[differ[0]] == new[differ[1]] and old[differ[1]] == new[differ[0]])
    short, long = sorted((old, new), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def _digits(found: System, spot: Spot, value: Decimal) -> str | None:
    step = found.slack[spot] * 2
    return str(int(value / step)) if step and value > 0 else None


def typing_errors(found: System) -> dict[Spot, Decimal]:
    """Unambiguous corrections of single typing errors."""
    broken = [equation for equation in found.equations if found.broken(equation)]
    sound = {
        spot for equation in found.equations if not found.broken(equation) for spot in (equation.total, *equation.parts)
    }
    cured: dict[tuple[Spot, Decimal], set[int]] = defaultdict(set)
    for index, equation in enumerate(broken):
        for spot in (equation.total, *equation.parts):
            value = found.cure(equation, spot)
            if spot in sound or value is None:
                continue
            old, new = _digits(found, spot, found.values[spot]), _digits(found, spot, value)
            if old and new and _distance_one(old, new):
                cured[spot, value].add(index)
    answer: dict[Spot, Decimal] = {}
    for index in range(len(broken)):
        options = [(key, cures) for key, cures in cured.items() if index in cures]
        most = max((len(cures) for _, cures in options), default=0)
        best = [key for key, cures in options if len(cures) == most]
        if len(best) == 1:
            answer[best[0][0]] = best[0][1]
    return answer


def fellegi_holt(found: System) -> dict[Spot, Decimal]:
    """For each group of broken equations that one figure could mend: that figure, if it is the only one."""
    broken = [equation for equation in found.equations if found.broken(equation)]
    answer: dict[Spot, Decimal] = {}
    for equation in broken:
        candidates = []
        for spot in (equation.total, *equation.parts):
            value = found.cure(equation, spot)
            if value is not None and _all_hold(found, spot, value):
                candidates.append((spot, value))
        if len(candidates) == 1:
            answer[candidates[0][0]] = candidates[0][1]
    return answer


def _all_hold(found: System, spot: Spot, value: Decimal) -> bool:
    trial = System(found.equations, {**found.values, spot: value}, found.texts, found.slack)
    return not any(trial.broken(equation) for equation in found.equations if spot in (equation.total, *equation.parts))


class Repairs(msgspec.Struct):
    """How a way of repairing fared on labelled slips in sums."""

    name: str
    answered: Share
    right: Share
    wrong: int = 0


def _fits(label: Label, found: System, spot: Spot, value: Decimal) -> bool:
    if number(found.texts[spot]) != number(label.figures[0]):
        return False
    plain = number(found.texts[spot])
    scale = found.values[spot] / plain if plain else Decimal(1)
    expected = number(label.expected or "")
    return expected is not None and abs(value - expected * scale) <= found.slack[spot] * 4


def compare(known: tuple[Known, ...], answer: Answer) -> list[Repairs]:
    """Both methods on the sums that the program read."""
    rows = []
    for name, method in (("单个录入差错更正（Scholtus 2009）", typing_errors), ("Fellegi–Holt", fellegi_holt)):
        row = Repairs(name, Share(), Share())
        for one in known:
            found = system(answer.claims.get(one.file, []))
            given = method(found)
            labels = [
                label
                for label in one.labels.errors
                if label.must and label.expected and label.family in ("sum", "table_sum")
            ]
            for label in labels:
                near = [spot for spot in given if _shares_equation(found, spot, number(label.figures[0]))]
                row.answered.add(bool(near))
                if near:
                    row.right.add(any(_fits(label, found, spot, given[spot]) for spot in near))
            row.wrong += sum(
                not any(
                    _fits(label, found, spot, value) for label in one.labels.errors if label.expected and label.figures
                )
                for spot, value in given.items()
            )
        rows.append(row)
    return rows


def _shares_equation(found: System, spot: Spot, wrong: Decimal | None) -> bool:
    for equation in found.equations:
        spots = (equation.total, *equation.parts)
        if spot in spots and any(number(found.texts[other]) == wrong for other in spots):
            return True
    return False
