"""How far the readers agree: each format of a report against its docx. Run as a module, it prints the table of docs.

`python -m tests.readers.agreement [reports]` writes the reports of the corpus as docx, html and text, has LibreOffice
turn the docx into doc, odt and pdf, writes what the pdf print as ofd, reads them all and counts.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from corpus.build import SOURCES
from corpus.generate import generate
from corpus.page import Grid, Page
from corpus.render_docx import docx
from corpus.render_html import html
from corpus.render_txt import txt
from corpus.source import parse
from extract.document import Document, Paragraph, Table
from extract.readers import office, read
from pipeline import audit_bytes
from tests.readers.handmade import REPORTS
from tests.readers.ofd_samples import from_pdf
from tests.readers.saving import saved

_FIGURE = re.compile(r"\d[\d,，]*(?:[.．]\d+)?[%％‰]?")


class Agreement(msgspec.Struct):
    """Counts over some reports: (those of the docx that the other format has too, all of the docx)."""

    figures: tuple[int, int] = (0, 0)
    cells: tuple[int, int] = (0, 0)
    headings: tuple[int, int] = (0, 0)
    paragraphs: tuple[int, int] = (0, 0)
    findings: tuple[int, int] = (0, 0)

    def add(self, one: bytes, other: bytes) -> None:
        """Count the docx `one` against the `other` format of the same report."""
        self._count("findings", found_in(one), found_in(other))
        read_one, read_other = read(one), read(other)
        for name, parts in (("figures", figures), ("cells", cells), ("headings", headings), ("paragraphs", texts)):
            self._count(name, parts(read_one), parts(read_other))

    def _count(self, name: str, one: Iterable[object], other: Iterable[object]) -> None:
        wanted, found = Counter(one), Counter(other)
        right, total = getattr(self, name)
        setattr(self, name, (right + (wanted & found).total(), total + wanted.total()))


def figures(document: Document) -> Iterable[str]:
    return (figure for _, _, text in document.texts() for figure in _FIGURE.findall(text))


def cells(document: Document) -> Iterable[tuple[int, int, int, int, int, str]]:
    tables = (block for block in document.blocks if isinstance(block, Table))
    return ((n, c.row, c.col, c.rowspan, c.colspan, c.text) for n, table in enumerate(tables) for c in table.cells)


def headings(document: Document) -> Iterable[tuple[int, str]]:
    paragraphs = (block for block in document.blocks if isinstance(block, Paragraph))
    return ((p.level, p.label + p.text) for p in paragraphs if p.level)


def texts(document: Document) -> Iterable[str]:
    return (block.label + block.text for block in document.blocks if isinstance(block, Paragraph))


@lru_cache(maxsize=64)
def found_in(content: bytes) -> Sequence[tuple[str, str, tuple[str, ...]]]:
    """What an audit finds, without its places."""
    found = audit_bytes(content, "report").findings
    return [(finding.rule, finding.severity, tuple(figure.text for figure in finding.figures)) for finding in found]


def pages(count: int) -> list[tuple[str, Page]]:
    """The first reports of the corpus, the written ones before the generated; without those in which one table
    follows another, since the binary format can't part them."""
    written = ((source.stem, parse(source.read_text("utf-8")).page) for source in sorted(SOURCES.glob("*.md")))
    made = ((f"generated-{seed}", generate(seed).page) for seed in itertools.count())
    return list(itertools.islice((pair for pair in itertools.chain(written, made) if _parted(pair[1])), count))


def _parted(page: Page) -> bool:
    kinds = [isinstance(block, Grid) for block in page.blocks]
    return not any(one and other for one, other in itertools.pairwise(kinds))


def rendered(page: Page) -> dict[str, bytes]:
    """The formats that the corpus itself writes."""
    return {
        "docx": docx(page),
        "docx, split runs": docx(page, broken=True),
        "html": html(page),
        "txt": txt(page),
        "txt as Word saves it": txt(page, word=True),
    }


def measured(count: int) -> dict[str, Agreement]:
    """Agreement by format over so many reports, as the corpus itself writes them."""
    found: dict[str, Agreement] = {}
    for _, page in pages(count):
        forms = rendered(page)
        for form, content in forms.items():
            found.setdefault(form, Agreement()).add(forms["docx"], content)
    return found


def resaved(*sets: Mapping[str, bytes]) -> list[dict[str, Agreement]]:
    """Of sets of docx files each, agreement with what LibreOffice makes of them; what it prints is put down as OFD too."""
    together = {f"{number} {name}": content for number, one in enumerate(sets) for name, content in one.items()}
    found: list[dict[str, Agreement]] = [{} for _ in sets]
    for form in ("doc", "odt", "pdf"):
        for name, content in saved(together, form).items():
            made = found[int(name.split()[0])]
            made.setdefault(form, Agreement()).add(together[name], content)
            if form == "pdf":
                made.setdefault("ofd", Agreement()).add(together[name], from_pdf(content))
    return found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    found = measured(count)
    if office.libreoffice() is not None:
        by_program, by_hand = resaved({name: docx(page) for name, page in pages(count)}, REPORTS)
        found |= by_program | {f"{form}, by hand": agreement for form, agreement in by_hand.items()}
    for form, agreement in found.items():
        shares = (f"{name} {right}/{total}" for name, (right, total) in msgspec.structs.asdict(agreement).items())
        sys.stdout.write(f"{form:22s} " + "  ".join(shares) + "\n")


if __name__ == "__main__":
    main()
