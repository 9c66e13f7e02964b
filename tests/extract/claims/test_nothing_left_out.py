"""Words, shares and brackets by which nothing can make up for a gap: whole accounts, scales, counted parts, parts above their
whole."""

import pytest

from pipeline import audit_document
from tests.documents import document

TITLE = "某县林业局2023年度部门整体支出绩效自评报告\n"


def errors(text: str) -> list[tuple[str, str]]:
    """(family, text of the first figure) of each error."""
    found = audit_document(document(TITLE + text)).findings
    return [(f.family, f.figures[0].text) for f in found if f.severity == "error"]


CASES = {
    "an account whose every term is told": (
        "年初预算0.4127亿元，年中追加0.0862亿元，调减0.0215亿元，调整后全年预算{}。",
        "0.4774亿元",
        "2.4774亿元",
        "balance",
    ),
    "what is left goes back or is carried over": (
        "专项资金412.36万元，使用398.11万元，结余14.25万元，其中财政收回6.05万元，结转下年{}。",
        "8.20万元",
        "82.00万元",
        "sum",
    ),
    "shares listed behind all parts come to 100%": (
        "各窗口共办理7213件：综合、社保、不动产各{}、1730件、842件，各占64.34%、23.98%、11.67%。",
        "4641件",
        "4640件",
        "count",
    ),
    "shares stand behind what their parts consist of": (
        "基本支出{}。其中人员经费3120.44万元，其中工资福利支出2711.02万元，对个人和家庭的补助409.42万元，"
        "占基本支出的81.35%；公用经费715.18万元，占基本支出的18.65%。",
        "3835.62万元",
        "3411.87万元",
        "sum",
    ),
    "a scale of satisfaction": (
        "收回有效答卷{}，非常满意213份、满意88份、一般14份、不满意3份。",
        "318份",
        "918份",
        "count",
    ),
    "a total that counts its parts": (
        "2021年、2022年分别投入管护资金218.07万元、164.55万元，两年合计投入{}。",
        "382.62万元",
        "164.55万元",
        "sum",
    ),
    "names that divide the figure before them, inside another list": (
        "基本支出1017.75万元，其中：人员经费901.58万元，其中：工资福利支出864.21万元、对个人和家庭的补助支出{}，占基本支出"
        "的88.59%；公用经费116.17万元，占11.41%。",
        "37.37万元",
        "37.97万元",
        "sum",
    ),
    "the same, and what comes after the list": (
        "全年基本支出500.36万元，其中：人员经费400.12万元、公用经费{}，项目支出300.00万元。",
        "100.24万元",
        "104.24万元",
        "sum",
    ),
    "a total in a sentence of its own": (
        "经费用于：一是购买苗木318.20万元；二是开展巡护177.45万元；三是设备维护96.05万元。三项共计{}。",
        "591.70万元",
        "991.70万元",
        "sum",
    ),
    "a bracket of nothing but named parts": (
        "落实配套资金612.44万元，其中：财政资金402.18万元（市级{}、县级317.02万元），自筹资金210.26万元。",
        "85.16万元",
        "8.52万元",
        "sum",
    ),
    "a share of the list's head beside shares that name it": (
        "全年取得收入8412.60万元，包括：财政拨款收入5031.22万元，占{}；基金收入2104.38万元，占本年收入的25.01%；其他收入1277.00万元，占总收入的15.18%。",
        "59.81%",
        "15.18%",
        "share",
    ),
    "a share behind 其中": (
        "全年完成政府采购31.42万元，货物、工程、服务分别为18.20万元、2.05万元、11.17万元；其中面向中小企业采购16.21万元，占{}。",
        "51.59%",
        "43.59%",
        "share",
    ),
    "what is left beside the rate of what was spent": (
        "项目共安排0.2418亿元。截至年底，实际支出0.2203亿元，支出率91.11%，结余{}。",
        "0.0215亿元",
        "0.0022亿元",
        "balance",
    ),
    "a list right before its total": (
        "信访接待51.20万元、送戏下乡62.93万元、文物修缮12.29万元、场馆开放37.76万元，项目支出合计{}。",
        "164.18万元",
        "126.42万元",
        "sum",
    ),
    "all items of a list are shares of its total": (
        "全年支出分为：机构运转0.0655亿元，占90.22%；缴费0.0070亿元，占9.64%，其中养老0.0062亿元、失业0.0008亿元，"
        "扶持0.0001亿元，占{}，合计0.0726亿元。",
        "0.14%",
        "9.64%",
        "share",
    ),
    "brackets behind parts and total": (
        "首批下达512.40万元（其中土建318.75万元），次批下达487.60万元（其中土建290.15万元），"
        "合计下达1000.00万元（其中土建{}）。",
        "608.90万元",
        "318.75万元",
        "sum",
    ),
    "a part above its whole, in hundreds of millions": (
        "开发支出0.52亿元，其中场地整理{}，配套设施612.4万元。",
        "4,587.6万元",
        "4,587.6亿元",
        "sum",
    ),
    "one of many counted above all": (
        "全年服务群众{}，其中窗口办理8,127人次、上门办理3415人次。",
        "11542人次",
        "3415人次",
        "count",
    ),
    "a rate counts what its verb says": (
        "向社会发放问卷402份，回收371份，回收率为{}。",
        "92.29%",
        "91.29%",
        "ratio",
    ),
    "one whole under one name": (
        "签订采购合同0.3160亿元，授予中小企业合同金额0.1896亿元，占合同总额的60.00%，"
        "其中：授予小微企业合同金额{}，占合同总额的24.37%。",
        "0.0770亿元",
        "0.0077亿元",
        "share",
    ),
    "a part above the whole it is a share of": (
        "全市汇总口径运转支出6,204,500.00元，本级{}，占汇总数的13.71%。",
        "850,600.00元",
        "8,506,000.00元",
        "share",
    ),
    "the parts of what 中 names": (
        "全市运转支出288.12万元，本级{}；本级支出中，办公运行15.17万元，后勤服务12.02万元。",
        "27.19万元",
        "21.79万元",
        "sum",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_leaves_nothing_out(case: str) -> None:
    text, right, wrong, family = CASES[case]
    assert errors(text.format(right)) == []
    assert [found for found, _ in errors(text.format(wrong))] == [family]


def test_a_difference_that_rounding_might_explain_beside_one_that_it_does_not() -> None:
    text = "固定资产原值{}，累计折旧0.2007亿元，净值0.3208亿元，其中在用固定资产原值0.5100亿元，固定资产利用率97.79%。"
    assert errors(text.format("0.5215亿元")) == []
    assert errors(text.format("0.5218亿元")) == [("balance", "0.5218亿元")]


@pytest.mark.parametrize(
    "text",
    [
        # what may be more than once, or of something else
        "全年培训320人次，其中女性180人次、党员210人次。",
        "年初预算412.70万元，年中追加86.20万元，其中人员经费20.00万元，调整后全年预算501.30万元。",
        "结余14.25万元，其中财政收回6.05万元。",
        "项目共安排0.2418亿元，实际支出0.2203亿元，支出率91.11%，结余0.0022亿元，其余收回财政。",
        "全口径支出0.0337亿元，其中财政拨款支出0.0308亿元：用于基本经费0.0243亿元，用于专项经费0.0064亿元。",
        "支出402.18万元（主要是市级85.16万元、县级217.02万元）。",
        "支出402.18万元（预算410.00万元、上年398.02万元）。",
        "支出402.18万元（办公费85.16万元、印刷费17.02万元等）。",
        "收入20.00万元、罚没12.00万元、利息3.00万元，支出合计96.00万元。",
        "2021年、2022年分别投入218.07万元、164.55万元，三年合计投入500.00万元。",
        # 全市的支出远大于本部门的
        "全年支出合计1224.95万元。社会事业支出10166.09万元，占一般公共预算支出的78.9%。",
    ],
)
def test_what_may_be_left_out_accuses_nobody(text: str) -> None:
    assert errors(text) == []


def test_a_figure_told_otherwise_elsewhere_that_is_wrong_where_it_stands() -> None:
    text = "|项目|决算数（万元）|\n|基本支出|842.15|\n|项目支出|1523.40|\n|合计|2365.55|\n项目支出{}，主要用于生态补偿498.20万元、国土绿化912.35万元等。"
    assert errors(text.format("1523.40万元")) == []
    assert errors(text.format("361.90万元")) == [("text_table", "361.90万元")]


@pytest.mark.parametrize(
    "text",
    [
        "人员经费901.58万元，其中：工资福利支出864.21万元、对个人和家庭的补助支出27.37万元、其他10万元，公用经费20万元。",
        "本年支出800万元，其中基本支出500万元，包括人员经费400万元、公用经费100万元、三公经费20万元；项目支出300万元。",
        "本年支出800万元，其中人员经费400万元、公用经费100万元，项目支出300万元。",
        "专业技术人员共111人，其中高级职称17人、中级职称71人、初级职称23人，分别占15.3%、64.0%、20.7%。",
        "基本支出预算1133693.06元，其中工资福利支出905709.06元，占79.89%；对个人和家庭的补助支出73200元，占6.46%；公用经费"
        "154784.00元，占13.65%。",
    ],
)
def test_names_that_divide_the_figure_before_them_close_no_other_list(text: str):
    assert not errors(text)
    assert not [f for f in audit_document(document(TITLE + text)).findings if f.severity == "warning"]
