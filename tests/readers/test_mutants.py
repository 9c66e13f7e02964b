"""Damaged files of every format: each is read or refused with a reason, none crashes, hangs or breaks the model.

Set GOUJI_MUTANTS to run more of them than the usual number (for example 2000); a whole batch of mutants is written by
`python -m tests.readers.mutants`.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter

from extract.document import Document, Table
from extract.errors import Unreadable
from extract.readers import read
from tests.readers.conftest import make_docx, shared
from tests.readers.mutants import COUNT, mutant, mutants
from tests.readers.odt_samples import cell, covered, h, ods, odt, p, row, table
from tests.readers.ofd_samples import NS, ofd, page, ruled, text
from tests.readers.test_mht import mht, picture
from tests.readers.test_mht import page as page_part
from tests.readers.test_ods import figure, line, said, sheet

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 5
"""Of the processor, for one file; a machine that is busy with other things is no fault of the file."""
OUR_FAULT = {"internal_error", "crashed", "timeout", "too_large"}
"""Reasons that no small damage to a small file may end in."""

TEXT = "一、部门概况\n收入1,057.06万元，支出991.42万元。\n\t类别\n\t金额\n\n\tA类\n\t1\n\n\t\n\t2\n\n\n甲\t1\t2\n乙\t3\t4\n|项目|金额|\n|--|--|\n|甲|1|\n"
PAGE = (
    "<html><head><meta charset=utf-8><style>.x{display:none}</style></head><body><h1>报告</h1><p>收入<b>1,057</b>.06万元"
    "<ol><li>甲<li>乙</ol><table><tr><td rowspan=2>类<td colspan=2>金额<tr><td>1<td>2<table><tr><td>子</table></table>"
    "<div title=header>页眉</div><p class=x>隐藏<sup>2</sup><img src=a></body></html>"
)


def word() -> bytes:
    numbered = '<w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    table = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc><w:tc><w:p>'
        '<w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/>'
        "</w:tc><w:tc><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"
    )
    body = (
        f"<w:p>{numbered}<w:r><w:rPr><w:vanish/></w:rPr><w:t>概况</w:t></w:r></w:p><w:p><w:ins><w:r><w:t>1</w:t></w:r></w:ins>"
        f'<w:del><w:r><w:delText>2</w:delText></w:r></w:del><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>{table}'
    )
    return make_docx(
        body,
        styles='<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>',
        numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>',
    )


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表1")
        sheet.merge_range("A1:C2", "标题")
        sheet.write_row("A3", ["甲", "乙", 44196], book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write("A4", 0.9379, book.add_format({"num_format": "0.00%"}))
        sheet.write_comment("A4", "批注")
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.insert_textbox("E3", "说明")
    return out.getvalue()


def layout() -> bytes:
    resources = (
        f'<ofd:Res {NS}><ofd:Fonts><ofd:Font ID="1" FontName="宋体"/></ofd:Fonts><ofd:DrawParams><ofd:DrawParam ID="7" '
        'LineWidth="0.3" Relative="7"/></ofd:DrawParams><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9">'
        f'<ofd:Content>{text("年度目标", 0, 5)}<ofd:CompositeObject ResourceID="9" Boundary="0 9 50 50"/></ofd:Content>'
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    rows = [["指标", "金额"], ["收入", "1,057.06"], ["支出", "991.42"]]
    turned = text("内部资料", 90, 150, more='CTM="0.7 -0.7 0.7 0.7 0 0"')
    shared = (
        '<ofd:CGTransform CodePosition="1" CodeCount="2" GlyphCount="1"><ofd:Glyphs>5</ofd:Glyphs></ofd:CGTransform>'
    )
    content = ruled(rows, (30, 60, 100), 60) + turned + text("甲fi乙", 30, 100, inner=shared)
    unit = '<ofd:CompositeObject ResourceID="9" Boundary="30 120 90 50"/>'
    picture = '<ofd:ImageObject ResourceID="3" Boundary="0 0 50 50"/>'
    return ofd(
        page(text("收入1057.06万元", 30, 40) + content + unit + picture, '<ofd:Template TemplateID="5"/>'),
        page(content),
        common='<ofd:PublicRes>Res.xml</ofd:PublicRes><ofd:TemplatePage ID="5" BaseLoc="Tpl.xml"/>',
        more='<ofd:Outlines><ofd:OutlineElem Title="甲"/></ofd:Outlines>',
        parts={"Doc_0/Res.xml": resources, "Doc_0/Tpl.xml": page(text("页眉", 90, 10))},
    )


def open_text() -> bytes:
    note = "<text:note><text:note-body>" + p("注") + "</text:note-body></text:note>"
    listed = (
        '<text:list text:style-name="L"><text:list-item text:start-value="3">'
        + p("条")
        + "</text:list-item></text:list>"
    )
    merged = table(
        row(cell("项目", 2), cell("金额", 1, 2), covered()),
        row(covered(), "1", "2", more='table:number-rows-repeated="2"'),
    )
    hidden = '<text:span text:style-name="T">藏</text:span><text:s text:c="3"/>'
    levels = '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>'
    style = '<style:style style:name="T" style:family="text" style:parent-style-name="T"><style:text-properties text:display="none"/></style:style>'
    return odt(h("一、概况") + p(f"收入1,057.06万元{note}{hidden}") + listed + merged, automatic=levels + style)


def open_sheet() -> bytes:
    merged = line(
        said("项目", 'table:number-rows-spanned="2" table:number-columns-spanned="2"'), covered(), figure("0.5", "50%")
    )
    repeated = line(covered(2), figure("3", "3"), more='table:number-rows-repeated="3"')
    return ods(sheet('<table:table-column table:number-columns-repeated="3"/>', merged, repeated) + sheet(name="空"))


SOURCES = {
    "docx": word,
    "xlsx": workbook,
    "ofd": layout,
    "odt": open_text,
    "ods": open_sheet,
    "html": PAGE.encode,
    "mht": lambda: mht(page_part(PAGE), picture()),
    "txt": TEXT.encode,
    "xls": lambda: shared("seed/dongchuan-2020.xls").read_bytes(),
}


def sound(document: Document) -> None:
    """The promises of the model: spans inside the grid, anchors apart, places that exist, clean Unicode."""
    for block in document.blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                assert cell.row >= 0 and cell.row + cell.rowspan <= block.rows
                assert cell.col >= 0 and cell.col + cell.colspan <= block.cols
            assert len({(cell.row, cell.col) for cell in block.cells}) == len(block.cells)
    for _, _, words in document.texts():
        words.encode("utf-8")
        assert words == words.strip()
    for part in document.unread:
        assert part.place is None or part.place.block < len(document.blocks)
    assert len(document.sections) == len(document.blocks)


@pytest.mark.parametrize("form", SOURCES)
def test_the_undamaged_file_is_read(form: str) -> None:
    document = read(SOURCES[form]())
    sound(document)
    assert document.format == form and document.blocks


@pytest.mark.parametrize("form", SOURCES)
def test_mutants_are_read_or_refused(form: str) -> None:
    source = SOURCES[form]()
    for number in range(COUNT):
        begun = time.process_time()
        try:
            sound(read(mutant(source, number), f"报告.{form}"))
        except Unreadable as refusal:
            assert refusal.message
        except Exception as error:
            pytest.fail(f"mutant {number} of {form}: {error!r}")
        assert time.process_time() - begun < SECONDS, f"mutant {number} of {form} took too long"


@pytest.mark.slow
def test_no_mutant_in_a_batch_is_lost_or_costs_another(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in mutants(COUNT // 20):
        (folder / name).write_bytes(content)
    command = [sys.executable, "pipeline.py", "audit", str(folder), "--out", str(tmp_path / "out"), "--format", "jsonl"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=600, check=False)
    assert done.returncode == 3
    read_, failed = (
        [json.loads(line) for line in (tmp_path / "out" / f"{kind}.jsonl").read_text("utf-8").splitlines()]
        for kind in ("reports", "failures")
    )
    assert sorted(line["report"] for line in read_ + failed) == sorted(path.name for path in folder.iterdir())
    assert not [line for line in failed if line["reason"] in OUR_FAULT]
