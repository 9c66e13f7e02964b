"""Exact fractions: quicktions, the compiled twin of the standard library's `fractions`, some eight times as fast.

Never make one of a text. `Fraction("1")`, or any text of one character, writes that character into the one object that
Python keeps for the byte 0 (quicktions 1.18 to 1.24), and all that reads bytes goes wrong from then on. Go by `Decimal`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction
else:
    from quicktions import Fraction

__all__ = ["Fraction"]
