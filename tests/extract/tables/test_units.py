from tests.extract.tables.build import table, units_of


def test_column_heading_beats_the_line_above():
    made = table("""
        项目 | 预算数 | 决算数（元） | 执行率(%)
        基本支出 | 10.50 | 99000.00 | 94.29
    """)
    assert units_of("单位：万元", made) == {"10.50": "万元", "99000.00": "元", "94.29": "%"}


def test_counts_rates_and_points_do_not_take_the_money_of_the_caption():
    made = table("""
        项目 | 预算金额 | 受益人数 | 执行率 | 分值 | 得分
        培训 | 10.50 | 340 | 96.1 | 10 | 9.5
    """)
    assert units_of("项目支出表（单位：万元）", made) == {
        "10.50": "万元",
        "96.1": "%",
        "10": "分",
        "9.5": "分",
    }


def test_row_heading_and_unit_column():
    made = table("""
        项目 | 2021年 | 2022年
        固定资产（元） | 5000.10 | 6000.20
        公务用车保有量（辆） | 3 | 4
        公务接待费 | 1.20 | 1.30
    """)
    assert units_of("金额单位：万元", made) == {
        "5000.10": "元",
        "6000.20": "元",
        "3": "辆",
        "4": "辆",
        "1.20": "万元",
        "1.30": "万元",
    }
    with_column = table("""
        指标名称 | 计量单位 | 目标值 | 完成值
        培训人次 | 人次 | 300 | 320
        合格率 | % | 95 | 97
        成本 | 万元 | 20.5 | 19.5
    """)
    assert units_of("单位：万元", with_column) == {
        "300": "人次",
        "320": "人次",
        "95": "%",
        "97": "%",
        "20.5": "万元",
        "19.5": "万元",
    }


def test_unit_row_inside_the_table_and_in_its_title():
    inside = table("""
        收支决算表 | < | <
        编制单位：某局 | | 金额单位：元
        项目 | 预算数 | 决算数
        基本支出 | 10.50 | 9.25
    """)
    assert units_of(inside) == {"10.50": "元", "9.25": "元"}
    corner = table("""
        项目（单位：万元） | 预算数 | 决算数
        基本支出 | 10.50 | 9.25
    """)
    assert units_of(corner) == {"10.50": "万元", "9.25": "万元"}


def test_money_block_of_the_national_form():
    made = table("""
        项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
        ^ | 年度资金总额 | 100.00 | 110.00 | 99.00 | 10 | 90.00% | 9
        ^ | 其中：当年财政拨款 | 80.00 | 90.00 | 79.00 | — | 87.78% | —
    """)
    found = units_of(made)
    assert found["110.00"] == "万元"
    assert found["10"] == "分"
    assert "90.00%" not in found


def test_years_and_numbering_have_no_unit():
    made = table("""
        序号 | 年度 | 科目编码 | 预算数
        1 | 2021 | 2010301 | 10.50
        2 | 2022 | 2010302 | 11.50
    """)
    assert units_of("单位：万元", made) == {"10.50": "万元", "11.50": "万元"}


def test_no_unit_anywhere():
    made = table("""
        项目 | 预算数
        培训 | 10.50
    """)
    assert units_of("某项目情况如下：", made) == {}


def test_parts_after_among_are_in_the_unit_of_their_whole():
    made = table("""
        乡镇 | 分配金额（万元） | 其中：产业 | 基础设施 | 支出率（%） | 受益人口
        甲镇 | 30.50 | 20.25 | 10.25 | 95.10 | 340
    """)
    assert units_of(made) == {"30.50": "万元", "20.25": "万元", "10.25": "万元", "95.10": "%"}


def test_fractions_are_no_percentages():
    made = table("""
        项目 | 预算数 | 执行率
        甲 | 10.50 | 0.961
        乙 | 20.50 | 1
    """)
    assert units_of("单位：万元", made) == {"10.50": "万元", "20.50": "万元"}


def test_words_inside_a_name_do_not_make_it_a_count():
    made = table("""
        项目 | 决算数
        规划编制经费 | 10.50
        评分系统建设 | 20.50
        离退休 | 30.50
        离退休人数 | 31
    """)
    assert units_of("单位：万元", made) == {"10.50": "万元", "20.50": "万元", "30.50": "万元"}
