"""Worksheets, whichever file they came from, as blocks: the name of the sheet, its table, what hangs on it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extract.decimals import plain
from extract.document import Block, Cell, Paragraph, Place, Table, Unread
from extract.readers.cell_format import display, is_date
from extract.readers.characters import clean
from extract.readers.grid import MAX_POSITIONS
from extract.readers.sheet_forms import apart

FAR_ROWS, _FAR_COLS = 1_000, 200
"""A gap of so many empty rows or columns ends the table: what lies beyond is a slip of the mouse, or an attack."""
_MERGE_BEYOND = 256
"""How far a merged range may reach past the last filled row or column before it is cut there."""

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


@dataclass(slots=True)
class Sheet:
    """One worksheet as read. `cells` hold anchors without spans, blanks included; `merges` are ranges; `no_zeros`
    where the sheet shows zeros as blanks; `struck` is text that its author struck out, but left standing."""

    name: str
    hidden: bool = False
    cells: list[Cell] = field(default_factory=list)
    merges: list[Range] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)
    uncomputed: list[tuple[int, int]] = field(default_factory=list)
    no_zeros: bool = False
    hidden_rows: int = 0
    hidden_cols: int = 0


def shown(sheet: Sheet, amount: Decimal, code: str, epoch_1904: bool) -> tuple[str, str | None, bool]:
    """A number in a cell: (text as displayed, the exact number unless it shows a date, whether it is concealed).

    A number whose format shows nothing is read all the same, as concealed; a zero so treated is a blank.
    """
    text = clean(display(amount, code, epoch_1904))
    if is_date(code):
        return text, None, False
    if not amount and (sheet.no_zeros or not text):
        return "", "0", False
    return text or plain(amount), plain(amount), not text


def reference(row: int, col: int) -> str:
    """The name of a cell as the program shows it: (0, 27) is AB1."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def assembled(sheets: Sequence[Sheet]) -> tuple[list[Block], list[Unread], list[str]]:
    """Blocks, unread parts and remarks of a workbook, in the order of its sheets."""
    blocks: list[Block] = []
    unread: list[Unread] = []
    remarks: list[str] = []
    for sheet in sheets:
        table, beneath, lost = _table(sheet)
        remarks.extend(_remarks(sheet, table is None, len(beneath)))
        if table is None and not (sheet.comments or sheet.boxes or sheet.struck or sheet.embedded or sheet.uncomputed):
            continue
        blocks.append(Paragraph(clean(sheet.name), level=1, kind="sheet", hidden=sheet.hidden))
        number = len(blocks) - (table is None)
        if table is not None:
            blocks.extend(apart(table))
        unread.extend(_unread(sheet, number, lost))
        blocks.extend(Paragraph(text, hidden=True) for text in (*beneath, *sheet.struck))
        blocks.extend(Paragraph(text, kind="textbox", hidden=sheet.hidden) for text in map(clean, sheet.boxes) if text)
        for row, col, comment in sorted(sheet.comments):
            if text := clean(comment):
                blocks.append(Paragraph(text, label=reference(row, col), kind="comment"))
    return blocks, unread, remarks


def _table(sheet: Sheet) -> tuple[Table | None, list[str], int]:
    """The grid of a sheet, row 0 being its first row; texts that merged cells conceal; how many far cells are
    left out."""
    filled = [cell for cell in sheet.cells if cell.text]
    if not filled:
        return None, [], 0
    rows = _end(sorted({cell.row for cell in filled}), FAR_ROWS)
    cols = _end(sorted({cell.col for cell in filled if cell.row < rows}), _FAR_COLS)
    inside = [cell for cell in filled if cell.row < rows and cell.col < cols]
    if rows * cols > MAX_POSITIONS:
        rows = MAX_POSITIONS // cols
        inside = [cell for cell in inside if cell.row < rows]
    anchors = {(cell.row, cell.col) for cell in inside}
    spans, covered, rows, cols = _spans(sheet.merges, anchors, rows, cols)
    cells = []
    beneath = []
    for cell in sheet.cells:
        at = (cell.row, cell.col)
        if at[0] >= rows or at[1] >= cols:
            continue
        if covered.covers(at):
            if cell.text:
                beneath.append(cell.text)
            continue
        rowspan, colspan = spans.get(at, (1, 1))
        hidden = cell.hidden or sheet.hidden
        as_is = at not in spans and hidden == cell.hidden
        cells.append(cell if as_is else Cell(*at, cell.text, rowspan, colspan, stored=cell.stored, hidden=hidden))
    return Table(rows, cols, tuple(cells), sheet=sheet.name), beneath, len(filled) - len(inside)


def _end(places: list[int], gap: int) -> int:
    """One past the last of sorted places that no gap separates from those before; the first may lie anywhere."""
    last = places[0]
    for place in places:
        if place - last > gap:
            break
        last = place
    return last + 1


class _Covered:
    """Positions that merged ranges cover, looked up without listing them."""

    def __init__(self, ranges: list[Range]) -> None:
        self._by_row: dict[int, list[tuple[int, int]]] = {}
        self._anchors = {(top, left) for top, left, _, _ in ranges}
        for top, left, bottom, right in ranges:
            for row in range(top, bottom + 1):
                self._by_row.setdefault(row, []).append((left, right))
        for spans in self._by_row.values():
            spans.sort()

    def covers(self, at: tuple[int, int]) -> bool:
        spans = self._by_row.get(at[0])
        if spans is None or at in self._anchors:
            return False
        index = bisect_left(spans, (at[1] + 1, 0)) - 1
        return index >= 0 and spans[index][1] >= at[1]


def _spans(
    merges: list[Range], anchors: set[tuple[int, int]], rows: int, cols: int
) -> tuple[dict[tuple[int, int], tuple[int, int]], _Covered, int, int]:
    """Spans by anchor, covered positions, and the size of the grid with the merged ranges of filled cells."""
    kept: list[Range] = []
    room = MAX_POSITIONS
    for top, left, bottom, right in merges:
        room -= min(bottom, rows + _MERGE_BEYOND) - top
        if room < 0:
            break
        if (top, left) not in anchors and not (top < rows and left < cols):
            continue
        last_row = bottom if bottom < rows + _MERGE_BEYOND else rows - 1
        last_col = right if right < cols + _MERGE_BEYOND else cols - 1
        if (top, left) not in anchors:
            last_row, last_col = min(last_row, rows - 1), min(last_col, cols - 1)
        kept.append((top, left, max(last_row, top), max(last_col, left)))
    for _, _, last_row, last_col in kept:
        rows, cols = max(rows, last_row + 1), max(cols, last_col + 1)
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in kept}
    return spans, _Covered(kept), rows, cols


def _unread(sheet: Sheet, block: int, lost: int) -> list[Unread]:
    whole = Place(block, None, None, 0, 0)
    found = [
        Unread(f"工作表“{sheet.name}”中有{kind}，其中的文字和数字未读取，请人工核对。", whole)
        for kind in dict.fromkeys(sheet.embedded)
    ]
    if sheet.uncomputed:
        row, col = sheet.uncomputed[0]
        reason = (
            f"工作表“{sheet.name}”中有{len(sheet.uncomputed)}个公式（如{reference(row, col)}）没有保存计算结果，数值未读取。"
            "请用 Excel 或 WPS 打开并保存后再报送。"
        )
        found.append(Unread(reason, whole))
    if lost:
        found.append(Unread(f"工作表“{sheet.name}”中有{lost}个单元格远离其余内容，未读取。", whole))
    return found


def _remarks(sheet: Sheet, empty: bool, beneath: int) -> list[str]:
    found = []
    if sheet.hidden:
        found.append(f"工作表“{sheet.name}”是隐藏的，" + ("其中没有内容。" if empty else "已读取并注明。"))
    counts = [f"{count}{unit}" for count, unit in ((sheet.hidden_rows, "行"), (sheet.hidden_cols, "列")) if count]
    if counts and not empty:
        found.append(f"工作表“{sheet.name}”中隐藏了{'、'.join(counts)}，已读取并注明。")
    if beneath:
        found.append(f"工作表“{sheet.name}”中有{beneath}处内容被合并单元格遮住，已作为隐藏文字读取。")
    if sheet.struck:
        found.append(f"工作表“{sheet.name}”中有{len(sheet.struck)}处划去的文字，不作正文，已注明。")
    if sheet.comments:
        found.append(f"工作表“{sheet.name}”中有{len(sheet.comments)}条批注，已读取，不作为正文。")
    return found
