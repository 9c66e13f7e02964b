"""Arithmetic written out: the printed figures of a reading, what they give, and what the report states."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from audit.finding import Amount
from audit.relations import Lookup, exactly
from audit.slips import printed_number
from extract.claims.claim import RATES, Reading, Term
from extract.figure import Figure
from extract.fraction import Fraction
from extract.units import measure

_LEAST_PLACES = 2


def rounded(value: Fraction, places: int) -> Decimal:
    """An exact fraction as a decimal with so many places, halves away from zero as the trade rounds."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def power_of(figure: Figure) -> int:
    """The power of ten between the figure's written unit and the base unit."""
    found = measure(figure.written) if figure.written else None
    return found[1] if found else 0


def decimals_of(figure: Figure) -> int:
    """How many decimals the figure is printed with, in its written unit."""
    return (
        max(0, -int(figure.step.as_tuple().exponent) + power_of(figure)) if figure.step else _printed_decimals(figure)
    )


def _printed_decimals(figure: Figure) -> int:
    number = printed_number(figure)
    return len(number.split(".")[-1].strip()) if "." in number else 0


def written(value: Fraction | Decimal, like: Figure, places: int | None = None) -> str:
    """A value of the base unit as the report would print it beside `like`: its unit, separators, decimals."""
    return number_written(value, like, places) + (like.written or ("分" if like.unit == "分" else ""))


def number_written(value: Fraction | Decimal, like: Figure, places: int | None = None) -> str:
    """The same without its unit."""
    scaled = Fraction(value) / Fraction(10) ** power_of(like)
    wanted = decimals_of(like) if places is None else places
    number = rounded(scaled, wanted)
    grouped = "," in printed_number(like) or "，" in printed_number(like)
    return f"{number:,f}" if grouped else f"{number:f}"


def amount(value: Fraction | Decimal, like: Figure, places: int | None = None) -> Amount:
    """The same as an `Amount` of the base unit."""
    scaled = Fraction(value) / Fraction(10) ** power_of(like)
    wanted = decimals_of(like) if places is None else places
    exact = rounded(scaled, wanted).scaleb(power_of(like))
    return Amount(written(value, like, wanted), exact.normalize(), like.unit)


def places_for(reading: Reading, figure: Lookup) -> int:
    """Decimals to print a computed value with: all that the inputs carry, and at least those of the stated
    figure; two for a rate."""
    stated = figure(reading.terms[-1].figure)
    if reading.relation in RATES:
        return max(decimals_of(stated), _LEAST_PLACES if stated.unit in ("%", "百分点") else 1)
    if reading.relation == "count":
        return 0
    finest = min((_exponent(figure(t.figure)) for t in reading.terms), default=0)
    return max(decimals_of(stated), -(finest - power_of(stated)), 0)


def _exponent(figure: Figure) -> int:
    return power_of(figure) - decimals_of(figure)


def computed_value(reading: Reading, figure: Lookup) -> Fraction | None:
    """What the printed values give exactly, without rounding intervals; None where that is undefined."""
    return exactly(reading, figure)


def formula(reading: Reading, figure: Lookup, result: str) -> str:  # noqa: PLR0911 -- one line a relation
    """The relation with the printed figures, and the `result` that they give, as an auditor would write it on paper."""
    terms = reading.terms
    names = [_name(t, figure) for t in terms]
    stated = figure(terms[-1].figure)
    match reading.relation:
        case "sum":
            return f"{_joined(terms[:-1], figure)}={result}，报告数{stated.text}"
        case "ratio":
            parts = _joined([t for t in terms if t.role == "part"], figure)
            wholes = [t for t in terms if t.role == "whole"]
            whole = _joined(wholes, figure)
            whole = f"({whole})" if len(wholes) > 1 else whole
            hundred = "" if stated.unit == "倍" else "×100%"
            return f"{parts}÷{whole}{hundred}={result}，报告数{stated.text}"
        case "growth":
            return f"({names[0]}-{names[1]})÷{names[1]}×100%={result}，报告数{stated.text}"
        case "growth_by":
            base = f"({names[1]}{'+' if terms[0].factor < 0 else '-'}{figure(terms[0].figure).text})"
            return f"{figure(terms[0].figure).text}÷{base}×100%={result}，报告数{stated.text}"
        case "growth_from":
            return f"{figure(terms[0].figure).text}÷{names[1]}×100%={result}，报告数{stated.text}"
        case "product":
            return f"{'×'.join(names[:-1])}={result}，报告数{stated.text}"
        case "equal":
            return "；".join(names)
        case "order":
            smaller = _joined([t for t in terms if t.role == "smaller"], figure)
            return f"{smaller}应不大于{_joined([t for t in terms if t.role == 'larger'], figure)}"
        case "count":
            return f"列出{result}，报告数{stated.text}"
        case "whole_number":
            return f"{names[-1]}中的任何整数都得不出{names[0]}"


def _name(term: Term, figure: Lookup) -> str:
    text = figure(term.figure).text
    return f"(-{text})" if term.factor < 0 else text


def _joined(terms: Sequence[Term], figure: Lookup) -> str:
    text = ""
    for term in terms:
        sign = "-" if term.factor < 0 else "+"
        text += (sign if text or sign == "-" else "") + figure(term.figure).text
    return text
