"""PDF with a text layer, read page by page: characters and rulings from PDFium, the rest of the structure rebuilt.

A page that is only a picture, or whose characters have no known meaning, is a part not read and says so. PDFium can
end the whole process on a hostile file: the reader belongs into a worker that may die.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

import pypdfium2
from pypdfium2 import raw

from extract.document import Document, Place, Unread
from extract.errors import Unreadable
from extract.folding import fold
from extract.readers.page.assembly import assemble
from extract.readers.page.content import Content, Fault, read_content
from extract.readers.page.headings import Bookmark
from extract.readers.page.streams import check_streams

MAX_PAGES = 3_000
_SIGNATURE_WITHIN = 1024
_TAIL = 4096
_PICTURE = 0.25
_MAX_BOOKMARKS = 2_000
_DEEPEST = 9

_ADVICE = "请提供电子版（docx，或由文字直接导出的 pdf），或先做文字识别并核对后再报送。"
_REASONS: dict[Fault, str] = {
    "scanned": f"第{{page}}页是扫描件或图片，没有可读的文字；{_ADVICE}",
    "recognised": f"第{{page}}页是扫描件，附带的文字由软件识别而来、可能有错，没有采用；{_ADVICE}",
    "tangled": "第{page}页有大量文字互相重叠（多因表格行高不够），读不准，没有读；请提供原 xlsx、docx，或调整行高后重新导出。",
    "crowded": "第{page}页文字多得异常，没有读；请核对来源，或重新导出。",
    "unmapped": f"第{{page}}页的文字没有可用的字符编码，读出来是乱码；{_ADVICE}",
    "lost": "第{page}页已损坏，读不出来；请重新导出或重新传送该文件。",
}
_ALL: dict[Fault, str] = {
    "scanned": f"这是扫描件，没有可读的文字；{_ADVICE}",
    "recognised": f"这是扫描件，附带的文字由软件识别而来、可能有错，没有采用；{_ADVICE}",
    "tangled": "文字互相重叠（多因表格行高不够），读不准；请提供原 xlsx、docx，或调整行高后重新导出。",
    "crowded": "页面上文字多得异常，没有读；请核对来源，或重新导出。",
    "unmapped": f"文字没有可用的字符编码，读出来是乱码；{_ADVICE}",
    "lost": "文件已损坏，读不出来；请重新导出或重新传送。",
}
_CUT_OFF = "文件末尾缺失（可能没有传完），内容可能不全；请重新传送该文件。"
_BROKEN = "文件内有 {count} 段数据损坏，其中的文字可能没有读全；请重新导出或重新传送该文件。"
_BLANK = "第{page}页没有文字。"
_ANNOTATED = "第{page}页有批注或表单域，其中填写的文字没有读"
_PICTURED = "第{page}页有大幅图片，图中的文字和数字没有读"

_UNCLEAR = "第{page}页有像表格的内容，框线不全，行或列分不清，没有按表格读；请对照原件核对，或请提供原 docx、xlsx，或加上框线后重新导出"


def read(source: bytes) -> Document:
    """The document in a PDF file.

    Raises `Unreadable`: empty, damaged, encrypted (a password is needed to open it), too_large (more than `MAX_PAGES`),
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
    return _document(pages, bookmarks, doubts)


def _open(source: bytes) -> Any:
    try:
        file = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Unreadable("encrypted", "文件有打开密码；请去掉密码后再送") from error
        raise Unreadable("damaged", "文件已损坏，打不开；请重新导出或重新传送") from error
    pages = len(file)
    if 0 < pages <= MAX_PAGES:
        return file
    file.close()
    if pages:
        raise Unreadable("too_large", f"文件有 {pages} 页，超过 {MAX_PAGES} 页；请拆分后再送")
    raise Unreadable("damaged", "文件里没有一页；请重新导出或重新传送")


def _is_closed(source: bytes) -> bool:
    """Whether the file has its proper end."""
    tail = source[-_TAIL:]
    return b"%%EOF" in tail or b"startxref" in tail


def _read_page(file: Any, number: int) -> Content:
    """One page, closed again at once so that memory doesn't grow with the number of pages."""
    try:
        page = file[number - 1]
    except pypdfium2.PdfiumError:
        return _lost(number)
    try:
        textpage = page.get_textpage()
        try:
            return read_content(page, textpage, number)
        finally:
            textpage.close()
    except pypdfium2.PdfiumError:
        return _lost(number)
    finally:
        page.close()


def _bookmarks(file: Any) -> list[Bookmark]:
    """The file's own outline; of one without end the beginning."""
    try:
        entries = islice(file.get_toc(max_depth=_DEEPEST), _MAX_BOOKMARKS)
        return [Bookmark(title=fold(entry.get_title()), level=entry.level + 1) for entry in entries]
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return []


def _lost(number: int) -> Content:
    return Content(number=number, width=0.0, height=0.0, items=[], notes=[], slanted=[], pictured=0.0, fault="lost")


def _document(pages: Sequence[Content], bookmarks: Sequence[Bookmark], doubts: Sequence[str]) -> Document:
    assembled = assemble(pages, bookmarks)
    faults = [(page.number, page.fault) for page in pages if page.fault is not None]
    if not assembled.blocks:
        raise _nothing([fault for _, fault in faults], doubts)
    unread = [
        Unread(
            reason=_REASONS[fault].format(page=number),
            place=Place(block=assembled.first[number], row=None, col=None, start=0, end=0, page=number),
        )
        for number, fault in faults
    ]
    unread.extend(Unread(reason=doubt) for doubt in doubts)
    remarks = [_BLANK.format(page=p.number) for p in pages if p.fault is None and not p.items]
    remarks += [_ANNOTATED.format(page=p.number) for p in pages if p.annotated]
    remarks += [_PICTURED.format(page=p.number) for p in pages if p.fault is None and p.pictured >= _PICTURE]
    remarks += [_UNCLEAR.format(page=number) for number in assembled.unclear]
    return Document(
        format="pdf",
        blocks=tuple(assembled.blocks),
        unread=tuple(unread),
        furniture=tuple(assembled.furniture),
        remarks=tuple(remarks),
        pages=len(pages),
    )


def _nothing(faults: Sequence[Fault], doubts: Sequence[str]) -> Unreadable:
    """Why a file without any text can't be read."""
    told = [fault for fault in _ALL if fault in faults]
    if told:
        return Unreadable("damaged" if told[0] == "lost" else "unsupported", _ALL[told[0]])
    if doubts:
        return Unreadable("damaged", _ALL["lost"])
    return Unreadable("empty", "文件里没有文字；请确认送的是正式的报告")
