"""The grammar of comparisons: which figures of a sentence tell a change, of what, and against what.

A comparison is a cluster of figures: the old value (if stated), the amount of the change, its rate. Its subject is
either named in it (公务接待费较上年减少…) or is what the sentence was about before. Paired lists (分别减少A和B，
下降C和D) are cut into one comparison a pair.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

import msgspec
import regex

from extract.claims.mentions import Mention, amount_like, comes_to, noun, unbracketed
from extract.claims.rise_and_fall import DOWN, UP
from extract.claims.subjects import CLAUSE_MARKS, last_clause, names, same_stem, told_of, trimmed

_UP = rf"{UP}|新增"
_TAIL = r"(?:幅度|比例|比率|比|额度?|率|数)?(?:分别|各)?(?:了|约|为|是|达到?|近|:|：|共)*\s*$"
# 增加（减少）-7.85万元: the first word says which way a figure without a sign goes
_VERB = regex.compile(
    rf"(?:(?P<rather_up>{_UP})|(?P<rather_down>{DOWN}))[（(/](?:{_UP}|{DOWN})[)）]?{_TAIL}"
    rf"|[（(]?(?:(?P<negative>负增长)|(?P<up>{_UP})|(?P<down>{DOWN}))\s*[)）]?{_TAIL}"
)
_BASE = re.compile(
    r"(?:较|(?<!占)比|与|同|对比)(?P<base>[^，。；、]{0,22}?)(?:相比|比较|对比|持平)?[，,]?\s*(?:分别|各|均|净|共|总体|略|大幅|小幅)?\s*$"
)
COMPARES = regex.compile(r"较|(?<!占)比(?!例|重|率)|同比|环比|相比|(?:上|去|前)年(?:同期)?(?=[^，。；]{0,6}$)")
_COMPARISON = regex.compile(
    r"相比(?=[^，。；])|同比|环比|较|(?<!占)比(?!例|重|率|如)|(?:与|同(?!口径|时|步|期|意|类))(?=[^，。；]{1,22}(?:相比|比较|对比|比))|对比"
)
_SET_APART = regex.compile(r"^[^，]{0,22}?(?:相比|比较|对比|比)，?(?P<after>.*)$")
# 与上年相比，收入增加…，支出减少…: said once for all that follows in the sentence
_FOR_ALL = regex.compile(
    r"(?:^|[。；])\s*(?:与|同|和|较|比)(?=[^，。；]{0,12}(?:年|同期))[^，。；]{2,16}(?:相比|比较|对比|比)?，"
)
_BARE_START = regex.compile(r"\s*(?:同口径|总体|整体|合计|总额|这|该|其|分别|各|均)?\s*(?:较|比|与|同比|环比)")
_HEADING = regex.compile(r"(?:[；：。]|其中[，：]?)\s*(?P<words>[^，；：。（]{2,16})，\s*$")
_JOINT = regex.compile(r"\s*(?:、|和|及|以及|与)\s*(?:分别|各)?\s*")
_CONTINUES = regex.compile(r"\s*(?:相比|比较|对比)?[，、；（]?\s*[^，。；、]{0,14}")
_COMPARED_BEHIND = regex.compile(r"^\s*(?:相比|比较|对比)")
_BARE = regex.compile(r"\s*[（，]\s*(?:即|约|为|达)?\s*")
_ANSWERS = regex.compile(r"(?P<names>[^，。；：（）]+[、和及与][^，。；：（）]+?)分别(?:为|是|支出|达)?\s*$")
_STOP = re.compile(r"[。！]")
_RECENT = 3
_REACH = 60
_TIMES = frozenset(["天", "工作日", "小时", "分钟", "个月"])
_CLAUSE_END = regex.compile(r"\s*(?:[，。；）、]|$)")


class Comparison(msgspec.Struct):
    """The figures of one change: the levels it may be of, nearest first (`heads`: those that a list breaks down;
    `near`: the words leave no doubt of them), the old value, the amount, the rate, and which way. `dated`: the sentence
    opens by comparing all that it tells with another year."""

    first: Mention
    last: Mention
    levels: list[Mention] = []
    heads: frozenset[int] = frozenset()
    near: bool = True
    old: Mention | None = None
    amount: Mention | None = None
    rate: Mention | None = None
    amount_sign: int = 1
    rate_sign: int = 1
    base: str = ""
    dated: bool = False

    @property
    def unit(self) -> str:
        """The unit of what changed."""
        told = self.amount or self.old or (self.levels[0] if self.levels else self.first)
        return told.figure.unit


@lru_cache(maxsize=4096)
def direction(gap: str) -> int:
    """+1 for a rise, −1 for a fall, 0 where the words before the figure say neither."""
    verb = _VERB.search(gap)
    if not verb or comes_to(gap):
        return 0
    return -1 if verb["down"] or verb["negative"] or verb["rather_down"] else 1


def base_of(gap: str) -> str | None:
    """What the words before a figure compare it with, "" where they name nothing; None where they don't compare."""
    base = _BASE.search(gap)
    return None if base is None else str(base["base"])


def comparisons(found: Sequence[Mention], earlier: Sequence[Mention]) -> Iterator[Comparison]:
    """The comparisons of one passage. `earlier` are mentions of the passages before, where a subject that the
    passage names without its level may have it."""
    index = 0
    rated: set[int] = set()
    while index < len(found):
        made, index = _one(found, index)
        if made is None:
            continue
        made.dated = _is_dated(found, made.first)
        lists = _lists(found, made)
        if lists is None:
            made.levels, made.near = _levels(found, made, earlier)
            made.heads = _heads(found, made.levels)
            if made.old is None and made.amount is None:
                # 支出85亿元，增长6%（上年80亿元，增长9%）: what has its rate has not the next one too
                made.levels = [level for level in made.levels if level.number not in rated]
                at = bisect_left(found, made.first.start, key=_start)
                rated.update(m.number for m in found[max(0, at - 1) : at])
            yield made
        else:
            index = found.index(max((m for chain in lists for m in chain), key=lambda m: m.start)) + 1
            yield from _paired(found, made, *lists)


def _is_dated(found: Sequence[Mention], first: Mention) -> bool:
    end = bisect_right(found, first.start, key=_start)
    return any(m.sentence == first.sentence and _FOR_ALL.search(m.gap) for m in found[max(0, end - _REACH) : end])


def _one(found: Sequence[Mention], index: int) -> tuple[Comparison | None, int]:
    """The comparison that begins at this mention, if one does, and where to go on."""
    mention = found[index]
    kind = _kind(mention)
    if not kind or not (_compares(mention) or direction(mention.gap)):
        return None, index + 1
    made = Comparison(mention, mention)
    _put(made, kind, mention, direction(mention.gap))
    at = index + 1
    while at < len(found) and found[at].sentence == mention.sentence:
        kind, sign = _next(made, found[at])
        at = _skip_joined(found, at, made)
        if at >= len(found) or not kind:
            kind, sign = _next(made, found[at]) if at < len(found) else ("", 0)
        if not kind or not _put(made, kind, found[at], sign):
            break
        made.last = found[at]
        at += 1
    return made, at


def _compares(mention: Mention) -> bool:
    """Whether the words around a figure compare: 较上年A, 与预算A相比."""
    return bool(COMPARES.search(mention.gap) or _COMPARED_BEHIND.match(mention.tail))


def _skip_joined(found: Sequence[Mention], at: int, made: Comparison) -> int:
    """Behind the further members of a list (减少A*和B*，下降C), to where the comparison goes on."""
    here = at
    while here < len(found) and _JOINT.fullmatch(found[here].gap) and found[here].figure.unit == made.last.figure.unit:
        here += 1
    goes_on = here > at and here < len(found) and found[here].sentence == made.first.sentence
    return here if goes_on and _next(made, found[here])[0] else at


def _kind(mention: Mention) -> str:
    """old, amount or rate: what the words before a figure make of it; "" for none of them."""
    unit = mention.figure.unit
    if mention.per_head:
        return ""
    if direction(mention.gap):
        return "rate" if unit in ("%", "倍") else "amount" if amount_like(mention.figure) else ""
    if amount_like(mention.figure) and base_of(mention.gap) is not None:
        return "old"
    return ""


def _next(made: Comparison, mention: Mention) -> tuple[str, int]:
    """What a figure behind a comparison adds to it, and its sign; ("", 0) where it belongs to something else."""
    sign = direction(mention.gap)
    if sign and _CONTINUES.fullmatch(mention.gap) and (not subject(mention.gap) or _named_behind(made, mention)):
        return _kind(mention), sign
    # 较上年减少18.5万元（65.37%）: a bare percentage right behind the amount is its rate
    right_behind = made.last is made.amount and mention.figure.unit == "%" and _BARE.fullmatch(mention.gap)
    if right_behind and _CLAUSE_END.match(mention.tail or "，"):
        return "rate", made.amount_sign
    return "", 0


def _named_behind(made: Comparison, mention: Mention) -> bool:
    """Whether what has changed is named right behind what it is compared with: 与上年80万元相比，总收入增加5万元."""
    if made.old is None or made.last is not made.old or mention.figure.unit != made.old.figure.unit:
        return False
    return bool(_COMPARED_BEHIND.match(mention.gap))


def _put(made: Comparison, kind: str, mention: Mention, sign: int) -> bool:
    if getattr(made, kind) is not None:
        return False
    setattr(made, kind, mention)
    if kind == "amount":
        made.amount_sign = sign
    if kind == "rate":
        made.rate_sign = sign
    made.base = base_of(_VERB.sub("", mention.gap)) or base_of(mention.gap) or made.base
    return True


def subject(gap: str) -> str:
    """What the words before a figure say has changed, "" where they leave it to what stands before."""
    words = unbracketed(_VERB.sub("", _STOP.split(_COMPARED_BEHIND.sub("", gap))[-1]))
    compared = _COMPARISON.search(words)
    if compared is None:
        return trimmed(CLAUSE_MARKS.split(words)[-1].lstrip("、"))
    apart = _SET_APART.match(words[compared.end() :])
    told = trimmed(apart["after"]) if apart else ""
    if told:
        return told
    before = words[: compared.start()]
    heading = _HEADING.search(before)
    return trimmed(heading["words"] if heading else CLAUSE_MARKS.split(before)[-1])


def _levels(found: Sequence[Mention], made: Comparison, earlier: Sequence[Mention]) -> tuple[list[Mention], bool]:
    """The figures whose change it may be, nearest first, and whether the words leave no doubt. A comparison that names its
    subject is of a figure of that name alone. A sentence that begins with the comparison (同口径比上年…) may speak
    of anything that the sentences before it were about."""
    first = made.first
    at = bisect_left(found, first.start, key=_start)
    before = found[max(0, at - _REACH) : at]
    named = subject(first.gap + (first.tail if _COMPARED_BEHIND.match(first.tail) else ""))
    if made.amount is not None and made.old is first and not named:
        named = subject(made.amount.gap)
    opens = "。" in first.gap and bool(_BARE_START.match(_STOP.split(first.gap)[-1]))
    levels = [
        m
        for m in reversed(before)
        if first.sentence - m.sentence <= (_RECENT if opens else 0) and m.depth <= first.depth and _is_level(m)
    ][:8]
    if not named:
        return levels, not opens
    ordered = _named_in_order(before)
    same = [m for m in levels if _is_called(named, m, ordered)]
    if same:
        return same, not opens or same[0].number in ordered
    recent = [m for m in reversed(before) if first.sentence - m.sentence <= _RECENT and _is_level(m)]
    far = [m for m in recent if names(named, m) or ordered.get(m.number, "").endswith(named)]
    far = [m for m in far if m.sentence == far[0].sentence]
    far = far or [m for m in reversed([*earlier, *before]) if _is_level(m) and same_stem(named, m)]
    alone = len({(m.figure.value, m.figure.unit) for m in far}) == 1
    exactly = alone and (ordered.get(far[0].number) or trimmed(noun(last_clause(far[0].gap)))) in (
        named,
        trimmed(named),
    )
    return far[:2], alone and far[0] in before and (far[0] in recent or exactly)


def _is_called(named: str, level: Mention, ordered: dict[int, str]) -> bool:
    own = ordered.get(level.number)
    return told_of(named, level) if own is None else own.endswith(named)


def _named_in_order(found: Sequence[Mention]) -> dict[int, str]:
    """The names of figures that answer a list of names: 收入、支出分别为A和B."""
    told: dict[int, str] = {}
    for index, mention in enumerate(found):
        opened = _ANSWERS.search(mention.gap)
        if opened is None:
            continue
        wanted = re.split(r"[、和及与]", opened["names"])
        row = [mention]
        while index + len(row) < len(found) and _JOINT.fullmatch(found[index + len(row)].gap):
            row.append(found[index + len(row)])
        if len(row) == len(wanted):
            told.update((m.number, name) for m, name in zip(row, wanted, strict=True))
    return told


def _start(mention: Mention) -> int:
    return mention.start


def _is_level(mention: Mention) -> bool:
    is_old = _compares(mention) and base_of(mention.gap) is not None
    # 平均办结6天: a time on average is compared with times, as money per head is not with money
    is_time = mention.figure.unit in _TIMES and mention.per_head and not mention.change
    return (mention.level or is_time) and not is_old


def _heads(found: Sequence[Mention], levels: Sequence[Mention]) -> frozenset[int]:
    """The levels that a list breaks down (其中, a bracket): a change behind the list may be theirs."""
    heads = set()
    for level in levels:
        behind = bisect_right(found, level.start, key=_start)
        after = found[behind : behind + 1]
        if after and re.search(r"其中|分别|包括|^\s*[（(：:]", after[0].gap):
            heads.add(level.number)
    return frozenset(heads)


def _lists(found: Sequence[Mention], made: Comparison) -> tuple[list[Mention], list[Mention]] | None:
    """The amounts and rates of a paired list (分别减少A和B，下降C和D); None where each stands alone."""
    amounts, rates = _joined(found, made.amount), _joined(found, made.rate)
    if max(len(amounts), len(rates)) < 2 or made.old is not None:
        return None
    if not amounts or not rates:
        return amounts, rates
    return (amounts, rates) if len(amounts) in (1, len(rates)) else ([], rates)


def _joined(found: Sequence[Mention], first: Mention | None) -> list[Mention]:
    if first is None:
        return []
    chain = [first]
    for mention in islice(found, bisect_right(found, first.start, key=_start), None):
        if not _JOINT.fullmatch(mention.gap) or mention.figure.unit != first.figure.unit:
            break
        chain.append(mention)
    return chain


def _paired(
    found: Sequence[Mention], made: Comparison, amounts: Sequence[Mention], rates: Sequence[Mention]
) -> Iterator[Comparison]:
    """One comparison for each pair, where as many levels stand before the list."""
    count = len(rates)
    levels = [m for m in found if m.start < made.first.start and m.sentence == made.first.sentence and _is_level(m)]
    levels = [m for m in levels if amounts and m.figure.unit == amounts[0].figure.unit][-count:]
    if not amounts or not rates or len(levels) < count:
        return
    for number, (level, rate) in enumerate(zip(levels, rates, strict=True)):
        amount = amounts[min(number, len(amounts) - 1)]
        yield msgspec.structs.replace(made, levels=[level], amount=amount, rate=rate, last=rate)
