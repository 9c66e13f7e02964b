"""Styles and lists of a docx: what a paragraph inherits that shows in its text, resolved once a package."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

import msgspec
from lxml import etree

from extract.readers.characters import whole
from extract.readers.numbering import Level, ListFormat
from extract.readers.outline import contents_style
from extract.readers.package import Package, parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
_TYPE, _STYLE_ID, _NAME, _BASED_ON, _PARAGRAPH, _RUN = (
    W + name for name in ("type", "styleId", "name", "basedOn", "pPr", "rPr")
)
_OUTLINE, _NUMBERED, _VANISH, _SCRIPT = W + "outlineLvl", W + "numPr", W + "vanish", W + "vertAlign"
_INHERITED = frozenset(("paragraph", "character", "numbering"))
_HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_TABLE_STYLE = re.compile(rb'<w:style w:type="table"[^>]*>.*?</w:style>', re.DOTALL)
"""Most of a template's styles part: formats of tables, which no paragraph inherits; not worth parsing."""
_OFF = frozenset({"0", "false", "off", "none"})


class Style(msgspec.Struct, frozen=True):
    """What a style gives: outline level from 1 (0: body), the list and its depth (None: not said), hidden text,
    whether it is a line of a table of contents, how it raises or lowers text (as w:vertAlign names it)."""

    outline: int = 0
    list_id: str | None = None
    depth: int | None = None
    hidden: bool = False
    contents: bool = False
    script: str = ""


PLAIN = Style()


class Styles(msgspec.Struct, frozen=True):
    """All styles by id, and the id of the paragraph style that applies when none is named."""

    by_id: dict[str, Style]
    default: Style = PLAIN


T = TypeVar("T")
_SHELF_SIZE = 32
_STYLES: dict[bytes, Styles] = {}
_LISTS: dict[bytes, dict[str, ListFormat]] = {}


def switched_on(element: etree._Element | None) -> bool:
    """An on/off property such as w:vanish: present and not switched off."""
    return element is not None and element.get(_VAL, "1") not in _OFF


def styles_of(package: Package, name: str) -> Styles:
    """The styles part `name`; parsed results are kept, since most reports of a batch share the template."""
    return _kept(_STYLES, package, name, lambda content: _parsed_styles(parse_xml(_TABLE_STYLE.sub(b"", content))))


def lists_of(package: Package, name: str) -> dict[str, ListFormat]:
    """The numbering part `name` as lists by w:numId."""
    return _kept(_LISTS, package, name, lambda content: _parsed_lists(parse_xml(content)))


def _kept(shelf: dict[bytes, T], package: Package, name: str, parse: Callable[[bytes], T]) -> T:
    """What `parse` makes of a part, from the shelf if a part with the same packed bytes was parsed before."""
    packed = package.packed(name)
    if packed not in shelf:
        while len(shelf) >= _SHELF_SIZE:
            del shelf[next(iter(shelf))]
        shelf[packed] = parse(package.part(name))
    return shelf[packed]


def _parsed_styles(root: etree._Element) -> Styles:
    raw: dict[str, tuple[Style, str | None, frozenset[str]]] = {}
    default = ""
    for element in root.iterchildren(W + "style"):
        sort = element.get(_TYPE)
        if sort not in _INHERITED:
            continue
        style_id = element.get(_STYLE_ID) or ""
        if sort == "paragraph" and element.get(W + "default") in {"1", "true", "on"}:
            default = style_id
        raw[style_id] = _own_style(element)
    resolved = {style_id: _inherit(style_id, raw) for style_id in raw}
    return Styles(resolved, resolved.get(default, PLAIN))


def _own_style(element: etree._Element) -> tuple[Style, str | None, frozenset[str]]:
    """What the style itself says, the style it rests on, and which fields it says anything about."""
    values: dict[str, int | str | bool | None] = {}
    based = None
    contents = False
    for child in element:
        tag = child.tag
        if tag == _NAME:
            name = (child.get(_VAL) or "").strip()
            contents = contents_style(name)
            if heading := _HEADING_NAME.fullmatch(name):
                values.setdefault("outline", int(heading[1]))
        elif tag == _BASED_ON:
            based = child.get(_VAL)
        elif tag == _PARAGRAPH:
            _add_paragraph_properties(child, values)
        elif tag == _RUN:
            if (vanish := child.find(_VANISH)) is not None:
                values["hidden"] = switched_on(vanish)
            if (aligned := child.find(_SCRIPT)) is not None:
                values["script"] = aligned.get(_VAL) or ""
    return msgspec.convert({**values, "contents": contents}, Style), based, frozenset(values)


def _add_paragraph_properties(properties: etree._Element, values: dict[str, int | str | bool | None]) -> None:
    for child in properties:
        if child.tag == _OUTLINE:
            number = whole(child.get(_VAL), 9)
            values["outline"] = number + 1 if 0 <= number < 9 else 0
        elif child.tag == _NUMBERED:
            for reference in child:
                if reference.tag == W + "numId":
                    values["list_id"] = reference.get(_VAL)
                elif reference.tag == W + "ilvl":
                    values["depth"] = whole(reference.get(_VAL), 0)


def _inherit(style_id: str, raw: dict[str, tuple[Style, str | None, frozenset[str]]]) -> Style:
    values: dict[str, object] = {}
    contents = raw[style_id][0].contents
    seen: set[str] = set()
    current: str | None = style_id
    while current is not None and current in raw and current not in seen:
        seen.add(current)
        style, based, said = raw[current]
        for field in said:
            values.setdefault(field, getattr(style, field))
        contents = contents or style.contents
        current = based
    return msgspec.convert({**values, "contents": contents}, Style)


def _parsed_lists(root: etree._Element) -> dict[str, ListFormat]:
    abstract = {e.get(W + "abstractNumId") or "": e for e in root.iterchildren(W + "abstractNum")}
    defining = {
        link.get(_VAL): number
        for number, element in abstract.items()
        if (link := element.find(W + "styleLink")) is not None
    }
    found: dict[str, ListFormat] = {}
    for element in root.iterchildren(W + "num"):
        number = element.get(W + "numId") or ""
        reference = element.find(W + "abstractNumId")
        target = (reference.get(_VAL) if reference is not None else None) or ""
        link = abstract[target].find(W + "numStyleLink") if target in abstract else None
        if link is not None:
            target = defining.get(link.get(_VAL), target)
        if target in abstract:
            found[number] = _list_format(number, target, abstract[target], element)
    return found


def _list_format(number: str, target: str, abstract: etree._Element, instance: etree._Element) -> ListFormat:
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for element in abstract.iterchildren(W + "lvl"):
        levels[whole(element.get(W + "ilvl"), 0)] = _level(element)
    for override in instance.iterchildren(W + "lvlOverride"):
        depth = whole(override.get(W + "ilvl"), 0)
        own = override.find(W + "lvl")
        if own is not None:
            levels[depth] = _level(own)
        start = override.find(W + "startOverride")
        if start is not None:
            starts[depth] = whole(start.get(_VAL), 1)
    depths = max((d for d in levels if 0 <= d < 9), default=-1) + 1
    return ListFormat(
        number, target, tuple(levels.get(d, Level()) for d in range(depths)), tuple(sorted(starts.items()))
    )


def _level(element: etree._Element) -> Level:
    values = {child.tag: child.get(_VAL) for child in element}
    form = values.get(W + "numFmt") or "decimal"
    if W + "numFmt" not in values and (fallback := element.find(f".//{W}numFmt")) is not None:
        form = fallback.get(_VAL) or "decimal"
    restart = values.get(W + "lvlRestart")
    return Level(
        form=form,
        text=values.get(W + "lvlText") or "",
        start=whole(values.get(W + "start"), 0 if W + "start" not in values else 1),
        restart=None if restart is None else whole(restart, 0),
        legal=switched_on(element.find(W + "isLgl")),
        hidden=switched_on(element.find(f"{W}rPr/{W}vanish")),
        follow=values.get(W + "suff") or "tab",
        style=values.get(W + "pStyle") or "",
    )


def linked_depth(form: ListFormat, style_id: str) -> int | None:
    """The level of a list that a style is tied to (w:lvl/w:pStyle), None where it is tied to none."""
    return next((depth for depth, level in enumerate(form.levels) if level.style == style_id), None)
