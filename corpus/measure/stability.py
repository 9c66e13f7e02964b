"""Do findings keep their fingerprints when a report changes in ways that do not matter, and go when it is mended?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.build import RENDERERS
from corpus.generate import generate
from corpus.labels import Label
from corpus.measure.product import Finding, audit
from corpus.measure.tallies import Share
from corpus.office import convert
from corpus.page import Block, Grid, Heading, Page, Para
from corpus.render_docx import docx

SEEDS = (2, 4, 8, 10, 14, 16, 20, 22, 26, 28)
"""Departmental reports with slips."""


def _on_top(page: Page) -> Page:
    head, *rest = page.blocks
    added = Para("本报告经单位领导班子会议审议通过，现予报送。")
    return Page((head, added, *rest), page.styled)


def _reordered(page: Page) -> Page:
    """The first two sections of the highest level change places."""
    starts = [n for n, block in enumerate(page.blocks) if isinstance(block, Heading) and block.level == 1]
    if len(starts) < 3:
        return page
    one, two, three = starts[:3]
    blocks = page.blocks
    return Page((*blocks[:one], *blocks[two:three], *blocks[one:two], *blocks[three:]), page.styled)


def _mended(page: Page, label: Label) -> Page:
    """The labelled figure set right where its words stand."""
    if not label.figures or not label.expected or not label.near:
        return page

    def fix(text: str) -> str:
        return text.replace(label.figures[0], label.expected or "", 1) if label.near in text else text

    blocks: list[Block] = []
    for block in page.blocks:
        if isinstance(block, Grid):
            blocks.append(block)
        elif isinstance(block, Heading):
            blocks.append(Heading(block.level, fix(block.text)))
        else:
            blocks.append(Para(fix(block.text), block.align))
    return Page(tuple(blocks), page.styled)


def _prints(findings: dict[str, list[Finding]]) -> dict[str, set[str]]:
    kept: dict[str, set[str]] = {}
    for file, lines in findings.items():
        kept[file.partition(".")[0]] = {line.fingerprint for line in lines if line.severity != "info"}
    return kept


def _run(work: Path, name: str, files: dict[str, bytes]) -> dict[str, set[str]]:
    folder, out = work / name, work / f"{name}-out"
    folder.mkdir(parents=True)
    for file, content in files.items():
        (folder / file).write_bytes(content)
    return _prints(audit(folder, out).findings)


def _pdf(work: Path) -> bool:
    target = work / "pdf"
    target.mkdir()
    return convert(sorted((work / "plain").glob("*.docx")), "pdf", target)


def measure(work: Path, quick: bool) -> dict[str, Share]:
    """Share of findings that keep their fingerprint, by kind of change; `一处更正` counts findings that are gone."""
    reports = [generate(seed) for seed in SEEDS]
    names = [f"r{seed:05d}" for seed in SEEDS]
    variants: dict[str, Callable[[Page], Page]] = {"文首加一段": _on_top, "章节换序": _reordered}
    plain = _run(work, "plain", {f"{name}.docx": docx(r.page) for name, r in zip(names, reports, strict=True)})
    shares: dict[str, Share] = {}
    for number, (title, change) in enumerate(variants.items()):
        pages = {f"{name}.docx": docx(change(r.page)) for name, r in zip(names, reports, strict=True)}
        shares[title] = _kept(plain, _run(work, f"variant{number}", pages))
    html = {f"{name}.html": RENDERERS["html"][1](r.page) for name, r in zip(names, reports, strict=True)}
    shares["docx → html"] = _kept(plain, _run(work, "html", html))
    if not quick and _pdf(work):
        shares["docx → pdf"] = _kept(plain, _prints(audit(work / "pdf", work / "pdf-out").findings))
    pages = {}
    for name, report in zip(names, reports, strict=True):
        first = next((one for one in report.labels.errors if one.expected and one.near and not one.invisible), None)
        pages[f"{name}.docx"] = docx(_mended(report.page, first) if first else report.page)
    shares["一处更正，其余保留"] = _others_kept(plain, _run(work, "mended", pages))
    return shares


def _kept(before: dict[str, set[str]], after: dict[str, set[str]]) -> Share:
    share = Share()
    for name, prints in before.items():
        for fingerprint in sorted(prints):
            share.add(fingerprint in after.get(name, set()))
    return share


def _others_kept(before: dict[str, set[str]], after: dict[str, set[str]]) -> Share:
    """After one figure is mended no finding may be new: what is found is among what was found before."""
    share = Share()
    for name, prints in after.items():
        for fingerprint in sorted(prints):
            share.add(fingerprint in before.get(name, set()))
    return share
