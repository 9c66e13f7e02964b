"""Each claim gets a verdict: it holds under some licensed reading, it is contradicted, or it stays undecided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import msgspec

from audit.relations import Lookup, Outcome, evaluate
from audit.slips import Variants, values_like
from audit.weigh import ENOUGH, Weight, accused, grain_of, one_hit, weigh
from extract.claims.claim import RATES, Claim, Licence, Reading
from extract.figure import Figure
from extract.fraction import Fraction

_RANK: dict[Licence, int] = {"strong": 0, "firm": 1, "plain": 2, "weak": 3}


_ONE_LIST = ("sum:records",)
"""Claims over one list, told by several measures: where it is whole by one of them, it is by all."""

_HABITUAL = 3
"""Relations of one wording that must hold in a report before it is believed more readily than elsewhere."""


class Trial(msgspec.Struct, frozen=True):
    """One reading tried: its outcome (None: not defined, or not asked), and its weight where it does not hold."""

    reading: Reading
    outcome: Outcome | None
    weight: Weight | None = None


class Ruling(msgspec.Struct, frozen=True):
    """The verdict on one claim. `trials` are all readings tried, `best` the one it was decided by; `lent` says
    that a parallel passage settled the reading."""

    number: int
    claim: Claim
    status: str
    trials: tuple[Trial, ...]
    best: Trial
    lent: bool = False

    @property
    def figures(self) -> tuple[int, ...]:
        return tuple(t.figure for t in self.best.reading.terms)


def rule_on(claims: Sequence[Claim], figures: Sequence[Figure]) -> list[Ruling]:
    """Verdicts on claims, in their order. Claims of one group (parallel sentences, rows of one table, copies)
    lend each other the reading under which some of them hold."""
    memory: dict[int, Variants] = {}

    figure = figures.__getitem__
    tried = [_tried(claim, figure) for claim in claims]
    settled = _settled(claims, tried, figure)
    ready = _ready_twins(claims, tried)
    kept = _kept(claims, tried, figures)
    ruled = _meant_once(
        _rule(number, claim, _narrowed(claim, trials, ready), settled, kept, figure, memory)
        for number, (claim, trials) in enumerate(zip(claims, tried, strict=True))
    )
    return _each_borne_out(ruled, figure)


def _tried(claim: Claim, figure: Lookup) -> list[Trial]:
    """The readings of a claim, tried from the readiest on until some of one readiness hold, and the first in any case:
    what less ready ones come to is then asked by nobody."""
    trials = [Trial(reading, None) for reading in claim.readings]
    for licence in _RANK:
        alike = [n for n, reading in enumerate(claim.readings) if reading.licence == licence]
        for number in alike:
            trials[number] = Trial(claim.readings[number], evaluate(claim.readings[number], figure))
        if any(t.outcome is not None and t.outcome.holds for t in (trials[number] for number in alike)):
            break
    if trials[0].outcome is None:
        trials[0] = Trial(claim.readings[0], evaluate(claim.readings[0], figure))
    return trials


def _meant_once(ruled: Iterable[Ruling]) -> list[Ruling]:
    """A percentage is printed for one relation: what it is not a percentage of, under a claim asserted less readily than
    one that holds, is another reading and no contradiction."""
    rulings = [(ruling, _percent(ruling)) for ruling in ruled]
    kept: dict[int, int] = {}
    for ruling, percent in rulings:
        if percent is not None and ruling.status == "holds":
            kept[percent] = min(kept.get(percent, len(_RANK)), _RANK[ruling.claim.asserted])
    return [
        msgspec.structs.replace(ruling, status="undecided")
        if percent in kept and ruling.status == "violated" and kept[percent] < _RANK[ruling.claim.asserted]
        else ruling
        for ruling, percent in rulings
    ]


def _each_borne_out(rulings: Sequence[Ruling], figure: Lookup) -> list[Ruling]:
    """Two figures that are taken for one fact, each of them borne out by a relation of its own that is asserted strongly
    (the rate beside one, the total below the other): either put in the other's place breaks what holds, so they are two
    facts."""
    held: dict[int, list[Reading]] = defaultdict(list)
    for ruling in rulings:
        if ruling.status == "holds" and ruling.claim.asserted == "strong" and ruling.best.reading.relation != "equal":
            for number in ruling.figures:
                held[number].append(ruling.best.reading)

    def borne_out(one: int, other: int) -> bool:
        swapped = {one: figure(other)}
        tried = (evaluate(reading, lambda n: swapped.get(n) or figure(n)) for reading in held.get(one, ()))
        return any(outcome is not None and not outcome.holds for outcome in tried)

    return [
        msgspec.structs.replace(ruling, status="undecided")
        if ruling.status == "violated"
        and ruling.best.reading.relation == "equal"
        and ruling.claim.asserted != "strong"
        and len(ruling.figures) == 2
        and borne_out(*ruling.figures)
        and borne_out(*reversed(ruling.figures))
        else ruling
        for ruling in rulings
    ]


def _percent(ruling: Ruling) -> int | None:
    """The percentage that a rate is printed as."""
    reading = ruling.best.reading
    return reading.terms[-1].figure if reading.relation in RATES else None


def signature(reading: Reading) -> tuple[str, str, int]:
    """What a reading has in common with the like reading of a parallel claim: for a sum how many parts it has, else
    also how the words were taken."""
    return reading.relation, "" if reading.relation == "sum" else reading.note, len(reading.terms)


def _settled(
    claims: Sequence[Claim], tried: Sequence[Sequence[Trial]], figure: Lookup
) -> Mapping[str, set[tuple[str, str, int]]]:
    """For each group the signatures under which a member holds readily or beyond chance, or two members hold at all."""
    found: dict[str, set[tuple[str, str, int]]] = defaultdict(set)
    seen: dict[tuple[str, tuple[str, str, int]], set[tuple[int, ...]]] = defaultdict(set)
    for claim, trials in zip(claims, tried, strict=True):
        holding = [t for t in trials if t.outcome and t.outcome.holds]
        if not claim.group or not holding:
            continue
        best = min(holding, key=lambda t: _RANK[t.reading.licence])
        mark = signature(best.reading)
        figures = seen[claim.group, mark]
        figures.add(tuple(t.figure for t in best.reading.terms))
        if best.reading.licence != "weak" or len(figures) > 1 or _is_no_accident(best, len(claim.readings), figure):
            found[claim.group].add(mark)
    return found


def _is_no_accident(trial: Trial, tried: int, figure: Lookup) -> bool:
    """Whether a sum or a rate agrees too closely to have come about by chance, so many readings tried."""
    if trial.reading.relation not in ("sum", "ratio") or trial.outcome is None:
        return False
    stated = figure(trial.reading.terms[-1].figure)
    values = values_like(stated.value, stated.step)
    hit = one_hit(values, stated.step, trial.outcome.sides.computed, grain_of(trial.reading, figure))
    return hit * tried * ENOUGH * ENOUGH <= 1


_Wording = tuple[str, str, str, str, int]


class _Kept(msgspec.Struct):
    """How often the relations of one wording hold in a report, and how often they do not; what is told twice counts once."""

    holds: set[tuple[Decimal, ...]] = msgspec.field(default_factory=set)
    fails: set[tuple[Decimal, ...]] = msgspec.field(default_factory=set)

    @property
    def habit(self) -> Fraction:
        """How far a further one may be believed (rule of succession), the one in question not counted; 0 where too few
        are known."""
        if len(self.holds) < _HABITUAL:
            return Fraction(0)
        return Fraction(len(self.holds) + 1, len(self.holds) + max(1, len(self.fails)) + 1)


def _wording(claim: Claim, reading: Reading) -> _Wording:
    return claim.family, claim.pattern, reading.relation, reading.note, len(reading.terms)


def _kept(
    claims: Sequence[Claim], tried: Sequence[Sequence[Trial]], figures: Sequence[Figure]
) -> Mapping[_Wording, _Kept]:
    """What each wording has come to in this report: 结余 that is always what was given less what was spent is so meant."""
    found: dict[_Wording, _Kept] = defaultdict(_Kept)
    for claim, trials in zip(claims, tried, strict=True):
        if claim.asserted == "strong":
            continue
        for trial in trials[:1]:
            if trial.outcome is not None:
                kept = found[_wording(claim, trial.reading)]
                values = tuple(figures[t.figure].value for t in trial.reading.terms)
                (kept.holds if trial.outcome.holds else kept.fails).add(values)
    return found


_Shape = tuple[str, tuple[Licence, ...]]


def _shape(claim: Claim) -> _Shape | None:
    """What the columns of one score card have in common: points and weights are added up in the same way."""
    if claim.family != "score_sum" or not claim.group or len(claim.readings) < 2:
        return None
    return claim.group, tuple(r.licence for r in claim.readings)


def _ready_twins(claims: Sequence[Claim], tried: Sequence[Sequence[Trial]]) -> Mapping[_Shape, set[int]]:
    """For each shape the ranks of the readings under which a claim of it holds."""
    found: dict[_Shape, set[int]] = defaultdict(set)
    for claim, trials in zip(claims, tried, strict=True):
        shape = _shape(claim)
        if shape is not None:
            found[shape].update(_rank(t) for t in trials if t.outcome and t.outcome.holds)
    return found


def _narrowed(claim: Claim, trials: Sequence[Trial], ready: Mapping[_Shape, set[int]]) -> Sequence[Trial]:
    """The readings at least as ready as the one by which another column of the card adds up."""
    shape = _shape(claim)
    ranks = ready.get(shape) if shape is not None else None
    return [t for t in trials if _rank(t) <= min(ranks)] if ranks else trials


def _rank(trial: Trial) -> int:
    return _RANK[trial.reading.licence]


def _rule(
    number: int,
    claim: Claim,
    trials: Sequence[Trial],
    settled: Mapping[str, set[tuple[str, str, int]]],
    kept: Mapping[_Wording, _Kept],
    figure: Lookup,
    memory: dict[int, Variants],
) -> Ruling:
    defined = [t for t in trials if t.outcome is not None]
    holding = [t for t in defined if t.outcome and t.outcome.holds]
    if holding:
        best = min(
            holding, key=lambda t: (_RANK[t.reading.licence], t.outcome is not None and t.outcome.mode != "nearest")
        )
        return Ruling(number, claim, "holds", tuple(trials), best)
    open_ones = [t for t in trials if t.outcome is None]
    if open_ones and min(_rank(t) for t in open_ones) <= min((_rank(t) for t in defined), default=len(_RANK)):
        # the reading that comes to mind first can't be computed: what the others give is no contradiction
        return Ruling(number, claim, "undecided", tuple(trials), open_ones[0])
    lent = [t for t in defined if signature(t.reading) in settled.get(claim.group, ())]
    weighed = tuple(msgspec.structs.replace(t, weight=weigh(t.reading, figure, memory)) for t in lent or defined)
    ready = [t for t in weighed if t.reading.licence != "weak"]
    best = _best(ready if ready and claim.asserted == "strong" else weighed)
    known = kept.get(_wording(claim, best.reading))
    habit = known.habit if known else Fraction(0)
    status = "violated" if _is_accused(claim, best, weighed, bool(lent), habit) else "undecided"
    return Ruling(number, claim, status, weighed, best, bool(lent))


def _best(trials: Iterable[Trial]) -> Trial:
    """The reading that most likely was meant: the readiest with a near miss, else the readiest."""

    def worth(trial: Trial) -> tuple[int, Fraction]:
        ratio = trial.weight.ratio if trial.weight else Fraction(0)
        rank = _RANK[trial.reading.licence]
        return (rank if ratio >= 1 else rank + len(_RANK), -ratio)

    return min(trials, key=worth)


def _is_accused(claim: Claim, best: Trial, trials: Sequence[Trial], lent: bool, habit: Fraction) -> bool:
    ratios = [(t.reading.licence, t.weight.ratio) for t in trials if t.weight]
    if best.reading.relation == "order" and claim.asserted != "strong":
        return False
    if claim.asserted == "strong" and best.reading.licence == "weak" and not lent:
        return False
    short = is_short(best)
    licence: Licence = claim.asserted
    if lent and licence in ("firm", "plain"):
        # one list may leave something out where those beside it do not: then only a near miss tells
        licence, short = "firm" if short and claim.pattern not in _ONE_LIST else "strong", False
    if claim.family == "score_sum" and licence in ("firm", "plain") and not short:
        # points awarded for parts can't exceed the points awarded in all
        licence = "strong"
    return accused(licence, short, ratios, habit)


def is_short(trial: Trial) -> bool:
    """Whether the parts of a sum fall short of the stated whole: an incomplete list would explain it. Where something is
    taken off, no list is told."""
    if trial.reading.relation != "sum" or trial.outcome is None or any(t.factor < 0 for t in trial.reading.terms):
        return False
    return trial.outcome.sides.computed.high < trial.outcome.sides.stated.low
