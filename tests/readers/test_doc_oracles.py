"""Binary Word files against two other readers of them: LibreOffice, which also makes them, and msdoc2docx."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extract.document import Document
from extract.readers import doc, docx, office
from extract.readers.doc import read_in_process
from extract.readers.word97.fib import OutOfReach
from tests.readers.conftest import paragraphs, shape, tables
from tests.readers.doc_samples import FILES, KEPT, SAMPLES, random_tables
from tests.readers.saving import saved

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def libreoffice() -> None:
    if office.libreoffice() is None:
        pytest.skip("LibreOffice is not installed, so no .doc can be made to check the reader on")


@cache
def sources() -> dict[str, dict[str, bytes]]:
    """What is saved as binary Word: our samples, the reports of the corpus, tables of random merges."""
    reports = sorted((Path(__file__).parents[2] / "corpus" / "reports").glob("*.docx"))
    assert len(reports) >= 10
    return {
        "sample": dict(SAMPLES),
        "report": {report.stem: report.read_bytes() for report in reports},
        "table": {f"seed {seed}": random_tables(seed) for seed in range(20)},
    }


@cache
def binaries() -> dict[str, bytes]:
    """All of these as LibreOffice saves them."""
    return saved({f"{kind} {name}": content for kind, one in sources().items() for name, content in one.items()}, "doc")


@pytest.mark.parametrize("kind", ["sample", "table"])
def test_documents_come_back_the_same(kind: str) -> None:
    for name, source in sources()[kind].items():
        assert read_in_process(binaries()[f"{kind} {name}"]).blocks == docx.read(source).blocks, name


def test_reports_of_the_corpus_come_back_the_same() -> None:
    """The same report as docx and as doc: equal paragraphs, labels, levels, cells, page headers."""
    for name, source in sources()["report"].items():
        old, new = read_in_process(binaries()[f"report {name}"]), docx.read(source)
        assert (old.blocks, old.furniture, old.unread) == (new.blocks, new.furniture, new.unread), name


def test_libreoffice_reads_the_kept_files_alike() -> None:
    """Levels apart: LibreOffice takes the outline away from styles that inherit it."""
    kept = {name: (FILES / f"{name}.doc").read_bytes() for name in KEPT}
    for name, made in saved(kept, "docx", given="doc").items():
        theirs, ours = docx.read(made), read_in_process(kept[name])
        assert said(theirs) == said(ours), name
        apart = [[p.text for p in paragraphs(read) if p.hidden or p.kind != "body"] for read in (theirs, ours)]
        assert apart[0] == apart[1], name


def test_numbers_are_those_that_libreoffice_shows() -> None:
    """Its plain text carries the automatic numbers as displayed, in tables too."""
    source = (FILES / "numbers.doc").read_bytes()
    made = saved({"numbers": source}, "txt:Text (encoded):UTF8", given="doc")["numbers"]
    theirs = [line.split() for line in made.decode("utf-8-sig").splitlines()]
    document = read_in_process(source)
    ours = [(p.label, p.text) for p in paragraphs(document)]
    for cell in (cell for table in tables(document) for cell in table.cells):
        labels, at = dict(cell.labels), 0
        for line in cell.text.split("\n"):
            ours.append((labels.get(at, ""), line))
            at += len(line) + 1
    with_text = [words for words in theirs if words and words[-1] != "四、"]  # the number of the empty paragraph
    assert sorted(with_text) == sorted(f"{label} {text}".split() for label, text in ours)


def test_libreoffice_serves_where_nothing_else_does(libreoffice: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: bytes) -> None:
        raise OutOfReach("由 Word 95 或更早的版本保存", old=True)

    monkeypatch.setattr(doc, "open_binary", refuse)
    monkeypatch.setattr(office, "by_msdoc2docx", lambda source: None)
    source = (FILES / "constructs.doc").read_bytes()
    document = doc.read(source)
    assert document.format == "doc"
    assert "经 LibreOffice 转换后读取" in document.remarks[-1]
    monkeypatch.undo()
    assert said(document) == said(read_in_process(source))


def test_converter_with_no_time_gives_nothing(libreoffice: None) -> None:
    assert office.by_libreoffice([SAMPLES["numbers"]], seconds=0.05, given="docx", wanted="doc") == [None]


@pytest.mark.parametrize("name", KEPT)
def test_msdoc2docx_reads_the_kept_files_alike(name: str) -> None:
    source = (FILES / f"{name}.doc").read_bytes()
    made = office.by_msdoc2docx(source)
    assert made is not None
    assert said(docx.read(made.content)) == said(read_in_process(source))


def said(document: Document) -> tuple[list[tuple[str, str]], list[list[tuple[int, int, int, int, str]]]]:
    """Labels and texts of visible body paragraphs, and the cells of tables. Converters leave a symbol as its place
    in the font."""
    body = [(p.label, p.text.replace("\uf0fe", "☑")) for p in paragraphs(document) if p.kind == "body" and not p.hidden]
    return body, [shape(table) for table in tables(document)]
