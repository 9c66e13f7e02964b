"""The recount of an indicator by its own scoring rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from audit.finding import Quoted
from audit.interval import point
from audit.recount.applying import apply, reaches, rounded
from audit.recount.by_steps import CONTESTED
from audit.recount.operands import Lack, Rate
from audit.recount.outcome import ZERO, Context, Outcome, cell_quote, judge, score_quotes, span_of
from audit.recount.targets import Value, is_rate_of_success, less_is_better, number
from extract.decimals import plain
from extract.glossary import fold
from extract.rubric import RATES, Bound, Formula, Gain, ScoringRule
from extract.rubric.formula import find_formulas
from extract.scorecard import Indicator

_SUBJECT = re.compile(r"([一-鿿]{2,10}(?:率|度))(?:达到|达|≥|>=|≤|<=|为|在|不低于|不超过|\d)")
_RATE_NAME = re.compile(r"率$|满意度$|率（|满意度")
_ALONE = re.compile(
    r"(?:实际|全年|全年度?|本年度?|经测算|经计算)*(?P<name>[一-鿿]{1,6}(?:率|度))?(?:为|是|达到?|完成|[:=])*(?P<value>-?\d+(?:\.\d+)?%)[。；;]?"
)
_OF_TARGET = re.compile(
    r"完成|达到?(?:年初|年度|绩效)*(?:目标|指标|计划)|(?:目标|指标|计划)(?:值|数)?的|[≤≥过在](?:目标|指标|计划)(?:值|数)"
)
# 完成值/目标值: the result of the indicator's own row
_OWN_RESULT = re.compile(r"(?:年度|全年|实际)*(?:完成|实际|达到)(?:值|数|情况)")
_SHARE_OF_TARGET = re.compile(r"(?:目标|指标|计划|任务)(?:值|数|量)?的?\s*\d")
_POINTS_GIVEN = r"(?!\s*(?:[%(以及之至~-]|[,，]?\s*(?:的|时|则|者|可?得|给|计|按|视|为|每|不|扣|低|高|未|及|满分)))"
_TOLD = re.compile(r"\d%|\d[^\d]{0,20}[一-鿿/÷][^\d]{0,20}\d")
_NOT_TOLD = re.compile(r"[≥≤<>=]*\d[\d,.]*(?:[%分]|\(\d[\d.]*分?\))?|.*20\d\d[年./-].*")
_FIGURED = ("threshold", "interpolation", "bands")


def by_rule(indicator: Indicator, rule: ScoringRule, context: Context) -> Outcome:
    """The rule as printed, applied to what the report says elsewhere."""
    assert indicator.weight is not None
    weight = indicator.weight.value
    if rule.top is not None and rule.top < weight and not rule.unread and _is_short(rule, weight):
        why = f"细则各项最多合计{plain(rule.top)}分，少于分值{plain(weight)}分，属细则缺陷，不归责于单位"
        return Outcome(ZERO, rule.top, "broken_rule", why, gain_quotes(indicator, rule.gains))
    if rule.kind == "unparsed":
        return Outcome(ZERO, weight, "unparsed", "评分细则未能解析，需人工复核")
    return _by_rate(indicator, rule, context)


def _is_short(rule: ScoringRule, weight: Decimal) -> bool:
    """Whether a rule that can't give the full weight is plainly short of it: points of degrees that would make it up
    together may be requirements that the wording hides."""
    together = sum((gain.points for gain in rule.gains), ZERO)
    if rule.kind == "tiers":
        return together < weight
    return rule.kind in ("additive", "quarters") or (rule.kind == "bands" and together != weight)


def by_own_value(indicator: Indicator, rule: ScoringRule, context: Context) -> Outcome | None:
    """A rule with figures applied to the value printed in the indicator's own row (得满分≥95%, 实际完成值96%)."""
    assert indicator.weight is not None
    if rule.kind not in (*_FIGURED, "proportional") or not indicator.actual:
        return None
    if rule.kind == "proportional" and (indicator.target or not _RATE_NAME.search(fold(indicator.name))):
        return None  # the share of the target reached, not the rate itself
    value = number(indicator.actual, indicator.unit) or _stated_in(indicator, rule)
    if value is None or value.op or (rule.formula is not None and value.unit != "%"):
        return None
    limits = [limit for limit in (rule.bound, rule.zero) if limit is not None]
    units = ({limit.unit for limit in limits} | {band.unit for band in rule.bands}) - {""}
    units = units or ({"%"} if rule.kind == "proportional" else set())
    inputs = cell_quote(indicator.actual, indicator.actual_place, "rate")
    rate = Rate(value.interval, point(value.value), inputs, unit=value.unit, own_row=True)
    if units == {"%"} and value.unit != "%":
        of_target = _of_target(indicator, rule, value, inputs)
        return None if of_target is None else _applied(indicator, rule, of_target, context)
    if units != {value.unit} or not value.own:
        return None
    if _SHARE_OF_TARGET.search(fold(rule.text)) and (share := _of_target(indicator, rule, value, inputs)) is not None:
        # 达到目标值80%: 80% of the target, or a target of 80%
        rate = msgspec.structs.replace(
            rate, interval=rate.interval.hull(share.interval), nominal=rate.nominal.hull(share.nominal)
        )
    if indicator.target and apply(rule, indicator.weight.value, value.interval, None) is None:
        return None
    return _applied(indicator, rule, rate, context)


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
    if not found and alone is not None and _RATE_NAME.search(name):
        known = not alone["name"] or name.endswith(alone["name"]) or alone["name"] in fold(rule.text)
        found = {alone["value"]} if known else set()
    return number(found.pop()) if len(found) == 1 else None


def _by_rate(indicator: Indicator, rule: ScoringRule, context: Context) -> Outcome:
    """The rule applied to the value that its formula gives, or to the rate that the report prints."""
    assert indicator.weight is not None and indicator.claimed is not None
    weight = indicator.weight.value
    rate = _rate(indicator, rule, context)
    if rate is None:
        return Outcome(ZERO, weight, "discretionary", _by_people(rule))
    if isinstance(rate, Rate):
        return _applied(indicator, rule, rate, context)
    missing = tuple(text for text in rate.missing if not (indicator.actual and _OWN_RESULT.fullmatch(fold(text))))
    if not missing:
        return Outcome(ZERO, weight, "discretionary", rate.why)
    if _own_row_tells(indicator, rule, context):
        return Outcome(ZERO, weight, "discretionary", "本行文字中有相关数据，须由人核对")
    why = "细则需要的数据在报告中未见：" + "、".join(missing)
    return Outcome(ZERO, weight, "unsupported", why, score_quotes(indicator), missing)


def _own_row_tells(indicator: Indicator, rule: ScoringRule, context: Context) -> bool:
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


def _applied(indicator: Indicator, rule: ScoringRule, rate: Rate, context: Context) -> Outcome:
    """The rule applied to a value that has been found."""
    assert indicator.weight is not None and indicator.claimed is not None
    weight, claimed = indicator.weight.value, indicator.claimed.value
    if rule.kind == "proportional" and less_is_better(indicator) and (rule.formula is None or not rule.formula.minus):
        return Outcome(ZERO, weight, "discretionary", "该指标以低为好，细则“按比例得分”的口径须由人确认", rate.inputs)
    if _short_of_full(rule, rate) and claimed == weight:
        why = f"{_found(rate)}，未达到细则的满分线，细则未写明扣法，须由人核定"
        return Outcome(ZERO, weight, "contradicted", why, (*score_quotes(indicator), *rate.inputs))
    points = apply(rule, weight, rate.interval, rate.counts)
    nominal = apply(rule, weight, rate.nominal, rate.counts)
    if points is None or nominal is None:
        return Outcome(ZERO, weight, "discretionary", _no_points(rule, weight), rate.inputs)
    verdict = judge(claimed, points, _unit(rule, context))
    if verdict == "understated" and indicator.reason:
        verdict = "verified"
    if verdict == "overstated" and any(q.index in context.ledger.contested for q in rate.inputs):
        return Outcome(ZERO, weight, "discretionary", CONTESTED, (*score_quotes(indicator), *rate.inputs))
    why = f"{_found(rate)}，依细则得{span_of(nominal)}"
    high = max(nominal.high, min(points.high, Fraction(claimed))) if verdict != "overstated" else nominal.high
    return Outcome(
        rounded(min(points.low, nominal.low)), rounded(high), verdict, why, (*score_quotes(indicator), *rate.inputs)
    )


def _short_of_full(rule: ScoringRule, rate: Rate) -> bool:
    """Whether the value misses the bound of full marks for certain where the rule does not say what is taken off."""
    whole = rule.kind == "threshold" and not rule.shortfall and rule.bound is not None and not rule.bound.bare
    return whole and rule.bound is not None and reaches(rule.bound, rate.interval) is False


def _unit(rule: ScoringRule, context: Context) -> Decimal:
    """The unit to which points may be rounded: points that the rule itself gives or takes are not rounded."""
    given = rule.kind == "bands" or (rule.step is not None and rule.step.points is not None)
    return Decimal("0.01") if given else context.unit


_UNREAD = "细则中有程序未能读懂的给分或扣分办法，须由人按细则核算"
_BY_PEOPLE = {
    "discretionary": "细则为酌情给分，须由人判断",
    "unspecified": "细则只写要求、未写分值，须由人判断",
    "additive": "细则按要点分别给分，各要点是否做到，须由人对照佐证材料判断",
    "tiers": "细则按程度分档给分，属于哪一档，须由人对照佐证材料判断",
    "quarters": "细则按季度或时点分别给分，各时点的情况须由人对照佐证材料核对",
    "deduction": "细则按发生的次数（项数）扣分，报告没有写明次数，或所写与细则的口径对不上，须由人核对",
    "conditional": "细则规定符合条件才得分，是否符合，须由人对照佐证材料判断",
}
"""Why the program leaves an indicator to a person, by the kind of its rule."""


def _by_people(rule: ScoringRule) -> str:
    """Why a rule that asks for no figure, or for none that the report gives plainly, is left to a person."""
    if rule.unread:
        return _UNREAD
    return _BY_PEOPLE.get(rule.kind, "细则按数据给分，报告中没有可以直接套用的数据，须由人核对")


def _no_points(rule: ScoringRule, weight: Decimal) -> str:
    """Why a rule gives no points for a value that the report gives."""
    if rule.unread:
        return _UNREAD
    if rule.top is not None and rule.top < weight:
        return f"细则所列最高{plain(rule.top)}分，低于分值{plain(weight)}分，如何折算须由人判断"
    if rule.kind == "bands":
        return "数据不在细则所列的任何一档之内，须由人判断"
    if rule.kind == "threshold" and (rule.bound is None or rule.bound.bare):
        return "细则没有写明高于还是低于所列数值才得满分，须由人判断"
    if rule.kind == "threshold" and rule.shortfall == "step":
        return "细则按发生的次数（项数）扣分，报告只有比率，次数须由人核对"
    if rule.kind == "threshold":
        return "数据未达到细则的满分线，扣多少分细则没有写明或写有不止一种，须由人核定"
    return _by_people(rule)


def _rate(indicator: Indicator, rule: ScoringRule, context: Context) -> Rate | Lack | None:
    """The value that the rule is applied to; the operands that are missing; None where it needs no figure."""
    if rule.kind in ("additive", "tiers", "discretionary", "unspecified", "unparsed") and rule.formula is None:
        return None
    names = [indicator.name, re.sub(r"^.*?的", "", indicator.name), *_SUBJECT.findall(fold(rule.text))]
    if "满意" in indicator.name:
        names += ["满意度", "满意率"]
    formula = rule.formula or _defined(indicator, rule)
    if formula is not None:
        if rule.kind == "quarters":
            stated = context.ledger.rate(formula, names)
            return None if isinstance(stated, Rate) else stated
        return context.ledger.rate(formula, names)
    if not _needs_rate(indicator, rule):
        return None
    known = context.pack.indicator(fold(indicator.name))
    usual = find_formulas(fold(known.formula)) if known is not None else ()
    if usual and isinstance(computed := context.ledger.rate(usual[0], names), Rate):
        return computed
    stated_rate = context.ledger.stated(names)
    if stated_rate is not None:
        return stated_rate
    return Lack() if context.ledger.mentions(names) else Lack((f"{indicator.name}的实际值",))


def _defined(indicator: Indicator, rule: ScoringRule) -> Formula | None:
    """The formula that the column beside the rule gives (指标说明: 完成率=完成数/计划数×100%)."""
    if rule.kind not in (*_FIGURED, "proportional", "deduction"):
        return None
    found = find_formulas(fold(indicator.definition))
    named = [formula for formula in found if fold(formula.name).strip("“”") == fold(indicator.name).strip("“”")]
    return named[0] if len(named) == 1 else found[0] if len(found) == 1 else None


def _needs_rate(indicator: Indicator, rule: ScoringRule) -> bool:
    """Without a formula a rule needs a figure where its bound is a percentage or the indicator is a rate."""
    limits = [rule.bound, rule.zero] if rule.kind in ("threshold", "interpolation") else []
    percent = any(isinstance(limit, Bound) and limit.unit == "%" and not limit.bare for limit in limits)
    percent = percent or any(band.unit == "%" for band in rule.bands)
    return percent or (rule.kind == "proportional" and bool(_RATE_NAME.search(fold(indicator.name))))


def gain_quotes(indicator: Indicator, gains: Sequence[Gain]) -> tuple[Quoted, ...]:
    """Points printed in the indicator's rule, each with its place."""
    if indicator.rule_place is None:
        return ()
    first = indicator.rule_place
    return tuple(
        Quoted(
            gain.text,
            gain.points,
            "分",
            "part",
            msgspec.structs.replace(first, start=first.start + gain.start, end=first.start + gain.end),
        )
        for gain in gains
    )


def _found(rate: Rate) -> str:
    """The value to which the rule is applied, with where it is from."""
    words = "本行实际完成值为" if rate.own_row else "本行实际完成值为目标值的" if rate.of_target else "按报告数据计算为"
    low, high = rounded(rate.nominal.low), rounded(rate.nominal.high)
    span = f"{plain(low)}{rate.unit}"
    return words + (span if low == high else f"{span}～{plain(high)}{rate.unit}")
