"""An indicator whose score or result was left blank among filled ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found, spot_at
from extract.document import Place, Table
from extract.scorecard import Indicator, Scorecard

_LEAST_FILLED = 4
_HEAD = "部门整体支出绩效自评表\n|三级指标|年度指标值|实际完成值|分值|得分|\n"
_ROWS = "|合格率|=100%|100%|20|20|\n|办结率|=100%|100%|20|20|\n|及时率|=100%|100%|20|20|\n|覆盖率|=100%|100%|20|20|\n"


@rule(
    "C302",
    "自评表必填项空白",
    family="missing",
    severity="warning",
    basis="财预〔2020〕10号（自评表应当内容完整）",
    wrongly="合并单元格共用的得分；不适用的加分、扣分项。",
    examples=[
        bad(_HEAD + _ROWS + "|受益人数|≥6,800人|6,860人|20| |", "受益人数"),
        bad(_HEAD + _ROWS + "|受益人数|≥6,800人||20|20|", "受益人数"),
        good(_HEAD + _ROWS + "|受益人数|≥6,800人|6,860人|20|20|"),
        good(_HEAD + "|受益人数|≥6,800人||20| |\n|合格率|=100%||20| |\n|办结率|=100%||20| |\n|及时率|=100%||20| |"),
        good(_HEAD + _ROWS + "|受益人数|≥6,800人|6,860人|20|^|"),
    ],
    aliases=("CMP-05",),
)
def form_field_left_blank(case: Case) -> Iterator[Finding]:
    """同一张自评表里其他指标都填了得分、完成值，个别指标空着的，多为漏填。

    只看与其他指标同列、没有与上下行合并的空白格；至少4个指标已填、空白不超过3个时才报。整列都没填的不在此列。
    """
    for card in case.scorecards:
        block = case.report.document.blocks[card.place.block]
        if not isinstance(block, Table):
            continue
        for what, filled in (
            ("得分", {leaf.place: leaf.claimed.place for leaf in card.leaves if leaf.claimed}),
            (
                "完成值",
                {leaf.place: leaf.actual_place for leaf in card.leaves if leaf.actual_place and leaf.actual.strip()},
            ),
        ):
            blank = list(_blank(card, block, filled))
            if len(filled) >= _LEAST_FILLED and 1 <= len(blank) <= 3:
                marked = [spot for leaf in blank if (spot := _spot(case, leaf))]
                if marked:
                    yield _finding(case, what, [leaf.name for leaf in blank], marked)


def _blank(card: Scorecard, table: Table, filled: dict[Place, Place]) -> Iterator[Indicator]:
    """The weighted leaves whose cell in the column where the others stand is an empty cell of its own."""
    columns = Counter(place.col for place in filled.values())
    if len(columns) != 1:
        return
    (column,) = columns
    for leaf in card.leaves:
        if leaf.place in filled or leaf.weight is None:
            continue
        cell = table.cell_at(leaf.place.row, column)
        if cell is not None and cell.rowspan == 1 and not cell.text.strip() and leaf.place.block == card.place.block:
            yield leaf


def _spot(case: Case, leaf: Indicator) -> Spot | None:
    spot = spot_at(case, leaf.place)
    return spot if spot and spot.ink else None


def _finding(case: Case, what: str, names: list[str], marked: list[Spot]) -> Finding:
    return found(
        form_field_left_blank,
        case,
        marked,
        f"指标{'、'.join(f'“{name}”' for name in names)}的{what}空白，而同表其他指标都已填写，疑为漏填；"
        "如不适用，请写明。",
        labels=(what, *names),
        advice="请补填后重报。",
    )
