"""K117: an effect in words (…效果明显) with a percentage for its target and nothing that says of what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.recount.targets import number
from audit.scores import also_rows, called, cards, told
from extract.glossary import fold
from extract.scorecard import Indicator

_EFFECT = re.compile(
    r"(?:成效|效果|作用|影响|水平|能力|环境|意识|保障|发展|秩序|形象)(?:显著|明显|有效|良好|持续)?$|(?:显著|明显|良好)$"
)
_MEASURED = re.compile(r"[率度比数量额值]|覆盖|达标|完成|合格|增长|降低|减少|指数|评分")
_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"


@rule(
    "K117",
    "定性效果用百分比作指标值",
    family="rubric",
    severity="info",
    basis="财预〔2021〕101号（指标应当可衡量、可获取）",
    wrongly="百分比另有计算口径、写在填表说明或佐证材料里的。仅作提示。",
    examples=[
        bad(
            _HEAD + "| 效益指标 | 社会效益 | 社会治理成效显著 | ≥95% | 96% | 30 | 30 |\n"
            "| 满意度指标 | 满意度 | 群众满意度 | ≥90% | 95% | 10 | 10 |",
            "社会治理成效显著",
        ),
        good(
            _HEAD + "| 效益指标 | 社会效益 | 困难群众救助覆盖率 | ≥95% | 96% | 30 | 30 |\n"
            "| 效益指标 | 社会效益 | 社会治理成效显著 | 显著 | 显著 | 10 | 10 |"
        ),
        good(_HEAD + "| 效益指标 | 社会效益 | 农产品加工能力 | ≥300吨 | 310吨 | 30 | 30 |"),
    ],
    aliases=("IND-11",),
)
def effect_given_as_percentage(case: Case) -> Iterator[Finding]:
    """“成效显著”“服务能力”一类定性效果以百分比为指标值，而没有细则、解释说明百分比如何得出的，完成值无从核实。

    名称中有率、度、比例、数量等可计算的词，或写有细则、指标解释的不报。每张表合为一条提示。
    """
    for card in cards(case):
        hollow = [leaf for leaf in card.leaves if _is_hollow(leaf)]
        if not hollow:
            continue
        names = "、".join(f"“{called(leaf)}”（{leaf.target.strip()}）" for leaf in hollow)
        yield told(
            effect_given_as_percentage,
            case,
            hollow[0].place,
            f"{names}是定性效果，却以百分比作指标值，表中没有说明百分比如何计算，完成值无从核实。",
            labels=("effect_as_percentage",),
            also=also_rows(case, hollow[1:]),
            advice="请说明百分比的计算口径和数据来源，或改用可衡量的指标。",
        )


def _is_hollow(leaf: Indicator) -> bool:
    name = re.sub(r"\(.*\)$", "", fold(leaf.name))
    target = number(leaf.target, leaf.unit)
    percentage = target is not None and target.unit == "%"
    return (
        percentage and not (leaf.rule or leaf.definition) and bool(_EFFECT.search(name)) and not _MEASURED.search(name)
    )
