"""Web pages saved as one file (.mht, .mhtml, and the .doc of programs that export so): the page inside, read as HTML."""

from __future__ import annotations

import email
import email.policy
from email.message import Message

import msgspec

from extract.document import Document
from extract.errors import Unreadable
from extract.readers import html
from extract.readers.characters import CHINESE_NAMES

_NO_PAGE = "文件是邮件或网页存档，其中没有网页正文。请将其中的报告另存为 .docx、.xlsx 或 PDF 再报送。"
_FRAMES = "网页存档由几个框架组成（多为 Excel 另存的网页），未读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再报送。"


def read(source: bytes) -> Document:
    """Read the bytes of a mht. Raises `Unreadable` for one that holds no page, or one of frames."""
    message = email.message_from_bytes(source.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=email.policy.compat32)
    page = _page(message)
    if page is None:
        raise Unreadable("unsupported", _NO_PAGE)
    content = _in_utf8(page)
    if b"<frameset" in content.lower():
        raise Unreadable("unsupported", _FRAMES)
    return msgspec.structs.replace(html.read(content), format="mht")


def _page(message: Message) -> Message | None:
    """The part that is shown: the one that the whole names as its start, else the first page."""
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    start = message.get_param("start")
    return next((part for part in pages if start and part.get("Content-ID") == start), pages[0] if pages else None)


def _in_utf8(page: Message) -> bytes:
    """The page; in UTF-8 where the archive says what it was written in, and that is so."""
    packed = page.get_payload(decode=True)
    content = packed if isinstance(packed, bytes) else b""
    stated = (page.get_content_charset() or "").lower()
    try:
        return content.decode(CHINESE_NAMES.get(stated, stated)).encode() if stated not in ("", "us-ascii") else content
    except (LookupError, ValueError):
        return content
