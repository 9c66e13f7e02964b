"""Little documents for tests: tables from lines of `a | b | c`, where `<` continues the cell on the left and
`^` the cell above."""

from __future__ import annotations

from decimal import Decimal

from extract.claims.context import Context, Passage
from extract.document import Block, Cell, Document, Paragraph, Place, Table
from extract.figure import Fact, Figure
from extract.items import items
from extract.tables.cells import kind_of
from extract.tables.units import units

_SCALE = {"元": "1", "千元": "1000", "万元": "10000", "亿元": "100000000"}


def table(lines: str) -> Table:
    """A table from text, one row a line."""
    rows = [[text.strip() for text in line.split("|")] for line in lines.strip("\n").splitlines()]
    return grid(rows)


def grid(rows: list[list[str]]) -> Table:
    """A table from rows of texts."""
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in {"<", "^"}:
                continue
            down = 1
            while r + down < len(rows) and rows[r + down][c] == "^":
                down += 1
            right = 1
            while c + right < width and row[c + right] == "<":
                right += 1
            cells.append(Cell(r, c, text, down, right))
    return Table(len(rows), width, tuple(cells))


def document(*blocks: Block | str) -> Document:
    """A document of paragraphs (given as texts) and tables."""
    return Document("txt", tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks))


def units_of(*blocks: Block | str) -> dict[str, str]:
    """Unit by cell text, for the last block."""
    made = document(*blocks)
    last = made.blocks[-1]
    assert isinstance(last, Table)
    texts = {(cell.row, cell.col): cell.text for cell in last.cells}
    return {texts[at]: unit for at, unit in units(made, len(blocks) - 1).items()}


def figure(text: str, unit: str, place: Place) -> Figure:
    """A figure of one number cell, its unit inherited where the cell has none."""
    bare = text.replace(",", "").strip()
    own = bare.lstrip("-0123456789.")
    number = Decimal(bare[: len(bare) - len(own)])
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    written = own or unit
    scale = Decimal(_SCALE.get(written, "1"))
    whole = exponent == 0 and written not in _SCALE and written not in {"%", ""}
    step = Decimal(0) if whole else scale.scaleb(exponent)
    return Figure(text, number * scale, "元" if written in _SCALE else written, step, written, place)


def context(*blocks: Block | str) -> Context:
    """A context whose figures are the tables' number cells."""
    made = document(*blocks)
    figures: list[Figure] = []
    passages: list[Passage] = []
    for number, block in enumerate(made.blocks):
        if isinstance(block, Paragraph):
            passages.append(Passage(number, None, None, block.text, "", ()))
            continue
        known = units(made, number)
        for cell in block.cells:
            place = Place(number, cell.row, cell.col, 0, len(cell.text))
            numbers: tuple[int, ...] = ()
            if kind_of(cell.text) == "number":
                numbers = (len(figures),)
                figures.append(figure(cell.text, known.get((cell.row, cell.col), ""), place))
            passages.append(Passage(number, cell.row, cell.col, cell.text, "", numbers))
    facts = tuple(Fact(n) for n in range(len(figures)))
    return Context(made, tuple(figures), facts, tuple(passages), (), items(made))
