"""Several measures of a whole, told part by part: 项目20个、资金500万元，其中：教育8个、资金200万元；农业12个、资金300万元."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.claims.heads import common_end
from extract.claims.mentions import Mention, asked_once, is_base

# told without their signs, differences do not add up
_DIFFERENCE = re.compile(r"差[值额异距]|增减|变动|变化|相差")
_MOST_WHOLES = 6
_LEAST_END = 2


@asked_once
def records(found: Sequence[Mention], index: int) -> list[tuple[Mention, list[Mention]]]:
    """Each measure of the whole with the amounts of its parts, of the list that opens at a mention; empty where the list
    does not tell every part by the same two or more measures."""
    first = found[index]
    wholes = _wholes(found[:index], first)
    rows: list[dict[int, Mention]] = []
    for mention in found[index:] if len(wholes) > 1 else ():
        if mention.sentence - first.sentence > 1 or mention.depth < first.depth:
            break
        at = _measure(mention, wholes) if mention.depth == first.depth else None
        if at is None:
            continue
        if not rows or at <= max(rows[-1]):
            if mention.sentence > first.sentence and rows and at != min(rows[0]):
                break
            rows.append({})
        rows[-1][at] = mention
    while rows and rows[-1].keys() != rows[0].keys() and all(m.sentence > first.sentence for m in rows[-1].values()):
        rows.pop()
    told = rows[0].keys() if rows else set()
    if len(rows) < 2 or len(told) < 2 or any(row.keys() != told for row in rows):
        return []
    return [(wholes[at], [row[at] for row in rows]) for at in sorted(told) if not _DIFFERENCE.search(wholes[at].label)]


def _wholes(before: Sequence[Mention], first: Mention) -> list[Mention]:
    """The amounts told of the whole before the list, in reading order: those of its sentence, or of the one before."""
    near = (m for m in before if first.sentence - m.sentence <= 1)
    told = [m for m in near if m.level and m.depth <= first.depth and not is_base(m)]
    for back in (0, 1):
        here = [m for m in told if first.sentence - m.sentence == back]
        if len(here) > 1:
            return here[-_MOST_WHOLES:]
        if here:
            return []
    return []


def _measure(mention: Mention, wholes: Sequence[Mention]) -> int | None:
    """Which of the whole's measures an amount of a part is of: by its unit, of several in one unit by its name."""
    if not mention.level:
        return None
    likely = [n for n, whole in enumerate(wholes) if whole.figure.unit == mention.figure.unit]
    if len(likely) < 2:
        return likely[0] if likely else None
    ends = {n: common_end(wholes[n].label, mention.label) for n in likely}
    most = max(ends.values())
    best = [n for n in likely if ends[n] == most]
    return best[0] if most >= _LEAST_END and len(best) == 1 else None
