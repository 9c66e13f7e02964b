"""Rates worked out for a finding are shown as the trade rounds them, and never as if they were within the line they miss."""

import pytest

from pipeline import audit_document
from tests.documents import document

FORM = """某县农业农村局2023年度项目支出绩效自评表
| 项目名称 | 村级道路养护 | < | < | < | < | < | < |
| 项目资金（万元） | 类别 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | {budget} | {budget} | {spent} | 10 | {rate} | 8 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析 |
| 产出指标 | 数量指标 | 养护里程 | ≥20公里 | 20公里 | 50 | 50 | |
| 效益指标 | 社会效益 | 通行时间 | ≤30分钟 | 30分钟 | 40 | 40 | |
"""


def messages(rule: str, **cells: str) -> list[str]:
    return [f.message for f in audit_document(document(FORM.format(**cells))).findings if f.rule == rule]


@pytest.mark.parametrize(
    ("spent", "rate", "shown"),
    [("260.00", "65%", "65%"), ("633.00", "79.13%", "79.13%"), ("719.97", "90%", "89.996%")],
)
def test_a_rate_below_its_line_is_shown_below_it(spent: str, rate: str, shown: str) -> None:
    budget = "400.00" if spent == "260.00" else "800.00"
    (message,) = messages("C307", budget=budget, spent=spent, rate=rate)
    assert f"执行率为{shown}，" in message


def test_half_a_unit_is_rounded_up() -> None:
    (message,) = messages("V105", budget="800.00", spent="633.00", rate="79.13%")
    assert message.startswith("预算执行率79.13%，")
