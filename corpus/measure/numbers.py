"""Reads the digits of a printed figure, whatever its separators and width."""

from __future__ import annotations

import re
from decimal import Decimal

_NARROW = str.maketrans("０１２３４５６７８９．－，％", "0123456789.-,%")
_DIGITS = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_WORDS = re.compile("[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?")
_ONES = {**{word: value for value, word in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def number(text: str) -> Decimal | None:
    """The first number in a text, without its unit; one in Chinese numerals where there are no digits; None if there
    is none."""
    found = _DIGITS.search(re.sub(r"\s", "", text.translate(_NARROW)))
    if found:
        return Decimal(found[0].replace(",", ""))
    words = _WORDS.search(text.replace("百分之", ""))
    return _in_words(words[0]) if words else None


def _in_words(text: str) -> Decimal:
    whole, _, rest = text.partition("点")
    total, ones = 0, 0
    for word in whole:
        if word in _TENS:
            total, ones = total + (ones or 1) * _TENS[word], 0
        else:
            ones = _ONES[word]
    return Decimal(f"{total + ones}." + "".join(str(_ONES[word]) for word in rest) if rest else total + ones)


def squeezed(text: str) -> str:
    """The text without blanks and with narrow digits, for comparing quotations."""
    return re.sub(r"\s", "", text.translate(_NARROW))
