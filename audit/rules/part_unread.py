"""Parts of the file that could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found
from extract.document import Place

_SHOWN = 60


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
    marked: dict[str, list[Spot]] = {}
    for unread in case.report.document.unread:
        spot = _spot(case, unread.place)
        if spot is not None:
            marked.setdefault(unread.reason, []).append(spot)
    for reason, spots in marked.items():
        more = f"（同样的共{len(spots)}处）" if len(spots) > 1 else ""
        yield found(
            part_unread,
            case,
            spots,
            f"文件有一部分未能读取：{reason.rstrip('。')}{more}。未读取的内容没有参加核对。",
            labels=(reason,),
            advice="请人工查看该部分，或请单位报送可编辑的电子版。",
        )


def _spot(case: Case, place: Place | None) -> Spot | None:
    """Where to show what was not read: at its place; where no text stands there, as before a picture in a table, at what is
    printed next to it; without a place at the head of the file's first item. None where it is another item's."""
    if place is None:
        near = next(case.passages(), None) if case.item == case.report.items[0] else None
    elif (passage := case.passage_at(place)) is not None:
        start = min(place.start, len(passage.text))
        return Spot(passage, start, min(max(place.end, start), len(passage.text)))
    elif case.item.first <= place.block <= case.item.last:
        near = min(case.passages(), key=lambda passage: abs(passage.block - place.block), default=None)
    else:
        near = None
    return None if near is None else Spot(near, 0, min(len(near.text), _SHOWN))
