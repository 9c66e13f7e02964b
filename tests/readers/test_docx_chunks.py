"""Files inside a docx that Word shows as part of it (w:altChunk)."""

from __future__ import annotations

import pytest

from extract.document import Document
from extract.readers import docx_chunks, read
from tests.readers.conftest import W, make_docx, paragraphs, relations, shape, tables, unzipped, zipped
from tests.readers.test_docx import para
from tests.readers.test_mht import mht, page, picture

_PAGE = "<html><body><h2>二、收支情况</h2><p>本年收入1,205.00万元。</p><table><tr><td>项目</td><td>10</td></tr></table></body></html>"
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
CHUNK = f'<w:altChunk {_R} r:id="rId1"/>'


def with_chunk(content: bytes, body: str, name: str = "chunk.bin") -> bytes:
    """A docx whose first relationship is a chunk of this content."""
    parts = unzipped(make_docx(body))
    parts[f"word/{name}"] = content
    parts["word/_rels/document.xml.rels"] = relations(("aFChunk", name)).encode()
    return zipped(parts)


def told(document: Document) -> list[str]:
    return [unread.reason for unread in document.unread]


@pytest.mark.parametrize("limit", [None, 0])
def test_a_page_is_read_in_its_place(limit: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if limit is not None:
        monkeypatch.setattr("extract.readers.docx._TOO_LARGE_FOR_A_TREE", limit)
    document = read(with_chunk(_PAGE.encode(), para("一、概况") + CHUNK + para("三、结语")))
    assert [(p.text, p.level) for p in paragraphs(document)] == [
        ("一、概况", 2),
        ("二、收支情况", 2),
        ("本年收入1,205.00万元。", 0),
        ("三、结语", 2),
    ]
    assert [shape(t) for t in tables(document)] == [[(0, 0, 1, 1, "项目"), (0, 1, 1, 1, "10")]]
    assert told(document) == []


def test_a_page_saved_as_one_file_is_read_in_its_place() -> None:
    document = read(with_chunk(mht(page(_PAGE, "gb2312"), picture()), para("一、概况") + CHUNK, "afchunk.mht"))
    assert [p.text for p in paragraphs(document)] == ["一、概况", "二、收支情况", "本年收入1,205.00万元。"]
    assert len(tables(document)) == 1 and told(document) == []


def test_a_chunk_in_a_cell_is_part_of_the_cell() -> None:
    body = f"<w:tbl><w:tr><w:tc>{para('前')}{CHUNK}<w:p/></w:tc></w:tr></w:tbl>"
    outer, inner = tables(read(with_chunk(_PAGE.encode(), body)))
    assert shape(outer) == [(0, 0, 1, 1, "前\n二、收支情况\n本年收入1,205.00万元。")]
    assert inner.host == (0, 0, 0)


def test_text_and_word_files_are_read() -> None:
    assert [p.text for p in paragraphs(read(with_chunk("支出86.50万元。".encode("gb18030"), CHUNK)))] == [
        "支出86.50万元。"
    ]
    struck = '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>支出86.50万元。</w:t></w:r></w:ins></w:p>'
    document = read(with_chunk(make_docx(struck), CHUNK))
    assert [p.text for p in paragraphs(document)] == ["支出86.50万元。"]
    assert document.remarks == (
        "文中留有修订痕迹（插入1处、删除0处），已按接受全部修订后的文字读取，被删除的内容未读。",
    )


def test_what_a_chunk_leaves_unread_is_told_of_the_document() -> None:
    page = '<html><body><p>附图</p><img src="a.png"></body></html>'
    assert len(told(read(with_chunk(page.encode(), CHUNK)))) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"{\\rtf1 text}",
        mht(picture()),
        b"",
        b"PK\x03\x04 no package",
        with_chunk(with_chunk(_PAGE.encode(), CHUNK), CHUNK),
    ],
    ids=["rtf", "an archive without a page", "empty", "damaged", "a chunk in the chunk of a chunk"],
)
def test_what_is_not_read_is_told(content: bytes) -> None:
    document = read(with_chunk(content, para("正文") + CHUNK))
    assert [p.text for p in paragraphs(document)] == ["正文"]
    assert told(document) == ["文中嵌有1处外部文件内容，未读取，请粘贴为正文后再报送。"]


def test_a_chunk_named_over_and_over_is_not_read_over_and_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_chunks, "_MOST", 3)
    document = read(with_chunk("一行。".encode(), CHUNK * 5))
    assert len(paragraphs(document)) == 3
    assert told(document) == ["文中嵌有2处外部文件内容，未读取，请粘贴为正文后再报送。"]


def test_a_page_header_names_its_own_parts() -> None:
    parts = unzipped(with_chunk(_PAGE.encode(), para("正文")))
    parts["word/header.xml"] = f"<w:hdr {W}>{para('页眉')}{CHUNK}</w:hdr>".encode()
    parts["word/_rels/document.xml.rels"] = relations(("aFChunk", "chunk.bin"), ("header", "header.xml")).encode()
    document = read(zipped(parts))
    assert document.furniture == ("页眉",)
    assert told(document) == ["文中嵌有1处外部文件内容，未读取，请粘贴为正文后再报送。"]
