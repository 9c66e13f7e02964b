"""Writes `corpus/reports/` and `corpus/labels/` from `corpus/sources/`: run `python -m corpus.build` after changing
a source. Labels stand in a folder of their own, so that the reports can be audited as a bureau receives them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.labels import from_toml, to_json
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
    "txt": ("txt", txt),
    "wordtxt": ("word.txt", lambda page: txt(page, word=True)),
    "html": ("html", html),
    "xlsx": ("xlsx", xlsx),
}


def rendered(source: Path) -> dict[str, bytes]:
    """File names and bytes of one source in each of its formats."""
    parsed = parse(source.read_text("utf-8"))
    return {f"{source.stem}.{RENDERERS[form][0]}": RENDERERS[form][1](parsed.page) for form in parsed.formats}


def labelled(source: Path) -> bytes:
    """The labels of one source."""
    return to_json(from_toml(source.with_suffix(".labels.toml").read_text("utf-8"), source.stem))


def main() -> None:
    """Writes every report and its labels; files that no source makes any more are removed."""
    sources = sorted(SOURCES.glob("*.md"))
    reports = {name: content for source in sources for name, content in rendered(source).items()}
    _replace(REPORTS, reports)
    _replace(LABELS, {f"{source.stem}.json": labelled(source) for source in sources})


def _replace(folder: Path, wanted: dict[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    for stale in folder.iterdir():
        if stale.name not in wanted:
            stale.unlink()
    for name, content in wanted.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
