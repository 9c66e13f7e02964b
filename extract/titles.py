"""Titles of submissions: what the line on the cover says of unit, year, project and kind.

Titles come in every order: ××局2022年度部门整体支出绩效自评报告, 2022年××县××局…, ××局关于开展2020年度…,
with the project's name before or after the year. What a title does not say stays empty.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from extract.document import Document, Paragraph

_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_CHINESE_DIGITS = str.maketrans("〇○ＯO零一二三四五六七八九", "00000123456789")
_YEAR = re.compile(r"((?:19|20)\d{2}|[二][〇○ＯO零][〇○ＯO零一二三四五六七八九]{2})")
_YEARS = re.compile(rf"{_YEAR.pattern}(?:年度?)?(?:[-—–－~～至到]+{_YEAR.pattern})?年?度?(?!\d)")
_REPORT_END = re.compile(
    r"(?:绩效|自评|自评价|评价)(?:单位自评|自评|评价|自我评价|情况|工作|结果|执行|完成|的)*(?:总结|分析)?报告书?(?:[（(][^（）()]{1,12}[）)])?$"
    r"|绩效(?:单位)?自评(?:工作)?(?:情况|总结|说明|结果)?$"
    r"|(?<=度)(?:部门|单位)决算(?:公开)?(?:情况)?(?:说明|报告)?$"
)
_FORM = re.compile(
    r"(?:自评|自评价|自我评价)(?:情况|结果)?(?:登记|申报|填报)?表|绩效目标(?:执行|完成|实现)情况(?:自评)?表|绩效评价自评(?:情况)?表"
)
_OWNER = re.compile(
    r"(?:项目|部门|单位|专项|政策|资金|转移支付|预算单位)(?:[（(].{1,4}[）)])?名称|(?:填报|预算|实施|主管)(?:单位|部门)"
)
_NO_FORM = re.compile(r"汇总|一览|指标体系|评分表|打分表|得分表|申报表|统计表|填表|样表说明|《")
_STRAY = re.compile(r"[《》。；，,;!！?？]|[:：].|\.{3}|…|通知|办法$")
_LISTED = re.compile(
    r"^(?:附件?[:：])?(?:[(（]?\d{1,2}[)）]?[.、．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[.、．]|第[一二三四五六七八九十]+部分)"
)
_ATTACHED = re.compile(
    r"^附(?:[件表](?:\d{1,2}(?:[-—]\d+)?|[一二三四五六七八九十]{1,3}(?=[:：.、]))?|(?=[:：]))\s*[:：.、]?"
)
_DATE = re.compile(r"^\s*[二\d][\d〇○零一二三四五六七八九ＯO×XxX]{3}\s*年.{0,12}[月日]\s*$")
_DOCUMENT_NUMBER = re.compile(r"[〔\[［【(（]\s*(?:19|20)\d{2}\s*[〕\]］】)）]")
_WHOLE = re.compile(r"(?:部门|单位)?(?:[（(](?:单位|部门)[）)])?(?:预算)?整体")
# a cover may name project, unit and year below the title
_KIND_ALONE = re.compile(
    r"(?:预算|部门预算|财政)?(?:项目支出|项目|专项资金|转移支付)(?:预算)?绩效(?:单位)?自评(?:价)?报告书?"
)
_STOP = re.compile(
    r"(?:项目支出|财政支出|预算支出|财政资金|部门预算|部门项目|单位项目|预算绩效|预算项目|项目|专项|绩效)"
)

UNIT_END = (
    "局|委员会|管委会|工委|党委|县委|区委|市委|州委|省委|纪委|监委|发改委|卫健委|国资委|团委|政法委|委|办公室|办事处|办|"
    "厅|部|政府|人大|政协|法院|检察院|研究院|医院|卫生院|学院|大学|中学|小学|学校|幼儿园|党校|院|校|"
    "中心|总队|支队|大队|中队|队|站|所|处|馆|联合会|总工会|工会|妇联|残联|文联|科协|工商联|协会|学会|红十字会|商会|会|"
    "监狱|海关|侨联|社科联|公司|集团|社|场|园|台|库|室|团|科|基地|街道|镇|乡"
)
_UNIT = re.compile(rf"^[一-鿿〇（）()·“”\"\d]{{2,45}}?(?:{UNIT_END})(?:[（(](?:本级|机关|汇总|本部)[）)]|本级|机关)?$")
_CLEAR_UNIT = re.compile(
    r"^.{2,30}?(?:局|厅|委员会|管委会|人民政府|办公室|办事处|人民法院|人民检察院|联合会|总工会)(?!部门|长|势|域|面|限|际)"
)
_NO_UNIT = re.compile(
    r"^(?:关于|根据|按照|单位|部门|项目|各|全|本|我|该|其|以及|附|填报|共|第[一二三四五六七八九十]|主送|抄送)|等|绩效|自评|报告"
)


class Title(msgspec.Struct, frozen=True):
    """What a title says. `year` is "2022" or, for a span, "2020-2022"; `kind` as in `Item`."""

    text: str
    unit: str = ""
    year: str = ""
    project: str = ""
    kind: str = ""


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """The text without any white space, its full-width digits made plain."""
    return "".join(text.split()).translate(_WIDE_DIGITS)


def year_in(text: str) -> str:
    """The first year, or span of years, named in a text: "2022", "2020-2022" or ""."""
    found = _YEARS.search(squeeze(text))
    if not found:
        return ""
    first, last = (part.translate(_CHINESE_DIGITS).replace("二", "2") if part else "" for part in found.groups())
    return f"{first}-{last}" if last and last != first else first


def is_unit(text: str) -> bool:
    """Whether a text is nothing but the name of a public body."""
    return bool(_UNIT.match(text)) and not _NO_UNIT.search(text)


def is_form_title(text: str) -> bool:
    """Whether a line is the title of a self-evaluation form (not of a list, an indicator system or a target form)."""
    line = squeeze(text)
    return len(line) <= 60 and bool(_FORM.search(line)) and not _NO_FORM.search(line) and "。" not in line


def names_owner(text: str) -> bool:
    """Whether a text is the label of the field of a form that tells whose it is: of which project, unit or fund."""
    return bool(_OWNER.match(squeeze(text)))


def form_title(text: str) -> Title:
    """What the title of a form says; the kind follows from 整体 or 部门 against 项目, 专项, 资金."""
    line = _ATTACHED.sub("", squeeze(text))
    whole = "整体" in line or not re.search(r"项目|专项|资金|转移支付|经费", line)
    found = _YEARS.search(line)
    before = re.split(r"部门|单位|整体|项目|预算|绩效|[（(]", line[: found.start()] if found else line)[0]
    unit = before if is_unit(before) else ""
    named = _FORM.search(line)
    rest = line[found.end() : named.start()] if found and named and found.end() <= named.start() else ""
    project = "" if whole else _project(rest.removesuffix("绩效").removesuffix("支出").removesuffix("预算"))
    return Title(line, unit, year_in(line), project, "department_form" if whole else "project_form")


def report_title(text: str) -> Title | None:
    """What a line says if it is the title of a report, else None."""
    line = squeeze(text)
    if _LISTED.match(line):
        return None
    line = _ATTACHED.sub("", line)
    if not 6 <= len(line) <= 90 or _STRAY.search(line) or not re.search("绩效|自评|决算", line):
        return None
    end = _REPORT_END.search(line)
    if not end:
        return None
    body = line[: end.start()]
    unit, rest = _split(body)
    whole = bool(_WHOLE.search(rest)) or "整体" in body
    project = "" if whole else _project(rest)
    if not (unit or project or whole or _YEARS.search(body) or _KIND_ALONE.fullmatch(line)):
        return None
    kind = "department_report" if whole else "report"
    if not whole and re.search(r"项目|专项|资金|经费", body):
        kind = "project_report"
    return Title(line, unit, year_in(line), project, kind)


def _split(body: str) -> tuple[str, str]:
    """The unit named in a title's body, and what follows it."""
    found = _YEARS.search(body)
    before = body[: found.start()] if found else ""
    after = body[found.end() :] if found else body
    before = re.sub(r"^关于|关于(?:开展|报送|上报|印发)?$|关于$|[（(]$", "", before)
    if before and is_unit(before):
        return before, after
    if before:
        clear = _CLEAR_UNIT.match(before)
        return (clear.group(), before[clear.end() :] + after) if clear else ("", before + after)
    after = after.lstrip("度）)").removeprefix("关于")
    whole = _WHOLE.search(after)
    head = re.sub(r"(?:关于|开展)+$", "", after[: whole.start()]) if whole else ""
    if head and is_unit(head):
        return head, after[len(head) :]
    stop = _STOP.search(after)
    head = after[: stop.start()] if stop else after
    if is_unit(head) and _CLEAR_UNIT.match(head):
        return head, after[len(head) :]
    clear = _CLEAR_UNIT.match(after)
    return (clear.group(), after[clear.end() :]) if clear else ("", after)


def _project(rest: str) -> str:
    """The project's name in what a title leaves beside unit and year."""
    name = _YEARS.sub("", rest)
    name = re.sub(r"^(?:关于|开展|度|）|\))+|(?:的|预算|财政|单位|部门)+$", "", name)
    name = re.sub(r"(?:项目)?支出$", "", name)
    return (
        ""
        if name
        in (
            "",
            "项目",
            "部门",
            "预算",
            "财政",
            "部门预算",
            "部门项目",
            "预算项目",
            "专项资金",
            "单位项目",
            "财政项目",
            "财政支出项目",
            "部门预算项目",
            "转移支付",
            "专项",
            "项目资金",
            "资金",
        )
        else name
    )


def titles(document: Document) -> list[tuple[int, int, Title]]:
    """Every report title of a document as (first block, last block, title). A title broken over up to three
    paragraphs is one title."""
    found: list[tuple[int, int, Title]] = []
    for number, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or block.kind != "body" or len(block.text) > 120:
            continue
        first, title = number, report_title(block.text)
        text = block.text
        while first > 0 and number - first < 2 and (title is None or not title.unit or not title.year):
            above = document.blocks[first - 1]
            if not isinstance(above, Paragraph) or not _is_title_part(above.text):
                break
            text = above.text + text
            wider = report_title(text)
            first -= 1
            if wider and (title is None or (wider.unit and not title.unit) or (wider.year and not title.year)):
                title = wider
            elif title is not None:
                first += 1
                break
        if title is not None and _REPORT_END.search(squeeze(block.text)):
            found.append((first, number, title))
    return found


def _is_title_part(text: str) -> bool:
    line = squeeze(text)
    if not 2 <= len(line) <= 40 or _STRAY.search(line) or _DATE.match(line) or _DOCUMENT_NUMBER.search(line):
        return False
    return (
        not _LISTED.match(line)
        and not _REPORT_END.search(line)
        and not re.fullmatch(r"附件?\d*[:：]?|[\d\s\-—]+|目录", line)
    )
