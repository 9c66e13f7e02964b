"""Worksheets that go on in a second workbook when they are full; the style of all our workbooks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from audit.report.files import MADE, part_of, publish

MOST_ROWS = 100_000
_MOST_LINKS = 60_000  # Excel refuses more than 65,530 hyperlinks on a sheet
_LONGEST_LINK = 2000
_USUAL: Mapping[str, Any] = {}
_NONE: Mapping[int, Mapping[str, Any]] = {}
_LEADING = {"font_color": "#0563C1", "underline": 1}
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "\t", "\r")
_SPECIAL_IN_LINK = re.compile(r'[%#?"<>\[\]^{}`\\ ]')
SEVERITY_COLOURS = {"错误": ("#9C0006", "#FFC7CE"), "疑点": ("#7F4F00", "#FFEB9C"), "提示": ("#1F3864", "#DDEBF7")}


class Column(msgspec.Struct, frozen=True):
    """A column: heading, width in characters, `kind` text, number, centre (short words), or hidden."""

    heading: str
    width: int
    kind: str = "text"


class Link(msgspec.Struct, frozen=True):
    """A cell that leads somewhere: `target` is external:… or internal:…"""

    target: str
    text: str


Value = str | Decimal | int | Link | None


def link_path(path: str) -> str:
    """A relative path as it may stand in a link: only what a link can't carry is percent-encoded."""
    return _SPECIAL_IN_LINK.sub(lambda m: f"%{ord(m.group()):02X}", path)


def room_in(width: int) -> int:
    """How much a line of a column holds, in tenths of a character."""
    return max(10 * width - 8, 20)


def height(texts: Sequence[tuple[str, int]]) -> int:
    """Row height in points that shows each text (with the room of its column) in full.

    Offices that load a row without a height don't agree on fitting it, so it is said. A Chinese character is
    two wide; Excel shows no row higher than 409 points.
    """
    needed = 1
    for text, room in reversed(texts):  # the long ones stand on the right: after them most others can't need more
        if "\n" in text:
            needed = max(needed, sum([max(1, -(-_tenths(line) // room)) for line in text.split("\n")]))
        elif 20 * len(text) > needed * room:
            needed = max(needed, -(-_tenths(text) // room))
    return min(409, 13 * needed + 4)


def _tenths(line: str) -> int:
    return 20 * len(line) - 9 * len(line.encode("latin-1", "ignore"))


class Book:
    """A workbook that streams its rows to disk and is equal byte for byte for equal content."""

    def __init__(self, path: Path, title: str) -> None:
        from audit.report import row_sheet

        self.cells = row_sheet
        self._path = path
        self.book = row_sheet.RowWorkbook(part_of(path))
        self.book.set_properties({"title": title, "author": "勾稽", "created": MADE})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def row_sheet(self, name: str) -> Any:
        """A further worksheet that takes whole rows."""
        return self.book.add_worksheet(name, self.cells.RowSheet)

    def style(self, **changes: Any) -> Any:
        """A cell format: the book's own font and borders with these changes."""
        key = tuple(sorted(changes.items()))
        if key not in self._formats:
            base = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True}
            self._formats[key] = self.book.add_format(base | changes)
        return self._formats[key]

    def close(self) -> None:
        self.book.close()
        publish(self._path)


class Sheet:
    """One worksheet with a heading row that stays in view and repeats in print."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column], note: str, paper_width: int = 1) -> None:
        self._book, self.name, self._columns = book, name, columns
        self.sheet = book.row_sheet(name)
        self.rows = 0
        self._links = 0
        self._styles: dict[tuple[str, tuple[tuple[str, Any], ...]], int] = {}
        self._first = 2
        self._dress(note, paper_width)
        self._plain = [self._style(column, _USUAL) for column in columns]
        self._around = [book.cells.usual_text(style) for style in self._plain]
        self._places = [f'<c r="{name}' for name in book.cells.COLUMNS[: len(columns)]]
        self._rooms = [0 if column.kind == "hidden" else room_in(column.width) for column in columns]

    def _dress(self, note: str, paper_width: int) -> None:
        sheet, book = self.sheet, self._book
        for index, column in enumerate(self._columns):
            hidden = {"hidden": True} if column.kind == "hidden" else {}
            sheet.set_column(index, index, column.width, None, hidden)
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, note, book.style(text_wrap=False, italic=True, font_color="#595959", valign="vcenter"))
        head = book.style(
            bold=True, bg_color="#1F4E79", font_color="#FFFFFF", border=1, align="center", valign="vcenter"
        )
        sheet.set_row(1, 32)
        for index, column in enumerate(self._columns):
            sheet.write_string(1, index, column.heading, head)
        sheet.freeze_panes(2, self._frozen())
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(paper_width, 0)
        sheet.repeat_rows(0, 1)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&L&A&C第 &P 页 共 &N 页&R勾稽")

    def _frozen(self) -> int:
        return 2 if len(self._columns) > 8 else 1

    def add(self, cells: Sequence[Value], styles: Mapping[int, Mapping[str, Any]] | None = None) -> int:
        """Write the next row; its number on the sheet (from 1) comes back. `styles` change single cells."""
        row = self._first + self.rows
        number = str(row + 1)
        shown = [
            (cell if cell.__class__ is str else cell.text if isinstance(cell, Link) else str(cell), room)
            for cell, room in zip(cells, self._rooms, strict=True)
            if cell and room
        ]
        changes = styles or _NONE
        usual = self._book.cells.usual([cell for cell in cells if cell.__class__ is str])
        written = [
            f"{place}{number}{before}{cell}{behind}"
            if usual and cell and cell.__class__ is str and index not in changes
            else f"{place}{number}{self._cell(row, index, cell, changes.get(index, _USUAL))}"
            for index, (cell, place, (before, behind)) in enumerate(zip(cells, self._places, self._around, strict=True))
        ]
        self.sheet.write_whole(row, height(shown), "".join(written))
        self.rows += 1
        return row + 1

    def _style(self, column: Column, changes: Mapping[str, Any]) -> int:
        """The number of the format of a cell in a column with these changes."""
        key = (column.kind, tuple(changes.items()))
        if key not in self._styles:
            usual: dict[str, Any] = {"border": 1, "border_color": "#BFBFBF"}
            if column.kind in ("centre", "number"):
                usual["align"] = "center" if column.kind == "centre" else "right"
            self._styles[key] = self._book.style(**{**usual, **changes})._get_xf_index()
        return self._styles[key]

    def _cell(self, row: int, index: int, value: Value, changes: Mapping[str, Any]) -> str:
        if isinstance(value, Link):
            if self._links < _MOST_LINKS and len(value.target) <= _LONGEST_LINK:
                self._links += 1
                self.sheet.lead(row, index, value.target)
                changes = {**changes, **_LEADING} if changes else _LEADING
            value = value.text
        if isinstance(value, str) and value.startswith(_FORMULA_SIGNS):
            changes = {**changes, "quote_prefix": True}
        style = self._style(self._columns[index], changes) if changes else self._plain[index]
        cells = self._book.cells
        written: str
        if value is None or value == "":
            written = cells.empty(style)
        elif isinstance(value, str):
            written = cells.text(style, value)
        else:
            written = cells.number(style, value)
        return written

    def finish(self) -> None:
        """Set what depends on the number of rows: the filter, and the sheet's absence when it stayed empty."""
        last = max(self._first + self.rows - 1, self._first)
        self.sheet.autofilter(1, 0, last, len(self._columns) - 1)
        self.sheet.print_area(0, 0, last, self._last_shown())

    def _last_shown(self) -> int:
        return max(i for i, column in enumerate(self._columns) if column.kind != "hidden")

    def choices(self, column: int, words: Sequence[str], rows: int) -> None:
        """A drop-down of these words in a column, for as many rows as are written."""
        self.sheet.data_validation(
            self._first,
            column,
            self._first + max(rows, 1) - 1,
            column,
            {
                "validate": "list",
                "source": list(words),
                "error_title": "处理状态",
                "error_message": "请从下拉列表中选择：" + "、".join(words),
            },
        )
