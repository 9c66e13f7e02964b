"""Decimals as text."""

from __future__ import annotations

from decimal import Decimal


def plain(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros: 285448500, 0.85, -3."""
    text = str(value)
    if "E" in text:
        text = f"{value:f}"  # takes four times as long
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
