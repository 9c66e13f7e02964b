"""Reading back what officers wrote into 疑点清单.xlsx and units into 核实回复表.xlsx. Nothing is ever overwritten:
what contradicts the ledger is shown as a conflict and left to a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from audit.decision import VERDICT_WORDS, Decision
from audit.report.letters import REPLY_SHEET
from audit.report.listing import BASIS_NUMBER, FINDINGS, FINGERPRINT, REVIEW_AGAIN, STATEMENT
from audit.report.wording import moment
from audit.workbench.deciding import Entry, Outcome, decide
from audit.workbench.ledger import Event, Ledger

Row = Mapping[str, str]
_KEPT = ".未收回"


class Taken(msgspec.Struct, frozen=True):
    """What became of one row of an imported file; `message` is empty where there is nothing to tell."""

    outcome: Outcome
    file: str
    number: str
    fingerprint: str
    message: str = ""


class IntakeFault(Exception):
    """A file that is neither of the two tables; the message says in Chinese what to do."""


def take_in(ledger: Ledger, path: Path, who: str, when: str) -> list[Taken]:
    """Read one edited file into the ledger; `who` and `when` stand in the entries (a reply names its own person)."""
    sheets = _sheets(path)
    if FINDINGS in sheets:
        rows, take = sheets[FINDINGS], _take_decision
    elif REPLY_SHEET in sheets:
        rows, take = sheets[REPLY_SHEET], _take_reply
    else:
        raise IntakeFault(f"“{path.name}”中没有“{FINDINGS}”或“{REPLY_SHEET}”工作表，请导入由本系统生成并填写的表")
    latest = ledger.decisions()
    untouched = Decision("")
    taken = []
    for row in rows:
        fingerprint = row[FINGERPRINT]
        known = latest.get(fingerprint, untouched)
        if fingerprint and rows is sheets.get(FINDINGS) and _decided(row) == (known.verdict, known.reason):
            taken.append(Taken("unchanged", path.name, row.get("编号", ""), fingerprint))
        elif fingerprint:
            taken.append(take(ledger, row, path.name, who, when))
    return taken


def _decided(row: Row) -> tuple[str, str]:
    """What the row says: (verdict, opinion in the officer's own words)."""
    return row.get("处理状态", "") or VERDICT_WORDS[0], _own_words(row.get("核实意见", ""))


def _sheets(path: Path) -> dict[str, list[Row]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with path.open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
            return {
                name: list(_rows(book.get_sheet_by_name(name).to_python(skip_empty_area=False), path, name))
                for name in (FINDINGS, REPLY_SHEET)
                if name in book.sheet_names
            }
    except (CalamineError, OSError) as error:
        raise IntakeFault(f"“{path.name}”不能打开，请用 Excel 或 WPS 另存为 .xlsx 后再试（{error}）") from error


def _rows(table: Sequence[Sequence[object]], path: Path, sheet: str) -> Iterator[Row]:
    for number, row in enumerate(table):
        headings = [str(cell).strip() for cell in row]
        if FINGERPRINT in headings:
            for cells in table[number + 1 :]:
                texts = ["" if c is None else _text(c) for c in cells]
                yield dict(zip(headings, texts, strict=False))
            return
    raise IntakeFault(f"“{path.name}”的“{sheet}”缺少隐藏的“{FINGERPRINT}”列，可能被删除；请在原表上填写后再导入")


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    text = str(cell).strip()
    return text.removesuffix(".0") if not isinstance(cell, str) else text


def _take_decision(ledger: Ledger, row: Row, file: str, who: str, when: str) -> Taken:
    verdict, reason = _decided(row)
    basis = row.get(BASIS_NUMBER, "")
    number = int(basis) if basis.isdigit() else 0
    outcome, message = decide(ledger, Entry(row[FINGERPRINT], verdict, reason, number, who, when, file))
    return Taken(outcome, file, row.get("编号", ""), row[FINGERPRINT], message)


def _own_words(opinion: str) -> str:
    """An opinion without the lines that the list itself added to it."""
    lines = opinion.splitlines()
    return "\n".join(line for line in lines if not line.startswith(STATEMENT) and line != REVIEW_AGAIN).strip()


def _take_reply(ledger: Ledger, row: Row, file: str, who: str, when: str) -> Taken:
    fingerprint, number = row[FINGERPRINT], row.get("编号", "")
    written = (row.get("单位说明", ""), row.get("更正数", ""), row.get("佐证名称", ""))
    if not any(written):
        return Taken("unchanged", file, number, fingerprint)
    if not ledger.known(fingerprint):
        return Taken("refused", file, number, fingerprint, "台账中没有这条疑点，请确认该表出自本批次")
    replies = [e for e in ledger.events(fingerprint) if e.kind == "reply"]
    if replies:
        last = replies[-1]
        if written == (last.reason, last.correction, last.evidence):
            return Taken("unchanged", file, number, fingerprint)
        message = f"单位此前已回复“{last.reason or last.correction or last.evidence}”（{moment(last.at)}），与本表不同；未改动台账"
        return Taken("conflict", file, number, fingerprint, message)
    reason, correction, evidence = written
    person = row.get("责任人", "") or who
    ledger.add(
        Event(
            "reply",
            when,
            person,
            fingerprint,
            reason=reason,
            correction=correction,
            evidence=evidence,
            amounts=ledger.amounts(fingerprint),
            source=file,
        )
    )
    return Taken("taken", file, number, fingerprint)


def absorb(ledger: Ledger, out: Path, who: str, when: str) -> list[Taken]:
    """Take in what people wrote into the tables that still lie in a run's folder, before a new run writes them anew.

    A table with rows that could not be taken (conflicts, refused words) is kept beside as NAME.未收回.xlsx.
    """
    taken: list[Taken] = []
    forms = sorted((out / "letters").glob(f"*.{REPLY_SHEET}.xlsx"))
    for path in [*sorted(out.glob(f"{FINDINGS}*.xlsx")), *forms]:
        if path.stem.endswith(_KEPT):
            continue
        rows = _absorbed(ledger, path, who, when)
        taken += rows
        if any(row.outcome in ("conflict", "refused") for row in rows):
            path.with_name(f"{path.stem}{_KEPT}.xlsx").write_bytes(path.read_bytes())
    return taken


def _absorbed(ledger: Ledger, path: Path, who: str, when: str) -> list[Taken]:
    try:
        return take_in(ledger, path, who, when)
    except IntakeFault as fault:
        return [Taken("refused", path.name, "", "", str(fault))]
