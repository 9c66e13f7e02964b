"""The hand-written reports are what their labels say, and their files what the sources make."""

import pytest

from corpus.build import LABELS, REPORTS, SOURCES, converted, labelled, rendered
from corpus.labels import Labels, from_toml, works_out
from corpus.page import Page, texts
from corpus.source import parse

NAMES = sorted(path.stem for path in SOURCES.glob("*.md"))


def _labels(name: str) -> Labels:
    return from_toml((SOURCES / f"{name}.labels.toml").read_text("utf-8"), name)


def _page(name: str) -> Page:
    return parse((SOURCES / f"{name}.md").read_text("utf-8")).page


@pytest.mark.parametrize("name", NAMES)
def test_every_equation_of_the_labels_is_true(name: str) -> None:
    labels = _labels(name)
    wrong = [check for label in (*labels.errors, *labels.holds) for check in label.check if not works_out(check)]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_labelled_words_and_figures_are_printed(name: str) -> None:
    labels = _labels(name)
    printed = list(texts(_page(name)))
    marks = [mark for label in (*labels.errors, *labels.holds) for mark in (label.near, *label.figures)]
    assert [mark for mark in marks if not any(mark in text for text in printed)] == []


@pytest.mark.parametrize("name", NAMES)
def test_kept_files_are_what_the_source_makes(name: str) -> None:
    for file, content in rendered(SOURCES / f"{name}.md").items():
        assert (REPORTS / file).read_bytes() == content, f"run python -m corpus.build ({file})"
    assert (LABELS / f"{name}.json").read_bytes() == labelled(SOURCES / f"{name}.md")


def test_no_report_is_an_orphan() -> None:
    made = {file for name in NAMES for file in (*rendered(SOURCES / f"{name}.md"), *converted(SOURCES / f"{name}.md"))}
    assert {path.name for path in REPORTS.iterdir()} == made


def test_a_false_equation_is_seen() -> None:
    assert not works_out("7.85+1.20==90.52")
    assert works_out("round(9.05/1057.06*100,2)==0.86")


def test_about_a_third_of_the_reports_is_clean() -> None:
    clean = sum(not _labels(name).errors for name in NAMES)
    assert 3 * clean >= len(NAMES)


def test_selection_stays_small() -> None:
    assert len(list(REPORTS.iterdir())) <= 30
    assert sum(path.stat().st_size for path in REPORTS.iterdir()) <= 5_000_000
