"""Reads the digits of a printed figure, whatever its separators and width."""

from __future__ import annotations

import re
from decimal import Decimal

_NARROW = str.maketrans("０１２３４５６７８９．－，％", "0123456789.-,%")
_DIGITS = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def number(text: str) -> Decimal | None:
    """The first number in a text, without its unit; None if there is none."""
    found = _DIGITS.search(re.sub(r"\s", "", text.translate(_NARROW)))
    return Decimal(found[0].replace(",", "")) if found else None


def squeezed(text: str) -> str:
    """The text without blanks and with narrow digits, for comparing quotations."""
    return re.sub(r"\s", "", text.translate(_NARROW))
