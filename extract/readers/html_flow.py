"""The flow of a web page: what a browser would set out as paragraphs, list items and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from extract.document import Block, Cell, Paragraph
from extract.readers import grid
from extract.readers.characters import clean, subscript, superscript, whole
from extract.readers.drafts import Grid, Para, texts
from extract.readers.html_layout import HEADINGS, holds_rows, is_frame, lines_of, script_of, symbol_font, words
from extract.readers.numbering import format_number
from extract.readers.symbols import in_font

_SPACES = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r" *\n *")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|text-decoration[^;]*line-through", re.IGNORECASE
)
_ELEMENT = re.compile(r"mso-element\s*:\s*([a-z-]+)", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_DROPPED = frozenset((
    "script", "style", "head", "template", "noscript", "noframes", "title", "datalist", "meta", "link", "base",
    "rt", "rp",
))  # fmt: skip
_BLOCKS = frozenset((
    "html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd",
    "blockquote", "pre", "center", "address", "article", "section", "main", "nav", "aside", "header", "footer",
    "figure", "figcaption", "form", "fieldset", "legend", "hr", "details", "summary", "caption", "table", "tr",
    "td", "th", "tbody", "thead", "tfoot", "textarea",
))  # fmt: skip
_PLAIN = frozenset(("font", "span", "b", "i", "u", "strong", "em", "ins", "small", "big"))
_STRUCK = frozenset(("s", "strike"))
_EMBEDDED = {
    "img": "图片",
    "svg": "图片",
    "canvas": "图片",
    "object": "嵌入对象",
    "embed": "嵌入对象",
    "iframe": "嵌入网页",
    "frame": "嵌入网页",
    "math": "公式",
}
_COUNTERS = {
    "1": ("decimal", "{}."), "a": ("lowerLetter", "{}."), "A": ("upperLetter", "{}."), "i": ("lowerRoman", "{}."),
    "I": ("upperRoman", "{}."), "decimal": ("decimal", "{}."), "lower-alpha": ("lowerLetter", "{}."),
    "lower-latin": ("lowerLetter", "{}."), "upper-alpha": ("upperLetter", "{}."), "upper-latin": ("upperLetter", "{}."),
    "lower-roman": ("lowerRoman", "{}."), "upper-roman": ("upperRoman", "{}."),
    "decimal-leading-zero": ("decimalZero", "{}."), "cjk-ideographic": ("chineseCountingThousand", "{}、"),
    "simp-chinese-informal": ("chineseCountingThousand", "{}、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "{}、"), "trad-chinese-informal": ("chineseCountingThousand", "{}、"),
    "cjk-heavenly-stem": ("ideographTraditional", "{}、"), "cjk-earthly-branch": ("ideographZodiac", "{}、"),
}  # fmt: skip
_CELLS = frozenset(("td", "th"))
_COLUMNS = frozenset(("colgroup", "col"))
_NOTE_ID = re.compile(r"sdfootnote|sdendnote|^ftn|^edn")
_NOTE_LINK = re.compile(r"#(?:_?ftn|_?edn|sdfootnote|sdendnote|footnote|endnote)", re.IGNORECASE)


class Flow:
    """Collects the drafts of a page. `read` may be called once with its root."""

    def __init__(self, hiding: frozenset[str], watchful: bool = True) -> None:
        """`hiding`: classes and ids that style sheets hide; not `watchful`: no word on the page can hide text or
        mark a typed list number, so that attributes of inline elements need no look."""
        self._hiding = hiding
        self._watchful = watchful
        self.drafts: list[Para | Grid] = []
        self.furniture: list[Para | Grid] = []
        self._ink: list[str] = []
        self._hidden_ink: list[str] = []
        self._embedded: list[str] = []
        self._label = ""
        self._level = 0
        self._kind = "body"
        self._hidden = 0
        self._deleted = 0
        self.unknown_symbols = 0

    def read(self, root: etree._Element) -> None:
        self._element(root)
        self._flush()

    def remarks(self, blocks: Sequence[Block]) -> list[str]:
        """What was noticed, in Chinese."""
        found = []
        if self._deleted:
            found.append(f"网页中有{self._deleted}处标为删除的文字，未读取。")
        hidden = sum(1 for block in blocks if isinstance(block, Paragraph) and block.hidden)
        if hidden:
            found.append(f"网页中有{hidden}处隐藏或划去的文字，不作正文，已注明。")
        return found

    # --- ink

    def _put(self, text: str) -> None:
        ink = self._hidden_ink if self._hidden else self._ink
        if ink or not text.isspace():
            ink.append(text)

    def _flush(self) -> None:
        """End the paragraph that is being written."""
        if not (self._ink or self._embedded or self._hidden_ink):
            return
        text = _paragraph(self._ink) if self._ink else ""
        if text or self._embedded:
            lines = lines_of(text)
            for number, line in enumerate(lines, 1):
                embedded = tuple(self._embedded) if number == len(lines) else ()
                self.drafts.append(Para(line, self._label, self._level, kind=self._kind, embedded=embedded))
                self._label = ""
        if self._hidden_ink:
            hidden = _paragraph(self._hidden_ink)
            if hidden:
                self.drafts.append(Para(hidden, kind=self._kind, hidden=True))
            self._hidden_ink.clear()
        self._ink.clear()
        self._embedded.clear()

    def _line(self, text: str) -> None:
        """A paragraph that holds text alone, as most do."""
        text = _paragraph((text,))
        if text:
            self.drafts.append(Para(text, self._label, self._level, kind=self._kind))
            self._label = ""

    # --- elements

    def _children(self, element: etree._Element) -> None:
        ink = self._hidden_ink if self._hidden else self._ink
        text = element.text
        if text and (ink or not text.isspace()):
            ink.append(text)
        quick = not (self._watchful or self._hidden)
        for child in element:
            tag = child.tag
            if quick and tag in _PLAIN:
                self._children(child)
            elif quick and tag == "p":
                self._flush()
                if len(child):
                    self._children(child)
                    self._flush()
                elif child.text:
                    self._line(child.text)
            else:
                self._element(child)
            text = child.tail
            if text and (ink or not text.isspace()):
                ink.append(text)

    def _element(self, element: etree._Element) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROPPED:
            return
        hides = self._watchful and bool(element.attrib) and self._hides(element)
        self._hidden += hides
        if tag in _BLOCKS:
            self._block(element, tag)
        else:
            self._inline(element, tag)
        self._hidden -= hides

    def _inline(self, element: etree._Element, tag: str) -> None:
        if tag == "br":
            self._put("\x0b")
        elif tag in _EMBEDDED:
            self._embedded.append(_EMBEDDED[tag])
        elif tag == "del":
            self._deleted += 1
        elif tag in _STRUCK:
            self._hidden += 1
            self._children(element)
            self._hidden -= 1
        elif tag == "input":
            self._put(_shown_input(element))
        elif tag == "select":
            self._put(_chosen_option(element))
        elif tag == "a" and _NOTE_LINK.search(element.get("href") or "") and _is_mark(element):
            return  # the number of a note is no part of the figure before it
        elif self._watchful and "mso-list:ignore" in (element.get("style") or "").replace(" ", "").lower():
            self._label = clean(words(element).replace("\xa0", " "))
        elif tag in ("sup", "sub") or (self._watchful and element.attrib and tag in _PLAIN):
            self._in_script(element, {"sup": 1, "sub": -1}.get(tag) or script_of(element))
        else:
            self._children(element)

    def _in_script(self, element: etree._Element, side: int) -> None:
        """Text that is raised (1), lowered (-1) or neither; that of a symbol font as it shows."""
        if font := symbol_font(element):
            text, unknown = in_font(font, words(element))
            self.unknown_symbols += unknown
            self._put(text)
        elif side:
            text = words(element)
            self._put(superscript(text) if side > 0 else subscript(text, "".join(self._ink[-2:])))
        else:
            self._children(element)

    def _block(self, element: etree._Element, tag: str) -> None:
        self._flush()
        if tag == "p":  # most blocks are, and nothing below holds for them
            self._children(element)
            self._flush()
            return
        before = self._level, self._kind, self.drafts
        self._level = HEADINGS.get(tag, self._level)
        apart = tag == "nav" or (tag == "div" and bool(element.attrib) and self._furniture_or_kind(element))
        if apart:
            self.drafts = self.furniture
        if tag == "table":
            self._table(element)
        elif tag in ("ol", "ul"):
            self._list(element, tag)
        elif tag in ("pre", "textarea"):
            self._preformatted(element)
        else:
            self._children(element)
        self._flush()
        self._level, self._kind, self.drafts = before

    def _furniture_or_kind(self, element: etree._Element) -> bool:
        """Sets the kind of notes and comments; True for page headers and footers as office programs export them."""
        style = element.get("style") or ""
        stated = _ELEMENT.search(style) if "lement" in style else None
        role = stated[1].lower() if stated else (element.get("title") or "").lower()
        if role in ("footnote", "endnote", "comment"):
            self._kind = role
        elif (name := element.get("id")) and _NOTE_ID.search(name):
            self._kind = "footnote"
        return role in ("header", "footer")

    def _hides(self, element: etree._Element) -> bool:
        if element.get("hidden") is not None or element.get("type") == "hidden":
            return True
        style = element.get("style")
        if style and _HIDING.search(style):
            return True
        if not self._hiding:
            return False
        names = {"." + name for name in (element.get("class") or "").split()} | {"#" + (element.get("id") or "")}
        return bool(names & self._hiding)

    def _preformatted(self, element: etree._Element) -> None:
        for line in words(element).splitlines():
            self._put(line)
            self._flush()

    def _list(self, element: etree._Element, tag: str) -> None:
        style = _LIST_STYLE.search(element.get("style") or "")
        named = style[1].lower() if style else element.get("type") or ("1" if tag == "ol" else "disc")
        number = whole(element.get("start"), 1)
        for child in element:
            if child.tag == "li":
                number = whole(child.get("value"), number)
                self._label = _item_label(named, number)
                number += 1
            self._element(child)
            self._label = ""

    # --- tables

    def _table(self, element: etree._Element) -> None:
        rows: list[etree._Element] = []
        self._rows(element, rows)
        if is_frame(element, rows):
            for row in rows:
                for cell in row.iterchildren("td", "th"):
                    self._block(cell, "td")
            return
        table = Grid(len(rows), 0, [])
        layout = grid.Layout(len(rows))
        inner: list[tuple[int, Grid]] = []
        for row in rows:
            layout.next_row()
            self._row(row, table, layout, inner)
            row.clear()
        table.cols, table.cells = grid.squeeze(table.cells, layout.width)
        table.inner.extend((table.cells[n].row, table.cells[n].col, nested_grid) for n, nested_grid in inner)
        if table.cells:
            self.drafts.append(table)

    def _rows(self, element: etree._Element, rows: list[etree._Element]) -> None:
        """Collect the rows of a table, those in a form between table and row among them; captions and whatever else
        stands between rows come before the table, as browsers show it."""
        self._stray(element.text)
        for child in element:
            tag = child.tag
            if tag == "tr":
                rows.append(child)
            elif tag in ("tbody", "thead", "tfoot") or (tag not in _COLUMNS and holds_rows(child)):
                self._rows(child, rows)
            elif tag not in _COLUMNS:
                self._element(child)
                self._flush()
            self._stray(child.tail)

    def _row(self, row: etree._Element, table: Grid, layout: grid.Layout, inner: list[tuple[int, Grid]]) -> None:
        """Lay out the cells of a row; `inner` takes the tables in them with the number of their cell."""
        hidden = self._watchful and bool(row.attrib) and self._hides(row)
        self._stray(row.text)
        for cell in row:
            if cell.tag not in _CELLS:
                self._element(cell)
                self._flush()
            elif self._watchful and not hidden and cell.attrib and self._hides(cell):
                table.after.extend(_as_hidden(*self._cell(cell, table)))
            else:
                text, nested = self._cell(cell, table)
                if nested:
                    inner.extend((len(table.cells), grid_inside) for grid_inside in nested)
                down, across = cell.get("rowspan"), cell.get("colspan")
                at, col, tall, wide = layout.place(_span(down, 0) if down else 1, _span(across, 1) if across else 1)
                table.cells.append(Cell(at, col, text, tall, wide, hidden=hidden))
            self._stray(cell.tail)

    def _stray(self, text: str | None) -> None:
        """Text in a table, but in no cell of it."""
        if text and not text.isspace():
            self._put(text)
            self._flush()

    def _cell(self, element: etree._Element, table: Grid) -> tuple[str, list[Grid]]:
        """Text and nested tables of a cell; hidden text and pictures are handed to the table."""
        if not (self._watchful or self._hidden or len(element)):
            return (_paragraph((element.text,)) if element.text else ""), []
        outer = self.drafts, self._level, self._label
        self.drafts, self._level, self._label = [], 0, ""
        self._children(element)
        self._flush()
        found = self.drafts
        self.drafts, self._level, self._label = outer
        lines: list[str] = []
        inner: list[Grid] = []
        for draft in found:
            if isinstance(draft, Grid):
                inner.append(draft)
                continue
            table.embedded.extend(draft.embedded)
            if draft.hidden:
                table.after.append(draft)
            elif draft.text:
                lines.append(draft.text)
        return "\n".join(lines), inner


def _paragraph(ink: Sequence[str]) -> str:
    """White space as a browser shows it; forced breaks stay."""
    text = ink[0] if len(ink) == 1 else "".join(ink)
    if "  " not in text and text.isprintable():
        return text.strip()
    text = _SPACES.sub(" ", text).replace("\x0b", "\n")
    return clean(_AROUND_BREAK.sub("\n", text))


def _span(stated: str, least: int) -> int:
    return min(max(whole(stated, 1), least), 65_534)


def _as_hidden(text: str, tables: Sequence[Grid]) -> list[Para]:
    """The text of a hidden cell, and that of the tables in it."""
    inner = (line for table in tables for line in texts(table))
    return [Para(line, hidden=True) for line in (text, *inner) if line]


def _item_label(named: str, number: int) -> str:
    if named == "none":
        return ""
    form, pattern = _COUNTERS.get(named, ("", "•"))
    return pattern.format(format_number(number, form)) if form else pattern


def _is_mark(link: etree._Element) -> bool:
    return bool(re.fullmatch(r"\W*[0-9ivx]{1,4}\W*", words(link).strip()))


def _shown_input(element: etree._Element) -> str:
    kind = (element.get("type") or "text").lower()
    checked = element.get("checked") is not None
    if kind == "checkbox":
        return "☑" if checked else "□"
    if kind == "radio":
        return "●" if checked else "○"
    return element.get("value") or "" if kind in ("text", "number", "date", "tel", "email", "search") else ""


def _chosen_option(element: etree._Element) -> str:
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None] or options[:1]
    return " ".join(words(option).strip() for option in chosen)
