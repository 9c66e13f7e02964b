"""Slips of the pen: what a printed figure may have been meant to be, one slip away, and how likely each slip is.

Kinds and order of likelihood after Scholtus, CBS discussion paper 09046 (2009): of 152 typing errors found in
balance edits, 112 were a digit replaced, 15 a digit omitted, 14 digits interchanged, 11 a digit added. Slips of
scale and sign follow Scholtus 08015 (2008); their cost is our own, above all digit errors.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import ceil, floor
from operator import itemgetter

import msgspec

from audit.finding import Slip
from extract.figure import Figure
from extract.fraction import Fraction
from extract.units import measure

COST: dict[Slip, int] = {
    "digit": 10,
    "omitted": 22,
    "swapped": 23,
    "added": 25,
    "point": 30,
    "scale": 32,
    "sign": 35,
    "part_left_out": 40,
    "level": 40,
    "base": 42,
    "stale": 45,
    "row": 45,
}
_FREE = 60
SIGNS = ("-", "−", "－")
_NUMBER = re.compile(r"[-−－]?[\d０-９][\d０-９,，.．\s]*")
_POWERS = {"元": (1, -1, 2, -2, 3, -3), "%": (1, -1, 2, -2)}
_SCALES = (4, -4)
_FINER = 8
"""Places by which a slip can print a figure finer than it is: the point three places, the scale four."""
_Draft = tuple[Slip, int, int, int]


class Variant(msgspec.Struct, frozen=True):
    """A figure as it may have been meant: its number as it would be printed, value and step; `free` where no slip leads
    there, but the report's other figures ask for it."""

    slip: Slip
    number: str
    value: Decimal
    step: Decimal
    free: bool = False

    @property
    def cost(self) -> int:
        return _FREE if self.free else COST[self.slip]


def printed_number(figure: Figure) -> str:
    """The number part of a figure's text, without its unit."""
    found = _NUMBER.search(figure.text)
    return found.group().strip() if found else figure.text


def _digits(figure: Figure) -> tuple[str, int, int] | None:
    """(digits without point, decimals printed, power of ten of the unit); None for Chinese numerals."""
    number = printed_number(figure)
    plain = "".join(number.translate(_ASCII).split()).replace(",", "").lstrip("-")
    whole, _, fraction = plain.partition(".")
    if not (whole + fraction).isdigit():
        return None
    value = Decimal(plain)
    if value == 0:
        return None
    power = (abs(figure.value) / value).adjusted() if figure.value else 0
    return whole + fraction, len(fraction), power


class Variants(msgspec.Struct, frozen=True):
    """All variants of a figure, the likeliest slip first, each value once, as (slip, digits, decimals, shift of the
    unit's power); what is asked for is written out. The ends of their intervals are whole numbers of 10^`exponent`,
    halved, so that which of them can take a value in a given range is a comparison of integers. `significant` is how many
    digits the figure is printed with, leading zeros not counted."""

    figure: Figure
    power: int
    drafts: tuple[_Draft, ...]
    lows: tuple[int, ...]
    highs: tuple[int, ...]
    exponent: int
    kinds: Mapping[Slip, int]
    significant: int

    def within(self, low: Fraction, high: Fraction) -> Iterator[Variant]:
        """The variants whose interval meets the closed range [low, high]."""
        unit = Fraction(1, 2) * Fraction(Decimal(1).scaleb(self.exponent))
        least, most = ceil(low / unit), floor(high / unit)
        for draft, bottom, top in zip(self.drafts, self.lows, self.highs, strict=True):
            if bottom <= most and top >= least:
                yield _written_out(self.figure, self.power, draft)


_ASCII = str.maketrans("０１２３４５６７８９．，－−", "0123456789.,--")


def variants(figure: Figure) -> Variants:
    """Every figure one slip away from this one; none of a Chinese numeral."""
    parsed = _digits(figure)
    if parsed is None:
        return Variants(figure, 0, (), (), (), 0, {}, 1)
    digits, decimals, power = parsed
    money = figure.text.rstrip().endswith("元")
    exponent = power - decimals - _FINER
    twice = -2 if figure.value < 0 else 2
    tens = [10**place for place in range(len(digits) + 2 * _FINER)]
    seen = {2 * int(figure.value.scaleb(-exponent))}
    drafts: list[_Draft] = []
    lows: list[int] = []
    highs: list[int] = []
    for slip, numbers, count, places, shift in _candidates(int(digits), len(digits), decimals, figure.unit):
        if slip == "scale" and not (money and power + shift in _MONEY):
            # a cell has its column's unit: no one writes another one there; nor is there one below 元
            continue
        least = tens[count - 1] if count - places > 1 else 0
        step = tens[power + shift - places - exponent]
        unit, half = twice * step, step if figure.step else 0
        for number in numbers:
            value = number * unit
            # No one prints 012.3; a point too far left has also cost the last digit: the value is known less closely.
            if number >= least and (value not in seen or slip == "point"):
                seen.add(value)
                drafts.append((slip, number, places, shift))
                lows.append(value - half)
                highs.append(value + half)
    if figure.value and figure.unit in ("元", "%") and (figure.value < 0 or figure.place.row is not None):
        # prose prints no sign that could be wrong: there the words say which way
        value, half = -2 * int(figure.value.scaleb(-exponent)), int(figure.step.scaleb(-exponent))
        drafts.append(("sign", int(digits), decimals, 0))
        lows.append(value - half)
        highs.append(value + half)
    kinds = Counter(map(itemgetter(0), drafts))
    significant = len(digits.lstrip("0"))
    return Variants(figure, power, tuple(drafts), tuple(lows), tuple(highs), exponent, kinds, significant)


def _written_out(figure: Figure, power: int, draft: _Draft) -> Variant:
    """A draft as it would be printed."""
    slip, digits, places, shift = draft
    if slip == "sign":
        plain = printed_number(figure)
        turned = plain[len(_sign(plain)) :] if figure.value < 0 else "-" + plain
        return Variant(slip, turned, -figure.value, figure.step)
    value = Decimal(digits).scaleb(power + shift - places)
    step = Decimal(0) if figure.step == 0 else Decimal(1).scaleb(power + shift - places)
    number = _grouped(str(digits).zfill(places + 1), places, figure)
    if shift:
        number += _unit(figure, shift)
    return Variant(slip, number, -value if figure.value < 0 else value, step)


def _candidates(
    number: int, count: int, decimals: int, unit: str
) -> Iterator[tuple[Slip, Sequence[int], int, int, int]]:
    """(slip, numbers, their digits and decimals, shift of the unit's power) one slip away from `number` of `count`
    digits, from the first digit on."""
    for place in range(count - 1, -1, -1):
        ten = 10**place
        digit = number // ten % 10
        yield "digit", [number + (other - digit) * ten for other in range(10) if other != digit], count, decimals, 0
    for place in range(count, -1, -1):
        ten = 10**place
        head, tail = divmod(number, ten)
        yield "omitted", [(10 * head + extra) * ten + tail for extra in range(10)], count + 1, decimals, 0
    for place in range(count - 2, -1, -1):
        left, right = number // 10 ** (place + 1) % 10, number // 10**place % 10
        if left != right:
            yield "swapped", [number + 9 * (right - left) * 10**place], count, decimals, 0
    for place in range(count - 1, -1, -1) if count > 1 else ():
        rest = number // 10 ** (place + 1) * 10**place + number % 10**place
        if not rest:
            continue  # no one adds a digit to a nought
        yield "added", [rest], count - 1, decimals, 0
        if place < decimals:
            # 12.345 for 12.34: the digit stood behind the point
            yield "added", [rest], count - 1, decimals - 1, 0
    for move in _POWERS.get(unit, ()):
        if 0 <= decimals + move <= count + 2:
            # 0.975 for 97.5: the nought before the point goes with it
            yield "point", [number], max(len(str(number)), decimals + move + 1), decimals + move, 0
    if unit == "元":
        for power in _SCALES:
            yield "scale", [number], count, decimals, power


def _grouped(text: str, places: int, figure: Figure) -> str:
    """The number as the report would print it: with separators and the sign where it used them."""
    whole, fraction = (text[:-places], text[-places:]) if places else (text, "")
    printed = printed_number(figure)
    if any(c in printed for c in ",，"):
        whole = f"{int(whole):,}"
    return _sign(printed) + (f"{whole}.{fraction}" if fraction else whole)


def _sign(number: str) -> str:
    return number[:1] if number[:1] in SIGNS else ""


_MONEY = {0: "元", 3: "千元", 4: "万元", 7: "千万元", 8: "亿元", 12: "万亿元"}


def _unit(figure: Figure, shift: int) -> str:
    """The unit that a figure was meant in, if its scale slipped."""
    known = measure(figure.written)
    return _MONEY[(known[1] if known else 0) + shift]


def values_like(value: Decimal | Fraction, step: Decimal) -> int:
    """How many values are printed with as many digits as this one."""
    units = abs(Fraction(value)) / (Fraction(step) or Fraction(1))
    return int(Decimal(9).scaleb(len(str(int(units))) - 1))
