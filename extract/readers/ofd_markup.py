"""The markup of an OFD package (GB/T 33190): elements by their plain names, values, places of parts, resources."""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec
from lxml import etree

from extract.errors import Unreadable
from extract.readers.package import Package
from extract.readers.page.printed import Ink
from extract.readers.page.sheet import IDENTITY, BoxSides, Matrix

POINTS = 72 / 25.4
"""The unit of an OFD file is the millimetre."""
_FARTHEST = 100_000.0
_WHITE = 0.98
_DEEPEST = 8


@lru_cache(maxsize=512)
def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def name_of(element: etree._Element) -> str:
    """The name of an element without its namespace: files of several versions of the standard are about."""
    return _plain(element.tag)


def child(parent: etree._Element | None, *path: str) -> etree._Element | None:
    """The element that is found by going down a path of names."""
    for name in path:
        if parent is None:
            return None
        parent = next((each for each in parent if _plain(each.tag) == name), None)
    return parent


def children(parent: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of this name."""
    return (each for each in (() if parent is None else parent) if _plain(each.tag) == name)


def text_of(element: etree._Element | None) -> str:
    """The text of an element, "" where there is none."""
    return ((element.text if element is not None else None) or "").strip()


def number(stated: str | None, otherwise: float) -> float:
    """A number as stated, `otherwise` where it is none or out of all bounds."""
    try:
        value = float(stated or "")
    except ValueError:
        return otherwise
    return value if math.isfinite(value) and abs(value) < _FARTHEST else otherwise


def numbers(words: Sequence[str], otherwise: float) -> list[float]:
    """Each word as a number, `otherwise` where it is none."""
    try:
        found = list(map(float, words))
        if found and min(found) > -_FARTHEST and max(found) < _FARTHEST and math.isfinite(sum(found)):
            return found
    except ValueError:
        pass
    return [number(word, otherwise) for word in words]


def _numbers(stated: str | None, count: int) -> list[float] | None:
    found = numbers((stated or "").split(), math.nan)
    return None if len(found) != count or math.isnan(sum(found)) else found


def box_of(stated: str | None) -> BoxSides | None:
    """(x, y, width, height) as `x y w h` states it."""
    found = _numbers(stated, 4)
    return None if found is None else (found[0], found[1], found[2], found[3])


def matrix_of(stated: str | None) -> Matrix:
    """The matrix that `a b c d e f` states."""
    found = _numbers(stated, 6) if stated else None
    return IDENTITY if found is None else (found[0], found[1], found[2], found[3], found[4], found[5])


def is_set(element: etree._Element, name: str, otherwise: bool) -> bool:
    """A value that is true or false."""
    stated = element.get(name)
    return otherwise if stated is None else stated.strip().lower() in ("true", "1")


def is_seen(element: etree._Element) -> bool:
    """Whether an object is drawn so that it shows."""
    return is_set(element, "Visible", True) and number(element.get("Alpha"), 255) > 0


def ink_of(color: etree._Element | None) -> Ink:
    """What a colour shows: as stated in 1, 3 or 4 parts of 255 by grey, RGB or CMYK. A pattern is dark."""
    if color is None or number(color.get("Alpha"), 255) <= 0:
        return "none"
    parts = [number(word, 0) / 255 for word in (color.get("Value") or "").split()]
    if len(parts) == 4:
        return "white" if max(parts) <= 1 - _WHITE else "dark"
    return "white" if parts and min(parts) >= _WHITE else "dark"


def place(package: Package, stated: str, *folders: str) -> str:
    """The name of the part that a location names: from the root of the package, or from the first of the folders in which
    it is there."""
    stated = stated.strip().replace("\\", "/")
    if stated.startswith("/"):
        return posixpath.normpath(stated[1:])
    found = [posixpath.normpath(posixpath.join(folder, stated)) for folder in (*folders, "")]
    return next((name for name in found if package.has(name)), found[0])


class Resources(msgspec.Struct, frozen=True):
    """What the objects of pages refer to by number: names of fonts, ways of drawing, units made of other objects, and
    pictures by the parts of the `package` that hold them."""

    fonts: Mapping[str, str] = {}
    styles: Mapping[str, etree._Element] = {}
    units: Mapping[str, etree._Element] = {}
    pictures: Mapping[str, str] = {}
    package: Package | None = None

    def with_parts(
        self, package: Package, named: etree._Element | None, kinds: tuple[str, ...], *folders: str
    ) -> Resources:
        """These and those of the parts that the children of an element name. What can't be read is left out: without it
        text is text and a line black."""
        names = [each for each in (() if named is None else named) if name_of(each) in kinds]
        if not names:
            return self
        fonts, styles, units, pictures = dict(self.fonts), dict(self.styles), dict(self.units), dict(self.pictures)
        for each in names:
            try:
                name = place(package, text_of(each), *folders)
                root = package.xml(name)
            except Unreadable:
                continue
            for item in (item for group in root for item in group):
                known, kind = item.get("ID") or "", name_of(item)
                if kind == "Font":
                    fonts[known] = item.get("FontName") or item.get("FamilyName") or ""
                elif kind == "DrawParam":
                    styles[known] = item
                elif kind == "CompositeGraphicUnit":
                    units[known] = item
                elif kind == "MultiMedia":
                    folder = posixpath.dirname(name)
                    base = posixpath.join(folder, root.get("BaseLoc") or "")
                    pictures[known] = place(package, text_of(child(item, "MediaFile")), base, folder, *folders)
        return Resources(fonts, styles, units, pictures, package)

    def picture(self, known: str) -> bytes:
        """The bytes of a picture, none where it is not there."""
        name = self.pictures.get(known)
        if self.package is None or name is None or not self.package.has(name):
            return b""
        try:
            return self.package.part(name)
        except Unreadable:
            return b""

    def color(self, element: etree._Element, name: str, layer: str | None) -> etree._Element | None:
        """The colour of this name (StrokeColor, FillColor) that holds for an object: its own, else that of its way of
        drawing or of the one this is built on, else that of its layer's."""
        if (own := child(element, name)) is not None:
            return own
        for first in (element.get("DrawParam"), layer):
            style = self.styles.get(first or "")
            for _ in range(_DEEPEST):
                if style is None:
                    break
                if (found := child(style, name)) is not None:
                    return found
                style = self.styles.get(style.get("Relative") or "")
        return None
