"""What an indicator's own row tells its rule: the value reached, the side of a bound, remarks that hold figures."""

from __future__ import annotations

import re

import msgspec

from audit.finding import Quoted
from audit.interval import point
from audit.recount.operands import Rate
from audit.recount.outcome import Context, cell_quote
from audit.recount.targets import Value, is_rate_of_success, less_is_better, number
from extract.glossary import fold
from extract.rubric import RATES, Bound, ScoringRule
from extract.scorecard import Indicator

FIGURED = ("threshold", "interpolation", "bands")
RATE_NAME = re.compile(r"率$|满意度$|率（|满意度")
_ALONE = re.compile(
    r"(?:实际|全年|全年度?|本年度?|经测算|经计算)*(?P<name>[一-鿿]{1,6}(?:率|度))?(?:为|是|达到?|完成|[:=])*(?P<value>-?\d+(?:\.\d+)?%)[。；;]?"
)
_OF_TARGET = re.compile(
    r"完成|达到?(?:年初|年度|绩效)*(?:目标|指标|计划)|(?:目标|指标|计划)(?:值|数)?的|[≤≥过在](?:目标|指标|计划)(?:值|数)"
)
_SHARE_OF_TARGET = re.compile(
    r"(?:目标|指标|计划|任务)(?:值|数|量)?的?\s*\d"
    r"|(?:达到?|完成|实现|不低于|超过?|不高于|控制在|[≤≥])(?:年初|年度|绩效|预期|既定|设定)*(?:目标|指标|计划|任务)"
)
_POINTS_GIVEN = r"(?!\s*(?:[%(以及之至~-]|[,，]?\s*(?:的|时|则|者|可?得|给|计|按|视|为|每|不|扣|低|高|未|及|满分)))"
_TOLD = re.compile(r"\d%|\d[^\d]{0,20}[一-鿿/÷][^\d]{0,20}\d")
_NOT_TOLD = re.compile(r"[≥≤<>=]*\d[\d,.]*(?:[%分]|\(\d[\d.]*分?\))?|.*20\d\d[年./-].*")


def own_rate(indicator: Indicator, rule: ScoringRule) -> Rate | None:
    """The value of the indicator's own row that its rule can be applied to; None where the row tells none in the rule's
    measure."""
    if rule.kind not in (*FIGURED, "proportional") or not indicator.actual:
        return None
    if rule.kind == "proportional" and (indicator.target or not RATE_NAME.search(fold(indicator.name))):
        return None  # the share of the target reached, not the rate itself
    value = number(indicator.actual, indicator.unit) or _stated_in(indicator, rule)
    if value is None or value.op or (rule.formula is not None and value.unit != "%"):
        return None
    limits = [limit for limit in (rule.bound, rule.zero) if limit is not None]
    units = ({limit.unit for limit in limits} | {band.unit for band in rule.bands}) - {""}
    units = units or ({"%"} if rule.kind == "proportional" else set())
    inputs = cell_quote(indicator.actual, indicator.actual_place, "rate")
    if units == {"%"} and value.unit != "%":
        return _of_target(indicator, rule, value, inputs)
    if units != {value.unit} or not value.own:
        return None
    rate = Rate(value.interval, point(value.value), inputs, unit=value.unit, own_row=True)
    share = _of_target(indicator, rule, value, inputs) if _SHARE_OF_TARGET.search(fold(rule.text)) else None
    if share is None:
        return rate
    # 达到目标值80%: 80% of the target, or a target of 80%
    both = rate.interval.hull(share.interval), rate.nominal.hull(share.nominal)
    return msgspec.structs.replace(rate, interval=both[0], nominal=both[1], of_target=True)


def sided(rule: ScoringRule, indicator: Indicator) -> ScoringRule:
    """The rule with what the indicator adds: the side of a figure without sign (到位率100%得5分，否则不得分) where it is a rate
    that can't be too high, and its target where the rule takes points off for every step away from that."""
    target = number(indicator.target, indicator.unit)
    if rule.kind == "deduction" and rule.step is not None and rule.step.unit in RATES and target is not None:
        op = {"below": "≥", "above": "≤", "both": "="}.get(rule.step.side, "")
        of_target = "目标" in rule.text or "指标值" in rule.text
        if op and of_target and target.unit == "%" and target.op in ("", op) and not rule.gains:
            return msgspec.structs.replace(rule, kind="threshold", bound=Bound(op, target.value, "%"), shortfall="step")
    if rule.bound is None or not rule.bound.bare or not is_rate_of_success(indicator):
        return rule
    return msgspec.structs.replace(rule, bound=Bound("≥", rule.bound.value, rule.bound.unit))


def _of_target(indicator: Indicator, rule: ScoringRule, value: Value, inputs: tuple[Quoted, ...]) -> Rate | None:
    """The share of the target reached, where the rule gives points by it (完成80%以上得满分, 每超过目标值1%扣0.5分) and the
    target is a number of the actual value's own unit, on the rule's side."""
    target = number(indicator.target, indicator.unit)
    if target is None or target.value <= 0 or (target.unit, target.own) != (value.unit, value.own):
        return None
    kept_to = rule.bound is not None and rule.bound.op in ("≤", "<")
    sides = ("", "≤", "<") if kept_to else ("", "≥", "=")
    doubtful = not kept_to and not target.op and less_is_better(indicator)
    if target.op not in sides or doubtful or not _OF_TARGET.search(fold(rule.text)):
        return None
    share = (value.interval / point(target.value)).scaled(100)
    inputs = (*inputs, *cell_quote(indicator.target, indicator.target_place, "whole"))
    return Rate(share, point(value.value / target.value * 100), inputs, of_target=True)


def _stated_in(indicator: Indicator, rule: ScoringRule) -> Value | None:
    """The rate that the row's account of what was done gives under the indicator's name (…控制率88.66%，…), or, where it
    says nothing else, under a name that the rule uses (执行率93.60%, 达到95%)."""
    name, words = (re.sub(r"[“”\"]", "", fold(text)).strip() for text in (indicator.name, indicator.actual))
    found = set(re.findall(rf"{re.escape(name)}(?:为|是|达到?|[:=])?(\d+(?:\.\d+)?%)", words)) if name else set()
    alone = _ALONE.fullmatch(words)
    if not found and alone is not None and RATE_NAME.search(name):
        known = not alone["name"] or name.endswith(alone["name"]) or alone["name"] in fold(rule.text)
        found = {alone["value"]} if known else set()
    return number(found.pop()) if len(found) == 1 else None


def own_row_tells(indicator: Indicator, rule: ScoringRule, context: Context) -> bool:
    """Whether a cell of the indicator's row tells figures in words: a remark, a reason, or the rule itself where it ends
    on what was reached (…每超1个百分点扣1分。本年控制率86.5%)."""
    asks = {fold(text) for text in (indicator.name, indicator.definition, indicator.target, indicator.source)}
    names = [fold(name) for name in (indicator.name, rule.formula.name if rule.formula else "")]
    tails = "|".join({re.escape(name[-3:]) for name in names if len(name) >= 3 and name[-1] in "率度"})
    reached = re.compile(rf"(?:{tails})(?:为|是|达到?|[:=])?\d+(?:\.\d+)?%{_POINTS_GIVEN}") if tails else None
    for text in context.ledger.row(indicator.place):
        if text in fold(indicator.rule) or text in asks:
            if reached is not None and reached.search(text):
                return True
        elif not _NOT_TOLD.fullmatch(text) and _TOLD.search(text) and not _names(text, indicator):
            return True
    return False


def _names(text: str, indicator: Indicator) -> bool:
    """Whether a cell holds the name of the indicator or of a group above it, behind a code or none."""
    return any(re.sub(r"^[A-Z]?[\d.、]*", "", text).startswith(fold(name)) for name in indicator.path)
