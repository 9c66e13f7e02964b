"""Tables ruled in full, in part or not at all: their cells come back, or they are no tables."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.drawings import sheets
from corpus.drawings.printers import WIDTH, Job, Setting, canvas
from corpus.drawings.styles import STYLES
from corpus.measure.drawings import compare, tables_by_mark
from corpus.measure.printed import Count
from extract.document import Paragraph
from extract.readers.pdf import read
from tests.readers.conftest import paragraphs, tables
from tests.readers.printing import FONT, HEIGHT, drawn, lines

SETTINGS = (
    Setting(size=10, pitch=1.3, above=2, beside=5.4, upright="middle", figures="right", heads="center"),
    Setting(size=10.5, pitch=1.15, above=0.5, beside=3.0, upright="top", figures="center", heads="left"),
)
MAKERS = (
    sheets.budget, sheets.names, sheets.two_heads, sheets.sparse, sheets.narrow, sheets.sections, sheets.years,
    sheets.both_sides,
)  # fmt: skip


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


CUT = (
    (
        ("6", "道路养护", "机关本级", "1,057.06"),
        ("7", "农村生活污水", "农业技术推广", "17,950.32"),
        ("", "治理及管网改", "", ""),
    ),
    (
        ("", "造提升工程", "服务中心", ""),
        ("", "（二期）", "", ""),
        ("8", "垃圾清运", "档案馆", "96,637.43"),
        ("9", "森林防火", "机关本级", "5,173.73"),
    ),
)


@pytest.mark.parametrize("framed", [True, False])
def test_a_row_that_a_page_break_cut_without_rulings_is_whole(framed: bool) -> None:
    columns = (100, 130, 220, 400)

    def page(rows: Sequence[Sequence[str]], top: float, head: bool) -> Callable[[Canvas], None]:
        def draw(paper: Canvas) -> None:
            paper.setFont(FONT, 12)
            if head:
                for text, left in zip(("序号", "项目名称", "实施单位", "决算数"), columns, strict=True):
                    paper.drawString(left, top + 24, text)
            if framed:
                paper.line(90, top + 40 if head else top + 14, 90, 100 if head else top - 86)
            height = top
            for number, row in enumerate(rows):
                height -= 24 if row[0] and number else 16
                for text, left in zip(row, columns, strict=True):
                    paper.drawString(left, height, text)

        return draw

    rows = [row for part in CUT for row in part]
    document = read(drawn(page(CUT[0], 200, head=True), page(CUT[1], HEIGHT - 72, head=False)))
    (table,) = tables(document)
    assert [cell.text for cell in table.cells if cell.row == 2] == [
        "7", "农村生活污水治理及管网改造提升工程（二期）", "农业技术推广服务中心", "17,950.32"
    ]  # fmt: skip
    assert table.rows == 1 + sum(bool(row[0]) for row in rows)


@pytest.mark.parametrize("style", ["三线表", "只有外框", "外框和竖线", "没有线"])
@pytest.mark.parametrize("seed", range(4))
def test_rows_of_long_texts_are_told_or_the_page_says_that_they_are_not(style: str, seed: int) -> None:
    sheet = sheets.glossary(random.Random(seed))
    setting = Setting(10.5, 1.15, 0.5, 5.4, "middle" if seed % 2 else "top", "right", "center")
    document = read(canvas([Job(1, sheet, style, STYLES[style], setting)]))
    if any("第1页有像表格的内容" in remark for remark in document.remarks):
        return
    wanted = {tuple(slot.text for slot in sheet.slots if slot.row == row) for row in range(sheet.rows)}
    (table,) = tables(document)
    assert {tuple(cell.text for cell in table.cells if cell.row == row) for row in range(table.rows)} <= wanted


@pytest.mark.parametrize("gutter", [20, 40])
def test_prose_is_no_table_that_can_not_be_told(gutter: float) -> None:
    text = "本年预算1,057.06万元，执行1,020.30万元，执行率96.52%，比上年增加3.25%。各项任务按计划完成，资金使用规范。"

    def page(paper: Canvas) -> None:
        left = (WIDTH - 144 - gutter) / 2
        for x in (72, 72 + left + gutter):
            lines(paper, [(text * 2)[n : n + int(left // 10.5)] for n in range(30)], x=x, size=10.5)
        lines(paper, [f"{n}.完成任务{n}项，支付{n}5.20万元。" for n in range(1, 9)], top=650)

    document = read(drawn(page))
    assert not tables(document)
    assert not document.remarks


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
