"""One title cited with two document numbers."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.citation import Citation, citations, plain_title
from audit.finding import Finding
from audit.spot import found


@rule(
    "F203",
    "同一文件名对应两个文号",
    family="citation",
    severity="info",
    basis="GB/T 9704—2012《党政机关公文格式》",
    wrongly="每年同名印发的通知、修订后重新印发的办法。",
    examples=[
        bad(
            "根据《安和县预算绩效管理办法》（安政发〔2015〕104号）开展工作。\n2.《安和县预算绩效管理办法》（安政发〔2015〕140号）。",
            "安政发〔2015〕140号",
        ),
        good(
            "根据《安和县预算绩效管理办法》（安政发〔2015〕104号）开展工作。\n2.《安和县预算绩效管理办法》（安政发（2015）104号）。"
        ),
        good("《安和县部门预算编制通知》（安财〔2020〕4号）、《安和县部门预算编制通知》（安财〔2021〕6号）"),
        good("《中华人民共和国预算法》（主席令第12号）和《中华人民共和国预算法》（主席令第22号）"),
    ],
    aliases=("REF-02",),
)
def title_under_two_numbers(case: Case) -> Iterator[Finding]:
    """同一文件名在一份报告里配了同一年的两个不同文号，至少有一处抄错。

    不同年份的同名文件（逐年印发的通知、修订重印的办法）不报；法律、行政法规的公布令不报。
    """
    seen: dict[str, list[Citation]] = {}
    for cited in citations(case):
        if cited.title and cited.year:
            seen.setdefault(plain_title(cited.title), []).append(cited)
    for title, group in seen.items():
        first, *rest = group
        for cited in rest:
            if cited.number != first.number and cited.year == first.year and cited.number_spot:
                yield found(
                    title_under_two_numbers,
                    case,
                    [cited.number_spot],
                    f"《{cited.title}》前文文号为{first.number}，此处为{cited.number}，至少一处有误；"
                    "也可能是名称相同的两份文件。",
                    labels=(title, cited.number),
                    advice="请核对原件后统一。",
                )
                break
