"""Relations of a report that hold one by one, but not together.

Each figure is one value within its printed interval, the same in every relation that it stands in. Only relations that
the wording surely asserts take part, and only in the one reading in which they can hold; where parts of a whole may
have been left out (其中), they only can't exceed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from audit.case import Judged
from audit.feasible import Row, connected, together
from audit.interval import Interval, Mode, printed
from audit.relations import evaluate, required
from extract.claims.claim import Reading
from extract.figure import Figure
from extract.fraction import Fraction

_RELATIONS = ("sum", "equal", "order")
_MOST_TRIES = 6


class Conflict(msgspec.Struct, frozen=True):
    """Claims that can't hold together, none of which can be spared. `mode` is how the digits were taken;
    `cut` says that they could hold if all figures had been cut off instead of rounded. `pinch` is the one figure
    that two claims have in common, with the values that each of the two leaves it."""

    claims: tuple[Judged, ...]
    mode: Mode
    cut: bool
    pinch: tuple[int, Interval, Interval] | None = None


def conflicts(claims: Sequence[Judged], figures: Sequence[Figure]) -> Iterator[Conflict]:
    """At most one conflict for each set of claims connected by common figures, in reading order."""
    accused = {t.figure for j in claims if j.line.status == "violated" for t in j.reading.terms}
    sure = {j.number: j for j in claims if _takes_part(j, figures) and not accused & set(_numbers(j))}
    rows = {number: _rows(judged, figures) for number, judged in sure.items()}
    off = {number for number, own in rows.items() if not all(_exact(row, figures) for row in own)}
    for part in connected((number, _numbers(judged)) for number, judged in sure.items()):
        if not off.isdisjoint(part):
            found = _conflict([sure[number] for number in part], rows, figures)
            if found is not None:
                yield found


def _numbers(judged: Judged) -> list[int]:
    return [t.figure for t in judged.reading.terms]


def _takes_part(judged: Judged, figures: Sequence[Figure]) -> bool:
    reading = judged.reading
    return (
        judged.line.status == "holds"
        and judged.claim.asserted != "weak"
        and reading.licence != "weak"
        and reading.relation in _RELATIONS
        and (reading.relation != "order" or judged.claim.asserted == "strong")
        and not any(figures[t.figure].hedge for t in reading.terms)
    )


def _rows(judged: Judged, figures: Sequence[Figure]) -> tuple[Row, ...]:
    terms = judged.reading.terms
    number = judged.number
    match judged.reading.relation:
        case "equal":
            first = (terms[0].figure, terms[0].factor)
            return tuple(Row(number, (first, (t.figure, -t.factor))) for t in terms[1:])
        case "order":
            signs = (1 if t.role == "smaller" else -1 for t in terms)
            sides = tuple((t.figure, s * t.factor) for t, s in zip(terms, signs, strict=True))
            return (Row(number, sides, at_most=True),)
        case _:
            *parts, whole = terms
            sides = (*((t.figure, t.factor) for t in parts), (whole.figure, -whole.factor))
            row = Row(number, sides)
            only_parts = all(t.factor > 0 for t in terms)
            incomplete = judged.claim.asserted in ("firm", "plain") and only_parts and _left(row, figures) < 0
            return (msgspec.structs.replace(row, at_most=incomplete),)


def _left(row: Row, figures: Sequence[Figure]) -> Fraction:
    return sum((Fraction(figures[n].value) * factor for n, factor in row.terms), Fraction(0))


def _exact(row: Row, figures: Sequence[Figure]) -> bool:
    """Whether a row holds for the printed values as they stand."""
    left = _left(row, figures)
    return left <= 0 if row.at_most else left == 0


def _conflict(
    part: Sequence[Judged], rows: Mapping[int, tuple[Row, ...]], figures: Sequence[Figure]
) -> Conflict | None:
    """The conflict among connected claims. A claim that could hold in another reading is no proof: it is left out and
    the rest tried again. Where a claim holds only for figures cut off, all are taken as cut off."""
    left = list(part)
    for _ in range(_MOST_TRIES):
        mode: Mode = "nearest"
        owners = _impossible(left, rows, figures, mode)
        if len(owners) == 1:
            mode = "truncated"
            owners = _impossible(left, rows, figures, mode)
        if len(owners) <= 1:
            return None
        found = [j for j in left if j.number in owners]
        open_ = {j.number for j in found if _readings_that_hold(j, figures) > 1}
        if not open_:
            cut = mode == "nearest" and not _impossible(found, rows, figures, "truncated")
            pinch = None if any(row.at_most for o in owners for row in rows[o]) else _pinch(found, mode, figures)
            return Conflict(tuple(found), mode, cut, pinch)
        left = [j for j in left if j.number not in open_]
    return None


def _impossible(
    claims: Sequence[Judged], rows: Mapping[int, tuple[Row, ...]], figures: Sequence[Figure], mode: Mode
) -> tuple[int, ...]:
    """The numbers of claims that can't hold together; empty where all can, or where that took too long to tell."""
    used = {n for j in claims for n in _numbers(j)}
    within = {n: printed(figures[n].value, figures[n].step, mode) for n in used}
    start = {n: Fraction(figures[n].value) for n in used}
    return together([row for j in claims for row in rows[j.number]], within, start).owners


def _readings_that_hold(judged: Judged, figures: Sequence[Figure]) -> int:
    different: set[frozenset[tuple[int, str, int]]] = set()
    for reading in judged.claim.readings:
        outcome = evaluate(reading, lambda n: figures[n])
        if outcome is not None and outcome.holds:
            different.add(_same(reading))
    return len(different)


def _same(reading: Reading) -> frozenset[tuple[int, str, int]]:
    return frozenset((t.figure, t.role, t.factor) for t in reading.terms)


def _pinch(claims: Sequence[Judged], mode: Mode, figures: Sequence[Figure]) -> tuple[int, Interval, Interval] | None:
    """What two rounded claims leave the figure that they share."""
    if mode != "nearest" or len(claims) != 2:
        return None
    common = set(_numbers(claims[0])) & set(_numbers(claims[1]))
    if len(common) != 1:
        return None
    (number,) = common
    known = printed(figures[number].value, figures[number].step, mode)
    left = []
    for judged in claims:
        index = next(i for i, t in enumerate(judged.reading.terms) if t.figure == number)
        needed = required(judged.reading, index, lambda n: figures[n])
        both = None if needed is None else needed.intersection(known)
        if both is None:
            return None
        left.append(both)
    return (number, left[0], left[1]) if not left[0].meets(left[1]) else None
