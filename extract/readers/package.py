"""Zip packages of office documents: guarded opening, parts, relationships.

Everything that can be known from the central directory is checked before a byte is unpacked. The bounds come
from measuring real files (compression ratio: 95th percentile 15, highest 43) and known attacks.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import TypedDict

from lxml import etree

from extract.errors import Unreadable

MAX_ENTRIES = 5_000
MAX_PART = 64 << 20
MAX_TOTAL = 256 << 20
MAX_RATIO = 150
RATIO_MATTERS_FROM = 1 << 20
"""Small parts may compress as well as they like: unpacked they can do no harm."""

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", b"http://schemas.openxmlformats.org/drawingml/2006/chart"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
DAMAGED = "文件已损坏或不完整，无法打开。请用 Word、WPS 或 Excel 打开原文件，确认内容完整后另存一份再报送。"
TOO_LARGE = "文件解压后过大或压缩比异常，为安全起见未读取。请删去文中大图或无用内容，另存后再报送。"
ENCRYPTED = "文件设有打开密码，无法读取。请取消密码保护后另存再报送。"
_REFUSED = (
    "文件内含文档类型声明（DOCTYPE），正常的办公软件不会生成，为安全起见未读取。请用 Word、WPS 或 Excel 另存后再报送。"
)


class _Guards(TypedDict):
    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


_GUARDS: _Guards = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""What keeps XML from bringing entities, network access or endless nesting with it."""


class Relation:
    """One relationship of a part: `kind` is the last word of its type, `target` the part's full name."""

    __slots__ = ("external", "kind", "target")

    def __init__(self, kind: str, target: str, external: bool) -> None:
        self.kind = kind
        self.target = target
        self.external = external


class Package:
    """An opened office package. Raises `Unreadable` for what is encrypted, damaged or a decompression bomb."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            raise Unreadable("damaged", DAMAGED) from error
        self._entries = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in self._zip.infolist()}
        self._folded = {name.lower(): name for name in self._entries}
        self._guard()

    def _guard(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
            raise Unreadable("too_large", TOO_LARGE)
        for entry in entries:
            bomb = entry.file_size > RATIO_MATTERS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
            if bomb or entry.file_size > MAX_PART:
                raise Unreadable("too_large", TOO_LARGE)
            if entry.flag_bits & 1:
                raise Unreadable("encrypted", ENCRYPTED)

    def names(self) -> Iterator[str]:
        return iter(self._entries)

    def has(self, name: str) -> bool:
        return name.lower() in self._folded

    def packed(self, name: str) -> bytes:
        """A part as it lies in the file, with its method and size before it: equal bytes unpack to equal parts."""
        entry = self._entries[self._folded[name.lower()]]
        header = self._source[entry.header_offset : entry.header_offset + 30]
        if len(header) < 30:
            raise Unreadable("damaged", DAMAGED)
        start = entry.header_offset + 30 + sum(struct.unpack_from("<HH", header, 26))
        stamp = struct.pack("<HIQ", entry.compress_type, entry.CRC, entry.file_size)
        return stamp + self._source[start : start + entry.compress_size]

    def part(self, name: str) -> bytes:
        """The bytes of a part; `Unreadable` where it is missing or its checksum fails."""
        try:
            return self._zip.read(self._entries[self._folded[name.lower()]])
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise Unreadable("damaged", DAMAGED) from error

    def xml(self, name: str) -> etree._Element:
        """The root element of an XML part, strict namespaces turned into the transitional ones."""
        return parse_xml(self.part(name))

    def relations(self, name: str = "") -> dict[str, Relation]:
        """Relationships of a part by id ("" for those of the package); empty where there are none."""
        folder, base = posixpath.split(name)
        path = posixpath.join(folder, "_rels", base + ".rels")
        if not self.has(path):
            return {}
        found: dict[str, Relation] = {}
        for number, element in enumerate(self.xml(path)):
            kind = (element.get("Type") or "").rsplit("/", 1)[-1]
            external = element.get("TargetMode") == "External"
            target = element.get("Target") or ""
            if not external:
                target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[element.get("Id") or f"#{number}"] = Relation(kind, target, external)
        return found

    def main(self) -> str:
        """The name of the part that the package is about; `Unreadable` where there is none."""
        for relation in self.relations().values():
            if relation.kind == "officeDocument" and self.has(relation.target):
                return relation.target
        raise Unreadable("damaged", DAMAGED)


def parse_xml(content: bytes) -> etree._Element:
    """Root element of XML that must not bring a DOCTYPE, entities or network access with it."""
    try:
        root = etree.fromstring(_prepare(content), etree.XMLParser(**_GUARDS, collect_ids=False))
    except etree.XMLSyntaxError as error:
        raise Unreadable("damaged", DAMAGED) from error
    if root is None:
        raise Unreadable("damaged", DAMAGED)
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("damaged", _REFUSED)
    return root


def first_child(parent: etree._Element, tag: str) -> etree._Element | None:
    """The first child with this tag. (What `parent.find(tag)` gives, at a tenth of its cost where it stands in front, as
    properties do.)"""
    for element in parent:
        if element.tag == tag:
            return element
    return None


def stream_xml(content: bytes, tags: Sequence[str]) -> Iterator[etree._Element]:
    """Elements with these tags as they are completed, under the same guards; the caller clears what it has read."""
    steps = etree.iterparse(io.BytesIO(_prepare(content)), events=("end",), tag=tags, **_GUARDS)
    try:
        for _, element in steps:
            yield element
    except etree.XMLSyntaxError as error:
        raise Unreadable("damaged", DAMAGED) from error


def _prepare(content: bytes) -> bytes:
    if b"<!DOCTYPE" in content:
        raise Unreadable("damaged", _REFUSED)
    if b"purl.oclc.org/ooxml" in content:
        for strict, transitional in _STRICT:
            content = content.replace(strict, transitional)
    return content
