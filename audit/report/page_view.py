"""Pages as pictures with the figures of findings framed on them."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from audit.finding import Finding, ReportResult
from audit.located import boxes, lines_of
from audit.report.masking import mask
from audit.report.wording import SEVERITY
from extract.document import BoxTuple, Place
from extract.page_images import PageImage

_AROUND = 1.5  # points between the ink and its frame


def pages_html(
    images: Iterable[PageImage], result: ReportResult, anchors: Sequence[str], order: Sequence[int]
) -> Markup:
    """The pages one under another; a click on a frame leads to its finding. `anchors` and `order` as in `marks`."""
    frames: dict[int, list[Markup]] = defaultdict(list)
    lines = lines_of(result.document)
    for number, index in enumerate(order, 1):
        finding = result.findings[index]
        for kind, place in _places(finding):
            spots = list(boxes(lines.get(place.text_id, ()), place.start, place.end))
            for at, (page, box) in enumerate(spots, 1):
                label = str(number) if kind != "proof" and at == len(spots) else ""
                title = f"{SEVERITY[finding.severity]}{number}：{finding.title}"
                frames[page].append(_frame(f"{kind} {finding.severity}", box, anchors[index], title, label))
    return Markup("\n").join(_page(image, frames.get(image.number, [])) for image in images)


def covers(result: ReportResult) -> dict[int, list[BoxTuple]]:
    """By page, the boxes of the characters that masking hides: to be painted over before a page is shown."""
    found: dict[int, list[BoxTuple]] = defaultdict(list)
    lines = lines_of(result.document)
    for number, cell, text in result.document.texts():
        key = (number, cell.row if cell else None, cell.col if cell else None)
        for offset in _hidden(text):
            for page, box in boxes(lines.get(key, ()), offset, offset + 1):
                found[page].append(box)
    return dict(found)


def _hidden(text: str) -> list[int]:
    shown = mask(text)
    return [] if shown == text else [i for i, (a, b) in enumerate(zip(shown, text, strict=True)) if a != b]


def _places(finding: Finding) -> Iterator[tuple[str, Place]]:
    proofs = [quoted.place for quoted in finding.figures]
    own = not proofs or finding.place in proofs
    yield "culprit" if own else "passage", finding.place
    for place in dict.fromkeys(proofs):
        if place != finding.place:
            yield "proof", place


def _frame(css: str, box: BoxTuple, anchor: str, title: str, label: str) -> Markup:
    x0, top, x1, bottom = box
    shape = Markup('<rect x="{:.2f}" y="{:.2f}" width="{:.2f}" height="{:.2f}"/>').format(
        x0 - _AROUND, top - _AROUND, x1 - x0 + 2 * _AROUND, bottom - top + 2 * _AROUND
    )
    number = Markup('<text x="{:.2f}" y="{:.2f}">{}</text>').format(x1 + 2, top + 4, label) if label else ""
    link = '<a class="frame {} of-{}" href="#{}" aria-label="{}">{}{}</a>'
    return Markup(link).format(css, anchor, anchor, title, shape, number)


def _page(image: PageImage, frames: Sequence[Markup]) -> Markup:
    source = "data:image/png;base64," + base64.b64encode(image.png).decode()
    return Markup(
        '<figure class="page" id="p-{}"><figcaption>第{}页</figcaption>'
        '<svg viewBox="0 0 {:.2f} {:.2f}"><image href="{}" width="{:.2f}" height="{:.2f}" role="img" aria-label="第{}页"/>{}</svg></figure>'
    ).format(
        image.number,
        image.number,
        image.width,
        image.height,
        source,
        image.width,
        image.height,
        image.number,
        Markup("").join(frames),
    )
