"""OpenDocument workbooks: what cells show and hold, repeats, merges, what is hidden, and what LibreOffice saves."""

from __future__ import annotations

import time

import pytest

from corpus.build import REPORTS
from extract.document import Document, Paragraph
from extract.errors import Unreadable
from extract.readers import read
from tests.readers.agreement import found_in
from tests.readers.conftest import paragraphs, shape, tables, unzipped, zipped
from tests.readers.odt_samples import NS, ods, p
from tests.readers.saving import saved

HIDDEN = (
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
)
STRUCK = '<style:style style:name="ce1" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'


def sheet(*rows: str, name: str = "表1", more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}</table:table>'


def line(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def said(text: str, more: str = "", inner: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}>{inner}{p(text)}</table:table-cell>'


def figure(value: str, text: str = "", kind: str = "float", more: str = "") -> str:
    shown = p(text) if text else ""
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}" {more}>{shown}</table:table-cell>'


def stored(document: Document) -> list[tuple[str, str | None, bool]]:
    return [(cell.text, cell.stored, cell.hidden) for cell in tables(document)[0].cells]


def test_what_cells_show_and_what_they_hold() -> None:
    found = read(
        ods(
            sheet(
                line(
                    said("预算"),
                    figure("0.9379", "93.79%", "percentage"),
                    figure("1057.06", "1,057.06"),
                    figure("12.5"),
                    figure("7", more='table:style-name="x"').replace(
                        "</table:table-cell>", p("") + "</table:table-cell>"
                    ),
                    figure("0"),
                    '<table:table-cell office:value-type="date" office:date-value="2020-12-31">'
                    + p("2020年12月31日")
                    + "</table:table-cell>",
                    '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="">'
                    + p("#DIV/0!")
                    + "</table:table-cell>",
                    said('甲<text:s text:c="2"/>乙<text:span>丙</text:span>'),
                )
            )
        )
    )
    assert (found.format, paragraphs(found)[0].text) == ("ods", "表1")
    assert stored(found) == [
        ("预算", None, False), ("93.79%", "0.9379", False), ("1,057.06", "1057.06", False), ("12.5", "12.5", True),
        ("7", "7", True), ("2020年12月31日", None, False), ("#DIV/0!", None, False), ("甲  乙丙", None, False),
    ]  # fmt: skip


def test_repeats_merges_and_far_rows() -> None:
    found = read(
        ods(
            sheet(
                line(
                    said("项目", 'table:number-rows-spanned="2" table:number-columns-spanned="2"'),
                    "<table:covered-table-cell/>",
                    said("金额"),
                ),
                line('<table:covered-table-cell table:number-columns-repeated="2"/>', figure("3", "3")),
                line(said("同", 'table:number-columns-repeated="2"'), more='table:number-rows-repeated="2"'),
                line("<table:table-cell/>", more='table:number-rows-repeated="1048570"'),
                line('<table:table-cell table:number-columns-repeated="16384"/>'),
            )
        )
    )
    assert shape(tables(found)[0]) == [
        (0, 0, 2, 2, "项目"), (0, 2, 1, 1, "金额"), (1, 2, 1, 1, "3"), (2, 0, 1, 1, "同"), (2, 1, 1, 1, "同"),
        (3, 0, 1, 1, "同"), (3, 1, 1, 1, "同"),
    ]  # fmt: skip


def test_hidden_struck_and_hanging() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    box = "<draw:custom-shape>" + p("说明文字") + "</draw:custom-shape>"
    comment = "<office:annotation>" + p("请核实") + "</office:annotation>"
    first = sheet(
        f"<table:shapes>{box}<draw:frame><draw:image/></draw:frame></table:shapes>", columns,
        line(said("明", inner=comment), said("暗")), line(said("藏"), more='table:visibility="collapse"'),
        line(said("划去", 'table:style-name="ce1"'), '<table:table-cell table:formula="of:=A1"/>'),
    )  # fmt: skip
    found = read(ods(first + sheet(line(said("另")), name="表2", more='table:style-name="ta2"'), HIDDEN + STRUCK))
    assert stored(found) == [("明", None, False), ("暗", None, True), ("藏", None, True)]
    assert [(b.text, b.kind) for b in found.blocks if isinstance(b, Paragraph)] == [
        ("表1", "sheet"), ("划去", "body"), ("说明文字", "textbox"), ("请核实", "comment"), ("表2", "sheet"),
    ]  # fmt: skip
    assert len(found.remarks) == 4 and "隐藏了1行、1列" in found.remarks[0]
    assert [part.reason[:14] for part in found.unread] == ["工作表“表1”中有图片，其中", "工作表“表1”中有1个公式（"]


@pytest.mark.parametrize("count", ["999999999", "2000000000", "-1", "x"])
def test_counts_without_end(count: str) -> None:
    begun = time.process_time()
    for name, row in (
        ("number-columns-repeated", line(said("甲", f'table:number-columns-repeated="{count}"'))),
        ("number-rows-repeated", line(said("甲"), more=f'table:number-rows-repeated="{count}"')),
        (
            "number-rows-spanned",
            line(said("甲", f'table:number-rows-spanned="{count}" table:number-columns-spanned="{count}"')),
        ),
        ("empty", line("<table:table-cell/>", more=f'table:number-rows-repeated="{count}"') * 50 + line(said("乙"))),
    ):
        try:
            assert tables(read(ods(sheet(row)))), name
        except Unreadable as refusal:
            assert refusal.reason == "too_large"
    assert time.process_time() - begun < 5


def test_damage_and_encryption() -> None:
    parts = unzipped(ods(sheet(line(said("甲")))))
    for broken in (b'<!DOCTYPE a [<!ENTITY a "aaaa">]>' + parts["content.xml"], b"", parts["content.xml"][:-40]):
        with pytest.raises(Unreadable) as caught:
            read(zipped({**parts, "content.xml": broken}))
        assert caught.value.reason == "damaged"
    manifest = f"<manifest:manifest {NS}><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    with pytest.raises(Unreadable) as caught:
        read(zipped({**parts, "META-INF/manifest.xml": manifest}))
    assert caught.value.reason == "encrypted"


@pytest.mark.slow
def test_workbooks_saved_by_libreoffice_agree() -> None:
    sources = {path.stem: path.read_bytes() for path in sorted(REPORTS.glob("*.xlsx"))}
    for name, made in saved(sources, "ods", given="xlsx").items():
        one, other = read(sources[name]), read(made)
        assert [table.cells for table in tables(other)] == [
            tuple(cell for cell in table.cells if cell.text) for table in tables(one)
        ]
        assert found_in(made) == found_in(sources[name])
