"""What is left when spending is set against income: 收入总计{A}，支出总计{B}，收支相抵，年终结余{C}.

The accounts of a budget are stated one after the other, each closed by its surplus; income and spending may stand in
the sentences and paragraphs before. Where the last of both are totals they are set off, else all that is listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.claims.claim import Claim, Reading, Term
from extract.claims.comparisons import base_of
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, mentions
from extract.claims.subjects import trimmed

_SURPLUS = regex.compile(
    r"(?:收支|当[年期]|本年|年终|年末|累计|滚存)*(?:结余|结转|结存)(?:结余|结转|资金)*(?:额|数)?(?:为|共|有|约)?\s*$"
)
_SET_OFF = regex.compile(r"收支(?:相抵|相比|轧差|抵扣|两抵)|收支结余|当期(?:结余|结存)")
_CUMULATED = regex.compile(r"滚存|累计|历年")
_TOTAL = regex.compile(r"合计|总计|总量|总额|总(?=收入|支出)")
_INCOME = regex.compile(r"收入|(?:上年|年初)(?:结余|结转)|补助")
_SPENDING = regex.compile(r"支出|上解|调出")
_PART = regex.compile(r"(?:年初|年度|全年|调整后?的?)预算|预算数|占|较|比")
_REACH = 3
_MOST = 16


def find(context: Context) -> Iterator[Claim]:
    """Claims of surpluses of all passages, in reading order."""
    since: list[tuple[int, Mention]] = []
    for order, passage in enumerate(context.passages):
        if passage.row is not None:
            continue
        for mention in _items(mentions(context, passage)):
            if not _SURPLUS.search(mention.clause) or _INCOME.search(mention.clause):
                since.append((order, mention))
                continue
            near = [m for at, m in since[-_MOST:] if order - at <= _REACH]
            if not _CUMULATED.search(mention.clause):
                yield from _claim(passage, mention, near)
            since.clear()


def _items(found: Sequence[Mention]) -> Iterator[Mention]:
    """The amounts of a passage that are items of an account: no changes, and no parts that 其中 lists."""
    sentence, listed = -1, False
    for mention in found:
        if mention.sentence != sentence:
            sentence, listed = mention.sentence, False
        listed = (listed or "其中" in mention.gap) and trimmed(mention.clause) not in ("收入", "支出")
        if mention.figure.unit == "元" and not (listed or mention.depth or mention.change or mention.per_head):
            yield mention


def _claim(passage: Passage, surplus: Mention, near: Sequence[Mention]) -> Iterator[Claim]:
    incomes = [m for m in near if _INCOME.search(m.clause) and not _SPENDING.search(m.clause) and _is_item(m)]
    spendings = [m for m in near if _SPENDING.search(m.clause) and _is_item(m)]
    totals = [[m for m in side[-1:] if _TOTAL.search(m.clause)] for side in (incomes, spendings)]
    set_off = bool(_SET_OFF.search(surplus.gap))
    readings: list[Reading] = []
    if all(totals):
        readings.append(_reading(totals[0], totals[1], surplus))
    elif set_off:
        own = [m.number for m in near if m.number in passage.numbers and surplus.sentence - m.sentence <= 1]
        for reach in (set(own), {m.number for m in near}):
            sides = [[m for m in side if m.number in reach] for side in (incomes, spendings)]
            if all(sides) and (made := _reading(sides[0], sides[1], surplus)) not in readings:
                readings.append(made)
    if not readings or not (set_off or "终" in surplus.clause):
        return
    yield Claim(
        family="balance",
        readings=tuple(readings),
        asserted="strong" if all(totals) and set_off else "plain",
        place=passage.place(surplus.start, surplus.end),
        quote=passage.quote(surplus.start, surplus.end),
        pattern="surplus",
    )


def _is_item(mention: Mention) -> bool:
    """Whether an amount is an item of the account, not a part of one or what one is compared with."""
    return not _PART.search(mention.clause) and base_of(mention.gap) is None


def _reading(incomes: Sequence[Mention], spendings: Sequence[Mention], surplus: Mention) -> Reading:
    terms = (
        *(Term(m.number, "income") for m in incomes),
        *(Term(m.number, "spending", -1) for m in spendings),
        Term(surplus.number, "total"),
    )
    return Reading("sum", terms, "收入-支出=结余")
