"""The recount of one indicator: what its rule, its target and the report's own admissions allow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from audit.admissions import Admission, against
from audit.finding import Quoted, ScoreLine, Verdict
from audit.interval import point
from audit.packs import Pack
from audit.recount.applying import Points, apply, reaches, rounded, roundings
from audit.recount.operands import Ledger, Rate
from audit.recount.targets import compare, degree, grade, late, less_is_better, number
from extract.decimals import plain
from extract.document import Place
from extract.fraction import Fraction
from extract.glossary import fold
from extract.rubric import Bound, Gain, ScoringRule, compile_rule
from extract.rubric.formula import find_formulas
from extract.rubric.words import describe
from extract.scorecard import Indicator, Score

_SUBJECT = re.compile(r"([一-鿿]{2,10}(?:率|度))(?:达到|达|≥|>=|≤|<=|为|在|不低于|不超过|\d)")
_DEFECT = re.compile(
    r"每(?:有|出现)?[一1](?:项|件|个)[^，,。；;]{0,8}?(?P<what>未按时完成|未按期完成|未及时完成|未完成|不达标|逾期|延期)"
)
_RATE_NAME = re.compile(r"率$|满意度$|率（|满意度")
ZERO, ONE = Decimal(0), Decimal(1)


class Context(msgspec.Struct, frozen=True):
    """What every indicator of a card is recounted with. `unit` is the card's own unit of points (1, 0.5, 0.1
    or 0.01), by which scores may be rounded."""

    item: str
    ledger: Ledger
    admissions: tuple[Admission, ...]
    pack: Pack
    unit: Decimal


class Outcome(msgspec.Struct, frozen=True):
    """Lowest and highest points, the verdict and its reason."""

    low: Decimal
    high: Decimal
    verdict: Verdict
    why: str
    inputs: tuple[Quoted, ...] = ()
    missing: tuple[str, ...] = ()


def score_unit(claimed: Sequence[Score | None]) -> Decimal:
    """The unit of points in which a card scores: the coarsest of 1, 0.5, 0.1, 0.01 that fits all its scores."""
    values = [score.value for score in claimed if score is not None]
    for unit in (ONE, Decimal("0.5"), Decimal("0.1")):
        if all(value % unit == 0 for value in values):
            return unit
    return Decimal("0.01")


def line_of(indicator: Indicator, context: Context) -> ScoreLine:
    """Recount one indicator of the lowest level."""
    weight = indicator.weight.value if indicator.weight else None
    claimed = indicator.claimed.value if indicator.claimed else None
    rule = compile_rule(indicator.rule, weight) if indicator.rule else None
    outcome = _outcome(indicator, rule, context)
    return ScoreLine(
        item=context.item,
        code=indicator.code,
        name=indicator.name,
        path=indicator.path,
        weight=weight,
        claimed=claimed,
        lowest=outcome.low if weight is not None else None,
        highest=outcome.high if weight is not None else None,
        verdict=outcome.verdict,
        rule=describe(rule) if rule is not None else "",
        inputs=outcome.inputs,
        missing=outcome.missing,
        why=outcome.why,
        place=indicator.place,
    )


def _outcome(indicator: Indicator, rule: ScoringRule | None, context: Context) -> Outcome:
    if indicator.weight is None:
        return Outcome(ZERO, ZERO, "unparsed", "指标未写分值，无法重算")
    weight = indicator.weight.value
    if indicator.claimed is None:
        return Outcome(ZERO, weight, "unparsed", "未填得分")
    if indicator.claimed.value > weight:
        why = f"得分{indicator.claimed.text}超过分值{indicator.weight.text}"
        return Outcome(ZERO, weight, "overstated", why, score_quotes(indicator))
    outcome = None if rule is None else _by_own_value(indicator, rule, context)
    if outcome is None and indicator.target and indicator.actual:
        outcome = _by_target(indicator, rule, context)
    if outcome is None and rule is not None:
        outcome = _by_rule(indicator, rule, context)
    if outcome is None:
        outcome = Outcome(ZERO, weight, "discretionary", "由人对照佐证材料判断，程序不重算")
    return _contradicted(indicator, outcome, context)


def score_quotes(indicator: Indicator) -> tuple[Quoted, ...]:
    """The indicator's own printed numbers: claimed score, weight."""
    pairs = (("claimed", indicator.claimed), ("weight", indicator.weight))
    return tuple(Quoted.of_score(score, role) for role, score in pairs if score is not None)


def cell_quote(text: str, place: Place | None, role: str) -> tuple[Quoted, ...]:
    """A cell's text as an input; nothing where it has no place."""
    return () if place is None or not text else (Quoted(text, None, "", role, place),)


def judge(claimed: Decimal, points: Points, unit: Decimal) -> Verdict:
    """A claimed score against an interval of points: overstated only if no rounding to the card's unit saves it."""
    if claimed > max(rounded(points.high), roundings(points.high, unit)):
        return "overstated"
    if points.sure and claimed < min(rounded(points.low), Decimal(int(Fraction(points.low) / Fraction(unit))) * unit):
        return "understated"
    return "verified"


_FIGURED = ("threshold", "interpolation", "bands")
_TO_TARGET = ("conditional", "proportional", "unspecified", "deduction", "threshold")


def _by_own_value(indicator: Indicator, rule: ScoringRule, context: Context) -> Outcome | None:
    """A rule with figures applied to the value printed in the indicator's own row (得满分≥95%, 实际完成值96%)."""
    assert indicator.weight is not None
    value = number(indicator.actual, indicator.unit) if indicator.actual else None
    if value is None or value.op or rule.kind not in _FIGURED or rule.formula is not None:
        return None
    limits = [limit for limit in (rule.bound, rule.zero) if limit is not None]
    units = ({limit.unit for limit in limits} | {band.unit for band in rule.bands}) - {""}
    if units != {value.unit} or not value.own or apply(rule, indicator.weight.value, value.interval, None) is None:
        return None
    inputs = cell_quote(indicator.actual, indicator.actual_place, "rate")
    return _applied(
        indicator, rule, Rate(value.interval, point(value.value), inputs, unit=value.unit, own_row=True), context
    )


def _by_target(indicator: Indicator, rule: ScoringRule | None, context: Context) -> Outcome | None:
    assert indicator.weight is not None and indicator.claimed is not None
    if rule is not None and rule.kind not in _TO_TARGET:
        return _by_date(indicator)  # points by degrees of its own, not by the share of the target reached
    weight, claimed = indicator.weight.value, indicator.claimed.value
    inputs = (
        *score_quotes(indicator),
        *cell_quote(indicator.actual, indicator.actual_place, "actual"),
        *cell_quote(indicator.target, indicator.target_place, "target"),
    )
    met = compare(indicator)
    if met is not None and met.reached:
        verdict: Verdict = "verified" if claimed == weight or indicator.reason else "understated"
        why = f"{met.arithmetic}，已达到目标" + ("" if claimed == weight else f"，自评{indicator.claimed.text}")
        return Outcome(weight if claimed == weight else ZERO, weight, verdict, why, inputs)
    if met is not None:
        full = Fraction(weight)
        points = Points(ZERO_F, full * met.high, sure=False)
        verdict = judge(claimed, points, context.unit)
        most = rounded(full * met.nominal)
        why = f"{met.arithmetic}，未达到目标，按完成比例最高{plain(most)}分"
        return Outcome(ZERO, most if verdict == "overstated" else max(most, claimed), verdict, why, inputs)
    words = degree(indicator.actual)
    if words in ("partly", "undone"):
        return _by_degree(indicator, words, inputs, context)
    if grade(indicator.target, indicator.actual) is False:
        why = f"目标“{indicator.target}”，实际“{indicator.actual}”，低于目标档次"
        return Outcome(ZERO, weight, "contradicted" if claimed == weight else "discretionary", why, inputs)
    return _by_date(indicator)


def _by_date(indicator: Indicator) -> Outcome | None:
    """Work finished after the date aimed at."""
    assert indicator.weight is not None and indicator.claimed is not None
    if not late(indicator.target, indicator.actual):
        return None
    why = f"目标“{indicator.target}”，实际“{indicator.actual}”，晚于目标时间"
    full = indicator.claimed.value == indicator.weight.value
    inputs = (
        *score_quotes(indicator),
        *cell_quote(indicator.actual, indicator.actual_place, "actual"),
        *cell_quote(indicator.target, indicator.target_place, "target"),
    )
    return Outcome(ZERO, indicator.weight.value, "contradicted" if full else "discretionary", why, inputs)


ZERO_F = Fraction(0)


def _by_degree(indicator: Indicator, words: str, inputs: tuple[Quoted, ...], context: Context) -> Outcome | None:
    band = context.pack.degree(words)
    if band is None or indicator.weight is None or indicator.claimed is None:
        return None
    points = Points(
        Fraction(indicator.weight.value) * Fraction(band.low), Fraction(indicator.weight.value) * Fraction(band.high)
    )
    verdict = judge(indicator.claimed.value, points, context.unit)
    verdict = "overstated" if verdict == "overstated" else "verified"
    share = f"{plain(band.high * 100)}%—{plain(band.low * 100)}%"
    why = f"实际完成“{indicator.actual}”，按{context.pack.title}得分值的{share}，最高{plain(rounded(points.high))}分"
    return Outcome(rounded(points.low), rounded(points.high), verdict, why, inputs)


def _by_rule(indicator: Indicator, rule: ScoringRule, context: Context) -> Outcome:
    assert indicator.weight is not None
    weight = indicator.weight.value
    if rule.top is not None and rule.top < weight and rule.kind in ("additive", "tiers", "bands", "quarters"):
        why = f"细则各项最多合计{plain(rule.top)}分，少于分值{plain(weight)}分，属细则缺陷，不归责于单位"
        return Outcome(ZERO, rule.top, "broken_rule", why, gain_quotes(indicator, rule.gains))
    if rule.kind == "unparsed":
        return Outcome(ZERO, weight, "unparsed", "评分细则未能解析，需人工复核")
    return _by_count(indicator, rule, context) or _by_rate(indicator, rule, context)


def _by_rate(indicator: Indicator, rule: ScoringRule, context: Context) -> Outcome:
    """The rule applied to the value that its formula gives, or to the rate that the report prints."""
    assert indicator.weight is not None and indicator.claimed is not None
    weight = indicator.weight.value
    rate = _rate(indicator, rule, context)
    if rate is None:
        return Outcome(ZERO, weight, "discretionary", _by_people(rule))
    if rate == ():
        return Outcome(ZERO, weight, "discretionary", "报告中有相近的数据，口径未能确认，须由人核对")
    if not isinstance(rate, Rate):
        why = "细则需要的数据在报告中未见：" + "、".join(rate)
        return Outcome(ZERO, weight, "unsupported", why, score_quotes(indicator), rate)
    return _applied(indicator, rule, rate, context)


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
        why = "所用数据与报告其他数据不一致，更正后才能重算"
        return Outcome(ZERO, weight, "discretionary", why, (*score_quotes(indicator), *rate.inputs))
    why = f"{_found(rate)}，依细则得{_span(nominal)}"
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
    found = context.ledger.occurrences(defect["what"])
    if found is None or indicator.weight is None or indicator.claimed is None:
        return None
    full = Fraction(rule.top if rule.top is not None else indicator.weight.value)
    left = max(Fraction(0), full - Fraction(found.figure.value) / Fraction(rule.step.per) * Fraction(rule.step.points))
    points = Points(left, left)
    verdict = judge(indicator.claimed.value, points, _unit(rule, context))
    if verdict == "understated" and indicator.reason:
        verdict = "verified"
    why = f"报告自述{found.figure.text}{defect['what']}，依细则得{_span(points)}"
    inputs = (*score_quotes(indicator), found.quoted("part"))
    return Outcome(rounded(left), rounded(left), verdict, why, inputs)


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
    if rule.formula is not None:
        if rule.kind == "quarters":
            stated = context.ledger.rate(rule.formula, names)
            return stated if not isinstance(stated, Rate) else None
        return context.ledger.rate(rule.formula, names)
    if not _needs_rate(indicator, rule):
        return None
    usual = find_formulas(fold(context.pack.formula(fold(indicator.name))))
    if usual and isinstance(computed := context.ledger.rate(usual[0], names), Rate):
        return computed
    stated_rate = context.ledger.stated(names)
    if stated_rate is not None:
        return stated_rate
    return () if context.ledger.mentions(names) else (f"{indicator.name}的实际值",)


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


def _contradicted(indicator: Indicator, outcome: Outcome, context: Context) -> Outcome:
    """Full marks against the report's own admission: the points stay open, the verdict does not."""
    full = (
        indicator.claimed is not None
        and indicator.weight is not None
        and indicator.claimed.value == indicator.weight.value
    )
    if not full or outcome.verdict in ("overstated", "broken_rule"):
        return outcome
    found = against(indicator, context.admissions)
    if not found:
        return outcome
    admission, _ = found[0]
    why = f"得满分，但报告自述“{admission.clause.strip('。；')}”"
    quoted = Quoted(admission.text[:120], None, "", "admission", admission.place)
    return msgspec.structs.replace(
        outcome,
        verdict="contradicted",
        why=f"{why}；{outcome.why}",
        inputs=(*(outcome.inputs or score_quotes(indicator)), quoted),
    )


def _found(rate: Rate) -> str:
    """The value to which the rule is applied, with where it is from."""
    words = "本行实际完成值为" if rate.own_row else "按报告数据计算为"
    low, high = rounded(rate.nominal.low), rounded(rate.nominal.high)
    span = f"{plain(low)}{rate.unit}"
    return words + (span if low == high else f"{span}～{plain(high)}{rate.unit}")


def _span(points: Points) -> str:
    low, high = rounded(points.low), rounded(points.high)
    if not points.sure:
        return f"不超过{plain(high)}分"
    return f"{plain(low)}分" if low == high else f"{plain(low)}—{plain(high)}分"
