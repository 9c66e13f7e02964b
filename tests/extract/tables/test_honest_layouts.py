"""Honest tables in layouts that mark their totals in other ways: each adds up, none may be accused, each is read."""

import pytest

from pipeline import audit_document
from tests.documents import document

TABLES = {
    "subtotals behind merged groups, across both label columns": (
        "| 类别 | 项目 | 投入（万元） | 户数（户） |\n| 产业发展 | 种植 | 36.87 | 445 |\n| ^ | 养殖 | 155.83 | 483 |\n"
        "| 小计 | < | 192.70 | 928 |\n| 基础设施 | 道路 | 140.16 | 234 |\n| ^ | 水渠 | 63.98 | 74 |\n"
        "| 小计 | < | 204.14 | 308 |\n| 总计 | < | 396.84 | 1236 |",
        "36.87+155.83=192.70",
    ),
    "其中 carried on without indentation, to the end of each list": (
        "| 项目 | 金额（万元） |\n| 产业发展 | 255.33 |\n| 其中：种植 | 72.20 |\n| 养殖 | 183.13 |\n| 基础设施 | 236.73 |\n"
        "| 其中：道路 | 199.84 |\n| 水渠 | 16.80 |\n| 桥涵 | 20.09 |\n| 合计 | 492.06 |",
        "255.33+236.73=492.06",
    ),
    "其中 carried on and not complete": (
        "| 项目 | 金额（万元） |\n| 工资福利支出 | 500.25 |\n| 其中：基本工资 | 200.13 |\n| 津贴补贴 | 100.12 |\n"
        "| 商品和服务支出 | 300.45 |\n| 其中：办公费 | 20.13 |\n| 差旅费 | 30.12 |\n| 合计 | 800.70 |",
        "500.25+300.45=800.70",
    ),
    "groups named in the column of numbers": (
        "| 序号 | 项目 | 金额（万元） |\n| 一、产业发展 |  | 192.70 |\n| 1 | 种植 | 36.87 |\n| 2 | 养殖 | 155.83 |\n"
        "| 二、基础设施 |  | 204.14 |\n| 1 | 道路 | 140.16 |\n| 2 | 水渠 | 63.98 |\n| 合计 |  | 396.84 |",
        "192.70+204.14=396.84",
    ),
    "totals numbered beside what follows them": (
        "| 项目 | 决算数（万元） |\n| 一、本年收入合计 | 19,874.62 |\n| 1.财政拨款收入 | 13,785.80 |\n| 2.事业收入 | 6,088.82 |\n"
        "| 二、本年支出合计 | 19,920.17 |\n| 1.基本支出 | 13,580.06 |\n| 其中：人员经费 | 11,665.41 |\n| 公用经费 | 1,914.65 |\n"
        "| 2.项目支出 | 6,340.11 |\n| 三、年末结转和结余 | 296.14 |",
        "13,580.06+6,340.11=19,920.17",
    ),
    "assets moved in the year": (
        "单位：万元\n| 类别 | 年初数 | 本年增加 | 本年减少 | 年末数 |\n| 房屋 | 812.35 | 20.10 | 3.25 | 829.20 |\n"
        "| 车辆 | 95.60 | 0 | 12.40 | 83.20 |\n| 设备 | 140.28 | 36.42 | 5.17 | 171.53 |",
        "812.35+20.10-3.25=829.20",
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_honest_layouts_hold(name: str) -> None:
    table, formula = TABLES[name]
    result = audit_document(document("平州市安和县水利局2022年度部门整体支出绩效自评报告\n一、收支情况\n" + table))
    assert [f.message for f in result.findings if f.severity != "info"] == []
    assert formula in [c.formula.split("，")[0] for c in result.claims if c.status == "holds"]


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("subtotals behind merged groups, across both label columns", "| 192.70 |", "| 197.20 |"),
        ("groups named in the column of numbers", "| 155.83 |", "| 158.53 |"),
        ("assets moved in the year", "| 171.53 |", "| 117.53 |"),
    ],
)
def test_one_wrong_cell_is_found(name: str, right: str, wrong: str) -> None:
    table = TABLES[name][0].replace(right, wrong, 1)
    result = audit_document(document("平州市安和县水利局2022年度部门整体支出绩效自评报告\n一、收支情况\n" + table))
    assert [f.family for f in result.findings if f.severity == "error"] != []
