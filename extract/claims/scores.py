"""What a score card asserts of itself, and what the text says of the card.

Weights and scores add up level by level to the total row; a summary repeats the first level; sentences repeat the
total, the weights of the first level and the numbers of indicators.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal

import msgspec

from extract.cards.money import is_total_row
from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, mentions
from extract.document import Place, TextId
from extract.glossary import fold
from extract.item import Item
from extract.scorecard import Indicator, Score, Scorecard

_TOTAL_SCORE = re.compile(
    r"(?:自评|综合|评价|评定|考评|绩效|最终|自我评价|整体|总体|项目)[^，,。；;：:]{0,14}(?:得分|总分|评分|分数|分值|打分|自评分)[^，,。；;\d]{0,6}$|(?:总分|总得分|自评分)(?:为|是|共|达到?|[:：])?$"
)
_NOT_THE_TOTAL = re.compile(
    r"上年|去年|平均|满分|权重|标准分|扣|差|第[一二三四五]|率[^，,]{0,3}得分|小于|大于|以上|以下|超过|低于|高于"
)
# 其中：预算执行得分19分，绩效指标得分77.5分
_PARTS = re.compile(r"其中|包括|分别|指标(?:自评|实际|评价|综合)*(?:得分|评分)[^，,\d]{0,3}$")
_LEVELS = ("一级", "二级", "三级", "四级")


def find(context: Context) -> Iterator[Claim]:
    """Level sums of every card, summaries against cards, and the text against the card, item by item."""
    ink = _Ink(context)
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
            yield from _prose(mains[0], context, ink, item)
            told = _report_of(item, context)
            if told is not None:
                yield from _totals_told(mains[0], context, ink, told)


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


class _Ink:
    """Which figure is printed at a score's place."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._at: dict[TextId, list[int]] = {}
        for number, figure in enumerate(context.figures):
            place = figure.place
            self._at.setdefault(place.text_id, []).append(number)

    def number(self, score: Score | None) -> int | None:
        """The figure's number; None where the digits were read otherwise."""
        if score is None:
            return None
        for number in self._at.get(score.place.text_id, ()):
            figure = self.context.figures[number]
            if figure.place.start < score.place.end and score.place.start < figure.place.end:
                return number if figure.value == score.value else None
        return None

    def exact(self, numbers: Sequence[int], *, laid_down: bool) -> frozenset[int]:
        """The points among these that were not rounded: whole ones that a form lays down, and those with fewer decimals
        than others of their column, whose noughts are not written (8 beside 7.45)."""
        figures = {number: self.context.figures[number] for number in numbers}
        if laid_down and all(f.value == int(f.value) for f in figures.values()):
            return frozenset(figures)
        finest = min(f.step for f in figures.values())
        return frozenset(number for number, f in figures.items() if f.step > finest)

    def quote(self, place: Place) -> str:
        """The row around a cell, or the sentence around a passage's words."""
        cells = [p for p in self.context.passages if p.block == place.block and p.row == place.row]
        if place.row is None:
            return next((p.quote(place.start, place.end) for p in cells if p.row is None), "")
        block = self.context.document.blocks[place.block]
        texts = [" ".join(c.text.split()) for c in getattr(block, "cells", ()) if c.row == place.row and c.text.strip()]
        return " | ".join(texts)[:300]


class _Sum(msgspec.Struct, frozen=True):
    """A whole that parts are said to make up. `what` is 分值 or 得分."""

    whole: Score
    parts: tuple[Score, ...]
    what: str
    of: str


def _sums(card: Scorecard, ink: _Ink) -> Iterator[Claim]:
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


def _rates(card: Scorecard, ink: _Ink) -> Iterator[Claim]:
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
            readings=(Reading("ratio", terms, f"“{indicator.name}”得分率为得分与分值之比", "strong"),),
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


def _claimed(one: _Sum, extra: tuple[Score, ...], ink: _Ink, group: str) -> Iterator[Claim]:
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


def _summary(summary: Scorecard, card: Scorecard, ink: _Ink) -> Iterator[Claim]:
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


def _equal(scores: Sequence[Score], note: str, ink: _Ink, family: str = "text_table") -> Iterator[Claim]:
    numbers = [ink.number(score) for score in scores]
    found = [number for number in numbers if number is not None]
    if len(found) == len(scores):
        yield msgspec.structs.replace(_same(found, scores[-1].place, note, ink), family=family)


def _same(numbers: Sequence[int], place: Place, note: str, ink: _Ink) -> Claim:
    return Claim(
        family="text_table",
        readings=(Reading("equal", tuple(Term(n, "stated") for n in numbers), note, "strong"),),
        asserted="strong",
        place=place,
        quote=ink.quote(place),
        table=True,
        pattern="equal:" + note,
    )


def _prose(card: Scorecard, context: Context, ink: _Ink, item: Item) -> Iterator[Claim]:
    yield from _totals_told(card, context, ink, item)
    for passage in _text_of(item, context):
        found = mentions(context, passage)
        yield from _counts(card, passage, found)
        yield from _weights(card, passage, found, ink)


def _text_of(item: Item, context: Context) -> Iterator[Passage]:
    """The item's passages outside tables."""
    return (p for p in context.passages if p.row is None and item.first <= p.block <= item.last)


def _totals_told(card: Scorecard, context: Context, ink: _Ink, item: Item) -> Iterator[Claim]:
    """The total of the card against each sentence of an item that tells it."""
    total = ink.number(card.total_claimed)
    if total is None:
        return
    for passage in _text_of(item, context):
        for mention in mentions(context, passage):
            if _states_total(mention, passage, card, item.year):
                note = "正文所述总得分与指标表总分应当一致"
                yield _same([mention.number, total], passage.place(mention.start, mention.end), note, ink)


def _states_total(mention: Mention, passage: Passage, card: Scorecard, year: str) -> bool:
    """Whether a figure in a sentence is the total score of the card."""
    if not tells_total(mention, passage, year):
        return False
    words = _sentence(mention, passage)
    heaviest = max((i.weight.value for i in card.indicators if i.weight), default=Decimal(0))
    named = any(len(i.name) >= 2 and i.name in words[-24:] for i in card.indicators)
    return not named and mention.figure.value > heaviest


def tells_total(mention: Mention, passage: Passage, year: str) -> bool:
    """Whether the words before a figure call it the total score (自评得分97.5分), and not that of an earlier year."""
    if mention.figure.unit != "分" or mention.figure.hedge or mention.figure.span:
        return False
    words = fold(_sentence(mention, passage))
    if _PARTS.search(words):
        return False
    return bool(_TOTAL_SCORE.search(words)) and not _NOT_THE_TOTAL.search(words[-24:]) and not _earlier(words, year)


def _sentence(mention: Mention, passage: Passage) -> str:
    """The words of the sentence before a figure."""
    return re.split(r"[。；;\n]", passage.text[: mention.start])[-1]


def _earlier(words: str, year: str) -> bool:
    """Whether the words before a figure speak of a year before that of the report."""
    years = re.findall(r"(20\d\d)年", words)
    return bool(years and year and years[-1] < year) or bool(re.search(r"(?:上|去|前)一?年[^，,]*$", words))


def _counts(card: Scorecard, passage: Passage, found: Sequence[Mention]) -> Iterator[Claim]:
    """3个一级指标，11个二级指标，41个三级指标 against the card."""
    depth = max(i.level for i in card.indicators)
    if card.kind != "indicator_table" or depth < 2:
        return
    told = [(mention, level) for mention in found if (level := _level_told(mention, passage))]
    if any(level > depth for _, level in told):
        return  # the card has fewer levels than are spoken of: which of them it lacks is not known
    for mention, level in told:
        listed = [i for i in card.indicators if i.level == level]
        if not listed:
            continue
        note = f"指标表列有{_LEVELS[level - 1]}指标{len(listed)}个"
        yield Claim(
            family="count",
            readings=(Reading("count", (Term(mention.number, "announced"),), note, "strong", Decimal(len(listed))),),
            asserted="strong",
            place=passage.place(mention.start, mention.end),
            quote=passage.quote(mention.start, mention.end),
            names=tuple(i.name for i in listed),
            pattern="indicators",
        )


def _level_told(mention: Mention, passage: Passage) -> int:
    """Of which level a figure counts the indicators; 0 where it counts none."""
    if mention.figure.unit not in ("个", "项"):
        return 0
    tail = fold(passage.text[mention.end : mention.end + 8])
    lead = fold(passage.text[max(0, mention.start - 8) : mention.start])
    return next((n + 1 for n, name in enumerate(_LEVELS) if _is_level(name, lead, tail)), 0)


def _is_level(name: str, lead: str, tail: str) -> bool:
    return tail.startswith(f"{name}指标") or bool(re.search(rf"{name}指标(?:共|有|为|共有|共计)?$", lead))


def _weights(card: Scorecard, passage: Passage, found: Sequence[Mention], ink: _Ink) -> Iterator[Claim]:
    """权重分别为35%、20%、45%，分值分别为35分、20分、45分 against the first level."""
    top = _top(card)
    tops = [i for i in card.indicators if i.level == top]
    if len(tops) < 2 or any(i.weight is None for i in tops):
        return
    for cue in re.finditer(
        r"(?:一级指标|指标)[^。；;]{0,24}?(?:权重|分值)分别(?:为|是)|(?<=，)分值分别(?:为|是)", passage.text
    ):
        run = _run([m for m in found if m.start >= cue.end()], passage)
        if len(run) != len(tops) or {m.figure.unit for m in run} not in ({"%"}, {"分"}):
            continue
        for mention, indicator in zip(run, tops, strict=True):
            number = ink.number(indicator.weight)
            if number is None or mention.figure.unit != "分":
                continue
            note = f"正文所述“{indicator.name}”分值与指标表应当一致"
            yield _same([mention.number, number], passage.place(mention.start, mention.end), note, ink)


def _run(found: Sequence[Mention], passage: Passage) -> list[Mention]:
    """The figures that follow each other with nothing but 、 or 和 between."""
    run: list[Mention] = []
    for mention in found:
        if run and not re.fullmatch(r"\s*[、，,和及]\s*", passage.text[run[-1].end : mention.start]):
            break
        run.append(mention)
    return run
