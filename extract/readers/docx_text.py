"""The text of a docx paragraph as it is displayed: runs, fields, revisions, formulas, symbols."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import msgspec
from lxml import etree

from extract.readers.characters import apart, ground, subscript, superscript, whole
from extract.readers.docx_styles import Styles, switched_on
from extract.readers.fields import is_uncomputed, shown_by_code
from extract.readers.symbols import in_font, is_symbol_font

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHOICE, FALLBACK = COMPATIBILITY + "Choice", COMPATIBILITY + "Fallback"
ALTERNATE = COMPATIBILITY + "AlternateContent"
VAL = W + "val"
PARAGRAPH, RUN, TEXT = W + "p", W + "r", W + "t"
RUN_PROPERTIES, PARAGRAPH_PROPERTIES = W + "rPr", W + "pPr"
BOX = W + "txbxContent"
STRUCTURED, STRUCTURED_CONTENT = W + "sdt", W + "sdtContent"
_INSERTED = frozenset({W + "ins", W + "moveTo"})
DELETED = frozenset({W + "del", W + "moveFrom"})
_SIMPLE_FIELD = W + "fldSimple"
_THROUGH = frozenset(W + name for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo"))
_FORMULAS = frozenset({MATH + "oMath", MATH + "oMathPara"})
_STRUCK = (W + "strike", W + "dstrike")
"""Text that its author struck out, but left standing."""
_FIELD_CODE = W + "instrText"
_FIELD_MARK, _SYMBOL, _RUBY, _RUBY_BASE = W + "fldChar", W + "sym", W + "ruby", W + "rubyBase"
_FONTS, _ASCII_FONT = W + "rFonts", W + "ascii"
_SCRIPT, _LEVEL, _RUN_STYLE = W + "vertAlign", W + "position", W + "rStyle"
_SCRIPTS = {"superscript": 1, "subscript": -1}
_BREAKS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_DRAWN = frozenset({W + "drawing", W + "pict", W + "object", W + "contentPart"})
_NOTES, _OWN_MARK = frozenset({W + "footnoteReference", W + "endnoteReference"}), W + "customMarkFollows"
_ON = frozenset({"1", "true", "on"})
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_EMBEDDED = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic": "图片",
    "{urn:schemas-microsoft-com:vml}imagedata": "图片",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "图表",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "智能图形（SmartArt）",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "嵌入对象",
    W + "contentPart": "手写墨迹",
}


class Ink(msgspec.Struct):
    """What was read from one paragraph: visible and hidden text, the text boxes and the WordArt hanging on it, and
    embedded things that have no text of their own."""

    text: list[str] = []
    hidden: list[str] = []
    boxes: list[etree._Element] = []
    art: list[str] = []
    embedded: list[str] = []


class _Field:
    """A field that was opened and not yet closed: whether its code is still being read, its code, its result."""

    __slots__ = ("code", "in_code", "result")

    def __init__(self) -> None:
        self.in_code = True
        self.code = ""
        self.result = ""


class Revisions:
    """How many tracked insertions and deletions the document carries."""

    __slots__ = ("deleted", "inserted")

    def __init__(self) -> None:
        self.inserted = 0
        self.deleted = 0


class Scribe:
    """Reads paragraphs of one package one after the other, since fields may go on from one to the next."""

    def __init__(self, styles: Styles, plain_runs: bool = False) -> None:
        """`plain_runs`: no run of the package hides or raises its text, so that their properties can be skipped."""
        self._plain_runs = plain_runs
        self._hidden_styles = frozenset(name for name, style in styles.by_id.items() if style.hidden)
        self._scripts = {name: _SCRIPTS.get(style.script, 0) for name, style in styles.by_id.items() if style.script}
        self._ground: int | None = None
        self._fields: list[_Field] = []
        self.revisions = Revisions()
        self.unknown_symbols = 0
        self.uncomputed = 0

    def paragraph(self, element: etree._Element, hidden: bool = False) -> Ink:
        """The ink of a w:p; `hidden` where its style hides all of it."""
        ink = Ink()
        self._ground = None
        self._inline(element, ink, hidden)
        if self._fields and any(field.in_code for field in self._fields):
            self._fields.clear()  # a field code ends with its paragraph, or the file is broken: never swallow more
        return ink

    def _inline(self, parent: etree._Element, ink: Ink, hidden: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child, ink, hidden)
            elif tag == PARAGRAPH_PROPERTIES:
                continue
            elif tag in _INSERTED:
                self.revisions.inserted += 1
                self._inline(child, ink, hidden)
            elif tag in _THROUGH:
                self._inline(child, ink, hidden)
            elif tag in DELETED:
                self.revisions.deleted += 1
            elif tag == _SIMPLE_FIELD:
                result = "".join(text.text or "" for text in child.iter(TEXT))
                self.uncomputed += is_uncomputed(child.get(W + "instr") or "", result)
                self._inline(child, ink, hidden)
            elif tag == STRUCTURED:
                if (content := child.find(STRUCTURED_CONTENT)) is not None:
                    self._inline(content, ink, hidden)
            elif tag == ALTERNATE:
                self._inline(chosen(child), ink, hidden)
            elif tag in _FORMULAS:
                self._put(formula(child), ink, hidden)

    def _run(self, run: etree._Element, ink: Ink, hidden: bool) -> None:
        script = 0
        symbols = ""
        for child in run:
            tag = child.tag
            if tag == TEXT:
                text = child.text or ""
                self._put(self._set_in(text, symbols, script, ink) if symbols or script else text, ink, hidden)
            elif tag == RUN_PROPERTIES:
                if self._plain_runs:
                    continue
                hidden = self._hides(child, hidden)
                script = self._script(child)
                fonts = child.find(_FONTS)
                font = fonts.get(_ASCII_FONT) or "" if fonts is not None else ""
                symbols = font if is_symbol_font(font) else ""
            elif tag == _FIELD_CODE:
                if self._fields:
                    self._fields[-1].code += child.text or ""
            elif tag in _BREAKS:
                self._put(_BREAKS[tag], ink, hidden)
            elif tag == _FIELD_MARK:
                self._field(child, ink, hidden)
            elif tag == _SYMBOL:
                self._put(self._symbol(child), ink, hidden)
            elif tag == _RUBY:
                for base in child.iterchildren(_RUBY_BASE):
                    self._inline(base, ink, hidden)
            elif tag in _DRAWN:
                hang(child, ink)
            elif tag in _NOTES and child.get(_OWN_MARK) in _ON:
                script = 1  # what follows is the mark of the note, typed by hand
            elif tag == ALTERNATE:
                self._run(chosen(child), ink, hidden)
            elif tag.startswith(MATH):
                self._put(formula(child), ink, hidden)

    def _set_in(self, text: str, symbols: str, script: int, ink: Ink) -> str:
        """Text as it looks in a symbol font, or raised or lowered."""
        if symbols:
            text = self._shown(symbols, text)
        if not script:
            return text
        return superscript(text) if script > 0 else subscript(text, "".join(ink.text[-2:]))

    def _put(self, text: str, ink: Ink, hidden: bool) -> None:
        fields = self._fields
        if fields and not fields[-1].in_code:
            outer = next((field for field in reversed(fields) if field.in_code), None)
            if outer is not None:
                outer.code += text  # the result of a field that only feeds the code of another one is never shown
                return
            fields[-1].result += text
        (ink.hidden if hidden else ink.text).append(text)

    def _hides(self, properties: etree._Element, hidden: bool) -> bool:
        if any(switched_on(properties.find(tag)) for tag in _STRUCK):
            return True
        vanish = properties.find(W + "vanish")
        if vanish is not None:
            return switched_on(vanish)
        if self._hidden_styles and (style := properties.find(_RUN_STYLE)) is not None:
            return style.get(VAL) in self._hidden_styles or hidden
        return hidden

    def _script(self, properties: etree._Element) -> int:
        """1 for a run that is raised, -1 for one that is lowered: by its alignment, its style, or its position."""
        level = properties.find(_LEVEL)
        if level is not None and (side := apart(_half_points(level), self._ground_of(properties))):
            return side
        aligned = properties.find(_SCRIPT)
        if aligned is not None:
            return _SCRIPTS.get(aligned.get(VAL) or "", 0)
        style = properties.find(_RUN_STYLE) if self._scripts else None
        return self._scripts.get(style.get(VAL) or "", 0) if style is not None else 0

    def _ground_of(self, properties: etree._Element) -> int:
        """The level at which most of the paragraph around these properties stands."""
        if self._ground is None:
            paragraph = next(properties.iterancestors(PARAGRAPH))
            shares: Counter[int] = Counter()
            for run in paragraph.iter(RUN):
                level = run.find(f"{RUN_PROPERTIES}/{_LEVEL}")
                letters = sum(len(text.text or "") for text in run.iterchildren(TEXT))
                shares[0 if level is None else _half_points(level)] += letters
            self._ground = ground(shares, shares.total())
        return self._ground

    def _field(self, mark: etree._Element, ink: Ink, hidden: bool) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._put(_form_field(mark), ink, hidden)
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code = False
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            self.uncomputed += is_uncomputed(ended.code, ended.result)
            if shown := shown_by_code(ended.code, ended.result):
                self._put(shown, ink, hidden)

    def _symbol(self, symbol: etree._Element) -> str:
        try:
            code = int(symbol.get(W + "char") or "", 16)
        except ValueError:
            self.unknown_symbols += 1
            return ""
        return self._shown(symbol.get(W + "font") or "", chr(min(code, 0x10FFFF)))

    def _shown(self, font: str, text: str) -> str:
        shown, unknown = in_font(font, text)
        self.unknown_symbols += unknown
        return shown


def _half_points(level: etree._Element) -> int:
    return whole(level.get(VAL), 0)


def chosen(alternate: etree._Element) -> etree._Element:
    """The branch of an mc:AlternateContent that is read; the others say the same in an older way."""
    choice = alternate.find(CHOICE)
    fallback = alternate.find(FALLBACK)
    if choice is not None and (len(choice) or fallback is None):
        return choice
    return fallback if fallback is not None else alternate


def hang(drawn: etree._Element, ink: Ink) -> None:
    """Note the text boxes and the pictures, charts and objects in a drawing."""
    pending = [drawn]
    kinds: set[str] = set()
    while pending:
        element = pending.pop()
        if element.tag == BOX:
            ink.boxes.append(element)
            continue
        if element.tag == _WORD_ART:
            ink.art.append(element.get("string") or "")
        if element.tag in _EMBEDDED:
            kinds.add(_EMBEDDED[element.tag])
        branch = chosen(element) if element.tag == ALTERNATE else element
        pending.extend(reversed(branch))
    if "嵌入对象" in kinds:
        kinds.discard("图片")  # the picture is only the object's face
    ink.embedded.extend(sorted(kinds))


def _form_field(mark: etree._Element) -> str:
    """What a legacy form field shows by itself: a check box or the chosen entry of a drop-down list."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        state = box.find(W + "checked")
        return "☑" if switched_on(box.find(W + "default") if state is None else state) else "□"
    entries = mark.findall(f"{W}ffData/{W}ddList/{W}listEntry")
    result = mark.find(f"{W}ffData/{W}ddList/{W}result")
    index = whole(result.get(VAL), 0) if result is not None else 0
    return entries[index].get(VAL) or "" if 0 <= index < len(entries) else ""


def formula(element: etree._Element) -> str:
    """An Office formula on one line: fractions as a/b, powers as a^b, so that digits never run together."""
    shape = _SHAPES.get(element.tag)
    return shape(element) if shape else _inside(element)


def _inside(element: etree._Element | None) -> str:
    """The parts of a formula in turn; runs make one number together, other parts never (2 and 1/3 are not 21/3)."""
    shown = ""
    before = ""
    for child in () if element is None else element:
        part = formula(child)
        in_parts = before != child.tag or child.tag != MATH + "r"
        shown += " " + part if in_parts and shown[-1:].isdigit() and part[:1].isdigit() else part
        before = str(child.tag)
    return shown


def _bracketed(element: etree._Element | None) -> str:
    text = _inside(element)
    plain = all(c.isalnum() or c in ".%,，_" for c in text)
    return text if plain else f"({text})"


def _delimited(element: etree._Element) -> str:
    marks = {"begChr": "(", "endChr": ")", "sepChr": "|"}
    for name in marks:
        stated = element.find(f"{MATH}dPr/{MATH}{name}")
        if stated is not None:
            marks[name] = stated.get(MATH + "val") or ""
    parts = [_inside(part) for part in element.iterchildren(MATH + "e")]
    return marks["begChr"] + marks["sepChr"].join(parts) + marks["endChr"]


def _rows(element: etree._Element) -> str:
    """Equations or the rows of a matrix, each on a line of its own."""
    return "\n".join(" ".join(map(_inside, row)) if row.tag == MATH + "mr" else _inside(row) for row in element)


def _root(element: etree._Element) -> str:
    return superscript(_inside(element.find(MATH + "deg"))) + "√" + _bracketed(element.find(MATH + "e"))


def _limited(element: etree._Element) -> str:
    sign = "_" if element.tag == MATH + "limLow" else "^"
    return _inside(element.find(MATH + "e")) + sign + _bracketed(element.find(MATH + "lim"))


def _scripted(element: etree._Element) -> str:
    sub, sup = element.find(MATH + "sub"), element.find(MATH + "sup")
    below = "_" + _bracketed(sub) if sub is not None else ""
    above = "^" + _bracketed(sup) if sup is not None else ""
    return _inside(element.find(MATH + "e")) + below + above


def _summed(element: etree._Element) -> str:
    sign = element.find(f"{MATH}naryPr/{MATH}chr")
    return ((sign.get(MATH + "val") if sign is not None else None) or "∫") + _inside(element.find(MATH + "e"))


_SHAPES: dict[str, Callable[[etree._Element], str]] = {
    MATH + "t": lambda element: element.text or "",
    MATH + "f": lambda e: _bracketed(e.find(MATH + "num")) + "/" + _bracketed(e.find(MATH + "den")),
    MATH + "sSup": _scripted,
    MATH + "sSub": _scripted,
    MATH + "sSubSup": _scripted,
    MATH + "sPre": _scripted,
    MATH + "limLow": _limited,
    MATH + "limUpp": _limited,
    MATH + "eqArr": _rows,
    MATH + "m": _rows,
    MATH + "rad": _root,
    MATH + "d": _delimited,
    MATH + "nary": _summed,
    TEXT: lambda element: element.text or "",
    W + "del": lambda element: "",
    W + "moveFrom": lambda element: "",
}
