"""A cited document numbered in a year after the report was signed."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.citation import citations
from audit.finding import Finding
from audit.spot import Spot, found, lone_dates


@rule(
    "F207",
    "引用文件晚于报告落款",
    family="citation",
    severity="warning",
    basis="GB/T 9704—2012《党政机关公文格式》",
    wrongly="落款日期写成了上一年。",
    examples=[
        bad(
            "根据《关于开展绩效自评的通知》（安财绩〔2024〕4号）开展自评。\n安和县水利局\n2023年3月15日",
            "安财绩〔2024〕4号",
        ),
        good("根据《关于开展绩效自评的通知》（安财绩〔2023〕4号）开展自评。\n安和县水利局\n2023年3月15日"),
        good("根据《关于开展绩效自评的通知》（安财绩〔2024〕4号）开展自评。\n2023年9月8日\n二○二四年三月二十五日"),
        good("根据《关于开展绩效自评的通知》（安财绩〔2024〕4号）开展自评。"),
    ],
    aliases=("REF-06",),
)
def cited_document_is_younger(case: Case) -> Iterator[Finding]:
    """发文字号的年份不可能晚于报告落款的年份；晚于的，文号或落款日期必有一处写错。

    落款取单独成行的日期；有几处时取最晚的一处。没有落款日期的不报。
    """
    signed = [date.year for date, _ in lone_dates(case)]
    if not signed:
        return
    groups: dict[str, list[Spot]] = {}
    for cited in citations(case):
        if cited.year > max(signed) and cited.number_spot is not None:
            groups.setdefault(cited.number, []).append(cited.number_spot)
    for number, marked in groups.items():
        yield found(
            cited_document_is_younger,
            case,
            marked,
            f"报告落款是{max(signed)}年，引用的{number}却是之后年份的文件，文号年份或落款日期有一处不对。",
            labels=(number,),
            advice="请核对文号和落款日期。",
        )
