"""The recount of one indicator: what its rule, its target and the report's own admissions allow."""

from __future__ import annotations

import msgspec

from audit.admissions import against
from audit.finding import Quoted, ScoreLine
from audit.recount.by_rule import by_own_value, by_rule
from audit.recount.by_steps import by_steps
from audit.recount.by_target import by_target
from audit.recount.outcome import ZERO, Context, Outcome, score_quotes
from audit.recount.own_row import sided
from extract.rubric import ScoringRule, compile_rule
from extract.rubric.words import describe
from extract.scorecard import Indicator


def line_of(indicator: Indicator, context: Context) -> ScoreLine:
    """Recount one indicator of the lowest level."""
    weight = indicator.weight.value if indicator.weight else None
    claimed = indicator.claimed.value if indicator.claimed else None
    text = indicator.rule or _prescribed(indicator, context)
    rule = sided(compile_rule(text, weight), indicator) if text else None
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
        nature=indicator.nature,
        target=indicator.target,
        measure=indicator.unit,
        actual=indicator.actual,
    )


def _prescribed(indicator: Indicator, context: Context) -> str:
    """The rule that the pack prescribes for an indicator of this name and weight, where the card prints none."""
    known = context.pack.indicator(indicator.name)
    weight = indicator.weight.value if indicator.weight else None
    return "" if known is None or known.weight not in (None, weight) else known.rule


def _outcome(indicator: Indicator, rule: ScoringRule | None, context: Context) -> Outcome:
    if indicator.weight is None:
        return Outcome(ZERO, ZERO, "unparsed", "指标未写分值，无法重算")
    weight = indicator.weight.value
    if indicator.claimed is None:
        return Outcome(ZERO, weight, "unparsed", "未填得分")
    if indicator.claimed.value > weight and "加分" not in indicator.name:
        why = f"得分{indicator.claimed.text}超过分值{indicator.weight.text}"
        return Outcome(ZERO, weight, "overstated", why, score_quotes(indicator))
    outcome = None if rule is None else by_own_value(indicator, rule, context)
    if outcome is None and rule is not None:
        outcome = by_steps(indicator, rule, context)
    if outcome is None and indicator.target and indicator.actual:
        outcome = by_target(indicator, rule, context)
    if outcome is None and rule is not None:
        outcome = by_rule(indicator, rule, context)
    if outcome is None:
        outcome = Outcome(ZERO, weight, "discretionary", "由人对照佐证材料判断，程序不重算")
    return _contradicted(indicator, _but_for_exceptions(outcome, rule), context)


def _but_for_exceptions(outcome: Outcome, rule: ScoringRule | None) -> Outcome:
    """The outcome, left to a person where the rule takes nothing off in cases that no figure tells."""
    if rule is None or not rule.exempt or outcome.verdict != "overstated":
        return outcome
    why = f"{outcome.why}；但细则写有例外（“{rule.exempt.strip('，；。')}”），是否属于例外须由人核实"
    return msgspec.structs.replace(outcome, verdict="discretionary", why=why)


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
