"""Rates that answer amounts by their order: 人员类、公用类预算分别为A和B，执行数分别为C和D，执行率分别为x和y."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim
from extract.claims.context import Context, Passage
from extract.claims.mentions import JOINED, Mention, passages_with_mentions
from extract.claims.rates import rate_of
from extract.claims.ratios import kind_of, licence_of

_NEXT = regex.compile(r"\s*(?:、|和|及|以及|与|，|；)[^，。；：、]{0,16}")


def find(context: Context) -> Iterator[Claim]:
    """Rates of paired lists, in reading order."""
    for passage, found in passages_with_mentions(context, 6):
        for index, mention in enumerate(found):
            if mention.figure.unit == "%" and "分别" in mention.clause:
                yield from _claims(passage, found, index)


def _claims(passage: Passage, found: Sequence[Mention], index: int) -> Iterator[Claim]:
    rates = [found[index]]
    for mention in found[index + 1 :]:
        if mention.figure.unit != "%" or not JOINED.fullmatch(mention.gap):
            break
        rates.append(mention)
    kind, count = kind_of(rates[0].gap), len(rates)
    amounts = [m for m in found[max(0, index - 2 * count) : index] if m.level and m.sentence == rates[0].sentence]
    if kind is None or count < 2 or len(amounts) < 2 * count or len({m.figure.unit for m in amounts}) > 1:
        return
    wholes, parts = amounts[:count], amounts[count:]
    if not all(_NEXT.fullmatch(m.gap) for row in (wholes, parts) for m in row[1:]):
        return
    if licence_of(parts[0], wholes[0], *kind, last=True) != "plain":
        return
    for part, whole, rate in zip(parts, wholes, rates, strict=True):
        yield Claim(
            family="ratio",
            readings=(rate_of(part, whole, rate, "plain", "按所列次序相除"),),
            asserted="strong",
            place=passage.place(rate.start, rate.end),
            quote=passage.quote(wholes[0].start, rates[-1].end),
            pattern="rate:paired",
        )
