"""Goals and results told in words against the indicators of the score card: 计划培训人次300人次，实际完成320人次."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extract.claims.claim import Claim, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, mentions
from extract.claims.statements import agree, item_of
from extract.document import Table, TextId
from extract.glossary import fold
from extract.scorecard import Indicator

_BEFORE = re.compile(
    r"(?:.*[，,；;：:。、])?(?:其中|年度|全年|本年|项目)*(?P<plan>计划|预计|目标|拟)?(?P<done>实际完成|完成|实现)?(?:开展|达到)?"
)
_BEHIND = re.compile(
    r"(?P<least>不少于|不低于|不超过|不高于|控制在|达到|大于等于|小于等于|≥|≤|>=|<=)?(?P<is>为|是|:|：|达|共)?(?P<done>完成|实际完成|实际为)?(?P<mark>≥|≤)?"
)
_RESULT = re.compile(r"[，,；;]?(?:实际|全年|年末)?(?:实际)?(?:完成|达到|为|实现)(?:数|值|了)?(?:为)?")
_COUNT_OF = re.compile(r"(?:人次|数量|人数|次数|户数|个数|件数|长度|里程|面积|总数|数)$")
_LEAST_SHORT = 4
_GOAL_WORDS = ("不少于", "不低于", "不超过", "不高于", "控制在", "大于等于", "小于等于", "≥", "≤", ">=", "<=")


def find(context: Context) -> Iterator[Claim]:
    """One claim for each goal or result in words whose indicator gives the value in its own cell."""
    found = context.items
    cells = {p.text_id: p.numbers for p in context.passages}
    by_item: dict[str, dict[str, list[Indicator]]] = {}
    laid_down: set[TextId] = set()
    for card in context.scorecards:
        names = by_item.setdefault(item_of(found, card.place.block).id, {})
        for indicator in card.leaves:
            names.setdefault(fold(indicator.name), []).append(indicator)
            if indicator.rule_place is not None:
                laid_down.add(
                    indicator.rule_place.text_id
                )  # 完成率达到95%得10分: what would be scored, not what was done
    sought = {item: _telling(names) for item, names in by_item.items()}
    for passage in context.passages if any(sought.values()) else ():
        own = {} if passage.text_id in laid_down else sought.get(item_of(found, passage.block).id, {})
        folded = fold(passage.text) if own else ""
        told = {name: indicator for name, indicator in own.items() if name in folded}
        if told:
            yield from _in_passage(context, passage, told, cells)


def _telling(names: dict[str, list[Indicator]]) -> dict[str, Indicator]:
    """The names that are one indicator's alone and long enough to be known by; without the word for what is counted as
    well (培训队员人次 -> 培训队员378人次), the longer name first."""
    told = {name: known[0] for name, known in names.items() if len(known) == 1 and len(name) > 2}
    short = [(_COUNT_OF.sub("", name), indicator) for name, indicator in told.items() if _COUNT_OF.search(name)]
    known = Counter(name for name, _ in short)
    return told | {
        name: indicator
        for name, indicator in short
        if len(name) >= _LEAST_SHORT
        and known[name] == 1
        and not any(name in other for other in names if names[other][0] is not indicator)
    }


def _in_passage(
    context: Context,
    passage: Passage,
    told: dict[str, Indicator],
    cells: dict[TextId, tuple[int, ...]],
) -> Iterator[Claim]:
    current: Indicator | None = None
    for mention in mentions(context, passage):
        gap = fold(mention.gap)
        named = _named(gap, told)
        if named is not None:
            current, said = named
            said = said or _heading(context, passage)
            if not said:
                continue  # neither its own words nor a heading say whether this is planned or done
            goal = said == "goal"
        elif current is not None and _RESULT.fullmatch(gap):
            goal = False
        else:
            current = None
            continue
        place = current.target_place if goal else current.actual_place
        own = cells.get(place.text_id, ()) if place else ()
        if place is None or len(own) != 1 or own[0] == mention.number or place.text_id == passage.text_id:
            continue
        if not goal:
            current = None
        yield from _claim(context, passage, mention, own[0], goal)


def _heading(context: Context, passage: Passage) -> str:
    """Whether the cell's headings, above it or on its left, make it the goal or the result; "" if they don't."""
    block = context.document.blocks[passage.block]
    if not isinstance(block, Table) or passage.row is None or passage.col is None:
        return ""
    heads = [c for c in block.cells if c.col <= passage.col < c.col + c.colspan and 0 < passage.row - c.row <= 3]
    heads += [c for c in block.cells if c.row <= passage.row < c.row + c.rowspan and c.col < passage.col]
    for head in sorted(heads, key=lambda c: (c.row, c.col), reverse=True):
        words = fold(head.text)
        if len(words) <= 12 and "完成" in words:
            return "result"
        if len(words) <= 12 and "目标" in words:
            return "goal"
    return ""


def _named(gap: str, told: dict[str, Indicator]) -> tuple[Indicator, str] | None:
    """The indicator that the words before a figure name, with nothing besides, and whether they say goal or result."""
    for name, indicator in told.items():
        at = gap.rfind(name)
        if at < 0:
            continue
        before, behind = _BEFORE.fullmatch(gap[:at]), _BEHIND.fullmatch(gap[at + len(name) :])
        if before and behind:
            if before["plan"] or behind["mark"] or behind["least"] in _GOAL_WORDS:
                return indicator, "goal"
            return indicator, "result" if before["done"] or behind["done"] else ""
    return None


def _claim(context: Context, passage: Passage, mention: Mention, own: int, goal: bool) -> Iterator[Claim]:
    figures = context.figures
    if figures[own].unit != mention.figure.unit or mention.figure.span or figures[own].span:
        return
    what = "目标值" if goal else "完成值"
    note = f"文字所述{what}与指标表{what}应当一致"
    odd = mention.number if agree(figures, (own, mention.number)) else own
    yield Claim(
        family="text_table",
        readings=(Reading("equal", (Term(mention.number, "stated"), Term(own, "stated")), note, "strong"),),
        asserted="strong",
        place=figures[odd].place,
        quote=passage.quote(mention.start, mention.end),
        table=True,
        pattern="goal" if goal else "result",
    )
