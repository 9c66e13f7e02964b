"""The same report in every format gives the same text, tables and figures."""

from __future__ import annotations

import pytest

from corpus.page import UP, Grid, texts
from corpus.render_docx import docx
from extract.document import Paragraph
from extract.readers import read
from pipeline import audit_bytes
from tests.readers.agreement import Agreement, measured, pages, rendered, resaved
from tests.readers.conftest import paragraphs, tables
from tests.readers.handmade import REPORTS

PAGES = dict(pages(12))


def complete(agreement: Agreement, *names: str) -> bool:
    counts = (getattr(agreement, name) for name in names)
    return all(right == total and total for right, total in counts)


@pytest.mark.parametrize("name", PAGES)
def test_docx_holds_every_text_of_the_report_in_order(name: str) -> None:
    page = PAGES[name]
    document = read(rendered(page)["docx, split runs"])
    found = [text for _, _, text in document.texts()]
    assert [text for text in found if text] == ["\n".join(t.split("\n")).strip() for t in texts(page) if t.strip()]
    grids = [block for block in page.blocks if isinstance(block, Grid)]
    for table, grid in zip(tables(document), grids, strict=True):
        assert table.rows == len(grid.rows)
        assert sum(cell.rowspan > 1 for cell in table.cells) == sum(
            grid.spans(row, col)[0] > 1 and cell != UP
            for row, cells in enumerate(grid.rows)
            for col, cell in enumerate(cells)
        )


@pytest.mark.parametrize("name", PAGES)
def test_styles_and_numbers_give_the_same_headings_in_text(name: str) -> None:
    forms = rendered(PAGES[name])
    word, text = read(forms["docx"]), read(forms["txt"])
    levels = {p.text: p.level for p in word.blocks if isinstance(p, Paragraph)}
    numbered = [p for p in text.blocks if isinstance(p, Paragraph) and p.level]
    assert all(levels[p.text] == p.level for p in numbered)


def test_formats_agree() -> None:
    found = measured(len(PAGES))
    for form in ("docx, split runs", "html"):
        assert complete(found[form], "figures", "cells", "paragraphs", "findings"), form
    assert complete(found["txt"], "figures", "paragraphs", "findings")
    assert complete(found["txt as Word saves it"], "figures", "paragraphs")


@pytest.mark.slow
def test_what_libreoffice_saves_agrees() -> None:
    by_hand = {name: content for name, content in REPORTS.items() if name != "revised"}
    # LibreOffice prints deleted text as if it stood, and computes the sums anew.
    for found in resaved({name: docx(page) for name, page in PAGES.items()}, by_hand):
        for form in ("doc", "odt"):
            assert complete(found[form], "figures", "cells", "paragraphs", "headings", "findings")
        for form in ("pdf", "ofd"):
            right, total = found[form].figures
            assert right * 1000 >= total * 995
            right, total = found[form].cells
            assert right * 100 >= total * 99
            assert complete(found[form], "findings")


def test_what_is_made_by_hand_is_read_as_it_is_meant() -> None:
    """Automatic numbers, notes and boxes, accepted changes, forms in forms, marks above the line."""
    numbers = read(REPORTS["numbered"])
    assert [p.label + p.text for p in paragraphs(numbers) if p.level == 2] == [
        "一、部门概况", "二、绩效目标完成情况", "三、存在问题",
    ]  # fmt: skip
    assert {p.kind for p in paragraphs(numbers)} == {"body", "textbox", "footnote"}
    changed = read(REPORTS["revised"])
    assert paragraphs(changed)[1].text.startswith("项目总投资412.60万元，") and "修订" in changed.remarks[0]
    outer, inner = tables(read(REPORTS["one_column"]))
    assert inner.host is not None and (outer.cols, inner.cols) == (2, 3)
    assert tables(read(REPORTS["score_card"]))[0].cols == 5
    assert len(audit_bytes(REPORTS["forms"], "自评表.docx").items) == 3
    assert paragraphs(read(REPORTS["marks"]))[1].text == "年度支出3482.75万元¹，完成预算的97.6%²。"
