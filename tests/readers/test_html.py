"""Web pages: the seed against its truth, spans, lists, hidden text, charsets, hostile pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from extract.document import Document
from extract.errors import Unreadable
from extract.readers import read
from tests.readers.conftest import equals_truth, paragraphs, shape, tables
from tests.readers.layouts import Layout, layouts, squeezed


def page(body: str, head: str = "") -> Document:
    return read(f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode())


def test_seed_is_read_as_its_truth_says(sample: Callable[[str], bytes], truth: list[dict[str, Any]]) -> None:
    document = read(sample("seed/dongchuan-2020.html"))
    equals_truth(document, truth)
    assert document.unread == ()
    assert len(document.furniture) == 2


def test_seed_page_and_docx_give_the_same_blocks(sample: Callable[[str], bytes]) -> None:
    assert read(sample("seed/dongchuan-2020.html")).blocks == read(sample("seed/dongchuan-2020.docx")).blocks


@pytest.mark.parametrize(
    "charset, codec", [("gb2312", "gb18030"), ("gbk", "gbk"), ("utf-8", "utf-8"), ("big5", "big5")]
)
def test_charset_that_the_page_names(charset: str, codec: str) -> None:
    text = "預算數1,057.06萬元"
    source = (
        f"<html><head><meta http-equiv=Content-Type content='text/html; charset={charset}'></head><p>{text}</p></html>"
    )
    assert paragraphs(read(source.encode(codec)))[0].text == text


@pytest.mark.parametrize("twentieth", range(1, 20))
def test_truncated_page_is_said_to_break_off(twentieth: int) -> None:
    source = f"<html><head><title>表</title></head><body>{'<p>预算数1,057.06万元</p>' * 40}</body></html>".encode()
    document = read(source[: len(source) * twentieth // 20])
    assert any("没有正常结束" in part.reason for part in document.unread)
    assert read(source).unread == ()


def test_wrong_charset_is_not_believed() -> None:
    source = "<html><meta charset='gb2312'><p>预算数1057.06万元</p></html>".encode()
    assert paragraphs(read(source))[0].text == "预算数1057.06万元"


def test_what_a_page_only_refers_to_is_said_to_be_unread() -> None:
    """A workbook saved as a page is a set of frames, with a word of excuse for browsers that have none."""
    source = "<html><frameset><frame src='表.files/sheet001.htm'><noframes><body><p>使用了框架</p></body></noframes></frameset></html>"
    with pytest.raises(Unreadable, match="嵌入网页") as caught:
        read(source.encode())
    assert caught.value.reason == "unsupported"


def test_a_formula_is_not_read_as_a_figure() -> None:
    document = page("<p>执行率<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>，支出500万元。</p>")
    assert [p.text for p in paragraphs(document)] == ["执行率，支出500万元。"]
    assert "公式" in document.unread[0].reason


def test_a_table_in_a_hidden_cell_is_hidden_text() -> None:
    inner = "<table border=1><tr><td>内层</td><td>600万元</td></tr></table>"
    document = page(f"<table border=1><tr><td>甲</td><td style='display:none'>乙{inner}</td></tr></table>")
    assert [(p.text, p.hidden) for p in paragraphs(document)] == [("乙", True), ("内层", True), ("600万元", True)]


def test_figures_over_inline_elements_come_whole_and_scripts_never() -> None:
    document = page("<p>收入<b>1,0</b><font>57</font>.06\n万元<script>99</script><style>p{}</style></p>")
    assert [p.text for p in paragraphs(document)] == ["收入1,057.06 万元"]


def test_breaks_blocks_and_headings() -> None:
    document = page("<h1>报告</h1><div>甲<p>乙<br>丙</p>丁</div><h3>说明</h3>")
    assert [(p.text, p.level) for p in paragraphs(document)] == [
        ("报告", 1),
        ("甲", 0),
        ("乙\n丙", 0),
        ("丁", 0),
        ("说明", 3),
    ]


def test_lists_show_their_numbers() -> None:
    document = page(
        "<ol start=3><li>甲<li>乙<ul><li>丙</ul></ol><ol style='list-style-type:cjk-ideographic'><li><p>丁</p></ol>"
    )
    assert [(p.label, p.text) for p in paragraphs(document)] == [
        ("3.", "甲"),
        ("4.", "乙"),
        ("•", "丙"),
        ("一、", "丁"),
    ]


def test_hidden_text_is_kept_apart() -> None:
    document = page(
        "<p>预算10<span style='display: none'>00</span>万元</p><div class='x'>附注</div>",
        "<style>.x{display:none}</style>",
    )
    assert [(p.text, p.hidden) for p in paragraphs(document)] == [("预算10万元", False), ("00", True), ("附注", True)]
    assert "隐藏" in document.remarks[0]


def test_text_struck_out_is_kept_apart() -> None:
    found = page("<p>预算<s>1057</s>1075万元</p><p>执行<span style='text-decoration: red line-through'>9</span>8</p>")
    assert [p.text for p in paragraphs(found) if not p.hidden] == ["预算1075万元", "执行8"]
    assert [p.text for p in paragraphs(found) if p.hidden] == ["1057", "9"]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    text = "".join(f"<p>第{n}段，叙述本部门履职情况和资金使用情况。</p>" for n in range(9))
    inner = "<table border=1><tr><td>预算</td><td>5</td></tr></table>"
    found = page(f"<table width=100%><tr><td>栏目<td>更多<tr><td><p>一、部门概况</p>{text}{inner}</td></tr></table>")
    assert [p.text for p in paragraphs(found)][:4] == [
        "栏目",
        "更多",
        "一、部门概况",
        "第0段，叙述本部门履职情况和资金使用情况。",
    ]
    assert paragraphs(found)[2].level == 2
    assert [(t.cols, t.host) for t in tables(found)] == [(2, None)]


def test_a_form_with_a_long_cell_stays_a_table() -> None:
    text = "".join(f"<p>目标{n}：按期完成。</p>" for n in range(9))
    cells = f"<tr><td>项目名称<td>修缮</tr><tr><td>目标<td>{text}</tr>"
    assert tables(page(f"<table border=1>{cells}</table>"))[0].rows == 2
    assert tables(page("<table>" + cells + "<tr><td>a<td>b" * 6 + "</table>"))[0].rows == 8


def test_text_in_a_table_but_in_no_cell_is_not_lost() -> None:
    found = page("<table>单位：万元<form><tr><td>预算</td>（调整后）<td>5</td></tr></form></table>")
    assert [p.text for p in paragraphs(found)] == ["单位：万元", "（调整后）"]
    assert [c.text for c in tables(found)[0].cells] == ["预算", "5"]


def test_line_breaks_that_part_paragraphs() -> None:
    found = page("<div>一、概况<br>　　收入5万元。<br>二、支出<br>　　支出4万元。</div><p>关于某某的<br>报告</p>")
    assert [(p.level, p.text) for p in paragraphs(found)] == [
        (2, "一、概况"), (0, "收入5万元。"), (2, "二、支出"), (0, "支出4万元。"), (0, "关于某某的\n报告"),
    ]  # fmt: skip


def test_hidden_row_and_nested_table() -> None:
    document = page(
        "<table><tr style='display:none'><td>甲<td>乙</tr><tr><td>丙<td>丁<table><tr><td>子<td>表</table></tr></table>"
    )
    outer, inner = tables(document)
    assert [(c.text, c.hidden) for c in outer.cells] == [("甲", True), ("乙", True), ("丙", False), ("丁", False)]
    assert inner.host == (0, 1, 1)


def test_raised_digits_do_not_join_the_number() -> None:
    assert paragraphs(page("<p>1.2×10<sup>4</sup>元<sup><a href='#_ftn1'>[1]</a></sup></p>"))[0].text.startswith(
        "1.2×10⁴元"
    )


def test_deleted_text_is_not_read() -> None:
    document = page("<p>金额<del>10</del><ins>12</ins>万元</p>")
    assert paragraphs(document)[0].text == "金额12万元"
    assert "删除" in document.remarks[0]


def test_pictures_are_reported() -> None:
    document = page("<p>如图<img src='a.png'></p>")
    assert [u.reason[:5] for u in document.unread] == ["此处有图片"]


def test_absurd_spans_are_cut() -> None:
    table = tables(page("<table><tr><td colspan=2000000000 rowspan=99999999>甲</td></tr><tr><td>乙</td></tr></table>"))[
        0
    ]
    assert table.rows == 2
    assert [c.text for c in table.cells] == ["甲", "乙"]


def test_depth_beyond_the_parser_is_said() -> None:
    document = page("<p>前</p>" + "<div>" * 3_000 + "深处1000万元" + "</div>" * 3_000)
    texts = "".join(p.text for p in paragraphs(document))
    assert "深处" in texts or any("过深" in u.reason for u in document.unread)


@given(layouts())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_layout_of_merged_cells_comes_back(cells: Layout) -> None:
    rows = max(r + rs for r, _, rs, _ in cells)
    lines = [
        "<tr>" + "".join(f"<td rowspan={rs} colspan={cs}>{r},{c}</td>" for r, c, rs, cs in cells if r == row) + "</tr>"
        for row in range(rows)
    ]
    assert shape(tables(page(f"<table>{''.join(lines)}</table>"))[0]) == squeezed(cells)


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        ("<sup>4</sup>", "82.5万元⁴。"),
        ("<sub>4</sub>", "82.5万元₄。"),
        ("<span style='vertical-align: super'>4</span>", "82.5万元⁴。"),
        ("<span style='font-size:9.0pt;position:relative;top:-4.0pt;mso-text-raise:4.0pt'>4</span>", "82.5万元⁴。"),
        ("<span style='mso-text-raise:-3.0pt'>4</span>", "82.5万元₄。"),
        ("<span style='mso-text-raise:.5pt'>4</span>", "82.5万元4。"),
    ],
)
def test_figures_above_or_below_the_line_stand_apart(mark: str, shown: str) -> None:
    document = read(f"<html><body><p>82.5万元{mark}。</p><p>PM<sub>2.5</sub></p></body></html>".encode())
    assert [p.text for p in paragraphs(document)] == [shown, "PM2.5"]
    line = "<html><body><p><span style='mso-text-raise:6.0pt'>82.5</span></p></body></html>"
    assert [p.text for p in paragraphs(read(line.encode()))] == ["82.5"]


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        ("<span style='font-family:Wingdings'>\u00fe</span>", "☑"),
        ("<font face='Wingdings 2'>R</font>", "☑"),
        ("<span style='font-family:&quot;Wingdings 2&quot;'>\u00a3</span>", "□"),
        (
            "<span style='font-family:宋体;mso-char-type:symbol;mso-symbol-font-family:Wingdings'><span style='mso-char-type:"
            "symbol;mso-symbol-font-family:Wingdings'>\u00a8</span></span>",
            "□",
        ),
        ("<span style='font-family:宋体;mso-bidi-font-family:Symbol'>R</span>", "R"),
    ],
)
def test_letters_of_symbol_fonts_show_what_they_draw(box: str, shown: str) -> None:
    document = page(f"<p>{box}已完成</p>")
    assert [p.text for p in paragraphs(document)] == [f"{shown}已完成"] and not document.unread


def test_unknown_symbols_are_said() -> None:
    document = page("<p>甲<span style='font-family:Wingdings'>\u0041</span></p>")
    assert paragraphs(document)[0].text == "甲\ufffd" and "符号字体" in document.unread[0].reason


def test_what_stands_above_or_beside_a_text_is_no_part_of_it() -> None:
    document = page("<p><ruby>拼<rp>(</rp><rt>pin1</rt><rp>)</rp></ruby>得分10<textarea>说明20</textarea></p>")
    assert [p.text for p in paragraphs(document)] == ["拼得分10", "说明20"]
