"""Decimals as text. The product has the same; what writes the reports shares no module with what reads them."""

from __future__ import annotations

from decimal import Decimal


def plain(value: Decimal) -> str:
    """A decimal without exponent and trailing zeros: 1E+2 is 100, 8.50 is 8.5, -0 is 0."""
    return f"{(value + 0).normalize():f}"
