"""Web pages, and the documents and sheets that office programs saved as such."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from extract.document import Document, Unread
from extract.errors import Unreadable
from extract.readers.characters import CHINESE_NAMES, decode
from extract.readers.drafts import assembled, texts, unread_signs
from extract.readers.html_flow import Flow

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_HIDING_RULE = re.compile(
    r"([^{}]*)\{[^{}]*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|line-through)[^{}]*\}",
    re.IGNORECASE,
)
_WATCHED = (
    b"display",
    b"hidden",
    b"mso-",
    b"line-through",
    b"super",
    b"align:sub",
    b"align: sub",
    b"symbol",
    b"ingdings",
)
_CLASS = re.compile(r"^\s*(?:[a-z]+)?([.#][\w-]+)\s*$", re.IGNORECASE)
_BROKEN_OFF = "网页没有正常结束，可能只收到前一部分，其后的内容未读取。请重新报送完整的文件。"
_DEEP = "网页嵌套层次过深，过深处的内容未读取。请用浏览器或 Word 打开后另存为 .docx 再报送。"


def read(source: bytes) -> Document:
    """Read the bytes of an HTML page: headings, paragraphs, lists with their numbers, tables with spans. Scripts
    and styles are dropped, hidden text is kept apart. Raises `Unreadable` for what holds no page."""
    page, faults = _in_utf8(source)
    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True, remove_comments=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(_DECLARATION.sub(b"", page), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("damaged", "网页内容已损坏，无法读取。请用浏览器打开，另存为 PDF 或 .docx 再报送。") from error
    if root is None:
        raise Unreadable("empty", "网页中没有任何内容。请核对后重新报送。")
    flow = Flow(_hiding_selectors(root), _is_watched(page))
    flow.read(root)
    blocks, unread = assembled(flow.drafts)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        unread.append(Unread(_DEEP))
    unread.extend(faults)
    unread.extend(unread_signs(0, flow.unknown_symbols))
    if _breaks_off(page):
        unread.append(Unread(_BROKEN_OFF))
    furniture = [text for draft in flow.furniture for text in texts(draft)]
    return Document(
        format="html",
        blocks=tuple(blocks),
        unread=tuple(unread),
        furniture=tuple(dict.fromkeys(furniture)),
        remarks=tuple(flow.remarks(blocks)),
    )


def _in_utf8(source: bytes) -> tuple[bytes, tuple[Unread, ...]]:
    """The page in UTF-8, and what could not be read of it. Bytes that are valid UTF-8 are UTF-8 whatever the
    page says of itself; its word is taken next, its look last."""
    named = _CHARSET.search(source[:4096])
    if named is not None and not source.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stated = named[1].decode("ascii").lower()
        for encoding in ("utf-8", CHINESE_NAMES.get(stated, stated)):
            try:
                text = source.decode(encoding)
            except (LookupError, UnicodeDecodeError):
                continue
            return (source if encoding == "utf-8" else text.encode("utf-8", "replace")), ()
    decoded = decode(source)
    return decoded.text.encode("utf-8", "replace"), decoded.unread


def _breaks_off(page: bytes) -> bool:
    """Does a page that begins as a whole document never end? (Fragments, which begin with no html, may.)"""
    begun = page[:4096].lower()
    return b"<html" in begun and b"</html" not in page[-4096:].lower() and b"</body" not in page[-4096:].lower()


def _is_watched(page: bytes) -> bool:
    """Does any word stand in it that can hide text (display:none, visibility:hidden, hidden, mso-hide, line-through),
    mark a typed list number (mso-list), raise text (super, mso-text-raise) or lower it, or set it in symbols?"""
    lowered = page.lower()
    return any(word in lowered for word in _WATCHED)


def _hiding_selectors(root: etree._Element) -> frozenset[str]:
    """Classes (.name) and ids (#name) that the page's own style sheets hide."""
    found: set[str] = set()
    for style in root.iter("style"):
        rules = style.text or ""
        for selectors in _HIDING_RULE.findall(rules) if _is_watched(rules.encode()) else ():
            for selector in selectors.split(","):
                if simple := _CLASS.match(selector):
                    found.add(simple[1])
    return frozenset(found)
