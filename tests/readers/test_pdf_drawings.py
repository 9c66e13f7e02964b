"""Tables ruled in full, in part or not at all: their cells come back, or they are no tables."""

from __future__ import annotations

import random

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.drawings import sheets
from corpus.drawings.printers import Job, Setting, canvas
from corpus.drawings.styles import STYLES
from corpus.measure.drawings import Count, compare, tables_by_mark
from extract.document import Paragraph
from extract.readers.pdf import read
from tests.readers.conftest import paragraphs, tables
from tests.readers.printing import HEIGHT, drawn, lines

SETTINGS = (
    Setting(size=10, pitch=1.3, above=2, beside=5.4, upright="middle", figures="right", heads="center"),
    Setting(size=10.5, pitch=1.15, above=0.5, beside=3.0, upright="top", figures="center", heads="left"),
)
MAKERS = (sheets.budget, sheets.names, sheets.two_heads, sheets.sparse, sheets.narrow, sheets.years, sheets.both_sides)


@pytest.mark.parametrize("style", STYLES)
def test_every_figure_stands_in_its_row_and_under_its_heading(style: str) -> None:
    jobs = [
        Job(2 * number + at, make(random.Random(number)), style, STYLES[style], setting)
        for number, make in enumerate(MAKERS)
        for at, setting in enumerate(SETTINGS)
    ]
    found = tables_by_mark(read(canvas(jobs)))
    for job in jobs:
        count = compare(job.sheet, found.get(job.number, []))
        right = Count(1, 1, count.cells, count.cells, count.spanned, count.figures, count.figures, 0)
        assert count == right, (job.sheet.name, job.setting)


@pytest.mark.parametrize("style", ["三线表", "只有外框", "外框和竖线", "没有线"])
@pytest.mark.parametrize("repeats", [True, False])
def test_a_table_without_rulings_goes_on_over_pages(style: str, repeats: bool) -> None:
    job = Job(1, sheets.long(random.Random(1)), style, STYLES[style], SETTINGS[0], repeats)
    count = compare(job.sheet, tables_by_mark(read(canvas([job]))).get(1, []))
    assert (count.whole, count.placed, count.wrong) == (1, count.cells, 0)


def test_lines_of_text_with_gaps_are_no_table() -> None:
    def page(paper: Canvas) -> None:
        lines(
            paper, ["本年支出1,044.43万元，比上年增加82.10万元。", "单位负责人：　　　　　　填表人：　　　　　　日期："]
        )
        paper.drawString(72, HEIGHT - 140, "（盖章）")

    document = read(drawn(page))
    assert not tables(document)
    assert all(isinstance(block, Paragraph) for block in document.blocks)
    assert "填表人" in "".join(p.text for p in paragraphs(document))
