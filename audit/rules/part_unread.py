"""Parts of the file that could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found
from extract.claims.context import Passage
from extract.document import Unread


@rule(
    "C501",
    "部分内容未能读取",
    family="unread",
    severity="warning",
    basis="系统读取记录",
    wrongly="未读部分可能与自评数据无关（装饰图片、公章）。",
    examples=[
        bad(
            "安和县水利局2022年度部门整体支出绩效自评报告\n[未读：第3页为图片]",
            "安和县水利局2022年度部门整体支出绩效自评报告",
        ),
        good("安和县水利局2022年度部门整体支出绩效自评报告\n全年支出1,200万元。"),
        good("各项数据详见附图。"),
    ],
)
def part_unread(case: Case) -> Iterator[Finding]:
    """文件中有图片、嵌入对象、损坏的页面等未能读取，其中的数据没有参加核对。

    不是对填报单位的疑点，而是提醒复核人员：没有报出问题，不等于这部分没有问题。
    """
    first = next(iter(case.passages()), None)
    if first is None:
        return
    for unread in case.report.document.unread:
        spot = _spot(case, unread, first, alone=len(case.report.items) == 1 or case.item is case.report.items[0])
        if spot is not None:
            yield found(
                part_unread,
                case,
                [spot],
                f"文件有一部分未能读取：{unread.reason}。这部分的数据没有参加核对。",
                labels=(unread.reason,),
                advice="请人工查看该部分，或请单位报送可编辑的电子版。",
            )


def _spot(case: Case, unread: Unread, first: Passage, alone: bool) -> Spot | None:
    """Where to show it: at its place; without one at the head of the file's first item."""
    if unread.place is None:
        return Spot(first, 0, min(len(first.text), 60)) if alone else None
    place = unread.place
    passage = case.passage_at(place)
    if passage is None:
        return None
    return Spot(passage, min(place.start, len(passage.text)), min(max(place.end, place.start), len(passage.text)))
