"""A title that says 关于开展…报告: the matter is missing between the verb and the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found

_GARBLED = re.compile(r"关于(?:开展|组织开展|做好)(?:(?!的|工作|情况|通知)[^，。；《》]){4,45}(?:报告|自评表)$")


@rule(
    "C403",
    "标题语句不完整",
    family="wording",
    severity="info",
    basis="GB/T 9704—2012《党政机关公文格式》（标题由发文机关名称、事由和文种组成）",
    wrongly="约定俗成的简写标题。仅作提示。",
    examples=[
        bad("安和县水利局关于开展2022年度\n部门整体支出绩效评价报告\n全年支出1,200万元。", "关于开展"),
        good("安和县水利局关于开展2022年度部门整体支出绩效评价工作的报告\n全年支出1,200万元。"),
        good("安和县水利局2022年度部门整体支出绩效自评报告\n根据县财政局关于开展绩效自评的通知，形成本报告。"),
        good("安和县水利局关于2022年度部门整体支出绩效自评情况的报告\n全年支出1,200万元。"),
    ],
    aliases=("TPL-07",),
)
def title_garbled(case: Case) -> Iterator[Finding]:
    """“××局关于开展2022年度部门整体支出绩效评价报告”缺少“……工作的”，事由与文种连在一起，语句不通。"""
    place = case.item.place
    if place is None:
        return
    above = [p for p in case.passages() if p.row is None and place.block - 2 <= p.block <= place.block]
    lines = [re.sub(r"\s", "", passage.text) for passage in above]
    for first, passage in enumerate(above):
        at = passage.text.find("关于")
        if at >= 0 and len("".join(lines[first:])) <= 90 and _GARBLED.search("".join(lines[first:])):
            end = re.match(r"关于\s*(?:组织)?\s*(?:开展|做好)", passage.text[at:])
            yield found(
                title_garbled,
                case,
                [Spot(passage, at, at + (end.end() if end else 2))],
                "标题写作“关于开展……报告”，缺少“工作的”“情况的”一类中心语，语句不完整。",
                labels=("标题",),
                advice="请改为“关于……情况的报告”或“……绩效自评报告”。",
            )
            return
