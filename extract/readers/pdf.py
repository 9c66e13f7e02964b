"""PDF with a text layer, read page by page: characters and rulings from PDFium, the rest of the structure rebuilt.

A page that is only a picture, or whose characters have no known meaning, is a part not read and says so. PDFium can
end the whole process on a hostile file: the reader belongs into a worker that may die.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

import pypdfium2
from pypdfium2 import raw

from extract.document import Document
from extract.errors import Unreadable
from extract.folding import fold
from extract.readers.page.content import Content, read_content
from extract.readers.page.headings import Bookmark
from extract.readers.page.pdf_page import PdfPage
from extract.readers.page.streams import check_streams
from extract.readers.page.telling import check_count, document_of, lost

_SIGNATURE_WITHIN = 1024
_TAIL = 4096
_MAX_BOOKMARKS = 2_000
_DEEPEST = 9

_CUT_OFF = "文件末尾缺失（可能没有传完），内容可能不全；请重新传送该文件。"
_BROKEN = "文件内有 {count} 段数据损坏，其中的文字可能没有读全；请重新导出或重新传送该文件。"


def read(source: bytes) -> Document:
    """The document in a PDF file.

    Raises `Unreadable`: empty, damaged, encrypted (a password is needed to open it), too_large,
    unsupported (nothing but pictures, or characters without meaning).
    """
    if not source:
        raise Unreadable("empty", "文件是空的（0 字节）；请重新传送")
    if b"%PDF-" not in source[:_SIGNATURE_WITHIN]:
        raise Unreadable("damaged", "文件开头不是 pdf；请重新导出或重新传送")
    streams = check_streams(source)
    if streams.bomb:
        raise Unreadable("too_large", "文件内有一段数据解压后超过 256 MB，不予读取；请核对来源，或重新导出")
    file = _open(source)
    try:
        pages = [_read_page(file, number) for number in range(1, len(file) + 1)]
        bookmarks = _bookmarks(file)
    finally:
        file.close()
    doubts = [] if _is_closed(source) else [_CUT_OFF]
    if streams.broken:
        doubts.append(_BROKEN.format(count=streams.broken))
    return document_of("pdf", pages, bookmarks, doubts)


def _open(source: bytes) -> Any:
    try:
        file = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Unreadable("encrypted", "文件有打开密码；请去掉密码后再送") from error
        raise Unreadable("damaged", "文件已损坏，打不开；请重新导出或重新传送") from error
    try:
        check_count(len(file))
    except Unreadable:
        file.close()
        raise
    return file


def _is_closed(source: bytes) -> bool:
    """Whether the file has its proper end."""
    tail = source[-_TAIL:]
    return b"%%EOF" in tail or b"startxref" in tail


def _read_page(file: Any, number: int) -> Content:
    """One page, closed again at once so that memory doesn't grow with the number of pages."""
    try:
        page = file[number - 1]
    except pypdfium2.PdfiumError:
        return lost(number)
    try:
        textpage = page.get_textpage()
        try:
            return read_content(PdfPage(page, textpage), number)
        finally:
            textpage.close()
    except pypdfium2.PdfiumError:
        return lost(number)
    finally:
        page.close()


def _bookmarks(file: Any) -> list[Bookmark]:
    """The file's own outline; of one without end the beginning."""
    try:
        entries = islice(file.get_toc(max_depth=_DEEPEST), _MAX_BOOKMARKS)
        return [Bookmark(title=fold(entry.get_title()), level=entry.level + 1) for entry in entries]
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return []
