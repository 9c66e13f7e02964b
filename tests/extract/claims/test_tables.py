"""Claims from tables, on little tables of the layouts in use."""

import time

from extract.claims.claim import Claim
from extract.claims.context import Context
from extract.claims.statements import agree
from extract.claims.tables import find
from extract.tables.patterns import Operand, Pattern, holds
from tests.extract.tables.build import context, grid, table


def _holds(known: Context, claim: Claim, reading_number: int = 0) -> bool:
    reading = claim.readings[reading_number]
    if reading.relation == "equal":
        return agree(known.figures, [t.figure for t in reading.terms])
    if reading.relation == "order":
        small, large = (known.figures[t.figure] for t in reading.terms)
        return small.value <= large.value
    operands = tuple(Operand(0, term.role, term.factor) for term in reading.terms[:-1])
    pattern = Pattern(reading.relation, 0, "", operands, "", "total", "")
    return holds(known.figures, pattern, reading.terms)


def shown(known: Context, claim: Claim, reading_number: int = 0) -> str:
    """A claim's reading in short: total=part+part, percent=part/whole."""
    terms = claim.readings[reading_number].terms
    relation = claim.readings[reading_number].relation
    texts = [("" if t.factor > 0 else "-") + known.figures[t.figure].text for t in terms]
    if relation == "sum":
        return f"{texts[-1]}=" + "+".join(texts[:-1]).replace("+-", "-")
    sign = {"ratio": "/", "growth": "~", "order": "<=", "equal": "=="}[relation]
    if relation == "equal":
        return sign.join(texts)
    return sign.join(texts[:-1]) + f"={texts[-1]}" if relation != "order" else sign.join(texts)


def claims(*blocks, family: str = "") -> dict[str, tuple[str, bool]]:
    """How strongly each relation is asserted, and whether its first reading holds."""
    known = context(*blocks)
    return {
        shown(known, c): (c.asserted, _holds(known, c))
        for c in find(known)
        if c.table and c.family not in {"restate", "text_table"} and (not family or c.family == family)
    }


def test_total_row_over_subtotals():
    found = claims(
        "单位：万元",
        table("""
            项目 | 预算数 | 决算数
            工资 | 1.50 | 1.40
            津贴 | 2.50 | 2.60
            小计 | 4.00 | 4.00
            办公费 | 3.00 | 3.10
            差旅费 | 1.00 | 0.90
            小计 | 4.00 | 4.00
            合计 | 8.00 | 8.00
        """),
        family="table_sum",
    )
    assert found["8.00=4.00+4.00"] == ("strong", True)
    assert found["4.00=1.50+2.50"] == ("strong", True)
    assert all(held for _, held in found.values())


def test_total_row_on_top():
    found = claims(
        "单位：万元",
        table("""
            项目 | 预算数 | 决算数
            合  计 | 8.00 | 8.10
            工资 | 4.00 | 4.60
            办公费 | 3.00 | 2.60
            差旅费 | 1.00 | 0.90
        """),
    )
    assert found == {
        "8.00=4.00+3.00+1.00": ("strong", True),
        "8.10=4.60+2.60+0.90": ("strong", True),
    }


def test_one_wrong_cell_violates_the_claim_that_holds_it():
    found = claims(
        "单位：万元",
        table("""
            项目 | 预算数 | 决算数
            工资 | 4.00 | 4.60
            办公费 | 3.00 | 2.60
            差旅费 | 1.00 | 0.90
            合计 | 8.00 | 8.40
        """),
        family="table_sum",
    )
    assert found["8.40=4.60+2.60+0.90"] == ("strong", False)
    assert found["8.00=4.00+3.00+1.00"] == ("strong", True)


def test_three_public_expenses():
    found = claims(
        "三公经费支出情况表（单位：万元）",
        table("""
            项目 | 2021年决算数 | 2022年决算数 | 增减额 | 增减率（%）
            “三公”经费合计 | 44.29 | 41.20 | -3.09 | -6.98
            1.因公出国（境）费 | 0 | 0 | 0 |
            2.公务用车购置及运行维护费 | 39.30 | 36.60 | -2.70 | -6.87
            （1）公务用车购置费 | 29.46 | 26.00 | -3.46 | -11.74
            （2）公务用车运行维护费 | 9.84 | 10.60 | 0.76 | 7.72
            3.公务接待费 | 4.99 | 4.60 | -0.39 | -7.82
        """),
    )
    assert found["44.29=0+39.30+4.99"] == ("strong", True)
    assert found["39.30=29.46+9.84"] == ("strong", True)
    assert found["-3.09=41.20-44.29"] == ("strong", True)
    assert found["41.20~44.29=-6.98"] == ("strong", True)
    assert all(held for _, held in found.values())


def test_income_and_expenditure_side_by_side():
    found = claims(
        "单位：万元",
        table("""
            收入 | < | < | 支出 | < | <
            项目 | 行次 | 决算数 | 项目 | 行次 | 决算数
            一、财政拨款收入 | 1 | 1057.06 | 一、基本支出 | 5 | 900.50
            二、其他收入 | 2 | 30.57 | 二、项目支出 | 6 | 180.00
            本年收入合计 | 3 | 1087.63 | 本年支出合计 | 7 | 1080.50
            年初结转和结余 | 4 | 12.63 | 年末结转和结余 | 8 | 19.76
            总计 | 5 | 1100.26 | 总计 | 9 | 1100.26
        """),
        family="table_sum",
    )
    assert found == {
        "1087.63=1057.06+30.57": ("strong", True),
        "1100.26=1087.63+12.63": ("strong", True),
        "1080.50=900.50+180.00": ("strong", True),
        "1100.26=1080.50+19.76": ("strong", True),
    }


def test_money_block_of_the_national_form():
    found = claims(
        table("""
            项目名称 | 道路养护 | < | < | < | < | < | <
            项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
            ^ | 年度资金总额 | 100.00 | 110.00 | 99.00 | 10 | 90.00% | 9
            ^ | 其中：当年财政拨款 | 80.00 | 90.00 | 79.00 | — | 87.78% | —
            ^ | 上年结转资金 | 20.00 | 20.00 | 20.00 | — | 100% | —
            ^ | 其他资金 | 0 | 0 | 0 | — | | —
            一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
            产出指标 | 数量指标 | 养护里程 | ≥50公里 | 52 | 50 | 50 |
            效益指标 | 社会效益 | 通行能力 | 提升 | 提升 | 30 | 30 |
        """),
    )
    assert found["110.00=90.00+20.00+0"] == ("strong", True)
    assert found["99.00/110.00=90.00%"] == ("strong", True)
    assert found["79.00/90.00=87.78%"] == ("strong", True)
    assert found["79.00<=99.00"] == ("strong", True)  # there is only one row it can be part of
    assert all(held for _, held in found.values())
    assert not any(text.split("=")[0] == "50" for text in found)


def test_blank_dash_and_zero_are_no_parts_but_words_stop_the_claim():
    found = claims(
        "单位：万元",
        table("""
            项目 | 甲 | 乙 | 丙
            工资 | 4.00 | 4.60 | 见附表
            办公费 | — | | 2.00
            差旅费 | 1.00 | / | 3.00
            合计 | 5.00 | 4.60 | 9.00
        """),
        family="table_sum",
    )
    assert found == {"5.00=4.00+1.00": ("strong", True), "4.60=4.60": ("strong", True)}


def test_unfilled_total_is_silent_and_zero_total_is_not():
    found = claims(
        "单位：万元",
        table("""
            项目 | 甲 | 乙
            工资 | 4.00 | 4.60
            办公费 | 2.00 | 2.00
            合计 | | 0
        """),
        family="table_sum",
    )
    assert found == {"0=4.60+2.00": ("strong", False)}


def test_total_columns_with_groups():
    found = claims(
        "单位：万元",
        table("""
            单位名称 | 合计 | 财政拨款 | < | < | 其他资金
            ^ | ^ | 小计 | 一般公共预算 | 政府性基金 | ^
            甲中心 | 10.00 | 8.00 | 5.00 | 3.00 | 2.00
            乙中心 | 20.00 | 15.00 | 9.00 | 6.00 | 5.00
            合计 | 30.00 | 23.00 | 14.00 | 9.00 | 7.00
        """),
        family="table_sum",
    )
    assert found["10.00=8.00+2.00"] == ("strong", True)
    assert found["15.00=9.00+6.00"] == ("strong", True)
    assert found["30.00=10.00+20.00"] == ("strong", True)
    assert all(held for _, held in found.values())


def test_formulas_in_headings():
    found = claims(
        "单位：万元",
        table("""
            项目 | 预算数（A） | 执行数（B） | 结余（C=A-B） | 执行率（B/A）
            甲 | 10.00 | 9.00 | 1.00 | 90.00%
            乙 | 20.00 | 15.00 | 5.50 | 75.00%
        """),
    )
    assert found["1.00=10.00-9.00"] == ("strong", True)
    assert found["5.50=20.00-15.00"] == ("strong", False)
    assert found["9.00/10.00=90.00%"] == ("strong", True)


def test_formulas_by_column_numbers():
    found = claims(
        "单位：元",
        table("""
            单位 | 上年数 | 本年数 | 增减
            栏次 | 1 | 2 | 3=2-1
            甲 | 10.00 | 9.00 | -1.00
            乙 | 20.00 | 25.00 | 5.00
        """),
    )
    assert found == {"-1.00=9.00-10.00": ("strong", True), "5.00=25.00-20.00": ("strong", True)}


def test_unannounced_difference_is_found_where_it_holds_nearly_everywhere():
    rows = [["项目", "批复", "拨款", "剩下"]]
    rows += [[f"项目{n}", f"{n + 5}.30", f"{n}.20", "5.10"] for n in range(1, 9)]
    rows[4][3] = "5.70"
    found = claims("单位：万元", grid(rows))
    assert found["9.30=4.20+5.70"] == ("plain", False)
    assert found["6.30=1.20+5.10"] == ("plain", True)


def test_chance_in_few_rows_is_not_proposed():
    found = claims(
        "单位：万元",
        table("""
            项目 | 批复 | 拨款 | 剩下
            甲 | 10.30 | 4.20 | 6.10
            乙 | 20.30 | 4.20 | 7.10
        """),
    )
    assert found == {}


def test_foundation_table_with_bands():
    found = claims(
        "部门整体支出绩效评价基础数据表（单位：万元）",
        table("""
            财政供养人员情况（人） | 编制数 | 2021年实际在职人数 | 控制率
             | 143 | 136 | 95.10%
            经费控制情况 | 2020年决算数 | 2021年预算数 | 2021年决算数
            三公经费 | 29.08 | 40.00 | 44.29
            1、公务用车购置和维护经费 | 24.00 | 35.00 | 39.30
            其中：公车购置 | 15.00 | 25.00 | 29.46
            公车运行维护 | 9.00 | 10.00 | 9.84
            2、出国经费 | 0 | 0 | 0
            3、公务接待 | 5.08 | 5.00 | 4.99
        """),
    )
    assert found["136/143=95.10%"][1]
    assert found["44.29=39.30+0+4.99"][1]
    assert all(held for _, held in found.values())


def test_nested_numbering_asserts_the_failing_parent_where_the_others_hold():
    found = claims(
        "单位：万元",
        table("""
            项目 | 决算数
            一、基本支出 | 70.00
            （一）工资福利支出 | 50.00
            （二）商品和服务支出 | 20.00
            二、项目支出 | 31.00
            （一）培训项目 | 12.00
            （二）维修项目 | 18.00
            合计 | 101.00
        """),
        family="table_sum",
    )
    assert found["101.00=70.00+31.00"] == ("strong", True)
    assert found["31.00=12.00+18.00"] == ("plain", False)


def test_merged_groups_with_subtotals():
    found = claims(
        "单位：万元",
        table("""
            类别 | 项目 | 金额
            人员 | 小计 | 4.00
            ^ | 工资 | 1.50
            ^ | 津贴 | 2.50
            公用 | 小计 | 6.00
            ^ | 办公费 | 3.50
            ^ | 差旅费 | 2.50
            合计 | < | 10.00
        """),
        family="table_sum",
    )
    assert found == {
        "4.00=1.50+2.50": ("strong", True),
        "6.00=3.50+2.50": ("strong", True),
        "10.00=4.00+6.00": ("strong", True),
    }


def test_shares_of_the_total_row():
    found = claims(
        "单位：万元",
        table("""
            项目 | 金额 | 占比
            甲 | 10.00 | 10.00%
            乙 | 20.00 | 20.00%
            丙 | 30.00 | 30.00%
            丁 | 40.00 | 41.00%
            合计 | 100.00 | 100%
        """),
        family="share",
    )
    assert found["10.00/100.00=10.00%"] == ("strong", True)
    assert found["40.00/100.00=41.00%"] == ("strong", False)


def test_score_rates_of_a_card():
    found = claims(
        table("""
            一级指标 | 决策 | 过程 | 产出 | 合计
            权重 | 20 | 20 | 60 | 100
            得分 | 20.00 | 18.90 | 55.00 | 93.90
            得分率 | 100.00% | 94.50% | 96.67% | 93.90%
        """)
    )
    assert found["18.90/20=94.50%"] == ("strong", True)
    assert found["55.00/60=96.67%"] == ("strong", False)


def test_income_and_expenditure_totals_agree():
    found = claims(
        "单位：万元",
        table("""
            收入 | < | 支出 | <
            项目 | 决算数 | 项目 | 决算数
            一、财政拨款收入 | 100.00 | 一、基本支出 | 80.00
            二、其他收入 | 5.00 | 二、项目支出 | 24.00
            总计 | 105.00 | 总计 | 104.00
        """),
        family="balance",
    )
    assert found == {"105.00==104.00": ("strong", False)}


def test_score_columns_are_left_to_the_score_card():
    found = claims(
        table("""
            一级指标 | 三级指标 | 分值 | 得分
            决策 | 立项 | 10 | 10
            过程 | 执行 | 20 | 18
            合计 | | 30 | 28
        """)
    )
    assert found == {}


def test_rates_that_fail_everywhere_are_a_misreading():
    found = claims(
        "单位：万元",
        table("""
            项目 | 预算数 | 决算数 | 执行率
            甲 | 10.00 | 9.00 | 95.20%
            乙 | 20.00 | 9.00 | 91.20%
            丙 | 20.00 | 11.00 | 83.20%
            丁 | 25.00 | 19.00 | 67.20%
        """),
    )
    assert {asserted for asserted, _ in found.values()} <= {"weak"}


def test_form_without_header():
    found = claims(
        table("""
            项目名称 | 培训中心维修 | 主管部门 | 某某局
            资金总额（万元） | 100.00 | 其中：财政拨款（万元） | 80.00
            其他资金（万元） | 20.00 | 负责人 | 某某
            培训人数（人） | 340 | 起止时间 | 全年
        """),
    )
    assert found == {"100.00=80.00+20.00": ("strong", True)}


def test_account_in_rows():
    found = claims(
        "单位：万元",
        table("""
            项目 | 2021年 | 2022年
            年初结转和结余 | 10.00 | 12.50
            本年收入 | 100.00 | 110.00
            本年支出 | 97.50 | 108.00
            年末结转和结余 | 12.50 | 14.05
        """),
        family="balance",
    )
    assert found["12.50=10.00+100.00-97.50"] == ("strong", True)
    assert found["14.05=12.50+110.00-108.00"] == ("strong", False)


def test_net_value_in_rows():
    found = claims(
        "单位：元",
        table("""
            项目 | 期初数 | 期末数
            固定资产原值 | 500.00 | 600.00
            减：累计折旧 | 200.00 | 260.00
            固定资产净值 | 300.00 | 340.00
        """),
        family="balance",
    )
    assert found == {"300.00=500.00-200.00": ("strong", True), "340.00=600.00-260.00": ("strong", True)}


def test_header_printed_again_on_the_next_page_opens_no_new_table():
    found = claims(
        "单位：万元",
        table("""
            项目 | 预算数 | 决算数
            工资 | 4.00 | 4.60
            项目 | 预算数 | 决算数
            办公费 | 3.00 | 2.60
            合计 | 7.00 | 7.20
        """),
        family="table_sum",
    )
    assert found["7.00=4.00+3.00"] == ("strong", True)


def test_children_without_indentation_are_not_added_beside_their_parent():
    found = claims(
        "单位：万元",
        table("""
            项目 | 决算数
            基本支出 | 70.00
            工资福利支出 | 50.00
            商品和服务支出 | 20.00
            项目支出 | 30.00
            合计 | 100.00
        """),
        family="table_sum",
    )
    assert found["100.00=70.00+30.00"][1]


def test_rows_that_add_up_to_the_row_above_are_its_parts():
    found = claims(
        "单位：万元",
        table("""
            项目 | 决算数
            科技专项 | 70.35
            平台建设 | 50.15
            人才引进 | 20.20
            文化专项 | 30.00
            合计 | 100.35
        """),
        family="table_sum",
    )
    assert found["100.35=70.35+30.00"][1]


def test_among_columns_are_not_added_beside_their_whole():
    found = claims(
        "单位：万元",
        table("""
            单位名称 | 合计 | 财政拨款 | 其中：政府性基金 | 其他资金
            甲中心 | 10.00 | 8.00 | 3.00 | 2.00
        """),
        family="table_sum",
    )
    assert found["10.00=8.00+2.00"][1]


def test_words_like_standard_in_a_name_do_not_drop_a_part():
    found = claims(
        "单位：万元",
        table("""
            项目 | 执行数
            高标准农田建设 | 4.00
            人均补助标准 | 9.00
            差旅费 | 1.00
            合计 | 5.00
        """),
        family="table_sum",
    )
    assert found == {"5.00=4.00+1.00": ("strong", True)}


def test_ten_thousand_rows_take_seconds():
    rows = [["序号", "项目", "预算数", "决算数", "结余", "执行率"]]
    rows += [[str(n), f"项目{n}", "10.50", "10.25", "0.25", "97.62%"] for n in range(1, 10_001)]
    rows.append(["", "合计", "105000.00", "102500.00", "2500.00", "97.62%"])
    known = context("单位：万元", grid(rows))
    begin = time.process_time()
    found = list(find(known))
    assert time.process_time() - begin < 12
    assert sum(c.family == "table_sum" for c in found) == 3
    assert sum(c.family == "ratio" for c in found) == 10_001


def test_a_share_of_the_total_is_no_rate_between_columns_where_both_would_fit() -> None:
    texts = [
        ["项目", "2022年预算数", "2022年决算数", "占比（%）"],
        ["办公费", "4.80", "1.93", "40.10"],
        ["培训费", "4.80", "2.88", "59.90"],
        ["合  计", "9.60", "4.80", "100.00"],
    ]
    known = context("单位：万元", grid(texts))
    claims = [claim for claim in find(known) if claim.family in {"ratio", "share"}]
    assert {claim.family for claim in claims} == {"share"}
    assert all(_holds(known, claim, 0) for claim in claims)
