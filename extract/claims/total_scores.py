"""The total score told in several sentences of a report that has no score card to hold them against."""

from __future__ import annotations

from collections.abc import Iterator

from extract.claims.claim import Claim, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.divisions import divisions
from extract.claims.mentions import Mention, mentions
from extract.claims.scores_in_text import tells_total
from extract.claims.statements import has_subject, is_item, item_of
from extract.claims.subjects import is_of_the_report
from extract.glossary import fold

_FULL = 100


def find(context: Context) -> Iterator[Claim]:
    """One claim for each later sentence of an item that tells its total score."""
    carded = {item_of(context.items, card.place.block).id for card in context.scorecards}
    paths = divisions(context)
    first: dict[tuple[str, bool], Mention] = {}
    for passage in context.passages:
        item = item_of(context.items, passage.block)
        apart = passage.row is not None or has_subject(paths[passage.block]) or is_item(context, passage.block)
        if item.id in carded or apart:
            continue
        for mention in mentions(context, passage):
            words = fold(mention.clause)
            # 评价总分为100分: the points that were to be had
            full = mention.figure.value >= _FULL and "得分" not in words
            if full or not tells_total(mention, passage, item.year) or not is_of_the_report(words):
                continue
            # 部门整体支出自评得分 and 项目自评得分 are two
            known = first.setdefault((item.id, "项目" in mention.clause), mention)
            if known is not mention:
                yield _claim(known, passage, mention)


def _claim(first: Mention, passage: Passage, later: Mention) -> Claim:
    terms = (Term(first.number, "stated"), Term(later.number, "stated"))
    return Claim(
        family="restate",
        readings=(Reading("equal", terms, "各处所述总得分应当一致", "plain"),),
        asserted="strong",
        place=passage.place(later.start, later.end),
        quote=passage.quote(later.start, later.end),
        pattern="total_score",
    )
