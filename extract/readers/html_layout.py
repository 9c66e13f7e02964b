"""What the markup of a web page is for: tables that only lay it out, line breaks that part paragraphs."""

from __future__ import annotations

import re

from lxml import etree

from extract.readers.characters import apart, clean, ground
from extract.readers.symbols import is_symbol_font

HEADINGS = {f"h{n}": n for n in range(1, 7)}
_PARTED = re.compile(r"\n(?:[\u3000\xa0\u2002\u2003]{2}|\s*\n)")
"""A line break after which a paragraph begins."""
_SCRIPT = re.compile(
    r"vertical-align\s*:\s*(super|sub)\b|mso-text-raise\s*:\s*(-?\d{1,3}(?:\.\d)?)\d*pt", re.IGNORECASE
)
_SYMBOLS = re.compile(
    r"(?:(?<![\w-])|mso-symbol-)font-family\s*:\s*[\"']?(wingdings(?: 2)?|symbol)\s*(?:[\"';,]|$)", re.IGNORECASE
)
_INLINE = frozenset(("font", "span", "b", "i", "u", "strong", "em", "ins", "small", "big", "a", "sup", "sub"))
_FEW_CELLS = 12
_MANY, _SOME = 8, 3
"""Paragraphs in one cell that make it a page, and that do so around a table."""


def words(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def script_of(element: etree._Element) -> int:
    """1 for inline text that its style raises, -1 for what it lowers. Word states the height in points; what raises
    most of its paragraph only levels the line."""
    style = _SCRIPT.search(element.get("style") or "")
    if style is None:
        return 0
    if style[1]:
        return 1 if style[1].lower() == "super" else -1
    level = round(2 * float(style[2]))
    block = next((above for above in element.iterancestors() if above.tag not in _INLINE), element)
    letters = len(words(element))
    return apart(level, ground({level: letters}, len(words(block))))


def symbol_font(element: etree._Element) -> str:
    """The symbol font in which inline text is set, in which check boxes are letters; empty if it is in none."""
    face = element.get("face") or ""
    style = _SYMBOLS.search(element.get("style") or "")
    return style[1] if style else face if is_symbol_font(face) else ""


def lines_of(text: str) -> list[str]:
    """The paragraphs of a text that its author parted by line breaks: each begins with an indent, or after a blank
    line. Other line breaks are part of their paragraph."""
    if "\n" not in text or not _PARTED.search(text):
        return [text]
    return [line for piece in text.split("\n") if (line := clean(piece))]


def holds_rows(element: etree._Element) -> bool:
    """Whether rows of the table around it stand in an element, and not rows of a table inside it."""
    row = next(element.iter("tr"), None)
    while row is not None and row is not element:
        row = row.getparent()
        if row is not None and row.tag == "table":
            return False
    return row is element


def is_frame(table: etree._Element, rows: list[etree._Element]) -> bool:
    """Does a table only lay out the page? It has a few cells without a border, and one of them holds most of the
    text, in paragraphs and tables of its own; or it has one cell with tables or headings in it."""
    cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
    if len(cells) == 1:
        return next(cells[0].iter("table", *HEADINGS), None) is not None or _is_page(cells[0], table)
    if not 0 < len(cells) <= _FEW_CELLS or _is_ruled(table):
        return False
    lengths = [len(words(cell)) for cell in cells]
    largest = max(range(len(cells)), key=lengths.__getitem__)
    return lengths[largest] * 3 >= sum(lengths) * 2 and _is_page(cells[largest], table)


def _is_page(cell: etree._Element, table: etree._Element) -> bool:
    """Whether a cell without a border holds a whole text: many paragraphs, or some with a table between them."""
    if _is_ruled(table):
        return False
    paragraphs = sum(1 for part in cell.iter("p", "div", "br") if part.tag == "br" or len(words(part)) > 1)
    return paragraphs >= (_SOME if next(cell.iter("table"), None) is not None else _MANY)


def _is_ruled(table: etree._Element) -> bool:
    return (table.get("border") or "0") not in ("0", "0px", "none") or "border" in (table.get("style") or "")
