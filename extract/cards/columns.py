"""Which column of a score card means what: headings to kinds."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from extract.cards.cells import heading, plain
from extract.document import Cell, Grid

_REMARK = re.compile(r"\((?P<remark>[^()]*)\)")
LEVELS = ("level1", "level2", "level3", "level4")


class Columns(msgspec.Struct, frozen=True):
    """The columns of a card: `levels` are (level, column) from the left, `weights` and `scores` say which
    column holds them for a level (the key 0 for the deepest one), `others` the remaining kinds: of several columns
    of one kind the one that counts comes first (调整指标值 before 年初指标值).
    `body` is the first row below the headings."""

    levels: tuple[tuple[int, int], ...]
    weights: dict[int, int]
    scores: dict[int, int]
    others: dict[str, tuple[int, ...]]
    body: int
    heads: tuple[str, ...]

    @property
    def deepest(self) -> int:
        return self.levels[-1][1]


@cache
def patterns(group: str) -> dict[str, re.Pattern[str]]:
    """The compiled expressions of one group of headings.toml."""
    table = tomllib.loads(files("extract.cards").joinpath("headings.toml").read_text("utf-8"))
    return {kind: re.compile(shape) for kind, shape in table[group].items()}


@cache
def _kind(text: str) -> str:
    for kind, shape in patterns("columns").items():
        if shape.fullmatch(text):
            return kind
    return ""


def kind_of(cell: Cell | None) -> str:
    """The kind of column that a heading announces, "" where it is none. 指标名称（三级指标） announces what stands in its
    brackets."""
    if cell is None or len(cell.text) > 60:
        return ""
    kind = _kind(heading(cell.text))
    remark = _REMARK.search(plain(cell.text)) if kind == "name" else None
    meant = _kind(remark["remark"]) if remark is not None else ""
    return meant if meant in LEVELS else kind


def headings(grid: Grid, row: int) -> Columns | None:
    """The columns that this row announces, if it is the heading row of a score card, else None.

    A heading row names the indicators and at least one of weight, score, or target with actual. A second
    heading row below spanning headings (自评 -> 分值, 得分) is taken into account.
    """
    heads = [kind_of(cell) for cell in grid[row]]
    body = row + 1
    if sum(1 for head in heads if head) < 2:
        return None
    if body < len(grid) and _spanning(grid[row]):
        below = [kind_of(cell) for cell in grid[body]]
        if sum(1 for head in below if head) >= 2:
            heads = [new or old for new, old in zip(below, heads, strict=True)]
            body += 1
    return _columns(grid, heads, body)


def _spanning(cells: list[Cell | None]) -> bool:
    return any(cell is not None and (cell.colspan > 1 or cell.rowspan > 1) for cell in cells)


def _columns(grid: Grid, heads: list[str], body: int) -> Columns | None:
    firsts: dict[str, list[int]] = {}
    for col, head in enumerate(heads):
        spread = col > 0 and head == heads[col - 1] and grid[body - 1][col] is grid[body - 1][col - 1]
        if head and not spread:
            firsts.setdefault(head, []).append(col)
    if (
        "weighted" in firsts
    ):  # 评价分（百分制） | 权重 | 加权得分: what is awarded of a hundred is the rate of what counts
        raw, weights = firsts.pop("score", []), firsts.get("weight", [])
        if raw and len(weights) < 2:
            firsts.setdefault("rate", raw)
        firsts["weight"] = weights[-1:]  # 满分 | 实得分 | 折算权重 | 折算得分
        firsts["score"] = firsts.pop("weighted")
    levels = tuple((number + 1, firsts[kind][0]) for number, kind in enumerate(LEVELS) if kind in firsts)
    if not levels and "name" in firsts:
        levels = tuple((number + 1, col) for number, col in enumerate(firsts["name"][:3]))
    elif "name" in firsts:
        beside = [col for col in firsts["name"] if col > levels[-1][1]]  # 评价内容 says what the indicator asks for
        if beside:
            firsts.setdefault("definition", beside)
    if not levels:
        return None
    values = {kind for kind in ("weight", "score") if firsts.get(kind)}
    form = {"target", "actual"} <= firsts.keys()
    ruled = len(levels) > 1 and "rule" in firsts
    if not values and not form and not ruled:
        return None
    others = {
        kind: tuple(reversed(cols) if kind == "target" else cols) for kind, cols in firsts.items() if kind not in LEVELS
    }
    texts = tuple("" if cell is None else heading(cell.text) for cell in grid[body - 1])
    return Columns(
        levels=levels,
        weights=_by_level(levels, firsts.get("weight", [])),
        scores=_by_level(levels, _own(firsts.get("score", []), texts)),
        others=others,
        body=body,
        heads=texts,
    )


def _own(cols: list[int], texts: tuple[str, ...]) -> list[int]:
    """Of several score columns those of the unit itself."""
    own = [col for col in cols if "自评" in texts[col] or "自我" in texts[col]]
    return own or cols


def _by_level(levels: tuple[tuple[int, int], ...], cols: list[int]) -> dict[int, int]:
    """Columns to levels: one between the columns of two levels belongs to the level on its left."""
    found: dict[int, int] = {}
    last = levels[-1][1]
    for col in cols:
        left = [level for level, at in levels if at < col]
        key = left[-1] if left and col < last else 0
        found.setdefault(key, col)
    return found
