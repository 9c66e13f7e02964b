"""N101: 分项数量之和与总数不符."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Severity
from audit.message import condition, finding, tail_only


@rule(
    "N101",
    "分项数量之和与总数不符",
    family="count",
    severity="error",
    basis="绩效自评数据应当真实、准确",
    wrongly="同一对象同时计入两类、“其中”只列举部分对象时并非错误；这些读法都会先行试算。",
    examples=[
        bad("全系统在职人员2368人，分别为：行政人员1203人、事业人员1065人。", "2368人"),
        bad("年末在职人员128人，其中行政46人、事业75人。", "128人"),
        good("全系统在职人员2268人，分别为：行政人员1203人、事业人员1065人。"),
        good("全年共实施项目140个，其中：续建项目21个、新建民生项目37个。"),
    ],
    aliases=("ARI-09",),
)
def counts_do_not_sum(case: Case) -> Iterator[Finding]:
    """人数、个数、户数等总数应等于所列各类数量之和。

    “其中”所列的各类之外还可能有未列明的一类（如行政、事业之外的工勤）而合计不足的，列为疑点，并写明该类为多少时可以成立。
    """
    for story in case.told("count"):
        if story.head.reading.relation == "sum" and not tail_only(story):
            severity: Severity = "warning" if story.needs and not story.others else "error"
            advice = "请核对总数与各类数量；另有未列明类别的，请补列。"
            yield finding(case, story, severity=severity, advice=advice, extra=condition(story))
