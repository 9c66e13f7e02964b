"""Rich text (.rtf, and the .doc of programs that write it under that name), which LibreOffice turns into a docx."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from extract.document import Document, Unread
from extract.errors import Unreadable
from extract.readers import docx, office

_CUT_OFF = "文件末尾缺失（可能没有传完），内容可能不全；请重新报送完整的文件。"
_MISSING = "文件是 RTF 格式，本机没有能读取它的 LibreOffice。请用 Word 或 WPS 打开，另存为 .docx 后再报送。"
_DAMAGED = "文件是 RTF 格式，已损坏，无法读取。请用 Word 或 WPS 打开原文件，确认内容完整后另存为 .docx 再报送。"
_CONVERTED = "本文件是 RTF 格式，经 LibreOffice 转换后读取，请与原文件核对。"


def read(
    source: bytes, convert: Callable[[bytes], bytes | None] | None = None, converted: bytes | None = None
) -> Document:
    """Read the bytes of a rtf by the docx that was `converted` from it, or that `convert` makes of it (LibreOffice, unless
    another is given). Raises `Unreadable` where there is none."""
    made = converted or (convert or office.one_by_libreoffice)(source)
    if not made:
        if office.libreoffice() is None:
            raise Unreadable("missing_component", _MISSING)
        raise Unreadable("damaged", _DAMAGED)
    document = docx.read(made)
    if office.is_noise(text for _, _, text in document.texts()):
        raise Unreadable("damaged", _DAMAGED)
    cut_off = () if source.rstrip(b"\0 \t\r\n").endswith(b"}") else (Unread(_CUT_OFF),)
    return msgspec.structs.replace(
        document, format="rtf", unread=(*document.unread, *cut_off), remarks=(*document.remarks, _CONVERTED)
    )
