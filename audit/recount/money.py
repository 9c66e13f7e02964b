"""The budget block of a form: the points for the execution rate."""

from __future__ import annotations

from decimal import Decimal

from audit.finding import Quoted, ScoreLine
from audit.interval import Interval, printed
from audit.recount.applying import Points, rounded
from audit.recount.outcome import Context, Outcome, judge
from extract.cards.money import is_total_row
from extract.decimals import plain
from extract.fraction import Fraction
from extract.scorecard import BudgetRow, Score, Scorecard

NAME = "预算执行率"


def scored_row(card: Scorecard) -> BudgetRow | None:
    """The row of the money block that carries the points: the total, else the only one that is scored."""
    scored = [row for row in card.money if row.cells.get("score") and row.cells.get("weight")]
    totals = [row for row in scored if is_total_row(row)]
    return totals[0] if totals else scored[0] if len(scored) == 1 else None


def money_line(card: Scorecard, context: Context) -> ScoreLine | None:
    """The recount of the execution points: weight × 全年执行数 / 全年预算数, at most the weight (财预〔2020〕10号).

    The denominator is the budget that the form's own rate was formed with; the year's whole budget otherwise.
    """
    row = scored_row(card)
    if row is None:
        return None
    weight, claimed, spent = row.cells["weight"], row.cells["score"], row.cells.get("spent")
    assert weight is not None and claimed is not None
    bases = [base for key in ("budget", "initial") if (base := row.cells.get(key)) is not None and base.value > 0]
    if spent is None or not bases:
        missing = ("全年预算数、全年执行数",)
        outcome = Outcome(
            Decimal(0), weight.value, "unsupported", "预算数或执行数未填", (_quote(claimed, "claimed"),), missing
        )
        return _line(context, row, outcome)
    base = _base(row, spent, bases)
    nominal = Fraction(spent.value) / Fraction(base.value)
    full = Fraction(weight.value)
    # A printed rate that the amounts contradict is another finding: the score may have been formed from it.
    best = max(_rate(spent, base), _printed_rate(row))
    points = Points(Fraction(0), min(full, full * best), sure=False)
    verdict = judge(claimed.value, points, context.unit)
    most = rounded(min(full, full * nominal))
    shown = most if verdict == "overstated" else max(most, min(claimed.value, weight.value))
    why = f"{spent.text}÷{base.text}={plain(rounded(nominal * 100))}%，按执行率最高{plain(most)}分"
    inputs = (_quote(claimed, "claimed"), _quote(weight, "weight"), _quote(spent, "part"), _quote(base, "whole"))
    return _line(context, row, Outcome(Decimal(0), shown, verdict, why, inputs))


def _line(context: Context, row: BudgetRow, outcome: Outcome) -> ScoreLine:
    weight, claimed = row.cells["weight"], row.cells["score"]
    assert weight is not None and claimed is not None
    return ScoreLine(
        item=context.item,
        code="",
        name=NAME if NAME[:4] in row.label else f"{NAME}（{row.label.rstrip('：: ')}）",
        path=(NAME,),
        weight=weight.value,
        claimed=claimed.value,
        lowest=outcome.low,
        highest=outcome.high,
        verdict=outcome.verdict,
        rule="分值×执行率",
        inputs=outcome.inputs,
        missing=outcome.missing,
        why=outcome.why,
        place=claimed.place,
    )


def _printed_rate(row: BudgetRow) -> Fraction:
    """The rate that the form prints (97.5%, 97.5, 0.975), as a fraction; 0 where it prints none."""
    rate = row.cells.get("rate")
    return Fraction(0) if rate is None else Fraction(rate.value) / _hundred(rate)


def _hundred(rate: Score) -> int:
    """By what a printed rate is divided to be a fraction."""
    return 1 if "%" not in rate.text and rate.value <= 1 else 100


def _base(row: BudgetRow, spent: Score, bases: list[Score]) -> Score:
    """The denominator: the budget that the printed rate was formed with, else that of the whole year (10号: 执行率
    is 全年执行数 by 全年预算数), else the only one printed."""
    rate = row.cells.get("rate")
    if rate is not None and len(bases) > 1:
        told = printed(rate.value, Decimal(1).scaleb(min(int(rate.value.as_tuple().exponent), 0)), "either")
        for base in bases:
            if (_interval(spent) / _interval(base)).scaled(_hundred(rate)).meets(told):
                return base
    return bases[0]


def _interval(score: Score) -> Interval:
    return printed(score.value, _step(score), "either")


def _rate(spent: Score, base: Score) -> Fraction:
    """The highest rate that the printed digits allow."""
    return _interval(spent).high / _interval(base).low


def _step(score: Score) -> Decimal:
    exponent = score.value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(0)


def _quote(score: Score, role: str) -> Quoted:
    return Quoted.of_score(score, role, "分" if role in ("claimed", "weight") else "")
