"""Score cards of generated reports, whose truth is known row by row."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.build import RENDERERS
from corpus.generate import generate
from pipeline import audit_file

CLEAN = (0, 3, 6, 9, 12, 15)
INFLATED = (4, 17, 23, 25, 28, 35, 37, 38)


@pytest.mark.parametrize("seed", [*CLEAN, *INFLATED])
def test_every_row_of_known_verdict_comes_to_it(seed: int, tmp_path: Path) -> None:
    report = generate(seed)
    ending, render = RENDERERS[report.form]
    file = tmp_path / f"report.{ending}"
    file.write_bytes(render(report.page))
    lines = [line for recount in audit_file(file).recounts for line in recount.lines]
    assert any(row.verdict for row in report.points), "nothing is known of this report: choose another"
    for row in report.points:
        given = {
            line.verdict
            for line in lines
            if row.name in line.name and line.claimed == Decimal(row.claimed) and row.item in (None, line.item)
        }
        assert not row.verdict or row.verdict in given or (row.verdict, given) == ("contradicted", {"overstated"}), row
