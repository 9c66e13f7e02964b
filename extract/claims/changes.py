"""Changes asserted in prose: 较上年增加{A}，增长{P}; 由{A}增至{B}; 是上年的{N}倍; 比年初预算减少{A}.

Which of its figures is the level that changed, and whether an unmarked one is the old value or the change itself
(较上年决算数52.40万元，下降4.15%), is left open between readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.comparisons import COMPARES, Comparison, comparisons, subject
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, mentions
from extract.claims.subjects import told_of
from extract.claims.wholes import core

_EARLIER = 40
_MOST_READINGS = 24
# What an earlier level must say for a later one to be able to have grown from it.
_FORMER = regex.compile(r"(?:上|去|前)年|同期|基期|(?:19|20)\d\d年|[年期]初数?$|原来?|历年")
_PLANNED = regex.compile(r"预算|计划|目标")
_INITIAL = regex.compile(r"年初(?:部门|单位|财政|支出|收入)*(?:预算|批复)")
_REVISED = regex.compile(r"(?:调整后?的?|变更后的?|全年)(?:部门|全年|年度|支出|收入)*预算|预算调整(?:后|为)")
_DONE = regex.compile(r"决算|支出|执行|实际|完成|使用|发生")
_WITH_LAST_YEAR = regex.compile(rf"{COMPARES.pattern}|增收|减收|增支|减支")
_ALIKE = regex.compile(r"持平|一致|相同|无变化|没有变化|未变")
_LAST = regex.compile(r"(?:上|去|前)(?:一)?年|同期|[年期]初")
_CLOSING = regex.compile(r"[年期]末|年底")
_WHEN = regex.compile(rf"(?:{_LAST.pattern}|{_CLOSING.pattern}|(?:19|20)\d\d年度?)(?:余额|数|时)?")
_YEAR = regex.compile(r"(?:19|20)\d\d(?=年)")
_EITHER_WAY = regex.compile(r"(?:变动|增减|变化)(?:率|幅)")
_LOOSELY = regex.compile(r"基本|大致|大体|略|总体|几乎|相对")


def find(context: Context) -> Iterator[Claim]:
    """Change claims of all passages, in reading order."""
    before: list[Mention] = []
    for passage in context.passages:
        found = mentions(context, passage)
        for comparison in comparisons(found, before):
            yield from _claims(passage, comparison)
        before = (before + found)[-_EARLIER:]


def _claims(passage: Passage, made: Comparison) -> Iterator[Claim]:
    levels = [m for m in made.levels if m.figure.unit == made.unit]
    closing = _closing(made, levels)
    levels = closing or levels
    near = made.near or bool(closing)
    if made.rate is not None:
        # 与上年80万元相比，支出增加5万元，增长6.25%: the two before the rate say all there is to it
        alone = made.old is not None and made.amount is not None and made.last is made.rate
        readings = list(_rate_readings(made, made.rate, levels))
        yield from _claim(passage, made, levels, readings, near=near or alone)
    if made.amount is not None and made.old is not None and levels:
        readings = list(_amount_readings(made, made.amount, made.old, levels))
        yield from _claim(passage, made, levels, readings, near=near)
    if made.amount is not None and made.old is None and len(levels) > 1:
        yield from _claim(passage, made, levels, list(_told_before(made, made.amount, levels)), near=near)
    if made.old is not None and made.amount is None and made.rate is None and levels:
        yield from _unchanged(passage, levels[0], made.old, near=near)


def _closing(made: Comparison, levels: Sequence[Mention]) -> list[Mention]:
    """The levels that old value and change lead to exactly: then there is no doubt what changed."""
    if made.old is None or made.amount is None:
        return []
    new = made.old.figure.value + made.amount_sign * made.amount.figure.value
    return [m for m in levels if m.figure.value == new][:1]


def _signs(mention: Mention, sign: int) -> tuple[int, ...]:
    """The signs that a change may have. 增长-2.6% is a fall; 减少-3.2万元 is one too, however it is signed, or, read
    to the letter, a rise. 变动率5% may be either."""
    if mention.figure.value > 0 and _EITHER_WAY.search(mention.lead):
        return 1, -1
    return (1, -1) if mention.figure.value < 0 and sign < 0 else (sign,)


def _rate_readings(made: Comparison, rate: Mention, levels: Sequence[Mention]) -> Iterator[Reading]:
    ends = _both_ends(made, levels) if made.amount is not None and made.old is None else None
    for sign in _signs(rate, made.rate_sign):
        percent = Term(rate.number, "percent", sign)
        if ends is not None:
            old, new = ends
            terms = (Term(new.number, "new"), Term(old.number, "old"), percent)
            yield Reading("growth", terms, f"以{old.figure.text}为基数", "plain")
        for rank, level in enumerate(levels):
            licence: Licence = "plain" if rank == 0 or level.number in made.heads else "weak"
            yield from _of_level(made, level, percent, licence)
        if made.amount is not None and made.old is not None:
            for way in _signs(made.amount, made.amount_sign):
                change = Term(made.amount.number, "change", way)
                terms = (change, Term(made.old.number, "old"), percent)
                yield Reading("growth_from", terms, f"以{made.old.figure.text}为基数", "plain")
        if made.amount is not None and made.old is None:
            # where the wording tells which level was there first, no other is the base
            yield from _level_is_old(made, made.amount, percent, levels if ends is None else ends[:1])
        if made.amount is None and made.old is None and levels:
            yield from _old_among(made, levels, percent)


def _of_level(made: Comparison, level: Mention, percent: Term, licence: Licence) -> Iterator[Reading]:
    new = Term(level.number, "new")
    if made.old is not None:
        yield Reading(
            "growth", (new, Term(made.old.number, "old"), percent), f"以{made.old.figure.text}为基数", licence
        )
        if made.amount is None:
            change = Term(made.old.number, "change", made.rate_sign)
            yield Reading("growth_by", (change, new, percent), f"{made.old.figure.text}为变动额", licence)
    if made.amount is not None:
        for way in _signs(made.amount, made.amount_sign):
            change = Term(made.amount.number, "change", way)
            note = f"上期数=本期数{'-' if way > 0 else '+'}变动额"
            yield Reading("growth_by", (change, new, percent), note, licence)


def _level_is_old(made: Comparison, amount: Mention, percent: Term, levels: Sequence[Mention]) -> Iterator[Reading]:
    """年初预算100万元，执行中追加5万元，增长5%: the figure before is what it grew from. Where the wording compares
    with another year, a level before is the new one and can't be the base."""
    compared = made.dated or any(
        m is not None and _WITH_LAST_YEAR.search(m.gap) for m in (made.first, made.amount, made.rate)
    )
    for level in () if compared else (m for m in levels if not _CLOSING.search(m.lead)):
        change = Term(amount.number, "change", made.amount_sign)
        yield Reading(
            "growth_from", (change, Term(level.number, "old"), percent), f"以{level.figure.text}为基数", "weak"
        )


def _old_among(made: Comparison, levels: Sequence[Mention], percent: Term) -> Iterator[Reading]:
    """Only a rate is printed: the old value is an earlier level of the sentence that says it is of another time."""
    wanted = core(made.base)
    if len(levels) > 1 and is_of_the_year_before(levels[0], levels[1], made.base):
        # 今年支出500万元，去年支出450万元，同比增长11.11%
        new, old = levels[1], levels[0]
        licence: Licence = "plain" if same_subject(old, new) else "weak"
        terms = (Term(new.number, "new"), Term(old.number, "old"), percent)
        yield Reading("growth", terms, f"以{old.figure.text}为基数", licence)
    told = _told_by_year(made, levels)
    planned = not COMPARES.search(made.first.gap) or _PLANNED.search(made.base)
    for old in levels[1:]:
        if not _FORMER.search(old.lead) and not (planned and _PLANNED.search(old.lead)):
            continue
        named = told or (
            bool(wanted) and (wanted in core(old.lead) or re.search(r"(?:上|去|前)年", old.lead) is not None)
        )
        terms = (Term(levels[0].number, "new"), Term(old.number, "old"), percent)
        yield Reading("growth", terms, f"以{old.figure.text}为基数", "plain" if named else "weak")


def _told_before(made: Comparison, amount: Mention, levels: Sequence[Mention]) -> Iterator[Reading]:
    """2021年90万元，2022年85万元，减少5万元: the old value is a level of its own, told by its year."""
    ends = _both_ends(made, levels)
    if ends is not None:
        old, new = ends
        change = Term(amount.number, "part", made.amount_sign)
        terms = (Term(old.number, "part"), change, Term(new.number, "total"))
        yield Reading("sum", terms, "上期数加减变动额", "plain")


def _both_ends(made: Comparison, levels: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """The level before and the level after a change, where their words tell which is which."""
    # 年初预算247万元，调整预算239万元，决算236万元，比年初预算减少11万元: of several budgets the nearest need not be meant
    several = sum(bool(_PLANNED.search(m.lead)) for m in levels) > 1
    for new, old in (levels[:2], levels[1::-1]) if len(levels) > 1 else ():
        before = is_of_the_year_before(old, new, made.base) and same_subject(old, new)
        before = before and not _is_of_another(old, new, levels)
        other = several and _DONE.search(new.lead) is not None
        if before or (not other and _is_budget_of(old, new, made.base)):
            return old, new
    return None


def _is_of_another(old: Mention, new: Mention, levels: Sequence[Mention]) -> bool:
    """2022年项目支出90万元，2021年为95万元；2022年基本支出80万元，比2021年…: a level that names its year alone is of what the level
    before it is of."""
    if old.start > new.start or core(_WHEN.sub("", old.lead)).strip("年度为是"):
        return False
    owner = next((m for m in levels if m.start < old.start and m.sentence == old.sentence), None)
    return owner is not None and not same_subject(owner, new)


def _is_budget_of(old: Mention, new: Mention, base: str) -> bool:
    """公务接待费预算6.50万元，决算4.85万元，较预算减少: whether one level is the budget of the other, which the words compare
    it with."""
    if not (_PLANNED.search(base) and _PLANNED.search(old.lead)):
        return False
    if (_INITIAL.search(base) and _REVISED.search(old.lead)) or (_REVISED.search(base) and _INITIAL.search(old.lead)):
        return False  # 调整预算239万元，决算236万元，比年初预算减少: of the other budget
    if _INITIAL.search(base) and _INITIAL.search(old.lead) and _REVISED.search(new.lead):
        return True
    if not _DONE.search(new.lead) or _PLANNED.search(new.lead):
        return False
    budget, spent = (core(_DONE.sub("", _PLANNED.sub("", m.lead))).strip("数年初度为是") for m in (old, new))
    return not spent or spent == budget


def _told_by_year(made: Comparison, levels: Sequence[Mention]) -> bool:
    """Whether a bare rate (同比增长8%) stands behind this year's and last year's value of one thing and nothing else."""
    if made.amount is not None or made.old is not None or len(levels) != 2:
        return False
    one, other = levels
    # 40亿元，增长3.7%（上年38亿元，增长9.4%）: that was last year's growth
    if one.depth != other.depth or abs(one.number - other.number) > 1:
        return False
    named = subject(made.first.gap)
    if named and not all(told_of(named, m) for m in levels):
        return False
    ordered = is_of_the_year_before(other, one, made.base) or is_of_the_year_before(one, other, made.base)
    return ordered and same_subject(one, other) and one.sentence == other.sentence == made.first.sentence


def is_of_the_year_before(old: Mention, new: Mention, base: str) -> bool:
    """Whether the words tell the one as last year's, or as of the year that the comparison names, and the other as
    of a later one."""
    if _LAST.search(new.lead):
        return False
    if _LAST.search(old.lead):
        return True
    before, after, named = (_YEAR.search(words) for words in (old.lead, new.lead, base))
    if before is None:
        return False
    if named is None:
        return after is not None and before[0] < after[0]
    return before[0] == named[0] and (after is None or before[0] < after[0])


def same_subject(one: Mention, other: Mention) -> bool:
    """Whether one of two levels only names its year, or both name one subject."""
    cores = [core(_WHEN.sub("", m.lead)).strip("年度为是") for m in (one, other)]
    return "" in cores or cores[0] in cores[1] or cores[1] in cores[0]


def _amount_readings(made: Comparison, amount: Mention, old: Mention, levels: Sequence[Mention]) -> Iterator[Reading]:
    for rank, level in enumerate(levels[:2]):
        readily = rank == 0 or level.number in made.heads
        for way in _signs(amount, made.amount_sign):
            change = Term(amount.number, "part", way)
            terms = (Term(old.number, "part"), change, Term(level.number, "total"))
            yield Reading("sum", terms, "上期数加减变动额", "plain" if readily else "weak")


def _claim(
    passage: Passage, made: Comparison, levels: Sequence[Mention], readings: Sequence[Reading], *, near: bool
) -> Iterator[Claim]:
    if not readings:
        return
    readings = sorted(readings, key=lambda r: r.licence == "weak")[:_MOST_READINGS]
    told = made.amount is not None or made.old is not None or _told_by_year(made, levels)
    sure = readings[0].licence != "weak" and told
    here = [m.start for m in levels[:1] if m.number in passage.numbers]
    quote = passage.quote(min([made.first.start, *here]), made.last.end)
    # of a level on another basis (同口径完成500万元，增长5%，增收30万元) the rate may be of the one, the amount of the other
    other_basis = any("口径" in m.gap for m in levels[:1])
    asserted: Licence = "weak" if other_basis or not sure else "strong" if near else "plain"
    yield Claim(
        family="change",
        readings=tuple(readings),
        asserted=asserted,
        place=passage.place(made.first.start, made.last.end),
        quote=quote,
        pattern="change",
    )


def _unchanged(passage: Passage, level: Mention, old: Mention, *, near: bool) -> Iterator[Claim]:
    """公务接待费3.5万元，与上年3.5万元持平."""
    told = _ALIKE.search(old.tail)
    if told is None or _LOOSELY.search(old.tail[: told.start()]):
        return
    yield Claim(
        family="change",
        readings=(Reading("equal", (Term(old.number, "stated"), Term(level.number, "stated")), "与上期持平"),),
        asserted="strong" if near else "weak",
        place=passage.place(old.start, old.end),
        quote=passage.quote(min(level.start, old.start) if near else old.start, old.end),
        pattern="unchanged",
    )
