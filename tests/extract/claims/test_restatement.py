"""One fact stated twice: in sentences, in tables, in both."""

import pytest

from extract.claims.statements import agree
from extract.document import Block, Paragraph
from extract.understand import understand
from tests.extract.tables.build import document, table


def stated(*blocks: Block | str) -> dict[tuple[str, ...], tuple[str, str, bool]]:
    """Family, strength and whether it holds, by the texts of the figures that are said to be one."""
    report = understand(document(*blocks))
    found = {}
    for claim in report.claims:
        if claim.family in {"restate", "text_table"}:
            numbers = [term.figure for term in claim.readings[0].terms]
            texts = tuple(report.figures[n].text for n in numbers)
            found[texts] = (claim.family, claim.asserted, agree(report.figures, numbers))
    return found


THREE = """
    项目 | 2021年决算数 | 2022年决算数
    三公经费合计 | 24.16 | 18.64
    公务用车购置及运行费 | 11.05 | 9.80
    公务接待费 | 13.11 | 8.84
"""
TITLE = "某县卫生健康局2022年度部门整体支出绩效自评报告"


def test_text_against_table_in_other_units():
    found = stated(TITLE, "2022年公务接待费88,400元。", "单位：万元", table(THREE))
    assert found[("88,400元", "8.84")] == ("text_table", "plain", True)


def test_text_that_differs_from_its_table():
    found = stated(TITLE, "2022年公务接待费支出8.48万元。", "单位：万元", table(THREE))
    assert found[("8.48万元", "8.84")] == ("text_table", "plain", False)


def test_last_year_is_another_fact():
    found = stated(TITLE, "2021年公务接待费13.11万元，2022年公务接待费8.84万元。", "单位：万元", table(THREE))
    assert set(found) == {("13.11万元", "13.11"), ("8.84万元", "8.84")}
    assert all(held for _, _, held in found.values())


def test_budget_and_final_accounts_are_different_facts():
    assert stated(TITLE, "2022年公务接待费年初预算10.00万元。", "单位：万元", table(THREE)) == {}


def test_a_change_is_not_the_amount():
    assert stated(TITLE, "公务接待费较上年减少4.27万元。", "单位：万元", table(THREE)) == {}


def test_opening_and_closing_are_different_facts():
    assert stated(TITLE, "年初结转和结余12.63万元。", "年末结转和结余19.76万元。") == {}


def test_received_and_paid_are_different_facts():
    text = "收到直达资金{}万元，其中特殊转移支付资金{}万元。"
    assert (
        stated(
            TITLE,
            text.format("340.78", "115.46"),
            "拨付直达资金285.44万元，其中特殊转移支付资金75.94万元。",
        )
        == {}
    )


def test_cut_off_dates_are_different_facts():
    assert stated(TITLE, "截至10月底，公务接待费支出5.10万元。", "2022年公务接待费支出8.84万元。") == {}


def test_generic_labels_are_never_compared():
    assert stated(TITLE, "资金合计100.00万元。", "资金合计200.00万元。", "支出金额300.00万元。") == {}


def test_repeated_passage_with_one_figure_changed():
    passage = "新建改扩建学校{}所，新增学位4,200个，其中公办学位3,360个。"
    found = stated(TITLE, passage.format(5), "经费保障到位。", passage.format(6))
    assert found[("5所", "6所")] == ("restate", "strong", False)
    assert found[("4,200个", "4,200个")] == ("restate", "strong", True)


def test_parallel_sentences_about_two_years_are_no_repetition():
    found = stated(
        TITLE,
        "2021年举办技能培训班12期，培训学员1,008人，发放补贴35.20万元。",
        "2022年举办技能培训班15期，培训学员1,008人，发放补贴41.70万元。",
    )
    assert all(held for _, _, held in found.values())


def test_parallel_lists_under_different_heads_are_no_repetition():
    found = stated(
        TITLE,
        "收到资金340.84万元，其中：正常转移支付121.63万元，特殊转移支付11.76万元，抗疫特别国债76.60万元。",
        "拨付资金285.44万元，其中：正常转移支付121.63万元，特殊转移支付11.76万元，抗疫特别国债59.40万元。",
    )
    assert all(held for _, _, held in found.values())


def test_one_label_in_many_rows_of_a_table_is_ambiguous():
    made = table("""
        单位名称 | 项目 | 决算数
        甲中心 | 公务接待费 | 1.00
        乙中心 | 公务接待费 | 2.00
    """)
    assert stated(TITLE, "2022年公务接待费8.84万元。", "单位：万元", made) == {}


def test_execution_rate_of_a_project_against_its_form():
    form = table("""
        项目名称 | 农村公路养护 | < | < | < | < | <
        项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率
        ^ | 年度资金总额 | 500.00 | 500.00 | 423.00 | 10 | 84.60%
        ^ | 其中：当年财政拨款 | 460.00 | 460.00 | 383.00 | — | 83.26%
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 数量指标 | 养护里程 | ≥50公里 | 52公里 | 90 | 90
    """)
    found = stated("农村公路养护项目2022年度支出绩效自评报告", "全年执行423.00万元，预算执行率86.40%。", form)
    assert found[("86.40%", "84.60%")] == ("text_table", "plain", False)


def test_paired_lists_name_their_figures():
    found = stated(
        TITLE, "全年支出455.72万元，其中基本支出、项目支出分别为310.97万元和144.75万元。", "项目支出213.95万元。"
    )
    assert found[("144.75万元", "213.95万元")] == ("restate", "strong", False)


def test_numbered_items_speak_of_their_own():
    found = stated(TITLE, "1.某某机关。基本支出310.97万元。", "2.某某中心。基本支出310.79万元。")
    assert found == {}


def test_places_that_differ_in_most_facts_count_different_things():
    made = table("""
        项目 | 2022年决算数
        卫生健康支出 | 80.01
        住房保障支出 | 42.14
        农林水支出 | 28.94
    """)
    text = "2022年卫生健康支出35.24万元，住房保障支出29.66万元，农林水支出28.71万元。"
    assert stated(TITLE, text, "单位：万元", made) == {}


def test_funds_of_sections_keep_facts_apart():
    report = document(
        TITLE,
        *_section("（一）收入支出总体情况", "本年基本支出410.97万元。"),
        *_section("（二）一般公共预算财政拨款支出情况", "本年基本支出380.55万元。"),
    )
    assert not [c for c in understand(report).claims if c.family == "restate"]


def test_sections_of_sibling_projects_speak_of_their_own():
    report = document(
        TITLE,
        *_section("（一）某某提升项目", "抽查验收330项，合格率98.10%。"),
        *_section("（二）某某建设项目", "抽查验收244项，合格率95.49%。"),
    )
    assert not [c for c in understand(report).claims if c.family == "restate"]


def test_a_label_with_many_values_means_many_things():
    assert stated(TITLE, "公务接待费1.00万元。", "公务接待费2.00万元。", "公务接待费3.00万元。") == {}


def _section(heading: str, text: str) -> tuple[Block, Block]:
    return Paragraph(heading, level=3), Paragraph(text)


def test_copies_that_differ_in_particles_and_one_figure():
    text = "城乡居民养老保险补助{}1,256.40万元，特困人员供养{}万元，高龄津贴{}365.18万元，惠及困难群众9,845人。"
    found = stated(TITLE, text.format("", "412.75", ""), text.format("共计", "421.75", "为"))
    assert found[("412.75万元", "421.75万元")] == ("restate", "strong", False)


def test_sentences_that_share_figures_but_differ_in_the_verb_are_no_copies():
    found = stated(
        TITLE,
        "当年收到上级资金，其中：正常转移支付121.63万元，特殊转移支付117.64万元，抗疫特别国债76.60万元。",
        "当年拨付上级资金，其中：正常转移支付121.63万元，特殊转移支付117.64万元，抗疫特别国债59.40万元。",
    )
    assert all(held for _, _, held in found.values())


ACCOUNT = """
    收入项目 | 决算数 | 支出项目 | 决算数
    一、一般公共预算财政拨款收入 | 1,198.45 | 一、基本支出 | 1,593.31
    二、其他收入 | 1,427.36 | 二、项目支出 | 1,002.17
    本年收入合计 | 2,625.81 | 本年支出合计 | 2,595.48
    年初结转和结余 | 41.30 | 年末结转和结余 | 71.63
    总计 | 2,667.11 | 总计 | 2,667.11
"""


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("2022年支出合计2,595.48万元，保障了机构运转。", "2,595.48"),
        ("全年实际支出2,595.48万元，保障了机构运转。", "2,595.48"),
        ("年初结余不变，减去本年支出2,595.48万元后为结余。", "2,595.48"),
        ("全年取得各项收入2,625.81万元。", "2,625.81"),
        ("2022年年初结转结余41.30万元。", "41.30"),
        ("2022年初结转和结余资金41.30万元。", "41.30"),
        ("上年结转41.30万元。", "41.30"),
        ("全年盘活资金后，部门年末结转结余71.63万元。", "71.63"),
        ("收入合计中，一般公共预算财政拨款收入1,198.45万元。", "1,198.45"),
        ("收入由一般公共预算财政拨款收入、其他收入两部分组成，金额分别为1,198.45万元和1,427.36万元。", "1,427.36"),
        ("2022年收入、支出总计均为2,667.11万元。", "2,667.11"),
    ],
)
def test_names_of_the_units_own_income_and_spending(words: str, cell: str):
    found = stated(TITLE, words, "收支情况见下表。", "单位：万元", table(ACCOUNT))
    assert [(family, held) for texts, (family, _, held) in found.items() if cell in texts] == [("text_table", True)]


def test_income_that_differs_from_the_account():
    found = stated(TITLE, "全年取得各项收入2,652.81万元。", "单位：万元", table(ACCOUNT))
    assert found[("2,652.81万元", "2,625.81")] == ("text_table", "plain", False)


@pytest.mark.parametrize(
    "words",
    [
        "该项目全年支出2,559.48万元。",  # the project's
        "全年执行数2,559.48万元。",  # of which funds is not said
        "2022年总支出2,677.11万元。",  # with or without what is carried over
        "2021年支出2,559.48万元。",
        "截至10月底，本年支出2,559.48万元。",
        "本年支出较上年增加2,559.48万元。",
    ],
)
def test_other_amounts_are_not_compared_with_the_account(words: str):
    assert not [texts for texts, (*_, held) in stated(TITLE, words, "单位：万元", table(ACCOUNT)).items() if not held]


def test_words_that_leave_the_account_open_are_compared_where_they_agree():
    found = stated(TITLE, "全年预算数2,650.00万元，全年执行数2,595.48万元。", "2022年支出合计2,595.48万元。")
    assert found == {("2,595.48万元", "2,595.48万元"): ("restate", "plain", True)}


@pytest.mark.parametrize(
    "words",
    [
        "公用经费预算91.41万元，实际支出{}万元，公用经费控制率92.33%。",
        "公用经费控制率92.33%（预算91.41万元，实际{}万元）。",
        "公用经费全年预算安排91.41万元，全年执行{}万元。",
    ],
)
def test_a_bare_deed_is_of_what_the_budget_beside_it_is_of(words: str):
    first = "全年基本支出584.40万元，其中人员经费500.00万元，公用经费84.40万元。"
    assert stated(TITLE, first, words.format("84.40"))[("84.40万元", "84.40万元")] == ("restate", "plain", True)
    assert not stated(TITLE, first, words.format("84.04"))[("84.40万元", "84.04万元")][2]


def test_a_verb_before_a_name_is_no_part_of_it():
    text = "全年完成政府采购473.54万元。", "政府采购预算500.00万元，实际采购473.54万元，政府采购执行率94.71%。"
    assert stated(TITLE, *text)[("473.54万元", "473.54万元")] == ("restate", "plain", True)


STRETCH = "全年为149家企业减免房租{}万元。向9户企业新增贷款{}万元；向小微企业发放贷款23,670万元。"


@pytest.mark.parametrize(
    ("one", "other", "differing"),
    [
        (("91.25", "2,445"), ("94.25", "2,445"), ("91.25万元", "94.25万元")),
        (("91.25", "2,445"), ("91.25", "6,445"), ("2,445万元", "6,445万元")),
    ],
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_sentences_whose_neighbours_are_copies_too(one, other, differing, wrapped: bool):
    parts = [Paragraph("第一部分 摘要", level=1), Paragraph("第二部分 正文", level=1)] if wrapped else ["", ""]
    found = stated(
        *filter(None, (TITLE, parts[0])),
        *_section("二、评价结论", STRETCH.format(*one)),
        *filter(None, (parts[1],)),
        *_section("三、履职情况", "各项惠企政策落到实处。" + STRETCH.format(*other)),
    )
    assert found[differing] == ("restate", "strong", False)


def test_chapters_below_one_title_repeat_each_other_and_divisions_of_a_chapter_do_not():
    told = "共受理各类投诉举报案件1,256件，办结{}件，挽回损失325.6万元。"
    for titles, compared in ((("一、评价结论", "四、履职情况"), True), (("（一）东片区", "（二）西片区"), False)):
        report = [Paragraph("正文", level=1)]
        for title, count in zip(titles, ("1,250", "1,248"), strict=True):
            report += [Paragraph(title, level=2), Paragraph(told.format(count))]
        assert (("1,250件", "1,248件") in stated(TITLE, *report)) is compared


@pytest.mark.parametrize(
    "titles",
    [
        ("一、年度绩效目标", "三、绩效目标完成情况"),
        ("二、年初预算", "三、决算"),
        ("二、2021年情况", "三、2022年情况"),
        ("二、上半年情况", "三、下半年情况"),
        ("四、下年度工作计划", "二、工作完成情况"),
        ("一、项目一期", "二、项目二期"),
        ("一、局本级", "二、下属单位"),
    ],
)
def test_what_is_headed_as_planned_or_of_another_time_may_differ(titles: tuple[str, str]):
    texts = [
        "共受理各类投诉举报案件1,256件，办结{}件，挽回损失325.6万元。",
        "部门收入1,250.36万元。人员经费825.36万元，公用经费{}万元，项目支出300.00万元。",
        STRETCH.format("{}", "2,445"),
    ]
    for text in texts:
        found = stated(TITLE, *_section(titles[0], text.format("125.00")), *_section(titles[1], text.format("115.00")))
        assert all(held for family, _, held in found.values() if family == "restate")
