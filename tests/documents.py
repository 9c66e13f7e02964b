"""Little documents written as text: `# ` opens a heading, `|` a table row, every other line is a paragraph.

A line `[未读：why]` is a part of the file that could not be read.
In a table row cells stand between bars; `^` says that the cell above goes on, `<` that the cell to the left does.
"""

from extract.document import Cell, Document, Paragraph, Table, Unread, heading_level


def document(text: str) -> Document:
    """The document that the notation writes."""
    blocks: list[Paragraph | Table] = []
    rows: list[list[str]] = []
    unread: list[Unread] = []

    def close() -> None:
        if rows:
            blocks.append(_table(rows))
            rows.clear()

    for line in text.strip().splitlines():
        stripped = line.strip()
        if stripped.startswith("|"):
            rows.append([c.strip() for c in stripped.strip("|").split("|")])
            continue
        close()
        if stripped.startswith("# "):
            blocks.append(Paragraph(stripped[2:], level=heading_level(stripped[2:]) or 1))
        elif stripped.startswith("[未读："):
            unread.append(Unread(stripped.removeprefix("[未读：").removesuffix("]")))
        elif stripped:
            blocks.append(Paragraph(stripped, level=heading_level(stripped)))
    close()
    return Document("txt", tuple(blocks), tuple(unread))


def _table(rows: list[list[str]]) -> Table:
    width = max(map(len, rows))
    cells = []
    for row, line in enumerate(rows):
        for col, text in enumerate(line):
            if text in ("^", "<"):
                continue
            below = next((n for n in range(row + 1, len(rows)) if rows[n][col : col + 1] != ["^"]), len(rows))
            right = next((n for n in range(col + 1, len(line)) if line[n] != "<"), len(line))
            cells.append(Cell(row, col, text, rowspan=below - row, colspan=right - col))
    return Table(len(rows), width, tuple(cells))
