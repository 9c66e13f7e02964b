"""Damaged copies of files: a few bytes changed, cut, doubled or swapped, the same for the same number.

`python -m tests.readers.mutants FOLDER 2000` writes so many of each format, made of the reports of the corpus, for a
whole batch of them: every one must end as a report or as a line of failures.jsonl, and none may cost another.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.build import REPORTS
from corpus.office import convert
from tests.readers.conftest import unzipped, zipped
from tests.readers.ofd_samples import from_pdf

COUNT = int(os.environ.get("GOUJI_MUTANTS", "200"))
"""How many of each format are made; each has a number, by which a failure names it and it can be made again."""

_TOKENS = (
    b"<",
    b">",
    b'"',
    b"&",
    b"]]>",
    b"999999999",
    b"-1",
    b"\0",
    b"\xff\xfe",
    b"w:tbl",
    b"colspan=",
    b"\t",
    b"|",
    b"\n\n",
)


def bent(source: bytes, rng: random.Random) -> bytes:
    """One to four small damages to some bytes."""
    content = bytearray(source)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(content) + 1)
        size = rng.choice((1, 2, 8, 64))
        deed = rng.randrange(5)
        if deed == 0 and at < len(content):
            content[at] = rng.randrange(256)
        elif deed == 1:
            del content[at : at + size]
        elif deed == 2:
            content[at:at] = rng.choice(_TOKENS)
        elif deed == 3:
            content[at:at] = content[at : at + size]
        else:
            there = rng.randrange(len(content) + 1)
            content[at : at + size] = content[there : there + size]
    return bytes(content)


def bent_inside(source: bytes, rng: random.Random) -> bytes:
    """A package with one damaged part, so that the damage is not caught by a checksum."""
    parts = unzipped(source)
    name = rng.choice(sorted(parts))
    return zipped({**parts, name: bent_markup(parts[name], rng) if rng.random() < 0.7 else bent(parts[name], rng)})


def bent_markup(source: bytes, rng: random.Random) -> bytes:
    """Markup that is still well formed most of the time: values exchanged, elements renamed."""
    places = [match.span(1) for match in re.finditer(rb'="([^"]*)"', source)] or [(0, 0)]
    start, end = rng.choice(places)
    value = rng.choice((b"", b"0", b"-1", b"99999999999", b"A1:XFD1048576", b"restart", b"x", b"1e999", source[:0]))
    content = source[:start] + value + source[end:]
    if rng.random() < 0.5:
        names = sorted(set(re.findall(rb"</?([a-zA-Z:]+)", content)))
        if len(names) > 1:
            one, other = rng.sample(names, 2)
            content = re.sub(rb"(</?)" + re.escape(one) + rb"\b", rb"\1" + other, content)
    return content


def mutant(source: bytes, number: int) -> bytes:
    """The mutant of a file with this number: packages are bent inside in three cases of four."""
    rng = random.Random(f"mutant-{number}")
    inside: Callable[[bytes, random.Random], bytes] = bent_inside if source[:2] == b"PK" and number % 4 else bent
    return inside(source, rng)


def reports() -> dict[str, list[bytes]]:
    """The reports of the corpus by format: those in ofd are made of the pdf, those in xls by
    LibreOffice, where it is installed."""
    kinds = ("docx", "doc", "pdf", "xlsx", "html", "txt")
    found = {kind: [path.read_bytes() for path in sorted(REPORTS.glob(f"*.{kind}"))] for kind in kinds}
    found["ofd"] = [from_pdf(source) for source in found["pdf"]]
    with tempfile.TemporaryDirectory() as folder:
        if convert(sorted(REPORTS.glob("*.xlsx")), "xls", Path(folder)):
            found["xls"] = [path.read_bytes() for path in sorted(Path(folder).glob("*.xls"))]
    return found


def mutants(count: int) -> Iterator[tuple[str, bytes]]:
    """The first `count` mutants of each format, each with its file name: format and number."""
    for kind, sources in reports().items():
        for number in range(count):
            yield f"{kind}-{number:05d}.{kind}", mutant(sources[number % len(sources)], number)


def main() -> None:
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True)
    for name, content in mutants(count):
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
