"""Rates compared with rates: 执行率95.12%，比上年92.35%提高2.77个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from extract.claims.changes import is_of_the_year_before, same_subject
from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.comparisons import base_of, direction
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, passages_with_mentions

_BEHIND = regex.compile(r"\s*(?:相比|比较)?[，]?\s*(?:分别|又|再)?[^，。；、\d]{0,6}")


def find(context: Context) -> Iterator[Claim]:
    """Claims over a rate, the rate it is compared with, and their difference, in reading order."""
    for passage, found in passages_with_mentions(context, 3):
        for index in range(1, len(found) - 1):
            yield from _claim(passage, found, index)


def _claim(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    last, step = found[index], found[index + 1]
    sign = direction(step.gap)
    if last.figure.unit != "%" or step.figure.unit not in ("百分点", "%") or not sign:
        return
    if not _BEHIND.fullmatch(step.gap) or direction(last.gap) or re.search(r"[；]", last.gap):
        return
    before = [m for m in found[:index] if m.figure.unit == "%" and m.sentence == last.sentence and not direction(m.gap)]
    if not before or before[-1].figure.span:
        return
    new, old = before[-1], last
    if base_of(last.gap) is None:
        # 2021年92%，2022年95%，提高3个百分点: both levels stand before the step
        new, old = last, before[-1]
        if not is_of_the_year_before(old, new, "") or not same_subject(old, new) or step.figure.unit == "%":
            return
    terms = (Term(old.number, "part"), Term(step.number, "part", sign), Term(new.number, "total"))
    readings = [Reading("sum", terms, "上期比率加减变动百分点", "plain")]
    if step.figure.unit == "%":
        rate = (Term(new.number, "new"), Term(old.number, "old"), Term(step.number, "percent", sign))
        readings.append(Reading("growth", rate, f"以{old.figure.text}为基数", "plain"))
    asserted: Licence = "strong" if step.figure.unit == "百分点" and found[index - 1] in (new, old) else "plain"
    yield Claim(
        family="change",
        readings=tuple(readings),
        asserted=asserted,
        place=passage.place(step.start, step.end),
        quote=passage.quote(min(new.start, old.start), step.end),
        pattern="points",
    )
