"""Lists of honest reports whose words stand close to those of another list: what adds up must not be added up wrongly."""

import pytest

from audit import ReportResult
from pipeline import audit_document
from tests.documents import document


def audited(text: str) -> ReportResult:
    return audit_document(document(text))


@pytest.mark.parametrize(
    "text",
    [
        # an item may stand behind the words that another is as last year's
        "“三公”经费预算总额896万元，其中：因公出国费35万元，较上年持平；公务接待费121万元，较上年减少6万元；公务用车费740万元，较上年减少90万元。",
        "专项资金合计560万元，其中：培训费120万元，与上年一致；设备费310万元，比上年增加20万元；印刷费130万元。",
        "全年安排812万元，其中：人员经费400万元，较上年无变化，公用经费212万元，同比略有下降，项目支出200万元。",
        # 其中 behind several wholes is of the one that its parts are named like
        "全市行政事业单位资产总额30.0亿元，负债总额9.5亿元，净资产20.5亿元。其中，行政单位资产总额8.9亿元，事业单位资产总额21.1亿元。",
        "全县教育支出50.2亿元，卫生支出20.1亿元，其中县本级教育支出30.1亿元、乡镇教育支出20.1亿元。",
        # each clause with a part of its own
        "批复的部门预算支出为112,923.6万元，其中财政拨款112,803.6万元；决算反映的支出数为98,675.2万元，其中财政拨款98,555.2万元；差异总额14,248.4万元。",
        # an account named after a budget is none
        "全区完成公共财政预算收入20,348万元，为预算的55.3%，同比增长8.2%。其中：地方公共财政预算收入13,916万元，为预算的56%，同比增长6.3%；上划收入6,432万元，为预算的53.8%。",
        "政府性基金预算收入完成3,120万元，为预算的60.1%。其中：土地收入2,900万元，为预算的61.2%；其他收入220万元，为预算的48.9%。",
        # thousands set apart by blanks
        "全年共受理各类案件321 146件。其中，基层受理案件271 997件，中级受理案件43 891件，高级受理案件5 258件。",
        "在校学生12 480人，其中男生6 355人，女生6 125人。",
        # what makes up the income makes up no spending
        "收入合计812.46万元，其中财政拨款700.12万元，占86.17%，其他收入112.34万元，占13.83%；支出合计790.31万元，其中基本支出500.11万元，项目支出290.20万元。",
        "收入：财政拨款700.12万元，其他收入112.34万元；支出合计790.31万元。",
        # why something changed is no list of its parts
        "财政拨款支出1,200.55万元，较上年减少40.2万元，下降3.24%，主要是项目支出减少50.3万元，基本支出增加10.1万元。",
        # points with what was awarded of them
        "评价得分92.5分，其中决策20分得19分，过程20分得18.5分，产出30分得28分，效益30分得27分，等级为优。",
        # one whole divided in two ways
        "按资金性质分，一般公共预算800.12万元，政府性基金200.05万元；按支出用途分，基本支出600.10万元，项目支出400.07万元。",
        # a stop that closes a bracket closes no sentence
        "“三公”经费502.4万元。其中：出国费0万元；公务用车费500.0万元（购置费100.0万元，与上年持平；运行费400.0万元，与上年持平。）与上年持平；公务接待费2.4万元。",
        # a list that tells once more what the paragraph before told
        "“三公”经费中，因公出国费支出0万元，占0%；公务接待费支出5.21万元，占67.75%；公务用车费支出2.48万元，占32.25%。具体情况如下：\n"
        "1.因公出国费支出0万元，与预算持平。\n2.公务接待费支出5.21万元，用于公务接待。\n3.公务用车费支出2.48万元，用于燃油。",
        # what was saved, of what was paid
        "政府采购预算77.06亿元，实际完成采购71.22亿元，节约资金5.84亿元，节约率达8.2%。",
        # what was done of more than what came in
        "上月结转诉求5件，本月收到诉求18件，答复20件，答复率87%。",
        # a reason is no list
        "总额2,771万元。接待费1,033万元，主要是上年有新建任务；用车费1,618万元，运行费1,204万元。",
    ],
)
def test_no_honest_list_is_accused(text: str) -> None:
    assert [f.message for f in audited(text).findings if f.severity != "info"] == []


@pytest.mark.parametrize(
    ("text", "printed", "spoilt"),
    [
        ("“三公”经费预算总额896万元，其中：因公出国费35万元，较上年持平；公务接待费121万元，较上年减少6万元；公务用车费740万元。", "121", "171"),
        ("全市行政事业单位资产总额30.0亿元，负债总额9.5亿元，净资产20.5亿元。其中，行政单位资产总额8.9亿元，事业单位资产总额21.1亿元。", "8.9", "6.9"),
        ("在校学生12 480人，其中男生6 355人，女生6 125人。", "6 125", "6 152"),
    ],
)  # fmt: skip
def test_a_slip_in_them_is_found(text: str, printed: str, spoilt: str) -> None:
    assert printed in text
    found = [f for f in audited(text.replace(printed, spoilt)).findings if f.severity == "error"]
    assert [spoilt in [q.text.rstrip("万亿元人") for q in f.figures] for f in found] == [True]


@pytest.mark.parametrize("text", ["执法支部、技术支部、3个党支部。", "有执法、、3个支部。"])
def test_a_list_with_a_name_left_out_is_read(text: str) -> None:
    assert not audited(text).findings
