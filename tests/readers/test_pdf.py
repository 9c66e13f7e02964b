"""PDF against what is known to stand in it: the ten ways of drawing a table, the seed report, files that are broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from extract.document import Paragraph, Table, locate
from extract.errors import Unreadable
from extract.readers.pdf import read
from tests.readers.conftest import paragraphs, shape, shared, tables

Sample = Callable[[str], bytes]


@pytest.mark.parametrize("style", range(10))
def test_a_table_is_read_however_it_is_drawn(sample: Sample, style: int) -> None:
    cells = [tuple(cell) for cell in json.loads(shared("samples/hard_truth.json").read_text("utf-8"))]
    found = [t for t in tables(read(sample("samples/hard.pdf"))) if style + 1 in _pages(t)]
    assert [shape(table) for table in found] == [sorted(cells)]


def _pages(table: Table) -> set[int]:
    return {line.page for cell in table.cells for line in cell.lines}


def test_the_seed_has_its_paragraphs_headings_and_cells(sample: Sample, truth: list[dict[str, Any]]) -> None:
    document = read(sample("seed/dongchuan-2020.pdf"))
    found = [(p.text, p.level) for p in paragraphs(document)]
    assert found == [(b["text"].replace("\xa0", " "), b["level"] or 0) for b in truth if b["t"] == "p"]
    for table, known in zip(tables(document), (b for b in truth if b["t"] == "table"), strict=True):
        assert shape(table) == sorted(tuple(cell) for cell in known["cells"])
    assert document.pages == 19
    assert len(document.furniture) == 2
    assert document.unread == ()


def test_every_character_of_the_seed_has_a_box(sample: Sample) -> None:
    document = read(sample("seed/dongchuan-2020.pdf"))
    for block in document.blocks:
        for text in (block,) if isinstance(block, Paragraph) else block.cells:
            for offset, character in enumerate(text.text):
                page, box = locate(text.lines, offset, offset + 1)
                if character.strip():
                    assert page is not None
                    assert box is not None
                    assert 0 <= box[0] <= box[2] <= 596
                    assert 0 <= box[1] < box[3] <= 842


def test_a_file_cut_off_anywhere_is_never_read_as_whole(sample: Sample) -> None:
    source = sample("seed/dongchuan-2020.pdf")
    for twentieth in range(20):
        try:
            document = read(source[: len(source) * twentieth // 20])
        except Unreadable as error:
            assert error.reason in ("damaged", "empty")
        else:
            assert document.unread


def test_a_scan_is_refused_with_advice(sample: Sample) -> None:
    with pytest.raises(Unreadable) as caught:
        read(sample("seed/scan_200.pdf"))
    assert caught.value.reason == "unsupported"
    assert "扫描件" in caught.value.message


@pytest.mark.parametrize("source", [b"", b"PK\x03\x04", b"%PDF-1.7\n%%EOF\n", b"%PDF-1.4 " + b"\0" * 5000])
def test_what_is_no_pdf_is_refused(source: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read(source)
    assert caught.value.reason in ("damaged", "empty")
