"""Units as reports print them: what base unit each is of, and how large."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import regex

MONEY = "元"
PERCENT = "%"
POINT = "百分点"
SCORE = "分"
DAY = "天"

_SCALES = {
    "": 0, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
}  # fmt: skip
_SAME = {
    "圆": MONEY, "元整": MONEY, "圆整": MONEY, "元人民币": MONEY, "个百分点": POINT, "个点": POINT, "pct": POINT,
    "日": DAY, "名": "人", "位": "人", "㎡": "平方米", "平米": "平方米", "m²": "平方米", "m2": "平方米", "km": "公里", "km²": "平方公里",
    "km2": "平方公里", "hm²": "公顷", "hm2": "公顷", "hm": "公顷", "ha": "公顷", "m³": "立方米", "m3": "立方米", "立方": "立方米",
    "t": "吨", "m": "米",
    "千米": "公里", "千克": "公斤", "kg": "公斤", "个工作日": "工作日", "台套": "台", "架次": "次",
    "人（次）": "人次", "人(次)": "人次", "批（次）": "批次", "户次": "户次",
}  # fmt: skip
_FOREIGN = ("美元", "港元", "欧元", "日元", "英镑")
_COUNTING = (
    "人次", "人天", "人", "名", "位", "户次", "户", "家次", "家", "个工作日", "工作日", "个月", "个", "项", "件套", "件",
    "辆次", "辆", "台套", "台次", "台", "套", "艘", "架次", "架", "批次", "批", "场次", "场", "次", "期", "班次", "条", "份",
    "篇", "册", "本", "部", "宗", "起", "例", "处", "座", "所", "间", "栋", "幢", "亩次", "亩", "公顷", "平方公里",
    "平方米", "平米", "㎡", "m²", "m2", "立方米", "立方", "m³", "m3", "公里", "千米", "km²", "km2", "km", "hm²", "hm2", "hm", "ha",
    "米", "m", "吨", "t", "公斤", "千克", "kg", "斤", "克", "升", "头",
    "只", "羽", "株", "棵", "盏", "块", "枚", "张", "支", "组", "队", "村", "种", "类", "门", "千瓦时", "千瓦", "兆瓦",
    "课时", "学时", "小时", "分钟", "天", "日", "周", "季度", "床", "桌", "幅", "副", "根", "口", "眼", "孔", "尾", "朵",
    "瓶", "箱", "袋", "桶", "包", "款", "单", "笔", "人（次）", "人(次)", "批（次）", "工时",
    "页", "卷次", "卷", "路", "标箱", "剂次", "剂", "针次", "例次", "人份", "车次", "延米", "立方千米", "字", "帧", "盆", "班",
)  # fmt: skip
_NOT_AFTER = {
    "分": r"(?![别之配类析成为布散担解钟局公司会行管工期批级层区支校院段项内摊离享红流])",
    "人": r"(?![民才均员力事文类工居大防社])",
    "个": r"(?![别性人])",
    "家": r"(?![庭长属政具])",
    "户": r"(?![口籍均外])",
    "次": r"(?![年月日要品数])",
    "期": r"(?![间末初货])",
    "项": r"(?![目]?[^\S\n]*[一二三四五六七八九]级)",
    "部": r"(?![门分委署])",
    "位": r"(?![于置])",
    "名": r"(?![称义录])",
    "类": r"(?![别型似])",
    "组": r"(?![织成建长])",
    "场": r"(?![所地景])",
    "条": r"(?![件例款])",
    "件": r"(?![均])",
    "起": r"(?![草来到])",
    "张": r"(?![家贴])",
    "支": r"(?![出付持撑部队援])",
    "单": r"(?![位项独])",
    "本": r"(?![年级部单区市县省次级月季])",
    "口": r"(?![径])",
    "处": r"(?![理室置])",
    "所": r"(?![有属需])",
    "门": r"(?![类])",
    "款": r"(?![项])",
    "克": r"(?![服难])",
    "头": r"(?![部])",
    "只": r"(?![有能是要])",
    "周": r"(?![岁年边转])",
    "页": r"(?![面码])",
    "卷": r"(?![烟宗入])",
    "路": r"(?![段线网径基面灯公口])",
    "字": r"(?![第号段样])",
    "班": r"(?![级车子组长])",
    "剂": r"(?![量])",
    "日": r"(?![常前益报至])",
    "天": r"(?![然气])",
    "村": r"(?![级委庄民镇])",
    "米": r"(?![面])",
    "年": r"",
    # a square whose 2 was lost, and letters that go on into a word
    "m": r"(?![A-Za-z0-9²³])",
    "t": r"(?![A-Za-z0-9])",
    "hm": r"(?![A-Za-z0-9])",
    "ha": r"(?![A-Za-z0-9])",
    "立方": r"(?![米千厘分])",
}


def _alternation(words: tuple[str, ...]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(regex.escape(w) + _NOT_AFTER.get(w, "") for w in ordered)


_SCALE = "|".join(sorted((s for s in _SCALES if s), key=len, reverse=True))
# 300余万元, 1万余人: the hedge may stand before or after the scale
UNIT = (
    r"(?P<unit>"
    r"(?:%|‰|个百分点|个点|百分点|pct|倍(?![增数])|个?年(?![初中末底级度份])"
    rf"|(?P<more>[余多])?\s?(?:(?P<scale>{_SCALE})(?P<more2>[余多])?\s?)?"
    rf"(?P<base>元人民币|元整|圆整|{'|'.join(_FOREIGN)}|元|圆|分{_NOT_AFTER['分']}|{_alternation(_COUNTING)})"
    rf"|(?P<more3>[余多])?\s?(?P<bare>亿|万)(?P<more4>[余多])?"
    r"))"
)
COUNTED = _alternation(_COUNTING)
_WHOLE_UNIT = regex.compile(UNIT)


@cache
def measure(written: str) -> tuple[str, int] | None:
    """(base unit, power of ten) of a unit as written, None if it is none: 万元 -> (元, 4), ‰ -> (%, -1).

    A scale without a noun (82万) is money, as in the trade.
    """
    word = "".join(written.replace("％", "%").split())
    if word == "‰":
        return PERCENT, -1
    found = _WHOLE_UNIT.fullmatch(word)
    if not found:
        return None
    if found["bare"]:
        return MONEY, _SCALES[found["bare"]]
    if found["base"]:
        base = found["base"]
        return _SAME.get(base, base), _SCALES[found["scale"] or ""]
    plain = word
    return _SAME.get(plain, "年" if plain.endswith("年") else plain), 0


def base_step(decimals: int, power: int) -> Decimal:
    """One unit of the last printed place, in the base unit."""
    return Decimal(1).scaleb(power - decimals)
