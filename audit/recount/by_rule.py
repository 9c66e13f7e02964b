"""The recount of an indicator by its own scoring rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from audit.finding import Quoted
from audit.interval import point
from audit.recount.applying import Points, apply, reaches, rounded
from audit.recount.operands import Rate
from audit.recount.outcome import ZERO, Context, Outcome, cell_quote, judge, score_quotes, span_of
from audit.recount.targets import Value, less_is_better, number
from extract.decimals import plain
from extract.glossary import fold
from extract.rubric import Bound, Formula, Gain, ScoringRule
from extract.rubric.formula import find_formulas
from extract.scorecard import Indicator

_SUBJECT = re.compile(r"([一-鿿]{2,10}(?:率|度))(?:达到|达|≥|>=|≤|<=|为|在|不低于|不超过|\d)")
_DEFECT = re.compile(
    r"每(?:有|出现)?[一1](?:项|件|个)[^，,。；;]{0,8}?(?P<what>未按时完成|未按期完成|未及时完成|未完成|不达标|逾期|延期)"
)
_RATE_NAME = re.compile(r"率$|满意度$|率（|满意度")
_POINTS_GIVEN = r"(?!\s*(?:[%(以及之至~-]|[,，]?\s*(?:的|时|则|者|可?得|给|计|按|视|为|每|不|扣|低|高|未|及|满分)))"
_TOLD = re.compile(r"\d%|\d[^\d]{0,20}[一-鿿/÷][^\d]{0,20}\d")
_NOT_TOLD = re.compile(r"[≥≤<>=]*\d[\d,.]*(?:[%分]|\(\d[\d.]*分?\))?|.*20\d\d[年./-].*")
_CONTESTED = "所用数据与报告其他数据不一致，更正后才能重算"
_FIGURED = ("threshold", "interpolation", "bands")


def by_rule(indicator: Indicator, rule: ScoringRule, context: Context) -> Outcome:
    """The rule as printed, applied to what the report says elsewhere."""
    assert indicator.weight is not None
    weight = indicator.weight.value
    if rule.top is not None and rule.top < weight and _is_short(rule, weight):
        why = f"细则各项最多合计{plain(rule.top)}分，少于分值{plain(weight)}分，属细则缺陷，不归责于单位"
        return Outcome(ZERO, rule.top, "broken_rule", why, gain_quotes(indicator, rule.gains))
    if rule.kind == "unparsed":
        return Outcome(ZERO, weight, "unparsed", "评分细则未能解析，需人工复核")
    return _by_count(indicator, rule, context) or _by_rate(indicator, rule, context)


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
    value = number(indicator.actual, indicator.unit) or _stated_in(indicator)
    if value is None or value.op or (rule.formula is not None and value.unit != "%"):
        return None
    limits = [limit for limit in (rule.bound, rule.zero) if limit is not None]
    units = ({limit.unit for limit in limits} | {band.unit for band in rule.bands}) - {""}
    units = units or ({"%"} if rule.kind == "proportional" else set())
    if units != {value.unit} or not value.own or apply(rule, indicator.weight.value, value.interval, None) is None:
        return None
    inputs = cell_quote(indicator.actual, indicator.actual_place, "rate")
    rate = Rate(value.interval, point(value.value), inputs, unit=value.unit, own_row=True)
    return _applied(indicator, rule, rate, context)


def _stated_in(indicator: Indicator) -> Value | None:
    """The rate that the row's account of what was done gives under the indicator's name (…控制率88.66%，…)."""
    name, words = (re.sub(r"[“”\"]", "", fold(text)) for text in (indicator.name, indicator.actual))
    found = set(re.findall(rf"{re.escape(name)}(?:为|是|达到?|[:=])?(\d+(?:\.\d+)?%)", words)) if name else set()
    return number(found.pop()) if len(found) == 1 else None


def _by_rate(indicator: Indicator, rule: ScoringRule, context: Context) -> Outcome:
    """The rule applied to the value that its formula gives, or to the rate that the report prints."""
    assert indicator.weight is not None and indicator.claimed is not None
    weight = indicator.weight.value
    rate = _rate(indicator, rule, context)
    if rate is None:
        return Outcome(ZERO, weight, "discretionary", _by_people(rule))
    if rate == ():
        return Outcome(ZERO, weight, "discretionary", "报告中有相近的数据，口径未能确认，须由人核对")
    if not isinstance(rate, Rate) and _own_row_tells(indicator, rule, context):
        return Outcome(ZERO, weight, "discretionary", "本行文字中有相关数据，须由人核对")
    if not isinstance(rate, Rate):
        why = "细则需要的数据在报告中未见：" + "、".join(rate)
        return Outcome(ZERO, weight, "unsupported", why, score_quotes(indicator), rate)
    return _applied(indicator, rule, rate, context)


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
        return Outcome(ZERO, weight, "discretionary", _by_people(rule), rate.inputs)
    verdict = judge(claimed, points, _unit(rule, context))
    if verdict == "understated" and indicator.reason:
        verdict = "verified"
    if verdict == "overstated" and any(q.index in context.ledger.contested for q in rate.inputs):
        return Outcome(ZERO, weight, "discretionary", _CONTESTED, (*score_quotes(indicator), *rate.inputs))
    why = f"{_found(rate)}，依细则得{span_of(nominal)}"
    high = max(nominal.high, min(points.high, Fraction(claimed))) if verdict != "overstated" else nominal.high
    return Outcome(
        rounded(min(points.low, nominal.low)), rounded(high), verdict, why, (*score_quotes(indicator), *rate.inputs)
    )


def _short_of_full(rule: ScoringRule, rate: Rate) -> bool:
    """Whether the value misses the bound of full marks for certain where the rule does not say what is taken off."""
    whole = rule.kind == "threshold" and not rule.shortfall and rule.bound is not None
    return whole and rule.bound is not None and reaches(rule.bound, rate.interval) is False


def _unit(rule: ScoringRule, context: Context) -> Decimal:
    """The unit to which points may be rounded: points that the rule itself gives or takes are not rounded."""
    given = rule.kind == "bands" or (rule.step is not None and rule.step.points is not None)
    return Decimal("0.01") if given else context.unit


def _by_count(indicator: Indicator, rule: ScoringRule, context: Context) -> Outcome | None:
    """Points off for every piece of work that the report itself says was late or undone."""
    defect = _DEFECT.search(fold(rule.text))
    if rule.kind != "deduction" or defect is None or rule.step is None or rule.step.points is None:
        return None
    told = _told(indicator, defect["what"], context)
    if told is None or indicator.weight is None or indicator.claimed is None:
        return None
    missed, words, quotes = told
    full = Fraction(rule.top if rule.top is not None else indicator.weight.value)
    left = max(Fraction(0), full - missed / Fraction(rule.step.per) * Fraction(rule.step.points))
    points = Points(left, left)
    verdict = judge(indicator.claimed.value, points, _unit(rule, context))
    if verdict == "understated" and indicator.reason:
        verdict = "verified"
    inputs = (*score_quotes(indicator), *quotes)
    if verdict == "overstated" and any(q.index in context.ledger.contested for q in quotes):
        return Outcome(ZERO, indicator.weight.value, "discretionary", _CONTESTED, inputs)
    return Outcome(rounded(left), rounded(left), verdict, f"{words}，依细则得{span_of(points)}", inputs)


def _told(indicator: Indicator, defect: str, context: Context) -> tuple[Fraction, str, tuple[Quoted, ...]] | None:
    """How many pieces of work the report says were late or undone: in so many words, or as those set less those done."""
    found = context.ledger.occurrences(defect)
    if found is not None:
        return Fraction(found.figure.value), f"报告自述{found.figure.text}{defect}", (found.quoted("part"),)
    counted = context.ledger.counted((indicator.name,)) if defect == "未完成" else None
    if counted is None or counted.counts is None:
        return None
    done, planned = counted.counts
    words = f"报告所列任务{planned}项、完成{done}项"
    return max(Fraction(0), planned - done), words, counted.inputs


def _by_people(rule: ScoringRule) -> str:
    if rule.kind == "discretionary":
        return "细则为酌情给分，须由人判断"
    if rule.kind == "unspecified":
        return "细则只写要求、未写分值，须由人判断"
    return "细则为定性要点，须由人对照佐证材料判断"


def _rate(indicator: Indicator, rule: ScoringRule, context: Context) -> Rate | tuple[str, ...] | None:
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
            return stated if not isinstance(stated, Rate) else None
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
    return () if context.ledger.mentions(names) else (f"{indicator.name}的实际值",)


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
    percent = any(isinstance(limit, Bound) and limit.unit == "%" for limit in limits)
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
    words = "本行实际完成值为" if rate.own_row else "按报告数据计算为"
    low, high = rounded(rate.nominal.low), rounded(rate.nominal.high)
    span = f"{plain(low)}{rate.unit}"
    return words + (span if low == high else f"{span}～{plain(high)}{rate.unit}")
