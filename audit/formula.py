"""Arithmetic written out: the printed figures of a reading, what they give, and what the report states."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from audit.finding import Amount
from audit.relations import Lookup, exactly
from audit.slips import SIGNS, printed_number
from extract.claims.claim import RATES, Reading, Term
from extract.decimals import plain
from extract.figure import Figure
from extract.fraction import Fraction
from extract.units import measure

_LEAST_PLACES = 2
_MOST_WRITTEN, _SHOWN = 40, 3
_EXACT = Context(prec=60)


def rounded(value: Fraction, places: int) -> Decimal:
    """An exact fraction as a decimal with so many places, halves away from zero as the trade rounds."""
    exact = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_EXACT)


def power_of(figure: Figure) -> int:
    """The power of ten between the figure's written unit and the base unit."""
    found = measure(figure.written) if figure.written else None
    return found[1] if found else 0


def decimals_of(figure: Figure) -> int:
    """How many decimals the figure is printed with, in its written unit."""
    return max(0, power_of(figure) - figure.step.adjusted()) if figure.step else _printed_decimals(figure)


def _printed_decimals(figure: Figure) -> int:
    number = printed_number(figure).replace("．", ".")
    return len(number.split(".")[-1].strip()) if "." in number else 0


def written(value: Fraction | Decimal, like: Figure, places: int | None = None) -> str:
    """A value of the base unit as the report would print it beside `like`: its unit, separators, decimals."""
    return number_written(value, like, places) + _unit_word(like)


def number_written(value: Fraction | Decimal, like: Figure, places: int | None = None) -> str:
    """The same without its unit."""
    return _grouped(rounded(in_unit(value, like), decimals_of(like) if places is None else places), like)


def in_unit(value: Fraction | Decimal, like: Figure) -> Fraction:
    """A value of the base unit in the written unit of `like`."""
    return Fraction(value) / _ten_to(power_of(like))


@cache
def _ten_to(power: int) -> Fraction:
    return Fraction(10) ** power


def _grouped(number: Decimal, like: Figure) -> str:
    """A number with separators where `like` has some."""
    printed = printed_number(like)
    return f"{number:,f}" if "," in printed or "，" in printed else f"{number:f}"


def decimals_to(step: Decimal, like: Figure) -> int:
    """Decimals with which a figure in the same unit as another one is printed to a given place; its own where it is exact."""
    return max(0, power_of(like) - step.adjusted()) if step else decimals_of(like)


def bare(figure: Figure) -> bool:
    """Whether the figure is printed without its unit, which stands in a heading."""
    return not figure.text.endswith(_unit_word(figure))


def _unit_word(figure: Figure) -> str:
    return figure.written or ("分" if figure.unit == "分" else "")


def amount(value: Fraction | Decimal, like: Figure, places: int | None = None) -> Amount:
    """The same as an `Amount` of the base unit."""
    number = rounded(in_unit(value, like), decimals_of(like) if places is None else places)
    return Amount(_grouped(number, like) + _unit_word(like), number.scaleb(power_of(like)).normalize(), like.unit)


def stated_of(reading: Reading, figure: Lookup) -> Figure:
    """The figure that the others of a reading are held against: the last, or the rate of a whole number."""
    return figure(reading.terms[0 if reading.relation == "whole_number" else -1].figure)


def places_for(reading: Reading, figure: Lookup) -> int:
    """Decimals to print a computed value with: all that the inputs carry (of a product, all that it needs), and at
    least those of the stated figure; two for a rate."""
    stated = stated_of(reading, figure)
    if reading.relation in RATES:
        return max(decimals_of(stated), _LEAST_PLACES if stated.unit in ("%", "百分点") else 1)
    if reading.relation == "count":
        return 0
    finest = min((_exponent(figure(t.figure)) for t in reading.terms), default=0)
    places = max(decimals_of(stated), -(finest - power_of(stated)), 0)
    value = exactly(reading, figure) if reading.relation == "product" else None
    if value is not None:
        scaled = in_unit(value, stated)
        while places > decimals_of(stated) and (scaled * Fraction(10) ** (places - 1)).denominator == 1:
            places -= 1
    return places


def _exponent(figure: Figure) -> int:
    return power_of(figure) - decimals_of(figure)


def computed_value(reading: Reading, figure: Lookup) -> Fraction | None:
    """What the printed values give exactly, without rounding intervals; None where that is undefined."""
    return exactly(reading, figure)


def formula(reading: Reading, figure: Lookup, result: str) -> str:  # noqa: PLR0911 -- one line a relation
    """The relation with the printed figures, and the `result` that they give, as an auditor would write it on paper.
    Where the unit stands in a heading, the result is written without it too."""
    terms = reading.terms
    names = [_name(t, figure) for t in terms]
    operands = [_operand(t, figure) for t in terms]
    stated = stated_of(reading, figure)
    says = f"报告为{stated.text}"
    hundred = "" if stated.unit == "倍" else "×100%"
    if bare(stated) and reading.relation not in RATES:
        result = result.removesuffix(_unit_word(stated))
    match reading.relation:
        case "sum":
            if reading.constant is not None:
                return f"{plain(reading.constant)}{stated.unit}{_signed(terms[:-1], figure)}={result}，{says}"
            return f"{_joined(terms[:-1], figure)}={result}，{says}" if len(terms) > 2 else f"分项为{names[0]}，{says}"
        case "ratio":
            sides = ([t for t in terms if t.role == role] for role in ("part", "whole"))
            above, below = (f"({_joined(s, figure)})" if len(s) > 1 else _joined(s, figure) for s in sides)
            return f"{above}÷{below}{hundred}={result}，{says}"
        case "growth":
            rise = f"{names[1]}-{operands[0]}" if terms[-1].factor < 0 else f"{names[0]}-{operands[1]}"
            return f"({rise})÷{operands[1]}{hundred}={result}，{says}"
        case "growth_by":
            base = f"({names[1]}{'+' if terms[0].factor < 0 else '-'}{operands[0]})"
            return f"{figure(terms[0].figure).text}÷{base}{hundred}={result}，{says}"
        case "growth_from":
            return f"{figure(terms[0].figure).text}÷{operands[1]}{hundred}={result}，{says}"
        case "product":
            return f"{'×'.join(operands[:-1])}={result}，{says}"
        case "equal":
            return f"各处分别为{'、'.join(names)}"
        case "order":
            smaller = _joined([t for t in terms if t.role == "smaller"], figure)
            return f"{smaller}应不大于{_joined([t for t in terms if t.role == 'larger'], figure)}"
        case "count":
            return f"所列为{result}，{says}"
        case "whole_number":
            return f"{names[1]}样本能得出的最接近的比例是{result}，{says}"


def _name(term: Term, figure: Lookup) -> str:
    """A figure that stands alone or first."""
    text = figure(term.figure).text
    return f"(-{_operand(term, figure)})" if term.factor < 0 else text


def _joined(terms: Sequence[Term], figure: Lookup) -> str:
    """The figures with their signs; of very many the first and the last, and how many there are."""
    if len(terms) > _MOST_WRITTEN:
        first, last = _signed(terms[:_SHOWN], figure), _signed(terms[-_SHOWN:], figure)
        return f"{first.removeprefix('+')}+…{last}（共{len(terms)}项）"
    return _signed(terms, figure).removeprefix("+")


def _signed(terms: Sequence[Term], figure: Lookup) -> str:
    return "".join(f"{'-' if term.factor < 0 else '+'}{_operand(term, figure)}" for term in terms)


def _operand(term: Term, figure: Lookup) -> str:
    """A figure behind an operator: one with a sign of its own in brackets."""
    text = figure(term.figure).text
    return f"({text})" if text.startswith(SIGNS) else text
