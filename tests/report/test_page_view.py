"""Pages as pictures: frames on the ink, personal numbers painted over."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from audit.finding import Finding, Quoted, ReportResult
from audit.located import located
from audit.report import covers, write_annotated
from audit.report.fingerprint import fingerprints
from extract import read
from extract.document import Place
from extract.page_images import page_images
from tests.browser import Visit, browser
from tests.report.samples import PLAIN

TEXT = "Total 1,250.00 = 1,100.00 + 105.00, phone 13812345678, end"


@pytest.fixture(scope="module")
def data() -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed (extra: dev)")
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=(400, 300), invariant=1)
    page.setFont("Helvetica", 12)
    page.drawString(30, 200, TEXT)
    page.showPage()
    page.save()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def result(data: bytes) -> ReportResult:
    document = read(data, "a.pdf")
    text = document.text_at(Place(0, None, None, 0, 0))

    def place(ink: str) -> Place:
        start = text.index(ink)
        return Place(0, None, None, start, start + len(ink))

    figures = tuple(Quoted(ink, None, "", "part", place(ink)) for ink in ("1,250.00", "1,100.00"))
    finding = Finding("T901", "sum", "error", "分项之和与合计不符", "相差", text, place("1,250.00"), figures)
    findings = located(document, (finding,))
    return msgspec.structs.replace(PLAIN, document=document, findings=findings, items=PLAIN.items)


def test_places_get_their_page_and_box(result: ReportResult) -> None:
    for place in (result.findings[0].place, *(q.place for q in result.findings[0].figures)):
        assert place.page == 1 and place.box is not None
    assert result.findings[0].place.box[0] < result.findings[0].figures[1].place.box[0]


def test_a_personal_number_is_painted_over(data: bytes, result: ReportResult) -> None:
    hidden = covers(result)
    x0, top, x1, bottom = hidden[1][0]
    (open_page,), (shown,) = list(page_images(data)), list(page_images(data, hidden))
    spot = [int(4 / 3 * edge) for edge in (x0 + 1, top + 1, x1 - 1, bottom - 1)]
    covered = Image.open(io.BytesIO(shown.png)).convert("L").crop(tuple(spot))
    assert covered.getextrema() == (0, 0)
    assert Image.open(io.BytesIO(open_page.png)).convert("L").crop(tuple(spot)).getextrema()[1] == 255
    assert len(hidden[1]) == len("13812345678") - 7


def test_other_files_have_no_pages() -> None:
    assert list(page_images(b"PK\x03\x04 a zip")) == []
    assert list(page_images(b"%PDF-1.7 broken")) == []


@pytest.mark.slow
def test_frames_lead_to_findings(data: bytes, result: ReportResult, tmp_path: Path) -> None:
    write_annotated("a.pdf", result, tmp_path / "a.html", {}, page_images(data, covers(result)))
    anchor = f"f-{fingerprints(result, 'a.pdf')[0][0]}"
    with browser() as started:
        visit = Visit(started, tmp_path / "a.html")
        page = visit.page
        assert not page.locator("#pages").is_visible()
        page.keyboard.press("p")
        assert page.locator("#pages").is_visible() and not page.locator("#words").is_visible()
        page.locator(f"#pages .frame.culprit.of-{anchor}").click()
        assert page.locator("article.on").get_attribute("id") == anchor
        assert page.locator("#pages .frame.on").count() == 2
        assert not visit.errors and not visit.violations()
        assert [url for url in visit.requests if not url.startswith("data:")] == [(tmp_path / "a.html").as_uri()]
