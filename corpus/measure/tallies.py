"""Counts: figures, claims, findings, repairs and scores, against the truth."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, InvalidOperation
from fractions import Fraction

import msgspec

from corpus.generate import Points
from corpus.labels import Label
from corpus.measure.matching import answers, touches
from corpus.measure.material import Known
from corpus.measure.numbers import number, squeezed
from corpus.measure.product import Answer, Edit, Figure, Finding


class Share(msgspec.Struct):
    """Hits of a number of cases."""

    hits: int = 0
    of: int = 0

    def add(self, hit: bool) -> None:
        self.hits += hit
        self.of += 1

    @property
    def percent(self) -> str:
        return f"{float(Fraction(100 * self.hits, self.of)):.1f}%" if self.of else "—"

    @property
    def ratio(self) -> Fraction | None:
        return Fraction(self.hits, self.of) if self.of else None


class Miss(msgspec.Struct, frozen=True):
    """A label that no finding answered."""

    file: str
    layout: str
    label: Label


class False_(msgspec.Struct, frozen=True):
    """A finding that no label explains."""

    file: str
    layout: str
    finding: Finding


class Tallies(msgspec.Struct):
    """Everything counted in one run."""

    figures_recall: Share = msgspec.field(default_factory=Share)
    figures_exact: Share = msgspec.field(default_factory=Share)
    figures_precision: Share = msgspec.field(default_factory=Share)
    claims_recall: Share = msgspec.field(default_factory=Share)
    claims_by_family: dict[str, Share] = msgspec.field(default_factory=dict)
    recall: dict[str, Share] = msgspec.field(default_factory=dict)
    recall_by_family: dict[str, Share] = msgspec.field(default_factory=dict)
    recall_by_slip: dict[str, Share] = msgspec.field(default_factory=dict)
    recall_by_unit: dict[str, Share] = msgspec.field(default_factory=dict)
    recall_by_format: dict[str, Share] = msgspec.field(default_factory=dict)
    precision: dict[str, Share] = msgspec.field(default_factory=dict)
    precision_by_family: dict[str, Share] = msgspec.field(default_factory=dict)
    documents_right: Share = msgspec.field(default_factory=Share)
    clean_reports: int = 0
    false_on_clean: int = 0
    warnings_on_clean: int = 0
    invisible: int = 0
    listed: Share = msgspec.field(default_factory=Share)
    answered: Share = msgspec.field(default_factory=Share)
    answered_ties: Share = msgspec.field(default_factory=Share)
    right_first: Share = msgspec.field(default_factory=Share)
    wrongly_asserted: Share = msgspec.field(default_factory=Share)
    rows_read: Share = msgspec.field(default_factory=Share)
    overstated_found: Share = msgspec.field(default_factory=Share)
    overstated_falsely: Share = msgspec.field(default_factory=Share)
    parsed: Share = msgspec.field(default_factory=Share)
    verdicts: dict[str, Share] = msgspec.field(default_factory=dict)
    unsupported: Share = msgspec.field(default_factory=Share)
    called_overstated: Share = msgspec.field(default_factory=Share)
    unread: int = 0
    missed: list[Miss] = msgspec.field(default_factory=list)
    false: list[False_] = msgspec.field(default_factory=list)
    bad_repairs: list[tuple[str, str, Label, Finding]] = msgspec.field(default_factory=list)
    missed_claims: list[tuple[str, str, str, tuple[str, ...], str]] = msgspec.field(default_factory=list)
    missed_figures: Counter[str] = msgspec.field(default_factory=Counter)


def _value(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _figures(tally: Tallies, known: Known, answer: Answer) -> None:
    lines = answer.figures.get(known.file, [])
    exact = Counter((_value(line.value), line.unit) for line in lines)
    digits = Counter(number(line.text) for line in lines)
    for truth in known.figures:
        plain, key = number(truth.text), (_value(truth.value), truth.unit)
        seen = digits[plain] > 0
        tally.figures_recall.add(seen)
        digits[plain] -= seen
        right = exact[key] > 0
        tally.figures_exact.add(right)
        exact[key] -= right
        if not right:
            tally.missed_figures[f"{known.format}|{truth.text}|{truth.unit}|{'text' if truth.prose else 'cell'}"] += 1
    prose = {squeezed(text) for text in known.prose}
    real = Counter(number(truth.text) for truth in known.figures if truth.prose)
    for line in lines:
        if line.place.get("row") is None and any(squeezed(line.quote) in text for text in prose):
            hit = real[number(line.text)] > 0
            real[number(line.text)] -= hit
            tally.figures_precision.add(hit)


_CLAIM_GROUPS = {
    "sum": "S", "table_sum": "S", "score_sum": "S", "balance": "S", "count": "S", "ratio": "R", "share": "R",
    "granularity": "R", "change": "R", "product": "R", "score_recompute": "R", "restate": "=", "text_table": "=",
    "order": "<", "overrun": "<",
}  # fmt: skip


def _claims(tally: Tallies, known: Known, answer: Answer) -> None:
    lines = answer.claims.get(known.file, [])
    held: dict[str, list[Counter[Decimal | None]]] = {}
    for line in lines:
        values = Counter(_value(figure.value) for figure in line.figures)
        held.setdefault(_CLAIM_GROUPS.get(line.family, line.family), []).append(values)
    for told in known.relations:
        if told.kind in ("at_most", "portion"):
            continue  # bounds and points worked out from a rate are no claims of the report; scores measure them
        wanted = Counter(_value(value) for value in told.values)
        found = any(not (wanted - values) for values in held.get(_CLAIM_GROUPS[told.family], []))
        tally.claims_recall.add(found)
        tally.claims_by_family.setdefault(f"{told.family}/{told.kind}", Share()).add(found)
        if not found:
            tally.missed_claims.append((known.file, told.family, told.kind, told.values, told.words))


def _findings(tally: Tallies, known: Known, answer: Answer) -> None:
    findings = answer.findings.get(known.file, [])
    forms = len({line.item for line in answer.figures.get(known.file, [])})
    visible = [label for label in known.labels.errors if not label.invisible]
    tally.invisible += len(known.labels.errors) - len(visible)
    right = True
    for label in visible:
        matched = [finding for finding in findings if answers(finding, label, forms)]
        found = any(finding.severity != "info" or label.severity == "info" for finding in matched)
        if label.must:
            tally.recall.setdefault(label.severity, Share()).add(found)
            tally.recall_by_family.setdefault(label.family, Share()).add(found)
            tally.recall_by_format.setdefault(known.format, Share()).add(found)
            if known.unit:
                tally.recall_by_unit.setdefault(known.unit, Share()).add(found)
            tally.recall_by_slip.setdefault(label.slip or "—", Share()).add(found)
            right = right and found
            if not found:
                tally.missed.append(Miss(known.file, known.layout, label))
        _repairs(tally, known.file, label, matched, [other for other in visible if other is not label])
    for finding in findings:
        true = any(answers(finding, label, forms) for label in known.labels.errors)
        if not true and (touches(finding, known.labels.errors) or _may_ask(finding, known)):
            continue
        tally.precision.setdefault(finding.severity, Share()).add(true)
        tally.precision_by_family.setdefault(f"{finding.family}/{finding.severity}", Share()).add(true)
        if not true and finding.severity != "info":
            tally.false.append(False_(known.file, known.layout, finding))
            right = right and finding.severity != "error"
    if known.clean:
        tally.clean_reports += 1
        tally.false_on_clean += sum(finding.severity == "error" for finding in findings)
        tally.warnings_on_clean += sum(
            finding.severity == "warning" and not _may_ask(finding, known) for finding in findings
        )
    tally.documents_right.add(right)


def _may_ask(finding: Finding, known: Known) -> bool:
    """Whether a finding asks for evidence of a row for which the report indeed gives none, or for the reason of a low
    rate of execution, which no generated report gives."""
    if finding.family == "missing" and finding.severity == "info" and "执行率" in finding.message:
        return any(told.family == "ratio" and Decimal(told.values[0]) < 90 for told in known.relations)
    if finding.family != "evidence" or finding.severity == "error":
        return False
    words = squeezed(finding.quote + finding.message)
    return any(not row.supported and squeezed(row.name) in words for row in known.points)


_REPAIRABLE = frozenset(
    {"digit", "omitted", "added", "swapped", "point", "scale", "stale", "row", "part_left_out", "base"}
)


def _says(expected: Figure | None, right: Decimal, nearly: Decimal) -> bool:
    """Whether a value given as the right one is it, in whichever unit; nothing given, nothing wrong."""
    if expected is None:
        return True
    values = [value for value in (expected.plain, _value(expected.value)) if value is not None]
    return any(abs(right * scale - value) <= nearly for scale in (1, 10**3, 10**4, 10**8) for value in values)


def _nearly(label: Label) -> Decimal:
    """By how much a right value may miss the ledger's: a percentage worked out from printed figures, or a figure that
    lost a digit with its point, may differ in its last place."""
    right = label.expected or ""
    places = len(right.rstrip("%％万亿元 ").partition(".")[2])
    loose = label.slip == "point" or label.figures[0].endswith(("%", "％"))
    return Decimal(1).scaleb(-places) if loose else Decimal(0)


def _mends(edit: Edit, label: Label) -> bool:
    """Whether a change leads from a label's wrong figure to the right one."""
    to, right = number(edit.to), number(label.expected or "")
    if not label.figures or to is None or right is None:
        return False
    return number(edit.from_) == number(label.figures[0]) and abs(to - right) <= _nearly(label)


def _named(finding: Finding) -> list[Edit]:
    return [edit for repair in finding.repairs if repair.established for edit in repair.edits]


def _repairs(tally: Tallies, file: str, label: Label, matched: list[Finding], others: list[Label]) -> None:
    """Counts the repairs offered for a label. A finding that names the right one of another label tells that story."""
    if label.expected is None or label.slip not in _REPAIRABLE or not label.must:
        return
    wrong, right = number(label.figures[0]), number(label.expected)
    matched = [finding for finding in matched if any(figure.plain == wrong for figure in finding.figures)]
    if not matched or wrong is None or right is None:
        return
    matched = [f for f in matched if not any(_mends(edit, other) for edit in _named(f) for other in others)]
    edits = [edit for finding in matched for repair in finding.repairs for edit in repair.edits]
    tally.listed.add(any(_mends(edit, label) for edit in edits))
    named = [finding for finding in matched if _named(finding)]
    (tally.answered_ties if label.tied else tally.answered).add(bool(named))
    if named:
        first = any(_mends(edit, label) for finding in named for edit in finding.repairs[0].edits)
        tally.right_first.add(first)
        if not first:
            tally.bad_repairs.append((file, "first", label, named[0]))
    for finding in matched:
        culprits = {number(edit.from_) for edit in _named(finding)}
        if not culprits and finding.expected is None:
            continue
        bad = bool(culprits and wrong not in culprits) or not _says(finding.expected, right, _nearly(label))
        tally.wrongly_asserted.add(bad)
        if bad:
            tally.bad_repairs.append((file, "asserted", label, finding))


def _scores(tally: Tallies, known: Known, answer: Answer) -> None:
    inflated = {(label.near, number(label.figures[0])) for label in known.labels.errors if label.slip == "inflated"}
    lines = [line for line in answer.scores.get(known.file, []) if line.indicator]
    for row in known.points:
        same = [
            line
            for line in lines
            if row.name in str((line.indicator or {}).get("name", ""))
            and _value(line.claimed or "x") == Decimal(row.claimed)
            and row.item in (None, line.item)
        ]
        tally.rows_read.add(bool(same))
        if row.verdict:
            _verdict(tally, row, {line.verdict for line in same})
        if not same or row.deserved is None:
            continue
        verdicts = {line.verdict for line in same}
        tally.parsed.add(bool(verdicts - {"unparsed", None}))
        over = bool(verdicts & {"overstated", "contradicted"})
        if Decimal(row.claimed) > Decimal(row.deserved):
            tally.overstated_found.add(over)
        elif row.verdict and not any(name == row.name for name, _ in inflated):
            # a row whose own target or figure was slipped is rightly called overstated
            tally.overstated_falsely.add(over)


_ALL = ""


def _verdict(tally: Tallies, row: Points, given: set[str | None]) -> None:
    """One row of known verdict: a row that was not read has none, and so none that is right."""
    right = row.verdict in given or (row.verdict == "contradicted" and "overstated" in given)
    for name in (_ALL, row.verdict):
        tally.verdicts.setdefault(name, Share()).add(right)
    if row.deserved is not None and row.supported:
        tally.unsupported.add("unsupported" in given)
    if row.verdict != "overstated":
        tally.called_overstated.add("overstated" in given and row.verdict != "contradicted")


def count(known: tuple[Known, ...], answer: Answer) -> Tallies:
    """Compares a run with the truth."""
    tally = Tallies()
    for one in known:
        if one.file in answer.failures:
            tally.unread += 1
        if one.complete:
            _figures(tally, one, answer)
            _claims(tally, one, answer)
            _scores(tally, one, answer)
        _findings(tally, one, answer)
    return tally
