"""The submissions in a file: which blocks belong to which, and whose and of what year each one is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from extract.document import Block, Cell, Document, Paragraph, Place, Table
from extract.item import Item
from extract.titles import Title, form_title, is_form_title, is_unit, report_title, squeeze, titles, year_in

_SEAL = re.compile(r"[（(][^（）()]{0,6}(?:章|全称|代码)[^（）()]{0,4}[）)]|及代码|\(公章\)|[:：]\s*$")
_UNIT_LABELS = (
    "部门名称",
    "部门（单位）名称",
    "单位（部门）名称",
    "单位名称",
    "预算单位名称",
    "预算单位",
    "填报单位",
    "填报部门",
    "自评单位",
    "评价单位",
    "项目实施单位",
    "实施单位",
    "项目单位",
    "项目承担单位",
    "资金使用单位",
    "项目主管部门",
    "地方主管部门",
    "主管部门",
)
_PROJECT_LABELS = (
    "项目名称",
    "专项名称",
    "专项（项目）名称",
    "政策（项目）名称",
    "转移支付（项目）名称",
    "专项资金名称",
)
_CODE_LABELS = ("项目编码", "项目代码", "项目编号")
_YEAR_LABELS = ("预算年度", "评价年度", "自评年度", "年度", "所属年度", "填报年度", "资金年度")
_LABELS = frozenset((*_UNIT_LABELS, *_PROJECT_LABELS, *_CODE_LABELS, *_YEAR_LABELS))
_BODY_LABELS = re.compile(
    r"三级指标|一级指标|年度指标值|全年预算数|全年执行数|预算执行率|绩效指标|年度总体目标|预算执行情况"
)
_IN_TEXT = re.compile(
    rf"({'|'.join(sorted(map(re.escape, _LABELS - {'年度'}), key=len, reverse=True))})"
    r"(?:[（(][^（）()]{0,8}[）)])?\s*[:：]\s*([^\s　:：；;，,]{2,40}(?:[ 　](?=[一-鿿]{1,2}$))?)"
)
_PLAIN = re.compile(r"(?:^|[\s　])(?:填报)?(?:部门|单位)\s*[:：]\s*([一-鿿（）()]{4,40})")
_OPENING = re.compile(
    r"^([一-鿿]{2,24}?(?:局|厅|委员会|管委会|人民政府|办公室|办事处|法院|检察院|联合会|总工会|中心|学校|医院))"
    r"(?=20\d{2}年|[（(]以下简称|是[一-鿿]{0,12}(?:部门|单位|机构))"
)
_SEATED = re.compile(r"[省市州县区旗乡镇盟]|街道|国家|中国|中央|全国|(?:局|厅|委员会|学校|中学|小学|大学|学院|医院)$")
_CODE = re.compile(r"^[\[［【(（]?([0-9A-Z][0-9A-Z.\-]{1,38}[0-9A-Z])[\]］】)）]?[-—_\s]*(?=[一-鿿“\"])")
_YEARS_ONLY = re.compile(r"(?:19|20)\d{2}(?:[-—](?:19|20)?\d{2})?")
_ANNOUNCED = re.compile(r"现将([^，。；:：]{6,80}?报告)(?:汇报|公开|公示)?如下")
_TOTAL = re.compile(r"^(?:总分|合计|总计|总得分|自评总分)")
_BLANK = re.compile(r"^[-—/／\\无*＊×XxＸ_＿\s]*$")


_LISTED = re.compile(r"^序号$|预算|执行|支出|结余|金额")
"""Headings beside 项目名称 that make its row the head of a list of projects, not a field of one form."""


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
        first = 0 if number == 0 else start.first
        last = starts[number + 1].first - 1 if number + 1 < len(starts) else count - 1
        item = _item(document, str(len(found) + 1), start, first, last)
        if found and _goes_on(document, found[-1], item):
            found[-1] = msgspec.structs.replace(found[-1], last=last)
        else:
            found.append(item)
    if not found:
        kind = (
            "report"
            if any(isinstance(b, Paragraph) and len(b.text) >= 40 for b in document.blocks)
            else _kind(document)
        )
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


def _starts(document: Document) -> list[_Start]:
    forms = [form for n, block in enumerate(document.blocks) if isinstance(block, Table) for form in _form(document, n)]
    reports: list[_Start] = []
    named = titles(document)
    ends = [form.first for form in forms]
    for number, (first, last, title) in enumerate(named):
        later = [following for following, _, other in named[number + 1 :] if _differs(title, other)]
        if not _has_body(document, last, min((end for end in ends + later if end > last), default=None)):
            continue
        block = document.blocks[last]
        text = block.text if isinstance(block, Paragraph) else ""
        if not reports or _differs(reports[-1].title, title):
            reports.append(_Start(first, title, Place(last, None, None, 0, len(text)), form=False))
    if not reports and not forms:
        announced = _announced(document)
        stated = next((entry for entry in named if entry[2].unit), named[0] if named else None)
        if announced is not None and not (stated and stated[2].unit):
            reports.append(announced)
        elif stated is not None:
            reports.append(_Start(stated[0], stated[2], Place(stated[1], None, None, 0, 0), form=False))
    begun = sorted([*reports, *forms], key=lambda start: start.first)
    if begun and begun[0].form and not reports and _prose(document, 0, begun[0].first):
        body = _Start(0, Title("", kind="report"), Place(0, None, None, 0, 0), form=False)
        begun.insert(0, body)
    return begun


def _announced(document: Document) -> _Start | None:
    """What “现将……报告如下” announces near the head of a text that has lost its title."""
    for number, block in enumerate(document.blocks[:15]):
        told = _ANNOUNCED.search(block.text) if isinstance(block, Paragraph) else None
        title = report_title(told.group(1)) if told else None
        if told and title and title.unit:
            return _Start(0, title, Place(number, None, None, told.start(1), told.end(1)), form=False)
    return None


def _prose(document: Document, first: int, last: int) -> bool:
    """Whether the blocks [first, last) hold running text, as a report without a title does."""
    long = [b for b in document.blocks[first:last] if isinstance(b, Paragraph) and len(b.text) >= 40]
    return len(long) >= 4


def _has_body(document: Document, title: int, stop: int | None) -> bool:
    """Whether text follows a title before block `stop`, as it does not where titles are only listed."""
    after = [b for b in document.blocks[title + 1 : stop][:60] if isinstance(b, Paragraph)]
    return len(after) >= 3 and any(len(b.text) >= 30 for b in after)


def _differs(one: Title, other: Title) -> bool:
    """Whether two titles name different submissions: another project, or another unit, where both name one."""
    if one.project and other.project and one.project != other.project:
        return not (one.project in other.project or other.project in one.project)
    if one.unit and other.unit and one.unit not in other.unit and other.unit not in one.unit:
        return one.unit[-3:] != other.unit[-3:]
    years = one.year and other.year and one.year != other.year
    return bool(years and one.unit and one.unit == other.unit)


def _form(document: Document, number: int) -> Iterator[_Start]:
    """The start of a form whose table is this block, if it is one."""
    block = document.blocks[number]
    if not isinstance(block, Table):
        return
    head = _head(block, 15)
    names = {_label(cell.text) for cell in head}
    named = bool(names & {*_UNIT_LABELS, *_PROJECT_LABELS}) or any(_IN_TEXT.search(cell.text) for cell in head)
    bodied = any(_BODY_LABELS.search(squeeze(cell.text)) for cell in block.cells)
    first, title, place = _title_of(document, number, block)
    if title is not None and (named or bodied) and place is not None:
        yield _Start(first, title, place, form=True)
    elif "项目名称" in names and named and bodied and re.search("执行数|执行率|完成值", _joined(block.cells)):
        spot = next(cell for cell in head if _label(cell.text) == "项目名称")
        if _lists([cell for cell in head if cell.row == spot.row]):
            return
        at = Place(number, spot.row, spot.col, 0, len(spot.text))
        yield _Start(number, Title("", year=_year_above(document, number), kind="project_form"), at, form=True)


def _head(table: Table, rows: int) -> list[Cell]:
    """The cells in the first rows of a table; one of several on a sheet begins further down."""
    top = min((cell.row for cell in table.cells if cell.text), default=0)
    return [cell for cell in table.cells if cell.row < top + rows]


def _lists(row: list[Cell]) -> bool:
    """Whether a row is the head of a list of projects, and not a field of one form."""
    return sum(bool(_LISTED.search(_label(cell.text))) for cell in row) >= 2


def _title_of(document: Document, number: int, table: Table) -> tuple[int, Title | None, Place | None]:
    """The form title in the table's first rows or in the few lines right above it, with the first block of these."""
    lead = number
    while lead > 0 and number - lead < 5 and _is_lead(document.blocks[lead - 1]):
        lead -= 1
    heads = [(cell, form_title(cell.text)) for cell in _head(table, 4) if is_form_title(cell.text)]
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


def _label(text: str) -> str:
    """A cell's text as a label: without white space, seals and colon."""
    return _SEAL.sub("", squeeze(text)).replace("(", "（").replace(")", "）")


def _joined(cells: tuple[Cell, ...]) -> str:
    return "".join(squeeze(cell.text) for cell in cells)


def _item(document: Document, number: str, start: _Start, first: int, last: int) -> Item:
    title = start.title
    fields = _fields(document, max(first, start.first) if start.form else first, last)
    project, code = "" if start.form else title.project, ""
    for label in _PROJECT_LABELS:
        if not project and label in fields and (start.form or "project" in title.kind):
            project = fields[label]
    project = project or title.project
    found = _CODE.match(project)
    if found and re.search(r"\d{4}", found.group(1)) and not _YEARS_ONLY.fullmatch(found.group(1)):
        code, project = found.group(1), project[found.end() :]
    code = next((fields[label] for label in _CODE_LABELS if label in fields), code) if start.form else code
    unit = "" if start.form else title.unit
    unit = (
        unit
        or _unit_of(fields, start.form)
        or title.unit
        or (_standing(document, first, last) if not start.form else "")
    )
    years = (year_in(fields[label]) for label in _YEAR_LABELS if label in fields)
    year = title.year or next((year for year in years if year), "") or _prevailing_year(document, first, last)
    return Item(
        number,
        title.kind or "report",
        first,
        last,
        unit=unit,
        year=year,
        project_code=code,
        project=project,
        place=start.place,
    )


def _fields(document: Document, first: int, last: int) -> dict[str, str]:
    """The labelled fields of an item: `label: value` cells side by side, or both in one text; first one wins."""
    found: dict[str, str] = {}
    for block in document.blocks[first : last + 1]:
        if isinstance(block, Paragraph):
            short = block.text if len(block.text) <= 120 else ""
            pairs = [(m.group(1), m.group(2)) for m in _IN_TEXT.finditer(short)]
            pairs += [("部门名称", m.group(1)) for m in _PLAIN.finditer(short) if is_unit(m.group(1))]
        else:
            pairs = list(_cell_fields(block))
        for label, value in pairs:
            if not _BLANK.match(value) and label not in found:
                found[label] = squeeze(value)
    return found


def _cell_fields(table: Table) -> Iterator[tuple[str, str]]:
    rows: dict[int, list[Cell]] = {}
    for cell in _head(table, 15):
        rows.setdefault(cell.row, []).append(cell)
    for cells in rows.values():
        line = sorted(cells, key=lambda cell: cell.col)
        if _lists(line) and any(_label(cell.text) in _PROJECT_LABELS for cell in line):
            continue
        for cell, beside in zip(line, [*line[1:], None], strict=True):
            label = _label(cell.text)
            if label in _LABELS and beside is not None and _label(beside.text) not in _LABELS:
                yield label, beside.text
            elif label not in _LABELS and len(cell.text) <= 120:
                yield from ((m.group(1), m.group(2)) for m in _IN_TEXT.finditer(cell.text))


def _unit_of(fields: dict[str, str], form: bool) -> str:
    for label in _UNIT_LABELS:
        if label not in fields or (not form and label == "主管部门"):
            continue
        code = _CODE.match(fields[label])
        name = fields[label][code.end() :] if code else fields[label]
        name = re.sub(r"^\d+[-—]?", "", name)
        if is_unit(name):
            return name
    return ""


def _standing(document: Document, first: int, last: int) -> str:
    """A unit's name standing alone on a line, as on covers and above the date, or opening a paragraph."""
    for block in document.blocks[first : last + 1]:
        line = squeeze(block.text).strip("（）()") if isinstance(block, Paragraph) else ""
        if len(line) >= 4 and is_unit(line) and _SEATED.search(line):
            return line
    for block in document.blocks[first : last + 1][:15]:
        opening = _OPENING.match(block.text.strip()) if isinstance(block, Paragraph) else None
        if opening and is_unit(opening.group(1)):
            return opening.group(1)
    return ""


def _prevailing_year(document: Document, first: int, last: int) -> str:
    """The one year that is called the year of account in the first lines; "" where there are several."""
    text = ""
    for block in document.blocks[first : last + 1]:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        text += "\n".join(texts)
        if len(text) > 3000:
            break
    years = set(re.findall(r"(20\d{2})\s*年(?:度|部门|单位|年初|预算|决算)", text[:3000]))
    return years.pop() if len(years) == 1 else ""


def _inherit(found: list[Item]) -> Iterator[Item]:
    """Annexed forms that name no unit or year take those of the item before them; a project is their own."""
    unit = year = ""
    for item in found:
        yield msgspec.structs.replace(item, unit=item.unit or unit, year=item.year or year)
        unit, year = item.unit or unit, item.year or year
