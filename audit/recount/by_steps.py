"""The recount of an indicator whose rule takes points off for every piece: 每发生1起扣2分, 每少1场扣0.5分."""

from __future__ import annotations

import re

import msgspec

from audit.finding import Quoted
from audit.recount.applying import Points, rounded, stepped
from audit.recount.outcome import ZERO, Context, Outcome, cell_quote, judge_exactly, score_quotes, span_of
from audit.recount.targets import number
from extract.fraction import Fraction
from extract.glossary import fold
from extract.rubric import RATES, ScoringRule
from extract.scorecard import Indicator

CONTESTED = "所用数据与报告其他数据不一致，更正后才能重算"
_DEFECT = re.compile(
    r"每(?:有|出现)?[一1](?:项|件|个)[^，,。；;]{0,8}?(?P<what>未按时完成|未按期完成|未及时完成|未完成|不达标|逾期|延期)"
)
_SHORT = re.compile(r"每(?:再)?(?:少|缺|差|减少|少完成|少开展|少于|低于)")
_NOTHING = re.compile(r"不得分|不计分|(?<![\d.])0分")
_PIECES = re.compile(
    r"(?:有|共|共有|发生|出现|发现|存在)?(?P<count>\d+)(?P<unit>[一-鿿]{1,2}?)(?P<what>[一-鿿]{2,12})[。；]?"
)


class Missed(msgspec.Struct, frozen=True):
    """How many pieces were missed or went wrong, in which words the report says so, and the cells or figures."""

    pieces: Fraction
    words: str
    quotes: tuple[Quoted, ...]


def by_steps(indicator: Indicator, rule: ScoringRule, context: Context) -> Outcome | None:
    """Points off for every piece that the indicator's row, or the report, tells was missed; None where neither does."""
    if rule.kind not in ("deduction", "threshold") or rule.step is None or rule.step.unit in RATES:
        return None
    missed = _in_row(indicator, rule) or _in_text(indicator, rule, context)
    if missed is None or indicator.weight is None or indicator.claimed is None:
        return None
    full = Fraction(rule.top if rule.top is not None else indicator.weight.value)
    points = stepped(rule, rule.step, full, missed.pieces)
    if _NOTHING.search(fold(rule.text)):  # 发生3次及以上不得分: what else takes all is not told by the number alone
        points = Points(Fraction(0), points.high, sure=False)
    verdict = judge_exactly(indicator.claimed.value, points)
    if verdict == "understated" and indicator.reason:
        verdict = "verified"
    inputs = (*score_quotes(indicator), *missed.quotes)
    if verdict == "overstated" and any(quote.index in context.ledger.contested for quote in missed.quotes):
        return Outcome(ZERO, indicator.weight.value, "discretionary", CONTESTED, inputs)
    return Outcome(
        rounded(points.low), rounded(points.high), verdict, f"{missed.words}，依细则得{span_of(points)}", inputs
    )


def _in_row(indicator: Indicator, rule: ScoringRule) -> Missed | None:
    """The pieces that the row's own actual value counts: 1起 where none was aimed at, 10场 of 12, 1笔未及时拨付."""
    assert rule.step is not None
    unit, actual, target = (
        rule.step.unit,
        number(indicator.actual, indicator.unit),
        number(indicator.target, indicator.unit),
    )
    quotes = cell_quote(indicator.actual, indicator.actual_place, "rate")
    told = _PIECES.fullmatch(fold(indicator.actual).strip())
    if told is not None and told["unit"] == unit and f"{unit}{told['what']}" in fold(rule.text):
        return Missed(Fraction(int(told["count"])), f"本行填写“{indicator.actual.strip()}”", quotes)
    whole = actual is not None and actual.value == int(actual.value) and not actual.op
    if not whole or actual is None or target is None or actual.unit != unit or target.unit not in ("", unit):
        return None
    words = f"目标值{indicator.target.strip()}，实际值{indicator.actual.strip()}"
    if target.value == 0 and not _SHORT.search(fold(rule.text)):
        return Missed(Fraction(actual.value), words, quotes)
    planned = target.value > 0 and target.value == int(target.value) and target.op in ("", "≥", "=")
    if planned and _SHORT.search(fold(rule.text)):
        return Missed(max(Fraction(0), Fraction(target.value - actual.value)), words, quotes)
    return None


def _in_text(indicator: Indicator, rule: ScoringRule, context: Context) -> Missed | None:
    """The pieces of work that the report says were late or undone: in so many words, or as those set less those done."""
    defect = _DEFECT.search(fold(rule.text))
    if rule.kind != "deduction" or defect is None or rule.step is None or rule.step.points is None:
        return None
    what = defect["what"]
    found = context.ledger.occurrences(what)
    if found is not None:
        return Missed(Fraction(found.figure.value), f"报告自述{found.figure.text}{what}", (found.quoted("part"),))
    counted = context.ledger.counted((indicator.name,)) if what == "未完成" else None
    if counted is None or counted.counts is None:
        return None
    done, planned = counted.counts
    return Missed(max(Fraction(0), planned - done), f"报告所列任务{planned}项、完成{done}项", counted.inputs)
