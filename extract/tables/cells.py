"""What kind of thing stands in a cell: nothing, a dash, a number, or words; and the units written in headings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from extract.glossary import fold, terms

Kind = Literal["blank", "dash", "number", "text"]

MONEY_UNITS = ("万亿元", "亿元", "千万元", "百万元", "十万元", "万元", "千元", "百元", "元", "亿", "万")
_COUNT_UNITS = (
    "人次", "万人", "人", "个", "户次", "户", "家", "项", "件", "辆", "台套", "台", "套", "批次", "批", "万次", "次",
    "平方米", "万平方米", "平方公里", "㎡", "m²", "m2", "万亩", "亩", "公顷", "公里", "千米", "km", "米", "吨", "千克",
    "公斤", "天", "日", "个月", "月", "年", "岁", "册", "所", "座", "处", "条", "篇", "份", "期", "场", "场次",
    "例", "间", "栋", "宗", "株", "头", "只", "块", "盏", "片", "张", "本", "部", "枚", "支", "组", "村", "镇",
    "名", "位", "课时", "学时", "小时", "分钟", "立方米", "度", "千瓦时", "床", "人天", "倍", "升", "剂次", "盏", "袋", "瓶",
)  # fmt: skip
_NEVER_IN_10000 = ("月", "年", "岁", "片", "镇", "度", "倍", "日", "分")
_IN_10000 = tuple(f"万{u}" for u in _COUNT_UNITS if not u.startswith("万") and u not in _NEVER_IN_10000)
_PERCENT_UNITS = ("%", "‰", "个百分点", "百分点")
_UNITS = (*MONEY_UNITS, *_COUNT_UNITS, *_IN_10000, *_PERCENT_UNITS, "分")
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))

_DASH = re.compile(r"[-—–－―/／\\*＊×·…~～]+|无|/A|N/A|不适用", re.IGNORECASE)
_NUMBER = re.compile(
    r"[(（]?[-+−－＋±]?[￥¥]?\d[\d,，]*(?:\s\d{3})*(?:[.．]\d+)?(?:e[-+]?\d+)?\s*[)）]?\s*(?:%|％|‰|" + _UNIT + r")?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度)?")
_STATED = re.compile(
    r"(?:金额|计量|货币|度量)?\s*单位\s*[:：]?\s*(?:人民币)?\s*[(（]?((?:"
    + _UNIT
    + r")(?:[、,，/及和\s]+(?:"
    + _UNIT
    + r"))*)"
)
_BRACKET = re.compile(r"[(（\[【]\s*(?:(?:金额|计量)?单位[:：]?)?\s*(?:人民币)?([^()（）\[\]【】]{1,12})\s*[)）\]】]")
_TAIL = re.compile(r"(?:^|[/／:：\s])((?:" + _UNIT + r"))$|(%|‰|万元|亿元|千元)$")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_CLOSING = re.compile(r"(?:合计|小计|总计|情况)+$")
_SIGN = re.compile(r"[±+\-/／]")
_SPLIT = re.compile(r"[、,，/及和\s]+")


@lru_cache(maxsize=131072)
def kind_of(text: str) -> Kind:
    """`blank`, `dash` (—, /, 无: not applicable, not zero), `number` (one number, perhaps with its unit), `text`."""
    bare = text.strip().strip("　")
    if not bare:
        return "blank"
    if _DASH.fullmatch(bare):
        return "dash"
    if _NUMBER.fullmatch(bare.replace("　", " ")) and not bare.endswith(("年", "月", "日", "号")):
        return "number"
    return "text"


def is_year(text: str) -> bool:
    """Whether a cell holds a year and nothing else, which is a heading and no figure."""
    return _YEAR.fullmatch(text.strip()) is not None


@lru_cache(maxsize=65536)
def stated_units(text: str) -> tuple[str, ...]:
    """The units of a 单位：万元 line, or of a title that ends in a bracketed unit; () if it states none."""
    found = _STATED.search(text)
    if found and (":" in found[0] or "：" in found[0] or "单位" in found[0]):
        return tuple(_SPLIT.split(fold(found[1])))
    unit = bracketed_unit(text)
    return (unit,) if unit in MONEY_UNITS else ()


@lru_cache(maxsize=65536)
def bracketed_unit(text: str) -> str:
    """The unit that a heading gives in brackets, 金额（万元）, or at its end, 执行率%; "" if none."""
    for content in reversed(_BRACKET.findall(text)):
        bare = _SIGN.sub("", fold(content))
        if bare in _UNITS:
            return bare
        named = [part for part in re.split(r"[:、,，=]", fold(content)) if part in _UNITS]
        if named:
            return named[0]
    tail = _TAIL.search(text.strip().replace("％", "%"))
    if tail:
        return tail[1] or tail[2]
    return ""


def bare_heading(heading: str) -> str:
    """A heading folded, without what stands in brackets."""
    return fold(_BRACKETED.sub("", heading))


def is_unit(text: str) -> bool:
    """Whether a cell holds a unit and nothing else."""
    return fold(text) in _UNITS


@lru_cache(maxsize=65536)
def nature_of(heading: str, row: bool = False) -> str:
    """What a heading counts in: `rate`, `points`, `count`, `numbering`, or "" (money, if the table says so).

    As a row's heading 离退休 may well be an amount; as a column's it is a head count.
    """
    words = terms()["headings"]
    bare = bare_heading(heading)
    if not bare:
        return ""
    # only how a heading ends tells what it counts: 规划编制经费 is money
    core = _CLOSING.sub("", bare) or bare
    if core.endswith(tuple(words["rates"])):
        return "rate"
    if core.endswith(tuple(words["points"])):
        return "points"
    if bare in words["numbering"] or bare.endswith(("编码", "代码", "编号", "序号", "文号")):
        return "numbering"
    counted = words["counting"] if row else (*words["counting"], *words["staffing"])
    return "count" if core.endswith(tuple(counted)) or core.removesuffix("数").endswith(tuple(counted)) else ""
