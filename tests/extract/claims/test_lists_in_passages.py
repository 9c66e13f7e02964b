"""Lists, totals and rates inside longer passages: a slip is found and put right, and its honest twin is left alone."""

from decimal import Decimal

import pytest

from audit.interval import simplest
from extract.fraction import Fraction
from pipeline import audit_document
from tests.documents import document

TITLE = "某市水利局2023年度部门整体支出绩效自评报告\n一、基本情况\n"


def told(text: str) -> list[str]:
    result = audit_document(document(TITLE + text))
    return [f.message for f in result.findings if f.severity in ("error", "warning")]


# the passage with a place for the figure, the figure that is right, the one that is wrong
SLIPS = {
    "what follows a division measures the whole": (
        "全年开设课程256门，其中线上{}门、线下152门，超出目标16门。",
        "104",
        "140",
    ),
    "a limit follows a division": (
        "政府债务余额186.35亿元，其中一般债务82.1亿元，专项债务{}亿元，控制在限额192亿元以内。",
        "104.25",
        "140.25",
    ),
    "a semicolon ends a division": (
        "建设高标准农田48.6万亩，其中新建36.2万亩、改造提升{}万亩；高效节水灌溉5.8万亩。",
        "12.4",
        "14.2",
    ),
    "the things counted, then what became of them": (
        "18处供水站中，按期完工15处，延期完工{}处，按期完工率83.33%。",
        "3",
        "5",
    ),
    "the total of the sentence, not of the one before": (
        "部门整体支出2,436.9万元。全年支出{}万元中，基本支出1,686.9万元，项目支出750万元。",
        "2,436.9",
        "2,463.9",
    ),
    "added and taken off": (
        "年初预算1,840万元，年中追加基建资金600万元，追减公用经费22.5万元，调整预算数{}万元。",
        "2,417.5",
        "2,471.5",
    ),
    "taken off alone": ("计划投资6,450万元，年中因征地核减{}万元，调整后为6,070万元。", "380", "830"),
    "as many years as told": (
        "2021—2023年分别安排1,200万元、1,350万元、1,500万元，三年共{}万元。",
        "4,050",
        "4,150",
    ),
    "as many units as told": (
        "局机关支出1,024万元，执法大队支出632万元，质检站支出218.5万元，三家单位合计{}万元。",
        "1,874.5",
        "1,847.5",
    ),
    "four quarters": (
        "第一季度拨付316.13万元，第二季度拨付{}万元，第三季度拨付395.16万元，第四季度拨付395.16万元，全年共拨付1,580.64万元。",
        "474.19",
        "447.19",
    ),
    "a rate that fits one count alone": ("发现“四乱”问题58处，整改{}处，整改率96.55%。", "56", "65"),
    "another way of dividing begins": (
        "到位资金960万元，其中中央480万元、省级240万元、市县{}万元，按用途分，基础设施620万元、产业发展280万元、管理费60万元。",
        "240",
        "204",
    ),
    "divided by use": ("到位资金960万元。按用途分，基础设施{}万元、产业发展280万元、管理费60万元。", "620", "260"),
    "a share of the figure right before": ("幼儿园专任教师7,264人，大专及以上学历6,918人，占比{}%。", "95.24", "92.54"),
    "a share among the things counted": ("42项指标中定性指标11项，占{}%。", "26.19", "29.16"),
    "sooner than planned": ("合同工期180天，实际用时165天，提前{}天完工。", "15", "25"),
    "price and number": ("购置设备18台，单价3.8万元，总价{}万元。", "68.4", "64.8"),
    "entries, then their total": (
        "1.改造厕所1,200座，投入240万元；2.清运垃圾8.6万吨，投入516万元。以上合计投入{}万元，另有管护费88万元。",
        "756",
        "765",
    ),
    "entries in paragraphs, then their total": (
        "1.改造厕所1,200座，投入240万元。\n2.清运垃圾8.6万吨，投入516万元，其中运费120万元。\n以上两项合计投入{}万元。",
        "756",
        "765",
    ),
    "short of what was planned": (
        "计划改造旱厕150座，实际改造142座，完成率94.67%，少完成{}座。",
        "8",
        "18",
    ),
    "moved out": (
        "年初预算3,200万元，执行中追加120万元，收回48万元，调出86万元，全年预算数{}万元。",
        "3,186",
        "3,168",
    ),
    "what is due": ("合同价462万元，已支付415.8万元，尾款{}万元待验收后支付。", "46.2", "42.6"),
    "a share of the contract": ("合同价462万元，已支付415.8万元，为合同价的{}%。", "90", "80"),
    "an account with interest": (
        "专户年初余额86.42万元，本年收到512.6万元，利息0.83万元，本年支出548.3万元，年末余额{}万元。",
        "51.55",
        "55.15",
    ),
    "assets less debts": ("年末资产总额5,621.33万元，负债总额421.6万元，净资产{}万元。", "5,199.73", "5,991.73"),
    "rolled over": ("当年结余14.26万元，加上年初结转38.45万元，年末累计结转{}万元。", "52.71", "57.21"),
    "one list by two measures": (
        "举办培训班15期，1,860人次，其中业务培训9期1,120人次，党务培训4期{}人次，安全培训2期220人次。",
        "520",
        "250",
    ),
    "all on the payroll": ("年末实有人数{}人，其中在职158人，离休1人，退休55人。", "214", "241"),
    "worked out by heads": ("公务交通补贴62.4万元，按在职104人计算，人均{}万元。", "0.6", "0.8"),
    "half a year": ("一季度支出486万元，二季度支出612万元，上半年共支出{}万元。", "1,098", "1,089"),
    "two of one kind": ("项目覆盖东部4个县、西部3个县，共{}个县42个乡镇。", "7", "8"),
    "a noun behind the count": ("在全县128个村中抽取16个村，抽样率{}%。", "12.5", "15.2"),
    "a list named after what was told before": (
        "全年支出9,934.83万元，其中基本支出7,040.79万元；项目支出2,894.04万元。\n基本支出中，人员经费6,128.35万元，公用经费912.44万元。"
        "项目支出包括：办案业务费1,248.00万元、装备购置785.36万元、智慧警务{}万元、交通秩序248.63万元。",
        "612.05",
        "621.05",
    ),
    "what a kind of spending is made of": (
        "全年支出9,934.83万元，其中基本支出7,040.79万元；项目支出2,894.04万元。\n基本支出中，人员经费{}万元，公用经费912.44万元。",
        "6,128.35",
        "6,182.35",
    ),
    "changes that make up a change": (
        "决算数3,486.2万元，较上年减少166.6万元，下降4.56%，其中基本支出减少42.3万元，项目支出减少{}万元。",
        "124.3",
        "142.3",
    ),
    "a mean of times": ("平均住院日7.6天，比上年的8.1天缩短{}天；床位使用率92.4%。", "0.5", "0.9"),
    "so many times": ("2023年投入860万元，是2022年430万元的{}倍。", "2", "3"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_put_right_and_the_right_figure_is_left_alone(name: str) -> None:
    passage, right, wrong = SLIPS[name]
    assert told(passage.format(right)) == []
    messages = told(passage.format(wrong))
    assert len(messages) == 1
    assert right in messages[0]


HONEST = (
    "共设置绩效指标32个，完成29个，部分完成2个，未完成1个，完成率90.63%。",
    "2021年下达120万元，2022年下达135万元，两年共支出225万元。",
    "石桥镇120万元，城关镇135万元，2个乡镇共支出225万元。",
    "全年拨付三批，首批300万元，二批200万元，三批100万元，全年共拨付600万元。",
    "年初预算500万元，年中追加人员经费80万元等，调整预算数612万元。",
    "年初预算500万元，年中追加80万元，调整预算数620万元（含上年结转40万元）。",
    "税收收入11,136万元，占调整预算的90.75%；非税收入17,447万元，占调整预算的117.66%。",
    "项目共960万元。按区域分，城关镇350万元、石桥镇310万元，其余乡镇统筹使用。",
    "项目共960万元。按用途分，道路600万元、绿化200万元等。",
    "合同工期180天，实际用时165天，较上年缩短20天。",
    "1.改造厕所投入240万元，拨付200万元。\n2.清运垃圾投入516万元，拨付500万元。\n以上合计拨付700万元。",
    "发现以下三个问题：一是预算不细，二是进度慢，三是管理不严。",
    "主要存在4个问题：一是预算编制不细；二是项目进度偏慢；三是档案管理不规范。",
    "存在5个方面的问题：（1）预算类2个。（2）采购类3个。",
    "2023年项目支出638.22万元，2022年为702.46万元，减少64.24万元；2023年基本支出1,212.84万元，比2022年增加24.8万元。",
    "专户年初余额86.42万元，本年收到512.6万元，利息0.83万元，本年支出548.3万元，年末余额51.55万元。",
    "项目资金500万元，实际支出486.87万元，结余13.13万元由财政收回。按用途分，新建支出186.2万元，奖补支出300.67万元。",
    "项目支出：办公费26万元，设备购置212万元，其余为差旅费；按功能分类：水利管理320万元，工程运行126万元。",
    "年末实有214人，其中在职158人（行政62人、事业96人），离休1人，退休55人；编外聘用26人不在上述人数之内。",
    "2022年决算数3,652.8万元，2023年决算数3,486.2万元，减少166.6万元，下降4.56%，其中基本支出减少42.3万元，项目支出减少124.3万元。",
    "项目支出3,486.2万元，下降4.56%，其中基本支出减少42.3万元，项目支出减少124.3万元。",
    "登记失业人员4,286人，实现再就业3,128人，再就业率72.98%，发放失业保险金1,862万元，人均4,344元。",
    "施工合同价款1980.69万元，已支付1684.67万元，支付率90.10%（不含未到期质保金110.91万元）。",
    "全县应参保37.5万人，参保率97.3%，其中居民33.2万人、职工3.3万人。",
    "承诺时限10天，实际平均办结6天，提速40%，较法定时限20天缩短14天。",
    "开展检查46次，检查过程中，发现问题132个，整改128个。",
)


@pytest.mark.parametrize("text", HONEST)
def test_what_may_be_otherwise_is_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "本次评价发现以下四个问题：一是预算编制不细；二是项目进度偏慢；三是档案管理不规范。",
        "存在以下3个问题：\n1.预算编制不细，涉及资金120万元。\n2.项目进度偏慢。\n（二）下一步措施\n1.加强培训。",
    ],
)
def test_announced_entries_are_counted(text: str) -> None:
    messages = told(text)
    assert len(messages) == 1
    assert "所列为" in messages[0]


def test_a_list_may_leave_something_out_where_all_before_it_did_not() -> None:
    full = "".join(f"甲{n}类项目{40 + n}个，其中农业项目{20 + n}个、交通项目20个。" for n in range(1, 10))
    assert told(full + "其他项目60个，其中农业项目20个、交通项目30个。") == []


@pytest.mark.parametrize(
    ("low", "high", "wanted"), [("0.96545", "0.96555", (28, 29)), ("0.6666", "0.6667", (2, 3)), ("1", "1.2", (1, 1))]
)
def test_the_simplest_fraction_between_two_ends(low: str, high: str, wanted: tuple[int, int]) -> None:
    assert simplest(Fraction(Decimal(low)), Fraction(Decimal(high))) == Fraction(*wanted)
