"""A known regulation cited with a number that is another document's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.citation import Citation, citations, plain_title
from audit.finding import Finding
from audit.law import Regulation, register
from audit.spot import found

_LAW = re.compile(r"^中华人民共和国[一-鿿]{1,20}(?<!办)法$")
_PRESIDENT = re.compile(r"主席令|人民代表大会|人大")


@rule(
    "F204",
    "法规与文号不符",
    family="citation",
    severity="warning",
    basis="中华人民共和国立法法（法律由国家主席签署主席令公布）",
    wrongly="与国家规定同名的地方文件；登记簿未收的修订文号。因此部门文件只在发文机关代字相同时比对。",
    examples=[
        bad("根据《中华人民共和国政府采购法》〔财政部令18号〕等规定开展采购。", "财政部令18号"),
        bad("依据《项目支出绩效评价管理办法》（财预〔2020〕110号）开展自评。", "财预〔2020〕110号"),
        bad("《中华人民共和国预算法实施条例》（国务院令第792号）", "国务院令第792号"),
        bad("《中华人民共和国审计法》（国务院令第571号）", "国务院令第571号"),
        good("根据《中华人民共和国政府采购法》（中华人民共和国主席令第六十八号）、《政府采购法》（2014年修正）。"),
        good("《项目支出绩效评价管理办法》（财预〔2020〕10号）、《项目支出绩效评价管理办法》（鄂财绩发〔2020〕3号）"),
        good("《中华人民共和国预算法实施条例》（国务院令第七百二十九号）、《事业单位财务规则》（财政部令第68号）"),
        good("执行《中华人民共和国政府采购法》 财政部令第87号等规定。"),
        good("《中华人民共和国政府采购法》《政府采购货物和服务招标投标管理办法》（财政部令第87号）"),
    ],
    aliases=("REF-03",),
)
def law_cited_with_wrong_number(case: Case) -> Iterator[Finding]:
    """法律以主席令公布，行政法规以国务院令公布，规章以部门令公布，部门文件用本部门文号。

    法律配了部门令、国务院令或发文字号的报；行政法规、部门规章和部门文件按内置法规登记簿比对，只有公布机关
    （机关代字）相同而号码不同的才报——机关代字不同的，可能是地方同名文件，不报。
    """
    for cited in citations(case):
        if not cited.number or not cited.title or cited.number_spot is None:
            continue
        expected = _expected(cited)
        if expected is None:
            continue
        yield found(
            law_cited_with_wrong_number,
            case,
            [cited.number_spot],
            f"《{cited.title}》所附文号为“{cited.number}”，{expected}。疑为与其他文件的文号混淆；"
            "也可能引用的是名称相近的另一份文件，请核对。",
            labels=(plain_title(cited.title),),
            advice="请核对原文后更正文件名或文号。",
        )


def _expected(cited: Citation) -> str | None:
    """What the number should be, in words; None where nothing can be said against it."""
    title = plain_title(cited.title)
    known = register().get(title)
    if _LAW.match(title) or (known is not None and known.kind == "law"):
        return (
            None
            if _PRESIDENT.search(cited.issuer) or not _bracketed(cited)
            else "而法律由主席令公布，该文号属于另一份文件"
        )
    if known is None or _agrees(cited, known):
        return None
    return f"而该文件的文号应为{'或'.join(known.may_have)}"


def _bracketed(cited: Citation) -> bool:
    """Whether a bracket ties the number to the title; side by side they may be two documents."""
    if cited.title_spot is None or cited.number_spot is None:
        return False
    between = cited.title_spot.passage.text[cited.title_spot.end : cited.number_spot.start]
    return bool(re.search(r"[（(〔\[［【]", between))


def _agrees(cited: Citation, known: Regulation) -> bool:
    """Whether the number is one of the regulation's own, or of an issuer that it can't be compared with."""
    numbers = {_bare(number) for number in known.may_have}
    if known.kind == "order":
        return cited.year > 0 or _bare(cited.number) in numbers or _seat(cited.number) not in map(_seat, numbers)
    return _bare(cited.number) in numbers or not cited.year or _seat(cited.number) not in map(_seat, numbers)


def _bare(number: str) -> str:
    return number.removeprefix("中华人民共和国").replace("第", "")


def _seat(number: str) -> str:
    """The issuer's mark: 财政部令, 国务院令, 财预."""
    return re.split(r"[〔\d]", _bare(number))[0]
