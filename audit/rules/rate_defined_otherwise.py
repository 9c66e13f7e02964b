"""K116: a rate whose formula is that of another kind of rate than its definition speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Flaw
from audit.scores import also_rows, called, cards, rule_of, told
from extract.glossary import fold
from extract.rubric.scoring import Formula
from extract.scorecard import Indicator

_CHANGE = re.compile(r"变动率|变化率|增长率|增幅|变动比[率例]|变化比[率例]|增减比[率例]|增长比[率例]|变动程度")
_DIFFERENCE = re.compile(r"增[长加减]|减少|变动|变化|下降|压减|节约|差额|调整数|[-－—]")
_LAST = re.compile(r"上年|上一年|去年|以前年度|同期|基期")
_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 指标解释 | 评分细则 |\n"


@rule(
    "K116",
    "比率的名称、解释与公式不是一回事",
    family="rubric",
    severity="warning",
    basis="财预〔2013〕53号（指标解释、计算公式应当对应）",
    wrongly="本地通知另行约定了该比率算法的。",
    examples=[
        bad(
            _HEAD + "| 投入 | 预算 | 会议费控制率 | 2 | 2 | 本年会议费与上年会议费的变动比率。 |"
            " 会议费控制率=（本年会议费/上年会议费）×100%。控制率≤100%得满分。 |",
            "会议费控制率",
        ),
        bad(
            _HEAD + "| 投入 | 预算 | 公用经费变动率 | 2 | 2 | 公用经费的控制情况。 |"
            " 公用经费变动率=本年公用经费/上年公用经费×100%。变动率≤100%得满分。 |",
            "公用经费变动率",
        ),
        good(
            _HEAD + "| 投入 | 预算 | 三公经费变动率 | 2 | 2 | 本年与上年三公经费的变动比率。 |"
            " 三公经费变动率=（本年三公经费总额-上年三公经费总额）/上年三公经费总额×100%。变动率≤0得满分。 |"
        ),
        good(
            _HEAD + "| 投入 | 预算 | 三公经费控制率 | 2 | 2 | 三公经费实际支出与预算的比率。 |"
            " 三公经费控制率=三公经费实际支出/三公经费预算×100%。控制率≤100%得满分。 |"
        ),
        good(
            _HEAD + "| 投入 | 预算 | 结转结余变动率 | 2 | 2 | 结转结余的变动程度。 |"
            " 结转结余变动率=结转结余减少额/上年结转结余×100%。变动率≥0得满分。 |"
        ),
    ],
    aliases=("RAT-12",),
    form=True,
)
def rate_defined_otherwise(case: Case) -> Iterator[Finding]:
    """名称或解释说的是“变动率”“变动比率”，公式却是本年数除以上年数：按公式，持平是100%而不是0，两者的给分门槛不能混用。

    公式的分子里有差额（增减、变动或减号）的不报。属制表问题，同一张表合为一条。
    """
    for card in cards(case):
        differing = [(leaf, formula) for leaf in card.leaves if (formula := _no_difference(leaf)) is not None]
        if not differing:
            continue
        fault = "名称或解释说的是变动率，公式却是本年数除以上年数，持平时为100%而不是0"
        words = "、".join(called(leaf) for leaf, _ in differing)
        yield told(
            rate_defined_otherwise,
            case,
            differing[0][0].place,
            f"{words}的{fault}。两种算法的给分门槛不同，请明确以哪一种为准。",
            labels=("rate_defined",),
            also=also_rows(case, [leaf for leaf, _ in differing[1:]]),
            flaws=[Flaw(called(leaf), leaf.rule, fault) for leaf, _ in differing],
            advice="请制定细则的部门统一指标名称、解释和公式；填报单位无须处理。",
        )


def _no_difference(leaf: Indicator) -> Formula | None:
    """The formula of an indicator that speaks of a change and divides this year's figure by last year's."""
    about = fold(f"{leaf.name}。{leaf.definition}")
    compiled = rule_of(leaf) if _CHANGE.search(about) else None
    formula = compiled.formula if compiled else None
    if formula is None or len(formula.numerator) != 1 or len(formula.denominator) != 1 or formula.minus is not None:
        return None
    above, below = formula.numerator[0].text, formula.denominator[0].text
    plain = not _DIFFERENCE.search(fold(above)) and not _LAST.search(above) and _LAST.search(below)
    return formula if plain else None
