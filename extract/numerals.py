"""Chinese numerals to exact decimals: 三百二十, 一点五, 两万五千, 壹仟贰佰万, 百分之九十五 is read by the caller."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"两": 2, "贰": 2, "俩": 2, "○": 0}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

NUMERAL = r"[零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]"


def read(text: str) -> Decimal | None:
    """The number that a Chinese numeral writes, None if it is none (八八 as a year, 十十, 点五).

    `一万二` is 12,000 as spoken; a row of digits without places (二〇二一) is read digit by digit.
    """
    whole, point, fraction = text.partition("点")
    if point:
        if not whole or not fraction or any(c not in _DIGITS for c in fraction):
            return None
        head = read(whole)
        tail = "".join(str(_DIGITS[c]) for c in fraction)
        return None if head is None else head + Decimal(f"0.{tail}")
    if not whole:
        return None
    if all(c in _DIGITS for c in whole):
        return Decimal("".join(str(_DIGITS[c]) for c in whole))
    return _places(whole)


def _places(text: str) -> Decimal | None:
    """Numerals with 十百千 and 万亿, each section smaller than the last."""
    total = section = digit = 0
    pending = False
    last_place = 0
    for char in text:
        if char in _DIGITS:
            if pending and digit:
                return None
            digit, pending = _DIGITS[char], True
        elif char in _TENS:
            place = _TENS[char]
            if last_place and place >= last_place:
                return None
            section += (digit if pending else 1) * place
            digit, pending, last_place = 0, False, place
        elif char in _MYRIADS:
            if not (section or digit):
                return None
            total = (total + section + digit) * _MYRIADS[char] if char == "亿" else total + (section + digit) * 10**4
            section = digit = last_place = 0
            pending = False
        else:
            return None
    spoken = digit
    if pending and len(text) > 1 and text[-2] in _TENS | _MYRIADS and text[-2] not in "十拾":
        spoken = digit * (_TENS | _MYRIADS)[text[-2]] // 10
    return Decimal(total + section + spoken)
