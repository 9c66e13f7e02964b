"""Word documents: the seed against its truth, the collection of traps, and one small document per construct."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Document, Paragraph, Table
from extract.errors import Unreadable
from extract.readers import read
from tests.readers.conftest import equals_truth, make_docx, paragraphs, shape, tables, unzipped, zipped
from tests.readers.layouts import Layout, layouts, squeezed


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(text: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run(text)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"


def listed(number: int, depth: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


LEVELS = "".join(
    f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
    f'<w:lvlText w:val="{text}"/></w:lvl>'
    for depth, (form, text) in enumerate(
        [
            ("chineseCountingThousand", "%1、"),
            ("chineseCounting", "（%2）"),
            ("decimal", "%3."),
            ("decimalEnclosedCircle", "%4"),
        ]
    )
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="1">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def test_seed_is_read_as_its_truth_says(sample: Callable[[str], bytes], truth: list[dict[str, Any]]) -> None:
    document = read(sample("seed/dongchuan-2020.docx"), "dongchuan-2020.docx")
    equals_truth(document, truth)
    assert document.unread == () and document.remarks == ()
    assert len(document.furniture) == 2


@pytest.fixture
def tricky(sample: Callable[[str], bytes]) -> Document:
    return read(sample("samples/tricky.docx"))


def test_traps_text_once_and_deleted_text_never(tricky: Document) -> None:
    everything = "\n".join(text for _, _, text in tricky.texts())
    once = ["TXBX", "INS", "MOVE", "FOOT", "LINK", "SMART", "SYM", "RUBY", "VANISH"]
    others = ["SDTBLOCK", "SDTRUN", "SDTROW1", "SDTCELL2", "FLDSIMPLE7", "FLDCPLX660", "NESTA", "NESTB"]
    for token in [word + "TOK" for word in once] + others:
        assert everything.count(token) == 1, token
    for token in ("DELTOK", "DELROW", "pin", "SUM(A1", "HDRTOK", "FTRTOK"):
        assert token not in everything, token
    assert any("HDRTOK" in text for text in tricky.furniture) and any("FTRTOK" in text for text in tricky.furniture)


def test_traps_numbering(tricky: Document) -> None:
    labels = {p.text[:4]: (p.label.strip(), p.level) for p in paragraphs(tricky) if p.text.startswith("NUM")}
    assert labels == {
        "NUMA": ("一、", 2), "NUMB": ("（一）", 3), "NUMC": ("1.", 0), "NUMD": ("2.", 0), "NUME": ("（二）", 3),
        "NUMF": ("1.", 0), "NUMG": ("二、", 2), "NUMH": ("第一部分", 1),
    }  # fmt: skip


def test_traps_text_of_paragraphs(tricky: Document) -> None:
    texts = {p.text: p for p in paragraphs(tricky)}
    assert "A\tB\nC-D☑SYMTOK" in texts
    assert "MATHTOK=23667/24000×100%" in texts
    assert "PMARKA前半PMARKB后半" in texts
    assert texts["VANISHTOK隐藏"].hidden
    assert texts["TXBXTOK文本框金额35.5万元"].kind == "textbox"
    assert texts["FOOTTOK脚注数据12.6万元"].kind == "footnote"
    assert any("修订" in remark for remark in tricky.remarks) and any("隐藏" in remark for remark in tricky.remarks)


def test_traps_table(tricky: Document) -> None:
    outer, inner = tables(tricky)
    assert (outer.rows, outer.cols) == (4, 4)
    assert shape(outer) == [
        (0, 0, 2, 1, "H1"), (0, 1, 1, 2, "H23"), (0, 3, 1, 1, "H4"), (1, 1, 1, 1, "SUB2"), (1, 2, 1, 1, "SUB3"),
        (1, 3, 1, 1, "X4"), (2, 1, 1, 1, "GB2"), (2, 2, 1, 1, "GB3"), (2, 3, 1, 1, "GB4"), (3, 0, 1, 1, "SDTROW1"),
        (3, 1, 1, 1, "SDTCELL2"), (3, 2, 1, 2, "HM"),
    ]  # fmt: skip
    assert inner.host == (tricky.blocks.index(outer), 1, 3)
    assert shape(inner) == [(0, 0, 1, 1, "NESTA"), (0, 1, 1, 1, "NESTB")]


def test_a_figure_split_over_runs_comes_whole() -> None:
    document = read(
        make_docx(f"<w:p>{run('收入1057')}{run('.0')}<w:proofErr w:type='spellStart'/>{run('6万元')}</w:p>")
    )
    assert [p.text for p in paragraphs(document)] == ["收入1057.06万元"]


def test_hidden_run_does_not_run_into_the_visible_figure() -> None:
    document = read(make_docx(f"<w:p>{run('收入1057')}{run('99', '<w:vanish/>')}{run('万元')}</w:p>"))
    assert [(p.text, p.hidden) for p in paragraphs(document)] == [("收入1057万元", False), ("99", True)]
    assert "隐藏" in document.remarks[0]


def test_text_struck_out_is_kept_apart() -> None:
    struck, kept = run("1057", "<w:strike/>"), run("1075", '<w:dstrike w:val="0"/>')
    document = read(make_docx(f"<w:p>{run('收入')}{struck}{kept}{run('万元')}</w:p>"))
    assert [(p.text, p.hidden) for p in paragraphs(document)] == [("收入1075万元", False), ("1057", True)]
    assert "划去" in document.remarks[0]


def test_vanish_switched_off_is_visible() -> None:
    visible = run("可见", '<w:vanish w:val="0"/>')
    document = read(make_docx(f"<w:p>{visible}</w:p>"))
    assert [(p.text, p.hidden) for p in paragraphs(document)] == [("可见", False)]


def test_lists_count_on_restart_and_are_overridden() -> None:
    body = (
        para("甲", listed(1, 0)) + para("乙", listed(1, 1)) + para("丙", listed(1, 3)) + para("丁", listed(1, 3))
        + para("戊", listed(1, 0)) + para("己", listed(2, 0)) + para("庚", listed(0, 0))
    )  # fmt: skip
    document = read(make_docx(body, numbering=NUMBERING))
    assert [p.label for p in paragraphs(document)] == ["一、", "（一）", "①", "②", "二、", "一、", ""]


def test_a_level_that_was_skipped_counts_as_begun() -> None:
    """As Word and LibreOffice have it: a list that begins with （一） goes on with 二、 one level up."""
    body = para("甲", listed(1, 1)) + para("乙", listed(1, 0)) + para("丙", listed(1, 1))
    document = read(make_docx(body, numbering=NUMBERING))
    assert [p.label for p in paragraphs(document)] == ["（一）", "二、", "（一）"]


def test_numbers_in_cells_are_kept_beside_the_text() -> None:
    two = f"<w:tc>{para('第一点', listed(1, 2))}{para('第二点', listed(1, 2))}</w:tc>"
    table = tables(read(make_docx(f"<w:tbl><w:tr>{two}</w:tr></w:tbl>", numbering=NUMBERING)))[0]
    assert table.cells[0].text == "第一点\n第二点"
    assert table.cells[0].labels == ((0, "1."), (4, "2."))


def test_headings_by_style_chain_outline_and_number() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="我的标题"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    )
    body = (
        para("一、概况……3", '<w:pStyle w:val="t"/>') + para("附件说明", '<w:pStyle w:val="b"/>')
        + para("一、部门概况", '<w:pStyle w:val="a"/>') + para("（一）机构设置")
        + para("绩效目标", '<w:outlineLvl w:val="2"/>')
        + para("这是一个被误设为标题的正文段落。它有两句话。", '<w:pStyle w:val="a"/>')
    )  # fmt: skip
    document = read(make_docx(body, styles=styles))
    assert [p.level for p in paragraphs(document)] == [0, 2, 2, 3, 3, 0]


def test_comments_come_last_and_apart() -> None:
    comments = f'<w:comment w:id="0">{para("请核实")}</w:comment>'
    document = read(make_docx(para("正文"), comments=comments))
    assert [(p.text, p.kind) for p in paragraphs(document)] == [("正文", "body"), ("请核实", "comment")]
    assert any("批注" in remark for remark in document.remarks)


PICTURE = (
    '<w:p><w:r><w:drawing><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/></w:drawing>'
    "</w:r></w:p>"
)


def test_pictures_are_reported_as_unread() -> None:
    document = read(make_docx(para("见下图") + PICTURE))
    assert len(document.blocks) == 1
    assert [(u.reason[:5], u.place.block if u.place else None) for u in document.unread] == [("此处有图片", 0)]


def test_a_document_of_pictures_alone_is_refused() -> None:
    """Pages that were scanned and pasted in: a list of doubts that is empty for want of text would tell a lie."""
    with pytest.raises(Unreadable, match=r"^没有读到任何文字：此处有图片") as caught:
        read(make_docx(PICTURE * 5))
    assert caught.value.reason == "unsupported"


def test_word_art_is_read_as_a_text_box() -> None:
    art = '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="自评报告"/></v:shape></w:pict>'
    document = read(make_docx(f"<w:p><w:r>{art}</w:r></w:p>"))
    assert [(p.text, p.kind) for p in paragraphs(document)] == [("自评报告", "textbox")]


def test_form_check_boxes_show_their_state() -> None:
    box = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox>'
        "</w:ffData></w:fldChar></w:r>"
    )
    end = '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = f"<w:p>{box.format('<w:checked/>')}{end}{run('优')}{box.format('')}{end}{run('良')}</w:p>"
    assert paragraphs(read(make_docx(body)))[0].text == "☑优□良"


def test_symbol_fonts_show_what_they_draw() -> None:
    fonts = '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'
    body = f"<w:p>{run('R', fonts)}{run('是', fonts)}{run('R')}</w:p>" + para("\ue123造字")
    document = read(make_docx(body))
    assert [p.text for p in paragraphs(document)] == ["☑是R", "\ue123造字"]
    assert "专用字体" in document.unread[0].reason


def test_an_unfinished_field_swallows_no_text() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    body = f"<w:p>{begin}{begin}{run('甲')}</w:p>{para('乙')}"
    assert [p.text for p in paragraphs(read(make_docx(body)))] == ["甲", "乙"]


def field(code: str, result: str | None = None) -> str:
    """A complex field; `result` None: the file keeps none."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    shown = "" if result is None else separate + (run(result) if result else "")
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{shown}{end}"


def test_fields_without_a_result_show_what_their_code_says() -> None:
    fraction, circled = field(r" EQ \f(35,40) "), field(r" eq \o\ac(○,3) ", "")
    body = (
        f"<w:p>{field(' =SUM(ABOVE) ', '12.5')}{run('万元')}</w:p>"
        f"<w:p>{run('执行率')}{fraction}</w:p><w:p>{circled}{run('完工')}</w:p>"
        f"<w:p>{field(' MACROBUTTON AcceptAll 点此填写 ')}</w:p>"
    )
    assert [p.text for p in paragraphs(read(make_docx(body)))] == ["12.5万元", "执行率35/40", "③完工", "点此填写"]


def test_a_formula_without_a_stored_result_is_said_to_be_unread() -> None:
    code = "<w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>"
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    between = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    stored = read(make_docx(f"<w:p>{begin}{code}{between}{run('30.5')}{end}</w:p>"))
    assert (stored.unread, [p.text for p in paragraphs(stored)]) == ((), ["30.5"])
    for empty in (f"{begin}{code}{end}", f"{begin}{code}{between}{end}", '<w:fldSimple w:instr=" =SUM(ABOVE) "/>'):
        document = read(make_docx(f"{para('合计')}<w:p>{empty}</w:p>"))
        assert ["公式" in part.reason for part in document.unread] == [True]


MARK_STYLE = (
    '<w:style w:type="character" w:styleId="Base"><w:name w:val="b"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Mark"><w:name w:val="m"/><w:basedOn w:val="Base"/></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ('<w:vertAlign w:val="superscript"/>', "82.5万元⁴。"),
        ('<w:vertAlign w:val="subscript"/>', "82.5万元₄。"),
        ('<w:position w:val="8"/>', "82.5万元⁴。"),
        ('<w:position w:val="-6"/><w:sz w:val="18"/>', "82.5万元₄。"),
        ('<w:position w:val="2"/>', "82.5万元4。"),
        ('<w:rStyle w:val="Mark"/>', "82.5万元⁴。"),
        ('<w:rStyle w:val="Mark"/><w:vertAlign w:val="baseline"/>', "82.5万元4。"),
    ],
)
def test_figures_above_or_below_the_line_stand_apart(properties: str, shown: str) -> None:
    """The mark of a note, raised by whatever means, is no digit of the amount before it."""
    body = f"<w:p>{run('82.5万元')}{run('4', properties)}{run('。')}</w:p>"
    assert [p.text for p in paragraphs(read(make_docx(body, styles=MARK_STYLE)))] == [shown]


def test_a_whole_line_that_was_raised_is_an_ordinary_one() -> None:
    up, higher, down = (f'<w:position w:val="{level}"/>' for level in (10, 18, -6))
    body = f"<w:p>{run('支出82.5', up)}{run('1', higher)}{run('万元', up)}</w:p><w:p>{run('100', up)}</w:p>"
    body += f"<w:p>{run('控制PM')}{run('2.5', down)}{run('浓度')}</w:p>"
    assert [p.text for p in paragraphs(read(make_docx(body)))] == ["支出82.5¹万元", "100", "控制PM2.5浓度"]


def math(inner: str) -> Document:
    name = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    return read(make_docx(f"<w:p><m:oMath {name}>{inner}</m:oMath></w:p>"))


def letters(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


FRACTION = f"<m:f><m:num>{letters('1')}</m:num><m:den>{letters('3')}</m:den></m:f>"


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (letters("执行率=98") + letters(".6%"), "执行率=98.6%"),
        (letters("2") + FRACTION + letters("5"), "2 1/3 5"),
        (f"<m:rad><m:deg>{letters('3')}</m:deg><m:e>{letters('8')}</m:e></m:rad>", "³√8"),
        (f"<m:eqArr><m:e>{letters('a=1')}</m:e><m:e>{letters('2=b')}</m:e></m:eqArr>", "a=1\n2=b"),
        (f"<m:m><m:mr><m:e>{letters('1')}</m:e><m:e>{letters('2')}</m:e></m:mr></m:m>", "1 2"),
        (f"<m:limLow><m:e>{letters('min')}</m:e><m:lim>{letters('5')}</m:lim></m:limLow>{letters('6')}", "min_5 6"),
        (
            f"<m:sPre><m:sub>{letters('3')}</m:sub><m:sup>{letters('4')}</m:sup><m:e>{letters('X')}</m:e></m:sPre>",
            "X_3^4",
        ),
    ],
)
def test_digits_of_a_formula_never_run_together(inner: str, shown: str) -> None:
    assert [p.text for p in paragraphs(math(inner))] == [shown]


def test_the_mark_of_a_note_typed_by_hand_is_no_digit() -> None:
    mark = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>1</w:t></w:r>'
    assert [p.text for p in paragraphs(read(make_docx(f"<w:p>{run('支出100')}{mark}{run('万元')}</w:p>")))] == [
        "支出100¹万元"
    ]


def test_changes_to_a_table_are_accepted_and_said() -> None:
    stamp = 'w:id="1" w:author="a"'
    begun, goes_on = (f'<w:cellMerge {stamp} w:vMerge="{mark}"/>' for mark in ("rest", "cont"))
    rows = f"<w:tr>{cell('甲', begun)}{cell('1')}</w:tr><w:tr><w:trPr><w:ins {stamp}/></w:trPr>{cell('', goes_on)}{cell('2')}</w:tr>"
    document = read(make_docx(f"<w:tbl>{rows}</w:tbl>"))
    assert shape(tables(document)[0]) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "1"), (1, 1, 1, 1, "2")]
    assert "插入1处" in document.remarks[0]


def test_cells_deleted_as_a_tracked_change_are_gone() -> None:
    gone = cell("9", '<w:cellDel w:id="1" w:author="a"/>')
    (table,) = tables(read(make_docx(f"<w:tbl><w:tr>{cell('甲')}{gone}{cell('1')}</w:tr></w:tbl>")))
    assert shape(table) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1")]


def test_absurd_spans_are_cut() -> None:
    wide = cell("宽", '<w:gridSpan w:val="300000000"/>')
    table = tables(read(make_docx(f"<w:tbl><w:tr>{wide}{cell('窄')}</w:tr></w:tbl>")))[0]
    assert (table.cols, shape(table)) == (2, [(0, 0, 1, 1, "宽"), (0, 1, 1, 1, "窄")])


def test_strict_namespace_is_read() -> None:
    parts = unzipped(make_docx(para("严格格式")))
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = {
        name: part.replace(transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        for name, part in parts.items()
    }
    assert [p.text for p in paragraphs(read(zipped(strict)))] == ["严格格式"]


def as_word_table(cells: Layout) -> str:
    rows = max(r + rs for r, _, rs, _ in cells)
    lines: list[list[tuple[int, str]]] = [[] for _ in range(rows)]
    for row, col, rowspan, colspan in cells:
        span = f'<w:gridSpan w:val="{colspan}"/>'
        for i in range(rowspan):
            merge = "" if rowspan == 1 else '<w:vMerge w:val="restart"/>' if not i else "<w:vMerge/>"
            lines[row + i].append((col, cell(f"{row},{col}" if not i else "", span + merge)))
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(x for _, x in sorted(line))}</w:tr>" for line in lines) + "</w:tbl>"


@given(layouts())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_layout_of_merged_cells_comes_back(cells: Layout) -> None:
    table = tables(read(make_docx(as_word_table(cells))))[0]
    assert shape(table) == squeezed(cells)
    grid = table.grid
    assert all(position is not None for line in grid for position in line)


BEGUN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
WIDE = '<w:gridSpan w:val="2"/>'
RIGHT, RIGHT_ON = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"


@pytest.mark.parametrize(
    ("first", "below", "cells"),
    [
        (cell("甲", BEGUN) + cell("乙"), cell("丙", WIDE + GOES_ON), [(1, 0, 1, 2, "丙")]),
        (cell("甲", WIDE + BEGUN), cell("", GOES_ON) + cell("1"), [(1, 0, 1, 1, ""), (1, 1, 1, 1, "1")]),
        (cell("甲", WIDE + BEGUN), cell("", WIDE + GOES_ON), []),
    ],
)
def test_a_continuation_of_another_width_is_a_cell_of_its_own(
    first: str, below: str, cells: list[tuple[int, int, int, int, str]]
) -> None:
    """Word merges downwards only what has the same edges; a hole, or two cells in one place, it never shows."""
    grid = para("前") + f"<w:tbl><w:tr>{cell('1')}{cell('2')}</w:tr><w:tr>{first}</w:tr><w:tr>{below}</w:tr></w:tbl>"
    (table,) = tables(read(make_docx(grid)))
    assert [one for one in shape(table) if one[0] == 2] == [(row + 1, *rest) for row, *rest in cells]
    assert all(position is not None for line in table.grid for position in line)


def test_cells_merged_both_ways_by_old_marks() -> None:
    lines = [(RIGHT + BEGUN, RIGHT_ON + BEGUN), (RIGHT + GOES_ON, RIGHT_ON + GOES_ON)]
    body = "".join(f"<w:tr>{cell('甲', one)}{cell('', two)}{cell('右')}</w:tr>" for one, two in lines)
    (table,) = tables(read(make_docx(f"<w:tbl><w:tr>{cell('1') * 3}</w:tr>{body}</w:tbl>")))
    assert shape(table)[3:] == [(1, 0, 2, 2, "甲"), (1, 2, 1, 1, "右"), (2, 2, 1, 1, "右")]


def test_edges_pulled_by_hand_make_no_column() -> None:
    """Rows whose edges miss each other by some twips have a column between them that no one sees."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in (2000, 12, 2000))
    rows = [cell("甲", BEGUN) + cell("乙", WIDE), cell("", WIDE + GOES_ON) + cell("丙")]
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    (table,) = tables(read(make_docx(f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>")))
    assert shape(table) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丙")]
    rows[1] = cell("", WIDE.replace("2", "1") + GOES_ON) + cell("窄") + cell("丙")
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    (table,) = tables(read(make_docx(f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>")))
    assert shape(table)[1:] == [(0, 1, 1, 2, "乙"), (1, 1, 1, 1, "窄"), (1, 2, 1, 1, "丙")]


_ODD_CELLS = st.tuples(st.integers(1, 3), st.sampled_from(("", BEGUN, GOES_ON)), st.sampled_from(("", RIGHT, RIGHT_ON)))
_ODD_ROWS = st.tuples(st.integers(0, 2), st.lists(_ODD_CELLS, min_size=1, max_size=5), st.integers(0, 2))


@given(st.lists(_ODD_ROWS, min_size=1, max_size=5), st.lists(st.sampled_from((0, 7, 20, 900)), max_size=9))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_whatever_a_row_says_of_its_cells_no_place_is_lost_or_taken_twice(
    rows: list[tuple[int, list[tuple[int, str, str]], int]], widths: list[int]
) -> None:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = ""
    for number, (before, cells, after) in enumerate(rows):
        skipped = f'<w:trPr><w:gridBefore w:val="{before}"/><w:gridAfter w:val="{after}"/></w:trPr>'
        inner = (cell(f"{number}·{n}", f'<w:gridSpan w:val="{w}"/>' + d + r) for n, (w, d, r) in enumerate(cells))
        lines += f"<w:tr>{skipped}{''.join(inner)}</w:tr>"
    document = read(make_docx(f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"))
    (table,) = tables(document)
    taken = [
        (cell.row + row, cell.col + col)
        for cell in table.cells
        for row in range(cell.rowspan)
        for col in range(cell.colspan)
    ]
    assert len(set(taken)) == len(taken)
    for row in range(table.rows):
        covered = sorted(col for line, col in taken if line == row)
        assert covered == list(range(covered[0], covered[-1] + 1))
    everything = "\n".join(text for _, _, text in document.texts()).split("\n")
    assert sorted(everything) == sorted(f"{n}·{m}" for n, (_, cells, _) in enumerate(rows) for m in range(len(cells)))


def test_blocks_are_paragraphs_and_tables_only() -> None:
    document = read(make_docx(para("") + para("  ") + para("有字")))
    assert document.blocks == (Paragraph("有字"),)
    assert not any(isinstance(block, Table) for block in document.blocks)


def test_empty_paragraphs_are_counted_as_word_counts_them() -> None:
    """An empty list paragraph takes a number; a hidden one does not, nor one that was merged into the next."""
    hidden = f"<w:p><w:pPr>{listed(1, 0)}</w:pPr>{run('藏', '<w:vanish/>')}</w:p>"
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    merged = f"<w:p><w:pPr>{listed(1, 0)}{mark}</w:pPr>{run('前')}</w:p>"
    body = para("甲", listed(1, 0)) + para("", listed(1, 0)) + hidden + para("乙", listed(1, 0)) + merged
    found = read(make_docx(body + para("后", listed(1, 0)), numbering=NUMBERING))
    assert [(p.label, p.text) for p in paragraphs(found) if not p.hidden] == [
        ("一、", "甲"),
        ("三、", "乙"),
        ("四、", "前后"),
    ]


@pytest.mark.parametrize("name", ["samples/tricky.docx", "seed/dongchuan-2020.docx"])
def test_large_parts_read_row_by_row_give_the_same(
    name: str, sample: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sample(name)
    whole = read(source)
    monkeypatch.setattr("extract.readers.docx._TOO_LARGE_FOR_A_TREE", 0)
    assert read(source) == whole


@given(layouts(), layouts())
@settings(max_examples=30, deadline=None, derandomize=True)
def test_nested_tables_read_row_by_row_give_the_same(outer: Layout, inner: Layout) -> None:
    nested = f"<w:sdt><w:sdtContent>{as_word_table(inner)}</w:sdtContent></w:sdt><w:p/></w:tc>"
    body = para("前") + as_word_table(outer).replace("</w:tc>", nested, 1) + para("后")
    assert document_of(body) == document_of(body, limit=0)


def document_of(body: str, limit: int | None = None) -> Document:
    with pytest.MonkeyPatch.context() as patch:
        if limit is not None:
            patch.setattr("extract.readers.docx._TOO_LARGE_FOR_A_TREE", limit)
        return read(make_docx(body))
