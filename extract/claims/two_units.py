"""One amount told in two units: 匡算投资6.42亿元（即64,200万元）."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from extract.claims.claim import Claim, Reading, Term
from extract.claims.context import Context
from extract.claims.mentions import canonical, passages_with_mentions

_THAT_IS = regex.compile(r"\s*[（，]\s*(?:即|折合|合计为|换算为|也就是)(?:人民币)?\s*")


def find(context: Context) -> Iterator[Claim]:
    """Amounts with the same amount in another unit right behind them, in reading order."""
    for passage, found in passages_with_mentions(context, 2):
        text = canonical(passage.text)
        for one, other in pairwise(found):
            units = {one.figure.written, other.figure.written}
            if one.figure.unit != "元" or other.figure.unit != "元" or len(units) < 2:
                continue
            if (
                not _THAT_IS.fullmatch(other.gap)
                or text[other.end : other.end + 1] not in "，。；）"
                or one.figure.hedge
            ):
                continue
            yield Claim(
                family="restate",
                readings=(
                    Reading("equal", (Term(one.number, "stated"), Term(other.number, "stated")), "同一金额的两种写法"),
                ),
                asserted="strong",
                place=passage.place(other.start, other.end),
                quote=passage.quote(one.start, other.end),
                pattern="restate:units",
            )
