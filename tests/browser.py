"""A real Chromium for tests that click; tests skip, and say why, where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parent / "assets" / "axe-core" / "axe.min.js"


@contextmanager
def browser() -> Iterator[Any]:
    """A started browser; as root in a container Chromium needs its sandbox off."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra: dev)")
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM} (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()


class Visit:
    """A page opened from a file or an address, with everything it asked the network for and every error it made."""

    def __init__(self, browser: Any, path: Path | str, hash: str = "", **options: Any) -> None:
        context = browser.new_context(**({"viewport": {"width": 1300, "height": 800}} | options))
        self.page = context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto((path.as_uri() if isinstance(path, Path) else path) + hash)

    def violations(self) -> list[str]:
        """What axe-core objects to by the rules of WCAG 2 A and AA: rule and element."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(r => r.violations)"
        )
        return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]
