"""The figures that may be the whole of a share: what its words name, the head of its list, the items listed beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Licence
from extract.claims.mentions import JOINED, Mention
from extract.claims.wholes import core, named, parts_of

_TOTAL = regex.compile(r"合计|共计|总计|合共")
# a whole named by no more than that it is one: 占总数的, 占承办总数的
_ALL = regex.compile(r"总|全部|合计")
_OPENS_PARTS = regex.compile(r"其中|分别|包括|划分|分类|来看|[：:（(]|^[^，。；、]{0,8}中(?![心央小国型等学])")
_MOST_WHOLES = 6
_MOST_SIBLINGS = 16


def wholes_of(
    words: str, owner: Mention, found: Sequence[Mention], near: Sequence[Mention]
) -> Iterator[tuple[list[Mention], Licence, str, str]]:
    """(figures that add up to the whole, licence, how it was taken, what may be missing)."""
    unit = owner.figure.unit
    sentence = [m for m in found if m.sentence == owner.sentence and m.figure.unit == unit and not m.change]
    totals = [m for m in sentence if m.start > owner.start and _TOTAL.search(m.gap)]
    if words:
        if totals and not core(words):
            yield totals[:1], "plain", f"以合计{totals[0].figure.text}为总体", ""
        known = list(named(words, unit, near, owner.number))
        # what stands in the sentence is meant, and so is what is so called in the passage, be it less than what is a share
        # of it: then one of the two is wrong
        beside = [(m, x) for m, x in known if m in found and m.sentence == owner.sentence]
        called = [m for m, _ in known if m in found and words in m.gap]
        known = [(m, x) for m, x in known if m.figure.value >= owner.figure.value or m in called] or beside[:1]
        if _ALL.search(words) and all(licence == "weak" for _, licence in known):
            known = known or [(m, "weak") for m in near if _may_be_whole(m, owner)][: 2 * _MOST_WHOLES]
            yield from siblings_of(owner, found, [])
        for mention, licence in known:
            yield [mention], licence, f"以{mention.label}{mention.figure.text}为总体", ""
        composite = parts_of(words, owner, near)
        if composite:
            parts, missing = composite
            yield parts, "plain", f"以{'与'.join(p.label for p in parts)}之和为{words}", missing
        return
    earlier = [m for m in found if m.start < owner.start and m.figure.unit == unit and not m.change]
    for rank, mention in enumerate(reversed(earlier)):
        readily = introduces(mention, owner, found)
        if abs(mention.figure.value) < abs(owner.figure.value) or (rank >= _MOST_WHOLES and not readily):
            continue
        if totals and not readily:
            continue  # 甲20万元，占20%；乙80万元，占80%，合计100万元: no item of the list is the whole of another
        yield [mention], "plain" if readily else "weak", f"以{mention.label}{mention.figure.text}为总体", ""
    if totals:
        yield totals[:1], "plain", f"以合计{totals[0].figure.text}为总体", ""
    yield from siblings_of(owner, found, totals)


def siblings_of(
    owner: Mention, found: Sequence[Mention], totals: Sequence[Mention]
) -> Iterator[tuple[list[Mention], Licence, str, str]]:
    """The items listed beside the owner, which may make up the whole between them."""
    unit = owner.figure.unit
    sentence = [m for m in found if m.sentence == owner.sentence and m.figure.unit == unit and not m.change]
    siblings = [m for m in sentence if m.depth == owner.depth and m not in totals and not introduces(m, owner, found)]
    if 1 < len(siblings) <= _MOST_SIBLINGS:
        yield siblings, "weak", "以所列各项之和为总体", ""


def _may_be_whole(mention: Mention, owner: Mention) -> bool:
    """Whether an amount is a level of the owner's unit, and larger."""
    apart = mention.number != owner.number and not mention.change and not mention.per_head
    return apart and mention.figure.unit == owner.figure.unit and mention.figure.value > owner.figure.value


def introduces(head: Mention, owner: Mention, found: Sequence[Mention]) -> bool:
    """Whether the owner is in the list that 其中, 分别为 or a colon opens behind the head."""
    after = next(
        (m for m in found if m.start > head.start and m.figure.unit == head.figure.unit and not m.change), None
    )
    if after is not None and after.gap.lstrip().startswith("；") and JOINED.fullmatch(head.gap):
        return False  # 货物、服务分别为20万元、30万元；其中中小企业18万元: of both, not of the last
    return (
        after is not None
        and head.start < owner.start
        and bool(_OPENS_PARTS.search(after.gap))
        and owner.sentence - head.sentence <= 1
    )
