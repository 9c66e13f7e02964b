"""One card in many layouts must be read as the same card."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.cards import is_card, scorecards
from extract.scorecard import Indicator, Scorecard
from tests.extract.cards.drawing import document, table

IN_NAMES = """
|一级指标|二级指标|三级指标|得分|指标解释|指标评分细则|
|A决策（30分）|A1目标（30分）|A11目标明确性（10分）|8|看目标|①明确，得6分；②细化，得4分|
|^|^|A12目标合理性（20分）|20|看目标|酌情得0-20分|
|B产出（70分）|B1数量（70分）|B11培训人数（30分）|30|人数|每少1人扣1分|
|^|^|B12培训期数（40分）|40|期数|每少1期扣5分|
|合计|<|100分|98||
"""
IN_COLUMN = """
|序号|一级指标|二级指标|三级指标|分值|自评得分|评分标准|
|1|A决策|A1目标|A11目标明确性|10|8|①明确，得6分；②细化，得4分|
|2|A决策|A1目标|A12目标合理性|20|20|酌情得0-20分|
|3|B产出|B1数量|B11培训人数|30|30|每少1人扣1分|
|4|||B12培训期数|40|40|每少1期扣5分|
|总  分|<|<|<|100|98||
"""
PERCENT = """
|一级指标|权重（%）|二级指标|权重（%）|三级指标|权重（%）|得分|
|A决策|30%|A1目标|30%|A11目标明确性|10%|8|
||||||||
|^|^|^|^|A12目标合理性|20%|20|
|B产出|70%|B1数量|70%|B11培训人数|30%|30|
|^|^|^|^|B12培训期数|40%|40|
|总分|||||100%|98|
"""
SUBTOTALS = """
|一级指标|二级指标|三级指标|标准分|实际得分|
|A决策|A1目标|A11目标明确性|10|8|
|||A12目标合理性|20|20|
||小计||30|28|
|B产出|B1数量|B11培训人数|30|30|
|||B12培训期数|40|40|
||小计||70|70|
|合计|||100|98|
"""


def shape(card: Scorecard) -> list[tuple[int, str, str, Decimal | None, Decimal | None]]:
    return [
        (i.level, i.code, i.name, i.weight and i.weight.value, i.claimed and i.claimed.value) for i in card.indicators
    ]


@pytest.mark.parametrize("drawing", [IN_NAMES, IN_COLUMN, PERCENT, SUBTOTALS])
def test_one_card_in_every_layout(drawing: str) -> None:
    (card,) = scorecards(document(drawing))
    leaves = [(i.code, i.name, i.path, i.weight.value, i.claimed.value) for i in card.leaves if i.weight and i.claimed]
    assert leaves == [
        ("A11", "目标明确性", ("决策", "目标", "目标明确性"), Decimal(10), Decimal(8)),
        ("A12", "目标合理性", ("决策", "目标", "目标合理性"), Decimal(20), Decimal(20)),
        ("B11", "培训人数", ("产出", "数量", "培训人数"), Decimal(30), Decimal(30)),
        ("B12", "培训期数", ("产出", "数量", "培训期数"), Decimal(40), Decimal(40)),
    ]
    assert card.total_weight and card.total_weight.value == 100
    assert card.total_claimed and card.total_claimed.value == 98
    assert is_card(table(drawing))


@pytest.mark.parametrize("drawing", [IN_NAMES, PERCENT, SUBTOTALS])
def test_groups_carry_their_printed_weights(drawing: str) -> None:
    (card,) = scorecards(document(drawing))
    printed = {i.code: i.weight.value for i in card.indicators if i.level == 1 and i.weight}
    assert printed == {"A": Decimal(30), "B": Decimal(70)}


def test_places_point_at_the_ink() -> None:
    doc = document(IN_NAMES)
    (card,) = scorecards(doc)
    leaf = card.leaves[0]
    assert leaf.weight and doc.text_at(leaf.weight.place)[leaf.weight.place.start : leaf.weight.place.end] == "10分"
    assert doc.text_at(leaf.place)[leaf.place.start : leaf.place.end] == "A11目标明确性（10分）"


def test_lost_and_glued_codes_are_cured_by_their_sequence() -> None:
    (card,) = scorecards(
        document("""
|一级指标|二级指标|三级指标|得分|
|A产出（10分）|A1数量（10分）|A11培训（2分）|2|
|||A122021年运维（2分）|2|
|||A1中心筹建（3分）|3|
|||A14考核（3分）|3|
""")
    )
    assert [(i.code, i.name) for i in card.leaves] == [
        ("A11", "培训"),
        ("A12", "2021年运维"),
        ("A13", "中心筹建"),
        ("A14", "考核"),
    ]


def test_names_that_begin_like_codes_are_left_alone() -> None:
    (card,) = scorecards(
        document("""
|一级指标|二级指标|三级指标|分值|得分|
|产出指标|数量指标|A4纸采购量|10|10|
||质量指标|PM2.5达标天数|20|20|
|效益指标|社会效益|A级景区数量|30|30|
""")
    )
    assert [(i.code, i.name) for i in card.leaves][1:] == [("", "PM2.5达标天数"), ("", "A级景区数量")]
    assert card.leaves[0].name == "A4纸采购量"


NATIONAL = """
|项目支出绩效自评表|<|<|<|<|<|<|<|
|项目名称|<|农村改厕|<|<|<|<|<|
|项目资金（万元）|||年初预算数|全年预算数（A）|全年执行数（B）|分值|执行率（B/A）|得分|
|^|年度资金总额|<|100.00|120.00|114.00|10|95.00%|9.5|
|^|其中：当年财政拨款|<|100.00|120.00|114.00|—|95.00%|—|
|^|其他资金|<|0|0|0|—|—|—|
|年度总体目标|预期目标|<|<|<|实际完成情况|<|<|<|
|^|完成改厕|<|<|<|已完成|<|<|<|
|绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施|
|^|产出指标|数量指标|改厕户数|≥500户|480户|50|48|外出务工|
|^|效益指标|社会效益指标|受益人口|≥2000人|2100人|30|30||
|^|满意度指标|服务对象满意度指标|农户满意度|≥90%|95%|10|10||
|总分|<|<|<|<|<|100|97.5||
"""


def test_the_national_form_with_its_money_block() -> None:
    doc = document(NATIONAL)
    (card,) = scorecards(doc)
    assert card.kind == "project_form"
    assert [row.label for row in card.money] == ["年度资金总额", "其中：当年财政拨款", "其他资金"]
    total = card.money[0].cells
    assert [str(total[k].value) for k in ("initial", "budget", "spent", "weight", "rate", "score") if total[k]] == [
        "100.00",
        "120.00",
        "114.00",
        "10",
        "95.00",
        "9.5",
    ]
    assert [(i.name, i.target, i.actual, i.reason) for i in card.leaves] == [
        ("改厕户数", "≥500户", "480户", "外出务工"),
        ("受益人口", "≥2000人", "2100人", ""),
        ("农户满意度", "≥90%", "95%", ""),
    ]
    assert card.total_claimed and str(card.total_claimed.value) == "97.5"


def test_a_card_that_goes_on_in_the_next_tables() -> None:
    head, first, second, third, fourth, total = IN_NAMES.strip().splitlines()
    repeated = scorecards(document("\n".join([head, first, second]), "\n".join([head, third, fourth, total])))
    bare = scorecards(document("\n".join([head, first, second]), "\n".join([third, fourth, total])))
    (whole,) = scorecards(document(IN_NAMES))
    assert [shape(card) for card in repeated] == [shape(whole)]
    assert [shape(card) for card in bare] == [shape(whole)]


def test_two_forms_are_two_cards() -> None:
    cards = scorecards(document(NATIONAL, NATIONAL))
    assert len(cards) == 2 and shape(cards[0]) == shape(cards[1])
    stacked = NATIONAL.strip() + "\n" + NATIONAL.strip()
    assert len(scorecards(document(stacked))) == 2


def test_a_summary_lying_on_its_side_and_one_standing() -> None:
    lying = """
|评价内容|决策|产出|总分|评分等级|
|标准分|30|70|100|--|
|实际得分|28|70|98|优|
"""
    standing = """
|一级指标|权重|得分|得分率|
|决策|30|28|93.33%|
|产出|70|70|100%|
|合计|100|98|98%|
"""
    first, second, card = scorecards(document(lying, standing, IN_NAMES))
    assert [first.kind, second.kind, card.kind] == ["summary", "summary", "indicator_table"]
    assert first.grade == "优" and first.total_claimed and first.total_claimed.value == 98
    assert [(i.name, i.claimed and i.claimed.value) for i in second.indicators] == [("决策", 28), ("产出", 70)]


@pytest.mark.parametrize(
    "drawing",
    [
        "|项目|预算数|执行数|\n|培训费|10|9|",
        "|科目|年初预算|支出决算|增减|\n|基本支出|10|9|1|\n|合计|10|9|1|",
        "|姓名|职务|联系方式|\n|张三|科长|—|",
        "|一级指标|二级指标|三级指标|指标值|\n|产出|数量|人数|≥10人|",
    ],
)
def test_other_tables_are_no_cards(drawing: str) -> None:
    assert not is_card(table(drawing))
    assert scorecards(document(drawing)) == ()


def test_a_money_block_with_rate_and_points_in_one_cell() -> None:
    (card,) = scorecards(
        document("""
|项目资金（万元）||全年预算数|全年执行数|分值|执行率、得分|
|^|年度资金总额|100.00|97.50|10|97.50%，9.75|
|一级指标|二级指标|三级指标|年度指标值|实际完成值|得分|
|产出指标|数量指标|培训人数（90分）|≥50人|50人|90|
""")
    )
    cells = card.money[0].cells
    assert cells["rate"] and cells["score"]
    assert (cells["rate"].text, cells["score"].text) == ("97.50%", "9.75")


def test_the_points_of_a_money_block_told_in_its_heading_alone() -> None:
    (card,) = scorecards(
        document("""
|预算执行情况（20分）||预算数（A）|执行数（B）|执行率（B/A）|得分（20分×执行率）|
|^|年度资金总额|2650.00|2480.40|93.60%|18.72|
|一级指标|二级指标|三级指标|年初目标值（A）|实际完成值（B）|得分|
|产出指标|数量指标|改造面积（80分）|≥18亩|18亩|80|
""")
    )
    weight = card.money[0].cells["weight"]
    assert weight and (weight.value, weight.text) == (Decimal(20), "20分")


def test_a_total_row_that_lost_its_merged_cells_in_plain_text() -> None:
    (card,) = scorecards(
        document("""
|一级指标|三级指标|权重|得分率|得分|
|投入|控制率|30|100.00%|30|
||执行率|70|97.00%|67.9|
|合计|100|97.90%|97.9|
""")
    )
    assert card.total_weight and card.total_weight.text == "100"
    assert card.total_claimed and card.total_claimed.text == "97.9"
    assert [i.rate.text for i in card.leaves if i.rate] == ["100.00%", "97.00%"]


def test_two_columns_of_names_are_two_levels() -> None:
    (card,) = scorecards(
        document("""
|评价内容|指标名称|权重|评分标准|自评分|
|投入|目标明确性|40|①有，得40分|40|
|^|控制率|20|酌情得0-20分|20|
|小计||60||60|
|产出|完成率|40|按比例得分|38|
|小计||40||38|
|总计||100||98|
""")
    )
    assert [i.path for i in card.leaves] == [("投入", "目标明确性"), ("投入", "控制率"), ("产出", "完成率")]
    assert [(i.name, i.weight and i.weight.value) for i in card.indicators if not i.leaf] == [
        ("投入", 60),
        ("产出", 40),
    ]


def test_a_weight_printed_in_the_name_and_in_a_column() -> None:
    (card,) = scorecards(
        document("""
|一级指标|二级指标|三级指标|分值|得分|
|A投入（10分）|A1目标（10分）|A11明确性（6分）|9|6|
|^|^|A12合理性（4分）|4|4|
""")
    )
    leaf = card.leaves[0]
    assert leaf.weight and leaf.weight_again and (leaf.weight.value, leaf.weight_again.value) == (6, 9)


def test_one_merged_name_over_rows_that_are_scored_apart() -> None:
    (card,) = scorecards(
        document("""
|一级指标|二级指标|指标值|分值|得分|
|产出指标|数量指标|≥95%|12.5|12.5|
|^|^|1,234.56万元|10|10|
|^|质量指标|100%|20|20|
""")
    )
    assert [(i.name, i.target, i.claimed and i.claimed.text) for i in card.leaves] == [
        ("数量指标", "≥95%", "12.5"),
        ("数量指标", "1,234.56万元", "10"),
        ("质量指标", "100%", "20"),
    ]
    assert len({i.place for i in card.leaves}) == 3


def leaf_of(drawing: str, number: int = 0) -> Indicator:
    (card,) = scorecards(document(drawing))
    return card.leaves[number]


def test_wrapped_and_numbered_names_are_read_as_meant() -> None:
    drawing = """
|一级指标|二级指标|三级指标|年度指标值|实际完成值|考核分值|得分|
|产 出指标|数量指标|指标1：新建 便民驿站|6座|6座|20|20分|
|^|^|★巡查河道里程|80公里|82公里|20|18（缺记录）|
"""
    first, second = leaf_of(drawing), leaf_of(drawing, 1)
    assert (first.name, first.path[0], second.name) == ("新建便民驿站", "产出指标", "巡查河道里程")
    assert first.weight and first.weight.value == 20 and second.claimed and second.claimed.value == 18


def test_the_adjusted_target_goes_before_the_first_one() -> None:
    drawing = """
|指标名称|计量单位|指标性质|年初指标值|调整指标值|全年完成值|指标权重（分）|指标得分（分）|
|开展检查次数|次|定量指标|≥30次|≥24次|26次|10|10|
|发布简报期数|期|定量指标|≥12期||12期|10|10|
"""
    assert (leaf_of(drawing).target, leaf_of(drawing, 1).target) == ("≥24次", "≥12期")
    assert leaf_of(drawing).unit == "次"


def test_sign_and_unit_in_columns_under_one_heading() -> None:
    drawing = """
|绩效指标|<|<|年度指标值|<|<|实际完成值|分值|得分|偏差原因|
|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|^|^|^|^|
|产出指标|数量指标|维修路灯数量|﹦|120|盏|120|20|20||
|总分|<|<|<|<|<|<|20|20|良|
"""
    (card,) = scorecards(document(drawing))
    leaf = card.leaves[0]
    assert (leaf.nature, leaf.target, leaf.unit, leaf.actual) == ("﹦", "120", "盏", "120")
    assert card.grade == "良" and card.total_claimed and card.total_claimed.value == 20


def test_the_direction_of_an_indicator_may_have_its_own_column() -> None:
    drawing = """
|一级指标|三级指标|指标性质|指标方向|目标值|计量单位|实际完成值|分值|得分|
|产出指标|采购设备成本|反向|小于等于|90|万元|88|5|5|
"""
    assert leaf_of(drawing).nature == "小于等于"


def test_blocks_of_numbered_goals_are_one_card() -> None:
    drawing = """
|年度目标1（40分）|一级指标|二级指标|三级指标|年初目标值|实际完成值|得分|
|^|产出指标|质量指标|样品合格率|100%|100%|40|
|年度目标2（40分）|一级指标|二级指标|三级指标|年初目标值|实际完成值|得分|
|^|产出指标|质量指标|报告通过率|100%|100%|38|
|总分|<|<|<|<|<|78|
"""
    (card,) = scorecards(document(drawing))
    assert [leaf.name for leaf in card.leaves] == ["样品合格率", "报告通过率"]
    assert card.total_claimed and card.total_claimed.value == 78


def test_the_total_row_beside_the_label_of_the_block() -> None:
    drawing = """
|绩效指标|一级指标|二级指标|三级指标|分值|年度指标值|全年实际值|得分计算方法|得分|
|^|产出指标|数量指标|举办讲座|50|4场|4场|达到记满分；未达到按B/A记分。|50|
|^|效益指标|社会效益|读者增加|50|300人|310人|同上|50|
|^|总分|<|<|100||||100|
"""
    (card,) = scorecards(document(drawing))
    assert len(card.leaves) == 2 and card.total_weight and card.total_weight.value == 100
    assert card.leaves[1].rule == card.leaves[0].rule


def test_a_budget_block_with_one_column_of_budget() -> None:
    drawing = """
|项目资金（万元）||年初预算数（A）|全年执行数（B）|分值（10分）|执行率（B/A）|得分|
|^|年度资金总额|200.00|150.00|10|75%|7.5|
|一级指标|二级指标|三级指标|分值|年度指标值|全年实际值|得分|
|产出指标|数量指标|举办讲座|90|4场|4场|90|
"""
    (card,) = scorecards(document(drawing))
    assert card.money[0].cells["score"] and card.money[0].cells["score"].value == Decimal("7.5")


def test_what_is_asked_for_beside_the_name_is_the_rule_where_it_gives_points() -> None:
    drawing = """
|一级指标|二级指标|三级指标|评价内容|分值|评分|
|决策|立项|依据充分性|依据是否充分，充分：3分；一般：1.5分；没有：0分|3|3|
|决策|立项|程序规范性|是否经过集体研究|3|3|
"""
    assert leaf_of(drawing).rule.startswith("依据是否充分") and leaf_of(drawing, 1).rule == ""
    assert leaf_of(drawing, 1).definition == "是否经过集体研究"


def test_a_line_across_the_table_is_no_indicator_with_a_rule() -> None:
    drawing = """
|指标名称|分值|自评分|评价标准及依据|
|年度目标：完善信息系统。|<|<|<|
|决策依据|2|2|有年度计划的计2分，没有不得分。|
"""
    (card,) = scorecards(document(drawing))
    assert [(leaf.name, leaf.rule[:3]) for leaf in card.leaves] == [("决策依据", "有年度")]


@pytest.mark.parametrize("heads", ["指标名称（三级指标）|年初指标值|年终完成值", "三级指标|目标值|年末实际值"])
def test_a_form_that_names_its_columns_in_other_words(heads: str) -> None:
    drawing = (
        f"|一级指标|二级指标|{heads}|分值|自评分|考评办法及标准|\n|产出|数量|清淤长度|40公里|34公里|20|17|按比例计分|"
    )
    (card,) = scorecards(document(drawing))
    (leaf,) = card.leaves
    assert (leaf.name, leaf.target, leaf.actual, leaf.rule) == ("清淤长度", "40公里", "34公里", "按比例计分")
