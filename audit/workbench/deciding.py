"""Entering a person's decision on a finding. Nothing is ever overwritten: a decision that rests on an older state of
the ledger than the one it would replace is a conflict, shown and left to people."""

from __future__ import annotations

from typing import Literal

import msgspec

from audit.decision import VERDICT_WORDS, Decision
from audit.report.wording import moment
from audit.workbench.ledger import Event, Ledger

Outcome = Literal["taken", "unchanged", "conflict", "refused"]


class Entry(msgspec.Struct, frozen=True):
    """What somebody decides: the finding, one of VERDICT_WORDS with the reason, the number of the ledger's entry that
    was before the person's eyes (0: none yet), who and when, and the file it was written in ("" for the workbench)."""

    fingerprint: str
    verdict: str
    reason: str
    basis: int
    who: str
    when: str
    source: str = ""


def decide(ledger: Ledger, entry: Entry) -> tuple[Outcome, str]:
    """Enter it; what became of it, and what there is to tell of that in Chinese ("" where it was taken)."""
    if refusal := _refusal(ledger, entry):
        return "refused", refusal
    with ledger.together():  # nobody else decides between the look and the entry
        return _entered(ledger, entry)


def _entered(ledger: Ledger, entry: Entry) -> tuple[Outcome, str]:
    wanted = (entry.verdict, entry.reason)
    now = ledger.decision(entry.fingerprint)
    if wanted == (now.verdict, now.reason):
        return "unchanged", ""
    then = ledger.decision(entry.fingerprint, entry.basis)
    if now.number != then.number:
        same = wanted == (then.verdict, then.reason)
        return ("unchanged", "") if same else ("conflict", _conflict(now, entry))
    _enter(ledger, entry)
    return "taken", ""


def undo(ledger: Ledger, fingerprint: str, basis: int, who: str, when: str) -> tuple[Outcome, str]:
    """Take the latest decision on a finding back, by an entry that says what was decided before it."""
    decided = [event for event in ledger.events(fingerprint) if event.kind == "decision"]
    before = decided[-2] if len(decided) > 1 else None
    verdict, reason = (before.verdict, before.reason) if before else (VERDICT_WORDS[0], "")
    return decide(ledger, Entry(fingerprint, verdict, reason, basis, who, when))


def _refusal(ledger: Ledger, entry: Entry) -> str:
    if entry.verdict not in VERDICT_WORDS:
        return f"处理状态“{entry.verdict}”不在{'、'.join(VERDICT_WORDS)}之中，请改正"
    if not ledger.known(entry.fingerprint):
        return "台账中没有这条疑点，请确认它出自本批次"
    return ""


def _conflict(now: Decision, entry: Entry) -> str:
    here = "表中" if entry.source else "现在要填的"
    advice = "请商定后在新导出的清单中填写" if entry.source else "请刷新页面，商定后再填写"
    return (
        f"台账中已由{now.who or '他人'}于{moment(now.when)}定为“{now.verdict}”（{now.reason or '无意见'}），"
        f"{here}为“{entry.verdict}”（{entry.reason or '无意见'}）；未改动台账，{advice}"
    )


def _enter(ledger: Ledger, entry: Entry) -> None:
    amounts = ledger.amounts(entry.fingerprint)
    ledger.add(
        Event(
            "decision",
            entry.when,
            entry.who,
            entry.fingerprint,
            verdict=entry.verdict,
            reason=entry.reason,
            amounts=amounts,
            source=entry.source,
        )
    )
