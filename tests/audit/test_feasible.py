"""Joint feasibility against an independent exact oracle: equations solved, then Fourier–Motzkin elimination."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from audit.feasible import Row, connected, together
from audit.interval import Interval
from tests.documents import document

Inequality = tuple[dict[int, Fraction], Fraction, bool]
"""Σ coefficient · variable ≤ bound, < where strict."""


def _solved(rows: list[Row]) -> dict[int, dict[int, Fraction]]:
    """Each equation solved for one variable, by the remaining ones."""
    solved: dict[int, dict[int, Fraction]] = {}
    for row in rows:
        sums = _put_in({v: Fraction(c) for v, c in row.terms}, solved)
        if row.at_most or not sums:
            continue
        target = max(sums)
        factor = -sums.pop(target)
        expression = {v: c / factor for v, c in sums.items()}
        solved = {v: _put_in(e, {target: expression}) for v, e in solved.items()}
        solved[target] = expression
    return solved


def _put_in(sums: dict[int, Fraction], solved: dict[int, dict[int, Fraction]]) -> dict[int, Fraction]:
    result: dict[int, Fraction] = {}
    for variable, factor in sums.items():
        for other, share in solved.get(variable, {variable: Fraction(1)}).items():
            result[other] = result.get(other, Fraction(0)) + factor * share
    return {v: c for v, c in result.items() if c}


def _inequalities(rows: list[Row], within: dict[int, Interval]) -> list[Inequality]:
    solved = _solved(rows)
    found: list[Inequality] = [
        (_put_in({v: Fraction(c) for v, c in row.terms}, solved), Fraction(0), False) for row in rows if row.at_most
    ]
    for variable, interval in within.items():
        sums = _put_in({variable: Fraction(1)}, solved)
        found.append((sums, interval.high, interval.high_open))
        found.append(({v: -c for v, c in sums.items()}, -interval.low, interval.low_open))
    return found


def _pruned(system: list[Inequality]) -> list[Inequality]:
    """The tightest of the inequalities with the same left side."""
    tightest: dict[tuple[tuple[int, Fraction], ...], tuple[Fraction, bool]] = {}
    for sums, bound, strict in system:
        size = abs(next((sums[v] for v in sorted(sums) if sums[v]), Fraction(1)))
        key = tuple(sorted((v, c / size) for v, c in sums.items() if c))
        other = (bound / size, not strict)
        tightest[key] = min(tightest.get(key, other), other)
    return [(dict(key), bound, not closed) for key, (bound, closed) in tightest.items()]


def possible(rows: list[Row], within: dict[int, Interval]) -> bool:
    """Fourier–Motzkin: eliminate one variable after the other; what is left compares numbers."""
    system = _pruned(_inequalities(rows, within))
    for variable in within:
        above = [e for e in system if e[0].get(variable, 0) > 0]
        below = [e for e in system if e[0].get(variable, 0) < 0]
        system = [e for e in system if not e[0].get(variable, 0)]
        for up, high, up_strict in above:
            for down, low, down_strict in below:
                a, b = up[variable], -down[variable]
                sums = {v: up.get(v, Fraction(0)) / a + down.get(v, Fraction(0)) / b for v in {*up, *down}}
                sums.pop(variable)
                system.append((sums, high / a + low / b, up_strict or down_strict))
        system = _pruned(system)
    return all(bound > 0 or (bound == 0 and not strict) for _, bound, strict in system)


def _nearest(value: int, step: Fraction = Fraction(1)) -> Interval:
    return Interval(value - step / 2, value + step / 2)


def _cut(value: int) -> Interval:
    if value == 0:
        return Interval(Fraction(-1), Fraction(1), True, True)
    if value > 0:
        return Interval(Fraction(value), Fraction(value + 1), False, True)
    return Interval(Fraction(value - 1), Fraction(value), True, False)


def _start(values: dict[int, int]) -> dict[int, Fraction]:
    return {n: Fraction(v) for n, v in values.items()}


# c = a + b, e = c + d1 + d2 for a, b, c, d1, d2, e numbered in this order
CASE_G = [Row(0, ((0, 1), (1, 1), (2, -1))), Row(1, ((2, 1), (3, 1), (4, 1), (5, -1)))]
PRINTED_G = {0: 1, 1: 1, 2: 3, 3: 1, 4: 1, 5: 7}


def test_two_sums_that_hold_alone_cannot_hold_together() -> None:
    within = {n: _nearest(v) for n, v in PRINTED_G.items()}
    for row in CASE_G:
        assert together([row], within, _start(PRINTED_G)).status == "possible"
    answer = together(CASE_G, within, _start(PRINTED_G))
    assert (answer.status, answer.owners) == ("impossible", (0, 1))
    assert not possible(CASE_G, within)


def test_the_same_sums_can_hold_for_figures_cut_off() -> None:
    within = {n: _cut(v) for n, v in PRINTED_G.items()}
    assert together(CASE_G, within, _start(PRINTED_G)).status == "possible"


def test_ends_that_only_touch_count_if_they_are_closed() -> None:
    equal = [Row(0, ((0, 1), (1, -1)))]
    closed, open_ = _nearest(1), Interval(Fraction(3, 2), Fraction(5, 2), True)
    assert together(equal, {0: closed, 1: _nearest(2)}, _start({0: 1, 1: 2})).status == "possible"
    assert together(equal, {0: closed, 1: open_}, _start({0: 1, 1: 2})).status == "impossible"


def test_what_takes_too_much_work_is_not_judged() -> None:
    within = {n: _nearest(v) for n, v in PRINTED_G.items()}
    assert together(CASE_G, within, _start(PRINTED_G), most=0).status == "unknown"


def _interval(value: int, dice: random.Random) -> Interval:
    kind = dice.random()
    if kind < 0.75:
        return _nearest(value)
    return _cut(value) if kind < 0.9 else Interval(Fraction(value), Fraction(value))


def _system(dice: random.Random) -> tuple[list[Row], dict[int, Interval], dict[int, int]]:
    """Totals of totals, each printed a little off, and a few other relations between the same figures."""
    values = {n: dice.randint(-2, 6) for n in range(3)}
    rows: list[Row] = []
    for owner in range(dice.randint(1, 4)):
        chosen = dice.sample(sorted(values), dice.randint(2, min(4, len(values))))
        terms = tuple((n, dice.choice([1, 1, -1])) for n in chosen)
        exact = sum(values[n] * factor for n, factor in terms)
        known = [n for n, v in values.items() if abs(v - exact) <= 2 and n not in chosen]
        result = dice.choice(known) if known and dice.random() < 0.4 else len(values)
        values.setdefault(result, exact + dice.choice([-2, -1, -1, 0, 0, 1, 1, 2]))
        rows.append(Row(owner, (*terms, (result, -1)), at_most=dice.random() < 0.15))
    return rows, {n: _interval(v, dice) for n, v in values.items()}, values


def test_random_systems_agree_with_elimination() -> None:
    dice = random.Random(20110131)
    seen = {"possible": 0, "impossible": 0}
    together_only = 0
    for _ in range(1200):
        rows, within, values = _system(dice)
        answer = together(rows, within, _start(values))
        assert answer.status == ("possible" if possible(rows, within) else "impossible"), (rows, within)
        seen[answer.status] += 1
        if answer.status == "impossible":
            core = [r for r in rows if r.owner in answer.owners]
            assert not possible(core, within)
            for owner in answer.owners:
                assert possible([r for r in core if r.owner != owner], within)
            together_only += len(answer.owners) > 1
    assert min(*seen.values(), together_only) > 100, (seen, together_only)


def test_rows_of_one_relation_stand_and_fall_together() -> None:
    stated = [Row(7, ((0, 1), (1, -1))), Row(7, ((0, 1), (2, -1)))]
    values = {0: 1, 1: 1, 2: 4}
    assert together(stated, {n: _nearest(v) for n, v in values.items()}, _start(values)).owners == (7,)


def test_connected_by_common_things() -> None:
    assert connected([(1, [10, 11]), (2, [20]), (3, [11, 30]), (4, [30, 20]), (5, [50])]) == [[1, 2, 3, 4], [5]]


GRID = (
    "|单位|合计|上半年|下半年|\n|甲单位（万元）|24|11|12|\n|乙单位（万元）|24|11|12|\n"
    "|丙单位（万元）|24|11|12|\n|合计（万元）|{total}|{first}|36|"
)


def _joint(text: str) -> list[str]:
    from pipeline import audit_document

    return [f.message for f in audit_document(document(text)).findings if f.rule == "T104"]


@pytest.mark.parametrize(("total", "first", "found"), [("70", "33", 1), ("71", "34", 0), ("71", "35", 0)])
def test_a_grid_whose_rows_and_columns_pull_apart(total: str, first: str, found: int) -> None:
    assert len(_joint(GRID.format(total=total, first=first))) == found


def test_the_message_writes_the_equations_out() -> None:
    table = (
        "|项目|金额（万元）|\n|一、基本支出|25|\n|人员经费|12|\n|公用经费|12|\n|二、项目支出|30|\n|三、其他支出|40|\n"
    )
    (message,) = _joint(table + "|合计|97|")
    assert "①12+12=24，报告为25" in message and "②25+30+40=95，报告为97" in message
    assert "要使①成立，“25”的实际值只能是24.5～25" in message and "要使②成立，只能是25～25.5" not in message
