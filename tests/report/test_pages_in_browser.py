"""The html outputs driven as an auditor drives them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.decision import Decision
from audit.report.fingerprint import fingerprints
from tests.browser import Visit, browser
from tests.report.samples import FAILURES, RESULT, RESULTS, write_all

pytestmark = pytest.mark.slow
PRINTS = [f"f-{pair[0]}" for pair in fingerprints(RESULT, RESULTS[0][0])]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    write_all(RESULTS, FAILURES, folder, {"html", "xlsx"}, {})
    return folder


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a report on whose first finding a person decided."""
    folder = tmp_path_factory.mktemp("decided")
    fingerprint, amounts = fingerprints(RESULT, RESULTS[0][0])[0]
    decision = Decision(
        fingerprint, "属实", "已核对决算表", "王五", "2024-05-02T09:05:00+08:00", amounts, "确为笔误", 1
    )
    write_all(RESULTS, FAILURES, folder, {"html"}, {fingerprint: decision})
    return folder / "reports" / "区级_水务局.docx.html"


@pytest.fixture
def report(out: Path) -> Path:
    return out / "reports" / "区级_水务局.docx.html"


def test_a_finding_leads_to_its_place_and_the_place_to_the_finding(chromium: Any, report: Path) -> None:
    visit = Visit(chromium, report, viewport={"width": 1300, "height": 300})
    page = visit.page
    page.locator(f"#{PRINTS[2]} a.back").click()
    ink = page.locator(f"#text .culprit.of-{PRINTS[2]}")
    assert ink.evaluate("node => node.classList.contains('on')")
    page.wait_for_timeout(600)
    box = ink.bounding_box()
    assert box is not None and 0 <= box["y"] <= 300
    page.locator(f"#text .culprit.of-{PRINTS[0]}").click()
    assert page.locator(f"#{PRINTS[0]}").evaluate("node => node.classList.contains('on')")
    assert page.url.endswith(f"#{PRINTS[0]}")
    assert page.locator("#text .on").count() == 4
    assert not visit.errors


def test_j_and_k_walk_through_the_findings(chromium: Any, report: Path) -> None:
    page = Visit(chromium, report).page
    seen = []
    for key in ("j", "j", "j", "j", "k"):
        page.keyboard.press(key)
        seen.append(page.evaluate("document.querySelector('article.on').id"))
    assert seen == [*PRINTS, PRINTS[0], PRINTS[2]]
    assert page.locator("#position").inner_text() == "第3条，共3条"
    page.locator("input.show[value=warning]").uncheck()
    page.keyboard.press("k")
    assert page.evaluate("document.querySelector('article.on').id") == PRINTS[0]


def test_what_is_decided_is_shown_and_can_be_put_aside(chromium: Any, decided: Path) -> None:
    visit = Visit(chromium, decided)
    card = visit.page.locator(f"#{PRINTS[0]}")
    said = card.locator(".decision").inner_text()
    assert (
        "核实结论：属实" in said and "已核对决算表（王五，2024年5月2日9:05）" in said and "单位说明：确为笔误" in said
    )
    visit.page.get_by_label("只看待核实").check()
    assert card.is_hidden() and visit.page.locator(f"#{PRINTS[1]}").is_visible()
    visit.page.locator("input.show[value=error]").uncheck()
    visit.page.get_by_label("只看待核实").uncheck()
    assert card.is_hidden()
    visit.page.locator("input.show[value=error]").check()
    assert card.is_visible() and not visit.errors and not visit.violations()


def test_on_a_narrow_screen_each_click_shows_what_it_leads_to(chromium: Any, report: Path) -> None:
    page = Visit(chromium, report, viewport={"width": 420, "height": 500}, reduced_motion="reduce").page
    card, ink = page.locator(f"#{PRINTS[2]}"), page.locator(f"#text .culprit.of-{PRINTS[2]}")
    ink.click()
    assert card.bounding_box()["y"] < 500 and ink.bounding_box()["y"] < 0
    card.locator("a.back").click()
    assert 0 <= ink.bounding_box()["y"] < 500 < card.bounding_box()["y"]


def test_a_figure_that_holds_shows_its_check(chromium: Any, report: Path) -> None:
    page = Visit(chromium, report).page
    page.get_by_role("link", name="500.00万元").first.click()
    check = page.locator("#c-1")
    assert check.evaluate("node => node.open")
    assert "500.00 + 300.00 = 800.00" in check.inner_text()
    assert "4,999,950～5,000,050元" in check.inner_text()
    check.get_by_role("link", name="300.00万元").click()
    assert page.locator("#n-5").evaluate("node => node.classList.contains('on')")


def test_a_link_from_the_list_opens_the_finding(chromium: Any, report: Path) -> None:
    page = Visit(chromium, report, f"#{PRINTS[1]}").page
    assert page.locator(f"#{PRINTS[1]}").evaluate("node => node.classList.contains('on')")


def test_the_text_of_a_report_is_text(chromium: Any, report: Path) -> None:
    visit = Visit(chromium, report)
    text = visit.page.locator("#text").inner_text()
    assert '<script>alert("x")</script> =HYPERLINK("http://a") □abc' in text
    assert visit.page.locator("#text script").count() == 0
    assert "13812345678" not in visit.page.content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 420, 320])
def test_pages_are_accessible_and_ask_nothing_of_the_network(
    chromium: Any, out: Path, report: Path, scheme: str, width: int
) -> None:
    for path in (report, out / "批次概览.html"):
        visit = Visit(chromium, path, color_scheme=scheme, viewport={"width": width, "height": 800})
        assert visit.requests == [path.as_uri()]
        assert not visit.errors
        assert not visit.violations()
        assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_script_the_links_still_lead_there(chromium: Any, report: Path) -> None:
    page = Visit(chromium, report, java_script_enabled=False).page
    page.locator(f"#text .culprit.of-{PRINTS[1]}").click()
    assert page.url.endswith(f"#{PRINTS[1]}")


def test_the_overview_leads_to_the_reports(chromium: Any, out: Path) -> None:
    page = Visit(chromium, out / "批次概览.html").page
    page.locator("summary").first.click()
    page.get_by_role("link", name="区级/水务局.docx").first.click()
    assert page.locator("h1").inner_text() == "区级/水务局.docx"
