"""The recount of an indicator by the target and the actual value that stand in its own row."""

from __future__ import annotations

from audit.finding import Quoted, Verdict
from audit.recount.applying import Points, rounded
from audit.recount.outcome import ZERO, Context, Outcome, cell_quote, judge, score_quotes
from audit.recount.targets import compare, degree, grade, late
from extract.decimals import plain
from extract.fraction import Fraction
from extract.rubric import ScoringRule
from extract.scorecard import Indicator

_TO_TARGET = ("conditional", "proportional", "unspecified", "deduction", "threshold")


def by_target(indicator: Indicator, rule: ScoringRule | None, context: Context) -> Outcome | None:
    """The share of the target that was reached, its degree or its date; None where the row does not tell. A rule that
    gives points by degrees of its own goes before the share."""
    assert indicator.weight is not None and indicator.claimed is not None
    if rule is not None and rule.kind not in _TO_TARGET and not _by_three_degrees(indicator, rule):
        return _by_date(indicator, context)  # points by degrees of its own, not by the share of the target reached
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
    if met is not None and rule is not None and (rule.unread or (rule.step is not None and claimed < weight)):
        why = f"{met.arithmetic}，未达到目标，细则另有扣分办法，扣多少须由人核定"
        return Outcome(ZERO, weight, "contradicted" if claimed == weight else "discretionary", why, inputs)
    if met is not None and rule is not None and rule.kind == "conditional" and rule.shortfall == "zero":
        verdict = judge(claimed, Points(Fraction(0), Fraction(0)), context.unit)
        return Outcome(ZERO, ZERO, verdict, f"{met.arithmetic}，未达到目标，依细则不得分", inputs)
    if met is not None:
        full = Fraction(weight)
        points = Points(Fraction(0), full * met.high, sure=False)
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
    return _by_date(indicator, context)


def _by_three_degrees(indicator: Indicator, rule: ScoringRule) -> bool:
    """Whether the rule leaves the points to the three degrees of 10号 and the actual value names one below the first."""
    return rule.kind == "discretionary" and "三档" in rule.text and degree(indicator.actual) in ("partly", "undone")


def _by_date(indicator: Indicator, context: Context) -> Outcome | None:
    """Work finished after the date aimed at."""
    assert indicator.weight is not None and indicator.claimed is not None
    if not late(indicator.target, indicator.actual, context.year):
        return None
    why = f"目标“{indicator.target}”，实际“{indicator.actual}”，晚于目标时间"
    full = indicator.claimed.value == indicator.weight.value
    inputs = (
        *score_quotes(indicator),
        *cell_quote(indicator.actual, indicator.actual_place, "actual"),
        *cell_quote(indicator.target, indicator.target_place, "target"),
    )
    return Outcome(ZERO, indicator.weight.value, "contradicted" if full else "discretionary", why, inputs)


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
    why = (
        f"实际完成“{indicator.actual}”，按“{context.pack.title}”应得分值的{share}，最高{plain(rounded(points.high))}分"
    )
    return Outcome(rounded(points.low), rounded(points.high), verdict, why, inputs)
