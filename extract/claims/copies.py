"""Passages that are copies of one another, and which of their figures answer each other.

Three proofs are accepted. The sentences begin alike and run alike, and other figures in them agree; or most figures of
two sentences agree digit for digit, and their words differ in nothing that tells one matter from another; or two
sentences are the same but for a figure, and so are their neighbours, figures and all. Words like 收到 and 拨付 tell
passages apart, and so do sections of sibling projects, of what was planned and what was done, of different periods.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

from extract.claims.context import Context, Passage
from extract.claims.divisions import divisions
from extract.claims.statements import agree, has_subject, is_item, item_of
from extract.figure import Figure
from extract.glossary import fold
from extract.item import Item

_STOPS = re.compile(r"[。！？!?\n]")
_CLAUSE = re.compile(r"[，,；;：:、]")
_NEUTRAL = re.compile(
    r"(?:[^，,]{0,12}方面[，,])?(?:(?:20\d\d年度?|全年|全省|全市|全县|全区|今年|本年度?|年内|一年来|我[局县市区镇委办院]|共|已|共计|累计|截至年底|[，,])*)"
)
_EMPTY = re.compile(r"[，,、；;：:。.的了共计为约已并和及等（）()\s]*")
_YEARS = re.compile(r"(?:19|20)\d\d年")
_NO_DIGITS = re.compile(r"\D+")
_MANY = 12  # sentences that share a clause or a figure; more is a form's own wording
_LONG = 12  # characters that two passages must share before their figures are compared
_TELLING = 3  # digits of a figure that hardly stand twice by chance
_ALIKE = 30  # characters that two stretches must share to be copies by their words
_PLAN = re.compile(r"预算|计划|目标|任务|预期|打算|安排")
_DEED = re.compile(r"完成|执行|实现|落实|达成|决算|结果|成效|使用|到位|评价")
_PERIOD = re.compile(
    r"(?:19|20)\d\d年|[上下前后]半年|[一二三四]季度|上年|去年|下一?年|[一二三四五]期|第[一二三四五]批|本级|下属|所属"
)
_CHAPTER = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:部分|章|篇)|[一二三四五六七八九十]{1,3}、")
_ITEM_OF_LIST = "#"  # begins the name of a numbered paragraph that is a division of its own
_MARK = "\x00"  # stands for a figure in masked text


class _Sentence(msgspec.Struct, frozen=True):
    """A sentence cut at its figures: `texts[i]` stands before `numbers[i]`, the last text after the last one."""

    item: Item
    block: int
    path: tuple[str, ...]
    numbers: tuple[int, ...]
    texts: tuple[str, ...]

    @property
    def masked(self) -> str:
        return _MARK.join(self.texts)


def copied(context: Context) -> Iterator[tuple[int, int]]:
    """Pairs of figures that stand at the same place of two copies of a passage, each pair once."""
    sentences = list(_sentences(context))
    seen: set[tuple[int, int]] = set()
    proofs = _same_start(context, sentences), _same_figures(context, sentences), _same_stretch(context, sentences)
    for pair in itertools.chain(*proofs):
        if pair not in seen:
            seen.add(pair)
            yield pair


def _sentences(context: Context) -> Iterator[_Sentence]:
    found = context.items
    paths = divisions(context)
    for passage in context.passages:
        if passage.row is None:
            path = paths[passage.block]
            if is_item(context, passage.block):
                path = (*path, f"{_ITEM_OF_LIST}{passage.block}")
            yield from _cut(context.figures, passage, item_of(found, passage.block), path)


def _cut(figures: tuple[Figure, ...], passage: Passage, item: Item, path: tuple[str, ...]) -> Iterator[_Sentence]:
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
        yield _Sentence(item, passage.block, path, tuple(own), tuple(texts))


def _apart(one: _Sentence, other: _Sentence) -> bool:
    """Whether the divisions they stand in say that two sentences speak of different things: siblings do, but for the
    chapters of a report, which sum up or repeat each other, and what is headed by a subject of its own."""
    if one.item.id != other.item.id:
        return True
    if one.path == other.path:
        return False
    shared = sum(
        1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one.path, other.path, strict=False))
    )
    ends = one.path[shared : shared + 1], other.path[shared : shared + 1]
    items = all(end and end[0].startswith(_ITEM_OF_LIST) for end in ends)
    chapters = all(end and _CHAPTER.match(end[0]) for end in ends)
    siblings = 0 < shared < min(len(one.path), len(other.path)) and not chapters
    rests = one.path[shared:], other.path[shared:]
    marks = [_marks(rest, one.item.year) for rest in rests]
    return items or siblings or marks[0] != marks[1] or any(map(has_subject, rests))


def _marks(titles: Sequence[str], year: str) -> set[str]:
    """What titles say of the time, and whether of plans or deeds: what is headed differently so may differ."""
    periods = {period for title in titles for period in _PERIOD.findall(title)} - {f"{year}年"}
    planned = any(_PLAN.search(title) and not _DEED.search(title) for title in titles)
    return periods | ({"planned"} if planned else set())


def _digits(figures: tuple[Figure, ...], pairs: Sequence[tuple[int, int]]) -> int:
    """How many significant digits agree in these pairs. Rates prove nothing: 办结率100%, 满意率98% stand everywhere."""
    counted = (figures[a] for a, _ in pairs if figures[a].unit != "%")
    return sum(len(_NO_DIGITS.sub("", figure.text).strip("0")) for figure in counted)


def _same_period(context: Context, pair: tuple[int, int]) -> bool:
    periods = {context.facts[number].period for number in pair}
    return len(periods - {""}) < 2


def _same_start(context: Context, sentences: Sequence[_Sentence]) -> Iterator[tuple[int, int]]:
    """Sentences that repeat each other's words from their beginning: their figures in the same order."""
    buckets: dict[tuple[str, str, str], list[_Sentence]] = {}
    for sentence in sentences:
        clause = _NEUTRAL.sub("", _CLAUSE.split(sentence.texts[0])[-1], count=1)
        if len(clause) >= 4:
            unit = context.figures[sentence.numbers[0]].unit
            buckets.setdefault((sentence.item.id, clause, unit), []).append(sentence)
    for (_, clause, _), bucket in buckets.items():
        for later in range(1, len(bucket) if len(bucket) <= _MANY else 0):
            first = next((one for one in bucket[:later] if _same_head(one, bucket[later], clause)), None)
            if first is not None and not _apart(first, bucket[later]):
                yield from _in_order(context, first, bucket[later], clause)


def _same_head(one: _Sentence, other: _Sentence, clause: str) -> bool:
    """Whether both sentences begin alike: what precedes the shared clause says nothing that tells them apart."""
    heads = [sentence.texts[0][: len(sentence.texts[0]) - len(clause)] for sentence in (one, other)]
    if heads[0] == heads[1]:
        return True
    years = [set(_YEARS.findall(head)) or {f"{one.item.year}年"} for head in heads]
    return years[0] == years[1] and all(_NEUTRAL.fullmatch(head) for head in heads)


def _in_order(context: Context, one: _Sentence, other: _Sentence, clause: str) -> Iterator[tuple[int, int]]:
    """The figures of two sentences as far as their words run alike, if enough of them agree to prove it."""
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
    enough = 2 if len(clause) >= 6 else 4
    if len(pairs) > 1 and 2 * len(same) >= len(pairs) and _digits(figures, same) >= enough and shared >= _LONG:
        yield from (pair for pair in pairs if _same_period(context, pair))


def _same_figures(context: Context, sentences: Sequence[_Sentence]) -> Iterator[tuple[int, int]]:
    """Sentences most of whose figures agree, wherever they begin."""
    figures = context.figures
    holding: dict[tuple[str, str], list[int]] = {}
    for at, sentence in enumerate(sentences):
        for number in sentence.numbers if len(sentence.numbers) > 2 else ():
            if len(_NO_DIGITS.sub("", figures[number].text)) > 3:
                holding.setdefault((fold(figures[number].text), figures[number].unit), []).append(at)
    shared: dict[tuple[int, int], int] = {}
    for places in holding.values():
        if len(places) <= _MANY:
            for one, other in itertools.combinations(dict.fromkeys(places), 2):
                shared[one, other] = shared.get((one, other), 0) + 1
    for (one, other), count in sorted(shared.items()):
        if count > 1 and not _apart(sentences[one], sentences[other]):
            yield from _matched(context, sentences[one], sentences[other])


def _matched(context: Context, one: _Sentence, other: _Sentence) -> Iterator[tuple[int, int]]:
    """The figures that face each other when the words of two sentences are laid side by side; none where the
    words differ in more than particles or whole clauses."""
    first, second = one.masked, other.masked
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    pairs: list[tuple[int, int]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            count, i, k = first.count(_MARK, a, b), first.count(_MARK, 0, a), second.count(_MARK, 0, c)
            pairs += zip(one.numbers[i : i + count], other.numbers[k : k + count], strict=True)
        elif not (_idle(first, a, b) and _idle(second, c, d)):
            return
    figures = context.figures
    pairs = [p for p in pairs if figures[p[0]].unit == figures[p[1]].unit and _same_period(context, p)]
    same = [pair for pair in pairs if agree(figures, pair)]
    if len(same) * 3 >= len(pairs) * 2 and len(same) > 1 and _digits(figures, same) >= 8:
        yield from pairs


def _same_stretch(context: Context, sentences: Sequence[_Sentence]) -> Iterator[tuple[int, int]]:
    """Sentences that differ in one figure at most, where what agrees in them and in the copies beside them proves it."""
    places: dict[tuple[str, str], list[int]] = {}
    for at, sentence in enumerate(sentences):
        places.setdefault((sentence.item.id, sentence.masked), []).append(at)
    for found in places.values():
        for one, other in itertools.combinations(found, 2) if 1 < len(found) <= _MANY else ():
            if not _apart(sentences[one], sentences[other]) and _stretch_proves(context, sentences, one, other):
                pairs = zip(sentences[one].numbers, sentences[other].numbers, strict=True)
                yield from (pair for pair in pairs if _same_period(context, pair))


def _stretch_proves(context: Context, sentences: Sequence[_Sentence], one: int, other: int) -> bool:
    figures = context.figures
    pairs = list(zip(sentences[one].numbers, sentences[other].numbers, strict=True))
    agreeing = [pair for pair in pairs if agree(figures, pair)]
    if len(pairs) - len(agreeing) > 1:
        return False
    words = len(sentences[one].masked)
    for step in (-1, 1):
        beside = [sentences[at + step] for at in (one, other) if 0 <= at + step < len(sentences)]
        if len(beside) < 2 or any(s.block != sentences[at].block for s, at in zip(beside, (one, other), strict=True)):
            continue
        more = list(zip(*(sentence.numbers for sentence in beside), strict=False))
        if beside[0].masked == beside[1].masked and all(agree(figures, pair) for pair in more):
            agreeing += more
            words += len(beside[0].masked)
    telling = [a for a, _ in agreeing if _digits(figures, [(a, a)]) >= _TELLING]
    return len(telling) > 1 and words >= _ALIKE


def _idle(text: str, start: int, end: int) -> bool:
    """Whether words that only one of two copies has say nothing about what the others' figures are of: particles,
    or whole clauses."""
    words = text[start:end]
    if _EMPTY.fullmatch(words) or _NEUTRAL.fullmatch(words):
        return True
    opens = start == 0 or bool(_CLAUSE.match(text[start - 1])) or bool(_CLAUSE.match(words))
    closes = end == len(text) or bool(_CLAUSE.match(text[end])) or bool(_CLAUSE.match(words[-1:]))
    return opens and closes and _MARK in words and start > 0
