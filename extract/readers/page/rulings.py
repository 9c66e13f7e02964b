"""The straight lines drawn on a page, in whatever way its producer drew them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from extract.readers.page.printed import LINE, MOVE, Path, Shape
from extract.readers.page.sheet import BoxSides, Ruling, View

# Points. A path no thicker than this is a line: strokes, and the thin filled rectangles that Word draws.
THICKNESS = 3.0
_SHORTEST = 1.5
_SLANT = 0.5
# A page drawn of more objects or segments than this is a map or a chart, and its lines rule no table.
MAX_OBJECTS = 200_000
_MAX_RULINGS = 20_000
_MAX_SEGMENTS = 2_000
_MAX_CROSSINGS = 2_000_000
# Points: what is left free between two shaded cells, enough to be seen.
_GAP = (0.3, 3.2)
_MAX_NEAR = 200
# Points: a white line on the edge of a shaded area still parts it from the next.
_EDGE = 1.0


class Lines(msgspec.Struct, frozen=True):
    """Lines across and lines down."""

    across: list[Ruling]
    down: list[Ruling]

    @property
    def count(self) -> int:
        return len(self.across) + len(self.down)


class Drawing(Lines, frozen=True):
    """What is drawn on a page: lines across, lines down, the share of the page under pictures."""

    pictured: float


class _Found(msgspec.Struct, frozen=True):
    """What a page has shown so far: its lines, those drawn in white, and the areas shaded behind them."""

    lines: Lines
    white: Lines
    shades: list[tuple[float, float, float, float]]


def read_drawing(shapes: Iterable[Shape], view: View) -> Drawing:
    """The rulings among the shapes of a page, and how much of it pictures cover."""
    found = _Found(lines=Lines([], []), white=Lines([], []), shades=[])
    pictures: list[float] = []
    for bounds, path in shapes:
        if path is None:
            pictures.append(_visible(bounds, view))
        elif found.lines.count + found.white.count <= _MAX_RULINGS:
            _add_path(path, view.box(*bounds), view, found)
    area = view.width * view.height
    share = sum(pictures) / area if area > 0 else 0.0
    white = _on_shades(found)
    return Drawing(
        across=[*found.lines.across, *white.across, *_gaps([(t, b, x0, x1) for x0, t, x1, b in found.shades])],
        down=[*found.lines.down, *white.down, *_gaps([(x0, x1, t, b) for x0, t, x1, b in found.shades])],
        pictured=min(share, 1.0),
    )


def _on_shades(found: _Found) -> Lines:
    """The white lines that show because they run over a shaded area: Word's dark table styles are ruled so."""
    if found.white.count * len(found.shades) > _MAX_CROSSINGS:
        return Lines([], [])
    return Lines(
        across=[w for w in found.white.across if any(_lies_on(w, t, b, x0, x1) for x0, t, x1, b in found.shades)],
        down=[w for w in found.white.down if any(_lies_on(w, x0, x1, t, b) for x0, t, x1, b in found.shades)],
    )


def _lies_on(line: Ruling, first: float, last: float, start: float, end: float) -> bool:
    """Whether a line lies between `first` and `last` and runs over some of the way from `start` to `end`."""
    return first - _EDGE <= line.at <= last + _EDGE and min(line.end, end) - max(line.start, start) > _SHORTEST


def _gaps(shades: Sequence[tuple[float, float, float, float]]) -> Iterator[Ruling]:
    """The white lines that are left free between shaded cells; each shade is (first, last, start, end), and lines run
    between the last of one and the first of another."""
    ordered = sorted(shades)
    firsts = [shade[0] for shade in ordered]
    for _, last, start, end in ordered:
        near = range(bisect_right(firsts, last + _GAP[0]), bisect_right(firsts, last + _GAP[1]))
        for other in near[:_MAX_NEAR]:
            first, _, top, bottom = ordered[other]
            if min(end, bottom) - max(start, top) > THICKNESS:
                yield Ruling(at=(last + first) / 2, start=max(start, top), end=min(end, bottom))


def _visible(bounds: BoxSides, view: View) -> float:
    """The area of a picture that lies on the page."""
    left, top, right, bottom = view.box(*bounds)
    wide = min(right, view.width) - max(left, 0.0)
    high = min(bottom, view.height) - max(top, 0.0)
    return max(wide, 0.0) * max(high, 0.0)


def _add_path(path: Path, box: BoxSides, view: View, found: _Found) -> None:
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if max(wide, high) < _SHORTEST:
        return
    filled, stroked = path.paint()
    if not (filled or stroked):
        return
    ink = path.ink(stroke=stroked)
    lines = found.white if ink == "white" else found.lines
    if min(wide, high) < THICKNESS:
        if ink == "none":
            return
        if wide >= high:
            lines.across.append(Ruling(at=(top + bottom) / 2, start=left, end=right))
        else:
            lines.down.append(Ruling(at=(left + right) / 2, start=top, end=bottom))
        return
    # A filled area without an outline is shading: its edges rule nothing.
    if stroked and ink != "none":
        _add_edges(path, view, lines)
    if filled and (path.ink(stroke=False) if stroked else ink) == "dark":
        found.shades.append(box)


def _add_edges(path: Path, view: View, lines: Lines) -> None:
    """The straight edges, across or down, of an outlined shape."""
    first: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    for kind, x, y, closes in path.segments(_MAX_SEGMENTS):
        corner = view.box(x, y, x, y)[:2]
        if kind == MOVE or last is None:
            first = corner
        elif kind == LINE:
            _add_edge(last, corner, lines)
        last = corner
        if closes and first is not None:
            _add_edge(corner, first, lines)
            last = first


def _add_edge(start: tuple[float, float], end: tuple[float, float], lines: Lines) -> None:
    across, down = abs(end[0] - start[0]), abs(end[1] - start[1])
    if down <= _SLANT and across >= _SHORTEST:
        left, right = sorted((start[0], end[0]))
        lines.across.append(Ruling(at=(start[1] + end[1]) / 2, start=left, end=right))
    elif across <= _SLANT and down >= _SHORTEST:
        top, bottom = sorted((start[1], end[1]))
        lines.down.append(Ruling(at=(start[0] + end[0]) / 2, start=top, end=bottom))
