"""The printers: a sheet drawn by hand on a canvas, or as a web page or Word file that Chromium or LibreOffice prints."""

from __future__ import annotations

import html
import io
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import docx
import msgspec
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.drawings.sheets import Sheet, Slot
from corpus.drawings.styles import Rule
from corpus.office import convert

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
_MARGIN = 72.0
_NEVER_FIRST = "，。；：）、%"
DIGITS = "〇一二三四五六七八九"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Setting(msgspec.Struct, frozen=True):
    """How a table is set: size of type, pitch of lines in ems, room above and below a row and beside its text in
    points, where text stands in its cell from top to bottom, and figures and headings from side to side."""

    size: float
    pitch: float
    above: float
    beside: float
    upright: str
    figures: str
    heads: str


def setting(draw: random.Random) -> Setting:
    """One of the usual settings."""
    return Setting(
        size=draw.choice((9, 10, 10.5, 12)),
        pitch=draw.choice((1.15, 1.3, 1.5)),
        above=draw.choice((0.5, 2, 4)),
        beside=draw.choice((3.0, 5.4)),
        upright=draw.choice(("middle", "middle", "top")),
        figures=draw.choice(("right", "right", "center")),
        heads=draw.choice(("center", "center", "left")),
    )


class Job(msgspec.Struct, frozen=True):
    """A sheet to print under its number, drawn by a rule and set in a way."""

    number: int
    sheet: Sheet
    style: str
    rule: Rule
    setting: Setting
    repeats: bool = False
    turned: bool = False

    @property
    def mark(self) -> str:
        # In Chinese, since a line that differs only in figures from others at its height is a page's header.
        return f"样表{''.join(DIGITS[int(digit)] for digit in str(self.number))}如下。"

    def align(self, slot: Slot) -> str:
        """Where the text of a cell stands from side to side."""
        if slot.head or slot.colspan > 1:
            return "center" if slot.colspan > 1 and slot.head else self.setting.heads
        return self.setting.figures if slot.is_figure else "left"


def _wrapped(text: str, room: float, size: float) -> list[str]:
    lines = [""]
    for character in text:
        if lines[-1] and character not in _NEVER_FIRST and _wide(lines[-1] + character, size) > room:
            lines.append("")
        lines[-1] += character
    return lines


def _wide(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, size))


class _Laid(msgspec.Struct, frozen=True):
    """A sheet laid out: the lines of each cell and the height of each row."""

    xs: list[float]
    texts: dict[Slot, list[str]]
    heights: list[float]


def _laid(job: Job, width: float) -> _Laid:
    sheet, how = job.sheet, job.setting
    xs = [0.0, *accumulate(share * width for share in sheet.widths)]
    texts = {s: _wrapped(s.text, xs[s.col + s.colspan] - xs[s.col] - 2 * how.beside, how.size) for s in sheet.slots}
    pitch = how.size * how.pitch
    heights = [pitch + 2 * how.above] * sheet.rows
    for slot in sorted(sheet.slots, key=lambda slot: slot.rowspan):
        needed = len(texts[slot]) * pitch + 2 * how.above
        spanned = range(slot.row, slot.row + slot.rowspan)
        short = needed - sum(heights[row] for row in spanned)
        if short > 0:
            for row in spanned:
                heights[row] += short / slot.rowspan
    return _Laid(xs, texts, heights)


def canvas(jobs: Sequence[Job], width: float = WIDTH - 2 * _MARGIN) -> bytes:
    """Each table between a line that tells its number and a line of text, drawn line by line."""
    out = io.BytesIO()
    paper = Canvas(out, pagesize=A4)
    for job in jobs:
        high = WIDTH if job.turned else HEIGHT
        _begin(paper, job)
        paper.setFont(FONT, 12)
        paper.drawString(_MARGIN, high - 80, job.mark)
        left, top = _MARGIN, high - 100.0
        laid = _laid(job, (HEIGHT - 2 * _MARGIN) if job.turned else width)
        for first, last in _pages(laid, job, high):
            if first:
                paper.showPage()
                _begin(paper, job)
                top = high - 72.0
                if job.repeats:
                    top = _draw(paper, job, laid, left, top, 0, job.sheet.head)
            top = _draw(paper, job, laid, left, top, first, last)
        paper.setFont(FONT, 12)
        paper.drawString(_MARGIN, top - 40, "以上数据均为决算数。")
        paper.showPage()
    paper.save()
    return out.getvalue()


def _begin(paper: Canvas, job: Job) -> None:
    paper.setPageRotation(90 if job.turned else 0)
    if job.turned:
        paper.translate(WIDTH, 0)
        paper.rotate(90)


def _pages(laid: _Laid, job: Job, high: float) -> Iterator[tuple[int, int]]:
    """The rows by the page they stand on; a merged cell is not cut."""
    first, room = 0, high - 100 - 72
    used = 0.0
    for row, height in enumerate(laid.heights):
        held = any(slot.row < row < slot.row + slot.rowspan for slot in job.sheet.slots)
        if used + height > room and not held and row > first:
            yield first, row
            first, used, room = row, sum(laid.heights[: job.sheet.head]) if job.repeats else 0.0, high - 144
        used += height
    yield first, len(laid.heights)


def _draw(paper: Canvas, job: Job, laid: _Laid, left: float, top: float, first: int, last: int) -> float:
    """Draws rows [first, last) from `top` down; where they end."""
    how = job.setting
    ys = [top, *accumulate(laid.heights[first:last], lambda y, height: y - height, initial=top)][1:]
    pitch = how.size * how.pitch
    paper.setLineWidth(0.5)
    paper.setFont(FONT, how.size)
    for slot, lines in laid.texts.items():
        if not first <= slot.row < last:
            continue
        x0, x1 = left + laid.xs[slot.col], left + laid.xs[slot.col + slot.colspan]
        y0, y1 = ys[slot.row - first], ys[slot.row + slot.rowspan - first]
        edges = {
            "top": (x0, y0, x1, y0),
            "bottom": (x0, y1, x1, y1),
            "left": (x0, y0, x0, y1),
            "right": (x1, y0, x1, y1),
        }
        paper.lines([edges[side] for side in job.rule(slot, job.sheet)])
        spare = y0 - y1 - 2 * how.above - pitch * len(lines)
        base = (
            y0 - how.above - (spare / 2 if how.upright == "middle" or slot.head else 0) - 0.5 * pitch - 0.35 * how.size
        )
        for number, line in enumerate(lines):
            free = x1 - x0 - 2 * how.beside - _wide(line, how.size)
            shift = {"left": 0, "center": free / 2, "right": free}[job.align(slot)]
            paper.drawString(x0 + how.beside + shift, base - number * pitch, line)
    return ys[-1]


_CSS = (
    "@page{size:A4;margin:25mm} body{font-family:'Noto Serif CJK SC';font-size:12pt} td{word-break:break-all}"
    "table{border-collapse:collapse;width:100%;table-layout:fixed} tr{break-inside:avoid}"
)


def web(jobs: Sequence[Job]) -> str:
    """A web page of the tables, each with the borders of its cells."""
    pieces = [f"<!DOCTYPE html><meta charset='utf-8'><style>{_CSS}</style>"]
    for job in jobs:
        how = job.setting
        pieces.append(f"<p>{job.mark}</p><table style='font-size:{how.size}pt;line-height:{how.pitch}'><colgroup>")
        pieces += [f"<col style='width:{100 * share}%'>" for share in job.sheet.widths]
        pieces.append("</colgroup>")
        for row in range(job.sheet.rows):
            if row in (0, job.sheet.head):
                pieces.append("<thead>" if not row and job.repeats else "<tbody>")
            pieces.append("<tr>")
            pieces += [_field(job, slot) for slot in job.sheet.slots if slot.row == row]
            pieces.append("</tr>")
            if row + 1 in (job.sheet.head, job.sheet.rows):
                pieces.append("</thead>" if row + 1 == job.sheet.head and job.repeats else "</tbody>")
        pieces.append("</table><p>以上数据均为决算数。</p>")
    return "".join(pieces)


def _field(job: Job, slot: Slot) -> str:
    how = job.setting
    upright = "middle" if slot.head else how.upright
    css = f"padding:{how.above}pt {how.beside}pt;text-align:{job.align(slot)};vertical-align:{upright};"
    css += "".join(f"border-{side}:0.5pt solid black;" for side in sorted(job.rule(slot, job.sheet)))
    spans = f" rowspan={slot.rowspan} colspan={slot.colspan}"
    return f'<td{spans} style="{css}">{html.escape(slot.text)}</td>'


def chromium(jobs: Sequence[Job]) -> bytes | None:
    """The tables as Chromium prints them; None where it is not installed."""
    browser = shutil.which("chromium")
    if browser is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(web(jobs), "utf-8")
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        subprocess.run(
            [*command, "--no-pdf-header-footer", f"--print-to-pdf={out}", str(page)], capture_output=True, check=True
        )
        return out.read_bytes()


def libreoffice(jobs: Sequence[Job]) -> bytes | None:
    """The tables in a Word file as LibreOffice prints it; None where it is not installed."""
    report = docx.Document()
    normal = report.styles["Normal"]
    normal.font.name = "宋体"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    normal.paragraph_format.space_after = Pt(0)
    for job in jobs:
        report.add_paragraph(job.mark)
        _word_table(report, job)
        report.add_paragraph("以上数据均为决算数。")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tables.docx")
        report.save(path)
        return path.with_suffix(".pdf").read_bytes() if convert([path], "pdf", Path(folder)) else None


def _word_table(report: docx.document.Document, job: Job) -> None:
    sheet, how = job.sheet, job.setting
    table = report.add_table(sheet.rows, len(sheet.widths))
    table.autofit = False
    room = (report.sections[0].page_width - report.sections[0].left_margin - report.sections[0].right_margin) / Pt(1)
    for slot in sheet.slots:
        cell = table.cell(slot.row, slot.col)
        if slot.rowspan > 1 or slot.colspan > 1:
            cell = cell.merge(table.cell(slot.row + slot.rowspan - 1, slot.col + slot.colspan - 1))
        cell.width = Pt(room * sum(sheet.widths[slot.col : slot.col + slot.colspan]))
        cell.vertical_alignment = getattr(
            WD_CELL_VERTICAL_ALIGNMENT, {"middle": "CENTER", "top": "TOP"}["middle" if slot.head else how.upright]
        )
        text = cell.paragraphs[0]
        text.alignment = getattr(WD_ALIGN_PARAGRAPH, job.align(slot).upper())
        text.paragraph_format.space_before = text.paragraph_format.space_after = Pt(how.above)
        text.paragraph_format.line_spacing = Pt(how.size * how.pitch)
        text.add_run(slot.text).font.size = Pt(how.size)
        _border(table, slot, job)
    if job.repeats:
        for row in list(table.rows)[: sheet.head]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _border(table: docx.table.Table, slot: Slot, job: Job) -> None:
    """Borders on every field of a cell that lies at the sides drawn."""
    drawn = job.rule(slot, job.sheet)
    for row in range(slot.row, slot.row + slot.rowspan):
        tcs = table.rows[row]._tr.tc_lst
        at = 0
        for tc in tcs:
            if at == slot.col:
                ends = {
                    "top": row == slot.row,
                    "bottom": row == slot.row + slot.rowspan - 1,
                    "left": True,
                    "right": True,
                }
                borders = OxmlElement("w:tcBorders")
                for side in ("top", "left", "bottom", "right"):
                    if side in drawn and ends[side]:
                        border = OxmlElement(f"w:{side}")
                        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
                            border.set(qn(f"w:{key}"), value)
                        borders.append(border)
                tc.get_or_add_tcPr().append(borders)
            at += tc.grid_span
