"""Readers: one module a format, each `read(source) -> Document`; this door picks the one that fits the bytes."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import msgspec

from extract.document import Document
from extract.errors import Unreadable
from extract.readers.sniff import mismatch, sniff
from extract.secrecy import is_marked

MAX_FILE = 300 << 20
"""Bytes; the largest scanned reports seen are a tenth of it."""

_MOST_REASONS = 3

_MODULES = {
    "docx": "extract.readers.docx",
    "doc": "extract.readers.doc",
    "pdf": "extract.readers.pdf",
    "ofd": "extract.readers.ofd",
    "xlsx": "extract.readers.xlsx",
    "xls": "extract.readers.xls",
    "odt": "extract.readers.odt",
    "ods": "extract.readers.ods",
    "html": "extract.readers.html",
    "mht": "extract.readers.mht",
    "rtf": "extract.readers.rtf",
    "txt": "extract.readers.text",
}
_CONVERTED = frozenset({"doc", "rtf"})
"""Kinds for which another program may be needed."""


def read(
    source: bytes,
    name: str = "",
    convert: Callable[[bytes], bytes | None] | None = None,
    converted: bytes | None = None,
) -> Document:
    """Read one file. Its kind is found in its bytes; where `name` promises another, the document says so in its
    remarks. `convert` serves in place of a LibreOffice process for this file alone, where one is needed
    (`extract.readers.doc`, `extract.readers.rtf`); `converted` is what LibreOffice made of it before. Raises
    `Unreadable` with a reason and advice for what can't be read."""
    if len(source) > MAX_FILE:
        raise Unreadable("too_large", "文件超过三百兆字节，未读取。请压缩文中图片或拆分后再报送。")
    kind = sniff(source)
    try:
        given = (source, convert, converted) if kind in _CONVERTED else (source,)
        document: Document = importlib.import_module(_MODULES[kind]).read(*given)
    except ModuleNotFoundError as error:
        raise Unreadable(
            "missing_component", f"缺少读取此类文件的组件（{error.name}），请联系系统管理员安装。"
        ) from error
    except RecursionError as error:
        raise Unreadable("damaged", "文件内部嵌套层次过深，无法读取。请用原软件打开后另存再报送。") from error
    if is_marked(document):
        raise Unreadable(
            "classified",
            "文件标有密级，未读取，也没有保留其中任何内容。请核对定密是否属实；确需审核的，按保密规定在涉密设备上办理。",
        )
    if not document.blocks:
        raise _nothing(document)
    remark = mismatch(name, document.format)
    return msgspec.structs.replace(document, remarks=(*document.remarks, remark)) if remark else document


def _nothing(document: Document) -> Unreadable:
    """Why a document without any text can't be audited: nothing stands in it, or only what is not read, as pages
    pasted in as pictures."""
    reasons = list(dict.fromkeys(part.reason.rstrip("。") for part in document.unread))
    if not reasons:
        return Unreadable("empty", "文件能打开，但其中没有任何文字。请核对后重新报送。")
    told = "；".join(reasons[:_MOST_REASONS])
    return Unreadable("unsupported", f"没有读到任何文字：{told}。请提供可编辑的电子版，或先做文字识别并核对后再报送。")
