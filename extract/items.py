"""The submissions in a file: which blocks belong to which, and whose and of what year each one is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from extract.document import Block, Document, Paragraph, Place, Table
from extract.item import Item
from extract.item_fields import (
    IN_TEXT,
    PROJECT_LABELS,
    UNIT_LABELS,
    as_label,
    fields_of,
    head,
    is_list_head,
    project_of,
    standing,
    unit_of,
    year_of,
)
from extract.running_text import is_text, running_lines
from extract.titles import Title, form_title, is_form_title, report_title, squeeze, titles, year_in

_ANNOUNCED = re.compile(r"现将([^，。；:：]{6,80}?报告)(?:汇报|公开|公示)?如下")
_HOW_TO = re.compile(r"(?:填表|填报|填写|填列|编制)(?:的)?(?:说明|要求|须知)")
_LONG = 40
"""Characters: only running text has lines so long."""
_TITLE_WITHIN = 8
"""Lines: a cover has fewer above its title."""
_BODY_LABELS = re.compile(
    r"三级指标|一级指标|年度指标值|全年预算数|全年执行数|预算执行率|绩效指标|年度总体目标|预算执行情况"
)
_TOTAL = re.compile(r"^(?:总分|合计|总计|总得分|自评总分)")


class _Start(msgspec.Struct, frozen=True):
    """Where a submission begins, and what its title says."""

    first: int
    title: Title
    place: Place
    form: bool


def items(document: Document) -> tuple[Item, ...]:
    """The submissions of a file in reading order, at least one; together they cover every block.

    A form (项目支出绩效自评表, 部门整体支出绩效自评表) is one: on a sheet of its own, as an annex, or among many.
    So is each report whose title names another unit or project. An annexed indicator system is part of its report.
    """
    starts = _starts(document)
    count = len(document.blocks)
    found: list[Item] = []
    for number, start in enumerate(starts):
        first = 0 if number == 0 else _with_sheet_name(document, start.first)
        last = _with_sheet_name(document, starts[number + 1].first) - 1 if number + 1 < len(starts) else count - 1
        item = _item(document, str(len(found) + 1), start, first, last)
        if found and _goes_on(document, found[-1], item):
            found[-1] = msgspec.structs.replace(found[-1], last=last)
        else:
            found.append(item)
    if not found:
        wordy = any(len(line.text) >= _LONG for line in running_lines(document.blocks))
        kind = "report" if wordy else _kind(document)
        plain = _Start(0, Title("", kind=kind), Place(0, None, None, 0, 0), form=False)
        found.append(_item(document, "1", plain, 0, count - 1))
    return tuple(_inherit(found))


def _goes_on(document: Document, before: Item, item: Item) -> bool:
    """Whether a form only repeats the head of the one before it, as on its next page, before any total was given."""
    same = (before.kind, before.unit, before.year, before.project) == (item.kind, item.unit, item.year, item.project)
    if not same or not item.kind.endswith("_form") or not (item.project or item.unit):
        return False
    tables = [block for block in document.blocks[before.first : before.last + 1] if isinstance(block, Table)]
    return not any(_TOTAL.match(squeeze(cell.text)) for table in tables for cell in table.cells)


def _kind(document: Document) -> str:
    """The kind of a file of tables without a title: what its first lines speak of."""
    first = "".join(squeeze(text) for _, _, text in list(document.texts())[:8])
    if re.search("整体支出|部门整体|单位整体", first):
        return "department_form"
    return "project_form" if "项目" in first else "report"


def _with_sheet_name(document: Document, first: int) -> int:
    """The block with the name of the sheet whose table begins at `first`, if that is one."""
    above = document.blocks[first - 1] if first else None
    return first - 1 if isinstance(above, Paragraph) and above.kind == "sheet" else first


def _starts(document: Document) -> list[_Start]:
    forms = [form for n, block in enumerate(document.blocks) if isinstance(block, Table) for form in _form(document, n)]
    named = titles(document)
    reports: list[_Start] = []
    for start in sorted([*_titled(document, named, forms), *_typed(document, forms)], key=lambda start: start.first):
        if not reports or _differs(reports[-1].title, start.title):
            reports.append(start)
    if not reports and not forms:
        announced = _announced(document)
        stated = next((entry for entry in named if entry[2].unit), named[0] if named else None)
        if announced is not None and not (stated and stated[2].unit):
            reports.append(announced)
        elif stated is not None:
            reports.append(_Start(stated[0], stated[2], Place(stated[1], None, None, 0, 0), form=False))
    begun = sorted([*reports, *forms], key=lambda start: start.first)
    if begun and begun[0].form and not reports and _prose(document, begun[0].first):
        body = _Start(0, Title("", kind="report"), Place(0, None, None, 0, 0), form=False)
        begun.insert(0, body)
    return begun


def _titled(document: Document, named: Sequence[tuple[int, int, Title]], forms: Sequence[_Start]) -> Iterator[_Start]:
    """The reports whose titles stand in paragraphs."""
    ends = [form.first for form in forms]
    for number, (first, last, title) in enumerate(named):
        later = [following for following, _, other in named[number + 1 :] if _differs(title, other)]
        if _has_body(document, last, min((end for end in ends + later if end > last), default=None)):
            text = document.blocks[last]
            length = len(text.text) if isinstance(text, Paragraph) else 0
            yield _Start(first, title, Place(last, None, None, 0, length), form=False)


def _typed(document: Document, forms: Sequence[_Start]) -> Iterator[_Start]:
    """The reports that were typed into worksheets, each line in a row."""
    taken = {form.place.block for form in forms}
    for number, block in enumerate(document.blocks):
        if not isinstance(block, Table) or number in taken or not is_text(block):
            continue
        lines = list(running_lines([block], number))[:_TITLE_WITHIN]
        for first, last in ((at, at + size) for size in (1, 2) for at in range(len(lines) - size + 1)):
            title = report_title("".join(line.text for line in lines[first:last]))
            if title is not None:
                yield _Start(number, title, lines[last - 1].place, form=False)
                break


def _announced(document: Document) -> _Start | None:
    """What “现将……报告如下” announces near the head of a text that has lost its title."""
    for number, block in enumerate(document.blocks[:15]):
        told = _ANNOUNCED.search(block.text) if isinstance(block, Paragraph) else None
        title = report_title(told.group(1)) if told else None
        if told and title and title.unit:
            return _Start(0, title, Place(number, None, None, told.start(1), told.end(1)), form=False)
    return None


def _prose(document: Document, end: int) -> bool:
    """Whether what stands before block `end` is running text, as of a report without a title; how to fill in the form
    below is none."""
    lines = [line.text for line in running_lines(document.blocks[:end])]
    return sum(len(line) >= _LONG for line in lines) >= 4 and not any(
        _HOW_TO.match(squeeze(line)) for line in lines[:3]
    )


def _has_body(document: Document, title: int, stop: int | None) -> bool:
    """Whether text follows a title before block `stop`, as it does not where titles are only listed."""
    after = [b for b in document.blocks[title + 1 : stop][:60] if isinstance(b, Paragraph)]
    return len(after) >= 3 and any(len(b.text) >= 30 for b in after)


def _differs(one: Title, other: Title) -> bool:
    """Whether two titles name different submissions: another project, or another unit, where both name one; or one a
    department and the other, by unit or year, a project of it."""
    if one.project and other.project and one.project != other.project:
        return not (one.project in other.project or other.project in one.project)
    if one.unit and other.unit and one.unit not in other.unit and other.unit not in one.unit:
        return one.unit[-3:] != other.unit[-3:]
    kinds = {one.kind: one, other.kind: other}
    if kinds.keys() == {"department_report", "project_report"} and kinds["project_report"].project:
        return bool(other.unit or other.year)
    years = one.year and other.year and one.year != other.year
    return bool(years and one.unit and one.unit == other.unit)


def _form(document: Document, number: int) -> Iterator[_Start]:
    """The start of a form whose table is this block, if it is one."""
    block = document.blocks[number]
    if not isinstance(block, Table):
        return
    rows = head(block, 15)
    names = {as_label(cell.text) for cell in rows}
    named = bool(names & {*UNIT_LABELS, *PROJECT_LABELS}) or any(IN_TEXT.search(cell.text) for cell in rows)
    bodied = any(_BODY_LABELS.search(squeeze(cell.text)) for cell in block.cells)
    first, title, place = _title_of(document, number, block)
    if title is not None and (named or bodied) and place is not None:
        yield _Start(first, title, place, form=True)
    elif (
        "项目名称" in names
        and named
        and bodied
        and re.search("执行数|执行率|完成值", "".join(squeeze(cell.text) for cell in block.cells))
    ):
        spot = next(cell for cell in rows if as_label(cell.text) == "项目名称")
        if is_list_head([cell for cell in rows if cell.row == spot.row]):
            return
        at = Place(number, spot.row, spot.col, 0, len(spot.text))
        yield _Start(number, Title("", year=_year_above(document, number), kind="project_form"), at, form=True)


def _title_of(document: Document, number: int, table: Table) -> tuple[int, Title | None, Place | None]:
    """The form title in the table's first rows or in the few lines right above it, with the first block of these."""
    lead = number
    while lead > 0 and number - lead < 5 and _is_lead(document.blocks[lead - 1]):
        lead -= 1
    heads = [(cell, form_title(cell.text)) for cell in head(table, 4) if is_form_title(cell.text)]
    if heads:
        cell, title = next((head for head in heads if head[1].project), heads[0])
        unit = next((other.unit for _, other in heads if other.unit), "")
        lead = lead if _near(document, lead, number) else number
        return (
            lead,
            msgspec.structs.replace(title, unit=title.unit or unit),
            Place(number, cell.row, cell.col, 0, len(cell.text)),
        )
    for above in range(number - 1, lead - 1, -1):
        block = document.blocks[above]
        if isinstance(block, Paragraph) and is_form_title(block.text):
            title = form_title(block.text)
            title = title if title.year else msgspec.structs.replace(title, year=_year_above(document, number))
            attached = above > 0 and re.match(
                r"附[件表]?\d*[:：]?$", squeeze(getattr(document.blocks[above - 1], "text", ""))
            )
            return above - 1 if attached else above, title, Place(above, None, None, 0, len(block.text))
    return number, None, None


def _near(document: Document, lead: int, number: int) -> bool:
    """Whether the short lines above a table belong to it: annex number, year, unit of account."""
    lines = [squeeze(getattr(b, "text", "")) for b in document.blocks[lead:number]]
    return all(re.match(r"附[件表]?\d*[:：]?$|[（(]?\d{4}年度?[）)]?$|.*单位[:：]|金额", line) for line in lines)


def _is_lead(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(squeeze(block.text)) <= 60 and "。" not in block.text


def _year_above(document: Document, number: int) -> str:
    for above in range(number - 1, max(-1, number - 5), -1):
        block = document.blocks[above]
        if not isinstance(block, Paragraph):
            break
        if re.fullmatch(r"[（(]?\d{4}年度?[）)]?", squeeze(block.text)):
            return year_in(block.text)
    return ""


def _item(document: Document, number: str, start: _Start, first: int, last: int) -> Item:
    title, form = start.title, start.form
    fields = fields_of(document, max(first, start.first) if form else first, last)
    code, project = project_of(fields, title.project, form, "project" in title.kind)
    unit = (not form and title.unit) or unit_of(fields, form) or title.unit
    return Item(
        number,
        title.kind or "report",
        first,
        last,
        unit=unit or ("" if form else standing(document, first, last)),
        year=title.year or year_of(document, fields, first, last),
        project_code=code,
        project=project,
        place=start.place,
    )


def _inherit(found: list[Item]) -> Iterator[Item]:
    """Annexed forms that name no unit or year take those of the item before them; a project is their own."""
    unit = year = ""
    for item in found:
        yield msgspec.structs.replace(item, unit=item.unit or unit, year=item.year or year)
        unit, year = item.unit or unit, item.year or year
