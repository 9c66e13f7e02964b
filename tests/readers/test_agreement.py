"""The same report in every format gives the same text, tables and figures."""

from __future__ import annotations

import shutil

import pytest

from corpus.page import UP, Grid, texts
from extract.document import Paragraph
from extract.readers import read
from tests.readers.agreement import Agreement, measured, pages, rendered
from tests.readers.conftest import tables

REPORTS = dict(pages(12))


def complete(agreement: Agreement, *names: str) -> bool:
    counts = (getattr(agreement, name) for name in names)
    return all(right == total and total for right, total in counts)


@pytest.mark.parametrize("name", REPORTS)
def test_docx_holds_every_text_of_the_report_in_order(name: str) -> None:
    page = REPORTS[name]
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


@pytest.mark.parametrize("name", REPORTS)
def test_styles_and_numbers_give_the_same_headings_in_text(name: str) -> None:
    forms = rendered(REPORTS[name])
    word, text = read(forms["docx"]), read(forms["txt"])
    levels = {p.text: p.level for p in word.blocks if isinstance(p, Paragraph)}
    numbered = [p for p in text.blocks if isinstance(p, Paragraph) and p.level]
    assert all(levels[p.text] == p.level for p in numbered)


def test_formats_agree() -> None:
    found = measured(12, office=False)
    for form in ("docx, split runs", "html"):
        assert complete(found[form], "figures", "cells", "paragraphs"), form
    for form in ("txt", "txt as Word saves it"):
        assert complete(found[form], "figures", "paragraphs"), form


@pytest.mark.slow
def test_what_libreoffice_saves_agrees() -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    found = measured(12, office=True)
    assert complete(found["doc"], "figures", "cells", "paragraphs", "headings")
    right, total = found["pdf"].figures
    assert right * 1000 >= total * 995
    right, total = found["pdf"].cells
    assert right * 100 >= total * 99
