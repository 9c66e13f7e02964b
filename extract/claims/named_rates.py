"""Rates whose names the field defines: 预算调整率 is what was adjusted by the initial budget, 资产负债率 debts by assets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim, Reading
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, passages_with_mentions
from extract.claims.rates import rate_of
from extract.claims.subjects import is_qualified

_TAIL = r"(?:分别)?(?:为|是|达到?|约|：)*\s*$"
# what is divided, and by what
_NAMED = tuple(
    (regex.compile(rf"(?:{name}){_TAIL}"), regex.compile(above), regex.compile(below))
    for name, above, below in (
        (r"(?:预算)?调整率", r"调整[数额]|追加|调增", r"年初|批复|预算"),
        (r"(?:结转)?和?结[余转]率", r"结转|结余", r"预算|支出|收入|到位"),
        (r"(?<!完好|出)(?:利用率|在用率)", r"在用|实际使用", r"总额|总值|原值|全部|所有|合计"),
        (r"资产负债率", r"负债", r"(?<!净)资产"),
    )
)


def find(context: Context) -> Iterator[Claim]:
    """Claims of named rates, in reading order."""
    for passage, found in passages_with_mentions(context, 3):
        for index, mention in enumerate(found):
            if mention.figure.unit == "%":
                yield from _claim(passage, found, index)


def _claim(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    rate = found[index]
    known = next((entry for entry in _NAMED if entry[0].search(rate.gap)), None)
    if known is None:
        return
    _, above, below = known
    before = [m for m in found[:index] if m.level and m.sentence == rate.sentence and m.depth <= rate.depth]
    after_mark = max((n for n, m in enumerate(before) if "；" in m.gap), default=0)
    near = before[after_mark:] if "；" not in rate.gap else []
    parts = [m for m in near if above.search(m.lead)][-2:]
    wholes = [m for m in near if m not in parts and below.search(m.lead)][-2:]
    apart = not wholes  # 原值100万元，净值60万元；在用资产90万元，在用率90%: a semicolon parts the two
    wholes = wholes or [m for m in before if m not in parts and below.search(m.lead)][-2:]
    readings = tuple(_readings(parts, wholes, rate))
    if not readings:
        return
    clear = len(readings) == 1 and not apart and not rate.figure.hedge and not is_qualified(passage, rate)
    yield Claim(
        family="ratio",
        readings=readings,
        asserted="strong" if clear else "plain",
        place=passage.place(rate.start, rate.end),
        quote=passage.quote(min(m.start for m in (*parts, *wholes)), rate.end),
        pattern="rate:named",
    )


def _readings(parts: Sequence[Mention], wholes: Sequence[Mention], rate: Mention) -> Iterator[Reading]:
    for part in reversed(parts):
        for whole in reversed(wholes):
            if part.figure.unit == whole.figure.unit:
                yield rate_of(part, whole, rate, "plain")
