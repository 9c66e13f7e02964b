"""The document model: what any reader makes of a file, and how a character in it is found again.

A `Document` is a sequence of blocks in reading order. A block is a `Paragraph` or a `Table`; blank
paragraphs are not blocks, a nested table is a block of its own right after its host. Offsets always count
characters of the block's (or cell's) `text` exactly as stored, so slicing the text at a `Place` gives the ink.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

import msgspec

from extract.kept import kept

BoxTuple = tuple[float, float, float, float]
TextId = tuple[int, int | None, int | None]
"""A text of a document: its block, and in a table the row and column of its cell."""


class Line(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a run of characters of one text is printed, for formats that have pages.

    `start` is the offset of the first character in the text; `edges` holds the left edge of each
    character and the right edge of the last one, so it is one longer than the run. Points, origin top left.
    """

    start: int
    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.edges) - 1


class Paragraph(msgspec.Struct, frozen=True, array_like=True, tag="paragraph"):
    """A paragraph. `label` is its automatic number as displayed (not part of `text`), `level` its heading
    level from 1 (0: body text), `kind` says where it stands: body, footnote, endnote, textbox, comment."""

    text: str
    label: str = ""
    level: int = 0
    kind: str = "body"
    lines: tuple[Line, ...] = ()
    hidden: bool = False


class Cell(msgspec.Struct, frozen=True, array_like=True):
    """A cell at its anchor on the grid, stored once with its spans. `stored` is the exact number behind a
    spreadsheet cell's displayed text, as a plain decimal string, where the file keeps one. `labels` are the
    automatic numbers of its paragraphs, which are no part of `text`, each with the offset it stands before."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    lines: tuple[Line, ...] = ()
    stored: str | None = None
    hidden: bool = False
    labels: tuple[tuple[int, str], ...] = ()


class Table(msgspec.Struct, frozen=True, array_like=True, tag="table", dict=True):
    """A table as a grid of `rows` x `cols`; covered positions hold no cell. `sheet` names the worksheet it
    came from; `host` is the block, row and column of the cell that holds it, if it is nested."""

    rows: int
    cols: int
    cells: tuple[Cell, ...]
    sheet: str = ""
    host: tuple[int, int, int] | None = None

    @kept
    def grid(self) -> Grid:
        """Rows of cells where every position covered by a span shows its anchor cell."""
        grid: Grid = [[None] * self.cols for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.rowspan, self.rows)):
                for col in range(cell.col, min(cell.col + cell.colspan, self.cols)):
                    grid[row][col] = cell
        return grid

    @kept
    def _anchors(self) -> dict[tuple[int, int], Cell]:
        # From the last, so that the first of two on one anchor stays.
        return {(cell.row, cell.col): cell for cell in reversed(self.cells)}

    def cell_at(self, row: int | None, col: int | None) -> Cell | None:
        """The cell anchored there, None where there is none or a span covers the place."""
        return None if row is None or col is None else self._anchors.get((row, col))


Block = Paragraph | Table
Grid = list[list[Cell | None]]
"""A table by rows and columns, each position with the cell that covers it."""


class Place(msgspec.Struct, frozen=True):
    """Where something is printed, also in the lines of the jsonl files. `block`: number of the paragraph or table in
    reading order from 0, blank paragraphs not counted; `row`, `col`: the anchor cell, null in paragraphs; `start`, `end`:
    characters in the paragraph's or cell's text; `page` from 1 and `box` [x0, top, x1, bottom] in points where the
    format has pages; `section`: the headings above, joined by " / "."""

    block: int
    row: int | None
    col: int | None
    start: int
    end: int
    page: int | None = None
    box: BoxTuple | None = None
    section: str = ""

    @property
    def text_id(self) -> TextId:
        """The text that it points into."""
        return self.block, self.row, self.col

    @property
    def order(self) -> tuple[int, int, int, int, int]:
        """Sort key in reading order."""
        return (
            self.block,
            -1 if self.row is None else self.row,
            -1 if self.col is None else self.col,
            self.start,
            self.end,
        )


class Unread(msgspec.Struct, frozen=True, array_like=True):
    """A part of the file that was not read, and why; `place` where it can be said."""

    reason: str
    place: Place | None = None


class Document(msgspec.Struct, frozen=True, array_like=True, dict=True):
    """One file as read. `format` is the kind found in its bytes (docx, doc, pdf, xlsx, xls, html, txt …).
    `furniture` keeps page headers, footers and page numbers, which are no part of the text; `remarks` tells
    what the reader noticed (tracked changes, hidden text, a misleading file name), in Chinese."""

    format: str
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = ()
    furniture: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    pages: int | None = None

    @kept
    def tables_until(self) -> tuple[int, ...]:
        """For each block how many tables there are until there, itself included."""
        return tuple(accumulate(int(isinstance(block, Table)) for block in self.blocks))

    @kept
    def sections(self) -> tuple[str, ...]:
        """For each block the headings above it (itself included if it is one), joined by ` / `."""
        trail: list[tuple[int, str]] = []
        found: list[str] = []
        section = ""
        for block in self.blocks:
            if isinstance(block, Paragraph) and block.level:
                while trail and trail[-1][0] >= block.level:
                    trail.pop()
                trail.append((block.level, (block.label + block.text).strip()))
                section = " / ".join(title for _, title in trail)
            found.append(section)
        return tuple(found)

    def texts(self) -> Iterator[tuple[int, Cell | None, str]]:
        """Every text in reading order: (block number, cell or None, text)."""
        for number, block in enumerate(self.blocks):
            if isinstance(block, Paragraph):
                yield number, None, block.text
            else:
                for cell in block.cells:
                    yield number, cell, cell.text

    def text_at(self, place: Place) -> str:
        """The whole text of the paragraph or cell that `place` points into."""
        block = self.blocks[place.block]
        if isinstance(block, Paragraph):
            return block.text
        cell = block.cell_at(place.row, place.col)
        if cell is None:
            raise LookupError(f"no cell at row {place.row}, column {place.col} of block {place.block}")
        return cell.text


def locate(lines: tuple[Line, ...], start: int, end: int) -> tuple[int | None, BoxTuple | None]:
    """Page and bounding box of the characters [start, end) on the page where they begin; rounded to 0.01 pt."""
    page: int | None = None
    spots: list[BoxTuple] = []
    for line in lines:
        first, last = max(start, line.start), min(end, line.end)
        if first >= last or page not in (None, line.page):
            continue
        page = line.page
        edges = line.edges[first - line.start : last - line.start + 1]
        spots.append((min(edges), line.top, max(edges), line.bottom))
    if not spots:
        return None, None
    box = (
        min(s[0] for s in spots),
        min(s[1] for s in spots),
        max(s[2] for s in spots),
        max(s[3] for s in spots),
    )
    x0, top, x1, bottom = (round(v, 2) for v in box)
    return page, (x0, top, x1, bottom)


_HEADING_SHAPES = (
    (1, re.compile(r"第[一二三四五六七八九十百]{1,3}[部编章]分?(?:[\s　、.．:：]|(?=\S))")),
    (2, re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．]")),
    (3, re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]")),
)
_SENTENCE_END = re.compile(r"[。；;！!？?]")
_LONGEST_HEADING = 60


def is_short(line: str) -> bool:
    """Whether a line may be a heading for its length and for having no end of a sentence inside; a longer one is body
    text whatever its style says. (GB/T 9704-2012 knows no longest heading; the bound is our own.)"""
    return len(line) <= _LONGEST_HEADING and not _SENTENCE_END.search(line[:-1])


def heading_level(text: str, label: str = "") -> int:
    """The level that Chinese official numbering gives a line: 第一部分 1, 一、 2, （一） 3, otherwise 0.

    For readers whose format carries no styles. A numbered line that goes on into a sentence is body text:
    a heading is short and has no full stop (GB/T 9704-2012 §7.3.3 numbering).
    Levels 1.（1） are left alone, since lists use the same numbers.
    """
    line = (label + text).strip()
    if not is_short(line) or line.endswith(("，", "；", "：", ":")):
        return 0
    for level, shape in _HEADING_SHAPES:
        if shape.match(line):
            return level
    return 0
