"""One document number cited under two titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.citation import Citation, citations, plain_title
from audit.finding import Finding
from audit.spot import Spot, found

_FULL = re.compile(r"关于.*(?:通知|意见|决定|方案|函|批复|办法|规定)$")
_ISSUER = re.compile(r"^.{0,40}?(?=关于)")
_PLACE = re.compile(r"^(?:[一-鿿]{2,7}?(?:省|自治区))?(?:[一-鿿]{1,6}?(?:市|州(?!市)))?(?:[一-鿿]{1,6}?(?:县|区|旗))?")


@rule(
    "F202",
    "同一文号对应两个文件名",
    family="citation",
    severity="info",
    basis="GB/T 9704—2012《党政机关公文格式》",
    wrongly="一个文件印发了几份附件（分别引用附件名），或只引简称。简称、附件名不报。",
    examples=[
        bad(
            "根据《安和县财政局关于开展2022年度预算支出绩效自评工作的通知》（安财绩〔2023〕4号）开展自评。\n"
            "7.《安和县财政局关于报送2022年度部门决算的通知》（安财绩〔2023〕4号）。",
            "《安和县财政局关于报送2022年度部门决算的通知》",
        ),
        bad(
            "根据《安和县财政局关于开展2022年度预算支出绩效自评工作的通知》（安财绩〔2023〕4号）开展自评。\n"
            "7.《平州市安和县财政局关于开展2022年度绩效自评工作的通知》（安财绩〔2023〕4号）。",
            "《平州市安和县财政局关于开展2022年度绩效自评工作的通知》",
        ),
        good(
            "根据《安和县财政局关于印发〈安和县预算绩效管理办法〉的通知》（安财〔2021〕4号）。\n"
            "3.《安和县预算绩效管理办法》（安财〔2021〕4号）。4.《预算绩效管理办法》（安财〔2021〕4号）。"
        ),
        good("1.《安和县会议费管理办法》（安办〔2015〕7号）。2.《安和县培训费管理办法》（安办〔2015〕7号）。"),
        good(
            "《平州市安和县财政局关于开展绩效自评的通知》（安财〔2023〕4号）。\n"
            "《安和县财政局关于开展绩效自评的通知》（安财〔2023〕4号）"
        ),
    ],
    aliases=("REF-01",),
)
def number_under_two_titles(case: Case) -> Iterator[Finding]:
    """同一文号只能对应一个文件。同一报告中同一文号配了两个完整而不同的文件名时提示。

    只比较写全了的公文标题（“……关于……的通知”一类）；简称、附件名、地名前缀增减、标点不同不报。
    """
    seen: dict[str, list[Citation]] = {}
    for cited in citations(case):
        if cited.number and cited.year and cited.title and _FULL.search(cited.title):
            seen.setdefault(cited.number, []).append(cited)
    for number, group in seen.items():
        first, *rest = group
        others = [cited for cited in rest if _key(cited.title) != _key(first.title)]
        marked: list[Spot] = [cited.spot for cited in others]
        if not marked:
            continue
        yield found(
            number_under_two_titles,
            case,
            marked,
            f"文号{number}前文对应《{first.title}》，此处对应《{others[0].title}》，文件名不一致。"
            "可能是引用时改写了标题，也可能是文号抄错。",
            labels=(number,),
            advice="请核对原件，统一文件名与文号。",
        )


def _key(title: str) -> str:
    """Issuer without its places, then the rest as printed."""
    issuer = _ISSUER.match(title)
    name = _PLACE.sub("", issuer.group()) if issuer else ""
    return plain_title(name) + plain_title(title[issuer.end() if issuer else 0 :])
