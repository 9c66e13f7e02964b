"""Word files set in many ways and printed: whatever the page breaks and narrow columns do, no figure is lost or torn."""

from __future__ import annotations

import io
import random
import re
from collections import Counter

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from extract.document import Document
from extract.readers import read
from tests.readers.agreement import cells
from tests.readers.saving import saved

pytestmark = pytest.mark.slow
_WORDS = (
    "预算编制",
    "资金到位",
    "执行进度",
    "项目管理",
    "政府采购",
    "绩效目标",
    "服务对象满意度",
    "质量达标率",
    "时效",
)
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def _sentence(draw: random.Random) -> str:
    parts = (f"{draw.choice(_WORDS)}{draw.randint(1, 9999):,}.{draw.randint(0, 99):02d}万元" for _ in range(9))
    return "，".join(parts) + "。"


def _text(draw: random.Random) -> str:
    kind = draw.random()
    if kind < 0.45:
        return f"{draw.randint(0, 999999):,}.{draw.randint(0, 99):02d}"
    if kind < 0.55:
        return ""
    if kind < 0.8:
        return draw.choice(_WORDS)
    return "".join(draw.choice(_WORDS) + draw.choice(("得2分", "≥95%", "，")) for _ in range(draw.randint(2, 8))) + "。"


def _report(seed: int) -> bytes:
    draw = random.Random(seed)
    report = docx.Document()
    normal = report.styles["Normal"]
    normal.font.name, normal.font.size = "宋体", Pt(draw.choice((10.5, 12, 14)))
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    normal.paragraph_format.space_after = Pt(0)
    if draw.random() < 0.5:
        normal.paragraph_format.line_spacing = Pt(28)
    for _ in range(3):
        report.add_paragraph(_sentence(draw)).paragraph_format.first_line_indent = Pt(24)
        if draw.random() < 0.4:
            section = report.add_section(WD_SECTION.NEW_PAGE)
            section.page_width, section.page_height = section.page_height, section.page_width
        _table(report, draw)
        report.add_paragraph("以上数据均为决算数。")
    out = io.BytesIO()
    report.save(out)
    return out.getvalue()


def _table(report: docx.document.Document, draw: random.Random) -> None:
    rows, cols, size = draw.randint(4, 40), draw.randint(3, 9), draw.choice((9, 10.5, 12))
    table = report.add_table(rows, cols)
    table.style, table.autofit = "Table Grid", False
    room = report.sections[-1].page_width / Cm(1) - 6.4
    widths = [draw.uniform(1, 4) for _ in range(cols)]
    for number, row in enumerate(table.rows):
        for col, cell in enumerate(row.cells):
            cell.width = Cm(widths[col] * room / sum(widths))
            text = _text(draw) if number and col else str(number) if number else draw.choice(_WORDS)
            cell.paragraphs[0].add_run(text).font.size = Pt(size)
    if draw.random() < 0.6:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _numbers(document: Document) -> Counter[str]:
    return Counter(number for _, _, text in document.texts() for number in _NUMBER.findall(text))


def test_figures_and_cells_survive_printing() -> None:
    reports = {f"report-{seed}": _report(seed) for seed in range(8)}
    right = total = 0
    for name, printed in saved(reports, "pdf").items():
        original, found = read(reports[name]), read(printed)
        assert _numbers(found) == _numbers(original), name
        wanted = Counter(cells(original))
        right, total = right + (wanted & Counter(cells(found))).total(), total + wanted.total()
    assert right >= 0.99 * total, (right, total)
