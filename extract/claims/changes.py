"""Changes asserted in prose: 较上年增加{A}，增长{P}; 由{A}增至{B}; 是上年的{N}倍; 比年初预算减少{A}.

A change stands in a cluster of figures behind the level it is of: the old value (if stated), the amount, the
rate. Which of them an unmarked figure is (较上年决算数52.40万元，下降4.15%) is left open between readings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import regex

from extract.claims.claim import Claim, Licence, Reading, Relation, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, amount_like, is_change, is_per_head, mentions
from extract.claims.wholes import core

_UP = r"增加|增长|增多|上升|提高|上涨|增幅|升高|扩大|调增|追加|净增|新增|多出|超出|增|升"
_DOWN = r"减少|下降|降低|降幅|减幅|下滑|压减|压缩|核减|调减|缩减|节约|减|降"
_TAIL = r"(?:幅度|比例|比率|比|额度?|率|数)?(?:分别)?(?:了|约|为|是|达到?|近|:|：|共)*\s*$"
_VERB = regex.compile(rf"[（(]?(?:(?P<negative>负增长)|(?P<up>{_UP})|(?P<down>{_DOWN}))\s*[)）]?{_TAIL}")
_BASE = regex.compile(
    r"(?:较|比|与|同|对比)(?P<base>[^，。；、]{0,22}?)(?:相比|比较|对比|持平)?[，,]?\s*(?:分别|各|均|净|共|总体|略|大幅|小幅)?\s*$"
)
_COMPARES = regex.compile(r"较|比(?!例|重|率)|同比|环比|相比|(?:上|去|前)年(?:同期)?(?=[^，。；]{0,6}$)")
_BARE_START = regex.compile(r"\s*(?:同口径|总体|整体|合计|总额|这|该|其|分别|各|均)?\s*(?:较|比|与|同比|环比)")
_FROM = regex.compile(r"由(?P<base>[^，。；]{0,14})$")
_TO = regex.compile(
    r"^(?:[^，。；]{0,10})(?:增(?:加|长)?|提高|上升|减少|下降|降低?|压减|扩大|变|升)(?:至|到|为)(?:(?:19|20)\d\d年|今年|本年|当年)?的?\s*$"
)


class Cluster(msgspec.Struct):
    """The figures of one change: the levels it may be of (`heads`: those that a list breaks down), the old value,
    the amount, the rate, and which way."""

    levels: list[Mention]
    heads: frozenset[int]
    first: Mention
    last: Mention
    old: Mention | None = None
    amount: Mention | None = None
    rate: Mention | None = None
    amount_sign: int = 1
    rate_sign: int = 1
    base: str = ""


def find(context: Context) -> Iterator[Claim]:
    """Change claims of all passages, in reading order."""
    for passage in context.passages:
        if len(passage.numbers) < 2:
            continue
        found = mentions(context, passage)
        index = 0
        while index < len(found):
            cluster, index = _cluster(found, index)
            if cluster:
                yield from _claims(passage, cluster, found)
        yield from _from_to(passage, found)


def _direction(gap: str) -> int:
    """+1 for a rise, −1 for a fall, 0 where the words before the figure say neither."""
    verb = _VERB.search(gap)
    if not verb:
        return 0
    return -1 if verb["down"] or verb["negative"] else 1


def _cluster(found: Sequence[Mention], index: int) -> tuple[Cluster | None, int]:
    """The cluster that begins at this mention, if one does, and where to go on."""
    mention = found[index]
    if not _COMPARES.search(mention.gap) and not _direction(mention.gap):
        return None, index + 1
    kind = _kind(mention)
    if not kind:
        return None, index + 1
    levels = _levels(found, index)
    cluster = Cluster(levels, _heads(found, levels), mention, mention)
    _put(cluster, kind, mention)
    at = index + 1
    while at < len(found) and found[at].sentence == mention.sentence:
        kind = _kind(found[at])
        continues = kind and regex.fullmatch(r"\s*[，,、；（(]?\s*[^，。；、]{0,14}", found[at].gap)
        if not continues or not _direction(found[at].gap) or not _put(cluster, kind, found[at]):
            break
        cluster.last = found[at]
        at += 1
    return cluster, at


def _kind(mention: Mention) -> str:
    """old, amount or rate: what the words before a figure make of it; "" for none of them."""
    unit = mention.figure.unit
    if is_per_head(mention):
        return ""
    if _direction(mention.gap):
        return "rate" if unit in ("%", "倍") else "amount" if amount_like(mention.figure) else ""
    if amount_like(mention.figure) and _BASE.search(mention.gap):
        return "old"
    return ""


def _put(cluster: Cluster, kind: str, mention: Mention) -> bool:
    if getattr(cluster, kind) is not None:
        return False
    setattr(cluster, kind, mention)
    sign = _direction(mention.gap)
    if kind == "amount":
        cluster.amount_sign = sign
    if kind == "rate":
        cluster.rate_sign = sign
    base = _BASE.search(_VERB.sub("", mention.gap)) or _BASE.search(mention.gap)
    if base and base["base"]:
        cluster.base = str(base["base"])
    return True


def _levels(found: Sequence[Mention], index: int) -> list[Mention]:
    """The figures whose change it may be, nearest first. A sentence that begins with the comparison (同口径比上年…)
    may speak of anything that the sentences before it were about."""
    first = found[index]
    subject = regex.split(r"[。！]", first.gap)[-1]
    opens = "。" in first.gap and bool(_BARE_START.match(subject))
    levels: list[Mention] = []
    for mention in reversed(found[:index]):
        if first.sentence - mention.sentence > (3 if opens else 0) or len(levels) == 8:
            break
        if (
            amount_like(mention.figure)
            and not is_change(mention)
            and not is_per_head(mention)
            and mention.depth <= first.depth
        ):
            levels.append(mention)
    return levels


def _heads(found: Sequence[Mention], levels: Sequence[Mention]) -> frozenset[int]:
    """The levels that a list breaks down (其中, a bracket): a change behind the list may be theirs."""
    heads = set()
    for level in levels:
        after = next((m for m in found if m.start > level.start), None)
        if after is not None and regex.search(r"其中|分别|包括|^\s*[（(：:]", after.gap):
            heads.add(level.number)
    return frozenset(heads)


def _claims(passage: Passage, cluster: Cluster, found: Sequence[Mention]) -> Iterator[Claim]:
    unit = (cluster.amount or cluster.old or (cluster.levels[0] if cluster.levels else cluster.first)).figure.unit
    levels = [m for m in cluster.levels if m.figure.unit == unit]
    closing = _closing(cluster, levels)
    levels = closing or levels
    if cluster.rate is not None and cluster.rate.figure.unit in ("%", "倍"):
        readings = list(_rate_readings(cluster, cluster.rate, levels))
        yield from _claim(passage, cluster, levels, readings)
    if cluster.amount is not None and cluster.old is not None and levels:
        yield from _claim(
            passage, cluster, levels, list(_amount_readings(cluster, cluster.amount, cluster.old, levels))
        )


def _closing(cluster: Cluster, levels: Sequence[Mention]) -> list[Mention]:
    """The levels that old value and change lead to exactly: then there is no doubt what changed."""
    if cluster.old is None or cluster.amount is None:
        return []
    new = cluster.old.figure.value + cluster.amount_sign * cluster.amount.figure.value
    return [m for m in levels if m.figure.value == new][:1]


def _rate_readings(cluster: Cluster, rate: Mention, levels: Sequence[Mention]) -> Iterator[Reading]:
    signs = {cluster.rate_sign}
    if rate.figure.value < 0:
        # 下降-2.6% is a fall however it is signed; 增长-2.6% is one too
        signs = {1, -1} if cluster.rate_sign < 0 else {1}
    for sign in sorted(signs, reverse=True):
        percent = Term(rate.number, "percent", sign)
        for rank, level in enumerate(levels):
            licence: Licence = "plain" if rank == 0 or level.number in cluster.heads else "weak"
            if cluster.amount is not None:
                change = Term(cluster.amount.number, "change", cluster.amount_sign)
                note = f"上期数=本期数{'-' if cluster.amount_sign > 0 else '+'}变动额"
                yield Reading("growth_by", (change, Term(level.number, "new"), percent), note, licence)
            if cluster.old is not None:
                terms = (Term(level.number, "new"), Term(cluster.old.number, "old"), percent)
                yield Reading("growth", terms, f"以{cluster.old.figure.text}为基数", licence)
                if cluster.amount is None:
                    change = Term(cluster.old.number, "change", cluster.rate_sign)
                    yield Reading(
                        "growth_by",
                        (change, Term(level.number, "new"), percent),
                        f"{cluster.old.figure.text}为变动额",
                        licence,
                    )
        if cluster.amount is not None and cluster.old is not None:
            change = Term(cluster.amount.number, "change", cluster.amount_sign)
            yield Reading(
                "growth_from",
                (change, Term(cluster.old.number, "old"), percent),
                f"以{cluster.old.figure.text}为基数",
                "plain",
            )
        if cluster.amount is not None and cluster.old is None:
            yield from _level_is_old(cluster, cluster.amount, percent, levels)
        if cluster.amount is None and cluster.old is None and levels:
            yield from _old_among(cluster, levels, percent)


def _level_is_old(cluster: Cluster, amount: Mention, percent: Term, levels: Sequence[Mention]) -> Iterator[Reading]:
    """年初预算100万元，执行中追加5万元，增长5%: the figure before is what it grew from. Where the wording compares
    with another year, a level before is the new one and can't be the base."""
    for level in () if _COMPARES.search(cluster.first.gap) else levels:
        change = Term(amount.number, "change", cluster.amount_sign)
        yield Reading(
            "growth_from", (change, Term(level.number, "old"), percent), f"以{level.figure.text}为基数", "weak"
        )


def _old_among(cluster: Cluster, levels: Sequence[Mention], percent: Term) -> Iterator[Reading]:
    """Only a rate is printed: the old value is an earlier level of the sentence that the base names."""
    wanted = core(cluster.base)
    for old in levels[1:]:
        named = bool(wanted) and (wanted in core(old.lead) or regex.search(r"(?:上|去|前)年", old.lead) is not None)
        terms = (Term(levels[0].number, "new"), Term(old.number, "old"), percent)
        yield Reading("growth", terms, f"以{old.figure.text}为基数", "plain" if named else "weak")


def _amount_readings(cluster: Cluster, amount: Mention, old: Mention, levels: Sequence[Mention]) -> Iterator[Reading]:
    for rank, level in enumerate(levels[:2]):
        terms = (
            Term(old.number, "part"),
            Term(amount.number, "part", cluster.amount_sign),
            Term(level.number, "total"),
        )
        readily = rank == 0 or level.number in cluster.heads
        yield Reading("sum", terms, "上期数加减变动额", "plain" if readily else "weak")


def _claim(
    passage: Passage, cluster: Cluster, levels: Sequence[Mention], readings: Sequence[Reading]
) -> Iterator[Claim]:
    if not readings:
        return
    readings = sorted(readings, key=lambda r: r.licence == "weak")[:24]
    start = levels[0].start if levels else cluster.first.start
    sure = readings[0].licence != "weak" and (cluster.amount is not None or cluster.old is not None)
    near = bool(levels) and (levels[0].sentence == cluster.first.sentence or bool(_closing(cluster, levels)))
    yield Claim(
        family="change",
        readings=tuple(readings),
        asserted="strong" if sure and near else "plain" if sure else "weak",
        place=passage.place(cluster.first.start, cluster.last.end),
        quote=passage.quote(start, cluster.last.end),
        pattern="change",
    )


def _from_to(passage: Passage, found: Sequence[Mention]) -> Iterator[Claim]:
    """由{A}增至{B}，增长{P}."""
    for index in range(1, len(found)):
        old, new = found[index - 1], found[index]
        if old.figure.unit != new.figure.unit or not _FROM.search(old.gap) or not _TO.search(new.gap):
            continue
        rates = [m for m in found[index + 1 : index + 3] if m.figure.unit in ("%", "倍") and m.sentence == new.sentence]
        rate = next((m for m in rates if _direction(m.gap)), None)
        if rate is None or not amount_like(new.figure):
            continue
        relation: Relation = "growth"
        terms = (Term(new.number, "new"), Term(old.number, "old"), Term(rate.number, "percent", _direction(rate.gap)))
        yield Claim(
            family="change",
            readings=(Reading(relation, terms, f"由{old.figure.text}至{new.figure.text}", "plain"),),
            asserted="strong",
            place=passage.place(old.start, rate.end),
            quote=passage.quote(old.start, rate.end),
            pattern="from_to",
        )
