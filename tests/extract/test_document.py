"""Cells and texts found by their place."""

from __future__ import annotations

import pytest

from extract.document import Cell, Document, Paragraph, Place, Table

TABLE = Table(2, 3, (Cell(0, 0, "项目", colspan=2), Cell(0, 2, "金额"), Cell(1, 0, "甲"), Cell(1, 2, "3.5万元")))
DOCUMENT = Document("docx", (Paragraph("支出如下："), TABLE))


@pytest.mark.parametrize("cell", TABLE.cells)
def test_a_cell_is_found_at_its_anchor(cell: Cell) -> None:
    assert TABLE.cell_at(cell.row, cell.col) is cell


@pytest.mark.parametrize("at", [(0, 1), (1, 1), (2, 0), (None, 0), (0, None)])
def test_no_cell_where_none_is_anchored(at: tuple[int | None, int | None]) -> None:
    assert TABLE.cell_at(*at) is None


def test_of_two_cells_on_one_anchor_the_first_counts() -> None:
    assert Table(1, 1, (Cell(0, 0, "先"), Cell(0, 0, "后"))).cell_at(0, 0) == Cell(0, 0, "先")


def test_a_place_leads_to_its_whole_text() -> None:
    assert DOCUMENT.text_at(Place(0, None, None, 0, 2)) == "支出如下："
    assert DOCUMENT.text_at(Place(1, 1, 2, 0, 3)) == "3.5万元"


def test_a_place_without_a_cell_is_refused() -> None:
    with pytest.raises(LookupError, match="row 0, column 1"):
        DOCUMENT.text_at(Place(1, 0, 1, 0, 1))
