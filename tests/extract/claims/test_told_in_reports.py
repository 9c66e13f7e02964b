"""Wordings met in whole self-evaluation reports: what is left, what a target is passed by, bodies named before their number,
lists that leave nothing out, means, degrees of content. As printed nothing is accused; one wrong figure is."""

import pytest

from tests.extract.claims.test_wordings import accused

# (sentence, figure to spoil, what it is spoilt to, family)
SPOILT = [
    # what was done and what is left
    ("排查隐患147处，已整改139处，整改率94.56%，剩余8处列入下年计划。", "8处列", "18处列", "count"),
    ("共受理案件3,214宗，办结3,087宗，其余127宗正在办理。", "127", "172", "count"),
    ("建成高标准农田45.1万亩，完成率92.80%，剩余3.5万亩于次年完工。", "3.5", "5.3", "ratio"),
    ("项目实际支出352.46万元，预算执行率95.83%，结余15.32万元。", "95.83", "95.38", "ratio"),
    # results against targets
    ("课程结业率92.4%，高于90%的目标2.4个百分点。", "2.4", "4.2", "change"),
    ("人均公园绿地18.42平方米，比年度目标18平方米高0.42平方米。", "0.42", "0.24", "change"),
    ("城镇登记失业率2.31%，低于4%的控制目标1.69个百分点。", "1.69", "1.96", "change"),
    ("新增高技能人才2,315人，比目标2,200人多115人。", "115", "125", "change"),
    ("档案使用率61.2%，未达到65%的目标值，低3.8个百分点。", "3.8", "4.8", "change"),
    # bodies named before their number
    ("局机关内设办公室、计划财务股、安全监督股、行政审批股4个股室。", "4个", "5个", "count"),
    ("下辖公路养护中心、运输服务中心、综合行政执法大队3个二级机构。", "3个", "4个", "count"),
    ("内设办公室、规划股、财务股、法规股等4个股室。", "4个", "3个", "count"),
    # lists that leave nothing out
    ("列养农村公路1286.4公里，其中县道215.3公里、乡道428.7公里、村道642.4公里。", "428.7", "482.7", "count"),
    ("共实施项目126个，其中产业项目74个、基础设施项目39个、其他项目13个；已完工121个。", "74", "47", "count"),
    ("查处违法86,420起，其中现场查处31,275起、非现场查处55,145起。", "55,145", "51,545", "count"),
    ("离退休人员138人，其中：离休1人，退休137人；车辆编制14辆。", "137", "173", "count"),
    ("补助学生1,873人次，春季968人次、秋季905人次。", "905", "950", "count"),
    ("在册特困人员986人，其中集中供养214人、分散供养772人；孤儿63人。", "772", "727", "count"),
    ("2020年末人员编制412人，其中：行政编制16人（含工勤编制1人），事业编制396人；实有389人。", "396", "369", "count"),
    # shares of the only whole there is
    ("总人口31,862人，其中农业人口27,415人，占86.04%。", "86.04", "84.06", "share"),
    ("全县56所学校中，食堂供餐学校54所，占96.4%；企业供餐学校2所，占3.6%。", "96.4", "94.6", "share"),
    ("教职工638人，其中专任教师471人，占73.8%；专任教师中具有高级职称168人，占35.7%。", "35.7", "37.5", "share"),
    # means of what stands beside them
    ("覆盖脱贫户9,846户32,157人，户均3.27人。", "3.27", "3.72", "product"),
    ("发放小额信贷143户、686万元，户均4.8万元。", "4.8", "5.8", "product"),
    ("公务接待费15.54万元，接待163批次、1,295人次，人均120元。", "120元", "130元", "product"),
    # degrees of content
    ("入户调查群众650户，其中满意618户、基本满意23户、不满意9户，满意率98.62%。", "98.62", "89.62", "ratio"),
    # rates of a deed
    ("毕业生3,518人，已就业3,145人，就业率89.4%。", "89.4", "84.9", "ratio"),
    ("对46个项目单位开展调查，满意45个，满意度97.83%。", "97.83", "98.73", "ratio"),
    ("基本支出51,236.90万元，执行率100%；项目支出21,678.58万元（预算23,569.22万元），执行率91.98%。", "91.98", "98.19", "ratio"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong", "family"), SPOILT)
def test_what_is_said_in_a_report_is_read(text, right, wrong, family):
    assert text.count(right) >= 1
    assert accused(text) == []
    assert family in accused(
        text.replace(right, wrong, 1) if text.count(right) == 1 else wrong.join(text.rsplit(right, 1))
    )


HONEST = [
    # what came over from before is among what was done
    "上年结转积案10件，本年受理120件，办结110件，剩余20件。",
    "完成改造60户，正在改造12户，其他拆除30户。",
    # 2 of 3 kinds, or kinds of something else
    "内设3个职能科室，共有行政编制4个，参公事业编制2个。",
    "全年共实施项目140个，其中：续建项目21个、新建民生项目37个。",
    "本年收入500万元，其中财政拨款300万元、事业收入100万元、其他收入50万元等。",
    # a part of a part is no part
    "教职工638人，其中专任教师471人，占73.8%；专任教师中具有高级职称168人。",
    # there may be more than are named
    "内设办公室、规划股、财务股、法规股等6个股室。",
    "实施道路、桥梁、涵洞维修3个项目。",
    # no mean of what stands beside it
    "惠及农户143户，发放资金686万元，户均增收1.2万元。",
    # pages, volumes and lanes are no money
    "接收档案3.2万卷，扫描416万页，实际支出416.5万元。",
    # those asked are the persons, not the places
    "抽查8个乡镇的居民480人，知晓服务内容的403人，知晓率83.96%；对服务表示满意的446人，满意率92.92%。",
    "电话访问1,200人，有效样本1,146人，表示“很满意”的683人、“满意”的392人、“一般”的58人、“不满意”的13人，满意率为93.80%。",
    # answers may be weighed
    "调查群众500人，非常满意300人、满意150人、一般50人，加权满意度88%。",
]


@pytest.mark.parametrize("text", HONEST)
def test_what_may_be_otherwise_is_not_accused(text):
    assert accused(text) == []
