"""One reading of a claim, evaluated on intervals: what it computes, and whether it can hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec

from audit.interval import Interval, Mode, change_rate, point, printed, rate_of_change, share, total
from extract.claims.claim import GROWTHS, RATES, Reading, Term
from extract.figure import Figure
from extract.fraction import Fraction

# Amounts and the result (a rate) may have been rounded or cut off independently: reports round money and
# cut percentages. A relation that holds under any of these is not accused.
MODES: tuple[tuple[Mode, Mode], ...] = (
    ("nearest", "nearest"),
    ("nearest", "truncated"),
    ("truncated", "truncated"),
)
_PERCENTAGES = (*RATES, "whole_number")


class Sides(msgspec.Struct, frozen=True):
    """What the figures give and what the report states, in the base unit of the stated figure."""

    computed: Interval
    stated: Interval


class Outcome(msgspec.Struct, frozen=True):
    """Whether a reading can hold; `mode` is how the digits were taken where it does; `gap` how far apart the
    sides are otherwise (rounded to nearest), and `units` the same in units of the last printed place of the
    stated figure, None where that is exact."""

    holds: bool
    mode: str
    gap: Fraction
    units: Fraction | None
    sides: Sides


Lookup = Callable[[int], Figure]


def evaluate(reading: Reading, figure: Lookup) -> Outcome | None:
    """The outcome of a reading; None where it is not defined (a whole that can be 0, missing roles)."""
    first: Sides | None = None
    for amounts, result in _modes(reading):
        try:
            sides = _sides(reading, figure, amounts, result)
        except ZeroDivisionError:
            return _as_printed(reading, figure)
        if _meets(reading, sides):
            mode = "nearest" if (amounts, result) == MODES[0] else "truncated"
            return Outcome(True, mode, Fraction(0), Fraction(0), sides)
        first = first or sides
    assert first is not None
    gap = first.computed.gap(first.stated)
    return Outcome(False, "nearest", gap, _units(reading, figure, gap), first)


def _as_printed(reading: Reading, figure: Lookup) -> Outcome | None:
    """Rounding leaves open whether the divisor is 0 (1万元 less 0.5万元): a relation that the printed values satisfy
    holds; what else they give proves nothing."""
    try:
        sides = _sides(reading, figure, "exact", "nearest")
    except ZeroDivisionError:
        return None
    return Outcome(True, "nearest", Fraction(0), Fraction(0), sides) if _meets(reading, sides) else None


def can_hold(reading: Reading, figure: Lookup) -> bool:
    """Whether the outcome of a reading is that it holds, without the rest of it."""
    try:
        return any(_meets(reading, _sides(reading, figure, *modes)) for modes in _modes(reading))
    except ZeroDivisionError:
        return _as_printed(reading, figure) is not None


def rooms(sum_: Reading, index: int, figure: Lookup) -> list[tuple[Mode, Interval]]:
    """For each way to take the digits of a sum, how those of term `index` are taken, and the values that the others leave
    it: the sum holds with just those values of its figure that lie there."""
    *parts, stated = sum_.terms
    term = sum_.terms[index]
    found: list[tuple[Mode, Interval]] = []
    for amounts, result in _modes(sum_):
        others = _added([t for t in parts if t is not term], figure, amounts) + point(sum_.constant or 0)
        room = others if term is stated else _value(stated, figure, result) - others
        taken = "exact" if _is_exact(term) else result if term is stated else amounts
        found.append((taken, room.scaled(term.factor)))
    return found


def _modes(reading: Reading) -> tuple[tuple[Mode, Mode], ...]:
    return MODES if reading.relation in _PERCENTAGES else (MODES[0], MODES[2])


def _meets(reading: Reading, sides: Sides) -> bool:
    if reading.relation == "order":
        return sides.computed.can_be_at_most(sides.stated)
    return sides.computed.meets(sides.stated)


def _units(reading: Reading, figure: Lookup, gap: Fraction) -> Fraction | None:
    if reading.relation == "whole_number":
        return None
    steps = [Fraction(figure(t.figure).step) for t in reading.terms]
    stated = steps[-1] or max(steps)
    return gap / stated if stated else None


def _sides(reading: Reading, figure: Lookup, amounts: Mode, result: Mode) -> Sides:
    def value(term: Term) -> Interval:
        return _value(term, figure, amounts)

    terms = reading.terms
    match reading.relation:
        case "sum":
            computed = _added(terms[:-1], figure, amounts)
            computed = computed if reading.constant is None else point(reading.constant) + computed
        case "ratio":
            computed = _ratio(terms, amounts, figure)
        case "growth":
            computed = change_rate(value(terms[0]), value(terms[1])).scaled(_hundred(figure, terms))
        case "growth_by":
            computed = rate_of_change(value(terms[0]), value(terms[1])).scaled(_hundred(figure, terms))
        case "growth_from":
            computed = (value(terms[0]) / value(terms[1])).scaled(_hundred(figure, terms))
        case "product":
            computed = point(1)
            for term in terms[:-1]:
                computed = computed * value(term)
        case "count":
            computed = point(reading.constant or 0)
        case "order":
            smaller, larger = ([t for t in terms if t.role == role] for role in ("smaller", "larger"))
            return Sides(_added(smaller, figure, amounts), _added(larger, figure, amounts))
        case "equal":
            return _stated_once(terms, value)
        case "whole_number":
            return _whole_number(_value(terms[0], figure, result), _value(terms[1], figure, "exact"))
    return Sides(computed, _value(terms[-1], figure, result))


def _value(term: Term, figure: Lookup, mode: Mode) -> Interval:
    """A term's interval; a price per piece laid down by a standard (role `price`) is exact as printed."""
    known = figure(term.figure)
    value = known.value if term.factor == 1 else known.value * term.factor
    return printed(value, known.step, "exact" if _is_exact(term) else mode)


def _is_exact(term: Term) -> bool:
    return term.exact or term.role == "price"


def _hundred(figure: Lookup, terms: Sequence[Term]) -> int:
    return 1 if figure(terms[-1].figure).unit == "倍" else 100


def _added(terms: Sequence[Term], figure: Lookup, mode: Mode) -> Interval:
    """Sum of the terms' figures with their factors."""
    return total([_value(term, figure, mode) for term in terms])


def _ratio(terms: Sequence[Term], mode: Mode, figure: Lookup) -> Interval:
    """100 · Σ parts / Σ wholes, sharp where the parts are among the wholes."""
    parts = [t for t in terms if t.role == "part"]
    wholes = [t for t in terms if t.role == "whole"]
    inside = {t.figure for t in parts} & {t.figure for t in wholes}
    above = _added(parts, figure, mode)
    if inside and len(inside) == len(parts):
        quotient = share(above, _added([t for t in wholes if t.figure not in inside], figure, mode))
    else:
        quotient = above / _added(wholes, figure, mode)
    return quotient.scaled(_hundred(figure, terms))


def _stated_once(terms: Sequence[Term], value: Callable[[Term], Interval]) -> Sides:
    """For one fact stated several times: the values that all but the last leave open, and the last."""
    common = value(terms[0])
    for term in terms[1:-1]:
        both = common.intersection(value(term))
        if both is None:
            return Sides(common, value(term))
        common = both
    return Sides(common, value(terms[-1]))


def _whole_number(percent: Interval, n: Interval) -> Sides:
    """A percentage of n things is a whole number of them (Brown & Heathers 2017): the nearest such percentage
    against the printed one. ZeroDivisionError where there are none."""
    wanted = (percent.low + percent.high) / 2 * n.low / 100
    nearest = round(wanted)
    return Sides(point(Fraction(nearest * 100) / n.low), percent)


def required(reading: Reading, index: int, figure: Lookup) -> Interval | None:
    """The values that the figure of term `index` would need for the reading to hold, the others as printed
    (rounded to nearest); None where that is not a simple question."""
    try:
        needed = _required(reading, index, figure)
    except ZeroDivisionError:
        return None
    return None if needed is None else needed.scaled(reading.terms[index].factor)


def _required(reading: Reading, index: int, figure: Lookup) -> Interval | None:  # noqa: PLR0911 -- one return a relation
    terms = reading.terms

    def value(term: Term) -> Interval:
        return _value(term, figure, "nearest")

    last = len(terms) - 1
    if reading.relation == "equal":
        common: Interval | None = None
        for number, term in enumerate(terms):
            if number != index:
                common = value(term) if common is None else common.intersection(value(term))
                if common is None:
                    return None
        return common
    if reading.relation in ("order", "whole_number"):
        return None
    if index == last:
        return _sides(reading, figure, "nearest", "nearest").computed
    if reading.relation == "sum":
        others = _added([t for n, t in enumerate(terms[:-1]) if n != index], figure, "nearest")
        return value(terms[last]) - others - point(reading.constant or 0)
    if reading.relation == "ratio":
        return _required_in_ratio(terms, index, value, figure)
    if reading.relation == "product":
        others = point(1)
        for number, term in enumerate(terms[:-1]):
            if number != index:
                others = others * value(term)
        return value(terms[last]) / others
    if reading.relation in GROWTHS:
        rate = value(terms[last]).scaled(Fraction(1, _hundred(figure, terms)))
        return _required_in_growth(reading.relation, index, value(terms[1 - index]), rate)
    return None


def _required_in_growth(relation: str, index: int, other: Interval, rate: Interval) -> Interval:
    """Solve new = old·(1 + r), change = (new − change)·r or change = old·r for one amount."""
    one = point(1)
    if relation == "growth":
        return other * (one + rate) if index == 0 else other / (one + rate)
    if relation == "growth_by":
        # c / (n - c) = r, so c / n = r / (1 + r) = 1 - 1 / (1 + r)
        part = one - one / (one + rate)
        return other * part if index == 0 else other / part
    return other * rate if index == 0 else other / rate


def _required_in_ratio(
    terms: Sequence[Term], index: int, value: Callable[[Term], Interval], figure: Lookup
) -> Interval | None:
    rate = value(terms[-1]).scaled(Fraction(1, _hundred(figure, terms)))
    parts = [t for t in terms if t.role == "part"]
    wholes = [t for t in terms if t.role == "whole"]
    inside = {t.figure for t in parts} & {t.figure for t in wholes}
    target = terms[index].figure
    if not inside:
        if terms[index].role == "part":
            others = _added([t for t in parts if t.figure != target], figure, "nearest")
            return rate * _added(wholes, figure, "nearest") - others
        others = _added([t for t in wholes if t.figure != target], figure, "nearest")
        return _added(parts, figure, "nearest") / rate - others
    if len(parts) > 1:
        return None
    rest = [t for t in wholes if t.figure not in inside]
    # p / (p + s) = r, so s / p = 1 / r - 1
    spare = point(1) / rate - point(1)
    if target in inside:
        return _added(rest, figure, "nearest") / spare
    others = _added([t for t in rest if t.figure != target], figure, "nearest")
    return value(parts[0]) * spare - others


def exactly(reading: Reading, figure: Lookup) -> Fraction | None:
    """What the printed values give, taken as exact, in the sign of the stated figure; None where undefined."""
    terms = reading.terms
    try:
        value = _exactly(reading, lambda t: Fraction(figure(t.figure).value) * t.factor, figure)
    except ZeroDivisionError:
        return None
    return value * terms[-1].factor


def _exactly(  # noqa: PLR0911 -- one return a relation
    reading: Reading, value: Callable[[Term], Fraction], figure: Lookup
) -> Fraction:
    terms = reading.terms
    zero = Fraction(0)
    match reading.relation:
        case "sum":
            return sum((value(t) for t in terms[:-1]), Fraction(reading.constant or 0))
        case "ratio":
            above = sum((value(t) for t in terms if t.role == "part"), zero)
            return above / sum((value(t) for t in terms if t.role == "whole"), zero) * _hundred(figure, terms)
        case "growth":
            return (value(terms[0]) / value(terms[1]) - 1) * _hundred(figure, terms)
        case "growth_by":
            return value(terms[0]) / (value(terms[1]) - value(terms[0])) * _hundred(figure, terms)
        case "growth_from":
            return value(terms[0]) / value(terms[1]) * _hundred(figure, terms)
        case "product":
            return Fraction(math.prod(value(t) for t in terms[:-1]))
        case "count":
            return Fraction(reading.constant or 0)
        case "order":
            return sum((value(t) for t in terms if t.role == "smaller"), zero)
        case "equal":
            return value(terms[0])
        case "whole_number":
            nearest = round(value(terms[0]) * value(terms[1]) / 100)
            return Fraction(nearest * 100) / value(terms[1])
