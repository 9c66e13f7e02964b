"""Indicator codes (A, A1, A11 …): read from the names, and resolved by sequence where one is lost or glued."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from extract.cards.cells import fold

_CODE = re.compile(r"\s*(?P<letter>[A-Z])(?P<digits>\d*)(?=[^A-Za-z])")
_DOTTED = re.compile(r"\s*(?P<code>\d{1,2}(?:\.\d{1,2})+)[.、\s]*(?=[^\d.%％])")


class Coded(msgspec.Struct, frozen=True):
    """A name split into its code as printed and the rest; `cut` is where the rest begins."""

    code: str
    cut: int


def printed(text: str) -> Coded:
    """The code that a name begins with, as printed; "" where there is none."""
    folded = fold(text)
    match = _DOTTED.match(folded)
    if match is not None:
        return Coded(match["code"], match.end())
    match = _CODE.match(folded)
    if match is None:
        return Coded("", 0)
    return Coded(match["letter"] + match["digits"], match.end())


def resolve(parent: str, codes: Sequence[str], level: int) -> list[str]:
    """The codes of one parent's children in order, cured by their sequence.

    A code that stops short (C1 between C14 and C16) or runs into a number of the name (C142020 after C13) is
    replaced by what the sequence asks for; any other departure is left as printed. Where fewer than half of
    the children follow a sequence, nothing is cured.
    """
    if level > 1 and not parent:
        return list(codes)
    expected = max(
        (_sequence(parent, len(codes), level, padded) for padded in (False, True)),
        key=lambda wanted: _fitting(wanted, codes),
    )
    fitting = _fitting(expected, codes)
    if fitting == 0 or 2 * fitting < len(codes):
        return list(codes)
    return [_cure(code, wanted, parent) for code, wanted in zip(codes, expected, strict=True)]


def _sequence(parent: str, count: int, level: int, padded: bool) -> list[str]:
    if level == 1:
        return [chr(ord("A") + number) for number in range(count)]
    joint = "." if "." in parent or parent.isdigit() else ""
    return [f"{parent}{joint}{number:02d}" if padded else f"{parent}{joint}{number}" for number in range(1, count + 1)]


def _fitting(wanted: Sequence[str], codes: Sequence[str]) -> int:
    return sum(a == b for a, b in zip(wanted, codes, strict=True))


def _cure(code: str, wanted: str, parent: str) -> str:
    glued = len(code) > len(wanted) and code.startswith(wanted)
    lost = code in ("", parent) or wanted.startswith(code)
    return wanted if glued or lost else code
