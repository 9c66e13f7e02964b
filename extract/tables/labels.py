"""What the label of a table's row says of its place: total words, 其中, numbering, indentation, label groups, account codes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import msgspec

from extract.glossary import fold, normal_label
from extract.tables.columns import CODE
from extract.tables.sheet import Sheet

_STYLES = (
    (1, re.compile(r"[一二三四五六七八九十]{1,3}[、.．]")),
    (2, re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]")),
    (3, re.compile(r"\d{1,2}[、.．](?!\d)|\d{1,2}(?=[一-鿿])")),
    (4, re.compile(r"[(（]\d{1,2}[)）]|\d{1,2}[)）]|\d{1,2}\.\d{1,2}(?![.\d])")),
    (5, re.compile(r"[①-⑳]|\d{1,2}\.\d{1,2}\.\d{1,2}(?![.\d])")),
)
_AMONG = re.compile(r"^(?:其中|内|含|包括)\s*[:：]?|^其[:：]")
_COUNTED = {"序号", "行次", "编号"}  # columns that number the rows, with no meaning of their own
_WHOLE = re.compile(
    r"全(?:[年省市县区州镇乡局校院]|系统|部门|部)合计|(?:年度|项目|本年度?|全年)*(?:财政|预算|项目)*(?:资金)?总(?:金|资)?[额金]"
)  # 年度资金总额
_NUMERALS = (
    (1, re.compile(r"[一二三四五六七八九十]{1,3}")),
    (2, re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]")),
    (3, re.compile(r"\d{1,2}")),
    (4, re.compile(r"[(（]\d{1,2}[)）]|\d{1,2}\.\d{1,2}")),
    (5, re.compile(r"[①-⑳]|\d{1,2}\.\d{1,2}\.\d{1,2}")),
)
_BRACKETS = re.compile(r"[(（\[【][^()（）]*[)）\]】]")
# 合计（含其他零星采购）, 合计（不含群众自筹）, 合计（去重后）: another total than that of the rows listed
_OTHER_THAN_LISTED = re.compile(
    r"[(（【](?:(?:包?含|包括|还有|另有)[^()（）]*(?:其[他它余]|零星|未列|上年|结转|\d)"
    r"|(?:不包?[含括]|未含|剔除|扣除|去重|去除|去掉|不计)(?!税)|[^()（）]*去重)[^()（）]*[)）】]"
)
_NOT_COUNTED = re.compile(
    r"[(（【][^()（）]*(?:[不未](?:计入|纳入|列入)|不[计含]|未含)(?:本?[表次]|合计|总|统计)[^()（）]*[)）】]"
)
_NAME = re.compile(r"[一-鿿]{2}")


class Labelled(msgspec.Struct, frozen=True):
    """A body row with the cues of its label. `total` is 3 总计, 2 合计, 1 小计, 0 none; `style` its numbering
    style from 1 (一、) to 5 (①), 0 none; `group` the headings above its own label; `code` its account code."""

    row: int
    label: str
    plain: str
    total: int
    style: int
    indent: int
    among: bool
    group: tuple[str, ...]
    code: str = ""


def labelled(sheet: Sheet, cols: Sequence[int], raw: dict[tuple[int, int], str]) -> list[Labelled]:
    """The body rows that share these label columns. `raw` holds the cells' texts with their indentation."""
    plan, found = sheet.plan, []
    counted = {c for header in sheet.band.header for c, t in enumerate(plan.filled[header]) if fold(t) in _COUNTED}
    numerals = _numerals(sheet, sorted(c for c in counted if c < cols[0]))
    aside = {*counted, *sheet.band.values}
    before = [c for c in range(max(0, cols[0] - 3), cols[0]) if c not in aside]
    for row in sheet.band.body:
        path: list[str] = [plan.section_of[row]] if plan.section_of[row] else []
        texts: list[tuple[str, int]] = []
        for col in cols:
            text = plan.filled[row][col]
            if text and (not texts or texts[-1][0] != text):
                texts.append((text, col))
        if not texts:
            # 一、产业发展 or 合计 in the column that numbers the rows, the label column blank
            texts = [(text, c) for c in sorted(counted) if c < cols[0] and _NAME.search(text := plan.filled[row][c])][
                -1:
            ]
        if not texts:
            continue
        label, col = texts[-1]
        path += [text for text, _ in texts[:-1]]
        shown = raw.get(plan.anchors[row][col] or (row, col), label)
        code = _code([plan.texts[row][c] for c in before], label)
        known = msgspec.structs.replace(read_label(row, label, shown, tuple(path)), code=code)
        found.append(known if known.style else msgspec.structs.replace(known, style=numerals.get(row, 0)))
    codes = {r.code for r in found}
    nested = any(code[:cut] in codes for code in codes for cut in (3, 5) if len(code) > cut)
    return found if nested else [msgspec.structs.replace(r, code="") for r in found]


def _numerals(sheet: Sheet, counted: Sequence[int]) -> dict[int, int]:
    """The styles of the numbers in the column that counts the rows, where it counts several levels (一, 1, 2, 二, 1 …)."""
    found: dict[int, int] = {}
    for row, col in itertools.product(sheet.band.body, counted):
        text = sheet.plan.filled[row][col]
        # 一、产业发展 may stand in the column that numbers the rows itself
        shapes = _STYLES if _NAME.search(text) else _NUMERALS
        bare = text.rstrip("、.．")
        style = next(
            (n for n, shape in shapes if (shape.match(text) if shapes is _STYLES else shape.fullmatch(bare))), 0
        )
        if style:
            found[row] = style
    return found if len(set(found.values())) > 1 else {}


def _code(before: list[str], label: str) -> str:
    """The account code in the cells before a label (one, or 类 款 项 in three), or at the label's head."""
    digits = [*itertools.takewhile(str.isdigit, (text for text in reversed(before) if text))]
    joined = "".join(reversed(digits))
    if CODE.fullmatch(joined):
        return joined
    head = re.match(r"\d{3,9}", label)
    return head[0] if head and CODE.fullmatch(head[0]) else ""


def read_label(row: int, label: str, shown: str, group: tuple[str, ...]) -> Labelled:
    """The cues of one label; `shown` is its text with the indentation."""
    lead = shown[: len(shown) - len(shown.lstrip(" \t　\xa0"))]
    indent = sum(2 if char in "\t　" else 1 for char in lead)
    bare = fold(label)
    among = _AMONG.match(bare) is not None
    core = _AMONG.sub("", bare)
    style = next((number for number, shape in _STYLES if shape.match(core)), 0)
    return Labelled(row, label, normal_label(label), total_word(label), style, indent, among, group)


def counted(label: str) -> bool:
    """False where a row says itself that the total is without it (群众自筹（不计入合计）)."""
    return _NOT_COUNTED.search(label) is None


def total_word(label: str) -> int:
    """3 for 总计, 2 for 合计, 1 for 小计, 0 for a label that is no total."""
    bare = _BRACKETS.sub("", fold(label)).rstrip(":：")
    if "/" in bare and bare != "/":  # 合计/平均: of each column the one or the other
        return max(total_word(name) for name in bare.split("/"))
    if bare.startswith("其中") or _OTHER_THAN_LISTED.search(fold(label)):
        return 0
    if bare.endswith("总计") or bare == "总合计" or _WHOLE.fullmatch(bare):
        return 3
    if bare.endswith(("合计", "共计")) or bare in {"合计数", "总数"}:
        return 2
    return 1 if bare.endswith("小计") else 0
