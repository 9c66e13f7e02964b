"""What is told of a file of pages: the document they make, and which of them were not read, and why."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Document, Place, Unread
from extract.errors import Unreadable
from extract.readers.page.assembly import assemble
from extract.readers.page.content import Content, Fault
from extract.readers.page.headings import Bookmark

MAX_PAGES = 3_000
_PICTURE = 0.25

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
_BLANK = "第{page}页没有文字。"
_ANNOTATED = "第{page}页有批注或表单域，其中填写的文字没有读"
_PICTURED = "第{page}页有大幅图片，图中的文字和数字没有读"

_UNCLEAR = "第{page}页有像表格的内容，框线不全，行或列分不清，没有按表格读；请对照原件核对，或请提供原 docx、xlsx，或加上框线后重新导出"


def check_count(pages: int) -> None:
    """Raises `Unreadable` for a file of no pages, or of more than `MAX_PAGES`."""
    if pages > MAX_PAGES:
        raise Unreadable("too_large", f"文件有 {pages} 页，超过 {MAX_PAGES} 页；请拆分后再送")
    if not pages:
        raise Unreadable("damaged", "文件里没有一页；请重新导出或重新传送")


def lost(number: int) -> Content:
    """A page that can't be opened."""
    return Content(number=number, width=0.0, height=0.0, items=[], notes=[], slanted=[], pictured=0.0, fault="lost")


def document_of(form: str, pages: Sequence[Content], bookmarks: Sequence[Bookmark], doubts: Sequence[str]) -> Document:
    """The document that the pages of a file make; `doubts` are what its reader says of the whole file. Raises `Unreadable`
    where no page has any text."""
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
        format=form,
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
