"""A page as html, the way office programs save it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from corpus.page import LEFT, UP, Grid, Heading, Page


def _table(grid: Grid) -> Iterator[str]:
    yield "<table border=1>"
    for row, cells in enumerate(grid.rows):
        yield "<tr>"
        for col, cell in enumerate(cells):
            if cell in (UP, LEFT):
                continue
            tall, wide = grid.spans(row, col)
            spans = (f' rowspan="{tall}"' if tall > 1 else "") + (f' colspan="{wide}"' if wide > 1 else "")
            yield f"<td{spans}>{escape(cell).replace(chr(10), '<br>')}</td>"
        yield "</tr>\n"
    yield "</table>\n"


def html(page: Page) -> bytes:
    """UTF-8 html."""
    out = ['<html><head><meta charset="utf-8"></head><body>\n']
    for block in page.blocks:
        if isinstance(block, Grid):
            out.extend(_table(block))
        elif isinstance(block, Heading) and page.styled:
            level = max(block.level, 1)
            out.append(f"<h{level}>{escape(block.text)}</h{level}>\n")
        elif isinstance(block, Heading):
            out.append(f"<p><b>{escape(block.text)}</b></p>\n")
        else:
            out.append(f"<p>{escape(block.text)}</p>\n")
    out.append("</body></html>\n")
    return "".join(out).encode()
