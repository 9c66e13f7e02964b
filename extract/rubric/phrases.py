"""The phrases of which rules are made, as regular expressions over folded text, and small readers for them."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.fraction import Fraction
from extract.rubric.scoring import Band, Bound, Rounding, Side, Step

N = r"\d+(?:\.\d+)?"
_CN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
DASH = r"[-—–~～至到－]+"
# How a rule speaks of the indicator's own points: 该项指标分值, 本指标权重分.
WEIGHT = r"(?:该|本|此)?(?:项|个)?(?:[二三]级)?(?:评价)?(?:指标|项目)?的?(?:权重|分值|标准分|满分|总分)(?:分值|分)?"
_TIMES = rf"[×*xX✕]\s*(?:{N}\s*分?(?![\d%])|\(?{WEIGHT}(?:\(\s*{N}\s*分?\s*\))?\)?)(?!\s*%)"
# Points out of a hundred as the value that is scored (80-89分得8分), told from points given by what follows.
_MARKS = r"分(?=\s*(?:\(不?含\))?\s*(?:的|之间|及?以[上下]|以内)*\s*(?:\(不?含\))?\s*\)?\s*的?\s*[,，]?\s*(?:得|计|记|给|不得)\s*(?:满|该|全|分|\d))"

ENUMERATOR = re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩⑪⑫]|(?:(?<=^)|(?<=[\s；;。,，:]))(?:\(\d{1,2}\)|\d{1,2}[、.．](?!\d))")
POINTED = re.compile(rf"\(\s*{N}\s*分\s*\)(?=\s*、?\s*[一-鿿])")  # requirements told apart by nothing but their points
SENTENCE = re.compile(r"[；;。\n]|(?<!\d)\.|\.(?!\d)")
COMMA = re.compile(r"[，,]")

STATED = re.compile(
    rf"(?:权重分?|分值|标准分|满分)\s*\(\s*(?P<a>{N})\s*分?\s*\)|(?:满分|总分|本项|该项|共计?|合计)(?:为|共|计)?\s*(?P<b>{N})\s*分(?!别)"
)
RANGE = re.compile(rf"(?P<low>{N})\s*分?\s*{DASH}\s*(?P<high>{N})\s*(?!{_MARKS})分(?![钟])")
GAIN = re.compile(rf"(?P<points>{N})\s*分(?![钟之别值数])(?!\s*(?:\(不?含\))?\s*(?:及?以[上下]|以内|之间))")
SHARE = re.compile(
    rf"(?:得|计|记|给|按)\s*(?P<share>{N})\s*%\s*(?:的)?(?:该项|本项|指标)?(?:的)?(?:权重|分值|标准分|满分|总分)分?"
    rf"|(?:得|计|记|给|按)(?:该项|本项|指标)?(?:权重|分值|标准分|满分)分?的?\s*(?P<share2>{N})\s*%(?:得分|计分|计)?"
    rf"|(?:得|计|记|给)\s*(?P<share3>{N})\s*%(?:的分)?(?=\s*(?:[，,；;。]|$))"
    r"|(?:得|计|记|给|按)(?:该项|本项|指标)?(?:权重|分值|标准分|满分)?分?的?\s*(?P<half>一半|二分之一|1/2)(?:的)?(?:权重|分值|标准分|满分|分)?"
)
FULL = re.compile(r"(?:得|计|记|给|打|为|按)(?:满分|全分|该项分值|权重分|标准分|满)(?![\d(为])|满分(?![\d(为])")
SOME = re.compile(r"(?:得|计|记|给)分(?=$|[，,。；;\s])")
ZERO = re.compile(
    r"不(?:得|计|给|予)分|不予(?:计|得)分|(?:得|计|记|为|扣)(?:0|零)分|(?<![\d.])0\s*分|得零分|分值扣完|扣(?:完|除)?全部分"
)
DEDUCT = re.compile(
    rf"(?:扣|减)(?:除|减|去|其|该|本|掉)*(?:项|指标)?(?:的)?(?:(?:权重|分值|标准分|满分|总分)分?(?:\(\s*{N}\s*分?\s*\))?(?:的)?(?P<share>{N}\s*%|\d+/\d+|[一二三四五六七八九十]分之[一二三四五六七八九十])|(?P<share3>\d+/\d+|[一二三四五六七八九十]分之[一二三四五六七八九十])(?:的)?(?:分值|权重)?|(?P<points>{N})\s*分)"
    rf"|扣(?:除|减)?(?:该项|本项)?\s*(?P<share4>{N}\s*%)\s*(?:的)?(?:该项|本项)?(?:权重|分值|标准分)分?"
    rf"|(?:权重|分值|标准分)分?(?:\(\s*{N}\s*分?\s*\))?的?(?P<share2>{N}\s*%|\d+/\d+|[一二三四五六七八九十]分之[一二三四五六七八九十])(?:进行|予以)?扣分"
)
PRO_RATA = re.compile(
    r"按(?:照)?(?:其|相应|完成|实际|同等|一定|年度|计划|任务|目标|指标|工作|的)*(?:权重|比例|比率|完成率|执行率|进度|B/A|A/B)[^，。；;]{0,14}?(?:扣|得|计|记|给|赋|折算)(?:减|除)?分?|线性|插值|按比例|同比例"
)
BETWEEN = re.compile(r"区间|之间|插值|线性")
ELSE_ZERO = re.compile(
    r"(?:超出|超过|超|否则|未达到?|达不到|低于|不达标|有超出|没有|未完成|不符合?|其他)[^，,。；;]{0,12}?(?:的)?[，,]?\s*(?:不得分|不计分|得0分|计0分|0分|不给分)"
)
VETO = re.compile(
    r"(?:存在|发生|发现|出现|一旦|违反|截留|挤占|挪用|虚列)[^。；;①-⑩]{0,60}?(?:不得分|不计分|得0分|计0分|0分|一票否决)"
)
DISCRETION = re.compile(
    r"酌情|按(?:照)?[^，。；;\d]{0,6}程度(?:进行)?(?:得|打|评|计|给|赋)分|按(?:照)?实际情况(?:得|打|评|计|给|赋)分|视[^，。；;]{0,14}(?:情况|程度)|综合(?:评定|评判|判断)|根据[^，。；;]{0,20}(?:情况|程度|材料)[^，。；;]{0,6}(?:得|打|评|计|给|赋)分"
)
QUARTER = re.compile(
    rf"(?:[1一]\s*{DASH}\s*[4四]\s*季度|四个季度|每(?:个)?季度?|每[^，,。；;扣\d]{{0,4}}[一个]季度|各季度|各个季度)[^，。；;]{{0,16}}?(?:各)?(?:得|计|记|占)?\s*(?P<points>{N})\s*分"
)
MOST = re.compile(rf"(?:最高|最多|不超过)(?:得|计|为)?\s*{N}\s*分(?!值)")
MOMENT = re.compile(r"[一二三四1-4]季度|\d{1,2}月|[上下]半年")
EACH = re.compile(
    rf"(?:每(?:一)?(?:项|条|个要点|符合一项|满足一项|有一项|完成一项|小项)|各项?|每有1项|每满足1项|(?:符合|满足|具备)(?:其中|以上)?[一1]项|每[一-鿿]{{0,6}}(?:[一1]|(?=[场个次件篇家户人期份名]))[场个次件篇家户人期份名])[^，。；;扣]{{0,16}}?(?:得|计|记|占|各)?\s*(?<![/\d.])(?P<points>{N})\s*分(?!值)"
)
EACH_SHARE = re.compile(
    r"(?:每(?:一)?(?:项|条|个|有|符合|满足|小项)|各)[^，,。；;扣]{0,16}?(?P<share>\d+(?:\.\d+)?\s*%|\d+/\d+|[一二三四五六七八九十]分之[一二三四五六七八九十])\s*(?:的)?(?:该项|本项|指标)?(?:权重|分值|标准分|满分|总分)分?"
)
LAST_POINT = re.compile(
    rf"(?:扣|减)(?:满|至|到)\s*{N}\s*分为止|(?:最多|最高|至多|累计|合计)扣(?:分)?(?:不超过)?\s*{N}\s*分|直至扣完"
)
# (完成率-60%)/(1-60%): from nothing at 60% to full marks at 100%
LINEAR = re.compile(
    rf"\([^()]{{1,20}}?[-－−]\s*(?P<zero>{N})\s*%\s*\)\s*[/÷]\s*\(\s*(?:1|100\s*%)\s*[-－−]\s*(?P=zero)\s*%\s*\)"
)
SCORED_BY = re.compile(
    rf"得分\s*=[^，,。；;\n]{{1,60}}?(?:{_TIMES}|{WEIGHT}\s*[×*xX✕])[^，,。；;\n]{{0,30}}"
    rf"|[一-鿿]{{1,14}}(?:率|比例|比重|程度|度|比)\s*(?:\([^()]*\))?\s*[×*xX✕]\s*(?:{N}\s*分|{N}(?=\s*(?:$|[。；;，,]))|\(?{WEIGHT})"
)
RATE_STEP = re.compile(
    rf"每(?:再)?(?P<way>增加|增长|超过|超出|超|高于|高出|高|降低|降|低于|低|下降|减少|少于|少|差|偏离|相差|上升|提高)?(?:了)?(?:指标值|目标值|标准)?\s*(?P<per>{N}|[一二两三四五六七八九十])\s*(?P<unit>%|个?百分点|个点)"
)
OCCURRENCE = re.compile(
    r"每?(?:有|出现|发现|发生|缺少|缺|减少|少|未完成|存在|漏|延迟|延期|逾期|超期|增加|超过|不符合?)?[^，,。；;扣]{0,24}?"
    r"(?P<per>[一二两三1-9]\d?)\s*(?P<unit>个人|个人员|项|次|处|起|个|件|例|条|人|天|日|户|点|月|篇|份|期|座|台|类|家|名|宗)[^。；;扣]{0,30}?"
)
COMPARISON = re.compile(
    rf"(?P<op>≥|>=|≤|<=|<|>|=|大于等于|大于或等于|小于等于|小于或等于|不低于|不少于|不小于|不高于|不超过|不大于|未超过|高于|大于|超过|超出|低于|小于|少于|不足|不到|达到|达|完成|等于|控制在|为|以)?\s*"
    rf"(?P<value>{N})\s*(?P<unit>%|个?百分点|人次|万元|元|人|个|次|项|件|天|户|期|场|份|条|篇|{_MARKS})?\s*(?P<inc>\((?:不)?含\))?\s*(?P<after>及?以上|及?以下|以内|之内|以外|之外)?\s*(?P<inc2>\((?:不)?含\))?(?!\s*分)"
)
SPAN = re.compile(
    rf"(?P<low>{N})\s*(?P<unit1>%)?\s*(?P<inc1>\((?:不)?含\))?\s*{DASH}\s*(?P<high>{N})\s*(?P<unit>%|个?百分点|{_MARKS})?\s*(?P<inc2>\((?:不)?含\))?(?!\s*分)"
)
INNER = re.compile(
    rf"(?P<low>{N})\s*%?\s*(?P<low_op>≤|<=|<)\s*[^\d<>≤≥=，,。；;]{{1,16}}?\s*(?P<high_op>≤|<=|<)\s*(?P<high>{N})\s*(?P<unit>%|个?百分点)?"
)
_UP, _DOWN = ("增", "超", "高", "上", "提"), ("降", "低", "下", "减", "少")
_OPS = {
    "≥": "≥", ">=": "≥", "≤": "≤", "<=": "≤", "<": "<", ">": ">", "=": "=", "大于等于": "≥", "大于或等于": "≥", "小于等于": "≤",
    "小于或等于": "≤", "不低于": "≥", "不少于": "≥", "不小于": "≥", "不高于": "≤", "不超过": "≤", "不大于": "≤", "未超过": "≤",
    "高于": ">", "大于": ">", "超过": ">", "超出": ">", "低于": "<", "小于": "<", "少于": "<", "不足": "<", "不到": "<", "达到": "≥",
    "达": "≥", "完成": "≥", "等于": "=", "控制在": "≤", "为": "=", "以": "",
}  # fmt: skip


def number(text: str) -> Decimal:
    """A number of a rule: digits or one Chinese numeral."""
    return Decimal(_CN[text]) if text in _CN else Decimal(text)


def part_of_weight(match: re.Match[str]) -> tuple[Fraction, str]:
    """The share of the weight that a matched SHARE gives, and the group that words it."""
    if match["half"] is not None:
        return Fraction(1, 2), "half"
    group = next(name for name in ("share", "share2", "share3") if match[name] is not None)
    return Fraction(Decimal(match[group])) / 100, group


def share(text: str) -> Fraction:
    """5%, 1/3, 三分之一 as a fraction of one."""
    short = re.sub(r"\s", "", text)
    if short.endswith("%"):
        return Fraction(Decimal(short[:-1])) / 100
    if "分之" in short:
        below, above = short.split("分之")
        return Fraction(_CN[above], _CN[below])
    above, below = short.split("/")
    return Fraction(int(above), int(below)) if int(below) else Fraction(0)


def bound(match: re.Match[str]) -> Bound | None:
    """A comparison as a bound; None where nothing says on which side of the number (以100%为标准)."""
    op = _OPS.get(match["op"] or "", "")
    included = "不" not in (match["inc"] or match["inc2"] or "")
    after = match["after"] or ""
    if "以上" in after:
        op = "≥" if included else ">"
    elif "以下" in after:
        op = "≤" if included or op == "≤" else "<"
    elif "外" in after:
        op = ">"
    elif after:
        op = "≤"
    if match["op"] == "以":
        return None
    unit = (match["unit"] or "").removeprefix("个")
    bare = op == "" or match["op"] == "为"
    return Bound(op or "=", Decimal(match["value"]), unit, bare)


def band(match: re.Match[str], points: Decimal) -> Band:
    """A span of values as a band; ends whose membership is not said stay open."""

    def included(mark: str | None) -> bool | None:
        return None if mark is None else "不" not in mark

    low_in, high_in = included(match["inc1"]), included(match["inc2"])
    if low_in is not None and high_in is None:
        high_in = not low_in
    elif high_in is not None and low_in is None:
        low_in = not high_in
    unit = (match["unit"] or match["unit1"] or "").removeprefix("个")
    return Band(Decimal(match["low"]), Decimal(match["high"]), low_in, high_in, points, unit)


def inner(match: re.Match[str], points: Decimal) -> Band:
    """80%≤完成率<90% as a band."""
    low_in, high_in = match["low_op"] != "<", match["high_op"] != "<"
    unit = (match["unit"] or "").removeprefix("个")
    return Band(Decimal(match["low"]), Decimal(match["high"]), low_in, high_in, points, unit)


def half_open(limit: Bound, points: Decimal) -> Band:
    """A bound as the band on its side (≥90 -> [90, ∞))."""
    if limit.op in ("≥", ">"):
        return Band(limit.value, None, limit.op == "≥", None, points, limit.unit)
    if limit.op in ("≤", "<"):
        return Band(None, limit.value, None, limit.op == "≤", points, limit.unit)
    return Band(limit.value, limit.value, True, True, points, limit.unit)


def deduction(match: re.Match[str], per: Decimal, unit: str, rounding: Rounding, way: str) -> Step:
    """A matched deduction for every `per` `unit` in the direction that `way` words (低, 超过)."""
    side: Side = "above" if way[:1] in _UP else "below" if way[:1] in _DOWN else ""
    if match["points"] is not None:
        return Step(per, unit, Decimal(match["points"]), None, rounding, side)
    worded = match["share"] or match["share2"] or match["share3"] or match["share4"]
    return Step(per, unit, None, share(worded), rounding, side)


def rounding_of(folded: str) -> Rounding:
    """What the rule says of a part of a step."""
    said = re.search(r"不(?:足|满|到)[^，。；;]{0,8}?(?:按[^，。；;]{0,10}(?:计|扣|算)|不扣|不计|忽略)", folded)
    if said is None:
        return "open"
    return "up" if "按" in said[0] else "down"
