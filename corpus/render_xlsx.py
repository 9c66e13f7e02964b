"""A page as a workbook: each table a sheet of its own, running text on lines of the sheet it stands on."""

from __future__ import annotations

import datetime
import io
import re
from decimal import Decimal

import xlsxwriter

from corpus.page import LEFT, UP, Grid, Page

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:\.\d{1,6})?")


Formats = dict[tuple[int, bool], object]


def _put(sheet: xlsxwriter.worksheet.Worksheet, row: int, col: int, text: str, formats: Formats) -> None:
    """Numbers go in as numbers with a format that shows them as printed, rates as fractions where the book has a format
    for rates; everything else as text."""
    rate = text.endswith("%") and (0, True) in formats
    plain = text.removesuffix("%") if rate else text
    if _NUMBER.fullmatch(plain):
        value = float(Decimal(plain) / 100) if rate else float(plain)
        sheet.write_number(row, col, value, formats[len(plain.partition(".")[2]), rate])
    else:
        sheet.write_string(row, col, text)


def _table(sheet: xlsxwriter.worksheet.Worksheet, top: int, grid: Grid, formats: Formats) -> int:
    for row, cells in enumerate(grid.rows):
        for col, cell in enumerate(cells):
            if cell in (UP, LEFT):
                continue
            tall, wide = grid.spans(row, col)
            if tall > 1 or wide > 1:
                sheet.merge_range(top + row, col, top + row + tall - 1, col + wide - 1, "")
            _put(sheet, top + row, col, cell, formats)
    return top + len(grid.rows)


def _formats(book: xlsxwriter.Workbook, rates: bool) -> Formats:
    shapes = {places: "0." + "0" * places if places else "0" for places in range(7)}
    formats: Formats = {(places, False): book.add_format({"num_format": shape}) for places, shape in shapes.items()}
    if rates:
        formats |= {(places, True): book.add_format({"num_format": f"{shape}%"}) for places, shape in shapes.items()}
    return formats


def xlsx(page: Page, rates: bool = False) -> bytes:
    """The page as xlsx bytes; a grid with a sheet name opens a new sheet of that name. `rates`: percentages are stored
    as fractions with a percent format, as when the cell holds a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)})
        formats = _formats(book, rates)
        sheet, line, held = None, 0, []
        for block in page.blocks:
            if isinstance(block, Grid) and (block.sheet or sheet is None):
                sheet, line = book.add_worksheet(block.sheet[:31] or None), 0
                for text in held:
                    sheet.write_string(line, 0, text)
                    line += 1
                held = []
            if isinstance(block, Grid):
                line = _table(sheet, line, block, formats) + 1
            elif sheet is None or _opens_sheet(page, block):
                held.append(block.text)
            else:
                sheet.write_string(line, 0, block.text)
                line += 1
        for text in held:
            sheet = sheet or book.add_worksheet()
            sheet.write_string(line, 0, text)
            line += 1
    return out.getvalue()


def _opens_sheet(page: Page, block: object) -> bool:
    """Whether a text stands right above a table with a sheet of its own, as its title."""
    place = next(number for number, other in enumerate(page.blocks) if other is block)
    for other in page.blocks[place + 1 :]:
        if isinstance(other, Grid):
            return bool(other.sheet)
    return False
