"""Tables drawn as text: one row a line, cells between bars; `^` continues the cell above, `<` the one on the left."""

from __future__ import annotations

from extract.document import Cell, Document, Paragraph, Table


def table(drawing: str) -> Table:
    rows = [
        [part.strip() for part in line.strip().removeprefix("|").removesuffix("|").split("|")]
        for line in drawing.strip().splitlines()
    ]
    width = max(map(len, rows))
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row + [""] * (width - len(row))):
            if text == "^":
                owner[r, c] = owner[r - 1, c]
            elif text == "<":
                owner[r, c] = owner[r, c - 1]
            else:
                owner[r, c] = (r, c)
            spans[owner[r, c]] = (r, c)
    cells = tuple(
        Cell(r, c, rows[r][c] if c < len(rows[r]) else "", bottom - r + 1, right - c + 1)
        for (r, c), (bottom, right) in sorted(spans.items())
    )
    return Table(len(rows), width, cells)


def document(*blocks: str) -> Document:
    """Blocks that begin with a bar are tables, the others paragraphs."""
    return Document(
        "txt", tuple(table(text) if text.strip().startswith("|") else Paragraph(text.strip()) for text in blocks)
    )
