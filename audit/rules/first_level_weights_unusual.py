"""K110: the points of a project form are not distributed as usual."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.pack import PARTS, Layout
from audit.recount.counting import pack_of, scored_row
from audit.scores import cards, points, told
from extract.glossary import fold
from extract.scorecard import Indicator, Scorecard

_MARKS = {"成本": ("成本",), "产出": ("产出",), "效益": ("效益", "效果"), "满意度": ("满意",)}
_FORM = (
    "| 项目名称 | 管网维护 | < | < | < | < | < | < |\n"
    "| 项目资金（万元） | 类别 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"
    "| ^ | 年度资金总额 | 500.00 | 500.00 | 500.00 | 10 | 100.00% | 10 |\n"
    "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
    "| 产出指标 | 数量指标 | 维护长度 | 40公里 | 40公里 | {} | {} |\n| 效益指标 | 社会效益 | 供水保证率 | 95% | 96% | {} | {} |\n"
    "| 满意度指标 | 满意度 | 用户满意度 | 90% | 95% | 10 | 10 |"
)


@rule(
    "K110",
    "一级指标分值与通行设置不同",
    family="rubric",
    severity="info",
    basis="财预〔2020〕10号（单位自评指标权重）；财预〔2021〕101号（成本指标权重）",
    wrongly="经财政部门同意按特殊情况调整的；本地另有规定的（可写入规则包）。",
    examples=[
        bad(_FORM.format(70, 70, 10, 10), "70"),
        good(_FORM.format(50, 50, 30, 30)),
        good(_FORM.format(40, 40, 30, 30)),
        good(_FORM.format(70, 70, 10, 10).replace("产出指标", "共性指标")),
    ],
    aliases=("IND-03", "IND-05"),
)
def first_level_weights_unusual(case: Case) -> Iterator[Finding]:
    """项目自评表各部分的分值，通行设置为预算执行率10分、产出50分、效益30分、满意度10分；设成本指标的为10、20、40、20、10分。

    本地规则包另有规定的按其规定。只看一级指标名称都能认出、合计为100分的项目自评表；特殊情况可以调整，只作提示。
    """
    for card in cards(case):
        parts = _parts(card) if card.kind == "project_form" else {}
        layouts = pack_of(case.report, case.item, card, case.packs).layouts
        if sum(parts.values()) != 100 or not layouts or any(_fits(layout, parts) for layout in layouts):
            continue
        words = "、".join(f"{part}{points(parts[part]).text}" for part in PARTS if part in parts)
        usual = "；".join(
            "、".join(f"{part}{points(weight).text}" for part, weight in layout.weights.items()) for layout in layouts
        )
        yield told(
            first_level_weights_unusual,
            case,
            card.leaves[0].weight.place if card.leaves[0].weight else card.place,
            f"本表分值为{words}，与通行设置（{usual}）不同。",
            labels=("first_level",),
            advice="请核对分值设置；按特殊情况调整的，请说明依据。",
        )


def _parts(card: Scorecard) -> dict[str, Decimal]:
    """The points of each part of the form; nothing where a first level goes by another name."""
    row = scored_row(card)
    weight = row.cells["weight"] if row is not None else None
    found: dict[str, Decimal] = {} if weight is None else {"预算执行率": weight.value}
    for leaf in card.leaves:
        part = _part(leaf)
        if not part or leaf.weight is None:
            return {}
        found[part] = found.get(part, Decimal(0)) + leaf.weight.value
    return found


def _part(leaf: Indicator) -> str:
    name = fold(leaf.path[0])
    return next((part for part, marks in _MARKS.items() if any(mark in name for mark in marks)), "")


def _fits(layout: Layout, parts: dict[str, Decimal]) -> bool:
    """Whether the parts are as the layout has them; a layout of all hundred points leaves room for no other part."""
    whole = sum(layout.weights.values()) == 100
    names = {*layout.weights, *(parts if whole else ())}
    return all(layout.weights.get(name, Decimal(0)) == parts.get(name, Decimal(0)) for name in names)
