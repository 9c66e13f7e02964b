"""What opens a list in prose: 其中, 分别为, 包括, a bracket, 分部门情况是; shares or names that tell it without a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import regex

from extract.claims.mentions import Mention, alike, asked_once, tells_change
from extract.claims.partitions import PARTITIONS, TELLING, complete, places

# 分部门情况是, 按债券性质分, 从采购方式看: in which way something is divided
_WAYS = (
    r"(?:^|[，。；）])\s*(?:其中)?(?:按照?[^，。；：]{1,14}?(?:划?分类?|来?看|构成|结构|划分)(?:[为是]|如下)*"
    r"|从[^，。；：]{1,14}?(?<!(?:执行|使用|支出|实际|总体|运行|收支|到位|进展)情况)来?看"
    r"|分[^，。；：]{1,10}?(?:来?看|情况|构成|结构)(?:分别)?(?:[为是]|如下)*"
    r"|(?:分项|具体|详细|明细|构成|组成|分配|使用)(?:情况|金额|支出|收入|明细|构成|安排|用途|使用|分配)*(?:分别)?(?:[为是]|如下)+|分[^，。；：]{1,6})"
)
DIVISION = regex.compile(rf"{_WAYS}[：，]")
_CUE = regex.compile(
    r"(?P<list>分别(?:为|是|有|用于|:|：)|分别(?=[^，。；]*$))"
    r"|(?P<among>其中(?:用于)?)"
    r"|(?P<made>由)(?=[^，。；由]{0,20}$)"
    r"|(?P<within>^\s*(?:之?中|里)\s*[，,：:]|^(?!其|[^，。；]*(?:总计|合计|总额|收入|支出|经费|资金|预算)中)[^，。；：、（）\d]{1,12}(?<!其|过程|工作|执行|实施|期间)中[，,](?=[^，。；：]{0,10}$)|(?:总计|合计|总额|收入|支出|经费|资金|预算)中\s*[，,：:])"
    r"|(?P<ordinal>(?:第一|首)(?:批次?|期|次|轮|阶段|季度|标段|包))(?=[^，。；]{0,16}$)"
    rf"|(?P<division>{_WAYS}[：，])(?=[^，。；：]{{0,24}}$)"
    r"|(?P<colon2>(?:包括|包含|组成|构成|来源(?:为|是|分为)?)\s*[：:]|(?:资金|款项|经费|投资)来源(?:为|是|于)(?=[^，。；]{2,24}$))"
    r"|(?P<open>主要包括|主要用于|主要是|主要为|包括|包含|含|用于)"
    r"|(?P<bracket>^\s*[（(])"
    r"|(?P<colon>^\s*[：:])"
)
_RATE = regex.compile(r"率(?:为|是|达到?|约|近|：)*\s*$")
_STOP = regex.compile(r"[。！]")
_CLAUSE_END = regex.compile(r"[。！；]")
_IMPLIED = re.compile(r"^\s*[，,（(]?\s*(?:占比?|约占|比重|所占比例)?(?:为|约|达|:|：)?\s*$")
OPENING_LISTS = frozenset(["among", "list", "open", "made", "colon2", "division"])
"""Kinds of cues that open a list of what the figure before consists of."""


class Cue(NamedTuple):
    kind: str
    at: int


@asked_once
def cue_at(found: Sequence[Mention], index: int) -> Cue | None:
    """The cue that opens a list at this mention, if one does."""
    mention = found[index]
    if not mention.level:
        return None
    last = None
    for match in _CUE.finditer(mention.gap):
        kind = str(match.lastgroup)
        if (kind in ("bracket", "colon") and index == 0) or (kind == "bracket" and "）" in mention.gap):
            continue
        if kind == "bracket" and found[index - 1].figure.unit == "%" and _RATE.search(found[index - 1].gap):
            continue  # 核减率2%（报审100万元，核定98万元）: what the rate was worked out of
        last = Cue(kind, match.start())
    # 主要是上年有新建任务；公务接待费…: 主要是 told a reason
    if last and (_CLAUSE_END if last.kind == "open" else _STOP).search(mention.gap[last.at + 1 :]):
        last = None
    if last and last.kind == "open" and tells_change(mention):
        return None  # 较上年减少40万元，主要是项目支出减少50万元: why it changed
    return last or _shared(found, index) or _bare(found, index)


def _shared(found: Sequence[Mention], index: int) -> Cue | None:
    """共安排100万元，中央资金60万元，占60%；省级资金40万元，占40%: shares without a whole of their own make the
    figures before them parts of what was named last."""
    if index == 0 or index + 1 >= len(found) or not _IMPLIED.search(found[index + 1].gap):
        return None
    head, mention = found[index - 1], found[index]
    if not alike(head.figure, mention.figure) or head.change or _IMPLIED.search(mention.gap):
        return None
    behind = [m for m in found[index:] if m.sentence == mention.sentence]
    shares = [m for m in behind if m.figure.unit == "%" and _IMPLIED.search(m.gap)]
    fresh = head.sentence == mention.sentence and head.depth <= mention.depth
    return Cue("shared", 0) if fresh and len(shares) >= 2 else None


def _bare(found: Sequence[Mention], index: int) -> Cue | None:
    """在编人员81人，专业技术人员57人、管理人员1人，工勤人员23人: names that between them exhaust what stands before."""
    if index == 0 or index + 1 >= len(found):
        return None
    head, mention = found[index - 1], found[index]
    if not alike(head.figure, mention.figure) or head.sentence != mention.sentence or head.change:
        return None
    known = list(zip(places(mention.label)[:TELLING], places(head.label)[:TELLING], strict=True))
    division = next((n for n, (at, _) in enumerate(known) if at >= 0), None)
    if division is None or any(at >= 0 and its >= 0 for at, its in known):
        return None  # 国道86公里、省道142公里: the head is one of the kind itself
    listed = [m for m in found[index:] if m.sentence == mention.sentence and alike(m.figure, mention.figure)]
    return Cue("bare", 0) if any(complete(listed[:n]) for n in range(2, len(PARTITIONS[division].words) + 1)) else None
