"""Legacy workbooks (.xls, and .et of WPS): BIFF, read by xlrd with formats."""

from __future__ import annotations

import io
import itertools
import struct

import xlrd

from extract.document import Cell, Document
from extract.errors import Unreadable
from extract.readers.biff_drawings import hang_drawings
from extract.readers.cell_format import BUILT_IN, number
from extract.readers.characters import clean
from extract.readers.package import DAMAGED, ENCRYPTED
from extract.readers.sheet_fonts import PLAIN, Font, set_in
from extract.readers.sheets import Sheet, assembled, shown
from extract.readers.symbols import is_symbol_font

_BROKEN = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, AssertionError, LookupError, ValueError, TypeError,
    AttributeError, ArithmeticError, MemoryError, NotImplementedError,
)  # fmt: skip
"""What xlrd raises on broken files: it checks little before it unpacks."""


def read(source: bytes) -> Document:
    """Read the bytes of an xls or et. Raises `Unreadable` where it is encrypted or damaged."""
    try:
        # Ragged: else one far cell, or a merge that claims the whole sheet, fills every row up to it with blanks.
        book = xlrd.open_workbook(file_contents=source, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        sheets = [_sheet(book, index) for index in range(book.nsheets)]
        hang_drawings(source, sheets)
    except _BROKEN as error:
        if "encrypted" in str(error).lower():
            raise Unreadable("encrypted", ENCRYPTED) from error
        raise Unreadable("damaged", DAMAGED) from error
    blocks, unread, remarks = assembled(sheets)
    return Document(format="xls", blocks=tuple(blocks), unread=tuple(unread), remarks=tuple(remarks))


def _sheet(book: xlrd.book.Book, index: int) -> Sheet:
    source = book.sheet_by_index(index)
    sheet = Sheet(source.name, source.visibility != 0, no_zeros=not source.show_zero_values)
    hidden_rows = {row for row, about in source.rowinfo_map.items() if about.hidden}
    odd = {number: font for number, stated in enumerate(book.font_list) if (font := _font(stated)) != PLAIN}
    hidden_cols = {col for col, about in source.colinfo_map.items() if about.hidden}
    for row in range(source.nrows):
        for col in range(source.row_len(row)):
            cell = source.cell(row, col)
            if cell.ctype == xlrd.XL_CELL_EMPTY:
                continue
            text, stored, concealed = _content(book, sheet, cell)
            if odd and text:
                changes = source.rich_text_runlist_map.get((row, col), ())
                text, struck = _set(text, cell, [(0, book.xf_list[cell.xf_index].font_index), *changes], odd)
                sheet.struck += [struck] if struck else []
                stored = stored if text else None
            concealed = concealed or row in hidden_rows or col in hidden_cols
            sheet.cells.append(Cell(row, col, text, stored=stored, hidden=concealed))
    sheet.merges.extend((top, left, end - 1, right - 1) for top, end, left, right in source.merged_cells)
    sheet.comments.extend((row, col, note.text) for (row, col), note in source.cell_note_map.items())
    filled = [cell for cell in sheet.cells if cell.text]
    sheet.hidden_rows = len(hidden_rows & {cell.row for cell in filled})
    sheet.hidden_cols = len(hidden_cols & {cell.col for cell in filled})
    return sheet


def _content(book: xlrd.book.Book, sheet: Sheet, cell: xlrd.sheet.Cell) -> tuple[str, str | None, bool]:
    text = ""
    if cell.ctype == xlrd.XL_CELL_TEXT:
        text = clean(_plain(cell.value))
    elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
        text = "TRUE" if cell.value else "FALSE"
    elif cell.ctype == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(cell.value, "#ERR!")
    elif cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        amount = number(repr(cell.value))
        if amount is not None:
            return shown(sheet, amount, _code(book, cell.xf_index), book.datemode == 1)
    return text, None, False


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _font(stated: xlrd.formatting.Font) -> Font:
    script = {1: 1, 2: -1}.get(stated.escapement, 0)
    return Font(script, bool(stated.struck_out), stated.name if is_symbol_font(stated.name) else "")


def _set(text: str, cell: xlrd.sheet.Cell, changes: list[tuple[int, int]], odd: dict[int, Font]) -> tuple[str, str]:
    """The text of a cell in its fonts, each given with the character from which on it is used."""
    fonts = [odd.get(number, PLAIN) for _, number in changes]
    if all(font is PLAIN for font in fonts):
        return text, ""
    if cell.ctype != xlrd.XL_CELL_TEXT:
        return set_in([(text, fonts[0])])
    bounds = [*(start for start, _ in changes), len(cell.value)]
    pieces = (_plain(cell.value[start:end]) for start, end in itertools.pairwise(bounds))
    return set_in(list(zip(pieces, fonts, strict=True)))


def _code(book: xlrd.book.Book, style: int | None) -> str:
    if style is None or not 0 <= style < len(book.xf_list):
        return "General"
    key = book.xf_list[style].format_key
    stated = book.format_map.get(key)
    return BUILT_IN.get(key) or (stated.format_str if stated is not None else "") or "General"
