"""The figures that a list in prose may break down: which amount told before it 其中, 分别为 or 分部门情况是 is of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import regex
from rapidfuzz import fuzz

from extract.claims.cues import DIVISION, Cue
from extract.claims.mentions import JOINED, Mention, alike, comes_to, is_base, noun, tells_change
from extract.claims.subjects import stem
from extract.claims.wholes import core

_MOST_HEADS = 4
# words by which two figures side by side are of one thing: 编制35人, 实有38人
_OF_ONE_THING = regex.compile(
    r"编制|核定|预算|决算|计划|目标|应|实|共|总|合计|全部|上年|去年|本年|年[初末]|收入|支出|到位|支付|拨付|使用|占|[较比]"
)
_LIST_OPENS = regex.compile(r"其中|分别|包括|含")
# 支出80万元中，…; 18处供水站中，…: of the figure right before
_OF_THE_FIGURE = regex.compile(r"\s*(?:之?中|里)|[^，。；：、（）]{1,12}中[，,]")
_WORN = regex.compile(r"折旧|摊销")
_RECENT = 3
# what claims no precision has no parts that add up to it
_VAGUE = frozenset(
    ["约", "大约", "近", "将近", "逾", "超", "超过", "达近", "达到近", "左右", "上下", "以上", "余", "有余", "多"]
)


def joined_before(found: Sequence[Mention], head: Mention) -> list[Mention]:
    """国家级2项、省级5项、市级11项，其中集体12项: what 、 joins to the figure before it, with which it may be one whole."""
    return _run_before(found, head, lambda mention: mention.gap.lstrip().startswith("、"))


def listed_before(found: Sequence[Mention], head: Mention) -> list[Mention]:
    """The same, or else 在编人员35人，聘用人员20人，其中党员45人: the figures told beside the one before a list. 编制35人 and 实有38人
    are no two things."""
    beside = _run_before(found, head, lambda mention: not _OF_ONE_THING.search(mention.gap))
    return joined_before(found, head) or [mention for mention in beside if mention.sentence == head.sentence]


def _run_before(found: Sequence[Mention], head: Mention, goes_on: Callable[[Mention], bool]) -> list[Mention]:
    """The figures of its kind right before one, as far back as each that follows says that the row goes on."""
    run = [head]
    for mention in reversed(found):
        if mention.start >= head.start or mention.depth > head.depth:
            continue
        ends = not goes_on(run[0]) or _LIST_OPENS.search(run[0].gap)
        if ends or not alike(mention.figure, head.figure) or not mention.level:
            break
        run.insert(0, mention)
    return run[:-1]


def heads_of(found: Sequence[Mention], index: int, cue: Cue, before: Sequence[Mention]) -> list[Mention]:
    """The figures that the list may break down, likeliest first."""
    first = found[index]
    if cue.kind == "division":
        return _divided(found[:index], first)
    if tells_change(first) and not comes_to(first.gap):
        return _changes(found[:index], first)
    told = _told_before(found, index, cue)
    if told is None:
        return []
    heads = _likest(told, first)[:2]
    same_sentence = [h for h in heads if h.sentence == first.sentence]
    if cue.kind == "colon2" and not same_sentence:
        # 项目支出包括：…, where what it names was told before
        named = _named(noun(re.split(r"[，。；：]", first.gap[: cue.at])[-1]), first, before, found[:index])
        if named:
            return named
    if cue.kind in ("list", "within") and not (index and _OF_THE_FIGURE.match(first.gap)):
        subject = noun(
            re.sub(r"中[，,：:]?$", "", re.split(r"[，,。；;：:]", first.gap[: cue.at + 3].rstrip("，：:"))[-1])
        )
        named = _named(re.sub(r"分别.*$|中$", "", subject), first, before, found[:index])
        if cue.kind == "within" or (named and not same_sentence):
            return named
    # 其中，货物、工程、服务分别为…
    among = cue.kind == "list" and "其中" in first.gap[: cue.at]
    if same_sentence or (heads and (among or cue.kind in ("among", "bracket", "colon", "within", "colon2"))):
        return heads
    return []


def _changes(before: Sequence[Mention], first: Mention) -> list[Mention]:
    """减少166万元，下降4.56%，其中基本支出减少42万元、项目支出减少124万元: changes make up a change."""
    near = (m for m in reversed(before) if m.sentence == first.sentence and alike(m.figure, first.figure))
    return [m for m in near if tells_change(m)][:1]


def _told_before(found: Sequence[Mention], index: int, cue: Cue) -> list[Mention] | None:
    """The amounts before a list that it may be of, nearest first; None where the nearest claims no precision."""
    first = found[index]
    heads: list[Mention] = []
    for mention in reversed(found[:index]):
        if first.sentence - mention.sentence > 1 or len(heads) == (_MOST_HEADS if cue.kind == "among" else 2):
            break
        if not alike(mention.figure, first.figure) or mention.change or mention.per_head or is_base(mention):
            continue
        if mention.figure.hedge in _VAGUE:
            if not heads and mention.sentence == first.sentence:
                return None  # 投入约3,900万元，其中…: the list is of this one
            continue
        if _WORN.search(mention.lead) and not _WORN.search(first.lead):
            continue  # 原值500万元，累计折旧200万元。其中房屋…: what is broken down is what there is
        if mention.depth > first.depth or (cue.kind == "list" and _in_a_list(found, mention)):
            continue
        if mention.sentence != first.sentence and mention.label == first.label and heads:
            continue  # 甲43个，其中农业23个、交通20个。乙60个，其中农业20个…: the like part of the sentence before
        heads.append(mention)
        if cue.kind in ("bracket", "colon"):
            break
    return heads


def _divided(before: Sequence[Mention], first: Mention) -> list[Mention]:
    """收入500万元，增长5%。其中：本级300万元，下级200万元。分部门情况是：…: what was told before the list, without its parts; the
    amount told last, and the one that the passage began with."""
    told: list[Mention] = []
    among = -1
    for mention in before:
        if mention.sentence != among and first.sentence - mention.sentence <= _RECENT and mention.depth <= first.depth:
            if "其中" in mention.gap or DIVISION.search(mention.gap):
                among = mention.sentence
            elif mention.level and alike(mention.figure, first.figure) and not is_base(mention):
                told.append(mention)
    return list(dict.fromkeys([*told[-1:], *told[:1]]))


def _likest(heads: list[Mention], first: Mention) -> list[Mention]:
    """资产总额30亿元，负债9亿元，净资产21亿元，其中行政单位资产8亿元: the figure of its sentence whose name ends most like
    the first part's before the others, which keep their order."""
    if len(heads) < 2:
        return heads
    alike_at = [common_end(h.label, first.label) if h.sentence == heads[0].sentence else 0 for h in heads]
    most = max(alike_at)
    if most < 2 or alike_at.count(most) > 1:
        return heads
    best = heads[alike_at.index(most)]
    return [best, *(head for head in heads if head is not best)]


def common_end(one: str, other: str) -> int:
    """How many characters two names end in common."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _in_a_list(found: Sequence[Mention], mention: Mention) -> bool:
    """Whether a figure is one of several that 分别为 lists (收入分别为A和B，支出分别为C和D): no whole of the next list."""
    behind = next((m for m in found if m.start > mention.start), None)
    opens = "分别" in mention.gap and behind is not None and bool(JOINED.fullmatch(behind.gap))
    return opens or bool(JOINED.fullmatch(mention.gap))


def _named(subject: str, first: Mention, before: Sequence[Mention], here: Sequence[Mention]) -> list[Mention]:
    """Earlier figures whose label is the subject of `…分别为：`, nearest first."""
    subject = re.sub(r"[按依]?(?:照|据)?(?:收支|支出|用途|来源|经济|功能)?(?:款项|科目|项目|分类|性质)$", "", subject)
    if len(subject) < 4:
        return []
    together = re.split("[、和及与]", subject)  # 会议费、培训费分别为…: neither is the whole of both
    likely = [
        m
        for m in reversed([*before, *here])
        if alike(m.figure, first.figure) and not m.change and _same_subject(subject, m.label)
        if len(together) < 2 or not any(m.label and (m.label in one or one in m.label) for one in together)
    ]
    exact = [m for m in likely if core(m.label) == core(subject)]
    telling = [m for m in likely if subject in m.label]
    if not exact and not telling and len({core(m.label) for m in likely}) > 1:
        return []  # several that are merely like it: 县本级收入 and 乡镇收入 for 全县收入
    return (exact or telling or likely)[:2]


def _same_subject(one: str, other: str) -> bool:
    if len(other) < 3:
        return len(other) == 2 and stem(one) == other  # 本级支出中, of 本级54万元
    return one in other or other in one or fuzz.ratio(one, other) >= 70
