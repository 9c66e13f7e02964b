"""N101: 分项数量之和与总数不符."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.message import finding, tail_only


@rule(
    "N101",
    "分项数量之和与总数不符",
    family="count",
    severity="error",
    basis="绩效自评数据应当真实、准确",
    wrongly="同一对象同时计入两类、“其中”只列举部分对象时并非错误；这些读法都会先行试算。",
    examples=[
        bad("全系统在职人员2368人，分别为：行政人员1203人、事业人员1065人。", "2368人"),
        good("全系统在职人员2268人，分别为：行政人员1203人、事业人员1065人。"),
        good("全年共实施项目140个，其中：续建项目21个、新建民生项目37个。"),
    ],
    aliases=("ARI-09",),
)
def counts_do_not_sum(case: Case) -> Iterator[Finding]:
    """人数、个数、户数等总数应等于所列各类数量之和。"""
    for story in case.told("count"):
        if story.head.reading.relation == "sum" and not tail_only(story):
            yield finding(case, story, severity="error", advice="请核对总数与各类数量。")
