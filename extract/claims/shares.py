"""Shares asserted in prose: 占…的…%, 占比…%, a percentage in brackets behind an amount.

Two things are often unmarked: whose share it is (`share_words`), and of what (`share_wholes`). All readings are proposed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec
import regex

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, alike, amount_like, mentions
from extract.claims.partitions import complete
from extract.claims.share_wholes import wholes_of
from extract.claims.share_words import listed_with, owners_of, whole_words

_OF_IT = regex.compile(
    r"^\s*）?(?P<kind>[一-鿿]{0,8}?)的(?:比例|比重|比率|份额)?(?:分别|依次)?(?:约?为|是|达到?|约|近)?\s*$"
)
_KIND = regex.compile(r"(?:年度|全年)?(?:总额|总数|总量|预算|计划|目标|任务|指标)?(?:目标|任务|计划|总?数|总额)?")
_OPENS_WHOLE = regex.compile(r"(?:(?P<share>占)|(?P<done>完成)|达到|为|是)[^，。；占]{0,24}$")
_OPENED = regex.compile(r"^(?:占|完成|达到|为|是)(?=.{2})")
_NO_SHARE = regex.compile(r"增长|下降|减少|增加|提高|降低|完成|执行|到位|较|比上年|同比|满意")
# 税收收入占调整预算的90.75%，非税收入占调整预算的117.66%: each of its own
_GIVEN = regex.compile(r"(?:预算|计划|任务|目标)数?$")
# 其中定性指标11项; 42项指标中定性指标11项
_AMONG = regex.compile(r"其中|^(?!其)[^，。；：、]{1,8}中[，,]?[^，。；：、]{0,12}$")
_OF_ONE = regex.compile(r"[，；。](?P<whole>[^，。；：]{2,12}?)中[，,]?[^，。；：中]{0,10}$")
_REACH = 8
_LOOK_BACK = 80
_LOOK_AHEAD = 12
_MOST_READINGS = 24


class Amounts(NamedTuple):
    """The amounts of a document in reading order, and where among them each mention stands, by its number."""

    ordered: list[Mention]
    position: dict[int, int]

    def near(self, owner: Mention) -> list[Mention]:
        """The amounts around the owner: those before it nearest first, then a few behind it."""
        at = self.position[owner.number]
        before, behind = self.ordered[max(0, at - _LOOK_BACK) : at], self.ordered[at + 1 : at + 1 + _LOOK_AHEAD]
        return [*reversed(before), *behind, owner]

    def apart(self, one: Mention, other: Mention) -> int:
        """How many amounts further one stands than the other."""
        return abs(self.position[one.number] - self.position[other.number])


def find(context: Context) -> Iterator[Claim]:
    """Share claims of all passages, in reading order."""
    cut = [(p, mentions(context, p)) for p in context.passages]
    ordered = [m for _, found in cut for m in found if amount_like(m.figure)]
    amounts = Amounts(ordered, {m.number: n for n, m in enumerate(ordered)})
    owners = _by_whole(cut)
    for passage, found in cut:
        for index, mention in enumerate(found):
            if mention.figure.unit != "%":
                continue
            claim = _inline(passage, found, index)
            whole = None if claim else whole_words(found, index)
            if whole is not None:
                divided = [] if _GIVEN.search(whole) else _divided(owners.get(whole, ()), found, index, amounts)
                claim = _claim(passage, found, index, whole, amounts, divided)
            if claim:
                yield claim


def _by_whole(cut: Sequence[tuple[Passage, list[Mention]]]) -> dict[str, list[Mention]]:
    """Whose shares are printed of each whole that words name, in reading order."""
    owners: dict[str, list[Mention]] = {}
    for _, found in cut:
        for index, mention in enumerate(found):
            whole = whole_words(found, index) if mention.figure.unit == "%" else None
            if whole:
                owners.setdefault(whole, []).extend(m for m, _ in owners_of(found, index)[:1])
    return owners


def _divided(owners: Sequence[Mention], found: Sequence[Mention], index: int, amounts: Amounts) -> list[Mention]:
    """基本支出占财政拨款支出的84%，项目支出占财政拨款支出的16%: what has a share of the same whole and makes it up with
    the owner, where their names tell that they do; the owner itself is among them."""
    own = next((m for m, _ in owners_of(found, index)), None)
    if own is None:
        return []
    for other in owners:
        near = amounts.apart(other, own) <= _LOOK_AHEAD
        if other.number != own.number and near and alike(other.figure, own.figure) and complete([own, other]):
            return [own, other]
    return []


def _claim(
    passage: Passage,
    found: Sequence[Mention],
    index: int,
    whole: str,
    amounts: Amounts,
    divided: Sequence[Mention],
) -> Claim | None:
    mention, owners = found[index], owners_of(found, index)
    if not owners or _NO_SHARE.search(whole):
        return None
    owner = owners[0][0]
    whole = whole or _within(owner, found)
    inherited = "" if whole else _told_before(found, index)
    readings, missing = _readings(found, index, whole, inherited, amounts, divided)
    if not readings:
        return None
    plain = any(r.licence != "weak" for r in readings)
    sentence = (n for n, m in enumerate(found) if m.figure.unit == "%" and m.sentence == mention.sentence)
    told = [words for n in sentence if (words := whole_words(found, n)) is not None]
    listed = len(told) > 1 or bool(_AMONG.search(owner.gap))
    sure = plain and (whole or (listed and _of_one_head(readings, mention, found)))
    meant = whole or plain or inherited or told.count("") > 1 or _follow(found, index)
    where = whole or inherited or f"{passage.block}:{passage.row}:{passage.col}:{mention.sentence}"
    return Claim(
        family="share",
        readings=tuple(readings[:_MOST_READINGS]),
        asserted="strong" if sure else "plain" if meant else "weak",
        place=passage.place(mention.start, mention.end),
        quote=passage.quote(min(owner.start, mention.start) if owner in found else mention.start, mention.end),
        group=f"share:{where}",
        missing=missing,
        pattern="share",
    )


def _readings(
    found: Sequence[Mention], index: int, whole: str, inherited: str, amounts: Amounts, divided: Sequence[Mention]
) -> tuple[list[Reading], str]:
    """Every owner with every whole, the readier first, and the name of what a whole may hold besides. `inherited` are the
    words of the share before it, where it has none of its own."""
    mention, owners = found[index], owners_of(found, index)
    readings: list[Reading] = []
    missing = ""
    largest = _largest_listed(found, index)
    for owner, owner_licence in owners:
        for wholes, licence, note, lacking in wholes_of(whole, owner, found, amounts.near(owner)):
            if largest is not None and len(wholes) == 1 and wholes[0].figure.value < largest:
                continue
            missing = missing or lacking
            readings.append(_reading(owner, wholes, mention, _weaker(owner_licence, licence), note))
    if inherited:
        owner = owners[0][0]
        readings = [msgspec.structs.replace(r, licence="weak") for r in readings]
        for wholes, licence, note, _ in wholes_of(inherited, owner, found, amounts.near(owner)):
            readings.append(_reading(owner, wholes, mention, licence, note))
    if divided and all(r.licence == "weak" for r in readings):
        note = f"以{'与'.join(m.label for m in divided)}之和为{whole}"
        readings.append(_reading(divided[0], divided, mention, "plain", note))
        missing = "其他支出"
    if whole and all(r.licence == "weak" for r in readings):
        readings.extend(_of_list(found, index))
    return _unique(readings), missing


def _follow(found: Sequence[Mention], index: int) -> bool:
    """专任教师7,264人，大专以上学历6,918人，占比95.24%: whether two figures of one kind, the larger first, and the share follow
    each other and no other of the kind stands before them."""
    if index < 2:
        return False
    whole, part, share = found[index - 2 : index + 1]
    beside = alike(whole.figure, part.figure) and whole.level and part.level and whole.sentence == share.sentence
    if not beside or whole.figure.value <= part.figure.value or "；" in part.gap + share.gap:
        return False
    earlier = found[: index - 2] if "；" not in whole.gap else []
    return not any(m.sentence == share.sentence and alike(m.figure, whole.figure) for m in earlier)


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
        words = whole_words(found, n) if found[n].figure.unit == "%" else None
        if words and not any("其中" in m.gap for m, _ in owners_of(found, n)[:1]):
            return words
    return ""


def _of_one_head(readings: Sequence[Reading], percent: Mention, found: Sequence[Mention]) -> bool:
    """全年收入1000万元，其中：财政拨款800万元，占80%；其他收入200万元，占20%: in a list, the head in its sentence is what its
    items' shares are of, if there is but one, and it is no item itself."""
    ready = [r.terms for r in readings if r.licence != "weak"]
    heads = {t.figure for t in ready[0] if t.role == "whole"} if len(ready) == 1 else set()
    shares = [n for n, m in enumerate(found) if m.sentence == percent.sentence and whole_words(found, n) is not None]
    items = {owner.number for n in shares for owner, _ in owners_of(found, n)[:1]}
    here = any(m.number in heads and m.sentence == percent.sentence for m in found)
    return len(heads) == 1 and here and heads.isdisjoint(items)


def _of_list(found: Sequence[Mention], index: int) -> Iterator[Reading]:
    """货物、工程、服务采购分别为10万元、50万元和40万元，占采购规模的10%、50%和40%: of a whole that is not stated, what is listed."""
    first, last = listed_with(found, index)
    paired = [m for m in found[:first] if amount_like(m.figure) and not m.change][-(last - first + 1) :]
    together = len(paired) > 1 and len(paired) == last - first + 1 and len({m.figure.unit for m in paired}) == 1
    if together and all(m.sentence == found[index].sentence for m in paired):
        yield _reading(paired[index - first], paired, found[index], "weak", "以所列各项之和为总体")


def _largest_listed(found: Sequence[Mention], index: int) -> Decimal | None:
    """The largest amount of a list that shares are paired with: the whole of any of them is no smaller."""
    first, last = listed_with(found, index)
    paired = [m.figure.value for m in found[:first] if amount_like(m.figure)][-(last - first + 1) :]
    return max(paired) if last > first and paired else None


def _inline(passage: Passage, found: Sequence[Mention], index: int) -> Claim | None:
    """占到位资金800万元的62.5%, 完成年初预算498.6万元的102.75%: the whole stands right before the percentage, or before
    the percentages of a list (占采购总额201万元的59.9%、30%和10.1%)."""
    first, last = listed_with(found, index)
    closed = _OF_IT.match(found[first].gap)
    if first < 2 or not closed:
        return None
    percent, whole = found[index], found[first - 1]
    opened = _OPENS_WHOLE.search(whole.gap)
    if opened and not _KIND.fullmatch(closed["kind"]) and not (opened["share"] or opened["done"]):
        return None
    count = last - first + 1
    owners = [
        m
        for m in found[max(0, first - _REACH - count) : first - 1]
        if m.figure.unit == whole.figure.unit and m.sentence == percent.sentence and not m.change and not m.per_head
    ]
    if not opened or len(owners) < count:
        return None
    owners = owners[len(owners) - count + index - first :][:1] if count > 1 else owners
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
