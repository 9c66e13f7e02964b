"""Goals and results in words against the indicator table."""

import pytest

from extract.claims.statements import agree
from extract.understand import understand
from tests.extract.tables.build import document, table


def told(goal: str, result: str, target: str = "≥300人次", actual: str = "320人次") -> set[tuple[str, str, bool]]:
    form = table(f"""
        项目名称 | 基层培训项目 | < | < | < | <
        年度总体目标 | 预期目标 | < | 实际完成情况 | < | <
        ^ | {goal} | < | {result} | < | <
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 数量指标 | 培训人次 | {target} | {actual} | 90 | 90
        满意度指标 | 满意度 | 学员满意度 | ≥90% | 95% | 10 | 10
    """)
    report = understand(document("2022年度项目支出绩效自评表", form))
    return {
        (
            *(report.figures[t.figure].text for t in c.readings[0].terms),
            agree(report.figures, [t.figure for t in c.readings[0].terms]),
        )
        for c in report.claims
        if c.pattern in {"goal", "result"}
    }


def test_goal_and_result_that_agree():
    found = told("全年培训人次不少于300人次。", "计划培训人次300人次，实际完成320人次，完成率106.67%。")
    assert found == {("300人次", "300人次", True), ("320人次", "320人次", True)}


@pytest.mark.parametrize("goal", ["其中培训人次不少于330人次。", "计划培训人次330人次。"])
def test_goal_that_differs(goal):
    assert ("330人次", "300人次", False) in told(goal, "已完成。")


def test_result_that_differs():
    assert ("230人次", "320人次", False) in told("加强培训。", "培训人次230人次。")


def test_a_bare_figure_is_what_its_heading_says():
    assert told("培训人次300人次。", "培训人次320人次。") == {
        ("300人次", "300人次", True),
        ("320人次", "320人次", True),
    }


def test_another_place_is_another_result():
    assert told("加强培训。", "东村培训人次120人次，西村培训人次200人次。") == set()


def test_the_rule_of_an_indicator_tells_no_result():
    form = table("""
        一级指标 | 二级指标 | 三级指标 | 分值 | 评分标准 | 实际完成情况 | 得分
        过程 | 预算执行 | 预算完成率 | 50 | 预算完成率达到95%（含）以上得50分；90%—95%得40分；90%以下得0分。 | 96.5% | 50
        产出 | 质量 | 道路完好率 | 50 | 道路完好率≥90%得50分，每低1个百分点扣1分。 | 89.2% | 49.2
    """)
    report = understand(document("某局2022年度部门整体支出绩效自评表", form))
    assert not [c for c in report.claims if c.pattern in {"goal", "result"}]
