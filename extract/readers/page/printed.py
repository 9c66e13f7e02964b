"""A page as its file prints it, whatever the format: the characters, the shapes drawn, the size.

Each format that fixes its pages gives its own `PrintedPage`; everything after that is one way for all of them.
Coordinates are points with y upwards, as in PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import sub
from typing import Literal, Protocol

import msgspec

from extract.kept import kept
from extract.readers.page.sheet import BoxSides

Ink = Literal["dark", "white", "none"]
MOVE, LINE, CURVE = 2, 0, 1
"""The kinds of a path's segments, numbered as PDFium does."""


class Boxes(msgspec.Struct, frozen=True, dict=True):
    """The boxes of all characters of a page, one list a side. They reach from advance to advance and over the height of
    the font: a flat 一 is as high as 国."""

    left: list[float]
    right: list[float]
    bottom: list[float]
    top: list[float]

    @kept
    def gaps(self) -> list[float]:
        """The room between each character and the next."""
        return list(map(sub, self.left[1:], self.right))


class Setting(Protocol):
    """How the characters of a page are set, each asked for by its number."""

    def type_of(self, number: int) -> tuple[float, float, float]:
        """The origin (x, y) of a character and the size of its type."""

    def angle_of(self, number: int) -> float:
        """The angle at which a character is set, in radians, clockwise."""

    def font_of(self, number: int) -> str:
        """The name of its font, as the file gives it."""

    def is_unmapped(self, number: int) -> bool:
        """Whether it has a code for which its font gives no meaning."""


class Glyphs(msgspec.Struct, frozen=True):
    """The characters of a page in the order in which they are read off it: lines end with \\r\\n, and blanks that only
    the room between two words tells of are among them, without width."""

    text: str
    boxes: Boxes
    setting: Setting


class Path(Protocol):
    """A path drawn on a page."""

    def paint(self) -> tuple[bool, bool]:
        """Whether it is filled and whether it is stroked."""

    def ink(self, *, stroke: bool) -> Ink:
        """In what its outline or its inside is drawn; white shows on shaded ground only."""

    def segments(self, limit: int) -> Iterator[tuple[int, float, float, bool]]:
        """(kind, x, y, closes) of its segments on the page, at most `limit`."""


Shape = tuple[BoxSides, Path | None]
"""What is drawn in a box (left, bottom, right, top) of the page: a path, or None for a picture."""


class PrintedPage(Protocol):
    """One page of a file."""

    @property
    def box(self) -> BoxSides:
        """(left, bottom, right, top) of the visible page."""

    @property
    def turns(self) -> int:
        """The quarter turns clockwise by which the file has the page shown."""

    @property
    def cropped(self) -> bool:
        """Whether only a part of its sheet is visible."""

    def count(self) -> int:
        """How many characters it has, before any is read."""

    def glyphs(self) -> Glyphs:
        """Its characters."""

    def shapes(self) -> Iterable[Shape]:
        """What is drawn on it, forms within it included."""

    def is_invisible(self) -> bool:
        """Whether most of its text is drawn invisibly, as text recognition lays its result under a scan."""

    def is_annotated(self) -> bool:
        """Whether text was put over it afterwards: comments in a box, form fields."""
