"""A document as HTML in which every figure is marked by its state and every finding's passage leads to it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec
from markupsafe import Markup, escape

from audit.finding import Finding, ReportResult
from audit.report.wording import SEVERITY, SEVERITY_ORDER, STATE, visible
from extract.document import Cell, Document, Paragraph, Place, Table, TextId

Ink = Callable[[str, TextId], Markup]


def anchor(place: Place) -> str:
    """The id of the paragraph or cell a place lies in."""
    return f"b-{place.block}" if place.row is None else f"b-{place.block}-{place.row}-{place.col}"


class Mark(msgspec.Struct, frozen=True):
    """A range of characters to be marked: `target` is the id it leads to, `css` its classes, `number` what is
    printed after it. The lower `rank` wins where ranges overlap."""

    start: int
    end: int
    rank: int
    css: str
    target: str
    title: str
    number: str = ""


def marks(result: ReportResult, anchors: Sequence[str], order: Sequence[int]) -> Mapping[TextId, list[Mark]]:
    """The marks of a result by the text they stand in. `anchors` are the findings' ids, `order` the findings in
    the order in which they are listed and numbered."""
    found: dict[TextId, list[Mark]] = defaultdict(list)
    numbers = {index: str(number) for number, index in enumerate(order, 1)}
    claims = _claims_of_figures(result)
    accused: set[int] = set()
    for index in order:
        finding = result.findings[index]
        css = f"{finding.severity} of-{anchors[index]}"
        title = f"{SEVERITY[finding.severity]}{numbers[index]}：{finding.title}"
        accused.update(q.index for q in finding.figures if q.index is not None)
        for rank, place, kind in _inked(finding):
            key = place.text_id
            mark = Mark(place.start, place.end, rank, f"{kind} {css}", anchors[index], title, number=numbers[index])
            found[key].append(mark)
    for index, figure in enumerate(result.figures):
        if index not in accused:
            place = figure.place
            target = f"c-{claims[index]}" if index in claims else ""
            mark = Mark(place.start, place.end, 5, f"fig {figure.state}", target, STATE.get(figure.state, ""))
            found[place.text_id].append(mark)
    return found


def _inked(finding: Finding) -> Iterator[tuple[int, Place, str]]:
    """(rank, place, kind) of what a finding marks: its own place (a whole passage lies under the figures in it),
    the figures that prove it, its repetitions."""
    proofs = [quoted.place for quoted in finding.figures]
    if not proofs or finding.place in proofs:
        yield SEVERITY_ORDER[finding.severity], finding.place, "culprit"
    else:
        yield 6, finding.place, "passage"
    for place in proofs:
        if place != finding.place:
            yield 3, place, "proof"
    for also in finding.also:
        yield 4, also.place, "again"


def _claims_of_figures(result: ReportResult) -> dict[int, int]:
    claims: dict[int, int] = {}
    for number, claim in enumerate(result.claims):
        for quoted in claim.figures:
            if quoted.index is not None:
                claims.setdefault(quoted.index, number)
    return claims


def starts(result: ReportResult) -> Mapping[TextId, Mapping[int, int]]:
    """By text, the offsets at which figures begin and their numbers: where the ids `n-N` stand."""
    found: dict[TextId, dict[int, int]] = defaultdict(dict)
    for index, figure in enumerate(result.figures):
        place = figure.place
        found[place.text_id].setdefault(place.start, index)
    return found


def pieces(text: str, found: Iterable[Mark]) -> Iterator[tuple[str, Mark | None, bool]]:
    """The text cut where marks begin and end: (piece, its mark, whether the mark ends with it)."""
    ranges = [m for m in found if 0 <= m.start < m.end <= len(text)]
    cuts = sorted({0, len(text), *(m.start for m in ranges), *(m.end for m in ranges)})
    for start, end in itertools.pairwise(cuts):
        over = [m for m in ranges if m.start <= start and m.end >= end]
        mark = min(over, key=lambda m: (m.rank, m.end - m.start, m.start, m.target)) if over else None
        yield text[start:end], mark, mark is not None and mark.end == end


def text_html(text: str, found: Iterable[Mark], begins: Mapping[int, int]) -> Markup:
    """A text with its marks as links to findings and claims; everything in it is escaped."""
    out: list[Markup] = []
    at = 0
    for piece, mark, ends in pieces(text, found):
        ink = escape(visible(piece))
        own = Markup(' id="n-{}"').format(begins[at]) if at in begins else Markup("")
        at += len(piece)
        if mark is None:
            out.append(ink)
        elif not mark.target:
            out.append(Markup('<span class="{}" title="{}"{}>{}</span>').format(mark.css, mark.title, own, ink))
        else:
            number = Markup("<sup>{}</sup>").format(mark.number) if ends and mark.number else ""
            stop = own if mark.number else own + Markup(' tabindex="-1"')
            link = '<a class="{}" href="#{}" title="{}"{}>{}{}</a>'
            out.append(Markup(link).format(mark.css, mark.target, mark.title, stop, ink, number))
    return Markup("").join(out)


def document_html(
    document: Document, found: Mapping[TextId, list[Mark]], begins: Mapping[TextId, Mapping[int, int]]
) -> Markup:
    """The whole document: headings as headings, tables as tables, each block with the id `b-N`."""
    out: list[Markup] = []
    tables = 0

    def inked(text: str, key: TextId) -> Markup:
        return text_html(text, found.get(key, ()), begins.get(key, {}))

    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            out.append(_paragraph(number, block, inked))
        else:
            tables += 1
            out.append(_table(number, tables, block, inked))
    return Markup("\n").join(out)


def outline(document: Document) -> list[tuple[int, int, str]]:
    """(block, level, title) of the headings."""
    return [
        (number, block.level, visible(block.label + block.text))
        for number, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and block.level
    ]


_PARAGRAPH_KINDS = {"footnote": "脚注", "endnote": "尾注", "textbox": "文本框", "comment": "批注"}


def _paragraph(number: int, block: Paragraph, inked: Ink) -> Markup:
    tag = f"h{min(block.level + 2, 6)}" if block.level else "p"
    kind = "隐藏文字" if block.hidden else _PARAGRAPH_KINDS.get(block.kind, "")
    note = Markup('<span class="kind">{}</span>').format(kind) if kind else ""
    label = Markup('<span class="label">{}</span>').format(block.label) if block.label else ""
    head = Markup(f'<{tag} id="b-{number}">')
    return head + note + label + inked(block.text, (number, None, None)) + Markup(f"</{tag}>")


def _table(number: int, ordinal: int, block: Table, inked: Ink) -> Markup:
    title = f"表{ordinal}" + (f"（工作表“{visible(block.sheet)}”）" if block.sheet else "")
    out = [
        Markup('<div class="grid" id="b-{}" role="region" aria-label="{}" tabindex="0"><table>').format(number, title)
    ]
    first = min((cell.row for cell in block.cells), default=0)  # one of several forms on a sheet begins further down
    for row in range(first, block.rows):
        cells = (
            Markup('<td id="b-{}-{}-{}"{}>{}</td>').format(
                number, c.row, c.col, _spans(c), inked(c.text, (number, c.row, c.col))
            )
            if isinstance(c, Cell)
            else Markup('<td colspan="{}"></td>').format(c)
            for c in _row(block, row)
        )
        out.append(Markup("<tr>") + Markup("").join(cells) + Markup("</tr>"))
    out.append(Markup("</table></div>"))
    return Markup("").join(out)


def _row(block: Table, row: int) -> list[Cell | int]:
    """What stands in a row: the cells that begin there, and before each the number of positions that hold none. A
    cell alone in its row spreads over the empty ones on its right, as a worksheet shows it."""
    out: list[Cell | int] = []
    gap = 0
    for col, cell in enumerate(block.grid[row]):
        gap += cell is None
        if cell is not None and (cell.row, cell.col) == (row, col):
            out += [gap, cell] if gap else [cell]
        gap = gap if cell is None else 0
    match out:
        case [Cell() as alone] if gap and alone.rowspan == 1 and alone.colspan + gap == block.cols:
            return [msgspec.structs.replace(alone, colspan=alone.colspan + gap)]
    return out


def _spans(cell: Cell) -> Markup:
    if cell.hidden:
        return Markup(' class="hidden-cell" title="隐藏的单元格"') + _spans(msgspec.structs.replace(cell, hidden=False))
    spans = ((name, span) for name, span in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if span > 1)
    return Markup("").join(Markup(' {}="{}"').format(name, span) for name, span in spans)
