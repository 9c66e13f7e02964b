"""Results measured against a target that stands beside them: 优良率86.4%，高于85%的目标1.4个百分点; 比目标2,200人多115人."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim, Reading, Term
from extract.claims.comparisons import COMPARES, direction
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, alike, is_base, passages_with_mentions

_AIM = r"目标|要求|标准|计划|任务|指标|预算|控制|规划|限额|上限|下限|底线|省定|市定|国定|规定|约定|序时|平均"
_ABOVE = r"高于|高出|高过|超过|超出|超|多于|大于|优于"
_BELOW = r"低于|少于|小于|不及|未达到?|达不到|没有达到|不足"
# the target: 高于95%的目标, 比年度目标18平方米, 未达到65%的目标值
_TARGET = regex.compile(rf"(?:(?P<up>{_ABOVE})|(?P<down>{_BELOW})|比|较)(?P<named>[^，。；、比较]{{0,14}}?)[（(]?\s*$")
_NAMED = regex.compile(_AIM)
# the difference, right behind the target
_STEP = regex.compile(
    rf"\s*(?:的?(?:[^，。；\d]{{0,8}}?(?:{_AIM}|值|水平)[^，。；\d]{{0,3}})?)[）)]?\s*[，]?\s*"
    r"(?:相比)?(?:(?P<up>高出?|多|超出?|提高|增加|增长|提升)|(?P<down>低|少|差|减少|下降|降低|节约|缩短|压减))?了?(?:约|近)?"
)


def find(context: Context) -> Iterator[Claim]:
    """Claims over a result, its target and their difference, in reading order."""
    for passage, found in passages_with_mentions(context, 3):
        for index in range(1, len(found) - 1):
            yield from _claim(passage, found, index)


def _claim(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    target, step = found[index], found[index + 1]
    opened, closed = _TARGET.search(target.gap), _STEP.fullmatch(step.gap)
    if not opened or not closed or step.sentence != target.sentence or target.figure.hedge or step.figure.hedge:
        return
    if not _NAMED.search(opened["named"]) and not _NAMED.search(
        step.gap[: closed.start("up") if closed["up"] else None]
    ):
        return
    sign = _sign(opened, closed)
    result = _result(found, index)
    if not sign or result is None or not _measured_alike(result, target, step):
        return
    terms = (Term(target.number, "part", exact=True), Term(step.number, "part", sign), Term(result.number, "total"))
    yield Claim(
        family="change",
        readings=(Reading("sum", terms, "目标值加减差额=完成值", "plain"),),
        asserted="strong",
        place=passage.place(step.start, step.end),
        quote=passage.quote(result.start, step.end),
        pattern="against_target",
    )


def _sign(opened: regex.Match[str], closed: regex.Match[str]) -> int:
    """+1 where the result is above its target, −1 where it is below; 0 where the words say neither, or both."""
    ups, downs = (opened["up"], closed["up"]), (opened["down"], closed["down"])
    if any(ups) == any(downs):
        return 0
    return 1 if any(ups) else -1


def _result(found: Sequence[Mention], index: int) -> Mention | None:
    """The figure right before the target, or, behind its own parts in a bracket, the one before these."""
    target = found[index]
    before = [m for m in found[:index] if m.sentence == target.sentence and m.depth <= target.depth]
    while before and (before[-1].change or direction(before[-1].gap) or is_base(before[-1])):
        passed = before.pop()  # 入园率93.6%，较上年92.8%提高0.8个百分点，比规划目标90%高3.6个百分点
        if alike(passed.figure, target.figure) and passed.depth == target.depth and not COMPARES.search(passed.gap):
            return None  # 累计治理456公顷，其中本年新增86公顷，超目标80公顷6公顷: of what was added
    result = before[-1] if before else None
    if result is None or "；" in target.gap or result.change or result.figure.hedge or result.figure.span:
        return None
    return result


def _measured_alike(result: Mention, target: Mention, step: Mention) -> bool:
    unit = result.figure.unit
    if target.figure.unit != unit or not unit:
        return False
    return step.figure.unit == "百分点" if unit == "%" else step.figure.unit == unit
