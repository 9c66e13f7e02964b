"""T301: 分值或得分合计不符."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Edit, Finding, Quoted, Repair, ScoreLine
from audit.message import finding, tail_only
from audit.scores import points, slipped
from audit.slips import printed_number, variants
from extract.fraction import Fraction


@rule(
    "T301",
    "分值或得分合计不符",
    family="score_sum",
    severity="error",
    basis="财预〔2020〕10号（总分为各项指标得分之和）",
    wrongly="各项得分四舍五入后相加，可能与总分有末位之差。",
    examples=[
        bad("本次评价总分95.5分，其中：决策类得分18.5分，过程类得分19分，产出类得分38分，效益类得分21分。", "95.5分"),
        bad("决策类指标18分，过程类指标20分，产出类指标35分，效益类指标27分，合计得分98分。", "98分"),
        good("决策20分得19分，过程30分得28分，产出50分得48分，合计得分95分。"),
        good("本次评价总分96.5分，其中：决策类得分18.5分，过程类得分19分，产出类得分38分，效益类得分21分。"),
    ],
    aliases=("IND-01", "IND-02", "SCR-02", "TXT-02", "TXT-03"),
)
def scores_do_not_sum(case: Case) -> Iterator[Finding]:
    """分值、得分的各级合计应等于下级之和，总分应等于各项得分之和。"""
    for story in case.told("score_sum"):
        if tail_only(story):
            continue
        told = finding(case, story, severity="error", advice="请核对各级指标的分值、得分及总分。")
        culprit = slipped(case, story)
        spoken_for = story.established and (culprit is None or culprit[0].place != story.figures[0].place)
        yield told if culprit is None or spoken_for else _pointed(case, told, *culprit)


def _pointed(case: Case, told: Finding, own: Quoted, line: ScoreLine, right: Decimal) -> Finding:
    """The finding put on the one number that its own row, and the sum, both contradict: the only repair."""
    others = tuple(q for q in told.figures if q.place != own.place)
    fitting = f"改为{points(right).text}后合计相符"
    words = f"其中“{line.name}”{line.why}；{own.text}{fitting}。"
    return msgspec.structs.replace(
        told,
        message=told.message + words,
        figures=(own, *others),
        place=own.place,
        quote=case.quote(own.place),
        expected=points(right),
        repairs=tuple(_edited(case, told, own, right)),
    )


def _edited(case: Case, told: Finding, own: Quoted, right: Decimal) -> Iterator[Repair]:
    """The slip that leads from the number printed to the one that its row and the sum ask for, if one does."""
    if own.index is None:
        return
    figure = case.report.figures[own.index]
    for variant in variants(figure).within(Fraction(right), Fraction(right)):
        if variant.value == right:
            edit = Edit(0, printed_number(figure), variant.number, variant.slip)
            yield Repair((edit,), max(1, len(told.claims)), 0, established=True)
            return
