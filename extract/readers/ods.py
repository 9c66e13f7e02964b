"""OpenDocument workbooks (.ods, .ots): each cell keeps the text that it shows beside the number behind it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extract.decimals import plain
from extract.document import Cell, Document
from extract.errors import Unreadable
from extract.readers.cell_format import number as exact
from extract.readers.characters import clean, whole
from extract.readers.odt_styles import OFFICE, STYLE, TABLE, TEXT, Styles
from extract.readers.odt_text import SHAPES, Ink, Scribe, hang
from extract.readers.package import ENCRYPTED, TOO_LARGE, Package, stream_xml
from extract.readers.sheets import Sheet, assembled

_SHEET, _COLUMN, _ROW = TABLE + "table", TABLE + "table-column", TABLE + "table-row"
_CELL, _COVERED, _DRAWN = TABLE + "table-cell", TABLE + "covered-table-cell", TABLE + "shapes"
_STYLES, _PARAGRAPH = OFFICE + "automatic-styles", TEXT + "p"
_ROWS_REPEATED, _COLUMNS_REPEATED = TABLE + "number-rows-repeated", TABLE + "number-columns-repeated"
_NUMBERS = frozenset({"float", "percentage", "currency"})
_CONCEALED = frozenset({"collapse", "filter"})
_FARTHEST = 16_777_216
_MOST_COPIES = 200_000
"""Cells that hold something and are said to repeat: programs write so only what was filled down by hand."""


def read(source: bytes) -> Document:
    """Read the bytes of an ods. Raises `Unreadable` where the package is encrypted, damaged or too large."""
    package = Package(source)
    if package.has("META-INF/manifest.xml") and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise Unreadable("encrypted", ENCRYPTED)
    blocks, unread, remarks = assembled(list(_Reader(package).sheets()))
    return Document(format="ods", blocks=tuple(blocks), unread=tuple(unread), remarks=tuple(remarks))


class _Reader:
    """Reads the sheets of a workbook row by row, each forgotten when it is read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._common = [package.xml("styles.xml")] if package.has("styles.xml") else []
        self._styles = Styles(*self._common)
        self._scribe = Scribe(self._styles, package)
        self._unseen: frozenset[str] = frozenset()
        self._copies = 0
        self._row = 0
        self._columns: list[tuple[int, int]] = []
        self._width = 0

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in their order."""
        sheet: Sheet | None = None
        for element in stream_xml(self._package.part("content.xml"), (_STYLES, _COLUMN, _ROW, _DRAWN, _SHEET)):
            parent = element.getparent()
            if element.tag == _STYLES and parent is not None:
                self._styles = Styles(parent, *self._common)
                self._scribe = Scribe(self._styles, self._package)
                self._unseen = frozenset(_hidden_tables(element))
                continue
            if sheet is None:
                sheet = self._begin(element)
            if element.tag == _COLUMN:
                self._column(element)
            elif element.tag == _ROW:
                self._read_row(element, sheet)
            elif element.tag == _DRAWN:
                self._drawings(element, sheet)
            else:
                sheet.hidden_cols = len({cell.col for cell in sheet.cells if self._is_hidden(cell.col)})
                yield sheet
                sheet = None
            element.clear()
            while parent is not None and (before := element.getprevious()) is not None:
                parent.remove(before)

    def _begin(self, element: etree._Element) -> Sheet:
        """The sheet that its first part to be completed stands in."""
        self._row = self._width = 0
        self._columns = []
        table = element if element.tag == _SHEET else next(element.iterancestors(_SHEET), element)
        return Sheet(table.get(TABLE + "name") or "", table.get(TABLE + "style-name") in self._unseen)

    def _column(self, element: etree._Element) -> None:
        count = _times(element, _COLUMNS_REPEATED)
        if element.get(TABLE + "visibility") in _CONCEALED:
            self._columns.append((self._width, self._width + count))
        self._width += count

    def _is_hidden(self, col: int) -> bool:
        return any(first <= col < last for first, last in self._columns)

    def _read_row(self, row: etree._Element, sheet: Sheet) -> None:
        times = _times(row, _ROWS_REPEATED)
        hidden = row.get(TABLE + "visibility") in _CONCEALED
        found: list[Cell] = []
        col = 0
        for cell in row:
            if cell.tag in (_CELL, _COVERED):
                col += self._read_cell(cell, col, hidden, sheet, found)
        if found:
            self._count(len(found) * (times - 1))
            sheet.cells += found
            for number in range(self._row + 1, self._row + times):
                sheet.cells.extend(Cell(number, c.col, c.text, stored=c.stored, hidden=c.hidden) for c in found)
            sheet.hidden_rows += times * hidden
        self._row = min(self._row + times, _FARTHEST)

    def _read_cell(self, cell: etree._Element, col: int, hidden: bool, sheet: Sheet, found: list[Cell]) -> int:
        """Read a cell of the row at hand; returns how many columns it takes."""
        times = _times(cell, _COLUMNS_REPEATED)
        down, across = (whole(cell.get(TABLE + name), 1) for name in ("number-rows-spanned", "number-columns-spanned"))
        if down > 1 or across > 1:
            sheet.merges.append((self._row, col, self._row + max(down, 1) - 1, col + max(across, 1) - 1))
        if not len(cell) and cell.get(OFFICE + "value-type") is None and cell.get(TABLE + "formula") is None:
            return times
        text, stored, concealed = self._content(cell, col, sheet)
        if text:
            self._count(times - 1)
            for place in range(col, col + times):
                unseen = hidden or concealed or self._is_hidden(place)
                found.append(Cell(self._row, place, text, stored=stored, hidden=unseen))
        return times

    def _content(self, cell: etree._Element, col: int, sheet: Sheet) -> tuple[str, str | None, bool]:
        """What a cell shows, the exact number behind it, and whether its format conceals that."""
        look = self._styles.look("table-cell", cell.get(TABLE + "style-name"))
        lines: list[str] = []
        struck: list[str] = []
        for child in cell:
            if child.tag == _PARAGRAPH:
                ink = self._scribe.paragraph(child, look)
                lines.append("".join(ink.text))
                struck.append("".join(ink.hidden))
                self._take(ink, sheet)
            elif child.tag == OFFICE + "annotation":
                sheet.comments.append((self._row, col, _plain_text(child)))
            elif child.tag in SHAPES:
                self._hang(child, sheet)
        text, crossed = clean("\n".join(lines)), clean("\n".join(struck))
        if crossed:
            sheet.struck.append(crossed)
        kind = cell.get(OFFICE + "value-type")
        amount = exact(cell.get(OFFICE + "value") or "") if kind in _NUMBERS else None
        if amount is None:
            if not text and not crossed and kind is None and cell.get(TABLE + "formula") is not None:
                sheet.uncomputed.append((self._row, col))
            return text or ("" if crossed else clean(cell.get(OFFICE + "string-value") or "")), None, False
        if crossed and not text:
            return "", None, False
        # A zero that is not shown is a blank; another number whose format shows nothing is read as concealed.
        return (text or plain(amount), plain(amount), not text) if text or amount else ("", "0", False)

    def _take(self, ink: Ink, sheet: Sheet) -> None:
        sheet.boxes.extend(_plain_text(box) for box in ink.boxes)
        sheet.embedded.extend(ink.embedded)

    def _hang(self, drawn: etree._Element, sheet: Sheet) -> None:
        ink = Ink()
        hang(drawn, ink)
        self._take(ink, sheet)

    def _drawings(self, shapes: etree._Element, sheet: Sheet) -> None:
        for drawn in shapes:
            self._hang(drawn, sheet)

    def _count(self, copies: int) -> None:
        self._copies += copies
        if self._copies > _MOST_COPIES:
            raise Unreadable("too_large", TOO_LARGE)


def _hidden_tables(styles: etree._Element) -> Iterator[str]:
    """The styles of sheets that are hidden."""
    for style in styles:
        about = style.find(STYLE + "table-properties")
        if about is not None and about.get(TABLE + "display") == "false":
            yield style.get(STYLE + "name") or ""


def _plain_text(element: etree._Element) -> str:
    return "\n".join("".join(map(str, each.itertext())) for each in element.iter(_PARAGRAPH))


def _times(element: etree._Element, name: str) -> int:
    return min(max(whole(element.get(name), 1), 1), _FARTHEST)
