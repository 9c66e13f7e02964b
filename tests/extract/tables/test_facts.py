from extract.tables.facts import table_facts
from tests.extract.tables.build import context, table


def facts(*blocks) -> dict[str, tuple[str, str, str, str]]:
    known = context(*blocks)
    return {
        known.figures[n].text: (f.label, f.measure, f.period, f.fund)
        for n, f in table_facts(known.document, known.figures).items()
    }


def test_row_names_the_subject_and_column_the_measure():
    found = facts(
        "2022年财政拨款支出决算表（单位：万元）",
        table("""
            项目 | 年初预算数 | 全年预算数 | 决算数
            一、基本支出 | 70.00 | 75.00 | 74.00
            二、项目支出 | 30.00 | 35.00 | 33.00
        """),
    )
    assert found["70.00"] == ("基本支出", "budget_initial", "2022", "fiscal")
    assert found["33.00"] == ("项目支出", "final", "2022", "fiscal")


def test_periods_stand_in_column_headings():
    found = facts(
        "单位：万元",
        table("""
            项目 | 2021年 | < | 2022年 | <
            ^ | 预算数 | 决算数 | 预算数 | 决算数
            公务接待费 | 1.10 | 1.20 | 1.30 | 1.40
        """),
    )
    assert found["1.20"] == ("公务接待费", "final", "2021", "")
    assert found["1.30"] == ("公务接待费", "budget", "2022", "")


def test_transposed_table():
    found = facts(
        table("""
            评价内容 | 部门决策 | 部门管理 | 部门绩效
            标准分 | 35 | 20 | 45
            实际得分 | 34 | 19 | 44
        """),
    )
    assert found["45"] == ("部门绩效", "weight", "", "")
    assert found["34"] == ("部门决策", "score", "", "")


def test_subtotals_are_named_after_their_group():
    found = facts(
        table("""
            类别 | 项目 | 金额（万元）
            人员经费 | 小计 | 4.10
            ^ | 工资津贴 | 4.00
        """),
    )
    assert found["4.10"][0] == "人员经费 小计"
    assert found["4.00"][0] == "工资津贴"
