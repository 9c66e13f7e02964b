"""The phrases of which rules are made, as regular expressions over folded text, and small readers for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extract.fraction import Fraction
from extract.rubric.scoring import Band, Bound, Rounding, Side, Step

N = r"\d+(?:\.\d+)?"
_CN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
DASH = r"[-—–~～至到－]+"
_INC = rf"\(不?(?:包)?含(?:本数|{N}\s*[%分]?)?\)"
_UNITS = "个工作日|个月|人次|批次|学时|课时|篇次|人天|平方公里|立方米|万元|亿元|元|人|个|次|项|件|天|日|户|期|场|份|条|篇|小时|分钟|工作日|公里|千米|平方米|米|亩|公顷|吨|起|例|宗|笔|台|套|辆|家|所|村|批"
_OR_EQUAL = r"(?:大于|高于|多于|小于|低于|少于)(?:或者?)?等于|等于或者?(?:大于|高于|小于|低于)|达到(?:或者?|及)超过"
# How a rule speaks of the indicator's own points: 该项指标分值, 本指标权重分.
WEIGHT = r"(?:该|本|此)?(?:项|个)?(?:[二三]级)?(?:评价)?(?:指标|项目)?的?(?:权重|分值|标准分|满分|总分)(?:分值|分)?"
_TIMES = rf"[×*xX✕]\s*(?:{N}\s*分?(?![\d%])|\(?{WEIGHT}(?:\(\s*{N}\s*分?\s*\))?\)?)(?!\s*%)"
# Points out of a hundred as the value that is scored (80-89分得8分), told from points given by what follows.
_MARKS = rf"分(?=\s*(?:{_INC})?\s*(?:的|之间|及?以[上下]|以内)*\s*(?:{_INC})?\s*\)?\s*的?\s*[,，]?\s*(?:得|计|记|给|不得)\s*(?:满|该|全|分|\d))"

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
    rf"|(?:得|计|记|给)\s*(?P<share3>{N})\s*%(?:的?(?:得?分|分数))?(?=\s*(?:[，,；;。]|$))"
    r"|(?:得|计|记|给|按)(?:该项|本项|指标)?(?:权重|分值|标准分|满分)?分?的?\s*(?P<half>一半|二分之一|1/2)(?:的)?(?:权重|分值|标准分|满分|分)?"
)
FULL = re.compile(
    r"(?:得|计|记|给|打|为|按)(?:满分|全分|该项分值|权重分|标准分|满)(?![\d(为])|满分(?![\d(为])|不(?:予)?[扣减]分"
)
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
    r"按(?:照)?(?:其|相应|完成|实际|同等|一定|年度|计划|任务|目标|指标|工作|的)*(?:权重|比例|比率|完成率|执行率|进度|B/A|A/B)[^，。；;]{0,14}?(?:扣|得|计|记|给|赋|折算)(?:减|除)?分?|按(?:照)?[一-鿿]{0,8}(?:率|比例|比重|比值)(?:进行|直接|折算|换算|计算)*(?:扣|得|计|记|给|赋)(?:减|除)?分|线性|插值|按比例|同比例"
)
BETWEEN = re.compile(r"区间|之间|插值|线性")
ELSE_ZERO = re.compile(
    r"(?:超出|超过|超|否则|未达到?|达不到|低于|不达标|有超出|没有|未完成|不符合?|其他)[^，,。；;]{0,12}?(?:的)?[，,]?\s*(?:不得分|不计分|得0分|计0分|0分|不给分)"
)
VETO = re.compile(
    r"(?:存在|发生|发现|出现|一旦|违反|截留|挤占|挪用|虚列)[^。；;①-⑩]{0,60}?(?:不得分|不计分|得0分|计0分|0分|一票否决)"
)
# 实际办结率÷98%×6: the share of the bound that was reached.
OF_BOUND = re.compile(
    rf"[一-鿿]{{2,12}}\s*[/÷]\s*{N}\s*%?\s*[×*xX✕]\s*(?:{N}\s*分?|\(?{WEIGHT}\)?)|除以\s*{N}\s*%?\s*(?:再|后)?乘以?\s*(?:{N}|{WEIGHT})"
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
    rf"(?:每(?:一)?(?:项|条|个要点|符合一项|满足一项|有一项|完成一项|小项)|各项?|每有1项|每满足1项|(?:符合|满足|具备)(?:其中|以上)?[一1]项|每[一-鿿]{{0,6}}(?:[一1]|(?=[场个次件篇家户人期份名项批处条例台套笔起]))[场个次件篇家户人期份名项批处条例台套笔起])[^，。；;扣]{{0,16}}?(?:得|计|记|占|各)?\s*(?<![/\d.])(?P<points>{N})\s*分(?!值)"
)
EACH_SHARE = re.compile(
    r"(?:每(?:一)?(?:项|条|个|有|符合|满足|小项)|各)[^，,。；;扣]{0,16}?(?P<share>\d+(?:\.\d+)?\s*%|\d+/\d+|[一二三四五六七八九十]分之[一二三四五六七八九十])\s*(?:的)?(?:该项|本项|指标)?(?:权重|分值|标准分|满分|总分)分?"
)
LAST_POINT = re.compile(
    rf"(?:扣|减)(?P<way>满|至|到)\s*(?P<till>{N})\s*分为止|(?:最多|最高|至多|累计|合计)扣(?:除|减)?(?:分)?(?:不超过|上限为?)?\s*(?P<off>{N})\s*分"
    rf"|扣分(?:最多|最高|累计|合计|总额)*(?:不超过|上限为?)\s*(?P<off2>{N})\s*分"
    rf"|(?:最低|最少|至少|保底)(?:得|计|为|不低于)*\s*(?P<least>{N})\s*分(?!值)|直至扣完"
)
# 以100%为标准, 以95%为满分线: full marks lie at a figure of which the deductions tell the side.
STANDARD = re.compile(
    rf"以\s*(?P<value>{N})\s*%\s*为(?:满分|标准|基准|准|目标|达标)(?:线|值)?|(?:较|比)(?:目标|指标|标准)值?\(?\s*(?P<value2>{N})\s*%\s*\)?"
)
# 真实、完整、准确各1分: as many requirements as are listed.
EACH_LISTED = re.compile(
    rf"(?P<list>[一-鿿]+(?:、[一-鿿]+)+)(?:等[一-鿿\d]{{1,4}})?(?:方面)?(?:，|,)?各(?:占|得|计|记)?\s*(?:(?P<points>{N})\s*分|(?P<share>{N})\s*%(?:的)?(?:权重|分值))"
)
EACH_OF_MOST = re.compile(rf"[一-鿿]{{1,8}}[1一](?:{_UNITS})(?:的)?(?:得|计|记|加)\s*(?P<points>{N})\s*分")
# A clause that gives or takes points in words that nothing else has understood.
UNREAD = re.compile(
    r"^(?!.*(?:按|酌情|得分[为:=]?\s*$))[\s\S]*(?<!不)(?:得|计(?![划算])|记(?!录)|给|赋|打|扣|减)[^，,。；;\0完]{0,12}?(?:\d|分)"
)
# 1-结转率: what is left of a whole; no ratio of two amounts tells it.
# 得分=标准分-（85%-成活率）×50: points less something reckoned, which no step of a rule is.
LESS_RECKONED = re.compile(rf"得分\s*=[^，,。；;]{{0,6}}?(?:{WEIGHT}|(?!1\s*[-－−]|100\s*%){N}\s*分?)\s*[-－−]")
# （10%-流失率）/5%×5: reckoned otherwise than as a ratio of two amounts
RECKONED = re.compile(
    r"\([^()]*\d[^()]*[-－−][^()]*\)\s*[/÷×*]|[/÷×*]\s*\([^()]*\d\s*%?\s*[-－−][^()]*\)|[×*]\s*(?!100)\d+(?:\.\d+)?\s*%"
)
# 因客观原因未支付的不扣分, 不可抗力除外: what a person must look into before any points are taken off
EXEMPT = re.compile(
    r"没有[^，,。；;]{2,20}(?:的部门|的单位|的)?[，,]?(?:按|得|计)满分[^，,。；;]{0,3}"
    r"|(?:^|(?<=[，,。；;:(①-⑩\0]))(?![无未没不])[^，,。；;:①-⑩\d\0]{2,24}(?:除外|不在此限|不计入内|[，,]?(?:不予?|可不|不作)[扣减]分)"
)
SCORED_OTHERWISE = re.compile(r"得分\s*=")
# 每提高10个百分点加0.5分: points that grow from a base
ADDED = re.compile(rf"每[^，,。；;扣]{{0,24}}?(?:加|增加|增|多得|另得)\s*{N}\s*分")
REST = re.compile(r"^\W*(?:其他|其它|其余|否则|除此(?:以|之)外)")
COMPLEMENT = re.compile(r"(?:(?<![\d.])1|100\s*%)\s*[-－−]\s*[一-鿿]")
SHARE_RANGE = re.compile(
    rf"(?:得|计|记|给|按|赋)?\s*(?:该项|本项|指标)?(?:权重|分值)?分?的?\s*(?P<low>{N})\s*%\s*(?:{_INC})?\s*{DASH}\s*(?P<high>{N})\s*%\s*(?:{_INC})?\s*的?(?:该项|本项|指标)?(?:权重|分值|标准分|满分)分?"
)
_NOT = r"(?<![未不没非有])"
WHOLE = re.compile(rf"{_NOT}(?:全部|全面|均已?)[一-鿿]|应[一-鿿]尽[一-鿿]")
_OF_TARGET = r"(?:年初|年度|绩效|预期|既定|计划|设定)*(?:目标|指标|计划|任务)(?:值|数|量)?(?:的)?[，,]?$"
REACHED = re.compile(rf"(?:≥|达到|完成|实现|不低于|不少于)(?:或超过)?{_OF_TARGET}")
_KEPT_TO = re.compile(
    rf"(?:≤|不超过?|未超过?|不高于|控制在){_OF_TARGET[:-6]}(?:以内|之内|内)?(?:的)?[，,]?$|(?:控制在|不超|未超)[^，,。；;\d]{{0,4}}(?:预算|编制|限额|核定)[^，,。；;\d]{{0,6}}$"
)
# 超过目标值10%以内: a distance from the target, not a share of it
_DISTANCE = re.compile(
    r"(?:低于|未达|少于|偏离|超过?|超出|高于)[^，,。；;\d]{0,4}(?:目标|指标|计划|预算)[^，,。；;\d每]{0,4}(?<!\d)[1-4]?\d(?:\.\d+)?\s*%"
)
_RISE = re.compile(
    rf"(?:增长|增加|上升|增幅|上浮)[^，,。；;\d]{{0,4}}{N}\s*%|{N}\s*%[^，,。；;\d]{{0,6}}(?:增长|增加|上升)"
)
_FALL_RATE = re.compile(rf"(?:压减|下降|降低|减少|节约|压缩)率|(?:下降|减少|降低|压减)[^，,。；;\d]{{0,4}}{N}\s*%")
# (完成率-60%)/(1-60%): from nothing at 60% to full marks at 100%
LINEAR = re.compile(
    rf"\([^()]{{1,20}}?[-－−]\s*(?P<zero>{N})\s*%\s*\)\s*[/÷]\s*\(\s*(?:1|100\s*%)\s*[-－−]\s*(?P=zero)\s*%\s*\)"
)
SCORED_BY = re.compile(
    rf"得分\s*=[^，,。；;\n]{{1,60}}?(?:{_TIMES}|{WEIGHT}\s*[×*xX✕])[^，,。；;\n]{{0,30}}"
    rf"|(?<![一-鿿]){WEIGHT}\s*[×*xX✕]\s*[一-鿿“”]{{1,14}}(?:率|比例|比重|程度|度|比)(?![一-鿿])"
    rf"|[一-鿿]{{1,14}}(?:率|比例|比重|程度|度|比)\s*(?:\([^()]*\))?\s*[×*xX✕]\s*(?:{N}\s*分|{N}(?=\s*(?:$|[。；;，,(]))|\(?{WEIGHT})"
)
_WAY = "超支|超编|超额|增加|增长|超过|超出|超|高于|高出|高|降低|降|低于|低|下降|减少|少于|少|差|偏离|偏差|相差|上升|提高|浮动"
RATE_STEP = re.compile(
    rf"每(?:再|正负|上下)*(?P<way>{_WAY})?(?:了)?(?:\(?(?:或者?|和|及|[/、])?(?P<way2>{_WAY})\)?)?(?:了)?(?:\([^()\d]*\))?"
    rf"(?:(?:指标|目标|标准)值?|满分线)?(?:\(?\s*(?P<from>{N})\s*%\s*\)?的?(?={N}|[一二两三四五六七八九十]))?\s*(?P<per>{N}|[一二两三四五六七八九十])\s*(?P<unit>%|‰|个?百分点|个?千分点|个点)"
)
OCCURRENCE = re.compile(
    r"每?(?:有|出现|发现|发生|缺少|缺|减少|少|未完成|存在|漏|延迟|延期|逾期|超期|增加|超过|不符合?)?[^，,。；;扣]{0,24}?"
    r"(?P<per>[一二两三]|(?<![\d.])\d+(?:\.\d+)?)\s*(?P<unit>个人|个人员|个?工作日|个?月|批次|项|次|处|起|个|件|例|条|人|天|日|户|点|月|篇|份|期|座|台|类|家|名|宗|笔|场|批|辆|套|节|公里|亩|吨|周|小时|分钟|万?元|学时|课时|人次|平方米|头|只|株|册)[^，,。；;扣]{0,30}[，,]?$"
)
COMPARISON = re.compile(
    rf"(?P<op>≥|>=|≤|<=|<|>|=|{_OR_EQUAL}|(?:达到|达|完成|低于|不足)(?:年初|年度|绩效|既定|预期)*(?:目标|指标|计划|任务)(?:值|数|量)?的?|不低于|不少于|不小于|不高于|不超过|不大于|未超过|高于|大于|超过|超出|低于|小于|少于|不足|不到|达到|达|完成|等于|控制在|为|以|(?:未能?|没有?)达到?|达不到|不及|不多于|多于|至少)?\s*"
    rf"(?P<value>(?:(?<=[≤≥<>=于过到])-)?{N})\s*(?P<unit>%|‰|个?百分点|{_UNITS}|{_MARKS})?\s*(?P<inc>{_INC})?\s*(?P<after>及?以上|及?以下|以内|之内|以外|之外|内(?![一-鿿]{{0,3}}(?:控|容|涵|部)))?\s*(?P<inc2>{_INC})?(?!\s*分)"
)
SPAN = re.compile(
    rf"(?P<low>{N})\s*(?P<unit1>%|‰|{_UNITS}|分)?\s*(?P<inc1>{_INC})?\s*(?:{DASH}|[和与及](?=[^，,。；;]{{0,12}}之间))\s*(?P<high>{N})\s*(?P<unit>%|‰|个?百分点|{_UNITS}|{_MARKS})?\s*(?P<inc2>{_INC})?(?!\s*分(?!钟))"
)
INNER = re.compile(
    rf"(?P<low>-?{N})\s*%?\s*(?P<low_op>≤|<=|<)\s*[^\d<>≤≥=，,。；;]{{1,16}}?\s*(?P<high_op>≤|<=|<)\s*(?P<high>{N})\s*(?P<unit>%|个?百分点)?"
)
_UP, _DOWN = ("增", "超", "高", "上", "提"), ("降", "低", "下", "减", "少", "差")
_OFF = ("偏", "浮", "相")
_OPS = {
    "≥": "≥", ">=": "≥", "≤": "≤", "<=": "≤", "<": "<", ">": ">", "=": "=", "不低于": "≥", "不少于": "≥", "不小于": "≥", "不高于": "≤", "不超过": "≤", "不大于": "≤", "未超过": "≤",
    "高于": ">", "大于": ">", "超过": ">", "超出": ">", "低于": "<", "小于": "<", "少于": "<", "不足": "<", "不到": "<", "达到": "≥",
    "达": "≥", "完成": "≥", "等于": "=", "控制在": "≤", "为": "=", "以": "", "达不到": "<", "不及": "<", "多于": ">",
    "不多于": "≤", "至少": "≥",
}  # fmt: skip


def number(text: str) -> Decimal:
    """A number of a rule: digits or one Chinese numeral."""
    return Decimal(_CN[text]) if text in _CN else Decimal(text)


def in_percent(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """A number with its unit as rules count: ‰ as tenths of a percent, 个百分点 as 百分点."""
    if unit in ("‰", "千分点", "个千分点"):
        return value / 10, "%"
    return value, unit if unit == "个" else unit.removeprefix("个")


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


_HALF = 50
_FROM_TARGET = re.compile("目标|指标|计划|任务")
"""低于目标值的90% is nine tenths of it; 低于目标值10% is a tenth below it."""


def _operator(word: str) -> str:
    """The sign that a comparison's words stand for; "" where they say nothing of the side."""
    if "等于" in word and word != "等于":
        return "≥" if re.search("[大高多]", word) else "≤"
    if word.startswith(("未", "没")) and "达" in word:
        return "<"
    if word.startswith(("低于", "不足")):
        return "<"
    if word.startswith(("达", "完成")):
        return "≥"
    return _OPS.get(word, "")


def bound(match: re.Match[str]) -> Bound | None:
    """A comparison as a bound; None where nothing says on which side of the number (以100%为标准)."""
    op = _operator(match["op"] or "")
    included = "不" not in (match["inc"] or match["inc2"] or "")
    after = match["after"] or ""
    if "以上" in after:
        op = "≥" if included else ">"
    elif "以下" in after:
        op = "≤" if included or op == "≤" else "<"
    elif "外" in after:
        op = ">"
    elif after:
        op = "≤" if included else "<"
    if match["op"] == "以":
        return None
    value, unit = in_percent(Decimal(match["value"]), match["unit"] or "")
    if op == "<" and _FROM_TARGET.search(match["op"] or "") and value < _HALF:
        return None
    bare = op == "" or match["op"] == "为"
    return Bound(op or "=", value, unit, bare)


def band(match: re.Match[str], points: Decimal) -> Band:
    """A span of values as a band; ends whose membership is not said stay open."""

    def included(mark: str | None) -> bool | None:
        return None if mark is None else "不" not in mark

    low_in, high_in = included(match["inc1"]), included(match["inc2"])
    if low_in is not None and high_in is None:
        high_in = not low_in
    elif high_in is not None and low_in is None:
        low_in = not high_in
    low, unit = in_percent(Decimal(match["low"]), match["unit"] or match["unit1"] or "")
    high, _ = in_percent(Decimal(match["high"]), match["unit"] or match["unit1"] or "")
    return Band(low, high, low_in, high_in, points, unit)


def inner(match: re.Match[str], points: Decimal) -> Band:
    """80%≤完成率<90% as a band."""
    low_in, high_in = match["low_op"] != "<", match["high_op"] != "<"
    unit = (match["unit"] or "").removeprefix("个")
    return Band(Decimal(match["low"]), Decimal(match["high"]), low_in, high_in, points, unit)


def worded_bound(condition: str, folded: str) -> Bound | None:
    """A degree in words as the bound that it is among degrees in percent: 全部完成 is 100%, 下降或持平 no growth; None
    where the words say no such thing, or the rule does not count growth."""
    if WHOLE.search(condition):
        return Bound("≥", Decimal(100), "%")
    if not _DISTANCE.search(folded):
        told = re.sub(r"(?:得|计|记|给)(?:满分|满|全分)?$", "", condition.rstrip("\0 "))
        if REACHED.search(told):
            return Bound("≥", Decimal(100), "%")
        if _KEPT_TO.search(told):
            return Bound("≤", Decimal(100), "%")
    if re.search(r"(?:未|不|无|没有)(?:发生|进行)?(?:追加|调整|调剂|结余|结转|超支|差错|偏差)", condition):
        return Bound("≤", Decimal(0), "%")
    if not _RISE.search(folded) or _FALL_RATE.search(folded) or re.search(r"\d", condition):
        return None
    steady, falling = "持平" in condition, bool(re.search(r"下降|减少|降低", condition))
    if re.search(r"不降反[升增]|不减反增", condition):
        return Bound(">", Decimal(0), "%")
    if (steady and falling) or re.search(r"[零负未不没](?:有)?增[长加]|只减不增", condition):
        return Bound("≤", Decimal(0), "%")
    op = "=" if steady else "<" if falling else ">" if re.search(r"增长|增加|上升", condition) else ""
    return Bound(op, Decimal(0), "%") if op else None


def half_open(limit: Bound, points: Decimal) -> Band:
    """A bound as the band on its side (≥90 -> [90, ∞))."""
    if limit.op in ("≥", ">"):
        return Band(limit.value, None, limit.op == "≥", None, points, limit.unit)
    if limit.op in ("≤", "<"):
        return Band(None, limit.value, None, limit.op == "≤", points, limit.unit)
    return Band(limit.value, limit.value, True, True, points, limit.unit)


def deduction(match: re.Match[str], per: Decimal, unit: str, rounding: Rounding, ways: Sequence[str] = ()) -> Step:
    """A matched deduction for every `per` `unit` on the sides that the `ways` word (低, 超过)."""
    side = _side(ways)
    if match["points"] is not None:
        return Step(per, unit, Decimal(match["points"]), None, rounding, side)
    worded = match["share"] or match["share2"] or match["share3"] or match["share4"]
    return Step(per, unit, None, share(worded), rounding, side)


def _side(ways: Sequence[str]) -> Side:
    """The side on which a step counts: 每低 below, 每超过 above, 每超过（降低）, 每偏离 both; "" where nothing is said."""
    up, down = any(way.startswith(_UP) for way in ways), any(way.startswith(_DOWN) for way in ways)
    if (up and down) or any(way.startswith(_OFF) for way in ways):
        return "both"
    return "above" if up else "below" if down else ""


_PART_OF_STEP = re.compile(r"不(?:足|满|到)[^，。；;]{0,8}?(?:按[^，。；;]{0,10}(?:计|扣|算)|(?:的)?不扣分?|不计|忽略)")


def rounding_of(folded: str) -> tuple[Rounding, tuple[int, int]]:
    """What the rule says of a part of a step, and where."""
    said = _PART_OF_STEP.search(folded)
    if said is None:
        return "open", (0, 0)
    return ("up" if "按" in said[0] else "down"), said.span()
