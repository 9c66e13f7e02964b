"""What the fields of a form and the lines of a cover say of a submission: whose it is, of what year, on which project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.document import Cell, Document, Paragraph, Table
from extract.running_text import running_lines
from extract.titles import is_unit, squeeze, year_in

_SEAL = re.compile(r"[（(][^（）()]{0,6}(?:章|全称|代码)[^（）()]{0,4}[）)]|及代码|\(公章\)|[:：]\s*$")
UNIT_LABELS = (
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
PROJECT_LABELS = (
    "项目名称",
    "专项名称",
    "专项（项目）名称",
    "政策（项目）名称",
    "转移支付（项目）名称",
    "专项资金名称",
)
_CODE_LABELS = ("项目编码", "项目代码", "项目编号")
_YEAR_LABELS = ("预算年度", "评价年度", "自评年度", "年度", "所属年度", "填报年度", "资金年度")
_LABELS = frozenset((*UNIT_LABELS, *PROJECT_LABELS, *_CODE_LABELS, *_YEAR_LABELS))
IN_TEXT = re.compile(
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
_BLANK = re.compile(r"^[-—/／\\无*＊×XxＸ_＿\s]*$")
_LISTED = re.compile(r"^序号$|预算|执行|支出|结余|金额")
"""Headings beside 项目名称 that make its row the head of a list of projects, not a field of one form."""


def head(table: Table, rows: int) -> list[Cell]:
    """The cells in the first rows of a table; one of several on a sheet begins further down."""
    top = min((cell.row for cell in table.cells if cell.text), default=0)
    return [cell for cell in table.cells if cell.row < top + rows]


def is_list_head(row: list[Cell]) -> bool:
    """Whether a row is the head of a list of projects, and not a field of one form."""
    return sum(bool(_LISTED.search(as_label(cell.text))) for cell in row) >= 2


def as_label(text: str) -> str:
    """A cell's text as a label: without white space, seals and colon."""
    return _SEAL.sub("", squeeze(text)).replace("(", "（").replace(")", "）")


def fields_of(document: Document, first: int, last: int) -> dict[str, str]:
    """The labelled fields of an item: `label: value` cells side by side, or both in one text; first one wins."""
    found: dict[str, str] = {}
    for block in document.blocks[first : last + 1]:
        if isinstance(block, Paragraph):
            short = block.text if len(block.text) <= 120 else ""
            pairs = [(m.group(1), m.group(2)) for m in IN_TEXT.finditer(short)]
            pairs += [("部门名称", m.group(1)) for m in _PLAIN.finditer(short) if is_unit(m.group(1))]
        else:
            pairs = list(_cell_fields(block))
        for label, value in pairs:
            if not _BLANK.match(value) and label not in found:
                found[label] = squeeze(value)
    return found


def _cell_fields(table: Table) -> Iterator[tuple[str, str]]:
    rows: dict[int, list[Cell]] = {}
    for cell in head(table, 15):
        rows.setdefault(cell.row, []).append(cell)
    for cells in rows.values():
        line = sorted(cells, key=lambda cell: cell.col)
        if is_list_head(line) and any(as_label(cell.text) in PROJECT_LABELS for cell in line):
            continue
        for cell, beside in zip(line, [*line[1:], None], strict=True):
            label = as_label(cell.text)
            if label in _LABELS and beside is not None and as_label(beside.text) not in _LABELS:
                yield label, beside.text
            elif label not in _LABELS and len(cell.text) <= 120:
                yield from ((m.group(1), m.group(2)) for m in IN_TEXT.finditer(cell.text))


def project_of(fields: dict[str, str], otherwise: str, form: bool, of_project: bool) -> tuple[str, str]:
    """Code and name of the project that the fields name, or of that which the title names; in a form its fields come
    first, and of other reports only those on a project look at them at all."""
    named = next((fields[label] for label in PROJECT_LABELS if label in fields), "") if form or of_project else ""
    project = (named or otherwise) if form else (otherwise or named)
    code = ""
    found = _CODE.match(project)
    if found and re.search(r"\d{4}", found.group(1)) and not _YEARS_ONLY.fullmatch(found.group(1)):
        code, project = found.group(1), project[found.end() :]
    if form:
        code = next((fields[label] for label in _CODE_LABELS if label in fields), code)
    return code, project


def year_of(document: Document, fields: dict[str, str], first: int, last: int) -> str:
    """The year that the fields name, or that of which the first lines speak."""
    years = (year_in(fields[label]) for label in _YEAR_LABELS if label in fields)
    return next((year for year in years if year), "") or _prevailing_year(document, first, last)


def unit_of(fields: dict[str, str], form: bool) -> str:
    """The unit that the fields name; a report's own is not the one in charge of it."""
    for label in UNIT_LABELS:
        if label not in fields or (not form and label == "主管部门"):
            continue
        code = _CODE.match(fields[label])
        name = fields[label][code.end() :] if code else fields[label]
        name = re.sub(r"^\d+[-—]?", "", name)
        if is_unit(name):
            return name
    return ""


def standing(document: Document, first: int, last: int) -> str:
    """A unit's name standing alone on a line, as on covers and above the date, or opening a paragraph."""
    lines = list(running_lines(document.blocks[first : last + 1], first))
    for line in lines:
        name = squeeze(line.text).strip("（）()")
        if len(name) >= 4 and is_unit(name) and _SEATED.search(name):
            return name
    for line in lines:
        opening = _OPENING.match(line.text.strip()) if line.block < first + 15 else None
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
