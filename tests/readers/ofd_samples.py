"""OFD packages made for the tests: by hand, and what a PDF prints put down in the words of OFD."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

import pypdfium2

from extract.readers.page.pdf_page import PdfPage
from extract.readers.page.printed import MOVE, Glyphs, Path
from tests.readers.conftest import zipped

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HIGH = 297.0
_MILLIMETRE = 72 / 25.4
_MAX_SEGMENTS = 2_000


def text(words: str, x: float, y: float, size: float = 4.0, *, code: str = "", more: str = "", inner: str = "") -> str:
    """A text object whose base line begins at (x, y), in millimetres from the top left; its characters are as wide as
    high unless `code` says otherwise."""
    spacing = code or f'DeltaX="g {len(words) - 1} {size}"'
    return (
        f'<ofd:TextObject ID="1" Font="1" Size="{size}" Boundary="{x} {y - size} 100 {2 * size}" {more}>{inner}'
        f'<ofd:TextCode X="0" Y="{size}" {spacing}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str, x: float = 0, y: float = 0, more: str = "", inner: str = "") -> str:
    """A path object; an outline unless `more` says otherwise."""
    return (
        f'<ofd:PathObject ID="2" Boundary="{x} {y} 210 297" LineWidth="0.3" {more}>{inner}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ruled(rows: Sequence[Sequence[str]], xs: Sequence[float], top: float, high: float = 8.0) -> str:
    """A ruled table with a line of text in each cell."""
    ys = [top + number * high for number in range(len(rows) + 1)]
    lines = [path(f"M {xs[0]} {y} L {xs[-1]} {y}") for y in ys] + [path(f"M {x} {ys[0]} L {x} {ys[-1]}") for x in xs]
    cells = (
        text(words, x + 1, y + high - 2.5)
        for row, y in zip(rows, ys, strict=False)
        for words, x in zip(row, xs, strict=False)
        if words
    )
    return "".join([*lines, *cells])


def page(content: str, before: str = "", box: str = "0 0 210 297") -> str:
    """The part of a page: `before` are templates and resources that it names."""
    area = f"<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>" if box else ""
    return f"<ofd:Page {NS}>{area}{before}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"


def ofd(
    *pages: str,
    common: str = "",
    more: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    bodies: Sequence[str] = ("Doc_0/Document.xml",),
) -> bytes:
    """A package of these page parts; `common` and `more` are what the document holds besides them."""
    names = "".join(f'<ofd:Page ID="{100 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    roots = "".join(f"<ofd:DocBody><ofd:DocRoot>{name}</ofd:DocRoot></ofd:DocBody>" for name in bodies)
    return zipped(
        {
            "OFD.xml": f'<ofd:OFD {NS} Version="1.0">{roots}</ofd:OFD>',
            "Doc_0/Document.xml": (
                f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
                f"</ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{names}</ofd:Pages>{more}</ofd:Document>"
            ),
            **{f"Doc_0/Pages/Page_{number}/Content.xml": content for number, content in enumerate(pages)},
            **(parts or {}),
        }
    )


def from_pdf(source: bytes) -> bytes:
    """What a PDF prints as an OFD: every stretch of text with the steps of its characters, every path."""
    file = pypdfium2.PdfDocument(source)
    found = []
    for sheet in file:
        printed = PdfPage(sheet, sheet.get_textpage())
        left, bottom, right, top = printed.box
        words = _texts(printed.glyphs(), left, top)
        lines = (_path(drawn, left, top) for _, drawn in printed.shapes() if drawn is not None)
        found.append(page("".join([*lines, *words]), box=f"0 0 {_mm(right - left)} {_mm(top - bottom)}"))
    return ofd(*found)


def _mm(points: float) -> str:
    return f"{points / _MILLIMETRE:.4f}"


def _texts(glyphs: Glyphs, left: float, top: float) -> list[str]:
    """The stretches of drawn characters of a page; PDFium's own blanks are not drawn."""
    drawn = [
        number
        for number, letter in enumerate(glyphs.text)
        if letter not in "\r\n" and (letter != " " or glyphs.boxes.right[number] - glyphs.boxes.left[number] > 0.01)
    ]
    found = []
    stretch: list[int] = []
    for number in [*drawn, None]:
        if stretch and (number is None or not _goes_on(glyphs, stretch[-1], number)):
            found.append(_text(glyphs, stretch, left, top))
            stretch = []
        if number is not None:
            stretch.append(number)
    return found


def _goes_on(glyphs: Glyphs, number: int, following: int) -> bool:
    (_, y, em), (_, level, size) = glyphs.setting.type_of(number), glyphs.setting.type_of(following)
    return abs(y - level) < 0.01 and abs(em - size) < 0.01 and glyphs.boxes.left[following] > glyphs.boxes.left[number]


def _text(glyphs: Glyphs, stretch: Sequence[int], left: float, top: float) -> str:
    _, y, em = glyphs.setting.type_of(stretch[0])
    xs = [glyphs.boxes.left[number] for number in stretch]
    steps = " ".join(_mm(following - place) for place, following in pairwise(xs))
    words = escape("".join(glyphs.text[number] for number in stretch))
    return (
        f'<ofd:TextObject Size="{_mm(em)}" Boundary="{_mm(xs[0] - left)} {_mm(top - y - em)} 1 1">'
        f'<ofd:TextCode X="0" Y="{_mm(em)}" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def _path(drawn: Path, left: float, top: float) -> str:
    filled, stroked = drawn.paint()
    words = []
    for kind, x, y, closes in drawn.segments(_MAX_SEGMENTS):
        letter = "M" if kind == MOVE else "L"
        words.append(f"{letter} {_mm(x - left)} {_mm(top - y)}" + (" C" if closes else ""))
    colors = "".join(
        f'<ofd:{name} Value="{"255 255 255" if ink == "white" else "0 0 0"}" Alpha="{0 if ink == "none" else 255}"/>'
        for name, ink in (("StrokeColor", drawn.ink(stroke=True)), ("FillColor", drawn.ink(stroke=False)))
    )
    return path(" ".join(words), more=f'Stroke="{str(stroked).lower()}" Fill="{str(filled).lower()}"', inner=colors)
