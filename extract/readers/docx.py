"""Word documents (.docx, .docm, .dotx): everything that is displayed, in reading order."""

from __future__ import annotations

from lxml import etree

from extract.document import Document, Unread
from extract.readers import drafts
from extract.readers.characters import private_characters
from extract.readers.docx_blocks import Storyteller
from extract.readers.docx_chunks import Chunks
from extract.readers.docx_styles import Styles, W, lists_of, styles_of
from extract.readers.drafts import Grid, Para
from extract.readers.numbering import ListFormat
from extract.readers.package import Package, Relation, parse_xml

_NOTE_KINDS = (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment"))
_TOO_LARGE_FOR_A_TREE = 8 << 20
"""Bytes of XML; a tree takes about ten times as much memory. A report of 200 pages has one or two megabytes."""
_TELLING = (b"anish", b"strike", b"vertAlign", b":position ", b"rStyle", b"ingdings", b"Symbol")
_STORY_KINDS = ("footnotes", "endnotes", "comments", "header", "footer")


def read(source: bytes, nested: bool = False) -> Document:
    """Read the bytes of a docx, `nested` where it is part of another one. Raises `Unreadable` where the package is
    encrypted, damaged or too large."""
    package = Package(source)
    main = package.main()
    relations = package.relations(main)
    content = package.part(main)
    others = (name for kind in _STORY_KINDS for name in _targets(package, relations, kind))
    plain_runs = _has_plain_runs(content) and all(_has_plain_runs(package.part(name)) for name in others)
    styles, lists = _styles(package, relations), _lists(package, relations)
    teller = Storyteller(styles, lists, plain_runs)
    teller.chunks = chunks = Chunks(package, relations, nested)
    if len(content) > _TOO_LARGE_FOR_A_TREE:
        found = teller.body(content)
    else:
        body = parse_xml(content).find(W + "body")
        found = teller.blocks(body) if body is not None else []
    teller.chunks = None  # other parts have relations of their own
    for part_kind, kind in _NOTE_KINDS:
        for name in _targets(package, relations, part_kind):
            found.extend(_notes(package.xml(name), kind, teller))
    furniture = _furniture(package, relations, teller)
    blocks, unread = drafts.assembled(found)
    revisions = teller.scribe.revisions
    return Document(
        format="docx",
        blocks=tuple(blocks),
        unread=tuple(unread + chunks.unread + _unread_parts(teller) + private_characters(blocks)),
        furniture=furniture,
        remarks=tuple(drafts.remarks(revisions.inserted, revisions.deleted, blocks) + chunks.remarks),
    )


def _has_plain_runs(content: bytes) -> bool:
    """No run hides or raises text or sets it in symbols: the words for it stand nowhere in the part (unless it is
    in UTF-16)."""
    return not (any(word in content for word in _TELLING) or b"\0" in content[:64])


def _targets(package: Package, relations: dict[str, Relation], kind: str) -> list[str]:
    found = [r.target for r in relations.values() if r.kind == kind and not r.external and package.has(r.target)]
    return list(dict.fromkeys(found))


def _styles(package: Package, relations: dict[str, Relation]) -> Styles:
    names = _targets(package, relations, "styles")
    return styles_of(package, names[0]) if names else Styles({})


def _lists(package: Package, relations: dict[str, Relation]) -> dict[str, ListFormat]:
    names = _targets(package, relations, "numbering")
    return lists_of(package, names[0]) if names else {}


def _notes(root: etree._Element, kind: str, teller: Storyteller) -> list[Para | Grid]:
    """Footnotes, endnotes or comments; the separators that Word keeps among them are no notes."""
    found: list[Para | Grid] = []
    for note in root:
        if note.get(W + "type") in (None, "normal"):
            found.extend(teller.blocks(note, kind))
    return found


def _furniture(package: Package, relations: dict[str, Relation], teller: Storyteller) -> tuple[str, ...]:
    texts: dict[str, None] = {}
    for kind in ("header", "footer"):
        for name in _targets(package, relations, kind):
            story = teller.blocks(package.xml(name), kind)
            text = "\n".join(text for draft in story for text in drafts.texts(draft))
            if text:
                texts[text] = None
    return tuple(texts)


def _unread_parts(teller: Storyteller) -> list[Unread]:
    found = []
    if teller.unconverted:
        found.append(Unread(f"文中嵌有{teller.unconverted}处外部文件内容，未读取，请粘贴为正文后再报送。"))
    found += drafts.unread_signs(teller.scribe.uncomputed, teller.scribe.unknown_symbols)
    return found
