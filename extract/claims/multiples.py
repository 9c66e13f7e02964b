"""Multiples asserted in prose: 是上年120万元的2.5倍, 从2020年的120万元提高到300万元，是2020年的2.5倍."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, passages_with_mentions

_OF_IT = regex.compile(r"^\s*的\s*(?:近|约)?\s*$")
_OPENS = regex.compile(r"(?:是|为|达到?|相当于)[^，。；]{0,14}$")
_OF_NAMED = regex.compile(
    r"(?:是|为|达到?|相当于)(?P<base>(?:19|20)\d\d年|(?:上|去|前)年(?:同期)?|年初)[^，。；]{0,4}的\s*$"
)


def find(context: Context) -> Iterator[Claim]:
    """Claims of multiples, in reading order."""
    for passage, found in passages_with_mentions(context, 3):
        for index, mention in enumerate(found):
            if mention.figure.unit == "倍" and not mention.figure.hedge and index >= 2:
                yield from _multiple(passage, found, index)


def _multiple(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    """产值300万元，是上年120万元的2.5倍; 由2020年的120万元提高到300万元，是2020年的2.5倍."""
    times = found[index]
    named = _OF_NAMED.search(times.gap)
    before = [m for m in found[:index] if m.sentence == times.sentence and m.level]
    if _OF_IT.match(times.gap) and before and before[-1] is found[index - 1] and _OPENS.search(before[-1].gap):
        old: Mention | None = before.pop()
    else:
        old = next((m for m in before if named and named["base"] in m.lead), None)
    level = next((m for m in reversed(before) if old and m is not old and m.figure.unit == old.figure.unit), None)
    if old is None or level is None:
        return
    terms = (Term(level.number, "part"), Term(old.number, "whole"), Term(times.number, "percent"))
    yield Claim(
        family="change",
        readings=(Reading("ratio", terms, f"{level.figure.text}÷{old.figure.text}"),),
        asserted="strong",
        place=passage.place(times.start, times.end),
        quote=passage.quote(min(level.start, old.start), times.end),
        pattern="multiple",
    )
