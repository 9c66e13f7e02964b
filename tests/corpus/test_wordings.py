"""Every hard passage is right as printed, in whatever unit, and keeps account of all its digits."""

import random
import re
from collections import Counter

import pytest

from corpus.generate import STYLES, generate
from corpus.ink import holds, marks, unmarked
from corpus.layouts.compose import HARD
from corpus.ledger import ledger
from corpus.writer import Writer

_YEARS = re.compile(r"\d{4}年(?:度|\d{1,2}月\d{1,2}日)?")


@pytest.mark.parametrize("make", dict.fromkeys(HARD), ids=lambda make: make.__name__)
def test_passage_holds_and_forgets_no_digit(make) -> None:  # type: ignore[no-untyped-def]
    for number, style in enumerate(STYLES):
        rng = random.Random(f"{make.__name__} {number}")
        w = Writer(style, rng)
        text = make(w, ledger(rng, 2021))
        printed = set(marks(text))
        assert [r for r in w.relations if set(r.figures) <= printed and not holds(r, w.figs)] == []
        assert not re.search(r"\d", _YEARS.sub("", unmarked(text))), unmarked(text)


def test_slips_in_yuan_and_in_hundred_millions_are_many_enough_to_compare() -> None:
    """A full run takes four times as many reports."""
    units: Counter[str] = Counter()
    for seed in range(150):
        report = generate(seed)
        units[report.unit] += sum(label.must for label in report.labels.errors)
    assert units["元"] >= 25
    assert units["亿元"] >= 25
