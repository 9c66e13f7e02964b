"""OpenDocument text (.odt, .ott), as LibreOffice, WPS and OpenOffice save it: all that is displayed, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from lxml import etree

from extract.document import Document
from extract.errors import Unreadable
from extract.readers import drafts, grid
from extract.readers.characters import clean, private_characters, whole
from extract.readers.drafts import CellText, Grid, Para, Slot
from extract.readers.numbering import Counters
from extract.readers.odt_styles import OFFICE, STYLE, TABLE, TEXT, Lists, Look, Styles, names
from extract.readers.odt_text import SHAPES, Ink, Scribe, hang
from extract.readers.package import ENCRYPTED, TOO_LARGE, Package

PARAGRAPH, HEADING, LIST = TEXT + "p", TEXT + "h", TEXT + "list"
_ITEMS = names(("list-item", "list-header"), TEXT)
_SECTION, _ITEM, _OUTLINE = TEXT + "section", TEXT + "list-item", TEXT + "outline-level"
_INDEX_PARTS = names(("index-body", "index-title"), TEXT)
_INDEXES = names(
    ("table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index", "bibliography"),
    TEXT,
)  # fmt: skip
_CHANGES = TEXT + "tracked-changes"
_TABLE, _ROW, _CELL, _COVERED = (TABLE + name for name in ("table", "table-row", "table-cell", "covered-table-cell"))
_CELLS = frozenset({_CELL, _COVERED})
_ROW_GROUPS = names(("table-header-rows", "table-rows", "table-row-group"), TABLE)
_ROWS_REPEATED, _COLUMNS_REPEATED = TABLE + "number-rows-repeated", TABLE + "number-columns-repeated"
_ROWS_SPANNED, _COLUMNS_SPANNED = TABLE + "number-rows-spanned", TABLE + "number-columns-spanned"
_FURNITURE = names(("header", "footer", "header-left", "footer-left", "header-first", "footer-first"), STYLE)
_MOST_REPEATED = 1_000
_MOST_LETTERS, _PER_CELL = 10 << 20, 100
"""In cells that are said to repeat, and for how many each of these counts besides; word processors write each cell out."""


def read(source: bytes) -> Document:
    """Read the bytes of an odt. Raises `Unreadable` where the package is encrypted, damaged or too large."""
    package = Package(source)
    if package.has("META-INF/manifest.xml") and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise Unreadable("encrypted", ENCRYPTED)
    content = package.xml("content.xml")
    parts = [content, package.xml("styles.xml")] if package.has("styles.xml") else [content]
    teller = Storyteller(Styles(*parts), package)
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    found = teller.blocks(body) if body is not None else []
    found.extend(teller.notes)
    furniture = [text for part in parts[1:] for text in _furniture(part, teller)]
    blocks, unread = drafts.assembled(found)
    return Document(
        format="odt",
        blocks=tuple(blocks),
        unread=(*unread, *drafts.unread_signs(0, teller.scribe.unknown_symbols), *private_characters(blocks)),
        furniture=tuple(dict.fromkeys(furniture)),
        remarks=tuple(drafts.remarks(teller.inserted, teller.deleted, blocks)),
    )


def _furniture(styles: etree._Element, teller: Storyteller) -> Iterator[str]:
    """Page headers and footers."""
    for element in styles.iter(*_FURNITURE):
        if element.get(STYLE + "display") != "false":
            text = "\n".join(text for draft in teller.blocks(element) for text in drafts.texts(draft))
            if text:
                yield text


class _Where(msgspec.Struct, frozen=True):
    """Where paragraphs stand: in which kind of story, in a table of contents, in what is hidden as a whole."""

    kind: str = "body"
    contents: bool = False
    hidden: bool = False


class Storyteller:
    """Reads the stories of one document; `notes` are those met in them, to be read after the body."""

    def __init__(self, styles: Styles, package: Package) -> None:
        self._styles = styles
        self._lists = Lists(styles)
        self._counters = Counters()
        self._repeated = 0
        self.scribe = Scribe(styles, package)
        self.notes: list[Para | Grid] = []
        self.inserted = 0
        self.deleted = 0

    def blocks(self, container: Iterable[etree._Element], kind: str = "body") -> list[Para | Grid]:
        """The blocks of a story, a text box, a note or a cell."""
        found: list[Para | Grid] = []
        self._flow(container, _Where(kind), found)
        return found

    def _flow(self, container: Iterable[etree._Element], where: _Where, found: list[Para | Grid]) -> None:
        for element in container:
            tag = element.tag
            if tag in (PARAGRAPH, HEADING):
                self._paragraph(element, self._heading_label(element), where, found)
            elif tag == LIST:
                self._list(element, ("", ""), 0, where, found)
            elif tag == _TABLE:
                table = self.table(element)
                if table is not None:
                    found.append(table)
            elif tag == _SECTION:
                hidden = where.hidden or element.get(TEXT + "display") == "none"
                self._flow(element, msgspec.structs.replace(where, hidden=hidden), found)
            elif tag in _INDEXES:
                self._flow(element, msgspec.structs.replace(where, contents=True), found)
            elif tag in _INDEX_PARTS:
                self._flow(element, where, found)
            elif tag == _CHANGES:
                self.inserted += sum(1 for _ in element.iter(TEXT + "insertion"))
                self.deleted += sum(1 for _ in element.iter(TEXT + "deletion"))
            elif tag in SHAPES:  # one that hangs on the page and on no paragraph
                ink = Ink()
                hang(element, ink)
                if ink.embedded:
                    found.append(Para("", kind=where.kind, embedded=tuple(ink.embedded)))
                self._take(ink, found)

    def _list(
        self, element: etree._Element, outer: tuple[str, str], depth: int, where: _Where, found: list[Para | Grid]
    ) -> None:
        """The items of a list; `outer` is the (style, counter) of the list that it is nested in."""
        style = element.get(TEXT + "style-name") or outer[0]
        counter = outer[1] or self._lists.begin(element, style)
        for item in element:
            if item.tag not in _ITEMS:
                continue
            start = item.get(TEXT + "start-value")
            form = self._lists.form(style, counter, None if start is None else (depth, whole(start, 1)))
            waits = item.tag == _ITEM
            for child in item:
                if child.tag in (PARAGRAPH, HEADING):
                    label = self._counters.label(form, depth) if waits and form is not None else ""
                    waits = False
                    self._paragraph(child, label, where, found)
                elif child.tag == LIST:
                    self._list(child, (style, counter), depth + 1, where, found)
                else:
                    self._flow((child,), where, found)

    def _heading_label(self, element: etree._Element) -> str:
        """The number of a heading outside lists, which the outline of the document gives it."""
        outline = self._styles.outline
        level = whole(element.get(_OUTLINE), 0)
        if element.tag != HEADING or outline is None or not 1 <= level <= len(outline.levels):
            return ""
        if element.get(TEXT + "is-list-header") == "true" or outline.levels[level - 1].form == "none":
            return ""
        return self._counters.label(outline, level - 1)

    def _paragraph(self, element: etree._Element, label: str, where: _Where, found: list[Para | Grid]) -> None:
        look = self._styles.look("paragraph", element.get(TEXT + "style-name"))
        outline = max(whole(element.get(_OUTLINE), 0) if element.tag == HEADING else look.outline, 0)
        ink = self.scribe.paragraph(element, Look(look.hidden or where.hidden, look.script, look.font))
        text = clean("".join(ink.text))
        if text or ink.embedded:
            contents = look.contents or where.contents
            found.append(Para(text, label, outline, contents, where.kind, embedded=tuple(ink.embedded)))
        hidden = clean("".join(ink.hidden))
        if hidden:
            found.append(Para(hidden, kind=where.kind, hidden=True))
        self._take(ink, found)

    def _take(self, ink: Ink, found: list[Para | Grid]) -> None:
        """Read the boxes that hang on a paragraph after it, and its notes after everything."""
        for box in ink.boxes:
            found.extend(self.blocks(box, "textbox"))
        for kind, body in ink.notes:
            self.notes.extend(self.blocks(body, kind))

    def table(self, element: etree._Element) -> Grid | None:
        """A table:table on its grid; None where it has no cells."""
        table = Grid(0, 0, [])
        slots: list[Slot] = []
        covering: dict[int, Slot] = {}
        rows = width = 0
        for row in _rows(element):
            for _ in range(_times(row, _ROWS_REPEATED)):
                width = max(width, self._row(row, rows, slots, covering, table))
                rows += 1
                grid.check_size(rows, width)
        if not slots:
            return None
        for slot in slots:
            slot.rowspan, slot.colspan = min(slot.rowspan, rows - slot.row), min(slot.colspan, width - slot.col)
        table.fill(slots, rows, width)
        return table

    def _row(self, row: etree._Element, number: int, slots: list[Slot], covering: dict[int, Slot], table: Grid) -> int:
        """Put the cells of a row into slots; returns how many columns it has. `covering` is the cell that was last set in
        each column."""
        col = 0
        again = _times(row, _ROWS_REPEATED) > 1
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            times = _times(cell, _COLUMNS_REPEATED)
            for _ in range(times):
                content = self._cell(cell)
                if again or times > 1:
                    self._count_repeated(content)
                above = covering.get(col)
                if above is not None and not _covers(above, number, col):
                    above = None
                if cell.tag == _COVERED and above is not None:
                    table.absorb(above.content, content)
                else:
                    if above is not None:
                        _cut(above, number, col)
                    slot = Slot(number, col, _span(cell, _COLUMNS_SPANNED), content, _span(cell, _ROWS_SPANNED))
                    slots.append(slot)
                    covering.update(dict.fromkeys(range(col, col + slot.colspan), slot))
                col += 1
        return col

    def _cell(self, cell: etree._Element) -> CellText:
        """The content of a cell."""
        content = CellText()
        for draft in self.blocks(cell):
            if isinstance(draft, Para) and (draft.hidden or draft.kind != "body"):
                content.after += (draft,)
            else:
                content.take((draft,))
        return content

    def _count_repeated(self, content: CellText) -> None:
        self._repeated += content.length + _PER_CELL
        if self._repeated > _MOST_LETTERS:
            raise Unreadable("too_large", TOO_LARGE)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == _ROW:
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _times(element: etree._Element, name: str) -> int:
    return min(max(whole(element.get(name), 1), 1), _MOST_REPEATED)


def _span(cell: etree._Element, name: str) -> int:
    return min(max(whole(cell.get(name), 1), 1), grid.MAX_SPAN)


def _covers(slot: Slot, row: int, col: int) -> bool:
    return row < slot.row + slot.rowspan and slot.col <= col < slot.col + slot.colspan


def _cut(slot: Slot, row: int, col: int) -> None:
    """End a merged cell before a place where another cell stands, as no sound file has it."""
    if slot.row < row:
        slot.rowspan = row - slot.row
    else:
        slot.colspan = col - slot.col
