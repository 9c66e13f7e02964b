"""F209: the issuer in a title is not of the level that its document number says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.citation import Citation, citations
from audit.finding import Finding
from audit.spot import found

_OFFICE = re.compile(r"^[一-鿿]{2,20}?(?:局|厅|委员会|财政部|教育部|民政部)关于(?!.{0,4}(?:批转|转发))")
_GOVERNMENT = re.compile(r"^[一-鿿]{2,12}?人民政府(?:办公[室厅])?关于(?!.{0,4}(?:批转|转发))")
_OF_GOVERNMENT = re.compile(r"^[一-鿿]{1,4}(?:政发|政办发|府发|府办发|政办|府办)(?:规|电|函|字)?$")
_OF_FINANCE = re.compile(r"^[一-鿿]{1,3}财(?!政|办政)[一-鿿]{0,3}$")


@rule(
    "F209",
    "文号代字与发文单位不符",
    family="citation",
    severity="info",
    basis="GB/T 9704—2012《党政机关公文格式》（发文字号由发文机关代字、年份、发文顺序号组成）",
    wrongly="几个机关联合发文、由政府办公室转发而标题省略了的。仅作提示。",
    examples=[
        bad(
            "根据《安和县财政局关于加强预算绩效管理的通知》（安政发〔2021〕4号）开展自评。",
            "《安和县财政局关于加强预算绩效管理的通知》",
        ),
        bad(
            "根据《安和县人民政府关于全面实施预算绩效管理的意见》（安财绩〔2021〕4号）开展自评。",
            "《安和县人民政府关于全面实施预算绩效管理的意见》",
        ),
        good("根据《安和县财政局关于加强预算绩效管理的通知》（安财绩〔2021〕4号）开展自评。"),
        good("根据《安和县人民政府办公室转发县财政局关于加强预算绩效管理意见的通知》（安政办发〔2021〕4号）开展自评。"),
        good("根据《关于加强预算绩效管理的通知》（安政发〔2021〕4号）开展自评。"),
    ],
    aliases=("REF-09",),
)
def issuer_differs_from_number(case: Case) -> Iterator[Finding]:
    """文件名写明由部门印发的，文号不会用政府的代字（政发、政办发、府发）；写明由政府印发的，文号不会用财政部门的代字。

    标题没有写发文单位、属转发批转的不报。
    """
    for cited in citations(case):
        if cited.title_spot is None or not cited.year or not _differs(cited):
            continue
        yield found(
            issuer_differs_from_number,
            case,
            [cited.title_spot],
            f"文件名“{cited.title}”写明的发文单位与文号{cited.number}的代字不是同一机关。可能文号抄错，也可能标题引用不全。",
            labels=(cited.number,),
            advice="请核对原件的标题和文号。",
        )


def _differs(cited: Citation) -> bool:
    by_office = _OFFICE.match(cited.title) and "政府" not in cited.title.partition("关于")[0]
    by_government = _GOVERNMENT.match(cited.title)
    return bool(
        (by_office and _OF_GOVERNMENT.match(cited.issuer)) or (by_government and _OF_FINANCE.match(cited.issuer))
    )
