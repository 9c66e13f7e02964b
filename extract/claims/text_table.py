"""Text against table: a fact that a sentence and a table both state, in 元, 万元 or 亿元."""

from __future__ import annotations

from collections.abc import Iterator

from extract.claims.claim import Claim
from extract.claims.context import Context
from extract.claims.restatement import stated, stated_twice


def find(context: Context) -> Iterator[Claim]:
    """Facts that stand both in the text and in a table."""
    for group in stated_twice(context):
        if len({one.where[0] for one in group}) > 1:
            yield stated(context, group, "text_table")
