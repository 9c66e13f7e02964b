"""Writes `corpus/reports/` from `corpus/sources/`: run `python -m corpus.build` after changing a source."""

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

RENDERERS: dict[str, tuple[str, Callable[[Page], bytes]]] = {
    "docx": ("docx", docx),
    "txt": ("txt", txt),
    "wordtxt": ("word.txt", lambda page: txt(page, word=True)),
    "html": ("html", html),
    "xlsx": ("xlsx", xlsx),
}


def rendered(source: Path) -> dict[str, bytes]:
    """File names and bytes of one source in each of its formats, and its labels as they stand."""
    parsed = parse(source.read_text("utf-8"))
    files = {f"{source.stem}.{RENDERERS[form][0]}": RENDERERS[form][1](parsed.page) for form in parsed.formats}
    labels = from_toml(source.with_suffix(".labels.toml").read_text("utf-8"), source.stem)
    files[f"{source.stem}.labels.json"] = to_json(labels)
    return files


def main() -> None:
    """Writes every report; files that no source makes any more are removed."""
    REPORTS.mkdir(exist_ok=True)
    wanted: dict[str, bytes] = {}
    for source in sorted(SOURCES.glob("*.md")):
        wanted.update(rendered(source))
    for stale in REPORTS.iterdir():
        if stale.name not in wanted:
            stale.unlink()
    for name, content in wanted.items():
        (REPORTS / name).write_bytes(content)


if __name__ == "__main__":
    main()
