"""One table over several pages, drawn in all the ways its rulings are drawn: its cells come back, however it is cut."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from tests.readers.conftest import shape, tables
from tests.readers.printing import FONT, HEIGHT

Box = tuple[float, float, float, float]
"""Left, right, top and bottom of a cell, y upwards."""
Draw = Callable[[Canvas, Box], None]
XS = [60, 110, 200, 250, 450, 530]
SIZE, PITCH, PADDING = 9, 10.5, 4
HEAD = ("一级指标", "指标", "分值", "评分说明", "得分")
_WORDS = "资金使用规范项目实施进度符合要求年度目标全部完成群众满意度较高严格执行预算管理制度补助发放及时足额"


def _sides(box: Box) -> Iterator[tuple[float, float, float, float]]:
    left, right, top, bottom = box
    yield from ((left, top, right, top), (left, bottom, right, bottom))
    yield from ((left, top, left, bottom), (right, top, right, bottom))


def _strokes(canvas: Canvas, box: Box) -> None:
    canvas.lines(list(_sides(box)))


def _rectangles(canvas: Canvas, box: Box) -> None:
    canvas.rect(box[0], box[3], box[1] - box[0], box[2] - box[3])


def _thin_fills(canvas: Canvas, box: Box) -> None:
    """Each edge a thin filled rectangle that ends before the corner, as Word and WPS draw it."""
    for x0, y0, x1, y1 in _sides(box):
        wide, high = max(x1 - x0 - 0.5, 0.5), max(y0 - y1 - 0.5, 0.5)
        canvas.rect(x0 + 0.25, min(y0, y1) + 0.25, wide, high, stroke=0, fill=1)


def _double(canvas: Canvas, box: Box) -> None:
    for shift in (0, 1.5):
        canvas.lines([(x0 + shift, y0 - shift, x1 + shift, y1 - shift) for x0, y0, x1, y1 in _sides(box)])


def _open_sides(canvas: Canvas, box: Box) -> None:
    canvas.lines([side for side in _sides(box) if side[0] != side[2] or XS[0] < side[0] < XS[-1]])


def _white_on_grey(canvas: Canvas, box: Box) -> None:
    canvas.setFillGray(0.9)
    canvas.setStrokeGray(1)
    canvas.rect(box[0], box[3], box[1] - box[0], box[2] - box[3], fill=1)
    canvas.setFillGray(0)


STYLES: list[Draw] = [_strokes, _rectangles, _thin_fills, _double, _open_sides, _white_on_grey]


def _wrapped(text: str, room: float) -> list[str]:
    lines = [""]
    for character in text:
        if pdfmetrics.stringWidth(lines[-1] + character, FONT, SIZE) > room:
            lines.append("")
        lines[-1] += character
    return lines


def _rows(draw: random.Random) -> list[list[str]]:
    """The text of each row right of the merged first column."""
    return [
        ["".join(draw.sample(_WORDS, draw.randint(2, 12))), str(draw.randint(1, 9)),
         "".join(draw.choices(_WORDS, k=draw.randint(3, 150))), f"{draw.randint(0, 9)}.{draw.randint(0, 9)}"]
        for _ in range(draw.randint(12, 30))
    ]  # fmt: skip


def _drawn(rows: list[list[str]], style: Draw, draw: random.Random) -> bytes:
    """The table from the middle of the first page on; rows that don't fit are cut after a line or moved as a whole,
    the head is repeated or not, all as it falls."""
    cuts, repeats = draw.random() < 0.5, draw.random() < 0.5
    out = io.BytesIO()
    canvas = Canvas(out)
    top, begun = HEIGHT - draw.randint(100, 400), None

    def cells(texts: list[list[str]], first: int) -> None:
        nonlocal top
        bottom = top - 2 * PADDING - PITCH * max(map(len, texts))
        for (left, right), lines in list(zip(pairwise(XS), texts, strict=True))[first:]:
            style(canvas, (left, right, top, bottom))
            canvas.setFont(FONT, SIZE)
            spare = (top - bottom - 2 * PADDING - PITCH * len(lines)) / 2
            for number, line in enumerate(lines):
                canvas.drawString(left + PADDING, top - PADDING - spare - PITCH * number - 8.5, line)
        top = bottom

    def close() -> None:
        nonlocal begun
        if begun is not None and begun > top:
            style(canvas, (XS[0], XS[1], begun, top))
        begun = None

    cells([[word] for word in HEAD], 0)
    named = False
    for row in rows:
        texts = [
            [],
            *(
                _wrapped(text, right - left - 2 * PADDING)
                for text, (left, right) in zip(row, pairwise(XS[1:]), strict=True)
            ),
        ]
        while any(texts):
            if begun is None:
                begun = top
            high = max(map(len, texts))
            fits = int((top - 60 - 2 * PADDING) // PITCH)
            now = high if high <= fits else max(fits, 0) if cuts else 0
            if not now:
                close()
                canvas.showPage()
                top = HEIGHT - 60
                if repeats:
                    cells([[word] for word in HEAD], 0)
                continue
            if not named:
                canvas.setFont(FONT, SIZE)
                canvas.drawString(XS[0] + PADDING, top - PADDING - 8.5, "产出")
                named = True
            cells([lines[:now] for lines in texts], 1)
            texts = [lines[now:] for lines in texts]
    close()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("style", STYLES)
def test_the_cells_of_a_table_come_back_however_it_is_drawn_and_cut(style: Draw) -> None:
    for seed in range(6):
        draw = random.Random(seed)
        rows = _rows(draw)
        (table,) = tables(read(_drawn(rows, style, draw)))
        wanted = [(0, col, 1, 1, word) for col, word in enumerate(HEAD)] + [(1, 0, len(rows), 1, "产出")]
        wanted += [(n, col, 1, 1, text) for n, row in enumerate(rows, 1) for col, text in enumerate(row, 1)]
        assert shape(table) == sorted(wanted), seed
