"""OpenDocument texts: the seed, each construct by hand, and what is meant to break the reader."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

from extract.errors import Unreadable
from extract.readers import read
from tests.readers.conftest import equals_truth, paragraphs, shape, tables, unzipped, zipped
from tests.readers.layouts import Layout, layouts, squeezed
from tests.readers.odt_samples import NS, cell, covered, h, laid_out, odt, p, row, table

Sample = Callable[[str], bytes]
SECONDS = 5


def texts(body: str, **styles: str) -> list[str]:
    return [block.label + block.text for block in paragraphs(read(odt(body, **styles)))]


def test_the_seed_is_read_as_it_is(sample: Sample, truth: list[dict[str, Any]]) -> None:
    document = read(sample("seed/dongchuan-2020.odt"))
    equals_truth(document, truth)
    assert (document.format, document.unread, document.remarks) == ("odt", (), ())
    assert len(document.furniture) == 2


def test_white_space_fields_and_spans() -> None:
    body = p(
        '收入<text:span>1,0</text:span><text:span>57</text:span>.06万元，\n   其中<text:s text:c="2"/>基本'
        '<text:a xlink:href="x">支出</text:a><text:bookmark text:name="b"/>：第<text:page-number>3</text:page-number>页'
        "<text:tab/>完<text:line-break/>共<text:ruby><text:ruby-base>计</text:ruby-base><text:ruby-text>ji</text:ruby-text>"
        "</text:ruby><text:soft-page-break/>10‑12月"
    )
    assert texts(body) == ["收入1,057.06万元， 其中  基本支出：第3页\t完\n共计10-12月"]


def test_notes_comments_and_boxes_follow() -> None:
    note = '<text:note text:note-class="{0}"><text:note-citation>1</text:note-citation><text:note-body>{1}</text:note-body></text:note>'
    comment = "<office:annotation>" + p("请核实") + "</office:annotation>"
    box = "<draw:frame><draw:text-box>" + p("满意度98%") + "</draw:text-box></draw:frame>"
    shape_ = "<draw:custom-shape>" + p("图示") + "<draw:enhanced-geometry/></draw:custom-shape>"
    body = (
        p(f"预算3万元{note.format('footnote', p('含结转'))}，{comment}见框{box}。{note.format('endnote', p('尾注'))}")
        + shape_
    )
    document = read(odt(body + p("正文") + "<draw:frame><draw:image/></draw:frame>"))
    assert [(b.text, b.kind) for b in paragraphs(document)] == [
        ("预算3万元，见框。", "body"), ("满意度98%", "textbox"), ("图示", "textbox"), ("正文", "body"),
        ("含结转", "footnote"), ("请核实", "comment"), ("尾注", "endnote"),
    ]  # fmt: skip
    assert "图片" in document.unread[0].reason and "批注" in document.remarks[0]


HIDING = (
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="T3" style:family="text" style:parent-style-name="T1"/>'
    '<style:style style:name="P1" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T4" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="T5" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>'
    '<style:style style:name="T6" style:family="text"><style:text-properties style:font-name="Wingdings"/></style:style>'
)


@pytest.mark.parametrize(
    "hidden",
    [
        p('<text:span text:style-name="T1">藏</text:span>'),
        p('<text:span text:style-name="T2">藏</text:span>'),
        p('<text:span text:style-name="T3">藏</text:span>'),
        p("藏", "P1"),
        p('<text:hidden-text text:is-hidden="true">藏</text:hidden-text>'),
        f'<text:section text:display="none">{p("藏")}</text:section>',
    ],
)
def test_hidden_and_struck_text_is_kept_apart(hidden: str) -> None:
    document = read(odt(p("明") + hidden, automatic=HIDING))
    assert [(b.text, b.hidden) for b in paragraphs(document)] == [("明", False), ("藏", True)]
    assert "隐藏" in document.remarks[0]


def test_raised_and_lowered_figures_and_symbols() -> None:
    span = '<text:span text:style-name="{}">{}</text:span>'
    body = p(
        f"10{span.format('T4', '4')}吨，H{span.format('T5', '2')}O，3{span.format('T5', '1')}，{span.format('T6', chr(0xF0FE))}是"
    )
    assert texts(body, automatic=HIDING) == ["10⁴吨，H2O，3₁，☑是"]


def test_deleted_text_is_not_read() -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="a"><text:deletion>' + p("100万元") + "</text:deletion>"
        '</text:changed-region><text:changed-region text:id="b"><text:insertion/></text:changed-region></text:tracked-changes>'
    )
    body = changes + p(
        '支出<text:change text:change-id="a"/><text:change-start text:change-id="b"/>120万元<text:change-end text:change-id="b"/>'
    )
    document = read(odt(body))
    assert [b.text for b in paragraphs(document)] == ["支出120万元"]
    assert "插入1处、删除1处" in document.remarks[0]


LEVELS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="、" style:num-format="一, 二, 三, ..."/>'
    '<text:list-level-style-number text:level="2" loext:num-list-format="（%2%）" style:num-format="一, 二, 三, ..."/>'
    '<text:list-level-style-number text:level="3" text:display-levels="2" style:num-suffix="." style:num-format="1"/>'
    '<text:list-level-style-bullet text:level="4" text:bullet-char="●"/></text:list-style>'
)


def listed(*items: str, more: str = "") -> str:
    return f'<text:list text:style-name="L" {more}>{"".join(items)}</text:list>'


def item(*inner: str, more: str = "") -> str:
    return f"<text:list-item {more}>{''.join(inner)}</text:list-item>"


def test_lists_number_their_items() -> None:
    nested = (
        "<text:list>"
        + item(p("机构"))
        + item(p("职能"), "<text:list>" + item(p("细目")) + "</text:list>")
        + "</text:list>"
    )
    body = (
        listed(item(p("概况"), p("续段"), nested), item(p("绩效")))
        + p("间隔")
        + listed(item(p("问题")), more='text:continue-numbering="true" xml:id="one"')
        + listed(item(p("另起")), f"<text:list-header>{p('不编号')}</text:list-header>")
        + listed(item(p("接前")), more='text:continue-list="one"')
        + listed(item(p("第五"), more='text:start-value="5"'), item(p("第六")))
        + listed(
            item(
                "<text:list>"
                + item("<text:list>" + item("<text:list>" + item(p("点")) + "</text:list>") + "</text:list>")
                + "</text:list>"
            )
        )
    )
    assert texts(body, automatic=LEVELS) == [
        "一、概况", "续段", "（一）机构", "（二）职能", "二.1.细目", "二、绩效", "间隔", "三、问题", "一、另起", "不编号",
        "四、接前", "五、第五", "六、第六", "●点",
    ]  # fmt: skip


def test_headings_with_the_outline_of_the_document() -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
        '<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>'
    )
    document = read(odt(h("概况") + p("正文。") + h("机构", 2) + h("绩效") + p("长" * 80), styles=outline))
    found = [(b.label, b.text, b.level) for b in paragraphs(document)]
    assert found[0] == ("一、", "概况", 2) and found[2][:2] == ("", "机构") and found[2][2] > 2
    assert found[3] == ("二、", "绩效", 2) and found[4][2] == 0


def test_a_table_of_contents_is_no_heading() -> None:
    contents = f"<text:table-of-content><text:index-body><text:index-title>{p('目录')}</text:index-title>{p('一、概况')}</text:index-body></text:table-of-content>"
    assert [b.level for b in paragraphs(read(odt(contents + h("一、概况"))))] == [0, 0, 2]


def test_tables_with_spans_repeats_and_nesting() -> None:
    inner = table(row("内1", "内2"))
    body = table(
        '<table:table-column table:number-columns-repeated="4"/>',
        f"<table:table-header-rows>{row(cell('项目', 2), cell('金额', 1, 2), covered(), '备注')}</table:table-header-rows>",
        row(covered(1, "遮住"), "预算", "执行", cell("", more='table:number-columns-repeated="1"')),
        row(cell("合计"), cell("12"), cell(p("10") + inner), cell("—")),
        row(cell("同", more='table:number-columns-repeated="4"'), more='table:number-rows-repeated="2"'),
    )
    outer, nested = tables(read(odt(body)))
    assert (outer.rows, outer.cols, nested.host) == (5, 4, (0, 2, 2))
    assert shape(outer)[:6] == [
        (0, 0, 2, 1, "项目"), (0, 1, 1, 2, "金额"), (0, 3, 1, 1, "备注"), (1, 1, 1, 1, "预算"), (1, 2, 1, 1, "执行"), (1, 3, 1, 1, ""),
    ]  # fmt: skip
    assert [b.text for b in paragraphs(read(odt(body))) if b.hidden] == ["遮住"]
    assert sum(text == "同" for *_, text in shape(outer)) == 8


@given(layouts())
def test_random_tables_come_back(cells: Layout) -> None:
    (found,) = tables(read(odt(laid_out(cells))))
    assert shape(found) == squeezed(cells)


def test_formulas_are_read_as_text() -> None:
    math = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>执行率</mi><mo>=</mo><mfrac><mn>23667</mn><mn>24000</mn></mfrac>'
        "<mo>×</mo><msup><mn>10</mn><mn>2</mn></msup><mo>+</mo><msqrt><mn>4</mn></msqrt><mn>1</mn></mrow><annotation>x</annotation></semantics></math>"
    )
    frame = '<draw:frame><draw:object xlink:href="./Object 1"/><draw:image/></draw:frame>'
    assert texts(p(f"{frame}。"), parts={"Object 1/content.xml": math}) == ["执行率=23667/24000×10^2+√4 1。"]  # type: ignore[arg-type]
    other = read(odt(p(f"见{frame}"), parts={"Object 1/content.xml": "<chart/>"}))
    assert [u.reason for u in other.unread] == ["此处有嵌入对象，其中的文字和数字未读取，请人工核对。"]


def test_page_headers_are_furniture() -> None:
    master = (
        f"<style:master-page><style:header>{p('某局')}</style:header><style:footer>{p('第1页')}</style:footer>"
        f'<style:header-left style:display="false">{p("不显示")}</style:header-left></style:master-page>'
    )
    assert read(odt(p("正文"), master=master)).furniture == ("某局", "第1页")


def test_an_encrypted_file_says_so() -> None:
    manifest = f"<manifest:manifest {NS}><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    with pytest.raises(Unreadable) as caught:
        read(odt(p("x"), parts={"META-INF/manifest.xml": manifest}))
    assert caught.value.reason == "encrypted"


HUGE = ("999999999", "2000000000", "-1", "x", "")


@pytest.mark.parametrize("count", HUGE)
@pytest.mark.parametrize("name", ["number-columns-repeated", "number-rows-spanned", "number-columns-spanned"])
def test_counts_without_end(name: str, count: str) -> None:
    begun = time.process_time()
    claimed = f'<table:table-cell table:{name}="{count}">{p("甲")}</table:table-cell>'
    for more in ("", f'table:number-rows-repeated="{count}"'):
        try:
            (found,) = tables(read(odt(p(f'正文<text:s text:c="{count}"/>完') + table(row(claimed, "乙", more=more)))))
            assert found.rows * found.cols <= 5_000_000
        except Unreadable as refusal:
            assert refusal.reason == "too_large"
    assert time.process_time() - begun < SECONDS


def test_cells_that_overlap() -> None:
    body = table(row(cell("甲", 3, 3), "乙", "丙"), row("丁", "戊", "己", covered(1, "庚")), row(covered(), "辛"))
    (found,) = tables(read(odt(body)))
    taken = [
        (r, c)
        for cell_ in found.cells
        for r in range(cell_.row, cell_.row + cell_.rowspan)
        for c in range(cell_.col, cell_.col + cell_.colspan)
    ]
    assert len(taken) == len(set(taken))
    assert {cell_.text for cell_ in found.cells} - {""} == set("甲乙丙丁戊己庚辛")


def test_repeats_of_long_text_are_refused() -> None:
    long = cell("长" * 100_000, more='table:number-columns-repeated="1000"')
    with pytest.raises(Unreadable) as caught:
        read(odt(table(row(long, more='table:number-rows-repeated="1000"'))))
    assert caught.value.reason == "too_large"


@pytest.mark.parametrize("part", ["content.xml", "styles.xml"])
def test_entities_nesting_and_damage(part: str) -> None:
    parts = unzipped(odt(p("正文")))
    for broken in (b'<!DOCTYPE a [<!ENTITY a "aaaa">]>' + parts[part], b"", b"<a", b"<text:p" * 9_000):
        with pytest.raises(Unreadable) as caught:
            read(zipped({**parts, part: broken}))
        assert caught.value.reason == "damaged"


def test_lists_and_tables_nested_without_end() -> None:
    for begin, end in (
        ("<text:list><text:list-item>", "</text:list-item></text:list>"),
        ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>"),
    ):
        for depth in (60, 5_000):
            try:
                found = read(odt(begin * depth + p("正文") + end * depth))
            except Unreadable as refusal:
                assert refusal.reason == "damaged"
            else:
                assert "正文" in "".join(text for _, _, text in found.texts())


def test_a_missing_content_part_is_damage() -> None:
    parts = unzipped(odt(p("正文")))
    del parts["content.xml"]
    with pytest.raises(Unreadable) as caught:
        read(zipped(parts))
    assert caught.value.reason == "damaged"
