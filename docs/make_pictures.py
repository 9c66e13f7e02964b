"""Make the pictures of 使用手册.md from the real program: audits `corpus/reports` and shows what comes out.

Needs chromium, soffice and pdftoppm; run from the checkout: `python docs/make_pictures.py`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import load_workbook

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
REPORT = "hengyuan-roads-2022.docx"
SIZE = {"width": 1280, "height": 760}


def main() -> None:
    """Write every picture anew."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        source = HERE.parent / "corpus" / "reports"
        gouji("audit", source, "--out", out, "--quiet")
        screenshots(out)
        papers(out)
        decide(out)
        gouji("audit", source, "--out", out, "--quiet")
        shoot_decision(out)
        shoot_desk(out)


def gouji(*words: object) -> None:
    """A command of the program, from the checkout."""
    subprocess.run([sys.executable, "pipeline.py", *map(str, words)], cwd=HERE.parent, check=True)


def decide(out: Path) -> None:
    """What an officer writes into the list about the report's first two findings, taken in."""
    path = out / "疑点清单.xlsx"
    book = load_workbook(path)
    sheet = book["疑点清单"]
    rows = [row for row in sheet.iter_rows(min_row=3) if row[4].value == REPORT]
    for row, verdict, opinion in zip(
        rows, ("属实", "误报"), ("决算表为84.60%，确为笔误。", "两处口径不同，附表已注明。"), strict=False
    ):
        row[15].value, row[16].value = verdict, opinion
    book.save(path)
    gouji("import", path, "--out", out, "--by", "王某")


def screenshots(out: Path) -> None:
    """The two html outputs in a browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        page.goto((out / "批次概览.html").as_uri())
        page.screenshot(path=PICTURES / "overview.png")
        page.goto((out / "reports" / f"{REPORT}.html").as_uri())
        page.keyboard.press("j")
        page.wait_for_timeout(1200)
        page.screenshot(path=PICTURES / "annotated.png")
        page.get_by_role("link", name="得分测算").first.click()
        page.wait_for_timeout(1200)
        page.screenshot(path=PICTURES / "scores.png")
        browser.close()


def shoot_decision(out: Path) -> None:
    """A page with what was decided."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        page.goto((out / "reports" / f"{REPORT}.html").as_uri())
        page.keyboard.press("j")
        page.wait_for_timeout(1200)
        page.screenshot(path=PICTURES / "decided.png")
        browser.close()


def shoot_desk(out: Path) -> None:
    """A report on the workbench."""
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "pipeline.py", "serve", str(out), "--by", "王某", "--port", "0"]
    with (
        subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True) as served,
        sync_playwright() as running,
    ):
        assert served.stdout is not None
        address = [served.stdout.readline() for _ in range(2)][1].strip()
        browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        page.goto(address)
        page.goto(address.split("?")[0] + f"report/{REPORT}")
        page.keyboard.press("j")
        page.wait_for_timeout(1200)
        page.screenshot(path=PICTURES / "desk.png")
        browser.close()
        served.terminate()


def papers(out: Path) -> None:
    """The list and a letter as LibreOffice prints them."""
    for path, page, name in (
        (out / "疑点清单.xlsx", 2, "list"),
        (out / "letters" / f"{REPORT}.docx", 1, "letter"),
    ):
        subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(out), str(path)], check=True)
        pdf = out / f"{path.stem}.pdf"
        span = ["-f", str(page), "-l", str(page), "-r", "90", "-singlefile", "-png"]
        subprocess.run(["pdftoppm", *span, str(pdf), str(PICTURES / name)], check=True)


if __name__ == "__main__":
    main()
