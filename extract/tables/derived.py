"""Rates, changes and balances between lines of a table: what their headings say they are derived from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from extract.glossary import fold
from extract.tables.hierarchy import Cue
from extract.tables.labels import total_word
from extract.tables.patterns import Operand, Pattern
from extract.tables.sheet import Line, Sheet
from extract.tables.sums import additive

_BUDGETS = ("budget_revised", "budget", "budget_initial")
_RATIOS = {
    "execution_rate": (("final", "paid"), (*_BUDGETS, "received")),
    "arrival_rate": (("received",), _BUDGETS),
    "control_rate": (("staff", "final"), ("posts", *_BUDGETS)),
    "completion_rate": (("actual",), ("target",)),
    "score_rate": (("score",), ("weight",)),
    "adjustment_rate": (("adjustment",), ("budget_initial", "budget")),
}
_BALANCES = {
    "carried_over": ((("budget_revised", "budget", "received"), ("final",)),),
    "assets_net": ((("assets_gross",), ("depreciation",)),),
    "adjustment": ((("budget_revised",), ("budget_initial",)),),
}
_DECREASE = ("减少", "下降", "压减", "降低", "节约")
_RISES = re.compile(r"^(?:本[年期])?(?:增加|新增|转入|收入|购[入置])(?:数|额|值)?$")
_FALLS = re.compile(r"^(?:本[年期])?(?:减少|转出|支出|处置|报废)(?:数|额|值)?$")
_WIDE = 9  # columns of a survey: handed out, returned, valid, and the answers
_NEAR = 6  # operands stand within a few lines of what is derived from them


def derived(lines: Sequence[Line]) -> Iterator[list[Pattern]]:
    """For each line that its heading calls a rate, a change or a balance: its patterns, those that the
    headings name first."""
    levels = [line for line in lines if line.is_level]
    adjusted = {line.index for line in lines if line.measure == "adjustment"}
    # 追加 and 调减 beside each other are gross; one alone, or 调整数, is the net adjustment
    net = adjusted if len(adjusted) == 1 else {n.index for n in lines if n.index in adjusted and "调整" in n.own}
    for at, line in enumerate(lines):
        if line.nature in {"points", "numbering"}:
            continue
        near = _near(line, levels, lines, at)
        if line.measure == "score_rate":
            near = [n for n in lines[max(0, at - _NEAR) : at + _NEAR + 1] if n.measure in {"score", "weight"}]
        if line.is_rate:
            found = [*_rates(line, near), *_satisfied(line, lines[max(0, at - _WIDE) : at])]
        elif line.is_change:
            found = list(_changes(line, near, net))
        elif line.measure == "closing":
            found = list(_moved(line, lines[max(0, at - _NEAR) : at + _NEAR + 1]))
        elif line.measure == "budget_revised":
            found = list(_revised(line, lines[max(0, at - _NEAR) : at + _NEAR + 1]))
        elif line.measure in _BALANCES:
            found = list(_balances(line, [n for n in near if n.index != line.index]))
        else:
            continue
        if found:
            yield found


def deductions(lines: Sequence[Line]) -> Iterator[list[Pattern]]:
    """得分 = 分值 − 扣分, where a column of its own tells what was taken off, be it with its sign or without."""
    points = [line for line in lines if line.nature == "points"]
    for off in (line for line in points if fold(line.own).endswith(("扣分", "扣分值", "扣分数", "扣减分"))):
        for score in (line for line in points if line.measure == "score" and line.index != off.index):
            weights = [line for line in points if line.measure == "weight"]
            found = [
                Pattern(
                    "sum",
                    score.index,
                    "total",
                    (Operand(weight.index, "part"), Operand(off.index, "part", sign)),
                    f"{_short(score)}={_short(weight)}-{_short(off)}",
                    "named",
                    "score_sum",
                )
                for weight in weights
                for sign in (-1, 1)
            ]
            if found:
                yield found


def _near(line: Line, levels: Sequence[Line], lines: Sequence[Line], at: int) -> list[Line]:
    """The amounts that a line can be derived from: those under its own upper heading, else those around it."""
    own = [level for level in levels if line.group and level.group == line.group and level.index != line.index]
    if len(own) >= 2:
        return own[:_NEAR]
    around = {near.index for near in lines[max(0, at - _NEAR) : at + _NEAR + 1]}
    return [level for level in levels if level.index in around and level.index != line.index]


def _rates(line: Line, near: Sequence[Line]) -> Iterator[Pattern]:
    named = _RATIOS.get(line.measure)
    seen: set[tuple[int, int]] = set()
    if named:
        for whole in _measured(near, named[1]):
            for part in _measured(near, named[0]):
                if part.index != whole.index:
                    seen.add((part.index, whole.index))
                    yield _ratio(line, part, whole, "semantic")
    if line.measure == "growth":
        for new, old in _new_old(line, near):
            yield _growth(line, new, old, "semantic")
    if line.measure not in {"growth", "satisfaction", "score_rate"}:
        for part, whole in permutations(near, 2):
            if (part.index, whole.index) not in seen and _alike(part, whole):
                yield _ratio(line, part, whole, "named")
    if line.measure in {"growth", "adjustment_rate", "control_rate", ""}:
        for new, old in permutations(near, 2):
            if _alike(new, old):
                yield _growth(line, new, old, "named")


def _satisfied(line: Line, before: Sequence[Line]) -> Iterator[Pattern]:
    """满意度 = (非常满意 + 满意 …) / 有效问卷, where the answers stand in columns of their own."""
    answers = [n for n in before if n.is_level and "满意" in n.own]
    pleased = [n for n in answers if "不" not in n.own]
    asked = [n for n in before if n.is_level and n not in answers]
    for whole in reversed(asked) if line.measure == "satisfaction" else ():
        for count in range(2, len(pleased) + 1):
            parts = pleased[:count]
            operands = (*(Operand(n.index, "part") for n in parts), Operand(whole.index, "whole"))
            note = f"{_short(line)}=({'+'.join(map(_short, parts))})/{_short(whole)}"
            yield Pattern("ratio", line.index, "percent", operands, note, "named", "ratio")


def _changes(line: Line, near: Sequence[Line], net: set[int]) -> Iterator[Pattern]:
    for new, old in _new_old(line, near):
        yield _difference(line, new, old, "semantic", "change")
    if line.measure == "adjustment" and line.index in net:
        for wholes, parts in _BALANCES["adjustment"]:
            for whole in _measured(near, wholes):
                for part in _measured(near, parts):
                    yield _difference(line, whole, part, "semantic", "balance")
    for new, old in permutations(near, 2):
        if _alike(new, old):
            yield _difference(line, new, old, "named", "change")


def _balances(line: Line, near: Sequence[Line]) -> Iterator[Pattern]:
    if line.measure == "carried_over":
        yield from _closing(line, near)
    cue: Cue = "semantic" if line.measure == "assets_net" else "named"
    for wholes, parts in _BALANCES[line.measure]:
        for whole in _measured(near, wholes):
            for part in _measured(near, parts):
                if whole.index != part.index:
                    yield _difference(line, whole, part, cue, "balance")


def _closing(line: Line, near: Sequence[Line]) -> Iterator[Pattern]:
    """年末结转和结余 = 年初结转和结余 + 收入 − 支出 (政府性基金 and 国有资本经营 tables)."""
    spending = [n for n in near if _total_of(n, "支出")]
    for opening in _measured(near, ("carried_in",)):
        for income in (n for n in near if _total_of(n, "收入")):
            for spent in spending[:2]:
                operands = (
                    Operand(opening.index, "part"),
                    Operand(income.index, "part"),
                    Operand(spent.index, "part", -1),
                )
                note = f"{_short(line)}={_short(opening)}+{_short(income)}-{_short(spent)}"
                yield Pattern("sum", line.index, "total", operands, note, "semantic", "balance")


def _total_of(line: Line, word: str) -> bool:
    """Whether a line is 本年收入, 支出合计, or the 小计 under 本年支出."""
    if total_word(line.own) and line.group:
        return word in line.group[-1]
    own = fold(line.own)
    return not line.group and own.endswith((word, word + "合计", word + "小计", word + "数"))


def _revised(line: Line, near: Sequence[Line]) -> Iterator[Pattern]:
    """调整预算数 = 年初预算数 (+ 上年结转) + 追加 − 调减."""
    near = [n for n in near if n.group == line.group and n.index != line.index]
    changes = [n for n in near if n.measure == "adjustment"]
    carried = [n for n in near if n.measure == "carried_in"]
    for initial in _measured(near, ("budget_initial",)):
        for more in ([*carried], []) if carried else ([],):
            parts = [initial, *more, *changes]
            if changes and len(parts) > 1:
                operands = tuple(Operand(n.index, "part", -1 if _reduces(n) else 1) for n in parts)
                note = f"{_short(line)}=" + "+".join(map(_short, parts)).replace("+调减", "-调减")
                yield Pattern("sum", line.index, "total", operands, note, "semantic", "balance")


def _moved(line: Line, near: Sequence[Line]) -> Iterator[Pattern]:
    """年末数 = 年初数 + 本年增加 − 本年减少."""
    near = [n for n in near if n.group == line.group and n.index != line.index]
    more = [n for n in near if _RISES.search(fold(n.own)) and not _FALLS.search(fold(n.own))]
    less = [n for n in near if _FALLS.search(fold(n.own)) and not _RISES.search(fold(n.own))]
    for opening in _measured(near, ("opening",)):
        if more and less:
            parts = [Operand(n.index, "part") for n in (opening, *more)] + [Operand(n.index, "part", -1) for n in less]
            note = f"{_short(line)}={'+'.join(map(_short, (opening, *more)))}-{'-'.join(map(_short, less))}"
            yield Pattern("sum", line.index, "total", tuple(parts), note, "semantic", "balance")


def _reduces(line: Line) -> bool:
    own = fold(line.own)
    return "减" in own and "增" not in own


def _new_old(line: Line, near: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """The later and the earlier amounts that a change can be between, as years, 本年 and 上年, or 决算 and
    预算 tell."""
    words = fold(line.words)
    by_budget = "预算" in words
    for new, old in permutations(near, 2):
        if not _alike(new, old):
            continue
        if new.measure == "final" and old.measure in _BUDGETS and new.period == old.period:
            if by_budget or len(near) == 2:
                yield new, old
        elif not by_budget and new.measure == old.measure and _later(new.period, old.period):
            yield new, old


def _later(one: str, other: str) -> bool:
    """Whether one period comes after the other: years by number, 本年 after 上年."""
    if one.isdigit() and other.isdigit():
        return int(one) > int(other)
    return (one, other) in {("this", "last"), ("", "last")}


def _alike(one: Line, other: Line) -> bool:
    return one.nature == other.nature or {one.nature, other.nature} <= {"", "count"}


def _measured(near: Sequence[Line], measures: Sequence[str]) -> Iterator[Line]:
    for measure in measures:
        yield from (line for line in near if line.measure == measure)


def _ratio(line: Line, part: Line, whole: Line, cue: Cue) -> Pattern:
    operands = (Operand(part.index, "part"), Operand(whole.index, "whole"))
    note = f"{_short(line)}={_short(part)}/{_short(whole)}"
    return Pattern("ratio", line.index, "percent", operands, note, cue, "ratio")


def _growth(line: Line, new: Line, old: Line, cue: Cue) -> Pattern:
    operands = (Operand(new.index, "new"), Operand(old.index, "old"))
    note = f"{_short(line)}=({_short(new)}-{_short(old)})/{_short(old)}"
    return Pattern("growth", line.index, "percent", operands, note, cue, "change")


def _difference(line: Line, more: Line, less: Line, cue: Cue, family: str) -> Pattern:
    if family == "change" and any(word in line.own for word in _DECREASE) and "增" not in line.own:
        more, less = less, more
    operands = (Operand(more.index, "part"), Operand(less.index, "part", -1))
    note = f"{_short(line)}={_short(more)}-{_short(less)}"
    return Pattern("sum", line.index, "total", operands, note, cue, family)


def _short(line: Line) -> str:
    return fold(line.words)[:30] or f"第{line.index + 1}栏"


def shares(sheet: Sheet, columns: Sequence[Line]) -> Iterator[list[Pattern]]:
    """占比 columns: each row's amount over the total row's amount in the same column."""
    rates = [c for c in columns if c.is_rate and c.measure in {"share", ""}]
    if not rates:
        return
    wholes = [row for row in sheet.band.body if _is_total_row(sheet, row)]
    for rate in rates:
        amounts = [c for c in columns if c.is_level and additive(c)]
        amounts.sort(key=lambda c: (c.index > rate.index, abs(c.index - rate.index)))
        found = []
        for column in amounts[:3]:
            for row in (*wholes[-2:], *wholes[:1]):
                operands = (Operand(column.index, "part"), Operand(column.index, "whole", fixed=row))
                note = f"{_short(rate)}=本行{_short(column)}/合计行{_short(column)}"
                found.append(Pattern("ratio", rate.index, "percent", operands, note, "named", "share"))
        if found:
            yield found


def _is_total_row(sheet: Sheet, row: int) -> bool:
    first = next((col for col in sheet.band.values if sheet.band.labels[col]), None)
    path = sheet.plan.row_path(row, first) if first is not None else ()
    return bool(path) and total_word(path[-1]) >= 2
