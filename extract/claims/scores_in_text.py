"""What sentences say of a score card: its total, the weights of its first level, how many indicators it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.claims.claim import Claim, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, mentions
from extract.claims.score_ink import Ink, told_twice
from extract.document import Place
from extract.glossary import fold
from extract.item import Item
from extract.scorecard import Score, Scorecard

_TOTAL_SCORE = re.compile(
    r"(?:自评|综合|评价|评定|考评|绩效|最终|自我评价|整体|总体|项目)[^，,。；;：:]{0,14}(?:得分|总分|评分|分数|分值|打分|自评分)[^，,。；;\d]{0,6}$|(?:总分|总得分|自评分)(?:为|是|共|达到?|[:：])?$"
)
_NOT_THE_TOTAL = re.compile(
    r"上年|去年|平均|满分|权重|标准分|扣|差|第[一二三四五]|率[^，,]{0,3}得分|小于|大于|以上|以下|超过|低于|高于"
)
# 市财政局绩效考核得分92分: what another body awarded
_OTHER_SCORER = re.compile(
    r"(?:财政[局厅]|财政部门|审计|上级|主管部门|考核办|[省市县区州盟旗][委级]|第三方|机构)[^，,。；;]{0,14}(?:考核|考评|评价|抽查|复核|评审)"
)
# 其中：预算执行得分19分，绩效指标得分77.5分
_PARTS = re.compile(r"其中|包括|分别|指标(?:自评|实际|评价|综合)*(?:得分|评分)[^，,\d]{0,3}$")
_HUNDRED = 100
_LEVELS = ("一级", "二级", "三级", "四级")


def of_card(card: Scorecard, context: Context, ink: Ink, item: Item) -> Iterator[Claim]:
    """What the sentences of an item say of its card: the total, the numbers of indicators, the weights."""
    yield from totals_told(card, context, ink, item)
    for passage in _text_of(item, context):
        found = mentions(context, passage)
        yield from _counts(card, passage, found)
        yield from _weights(card, passage, found, ink)


def _text_of(item: Item, context: Context) -> Iterator[Passage]:
    """The item's passages outside tables."""
    return (p for p in context.passages if p.row is None and item.first <= p.block <= item.last)


def totals_told(card: Scorecard, context: Context, ink: Ink, item: Item) -> Iterator[Claim]:
    """The total of the card against each sentence of an item that tells it."""
    total = ink.number(card.total_claimed)
    if total is None:
        return
    awarded = _beside_the_total(card)
    for passage in _text_of(item, context):
        for mention in mentions(context, passage):
            if _states_total(mention, passage, card, item.year):
                place = passage.place(mention.start, mention.end)
                if awarded is not None:
                    yield from _with_execution(mention.number, (total, ink.number(awarded)), place, ink)
                    continue
                yield told_twice([mention.number, total], place, "正文所述总得分与指标表总分应当一致", ink)


def _beside_the_total(card: Scorecard) -> Score | None:
    """What execution of the budget is awarded, where the card's total leaves it out: 90 points and 10 are a hundred."""
    for row in card.money:
        weight, score = row.cells.get("weight"), row.cells.get("score")
        if weight is not None and score is not None and card.total_weight is not None:
            return score if weight.value + card.total_weight.value == _HUNDRED else None
    return None


def _with_execution(told: int, awarded: tuple[int | None, ...], place: Place, ink: Ink) -> Iterator[Claim]:
    """The total told is that of the indicators and of execution; or, as a report may have it, of the indicators alone."""
    parts = tuple(number for number in awarded if number is not None)
    if len(parts) < len(awarded):
        return
    terms = (*(Term(number, "part") for number in parts), Term(told, "total"))
    alone = (Term(told, "stated"), Term(parts[0], "stated"))
    readings = (
        Reading("sum", terms, "正文所述总得分为指标得分与预算执行得分之和", "strong"),
        Reading("equal", alone, "正文所述总得分与指标表总分应当一致", "plain"),
    )
    yield Claim(
        family="text_table",
        readings=readings,
        asserted="strong",
        place=place,
        quote=ink.quote(place),
        table=True,
        pattern="sum:execution",
    )


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
    if _PARTS.search(words) or ("自评" not in words and _OTHER_SCORER.search(words)):
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


def _weights(card: Scorecard, passage: Passage, found: Sequence[Mention], ink: Ink) -> Iterator[Claim]:
    """权重分别为35%、20%、45%，分值分别为35分、20分、45分 against the first level."""
    top = min(i.level for i in card.indicators)
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
            yield told_twice([mention.number, number], passage.place(mention.start, mention.end), note, ink)


def _run(found: Sequence[Mention], passage: Passage) -> list[Mention]:
    """The figures that follow each other with nothing but 、 or 和 between."""
    run: list[Mention] = []
    for mention in found:
        if run and not re.fullmatch(r"\s*[、，,和及]\s*", passage.text[run[-1].end : mention.start]):
            break
        run.append(mention)
    return run
