"""The recount of an indicator by its own scoring rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from audit.finding import Quoted
from audit.recount.applying import apply, reaches, rounded
from audit.recount.by_steps import CONTESTED
from audit.recount.operands import Lack, Rate
from audit.recount.outcome import ZERO, Context, Outcome, judge, score_quotes, span_of
from audit.recount.own_row import FIGURED, RATE_NAME, own_rate, own_row_tells
from audit.recount.targets import less_is_better
from extract.decimals import plain
from extract.fraction import Fraction
from extract.glossary import fold
from extract.rubric import Bound, Formula, Gain, ScoringRule
from extract.rubric.formula import find_formulas
from extract.scorecard import Indicator

_SUBJECT = re.compile(r"([一-鿿]{2,10}(?:率|度))(?:达到|达|≥|>=|≤|<=|为|在|不低于|不超过|\d)")
# 完成值/目标值: the result of the indicator's own row
_OWN_RESULT = re.compile(r"(?:年度|全年|实际)*(?:完成|实际|达到)(?:值|数|情况)")


def by_rule(indicator: Indicator, rule: ScoringRule, context: Context) -> Outcome:
    """The rule as printed, applied to what the report says elsewhere."""
    assert indicator.weight is not None
    weight = indicator.weight.value
    if rule.top is not None and rule.top < weight and not rule.unread and _is_short(rule, weight):
        why = f"细则各项最多合计{plain(rule.top)}分，少于分值{plain(weight)}分，属细则缺陷，不归责于单位"
        return Outcome(ZERO, rule.top, "broken_rule", why, gain_quotes(indicator, rule.gains))
    if rule.kind == "unparsed":
        return Outcome(ZERO, weight, "unparsed", "评分细则未能解析，需人工复核")
    own = own_rate(indicator, rule)
    return _by_rate(indicator, rule, context) if own is None else _applied(indicator, rule, own, context)


def _is_short(rule: ScoringRule, weight: Decimal) -> bool:
    """Whether a rule that can't give the full weight is plainly short of it: points of degrees that would make it up
    together may be requirements that the wording hides."""
    together = sum((gain.points for gain in rule.gains), ZERO)
    if rule.kind == "tiers":
        return together < weight
    return rule.kind in ("additive", "quarters") or (rule.kind == "bands" and together != weight)


def by_own_value(indicator: Indicator, rule: ScoringRule, context: Context) -> Outcome | None:
    """A rule with figures applied to the value printed in the indicator's own row (得满分≥95%, 实际完成值96%); None where
    there is none, or the rule gives it no points and the row's target may."""
    assert indicator.weight is not None
    rate = own_rate(indicator, rule)
    if rate is None or (indicator.target and apply(rule, indicator.weight.value, rate.interval, None) is None):
        return None
    return _applied(indicator, rule, rate, context)


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
    if own_row_tells(indicator, rule, context):
        return Outcome(ZERO, weight, "discretionary", "本行文字中有相关数据，须由人核对")
    why = "细则需要的数据在报告中未见：" + "、".join(missing)
    return Outcome(ZERO, weight, "unsupported", why, score_quotes(indicator), missing)


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
    if rule.kind not in (*FIGURED, "proportional", "deduction"):
        return None
    found = find_formulas(fold(indicator.definition))
    named = [formula for formula in found if fold(formula.name).strip("“”") == fold(indicator.name).strip("“”")]
    return named[0] if len(named) == 1 else found[0] if len(found) == 1 else None


def _needs_rate(indicator: Indicator, rule: ScoringRule) -> bool:
    """Without a formula a rule needs a figure where its bound is a percentage or the indicator is a rate."""
    limits = [rule.bound, rule.zero] if rule.kind in ("threshold", "interpolation") else []
    percent = any(isinstance(limit, Bound) and limit.unit == "%" and not limit.bare for limit in limits)
    percent = percent or any(band.unit == "%" for band in rule.bands)
    return percent or (rule.kind == "proportional" and bool(RATE_NAME.search(fold(indicator.name))))


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
    words = "按报告数据计算为"
    if rate.of_target:
        words = "本行实际完成值及其占目标值的比例为" if rate.own_row else "本行实际完成值为目标值的"
    elif rate.own_row:
        words = "本行实际完成值为"
    low, high = rounded(rate.nominal.low), rounded(rate.nominal.high)
    span = f"{plain(low)}{rate.unit}"
    return words + (span if low == high else f"{span}～{plain(high)}{rate.unit}")
