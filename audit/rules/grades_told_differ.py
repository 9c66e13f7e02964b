"""K302: 同一评价写有不同等级."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found, spots
from extract.claims.subjects import is_of_the_report
from extract.glossary import fold

_LAST_YEAR = re.compile(r"(?:上|去|前)一?(?:年|次|轮)|以前|往年|历年")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_GRADE = re.compile(
    r"(?<![^，,。；;\n])(?P<words>[^，,。；;\n]{0,30}?(?:等级|评级|等次|档次)(?:评定|结果)?(?:为|是|：|:))\s*"
    r"[“\"]?(?P<grade>优|良|中|差)(?:秀|好|等)?(?=[”\"。，,；;\s]|$)"
)


@rule(
    "K302",
    "同一评价写有不同等级",
    family="grade",
    severity="warning",
    basis="财预〔2020〕10号（自评结果应当真实、准确）",
    wrongly="一份文件里有几个对象、几次评价而文字没有写明是哪一个时并非错误。",
    examples=[
        bad("本部门绩效自评等级为“优”。\n综上，绩效评价等级为“良”。", "等级为“良"),
        good("本部门绩效自评等级为“优”。\n综上，绩效评价等级为“优秀”。"),
        good(
            "安和县水利局2022年度绩效自评报告\n2019年度本部门自评得分84.3分，评价等级为“良”，问题已整改。\n本部门绩效自评等级为“优”。"
        ),
        good("本部门绩效自评等级为“优”。道路养护项目绩效评价等级为“良”，上年绩效评价等级为“良”。"),
    ],
    aliases=("XSE-04",),
)
def grades_told_differ(case: Case) -> Iterator[Finding]:
    """报告各处写明的本次评价等级应当一致。写明是某一项目、某一指标、上年或他人评定的等级不在此列。"""
    told: dict[bool, list[tuple[str, Spot]]] = {}
    for spot, match in spots(case, _GRADE, given=("级", "等次", "档次")):
        if spot.passage.row is None and is_of_the_report(fold(match["words"])) and not _of_another_year(case, spot):
            ink = Spot(spot.passage, match.end("words") - 3, match.end("grade"))
            told.setdefault("项目" in match["words"], []).append((match["grade"], ink))
    for grades in told.values():
        first = grades[0][0]
        grade, other = next((one for one in grades if one[0] != first), ("", None))
        if other is None:
            continue
        yield found(
            grades_told_differ,
            case,
            [other, grades[0][1]],
            f"此处写明等级为“{grade}”，另一处写明等级为“{first}”，两者不一致。",
            labels=("grade", first),
            advice="请核对评价等级，各处写法应当一致；属于不同对象的，请分别写明。",
        )


def _of_another_year(case: Case, spot: Spot) -> bool:
    """Whether the sentence speaks of another year than the one reported."""
    left, right = spot.sentence()
    words = spot.passage.text[left:right]
    return bool(_LAST_YEAR.search(words)) or any(year != case.item.year for year in _YEAR.findall(words))
