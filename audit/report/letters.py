"""待核实事项: what a department is asked to check or to explain, with the form it answers on. Questions only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from audit.decision import Decision
from audit.finding import Finding, ReportResult
from audit.message import nested
from audit.report.fingerprint import fingerprints
from audit.report.letter_paper import FIRST, SECOND, Letter, kind_parts, title_of
from audit.report.listing import FINGERPRINT
from audit.report.sheets import Book, Column, Sheet
from audit.report.wording import SEVERITY_ORDER, arithmetic, brief, chinese, in_sentence, item_of, kind_word, where

REPLY_SHEET = "核实回复表"
REPLY_COLUMNS = (
    Column("编号", 7, "centre"),
    Column("疑点", 46),
    Column("单位说明", 34),
    Column("更正数", 16),
    Column("佐证名称", 22),
    Column("责任人", 12, "centre"),
    Column(FINGERPRINT, 18, "hidden"),
)
_REPLY_NOTE = "请逐项填写；同意更正的填“更正数”，其余在“单位说明”中写明理由，并列出佐证材料名称。请勿增删行。"
_PARTS = (
    ("error", "需要核对更正的数据", "请核对原始账表：是否为笔误、漏列或口径不同？如需更正，请写明更正后的数字。"),
    ("warning", "需要说明的事项", "请说明情况，并列出可以证明的材料。"),
)


def asked(result: ReportResult, prints: Sequence[tuple[str, str]], decisions: Mapping[str, Decision]) -> list[int]:
    """Numbers of the findings that a letter asks about, in the order in which it numbers them: the gravest first,
    those of one rule together, each in reading order. 提示 are not asked, nor what is wrong with the form itself, nor
    what a person has decided."""
    numbers = [
        i
        for i, f in enumerate(result.findings)
        if f.severity != "info" and not f.flaws and not _settled(prints[i], decisions)
    ]
    first: dict[str, tuple[int, ...]] = {}
    for index in numbers:
        finding = result.findings[index]
        first[finding.rule] = min(first.get(finding.rule, finding.place.order), finding.place.order)

    def key(index: int) -> tuple[int, tuple[int, ...], str, tuple[int, ...], int]:
        finding = result.findings[index]
        return SEVERITY_ORDER[finding.severity], first[finding.rule], finding.rule, finding.place.order, index

    return sorted(numbers, key=key)


def _settled(prints: tuple[str, str], decisions: Mapping[str, Decision]) -> bool:
    fingerprint, amounts = prints
    return fingerprint in decisions and decisions[fingerprint].settles(amounts)


def write_letter(
    report: str,
    result: ReportResult,
    folder: Path,
    name: str,
    decisions: Mapping[str, Decision],
    template: Path | None = None,
) -> bool:
    """Write what is asked about a (masked) result: `name`.docx and `name`.核实回复表.xlsx into `folder`; False where there is nothing to ask."""
    prints = fingerprints(result, report)
    order = asked(result, prints, decisions)
    if not order:
        for left in (folder / f"{name}.docx", folder / f"{name}.{REPLY_SHEET}.xlsx"):
            left.unlink(missing_ok=True)
        return False
    letter = Letter(template)
    unit, title = _title(result)
    letter.add(
        f"你单位报送的《{report.rsplit('/', 1)[-1]}》已收到。经审核，有{len(order)}项内容需要你单位核实或说明。"
        f"请对照原始资料逐项核对，填写所附《{REPLY_SHEET}》，于【反馈期限】前反馈。"
        "以下均为待核实事项，不是审核结论。"
    )
    for number, (severity, heading, request) in enumerate(_used(result, order)):
        letter.add(f"{'一二'[number]}、{heading}", FIRST)
        _ask_part(letter, result, [(n, i) for n, i in enumerate(order, 1) if result.findings[i].severity == severity])
        letter.add(request)
    letter.attach(REPLY_SHEET)
    letter.fill({"标题": title, "主送": unit})
    letter.save(folder / f"{name}.docx", title)
    _write_form(folder / f"{name}.{REPLY_SHEET}.xlsx", result, order, prints)
    return True


def _used(result: ReportResult, order: Sequence[int]) -> list[tuple[str, str, str]]:
    severities = {result.findings[index].severity for index in order}
    return [part for part in _PARTS if part[0] in severities]


def _title(result: ReportResult) -> tuple[str, str]:
    item = result.items[0] if result.items else None
    unit, year, kind = (item.unit, item.year, item.kind) if item else ("", "", "report")
    kinds = {i.kind for i in result.items}
    if _several_units(result):
        unit = ""  # whoever sent the file is none of them: left as a field
    word = kind_word(kind) if len(kinds) == 1 else "绩效自评材料"
    return unit, title_of("关于核实", f"{year}年度" if year else "", *kind_parts(word), "有关事项的函")


def _several_units(result: ReportResult) -> bool:
    return len({item.unit for item in result.items if item.unit}) > 1


def _ask_part(letter: Letter, result: ReportResult, numbered: Sequence[tuple[int, int]]) -> None:
    """The findings of one severity: a heading a rule, under it its findings by their numbers."""
    groups = groupby(numbered, key=lambda pair: result.findings[pair[1]].rule)
    for place, (_, group) in enumerate(groups, 1):
        members = list(group)
        letter.add(f"（{chinese(place)}）请核实：{result.findings[members[0][1]].title}", SECOND)
        for number, index in members:
            _ask(letter, result, number, result.findings[index])


def _ask(letter: Letter, result: ReportResult, number: int, finding: Finding) -> None:
    item = item_of(result, finding.item)
    culprit = finding.figures[0].text if finding.figures else ""
    project = f"“{item.project}”" if item is not None and item.project else ""
    if item is not None and item.unit and _several_units(result):
        project = f"中{item.unit}{project}"
    said = nested(f"“{where(finding.place, result.document)}”载明：“{brief(finding.quote, culprit)}”")
    letter.add(f"{number}.报告{project}{said}")
    if finding.claims:
        letter.add(f"按报告所列数字核算：{'；'.join(arithmetic(finding, result).splitlines())}。")
    else:
        letter.add(finding.message)
    if finding.needs is not None:
        letter.add(f"报告没有列出“{finding.needs.what}”，请补充。")
    if finding.also:
        places = "、".join(f"“{where(also.place, result.document)}”" for also in finding.also)
        letter.add(f"相同内容还见{places}。")


def _write_form(path: Path, result: ReportResult, order: Sequence[int], prints: Sequence[tuple[str, str]]) -> None:
    book = Book(path, REPLY_SHEET)
    fill_in = {i: {"bg_color": "#FFFFE5", "locked": False} for i in range(2, 6)}
    sheet = Sheet(book, REPLY_SHEET, REPLY_COLUMNS, _REPLY_NOTE, {"": fill_in})
    for number, index in enumerate(order, 1):
        finding = result.findings[index]
        spot = where(finding.place, result.document)
        question = f"{finding.title}（{spot}）\n原文：{in_sentence(finding.quote)}\n{arithmetic(finding, result)}"
        sheet.add((str(number), question, "", "", "", "", prints[index][0]))
    sheet.finish()
    book.close()
