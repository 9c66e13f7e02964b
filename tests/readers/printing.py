"""Small PDFs drawn for the tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

FONT = "STSong-Light"
HEIGHT = A4[1]
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
Draw = Callable[[Canvas], None]


def drawn(*pages: Draw, size: tuple[float, float] = A4, password: str | None = None) -> bytes:
    """A PDF of pages that functions draw."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, encrypt=password)
    for page in pages:
        canvas.setFont(FONT, 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(
    canvas: Canvas, texts: Sequence[str], x: float = 72, top: float = 72, pitch: float = 20, size: float = 12
) -> None:
    """Lines of text one below another, from `top` points below the upper edge."""
    canvas.setFont(FONT, size)
    for number, text in enumerate(texts):
        canvas.drawString(x, HEIGHT - top - number * pitch, text)


def boxed(canvas: Canvas, rows: Sequence[Sequence[str]], xs: Sequence[float], top: float, high: float = 24) -> None:
    """A ruled table with a line of text in each cell."""
    ys = [HEIGHT - top - number * high for number in range(len(rows) + 1)]
    canvas.grid(list(xs), ys)
    canvas.setFont(FONT, 10)
    for row, y in zip(rows, ys, strict=False):
        for text, x in zip(row, xs, strict=False):
            canvas.drawString(x + 4, y - high + 8, text)


def set_out(flowables: Sequence[Flowable]) -> bytes:
    """A PDF of paragraphs and tables, broken into pages."""
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(list(flowables))
    return out.getvalue()


def paragraph(text: str) -> Paragraph:
    """Running text, its first line indented by two characters."""
    style = ParagraphStyle("text", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
    return Paragraph(text, style)


def card(
    rows: Sequence[Sequence[str]], widths: Sequence[float], spans: Sequence[tuple[int, int, int, int]] = ()
) -> Table:
    """A ruled table whose first row is repeated on every page; `spans` are (first column, first row, last column, last
    row)."""
    style = ParagraphStyle("cell", fontName=FONT, fontSize=9, leading=11, wordWrap="CJK")
    table = Table([[Paragraph(text, style) for text in row] for row in rows], colWidths=list(widths), repeatRows=1)
    merged = [("SPAN", (a, b), (c, d)) for a, b, c, d in spans]
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP"), *merged]))
    return table
