"""Marks cut a text without losing or doubling a character, whatever ranges they have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from audit.report.marked_text import Mark, document_html, pieces, text_html
from audit.report.masking import mask
from audit.report.wording import visible
from extract.document import Cell, Document, Table

TEXTS = st.text(alphabet="全年收入1,250.0万元<&>\"'\u202e\n", max_size=40)
RANGES = st.tuples(st.integers(-2, 45), st.integers(-2, 45), st.integers(0, 6))


@given(TEXTS, st.lists(RANGES, max_size=8))
def test_the_pieces_are_the_text(text: str, ranges: list[tuple[int, int, int]]) -> None:
    marks = [Mark(a, b, rank, "fig", f"t{i}", "") for i, (a, b, rank) in enumerate(ranges)]
    found = list(pieces(text, marks))
    assert "".join(piece for piece, _, _ in found) == text
    at = 0
    for piece, mark, _ in found:
        over = [m for m in marks if 0 <= m.start <= at and at + len(piece) <= m.end <= len(text)]
        assert mark is None or mark.rank == min(m.rank for m in over)
        at += len(piece)


@given(TEXTS.filter(str.strip))
def test_nothing_of_a_text_becomes_markup(text: str) -> None:
    mark = Mark(0, len(text), 0, "fig", "f-1", text.strip(), number="1")
    link = html.fragment_fromstring(str(text_html(text, [mark], {})))
    assert link.tag == "a" and [child.tag for child in link] == ["sup"]
    assert link.text == visible(text)
    assert link.get("title") == text.strip()


@given(st.text(alphabet="0123456789 -Xx电话卡号.,万元", max_size=60))
def test_masking_never_moves_a_character(text: str) -> None:
    hidden = mask(text)
    assert len(hidden) == len(text)
    assert all(b in (a, "*") for a, b in zip(text, hidden, strict=True))
    assert mask(hidden) == hidden


def test_a_cell_stands_in_its_column_though_those_before_it_hold_none() -> None:
    cells = (
        Cell(0, 0, "标题"),
        Cell(1, 0, "甲", rowspan=2),
        Cell(1, 3, "丁"),
        Cell(2, 1, "乙"),
        Cell(3, 1, "单"),
    )
    page = html.fromstring(str(document_html(Document("xlsx", (Table(4, 4, cells, "Sheet1"),)), {}, {})))
    rows = [[(cell.text_content(), cell.get("colspan")) for cell in row] for row in page.iter("tr")]
    assert rows == [[("标题", "4")], [("甲", None), ("", "2"), ("丁", None)], [("乙", None)], [("", "1"), ("单", None)]]
