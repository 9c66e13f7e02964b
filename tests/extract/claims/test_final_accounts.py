"""The tables of 部门决算公开, each with figures that hold: every relation found must hold, the main ones be found."""

import pytest

from tests.extract.claims.test_tables import claims
from tests.extract.tables.build import table

INCOME = """
    公开02表 | < | < | < | < | < | <
    部门：某县某局 | | | | | | 金额单位：万元
    项目 | < | 本年收入合计 | 财政拨款收入 | 事业收入 | 经营收入 | 其他收入
    功能分类科目编码 | 科目名称 | ^ | ^ | ^ | ^ | ^
    栏次 | < | 1 | 2 | 3 | 4 | 5
    合计 | < | 1150.35 | 1100.25 | 30.10 | | 20.00
    201 | 一般公共服务支出 | 1000.25 | 960.15 | 30.10 | | 10.00
    20103 | 政府办公厅（室）及相关机构事务 | 1000.25 | 960.15 | 30.10 | | 10.00
    2010301 | 行政运行 | 800.15 | 780.15 | 20.00 | | 0.00
    2010302 | 一般行政管理事务 | 200.10 | 180.00 | 10.10 | | 10.00
    208 | 社会保障和就业支出 | 150.10 | 140.10 | | | 10.00
    20805 | 行政事业单位养老支出 | 150.10 | 140.10 | | | 10.00
    2080505 | 机关事业单位基本养老保险缴费支出 | 100.05 | 100.05 | | | 0.00
    2080506 | 机关事业单位职业年金缴费支出 | 50.05 | 40.05 | | | 10.00
"""

FISCAL = """
    收入 | < | < | 支出 | < | < | < | <
    项目 | 行次 | 金额 | 项目 | 行次 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款
    栏次 | | 1 | 栏次 | | 2 | 3 | 4
    一、一般公共预算财政拨款 | 1 | 1100.25 | 一、一般公共服务支出 | 15 | 960.15 | 960.15 |
    二、政府性基金预算财政拨款 | 2 | 60.00 | 二、社会保障和就业支出 | 16 | 150.10 | 150.10 |
     | 3 | | 三、城乡社区支出 | 17 | 55.00 | | 55.00
    本年收入合计 | 9 | 1160.25 | 本年支出合计 | 23 | 1165.25 | 1110.25 | 55.00
    年初财政拨款结转和结余 | 10 | 15.50 | 年末财政拨款结转和结余 | 24 | 10.50 | 0.50 | 10.00
    一般公共预算财政拨款 | 11 | 10.50 | | 25 | | |
    政府性基金预算财政拨款 | 12 | 5.00 | | 26 | | |
    总计 | 14 | 1175.75 | 总计 | 28 | 1175.75 | 1110.75 | 65.00
"""

BASIC = """
    人员经费 | < | < | 公用经费 | < | < | < | < | <
    科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
    301 | 工资福利支出 | 600.30 | 302 | 商品和服务支出 | 90.20 | 310 | 资本性支出 | 12.10
    30101 | 基本工资 | 400.10 | 30201 | 办公费 | 50.10 | 31002 | 办公设备购置 | 12.10
    30102 | 津贴补贴 | 200.20 | 30211 | 差旅费 | 40.10 | 31003 | 专用设备购置 | 0.00
    303 | 对个人和家庭的补助 | 50.00 | | | | 399 | 其他支出 | 0.00
    30305 | 生活补助 | 50.00 | | | | 39908 | 赠与 | 0.00
    人员经费合计 | < | 650.30 | 公用经费合计 | < | < | < | < | 102.30
"""

FUND = """
    项目 | < | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余
    功能分类科目编码 | 科目名称 | ^ | ^ | 小计 | 基本支出 | 项目支出 | ^
    栏次 | < | 1 | 2 | 3 | 4 | 5 | 6
    合计 | < | 5.00 | 60.00 | 55.00 | | 55.00 | 10.00
    212 | 城乡社区支出 | 5.00 | 60.00 | 55.00 | | 55.00 | 10.00
    21208 | 国有土地使用权出让收入安排的支出 | 5.00 | 60.00 | 55.00 | | 55.00 | 10.00
    2120803 | 城市建设支出 | 3.00 | 40.00 | 38.00 | | 38.00 | 5.00
    2120804 | 农村基础设施建设支出 | 2.00 | 20.00 | 17.00 | | 17.00 | 5.00
"""

ASSETS = """
    项目 | 行次 | 资产总额 | 流动资产 | 固定资产 | < | < | < | 在建工程 | 无形资产 | 其他资产
    ^ | ^ | ^ | ^ | 小计 | 房屋构筑物 | 车辆 | 其他固定资产 | ^ | ^ | ^
    栏次 | | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
    合计 | 1 | 536.45 | 120.10 | 396.35 | 300.00 | 60.15 | 36.20 | 0.00 | 20.00 | 0.00
"""

ADJUSTED = """
    项目 | 年初预算数 | 追加数 | 调减数 | 调整预算数 | 决算数 | 结余
    基本支出 | 100.50 | 20.00 | 0.50 | 120.00 | 118.00 | 2.00
    项目支出 | 60.00 | 0.00 | 10.00 | 50.00 | 45.00 | 5.00
    合计 | 160.50 | 20.00 | 10.50 | 170.00 | 163.00 | 7.00
"""

PUBLIC = """
    预算数 | < | < | < | < | < | 决算数 | < | < | < | < | <
    合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费
    ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^
    1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
    30.50 | 3.00 | 20.50 | 10.00 | 10.50 | 7.00 | 27.45 | 2.10 | 18.85 | 9.10 | 9.75 | 6.50
"""


@pytest.mark.parametrize("lines", [INCOME, FISCAL, BASIC, FUND, PUBLIC, ASSETS, ADJUSTED])
def test_clean_tables_hold(lines):
    found = claims("单位：万元", table(lines))
    assert found
    assert [text for text, (_, held) in found.items() if not held] == []


def test_codes_tell_the_levels():
    found = claims("单位：万元", table(INCOME), family="table_sum")
    assert found["1150.35=1000.25+150.10"] == ("strong", True)
    assert found["1000.25=800.15+200.10"][1]
    assert found["1150.35=1100.25+30.10+20.00"] == ("strong", True)


def test_totals_of_the_fiscal_table():
    found = claims("单位：万元", table(FISCAL))
    assert found["1160.25=1100.25+60.00"] == ("strong", True)
    assert found["1175.75=1160.25+15.50"] == ("strong", True)
    assert found["1165.25=960.15+150.10+55.00"] == ("strong", True)
    assert found["1165.25=1110.25+55.00"] == ("strong", True)


def test_total_over_two_blocks_is_not_accused():
    found = claims("单位：万元", table(BASIC))
    assert found["650.30=600.30+50.00"][1]
    assert not any(text.startswith("102.30") and not held for text, (_, held) in found.items())


def test_fund_table_balances():
    found = claims("单位：万元", table(FUND), family="balance")
    assert found["10.00=5.00+60.00-55.00"][1]
    assert found["5.00=3.00+40.00-38.00"][1]


def test_single_row_of_three_public_expenses():
    found = claims("单位：万元", table(PUBLIC))
    assert found["30.50=3.00+20.50+7.00"] == ("strong", True)
    assert found["18.85=9.10+9.75"] == ("strong", True)


def test_assets_and_adjusted_budget():
    assert claims("单位：万元", table(ASSETS))["536.45=120.10+396.35+0.00+20.00+0.00"] == ("strong", True)
    found = claims("单位：万元", table(ADJUSTED), family="balance")
    assert found["120.00=100.50+20.00-0.50"] == ("strong", True)
    assert found["2.00=120.00-118.00"][1]


@pytest.mark.parametrize(("right", "wrong"), [("30.50", "35.00"), ("18.85", "18.58"), ("6.50", "5.60")])
def test_single_row_with_a_slip(right, wrong):
    found = claims("单位：万元", table(PUBLIC.replace(right, wrong)))
    assert any(wrong in text and not held and asserted == "strong" for text, (asserted, held) in found.items())
