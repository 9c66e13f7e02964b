"""The workbench driven as an auditor drives it, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.report.fingerprint import fingerprints
from audit.workbench.ledger import FILE, Ledger
from tests.browser import Visit, browser
from tests.report.samples import RESULT, RESULTS
from tests.workbench.served import desk_over, run_folder, workbench

pytestmark = pytest.mark.slow
PRINTS = [prints[0] for prints in fingerprints(RESULT, RESULTS[0][0])]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as started:
        yield started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return run_folder(tmp_path / "out")


@pytest.fixture
def visit(chromium: Any, folder: Path) -> Iterator[Visit]:
    with workbench(folder) as address:
        visit = Visit(chromium, address)
        yield visit
        assert not visit.errors
        assert all(url.startswith(address.split("/?")[0] + "/") or url.startswith("data:") for url in visit.requests)


def verdicts(folder: Path) -> dict[str, str]:
    with Ledger(folder / FILE) as ledger:
        return {fingerprint: decision.verdict for fingerprint, decision in ledger.decisions().items()}


def settled(page: Any, count: int) -> None:
    """Wait until so many findings are shown as decided."""
    from playwright.sync_api import expect

    expect(page.locator(".verdict-word:not(.open)")).to_have_count(count)


def test_one_key_decides_and_goes_on(visit: Visit, folder: Path) -> None:
    page = visit.page
    page.keyboard.press("j")
    page.keyboard.press("a")
    settled(page, 1)
    page.locator("main article:nth-of-type(2).on").wait_for()
    page.keyboard.press("r")
    settled(page, 2)
    found = verdicts(folder)
    assert [found[fingerprint] for fingerprint in PRINTS[:2]] == ["属实", "误报"]
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.keyboard.press("z")
    settled(page, 1)
    assert verdicts(folder)[PRINTS[0]] == "待核实"


def test_a_note_is_kept_without_deciding(visit: Visit, folder: Path) -> None:
    page = visit.page
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.keyboard.type("arz 待调取账簿")
    page.keyboard.press("Enter")
    page.locator("article.on .now", has_text="arz 待调取账簿").wait_for()
    assert verdicts(folder) == {PRINTS[0]: "待核实"}


def test_the_report_is_decided_beside_its_text(visit: Visit, folder: Path) -> None:
    page = visit.page
    page.locator("article a").first.click()
    page.locator(f"#f-{PRINTS[0]}.on").wait_for()
    page.keyboard.press("e")
    settled(page, 1)
    page.locator(f"#f-{PRINTS[1]}.on").wait_for()
    assert verdicts(folder) == {PRINTS[0]: "已说明"}
    page.locator("#open").check()
    assert not page.locator(f"#f-{PRINTS[0]}").is_visible()
    page.select_option("select[name=state]", "审核中")
    page.get_by_role("button", name="更改").click()
    page.get_by_role("link", name="全部报告").click()
    assert "审核中" in page.locator("tbody tr").first.inner_text()


def test_the_sieve_stands_in_the_address(visit: Visit) -> None:
    page = visit.page
    page.select_option("select[name=severity]", "warning")
    page.get_by_role("button", name="筛选").click()
    assert "severity=warning" in page.url
    assert page.locator("main article").count() == sum(f.severity == "warning" for f in RESULT.findings)
    page.reload()
    assert page.locator("select[name=severity]").input_value() == "warning"


def test_many_are_picked_and_decided(visit: Visit, folder: Path) -> None:
    page = visit.page
    page.locator("#all").check()
    assert page.locator("#picked").inner_text() == f"已勾选 {len(PRINTS)} 条"
    page.select_option("#many select", "属实")
    page.get_by_role("button", name="一并处理").click()
    assert f"已记录 {len(PRINTS)} 条" in page.locator("[role=status]").first.inner_text()
    assert set(verdicts(folder).values()) == {"属实"}


def test_a_conflict_is_shown_where_it_happens(visit: Visit, folder: Path) -> None:
    desk_over(folder).decide(PRINTS[0], "误报", "口径不同", 0, "李四")
    page = visit.page
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.locator("article.on [role=alert]", has_text="李四").wait_for()
    assert verdicts(folder)[PRINTS[0]] == "误报"
    assert page.locator("main article").first.evaluate("node => node.classList.contains('on')")


@pytest.mark.parametrize(
    "path", ["/", "/reports", "/report/%E5%8C%BA%E7%BA%A7_%E6%B0%B4%E5%8A%A1%E5%B1%80.docx", "/login"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible(chromium: Any, folder: Path, path: str, scheme: str) -> None:
    with workbench(folder) as address:
        visit = Visit(chromium, address, color_scheme=scheme)
        visit.page.goto(address.split("/?")[0] + path)
        assert visit.violations() == []


def test_what_a_report_says_is_never_run(visit: Visit) -> None:
    assert visit.page.evaluate("window.stolen === undefined")
    assert visit.page.locator("script").count() == 1


def test_a_workbench_that_was_stopped_is_noticed(chromium: Any, folder: Path) -> None:
    with workbench(folder) as address:
        page = Visit(chromium, address).page
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.locator("[role=alert]", has_text="没有存上").wait_for()
