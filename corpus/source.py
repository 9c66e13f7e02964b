"""Hand-written reports: a plain text notation that people can read and change.

`= title`, `# heading`, `## heading`, `### heading`, `> centred`, `>> set right`; a line that begins with `|` is a
table row, its cells parted by ` | ` (`^` merged with the cell above, `<` with the one to the left, a trailing `\\n`
in a cell is written ⏎); a blank line ends a table; every other line is a paragraph. `%% name: value` lines on top
are settings: `formats` (docx, txt, wordtxt, html, xlsx, pdf, doc), `styles` (on, off), `sheets` (names for the tables of a
workbook, in order).
"""

from __future__ import annotations

import msgspec

from corpus.page import LEFT, Block, Grid, Heading, Page, Para


class Source(msgspec.Struct, frozen=True):
    """A parsed source: the page and in which formats it is kept."""

    page: Page
    formats: tuple[str, ...]


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip().replace("⏎", "\n") for cell in inner.split("|"))


def _grid(lines: list[str], sheet: str) -> Grid:
    rows = [_cells(line) for line in lines]
    width = max(len(row) for row in rows)
    return Grid(tuple(row + (LEFT,) * (width - len(row)) for row in rows), sheet)


_MARKS = (("### ", 3), ("## ", 2), ("# ", 1), ("= ", 0))


def _line(line: str) -> Block:
    for mark, level in _MARKS:
        if line.startswith(mark):
            return Heading(level, line.removeprefix(mark).strip())
    if line.startswith(">> "):
        return Para(line[3:].strip(), "right")
    if line.startswith("> "):
        return Para(line[2:].strip(), "center")
    return Para(line.strip())


def parse(text: str) -> Source:
    """Reads a source. A short table row is filled up to the table's width by widening its last cell."""
    settings: dict[str, str] = {}
    blocks: list[Block] = []
    table: list[str] = []
    sheets: list[str] = []
    for line in [*text.splitlines(), ""]:
        if table and not line.startswith("|"):
            blocks.append(_grid(table, sheets.pop(0) if sheets else ""))
            table = []
        if line.startswith("%%"):
            name, _, value = line[2:].partition(":")
            settings[name.strip()] = value.strip()
            if name.strip() == "sheets":
                sheets = [sheet.strip() for sheet in value.split(",")]
        elif line.startswith("|"):
            table.append(line)
        elif line.strip():
            blocks.append(_line(line))
    formats = tuple(part.strip() for part in settings.get("formats", "docx").split(","))
    return Source(Page(tuple(blocks), settings.get("styles", "on") == "on"), formats)
