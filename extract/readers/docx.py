"""Word documents (.docx, .docm, .dotx): everything that is displayed, in reading order."""

from __future__ import annotations

import msgspec
from lxml import etree

from extract.document import Block, Document, Paragraph, Place, Table, Unread
from extract.readers import outline
from extract.readers.docx_blocks import Grid, Para, Storyteller
from extract.readers.docx_styles import Styles, W, lists_of, styles_of
from extract.readers.numbering import ListFormat
from extract.readers.package import Package, Relation

_NOTE_KINDS = (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment"))


def read(source: bytes) -> Document:
    """Read the bytes of a docx. Raises `Unreadable` where the package is encrypted, damaged or too large."""
    package = Package(source)
    main = package.main()
    relations = package.relations(main)
    teller = Storyteller(_styles(package, relations), _lists(package, relations))
    body = package.xml(main).find(W + "body")
    drafts = teller.blocks(body) if body is not None else []
    for part_kind, kind in _NOTE_KINDS:
        for name in _targets(package, relations, part_kind):
            drafts.extend(_notes(package.xml(name), kind, teller))
    blocks, unread = _assembled(drafts)
    return Document(
        format="docx",
        blocks=tuple(blocks),
        unread=tuple(unread + _unread_parts(teller)),
        furniture=_furniture(package, relations, teller),
        remarks=tuple(_remarks(teller, blocks)),
    )


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
            drafts = teller.blocks(package.xml(name), kind)
            text = "\n".join(text for draft in drafts for text in _texts(draft))
            if text:
                texts[text] = None
    return tuple(texts)


def _texts(draft: Para | Grid) -> list[str]:
    if isinstance(draft, Para):
        return [draft.label + draft.text] if draft.text else []
    found = [cell.text for cell in draft.cells if cell.text]
    for _, _, inner in draft.inner:
        found.extend(_texts(inner))
    for item in draft.after:
        found.extend(_texts(item))
    return found


def _assembled(drafts: list[Para | Grid]) -> tuple[list[Block], list[Unread]]:
    """Blocks in reading order with heading levels, and what could not be read in them."""
    flat: list[tuple[Para | Grid, tuple[int, int, int] | None]] = []
    count = 0
    for draft in drafts:
        count = _flatten(draft, None, flat, count)
    lines = [
        outline.Line(d.text, d.label, d.styled, d.contents or d.hidden or d.kind != "body")
        for d, _ in flat
        if isinstance(d, Para)
    ]
    levels = iter(outline.levels(lines))
    blocks: list[Block] = []
    unread: list[Unread] = []
    for draft, host in flat:
        place = Place(len(blocks), None, None, 0, 0)
        if isinstance(draft, Grid):
            unread.extend(_embedded(tuple(draft.embedded), place))
            blocks.append(Table(draft.rows, draft.cols, tuple(draft.cells), host=host))
            continue
        level = next(levels)
        unread.extend(_embedded(draft.embedded, place))
        if draft.text:
            blocks.append(Paragraph(draft.text, draft.label, level, draft.kind, hidden=draft.hidden))
    return blocks, [_within(item, len(blocks)) for item in unread]


def _flatten(
    draft: Para | Grid,
    host: tuple[int, int, int] | None,
    flat: list[tuple[Para | Grid, tuple[int, int, int] | None]],
    count: int,
) -> int:
    """Append a draft and what hangs on it; `count` blocks stand before it. Returns the blocks counted after it."""
    number = count
    flat.append((draft, host))
    if isinstance(draft, Para):
        return count + bool(draft.text)
    count += 1
    for row, col, inner in draft.inner:
        count = _flatten(inner, (number, row, col), flat, count)
    for item in draft.after:
        count = _flatten(item, None, flat, count)
    return count


def _embedded(kinds: tuple[str, ...], place: Place) -> list[Unread]:
    return [Unread(f"此处有{kind}，其中的文字和数字未读取，请人工核对。", place) for kind in dict.fromkeys(kinds)]


def _within(item: Unread, blocks: int) -> Unread:
    """A picture after the last block belongs to that block; a document of pictures alone has no place to name."""
    if item.place is None or item.place.block < blocks:
        return item
    return msgspec.structs.replace(item, place=Place(blocks - 1, None, None, 0, 0) if blocks else None)


def _unread_parts(teller: Storyteller) -> list[Unread]:
    found = []
    if teller.unconverted:
        found.append(Unread(f"文中嵌有{teller.unconverted}处外部文件内容，未读取，请粘贴为正文后再报送。"))
    if teller.scribe.unknown_symbols:
        found.append(Unread(f"文中有{teller.scribe.unknown_symbols}个符号字体的字符未能识别，以“�”代替。"))
    return found


def _remarks(teller: Storyteller, blocks: list[Block]) -> list[str]:
    remarks = []
    revisions = teller.scribe.revisions
    if revisions.inserted or revisions.deleted:
        remarks.append(
            f"文中留有修订痕迹（插入{revisions.inserted}处、删除{revisions.deleted}处），"
            "已按接受全部修订后的文字读取，被删除的内容未读。"
        )
    hidden = sum(1 for block in blocks if isinstance(block, Paragraph) and block.hidden)
    if hidden:
        remarks.append(f"文中有{hidden}处隐藏文字，已读取并注明。")
    comments = sum(1 for block in blocks if isinstance(block, Paragraph) and block.kind == "comment")
    if comments:
        remarks.append(f"文中有{comments}段批注，已读取，不作为正文。")
    return remarks
