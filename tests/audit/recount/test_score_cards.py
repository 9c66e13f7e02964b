"""Little score cards of many wordings: a score that the rule gives is never called wrong, one that it does not is found.

Each line of score_cards.tsv is an indicator with its rule, what the report tells of the result, the score that it
deserves and one that it does not; `found` says whether the second can be told from the first by what the report prints.
Indicators of one `card` stand in one report; every second of them is scored wrong at a time.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from audit.finding import ScoreLine
from pipeline import audit_document
from tests.documents import document

Row = dict[str, str]
HEAD = "| 一级指标 | 二级指标 | 三级指标 | 指标说明 | 年度指标值 | 实际完成值 | 分值 | 评分标准 | 得分 |"
ACCUSED = ("overstated", "contradicted", "broken_rule")


@cache
def cards() -> dict[str, list[Row]]:
    with Path(__file__).with_name("score_cards.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {card: list(group) for card, group in groupby(rows, key=lambda row: row["card"])}


def audited(rows: list[Row], wrong: int) -> dict[str, ScoreLine]:
    """The lines of the card by name, every second indicator from `wrong` on scored wrong."""
    scores = [row["wrong" if number % 2 == wrong else "right"] for number, row in enumerate(rows)]
    body = [
        f"| 产出 | 任务 | {r['name']} | {r['definition']} | {r['target']} | {r['actual']} | {r['weight']} | {r['rule']} | {s} |"
        for r, s in zip(rows, scores, strict=True)
    ]
    total = f"| 合计 | | | | | | {sum(Decimal(r['weight']) for r in rows)} | | {sum(map(Decimal, scores))} |"
    prose = [row["text"] for row in rows if row["text"]]
    (found,) = audit_document(document("\n".join([*prose, HEAD, *body, total]))).recounts
    return {line.name: line for line in found.lines}


@pytest.mark.parametrize("card", cards())
@pytest.mark.parametrize("wrong", [0, 1])
def test_right_scores_stand_and_wrong_ones_are_found(card: str, wrong: int) -> None:
    rows = cards()[card]
    lines = audited(rows, wrong)
    for number, row in enumerate(rows):
        line = lines[row["name"]]
        told = f"{row['name']}: {row['rule']} {row['actual']} {row['text']} -> {line.claimed} {line.verdict} {line.why}"
        if number % 2 != wrong:
            assert line.verdict not in (*ACCUSED, "understated"), told
        elif row["found"]:
            assert line.verdict in ACCUSED, told
