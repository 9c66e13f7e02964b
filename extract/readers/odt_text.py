"""The text of an OpenDocument paragraph as it is displayed: spans, notes, fields, drawings."""

from __future__ import annotations

import posixpath
import re

import msgspec
from lxml import etree

from extract.readers.characters import subscript, superscript, whole
from extract.readers.mathml import MATH, formula
from extract.readers.odt_styles import DRAW, OFFICE, TEXT, Look, Styles, names
from extract.readers.package import Package
from extract.readers.symbols import in_font, is_symbol_font

_WHITE = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 1_000
_UNBROKEN = "\u2011"
_TARGET = "{http://www.w3.org/1999/xlink}href"
_MATHML = MATH[1:-1].encode()
_BEGINNING = 4_096
_SPAN = TEXT + "span"
_NOTE, _COMMENT = TEXT + "note", OFFICE + "annotation"
_HIDDEN_TEXT, _HIDDEN_PARAGRAPH = TEXT + "hidden-text", TEXT + "hidden-paragraph"
_SIGNS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
SHAPES = names(
    (
        "frame", "custom-shape", "rect", "ellipse", "circle", "line", "connector", "polyline", "polygon", "path",
        "caption", "g", "regular-polygon", "measure", "page-thumbnail", "control", "a",
    ),
    DRAW,
)  # fmt: skip
"""Elements that hold drawings, text boxes, pictures."""
_UNSEEN = names(("number", "ruby-text", "note-citation", "change", "script", "tracked-changes"), TEXT) | {
    OFFICE + "annotation-end",
    OFFICE + "event-listeners",
}
"""Elements in paragraphs whose text is none of the paragraph's."""
_EMBEDDED = {
    DRAW + "image": "图片",
    DRAW + "object": "嵌入对象",
    DRAW + "object-ole": "嵌入对象",
    DRAW + "plugin": "嵌入对象",
    DRAW + "floating-frame": "嵌入网页",
}
_HELD = names(("p", "h", "list"), TEXT)


class Ink(msgspec.Struct):
    """What was read from one paragraph: visible and hidden text, what hangs on it (the elements that hold text boxes), its
    notes as (kind, element), and embedded things that have no text of their own."""

    text: list[str] = []
    hidden: list[str] = []
    boxes: list[etree._Element] = []
    notes: list[tuple[str, etree._Element]] = []
    embedded: list[str] = []


class Scribe:
    """Reads the paragraphs of one document."""

    def __init__(self, styles: Styles, package: Package) -> None:
        self._styles = styles
        self._package = package
        self.unknown_symbols = 0

    def paragraph(self, element: etree._Element, look: Look) -> Ink:
        """The ink of a text:p or text:h whose style looks like that."""
        ink = Ink()
        self._inline(element, ink, look)
        return ink

    def _inline(self, parent: etree._Element, ink: Ink, look: Look) -> None:
        self._put(parent.text, ink, look)
        for child in parent:
            self._child(child, ink, look)
            self._put(child.tail, ink, look)

    def _child(self, child: etree._Element, ink: Ink, look: Look) -> None:
        tag = child.tag
        if tag == _SPAN:
            own = self._styles.look("text", child.get(TEXT + "style-name"))
            within = Look(look.hidden or own.hidden, own.script or look.script, own.font or look.font)
            self._inline(child, ink, within)
        elif tag == TEXT + "s":
            self._write(" " * min(max(whole(child.get(TEXT + "c"), 1), 1), _MOST_BLANKS), ink, look)
        elif tag in _SIGNS:
            self._write(_SIGNS[tag], ink, look)
        elif tag == _NOTE:
            kind = "endnote" if child.get(TEXT + "note-class") == "endnote" else "footnote"
            body = child.find(TEXT + "note-body")
            if body is not None:
                ink.notes.append((kind, body))
        elif tag == _COMMENT:
            ink.notes.append(("comment", child))
        elif tag in (_HIDDEN_TEXT, _HIDDEN_PARAGRAPH):
            hidden = child.get(TEXT + "is-hidden", "true") == "true"
            self._inline(child, ink, Look(look.hidden or hidden, look.script, look.font))
        elif tag in SHAPES:
            shown = self._formula(child)
            if shown:
                self._write(shown, ink, look)
            else:
                hang(child, ink)
        elif tag not in _UNSEEN:
            # Fields, links, marks, content controls: what they show is the text in them.
            self._inline(child, ink, look)

    def _formula(self, shape: etree._Element) -> str:
        """What a frame shows that holds a formula: a part of its own, in MathML; "" where it holds none."""
        held = shape.find(DRAW + "object")
        if held is None:
            return ""
        root = held.find(MATH + "math")
        name = posixpath.normpath(held.get(_TARGET) or "") + "/content.xml"
        if root is None and self._package.has(name) and _MATHML in self._package.part(name)[:_BEGINNING]:
            root = self._package.xml(name)
        return formula(root) if root is not None and root.tag == MATH + "math" else ""

    def _put(self, text: str | None, ink: Ink, look: Look) -> None:
        """Text as it stands in the markup, where white space is one blank, and none at the beginning or after one."""
        if not text:
            return
        if not text.isprintable() or "  " in text:
            text = _WHITE.sub(" ", text)
        text = text.replace(_UNBROKEN, "-")
        before = ink.text[-1][-1:] if ink.text else ""
        if text[0] == " " and before in ("", " ", "\n", "\t"):
            text = text[1:]
        self._write(text, ink, look)

    def _write(self, text: str, ink: Ink, look: Look) -> None:
        if not text:
            return
        if look.font and is_symbol_font(look.font):
            text, unknown = in_font(look.font, text)
            self.unknown_symbols += unknown
        if look.script:
            text = superscript(text) if look.script > 0 else subscript(text, "".join(ink.text[-1:]))
        (ink.hidden if look.hidden else ink.text).append(text)


def hang(drawn: etree._Element, ink: Ink) -> None:
    """Note the text boxes and the pictures and objects in a drawing."""
    pending = [drawn]
    kinds: set[str] = set()
    while pending:
        element = pending.pop()
        if element.tag in _EMBEDDED:
            kinds.add(_EMBEDDED[element.tag])
        elif any(each.tag in _HELD for each in element):
            ink.boxes.append(element)
        else:
            pending.extend(reversed(element))
    if "嵌入对象" in kinds:
        kinds.discard("图片")  # the picture is only the object's face
    ink.embedded.extend(sorted(kinds))
