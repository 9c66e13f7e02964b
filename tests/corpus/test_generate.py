"""Generated reports are what they say they are: exact where clean, wrong just where labelled, the same every time."""

import random
import re
from collections import Counter
from decimal import Decimal

import pytest

from corpus.build import RENDERERS
from corpus.generate import STYLES, generate
from corpus.ink import Fig, Relation, Style, decoy, filled, holds, marks, numerals, unmarked
from corpus.layouts.compose import compose
from corpus.layouts.outlines import OUTLINES
from corpus.ledger import ledger
from corpus.measure.numbers import number
from corpus.page import Heading, Para, texts
from corpus.scorecards import department, forms
from corpus.scorecards.rows import rows
from corpus.writer import Writer

SEEDS = (*range(40), 410, 452, 556)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_printed_holds_except_where_labelled(seed: int) -> None:
    report = generate(seed)
    broken = [told for told in report.relations if not told.holds]
    visible = [label for label in report.labels.errors if not label.invisible]
    if not visible:
        assert broken == []
    if seed % 3 == 0:
        assert report.labels.errors == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_labels_point_at_words_and_figures_that_are_printed(seed: int) -> None:
    report = generate(seed)
    printed = list(texts(report.page))
    marked = [mark for label in report.labels.errors for mark in (label.near, *label.figures)]
    assert [mark for mark in marked if not any(mark in text for text in printed)] == []


def test_same_seed_same_bytes() -> None:
    for seed in (1, 4, 8):
        once, again = generate(seed), generate(seed)
        assert RENDERERS[once.form][1](once.page) == RENDERERS[again.form][1](again.page)


@pytest.mark.parametrize("outline", OUTLINES)
def test_no_digit_of_running_text_is_forgotten(outline: str) -> None:
    """Otherwise a figure that the program rightly finds would count as a false one."""
    rng = random.Random(f"digits {outline}")
    book = ledger(rng, 2021)
    w = Writer(rng.choice(STYLES), rng)
    blocks = compose(w, book, rows(rng, book), outline, "common")
    dates = re.compile(r"\d{4}年(?:度|\d{1,2}月\d{1,2}日)?")
    for block in blocks:
        if isinstance(block, Para):
            assert not re.search(r"\d", dates.sub("", unmarked(block.text))), unmarked(block.text)


def test_all_layouts_come_up() -> None:
    seen = {generate(seed, errors=0).layout for seed in range(150)}
    assert {part for name in seen for part in name.split("+")} >= {*OUTLINES, *department.LAYOUTS, *forms.LAYOUTS}
    assert len(OUTLINES) >= 8
    assert len(department.LAYOUTS) >= 6


def test_half_are_forms_and_some_files_hold_thirty() -> None:
    reports = [generate(seed, errors=0) for seed in range(80)]
    assert sum("form" in report.name for report in reports) == 40
    assert max(sum(1 for block in report.page.blocks if isinstance(block, Heading | Para)) for report in reports) > 30


def _fig(plain: str, unit: str = "万元") -> Fig:
    return Fig(0, plain, plain, unit, unit, Style())


def test_rounding_is_given_the_benefit_of_the_doubt() -> None:
    figs = {n: _fig(plain) for n, plain in enumerate(("3.00", "1.005"[:4], "1.00", "1.01"))}
    assert holds(Relation("sum", "sum", (0, 1, 2, 3)), figs)
    figs[0] = _fig("3.04")
    assert not holds(Relation("sum", "sum", (0, 1, 2, 3)), figs)


def test_counts_are_exact() -> None:
    figs = {0: _fig("13", "个")}
    assert not holds(Relation("count", "count", (0,), listed=12), figs)


def test_markers_are_filled_and_decoys_kept() -> None:
    fig = Fig(7, "1234.50", "1234.50", "万元", "万元", Style(separator=",", gap=" "))
    text = f"支出{fig}（{decoy('财预〔2020〕10号')}）"
    assert marks(text) == [7]
    assert filled(text, {7: fig}) == "支出1,234.50 万元（财预〔2020〕10号）"
    assert fig.value == Decimal("12345000")


@pytest.mark.parametrize("seed", SEEDS)
def test_labels_say_what_was_right(seed: int) -> None:
    """Where a label gives the right value, it differs from what is printed."""
    labels = [label for label in generate(seed).labels.errors if label.expected and label.slip != "grade"]
    assert all(label.figures[0] != label.expected for label in labels)


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        ("12", "十二"),
        ("110", "一百一十"),
        ("103", "一百零三"),
        ("30", "三十"),
        ("98.6", "九十八点六"),
        ("2040", "二千零四十"),
    ],
)
def test_numbers_in_words_are_written_and_read_back(plain: str, words: str) -> None:
    assert numerals(plain) == words
    assert number(words) == Decimal(plain)


def test_copied_passages_and_points_beyond_the_weight_come_up() -> None:
    slips: Counter[str | None] = Counter()
    for seed in range(300):
        slips.update(label.slip for label in generate(seed).labels.errors)
        if min(slips["passage"], slips["beyond"]) > 2:
            return
    pytest.fail(f"{slips} in 300 reports")


def test_some_clean_reports_have_every_trap() -> None:
    longest = max(sum(len(text) for text in generate(seed, errors=0, volume=0).prose) for seed in range(0, 60, 6))
    ordinary = min(sum(len(text) for text in generate(seed, errors=0, volume=0).prose) for seed in range(0, 60, 6))
    assert longest > ordinary + 1500
