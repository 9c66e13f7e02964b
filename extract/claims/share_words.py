"""The words of a share: those that name the whole, and whose share it is.

Whose is often unmarked: the amount paired with it in a list, the nearest amount, or the head of the group whose parts
stand between.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.claims.claim import Licence
from extract.claims.mentions import Mention, amount_like, asked_once
from extract.claims.subjects import last_clause, same_stem, told_of, trimmed

_SHARE = regex.compile(
    r"占(?P<whole>[^，。；,;占]{0,36}?)(?:的?(?:比例|比重|比率|份额|比)|的)?(?:分别)?(?:约?为|达到?|是|约|近|超过?|:|：)?\s*$"
)
_SHARE_NAMED = regex.compile(r"(?:占比|比重|所占比例|占比例)(?:分别)?(?:约?为|达到?|是|:|：)?\s*$")
_BARE_BRACKET = regex.compile(r"^\s*[（(]\s*(?:占比?|约占?)?\s*$")
_NAMES = regex.compile(r"[、和及与]")
_LINK = regex.compile(r"^\s*(?:、|和|及|以及|，|,|与)\s*$")
_STOP = regex.compile(r"[。！]")
_CLAUSE_END = regex.compile(r"[；;。]")
_OPENS_GROUP = regex.compile(r"其中|包括|组成|由|[（(：:]")


@asked_once
def whole_words(found: Sequence[Mention], index: int) -> str | None:
    """The words that name the whole, "" where it is implied; None where this is no share."""
    mention = found[index]
    gap = mention.gap
    match = _SHARE.search(gap)
    if match:
        return str(match["whole"]).strip()
    if _SHARE_NAMED.search(gap):
        return ""
    if _BARE_BRACKET.search(gap) and index and amount_like(found[index - 1].figure) and not found[index - 1].change:
        return ""
    if _LINK.match(gap) and index and found[index - 1].figure.unit == "%":
        return whole_words(found, index - 1)
    return None


@asked_once
def listed_with(found: Sequence[Mention], index: int) -> tuple[int, int]:
    """The first and the last of the percentages that are listed with this one."""
    first = last = index
    while first and found[first - 1].figure.unit == "%" and _LINK.match(found[first].gap):
        first -= 1
    while last + 1 < len(found) and found[last + 1].figure.unit == "%" and _LINK.match(found[last + 1].gap):
        last += 1
    return first, last


@asked_once
def owners_of(found: Sequence[Mention], index: int) -> list[tuple[Mention, Licence]]:
    """Whose share it may be: the amount paired with it in a list, the nearest amount, the head of the group."""
    mention = found[index]
    first, last = listed_with(found, index)
    before = [m for m in found[:first] if amount_like(m.figure) and mention.sentence - m.sentence <= 1]
    if not before:
        return []
    count = last - first + 1
    if count > 1:
        # 公开招标、询价分别占80%和20%: names of their own, whose amounts stand nowhere
        named = _NAMES.search(_STOP.split(found[first].gap)[-1].partition("占")[0])
        paired = [m for m in before if not m.change and (m.sentence == mention.sentence or not named)][-count:]
        return [(paired[index - first], "plain")] if len(paired) == count else []
    if _BARE_BRACKET.search(mention.gap):
        return [(before[-1], "plain")]
    whose = _named_owner(mention.gap)
    if whose:
        mine = [m for m in reversed(before) if not m.change and not m.per_head]
        exact = [m for m in mine if same_stem(whose, m)]
        return [(m, "plain") for m in (exact or [m for m in mine if told_of(whose, m)])[:1]]
    new_sentence = bool(_STOP.search(mention.gap))
    same = [m for m in before if m.sentence == mention.sentence or new_sentence]
    owners: list[tuple[Mention, Licence]] = []
    for candidate in reversed(same):
        if candidate.change or candidate.per_head or candidate.depth > mention.depth:
            continue
        owners.append((candidate, "plain"))
        if len(owners) == 4:
            break
    return [(m, "plain") for n, (m, _) in enumerate(owners) if n == 0 or _heads_group(m, owners[0][0], found)]


def _named_owner(gap: str) -> str:
    """The words that say whose share it is: *税收收入*占地方财政收入的…; "" where that is what stands before."""
    for shape in (_SHARE, _SHARE_NAMED):
        match = shape.search(gap)
        if match:
            return trimmed(last_clause(gap[: match.start()] + "|").rstrip("|"))
    return ""


def _heads_group(candidate: Mention, nearest: Mention, found: Sequence[Mention]) -> bool:
    """Whether 其中 or a bracket opens a list behind the candidate that is still open at the nearest amount, which is no
    more than the candidate."""
    if candidate.figure.unit == nearest.figure.unit and candidate.figure.value < nearest.figure.value:
        return False
    between = [m for m in found if candidate.start < m.start <= nearest.start]
    opened = bool(between) and bool(_OPENS_GROUP.search(between[0].gap))
    return opened and not any(_CLAUSE_END.search(m.gap) for m in between[1:])
