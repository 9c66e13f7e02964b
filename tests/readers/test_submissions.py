"""Files of several submissions, as docx, html, text and workbooks: each is found, with whose it is."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

import pytest
import xlsxwriter
from reportlab.platypus import Flowable, PageBreak

from extract.items import items
from extract.readers import read
from tests.readers.conftest import make_docx
from tests.readers.printing import card, paragraph, set_out
from tests.readers.test_docx import cell, para

Row = tuple[str, ...]
Part = str | list[Row]
"""A paragraph, or a table by its rows."""

REPORT = [
    "云溪县水利局2022年度部门整体支出绩效自评报告",
    "一、基本情况",
    "（一）部门职能。我单位负责全县水利工作，承担防汛抗旱、河道管理等各项工作任务，下设五个股室。",
    "（二）预算情况。年初预算安排1,200.00万元，全年支出1,180.00万元，预算执行率为98.33%。",
    "二、绩效目标完成情况",
    "全年整治河道12公里，完成率为100%，群众满意度为95%，各项目标均已完成，没有出现偏差。",
    "三、存在的问题",
    "预算编制不够细化，需要进一步提高预算编制的科学性和准确性，加强绩效目标管理。",
]
HOW_TO = ["填表说明", *(f"{n}、{text}" for n, text in zip("一二三四", REPORT[2:4] + REPORT[5::2], strict=True))]
DEPARTMENT = ("department_report", "云溪县水利局", "2022", "")


def of_project(number: int) -> tuple[str, str, str, str]:
    return ("project_form", "云溪县河道管理所", "2022", f"河道清淤{number}")


def form(number: int) -> list[Row]:
    return [
        ("项目支出绩效自评表",),
        ("（2022年度）",),
        ("项目名称", f"河道清淤{number}"),
        ("主管部门", "云溪县水利局", "实施单位", "云溪县河道管理所"),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "年度资金总额", "100", "100", "98", "10", "98%", "9.8"),
        ("年度总体目标", "完成清淤任务"),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "原因"),
        ("产出指标", "数量指标", "清淤长度", "12公里", "12公里", "50", "50", "无"),
        ("总分", "", "", "", "", "60", "59.8", ""),
    ]


def under_title(number: int) -> list[Part]:
    return ["项目支出绩效自评表", "（2022年度）", form(number)[2:]]


def as_docx(parts: Sequence[Part]) -> bytes:
    def table(rows: list[Row]) -> str:
        width = max(map(len, rows))
        body = ""
        for row in rows:
            spans = [""] * len(row)
            spans[-1] = f'<w:gridSpan w:val="{width - len(row) + 1}"/>'
            body += f"<w:tr>{''.join(map(cell, row, spans))}</w:tr>"
        return f"<w:tbl>{body}</w:tbl>"

    return make_docx("".join(para(part) if isinstance(part, str) else table(part) for part in parts))


def as_html(parts: Sequence[Part]) -> bytes:
    def table(rows: list[Row]) -> str:
        width = max(map(len, rows))
        body = ""
        for *before, last in rows:
            cells = "".join(f"<td>{text}</td>" for text in before)
            body += f"<tr>{cells}<td colspan={width - len(before)}>{last}</td></tr>"
        return f"<table>{body}</table>"

    return "".join(f"<p>{escape(part)}</p>" if isinstance(part, str) else table(part) for part in parts).encode()


def as_text(parts: Sequence[Part]) -> bytes:
    """As a program for plain text takes it over from a word processor."""
    return "\n".join(
        part if isinstance(part, str) else "\n".join(map("\t".join, part)) + "\n" for part in parts
    ).encode()


def as_sheets(parts: Sequence[Part]) -> bytes:
    """Running text on a sheet of its own, line by line; each table on one."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for _, run in groupby(enumerate(parts), lambda part: -1 if isinstance(part[1], str) else part[0]):
            sheet = book.add_worksheet()
            rows = [row for _, part in run for row in ([(part,)] if isinstance(part, str) else part)]
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def as_one_sheet(parts: Sequence[Part]) -> bytes:
    return as_sheets([[row for part in parts for row in ([(part,)] if isinstance(part, str) else part)]])


WORDY = [as_docx, as_html, as_text]


def found(source: bytes) -> list[tuple[str, str, str, str]]:
    return [(item.kind, item.unit, item.year, item.project) for item in items(read(source))]


@pytest.mark.parametrize("write", [*WORDY, as_sheets, as_one_sheet])
def test_a_report_with_its_forms_as_annexes(write: Callable[[Sequence[Part]], bytes]) -> None:
    parts = [*REPORT, "附件1", form(1), "附件2", form(2)] if write in WORDY else [*REPORT, form(1), form(2)]
    assert found(write(parts)) == [DEPARTMENT, of_project(1), of_project(2)]


@pytest.mark.parametrize("write", WORDY)
def test_forms_below_their_titles(write: Callable[[Sequence[Part]], bytes]) -> None:
    parts = [part for number in range(12) for part in under_title(number)]
    assert found(write(parts)) == [of_project(number) for number in range(12)]


@pytest.mark.parametrize("write", [as_sheets, as_one_sheet])
def test_a_workbook_of_forms(write: Callable[[Sequence[Part]], bytes]) -> None:
    assert found(write([form(number) for number in range(30)])) == [of_project(number) for number in range(30)]


@pytest.mark.parametrize("write", [*WORDY, as_sheets])
def test_how_a_form_is_filled_in_is_no_report(write: Callable[[Sequence[Part]], bytes]) -> None:
    parts = [*HOW_TO, *under_title(1)] if write in WORDY else [*HOW_TO, form(1)]
    assert found(write(parts)) == [of_project(1)]


@pytest.mark.parametrize("write", [*WORDY, as_sheets, as_one_sheet])
def test_a_report_alone_is_one(write: Callable[[Sequence[Part]], bytes]) -> None:
    table = [("一级指标", "二级指标", "三级指标", "分值", "得分"), ("投入", "目标设定", "目标合理", "10", "10")]
    assert found(write([*REPORT, table])) == [DEPARTMENT]


@pytest.mark.parametrize("write", [*WORDY, as_sheets])
def test_a_form_that_goes_on_elsewhere_is_one(write: Callable[[Sequence[Part]], bytes]) -> None:
    whole = form(1)
    parts = [*under_title(1)[:2], whole[2:7], whole[7:]] if write in WORDY else [whole[:7], whole[7:]]
    assert found(write(parts)) == [of_project(1)]


@pytest.mark.parametrize("write", WORDY)
def test_reports_of_a_department_and_on_its_projects(write: Callable[[Sequence[Part]], bytes]) -> None:
    on_projects = [[f"云溪县水利局2022年{name}项目绩效自评报告", *REPORT[1:]] for name in ("河道清淤", "水库除险")]
    assert found(write([*REPORT, *on_projects[0], *on_projects[1]])) == [
        DEPARTMENT,
        ("project_report", "云溪县水利局", "2022", "河道清淤项目"),
        ("project_report", "云溪县水利局", "2022", "水库除险项目"),
    ]


def test_a_sheet_is_part_of_the_submission_that_is_on_it() -> None:
    first, second = items(read(as_sheets([*REPORT, form(1)])))
    assert (first.first, first.last, second.first, second.last) == (0, 1, 2, 3)
    assert first.place is not None
    assert (first.place.block, first.place.row, first.place.col) == (1, 0, 0)


def as_pdf(parts: Sequence[Part]) -> bytes:
    """Each table on a page of its own."""
    flowables: list[Flowable] = []
    for part in parts:
        if isinstance(part, str):
            flowables.append(paragraph(part))
            continue
        width = max(map(len, part))
        rows = [(*row, *[""] * (width - len(row))) for row in part]
        spans = [(len(row) - 1, number, width - 1, number) for number, row in enumerate(part) if len(row) < width]
        flowables += [PageBreak(), card(rows, [60] * width, spans)]
    return set_out(flowables)


def test_forms_that_fill_a_page_each_are_no_table_that_goes_on() -> None:
    assert found(as_pdf([*REPORT, form(1), form(2), form(3)])) == [DEPARTMENT, *map(of_project, (1, 2, 3))]


def test_a_printed_form_that_repeats_its_head_on_the_next_page_is_one() -> None:
    whole = form(1)
    assert found(as_pdf([whole[:8], whole[:4] + whole[7:]])) == [of_project(1)]
