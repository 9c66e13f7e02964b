"""An amount in 元 where everything of its kind around it is counted in 万元 or 亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import figure_found
from extract.claims.context import Passage
from extract.figure import Figure

_FUND = re.compile(
    r"(?:存量资金|财政资金|专项资金|直达资金|债券(?:资金)?|税收(?:收入)?|财政收入|预算收入|预算支出|转移支付(?:资金)?|民生支出|"
    r"扶贫资金|衔接资金|总投资|投资额|完成投资|贷款|基金(?:收入|支出)|财政拨款(?:收入|支出)?|项目资金|年初预算|调整预算|决算)"
    r"[^，。；、：\d]{0,8}$"
)
_SMALL = re.compile(
    r"每|人均|户均|亩均|均价|单价|标准|元/|／|罚|捐|慰问|报销|差额|尾差|利息|滞纳金|手续费|工本费|补助标准|生活费|党费|退回|误差|较|比|增加|减少|节约|压减|下降|上升|增长"
)
_SHARED = re.compile(
    r"[^。；;]{0,25}(?:惠及|受益|补助|资助|救助)[^。；;\d]{0,12}(?P<count>[\d,，]+)\s*(?:余)?(?:户|人|名|家)"
)
_GRANT = re.compile(r"补助|补贴|贴息|资助|救助|发放|救济|奖补|低保|津贴|助学")
_FEW = Decimal(100_000)
_LEAST_SIBLINGS = 6
_TIMES = 1000
_TITLE = "# 三、资金情况\n"
_AROUND = (
    "累计拨付资金3,214.50万元，其中：中央2,105.30万元，省级340.20万元，区级769.00万元。\n"
    "涉及资金18,406.25万元，累计收到29,517.40万元，拨付26,038.15万元，其中特殊转移支付11,260.90万元。\n"
)


@rule(
    "U101",
    "金额单位疑有误",
    family="unit",
    severity="warning",
    basis="财预〔2020〕10号（自评数据应当真实、准确）",
    wrongly="确实很小的上缴、利息、退款。因此只看财政性资金总量，并要求同节金额普遍在其千倍以上。",
    examples=[
        bad(_TITLE + _AROUND + "全年累计清理上缴财政存量资金8,453元，避免资金沉淀。", "8,453元"),
        bad("小额信贷贴息支出215.30元，惠及脱贫户1,846户。", "215.30元"),
        good("印制宣传单支出215.30元，惠及群众1,846人。"),
        good("发放慰问金2,150元，惠及困难群众12户。每户补助0.5元，惠及1,846户。"),
        good(_TITLE + _AROUND + "全年累计清理上缴财政存量资金8,453万元，每人发放80元的消费券，人均财政资金2,300元。"),
        good(_TITLE + _AROUND + "全年累计清理上缴财政存量资金8,453,112.50元。"),
        good(_TITLE + _AROUND + "机关运行经费2,186,400.00元，较上年决算数减少41,300.00元，其中年初预算42,000.00元。"),
        good(_TITLE + "收到拨款3.25万元、1.2万元、2.4万元、3.1万元、0.8万元、2.2万元、1.1万元。上缴存量资金8,453元。"),
        good(_TITLE + _AROUND + "退回财政资金利息1,203元。收取工本费5,000元。"),
    ],
    aliases=("UNI-01",),
)
def amount_out_of_scale(case: Case) -> Iterator[Finding]:
    """同一章节的资金都以万元、亿元计，唯独某项财政性资金总量写成几千、几万元，多为漏写“万”字。

    只看写明“元”、不足10万元、紧跟资金总量名称的数；同节至少6个万元以上金额、中位数是它的一千倍以上，
    且同节没有别的以元计的总量时才报。另外，一笔支出除以同句所说的受益户数、人数不足1元的也报。人均、标准、单价、利息、罚没、捐款等小额本属正常，不报。
    """
    money = [
        (number, figure, passage)
        for number, figure, _ in case.figures()
        if figure.unit == "元" and figure.place.row is None and (passage := case.passage_at(figure.place))
    ]
    for number, figure, passage in money:
        if _shared_too_thin(figure, passage):
            yield _thin(case, number, figure, passage)
    small = [entry for entry in money if _is_total(entry[1], entry[2])]
    for number, figure, passage in small:
        near = _around(passage.section, [(f, p) for _, f, p in money])
        large = sorted(abs(f.value) for f, _ in near if f.written != "元")
        alike = [f for f, _ in near if f.written == "元" and f is not figure and f.value >= figure.value]
        if len(large) < _LEAST_SIBLINGS or alike or sum(f is g for _, f, _ in small for g, _ in near) > 1:
            continue
        median = large[len(large) // 2]
        if median >= _TIMES * figure.value:
            yield _finding(case, number, figure, passage, median)


def _around(section: str, money: list[tuple[Figure, Passage]]) -> list[tuple[Figure, Passage]]:
    """The amounts of the narrowest section around that has enough of them; at last those of the whole item."""
    while section:
        near = [entry for entry in money if f"{entry[1].section} / ".startswith(f"{section} / ")]
        if sum(figure.written != "元" for figure, _ in near) >= _LEAST_SIBLINGS:
            return near
        section = section.rpartition(" / ")[0]
    return money


def _shared_too_thin(figure: Figure, passage: Passage) -> bool:
    """Whether a sum in 元 would give each of the beneficiaries named after it less than 1 元."""
    if figure.written != "元":
        return False
    shared = _SHARED.match(passage.text, figure.place.end)
    clause = _clause(passage, figure) if shared else ""
    if shared is None or not _GRANT.search(clause) or _SMALL.search(clause):
        return False
    return 0 < figure.value < Decimal(re.sub(r"[,，]", "", shared.group("count")))


def _clause(passage: Passage, figure: Figure) -> str:
    """The words of the clause before a figure."""
    end = figure.place.start
    start = max(passage.text.rfind(stop, 0, end) for stop in "。；;，,") + 1
    return passage.text[start:end]


def _thin(case: Case, number: int, figure: Figure, passage: Passage) -> Finding:
    return figure_found(
        amount_out_of_scale,
        case,
        passage,
        number,
        figure,
        f"“{figure.text}”分摊到同句所列的受益户数、人数，每户（人）不足1元，疑为漏写“万”字；也可能受益数或金额有误。",
        labels=("受益数", "元"),
        advice="请与账面核对金额和计量单位。",
    )


def _is_total(figure: Figure, passage: Passage) -> bool:
    """Whether a figure in 元 is said to be a sum of public money, and is small for one."""
    if figure.written != "元" or not 0 < figure.value < _FEW:
        return False
    before = _clause(passage, figure)
    clause = before + passage.text[figure.place.start : figure.place.end + 6]
    return bool(_FUND.search(before)) and not _SMALL.search(clause)


def _finding(case: Case, number: int, figure: Figure, passage: Passage, median: Decimal) -> Finding:
    usual = f"{(median / 10000).quantize(Decimal('0.01'))}万元"
    return figure_found(
        amount_out_of_scale,
        case,
        passage,
        number,
        figure,
        f"“{figure.text}”作为资金总量明显偏小：同一章节其他金额多以万元、亿元计，中位数为{usual}，"
        "是它的一千倍以上。疑为漏写“万”字；如金额确为此数，请说明。",
        labels=("资金总量", "元"),
        advice="请与账面核对金额和计量单位。",
    )
