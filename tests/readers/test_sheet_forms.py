"""Several forms on one worksheet: a table and an item each, found again by the rows of the sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from extract.document import Document
from extract.items import items
from extract.readers import read
from tests.readers.conftest import tables
from tests.readers.test_sheets import one_sheet

TITLE = "2023年度项目支出绩效自评表"


def form(project: str) -> list[list[str]]:
    return [
        ["项目名称", project],
        ["主管部门", "云溪县交通运输局"],
        ["项目资金", "全年预算数", "全年执行数", "执行率"],
        ["", "120", "110", "91.67%"],
        ["一级指标", "二级指标", "三级指标", "实际完成值"],
        ["产出指标", "数量指标", "修缮里程", "12"],
        ["总分", "", "", "96"],
    ]


def sheet_of(*forms: tuple[int, int, str, str]) -> Document:
    """A sheet with forms at (row, column, title, project)."""

    def fill(_: Any, sheet: Any) -> None:
        for top, left, title, project in forms:
            sheet.merge_range(top, left, top, left + 3, title)
            for row, texts in enumerate(form(project), top + 1):
                for col, text in enumerate(texts, left):
                    sheet.write(row, col, text)

    return read(one_sheet(fill))


def found(document: Document) -> list[tuple[str, str, str, str]]:
    return [(item.kind, item.unit, item.year, item.project) for item in items(document)]


def expected(*projects: str) -> list[tuple[str, str, str, str]]:
    return [("project_form", "云溪县交通运输局", "2023", project) for project in projects]


def test_forms_below_one_another() -> None:
    document = sheet_of((0, 0, TITLE, "道路修缮"), (10, 0, TITLE, "桥梁加固"), (20, 0, TITLE, "公交站台"))
    assert found(document) == expected("道路修缮", "桥梁加固", "公交站台")
    assert [(t.rows, min(cell.row for cell in t.cells)) for t in tables(document)] == [(10, 0), (20, 10), (28, 20)]


def test_forms_beside_one_another() -> None:
    document = sheet_of((0, 0, TITLE, "道路修缮"), (0, 5, TITLE, "桥梁加固"))
    assert found(document) == expected("道路修缮", "桥梁加固")
    assert [min(cell.col for cell in t.cells) for t in tables(document)] == [0, 5]


def test_a_title_printed_again_at_a_page_break_begins_no_form() -> None:
    def fill(_: Any, sheet: Any) -> None:
        rows = [
            [TITLE],
            *form("道路修缮")[:6],
            [TITLE],
            ["产出指标", "质量指标", "合格率", "100%"],
            ["总分", "", "", "96"],
        ]
        for row, texts in enumerate(rows):
            for col, text in enumerate(texts):
                sheet.write(row, col, text)

    document = read(one_sheet(fill))
    assert len(tables(document)) == 1
    assert found(document) == expected("道路修缮")


def test_a_title_over_two_rows_begins_one_form() -> None:
    head = [["云溪县交通运输局2023年度项目支出绩效自评表"], [TITLE]]
    document = listed(lambda sheet: [sheet.write_row(n, 0, row) for n, row in enumerate([*head, *form("道路修缮")])])
    assert len(tables(document)) == 1
    assert found(document) == expected("道路修缮")


def listed(write: Callable[[Any], object]) -> Document:
    return read(one_sheet(lambda _, sheet: write(sheet)))


def test_the_heading_beside_a_project_in_a_list_is_no_project() -> None:
    rows = (
        ("2023年度部门整体支出绩效自评表",), ("部门名称", "云溪县交通运输局"), ("一级指标", "实际完成值"), ("产出", "9"),
        ("项目名称", "全年预算数", "全年执行数"), ("道路修缮", "120", "110"),
    )  # fmt: skip
    document = listed(lambda sheet: [sheet.write_row(row, 0, texts) for row, texts in enumerate(rows)])
    assert found(document) == [("department_form", "云溪县交通运输局", "2023", "")]


def test_the_years_of_a_project_are_no_code() -> None:
    document = sheet_of((0, 0, TITLE, "2022-2023年道路修缮"))
    (item,) = items(document)
    assert (item.project, item.project_code) == ("2022-2023年道路修缮", "")
