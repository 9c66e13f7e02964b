"""One fact stated twice: figures with one key, and passages that repeat each other almost to the letter."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.copies import copied
from extract.claims.own_whole import OWN_LABELS
from extract.claims.statements import Statement, Where, all_statements, clusters, statements
from extract.document import Paragraph
from extract.glossary import is_subject, normal_label

_NEAR = 3  # paragraphs
_TELLING = 3  # digits that no two unrelated figures of one label have in common
_PLACES = 12  # places that give one label; more say nothing of any two of them
_NO_DIGITS = re.compile(r"\D+")
_OTHERS = re.compile(
    r"(?<![我本该全])(?:局|中心|站|所(?!有)|院|校|队|科|股|镇|乡|街道|村|公司|机关)"
)  # another body's figures


def find(context: Context) -> Iterator[Claim]:
    """Repeated passages, and facts that several tables or several sentences state."""
    known: set[frozenset[int]] = set()
    for one, other in copied(context):
        known.add(frozenset((one, other)))
        yield _claim(context, (one, other), other, "strong", "restate", "两处文字相同，所述的数应当一致")
    for group in stated_twice(context):
        if len({one.where[0] for one in group}) == 1 and frozenset(one.number for one in group) not in known:
            yield stated(context, group, "restate")


def stated_twice(context: Context) -> list[list[Statement]]:
    """The statements of one fact, for each fact that at least two places state; the list is kept and shared."""
    known: list[list[Statement]] | None = context.memo.get("stated_twice")
    if known is None:
        groups = list(_by_key(context))
        told = [{one.number for one in group} for group in groups]
        groups += [group for group in _agreeing(context) if not any(t.issuperset(_numbers(group)) for t in told)]
        known = context.memo["stated_twice"] = groups
    return known


def _numbers(group: Sequence[Statement]) -> list[int]:
    return [one.number for one in group]


def _by_key(context: Context) -> Iterator[list[Statement]]:
    """Statements of one fact, whether they agree or not."""
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for one in statements(context):
        groups.setdefault(one.key, []).append(one)
    shared = [group for group in groups.values() if len({one.where for one in group}) > 1]
    apart = _different_accounts(context, shared)
    for group in shared:
        # more than two values are no slip but a label that means several things
        if len(clusters(context.figures, _numbers(group))) <= 2 and not _pairs(context, group) & apart:
            yield group


def _agreeing(context: Context) -> Iterator[list[Statement]]:
    """Figures that agree to the digit, whose words may mean one fact but leave open of which account: so many digits
    of one label do not agree by accident."""
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for one in all_statements(context):
        item, label, unit, _, period, *_ = one.key
        groups.setdefault((item, label, unit, period), []).append(one)
    for group in groups.values():
        telling = [one for one in group if _digits(context, one.number) >= _TELLING]
        for numbers in map(set, clusters(context.figures, _numbers(telling))):
            same = [one for one in telling if one.number in numbers]
            if len({one.where for one in same}) > 1:
                yield same


def _digits(context: Context, number: int) -> int:
    return len(_NO_DIGITS.sub("", context.figures[number].text).strip("0"))


def _pairs(context: Context, group: Sequence[Statement]) -> set[tuple[Where, Where]]:
    """The places between which a group's values differ."""
    values = clusters(context.figures, [one.number for one in group])
    at = {one.number: one.where for one in group}
    found = {(at[a], at[b]) for one, other in itertools.combinations(values, 2) for a in one for b in other}
    return {(min(pair), max(pair)) for pair in found if pair[0] != pair[1]}


def _different_accounts(context: Context, groups: Sequence[Sequence[Statement]]) -> set[tuple[Where, Where]]:
    """Places that share several facts and differ in most of them: they count different things (all funds and
    财政拨款, say), and no slip is the cause."""
    differing: Counter[tuple[Where, Where]] = Counter()
    together: Counter[tuple[Where, Where]] = Counter()
    for group in groups:
        wheres = sorted({one.where for one in group})
        if len(wheres) <= _PLACES:
            together.update(itertools.combinations(wheres, 2))
            differing.update(_pairs(context, group))
    return {pair for pair, count in differing.items() if count > 1 and count * 2 > together[pair]}


def stated(context: Context, group: Sequence[Statement], family: str) -> Claim:
    """The claim that all statements of a group give one value."""
    numbers = [one.number for one in group]
    values = clusters(context.figures, numbers)
    odd = max(values[-1]) if len(values) > 1 else numbers[-1]
    label = group[0].key[1]
    asserted: Licence = "strong" if len(values) > 1 and _side_by_side(context, group) else "plain"
    return _claim(context, numbers, odd, asserted, family, f"“{label}”在各处的数应当一致")


def _side_by_side(context: Context, group: Sequence[Statement]) -> bool:
    """Whether neighbouring paragraphs of one section give a subject of the field (基本支出 …) its values: there,
    nothing but a slip makes them differ."""
    places = [context.figures[one.number].place for one in group]
    exact = all(len(_NO_DIGITS.sub("", context.figures[one.number].text)) >= 4 for one in group)
    near = max(p.block for p in places) - min(p.block for p in places) <= _NEAR
    alike = len({p.section for p in places}) == 1 and all(p.row is None for p in places)
    whose = any(_OTHERS.search(_before(context, one.number)) for one in group)
    label = group[0].key[1]
    # of the unit's own income and spending there are several accounts: there the words must be the same as well
    same = label not in OWN_LABELS or all(normal_label(context.facts[one.number].label) == label for one in group)
    return exact and near and alike and not whose and same and is_subject(label)


def _before(context: Context, number: int) -> str:
    """The words of a figure's paragraph up to it."""
    place = context.figures[number].place
    return context.document.text_at(place)[: place.start]


def _claim(context: Context, numbers: Sequence[int], odd: int, asserted: Licence, family: str, note: str) -> Claim:
    terms = tuple(Term(number, "stated") for number in dict.fromkeys(numbers))
    return Claim(
        family=family,
        readings=(Reading("equal", terms, note, asserted),),
        asserted=asserted,
        place=context.figures[odd].place,
        quote=_quote(context, odd),
        table=family == "text_table",
        pattern="equal:" + note,
    )


def _quote(context: Context, number: int) -> str:
    place = context.figures[number].place
    block = context.document.blocks[place.block]
    if isinstance(block, Paragraph):
        return Passage(place.block, None, None, block.text, place.section, ()).quote(place.start, place.end)
    return f"{context.facts[number].label}：{context.document.text_at(place)}"[:300]
