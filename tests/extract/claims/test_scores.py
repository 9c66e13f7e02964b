"""What score cards assert of themselves, and what sentences say of them."""

from __future__ import annotations

import pytest

from pipeline import audit_document
from tests.documents import document

CARD = """
| 一级指标 | 二级指标 | 三级指标 | 得分 |
| A决策（30分） | A1目标（30分） | A11明确性（10分） | 8 |
| ^ | ^ | A12合理性（20分） | 20 |
| B产出（70分） | B1数量（70分） | B11培训人数（30分） | {first} |
| ^ | ^ | B12培训期数（40分） | 40 |
| 合计 | < | 100分 | {total} |
"""
FORM = """
| 项目名称 | 某项目 | < | < | < | < | < |
| 项目资金（万元） | | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | 500.00 | 500.00 | 10 | 100% | 10 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 培训人数 | ≥500人 | 500人 | 50 | 50 |
| 效益指标 | 社会效益 | 就业率 | ≥60% | 58.20% | 40 | 38 |
| 总分 | < | < | < | < | 100 | {total} |
"""


def found(text: str, *families: str) -> list[tuple[str, str]]:
    """(family, first figure) of each finding of these families."""
    result = audit_document(document(text))
    return [(f.family, f.figures[0].text) for f in result.findings if f.family in families]


def test_levels_and_total_that_add_up_are_not_accused() -> None:
    assert found(CARD.format(first="30", total="98"), "score_sum", "text_table", "count") == []
    result = audit_document(document(CARD.format(first="30", total="98")))
    sums = [c for c in result.claims if c.family == "score_sum"]
    assert {c.status for c in sums} == {"holds"}
    assert sorted(c.figures[-1].text for c in sums) == ["100分", "30分", "30分", "70分", "70分", "98"]


def test_a_total_that_is_not_the_sum_of_the_scores() -> None:
    assert found(CARD.format(first="30", total="97"), "score_sum") == [("score_sum", "97")]


@pytest.mark.parametrize(("total", "accused"), [("98", []), ("99", [("score_sum", "99")])])
def test_the_budget_blocks_points_are_part_of_the_total(total: str, accused: list[tuple[str, str]]) -> None:
    assert found(FORM.format(total=total), "score_sum") == accused


def test_points_and_weights_are_added_up_in_the_same_way() -> None:
    # 88 is the sum of the indicators, but the weights' 100 takes in the ten points of the budget block
    assert found(FORM.format(total="88"), "score_sum") == [("score_sum", "88")]


def test_whole_weights_are_exact_though_they_are_percentages() -> None:
    rows = "".join(
        f"| 产出 | 质量指标{'甲乙丙丁戊'[n]} | {weight}% | 15 |\n" for n, weight in enumerate((15, 15, 20, 20, 31))
    )
    card = f"| 一级指标 | 三级指标 | 权重 | 得分 |\n{rows}| 合计 | < | 100% | 75 |"
    assert [family for family, _ in found(card, "score_sum")] == ["score_sum"]


def test_an_only_indicator_has_its_parents_points() -> None:
    card = CARD.replace("B1数量（70分）", "B1数量（60分）").format(first="30", total="98")
    assert ("score_sum", "60分") in found(card, "score_sum")


def test_the_text_must_state_the_cards_total() -> None:
    text = "本单位自评得分{}分，自评等级为“优”。\n" + CARD.format(first="30", total="98")
    assert found(text.format("98"), "text_table") == []
    assert [f for f, _ in found(text.format("89"), "text_table")] == ["text_table"]
    assert found("上年自评得分89分。\n" + CARD.format(first="30", total="98"), "text_table") == []


def test_the_text_must_count_the_indicators() -> None:
    text = "评价指标分为2个一级指标，2个二级指标，{}个三级指标。\n" + CARD.format(first="30", total="98")
    assert found(text.format(4), "count") == []
    assert found(text.format(5), "count") == [("count", "5个")]


def test_weights_told_in_a_sentence() -> None:
    text = "两个一级指标权重分别为30%、70%，分值分别为{}分、70分。\n" + CARD.format(first="30", total="98")
    assert found(text.format(30), "text_table") == []
    assert [f for f, _ in found(text.format(35), "text_table")] == ["text_table"]


def test_a_summary_must_agree_with_the_card() -> None:
    summary = "| 评价内容 | 决策 | 产出 | 总分 |\n| 标准分 | 30 | 70 | 100 |\n| 实际得分 | {} | 70 | {} |\n"
    card = CARD.format(first="30", total="98")
    assert found(summary.format(28, 98) + "\n简表如上。\n" + card, "score_sum", "text_table") == []
    accused = found(summary.format(29, 99) + "\n简表如上。\n" + card, "score_sum", "text_table")
    assert accused


def test_weights_beside_scores_in_one_sentence_are_not_added_to_them() -> None:
    text = "项目得分94.5分。其中：决策类权重20分，得分20分；过程类权重20分，得分18.5分；产出类权重60分，得分56分。"
    assert found(text, "score_sum") == []


def test_a_weight_told_twice_must_be_one() -> None:
    card = CARD.format(first="30", total="98").replace("| 得分 |", "| 分值 | 得分 |")
    rows = [line.replace("（10分） | 8", "（10分） | {} | 8") for line in card.strip().splitlines()]
    printed = "\n".join(
        line.replace("） | 20 |", "） | 20 | 20 |")
        .replace("） | 30 |", "） | 30 | 30 |")
        .replace("） | 40 |", "） | 40 | 40 |")
        for line in rows
    ).replace("| 合计 | < | 100分 | 98 |", "| 合计 | < | < | 100 | 98 |")
    assert found(printed.format(10), "score_sum") == []
    assert "19" in [figure for _, figure in found(printed.format(19), "score_sum")]


def test_a_broken_sum_is_put_on_the_score_that_its_own_target_contradicts() -> None:
    text = FORM.format(total="98").replace("| 500人 | 50 | 50 |", "| 500人 | 50 | 5 |")
    assert found(text, "score_sum") == [("score_sum", "5")]


def test_a_card_of_which_rows_were_lost_is_not_accused() -> None:
    lines = CARD.format(first="30", total="98").strip().splitlines()
    assert found("\n".join([*lines[:3], lines[-1]]), "score_sum") == []


def test_points_of_the_money_block_count_before_it_is_scored() -> None:
    """A form handed in with weights but without scores: 10 points stand in the money block."""
    form = FORM.format(total="").replace("| 10 | 100% | 10 |", "| 10 | 100% | |").replace("| 50 | 50 |", "| 50 | |")
    assert found(form.replace("| 40 | 38 |", "| 40 | |"), "score_sum") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年度本部门自评得分86.02分，等级为“良”。",
        "上年自评总得分86.02分，所提问题均已整改。",
        "去年度财政评价综合得分86.02分。",
    ],
)
def test_the_score_of_an_earlier_year_is_not_this_one(sentence: str) -> None:
    this_year = "某局2023年度部门整体支出绩效自评报告\n" + CARD.format(first="30", total="98") + "\n"
    assert found(this_year + sentence, "text_table", "restate") == []
    assert found(this_year + "2023年度本部门自评得分89分。", "text_table", "restate") != []


def test_levels_that_the_card_does_not_show_are_not_counted() -> None:
    card = """
    | 评价内容 | 指标名称 | 分值 | 得分 |
    | 投入 | 目标明确性 | 40 | 38 |
    | 产出 | 培训人数 | 30 | 30 |
    | ^ | 培训期数 | 30 | 30 |
    | 合计 | < | 100 | 98 |
    """.replace("    |", "|")
    assert found(f"评分体系设一级指标2个、二级指标2个、三级指标3个。\n{card}", "count") == []


def test_rows_that_detail_an_indicator_without_points_are_no_parts() -> None:
    text = FORM.replace("| 效益指标", "| ^ | ^ | 其中：女性学员 | | 220人 | | |\n| 效益指标")
    assert found(text.format(total="98"), "score_sum") == []
    assert found(text.format(total="99"), "score_sum") == [("score_sum", "99")]


@pytest.mark.parametrize(
    ("first", "total", "told"), [("28.45", "96.45", []), ("28.45", "96.55", [("score_sum", "96.55")])]
)
def test_points_without_decimals_beside_some_with_them_are_not_rounded(
    first: str, total: str, told: list[tuple[str, str]]
) -> None:
    assert found(CARD.format(first=first, total=total), "score_sum")[:1] == told


ANNEXED = """2021年度某市档案馆整体绩效自评结果
一、自评结论
（一）部门整体支出自评得分
2021年度整体绩效自评综合得分{told}分。其中：预算执行情况得分18.97分，绩效指标得分77.5分，各项工作按计划推进并如期完成。
（二）绩效目标完成情况
2021年接收进馆档案、数字化扫描等工作均已完成，未完成的指标为口述历史采集人数，主要是受到其他工作的影响。
二、佐证材料
附表：2021年度某市档案馆整体绩效自评表
| 单位名称 | 某市档案馆 | < | < | < | < | < |
| 预算执行情况（万元）（20分） | 预算数（A） | 执行数（B） | < | 执行率（B/A） | 得分（20分×执行率） | < |
| ^ | 1432.60 | 1358.91 | < | 94.86% | {money} | < |
| 年度目标 | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分 |
| ^ | 产出指标 | 数量指标 | 接收进馆档案（40分） | 3万卷 | 3.2万卷 | 40 |
| ^ | ^ | ^ | 口述历史采集人数（10分） | 20人 | 15人 | 7.5 |
| ^ | 满意度指标 | 满意度 | 查档人员满意度（30分） | ≥95% | 98.2% | 30 |
| 总分 | < | < | < | < | < | 96.47 |
"""


@pytest.mark.parametrize(
    ("told", "money", "rules"),
    [("96.47", "18.97", set()), ("97.46", "18.97", {"T301"}), ("96.47", "19.97", {"K202", "T301"})],
)
def test_an_annexed_form_is_held_against_its_report(told: str, money: str, rules: set[str]) -> None:
    result = audit_document(document(ANNEXED.format(told=told, money=money)))
    assert [item.kind for item in result.items] == ["department_report", "department_form"]
    assert {f.rule for f in result.findings if f.severity == "error"} == rules


@pytest.mark.parametrize(("total", "rules"), [("96.69", []), ("98.69", ["T301"])])
def test_a_total_may_stand_in_the_head_of_the_form(total: str, rules: list[str]) -> None:
    form = f"""
    | 部门名称 | 某县文化和旅游委员会 | < | < | 自评总分（分） | {total} |
    | 预算执行情况（万元） | 全年预算数 | 全年执行数 | 执行率（%） | 执行率权重（分） | 执行率得分（分） |
    | ^ | 5834.27 | 5652.30 | 96.88 | 10 | 9.69 |
    | 指标名称 | 计量单位 | 指标性质 | 全年完成值 | 指标权重（分） | 指标得分（分） |
    | 送文化下乡场次 | 场 | ≥ | 268 | 50 | 50 |
    | 文物保护修缮项目 | 个 | = | 3 | 30 | 27 |
    | 群众满意度 | % | ≥ | 92.1 | 10 | 10 |
    """
    found = audit_document(document(form)).findings
    assert [f.rule for f in found if f.severity == "error" and f.rule.startswith("T")] == rules
