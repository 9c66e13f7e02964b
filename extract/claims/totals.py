"""Lists closed by their total: the figures before 合计, 共计 in the sentence, or the amounts that 以上两项合计 counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
import regex

from extract.claims.claim import Claim, Reading
from extract.claims.context import Context, Passage
from extract.claims.cues import OPENING_LISTS, cue_at
from extract.claims.list_items import TOTAL, awarded, without_nested
from extract.claims.mentions import Mention, alike, passages_with_mentions
from extract.claims.partitions import complete
from extract.claims.subjects import last_clause, side, told_of, trimmed
from extract.claims.sums import (
    MOST_READINGS,
    family_of,
    shape,
    shares_exhaust,
    sum_of,
)
from extract.numerals import read

_ABOVE = regex.compile(r"(?:以上|上述)(?:资金|支出|费用|内容)?\s*$|^[。；]\s*$")
# 两年合计投入, 三项共支出: as many as there are parts
_COUNTED = regex.compile(
    r"(?:以上|上述|前|这)?(?P<n>[两二三四五六七八九十]{1,2})"
    r"(?:项|年|类|级|批|期|次|个?季度|笔|家|部分|方面|个(?!月)|所|镇|县|地|者)(?:度|[^，。；、两二三四五六七八九十]{0,6}(?:单位|部门|项目|资金|补助|费用|支出|学校|乡镇|村|县区?|经费|合同|工程|环节))?"
)
_IN_ALL = regex.compile(r"[^，。；、]{0,4}，\s*(?:一|总|合)?共(?:有|计|为)?\s*")
# 三年共投入, 两批共下达, 全年累计拨付, 3家单位合计支出: the total of as many as stand before it
_SUMMED = (
    r"(?:总?共|一共|合共|累计|合计|总计|共计)"
    r"(?:安排|下达|投入|支出|完成|拨付|支付|到位|收到|使用|补助|发放|争取|筹集|管理)*(?:了|资金|投资|经费|补助|预算)*(?:为|达)?\s*"
)
_OF_SO_MANY = regex.compile(
    rf"[^，。；、]{{0,8}}[，；]\s*(?:{_COUNTED.pattern}|全年|本年度?|当年|上半年|前三季度)(?:[^，。；、]{{0,4}}){_SUMMED}"
)
_QUARTERS = {"上半年": 2, "前三季度": 3}
_QUARTER = regex.compile(r"第?(?P<n>[一二三四1-4])季度")
_ANNOUNCED = regex.compile(r"[^，。；、]{0,8}[，；]\s*(?:以上|上述|这|前)?")
_OF_THE_ANNOUNCED = regex.compile(rf"[^，。；、]{{0,6}}{_SUMMED}")
_CLAUSE = regex.compile(r"[，。；：]")
_LEVEL = regex.compile(r"支出|收入|经费|资金|费用")
_NUMBERED = regex.compile(r"^\s*(?:[一二三四五六七八九十]是|第[一二三四五六七八九十]|[（(]?\d{1,2}[)）.、]|[①-⑳])")
_AMONG = regex.compile(r"其中|包括|^\s*[（(]")
_TOTAL_SCORE = regex.compile(r"(?:最终|自评|综合|评价)*总(?:得|评)?分(?:为|是|共|达|:|：)*\s*$")
_WHOLE_RESULT = regex.compile(r"自评|整体|部门|综合|最终|总|等[级次]|上年")
_CHANGED = regex.compile(r"扣|加分|减|满分")
_ENTRIES = frozenset("项笔类个方部家所镇村")


def find(context: Context) -> Iterator[Claim]:
    """Sum claims of totals behind their parts, in reading order."""
    for passage, found in passages_with_mentions(context, 3):
        for index in range(2, len(found)):
            yield from _claim(passage, found, index)


def _claim(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    last = found[index]
    cue = TOTAL.search(last.gap) or (last.figure.unit == "分" and _TOTAL_SCORE.search(last.gap))
    if not cue:
        yield from _counted_up(passage, found, index)
        return
    if _is_announced(found, index):
        told = list(_of_so_many(passage, found, index))
        yield from told
        if told:
            return
    announced = found[index - 1]
    if _ABOVE.search(announced.gap) and announced.figure.unit in _ENTRIES and not last.gap[: cue.start()].strip():
        yield from _of_those_above(passage, found[: index - 1], last, int(announced.figure.value))
        return
    parts: list[Mention] = []
    for mention in reversed(found[:index]):
        if mention.sentence != last.sentence:
            break
        if TOTAL.search(mention.gap):
            # 收入合计A，其中B、C；支出合计D: B and C are of A
            if parts and _AMONG.search(parts[0].gap):
                return
            break
        if alike(mention.figure, last.figure) and not mention.change and not mention.per_head:
            if mention.depth > last.depth:
                continue
            parts.insert(0, mention)
    if len(parts) < 2 or (last.figure.unit == "分" and not _adds_up(parts, bool(TOTAL.search(last.gap)))):
        return
    parts = list(awarded(parts))
    # 支出合计 after incomes is no total of them: what the total is named after must be what most parts are
    named = trimmed(last_clause(last.gap[: cue.start()] + "|").rstrip("|"))
    counted = _COUNTED.fullmatch(named)
    all_counted = counted is not None and read(counted["n"]) == len(parts)
    named = "" if all_counted else named
    added = any(re.search(r"加(?!强|快|大)", part.lead) for part in parts[1:])
    fits = not named or added or 2 * sum(told_of(named, part) for part in parts) > len(parts) or _is_of(named, parts)
    # 一是A，二是B，三是C，共计: what is counted out is counted in full
    counted_out = all(_NUMBERED.search(part.lead) for part in parts)
    whole = shares_exhaust(parts, found)
    # 甲20万元、乙30万元、丙50万元，项目支出合计100万元: nothing stands between the list and its total
    listed = _is_of(named, parts) and _are_joined(found, parts, last)
    closed = fits and (counted_out or whole or all_counted or re.search(r"以上|[两三四五六]项|合计|总计", last.gap))
    yield Claim(
        family=family_of(last),
        readings=_before_total(last, parts, _nested(parts, found), fits)[:MOST_READINGS],
        asserted="strong" if closed and (listed or not named) else "plain" if fits else "weak",
        place=passage.place(last.start, last.end),
        quote=passage.quote(parts[0].start, last.end),
        group=f"total:{shape(parts)}",
        pattern="sum:total_after",
    )
    if closed and not named:
        yield from _in_brackets(passage, found, parts, last)


def _counted_up(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    """临床科室34个、医技科室11个、职能科室19个，共64个科室: three or more that 、 joins, and nothing else of the kind before."""
    last = found[index]
    if _OF_SO_MANY.fullmatch(last.gap) or _is_announced(found, index):
        yield from _of_so_many(passage, found, index)
        return
    parts: list[Mention] = []
    for mention in reversed(found[:index]) if _IN_ALL.fullmatch(last.gap) else ():
        if mention.sentence != last.sentence or not alike(mention.figure, last.figure) or not mention.level:
            break
        parts.insert(0, mention)
        if "、" not in mention.gap:
            break
    enough = len(parts) > 2 or (len(parts) == 2 and _are_one_kind([*parts, last]))
    if not enough or any(_CLAUSE.search(part.gap) for part in parts[1:]) or _AMONG.search(parts[0].gap):
        return
    yield _in_all(passage, last, parts, parts[0].start, "合计前各项之和", "sum:counted_up")


def _are_one_kind(told: Sequence[Mention]) -> bool:
    """东部4个县、西部3个县，共7个县: whether one noun stands behind all the figures."""
    nouns = {m.tail.strip() for m in told}
    return len(nouns) == 1 and "" not in nouns


def _is_announced(found: Sequence[Mention], index: int) -> bool:
    """甲120万元，乙135万元，2家单位共255万元: whether what stands right before the total counts those that it is of."""
    announced = found[index - 1]
    told = _ANNOUNCED.fullmatch(announced.gap) and _OF_THE_ANNOUNCED.fullmatch(found[index].gap)
    return bool(told) and announced.figure.unit in _ENTRIES


def _of_so_many(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    """2021—2023年分别安排120万元、135万元、150万元，三年共405万元: of just as many before it in the sentence, told of the same side,
    and no more of the kind; where no number is told, of all the parts of a year."""
    last, many = found[index], _OF_SO_MANY.fullmatch(found[index].gap)
    count = int(found[index - 1].figure.value) if many is None else int(read(many["n"]) or 0) if many["n"] else None
    parts = [m for m in found[:index] if m.sentence == last.sentence and alike(m.figure, last.figure)]
    if len(parts) < 2 or (len(parts) != count if count is not None else not _is_the_time(last, parts)):
        return
    if any(not m.level or m.depth != last.depth or _AMONG.search(m.gap) for m in parts):
        return
    sides = {side(m) for m in parts}
    if side(last) and sides - {side(last), ""}:
        return  # 2021年下达120万元，2022年下达135万元，两年共支出225万元
    claim = _in_all(passage, last, parts, parts[0].start, "合计前各项之和", "sum:counted_up")
    yield claim if side(last) in sides | {""} else msgspec.structs.replace(claim, asserted="plain")


def _is_the_time(last: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the parts are all the quarters of the time that a total is told of, or all the parts of a year."""
    until = next((n for words, n in _QUARTERS.items() if words in last.gap), None)
    told = [_QUARTER.search(part.gap) for part in parts]
    counted = [int(read(match["n"]) or 0) for match in told if match]
    return complete(parts) if until is None else counted == list(range(1, until + 1)) and len(parts) == until


def _in_brackets(
    passage: Passage, found: Sequence[Mention], parts: Sequence[Mention], last: Mention
) -> Iterator[Claim]:
    """首批500万元（其中土建300万元），次批400万元（其中土建200万元），合计900万元（其中土建500万元）: what the brackets tell of each part
    and of the total, under one name, adds up as well."""
    behind = [_bracketed(found, mention) for mention in (*parts, last)]
    inner = [m for m in behind if m is not None and alike(m.figure, last.figure)]
    if len(inner) < len(behind) or len({m.label for m in inner}) > 1 or not inner[0].label:
        return
    *amounts, total = inner
    yield _in_all(passage, total, amounts, parts[0].start, "括号内各项之和", "sum:total_after")


def _in_all(passage: Passage, total: Mention, parts: Sequence[Mention], start: int, note: str, pattern: str) -> Claim:
    """The claim that these parts, and no others, come to a total; it is quoted from `start` on."""
    return Claim(
        family=family_of(total),
        readings=(sum_of(total, parts, "plain", note),),
        asserted="strong",
        place=passage.place(total.start, total.end),
        quote=passage.quote(start, total.end),
        group=f"total:{shape(parts)}",
        pattern=pattern,
    )


def _bracketed(found: Sequence[Mention], mention: Mention) -> Mention | None:
    """The figure in a bracket right behind another."""
    behind = next((m for m in found if m.start > mention.start), None)
    opened = behind is not None and behind.depth == mention.depth + 1 and behind.gap.startswith(("（", "("))
    return behind if opened else None


def _are_joined(found: Sequence[Mention], parts: Sequence[Mention], last: Mention) -> bool:
    """Whether 、 joins the parts, and no other figure stands among them or before their total."""
    first = found.index(parts[0])
    run = list(found[first : first + len(parts) + 1])
    return run == [*parts, last] and all(part.gap.lstrip().startswith("、") for part in parts[1:])


def _is_of(named: str, parts: Sequence[Mention]) -> bool:
    """甲20万元、乙30万元、丙50万元，项目支出合计100万元: what 、 joins into one list its total may be named after, unless the parts
    have names of that kind themselves."""
    joined = len(parts) > 2 and all(part.gap.startswith("、") for part in parts[1:])
    return joined and bool(_LEVEL.search(named)) and not any(_LEVEL.search(part.label) for part in parts)


def _adds_up(scores: Sequence[Mention], closed: bool) -> bool:
    """Whether these are scores of one card: nothing taken off or added, and, where only 总得分 follows and no 合计, three
    or more that are not themselves whole results."""
    if any(_CHANGED.search(score.lead) for score in scores):
        return False
    return closed or (len(scores) > 2 and not any(_WHOLE_RESULT.search(score.lead) for score in scores))


def _of_those_above(passage: Passage, found: Sequence[Mention], last: Mention, count: int) -> Iterator[Claim]:
    """一是设备60万元；二是培训40万元。以上两项合计100万元: as many amounts before it as are announced."""
    likely = [m for m in found if alike(m.figure, last.figure) and not m.change and not m.per_head]
    parts = likely[-count:] if count > 1 else []
    if not parts or len(parts) < count:
        return
    yield Claim(
        family=family_of(last),
        readings=(sum_of(last, parts, "plain", "以上各项之和"),),
        asserted="strong" if len(likely) == count else "plain",
        place=passage.place(last.start, last.end),
        quote=passage.quote(parts[0].start, last.end),
        group=f"sum:{shape(parts)}",
        pattern="sum:above",
    )


def _nested(parts: Sequence[Mention], found: Sequence[Mention]) -> list[int]:
    """The positions among the parts at which a list of what the part before consists of opens."""
    inner = {found[n].number for n in range(1, len(found)) if (cue := cue_at(found, n)) and cue.kind in OPENING_LISTS}
    return [n for n, part in enumerate(parts) if n and part.number in inner]


def _before_total(last: Mention, parts: Sequence[Mention], nested: Sequence[int], fits: bool) -> tuple[Reading, ...]:
    """The parts before a total: what lies inside another part is not added again; the sum may begin late."""
    outer = [[parts[n] for n in kept] for kept in without_nested(len(parts), nested)]
    late = [parts[start:] for start in range(1, len(parts) - 1)]
    readings = [
        *(sum_of(last, kept, "plain" if fits else "weak", "合计前各项之和") for kept in outer if len(kept) > 1),
        *(sum_of(last, kept, "weak", "合计前各项之和") for kept in late),
    ]
    return tuple(dict.fromkeys(readings))
