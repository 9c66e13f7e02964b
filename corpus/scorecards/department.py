"""Six layouts of a department's score card."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import groupby

import msgspec

from corpus.decimals import plain
from corpus.ink import Fig
from corpus.page import LEFT, UP, Grid
from corpus.scorecards.rows import Row
from corpus.writer import Scored, Writer


class Card(msgspec.Struct, frozen=True):
    """A printed card: its tables, the figure of its total, and what its rows need to be in the report."""

    grids: tuple[Grid, ...]
    total: Fig


class _Inked(msgspec.Struct, frozen=True):
    row: Row
    weight: Fig
    claimed: Fig
    reason: Fig


def _ink(w: Writer, rows: list[Row]) -> tuple[list[_Inked], Fig, Fig]:
    inked = [_Inked(row, w.points(row.weight), w.points(row.claimed), w.text(row.reason)) for row in rows]
    full = w.points(sum((row.weight for row in rows), Decimal(0)))
    total = w.points(sum((row.claimed for row in rows), Decimal(0)), key="score")
    w.tell("score_sum", "sum", full, *(one.weight for one in inked))
    w.tell("score_sum", "sum", total, *(one.claimed for one in inked))
    for one in inked:
        w.tell("score_sum", "at_most", one.claimed, one.weight)
    return inked, full, total


def _score(w: Writer, inked: list[_Inked], sums: Callable[[_Inked], list[Fig]], ruled: bool = True) -> None:
    """Keeps the rows for slips; where the card prints no rules nobody can say what a row deserves."""
    for one in inked:
        row = one.row
        deserved = row.deserved if ruled else None
        scored = Scored(row.name, row.weight, one.claimed, deserved, sums(one), one.reason, row.admission)
        scored.supported = bool(row.fact)
        w.rows.append(scored)


def _level(rows: list[Row], points: Callable[[Row], Decimal]) -> str:
    return plain(sum((points(row) for row in rows), Decimal(0)))


def common(w: Writer, rows: list[Row]) -> Card:
    """一级（分）| 二级（分）| 三级（分）| 得分 | 评分细则: the weights stand inside the names, with codes."""
    inked, full, total = _ink(w, rows)
    grid: list[tuple[str, ...]] = [("一级指标", "二级指标", "三级指标", "分值", "得分", "指标评分细则", "扣分原因")]
    for a, (group, members) in enumerate(groupby(inked, key=lambda one: one.row.group)):
        group_rows = list(members)
        first = f"{'ABCD'[a]}{group}（{_level([one.row for one in group_rows], lambda row: row.weight)}分）"
        for b, (subgroup, part) in enumerate(groupby(group_rows, key=lambda one: one.row.subgroup), 1):
            subrows = list(part)
            second = f"{'ABCD'[a]}{b}{subgroup}（{_level([one.row for one in subrows], lambda row: row.weight)}分）"
            for c, one in enumerate(subrows, 1):
                name = f"{'ABCD'[a]}{b}{c}{one.row.name}（{format(one.row.weight, 'f')}分）"
                cells = (str(one.weight), str(one.claimed), one.row.rule, str(one.reason))
                grid.append((first, second, name, *cells))
                first = second = UP
    grid.append(("合计", LEFT, LEFT, str(full), str(total), "", ""))
    _score(w, inked, lambda one: [total])
    return Card((Grid(tuple(grid)),), total)


def hunan(w: Writer, rows: list[Row]) -> Card:
    """一级 | 二级 | 三级 | 分值 | 评价标准 | 自评得分, groups with their points in brackets."""
    inked, full, total = _ink(w, rows)
    grid: list[tuple[str, ...]] = [("一级指标", "二级指标", "三级指标", "分值", "评价标准", "自评得分")]
    for group, members in groupby(inked, key=lambda one: one.row.group):
        group_rows = list(members)
        first = f"{group}（{_level([one.row for one in group_rows], lambda row: row.weight)}分）"
        for subgroup, part in groupby(group_rows, key=lambda one: one.row.subgroup):
            second = subgroup
            for one in part:
                grid.append((first, second, one.row.name, str(one.weight), one.row.rule, str(one.claimed)))
                first = second = UP
    grid.append(("合计", LEFT, LEFT, str(full), "", str(total)))
    _score(w, inked, lambda one: [total])
    return Card((Grid(tuple(grid)),), total)


def subtotalled(w: Writer, rows: list[Row]) -> Card:
    """A row 小计 under each group, and the group sums add up to the total."""
    inked, full, total = _ink(w, rows)
    grid: list[tuple[str, ...]] = [("评价内容", "指标名称", "权重", "评分标准", "自评分", "说明")]
    weights, claims, over = [], [], {}
    for group, members in groupby(inked, key=lambda one: one.row.group):
        group_rows = list(members)
        first = group
        for one in group_rows:
            cells = (str(one.weight), one.row.rule, str(one.claimed), str(one.reason))
            grid.append((first, one.row.name, *cells))
            first = UP
        weight = w.points(sum((one.row.weight for one in group_rows), Decimal(0)))
        claim = w.points(sum((one.row.claimed for one in group_rows), Decimal(0)))
        w.tell("score_sum", "sum", weight, *(one.weight for one in group_rows))
        w.tell("score_sum", "sum", claim, *(one.claimed for one in group_rows))
        grid.append(("小计", LEFT, str(weight), "", str(claim), ""))
        weights.append(weight)
        claims.append(claim)
        over[group] = claim
    w.tell("score_sum", "sum", full, *weights)
    w.tell("score_sum", "sum", total, *claims)
    grid.append(("总计", LEFT, str(full), "", str(total), ""))
    _score(w, inked, lambda one: [over[one.row.group], total])
    return Card((Grid(tuple(grid)),), total)


def rated(w: Writer, rows: list[Row]) -> Card:
    """权重 | 得分率 | 得分, as agencies print it."""
    inked, full, total = _ink(w, rows)
    grid: list[tuple[str, ...]] = [("一级指标", "三级指标", "权重", "得分率", "得分", "评分规则")]
    for group, members in groupby(inked, key=lambda one: one.row.group):
        first = group
        for one in members:
            rate = w.percent(*_fraction(one.row.claimed, one.row.weight), shown="")
            w.tell("ratio", "ratio", rate, one.claimed, one.weight)
            grid.append((first, one.row.name, str(one.weight), f"{rate}%", str(one.claimed), one.row.rule))
            first = UP
    rate = w.percent(
        *_fraction(*(sum((getattr(r, k) for r in rows), Decimal(0)) for k in ("claimed", "weight"))), shown=""
    )
    grid.append(("合计", LEFT, str(full), f"{rate}%", str(total), ""))
    w.tell("ratio", "ratio", rate, total, full)
    _score(w, inked, lambda one: [total])
    return Card((Grid(tuple(grid)),), total)


def _fraction(part: Decimal, whole: Decimal) -> tuple[int, int]:
    return int(part * 100), int(whole * 100)


def brief(w: Writer, rows: list[Row]) -> Card:
    """A small table of the groups first (标准分 / 实际得分), then the rows."""
    inked, full, total = _ink(w, rows)
    heads, standards, actuals = ["评价内容"], ["标准分"], ["实际得分"]
    weights, claims, over = [], [], {}
    for group, members in groupby(inked, key=lambda one: one.row.group):
        group_rows = list(members)
        weight = w.points(sum((one.row.weight for one in group_rows), Decimal(0)))
        claim = w.points(sum((one.row.claimed for one in group_rows), Decimal(0)))
        w.tell("score_sum", "sum", claim, *(one.claimed for one in group_rows))
        heads.append(group)
        standards.append(str(weight))
        actuals.append(str(claim))
        weights.append(weight)
        claims.append(claim)
        over[group] = claim
    all_points, all_claims = (
        w.points(Decimal(100)),
        w.points(sum((row.claimed for row in rows), Decimal(0)), key="score"),
    )
    w.tell("score_sum", "sum", all_points, *weights)
    w.tell("score_sum", "sum", all_claims, *claims)
    small = Grid(((*heads, "总分"), (*standards, str(all_points)), (*actuals, str(all_claims))))
    grid: list[tuple[str, ...]] = [("序号", "指标", "分值", "评分细则", "得分")]
    for number, one in enumerate(inked, 1):
        grid.append((str(number), one.row.name, str(one.weight), one.row.rule, str(one.claimed)))
    grid.append(("合计", LEFT, str(full), "", str(total)))
    _score(w, inked, lambda one: [over[one.row.group], all_claims, total])
    return Card((small, Grid(tuple(grid))), total)


def reasoned(w: Writer, rows: list[Row]) -> Card:
    """三级指标 | 权重(%) | 自评分数 | 扣分原因, no rules: only bounds and sums can be checked."""
    inked, full, total = _ink(w, rows)
    grid: list[tuple[str, ...]] = [("一级指标", "二级指标", "三级指标", "权重(%)", "自评分数", "扣分原因")]
    for group, members in groupby(inked, key=lambda one: one.row.group):
        first = group
        for subgroup, part in groupby(members, key=lambda one: one.row.subgroup):
            second = subgroup
            for one in part:
                grid.append((first, second, one.row.name, str(one.weight), str(one.claimed), str(one.reason)))
                first = second = UP
    grid.append(("总分", LEFT, LEFT, str(full), str(total), ""))
    _score(w, inked, lambda one: [total], ruled=False)
    return Card((Grid(tuple(grid)),), total)


LAYOUTS: dict[str, Callable[[Writer, list[Row]], Card]] = {
    "common": common,
    "hunan": hunan,
    "subtotalled": subtotalled,
    "rated": rated,
    "brief": brief,
    "reasoned": reasoned,
}
