"""Workbooks: the seed table, the sample of formats, hidden things, far cells, both generations alike."""

from __future__ import annotations

import io
import re
import struct
import tracemalloc
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import xlsxwriter

from extract.document import Cell, Document
from extract.errors import Unreadable
from extract.readers import read
from extract.readers.biff_drawings import hang_drawings
from extract.readers.sheets import Sheet
from tests.readers.conftest import paragraphs, shape, shared, tables, unzipped, zipped
from tests.readers.saving import saved


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book)
    book.close()
    return out.getvalue()


def one_sheet(fill: Callable[[xlsxwriter.Workbook, Any], None]) -> bytes:
    return workbook(lambda book: fill(book, book.add_worksheet("表1")))


def with_sheet(source: bytes, change: Callable[[bytes], bytes]) -> bytes:
    parts = unzipped(source)
    name = "xl/worksheets/sheet1.xml"
    return zipped({**parts, name: change(parts[name])})


def cells(document: Document) -> dict[tuple[int, int], Cell]:
    return {(cell.row, cell.col): cell for cell in tables(document)[0].cells}


@pytest.mark.parametrize("name", ["dongchuan-2020.xlsx", "dongchuan-2020.xls"])
def test_seed_table(name: str, sample: Callable[[str], bytes], truth: list[dict[str, Any]]) -> None:
    table = tables(read(sample(f"seed/{name}"), name))[0]
    wanted = max((item for item in truth if item["t"] == "table"), key=lambda item: int(item["rows"]))
    assert (table.rows, table.cols) == (wanted["rows"], wanted["cols"])
    assert shape(table) == sorted(tuple(cell) for cell in wanted["cells"])


def test_formats_sample(sample: Callable[[str], bytes]) -> None:
    document = read(sample("samples/fmt.xlsx"))
    found = cells(document)
    assert [(found[0, col].text, found[0, col].stored) for col in range(6)] == [
        ("93.79%", "0.9379"), ("1,057.06", "1057.06"), ("2020年12月", None), ("991.42", "991.42"),
        ("1057.1万元", "10570600"), ("01234", None),
    ]  # fmt: skip
    assert found[1, 0].text == "#DIV/0!"
    assert found[2, 0].hidden and not found[1, 0].hidden
    assert (found[3, 0].text, found[3, 0].rowspan, found[3, 0].colspan) == ("合并", 2, 3)
    assert [(p.text, p.kind, p.level, p.label) for p in paragraphs(document)] == [
        ("表1", "sheet", 1, ""), ("批注", "comment", 0, "A1"),
    ]  # fmt: skip
    assert any("隐藏了1行" in r for r in document.remarks) and any("隐藏表" in r for r in document.remarks)


def test_rows_and_columns_are_those_of_the_sheet() -> None:
    document = read(one_sheet(lambda book, sheet: sheet.write("C5", "甲")))
    assert shape(tables(document)[0]) == [(4, 2, 1, 1, "甲")]
    assert (tables(document)[0].rows, tables(document)[0].cols, tables(document)[0].sheet) == (5, 3, "表1")


def test_hidden_sheet_column_and_concealed_number() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write_row("A1", ["显示", "藏列"])
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.write("A2", 12, book.add_format({"num_format": ";;;"}))
        sheet.write("A3", 0, book.add_format({"num_format": "0.00;-0.00;;@"}))
        other = book.add_worksheet("表2")
        other.write("A1", "底稿")
        other.hide()

    document = read(one_sheet(fill))
    found = cells(document)
    assert [(c.text, c.hidden) for c in found.values()] == [("显示", False), ("藏列", True), ("12", True)]
    assert [(c.text, c.hidden) for c in tables(document)[1].cells] == [("底稿", True)]
    assert [p.hidden for p in paragraphs(document)] == [False, True]
    assert len(document.remarks) == 2


def test_formula_without_a_stored_result_is_reported() -> None:
    source = one_sheet(lambda book, sheet: (sheet.write("A1", "合计"), sheet.write_formula("B1", "=1+1", None, 2)))
    document = read(with_sheet(source, lambda xml: xml.replace(b"<v>2</v>", b"")))
    assert "公式" in document.unread[0].reason and "B1" in document.unread[0].reason


def test_a_formula_whose_result_is_an_empty_text_was_computed() -> None:
    computed = rb'<c r="A1" t="str"><f>IF(B1&gt;0,1,"")</f><v></v></c>'
    source = one_sheet(lambda book, sheet: (sheet.write("A1", 1), sheet.write("B1", 2)))
    found = read(with_sheet(source, lambda xml: re.sub(rb'<c r="A1">.*?</c>', computed, xml)))
    assert (cells(found)[0, 0].text, found.unread) == ("", ())


def test_references_in_small_letters_are_cells_all_the_same() -> None:
    source = one_sheet(lambda book, sheet: sheet.write("C2", 5))
    assert cells(read(with_sheet(source, lambda xml: xml.replace(b'r="C2"', b'r="c2"'))))[1, 2].text == "5"


def test_text_boxes_pictures_and_charts() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write("A1", 1)
        sheet.insert_textbox("C3", "说明：单位万元")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=表1!$A$1:$A$1"})
        sheet.insert_chart("E5", chart)

    document = read(one_sheet(fill))
    assert [(p.text, p.kind) for p in paragraphs(document)] == [("表1", "sheet"), ("说明：单位万元", "textbox")]
    assert ["图表" in u.reason for u in document.unread] == [True]


def test_page_header_is_furniture() -> None:
    document = read(one_sheet(lambda book, sheet: (sheet.write("A1", 1), sheet.set_header("&C绩效自评表&R第&P页"))))
    assert document.furniture == ("绩效自评表 第 页",)


def test_far_cell_is_reported_and_the_rest_is_read() -> None:
    document = read(one_sheet(lambda book, sheet: (sheet.write("A1", "甲"), sheet.write("XFD1048576", "远"))))
    assert shape(tables(document)[0]) == [(0, 0, 1, 1, "甲")]
    assert "远离" in document.unread[0].reason


def test_merge_over_the_whole_sheet_is_cut() -> None:
    source = one_sheet(lambda book, sheet: (sheet.merge_range("A1:B1", "标题"), sheet.write("A2", "甲")))
    document = read(with_sheet(source, lambda xml: xml.replace(b'"A1:B1"', b'"A1:XFD1048576"')))
    table = tables(document)[0]
    assert table.rows * table.cols <= 10
    assert any(p.hidden and p.text == "甲" for p in paragraphs(document))


def test_merge_over_the_whole_legacy_sheet_takes_no_memory(sample: Callable[[str], bytes]) -> None:
    source = bytearray(sample("seed/dongchuan-2020.xls"))
    (record,) = re.finditer(rb"\xe5\x00[\x02-\xff]\x00[\x01-\x20]\x00", source)
    struct.pack_into("<HHHH", source, record.end(), 0, 65_535, 0, 255)
    tracemalloc.start()
    document = read(bytes(source))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert any("指标" in text for _, _, text in document.texts())
    assert most < 60 << 20


def test_row_number_out_of_range_is_damage() -> None:
    source = one_sheet(lambda book, sheet: sheet.write("A1", "甲"))
    with pytest.raises(Unreadable) as caught:
        read(with_sheet(source, lambda xml: xml.replace(b'<row r="1"', b'<row r="9999999"')))
    assert caught.value.reason == "damaged"


def test_doctype_in_a_sheet_is_refused() -> None:
    source = one_sheet(lambda book, sheet: sheet.write("A1", "甲"))
    with pytest.raises(Unreadable):
        read(with_sheet(source, lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet', 1)))


@pytest.mark.parametrize("twentieth", range(1, 20))
@pytest.mark.parametrize("name", ["xlsx", "xls"])
def test_truncated(name: str, twentieth: int) -> None:
    source = (
        shared(f"seed/dongchuan-2020.{name}").read_bytes()
        if name == "xls"
        else one_sheet(lambda book, sheet: sheet.write("A1", "甲"))
    )
    try:
        document = read(source[: len(source) * twentieth // 20])
    except Unreadable as error:
        assert error.reason == "damaged"
    else:
        assert document.format == name


def fonts(book: xlsxwriter.Workbook, sheet: Any) -> None:
    """Text raised, lowered, struck out and set in symbols, in whole cells and in parts of them."""
    bold, raised, lowered, struck = (
        book.add_format(what) for what in ({"bold": 1}, {"font_script": 1}, {"font_script": 2}, {"font_strikeout": 1})
    )
    sheet.write_rich_string("A1", "支出100", raised, "1", bold, "万元")
    sheet.write_rich_string("A2", "控制PM", lowered, "2.5", bold, "浓度")
    sheet.write_rich_string("A3", struck, "50", bold, "60万元")
    sheet.write("A4", 88, struck)
    sheet.write("A5", "12", raised)
    sheet.write("A6", "R", book.add_format({"font_name": "Wingdings 2"}))
    sheet.write_rich_string("A7", struck, "旧", bold, "新", struck)
    sheet.write("B7", 5)


def as_fonts_show(document: Document) -> None:
    (table,) = tables(document)
    assert [cell.text for cell in table.cells if cell.text] == [
        "支出100¹万元", "控制PM2.5浓度", "60万元", "12", "☑", "新", "5",
    ]  # fmt: skip
    assert [p.text for p in paragraphs(document) if p.hidden] == ["50", "88", "旧"]
    assert "3处划去" in document.remarks[0]


def test_fonts_that_change_what_a_cell_says() -> None:
    as_fonts_show(read(one_sheet(fonts)))


@pytest.mark.slow
def test_fonts_that_change_what_a_cell_of_a_legacy_workbook_says() -> None:
    as_fonts_show(read(legacy()["fonts"]))


@cache
def legacy() -> dict[str, bytes]:
    """The workbooks of these tests as LibreOffice saves them in the format of old."""
    return saved({"fonts": one_sheet(fonts), "plain": one_sheet(plain)}, "xls", given="xlsx")


def plain(book: xlsxwriter.Workbook, sheet: Any) -> None:
    sheet.merge_range("A1:C1", "项目支出绩效自评表")
    sheet.write_row("A2", ["指标", "预算数", "执行率"])
    sheet.write("A3", "甲项目")
    sheet.write("B3", 1057.06, book.add_format({"num_format": "#,##0.00"}))
    sheet.write("C3", 0.9379, book.add_format({"num_format": "0.00%"}))
    sheet.write("A4", True)
    sheet.write_formula("B4", "=1/0", None, "#DIV/0!")
    sheet.write("C4", 44196, book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.write("A5", "藏行")
    sheet.write_comment("A3", "请核实")
    sheet.insert_textbox("E3", "填表说明")


@pytest.mark.slow
def test_legacy_workbook_reads_like_the_new_one() -> None:
    old, recent = read(legacy()["plain"]), read(one_sheet(plain))
    assert tables(old) == tables(recent)
    assert paragraphs(old) == paragraphs(recent)


def biff(*records: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)


def test_the_text_of_a_box_in_a_legacy_workbook_may_run_over_several_records() -> None:
    text = "支出情况说明：" * 700 + "共计500万元"
    cut = 4_111  # characters that a record holds
    drawing = biff(
        (0x809, b""),
        (0x5D, struct.pack("<HHH", 0x15, 18, 0x06)),
        (0x1B6, struct.pack("<10xHHL", len(text), 16, 0)),
        (0x3C, b"\1" + text[:cut].encode("utf-16-le")),
        (0x3C, b"\1" + text[cut:].encode("utf-16-le")),
        (0x3C, b"\0" * 16),  # how it is set
        (0x0A, b""),
    )
    start = len(biff((0x809, b""), (0x85, bytes(6)), (0x0A, b"")))
    workbook = biff((0x809, b""), (0x85, struct.pack("<IBB", start, 0, 0)), (0x0A, b"")) + drawing
    sheet = Sheet("表1")
    hang_drawings(workbook, [sheet])
    assert sheet.boxes == [text]
