"""Worksheets that go on in a second workbook when they are full; the style of all our workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from audit.report.files import MADE, part_of, publish

MOST_ROWS = 100_000
_MOST_LINKS = 60_000  # Excel refuses more than 65,530 hyperlinks on a sheet
_LONGEST_LINK = 2000
_ENDLESS = 1 << 30
_USUAL: Mapping[str, Any] = {}
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


Looks = Mapping[str, Mapping[int, Mapping[str, Any]]]
"""The looks that rows of a sheet may have, by name ("" is that of most): what is other than usual in their columns."""
_NO_LOOKS: Looks = {}


def link_path(path: str) -> str:
    """A relative path as it may stand in a link: only what a link can't carry is percent-encoded."""
    return _SPECIAL_IN_LINK.sub(lambda m: f"%{ord(m.group()):02X}", path)


def room_in(width: int) -> int:
    """How much a line of a column holds, in tenths of a character."""
    return max(10 * width - 8, 20)


def height(texts: Iterable[str], rooms: Iterable[int]) -> int:
    """Row height in points that shows each text in full, in the room that its column has.

    Offices that load a row without a height don't agree on fitting it, so it is said. A Chinese character is
    two wide; Excel shows no row higher than 409 points.
    """
    needed = 1
    for text, room in zip(texts, rooms, strict=False):
        if "\n" in text:
            needed = max(needed, sum([max(1, -(-_tenths(line) // room)) for line in text.split("\n")]))
        elif 20 * len(text) > needed * room:
            needed = max(needed, -(-_tenths(text) // room))
    return min(409, 13 * needed + 4)


def _shown(cell: Value) -> str:
    if isinstance(cell, Link):
        return cell.text
    return "" if cell is None or cell == "" else f"{cell:.16G}"  # the digits that a worksheet keeps


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

    def __init__(self, book: Book, name: str, columns: Sequence[Column], note: str, looks: Looks = _NO_LOOKS) -> None:
        self._book, self.name, self._columns, self._looks = book, name, columns, looks
        self.sheet = book.row_sheet(name)
        self.rows = 0
        self._links = 0
        self._styles: dict[tuple[str, tuple[tuple[str, Any], ...]], int] = {}
        self._first = 2
        self._dress(note)
        # The long texts stand on the right: after them most others can't need more lines.
        self._rooms = [_ENDLESS if column.kind == "hidden" else room_in(column.width) for column in reversed(columns)]
        self._usual: dict[tuple[str, tuple[object, ...]], str] = {}

    def _dress(self, note: str) -> None:
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
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 1)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&L&A&C第 &P 页 共 &N 页&R勾稽")

    def _frozen(self) -> int:
        return 2 if len(self._columns) > 8 else 1

    def add(self, cells: Sequence[Value], look: str = "") -> int:
        """Write the next row, in one of the sheet's looks; its number on the sheet (from 1) comes back."""
        row = self._first + self.rows
        texts = [cell if cell.__class__ is str else _shown(cell) for cell in cells]
        kinds = [text and cell.__class__ for text, cell in zip(texts, cells, strict=True)]
        if Link in kinds:
            kinds = [str if kind is Link and not self._led(row, i, cells[i]) else kind for i, kind in enumerate(kinds)]
        if self._book.cells.usual(texts):
            shape = (look, tuple(kinds))
            if shape not in self._usual:
                self._usual[shape] = self._written(look, kinds, ["%s"] * len(kinds))
            written = self._usual[shape] % tuple(filter(None, texts))
        else:
            written = self._written(look, kinds, texts)
        self.sheet.write_whole(row, height(reversed(texts), self._rooms), written)
        self.rows += 1
        return row + 1

    def _written(self, look: str, kinds: Sequence[object], texts: Sequence[str]) -> str:
        """The cells of a row; what is empty has no kind."""
        looks = self._looks.get(look, {})
        return "".join(
            self._cell(index, kind, text, looks.get(index, _USUAL))
            for index, (kind, text) in enumerate(zip(kinds, texts, strict=True))
        )

    def _cell(self, index: int, kind: object, text: str, changes: Mapping[str, Any]) -> str:
        if kind is Link:
            changes = {**changes, **_LEADING}
        if kind in (str, Link) and text.startswith(_FORMULA_SIGNS):
            changes = {**changes, "quote_prefix": True}
        style = self._style(self._columns[index], changes)
        cells = self._book.cells
        written: str
        if not kind:
            written = cells.empty(index, style)
        elif kind in (str, Link):
            written = cells.text(index, style, text)
        else:
            written = cells.number(index, style, text)
        return written

    def _led(self, row: int, index: int, link: Value) -> bool:
        """Let a cell lead where its link says, if Excel takes that."""
        if not isinstance(link, Link) or self._links == _MOST_LINKS or len(link.target) > _LONGEST_LINK:
            return False
        self._links += 1
        self.sheet.lead(row, index, link.target)
        return True

    def _style(self, column: Column, changes: Mapping[str, Any]) -> int:
        """The number of the format of a cell in a column with these changes."""
        key = (column.kind, tuple(changes.items()))
        if key not in self._styles:
            usual: dict[str, Any] = {"border": 1, "border_color": "#BFBFBF"}
            if column.kind in ("centre", "number"):
                usual["align"] = "center" if column.kind == "centre" else "right"
            self._styles[key] = self._book.style(**{**usual, **changes})._get_xf_index()
        return self._styles[key]

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
