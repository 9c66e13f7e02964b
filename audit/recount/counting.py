"""From score cards to the recount of an item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

import msgspec

from audit.admissions import Admission
from audit.case import Judged
from audit.finding import Recount, ScoreLine, Verdict
from audit.pack import Pack
from audit.packs import builtin, choose
from audit.recount.lines import line_of
from audit.recount.money import money_line, scored_row
from audit.recount.operands import Ledger
from audit.recount.outcome import Context, score_unit
from extract.document import Table
from extract.item import Item
from extract.report import Report
from extract.rubric import compile_rule
from extract.scorecard import Indicator, Scorecard

_WORST: tuple[Verdict, ...] = (
    "overstated",
    "contradicted",
    "unsupported",
    "broken_rule",
    "understated",
    "unparsed",
    "discretionary",
    "verified",
)


_ZERO = Decimal(0)
_UNTOLD = Decimal("0.1")
_SHARED = ("proportional", "conditional", "threshold", "interpolation")
_OPENING = 8
"""Blocks at the beginning of an item that tell whose report it is."""


def recount(
    report: Report,
    item: Item,
    cards: Sequence[Scorecard],
    judged: Sequence[Judged] = (),
    packs: Sequence[Pack] = (),
    admitted: Sequence[Admission] = (),
) -> tuple[Recount, ...]:
    """The recount of an item: one, or none where it has no card with scores.

    `cards` are the item's cards; a summary is recounted only where there is no fuller one. `judged` are its claims:
    figures of violated ones serve no rule. `packs` are a bureau's own, tried before those of the program. `admitted` is
    what the report owns up to.
    """
    main = _main(cards)
    if main is None:
        return ()
    main = _with_its_other_parts(main, cards)
    contested = frozenset(term.figure for j in judged if j.line.status == "violated" for term in j.reading.terms)
    context = Context(
        item=item.id,
        ledger=Ledger(report, scope(report, item), contested),
        admissions=tuple(admitted),
        pack=pack_of(report, item, main, packs),
        unit=_unit(report, main),
        year=item.year,
    )
    lines = [line_of(indicator, context) for indicator in _scored(main)]
    money = money_line(main, context)
    if money is not None:
        lines.insert(0, money)
    return (_sum(item, main, lines, context),)


def _scored(card: Scorecard) -> list[Indicator]:
    """The indicators that carry points: those of the lowest level, or a group scored as one (二者择其一)."""
    found: list[Indicator] = []
    for number, printed in enumerate(card.indicators):
        indicator = _weighed_by_group(card, number) if printed.leaf else printed
        if indicator.leaf:
            own = indicator.weight is not None or indicator.claimed is not None
        else:
            below = takewhile(lambda one, level=indicator.level: one.level > level, card.indicators[number + 1 :])  # type: ignore[misc]
            pointless = all(one.weight is None and one.claimed is None for one in below)
            own = pointless and indicator.weight is not None and indicator.claimed is not None
        if own:
            found.append(indicator)
    return found


def _weighed_by_group(card: Scorecard, number: int) -> Indicator:
    """An indicator of the lowest level; the weight of a group that holds no other is its own."""
    leaf, above = card.indicators[number], card.indicators[number - 1] if number else None
    later = card.indicators[number + 1] if number + 1 < len(card.indicators) else None
    alone = above is not None and above.level < leaf.level and (later is None or later.level < leaf.level)
    if leaf.weight is not None or above is None or not alone:
        return leaf
    return msgspec.structs.replace(leaf, weight=above.weight)


def _unit(report: Report, main: Scorecard) -> Decimal:
    """The unit to which the card's scores were rounded: as its own scores show it, else those of the file's other
    cards of its kind. Where no score of any had to be worked out, one decimal is allowed for."""
    kin = [points for card in report.scorecards if card.kind == main.kind for points in _worked_out(card)]
    return score_unit(list(_worked_out(main))) or score_unit(kin) or _UNTOLD


def _worked_out(card: Scorecard) -> Iterator[Decimal]:
    """The scores of a card that tell how it rounds: neither full marks nor none, and not points that a rule names."""
    row = scored_row(card)
    pairs = [] if row is None else [(row.cells.get("weight"), row.cells.get("score"))]
    pairs += [(leaf.weight, leaf.claimed) for leaf in card.leaves if _by_share(leaf)]
    for weight, claimed in pairs:
        if claimed is not None and claimed.value != 0 and (weight is None or claimed.value < weight.value):
            yield claimed.value


def _by_share(leaf: Indicator) -> bool:
    """Whether the indicator's points are a share of its weight, by its rule or, where it has none, by its target."""
    if not leaf.rule:
        return True
    rule = compile_rule(leaf.rule, leaf.weight.value if leaf.weight else None)
    named = rule.step is not None and rule.step.points is not None
    return rule.kind in _SHARED and not named


def scope(report: Report, item: Item) -> tuple[Item, ...]:
    """The items whose text speaks of this one's scores: a department's card may be an annex of its report."""
    if item.kind == "project_form":
        return (item,)
    kin = (
        one
        for one in report.items
        if one.kind != "project_form" and (one.unit, one.year) == (item.unit, item.year) and item.unit
    )
    return tuple(kin) or (item,)


def pack_of(report: Report, item: Item, card: Scorecard, packs: Sequence[Pack] = ()) -> Pack:
    """The rule pack that applies to a card, chosen by the words of its table and of the paragraphs around it."""
    words: list[str] = []
    for number in range(max(item.first, card.place.block - 3), min(item.last, card.place.block + 3) + 1):
        block = report.document.blocks[number]
        words.extend(cell.text for cell in block.cells) if isinstance(block, Table) else words.append(block.text)
    blocks = report.document.blocks[item.first : item.first + _OPENING]
    opening = (block.text for block in blocks if not isinstance(block, Table))
    return choose((*packs, *builtin()), words, opening)


def _main(cards: Sequence[Scorecard]) -> Scorecard | None:
    """The fullest card that has scores; summaries only where nothing else is there."""
    scored = [card for card in cards if any(i.claimed for i in card.leaves)]
    fuller = [card for card in scored if card.kind != "summary"] or scored
    return max(fuller, key=lambda card: len(card.leaves), default=None)


def _with_its_other_parts(main: Scorecard, cards: Sequence[Scorecard]) -> Scorecard:
    """The card with what its own table scores under other headings: a form may score its management by points and its
    results by targets. Parts that repeat an indicator, or come to more than a hundred points, are no parts."""
    parts = [c for c in cards if c.place.block == main.place.block and c.kind == main.kind and c.leaves]
    leaves = [leaf for part in parts for leaf in part.leaves]
    weight = sum((leaf.weight.value for leaf in leaves if leaf.weight), _ZERO)
    if len(parts) < 2 or weight > 100 or len({leaf.path for leaf in leaves}) < len(leaves):
        return main
    return msgspec.structs.replace(
        main,
        indicators=tuple(indicator for part in parts for indicator in part.indicators),
        total_weight=next((part.total_weight for part in parts if part.total_weight), None),
        total_claimed=next((part.total_claimed for part in parts if part.total_claimed), None),
        grade=next((part.grade for part in parts if part.grade), ""),
        money=next((part.money for part in parts if part.money), ()),
        money_missed=any(part.money_missed for part in parts),
    )


def _sum(item: Item, card: Scorecard, lines: list[ScoreLine], context: Context) -> Recount:
    if card.kind == "summary":
        lines = [msgspec.structs.replace(line, why="只有得分汇总，没有三级指标") for line in lines]
    claimed = _total(line.claimed for line in lines)
    stated = card.total_claimed.value if card.total_claimed else claimed
    highest = _total(line.highest if line.claimed is not None else None for line in lines)
    over = [
        line for line in lines if line.verdict == "overstated" and line.claimed is not None and line.highest is not None
    ]
    proven = sum(
        (line.claimed - line.highest for line in over if line.claimed and line.highest is not None), Decimal(0)
    )
    broken = [line for line in lines if line.verdict == "broken_rule"]
    defect = sum((max(_ZERO, (line.claimed or _ZERO) - (line.highest or _ZERO)) for line in broken), _ZERO)
    verdict: Verdict = next((v for v in _WORST if any(line.verdict == v for line in lines)), "verified")
    fair = highest + defect if highest is not None else None
    return Recount(
        item=item.id,
        lines=tuple(lines),
        weight=card.total_weight.value if card.total_weight else _total(line.weight for line in lines),
        claimed=stated,
        lowest=_total(line.lowest if line.claimed is not None else None for line in lines),
        highest=highest,
        verified=_claimed(lines, "verified"),
        unsupported=_claimed(lines, "unsupported"),
        inflation_proven=proven,
        rule_defect=defect,
        verdict=verdict,
        grade_claimed=card.grade or _grade(context.pack, stated, card, lines),
        grade_highest=_grade(context.pack, fair, card, lines),
        why=_why(lines, proven, defect),
        place=card.total_claimed.place if card.total_claimed else card.place,
        contradicted=_claimed(lines, "contradicted"),
        discretionary=_claimed(lines, "discretionary"),
    )


def _grade(pack: Pack, points: Decimal | None, card: Scorecard, lines: list[ScoreLine]) -> str:
    """The grade of a total; "" where the card is not one of a hundred points."""
    weight = card.total_weight.value if card.total_weight else _total(line.weight for line in lines)
    return pack.grade(points) if points is not None and weight == 100 else ""


def _total(values: Iterable[Decimal | None]) -> Decimal | None:
    found = [value for value in values if value is not None]
    return sum(found, Decimal(0)) if found else None


def _claimed(lines: list[ScoreLine], verdict: Verdict) -> Decimal:
    return sum((line.claimed for line in lines if line.verdict == verdict and line.claimed is not None), Decimal(0))


def _why(lines: list[ScoreLine], proven: Decimal, defect: Decimal) -> str:
    counts = {v: sum(line.verdict == v for line in lines) for v in _WORST}
    pieces = []
    if counts["overstated"]:
        pieces.append(f"{counts['overstated']}项自评偏高，合计{proven:f}分")
    if counts["contradicted"]:
        pieces.append(f"{counts['contradicted']}项满分与报告自述的不足不一致")
    if counts["unsupported"]:
        pieces.append(f"{counts['unsupported']}项依据不足")
    if counts["broken_rule"]:
        pieces.append(f"{counts['broken_rule']}项细则有缺陷（影响{defect:f}分，不归责于单位）")
    return "；".join(pieces) or "未发现自评偏高"


__all__ = ["pack_of", "recount", "scored_row"]
