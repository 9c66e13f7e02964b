"""Whose parts a list tells and whose operands a rate has, where the nearest figures are another's."""

import pytest

from pipeline import audit_document
from tests.documents import document

_HONEST = [
    # what stands in a bracket behind a rate are its operands
    "核减工程款44.24万元，核减率2.00%（报审2,212.20万元，核定2,167.96万元）。",
    "压减办公开支12.30万元，压减率6.15%（压减前200.00万元，压减后187.70万元）。",
    "签约农户322户，签约率80.5%（应签约400户，实际签约322户）。",
    # a balance that holds former years' money
    "专户资金本年收到256.38万元，本年使用281.34万元，账面余额5.05万元（含以前年度滚存）。",
    "基金收到336.12万元，支付301.50万元，余额86.20万元（包括历年结余）。",
    "食堂资金到位36.10万元，支出35.20万元，累计结余8.70万元。",
    # a whole that claims no precision
    "累计撬动社会投入3,900万元以上，其中企业投入2,388万元、农户投入1,533万元。",
    "带动各类投入约3,900万元，其中企业投入2,388万元、农户投入1,533万元。",
    "累计投入近4,100万元，其中企业投入2,388万元、农户投入1,733万元。",
    "全年服务群众逾3,900人次，其中窗口2,388人次、上门1,533人次。",
    "专户拨付912.20万元。累计撬动投入7,900万元左右，其中企业投入4,795万元、农户投入3,160万元。",
    # a second rate has other operands
    "计划培训430人，实际参训408人，参训率94.88%，考核合格率99.4%。",
    "发放问卷430份，收回408份，回收率94.88%，群众满意率98.4%。",
    # a list that closes with its own total is of no amount before it
    "三是外聘服务387.23万元。收入来源：财政补助266.14万元、经营收益1,509.27万元、捐赠112.12万元，共计1,887.53万元。",
    "另付质保金387.23万元。资金构成：中央266.14万元，省级1,509.27万元，县级112.12万元，合计1,887.53万元。",
    # one of two named together is no whole of both
    "培训费83.19万元，上年同期90.03万元。其后两年，会议费、培训费分别支出8.31万元和8.47万元。",
    "全年支出公用类83.19万元，人员类95.20万元。人员类、公用类预算分别为85.90万元和78.40万元。",
    "绿化费83.19万元。按季度看，保洁费和绿化费分别支出8.31万元和8.47万元。",
]


@pytest.mark.parametrize("text", _HONEST)
def test_no_honest_sentence_is_accused(text: str) -> None:
    report = "某某县水务局2022年度部门整体支出绩效自评报告\n" + text
    assert [f.message for f in audit_document(document(report)).findings if f.severity != "info"] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("核减工程款48.24万元，核减率2.00%（报审2,212.20万元，核定2,167.96万元）。", "48.24"),
        ("专户年初结余30.01万元，本年收到256.38万元，本年使用231.34万元，年末余额5.05万元。", "231.34"),
        ("收入来源：财政补助266.14万元、经营收益1,509.27万元、捐赠121.12万元，合计1,887.53万元。", "121.12"),
        ("送审金额3,218.87万元，审减489.26万元，审定金额2,729.61万元，审减率12.50%。", "12.50"),
        ("压减非急需支出11.48万元，压减率9.10%，压减前为188.27万元。", "9.10"),
    ],
)
def test_a_slip_beside_them_is_found(text: str, wrong: str) -> None:
    found = [f for f in audit_document(document(text)).findings if f.severity == "error"]
    assert len(found) == 1
    assert any(wrong in figure.text for figure in found[0].figures)


@pytest.mark.parametrize(
    "text",
    [
        # a list in the next paragraph that closes with its own total
        "全年争取上级补助643.12万元，完成年度考核任务的91.7%。\n一是投入158.33万元用于设施；二是投入595.01万元用于设备；"
        "三是投入323.58万元用于培训，以上共计1,076.92万元。",
        # 支出 is the nearest one, though a list names it by its order
        "专户支出3,210.58万元，年末无余额。工会账户收入、支出分别为3,606.68万元和5,254.52万元。与上年相比，收入增加135.38万元，"
        "增长3.90%；支出减少26.40万元，下降0.50%。",
        # each amount with a rate of its own
        "全域生产总值84.60亿元，按不变价格计算增长5.0%（上年79.81亿元，增长8.9%）。",
        "支出84.60亿元，增长3.1%，上年79.81亿元，增长8.9%。",
        # a word of the same stem, told long before, of something else
        "下属中心人员经费580.66万元，公用经费106.45万元。全年培训35期。审批时限由12天压缩至7天。制度建设持续加强，共修订6项。"
        "机关日常支出2,310.20万元。与上年相比，人员支出增加5.07万元，增长11.10%，办公支出减少3.50万元，下降8.20%。",
    ],
)
def test_no_honest_paragraph_is_accused(text: str) -> None:
    report = "某某县水务局2022年度部门整体支出绩效自评报告\n" + text
    assert [f.message for f in audit_document(document(report)).findings if f.severity != "info"] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("工会账户收入、支出分别为3,606.68万元和5,254.52万元。与上年相比，收入增加135.38万元，增长3.90%；支出减少26.40万元，"
         "下降5.00%。", "5.00%"),
        ("工会账户收入、支出分别为43,270.00万元和4,127.50万元。与上年相比，收入增加138.00万元，增长3.30%。", "43,270.00万元"),
        ("资产账面数年初969.10万元，年末1,112.40万元，全年净增加143.30万元，增幅为12.88%。", "12.88%"),
    ],
)  # fmt: skip
def test_a_slip_in_a_change_is_found(text: str, wrong: str) -> None:
    found = [f for f in audit_document(document(text)).findings if f.severity == "error"]
    assert [wrong in [figure.text for figure in f.figures] for f in found] == [True]


def test_an_amount_of_the_sentence_before_is_no_likelier_head_for_its_name():
    text = (
        "累计收到专项资金34,084.78万元，其中，特殊转移支付13,536.76万元，特别国债1,373万元，正常转移支付的专项资金7,660.56万元，"
        "参照资金11,514.46万元，调整为专项资金的转移支付10,730.65万元。累计拨付专项资金58,544.85万元，其中，特殊转移支付"
        "12,163.76万元，特别国债1,176.48万元，正常转移支付的专项资金7,660.56万元；参照资金7,594.05万元。"
    )
    found = audit_document(document("某局2023年度部门整体支出绩效自评报告\n" + text)).findings
    assert not [f for f in found if any(figure.text == "10,730.65万元" for figure in f.figures)]


@pytest.mark.parametrize(
    ("text", "beyond"),
    [
        ("全局在编35人，另聘用20人，其中党员{}人。", "45 65"),
        ("男职工35人，女职工20人，其中{}人具有大专以上学历。", "45 58"),
        ("新增就业1,200人，失业人员再就业800人，困难人员就业300人，其中{}人签订劳动合同。", "1,900 2,900"),
        ("收到中央资金300.00万元，省级资金200.00万元，其中用于道路建设{}万元。", "450.00 540.00"),
        ("修建水渠12公里，管道8公里，其中{}公里已验收。", "15 25"),
        ("全年重点工作12项，全部完成，其中{}项按时完成。", "11 17"),
        ("全县建制村120个，已全部通客车，其中{}个村通公交。", "108 138"),
        ("核定编制35人，实有38人，其中{}人为党员。", "33 43"),
    ],
)
def test_a_part_is_at_most_all_that_is_told_beside_its_head(text: str, beyond: str):
    held, broken = beyond.split()
    for figure, expected in ((held, False), (broken, True)):
        found = audit_document(document("某局2023年度部门整体支出绩效自评报告\n" + text.format(figure))).findings
        assert any(f.rule == "N401" for f in found) is expected, figure
