"""Where one thing ends and the next begins on a PDF page, though nothing but its setting says so."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.readers.page.lines import Bounds, TextLine, is_full
from extract.readers.pdf import read
from tests.readers.conftest import paragraphs, shape, tables
from tests.readers.printing import FONT, HEIGHT, boxed, drawn, lines


def test_a_title_that_nearly_fills_its_line_is_no_part_of_the_paragraph_below() -> None:
    title = "云溪县交通运输局二〇二三年度部门整体支出绩效自评工作情况的报告（修订稿）"
    body = (
        "根据县财政局关于开展二〇二三年度部门整体支出绩效自评工作的通知要求，我局认",
        "真组织开展了绩效自评，现将有关情况报告如下，请予审核，不当之处请批评指正。",
        "全年预算数为1,234.56万元。",
    )

    def page(canvas: Canvas) -> None:
        lines(canvas, [title], x=72 + 12 * (len(body[0]) - len(title)) / 2, top=72)
        lines(canvas, body, top=92)

    assert [p.text for p in paragraphs(read(drawn(page)))] == [title, "".join(body)]


def test_a_first_line_that_happens_to_stand_in_the_middle_stays_in_its_paragraph() -> None:
    body = (
        "根据县财政局关于开展绩效自评工作的通知要求，我局认真组织开展自评，其中",
        "1,234,567.89元为上年结转，全年支出按照批复的预算执行，没有超出预算范围的支出。",
        "项目全部完工。",
    )

    def page(canvas: Canvas) -> None:
        lines(canvas, body[:1], x=72 + 24, top=72)
        lines(canvas, body[1:], top=92)

    assert [p.text for p in paragraphs(read(drawn(page)))] == ["".join(body)]


SUMMARY = [["投入", "过程", "产出", "总分"], ["20", "30", "50", "100"]]
SCORES = [
    ["序号", "指标", "分值", "评分细则", "得分"],
    ["1", "完成率", "60", "按比例", "60"],
    ["2", "满意度", "40", "按比例", "38"],
]


def test_two_tables_that_share_a_ruling_are_two() -> None:
    def page(canvas: Canvas) -> None:
        boxed(canvas, SUMMARY, [72, 172, 272, 372, 522], top=100)
        boxed(canvas, SCORES, [72, 112, 222, 292, 452, 522], top=148)

    found = tables(read(drawn(page)))
    assert [(t.rows, t.cols) for t in found] == [(2, 4), (3, 5)]
    assert shape(found[1]) == sorted((r, c, 1, 1, text) for r, row in enumerate(SCORES) for c, text in enumerate(row))


def test_the_parts_of_one_form_that_share_the_edge_of_a_column_are_one() -> None:
    def page(canvas: Canvas) -> None:
        boxed(canvas, SUMMARY, [72, 112, 272, 372, 522], top=100)
        boxed(canvas, SCORES, [72, 112, 222, 292, 452, 522], top=148)

    (found,) = tables(read(drawn(page)))
    assert found.rows == 5


def test_a_number_broken_in_a_cell_of_widely_set_lines_is_whole() -> None:
    """Reports set their lines 28 points apart, and the lines of their tables with them."""

    def page(canvas: Canvas) -> None:
        canvas.grid([72, 132, 192], [HEIGHT - 100, HEIGHT - 160, HEIGHT - 220])
        for x, y, broken in (
            (76, 100, ("服务对象满", "意度")),
            (136, 100, ("1,234,56", "7.89")),
            (76, 160, ("甲项", "乙项")),
        ):
            lines(canvas, broken, x=x, top=y + 20, pitch=28, size=10.5)

    assert [c.text for c in tables(read(drawn(page)))[0].cells] == ["服务对象满意度", "1,234,567.89", "甲项\n乙项", ""]


def _line(text: str, left: float, right: float) -> TextLine:
    step = (right - left) / len(text)
    edges = tuple(left + step * number for number in range(len(text) + 1))
    return TextLine(text=text, edges=edges, top=100.0, bottom=112.0, blank_after=False, page=1)


def test_a_line_that_fills_the_width_is_not_taken_for_one_set_in_the_middle() -> None:
    """Above it an indented line stands nearly in the middle; what is free is on its right alone."""
    first = _line("档案管理费合计为1,234.56", 114, 502)
    second = _line("元，" + "已经按照合同约定全部拨付到位，资金使用规范有序没有发", 90, 517)
    assert is_full(first, second, Bounds(left=90, right=522))
    assert not is_full(first, _line("元，已经拨付到位", 264, 348), Bounds(left=90, right=522))


def test_the_text_of_a_merged_cell_goes_on_over_the_page_break() -> None:
    def upper(canvas: Canvas) -> None:
        canvas.grid([72, 172], [HEIGHT - 700, HEIGHT - 740, HEIGHT - 780])
        canvas.rect(172, HEIGHT - 780, 96, 80)
        lines(canvas, ["一", "二"], x=80, top=720, pitch=40, size=10.5)
        lines(canvas, ["按照规定程序开展", "资金分配和使用，"], x=176, top=750, pitch=20, size=10.5)

    def lower(canvas: Canvas) -> None:
        canvas.grid([72, 172], [HEIGHT - 60, HEIGHT - 100])
        canvas.rect(172, HEIGHT - 100, 96, 40)
        lines(canvas, ["三"], x=80, top=80, size=10.5)
        lines(canvas, ["没有截留挪用。"], x=176, top=80, size=10.5)

    (found,) = tables(read(drawn(upper, lower)))
    assert (0, 1, 3, 1, "按照规定程序开展资金分配和使用，没有截留挪用。") in shape(found)


def test_headings_left_alone_at_the_foot_of_a_page_are_no_part_of_the_row_below() -> None:
    def upper(canvas: Canvas) -> None:
        boxed(canvas, [["一级指标", "分值", "扣分原因"]], [72, 122, 152, 222], top=760)

    def lower(canvas: Canvas) -> None:
        boxed(canvas, [["投入情况", "5", ""], ["过程情况", "6", "无"]], [72, 122, 152, 222], top=60)

    (found,) = tables(read(drawn(upper, lower)))
    assert [c.text for c in found.cells][:6] == ["一级指标", "分值", "扣分原因", "投入情况", "5", ""]


def test_full_rows_on_both_sides_of_a_page_break_are_two() -> None:
    """Every cell is filled to its edge, so that only its words tell that it ends there."""
    head = [
        ["三级指标", "指标值", "完成情况", "得分"],
        *[[f"第{n}项指标的名称与说明文字", "有所提升", "达成预期指标", "12"] for n in "一二三四"],
    ]
    above, below = (
        ["安全生产形势保持总体持续稳定", "长期有效", "达成预期指标", "13"],
        ["长效机制建设情况有了明显改善", "有所提升", "达成预期指标", "11.6"],
    )
    xs = [72, 218, 264, 330, 350]

    def first(canvas: Canvas) -> None:
        boxed(canvas, [*head, above], xs, top=HEIGHT - 72 - 24 * 6)

    def second(canvas: Canvas) -> None:
        boxed(canvas, [below], xs, top=72)

    (found,) = tables(read(drawn(first, second)))
    texts = [["" if cell is None else cell.text for cell in row] for row in found.grid]
    assert texts[-2:] == [above, below]


def test_headings_at_the_foot_of_a_page_are_no_part_of_the_figures_on_the_next() -> None:
    """The heading on their left is one cell, broken in the middle of a word."""
    xs = [72, 138, 190, 234, 278]

    def first(canvas: Canvas) -> None:
        rows = [["主管部门", "某县水务", "实施单位", "某管理站"], ["项目资金（万", "", "年初预算", "全年执行"]]
        boxed(canvas, rows, xs, top=HEIGHT - 72 - 48)

    def second(canvas: Canvas) -> None:
        boxed(canvas, [["元）", "资金总额", "2361.34", "2361.34"]], xs, top=72)

    (found,) = tables(read(drawn(first, second)))
    texts = [["" if cell is None else cell.text for cell in row][2:] for row in found.grid]
    assert texts[1:] == [["年初预算", "全年执行"], ["2361.34", "2361.34"]]


def test_figures_beside_the_middle_of_two_lines_set_close_are_on_no_line_of_theirs() -> None:
    """Cells set in the middle stand half a pitch off the lines of the next one, and PDFium takes them for one line."""
    names = [
        ("农村公路日常养护补", "助资金项目"),
        ("县级储备粮轮换价差", "补贴资金"),
        ("城乡居民医疗保险财", "政补助资金"),
    ]
    xs, high, pitch = [72, 162, 252, 342], 24, 10

    def page(canvas: Canvas) -> None:
        canvas.grid(xs, [HEIGHT - 100 - number * high for number in range(len(names) + 1)])
        canvas.setFont(FONT, 9)
        for number, name in enumerate(names):
            middle = HEIGHT - 100 - (number + 0.5) * high - 3
            for text, x, y in ((name[0], 76, middle + pitch / 2), (name[1], 76, middle - pitch / 2)):
                canvas.drawString(x, y, text)
            canvas.drawString(166, middle, f"{number + 1},057.06")
            canvas.drawString(256, middle, "991.42")

    (table,) = tables(read(drawn(page)))
    assert [cell.text for cell in table.cells] == [
        text for number, name in enumerate(names) for text in ("".join(name), f"{number + 1},057.06", "991.42")
    ]


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("公用类支出合计为68", "275 800.00元。", "68 275 800.00元"),
        ("公用类支出为68 275", "800.00元。", "68 275 800.00元"),
        ("公用类支出合计为68", "275.80元。", "68275.80元"),
        ("公用类支出为2023 1", "057.06元。", "1057.06元"),
    ],
)
def test_a_number_broken_at_the_blank_between_its_thousands_keeps_it(before: str, after: str, whole: str) -> None:
    full = "本年支出按照批复的预算执行，没有超出预算范围的支出，其中人员类支出占大部分，"

    def page(canvas: Canvas) -> None:
        lines(canvas, [full, full[: len(full) - len(before) // 2 - 3] + before, after])

    assert whole in paragraphs(read(drawn(page)))[-1].text
