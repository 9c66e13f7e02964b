"""Which rows may be parts of which, by what their labels say.

Nothing is decided here: for each row that layout makes a total, the part lists that a careful reader could
take are returned, likeliest first. Arithmetic chooses.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from extract.glossary import fold, measure_of, normal_label, plain_label, terms
from extract.tables.labels import Labelled, counted, total_word
from extract.tables.sheet import Line

_LOOSE = 5  # how much deeper an unnumbered row stands under a numbered one (numbering styles are 10 apart)


_FIRST = re.compile(r"[(]?(?:1|一|①)(?![\d.]|[一二三四五六七八九十])[)、.]?")
_ALL_OF = re.compile(r"全(?:[省市县区州旗镇乡村局校院系厂场]|系统|部门|单位)(?:合计|总体)?")
_TAKEN_OFF = re.compile(r"减(?:去|除)?[:：]")


Cue = Literal["formula", "total", "known", "semantic", "tree", "among", "block", "named", "found"]


class Parts(msgspec.Struct, frozen=True):
    """A part list that a row may be the total of. `how` says in Chinese how the layout was taken; `cue` is
    total (合计 …), tree (numbering, indentation), among (其中), known (an identity of the field), block (a total that
    may run over several label blocks), named (a heading says rate or change, the figures say of what), found."""

    total: int
    rows: tuple[tuple[int, int], ...]
    how: str
    cue: Cue


def candidates(rows: list[Labelled]) -> list[Parts]:
    """All part lists that layout suggests, by total row, likeliest first; no list twice."""
    found: dict[tuple[int, tuple[tuple[int, int], ...]], Parts] = {}
    levels = _levels(rows)
    for parts in (*_known(rows), *_among(rows), *_totals(rows, levels), *_tree(rows, levels), *_all_of(rows, levels)):
        if len(parts.rows) > 1 or (parts.rows and parts.cue in {"total", "among"}):
            found.setdefault((parts.total, parts.rows), parts)
            if len(less := _less(rows, parts).rows) > 1:
                found.setdefault((parts.total, less), _less(rows, parts))
    return list(found.values())


def _less(rows: list[Labelled], parts: Parts) -> Parts:
    """A part list with what its labels say is taken off (减：内部往来) taken off: it may be printed without its sign."""
    off = {r.row for r in rows if _TAKEN_OFF.match(fold(r.label))}
    signed = tuple((row, -sign if row in off else sign) for row, sign in parts.rows)
    return msgspec.structs.replace(parts, rows=signed, how=f"{parts.how}，减项扣除")


def _levels(rows: list[Labelled]) -> list[int]:
    """How deep each row stands. Numbering decides first, then 其中, then indentation."""
    indents = sorted({r.indent for r in rows if not r.style and not r.among})
    levels: list[int] = []
    numbered, above = 0, 0
    after_among = False
    for i, r in enumerate(rows):
        if r.total:
            after_among, level = False, 0 if not r.group else 1
            numbered = 0 if r.total > 1 else numbered
        elif r.code:
            level, after_among = len(r.code) * 10, False
        elif r.among:
            level = above + _LOOSE - 1
            after_among = True
        elif r.style:
            level = numbered = r.style * 10
            after_among = False
        elif _heads_a_list(rows, i):
            level, after_among = rows[i + 1].style * 10 - _LOOSE, False
        elif after_among and r.indent >= 1 and len(indents) > 1:
            level = levels[-1]
        elif len(indents) > 1:
            level = numbered + indents.index(r.indent) + (1 if numbered else 0)
            after_among = False
        else:
            level = numbered + _LOOSE if numbered else 0
            after_among = False
        if not r.among and not after_among:
            above = level
        levels.append(level)
    return levels


def _heads_a_list(rows: list[Labelled], i: int) -> bool:
    """Whether a row without a number is followed by one that begins a list (1、 or 一、): 项目支出：, below it 1、业务专项."""
    after = rows[i + 1] if i + 1 < len(rows) else None
    return after is not None and after.style > 0 and not after.among and _FIRST.match(fold(after.label)) is not None


def _top(rows: list[Labelled], levels: list[int], span: Sequence[int]) -> list[int]:
    """The rows of a span that stand under no other row of it: totals, and the shallowest of the other rows."""
    codes = {rows[i].code for i in span} - {""}
    loose = [levels[i] for i in span if not rows[i].total and not rows[i].among and not rows[i].code]
    shallow = min(loose, default=0)
    return [i for i in span if rows[i].total or (not rows[i].among and _highest(rows[i], levels[i], shallow, codes))]


def _highest(r: Labelled, level: int, shallow: int, codes: set[str]) -> bool:
    """Whether a row stands under no other: no code heads its own, or its level is the shallowest."""
    if r.code:
        return not any(r.code[:cut] in codes for cut in range(3, len(r.code)))
    return level == shallow


def _totals(rows: list[Labelled], levels: list[int]) -> list[Parts]:
    """The part lists of rows that are called totals: rows above or below, smaller totals standing for their
    rows, 其中 rows left out."""
    found: list[Parts] = []
    stack: list[int] = []  # rows not yet held by a total above them
    for i, r in enumerate(rows):
        if not r.total:
            stack.append(i)
            continue
        # a 小计 across the groups' column too closes the group right above it
        group = r.group or (rows[i - 1].group if r.total == 1 and i else ())
        start = next((k for k in range(len(stack), 0, -1) if _bounds(rows[stack[k - 1]], r, group)), 0)
        # 一、收入合计, its parts below it, 二、支出合计: what is listed in between is the other's
        others = start > 0 and 0 < r.style == rows[stack[start - 1]].style
        span = [] if others else stack[start:]
        for how, part in (
            ("其上各行之和（小计不重复计，其中项不计）", _top(rows, levels, span)),
            ("其上各行之和（下级项不重复计）", _beside(rows, span)),
            ("其上合计行与其后一行之和", _total_and_next(rows, span)),
            ("其上各小计之和", [k for k in span if rows[k].total][: _several(rows, span)]),
            ("其上各行之和", [k for k in span if not rows[k].among]),
        ):
            found.append(_parts(rows, i, part, how))
        del stack[start:]
        stack.append(i)
    found += _below(rows, levels)
    found += _grouped(rows)
    return found


@cache
def _parents() -> dict[str, frozenset[str]]:
    """The labels under which a label may stand, by the field's own hierarchy."""
    found: dict[str, set[str]] = {}
    for entry in terms()["hierarchy"]:
        for child in entry["children"]:
            found.setdefault(plain_label(child), set()).add(plain_label(entry["parent"]))
    return {child: frozenset(parents) for child, parents in found.items()}


def _beside(rows: list[Labelled], span: Sequence[int]) -> list[int]:
    """The rows of a span without those whose parent stands above them in it (工资福利支出 under 基本支出)."""
    above: set[str] = set()
    kept: list[int] = []
    net = any(measure_of(rows[k].label) == "assets_net" for k in span)
    for k in span:
        if net and measure_of(rows[k].label) in {"assets_gross", "depreciation"}:
            continue
        names = {rows[k].plain, plain_label(rows[k].label)}
        if rows[k].total:
            above.clear()
        elif rows[k].among or any(_parents().get(name, frozenset()) & above for name in names):
            continue
        above |= names
        kept.append(k)
    return kept


def _several(rows: list[Labelled], span: Sequence[int]) -> int:
    """How many totals a span holds; one alone adds up to nothing."""
    count = sum(1 for k in span if rows[k].total)
    return count if count > 1 else 0


def _total_and_next(rows: list[Labelled], span: Sequence[int]) -> list[int]:
    """总计 = 本年收入合计 + 年初结转和结余, below which its parts may be listed."""
    last = next((n for n in reversed(range(len(span))) if rows[span[n]].total), None)
    return list(span[last : last + 2]) if last is not None else []


def _bounds(before: Labelled, total: Labelled, group: tuple[str, ...]) -> bool:
    """Whether a row above can't be a part: a total of the same or a higher rank, or of another group than the
    total's."""
    return (
        before.total >= total.total or (total.total == 1 and before.group != group) or _beside_or_above(before, total)
    )


def _beside_or_above(row: Labelled, total: Labelled) -> bool:
    """Whether a row's number puts it beside a total or above it: 三、年末结转 is no part of 二、本年支出合计."""
    return 0 < row.style <= total.style


def _below(rows: list[Labelled], levels: list[int]) -> list[Parts]:
    """Totals that stand above their parts."""
    found: list[Parts] = []
    ends: dict[int, int] = {}
    open_totals: list[int] = []
    for i, r in enumerate(rows):
        while r.total and open_totals and rows[open_totals[-1]].total <= r.total:
            ends[open_totals.pop()] = i
        if r.total:
            open_totals.append(i)
    for i in [k for k, r in enumerate(rows) if r.total]:
        end = ends.get(i, len(rows))
        if rows[i].group and rows[i].total == 1:
            end = next((k for k in range(i + 1, end) if rows[k].group != rows[i].group), end)
        end = next((k for k in range(i + 1, end) if _beside_or_above(rows[k], rows[i])), end)
        span = range(i + 1, end)
        first = next((k for k in span if rows[k].total), end)
        # below a smaller total stand its own rows
        top = _top(rows, levels, [k for k in span if rows[k].total or k < first])
        found.append(_parts(rows, i, top, "其下各行之和（小计不重复计，其中项不计）"))
        plain = [k for k in span if not rows[k].total and not rows[k].among]
        found.append(_parts(rows, i, _beside(rows, plain), "其下各行之和（下级项不重复计）"))
        found.append(_parts(rows, i, plain, "其下各行之和"))
    return found


def _all_of(rows: list[Labelled], levels: list[int]) -> Iterator[Parts]:
    """全县, 全校 in the first or last row: all other rows, where the figures say so."""
    for i in {0, len(rows) - 1} if len(rows) > 2 else ():
        if not rows[i].total and is_all_of(rows[i].label):
            listed = [k for k in _top(rows, levels, range(len(rows))) if k != i]
            yield Parts(rows[i].row, tuple((rows[k].row, 1) for k in listed), "其余各行之和", "block")


def is_all_of(label: str) -> bool:
    """Whether a label names the whole of a place or body: 全县, 全校."""
    return _ALL_OF.fullmatch(fold(label)) is not None


def _grouped(rows: list[Labelled]) -> list[Parts]:
    """小计 of a group of merged labels: all other rows of the group; 合计: one row a group."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for i, r in enumerate(rows):
        if r.group:
            groups.setdefault(r.group, []).append(i)
    found: list[Parts] = []
    for members in groups.values():
        plain = [k for k in members if not rows[k].total]
        found.extend(_parts(rows, i, plain, "本组其余各行之和") for i in members if rows[i].total)
    heads = [next((i for i in members if rows[i].total), None) for members in groups.values()]
    if len(groups) > 1 and all(head is not None for head in heads):
        loose = [i for i, r in enumerate(rows) if not r.group and not r.total]
        items = sorted([head for head in heads if head is not None] + loose)
        tops = [k for k, r in enumerate(rows) if r.total and not r.group]
        found.extend(_parts(rows, i, [k for k in items if k != i], "各组小计之和") for i in tops)
    return found


def _parts(rows: list[Labelled], total: int, parts: Sequence[int], how: str) -> Parts:
    named = [rows[k] for k in parts if k != total]
    return Parts(rows[total].row, tuple((r.row, 1) for r in named if counted(r.label)), how, "total")


def _among(rows: list[Labelled]) -> list[Parts]:
    """Rows after 其中：, up to the next row that is numbered, less indented or a total."""
    found: list[Parts] = []
    i = 0
    while i < len(rows):
        if not rows[i].among or i == 0:
            i += 1
            continue
        first, head = i, i - 1
        i += 1
        while i < len(rows) and _continues(rows, first, i):
            i += 1
        listed = tuple((rows[k].row, 1) for k in range(first, i))
        cue: Cue = "total" if rows[head].total else "among"
        found.append(Parts(rows[head].row, listed, "其中各行之和", cue))
    return found


def _continues(rows: list[Labelled], first: int, i: int) -> bool:
    r, start = rows[i], rows[first]
    if r.total or r.group != start.group or r.style < start.style or (r.style and not start.style):
        return False
    return r.among or r.indent >= max(1, start.indent) or bool(r.style) or start.indent == 0


def _tree(rows: list[Labelled], levels: list[int]) -> list[Parts]:
    """Each row over its direct children by numbering and indentation."""
    found: list[Parts] = []
    open_rows: list[int] = []
    children: dict[int, list[int]] = {}
    loose: set[int] = set()
    for i, r in enumerate(rows):
        if r.total:
            open_rows = []
            continue
        while open_rows and not _under(rows, levels, i, open_rows[-1]):
            open_rows.pop()
        if open_rows and not r.among:
            children.setdefault(open_rows[-1], []).append(i)
            if levels[i] == levels[open_rows[-1]] + _LOOSE and not r.indent:
                loose.add(open_rows[-1])
        if not r.among:
            open_rows.append(i)
    for head, members in children.items():
        listed = tuple((rows[k].row, 1) for k in members)
        # rows without number or indentation may as well be the next items: only where it holds
        found.append(Parts(rows[head].row, listed, "下级各行之和", "block" if head in loose else "tree"))
    return found


def _under(rows: list[Labelled], levels: list[int], row: int, head: int) -> bool:
    """Whether a row stands under a head: deeper, in its group, and with a code that the head's code begins."""
    if rows[row].code and rows[head].code:
        return rows[row].code.startswith(rows[head].code) and rows[row].code != rows[head].code
    return levels[head] < levels[row] and rows[head].group == rows[row].group


def _known(rows: list[Labelled]) -> list[Parts]:
    """Identities of the field that the labels name (三公经费 and its parts …)."""
    places: dict[str, list[int]] = {}
    for i, r in enumerate(rows):
        for name in {r.plain, plain_label(r.label)}:
            places.setdefault(name, []).append(i)
    found: list[Parts] = []
    for identity in terms()["identities"]:
        for head in places.get(plain_label(identity["total"]), ()):
            near = [_nearest(places.get(plain_label(name), ()), head, rows) for name in identity["parts"]]
            listed = tuple((rows[k].row, 1) for k in sorted(k for k in near if k is not None))
            if len(listed) == len(near) and len(set(listed)) == len(listed):
                found.append(Parts(rows[head].row, listed, identity["how"], "known"))
    return found


def _nearest(places: Sequence[int], head: int, rows: list[Labelled]) -> int | None:
    """The occurrence of a label nearest to its total, at most a dozen rows away and in the same group."""
    window = places[bisect_left(places, head - 12) : bisect_right(places, head + 12)]
    near = [k for k in window if k != head and rows[k].group == rows[head].group]
    return min(near, key=lambda k: (k < head, abs(k - head)), default=None)


def known(total: Line, peers: Sequence[Line]) -> Iterator[tuple[tuple[int, ...], str, Cue]]:
    """Identities of the field between columns: (parts, how, cue). A 合计 column goes by its group's name."""
    name = total.group[-1] if total_word(total.own) and total.group else total.own
    called = {plain_label(name), normal_label(name)}
    identities = [identity for identity in terms()["identities"] if plain_label(identity["total"]) in called]
    if not identities:
        return
    places: dict[str, Line] = {}
    for column in peers:
        own = column.group[-1] if total_word(column.own) and column.group else column.own
        places.setdefault(plain_label(own), column)
    for identity in identities:
        parts = [places.get(plain_label(part)) for part in identity["parts"]]
        listed = tuple(part.index for part in parts if part is not None and part.index != total.index)
        if len(listed) == len(parts):
            yield listed, identity["how"], "known"
