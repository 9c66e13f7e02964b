"""Writes `corpus/reports/` and `corpus/labels/` from `corpus/sources/`: run `python -m corpus.build` after changing
a source. Labels stand in a folder of their own, so that the reports can be audited as a bureau receives them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.labels import from_toml, to_json
from corpus.office import CONVERTED, convert
from corpus.page import Page
from corpus.render_docx import docx
from corpus.render_html import html
from corpus.render_txt import txt
from corpus.render_xlsx import xlsx
from corpus.source import parse

SOURCES = Path(__file__).parent / "sources"
REPORTS = Path(__file__).parent / "reports"
LABELS = Path(__file__).parent / "labels"

RENDERERS: dict[str, tuple[str, Callable[[Page], bytes]]] = {
    "docx": ("docx", docx),
    "wpsdocx": ("docx", lambda page: docx(page, broken=True)),
    "txt": ("txt", txt),
    "wordtxt": ("word.txt", lambda page: txt(page, word=True)),
    "html": ("html", html),
    "xlsx": ("xlsx", xlsx),
    "xlsxrates": ("xlsx", lambda page: xlsx(page, rates=True)),
}


def rendered(source: Path) -> dict[str, bytes]:
    """File names and bytes of one source in each of its own formats."""
    parsed = parse(source.read_text("utf-8"))
    forms = [form for form in parsed.formats if form not in CONVERTED]
    return {f"{source.stem}.{RENDERERS[form][0]}": RENDERERS[form][1](parsed.page) for form in forms}


def labelled(source: Path) -> bytes:
    """The labels of one source."""
    return to_json(from_toml(source.with_suffix(".labels.toml").read_text("utf-8"), source.stem))


def converted(source: Path) -> list[str]:
    """Names of the files that LibreOffice makes of a source's docx."""
    return [f"{source.stem}.{form}" for form in parse(source.read_text("utf-8")).formats if form in CONVERTED]


def _convert(source: Path, changed: bool) -> None:
    for name in converted(source):
        if not changed and (REPORTS / name).exists():
            continue
        if not convert([REPORTS / f"{source.stem}.docx"], name.rpartition(".")[2], REPORTS):
            raise SystemExit(f"{name}: LibreOffice (soffice) is needed to write this file")


def main() -> None:
    """Writes every report and its labels; files that no source makes any more are removed."""
    REPORTS.mkdir(exist_ok=True)
    LABELS.mkdir(exist_ok=True)
    wanted: set[str] = set()
    for source in sorted(SOURCES.glob("*.md")):
        files = rendered(source)
        docx_file = REPORTS / f"{source.stem}.docx"
        before = docx_file.read_bytes() if docx_file.exists() else b""
        for name, content in files.items():
            (REPORTS / name).write_bytes(content)
        (LABELS / f"{source.stem}.json").write_bytes(labelled(source))
        _convert(source, before != files.get(docx_file.name, b""))
        wanted.update([*files, *converted(source), f"{source.stem}.json"])
    for stale in (*REPORTS.iterdir(), *LABELS.iterdir()):
        if stale.name not in wanted:
            stale.unlink()


if __name__ == "__main__":
    main()
