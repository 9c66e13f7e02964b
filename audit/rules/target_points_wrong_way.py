"""K106: a target whose operator runs against the kind of indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Quoted
from audit.recount.targets import number, points_wrong_way
from audit.scores import called, cards, told
from extract.glossary import fold
from extract.scorecard import Indicator

_COMPLAINT = re.compile(r"(?:投诉|事故|差错|违规|违纪|死亡|伤亡)(?:率|数|次数|起数|人数|件数)?$")
_TURNED = {"≥": "≤", ">": "<", "≤": "≥", "<": ">"}
_COST = re.compile(r"(?:成本|费用|造价|单价|经费|费)$")
_HANDLED = re.compile(r"处理|办结|回复|下降|减少|降低|压减|整改|查处|调查|查办|结案|节约|节省")


@rule(
    "K106",
    "指标值的方向与指标性质相反",
    family="rubric",
    severity="warning",
    basis="财预〔2021〕101号（指标值设置）",
    wrongly="“投诉处理率”一类越高越好的指标不在此列；“≥”由扫描误识而来时可能误报。",
    examples=[
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
            "| 满意度指标 | 服务对象满意度 | 群众满意度 | ≤90% | 95% | 10 | 10 |",
            "≤90%",
        ),
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
            "| 产出指标 | 质量指标 | 工程验收合格率 | <=95% | 97.2% | 10 | 10 |",
            "<=95%",
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
            "| 产出指标 | 质量指标 | 逾期未完成率 | ≤3% | 2.1% | 10 | 10 |"
        ),
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
            "| 产出指标 | 质量指标 | 安全事故起数 | ≥1起 | 0起 | 10 | 10 |",
            "≥1起",
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
            "| 满意度指标 | 服务对象满意度 | 群众满意度 | ≥90% | 95% | 10 | 10 |"
        ),
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
            "| 产出指标 | 成本指标 | 宣传活动费用 | ≥18万元 | 18万元 | 10 | 10 |",
            "≥18万元",
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
            "| 产出指标 | 成本指标 | 单位成本节约率 | ≥5% | 6% | 10 | 10 |"
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
            "| 效益指标 | 社会效益 | 群众投诉处理率 | ≥95% | 98% | 10 | 10 |"
        ),
    ],
    aliases=("IND-08",),
)
def target_points_wrong_way(case: Case) -> Iterator[Finding]:
    """满意度、合格率、完成率一类指标应设下限（≥），投诉、事故一类指标应设上限（≤或＝0），成本指标下的金额应设上限（只作提示）。

    方向写反会使未达标变成达标。只对方向确定无疑的几类指标判断，并排除处理率、下降率、节约额等越高越好的名称；补助标准、
    投入一类金额不看。
    """
    for card in cards(case):
        for indicator in card.leaves:
            op = _operator(indicator)
            name = fold(indicator.name)
            wrong = points_wrong_way(indicator, op) or (
                op in "≥>" and _COMPLAINT.search(name) and not _HANDLED.search(name)
            )
            cost = op in "≥>" and "成本" in fold("".join(indicator.path[:-1])) and _is_cost(indicator)
            if not op or not (wrong or cost) or indicator.target_place is None:
                continue
            yield told(
                target_points_wrong_way,
                case,
                indicator.place,
                f"{called(indicator)}的指标值为“{indicator.target}”，方向与指标性质相反，“{op}”疑应为“{_TURNED[op]}”；也可能是识读有误。",
                labels=(indicator.code, indicator.name),
                severity=None if wrong else "info",
                figures=(Quoted(indicator.target, None, "", "target", indicator.target_place),),
                advice="请核对指标值的方向；确有特殊含义的请说明。",
            )


def _is_cost(indicator: Indicator) -> bool:
    """Whether the indicator is an amount of money that is to be spent sparingly."""
    target = number(indicator.target, indicator.unit)
    money = target is not None and target.unit in ("元", "万元", "亿元")
    return money and _COST.search(fold(indicator.name)) is not None and not _HANDLED.search(fold(indicator.name))


def _operator(indicator: Indicator) -> str:
    match = re.match(r"[≥≤<>]", fold(indicator.target)) or re.match(r"[≥≤<>]", fold(indicator.nature))
    return match[0] if match else ""
