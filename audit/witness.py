"""What other papers tell otherwise than a report, as a finding of the report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.case import Case
from audit.comparable import RECORD, Told
from audit.finding import Amount, Finding, Quoted
from audit.interval import printed
from audit.slips import variants
from extract.decimals import plain
from extract.figure import Figure

_BY_CHANCE = 4
"""Significant digits from which two amounts are not alike by chance."""


def contradictions(case: Case) -> Iterator[tuple[Told, Told]]:
    """(what the item tells, what another paper tells otherwise). Silent where the report tells the other amount too, in
    words from which it can't be seen that something else is meant."""
    own = {one.key: one for one in case.tells}
    for witness in case.beside:
        mine = own.get(witness.key)
        if mine is not None and not mine.agrees(witness) and not _is_told_as_well(case, mine, witness):
            yield mine, witness


def _is_told_as_well(case: Case, mine: Told, witness: Told) -> bool:
    of = case.report.facts[mine.number].measure
    if not _tells_much(witness.value):
        return False
    return any(
        figure.unit == "元" and fact.measure in ("", of) and printed(figure.value, figure.step).meets(witness.interval)
        for _, figure, fact in case.figures()
    )


def _tells_much(value: Decimal) -> bool:
    return len(plain(value).replace(".", "").strip("0")) >= _BY_CHANCE


def _is_a_slip(figure: Figure, witness: Told) -> bool:
    if not _tells_much(figure.value) or not _tells_much(witness.value):
        return False
    meant = variants(figure).within(witness.interval.low, witness.interval.high)
    return any(not variant.free for variant in meant)


def otherwise(case: Case, mine: Told, witness: Told, says: str, advice: str) -> Finding:
    """The finding that a report tells one amount and another paper, as `says` words it, another. Between two reports it is
    worth an auditor's question only where the two agree on something else, or one slip of the pen parts the amounts;
    else it is worth knowing: the other report may be of another body of that name, or of another reckoning."""
    figure = case.report.figures[mine.number]
    is_sure = witness.kind == RECORD or witness.agreed or _is_a_slip(figure, witness)
    gap = abs(mine.value - witness.value)
    far = f"{plain(gap.scaleb(-4))}万元" if gap >= 10000 else f"{plain(gap)}元"
    whose = f"项目“{case.item.project}”" if mine.key.project else "本报告"
    return Finding(
        rule="",
        family="",
        severity="warning" if is_sure else "info",
        title="",
        message=f"{whose}所列“{mine.words}”为{mine.text}，{says}为{witness.text}，相差{far}。",
        quote=case.quote(figure.place),
        place=figure.place,
        figures=(Quoted.of(figure, "stated", mine.number),),
        computed=Amount(witness.text, witness.value, "元"),
        advice=advice,
        labels=(mine.key.subject, mine.key.measure, mine.key.fund, mine.key.year, witness.kind),
    )
