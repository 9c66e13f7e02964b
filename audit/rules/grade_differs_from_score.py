"""K301: the stated grade is not that of the stated score."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Amount, Finding, Quoted
from audit.pack import GradeBand, grade_of
from audit.packs import builtin
from audit.recount.counting import pack_of
from audit.scores import cards, told
from extract.decimals import plain
from extract.document import Place

_GRADE = re.compile(
    r"^\s*[)）]?[，,、；;]?\s*(?:评价|绩效|自评|综合|考核|评定|考评|结果|最终|总体|整体|属于|对应|得分|的){0,4}"
    r"(?:等级|评级|等次|档次|级别)(?:评定|结果)?(?:为|是|：|:)?\s*[“\"‘']?"
    r"(?P<grade>优秀|良好|优|良|中等|中|较差|差)(?=[”\"’'。，,；;）)\s]|级|等|$)"
)
_BAND = re.compile(
    r"(?P<low>\d{2})\s*分?\s*(?:[(（]含[^)）]{0,6}[)）])?\s*分?(?:及?以上|[-—–~～至到]+\s*\d{2,3})\s*分?[^，,。；;\d]{0,10}?[“\"]?(?P<grade>优|良|中|差)"
)
_TAKEN_OFF = re.compile(r"(?:扣|减|加|失)[去掉了]?分?[^，。；\d]{0,4}$")
_PACK = """id = "district"
title = "某区自评规则"
source = "某区财政局自评工作通知"
verified = true
[[grades]]
name = "优秀"
low = 95
[[grades]]
name = "良好"
low = 80
[[grades]]
name = "差"
low = 0
"""
_FULL_NAMES = {"优秀": "优", "良好": "良", "中等": "中", "较差": "差"}


@rule(
    "K301",
    "评价等级与得分不符",
    family="grade",
    severity="error",
    basis="财预〔2020〕10号（90—100分为优、80—90分为良、60—80分为中、60分以下为差）",
    wrongly="当地办法另定等级分数线而报告未写明的。",
    examples=[
        bad("本部门整体支出绩效自评得分94.6分，评价等级为“良”。", "94.6分"),
        bad("综合得分88分，等级为“优”。", "88分"),
        good("本部门整体支出绩效自评得分94.6分，评价等级为“优”。"),
        good("绩效自评得分94.15分，绩效评级为“优秀”。"),
        good("自评总分94.85分，扣5.15分，自评等级为“优”。"),
        good("等级划分：95分以上为优，85—95分为良，70—85分为中。自评得分92分，等级为“良”。"),
        bad("自评得分92分，评价等级为“优秀”。", "92分", pack=_PACK),
        good("自评得分96分，评价等级为“优秀”。", pack=_PACK),
        good("自评得分92分，评价等级为“良”。", pack=_PACK),
        good("年度考核得分94.6分，被评为先进单位，信用等级为“良”级以上企业12家。"),
    ],
    aliases=("SCR-12",),
)
def grade_differs_from_score(case: Case) -> Iterator[Finding]:
    """正文或表格中写明的等级，应与同处写明的得分相对应。

    报告自己写明等级分数线的，按其分数线；没有写明的，按规则包，规则包没有的按财预〔2020〕10号：90（含）—100分为优，80（含）—90分为良，
    60（含）—80分为中，60分以下为差。
    """
    own = _own_bands(case)
    for number, figure, _ in case.figures():
        if figure.unit != "分" or figure.place.row is not None or not 0 <= figure.value <= 100 or figure.hedge:
            continue
        text = case.report.document.text_at(figure.place)
        match = _GRADE.match(text[figure.place.end :])
        before = text[max(0, figure.place.start - 20) : figure.place.start]
        if match is None or not re.search(r"得分|总分|评分|自评", before) or _TAKEN_OFF.search(before):
            continue
        stated = _FULL_NAMES.get(match["grade"], match["grade"])
        quoted = Quoted.of(figure, "claimed", number)
        yield from _judge(case, figure.value, stated, figure.place, quoted, own)
    for card in case.scorecards:
        if card.grade and card.total_claimed is not None and card.total_claimed.value <= 100:
            total = card.total_claimed
            quoted = Quoted.of_score(total, "claimed")
            yield from _judge(case, total.value, card.grade, card.grade_place or total.place, quoted, own)


def _judge(
    case: Case, points: Decimal, stated: str, place: Place, quoted: Quoted, own: tuple[GradeBand, ...]
) -> Iterator[Finding]:
    bands = own or _prescribed(case)
    right = grade_of(points, bands)
    if not right or _FULL_NAMES.get(right, right) == stated:
        return
    source = "报告所列等级标准" if own else _in_words(bands)
    yield told(
        grade_differs_from_score,
        case,
        place,
        f"得分{quoted.text}，写明等级为“{stated}”；按{source}，应为“{right}”。",
        labels=("grade", stated),
        figures=(quoted,),
        expected=Amount(right, points, ""),
        quote=case.quote(place),
        advice="请核对得分与等级；当地另有等级标准的，请注明。",
    )


def _in_words(bands: Sequence[GradeBand]) -> str:
    """90分以上为优、80—90分为良、60—80分为中、60分以下为差."""
    ordered = sorted(bands, key=lambda band: -band.low)
    words = [f"{plain(ordered[0].low)}分以上为{ordered[0].name}"]
    for above, band in pairwise(ordered):
        reach = f"{plain(band.low)}—{plain(above.low)}分" if band.low else f"{plain(above.low)}分以下"
        words.append(f"{reach}为{band.name}")
    return "、".join(words)


def _own_bands(case: Case) -> tuple[GradeBand, ...]:
    """The grades with their lower bounds where the report itself tells at least two of them."""
    found: dict[str, GradeBand] = {}
    for _, text in case.paragraphs():
        for match in _BAND.finditer(text):
            found.setdefault(match["grade"], GradeBand(match["grade"], Decimal(match["low"])))
    return tuple(found.values()) if len(found) >= 2 else ()


def _prescribed(case: Case) -> tuple[GradeBand, ...]:
    """The grades of the pack that applies to the item's card, or else of the first there is."""
    main = next(cards(case), None)
    pack = (*case.packs, *builtin())[0] if main is None else pack_of(case.report, case.item, main, case.packs)
    return pack.grades
