"""One fact stated twice: figures with one key, and passages that repeat each other almost to the letter."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

import msgspec

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.statements import Statement, agree, clusters, item_of, statements
from extract.document import Paragraph
from extract.figure import Figure
from extract.glossary import fold
from extract.items import items
from extract.report import Item

_STOPS = re.compile(r"[。！？!?\n]")
_CLAUSE = re.compile(r"[，,；;：:、]")
_NEUTRAL = re.compile(
    r"(?:[^，,]{0,12}方面[，,])?(?:(?:20\d\d年度?|全年|全省|全市|全县|全区|今年|本年度?|年内|一年来|我[局县市区镇委办院]|共|已|共计|累计|截至年底|[，,])*)"
)
_YEARS = re.compile(r"(?:19|20)\d\d年")
_MANY = 12  # sentences that share a clause; more is a form's own wording
_LONG = 12  # characters that two passages must share before their figures are compared


def find(context: Context) -> Iterator[Claim]:
    """Repeated passages, and facts that several tables or several sentences state."""
    known: set[frozenset[int]] = set()
    for claim in _aligned(context):
        known.add(frozenset(term.figure for term in claim.readings[0].terms))
        yield claim
    for group in by_key(context):
        kinds = {one.where[0] for one in group}
        if len(kinds) == 1 and frozenset(one.number for one in group) not in known:
            yield stated(context, group, "restate")


def by_key(context: Context) -> Iterator[list[Statement]]:
    """Statements of one fact that stand in at least two places."""
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for one in statements(context):
        groups.setdefault(one.key, []).append(one)
    for group in groups.values():
        # more than two values are no slip but a label that means several things
        if len({one.where for one in group}) > 1 and len(clusters(context.figures, [one.number for one in group])) <= 2:
            yield group


def stated(context: Context, group: Sequence[Statement], family: str) -> Claim:
    """The claim that all statements of a group give one value."""
    numbers = [one.number for one in group]
    values = clusters(context.figures, numbers)
    odd = max(values[-1]) if len(values) > 1 else numbers[-1]
    label = group[0].key[1]
    return _claim(context, numbers, odd, "plain", family, f"“{label}”在各处的数应当一致")


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


class _Sentence(msgspec.Struct, frozen=True):
    """A sentence cut at its figures: `texts[i]` stands before `numbers[i]`, the last text after the last one."""

    item: Item
    numbers: tuple[int, ...]
    texts: tuple[str, ...]


def _sentences(context: Context) -> Iterator[_Sentence]:
    found = items(context.document)
    for passage in context.passages:
        if passage.row is None:
            yield from _cut(context.figures, passage, item_of(found, passage.block))


def _cut(figures: tuple[Figure, ...], passage: Passage, item: Item) -> Iterator[_Sentence]:
    stops = [match.end() for match in _STOPS.finditer(passage.text)]
    bounds = [0, *stops, len(passage.text)]
    at = 0
    for start, end in itertools.pairwise(bounds):
        own: list[int] = []
        while at < len(passage.numbers) and figures[passage.numbers[at]].place.start < end:
            own.append(passage.numbers[at])
            at += 1
        if not own:
            continue
        edges = [start, *(edge for n in own for edge in (figures[n].place.start, figures[n].place.end)), end]
        texts = [fold(passage.text[a:b]) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        yield _Sentence(item, tuple(own), tuple(texts))


def _aligned(context: Context) -> Iterator[Claim]:
    """Sentences that repeat each other's words from their beginning: their figures in the same order."""
    buckets: dict[tuple[str, str, str], list[_Sentence]] = {}
    for sentence in _sentences(context):
        clause = _CLAUSE.split(sentence.texts[0])[-1]
        clause = _NEUTRAL.sub("", clause, count=1)
        if len(clause) >= 4:
            unit = context.figures[sentence.numbers[0]].unit
            buckets.setdefault((sentence.item.id, clause, unit), []).append(sentence)
    for (_, clause, _), bucket in buckets.items():
        if not 2 <= len(bucket) <= _MANY:
            continue
        for later in range(1, len(bucket)):
            first = next((one for one in bucket[:later] if _same_head(one, bucket[later], clause)), None)
            if first is not None:
                yield from _compared(context, first, bucket[later], clause)


def _same_head(one: _Sentence, other: _Sentence, clause: str) -> bool:
    """Whether both sentences begin alike: what precedes the shared clause says nothing that tells them apart."""
    heads = [sentence.texts[0][: len(sentence.texts[0]) - len(clause)] for sentence in (one, other)]
    if heads[0] == heads[1]:
        return True
    years = [set(_YEARS.findall(head)) or {f"{one.item.year}年"} for head in heads]
    return years[0] == years[1] and all(_NEUTRAL.fullmatch(head) for head in heads)


def _compared(context: Context, one: _Sentence, other: _Sentence, clause: str) -> Iterator[Claim]:
    """The figures of two sentences as far as their words run alike."""
    figures = context.figures
    pairs: list[tuple[int, int]] = []
    shared = len(clause)
    for i, (a, b) in enumerate(zip(one.numbers, other.numbers, strict=False)):
        if i and one.texts[i] != other.texts[i]:
            break
        if figures[a].unit != figures[b].unit or figures[a].hedge != figures[b].hedge:
            break
        shared += len(one.texts[i]) if i else 0
        pairs.append((a, b))
    same = [pair for pair in pairs if agree(figures, pair)]
    telling = sum(len(re.sub(r"\D", "", figures[a].text).strip("0")) for a, _ in same)
    # other figures that agree, digit for digit, prove that the passages speak of one thing
    if len(pairs) < 2 or 2 * len(same) < len(pairs) or telling < (2 if len(clause) >= 6 else 4) or shared < _LONG:
        return
    for a, b in pairs:
        if context.facts[a].period != context.facts[b].period and {context.facts[a].period, context.facts[b].period} > {
            ""
        }:
            continue
        yield _claim(context, (a, b), b, "strong", "restate", "两处文字相同，所述的数应当一致")
