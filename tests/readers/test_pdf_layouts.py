"""Layouts of PDF pages, drawn on the spot: paragraphs, columns, furniture, notes, tables with and without rulings."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.document import Paragraph, locate
from extract.errors import Unreadable
from extract.readers.pdf import read
from tests.readers.conftest import paragraphs, shape, tables
from tests.readers.printing import FONT, HEIGHT, boxed, card, drawn, lines, paragraph, set_out

SENTENCES = (
    "本年收入1,057.06万元，其中一般公共预算财政拨款1,020.30万元，占总收入的96.52%，较上年增长3.25%，主要原因是人员经费增加。",
    "本年支出1,044.43万元，预算执行率为98.81%，结余12.63万元，均为项目资金，按规定结转下年使用，没有超范围、超标准支出的情况。",
)


def texts(source: bytes) -> list[str]:
    return [p.text for p in paragraphs(read(source))]


def test_lines_become_the_paragraphs_they_were_broken_from() -> None:
    assert texts(set_out([paragraph(text) for text in SENTENCES * 3])) == list(SENTENCES * 3)


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    long = "".join(SENTENCES) * 20
    assert texts(set_out([paragraph(long)])) == [long]


def test_a_number_broken_over_two_lines_is_whole_and_its_box_covers_both() -> None:
    printed = (
        "　　全年共安排绩效评价专项资金，其中用于第三方评价和培训的资金合计为1,23",
        "4.56万元，已经全部按照合同约定拨付到位，资金使用规范有序，没有发现截留",
        "挪用的情况，年度目标全部实现。",
    )
    source = drawn(lambda c: lines(c, printed))
    (found,) = paragraphs(read(source))
    start = found.text.index("1,234.56")
    page, box = locate(found.lines, start, start + 8)
    assert page == 1
    assert box is not None
    assert 72 <= box[0] < box[2] <= 520
    assert box[3] < 100


def test_a_blank_between_chinese_and_figures_is_dropped_only_where_none_was_typed() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont(FONT, 12)
        canvas.drawString(72, 700, "截至")
        canvas.drawString(72 + 24 + 2.6, 700, "2020")
        canvas.drawString(72 + 24 + 2.6 + 24 + 2.6, 700, "年末")
        canvas.drawString(72, 660, "共 35 人")

    assert texts(drawn(page)) == ["截至2020年末", "共 35 人"]


def test_radicals_are_stored_as_ordinary_characters() -> None:
    (found,) = texts(drawn(lambda c: lines(c, ["⾦额与⻚数"])))
    assert found == "金额与页数"


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"左栏第{n}行文字内容共十六个字以上" for n in range(12)]
    right = [f"右栏第{n}行文字内容共十六个字以上" for n in range(12)]

    def page(canvas: Canvas) -> None:
        lines(canvas, left, x=72, size=11)
        lines(canvas, right, x=320, size=11)

    found = "".join(texts(drawn(page)))
    assert found == "".join(left + right)


def _with_furniture(number: int) -> object:
    def page(canvas: Canvas) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(72, HEIGHT - 40, "绩效评价资料汇编")
        canvas.drawString(290, 40, f"— {number} —")
        lines(canvas, [f"第{number}页的正文内容，金额{number}.5万元。"], top=100)

    return page


def test_headers_and_page_numbers_are_furniture() -> None:
    document = read(drawn(*(_with_furniture(n) for n in range(1, 6))))  # type: ignore[arg-type]
    assert [p.text for p in paragraphs(document)] == [f"第{n}页的正文内容，金额{n}.5万元。" for n in range(1, 6)]
    assert "绩效评价资料汇编" in document.furniture
    assert document.pages == 5


@pytest.mark.parametrize("size", [10, 18])
@pytest.mark.parametrize("title", ["项目支出绩效自评表", "附件{}"])
def test_the_title_of_a_form_on_every_page_is_no_furniture(size: float, title: str) -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            lines(canvas, [title.format(number)], x=200, top=60, size=size)
            rows = [["项目支出绩效自评表", "2023年度"], ["项目名称", f"公路养护{number}"], ["得分", "96.5"]]
            boxed(canvas, rows, (72, 200, 500), top=100)
            lines(canvas, [f"— {number} —"], x=280, top=HEIGHT - 40, size=9)

        return draw

    document = read(drawn(*(page(number) for number in range(1, 6))))
    assert [p.text for p in paragraphs(document)] == [title.format(number) for number in range(1, 6)]
    assert len(tables(document)) == 5


def test_a_note_is_kept_apart_and_its_mark_is_no_figure() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["全年支出1,057.06万元"], top=300)
        right = 72 + canvas.stringWidth("全年支出1,057.06万元", FONT, 12)
        canvas.setFont(FONT, 7)
        canvas.drawString(right, HEIGHT - 295, "1")
        canvas.setFont(FONT, 12)
        canvas.drawString(right + 4, HEIGHT - 300, "，执行率98.81%。")
        canvas.line(72, 120, 216, 120)
        lines(canvas, ["1 含上年结转。"], top=HEIGHT - 105, size=9)

    document = read(drawn(page))
    assert [(p.kind, p.text) for p in paragraphs(document)] == [
        ("body", "全年支出1,057.06万元，执行率98.81%。"),
        ("footnote", "1 含上年结转。"),
    ]


def test_a_watermark_is_no_text() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, list(SENTENCES), size=7)
        canvas.rotate(45)
        canvas.setFont(FONT, 60)
        canvas.drawString(250, 50, "内部资料")

    document = read(drawn(page))
    assert "内部资料" in document.furniture
    assert all("内部" not in p.text for p in paragraphs(document))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_upright(turn: int) -> None:
    width, height = A4

    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        # What a viewer turns clockwise has to be drawn turned the other way.
        canvas.translate(*{90: (width, 0), 180: (width, height), 270: (0, height)}[turn])
        canvas.rotate(turn)
        long = height if turn % 180 else width
        canvas.setFont(FONT, 12)
        canvas.grid([72, 200, 400], [300, 330, 360])
        for text, x, y in (("项目", 80, 340), ("得分", 210, 340), ("合计", 80, 310), ("98.5", 210, 310)):
            canvas.drawString(x, y, text)
        canvas.drawString(72, 380, f"页面宽度{long:.0f}")

    document = read(drawn(page))
    assert shape(tables(document)[0]) == [
        (0, 0, 1, 1, "项目"),
        (0, 1, 1, 1, "得分"),
        (1, 0, 1, 1, "合计"),
        (1, 1, 1, 1, "98.5"),
    ]


@pytest.mark.parametrize("turn", [90, -90])
def test_a_table_drawn_sideways_on_an_upright_page_is_read(turn: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(*((450, 100) if turn > 0 else (150, 700)))
        canvas.rotate(turn)
        canvas.grid([0, 150, 400], [0, 30, 60])
        canvas.setFont(FONT, 12)
        for text, x, y in (("项目名称", 5, 40), ("自评得分", 160, 40), ("合计金额", 5, 10), ("98.5", 160, 10)):
            canvas.drawString(x, y, text)

    (table,) = tables(read(drawn(page)))
    assert [cell.text for cell in table.cells] == ["项目名称", "自评得分", "合计金额", "98.5"]
    _, box = locate(table.cells[3].lines, 0, 4)
    assert box is not None
    along, across = (100 + 160, 450 - 10) if turn > 0 else (700 - 160, 150 + 10)
    ink = across, HEIGHT - along
    assert box[0] - 4 <= ink[0] <= box[2] + 4
    assert box[1] - 4 <= ink[1] <= box[3] + 4
    assert box[2] - box[0] < 15 < box[3] - box[1]


ROWS = [["指标", "评分标准", "得分"], *([f"指标{n}", SENTENCES[n % 2] * (1 + n % 3), f"{n}.5"] for n in range(1, 40))]


def test_a_table_over_pages_is_one_with_its_header_once_and_cut_rows_whole() -> None:
    document = read(set_out([paragraph(SENTENCES[0]), card(ROWS, (80, 250, 60)), paragraph(SENTENCES[1])]))
    (table,) = tables(document)
    assert [[cell.text if cell else "" for cell in row] for row in table.grid] == ROWS
    assert len({line.page for cell in table.cells for line in cell.lines}) > 2


def test_a_merged_cell_goes_on_over_the_page_break() -> None:
    rows = [
        ["一级指标", *ROWS[0]],
        *([f"产出{n // 6}（50分）" if n % 6 == 0 else "", *row] for n, row in enumerate(ROWS[1:37])),
    ]
    spans = [(0, first, 0, first + 5) for first in range(1, 37, 6)]
    document = read(set_out([card(rows, (60, 70, 250, 50), spans)]))
    (table,) = tables(document)
    groups = [(cell.row, cell.rowspan, cell.text) for cell in table.cells if cell.col == 0]
    assert groups == [(0, 1, "一级指标"), *((1 + 6 * n, 6, f"产出{n}（50分）") for n in range(6))]


def test_tables_with_text_between_them_stay_two() -> None:
    half = ROWS[:20]
    document = read(set_out([card(half, (80, 250, 60)), paragraph(SENTENCES[0]), card(half, (80, 250, 60))]))
    assert [table.rows for table in tables(document)] == [20, 20]


def test_columns_are_found_without_any_ruling() -> None:
    rows = [("科目", "预算数", "决算数"), ("基本支出", "986.47", "980.00"), ("项目支出", "1,156.58", "1,150.00"),
            ("合计", "2,143.05", "2,130.00")]  # fmt: skip

    def page(canvas: Canvas) -> None:
        lines(canvas, list(SENTENCES)[:1], top=60, size=8)
        canvas.setFont(FONT, 10)
        for number, row in enumerate(rows):
            for text, right in zip(row, (150, 300, 450), strict=True):
                canvas.drawRightString(right, 650 - 22 * number, text)

    (table,) = tables(read(drawn(page)))
    assert [tuple(cell.text if cell else "" for cell in row) for row in table.grid] == rows


def test_a_table_in_a_cell_is_a_block_after_its_host() -> None:
    def page(canvas: Canvas) -> None:
        boxed(canvas, [["资金", ""]], (72, 200, 500), top=100, high=120)
        boxed(canvas, [["甲", "1.5"], ["乙", "2.5"]], (220, 320, 420), top=130)

    host, inner = read(drawn(page)).blocks
    assert not isinstance(host, Paragraph)
    assert not isinstance(inner, Paragraph)
    assert inner.host == (0, 0, 1)
    assert [cell.text for cell in inner.cells] == ["甲", "1.5", "乙", "2.5"]


def test_a_table_that_ends_on_the_edge_of_its_cell_is_told_from_it() -> None:
    """Its side and its foot lie on those of the cell, and were drawn with them."""

    def page(canvas: Canvas) -> None:
        canvas.grid([72, 272, 472], [700, 676, 600, 576])
        canvas.lines([(278, 660, 472, 660), (278, 630, 472, 630), (278, 660, 278, 600), (372, 660, 372, 600)])
        canvas.setFont(FONT, 10)
        inner = [("类别", 282, 640), ("金额", 376, 640), ("设备购置", 282, 610), ("1,057.06", 376, 610)]
        for text, x, y in [("项目名称", 76, 684), ("养护", 276, 684), ("资金", 76, 660), ("结论", 76, 584), *inner]:
            canvas.drawString(x, y, text)

    outer, nested = tables(read(drawn(page)))
    assert (outer.rows, outer.cols, nested.host) == (3, 2, (0, 1, 1))
    assert shape(nested) == [
        (0, 0, 1, 1, "类别"),
        (0, 1, 1, 1, "金额"),
        (1, 0, 1, 1, "设备购置"),
        (1, 1, 1, 1, "1,057.06"),
    ]


def test_a_figure_wider_than_its_cell_stays_one() -> None:
    source = drawn(lambda c: boxed(c, [["123,456,789.12", ""], ["合计", "5"]], (72, 130, 300), top=100))
    assert shape(tables(read(source))[0])[:2] == [(0, 0, 1, 1, "123,456,789.12"), (0, 1, 1, 1, "")]


def test_lines_that_an_author_ended_in_a_cell_stay_apart() -> None:
    def page(canvas: Canvas) -> None:
        canvas.grid([72, 200, 400], [500, 600])
        lines(canvas, ["100", "200"], x=80, top=HEIGHT - 580, pitch=14)
        lines(canvas, ["金额"], x=210, top=HEIGHT - 580)

    assert [cell.text for cell in tables(read(drawn(page)))[0].cells] == ["100\n200", "金额"]


def test_a_page_without_text_among_others_is_said() -> None:
    document = read(drawn(lambda c: lines(c, ["正文。"]), lambda c: None))
    assert document.remarks == ("第2页没有文字。",)


def test_a_file_locked_by_a_password_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        read(drawn(lambda c: lines(c, ["正文。"]), password="secret"))
    assert caught.value.reason == "encrypted"


def test_a_file_without_text_is_empty() -> None:
    with pytest.raises(Unreadable) as caught:
        read(drawn(lambda c: None))
    assert caught.value.reason == "empty"


def test_a_scan_with_recognised_text_under_it_is_not_taken_at_its_word() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawImage(_picture(), 0, 0, *A4)
        text = canvas.beginText(72, 700)
        text.setFont(FONT, 12)
        text.setTextRenderMode(3)
        for line in SENTENCES:
            text.textLine(line)
        canvas.drawText(text)

    with pytest.raises(Unreadable) as caught:
        read(drawn(page))
    assert caught.value.reason == "unsupported"
    assert "识别" in caught.value.message


def _picture() -> ImageReader:
    return ImageReader(Image.new("L", (60, 80), 230))


def test_a_scanned_page_among_others_is_unread_with_its_place() -> None:
    document = read(drawn(lambda c: lines(c, [SENTENCES[0]]), lambda c: c.drawImage(_picture(), 0, 0, *A4)))
    (part,) = document.unread
    assert "第2页是扫描件" in part.reason
    assert part.place is not None
    assert part.place.page == 2


def test_lines_printed_over_one_another_are_not_read() -> None:
    source = drawn(lambda c: lines(c, [SENTENCES[0]]), lambda c: lines(c, SENTENCES * 6, pitch=4))
    assert ["第2页" in part.reason and "重叠" in part.reason for part in read(source).unread] == [True]


def test_text_set_sideways_in_a_cell_keeps_its_order() -> None:
    def page(canvas: Canvas) -> None:
        canvas.grid([72, 110, 160, 300], [500, 600])
        lines(canvas, ["得分98.5"], x=170, top=HEIGHT - 550)
        for x, y, turn in ((95, 520, 90), (135, 590, -90)):
            canvas.saveState()
            canvas.translate(x, y)
            canvas.rotate(turn)
            canvas.drawString(0, 0, "绩效指标")
            canvas.restoreState()

    (table,) = tables(read(drawn(page)))
    assert [cell.text for cell in table.cells] == ["绩效指标", "绩效指标", "得分98.5"]


def test_text_drawn_twice_for_boldness_is_read_once() -> None:
    def page(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            lines(canvas, ["支出100.00万元"], x=72 + shift)

    assert texts(drawn(page)) == ["支出100.00万元"]


def test_rulings_inside_a_form_lie_where_the_form_is_placed() -> None:
    def page(canvas: Canvas) -> None:
        canvas.beginForm("table")
        boxed(canvas, [["项目", "金额"], ["合计", "98.50"]], (0, 100, 250), top=HEIGHT - 200)
        canvas.endForm()
        canvas.translate(72, 300)
        canvas.scale(1.2, 1.2)
        canvas.doForm("table")

    (table,) = tables(read(drawn(page)))
    assert [cell.text for cell in table.cells] == ["项目", "金额", "合计", "98.50"]


def test_the_bookmarks_of_a_file_tell_the_levels_of_its_headings() -> None:
    def page(canvas: Canvas) -> None:
        for level, title in ((0, "前言"), (0, "基本情况"), (1, "1.收入情况")):
            canvas.bookmarkPage(title)
            canvas.addOutlineEntry(title, title, level)
        lines(canvas, ["前言", "基本情况", "1.收入情况", "本年收入1,057.06万元。"])

    found = [(p.level, p.text) for p in paragraphs(read(drawn(page)))]
    assert found == [(1, "前言"), (1, "基本情况"), (2, "1.收入情况"), (0, "本年收入1,057.06万元。")]


def test_a_line_of_contents_is_no_heading() -> None:
    document = read(drawn(lambda c: lines(c, ["一、基本情况..........................3", "一、基本情况"])))
    assert [(p.level, p.text) for p in paragraphs(document)] == [(0, "一、基本情况\t3"), (2, "一、基本情况")]


def test_words_that_say_continued_do_not_part_a_table() -> None:
    rows = [["项目", "金额"], *([f"项目{n}", f"{n}.5"] for n in range(1, 20))]

    def first(canvas: Canvas) -> None:
        boxed(canvas, rows, (72, 200, 350), top=200, high=30)

    def second(canvas: Canvas) -> None:
        lines(canvas, ["续表1"], top=100)
        boxed(canvas, [rows[0], ["合计", "99.5"]], (72, 200, 350), top=120, high=30)

    (table,) = tables(read(drawn(first, second)))
    assert [cell.text for cell in table.cells][-2:] == ["合计", "99.5"]
    assert table.rows == 21


def test_a_form_field_is_said_to_be_unread() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["金额："])
        canvas.acroForm.textfield(name="amount", value="100", x=200, y=700)

    assert "第1页有批注或表单域，其中填写的文字没有读" in read(drawn(page)).remarks


def test_a_row_and_a_number_cut_by_the_page_break_are_whole_again() -> None:
    xs = (72, 112, 149, 200)
    rows = [[f"项{n}", f"{n}.50", "-"] for n in range(10, 22)]

    def first(canvas: Canvas) -> None:
        boxed(canvas, [["项目", "金额", "备注"], *rows, ["其他资", "1547.3", "-"]], xs, top=500, high=20)

    def second(canvas: Canvas) -> None:
        boxed(canvas, [["金", "1", ""], ["合计", "9.50", "-"]], xs, top=72, high=20)

    (table,) = tables(read(drawn(first, second)))
    assert [cell.text for cell in table.cells][-6:] == ["其他资金", "1547.31", "-", "合计", "9.50", "-"]


def test_a_new_row_after_the_page_break_is_not_joined() -> None:
    xs = (72, 112, 156, 200)
    rows = [["项目", "金额", "备注"], *([f"项{n}", f"{n}47.30", "-"] for n in range(10, 23))]

    def first(canvas: Canvas) -> None:
        boxed(canvas, rows, xs, top=500, high=20)

    def second(canvas: Canvas) -> None:
        boxed(canvas, [["项99", "2506.97", ""], ["合计", "9.50", "-"]], xs, top=72, high=20)

    (table,) = tables(read(drawn(first, second)))
    assert table.rows == len(rows) + 2


@pytest.mark.parametrize("gap", [0.0, 0.6], ids=["white lines", "cells set apart"])
def test_a_table_of_shaded_cells_parted_in_white_is_read(gap: float) -> None:
    rows = [["指标", "年度指标值", "得分"], ["完成率", "≥95%", "9.5"], ["满意度", "≥90%", "10"], ["合计", "", "19.5"]]
    xs, ys = [72, 172, 292, 392], [700, 676, 652, 628, 604]

    def page(canvas: Canvas) -> None:
        lines(canvas, ["本年支出1,044.43万元。"])
        for row, (top, bottom) in zip(rows, pairwise(ys), strict=True):
            for text, (left, right) in zip(row, pairwise(xs), strict=True):
                canvas.setFillGray(0.9)
                canvas.rect(left + gap, bottom + gap, right - left - 2 * gap, top - bottom - 2 * gap, stroke=0, fill=1)
                canvas.setFillGray(0)
                canvas.drawString(left + 4, bottom + 8, text)
        if not gap:
            canvas.setStrokeGray(1)
            canvas.grid(xs, ys)

    (table,) = tables(read(drawn(page)))
    assert shape(table) == [(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)]


def test_a_white_line_on_white_paper_rules_nothing() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["本年支出1,044.43万元，比上年增加82.10万元。"])
        canvas.setStrokeGray(1)
        canvas.grid([60, 200, 400], [HEIGHT - 50, HEIGHT - 80, HEIGHT - 110])

    assert not tables(read(drawn(page)))


@pytest.mark.parametrize(
    ("size", "rise", "shown"), [(8, 5, "¹"), (10, 4, "¹"), (12, 4, "1"), (8, 0, "1"), (8, -3, "1")]
)
def test_small_raised_figures_are_no_digits_of_the_amount_before_them(size: float, rise: float, shown: str) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["年度支出3482.75"])
        at = 72 + canvas.stringWidth("年度支出3482.75", FONT, 12)
        canvas.setFont(FONT, size)
        canvas.drawString(at, HEIGHT - 72 + rise, "1")
        at += canvas.stringWidth("1", FONT, size)
        canvas.setFont(FONT, 12)
        canvas.drawString(at, HEIGHT - 72, "万元，完成全部预算。")

    assert [p.text for p in paragraphs(read(drawn(page)))] == [f"年度支出3482.75{shown}万元，完成全部预算。"]


def test_characters_of_a_symbol_font_show_what_it_draws() -> None:
    """Word's PDFs give a check box the code that it has in its font, in the private area of Unicode."""
    codes = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <F0FE> endbfchar"
    meaning = b"/CIDInit /ProcSet findresource begin begincmap " + codes + b" endcmap end"
    content = b"BT /B 12 Tf 72 700 Td (A) Tj /T 12 Tf (Done 95%) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</B 5 0 R/T 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Wingdings-Regular/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(meaning), meaning),
    ]
    body = b"".join(b"%d 0 obj %s endobj\n" % pair for pair in enumerate(objects, 1))
    document = read(b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF")
    assert [p.text for p in paragraphs(document)] == ["☑Done 95%"]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_page_full_of_short_rows_is_not_written_downwards(ruled: bool) -> None:
    """PDFium takes such a page for vertical writing where each character was drawn by itself."""
    rows = [(f"{n}", "城乡居民基本养老", "机关本级", f"{n + 10},002.27", f"5{n}.64%") for n in range(10, 66)]
    columns = (72, 100, 200, 300, 400)

    def page(canvas: Canvas) -> None:
        canvas.setFont(FONT, 10)
        heights = [HEIGHT - 60 - 13 * number for number in range(len(rows) + 1)]
        for row, height in zip(rows, heights, strict=False):
            for left, text in zip(columns, row, strict=True):
                for number, character in enumerate(text):
                    # A little apart, as rounding leaves them.
                    x = left + canvas.stringWidth(text[:number], FONT, 10) + 0.05 * number
                    canvas.drawString(x, height, character)
        if ruled:
            canvas.grid([x - 4 for x in (*columns, 500)], [height + 10 for height in heights])

    source = drawn(page)
    with pypdfium2.PdfDocument(source) as file:
        assert "城\r\n乡" in file[0].get_textpage().get_text_range()
    (table,) = tables(read(source))
    assert [tuple(cell.text for cell in table.cells if cell.row == number) for number in range(table.rows)] == rows
