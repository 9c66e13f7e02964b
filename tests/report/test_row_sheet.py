"""Rows written whole read back as what was written, whatever stands in them."""

from __future__ import annotations

import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from audit.report.sheets import Book, Column, Link, Sheet

COLUMNS = (Column("文字", 20), Column("数", 10, "number"), Column("链接", 10))
# What a cell of XML can't hold as it is: the sheet shows it in another way, which has tests of its own.
PLAIN = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc", "Cf", "Cn")), max_size=60)


def _written(path, rows) -> openpyxl.worksheet.worksheet.Worksheet:
    book = Book(path, "试")
    sheet = Sheet(book, "表", COLUMNS, "说明")
    assert [sheet.add(row) for row in rows] == list(range(3, 3 + len(rows)))
    sheet.finish()
    book.close()
    return openpyxl.load_workbook(path)["表"]


@given(st.lists(PLAIN, min_size=1, max_size=5))
def test_text_comes_back(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("sheet") / "x.xlsx"
    sheet = _written(path, [(text, None, "") for text in texts])
    assert [sheet.cell(3 + i, 1).value or "" for i in range(len(texts))] == texts


ODD = st.text(st.sampled_from("甲a1=-+@＝<&_x0041\n\t \r\u3000\u202e"), max_size=8)


@given(st.lists(st.tuples(ODD, ODD, ODD), min_size=1, max_size=4))
def test_rows_of_usual_texts_are_written_as_cell_by_cell(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("sheet")
    _written(folder / "whole.xlsx", rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("audit.report.row_sheet.usual", lambda texts: False)
        _written(folder / "cells.xlsx", rows)
    assert (folder / "whole.xlsx").read_bytes() == (folder / "cells.xlsx").read_bytes()


@pytest.mark.parametrize(
    "text",
    ["<r><t>富文本</t></r>", 'a & b < c > d "e"', "  两端有空格  ", "第一行\n第二行", "_x0041_", "=1+1", "末尾\t"],
)
def test_text_that_xml_or_excel_would_take_for_something_else(tmp_path, text):
    cell = _written(tmp_path / "x.xlsx", [(text, None, "")]).cell(3, 1)
    assert (unescape(cell.value), cell.data_type) == (text, "s")


def test_long_text_is_cut_by_the_units_that_excel_counts(tmp_path):
    sheet = _written(tmp_path / "x.xlsx", [("𠮷" * 40_000, None, ""), ("长" * 40_000, None, "")])
    assert [len(sheet.cell(row, 1).value) for row in (3, 4)] == [16_000, 32_000]


def test_numbers_and_links(tmp_path):
    link = Link("external:reports/甲 乙.html#f-1", "甲 乙")
    sheet = _written(tmp_path / "x.xlsx", [("a", Decimal("1234.50"), link), ("b", 0, link), ("c", 7, "无")])
    assert [sheet.cell(row, 2).value for row in (3, 4, 5)] == [1234.5, 0, 7]
    links = [sheet.cell(row, 3).hyperlink for row in (3, 4, 5)]
    assert [(h.target, h.location) if h else None for h in links] == [("reports/甲%20乙.html", "f-1")] * 2 + [None]


def test_more_links_than_excel_takes_are_text(tmp_path, monkeypatch):
    monkeypatch.setattr("audit.report.sheets._MOST_LINKS", 1)
    link = Link("internal:'表'!A1", "上")
    sheet = _written(tmp_path / "x.xlsx", [("a", None, link), ("b", None, link)])
    assert [bool(sheet.cell(row, 3).hyperlink) for row in (3, 4)] == [True, False]
    assert sheet.cell(4, 3).value == "上"


def test_the_place_of_every_cell_is_written_out(tmp_path):
    _written(tmp_path / "x.xlsx", [("a", 1, "")])
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert all(f'r="{place}"' in xml for place in ("3", "A3", "B3", "C3"))
