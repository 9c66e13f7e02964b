"""K108: targets that are bare numbers where nothing says in which unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.recount.targets import number
from audit.scores import also_rows, called, cards, row, told
from extract.document import Paragraph
from extract.glossary import fold
from extract.scorecard import Indicator, Scorecard

# Amounts, times and sizes have more than one unit in use; counts (人数, 次数) and rates tell theirs by their name.
_MEASURED = re.compile(
    r"成本|金额|经费|费用|资金|收入|产值|投资|单价|补助|补贴|支出|时限|周期|工期|年限|期限|时长|长度|面积|里程|重量|产量|距离"
)
_TELLS = re.compile(
    r"率|度|比|数|次|合规|及时|系数|指数|评分|得分|分数|人均[^,]*元|[（(][^（）()]*[）)]|[元%人户个件亩吨天月]$"
)
_UNIT_ABOVE = re.compile(r"单位[:：]|值[（(][^（）()]*(?:元|%|人|天|亩|吨|公里|米)")
_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"


@rule(
    "K108",
    "指标值没有计量单位",
    family="rubric",
    severity="info",
    basis="财预〔2021〕101号（指标值应当量化、有计量单位）",
    wrongly="计量单位写在表外的填表说明里的。",
    examples=[
        bad(_HEAD + "| 产出指标 | 成本指标 | 单座泵站维修成本 | ≤35 | 33.6 | 10 | 10 |", "≤35"),
        bad(_HEAD + "| 产出指标 | 时效指标 | 故障处置时限 | ≤2 | 2 | 10 | 10 |", "≤2"),
        good(_HEAD + "| 产出指标 | 成本指标 | 单座泵站维修成本 | ≤35万元 | 33.6 | 10 | 10 |"),
        good(_HEAD + "| 产出指标 | 成本指标 | 单座泵站维修成本（万元） | ≤35 | 33.6 | 10 | 10 |"),
        good(_HEAD + "| 产出指标 | 数量指标 | 培训人数 | ≥200 | 210 | 10 | 10 |"),
        good(_HEAD + "| 产出指标 | 质量指标 | 验收合格率 | 100 | 100 | 10 | 10 |"),
        good(_HEAD + "| 产出指标 | 成本指标 | 超支金额 | 0 | 0 | 10 | 10 |"),
        good("金额单位：万元\n" + _HEAD + "| 产出指标 | 成本指标 | 单座泵站维修成本 | ≤35 | 33.6 | 10 | 10 |"),
    ],
    aliases=("IND-12",),
)
def target_without_unit(case: Case) -> Iterator[Finding]:
    """金额、时间、长度、面积一类指标的指标值应写明计量单位，否则是元还是万元、是天还是月无从核对。

    指标值、完成值、度量单位一栏、指标名称、表头和表旁都没有单位的才提示；名称已说明单位的（人数、次数、比率）不看，0也不看。
    每张表合为一条。
    """
    for card in cards(case):
        bare = [leaf for leaf in card.leaves if _is_bare(leaf)]
        if not bare or _unit_told(case, card):
            continue
        first = bare[0]
        names = "、".join(f"{called(leaf)}（{leaf.target}）" for leaf in bare)
        yield told(
            target_without_unit,
            case,
            first.target_place or first.place,
            f"{names}的指标值只有数字，没有计量单位，表中别处也未见。请补写单位。",
            labels=("without_unit",),
            also=also_rows(case, bare[1:]),
            quote=row(case, first.place),
            advice="请在指标值或度量单位栏写明单位。",
        )


def _is_bare(leaf: Indicator) -> bool:
    """Whether nothing in the indicator's own row says what its target is counted in."""
    name = fold(leaf.name)
    if not _MEASURED.search(name) or _TELLS.search(name) or leaf.unit:
        return False
    target, actual = number(leaf.target), number(leaf.actual)
    if target is None or target.unit or target.value in (0, 1, 100) or 1990 <= target.value <= 2100:
        return False
    return actual is not None and not actual.unit


def _unit_told(case: Case, card: Scorecard) -> bool:
    """Whether a heading of the table or a line just above it tells a unit."""
    blocks = case.report.document.blocks
    for block in blocks[max(0, card.place.block - 2) : card.place.block + 1]:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        if any(_UNIT_ABOVE.search(fold(text)) for text in texts):
            return True
    return False
