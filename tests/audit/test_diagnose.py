"""Which figure is to blame: named where the report tells it apart, left open where it does not."""

import time
from decimal import Decimal

import pytest

from pipeline import audit_document
from tests.documents import document

TITLE = "平州市安和县水利局2022年度部门整体支出绩效自评报告\n"


def named(text: str) -> list[tuple[str, str, str]]:
    """(printed, right, slip) of the likeliest repair of every finding that names a culprit."""
    found = audit_document(document(TITLE + text)).findings
    firsts = [f.repairs[0].edits[0] for f in found if f.repairs and f.repairs[0].established]
    return [(edit.before, edit.after, edit.slip) for edit in firsts]


def test_a_score_that_its_own_row_contradicts_is_named() -> None:
    card = (
        "| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
        "| 产出指标 | 新建泵站 | ≥5座 | 5座 | 20 | 50 |\n"
        "| 产出指标 | 验收合格率 | ≥95% | 100% | 30 | 30 |\n"
        "| 效益指标 | 受益人口 | ≥300人 | 320人 | 50 | 50 |\n"
        "| 总分 | < | < | < | 100 | 100 |"
    )
    assert ("50", "20", "digit") in named(card)


def test_a_sum_that_two_figures_could_cure_names_none() -> None:
    tie = "一般公共预算支出2117.76万元，其中：基本支出1649.93万元、项目支出167.83万元。"  # 1949.93, or 467.83
    assert named(tie) == []


def test_a_part_that_stands_elsewhere_tells_the_culprit_apart() -> None:
    text = (
        "基本支出预算1949.93万元。\n一般公共预算支出合计2117.76万元，分别为：基本支出1649.93万元、项目支出167.83万元。"
    )
    assert ("1649.93", "1949.93", "digit") in named(text)


def test_a_point_that_went_astray_gets_its_last_digit_back() -> None:
    text = "全年支出合计1746.79万元，分别为：人员支出161.99万元、公用支出126.92万元。"
    assert ("161.99", "1619.87", "point") in named(text)


def test_an_amount_in_the_wrong_unit_is_expected_in_the_right_one() -> None:
    text = "三公经费支出合计60.07万元，分别为：公务接待费13.92万元、公务用车运行维护费46.15亿元。"
    found = audit_document(document(TITLE + text)).findings
    assert [f.expected.text for f in found if f.expected] == ["46.15万元"]


def test_a_total_without_one_of_its_parts() -> None:
    text = "本年收入合计1331.39万元，分别为：财政拨款1200.36万元，占75.70%；事业收入254.22万元，占16.03%；其他收入131.03万元，占8.26%。"
    assert ("1331.39", "1585.61", "part_left_out") in named(text)


def test_last_years_figure_kept() -> None:
    text = "上年支出合计3236.14万元。\n本年支出合计3236.14万元，分别为：基本支出2444.64万元、项目支出624.56万元。"
    assert ("3236.14", "3069.20", "stale") in named(text)


def test_a_figure_that_several_relations_ask_for_is_named_without_a_slip() -> None:
    text = "本年支出合计3236.14万元，分别为：基本支出2444.64万元，占79.65%；项目支出624.56万元，占20.35%。"
    assert [edit[:2] for edit in named(text)] == [("3236.14", "3069.20")]


def test_a_lost_digit_is_no_worse_an_explanation_than_another_digit() -> None:
    text = "项目到位资金合计1885.30万元，分别为：中央资金986.76万元、省级资金602.78万元、县级资金95.76万元。"
    assert named(text) == []  # 295.76, or 802.78


def test_a_figure_named_without_a_slip_should_be_what_the_others_give() -> None:
    text = "全年支出1251.95万元，其中基本支出1017.73万元，占总支出的93.79%，项目支出234.22万元。"
    assert ("93.79", "81.29", "digit") in named(text)


def test_a_share_of_a_whole_that_is_nowhere_stated_blames_nobody() -> None:
    text = (
        "基本支出1017.73万元，占总支出的93.79%。项目支出234.22万元。\n"
        "基本支出1017.73万元，其中人员支出901.58万元、公用支出116.15万元。全年项目支出234.22万元。"
    )
    assert named(text) == []


def test_a_wrong_figure_that_was_copied_does_not_bear_itself_out() -> None:
    text = (
        "全年支出合计3569.20万元。\n本年支出合计3569.20万元，分别为：基本支出2444.64万元、项目支出624.56万元、其他支出11.03万元。\n"
        "基本支出2444.64万元，分别为：人员支出2000.64万元、公用支出444.00万元。"
    )
    assert named(text) == []


def test_names_that_miss_their_number_blame_nobody() -> None:
    text = "内设办公室、财务科、规划科、执法科等5个科室：办公室、财务科、规划科、执法科。"
    assert named(text) == []


def test_a_wrong_total_of_a_long_table_takes_time_as_its_rows_do() -> None:
    def seconds(rows: int) -> float:
        parts = [Decimal(row * 7919 % 9000 + 100).scaleb(-2) for row in range(rows)]
        lines = "".join(f"| 事项{row} | {part} |\n" for row, part in enumerate(parts))
        table = document(f"| 项目 | 金额（万元） |\n{lines}| 合计 | {sum(parts) + 1300} |\n")
        begun = time.process_time()
        (finding,) = (f for f in audit_document(table).findings if f.severity == "error")
        assert finding.family == "table_sum"
        assert f"（共{rows}项）" in finding.message
        assert not any(repair.established for repair in finding.repairs)
        return time.process_time() - begun

    few, many = seconds(500), seconds(2000)
    assert many < 10 * few + 1


def test_no_digit_was_added_to_a_nought() -> None:
    card = (
        "| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
        "| 产出指标 | 新建泵站 | ≥5座 | 5座 | 10 | 10 |\n"
        "| 产出指标 | 验收合格率 | ≥95% | 100% | 40 | 40 |\n"
        "| 效益指标 | 受益人口 | ≥300人 | 320人 | 50 | 50 |\n"
        "| 总分 | < | < | < | 90 | 100 |"
    )
    assert ("10", "0", "added") not in named(card)


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("本年支出187.70万元，上年572.25万元，增长-67.80%。", ("-67.80", "-67.20", "digit")),
        ("本年支出187.70万元，上年572.25万元，增长－67.80%。", ("－67.80", "－67.20", "digit")),
        ("本年支出1,187.70万元，上年2,572.25万元，比上年增加-1,348.55万元。", ("-1,348.55", "-1,384.55", "swapped")),
    ],
)
def test_a_mended_figure_keeps_its_sign(text: str, repair: tuple[str, str, str]) -> None:
    assert repair in named(text)


def test_a_wrong_sign_is_taken_away_or_put_in() -> None:
    table = "| 项目 | 2022年（万元） | 2021年（万元） | 增减额（万元） |\n| 公用经费 | {} | {} | {} |\n| 人员经费 | 88.20 | 80.10 | 8.10 |"
    assert ("-4.37", "4.37", "sign") in named(table.format("65.33", "60.96", "-4.37"))
    assert ("4.37", "-4.37", "sign") in named(table.format("60.96", "65.33", "4.37"))


def test_a_value_that_two_slips_lead_to_is_likelier_than_one_that_a_single_slip_does() -> None:
    text = "全年支出合计1122.96万元，分别为：办案经费86.06万元，占76.64%；车辆运行262.36万元，占23.36%。"
    found = audit_document(document(TITLE + text)).findings
    assert {f.repairs[0].edits[0].after for f in found if f.repairs} == {"860.60"}


def test_relations_that_ask_for_one_value_in_different_ways_are_told_together() -> None:
    """Neither the balance nor the rate is beyond doubt alone."""
    text = "该项目共安排4225900.00元。截至年底，实际支出348600.00元，支出率82.50%，结余739600.00元。"
    assert [edit[:2] for edit in named(text)] == [("348600.00", "3486300.00")]
    assert named("该项目共安排4225900.00元。截至年底，实际支出348600.00元，支出率82.50%。") == []


def test_a_wrong_total_should_have_the_decimals_of_what_it_is_added_from() -> None:
    text = "本年支出合计3236.1万元，分别为：基本支出2444.64万元，占79.65%；项目支出624.57万元，占20.35%。"
    assert [edit[:2] for edit in named(text)] == [("3236.1", "3069.21")]
    assert [f.expected.text for f in audit_document(document(TITLE + text)).findings if f.expected] == ["3069.21万元"]
