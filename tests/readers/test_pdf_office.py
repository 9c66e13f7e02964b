"""Word files printed to PDF read like the Word files themselves: the same paragraphs, headings, figures and cells."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from extract.document import Document, Table
from extract.readers import docx as docx_reader
from extract.readers.pdf import read
from tests.readers.conftest import tables
from tests.readers.saving import saved

pytestmark = pytest.mark.slow
REPORTS = sorted((Path(__file__).resolve().parents[2] / "corpus" / "reports").glob("*.docx"))
_WORDS = (
    "我单位认真组织开展绩效自评", "资金到位及时", "使用规范", "管理制度健全", "监督检查到位", "年度目标基本实现",
    "社会效益明显", "服务对象满意度较高", "预算编制不够精细", "执行进度偏慢", "下一步将加强项目储备",
)  # fmt: skip
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")


def _sentence(draw: random.Random, length: int) -> str:
    pieces: list[str] = []
    while sum(map(len, pieces)) < length:
        pieces.append(draw.choice(_WORDS))
        if draw.random() < 0.5:
            pieces.append(f"{draw.randint(1, 9999):,}.{draw.randint(0, 99):02d}万元")
        pieces.append(draw.choice("，，；"))
    return "".join(pieces)[:-1] + "。"


def _document(size: float = 10.5) -> docx.document.Document:
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "宋体", Pt(size)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    normal.paragraph_format.space_after = Pt(0)
    return document


def _line(document: docx.document.Document, text: str, indent: float = 0, middle: bool = False) -> None:
    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.first_line_indent = Pt(indent)
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _shown(document: Document) -> tuple[list[str], list[tuple[int, str]], list[list[tuple[int, int, int, int, str]]]]:
    """The paragraphs, the headings and the tables of a document, blanks left out."""
    texts = [b for b in document.blocks if not isinstance(b, Table) and b.kind == "body"]
    grids = [[(c.row, c.col, c.rowspan, c.colspan, _plain(c.text)) for c in table.cells] for table in tables(document)]
    paragraphs = [_plain(b.label + b.text) for b in texts]
    return paragraphs, [(b.level, _plain(b.label + b.text)) for b in texts if b.level], grids


def _figures(document: Document) -> list[str]:
    return [figure for _, _, text in document.texts() for figure in _FIGURE.findall(text)]


def official() -> docx.document.Document:
    draw, document = random.Random(1), _document(16)
    _line(document, "云岭县交通运输局关于二〇二二年度部门整体支出绩效自评情况的报告", middle=True)
    for heading in ("一、部门概况", "二、绩效自评工作开展情况", "三、评价结论"):
        _line(document, heading, 32)
        _line(document, "（一）基本情况", 32)
        for _ in range(4):
            _line(document, _sentence(draw, draw.randint(30, 300)), 32)
    return document


def score_card() -> docx.document.Document:
    draw, document = random.Random(2), _document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.header.paragraphs[0].text = "绩效评价材料"
    _line(document, "部门整体支出绩效评价指标评分表", middle=True)
    table = document.add_table(rows=1, cols=7, style="Table Grid")
    heads = ("一级指标", "二级指标", "三级指标", "分值", "评分标准", "得分", "扣分原因")
    _fill(table.rows[0].cells, heads)
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for group in ("投入（20分）", "过程（30分）", "产出（30分）"):
        first = len(table.rows)
        for number in range(1, 4):
            start = len(table.rows)
            for _ in range(draw.randint(1, 3)):
                text = _sentence(draw, draw.randint(10, 90))
                _fill(table.add_row().cells[2:], (draw.choice(_WORDS), str(draw.randint(1, 9)), text, "3.5", ""))
            table.cell(start, 1).merge(table.cell(len(table.rows) - 1, 1)).text = f"二级指标{number}"
        table.cell(first, 0).merge(table.cell(len(table.rows) - 1, 0)).text = group
    cells = table.add_row().cells
    cells[0].merge(cells[2]).text = "合计"
    _fill(cells[3:], ("100", "", "93.5", ""))
    return document


def _fill(cells: Iterable[object], texts: Sequence[str]) -> None:
    for cell, text in zip(cells, texts, strict=False):
        cell.text = text  # type: ignore[attr-defined]


def form() -> docx.document.Document:
    draw, document = random.Random(3), _document(12)
    _line(document, "项目支出绩效自评表", middle=True)
    table = document.add_table(rows=0, cols=8, style="Table Grid")
    cells = table.add_row().cells
    cells[0].merge(cells[1]).text = "项目名称"
    cells[2].merge(cells[7]).text = "农村公路养护工程"
    start = len(table.rows)
    for label in ("", "年度资金总额", "其中：当年财政拨款", "上年结转资金"):
        cells = table.add_row().cells
        cells[2].merge(cells[3]).text = label
        _fill(
            cells[4:],
            ("全年预算数", "全年执行数", "分值", "执行率") if not label else ("512.50", "500.25", "10", "97.6%"),
        )
    table.cell(start, 0).merge(table.cell(len(table.rows) - 1, 1)).text = "项目资金（万元）"
    start = len(table.rows)
    for first in ("产出指标", "效益指标", "满意度指标"):
        begin = len(table.rows)
        for second in ("数量指标", "质量指标"):
            top = len(table.rows)
            for number in range(1, 4):
                cells = table.add_row().cells
                cells[3].merge(cells[4]).text = f"指标{number}：{draw.choice(_WORDS)}"
                _fill(cells[5:], (f"≥{draw.randint(80, 99)}%", f"{draw.randint(80, 99)}.5%", str(draw.randint(2, 15))))
            table.cell(top, 2).merge(table.cell(len(table.rows) - 1, 2)).text = second
        table.cell(begin, 1).merge(table.cell(len(table.rows) - 1, 1)).text = first
    table.cell(start, 0).merge(table.cell(len(table.rows) - 1, 0)).text = "绩效指标"
    return document


def unruled() -> docx.document.Document:
    draw, document = random.Random(4), _document()
    _line(document, _sentence(draw, 120), 21)
    table = document.add_table(rows=1, cols=5)
    _fill(table.rows[0].cells, ("科目", "年初预算", "调整预算", "决算", "执行率"))
    for name in ("一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "合计"):
        figures = [f"{draw.randint(10, 9999):,}.{draw.randint(0, 99):02d}" for _ in range(3)]
        _fill(table.add_row().cells, (name, *figures, f"{draw.randint(80, 99)}.25%"))
    _line(document, _sentence(draw, 160), 21)
    columns = document.add_section(WD_SECTION.NEW_PAGE)._sectPr.xpath("./w:cols")[0]
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), "720")
    for _ in range(9):
        _line(document, _sentence(draw, draw.randint(60, 240)), 21)
    return document


LAYOUTS = (official, score_card, form, unruled)


@cache
def sources() -> dict[str, bytes]:
    return {layout.__name__: _saved(layout()) for layout in LAYOUTS} | {
        report.stem: report.read_bytes() for report in REPORTS
    }


@cache
def prints() -> dict[str, bytes]:
    """All of them as LibreOffice prints them."""
    return saved(sources(), "pdf")


@pytest.mark.parametrize("name", [layout.__name__ for layout in LAYOUTS])
def test_a_layout_gives_all_that_the_word_file_does(name: str) -> None:
    """A report in the official layout, a score card across on several pages, a form with merges inside merges, tables
    without rulings and text in two columns."""
    found = read(prints()[name])
    assert _shown(found) == _shown(docx_reader.read(sources()[name]))
    assert name != "score_card" or (found.pages or 0) >= 3


@pytest.mark.parametrize("name", [report.stem for report in REPORTS])
def test_a_report_of_the_corpus_gives_the_same_figures_and_cells(name: str) -> None:
    original, found = docx_reader.read(sources()[name]), read(prints()[name])
    assert _figures(found) == _figures(original)
    known = {cell for grid in _shown(original)[2] for cell in grid}
    right = known & {cell for grid in _shown(found)[2] for cell in grid}
    assert len(right) >= 0.99 * len(known)
    assert _shown(found)[1] == _shown(original)[1]
