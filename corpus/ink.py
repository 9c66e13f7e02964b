"""Figures as they are printed, and the relations that a report asserts between them.

A wording is an ordinary f-string: a `Fig` put into it leaves a marker that is filled in when the report is complete,
so that a slip of the pen can still change it. Every digit of running text is a `Fig` or a decoy (a year, a document
number, a name), which makes the list of figures a full one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import msgspec

SCALES = {
    "元": 1, "千元": 10**3, "万元": 10**4, "亿元": 10**8, "万": 10**4, "万人": 10**4, "万人次": 10**4, "万亩": 10**4,
    "万户": 10**4, "亿立方米": 10**8, "万株": 10**4,
}  # fmt: skip
MEASURED = frozenset({"元", "千元", "万元", "亿元", "%", "百分点", "倍", "分", "公里", "亩", "万亩", "公斤", "吨"})
_OPEN, _SHUT = "\ue000", "\ue001"
_DECOY_OPEN, _DECOY_SHUT = "\ue002", "\ue003"
_MARK = re.compile(f"{_OPEN}(\\d+){_SHUT}")
_DECOY = re.compile(f"{_DECOY_OPEN}([^{_DECOY_SHUT}]*){_DECOY_SHUT}")
_WIDE = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


class Style(msgspec.Struct, frozen=True):
    """A report's habits: unit and decimals of amounts, separators, signs. `small`: the unit of amounts below a tenth of
    `money`, where that is another one; `point`: the decimal point with the blanks that a system puts beside it."""

    money: str = "万元"
    places: int = 2
    table_money: str = "万元"
    table_places: int = 2
    separator: str = ""
    gap: str = ""
    percent: str = "%"
    percent_places: int = 2
    trimmed: bool = False
    wide: bool = False
    numerals: bool = False
    point: str = "."
    small: str = ""


class Fig(msgspec.Struct):
    """A printed figure. `plain`: its digits in ASCII; `right`: what they ought to be; `shown`: the unit printed
    behind it, empty in cells; `last`: the digits of last year's figure; `key`: the fact it states, where repeated."""

    uid: int
    plain: str
    right: str
    unit: str
    shown: str
    style: Style
    last: str = ""
    key: str = ""
    cell: bool = False

    def __str__(self) -> str:
        return f"{_OPEN}{self.uid}{_SHUT}"

    def __format__(self, spec: str) -> str:
        return str(self)

    @property
    def printed(self) -> str:
        """Number and unit as they stand in the report; plain words where the figure holds words."""
        if not self.unit:
            return self.plain
        if self.style.numerals and self.shown == "%":
            return "百分之" + numerals(self.plain)
        return _number(self.plain, self.style) + (self.style.gap if self.shown not in ("", "%") else "") + _unit(self)

    @property
    def value(self) -> Decimal:
        """In the base unit: 元, %, 分, or the counting word with 万 and 亿 multiplied out."""
        return Decimal(self.plain) * SCALES.get(self.unit, 1)

    @property
    def base_unit(self) -> str:
        """The unit that `value` is in."""
        if self.unit in ("元", "千元", "万元", "亿元"):
            return "元"
        return self.unit.removeprefix("万").removeprefix("亿") or self.unit

    def range(self) -> tuple[Fraction, Fraction]:
        """The values that rounding to the printed place may hide; whole counts stand for themselves."""
        value = Fraction(self.value)
        if self.unit not in MEASURED and self.unit not in SCALES and "." not in self.plain:
            return value, value
        places = len(self.plain.partition(".")[2])
        if self.unit == "分":
            places = max(places, 2)  # points are worked out to 0.01 and lose their trailing noughts
        half = Fraction(SCALES.get(self.unit, 1), 2 * 10**places)
        return value - half, value + half


_NUMERALS, _PLACES = "零一二三四五六七八九", ("", "十", "百", "千")


def numerals(plain: str) -> str:
    """A number below 10,000 in Chinese numerals: 一百零三, 十二, 九十八点六."""
    whole, _, rest = plain.partition(".")
    text = ""
    for place, digit in zip(reversed(range(len(whole))), whole, strict=True):
        text += _NUMERALS[int(digit)] + (_PLACES[place] if digit != "0" else "")
    text = re.sub("零+", "零", text)
    text = text.rstrip("零") or "零"
    text = "十" + text[2:] if text.startswith("一十") else text
    return text + ("点" + "".join(_NUMERALS[int(digit)] for digit in rest) if rest else "")


def _number(plain: str, style: Style) -> str:
    if style.numerals:
        return numerals(plain)
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    whole, point, rest = digits.partition(".")
    if style.separator and len(whole) > 3:
        groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)]
        whole = style.separator.join(reversed(groups))
    text = sign + whole + (style.point if point else "") + rest
    return text.translate(_WIDE) if style.wide else text


def _unit(fig: Fig) -> str:
    return fig.style.percent if fig.shown == "%" else fig.shown


class Relation(msgspec.Struct, frozen=True):
    """Something the report asserts of its figures.

    `kind` and figures: sum (total, *parts); ratio (percent, part, whole); growth and signed_growth (percent, new, old); growth_by
    (percent, change, new) with `sign` +1 or -1; delta (change, new, old); balance (closing, *others) with `signs`;
    product (total, *factors); fold (times more, new, old);
    portion (points, weight, percent); same (two figures); count (announced) against `listed`; at_most (small, large).
    """

    family: str
    kind: str
    figures: tuple[int, ...]
    signs: tuple[int, ...] = ()
    listed: int = 0


Range = tuple[Fraction, Fraction]


def _meet(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _add(ranges: list[Range], signs: tuple[int, ...] = ()) -> Range:
    low = high = Fraction(0)
    for number, (lower, upper) in enumerate(ranges):
        sign = signs[number] if signs else 1
        low += lower if sign > 0 else -upper
        high += upper if sign > 0 else -lower
    return low, high


def _quotient(top: Range, bottom: Range) -> Range | None:
    if bottom[0] <= 0 <= bottom[1]:
        return None
    ends = [a / b * 100 for a in top for b in bottom]
    return min(ends), max(ends)


def _absolute(value: Range) -> Range:
    low, high = value
    return (low, high) if low >= 0 else (-high, -low) if high <= 0 else (Fraction(0), max(-low, high))


def _product(ranges: list[Range]) -> Range:
    low = high = Fraction(1)
    for lower, upper in ranges:
        low, high = low * lower, high * upper
    return low, high


def _growth(new: Range, old: Range) -> Range | None:
    return _quotient(_absolute(_add([new, old], (1, -1))), old)


def _fold(new: Range, old: Range) -> Range | None:
    hundredfold = _growth(new, old)
    return hundredfold and (hundredfold[0] / 100, hundredfold[1] / 100)


def implied(relation: Relation, figs: dict[int, Fig]) -> Range | None:
    """The range that the other figures leave for the relation's first one; None where nothing follows."""
    first, *rest = (figs[uid].range() for uid in relation.figures)
    signs, listed = relation.signs, Fraction(relation.listed)
    ways: dict[str, Callable[[], Range | None]] = {
        "sum": lambda: _add(rest),
        "balance": lambda: _add(rest, signs),
        "ratio": lambda: _quotient(rest[0], rest[1]),
        "growth": lambda: _growth(rest[0], rest[1]),
        "signed_growth": lambda: _quotient(_add([rest[0], rest[1]], (1, -1)), rest[1]),
        "growth_by": lambda: _quotient(rest[0], _add([rest[1], rest[0]], (1, -signs[0]))),
        "fold": lambda: _fold(rest[0], rest[1]),
        "delta": lambda: _absolute(_add([rest[0], rest[1]], (1, -1))),
        "product": lambda: _product(rest),
        "portion": lambda: _product([*rest, (Fraction(1, 100), Fraction(1, 100))]),
        "same": lambda: rest[0],
        "count": lambda: (listed, listed),
        "at_most": lambda: (min(first[0], rest[0][0]), rest[0][1]),
    }
    return ways[relation.kind]()


def holds(relation: Relation, figs: dict[int, Fig]) -> bool:
    """Whether some values that rounding allows satisfy the relation."""
    follows = implied(relation, figs)
    return follows is None or _meet(figs[relation.figures[0]].range(), follows)


def gap_in_units(relation: Relation, figs: dict[int, Fig]) -> Fraction:
    """How far the relation is from holding, in units of the last printed place of its first figure; 0 if it holds."""
    first = figs[relation.figures[0]]
    follows = implied(relation, figs)
    if follows is None:
        return Fraction(0)
    low, high = first.range()
    gap = max(Fraction(0), follows[0] - high, low - follows[1])
    places = len(first.plain.partition(".")[2])
    return gap * 10**places / SCALES.get(first.unit, 1)


def rounded(value: Fraction | Decimal, places: int, cut: bool = False) -> str:
    """A number to so many places, half up (or cut off)."""
    scaled = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value
    return str(scaled.quantize(Decimal(1).scaleb(-places), ROUND_DOWN if cut else ROUND_HALF_UP))


def decoy(text: str) -> str:
    """Marks digits that are no figure: document numbers, codes, names, telephone numbers."""
    return f"{_DECOY_OPEN}{text}{_DECOY_SHUT}"


def filled(text: str, figs: dict[int, Fig]) -> str:
    """The text as printed."""
    return _DECOY.sub(r"\1", _MARK.sub(lambda mark: figs[int(mark[1])].printed, text))


def marks(text: str) -> list[int]:
    """The figures in a text, in order."""
    return [int(mark[1]) for mark in _MARK.finditer(text)]


def unmarked(text: str) -> str:
    """The text without figures and decoys; a digit left over here was forgotten."""
    return _DECOY.sub("", _MARK.sub("", text))
