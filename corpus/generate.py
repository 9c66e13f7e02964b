"""One report from a seed number: what stands in it, what is wrong with it, every figure and every relation.

The same seed and version give the same bytes. A third of the seeds are clean, some of these full of traps; half are 项目支出绩效自评表, some of
them files that hold up to 30 forms.
"""

from __future__ import annotations

import random
from decimal import Decimal

import msgspec

from corpus.decimals import plain
from corpus.ink import Style, filled, holds
from corpus.labels import Labels, Scores
from corpus.layouts.compose import compose
from corpus.layouts.outlines import OUTLINES
from corpus.ledger import WAN, Ledger, Project, ledger
from corpus.names import PROJECT_KINDS
from corpus.page import Block, Grid, Heading, Page, Para
from corpus.scorecards import department, forms
from corpus.scorecards.indicators import marks as indicator_marks
from corpus.scorecards.purposes import purpose
from corpus.scorecards.rows import rows as card_rows
from corpus.slips import copied, figures, judgement
from corpus.slips.draft import Draft
from corpus.writer import Scored, Writer

VERSION = 4
"""Of the corpus: a harder corpus gets a new number and new floors."""


class Truth(msgspec.Struct, frozen=True):
    """A figure as printed: the digits with unit, the value in the base unit, whether it stands in running text."""

    text: str
    value: str
    unit: str
    prose: bool


class Told(msgspec.Struct, frozen=True):
    """A relation that the report asserts: its family, its figures' values, whether they agree as printed; `words`: the
    sentence or row of its first figure."""

    family: str
    kind: str
    values: tuple[str, ...]
    holds: bool
    words: str = ""


class Points(msgspec.Struct, frozen=True):
    """A row of a score card as printed, and what it deserves where its rule and the report's figures say so;
    `supported` where the report has the figures that its rule needs: asking for evidence elsewhere is no fault.
    `verdict` is what a recount must come to: verified, understated, overstated, contradicted, or discretionary where a
    person decides; "" where other slips in the report leave it open."""

    name: str
    weight: str
    claimed: str
    deserved: str | None
    item: str | None
    supported: bool
    verdict: str = ""


class Report(msgspec.Struct, frozen=True):
    """A generated report with all that is known of it."""

    name: str
    page: Page
    form: str
    labels: Labels
    figures: tuple[Truth, ...]
    relations: tuple[Told, ...]
    prose: tuple[str, ...]
    layout: str
    points: tuple[Points, ...] = ()
    unit: str = ""


STYLES = (
    Style(),
    Style(separator=","),
    Style(separator=",", table_money="元"),
    Style(gap=" "),
    Style(percent="％"),
    Style(money="元", table_money="元", separator=","),
    Style(percent_places=1),
    Style(trimmed=True),
    Style(separator="，"),
    Style(money="亿元", places=4, table_money="万元"),
    Style(wide=True),
    Style(places=4),
    Style(money="亿元", places=4, table_money="亿元", table_places=4),
    Style(money="亿元", places=2, table_money="万元", small="万元"),
    Style(money="元", table_money="元"),
    Style(money="元", table_money="万元", separator=",", percent_places=1),
)
_OFTEN = (4, 2, 1, 1, 1, 2, 1, 1, 1, 2, 1, 1, 2, 3, 2, 1)
"""How often each style comes up: every second departmental report is printed in 元 or 亿元."""
_FORM_STYLES = (Style(), Style(money="元", table_money="元"), Style(money="元", table_money="元", separator=","))
_FORMATS = ("docx", "docx", "docx", "wpsdocx", "wpsdocx", "txt", "wordtxt", "html")
_FORM_FORMATS = ("docx", "docx", "wpsdocx", "xlsx", "xlsxrates", "html")
_ADVERSARIAL = 0.3
"""Share of the clean departmental reports that have all traps; of the others, a third as many."""
_VOLUMES = (0, 0, 0, 0, 1, 2, 4, 8, 16, 54)
_SLIPS = (
    (figures.typing, 46), (figures.point, 5), (figures.scale, 5), (figures.stale, 6), (figures.part_left_out, 5),
    (figures.row, 5), (figures.base, 5), (judgement.inflated, 8), (judgement.beyond, 2), (judgement.admitted, 4), (judgement.unexplained, 4),
    (judgement.wrong_year, 3), (judgement.wrong_grade, 2), (judgement.misread, 2),
)  # fmt: skip


def _project(rng: random.Random, number: int, field: str) -> Project:
    kind = PROJECT_KINDS[number % len(PROJECT_KINDS)]
    grain = WAN // 100
    revised = rng.randint(500, 300_000) * grain
    spent = revised if rng.random() < 0.3 else int(revised * rng.uniform(0.8, 0.999)) // grain * grain
    carry = int(revised * rng.uniform(0.02, 0.2)) // grain * grain if rng.random() < 0.35 else 0
    other = int(revised * rng.uniform(0.02, 0.2)) // grain * grain if rng.random() < 0.25 else 0
    fiscal = revised - carry - other
    used = max(0, fiscal - (revised - spent))
    initial = fiscal if rng.random() < 0.5 else int(fiscal * rng.uniform(0.8, 1.1)) // grain * grain
    turn = number // len(PROJECT_KINDS)
    name = f"{field}{kind}" + (f"（{'一二三四五'[turn - 1]}期）" if turn else "")
    return Project(name, (initial, 0, other), (fiscal, carry, other), (used, carry, other))


def _forms(w: Writer, book: Ledger, count: int, layout: str) -> tuple[list[Block], dict[int, str]]:
    rng = w.rng
    order = list(range(len(PROJECT_KINDS) * 2))
    rng.shuffle(order)
    blocks: list[Block] = [Heading(0, f"{book.names.unit}{book.year}年度项目支出绩效自评表")]
    items: dict[int, str] = {}
    for number in range(1, count + 1):
        project = _project(rng, order[number - 1], book.names.field)
        marks = indicator_marks(rng, sum(project.spent))
        goal, result = purpose(w, project, marks)
        form = forms.Form(project, book.names.unit, book.names.unit, book.year, marks, goal, result)
        if count > 1:
            blocks.append(Para(f"项目支出绩效自评表（{book.year}年度）", "center"))
        items[len(blocks)] = str(number)
        blocks.append(forms.LAYOUTS[layout](w, form))
    return blocks, items


def _slip(draft: Draft, stranger: str, wanted: int) -> None:
    rng = draft.w.rng
    tries = 0
    while len(draft.labels) < wanted and tries < wanted * 12:
        tries += 1
        if rng.random() < 0.04:
            judgement.stranger(draft, stranger)
            continue
        if rng.random() < 0.03:
            copied.passage(draft, stranger)
            continue
        slip = rng.choices([one for one, _ in _SLIPS], [weight for _, weight in _SLIPS])[0]
        slip(draft)


def _finish(draft: Draft) -> tuple[list[Block], list[str]]:
    figs, out, prose = draft.w.figs, [], []
    for block in draft.blocks:
        if isinstance(block, Grid):
            rows = tuple(tuple(filled(cell, figs) for cell in row) for row in block.rows)
            out.append(Grid(rows, block.sheet))
            continue
        text = filled(block.text, figs)
        out.append(Heading(block.level, text) if isinstance(block, Heading) else Para(text, block.align))
        if isinstance(block, Para):
            prose.append(text)
    return out, prose


def _writer(rng: random.Random, kind: str, style: Style | None) -> tuple[Writer, Ledger]:
    styles, often = (_FORM_STYLES, (8, 1, 1)) if kind == "form" else (STYLES, _OFTEN)
    drawn = rng.choices(styles, often)[0]
    book = ledger(rng, rng.randint(2019, 2024))
    return Writer(style or drawn, rng), book


def _truths(draft: Draft) -> tuple[Truth, ...]:
    out = []
    for uid, spot in draft.spots.items():
        fig = draft.w.figs[uid]
        if fig.unit:
            out.append(Truth(fig.printed, plain(fig.value), fig.base_unit, spot.row is None))
    return tuple(out)


def _told(draft: Draft) -> tuple[Told, ...]:
    figs = draft.w.figs
    return tuple(
        Told(
            relation.family,
            relation.kind,
            tuple(plain(figs[uid].value) for uid in relation.figures),
            holds(relation, figs),
            draft.words(relation.figures[0]),
        )
        for relation in draft.relations
    )


def _points(draft: Draft) -> tuple[Points, ...]:
    return tuple(
        Points(
            row.name,
            plain(row.weight),
            row.claimed.plain,
            None if row.deserved is None else plain(row.deserved),
            draft.item(row.claimed.uid),
            row.supported,
            _verdict(draft, row),
        )
        for row in draft.rows
    )


def _verdict(draft: Draft, row: Scored) -> str:
    """What a recount must come to; "" where slips of the pen may have changed what the row rests on."""
    claimed = Decimal(row.claimed.plain)
    if row.deserved is not None and claimed > row.deserved:
        return "overstated"
    if any(label.slip == "admitted" and label.note.startswith(f"{row.name} ") for label in draft.labels):
        return "contradicted"
    if draft.labels:
        return ""
    if row.deserved is None:
        return "discretionary"
    return "verified" if claimed == row.deserved else "understated"


class Plan(msgspec.Struct, frozen=True):
    """A report without a slip so far, and what it becomes: name, file format, layout, what the card claims in all."""

    name: str
    draft: Draft
    stranger: str
    form: str
    layout: str
    card_total: Decimal | None


def planned(seed: int, volume: int | None = None, style: Style | None = None) -> Plan:
    """The report of a seed before any slip. A `style` prints the same report, word for word and amount for amount, as
    that style has it; by default the seed draws one."""
    rng = random.Random(f"gouji-corpus-{VERSION}-{seed}")
    kind = "form" if seed % 2 else "department"
    w, book = _writer(rng, kind, style)
    items: dict[int, str] = {}
    card_total: Decimal | None = None
    if kind == "form":
        layout = list(forms.LAYOUTS)[rng.randrange(len(forms.LAYOUTS))]
        count = rng.choice((1, 1, 1, 1, 2, 3, 5, 8, 30))
        blocks, items = _forms(w, book, count, layout)
        form = rng.choice(_FORM_FORMATS)
    else:
        outline = list(OUTLINES)[rng.randrange(len(OUTLINES))]
        card = list(department.LAYOUTS)[rng.randrange(len(department.LAYOUTS))]
        layout = f"{outline}+{card}"
        rows = card_rows(rng, book)
        drawn = rng.choice(_VOLUMES)
        chapters = drawn if volume is None else volume
        full = rng.random() < _ADVERSARIAL / (1 if _clean(seed) else 3)
        blocks = compose(w, book, rows, outline, card, chapters, adversarial=full)
        form = rng.choice(_FORMATS)
        card_total = sum((row.claimed for row in rows), Decimal(0))
    draft = Draft(w, blocks, book.year, items)
    return Plan(f"{seed:05d}-{kind}", draft, book.names.place + book.names.stranger, form, layout, card_total)


def _clean(seed: int) -> bool:
    return seed % 3 == 0


def finished(plan: Plan) -> Report:
    """A plan with the slips that its draft has got by now."""
    draft = plan.draft
    done, prose = _finish(draft)
    scores = None if plan.card_total is None else Scores(claimed_total=plain(plan.card_total))
    labels = Labels(id=plan.name, title=done[0].text, errors=draft.settled(), scores=scores)  # type: ignore[union-attr]
    page = Page(tuple(done), styled=draft.w.rng.random() < 0.7)
    return Report(
        plan.name, page, plan.form, labels, _truths(draft), _told(draft), tuple(prose), plan.layout, _points(draft),
        draft.w.style.money,
    )  # fmt: skip


def generate(seed: int, errors: int | None = None, volume: int | None = None) -> Report:
    """The report of a seed. `errors` sets how many slips to put in; by default a third of the seeds has none.
    `volume` sets how many chapters on single projects a departmental report has."""
    plan = planned(seed, volume)
    rng = plan.draft.w.rng
    wanted = errors if errors is not None else 0 if _clean(seed) else min(10, 1 + int(rng.expovariate(0.45)))
    _slip(plan.draft, plan.stranger, wanted)
    return finished(plan)
