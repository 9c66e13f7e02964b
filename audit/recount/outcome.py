"""What the recount of one indicator works with and gives."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from audit.admissions import Admission
from audit.finding import Quoted, Verdict
from audit.pack import Pack
from audit.recount.applying import Points, rounded, roundings
from audit.recount.operands import Ledger
from extract.decimals import plain
from extract.document import Place
from extract.fraction import Fraction
from extract.scorecard import Indicator

ZERO, ONE = Decimal(0), Decimal(1)


class Context(msgspec.Struct, frozen=True):
    """What every indicator of a card is recounted with. `unit` is the unit of points (1, 0.5, 0.1 or 0.01) to which
    the card's scores may have been rounded, `year` the year evaluated, "" where it is not known."""

    item: str
    ledger: Ledger
    admissions: tuple[Admission, ...]
    pack: Pack
    unit: Decimal
    year: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """Lowest and highest points, the verdict and its reason."""

    low: Decimal
    high: Decimal
    verdict: Verdict
    why: str
    inputs: tuple[Quoted, ...] = ()
    missing: tuple[str, ...] = ()


def score_unit(worked_out: Sequence[Decimal]) -> Decimal | None:
    """The unit of points to which scores that were worked out were rounded: the coarsest of 1, 0.5, 0.1, 0.01 that
    fits them all; None where there are none."""
    if not worked_out:
        return None
    for unit in (ONE, Decimal("0.5"), Decimal("0.1")):
        if all(value % unit == 0 for value in worked_out):
            return unit
    return Decimal("0.01")


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


def judge_exactly(claimed: Decimal, points: Points) -> Verdict:
    """A claimed score against points that the rule itself names: they are not rounded."""
    return judge(claimed, points, Decimal("0.01"))


def span_of(points: Points) -> str:
    low, high = rounded(points.low), rounded(points.high)
    if not points.sure:
        return f"不超过{plain(high)}分"
    return f"{plain(low)}分" if low == high else f"{plain(low)}—{plain(high)}分"
