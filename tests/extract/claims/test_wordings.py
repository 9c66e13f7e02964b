"""Wordings of final accounts, budget and audit reports, work summaries: what each asserts holds as printed, is accused
when one figure is spoilt, and nothing else is read into it."""

import pytest

from audit import ReportResult
from pipeline import audit_document
from tests.documents import document


def audited(text: str) -> ReportResult:
    return audit_document(document(text))


def accused(text: str) -> list[str]:
    return [f.family for f in audited(text).findings if f.severity != "info"]


# (sentence, figure to spoil, what it is spoilt to, family)
WORDINGS = [
    # rates named after what was done
    ("初次信访共办结8,307件，其中一次性化解7,839件，一次性化解率94.37%。", "7,839", "7,389", "ratio"),
    ("排查隐患1,562处，已整改1,504处，整改率96.29%。", "96.29", "92.69", "ratio"),
    ("应参保12,215人，实际参保12,015人，参保率98.36%。", "12,015", "11,015", "ratio"),
    # the whole stands before the percentage
    ("城镇新增就业6,551人，完成全年9,000人目标的72.79%。", "72.79", "79.27", "ratio"),
    ("完成投资2.30亿元，为年度计划2.00亿元的115.00%。", "115.00", "105.00", "ratio"),
    (
        "货物、工程、服务采购金额分别为120.50万元、60.25万元和20.25万元，占采购总额201.00万元的59.95%、29.98%和10.07%。",
        "29.98",
        "28.99",
        "share",
    ),
    # whose share it is, is named
    ("税收收入完成663.42万元，增收103.04万元，税收收入占财政收入1,002.23万元的66.19%。", "66.19", "61.69", "share"),
    ("中央补助312.50万元、省补助200.00万元，合计512.50万元，其中中央补助占60.98%。", "60.98", "68.98", "share"),
    ("共收到提案921件。从办理情况看，已经解决的226件，占承办提案总数的24.54%。正在解决的695件，占承办提案总数的75.46%。", "75.46", "74.56", "share"),
    ("截至年底，识别贫困人口2,325人，占全镇24,108人农村人口的9.64%。", "9.64", "6.94", "share"),
    ("实现脱贫6,761人，完成省下达年度任务（6,063人）的111.51%。", "111.51", "115.11", "ratio"),
    # surpluses
    ("参保基金收入296,841万元，其中：职工109,997万元，增长12.75%；居民186,844万元。\n基金支出262,866万元。\n当期结余33,975万元。", "33,975", "39,375", "balance"),
    ("收入合计514,601万元，支出合计448,985万元。上述收支相抵，年终结余65,616万元。", "65,616", "65,161", "balance"),
    ("总收入3,586.40万元，其中上级补助3,000万元；总支出3,286.40万元，收支结余300.00万元。", "3,286.40", "3,268.40", "balance"),
    ("收入1,493.25万元，上年结余140.50万元，支出1,459.25万元。收支相抵，年终结余174.50万元。", "174.50", "147.50", "balance"),
    # what follows a list is not always in it
    ("到位资金512.35万元，其中中央300.15万元、省级212.20万元，已支付450.00万元。", "300.15", "308.15", "sum"),
    ("财政补助512.35万元（不含自筹50万元），其中中央300.15万元、省级212.20万元。", "512.35", "521.35", "sum"),
    ("项目资金512.35万元，其中中央300.15万元、省级212.20万元，另有自筹资金50万元。", "212.20", "221.20", "sum"),
    # units and digits
    ("总投资1.20亿元，分别为中央资金6,125万元、省级资金3,375万元、县级资金0.2500亿元。", "6,125", "6,725", "sum"),
    ("总收入2 358 104万元，其中：税收收入1 658 104万元，占70.31%；非税收入700 000万元，占29.69%。", "1 658 104", "1 685 104", "sum"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "right", "wrong", "family"), WORDINGS)
def test_what_holds_is_read_and_what_is_spoilt_is_accused(sentence: str, right: str, wrong: str, family: str) -> None:
    assert "holds" in {c.status for c in audited(sentence).claims if c.family == family}
    assert accused(sentence) == []
    assert family in accused(sentence.replace(right, wrong, 1))


HONEST = [
    "预算总额600万元，其中中央300万元，省级200万元，实际支出580万元。",
    "投资1,200万元，其中中央预算内投资600万元，地方配套300万元，累计完成投资1,000万元，占总投资的83.33%。",
    "下达资金1,200万元，分别用于道路建设500万元、桥梁维修300万元等。",
    "全县收入中，县本级收入完成336.48万元，乡镇收入完成277.03万元。从结构看，全县收入中，税收收入213.25万元，占全县收入的34.76%；"
    "非税收入400.26万元，占全县收入的65.24%。",
    "全年预算520万元，其中基本支出320万元，项目支出200万元，执行率分别为100%和93%。",
    "基金总收入5.03亿元，总支出5.01亿元，收支结余0.02亿元。社保基金收入1.21亿元，支出0.93亿元，当年收支结余0.28亿元，滚存结余2.5亿元。",
    "党员25人，占总人数的59.52%；女性18人，占42.86%；本科以上学历30人，占71.43%。",
    "全县常住人口13万人，参保12万人，参保率98.5%。",
    "处级机构由38个减为30个，精简幅度为21.05%；科级机构由72个减为61个，精简幅度为15.28%。",
    "共收到提案591件。已经解决的148件，占总数的25.2%；列入计划的364件，占总数的61.9%；不能解决的66件，占总数的11.2%；"
    "留作参考的10件，占总数的1.7%。共收回反馈表527份，其中满意的526件。",
    "民生支出797.5万元，占一般公共预算支出的比重由70%提高到72%。",
]


@pytest.mark.parametrize("sentence", HONEST)
def test_honest_wordings_are_left_alone(sentence: str) -> None:
    assert accused(sentence) == []
