import time

from extract.document import Table
from extract.tables.headings import layout
from tests.extract.tables.build import grid, table


def labels(made: Table, text: str) -> tuple[str, str]:
    plan = layout(made)
    cell = next(cell for cell in made.cells if cell.text == text)
    return plan.row_label(cell.row, cell.col), " ".join(plan.col_path(cell.row, cell.col))


def test_two_header_rows_with_spans():
    made = table("""
        项目 | 2021年 | < | 2022年 | <
        ^ | 预算数 | 决算数 | 预算数 | 决算数
        公务接待费 | 1.10 | 1.20 | 1.30 | 1.40
    """)
    assert labels(made, "1.30") == ("公务接待费", "2022年 预算数")
    assert labels(made, "1.20") == ("公务接待费", "2021年 决算数")


def test_header_rows_that_were_never_merged():
    made = table("""
        项目 | 2021年 | | 2022年 |
         | 预算数 | 决算数 | 预算数 | 决算数
        公务接待费 | 1.10 | 1.20 | 1.30 | 1.40
    """)
    assert labels(made, "1.40") == ("公务接待费", "2022年 决算数")


def test_title_and_unit_rows_are_no_headers():
    made = table("""
        收入决算表 | < | <
        编制单位：某局 | | 单位：万元
        项目 | 预算数 | 决算数
        栏次 | 1 | 2
        财政拨款收入 | 10.00 | 12.00
    """)
    plan = layout(made)
    assert plan.titles == (0, 1)
    assert plan.bands[0].header == (2, 3)
    assert labels(made, "12.00") == ("财政拨款收入", "决算数")
    assert not plan.is_value(3, 1)


def test_two_blocks_side_by_side():
    made = table("""
        收入 | < | < | 支出 | < | <
        项目 | 行次 | 金额 | 项目 | 行次 | 金额
        一、财政拨款收入 | 1 | 100.00 | 一、基本支出 | 31 | 70.00
        二、其他收入 | 2 | 5.00 | 二、项目支出 | 32 | 35.00
        本年收入合计 | 3 | 105.00 | 本年支出合计 | 33 | 105.00
    """)
    assert labels(made, "100.00") == ("一、财政拨款收入", "收入 金额")
    assert labels(made, "35.00") == ("二、项目支出", "支出 金额")
    assert not layout(made).is_value(2, 1)


def test_groups_reach_down_by_span_and_by_blank():
    spanned = table("""
        一级 | 二级 | 预算数
        人员 | 工资 | 1.5
        ^ | 津贴 | 2.5
    """)
    blank = table("""
        一级 | 二级 | 预算数
        人员 | 工资 | 1.5
         | 津贴 | 2.5
    """)
    assert labels(spanned, "2.5")[0] == labels(blank, "2.5")[0] == "人员 津贴"


def test_form_pairs_and_money_block():
    made = table("""
        项目名称 | 道路养护 | < | < | < | < | < | <
        主管部门 | 某交通局 | < | < | 实施单位 | 某养护站 | < | <
        项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
        ^ | 年度资金总额 | 100.00 | 110.00 | 99.00 | 10 | 90.00% | 9
        ^ | 其中：当年财政拨款 | 80.00 | 90.00 | 79.00 | — | 87.78% | —
        ^ | 上年结转资金 | 20.00 | 20.00 | 20.01 | — | 100% | —
    """)
    assert labels(made, "110.00") == ("项目资金（万元） 年度资金总额", "全年预算数")
    assert labels(made, "79.00") == ("项目资金（万元） 其中：当年财政拨款", "全年执行数")


def test_second_band_has_its_own_header():
    made = table("""
        项目 | 年初预算数 | 全年预算数 | 全年执行数
        年度资金总额 | 100.00 | 110.00 | 99.00
        一级指标 | 三级指标 | 分值 | 得分
        产出指标 | 养护里程 | 50 | 48
    """)
    assert labels(made, "48") == ("产出指标 养护里程", "得分")
    assert labels(made, "99.00") == ("年度资金总额", "全年执行数")


def test_transposed_table():
    made = table("""
        评价内容 | 决策 | 管理 | 绩效 | 总分
        标准分 | 35 | 20 | 45 | 100
        实际得分 | 34 | 19 | 44 | 97
    """)
    assert labels(made, "44") == ("实际得分", "绩效")


def test_years_down_the_first_column_are_headings():
    made = table("""
        年度 | 预算数 | 决算数
        2021 | 10.00 | 9.00
        2022 | 12.00 | 11.00
    """)
    assert labels(made, "11.00") == ("2022", "决算数")
    assert not layout(made).is_value(2, 0)


def test_section_rows_name_the_rows_below():
    made = table("""
        项目 | 预算数 | 决算数
        一、收入 | < | <
        财政拨款 | 10.00 | 9.00
        二、支出 | < | <
        基本支出 | 8.00 | 7.00
    """)
    assert labels(made, "7.00") == ("二、支出 基本支出", "决算数")
    assert labels(made, "9.00") == ("一、收入 财政拨款", "决算数")


def test_large_table_is_fast():
    rows = [["项目", "预算数", "决算数", "结余"]]
    rows += [[f"项目{n}", f"{n}.50", f"{n}.25", "0.25"] for n in range(10_000)]
    made = grid(rows)
    begin = time.process_time()
    plan = layout(made)
    assert time.process_time() - begin < 3
    assert plan.row_label(9_000, 1) == "项目8999"
