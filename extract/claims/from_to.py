"""Changes told by both ends: 由{A}增至{B}，增长{P}; 由年初预算{A}调整为{B}，调增{C}; 从{P}提高到{Q}，提高{N}个百分点;
由{P}下降至{Q} alone tells at least which is the larger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import regex

from extract.claims.claim import Claim, Reading, Term
from extract.claims.comparisons import direction, subject
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, passages_with_mentions
from extract.claims.rise_and_fall import DOWN, UP

_FROM = regex.compile(r"(?:由(?!于)|从)(?P<base>[^，。；]{0,20})$")
_BARE_FROM = regex.compile(r"\s*[，（]\s*(?:即|主要)?(?:是)?(?:由(?!于)|从)(?:(?:19|20)\d\d年|上年|去年)?的?\s*")
_TO = regex.compile(
    rf"^(?:[^，。；]{{0,10}})(?:{UP}|{DOWN}|扩[大充]|调整|变更?)(?:了|幅度)?"
    r"(?:至|到|为)(?:(?:19|20)\d\d年(?:末|底)?|今年|本年|当年|目前|[年期]末)?的?\s*$"
)
# places, classes and times rise by growing smaller: 由第8名上升至第5名, 由30分钟提升到15分钟
_RANKED = regex.compile(r"名|位|类|级|等|档|天|日|个?工作日|分钟?|小时|秒|个?月|周|年")
_RISES = regex.compile(rf"(?:{UP})(?:了|幅度)?(?:至|到|为)")
_FALLS = regex.compile(rf"(?:{DOWN})(?:了|幅度)?(?:至|到|为)")
_AMOUNTS_ONLY = 3


def find(context: Context) -> Iterator[Claim]:
    """Claims of changes told by both ends, in reading order."""
    for passage, found in passages_with_mentions(context, 2):
        for index in range(1, len(found)):
            old, new = found[index - 1], found[index]
            if old.figure.unit == new.figure.unit != "" and _FROM.search(old.gap) and _TO.search(new.gap):
                told = [
                    *_claims(passage, old, new, found[index + 1 : index + 1 + _AMOUNTS_ONLY]),
                    *_told_before(passage, found[: index - 1], old, new),
                ]
                yield from told or _way(passage, old, new)


def _way(passage: Passage, old: Mention, new: Mention) -> Iterator[Claim]:
    """由4.6%下降至3.9%: what has fallen is less than it was, what has risen is more."""
    falls, rises = _FALLS.search(new.gap), _RISES.search(new.gap)
    vague = any(m.figure.hedge or m.figure.span for m in (old, new))
    if bool(falls) == bool(rises) or vague or (rises and _RANKED.fullmatch(old.figure.unit)) or "名次" in old.gap:
        return
    small, large = (new, old) if falls else (old, new)
    note = f"由{old.figure.text}{'下降' if falls else '提高'}，后一数应当更{'小' if falls else '大'}"
    terms = (Term(small.number, "smaller"), Term(large.number, "larger"))
    yield Claim(
        family="change",
        readings=(Reading("order", terms, note, "plain"),),
        asserted="strong",
        place=passage.place(old.start, new.end),
        quote=passage.quote(old.start, new.end),
        pattern="from_to:way",
    )


def _claims(passage: Passage, old: Mention, new: Mention, behind: Sequence[Mention]) -> Iterator[Claim]:
    points = "百分点" if old.figure.unit == "%" else old.figure.unit
    told: set[str] = set()
    for mention in behind:
        sign = direction(mention.gap)
        if mention.sentence != new.sentence or not sign or subject(mention.gap):
            return
        unit = mention.figure.unit
        if points == "百分点" and unit == "%" and not told:
            yield _points_as_percent(passage, old, new, mention, sign)
            return
        kind = "amount" if unit == points else "rate" if unit in ("%", "倍") and points != "百分点" else ""
        if not kind or kind in told:
            return
        told.add(kind)
        yield _claim(passage, old, mention, _reading(old, new, mention, kind, sign))


def _points_as_percent(passage: Passage, old: Mention, new: Mention, told: Mention, sign: int) -> Claim:
    """从85%提高到90%，提高5%: five points as a rule, though the words say five percent of the rate before."""
    readings = (_reading(old, new, told, "amount", sign), _reading(old, new, told, "rate", sign))
    claim = _claim(passage, old, told, readings[0])
    return msgspec.structs.replace(claim, readings=readings, asserted="plain", pattern="points")


def _told_before(passage: Passage, before: Sequence[Mention], old: Mention, new: Mention) -> Iterator[Claim]:
    """会议费较上年压减6.3万元，由42万元压减至35.7万元: the change, right before its two ends."""
    told = before[-1] if before else None
    if told is None or told.sentence != new.sentence or not told.change or not _BARE_FROM.fullmatch(old.gap):
        return
    kind = "amount" if told.figure.unit == old.figure.unit else "rate" if told.figure.unit == "%" else ""
    if kind and direction(told.gap):
        yield _claim(passage, old, told, _reading(old, new, told, kind, direction(told.gap)))


def _reading(old: Mention, new: Mention, told: Mention, kind: str, sign: int) -> Reading:
    note = f"由{old.figure.text}至{new.figure.text}"
    if kind == "amount":
        change = Term(told.number, "part", sign if told.figure.value >= 0 else 1)
        return Reading("sum", (Term(old.number, "part"), change, Term(new.number, "total")), note)
    percent = Term(told.number, "percent", sign if told.figure.value >= 0 else 1)
    return Reading("growth", (Term(new.number, "new"), Term(old.number, "old"), percent), note)


def _claim(passage: Passage, old: Mention, told: Mention, reading: Reading) -> Claim:
    return Claim(
        family="change",
        readings=(reading,),
        asserted="strong",
        place=passage.place(old.start, told.end),
        quote=passage.quote(old.start, told.end),
        pattern="from_to",
    )
