"""A pattern: one relation between lines of a table, tried at every position.

Where several patterns could explain one line, those that the figures bear out are kept (a pattern must hold on
most of its positions to be believed, as AggreCol of the HPI does with 0.7), and then put to every position.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from extract.claims.claim import Licence, Reading, Relation, Term
from extract.figure import Figure
from extract.tables.hierarchy import Cue
from extract.tables.sheet import Sheet, rate_is, sums_to

BELIEVED = Decimal("0.7")  # AggreCol's coverage threshold
_PAIR, _FEW = 2, 3
ENOUGH = 4  # positions below which coverage proves nothing


class Operand(msgspec.Struct, frozen=True):
    """A line's part in a pattern; `fixed` where one position of the line serves all (the total row of a share)."""

    line: int
    role: str
    factor: int = 1
    fixed: int | None = None


class Pattern(msgspec.Struct, frozen=True):
    """`target` is the line that the others explain. `role` is what its figure is called in the relation."""

    relation: Relation
    target: int
    role: str
    operands: tuple[Operand, ...]
    note: str
    cue: Cue
    family: str

    @property
    def key(self) -> str:
        """A short name, equal for the same lines."""
        parts = "".join(f"{'+' if o.factor > 0 else '-'}{o.line}" for o in self.operands[:6])
        return f"{self.relation}:{self.target}={parts}"


class Fit(msgspec.Struct, frozen=True):
    """How a pattern fared: positions where it says something, where it holds, and where it holds but hardly
    could fail (0 = 0 + 0, 100% of a figure to itself)."""

    pattern: Pattern
    telling: int
    holds: int
    trivial: int

    @property
    def believed(self) -> bool:
        return self.telling >= ENOUGH and self.holds >= BELIEVED * self.telling

    @property
    def likely(self) -> bool:
        """Enough for a relation that a heading names: it holds twice, and at two positions of three; or once, where all
        others but one say 100% of two equal amounts."""
        agreeing = self.trivial >= _FEW and self.telling == _PAIR and self.holds == 1
        return agreeing or (self.holds > 1 and self.holds * 3 >= self.telling * 2)

    @property
    def mostly(self) -> bool:
        held = self.holds + self.trivial
        return held * 2 >= self.telling + self.trivial and held > 0


def bind(sheet: Sheet, pattern: Pattern, position: int) -> tuple[Term, ...] | None:
    """The pattern's figures at a position; None where it says nothing there."""
    target = sheet.at(pattern.target, position)
    if target is None:
        return None
    unit = sheet.figures[target].unit
    terms: list[Term] = []
    for operand in pattern.operands:
        at = position if operand.fixed is None else operand.fixed
        number = sheet.at(operand.line, at)
        if number is None:
            if pattern.relation == "sum" and sheet.empty(operand.line, at):
                continue
            return None
        if pattern.relation == "sum" and sheet.figures[number].unit != unit:
            return None
        terms.append(Term(number, operand.role, operand.factor))
    if not terms or any(term.figure == target for term in terms):
        return None
    if pattern.relation == "sum":
        differs = any(o.factor < 0 for o in pattern.operands)
        if differs and len(terms) < min(len(pattern.operands), 2):
            return None
    elif len({sheet.figures[term.figure].unit for term in terms} - ({""} if len(terms) > _PAIR else set())) > 1:
        return None
    return (*terms, Term(target, pattern.role))


def holds(figures: tuple[Figure, ...], pattern: Pattern, terms: tuple[Term, ...]) -> bool:
    """Whether a bound pattern holds within the rounding of the printed digits."""
    target = terms[-1].figure
    if pattern.relation == "sum":
        return sums_to(figures, target, tuple((t.figure, t.factor) for t in terms[:-1]))
    if pattern.relation == "growth":
        new, old = figures[terms[0].figure], figures[terms[1].figure]
        return rate_is(figures, target, (new.value - old.value, new.step + old.step), terms[1].figure)
    *parts, whole = terms[:-1]
    part, step = (sum((getattr(figures[t.figure], what) for t in parts), Decimal(0)) for what in ("value", "step"))
    return rate_is(figures, target, (part, step), whole.figure)


def telling(figures: tuple[Figure, ...], pattern: Pattern, terms: tuple[Term, ...]) -> bool:
    """Whether holding here would be evidence: not 0 = 0 + 0, not 5 = 5 + 0, not 100% of a figure to itself."""
    if pattern.relation == "sum":
        return sum(1 for term in terms if figures[term.figure].value) > min(2, len(pattern.operands))
    *parts, whole = (figures[term.figure].value for term in terms[:-1])
    return bool(whole) and sum(parts) not in (0, whole)


def fit(sheet: Sheet, pattern: Pattern, positions: Sequence[int]) -> Fit:
    """Try a pattern at these positions."""
    told = held = trivial = 0
    for position in positions:
        terms = bind(sheet, pattern, position)
        if terms is None or not any(sheet.figures[term.figure].value for term in terms):
            continue
        if not holds(sheet.figures, pattern, terms):
            told += 1
        elif telling(sheet.figures, pattern, terms):
            told += 1
            held += 1
        else:
            trivial += 1
    return Fit(pattern, told, held, trivial)


def reading(pattern: Pattern, terms: tuple[Term, ...], licence: Licence) -> Reading:
    """The pattern at one position as a reading."""
    return Reading(pattern.relation, terms, pattern.note, licence)


def choose(fits: Sequence[Fit]) -> list[Fit]:
    """The patterns worth keeping for one target, best first: those the figures bear out; if they bear out
    none, the likeliest by layout."""
    alive = [f for f in fits if f.holds or f.trivial]
    if not alive:
        return list(fits[:2])
    best = max(alive, key=lambda f: (f.holds, f.trivial, -fits.index(f)))
    others = [f for f in alive if f is not best and f.holds and f.mostly and f.holds * 2 >= best.holds]
    return [best, *others[:2]]


def assertion(best: Fit, alone: bool, siblings: bool) -> Licence | None:
    """How strongly the layout asserts the chosen pattern; None: not enough to propose it. `alone`: there was no
    other way to take the layout; `siblings`: patterns of the same kind hold elsewhere in the table."""
    cue = best.pattern.cue
    if cue in {"found", "named", "block", "among", "tree"}:
        return _borne_out(best, siblings)
    # a called total that holds to the digit in a quarter of its columns is one; the others are wrong
    if best.mostly or (cue == "total" and best.holds * 4 >= best.telling > 0):
        return "strong"
    if best.telling >= ENOUGH - 1:
        return "weak"  # a reading that fails nearly everywhere is our misreading
    return "strong" if cue in {"formula", "total"} and (alone or siblings) else "plain"


def _borne_out(best: Fit, siblings: bool) -> Licence | None:
    """The same for patterns that only the figures can make out."""
    believed: Licence | None = "plain" if best.believed else None
    match best.pattern.cue:
        case "named":
            return "strong" if believed else ("plain" if best.likely else None)
        case "block":
            return "plain" if best.mostly else None
        case "among":
            return believed or ("weak" if best.mostly else None)
        case "tree":
            borne_out = best.mostly and best.holds > 1
            return "plain" if believed or borne_out or (siblings and best.telling <= ENOUGH) else "weak"
        case _:
            return believed
