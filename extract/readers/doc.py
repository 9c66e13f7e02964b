"""Word 97-2003 documents (.doc, .dot, the .wps of WPS Writer), read in process.

What our own reader can't follow (Word 95 and older, damage) goes to msdoc2docx, then to LibreOffice where that is
installed, each to a docx which our docx reader reads; the remarks say so. Who reads many files has LibreOffice convert
those that need it together, and hands in what came of it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

import msgspec

from extract.document import Document, Unread
from extract.errors import Unreadable
from extract.readers import drafts, office
from extract.readers.word97.fib import Binary, OutOfReach, open_binary
from extract.readers.word97.stories import Storyteller

Convert = Callable[[bytes], bytes | None]
_LOST = {
    "footnote": "脚注的位置表已损坏，脚注未读取",
    "endnote": "尾注的位置表已损坏，尾注未读取",
    "comment": "批注的位置表已损坏，批注未读取",
    "textbox": "文本框的位置表已损坏，文本框未读取",
    "header": "页眉页脚的位置表已损坏，页眉页脚未读取",
    "styles": "样式表已损坏，标题级别可能不全",
    "lists": "自动编号的定义已损坏，编号未读取",
    "overrides": "自动编号的对照表已损坏，编号未读取",
    "length": "登记的字数与文字块表不符，正文可能缺失或混入附属文字",
}


def read(source: bytes, convert: Convert | None = None, converted: bytes | None = None) -> Document:
    """Read the bytes of a .doc; `convert` makes a docx of them, or None, where nothing else can (LibreOffice, unless
    another is given), `converted` is one that it made before. Raises `Unreadable` where the file is encrypted, or too old or damaged for every reader at hand."""
    try:
        return read_in_process(source)
    except OutOfReach as failure:
        return _read_converted(source, failure, convert or office.one_by_libreoffice, converted)


def read_in_process(source: bytes) -> Document:
    """Read with our own reader alone. Raises `OutOfReach` where another program may do better."""
    return document_of(open_binary(source))


def document_of(binary: Binary) -> Document:
    """The document in the streams of a Word 97 file. Raises `OutOfReach` as above."""
    try:
        teller = Storyteller(binary)
        _check_readable(teller)
        found = teller.blocks(teller.ranges["main"])
        for box in teller.satellites.loose:
            found.extend(teller.blocks(box, "textbox"))
        for kind, note in teller.satellites.notes:
            found.extend(teller.blocks(note, kind))
        furniture = _furniture(teller)
    except struct.error as failure:  # a record announced longer than the part it stands in
        raise OutOfReach("内部的记录不完整") from failure
    blocks, unread = drafts.assembled(found)
    tally = teller.inked.tally
    return Document(
        format="doc",
        blocks=tuple(blocks),
        unread=(*unread, *_unread_parts(teller)),
        furniture=furniture,
        remarks=tuple(drafts.remarks(tally.inserted, tally.deleted, blocks)),
    )


def _check_readable(teller: Storyteller) -> None:
    """Refuse text that came out as noise: the piece table led to other bytes than text."""
    first, last = teller.ranges["main"]
    text = teller.pieces.text[first:last]
    if len(text) >= office.JUDGED_FROM and len(office.NOISE.findall(text)) * 10 > len(text):
        raise OutOfReach("的正文大半不是可辨认的文字")


def _furniture(teller: Storyteller) -> tuple[str, ...]:
    """Page headers and footers, each text once."""
    texts = (
        "\n".join(text for draft in teller.blocks(header) for text in drafts.texts(draft))
        for header in teller.satellites.headers
    )
    return tuple(dict.fromkeys(text for text in texts if text))


def _unread_parts(teller: Storyteller) -> list[Unread]:
    found = [Unread(f"文件{_LOST[part]}，请人工核对。") for part in teller.satellites.lost]
    if teller.shapeless:
        found.append(
            Unread(f"有{teller.shapeless}个段落的版式记录已损坏，只读到文字，表格和编号可能不全，请人工核对。")
        )
    tally = teller.inked.tally
    if unnumbered := teller.unnumbered + tally.number_fields:
        found.append(Unread(f"有{unnumbered}处自动编号未能识别，请人工核对。"))
    found += drafts.unread_signs(tally.uncomputed, tally.unknown_symbols)
    if tally.stray_fields:
        found.append(Unread(f"文中有{tally.stray_fields}处域代码不完整，其代码可能混入正文，请人工核对。"))
    if teller.odd_rows:
        found.append(Unread(f"有{teller.odd_rows}行表格的单元格数与表格定义不符，列的位置可能不准，请人工核对。"))
    return found


def _read_converted(source: bytes, failure: OutOfReach, convert: Convert, converted: bytes | None) -> Document:
    """Read a docx that another program made of the file. (LibreOffice was asked before only where msdoc2docx did not
    do: no need to find that out again.)"""
    name, made = "LibreOffice", office.Converted(converted) if converted else None
    if made is None:
        name, made = "msdoc2docx", office.by_msdoc2docx(source)
        if (made is None or made.left_out) and (better := convert(source)):
            name, made = "LibreOffice", office.Converted(better)
    if made is None:
        raise _unreadable(failure) from failure
    from extract.readers import docx

    document = docx.read(made.content)
    if office.is_noise(text for _, _, text in document.texts()):
        raise _unreadable(failure) from failure
    lost = [Unread(f"文件中的{part}未读取，请人工核对。") for part in made.left_out]
    return msgspec.structs.replace(
        document,
        format="doc",
        unread=(*document.unread, *lost),
        remarks=(*document.remarks, f"本文件{failure}，经 {name} 转换后读取，请与原文件核对。"),
    )


def _unreadable(failure: OutOfReach) -> Unreadable:
    if failure.old and office.libreoffice() is None:
        return Unreadable(
            "missing_component",
            f"本文件{failure}，本机没有能读取它的 LibreOffice。请用 Word 或 WPS 打开，另存为 .docx 后再报送。",
        )
    return Unreadable(
        "damaged", f"本文件{failure}，无法读取。请用 Word 或 WPS 打开原文件，确认内容完整后另存为 .docx 再报送。"
    )
