"""Formulas in MathML on one line: fractions as a/b, powers as a^b, so that digits never run together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from extract.readers.characters import superscript

MATH = "{http://www.w3.org/1998/Math/MathML}"
_TOKENS = frozenset(MATH + name for name in ("mi", "mn", "mo", "mtext", "ms"))
_UNSEEN = frozenset(MATH + name for name in ("annotation", "annotation-xml", "mphantom", "maligngroup", "mspace"))


def formula(element: etree._Element) -> str:
    """What a formula shows, as a line of text."""
    if element.tag in _TOKENS:
        return (element.text or "").strip()
    shape = _SHAPES.get(element.tag)
    parts = [each for each in element if each.tag not in _UNSEEN]
    return shape(parts) if shape is not None else _row(parts)


def _row(parts: Sequence[etree._Element]) -> str:
    """The parts in turn; two numbers never make one together (2 and 1/3 are not 21/3)."""
    shown = ""
    for part in map(formula, parts):
        shown += " " + part if shown[-1:].isdigit() and part[:1].isdigit() else part
    return shown


def _bracketed(part: etree._Element) -> str:
    text = formula(part)
    plain = all(c.isalnum() or c in ".%,，_" for c in text)
    return text if plain else f"({text})"


def _joined(*signs: str) -> Callable[[Sequence[etree._Element]], str]:
    """The first part as it is, each other one in brackets after its sign."""

    def shape(parts: Sequence[etree._Element]) -> str:
        if len(parts) != len(signs) + 1:
            return _row(parts)
        return formula(parts[0]) + "".join(sign + _bracketed(part) for sign, part in zip(signs, parts[1:], strict=True))

    return shape


def _fraction(parts: Sequence[etree._Element]) -> str:
    return "/".join(map(_bracketed, parts))


def _root(parts: Sequence[etree._Element]) -> str:
    return "√" + (_bracketed(parts[0]) if len(parts) == 1 else f"({_row(parts)})")


def _rows(parts: Sequence[etree._Element]) -> str:
    return "\n".join(map(formula, parts))


def _cells(parts: Sequence[etree._Element]) -> str:
    return " ".join(map(formula, parts))


_SHAPES: dict[str, Callable[[Sequence[etree._Element]], str]] = {
    MATH + "mfrac": _fraction,
    MATH + "msup": _joined("^"),
    MATH + "mover": _joined("^"),
    MATH + "msub": _joined("_"),
    MATH + "munder": _joined("_"),
    MATH + "msubsup": _joined("_", "^"),
    MATH + "munderover": _joined("_", "^"),
    MATH + "msqrt": _root,
    MATH + "mroot": lambda parts: superscript(_row(parts[1:])) + "√" + _bracketed(parts[0]) if parts else "",
    MATH + "mtable": _rows,
    MATH + "mtr": _cells,
}
