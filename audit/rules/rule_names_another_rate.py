"""K107: a scoring rule that defines one rate and sets its threshold on another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Flaw
from audit.scores import also_rows, called, cards, rule_of, told
from extract.glossary import fold
from extract.scorecard import Indicator

_BOUND = re.compile(r"(?:^|[，,。；;])(?P<name>[一-鿿“”]{2,12}率)(?:达到?|≥|>=|≤|<=|不低于|不超过|在)\s*\d")
_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分细则 |\n"


@rule(
    "K107",
    "评分细则前后所指的比率不一致",
    family="rubric",
    severity="info",
    basis="财预〔2013〕53号（指标与计算公式应当对应）",
    wrongly="两个名称在当地通用、实为同一比率的。",
    examples=[
        bad(
            _HEAD + "| 管理 | 预算 | 预算执行率 | 4 | 4 | 预算执行率=支出决算/支出预算×100%。预算完成率≥95%得满分。 |",
            "预算执行率",
        ),
        good(
            _HEAD + "| 管理 | 预算 | 预算执行率 | 4 | 4 | 预算执行率=支出决算/支出预算×100%。预算执行率≥95%得满分。 |"
        ),
        good(
            _HEAD
            + "| 管理 | 预算 | 三公经费控制率 | 4 | 4 | “三公”经费控制率=实际支出/预算×100%。控制率≤100%得满分。 |"
        ),
    ],
    aliases=("RUB-05",),
    form=True,
)
def rule_names_another_rate(case: Case) -> Iterator[Finding]:
    """同一条细则里，公式定义的比率与给分门槛所说的比率应是同一个。

    名称互相包含的（如“三公经费控制率”与“控制率”）视为同一个。属制表问题，同一张表合并为一条提示。
    """
    for card in cards(case):
        differing = [(leaf, names) for leaf in card.leaves if (names := _two_names(leaf))]
        if not differing:
            continue
        flaws = [
            Flaw(called(leaf), leaf.rule, f"公式算的是“{one}”，给分条件写的是“{other}”")
            for leaf, (one, other) in differing
        ]
        words = "；".join(f"{flaw.indicator}的{flaw.fault}" for flaw in flaws)
        first = differing[0][0]
        yield told(
            rule_names_another_rate,
            case,
            first.place,
            f"{words}。两者是否同一口径不明确，供财政部门完善细则时参考。",
            labels=("rate_names",),
            also=also_rows(case, [leaf for leaf, _ in differing[1:]]),
            flaws=flaws,
            advice="请制定细则的部门统一比率名称；填报单位无须处理。",
        )


def _two_names(leaf: Indicator) -> tuple[str, str] | None:
    compiled = rule_of(leaf)
    if compiled is None or compiled.formula is None or not compiled.formula.name.endswith("率"):
        return None
    one = _plain(compiled.formula.name)
    for match in _BOUND.finditer(fold(leaf.rule)):
        other = _plain(match["name"])
        if one not in other and other not in one:
            return compiled.formula.name, match["name"]
    return None


def _plain(name: str) -> str:
    return fold(name).replace("“", "").replace("”", "")
