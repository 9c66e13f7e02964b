"""The styles of an OpenDocument text: what hides, raises or numbers the text that carries them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec
from lxml import etree

from extract.readers.characters import whole
from extract.readers.numbering import Level, ListFormat
from extract.readers.outline import contents_style

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT = f"{{{_OASIS}office:1.0}}", f"{{{_OASIS}style:1.0}}", f"{{{_OASIS}text:1.0}}"
TABLE, DRAW, FORMAT = f"{{{_OASIS}table:1.0}}", f"{{{_OASIS}drawing:1.0}}", f"{{{_OASIS}xsl-fo-compatible:1.0}}"
_EXTENDED = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_DEEPEST = 12
_LEVELS = 10
_SCRIPTS = {"super": 1, "sub": -1}
_RAISED = 5
"""Percent of the type's height: less only levels a line."""
_NUMBERS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "一": "chineseCountingThousand",
    "壹": "chineseLegalSimplified", "壱": "japaneseLegal", "①": "decimalEnclosedCircle", "甲": "ideographTraditional",
    "子": "ideographZodiac", "㈠": "ideographEnclosedCircle", "１": "decimalFullWidth", "⑴": "decimalEnclosedParen",
    "⒈": "decimalEnclosedFullstop",
}  # fmt: skip
"""Number formats by the first sign of the series that stands for them (OpenDocument 1.3 part 3, §19.500)."""
_FOLLOW = {"space": "space", "nothing": "nothing"}
_Value = TypeVar("_Value")
_PLACES = re.compile(r"%(\d+)%")


class Look(msgspec.Struct, frozen=True):
    """What a style says of text: hidden or struck out, raised (1) or lowered (-1), its font; and of paragraphs: their
    outline level, whether they are lines of a table of contents."""

    hidden: bool = False
    script: int = 0
    font: str = ""
    outline: int = 0
    contents: bool = False


PLAIN = Look()


class Styles:
    """The styles of a document's parts; those of the first part go before those of the same name in the next."""

    def __init__(self, *parts: etree._Element) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self._lists: dict[str, etree._Element] = {}
        self._forms: dict[str, ListFormat] = {}
        self.outline: ListFormat | None = None
        for part in parts:
            for element in _declared(part):
                name = element.get(STYLE + "name") or ""
                if element.tag == STYLE + "style":
                    self._styles.setdefault((element.get(STYLE + "family") or "", name), element)
                elif element.tag == TEXT + "list-style":
                    self._lists.setdefault(name, element)
                elif element.tag == TEXT + "outline-style" and self.outline is None:
                    self.outline = _form("outline", element)

    def look(self, family: str, name: str | None) -> Look:
        """What a style says, or one that it is built on."""
        if not name:
            return PLAIN
        key = (family, name)
        if key not in self._looks:
            self._looks[key] = self._found(key)
        return self._looks[key]

    def _found(self, key: tuple[str, str]) -> Look:
        hidden: bool | None = None
        struck: bool | None = None
        script: int | None = None
        outline: int | None = None
        font = ""
        contents = False
        style = self._styles.get(key)
        for _ in range(_DEEPEST):
            if style is None:
                break
            about = style.find(STYLE + "text-properties")
            if about is not None:
                hidden = _first(hidden, about.get(TEXT + "display"), lambda stated: stated == "none")
                struck = _first(struck, about.get(STYLE + "text-line-through-style"), lambda stated: stated != "none")
                script = _first(script, about.get(STYLE + "text-position"), _script)
                font = font or about.get(STYLE + "font-name") or about.get(FORMAT + "font-family") or ""
            outline = _first(outline, style.get(STYLE + "default-outline-level"), lambda stated: whole(stated, 0))
            named = style.get(STYLE + "display-name") or (style.get(STYLE + "name") or "").replace("_20_", " ")
            contents = contents or contents_style(named) or named.startswith("Contents ")
            style = self._styles.get((key[0], style.get(STYLE + "parent-style-name") or ""))
        return Look(bool(hidden or struck), script or 0, font.strip("'\" "), outline or 0, contents)

    def list_form(self, name: str) -> ListFormat | None:
        """The numbering that a list style gives."""
        if name not in self._forms and name in self._lists:
            self._forms[name] = _form(name, self._lists[name])
        return self._forms.get(name)


def _declared(part: etree._Element) -> Iterator[etree._Element]:
    for group in ("automatic-styles", "styles"):
        found = part.find(OFFICE + group)
        if found is not None:
            yield from found


def _first(known: _Value | None, stated: str | None, read: Callable[[str], _Value]) -> _Value | None:
    """What is known, else what is stated."""
    return known if known is not None or stated is None else read(stated)


def _script(stated: str) -> int:
    place = stated.split()[:1]
    if not place:
        return 0
    if place[0] in _SCRIPTS:
        return _SCRIPTS[place[0]]
    share = whole(place[0].rstrip("%").partition(".")[0], 0)
    return (share > _RAISED) - (share < -_RAISED)


def _form(name: str, style: etree._Element) -> ListFormat:
    levels = [Level(form="none")] * _LEVELS
    for element in style:
        depth = whole(element.get(TEXT + "level"), 0)
        if 1 <= depth <= _LEVELS:
            levels[depth - 1] = _level(element, depth)
    return ListFormat(name, name, tuple(levels))


def _level(element: etree._Element, depth: int) -> Level:
    if element.tag == TEXT + "list-level-style-bullet":
        return Level(form="bullet", text=element.get(TEXT + "bullet-char") or "•")
    series = element.get(STYLE + "num-format") or ""
    if element.tag == TEXT + "list-level-style-image" or not series:
        return Level(form="none")
    shown = min(max(whole(element.get(TEXT + "display-levels"), 1), 1), depth)
    stated = element.get(_EXTENDED + "num-list-format")
    if stated is not None:
        text = _PLACES.sub(lambda place: f"%{place[1]}", stated)
    else:
        numbers = ".".join(f"%{level}" for level in range(depth - shown + 1, depth + 1))
        text = (element.get(STYLE + "num-prefix") or "") + numbers + (element.get(STYLE + "num-suffix") or "")
    alignment = next(element.iter(STYLE + "list-level-label-alignment"), None)
    followed = alignment.get(TEXT + "label-followed-by") if alignment is not None else None
    return Level(
        form=_NUMBERS.get(series[0], "decimal"),
        text=text,
        start=max(whole(element.get(TEXT + "start-value"), 1), 0),
        follow=_FOLLOW.get(followed or "", "tab"),
    )


class Lists:
    """The lists of one document as they begin, continue and nest. Each list counts for itself, unless it says which one
    it goes on with."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._last: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._count = 0

    def begin(self, element: etree._Element, style: str) -> str:
        """The name under which a list on the outermost level counts."""
        named = element.get("{http://www.w3.org/XML/1998/namespace}id") or ""
        continued = self._known.get(element.get(TEXT + "continue-list") or "")
        if continued is None and element.get(TEXT + "continue-numbering") == "true":
            continued = self._last.get(style)
        self._count += continued is None
        counter = continued or f"list {self._count}"
        self._last[style] = counter
        if named:
            self._known[named] = counter
        return counter

    def form(self, style: str, counter: str, start: tuple[int, int] | None) -> ListFormat | None:
        """The numbering of an item: that of its style, in a list that counts under a name; `start` is the (level, value)
        at which the item begins anew."""
        form = self._styles.list_form(style)
        if form is None:
            return None
        self._count += start is not None
        return ListFormat(f"{style} {self._count}", counter, form.levels, starts=() if start is None else (start,))


def names(tags: Iterable[str], of: str) -> frozenset[str]:
    """Tags in one namespace."""
    return frozenset(of + tag for tag in tags)
