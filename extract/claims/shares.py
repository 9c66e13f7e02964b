"""Shares asserted in prose: 占…的…%, 占比…%, a percentage in brackets behind an amount.

Two things are often unmarked: whose share it is (the nearest amount, or the head of the group whose parts stand
between), and of what (the words after 占, or the head of the list). All readings are proposed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec
import regex

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import JOINED, Mention, alike, amount_like, asked_once, mentions
from extract.claims.partitions import complete
from extract.claims.subjects import last_clause, same_stem, told_of, trimmed
from extract.claims.wholes import core, named, parts_of

_SHARE = regex.compile(
    r"占(?P<whole>[^，。；,;占]{0,36}?)(?:的?(?:比例|比重|比率|份额|比)|的)?(?:分别)?(?:约?为|达到?|是|约|近|超过?|:|：)?\s*$"
)
_SHARE_NAMED = regex.compile(r"(?:占比|比重|所占比例|占比例)(?:分别)?(?:约?为|达到?|是|:|：)?\s*$")
_BARE_BRACKET = regex.compile(r"^\s*[（(]\s*(?:占比?|约占?)?\s*$")
_NAMES = regex.compile(r"[、和及与]")
_LINK = regex.compile(r"^\s*(?:、|和|及|以及|，|,|与)\s*$")
_OF_IT = regex.compile(
    r"^\s*）?(?P<kind>[一-鿿]{0,8}?)的(?:比例|比重|比率|份额)?(?:分别|依次)?(?:约?为|是|达到?|约|近)?\s*$"
)
_KIND = regex.compile(r"(?:年度|全年)?(?:总额|总数|总量|预算|计划|目标|任务|指标)?(?:目标|任务|计划|总?数|总额)?")
_OPENS_WHOLE = regex.compile(r"(?:(?P<share>占)|(?P<done>完成)|达到|为|是)[^，。；占]{0,24}$")
_OPENED = regex.compile(r"^(?:占|完成|达到|为|是)(?=.{2})")
_NO_SHARE = regex.compile(r"增长|下降|减少|增加|提高|降低|完成|执行|到位|较|比上年|同比|满意")
_TOTAL = regex.compile(r"合计|共计|总计|合共")
# a whole named by no more than that it is one: 占总数的, 占承办总数的
_ALL = regex.compile(r"总|全部|合计")
_STOP = regex.compile(r"[。！]")
_CLAUSE_END = regex.compile(r"[；;。]")
_OPENS_GROUP = regex.compile(r"其中|包括|组成|由|[（(：:]")
_OPENS_PARTS = regex.compile(r"其中|分别|包括|划分|分类|来看|[：:（(]|^[^，。；、]{0,8}中(?![心央小国型等学])")
_OF_ONE = regex.compile(r"[，；。](?P<whole>[^，。；：]{2,12}?)中[，,]?[^，。；：中]{0,10}$")
_REACH = 8
_LOOK_BACK = 80
_MOST_WHOLES = 6
_MOST_SIBLINGS = 16
_LOOK_AHEAD = 12


def find(context: Context) -> Iterator[Claim]:
    """Share claims of all passages, in reading order."""
    cut = [(p, mentions(context, p)) for p in context.passages]
    flat = [m for _, found in cut for m in found if amount_like(m.figure)]
    position = {m.number: n for n, m in enumerate(flat)}
    owners = _by_whole(cut)
    for passage, found in cut:
        for index, mention in enumerate(found):
            if mention.figure.unit != "%":
                continue
            inline = _inline(passage, found, index)
            whole = None if inline else _whole_words(found, index)
            if inline:
                yield inline
            elif whole is not None:
                divided = _divided(owners.get(whole, ()), found, index, position)
                yield from _claim(passage, found, index, whole, flat, position, divided)


def _by_whole(cut: Sequence[tuple[Passage, list[Mention]]]) -> dict[str, list[Mention]]:
    """Whose shares are printed of each whole that words name, in reading order."""
    owners: dict[str, list[Mention]] = {}
    for _, found in cut:
        for index, mention in enumerate(found):
            whole = _whole_words(found, index) if mention.figure.unit == "%" else None
            if whole:
                owners.setdefault(whole, []).extend(m for m, _ in _owners(found, index)[:1])
    return owners


def _divided(
    owners: Sequence[Mention], found: Sequence[Mention], index: int, position: dict[int, int]
) -> list[Mention]:
    """基本支出占财政拨款支出的84%，项目支出占财政拨款支出的16%: what has a share of the same whole and makes it up with
    the owner, where their names tell that they do; the owner itself is among them."""
    own = next((m for m, _ in _owners(found, index)), None)
    if own is None:
        return []
    for other in owners:
        near = abs(position[other.number] - position[own.number]) <= _LOOK_AHEAD
        if other.number != own.number and near and alike(other.figure, own.figure) and complete([own, other]):
            return [own, other]
    return []


@asked_once
def _whole_words(found: Sequence[Mention], index: int) -> str | None:
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
        return _whole_words(found, index - 1)
    return None


def _claim(
    passage: Passage,
    found: Sequence[Mention],
    index: int,
    whole: str,
    flat: Sequence[Mention],
    position: dict[int, int],
    divided: Sequence[Mention],
) -> Iterator[Claim]:
    mention = found[index]
    if _NO_SHARE.search(whole):
        return
    owners = _owners(found, index)
    if not owners:
        return
    whole = whole or _within(owners[0][0], found)
    readings: list[Reading] = []
    missing = ""
    largest = _largest_listed(found, index)
    for owner, owner_licence in owners:
        near = _nearby(owner, flat, position)
        for wholes, licence, note, lacking in _wholes(whole, owner, found, near):
            if largest is not None and len(wholes) == 1 and wholes[0].figure.value < largest:
                continue
            missing = missing or lacking
            readings.append(_reading(owner, wholes, mention, _weaker(owner_licence, licence), note))
    inherited = "" if whole else _told_before(found, index)
    if inherited:
        readings = [msgspec.structs.replace(r, licence="weak") for r in readings]
        for wholes, licence, note, _ in _wholes(inherited, owners[0][0], found, _nearby(owners[0][0], flat, position)):
            readings.append(_reading(owners[0][0], wholes, mention, licence, note))
    if divided and all(r.licence == "weak" for r in readings):
        note = f"以{'与'.join(m.label for m in divided)}之和为{whole}"
        readings.append(_reading(divided[0], divided, mention, "plain", note))
        missing = "其他支出"
    if whole and all(r.licence == "weak" for r in readings):
        readings.extend(_of_list(found, index))
    if not readings:
        return
    readings = _unique(readings)
    plain = any(r.licence != "weak" for r in readings)
    told = [
        words
        for n, m in enumerate(found)
        if m.figure.unit == "%" and m.sentence == mention.sentence and (words := _whole_words(found, n)) is not None
    ]
    listed = len(told) > 1 or "其中" in owners[0][0].gap
    sure = plain and (whole or (listed and _of_one_head(readings, mention, found)))
    meant = whole or plain or inherited or told.count("") > 1
    asserted: Licence = "strong" if sure else "plain" if meant else "weak"
    yield Claim(
        family="share",
        readings=tuple(readings[:24]),
        asserted=asserted,
        place=passage.place(mention.start, mention.end),
        quote=passage.quote(
            min(owners[0][0].start, mention.start) if owners[0][0] in found else mention.start, mention.end
        ),
        group=f"share:{whole or inherited}"
        if whole or inherited
        else f"share:{passage.block}:{passage.row}:{passage.col}:{mention.sentence}",
        missing=missing,
        pattern="share",
    )


def _within(owner: Mention, found: Sequence[Mention]) -> str:
    """专任教师471人…；专任教师中高级职称168人，占35.7%: the words that name a figure before it as the owner's whole."""
    named = _OF_ONE.search(owner.gap)
    words = str(named["whole"]) if named else ""
    return words if any(m.label == words and m.start < owner.start for m in found) else ""


def _told_before(found: Sequence[Mention], index: int) -> str:
    """甲500万元，占总规模的50%；乙300万元，占30%: the words for the whole of the nearest share before this one in its
    sentence, "" where there is none. What 其中 makes a part has a whole of its own."""
    for n in range(index - 1, -1, -1):
        if found[n].sentence != found[index].sentence:
            break
        words = _whole_words(found, n) if found[n].figure.unit == "%" else None
        if words and not any("其中" in m.gap for m, _ in _owners(found, n)[:1]):
            return words
    return ""


def _of_one_head(readings: Sequence[Reading], percent: Mention, found: Sequence[Mention]) -> bool:
    """全年收入1000万元，其中：财政拨款800万元，占80%；其他收入200万元，占20%: in a list, the head in its sentence is what its
    items' shares are of, if there is but one, and it is no item itself."""
    ready = [r.terms for r in readings if r.licence != "weak"]
    heads = {t.figure for t in ready[0] if t.role == "whole"} if len(ready) == 1 else set()
    shares = [n for n, m in enumerate(found) if m.sentence == percent.sentence and _whole_words(found, n) is not None]
    items = {owner.number for n in shares for owner, _ in _owners(found, n)[:1]}
    here = any(m.number in heads and m.sentence == percent.sentence for m in found)
    return len(heads) == 1 and here and heads.isdisjoint(items)


def _of_list(found: Sequence[Mention], index: int) -> Iterator[Reading]:
    """货物、工程、服务采购分别为10万元、50万元和40万元，占采购规模的10%、50%和40%: of a whole that is not stated, what is listed."""
    first, last = _chain(found, index)
    paired = [m for m in found[:first] if amount_like(m.figure) and not m.change][-(last - first + 1) :]
    together = len(paired) > 1 and len(paired) == last - first + 1 and len({m.figure.unit for m in paired}) == 1
    if together and all(m.sentence == found[index].sentence for m in paired):
        yield _reading(paired[index - first], paired, found[index], "weak", "以所列各项之和为总体")


def _largest_listed(found: Sequence[Mention], index: int) -> Decimal | None:
    """The largest amount of a list that shares are paired with: the whole of any of them is no smaller."""
    first, last = _chain(found, index)
    paired = [m.figure.value for m in found[:first] if amount_like(m.figure)][-(last - first + 1) :]
    return max(paired) if last > first and paired else None


def _inline(passage: Passage, found: Sequence[Mention], index: int) -> Claim | None:
    """占到位资金800万元的62.5%, 完成年初预算498.6万元的102.75%: the whole stands right before the percentage, or before
    the percentages of a list (占采购总额201万元的59.9%、30%和10.1%)."""
    first, last = _chain(found, index)
    closed = _OF_IT.match(found[first].gap)
    if first < 2 or not closed:
        return None
    percent, whole = found[index], found[first - 1]
    opened = _OPENS_WHOLE.search(whole.gap)
    if opened and not _KIND.fullmatch(closed["kind"]) and not (opened["share"] or opened["done"]):
        return None
    chain = last - first + 1
    owners = [
        m
        for m in found[max(0, first - _REACH - chain) : first - 1]
        if m.figure.unit == whole.figure.unit and m.sentence == percent.sentence and not m.change and not m.per_head
    ]
    if not opened or len(owners) < chain:
        return None
    owners = owners[len(owners) - chain + index - first :][:1] if chain > 1 else owners
    readings = tuple(
        _reading(
            m,
            [whole],
            percent,
            "plain" if n == 0 else "weak",
            f"以{_OPENED.sub('', whole.label)}{whole.figure.text}为总体",
        )
        for n, m in enumerate(reversed(owners))
    )
    return Claim(
        family="share" if opened["share"] else "ratio",
        readings=readings,
        asserted="strong",
        place=passage.place(percent.start, percent.end),
        quote=passage.quote(owners[-1].start, percent.end),
        pattern="share_inline",
    )


@asked_once
def _chain(found: Sequence[Mention], index: int) -> tuple[int, int]:
    """The first and the last of the percentages that are listed with this one."""
    first = last = index
    while first and found[first - 1].figure.unit == "%" and _LINK.match(found[first].gap):
        first -= 1
    while last + 1 < len(found) and found[last + 1].figure.unit == "%" and _LINK.match(found[last + 1].gap):
        last += 1
    return first, last


@asked_once
def _owners(found: Sequence[Mention], index: int) -> list[tuple[Mention, Licence]]:
    """Whose share it may be: the amount paired with it in a list, the nearest amount, the head of the group."""
    mention = found[index]
    first, last = _chain(found, index)
    before = [m for m in found[:first] if amount_like(m.figure) and mention.sentence - m.sentence <= 1]
    if not before:
        return []
    chain = last - first + 1
    if chain > 1:
        # 公开招标、询价分别占80%和20%: names of their own, whose amounts stand nowhere
        named = _NAMES.search(_STOP.split(found[first].gap)[-1].partition("占")[0])
        paired = [m for m in before if not m.change and (m.sentence == mention.sentence or not named)][-chain:]
        return [(paired[index - first], "plain")] if len(paired) == chain else []
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


def _wholes(
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
            yield from _siblings(owner, found, [])
        for mention, licence in known:
            yield [mention], licence, f"以{mention.label}{mention.figure.text}为总体", ""
        composite = parts_of(words, owner, near)
        if composite:
            parts, missing = composite
            yield parts, "plain", f"以{'与'.join(p.label for p in parts)}之和为{words}", missing
        return
    earlier = [m for m in found if m.start < owner.start and m.figure.unit == unit and not m.change]
    for rank, mention in enumerate(reversed(earlier)):
        readily = _introduces(mention, owner, found)
        if abs(mention.figure.value) < abs(owner.figure.value) or (rank >= _MOST_WHOLES and not readily):
            continue
        if totals and not readily:
            continue  # 甲20万元，占20%；乙80万元，占80%，合计100万元: no item of the list is the whole of another
        yield [mention], "plain" if readily else "weak", f"以{mention.label}{mention.figure.text}为总体", ""
    if totals:
        yield totals[:1], "plain", f"以合计{totals[0].figure.text}为总体", ""
    yield from _siblings(owner, found, totals)


def _siblings(
    owner: Mention, found: Sequence[Mention], totals: Sequence[Mention]
) -> Iterator[tuple[list[Mention], Licence, str, str]]:
    """The items listed beside the owner, which may make up the whole between them."""
    unit = owner.figure.unit
    sentence = [m for m in found if m.sentence == owner.sentence and m.figure.unit == unit and not m.change]
    siblings = [m for m in sentence if m.depth == owner.depth and m not in totals and not _introduces(m, owner, found)]
    if 1 < len(siblings) <= _MOST_SIBLINGS:
        yield siblings, "weak", "以所列各项之和为总体", ""


def _may_be_whole(mention: Mention, owner: Mention) -> bool:
    """Whether an amount is a level of the owner's unit, and larger."""
    apart = mention.number != owner.number and not mention.change and not mention.per_head
    return apart and mention.figure.unit == owner.figure.unit and mention.figure.value > owner.figure.value


def _introduces(head: Mention, owner: Mention, found: Sequence[Mention]) -> bool:
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


def _nearby(owner: Mention, flat: Sequence[Mention], position: dict[int, int]) -> list[Mention]:
    """Amounts around the owner: those before it nearest first, then a few behind it."""
    at = position[owner.number]
    return [*reversed(flat[max(0, at - _LOOK_BACK) : at]), *flat[at + 1 : at + 1 + _LOOK_AHEAD], owner]


def _reading(owner: Mention, wholes: Sequence[Mention], percent: Mention, licence: Licence, note: str) -> Reading:
    terms = (
        Term(owner.number, "part"),
        *(Term(w.number, "whole") for w in wholes),
        Term(percent.number, "percent"),
    )
    return Reading("ratio", terms, note, licence)


def _weaker(one: Licence, other: Licence) -> Licence:
    return "weak" if "weak" in (one, other) else "plain"


def _unique(readings: Sequence[Reading]) -> list[Reading]:
    best: dict[tuple[Term, ...], Reading] = {}
    for reading in readings:
        known = best.get(reading.terms)
        if known is None or (known.licence == "weak" and reading.licence != "weak"):
            best[reading.terms] = reading
    return sorted(best.values(), key=lambda r: r.licence == "weak")
