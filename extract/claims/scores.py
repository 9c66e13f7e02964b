"""What a score card asserts of itself: weights and scores add up level by level to the total row, and a summary
repeats the first level. What the text says of the card is asked for here too, as it depends on which card is meant.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal

import msgspec

from extract.cards.money import is_total_row
from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context
from extract.claims.score_ink import Ink, told_twice
from extract.claims.scores_in_text import of_card, totals_told
from extract.item import Item
from extract.scorecard import Indicator, Score, Scorecard


def find(context: Context) -> Iterator[Claim]:
    """Level sums of every card, summaries against cards, and the text against the card, item by item."""
    ink = Ink(context)
    for item in context.items:
        cards = [c for c in context.scorecards if item.first <= c.place.block <= item.last]
        for card in cards:
            yield from _sums(card, ink)
            yield from _rates(card, ink)
        full = [card for card in cards if card.kind != "summary"]
        if len(full) == 1:
            for card in cards:
                if card.kind == "summary":
                    yield from _summary(card, full[0], ink)
        mains = full or cards
        if len(mains) == 1:
            yield from of_card(mains[0], context, ink, item)
            told = _report_of(item, context)
            if told is not None:
                yield from totals_told(mains[0], context, ink, told)


def _report_of(form: Item, context: Context) -> Item | None:
    """The report that a form is annexed to, where it is the report's only form and the report has no card of its own."""
    before = [one for one in context.items if one.last < form.first and not one.kind.endswith("_form")]
    if not form.kind.endswith("_form") or not before:
        return None
    report, what = before[-1], form.kind.removesuffix("_form")
    later = [one for one in context.items if one.first > report.last]
    alone = [one for one in later if one.kind == form.kind] == [form] and all(one.kind != report.kind for one in later)
    carded = any(report.first <= card.place.block <= report.last for card in context.scorecards)
    kinds = (f"{what}_report", "report") if len(later) == 1 else (f"{what}_report",)
    same = (report.year, report.unit) == (form.year, form.unit) and not (
        report.project and form.project and report.project != form.project
    )
    return report if alone and same and not carded and report.kind in kinds else None


class _Sum(msgspec.Struct, frozen=True):
    """A whole that parts are said to make up. `what` is 分值 or 得分."""

    whole: Score
    parts: tuple[Score, ...]
    what: str
    of: str


def _sums(card: Scorecard, ink: Ink) -> Iterator[Claim]:
    if _rows_missing(card):
        return
    group = f"card:{card.place.block}"
    ended = card.total_weight is not None or card.total_claimed is not None
    last = [i.path[0] for i in card.indicators][-1:]
    for parent, children in _families(card):
        if not ended and [parent.path[0]] == last:
            continue  # a card without a total row may go on on a page that was not joined to it
        for what, kind in (("分值", "weight"), ("得分", "claimed")):
            whole, parts = getattr(parent, kind), [_below(card, child, kind) for child in children]
            if whole is not None and all(parts):
                flat = tuple(score for part in parts if part for score in part)
                yield from _claimed(_Sum(whole, flat, what, parent.name), (), ink, group)
    for what, kind, total in (("分值", "weight", card.total_weight), ("得分", "claimed", card.total_claimed)):
        top = _top(card)
        tops = [_below(card, i, kind) for i in card.indicators if i.level == top and not _details(i)]
        if total is None or not tops or not all(tops):
            continue
        flat = tuple(score for part in tops if part for score in part)
        if card.money_missed and sum(score.value for score in flat) < total.value:
            continue  # the points of the budget block, which could not be read, may make up the rest
        if kind == "weight" and _unsaid_weight(card) and sum(score.value for score in flat) < total.value:
            continue  # what the budget block's score is out of is printed nowhere: it may be the rest
        yield from _claimed(
            _Sum(total, flat, what, "总分"), _money(card, "weight" if kind == "weight" else "score"), ink, group
        )


def _rows_missing(card: Scorecard) -> bool:
    """Whether rows of the card seem not to have been read: whatever the card sums, points or scores, the parts
    fall short of the total by more than a slip of one row would explain (a sixth)."""
    shorts: list[bool] = []
    for kind, total, extra in (
        ("weight", card.total_weight, _money(card, "weight")),
        ("claimed", card.total_claimed, _money(card, "score")),
    ):
        values = [score.value for leaf in card.leaves if (score := getattr(leaf, kind)) is not None]
        if total is not None and values:
            whole = sum(values, Decimal(0)) + sum((score.value for score in extra), Decimal(0))
            shorts.append(whole * 6 < total.value * 5)
    return bool(shorts) and all(shorts)


def _rates(card: Scorecard, ink: Ink) -> Iterator[Claim]:
    """得分率 = 得分 / 分值 on every row that prints all three, and weights printed twice."""
    for indicator in card.indicators:
        again = indicator.weight_again
        if again is not None and indicator.weight is not None:
            note = f"“{indicator.name}”名称中的分值与分值栏应当一致"
            yield from _equal([indicator.weight, again], note, ink, family="score_sum")
        numbers = [ink.number(score) for score in (indicator.claimed, indicator.weight, indicator.rate)]
        if None in numbers or indicator.rate is None or not indicator.weight or indicator.weight.value <= 0:
            continue
        roles = ("part", "whole", "percent")
        terms = tuple(Term(n, role) for n, role in zip(numbers, roles, strict=True) if n is not None)
        yield Claim(
            family="ratio",
            readings=(Reading("ratio", terms, f"“{indicator.name}”得分率（百分制评分）为得分与分值之比", "strong"),),
            asserted="strong",
            place=indicator.rate.place,
            quote=ink.quote(indicator.rate.place),
            group=f"rate:{card.place.block}",
            table=True,
            pattern="score_rate",
        )


def _top(card: Scorecard) -> int:
    return min(i.level for i in card.indicators)


def _families(card: Scorecard) -> Iterator[tuple[Indicator, list[Indicator]]]:
    """Each indicator that has children, with them."""
    for position, parent in enumerate(card.indicators):
        children: list[Indicator] = []
        for other in card.indicators[position + 1 :]:
            if other.level <= parent.level:
                break
            if len(other.path) == len(parent.path) + 1 and not _details(other):
                children.append(other)
        if children:
            yield parent, children


def _details(indicator: Indicator) -> bool:
    """A row that only tells what the one above is made of (其中：桃树), without points of its own."""
    return indicator.weight is None and indicator.claimed is None and indicator.name.startswith("其中")


def _below(card: Scorecard, indicator: Indicator, kind: str) -> tuple[Score, ...]:
    """The indicator's own number, or those of its children where it prints none; empty where one is missing."""
    own: Score | None = getattr(indicator, kind)
    if own is not None:
        return (own,)
    for parent, children in _families(card):
        if parent is indicator:
            found = [_below(card, child, kind) for child in children]
            return tuple(score for part in found for score in part) if all(found) else ()
    return ()


def _money(card: Scorecard, kind: str) -> tuple[Score, ...]:
    """The budget block's points: they may be part of the total, or may be listed among the indicators too."""
    for row in card.money:
        score = row.cells.get(kind)
        if score is not None and (is_total_row(row) or len(card.money) == 1):
            return (score,)
    return ()


def _unsaid_weight(card: Scorecard) -> bool:
    """Whether the budget block is scored without a word of its full marks."""
    return bool(_money(card, "score")) and not _money(card, "weight")


def _claimed(one: _Sum, extra: tuple[Score, ...], ink: Ink, group: str) -> Iterator[Claim]:
    """The claim that parts make up a whole; with the budget block's points first, where there are some."""
    whole = ink.number(one.whole)
    parts = [ink.number(score) for score in one.parts]
    more = [ink.number(score) for score in extra]
    if whole is None or None in parts or None in more or not parts or whole in parts:
        return
    numbers = [whole, *(number for number in (*parts, *more) if number is not None)]
    exact = ink.exact(numbers, laid_down=one.what == "分值")
    readings = []
    if more:
        readings.append(
            _sum_reading([*more, *parts], whole, f"“{one.of}”{one.what}为预算执行与各指标之和", "strong", exact)
        )
    licence: Licence = "plain" if more else "strong"
    readings.append(_sum_reading(parts, whole, f"“{one.of}”{one.what}为下级各项之和", licence, exact))
    yield Claim(
        family="score_sum",
        readings=tuple(readings),
        asserted="strong",
        place=one.whole.place,
        quote=ink.quote(one.whole.place),
        group=group,
        table=True,
        pattern=f"level:{one.what}",
    )


def _sum_reading(
    parts: Sequence[int | None], whole: int, note: str, licence: Licence, exact: Container[int]
) -> Reading:
    terms = tuple(Term(number, "part", exact=number in exact) for number in parts if number is not None)
    return Reading("sum", (*terms, Term(whole, "total", exact=whole in exact)), note, licence)


def _summary(summary: Scorecard, card: Scorecard, ink: Ink) -> Iterator[Claim]:
    """A summary's line against the card's indicators of the same name."""
    named = {i.name: i for i in reversed(card.indicators)}
    for line in summary.indicators:
        indicator = named.get(line.name)
        if indicator is None:
            continue
        for what, kind in (("分值", "weight"), ("得分", "claimed")):
            whole: Score | None = getattr(line, kind)
            parts = _below(card, indicator, kind)
            if whole is None or not parts:
                continue
            if len(parts) == 1:
                yield from _equal([parts[0], whole], f"“{line.name}”的{what}在简表与指标表中应当一致", ink)
            else:
                yield from _claimed(_Sum(whole, parts, what, line.name), (), ink, f"summary:{summary.place.block}")
    for what, kind in (("总分值", "total_weight"), ("总得分", "total_claimed")):
        one, other = getattr(card, kind), getattr(summary, kind)
        if one is not None and other is not None:
            yield from _equal([one, other], f"{what}在简表与指标表中应当一致", ink)


def _equal(scores: Sequence[Score], note: str, ink: Ink, family: str = "text_table") -> Iterator[Claim]:
    numbers = [ink.number(score) for score in scores]
    found = [number for number in numbers if number is not None]
    if len(found) == len(scores):
        yield msgspec.structs.replace(told_twice(found, scores[-1].place, note, ink), family=family)
