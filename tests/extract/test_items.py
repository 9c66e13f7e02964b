"""Which submissions a file holds, and whose they are."""

from __future__ import annotations

import pytest

from extract.document import Cell, Document, Paragraph, Table
from extract.items import items
from extract.titles import is_unit, report_title, year_in
from tests.documents import document

BODY = """
# 一、基本情况
（一）部门职能。我单位负责全县相关政策的贯彻落实，承担行业管理、监督检查等各项工作任务，下设五个股室。
（二）预算情况。年初预算安排1,200.00万元，全年支出1,180.00万元，预算执行率为98.33%，结余20万元。
# 二、存在的问题
预算编制不够细化，需进一步提高预算编制的科学性和准确性。
"""


@pytest.mark.parametrize(
    ("line", "unit", "year", "project", "kind"),
    [
        ("安和县农业农村局2022年度部门整体支出绩效自评报告", "安和县农业农村局", "2022", "", "department_report"),
        ("2021年临水市发展和改革局部门整体支出绩效自评报告", "临水市发展和改革局", "2021", "", "department_report"),
        ("2023年度清河区卫生健康局整体支出绩效评价报告", "清河区卫生健康局", "2023", "", "department_report"),
        (
            "平州市东山区财政局关于开展2020年度部门整体支出绩效评价报告",
            "平州市东山区财政局",
            "2020",
            "",
            "department_report",
        ),
        ("平州数据发展中心2024年度项目支出绩效单位自评报告", "平州数据发展中心", "2024", "", "project_report"),
        (
            "中共安和县委办公室二〇二二年度部门（单位）整体支出绩效自评报告",
            "中共安和县委办公室",
            "2022",
            "",
            "department_report",
        ),
        ("关于安和县水利局2022年度部门整体绩效自评情况的报告", "安和县水利局", "2022", "", "department_report"),
        ("安和县水利局2022年河道清淤项目支出绩效自评报告", "安和县水利局", "2022", "河道清淤", "project_report"),
        ("2022年安和县水利局河道清淤项目绩效评价报告", "安和县水利局", "2022", "河道清淤项目", "project_report"),
        ("附件2：安和县第一中学2023年度单位整体支出绩效自评报告", "安和县第一中学", "2023", "", "department_report"),
        ("2022 年度 部门整体 支出绩效自评报告", "", "2022", "", "department_report"),
        (
            "附件3四江省汶山县2021年中央食品监管专项转移支付绩效自评报告",
            "",
            "2021",
            "四江省汶山县中央食品监管专项转移支付",
            "project_report",
        ),
        (
            "安和县2020-2022年农村公路建设专项资金绩效自评报告",
            "",
            "2020-2022",
            "安和县农村公路建设专项资金",
            "project_report",
        ),
    ],
)
def test_a_title_says_unit_year_project_and_kind(line: str, unit: str, year: str, project: str, kind: str) -> None:
    title = report_title(line)
    assert title is not None
    assert (title.unit, title.year, title.project, title.kind) == (unit, year, project, kind)


@pytest.mark.parametrize(
    "line",
    [
        "根据《安和县部门整体支出绩效自评报告》，现报告如下",
        "1.安和县水利局2022年度绩效自评报告",
        "安和县财政局关于开展2022年度绩效自评工作的通知",
        "安和县水利局2022年度绩效自评报告……3",
        "二、绩效自评工作开展情况",
    ],
)
def test_a_citation_a_list_or_a_contents_line_is_no_title(line: str) -> None:
    assert report_title(line) is None


def test_years_and_unit_names() -> None:
    assert year_in("二〇二二年度") == "2022"
    assert year_in("2021—2023年") == "2021-2023"
    assert year_in("无") == ""
    assert is_unit("安和县市场监督管理局（本级）")
    assert not is_unit("各乡镇人民政府")
    assert not is_unit("关于开展绩效自评的通知")


def test_a_report_with_a_cover_and_a_repeated_title_is_one_item() -> None:
    found = items(
        document(
            "平州市东山区财政局关于开展2020年度\n部门整体支出绩效评价报告\n区财政局：\n"
            + BODY
            + "\n2021年5月26日\n平州市东山区财政局2020年度部门\n整体支出绩效评价报告\n"
            + BODY
            + "\n附：2020年部门整体支出绩效自评共性指标体系\n|一级指标|二级指标|三级指标|得分|\n|A|A1|A11|2|"
        )
    )
    assert [(i.id, i.kind, i.unit, i.year) for i in found] == [("1", "department_report", "平州市东山区财政局", "2020")]
    assert found[0].first == 0


def test_the_unit_may_stand_below_the_title_or_above_the_date() -> None:
    below = items(document("2019年部门整体支出绩效评价报告\n清河区城市管理和综合执法局\n" + BODY))
    signed = items(document("2019年度部门整体支出绩效评价报告\n" + BODY + "\n清河区城市管理和综合执法局\n2020年4月1日"))
    assert [i.unit for i in below + signed] == ["清河区城市管理和综合执法局"] * 2
    assert {i.year for i in below + signed} == {"2019"}


def test_a_form_annexed_to_a_report_is_a_second_item_of_the_same_unit() -> None:
    text = ("安和县水利局2022年度部门整体支出绩效自评报告\n" + BODY + "\n附件1\n部门整体支出绩效自评表\n（2022年度）\n"
            "|部门名称|安和县水利局|\n|年度总体目标|完成|\n|一级指标|三级指标|得分|\n"
            "\n附件2\n项目支出绩效自评表\n（2022年度）\n|项目名称|河道清淤|\n|主管部门|安和县水利局|实施单位|安和县河道管理所|\n"
            "|一级指标|三级指标|得分|")  # fmt: skip
    found = items(document(text))
    assert [(i.kind, i.unit, i.year, i.project) for i in found] == [
        ("department_report", "安和县水利局", "2022", ""),
        ("department_form", "安和县水利局", "2022", ""),
        ("project_form", "安和县河道管理所", "2022", "河道清淤"),
    ]
    assert found[1].first == found[0].last + 1
    assert found[2].first == found[1].last + 1


def test_every_sheet_of_a_workbook_is_an_item() -> None:
    def sheet(number: int) -> Table:
        rows = [
            ("部门预算项目支出绩效自评表（2023年度）",),
            ("项目名称", f"51000021R00000001995{number}-公路养护{number}"),
            ("主管部门", "217-安和县交通运输局", "实施单位（盖章）", "安和县 公路养护段\n管理所"),
            ("绩效指标", "一级指标", "二级指标", "三级指标"),
        ]
        cells = tuple(Cell(r, c, t) for r, row in enumerate(rows) for c, t in enumerate(row))
        return Table(4, 4, cells, sheet=f"表{number}")

    listing = Table(1, 1, (Cell(0, 0, "项目支出绩效自评汇总表"),), sheet="汇总")
    found = items(Document("xlsx", (listing, *(sheet(n) for n in range(1, 4)))))
    assert [i.id for i in found] == ["1", "2", "3"]
    assert [(i.first, i.last) for i in found] == [(0, 1), (2, 2), (3, 3)]
    assert {(i.unit, i.year, i.kind) for i in found} == {("安和县公路养护段管理所", "2023", "project_form")}
    assert found[2].project == "公路养护3"
    assert found[2].project_code == "51000021R000000019953"


def test_reports_on_several_projects_in_one_file_are_several_items() -> None:
    contents = "目录\n河道清淤项目绩效自评报告\n水库除险项目绩效自评报告\n"
    first = "安和县水利局2022年河道清淤项目绩效自评报告\n" + BODY
    text = contents + first + "安和县水利局2022年水库除险项目绩效自评报告\n" + BODY
    assert [i.project for i in items(document(text))] == ["河道清淤项目", "水库除险项目"]


def test_a_file_without_any_title_is_still_one_item() -> None:
    found = items(document(BODY))
    assert [(i.id, i.unit, i.year, i.first) for i in found] == [("1", "", "", 0)]
    assert items(Document("txt", ()))[0].last == -1


def test_a_text_without_title_may_announce_itself() -> None:
    text = "根据要求，现将2022年西河县交通运输局财政衔接资金项目绩效自评总结报告如下：\n" + BODY
    found = items(document(text))
    assert [(i.unit, i.year, i.kind) for i in found] == [("西河县交通运输局", "2022", "project_report")]


def test_final_accounts_name_the_unit_and_their_headings_are_no_titles() -> None:
    text = "临江自治州财政局2023年度部门决算\n目录\n四、部门绩效自评情况\n（一）部门整体支出绩效自评情况\n" + BODY
    found = items(document(text))
    assert [(i.unit, i.year) for i in found] == [("临江自治州财政局", "2023")]


def test_the_unit_may_stand_after_a_plain_label_or_open_the_text() -> None:
    labelled = items(
        document("2021年度部门整体支出绩效自评表\n部门：安和县交通局　　单位：万元\n|一级指标|三级指标|得分|")
    )
    opening = items(document("居家养老服务补贴项目绩效自评报告\n安和县民政局2022年安排预算1,560万元。\n" + BODY))
    assert [(i.unit, i.year) for i in labelled] == [("安和县交通局", "2021")]
    assert [i.unit for i in opening] == ["安和县民政局"]


def test_a_form_that_goes_on_under_a_repeated_head_is_one_item() -> None:
    head = "项目支出绩效自评表\n（2022年度）\n|项目名称|河道清淤|\n|实施单位|安和县水利局|\n|一级指标|三级指标|得分|\n"
    split = items(document(head + "|产出|数量|10|\n" + head + "|效益|满意度|10|\n|总分||20|"))
    two = items(document(head + "|产出|数量|10|\n|总分||10|\n" + head + "|效益|满意度|10|\n|总分||20|"))
    assert [(i.first, i.last) for i in split] == [(0, 5)]
    assert [i.id for i in two] == ["1", "2"]


def test_a_file_of_tables_tells_its_kind_by_its_first_lines() -> None:
    assert items(document("|2020年部门整体支出绩效自评共性指标体系|\n|一级指标|得分|"))[0].kind == "department_form"


def test_a_name_out_of_place_is_no_unit() -> None:
    assert items(document("处理结果\n移动文字移入处\n" + BODY))[0].unit == ""


@pytest.mark.parametrize(
    "name", ["安和县委党史研究室", "安和县京剧团", "平州监狱", "安和县侨联", "安和县120急救指挥中心"]
)
def test_rarer_bodies_are_units(name: str) -> None:
    assert is_unit(name)


def test_a_unit_in_brackets_below_the_title() -> None:
    assert items(document("2022年度部门整体支出绩效自评报告\n（安和县水利局）\n" + BODY))[0].unit == "安和县水利局"


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("2022年度民政监测经费项目绩效自评表", "民政监测经费项目"),
        ("2022年度部门预算项目支出绩效自评表", ""),
        ("2022年项目支出绩效自评表", ""),
        ("2022年度财政项目绩效自评表", ""),
        ("项目支出绩效自评表（2022年度）", ""),
    ],
)
def test_the_title_of_a_form_may_name_the_project(title: str, project: str) -> None:
    found = items(document(f"|{title}|\n|主管部门|安和县水利局|项目实施单位|安和县水利局|\n|一级指标|三级指标|得分|"))
    assert [(i.project, i.year, i.kind) for i in found] == [(project, "2022", "project_form")]


def test_full_width_digits_are_digits() -> None:
    assert year_in("２０２０年度") == "2020"


def test_a_signing_date_is_not_the_year_reported() -> None:
    assert items(document("安和县水利局部门整体支出绩效自评报告\n" + BODY + "\n2023年3月1日"))[0].year == ""
    assert (
        items(Document("txt", (Paragraph("2022年度，我局较好地完成了各项任务。"), Paragraph("2023年3月1日"))))[0].year
        == "2022"
    )
