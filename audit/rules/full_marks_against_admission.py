"""V102: full marks for what the report itself says is wanting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.admissions import Admission, against
from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Also, Finding
from audit.recount.outcome import score_quotes
from audit.scores import called, points, row, scored, told

_NUMBERING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]+\s*)")
_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 得分 | 评分细则 |\n"


@rule(
    "V102",
    "报告自述不足，对应指标仍得满分",
    family="evidence",
    severity="warning",
    basis="财预〔2020〕10号（自评结果应当客观）",
    wrongly="所述不足发生在其他年度、其他单位，或与该指标考核的内容并非一事。",
    examples=[
        bad(
            "总体良好，但在工作完成及时率方面还有待加强。\n"
            + _HEAD
            + "| 绩效 | 效果 | C22工作完成及时率（4分） | 4 | 1-4季度各得1分 |",
            "4",
        ),
        bad(
            "档案管理制度还不够完善。\n"
            + _HEAD
            + "| 管理 | 档案 | 档案管理制度健全性（2分） | 2 | 制度健全得2分，否则不得分。 |",
            "2",
        ),
        good(
            "绩效目标完成情况不及上年。\n"
            + _HEAD
            + "| 管理 | 目标 | 绩效目标合理性（2分） | 2 | 目标合理得2分，否则不得分。 |"
        ),
        bad(
            "（一）财务管理制度尚不健全。\n"
            + _HEAD
            + "| 管理 | 财务 | 财务管理制度健全性（2分） | 2 | ①有制度，得1分；②有效执行，得1分。 |",
            "2",
        ),
        good(
            "总体良好，但在工作完成及时率方面还有待加强。\n"
            + _HEAD
            + "| 绩效 | 效果 | C22工作完成及时率（4分） | 3 | 1-4季度各得1分 |"
        ),
        good(
            "（一）档案管理制度尚不健全。\n"
            + _HEAD
            + "| 管理 | 财务 | 财务管理制度健全性（2分） | 2 | ①有制度，得1分；②有效执行，得1分。 |"
        ),
        good(
            "通过强化调度，解决了工作完成及时率不高的问题。\n"
            + _HEAD
            + "| 绩效 | 效果 | C22工作完成及时率（4分） | 4 | 1-4季度各得1分 |"
        ),
    ],
    aliases=(
        "XSE-06",
        "SCR-17",
    ),
)
def full_marks_against_admission(case: Case) -> Iterator[Finding]:
    """报告“存在的问题”等处承认某方面有待加强、尚不健全、滞后，而考核同一方面的指标却得满分。

    同一方面的认定：所述不足点到指标名称，或二者属于同一对象（如培训、财务管理制度、信息公开）。引用两处原文。
    “解决、避免、防止”某问题之类的表述不算承认不足。
    """
    for line, indicator in scored(case):
        if indicator is None or line.claimed is None or line.claimed != line.weight:
            continue
        matched = against(indicator, case.admitted)
        if not matched:
            continue
        first = _first(matched)
        others = [a for a, _ in matched if a.place != first.place]
        yield told(
            full_marks_against_admission,
            case,
            first.place,
            f"{called(line)}自评得满分（{points(line.claimed).text}），报告另处自述“{_NUMBERING.sub('', first.clause).strip('。；')}”，两处说法不一致。",
            labels=(line.code, line.name),
            figures=score_quotes(indicator),
            quote=first.text[:300],
            also=[
                Also(line.place, row(case, line.place)),
                *(Also(a.place, a.text[:300]) for a in {a.place: a for a in others}.values()),
            ],
            advice="请说明得满分的理由，或按实际情况更正得分。",
        )


def _first(matched: tuple[tuple[Admission, str], ...]) -> Admission:
    """The longest statement: the body says more than the summary that repeats it."""
    return max((admission for admission, _ in matched), key=lambda a: (len(a.text), -a.place.block))
