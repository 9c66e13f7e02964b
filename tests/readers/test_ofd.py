"""OFD: the seed, what PDFs print put down as OFD, and each construct of the standard by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corpus.build import REPORTS
from extract.document import Document, Paragraph, Table, locate
from extract.errors import Unreadable
from extract.readers import read
from tests.readers.agreement import found_in
from tests.readers.conftest import paragraphs, shape, tables, unzipped, zipped
from tests.readers.ofd_samples import NS, from_pdf, ofd, page, path, ruled, text

Sample = Callable[[str], bytes]
PRINTED = sorted(REPORTS.glob("*.pdf"))
SENTENCE = "本年收入1057.06万元，支出991.42万元。"


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(document)]


def on_page(content: str, **about: Any) -> Document:
    return read(ofd(page(content), **about))


def test_the_seed_has_its_paragraphs_headings_and_cells(sample: Sample, truth: list[dict[str, Any]]) -> None:
    document = read(sample("seed/dongchuan-2020.ofd"))
    plain = [("".join(p.text.split()), p.level) for p in paragraphs(document)]
    # A blank of a quarter em between Chinese and figures shows as the room that is left there in any case.
    assert plain == [("".join(b["text"].split()), b["level"] or 0) for b in truth if b["t"] == "p"]
    for table, known in zip(tables(document), (b for b in truth if b["t"] == "table"), strict=True):
        assert shape(table) == sorted(tuple(cell) for cell in known["cells"])
    assert (document.pages, document.unread, document.remarks) == (19, (), ())
    assert len(document.furniture) == 2


@pytest.mark.parametrize("printed", PRINTED, ids=lambda path: path.stem)
def test_what_a_pdf_prints_is_read_the_same_from_ofd(printed: Any) -> None:
    source = printed.read_bytes()
    one, other = read(source), read(from_pdf(source))
    assert _flat(other) == _flat(one)
    assert other.furniture == one.furniture
    assert found_in(from_pdf(source)) == found_in(source)


def _flat(document: Document) -> list[Any]:
    """Texts and cells; levels that bookmarks gave are not, since none are written."""
    return [block.text if isinstance(block, Paragraph) else shape(block) for block in document.blocks]


def test_every_character_has_a_box_on_its_page() -> None:
    document = on_page(text(SENTENCE, 30, 40))
    (paragraph,) = paragraphs(document)
    number, box = locate(paragraph.lines, 0, 1)
    assert number == 1 and box is not None
    assert [round(edge / 72 * 25.4, 1) for edge in (box[0], box[2])] == [30.0, 34.0]
    assert box[1] < 40 / 25.4 * 72 < box[3]


@pytest.mark.parametrize(
    "code",
    [
        'DeltaX="4 4 2 2 2 2 2 2 2 4 4 4 4 4 2 2 2 2 2 2 4 4"',
        'DeltaX="4 4 g 7 2 4 4 4 4 4 g 6 2 4 4"',
        'DeltaX="g 2 4 g 7 2 g 5 4 g 6 2 g 2 4"',
        "",
    ],
)
def test_steps_between_characters_however_they_are_stated(code: str) -> None:
    assert texts(on_page(text("收入1057.06万元，支出991.42万元", 30, 40, code=code or 'Z="0"'))) == [
        "收入1057.06万元，支出991.42万元"
    ]


def test_a_character_an_object_and_lines_spaced_out_are_one_text() -> None:
    letters = "".join(text(letter, 30 + 4 * at, 40) for at, letter in enumerate("项目支出情况"))
    spaced = text("资金使用合规性较好", 30, 60, code='DeltaX="g 8 5.2"')
    assert texts(on_page(letters + spaced)) == ["项目支出情况", "资金使用合规性较好"]


def test_blanks_that_are_written() -> None:
    """Beside a figure a quarter of an em is left in any case; elsewhere a blank is one however narrow."""
    narrow = text("☑经常性 □一次性 共2 项", 30, 40, code='DeltaX="4 4 4 4 1 4 4 4 4 1 4 2 1 4"')
    assert texts(on_page(narrow)) == ["☑经常性 □一次性 共2项"]


def test_matrices_and_turned_pages() -> None:
    scaled = text("绩效自评", 30, 40, 2.0, more='CTM="2 0 0 2 0 0"')
    assert texts(on_page(scaled)) == ["绩效自评"]
    turned = "".join(
        text(line, 100 - 10 * at, 50, more='CTM="0 1 -1 0 0 0"') for at, line in enumerate((SENTENCE, "二、存在问题"))
    )
    assert texts(on_page(turned)) == [SENTENCE, "二、存在问题"]


def test_a_table_and_writing_down_a_cell() -> None:
    down = '<ofd:TextObject Size="4" Boundary="31 52 8 40"><ofd:TextCode X="0" Y="4" DeltaY="4 4 4">综合指标</ofd:TextCode></ofd:TextObject>'
    lines = "".join(path(data) for data in ("M 30 50 L 90 50 L 90 80 L 30 80 C", "M 50 50 L 50 80", "M 50 65 L 90 65"))
    cells = text("预算数", 52, 60) + text("100", 70, 60, code='DeltaX="2 2"') + text("执行数", 52, 75)
    (table,) = tables(on_page(lines + down + cells))
    assert shape(table) == [
        (0, 0, 2, 1, "综合指标"), (0, 1, 1, 1, "预算数 100"), (1, 1, 1, 1, "执行数"),
    ]  # fmt: skip


def test_only_what_shows_rules_a_table() -> None:
    rows = [["项目", "金额"], ["收入", "12"], ["支出", "10"]]
    assert [t.rows for t in tables(on_page(ruled(rows, (30, 60, 90), 50)))] == [3]
    white = ruled(rows, (30, 60, 90), 50).replace("><ofd:Abb", '><ofd:StrokeColor Value="255 255 255"/><ofd:Abb')
    styles = f'<ofd:Res {NS}><ofd:DrawParams><ofd:DrawParam ID="7" Relative="8"/><ofd:DrawParam ID="8"><ofd:StrokeColor Value="255 255 255"/></ofd:DrawParam></ofd:DrawParams></ofd:Res>'
    named = ruled(rows, (30, 60, 90), 50).replace("<ofd:PathObject ", '<ofd:PathObject DrawParam="7" ')
    by_style = ofd(page(named), common="<ofd:PublicRes>Res.xml</ofd:PublicRes>", parts={"Doc_0/Res.xml": styles})
    for source in (ofd(page(white)), by_style):
        assert [cell.lines for table in tables(read(source)) for cell in table.cells] == [
            cell.lines for table in tables(on_page("".join(_words(rows)))) for cell in table.cells
        ]


def _words(rows: list[list[str]]) -> list[str]:
    return [
        text(words, x + 1, 50 + 8 * n + 5.5)
        for n, row in enumerate(rows)
        for words, x in zip(row, (30, 60), strict=True)
    ]


def test_templates_and_units_made_of_objects() -> None:
    head = page(text("项目支出绩效自评表", 60, 20))
    unit = (
        f'<ofd:Res {NS}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9" Width="100" Height="50"><ofd:Content>'
        f"{text(SENTENCE, 0, 10)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    source = ofd(
        page(
            '<ofd:PageBlock><ofd:CompositeObject ResourceID="9" Boundary="30 40 100 50"/></ofd:PageBlock>',
            '<ofd:Template TemplateID="5"/>',
        ),
        common='<ofd:DocumentRes>/Doc_0/Res.xml</ofd:DocumentRes><ofd:TemplatePage ID="5" BaseLoc="Tpls\\Tpl.xml"/>',
        parts={"Doc_0/tpls/Tpl.xml": head, "Doc_0/Res.xml": unit},
    )
    assert texts(read(source)) == ["项目支出绩效自评表", SENTENCE]


def test_characters_that_share_glyphs() -> None:
    joined = (
        '<ofd:CGTransform CodePosition="2" CodeCount="2" GlyphCount="1"><ofd:Glyphs>17</ofd:Glyphs></ofd:CGTransform>'
    )
    shared = text("甲乙fi丙丁", 30, 40, code='DeltaX="4 4 2 4"', inner=joined)
    assert texts(on_page(shared)) == ["甲乙fi丙丁"]
    unknown = (
        '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>9</ofd:Glyphs></ofd:CGTransform>'
    )
    with pytest.raises(Unreadable) as caught:
        on_page("".join(text("¤" * 20, 30, 40 + 8 * line, inner=unknown) for line in range(4)))
    assert caught.value.reason == "unsupported" and "编码" in caught.value.message


def test_bold_text_that_is_drawn_twice_is_read_once() -> None:
    assert texts(on_page(text(SENTENCE, 30, 40) + text(SENTENCE, 30.1, 40))) == [SENTENCE]
    assert texts(on_page(text("合计", 30, 40) + text("合计", 60, 40))) == ["合计 合计"]


@pytest.mark.parametrize(
    "more, inner",
    [
        ('Visible="false"', ""),
        ('Alpha="0"', ""),
        ('Fill="false"', ""),
        ("", '<ofd:FillColor Value="0 0 0" Alpha="0"/>'),
    ],
)
def test_text_that_does_not_show_is_left_out(more: str, inner: str) -> None:
    hidden = text("删去的金额999万元", 30, 60, more=more, inner=inner)
    assert texts(on_page(text(SENTENCE, 30, 40) + text("二、存在问题", 30, 50) + hidden)) == [SENTENCE, "二、存在问题"]


PICTURE = '<ofd:ImageObject ResourceID="3" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'


@pytest.mark.parametrize(
    "content, why",
    [
        (PICTURE, "没有可读的文字"),
        (
            text(SENTENCE, 30, 40) * 3
            + text("二、存在问题", 30, 60)
            + text("三、改进措施和有关建议", 30, 80)
            + PICTURE,
            "软件识别",
        ),
        (PICTURE + "".join(text(SENTENCE, 30, 40 + 8 * n, more='Alpha="0"') for n in range(9)), "软件识别"),
    ],
)
def test_scans_are_refused_with_advice(content: str, why: str) -> None:
    with pytest.raises(Unreadable) as caught:
        on_page(content)
    assert (caught.value.reason == "unsupported" and why in caught.value.message) or "扫描件" in caught.value.message


def test_a_watermark_drawn_over_a_page_hides_nothing() -> None:
    lines = "".join(text(SENTENCE, 30, 40 + 8 * n) for n in range(9))
    media = f'<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="3" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>'
    for kind, seen in ((6, True), (2, False)):
        image = b"\x89PNG\r\n\x1a\n" + bytes(17) + bytes([kind]) + bytes(9)
        source = ofd(
            page(lines + PICTURE),
            common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>",
            parts={"Doc_0/Res.xml": media, "Doc_0/Res/a.png": image},
        )
        if seen:
            assert len(read(source).blocks)
        else:
            with pytest.raises(Unreadable):
                read(source)
    assert len(on_page(lines + PICTURE.replace("ResourceID", 'Alpha="60" ResourceID')).blocks)


def test_codes_that_go_on_where_the_one_before_stands() -> None:
    two = (
        '<ofd:TextObject Size="4" Boundary="30 40 90 20"><ofd:TextCode X="2" Y="4" DeltaX="g 1 4">甲乙</ofd:TextCode>'
        '<ofd:TextCode X="10" DeltaX="g 1 4">丙丁</ofd:TextCode><ofd:TextCode Y="12" DeltaX="g 1 4">戊己</ofd:TextCode></ofd:TextObject>'
    )
    assert texts(on_page(two)) == ["甲乙丙丁", "戊己"]


def test_typed_text_over_a_full_picture_is_read() -> None:
    lines = "".join(text(SENTENCE, 30, 40 + 8 * n) for n in range(9))
    assert len(on_page(PICTURE + lines).blocks)


def test_a_page_that_is_lost_is_said() -> None:
    parts = unzipped(
        ofd(page(text(SENTENCE, 30, 40)), page(text("二、存在问题", 30, 40)), page(text("三、建议", 30, 40)))
    )
    del parts["Doc_0/Pages/Page_1/Content.xml"]
    for broken in (parts, {**parts, "Doc_0/Pages/Page_1/Content.xml": b"<ofd:Page"}):
        document = read(zipped(broken))
        assert texts(document) == [SENTENCE, "三、建议"]
        assert [(part.place and part.place.page, "第2页" in part.reason) for part in document.unread] == [(2, True)]


def test_several_documents_are_read_one_after_another() -> None:
    one = unzipped(ofd(page(text(SENTENCE, 30, 40)), bodies=("Doc_0/Document.xml", "/Doc_1/Document.xml")))
    other = unzipped(ofd(page(text("二、存在问题", 30, 40))))
    both = {**one, **{name.replace("Doc_0", "Doc_1"): part for name, part in other.items() if name != "OFD.xml"}}
    document = read(zipped(both))
    assert (texts(document), document.pages) == ([SENTENCE, "二、存在问题"], 2)
    lost = read(zipped(one))
    assert texts(lost) == [SENTENCE] and "第2份文档" in lost.unread[0].reason


def test_annotations_seals_and_attachments() -> None:
    def noted(kind: str, content: str) -> Document:
        note = (
            f'<ofd:PageAnnot {NS}><ofd:Annot ID="50" Type="{kind}"><ofd:Appearance Boundary="20 20 100 100">{content}'
            "</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
        )
        listed = f'<ofd:Annotations {NS}><ofd:Page PageID="100"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'
        return on_page(
            text(SENTENCE, 30, 40),
            more="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
            parts={"Doc_0/Annots/Annotations.xml": listed, "Doc_0/Annots/Page_0/Annotation.xml": note},
        )

    slanted = text("内部资料", 40, 40, more='CTM="0.7 -0.7 0.7 0.7 0 0"')
    for kind, content in (
        ("Stamp", text("财政局", 40, 40)),
        ("Watermark", text("财政局", 40, 40)),
        ("Watermark", slanted),
    ):
        document = noted(kind, content)
        assert texts(document) == [SENTENCE] and document.remarks == ()
        assert document.furniture == (("内部资料",) if content == slanted else ())
    assert "批注" in noted("Path", text("数据有误", 40, 40)).remarks[0]
    attached = (
        f'<ofd:Attachments {NS}><ofd:Attachment ID="1" Name="a"/><ofd:Attachment ID="2" Name="b"/></ofd:Attachments>'
    )
    document = on_page(
        text(SENTENCE, 30, 40),
        more="<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>",
        parts={"Doc_0/Attachs/Attachments.xml": attached},
    )
    assert "2个附件" in document.unread[0].reason


def test_the_outline_tells_levels_of_headings() -> None:
    lines = "".join(
        text(line, 30, 40 + 10 * n) for n, line in enumerate(("项目基本情况", SENTENCE, "附件目录", SENTENCE))
    )
    outline = '<ofd:Outlines><ofd:OutlineElem Title="项目基本情况"/><ofd:OutlineElem Title="附件目录"/></ofd:Outlines>'
    assert [bool(p.level) for p in paragraphs(on_page(lines, more=outline))] == [True, False, True, False]


def test_an_encrypted_file_says_so() -> None:
    parts = unzipped(ofd(page(text(SENTENCE, 30, 40))))
    parts["OFD.xml"] = parts["OFD.xml"].replace(
        b"</ofd:OFD>", b"<ofd:Encryptions>Encryptions.xml</ofd:Encryptions></ofd:OFD>"
    )
    with pytest.raises(Unreadable) as caught:
        read(zipped(parts))
    assert caught.value.reason == "encrypted"


def test_the_namespace_of_another_version_is_read_too() -> None:
    parts = {
        name: part.replace(b"http://www.ofdspec.org/2016", b"http://www.ofdspec.org")
        for name, part in unzipped(ofd(page(text(SENTENCE, 30, 40)))).items()
    }
    assert texts(read(zipped(parts))) == [SENTENCE]
    assert isinstance(read(ofd(page(ruled([["甲", "1"], ["乙", "2"]], (30, 60, 90), 50)))).blocks[0], Table)
