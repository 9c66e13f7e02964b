"""Styles and lists of a docx: what a paragraph inherits that shows in its text, resolved once a package."""

from __future__ import annotations

import functools
import re

import msgspec
from lxml import etree

from extract.readers.numbering import Level, ListFormat
from extract.readers.package import Package, parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
_HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录) ?[1-9]|table of figures", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})


class Style(msgspec.Struct, frozen=True):
    """What a style gives: outline level from 1 (0: body), the list and its depth (None: not said), hidden text,
    whether it is a line of a table of contents."""

    outline: int = 0
    list_id: str | None = None
    depth: int | None = None
    hidden: bool = False
    contents: bool = False


PLAIN = Style()


class Styles(msgspec.Struct, frozen=True):
    """All styles by id, and the id of the paragraph style that applies when none is named."""

    by_id: dict[str, Style]
    default: Style = PLAIN


def switched_on(element: etree._Element | None) -> bool:
    """An on/off property such as w:vanish: present and not switched off."""
    return element is not None and element.get(_VAL, "1") not in _OFF


def whole(text: str | None, otherwise: int) -> int:
    """A whole number in an attribute; `otherwise` where it is missing or malformed."""
    digits = (text or "").strip()
    return int(digits) if re.fullmatch(r"-?[0-9]{1,9}", digits) else otherwise


def styles_of(package: Package, name: str) -> Styles:
    """The styles part `name`; parsed results are kept, since most reports of a batch share the template."""
    return _parsed_styles(_Keyed(package.stamp(name), package.part(name)))


def lists_of(package: Package, name: str) -> dict[str, ListFormat]:
    """The numbering part `name` as lists by w:numId."""
    return _parsed_lists(_Keyed(package.stamp(name), package.part(name)))


class _Keyed:
    """Bytes that compare by their checksum, size and content, cheap to hash."""

    __slots__ = ("content", "stamp")

    def __init__(self, stamp: tuple[int, int], content: bytes) -> None:
        self.stamp = stamp
        self.content = content

    def __hash__(self) -> int:
        return hash(self.stamp)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and self.stamp == other.stamp and self.content == other.content


@functools.lru_cache(maxsize=32)
def _parsed_styles(keyed: _Keyed) -> Styles:
    raw: dict[str, tuple[Style, str | None, frozenset[str]]] = {}
    default = ""
    for element in parse_xml(keyed.content).iterchildren(W + "style"):
        style_id = element.get(W + "styleId") or ""
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true", "on"}:
            default = style_id
        based = element.find(W + "basedOn")
        own, said = _own_style(element)
        raw[style_id] = (own, based.get(_VAL) if based is not None else None, said)
    resolved = {style_id: _inherit(style_id, raw) for style_id in raw}
    return Styles(resolved, resolved.get(default, PLAIN))


def _own_style(element: etree._Element) -> tuple[Style, frozenset[str]]:
    """What the style itself says, and which fields it says anything about."""
    said: set[str] = set()
    outline, list_id, depth, hidden = 0, None, None, False
    name_element = element.find(W + "name")
    name = (name_element.get(_VAL) or "" if name_element is not None else "").strip()
    if heading := _HEADING_NAME.fullmatch(name):
        outline = int(heading[1])
        said.add("outline")
    if (level := element.find(f"{W}pPr/{W}outlineLvl")) is not None:
        number = whole(level.get(_VAL), 9)
        outline = number + 1 if 0 <= number < 9 else 0
        said.add("outline")
    if (reference := element.find(f"{W}pPr/{W}numPr/{W}numId")) is not None:
        list_id = reference.get(_VAL)
        said.add("list_id")
    if (reference := element.find(f"{W}pPr/{W}numPr/{W}ilvl")) is not None:
        depth = whole(reference.get(_VAL), 0)
        said.add("depth")
    if (vanish := element.find(f"{W}rPr/{W}vanish")) is not None:
        hidden = switched_on(vanish)
        said.add("hidden")
    return Style(outline, list_id, depth, hidden, bool(_CONTENTS_NAME.fullmatch(name))), frozenset(said)


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


@functools.lru_cache(maxsize=32)
def _parsed_lists(keyed: _Keyed) -> dict[str, ListFormat]:
    root = parse_xml(keyed.content)
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
