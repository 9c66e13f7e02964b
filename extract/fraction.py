"""Exact fractions: quicktions, the compiled twin of the standard library's `fractions`, some eight times as fast."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction
else:
    from quicktions import Fraction

__all__ = ["Fraction"]
