"""Excel workbooks (.xlsx, .xlsm): every cell as displayed, with the exact number behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from extract.document import Cell, Document, Unread
from extract.errors import Unreadable
from extract.readers.cell_dates import serial_of
from extract.readers.cell_format import BUILT_IN, is_date, number
from extract.readers.characters import clean, whole
from extract.readers.package import DAMAGED, Package, Relation, stream_xml
from extract.readers.sheet_fonts import PLAIN, Font, set_in
from extract.readers.sheets import FAR_ROWS, Sheet, assembled, shown
from extract.readers.symbols import is_symbol_font

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DRAWING_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PART = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_ROW, _CELL, _VALUE, _TEXT, _RICH, _FORMULA = S + "row", S + "c", S + "v", S + "t", S + "is", S + "f"
_RUN, _RUN_FONT = S + "r", S + "rPr"
_SCRIPTS = {"superscript": 1, "subscript": -1}
_MERGE, _COLUMN, _FURNITURE, _OBJECT = S + "mergeCell", S + "col", S + "headerFooter", S + "oleObject"
_VIEW = S + "sheetView"
_EMBEDDED = {_OBJECT: "嵌入对象", S + "control": "表单控件"}
_STREAMED = (_ROW, _MERGE, _COLUMN, _FURNITURE, _VIEW, *_EMBEDDED)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FIELD = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-F]{6}|[0-9]+|[A-Z])", re.IGNORECASE)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_ON = frozenset(("1", "true"))


def read(source: bytes) -> Document:
    """Read the bytes of an xlsx. Each sheet becomes a heading with its name and a table whose row 0 is the first
    row of the sheet. Raises `Unreadable` where the package is encrypted, damaged or too large."""
    package = Package(source)
    main = package.main()
    relations = package.relations(main)
    workbook = package.xml(main)
    properties = workbook.find(S + "workbookPr")
    epoch_1904 = properties is not None and properties.get("date1904") in _ON
    reader = _Reader(package, _strings(package, relations), *_styles(package, relations), epoch_1904)
    sheets = []
    for element in workbook.iterfind(f"{S}sheets/{S}sheet"):
        relation = relations.get(element.get(_ID) or "")
        sheet = Sheet(element.get("name") or "", element.get("state") in ("hidden", "veryHidden"))
        if relation is not None and relation.kind == "worksheet" and package.has(relation.target):
            reader.fill(sheet, relation.target)
        else:
            sheet.embedded.append(
                "图表" if relation is not None and relation.kind == "chartsheet" else "无法打开的内容"
            )
        sheets.append(sheet)
    blocks, unread, remarks = assembled(sheets)
    if reader.missing_strings:
        unread.append(
            Unread(f"有{reader.missing_strings}个单元格的文字在文件中缺失，未读取。请用 Excel 另存后再报送。")
        )
    return Document(
        format="xlsx",
        blocks=tuple(blocks),
        unread=tuple(unread),
        furniture=tuple(dict.fromkeys(reader.furniture)),
        remarks=tuple(remarks),
    )


def _part(package: Package, relations: dict[str, Relation], kind: str) -> str | None:
    return next((r.target for r in relations.values() if r.kind == kind and package.has(r.target)), None)


Text = str | tuple[str, str]
"""The text of a cell; where its runs have fonts of their own, what shows of it and what is struck out of it."""


def _strings(package: Package, relations: dict[str, Relation]) -> list[Text]:
    name = _part(package, relations, "sharedStrings")
    return [_rich(item) for item in package.xml(name).iterchildren(S + "si")] if name else []


def _rich(item: etree._Element) -> Text:
    """The text of a string item without its phonetic guide."""
    if len(item) == 1 and item[0].tag == _TEXT:
        return clean(_plain(item[0].text))
    runs = []
    for run in item:
        text = run if run.tag == _TEXT else run.find(_TEXT) if run.tag == _RUN else None
        if text is not None:
            runs.append((_plain(text.text), _font(run.find(_RUN_FONT))))
    return set_in(runs)


def _plain(text: str | None) -> str:
    text = text or ""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _font(stated: etree._Element | None) -> Font:
    """What matters of a font: in the styles of cells its name is called name, in runs of text rFont."""
    if stated is None:
        return PLAIN
    said = {child.tag: child.get("val") for child in stated}
    name = said.get(S + "rFont") or said.get(S + "name") or ""
    struck = S + "strike" in said and said[S + "strike"] not in ("0", "false")
    return Font(_SCRIPTS.get(said.get(S + "vertAlign") or "", 0), struck, name if is_symbol_font(name) else "")


def _styles(package: Package, relations: dict[str, Relation]) -> tuple[list[str], dict[int, Font]]:
    """The number format of each cell style, and the fonts of those whose text does not show as it stands."""
    name = _part(package, relations, "styles")
    if name is None:
        return [], {}
    root = package.xml(name)
    own = {e.get("numFmtId"): e.get("formatCode") or "General" for e in root.iterfind(f"{S}numFmts/{S}numFmt")}
    fonts = {n: font for n, stated in enumerate(root.iterfind(f"{S}fonts/{S}font")) if (font := _font(stated)) != PLAIN}
    codes = []
    odd = {}
    for index, style in enumerate(root.iterfind(f"{S}cellXfs/{S}xf")):
        named = style.get("numFmtId")
        codes.append(own.get(named) or BUILT_IN.get(whole(named, 0), "General"))
        used = whole(style.get("fontId"), 0)
        if used in fonts:
            odd[index] = fonts[used]
    return codes, odd


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    col = 0
    for letter in letters.upper():
        col = col * 26 + ord(letter) - ord("A") + 1
    return col - 1


@lru_cache(maxsize=4_096)
def _style(number: str | None) -> int:
    return whole(number, 0)


def _position(name: str) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(name)
    if found is None or not 1 <= int(found[2]) <= _LAST_ROW or _column(found[1]) >= _LAST_COLUMN:
        return None
    return int(found[2]) - 1, _column(found[1])


class _Reader:
    """Fills sheets of one workbook."""

    def __init__(
        self,
        package: Package,
        strings: list[Text],
        formats: list[str],
        fonts: dict[int, Font],
        epoch_1904: bool,
    ) -> None:
        self._package = package
        self._strings = strings
        self._formats = formats
        self._fonts = fonts
        self._epoch_1904 = epoch_1904
        self._last_filled = 0
        self.furniture: list[str] = []
        self.missing_strings = 0

    def fill(self, sheet: Sheet, name: str) -> None:
        """Read the worksheet part `name` into `sheet`, row by row, so that memory holds only what is kept."""
        self._last_filled = 0
        hidden_columns: list[tuple[int, int]] = []
        row = -1
        for element in stream_xml(self._package.part(name), _STREAMED):
            tag = element.tag
            if tag == _ROW:
                row = self._row(element, row, hidden_columns, sheet)
                element.clear()
            elif tag == _COLUMN and (element.get("hidden") in _ON or element.get("width") == "0"):
                hidden_columns.append((whole(element.get("min"), 1) - 1, whole(element.get("max"), 0) - 1))
            elif tag == _MERGE:
                ends = [_position(end) for end in (element.get("ref") or "").split(":")]
                if len(ends) == 2 and ends[0] and ends[1]:
                    sheet.merges.append((*ends[0], *ends[1]))
            elif tag == _VIEW:
                sheet.no_zeros = element.get("showZeros") in ("0", "false")
            elif tag == _FURNITURE:
                self.furniture.extend(_page_texts(element))
            elif tag in _EMBEDDED:
                sheet.embedded.append(_EMBEDDED[tag])
        used = {cell.col for cell in sheet.cells if cell.text}
        sheet.hidden_cols = sum(1 for col in used if any(first <= col <= last for first, last in hidden_columns))
        self._hangings(sheet, name)

    def _row(self, element: etree._Element, before: int, columns: list[tuple[int, int]], sheet: Sheet) -> int:
        row = whole(element.get("r"), before + 2) - 1
        if not 0 <= row < _LAST_ROW:
            raise Unreadable("damaged", DAMAGED)
        hidden = element.get("hidden") in _ON
        filled = len(sheet.cells)
        col = -1
        for cell in element.iterchildren(_CELL):
            name = cell.get("r")
            col = _column(name.rstrip("0123456789")) if name else col + 1
            if not 0 <= col < _LAST_COLUMN:
                raise Unreadable("damaged", DAMAGED)
            text, stored, concealed = self._content(cell, row, col, sheet)
            if self._fonts or not isinstance(text, str):
                text = self._in_font(text, cell, sheet)
                stored = stored if text else None
            if columns and not concealed:
                concealed = any(first <= col <= last for first, last in columns)
            concealed = concealed or hidden
            if text or row - self._last_filled <= FAR_ROWS:
                sheet.cells.append(Cell(row, col, text, stored=stored, hidden=concealed))
                self._last_filled = row if text else self._last_filled
        if hidden and any(cell.text for cell in sheet.cells[filled:]):
            sheet.hidden_rows += 1
        return row

    def _content(self, cell: etree._Element, row: int, col: int, sheet: Sheet) -> tuple[Text, str | None, bool]:
        """The displayed text of a cell, the exact number behind it if it is one, and whether its format hides it."""
        kind = cell.get("t")
        value = None
        for child in cell:
            if child.tag == _VALUE:
                value = child.text
                break
        if value is not None and (kind is None or kind in ("n", "d")):
            return self._number(value, cell, sheet, kind == "d")
        if kind == "inlineStr":
            rich = cell.find(_RICH)
            return (_rich(rich) if rich is not None else ""), None, False
        if value is None:
            empty_text = kind == "str" and cell.find(_VALUE) is not None
            if cell.find(_FORMULA) is not None and not empty_text:
                sheet.uncomputed.append((row, col))
            return "", None, False
        if kind == "s":
            return self._shared(value), None, False
        if kind == "b":
            value = "TRUE" if value in _ON else "FALSE"
        return clean(value), None, False

    def _shared(self, value: str) -> Text:
        index = whole(value, -1)
        if 0 <= index < len(self._strings):
            return self._strings[index]
        self.missing_strings += 1
        return ""

    def _in_font(self, text: Text, cell: etree._Element, sheet: Sheet) -> str:
        """What shows of a text in the font of its cell; what is struck out is left with the sheet."""
        if isinstance(text, str):
            font = self._fonts.get(_style(cell.get("s")))
            if font is None:
                return text
            text = set_in([(text, font)])
        shown, struck = text
        if struck:
            sheet.struck.append(struck)
        return shown

    def _number(self, value: str, cell: etree._Element, sheet: Sheet, iso: bool) -> tuple[str, str | None, bool]:
        style = _style(cell.get("s"))
        code = self._formats[style] if 0 <= style < len(self._formats) else "General"
        amount = serial_of(value) if iso else number(value)
        if amount is None:
            return clean(value), None, False
        if iso and not is_date(code):
            code = BUILT_IN[14]
        return shown(sheet, amount, code, self._epoch_1904)

    def _hangings(self, sheet: Sheet, name: str) -> None:
        """Comments, text boxes, pictures and charts of a sheet."""
        for relation in self._package.relations(name).values():
            if relation.external or not self._package.has(relation.target):
                continue
            if relation.kind == "comments":
                sheet.comments.extend(_comments(self._package.xml(relation.target)))
            elif relation.kind == "drawing":
                _drawn(self._package.xml(relation.target), sheet)


def _page_texts(element: etree._Element) -> list[str]:
    """Page headers and footers without their codes for fonts, page numbers and dates."""
    texts = (clean(_FIELD.sub(" ", (part.text or "").replace("&&", "＆"))) for part in element)
    return [text for text in texts if text]


def _comments(root: etree._Element) -> Iterator[tuple[int, int, str]]:
    for comment in root.iterfind(f"{S}commentList/{S}comment"):
        place = _position(comment.get("ref") or "")
        rich = comment.find(S + "text")
        if place is not None and rich is not None:
            text = _rich(rich)
            yield (*place, text if isinstance(text, str) else text[0])


def _drawn(root: etree._Element, sheet: Sheet) -> None:
    for shape in root.iter(_PART + "sp"):
        lines = ("".join(t.text or "" for t in p.iter(_DRAWING_TEXT + "t")) for p in shape.iter(_DRAWING_TEXT + "p"))
        sheet.boxes.append("\n".join(line for line in lines if line.strip()))
    if next(root.iter(_PART + "pic"), None) is not None:
        sheet.embedded.append("图片")
    if next(root.iter(_PART + "graphicFrame"), None) is not None:
        sheet.embedded.append("图表")
