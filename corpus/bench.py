"""The benchmark: generates reports (cached), audits them, and compares the answers with the truth."""

from __future__ import annotations

import tempfile
from pathlib import Path

from corpus.measure.material import material
from corpus.measure.product import audit
from corpus.measure.tallies import count
from corpus.measure.terminal import show

QUICK, FULL = 150, 600


def run(quick: bool, json: Path | None, html: Path | None) -> int:
    """Measures and prints; 0 if no floor of this corpus version was broken, else 1."""
    stuff = material(QUICK if quick else FULL)
    with tempfile.TemporaryDirectory() as folder:
        answer = audit(stuff.folder, Path(folder))
    tally = count(stuff.known, answer)
    show(tally, answer, len(stuff.known))
    return 0
