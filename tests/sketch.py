"""Documents from a few lines of text: `|` begins a table row, `# …` a heading, `[未读：…]` a part that could not
be read, anything else is a paragraph."""

from __future__ import annotations

from audit.case import Case
from extract.document import Block, Cell, Document, Paragraph, Table, Unread, heading_level
from extract.figure import Fact
from extract.figures import figures
from extract.items import items
from extract.report import Report


def document(text: str) -> Document:
    """The document that the lines describe; a blank line ends a table, and is no block of its own."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    unread: list[Unread] = []

    def end_table() -> None:
        if rows:
            cells = tuple(Cell(r, c, t) for r, row in enumerate(rows) for c, t in enumerate(row))
            blocks.append(Table(len(rows), max(map(len, rows)), cells))
            rows.clear()

    for raw in text.strip("\n").split("\n"):
        line = raw.strip()
        if line.startswith("|"):
            rows.append([part.strip() for part in line.strip("|").split("|")])
            continue
        end_table()
        if line.startswith("# "):
            blocks.append(Paragraph(line[2:], level=heading_level(line[2:]) or 1))
        elif line.startswith("[未读："):
            unread.append(Unread(line.removeprefix("[未读：").removesuffix("]")))
        elif line:
            blocks.append(Paragraph(line, level=heading_level(line)))
    end_table()
    return Document("txt", tuple(blocks), tuple(unread))


def case(text: str) -> Case:
    """The first item of the document that the lines describe, with its figures but without claims."""
    drawn = document(text)
    read, malformed = figures(drawn, lambda _document, _block: {})
    facts = tuple(Fact(number) for number in range(len(read)))
    report = Report(drawn, items(drawn), read, facts, malformed, (), ())
    return Case(report, report.items[0], (), (), (), ())
