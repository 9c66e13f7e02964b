"""A repealed regulation cited as the basis for a later year."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.citation import Citation, citations, plain_title
from audit.finding import Finding
from audit.law import Regulation, register
from audit.spot import Spot, found

_HISTORY = re.compile(r"废止|原《|失效|取代|替代|修订为|停止执行|不再执行")


@rule(
    "F205",
    "引用已废止的依据",
    family="citation",
    severity="warning",
    basis="财会〔2017〕25号、财预〔2020〕10号（见法规登记簿）",
    wrongly="叙述沿革时提及旧文件；名称与国家旧文件相同的现行地方文件。",
    examples=[
        bad(
            "安和县水利局2022年度部门整体支出绩效自评报告\n根据《中华人民共和国会计法》《行政单位会计制度》等规定，制定制度。",
            "《行政单位会计制度》",
        ),
        bad(
            "安和县水利局2021年度部门整体支出绩效自评报告\n2.《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）；",
            "《财政支出绩效评价管理暂行办法》",
        ),
        good("安和县水利局2018年度部门整体支出绩效自评报告\n根据《行政单位会计制度》等规定，制定制度。"),
        good("安和县水利局2022年度部门整体支出绩效自评报告\n《行政单位会计制度》废止后，执行《政府会计制度》。"),
        good("安和县水利局2021年度部门整体支出绩效自评报告\n《财政支出绩效评价管理暂行办法》（安财〔2015〕7号）；"),
        good("根据《行政单位会计制度》等规定，制定制度。"),
    ],
    aliases=("REF-04",),
)
def repealed_basis_cited(case: Case) -> Iterator[Finding]:
    """自评年度开始之前已经废止的文件，不能再作为该年度工作的依据。

    只比对内置法规登记簿中废止日期明确的文件；同名地方文件可能仍然有效，因此除名称唯一的以外，
    还要求文号一致；同句说明“废止”“原《……》”的不报。
    """
    if not case.item.year[:4].isdigit():
        return
    year = int(case.item.year[:4])
    groups: dict[str, list[tuple[Citation, Spot]]] = {}
    for cited in citations(case):
        known = register().get(plain_title(cited.title)) if cited.title else None
        if known is None or cited.title_spot is None or not _is_repealed(known, cited, year):
            continue
        left, right = cited.title_spot.sentence()
        if not _HISTORY.search(cited.title_spot.passage.text[left:right]):
            groups.setdefault(known.title, []).append((cited, cited.title_spot))
    for title, group in groups.items():
        known = register()[plain_title(title)]
        assert known.repealed is not None
        yield found(
            repealed_basis_cited,
            case,
            [spot for _, spot in group],
            f"《{title}》（{known.number}）自{known.repealed.year}年{known.repealed.month}月{known.repealed.day}日起"
            f"由{known.replaced_by}取代，不能作为{year}年度的依据。如只是叙述沿革，请写明。",
            labels=(title,),
            advice="请改引现行有效的文件。",
        )


def _is_repealed(known: Regulation, cited: Citation, year: int) -> bool:
    """Whether it was repealed before the year began, and whether it is surely this regulation that is cited."""
    if known.repealed is None or known.repealed > datetime.date(year, 1, 1):
        return False
    return cited.number in known.may_have if cited.number else known.unique
