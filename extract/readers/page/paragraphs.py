"""Lines of running text put back into the paragraphs that were broken to make them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import msgspec

from extract.document import Paragraph, heading_level
from extract.readers.page.lines import CLOSING, Bounds, TextLine, compose, is_chinese, is_full, joint

# In ems. A paragraph in Chinese begins 2 em in; half of that and more is an indent, less is uneven setting.
_INDENT = 1.2
# In shares of the width of the page: lines of running text are longer.
_LONG = 0.5
# A pitch this much above the usual one is space between paragraphs.
_SPACED = 1.2
# In shares of the width: what begins further right is a signature or a date, a line by itself.
_ASIDE = 0.3
_SAME_SIZE = 0.2
# Points: a table that comes so near to the edge of the page was set over the margin of the text.
_NO_MARGIN = 20.0
# In ems: what was set in the middle is there but for rounding.
_EXACT = 0.15
# In ems: what begins so far in does not fill its line.
_LEAST = 0.5
_ENDED = "。；;！!？?：:”）"
_PUNCTUATED = re.compile(r"[，。；,;]")
_LEADERS = re.compile(r"(?P<dots>\s*(?<![.…·．])[.…·．]{4,}+\s*)\d+$")
_MARKER = re.compile(
    r"第[一二三四五六七八九十百]{1,3}[部编章条节]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|\d{1,2}[.．、](?!\d)|附[件表：:]"
)


class Flow(msgspec.Struct, frozen=True):
    """Lines in reading order with nothing between them that ends a paragraph, each with the bounds it was set in."""

    lines: list[TextLine]
    bounds: list[Bounds]


class Habits(msgspec.Struct, frozen=True):
    """How a document sets its paragraphs: its usual pitch in heights of type, whether a new paragraph shows by
    itself, by indent or space, and the usual indent in ems."""

    pitch: float
    shows: bool
    indent: float


def bounds_of(lines: Sequence[TextLine], tables: Sequence[Bounds], width: float) -> Bounds:
    """The edges that the lines of a page `width` points wide share, one that stands out alone left aside; where too
    few are long enough to tell, the edges of the tables and equal margins."""
    if not lines:
        return Bounds(left=0.0, right=width)
    if not lines[0].column and not _tells(lines, width):
        left = min([line.x0 for line in lines] + [table.left for table in tables])
        rights = [table.right for table in tables if table.right < width - _NO_MARGIN]
        return Bounds(left=left, right=max([line.x1 for line in lines] + rights + [width - left]))
    lefts = sorted([line.edges[0] for line in lines])
    # Punctuation may hang over the edge by its width.
    rights = sorted([line.edges[-1] - line.height * (line.text[-1] in CLOSING) for line in lines], reverse=True)
    size = median([line.height for line in lines])
    return Bounds(left=_shared(lefts, size), right=_shared(rights, size))


def _tells(lines: Sequence[TextLine], width: float) -> bool:
    """Whether there are lines of running text: long ones that end together."""
    ends = sorted([line.edges[-1] for line in lines if line.edges[-1] - line.edges[0] > _LONG * width])
    return any(second - first <= 2 * lines[0].height for first, second in pairwise(ends))


def _shared(ends: Sequence[float], size: float) -> float:
    """The outermost end that others come near to."""
    needed = 1 if len(ends) < 12 else 2
    for number, end in enumerate(ends[: len(ends) - needed]):
        if abs(ends[number + needed] - end) <= size:
            return end
    return ends[0]


def rejoined(flows: Sequence[Flow]) -> list[list[Paragraph]]:
    """The paragraphs of each flow of a document."""
    wraps = [
        [_may_wrap(a, b, bounds) for (a, b), bounds in zip(pairwise(flow.lines), flow.bounds, strict=False)]
        for flow in flows
    ]
    habits = _habits(flows, wraps)
    return [_paragraphs(flow, wrap, habits) for flow, wrap in zip(flows, wraps, strict=True)]


def _habits(flows: Sequence[Flow], wraps: Sequence[Sequence[bool]]) -> Habits:
    """The habits that a document's flows show."""
    pitches: Counter[float] = Counter()
    ended: list[tuple[TextLine, TextLine, Bounds]] = []
    for flow, wrap in zip(flows, wraps, strict=True):
        for number, (line, following) in enumerate(pairwise(flow.lines)):
            bounds = flow.bounds[number]
            if line.page != following.page or following.top <= line.top:
                continue
            if not wrap[number]:
                ended.append((line, following, bounds))
            elif following.x0 < bounds.left + following.height:
                pitches[round(_pitch(line, following), 1)] += 1
    pitch = max(pitches, key=lambda p: (pitches[p], -p)) if pitches else 0.0
    showing = sum(_shows(line, following, bounds, pitch) for line, following, bounds in ended)
    indents = Counter(round(_indent(following, bounds), 1) for _, following, bounds in ended)
    usual = [indent for indent in indents if indent >= _INDENT and indents[indent] > 1]
    return Habits(
        pitch=pitch,
        shows=len(ended) >= 3 and showing >= 0.6 * len(ended),
        indent=max(usual, key=lambda indent: (indents[indent], -indent), default=2.0),
    )


def _may_wrap(line: TextLine, following: TextLine, bounds: Bounds) -> bool:
    return is_full(line, following, bounds) and _same_size(line, following)


def _same_size(line: TextLine, following: TextLine) -> bool:
    one, other = line.height, following.height
    return abs(one - other) <= _SAME_SIZE * max(one, other) or is_chinese(line) != is_chinese(following)


def _pitch(line: TextLine, following: TextLine) -> float:
    return (following.bottom - line.bottom) / max(line.height, 1.0)


def _indent(line: TextLine, bounds: Bounds) -> float:
    """How far in a line begins, in ems."""
    return (line.x0 - bounds.left) / line.height


def _shows(line: TextLine, following: TextLine, bounds: Bounds, pitch: float) -> bool:
    return _indent(following, bounds) >= _INDENT or _is_spaced(line, following, pitch)


def _is_spaced(line: TextLine, following: TextLine, pitch: float) -> bool:
    beside = following.page != line.page or following.top < line.top
    return not beside and pitch > 0 and _pitch(line, following) > _SPACED * pitch


def _goes_on(line: TextLine, following: TextLine, bounds: Bounds, below: Bounds, habits: Habits) -> bool:
    """Whether `following`, on which `line` may wrap, belongs to its paragraph."""
    if (line.text[-1].isdigit() and _LEADERS.search(line.text)) or _is_spaced(line, following, habits.pitch):
        return False
    marked = _MARKER.match(following.text) is not None
    ended = line.text[-1] in _ENDED
    if _is_title(line, bounds, habits) and _indent(following, below) < _LEAST:
        return False
    if _is_centred(following, below) and _is_centred(line, bounds):
        return not marked
    if line.x0 - bounds.left > _ASIDE * (bounds.right - bounds.left):
        return False
    indent = following.x0 - below.left
    if indent >= _INDENT * following.height:
        hanging = abs(indent - (line.x0 - bounds.left)) < 0.5 * following.height
        return hanging and not ended and not marked
    if heading_level(following.text) and (ended or heading_level(line.text)):
        return False
    return habits.shows or not (ended and marked)


def _is_centred(line: TextLine, bounds: Bounds) -> bool:
    """Whether a line stands in the middle, a line that fills the width included."""
    return abs(line.x0 + line.x1 - bounds.left - bounds.right) <= line.height


def _is_title(line: TextLine, bounds: Bounds, habits: Habits) -> bool:
    """Whether a line was set in the middle, as the first line of a paragraph only is if it ends by chance as far from
    the edge as it begins. A title has no commas."""
    if _PUNCTUATED.search(line.text):
        return False
    indent = _indent(line, bounds)
    exact = abs(line.x0 + line.x1 - bounds.left - bounds.right) <= _EXACT * line.height
    return exact and indent >= _LEAST and abs(indent - habits.indent) > _EXACT


def _paragraphs(flow: Flow, wraps: Sequence[bool], habits: Habits) -> list[Paragraph]:
    groups = [[flow.lines[0]]]
    for number, line in enumerate(flow.lines[1:]):
        bounds, below = flow.bounds[number : number + 2]
        if wraps[number] and _goes_on(groups[-1][-1], line, bounds, below, habits):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def _paragraph(lines: list[TextLine]) -> Paragraph:
    leaders = _LEADERS.search(lines[-1].text)
    if leaders:
        # A line of a table of contents: its dots are no text.
        lines = [*lines[:-1], _without(lines[-1], leaders.start(), leaders.end("dots"))]
    joints = [joint(a, b) for a, b in pairwise(lines)]
    text, places = compose(lines, joints)
    return Paragraph(text=text, lines=places)


def _without(line: TextLine, start: int, end: int) -> TextLine:
    """A line with one tab for the characters [start, end)."""
    return msgspec.structs.replace(
        line, text=f"{line.text[:start]}\t{line.text[end:]}", edges=line.edges[: start + 1] + line.edges[end:]
    )
