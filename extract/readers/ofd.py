"""OFD (GB/T 33190), the layout format of Chinese offices: pages of placed text and lines, read as those of a PDF are.

Seals and signatures lie over the pages and are no part of them. A page that can't be read is said to be lost.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

import msgspec
from lxml import etree

from extract.document import Document, Unread
from extract.errors import Unreadable
from extract.folding import fold
from extract.readers.ofd_markup import Resources, box_of, child, children, is_set, name_of, place, text_of
from extract.readers.ofd_page import Drawn, OfdPage
from extract.readers.package import Package
from extract.readers.page.content import Content, read_content
from extract.readers.page.headings import Bookmark
from extract.readers.page.sheet import BoxSides
from extract.readers.page.telling import check_count, document_of, lost

_DAMAGED = "文件已损坏，打不开；请重新导出或重新传送"
_ENCRYPTED = "文件已加密，无法读取；请去掉加密后再送"
_LOST_BODY = "文件内的第{number}份文档已损坏，没有读；请重新导出或重新传送该文件。"
_ATTACHED = "文件带有{count}个附件，其中的内容没有读；请解出后另行报送。"
_DEEPEST = 9
_MAX_BOOKMARKS = 2_000
_BEHIND, _BEFORE = "Background", "Foreground"
_OVER = frozenset({"Stamp", "Watermark", "Link"})
"""Kinds of annotations that add nothing to be read as text of the page."""


def read(source: bytes) -> Document:
    """The document in an OFD file, its bodies one after another. Raises `Unreadable`: damaged, encrypted, too_large,
    unsupported (nothing but pictures)."""
    package = Package(source)
    root = _opened(package, "OFD.xml")
    if child(root, "Encryptions") is not None:
        raise Unreadable("encrypted", _ENCRYPTED)
    names = [place(package, text_of(child(body, "DocRoot"))) for body in children(root, "DocBody")]
    bodies: list[_Body] = []
    doubts: list[str] = []
    for number, name in enumerate(names, 1):
        try:
            bodies.append(_Body(package, name))
        except Unreadable:
            doubts.append(_LOST_BODY.format(number=number))
    if not bodies:
        raise Unreadable("damaged", _DAMAGED)
    check_count(sum(len(body.pages) for body in bodies))
    pages: list[Content] = []
    for body in bodies:
        pages.extend(body.content(page, number) for number, page in enumerate(body.pages, len(pages) + 1))
    bookmarks = [entry for body in bodies for entry in body.bookmarks()]
    document = document_of("ofd", pages, bookmarks, doubts)
    attached = sum(body.attachments() for body in bodies)
    if not attached:
        return document
    return msgspec.structs.replace(document, unread=(*document.unread, Unread(_ATTACHED.format(count=attached))))


def _opened(package: Package, name: str) -> etree._Element:
    try:
        return package.xml(name)
    except Unreadable as error:
        raise Unreadable("damaged", _DAMAGED) from error


class _Body:
    """One document of the file. `pages` are the elements that name its pages."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._folder = posixpath.dirname(name)
        self._root = package.xml(name)
        common = child(self._root, "CommonData")
        self._area = child(common, "PageArea")
        self._resources = Resources().with_parts(package, common, ("PublicRes", "DocumentRes"), self._folder)
        self._templates = {each.get("ID") or "": each for each in children(common, "TemplatePage")}
        self._drawn: dict[str, Drawn] = {}
        self._notes = dict(self._annotations())
        self.pages = list(children(child(self._root, "Pages"), "Page"))

    def content(self, page: etree._Element, number: int) -> Content:
        """A page read; lost where its part is damaged."""
        try:
            return read_content(self._page(page), number)
        except Unreadable:
            return lost(number)

    def _page(self, page: etree._Element) -> OfdPage:
        name = place(self._package, page.get("BaseLoc") or "", self._folder)
        root = self._package.xml(name)
        folders = (posixpath.dirname(name), self._folder)
        own = Drawn(child(root, "Content"), self._resources.with_parts(self._package, root, ("PageRes",), *folders))
        behind: list[Drawn] = []
        before: list[Drawn] = []
        for used in children(root, "Template"):
            template = self._templates.get(used.get("TemplateID") or "")
            if template is not None:
                order = used.get("ZOrder") or template.get("ZOrder") or _BEHIND
                (before if order == _BEFORE else behind).append(self._template(template))
        notes = self._page_notes(page.get("ID") or "")
        marks = [
            Drawn(appearance, self._resources)
            for note in notes
            if note.get("Type") == "Watermark" and (appearance := child(note, "Appearance")) is not None
        ]
        annotated = any(note.get("Type") not in _OVER and _has_text(note) for note in notes)
        size = self._size(child(root, "Area")) or self._size(self._area)
        return OfdPage(size, [*behind, own, *before], marks, annotated)

    def _template(self, template: etree._Element) -> Drawn:
        known = template.get("ID") or ""
        if known not in self._drawn:
            name = place(self._package, template.get("BaseLoc") or "", self._folder)
            root = self._package.xml(name)
            folders = (posixpath.dirname(name), self._folder)
            resources = self._resources.with_parts(self._package, root, ("PageRes",), *folders)
            self._drawn[known] = Drawn(child(root, "Content"), resources)
        return self._drawn[known]

    def _size(self, area: etree._Element | None) -> BoxSides | None:
        return box_of(text_of(child(area, "PhysicalBox")))

    def _annotations(self) -> Iterator[tuple[str, str]]:
        """The part that holds the annotations of each page that has any."""
        stated = text_of(child(self._root, "Annotations"))
        name = place(self._package, stated, self._folder)
        if not stated or not self._package.has(name):
            return
        for page in children(self._package.xml(name), "Page"):
            file = text_of(child(page, "FileLoc"))
            yield page.get("PageID") or "", place(self._package, file, posixpath.dirname(name), self._folder)

    def _page_notes(self, page: str) -> list[etree._Element]:
        """The visible annotations of a page; a part of them that is missing takes nothing from the page."""
        name = self._notes.get(page)
        if name is None or not self._package.has(name):
            return []
        return [note for note in children(self._package.xml(name), "Annot") if is_set(note, "Visible", True)]

    def bookmarks(self) -> list[Bookmark]:
        """The outline that the file carries; of one without end the beginning."""
        found: list[Bookmark] = []
        outline = child(self._root, "Outlines")
        if outline is not None:
            _add_bookmarks(outline, 1, found)
        return found

    def attachments(self) -> int:
        """How many files are attached."""
        stated = text_of(child(self._root, "Attachments"))
        name = place(self._package, stated, self._folder)
        if not stated or not self._package.has(name):
            return 0
        try:
            return sum(1 for _ in children(self._package.xml(name), "Attachment"))
        except Unreadable:
            return 0


def _has_text(note: etree._Element) -> bool:
    return any(name_of(each) == "TextObject" for each in note.iter())


def _add_bookmarks(outline: etree._Element, level: int, found: list[Bookmark]) -> None:
    for entry in children(outline, "OutlineElem"):
        if len(found) >= _MAX_BOOKMARKS:
            return
        found.append(Bookmark(title=fold(entry.get("Title") or ""), level=level))
        if level < _DEEPEST:
            _add_bookmarks(entry, level + 1, found)
