"""A page as a workbook: each table a sheet of its own, running text on lines of the sheet it stands on."""

from __future__ import annotations

import datetime
import io
import re

import xlsxwriter

from corpus.page import LEFT, UP, Grid, Page

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:\.\d{1,6})?")


def _put(sheet: xlsxwriter.worksheet.Worksheet, row: int, col: int, text: str, formats: dict[int, object]) -> None:
    """Numbers go in as numbers with a format that shows them as printed; everything else as text."""
    if _NUMBER.fullmatch(text):
        sheet.write_number(row, col, float(text), formats[len(text.partition(".")[2])])
    else:
        sheet.write_string(row, col, text)


def _table(sheet: xlsxwriter.worksheet.Worksheet, top: int, grid: Grid, formats: dict[int, object]) -> int:
    for row, cells in enumerate(grid.rows):
        for col, cell in enumerate(cells):
            if cell in (UP, LEFT):
                continue
            tall, wide = grid.spans(row, col)
            if tall > 1 or wide > 1:
                sheet.merge_range(top + row, col, top + row + tall - 1, col + wide - 1, "")
            _put(sheet, top + row, col, cell, formats)
    return top + len(grid.rows)


def xlsx(page: Page) -> bytes:
    """The page as xlsx bytes; a grid with a sheet name opens a new sheet of that name."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)})
        formats: dict[int, object] = {
            places: book.add_format({"num_format": "0." + "0" * places if places else "0"}) for places in range(7)
        }
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
