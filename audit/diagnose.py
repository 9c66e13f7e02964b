"""Which slip explains the contradictions? The smallest edits that make every violated relation of a connected
component hold without breaking one that holds.

Fellegi and Holt's principle (change the fewest fields) with typing slips as the edits (Scholtus 2016): every
minimal repair is given, ranked by how likely its slip is; what every minimal repair edits is established, the
rest are alternatives, and a tie is never broken. Contradictions that no common edit explains stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial

import msgspec

from audit.agreement import agreed
from audit.blame import by_likelihood, finest, is_alone, only_one
from audit.edited import Candidate, Edited
from audit.judge import Ruling
from audit.misread import by_wrong_base, misreadings
from audit.slips import Variant
from audit.substitutes import substitutes
from extract.figure import Fact, Figure

_MOST_REPAIRS = 12
_MOST_CANDIDATES = 400


class Diagnosis(msgspec.Struct, frozen=True):
    """Rulings that one minimal repair explains together; `head` first. `copies` repeat the head's passage."""

    rulings: tuple[Ruling, ...]
    candidates: tuple[Candidate, ...]
    established: bool
    copies: tuple[Ruling, ...] = ()


def diagnose(rulings: Sequence[Ruling], figures: Sequence[Figure], facts: Sequence[Fact]) -> list[Diagnosis]:
    """The stories behind the rulings that do not hold, in reading order of their heads.

    An undecided claim is drawn in where one edit restores it together with others: then all of them are told.
    """
    open_rulings = [by_wrong_base(r, figures) for r in rulings if r.status != "holds" and r.best.outcome is not None]
    copies, twin, same = _copies(open_rulings, figures)
    repeated = same | {c.number for group in copies.values() for c in group}
    mains = [r for r in open_rulings if r.number not in repeated]
    holding: dict[int, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        if ruling.status == "holds":
            for number in set(ruling.figures):
                holding[twin.get(number, number)].append(ruling)
    printings: dict[str, dict[Decimal, list[int]]] = defaultdict(dict)
    for number, figure in enumerate(figures):
        printings[figure.unit].setdefault(figure.value, []).append(number)
    bench = Edited(figures, rulings, twin, holding, printings, facts)
    stories: list[Diagnosis] = []
    for component in _components(mains, twin):
        stories.extend(_stories(component, bench, copies))
    return sorted(stories, key=lambda s: s.rulings[0].number)


def _copies(
    rulings: Sequence[Ruling], figures: Sequence[Figure]
) -> tuple[dict[int, list[Ruling]], dict[int, int], set[int]]:
    """Repeated passages: the first ruling's number with its copies, each copied figure's first twin, and the rulings
    that say once more of the very same figures what another said."""
    same: set[int] = set()
    first: dict[tuple[object, ...], Ruling] = {}
    copies: dict[int, list[Ruling]] = defaultdict(list)
    twin: dict[int, int] = {}
    for ruling in sorted(rulings, key=lambda r: (r.status != "violated", r.number)):
        terms = ruling.best.reading.terms
        key = (
            ruling.claim.family,
            ruling.best.reading.relation,
            tuple((figures[t.figure].value, figures[t.figure].unit, t.role) for t in terms),
        )
        known = first.setdefault(key, ruling)
        if known is not ruling and known.figures == ruling.figures:
            same.add(ruling.number)
        elif known is not ruling:
            copies[known.number].append(ruling)
            for mine, theirs in zip(terms, known.best.reading.terms, strict=True):
                if mine.figure != theirs.figure:
                    twin[mine.figure] = theirs.figure
    return copies, twin, same


def _touched(ruling: Ruling, twin: Mapping[int, int]) -> set[int]:
    """The figures of every reading that is not far-fetched."""
    readings = [t.reading for t in ruling.trials if t.reading.licence != "weak"] or [ruling.best.reading]
    readings.append(ruling.best.reading)
    return {twin.get(t.figure, t.figure) for r in readings for t in r.terms}


def _components(rulings: Sequence[Ruling], twin: Mapping[int, int]) -> list[list[Ruling]]:
    """Rulings connected by common figures."""
    group: dict[int, int] = {}
    members: dict[int, list[Ruling]] = {}
    for ruling in rulings:
        touched = _touched(ruling, twin)
        met = sorted({group[f] for f in touched if f in group})
        home = met[0] if met else ruling.number
        joined = [r for g in met for r in members.pop(g)]
        members[home] = [*joined, ruling]
        for other in members[home]:
            for figure in _touched(other, twin):
                group[figure] = home
    return [sorted(m, key=lambda r: r.number) for m in members.values()]


def _stories(component: Sequence[Ruling], bench: Edited, copies: Mapping[int, list[Ruling]]) -> Iterable[Diagnosis]:
    left = list(component)
    while any(r.status == "violated" for r in left) or len(left) > 1:
        candidates = _candidates(left, bench)
        story = _best_story(left, candidates, bench)
        if story is None:
            break
        retold = partial(_retold, left, bench)
        told = retold(story[0])
        every = _broken([finest(c, told, bench) for c in story], bench)
        story = by_likelihood(_sparing(every), told, bench)
        told = retold(story[0])
        head = _head(told)
        rest = tuple(r for r in told if r is not head)
        repeated = tuple(c for r in told for c in copies.get(r.number, ()))
        # a printed 0 has no digits to slip: it may be the figure that was never filled in
        unfilled = any(bench.figures[r.best.reading.terms[-1].figure].value == 0 for r in told)
        established = not unfilled and is_alone(story, every, retold, bench)
        kept = [c for c in story if c.figure == story[0].figure or not established]
        yield Diagnosis((head, *rest), tuple(dict.fromkeys(kept[:_MOST_REPAIRS])), established, repeated)
        left = [r for r in left if r.number not in story[0].restores]
    for ruling in left:
        if ruling.status == "violated":
            culprit = only_one(ruling, bench)
            repairs = () if culprit is None else (culprit,)
            yield Diagnosis((ruling,), repairs, culprit is not None, tuple(copies.get(ruling.number, ())))


def _head(told: Sequence[Ruling]) -> Ruling:
    """The ruling that names the story: a sum before its shares, a violated one before one drawn in."""
    order = {"sum": 0, "table_sum": 0, "score_sum": 0, "balance": 1, "count": 2, "order": 4, "granularity": 4}
    return min(told, key=lambda r: (order.get(r.claim.family, 3), r.status != "violated", r.number))


def _candidates(left: Sequence[Ruling], bench: Edited) -> list[Candidate]:
    """Every edit of one figure that restores something, with all that it restores."""
    edits: dict[tuple[int, str, str], tuple[int, Variant]] = {}
    for ruling in left:
        for trial in ruling.trials:
            for miss in trial.weight.misses if trial.weight else ():
                number = trial.reading.terms[miss.index].figure
                number = bench.twin.get(number, number)
                edits[number, miss.variant.slip, miss.variant.number] = (number, miss.variant)
    for rate, variant in misreadings(left, bench.rulings, bench.figures):
        edits[bench.twin.get(rate, rate), variant.slip, variant.number] = (bench.twin.get(rate, rate), variant)
    slips = {(number, variant.value) for number, variant in edits.values()}
    for number, variant in substitutes(left, bench):
        if (number, variant.value) not in slips:
            edits[number, variant.slip, variant.number] = (number, variant)
    found = []
    for number, variant in list(edits.values())[:_MOST_CANDIDATES]:
        restored = tuple(r.number for r in left if bench.restores(r, number, variant))
        found.append(Candidate(number, variant, restored, 0))
    return found


def _retold(left: Sequence[Ruling], bench: Edited, candidate: Candidate) -> list[Ruling]:
    return [_as_repaired(r, candidate, bench) for r in left if r.number in candidate.restores]


def _as_repaired(ruling: Ruling, candidate: Candidate, bench: Edited) -> Ruling:
    """The ruling by the reading that the likeliest repair restores: so the arithmetic told is the one repaired."""
    number, variant = candidate.figure, candidate.variant
    touched = [(n, ruling.trials[n]) for n in bench.touched(ruling, number)]
    touched.sort(key=lambda one: one[1].reading.licence == "weak")
    for _, trial in touched:
        if bench.to_the_digit(trial.reading, number, variant):
            return msgspec.structs.replace(ruling, best=trial)
    for position, trial in touched:
        if bench.holds(ruling, position, number, variant):
            return msgspec.structs.replace(ruling, best=trial)
    return ruling


def _broken(story: Sequence[Candidate], bench: Edited) -> list[Candidate]:
    """The edits with how many relations that hold each breaks, and how many it restores to the last digit."""
    return [
        msgspec.structs.replace(c, breaks=bench.breaks(c.figure, c.variant), exact=_exact(c, bench))
        for c in story[:_MOST_CANDIDATES]
    ]


def _sparing(counted: Sequence[Candidate]) -> list[Candidate]:
    """The edits that break the fewest relations that hold."""
    fewest = min(c.breaks for c in counted)
    return [c for c in counted if c.breaks == fewest]


def _exact(candidate: Candidate, bench: Edited) -> int:
    """How many sums come out to the last digit with this edit."""
    rulings = [r for r in bench.rulings if r.number in candidate.restores]
    return sum(
        any(bench.to_the_digit(t.reading, candidate.figure, candidate.variant) for t in r.trials) for r in rulings
    )


def _best_story(left: Sequence[Ruling], candidates: Sequence[Candidate], bench: Edited) -> tuple[Candidate, ...] | None:
    """The edits that restore the most, all that restore as much; None where nothing is both told and certain."""
    by_number = {r.number: r for r in left}
    most = max((len(c.restores) for c in candidates), default=0)
    if not most:
        return None
    for size in range(most, 0, -1):
        equal = [c for c in candidates if len(c.restores) == size]
        certain = [c for c in equal if _certain(c, by_number, bench)]
        if certain:
            wanted = min(certain, key=lambda c: (c.variant.cost, c.figure, c.variant.number)).restores
            same = [c for c in equal if c.restores == wanted]
            return tuple(sorted(same, key=lambda c: (c.variant.cost, c.figure, c.variant.number)))
    return None


def _certain(candidate: Candidate, rulings: Mapping[int, Ruling], bench: Edited) -> bool:
    """Whether what this edit restores may be told: something in it is violated already, or restoring several
    relations at once is beyond chance."""
    restored = [rulings[n] for n in candidate.restores]
    return any(r.status == "violated" for r in restored) or agreed(candidate, restored, bench)
