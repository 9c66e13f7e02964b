"""Operands and the words at figures brought to one form: subject, kind of amount, stage of the budget, period."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from extract.glossary import fold

LAST = re.compile(r"上年|去年|上一年|以前年度")
_BUDGET = re.compile(r"(?:年初|全年|调整后?|财政|部门)*预算(?:安排|批复|控制|总额|数|额)*|(?:指标|计划)?下达数?")
_INITIAL = re.compile(r"年初")
_REVISED = re.compile(r"全年预算|调整")
_ACTUAL = re.compile(r"决算数?|执行数?|实际支出数?|实际完成数?|实际使用|支付数?|支出总额|支出数|实际")
_AFFIX = re.compile(
    r"^占|部门|单位|本年度|本年|当年|全年|年度|年末|年中|年内|总额|总数|合计|金额|数额|资金|人数|数量|数目|数$|额$|的|[“”\"'（）()\[\]【】《》〈〉]|"
    r"截至|截止|累计|账面|原值|所有|全部|我(?=编制|在职|实有)|本(?=编制|在职)|共计?|达到?$|为$|是$|约$|有$|已|\d+年度?|\d+月\d+日|[、:：,，。；;]|我局|我区|本局|以及|及$|和$"
)
_SAME = {
    "三公": "三公经费", "三公经费支出": "三公经费", "在职": "在职人员", "实有在职": "在职人员", "在职在编": "在职人员",
    "在职人": "在职人员", "实有在职人员": "在职人员", "在编人员": "在职人员", "编制人员": "编制", "人员编制": "编制", "核定编制": "编制",
    "核定人员编制": "编制", "批复编制": "编制", "采购": "政府采购", "政府采购支出": "政府采购", "日常公用经费": "公用经费",
    "公用经费支出": "公用经费", "支出": "", "总支出": "", "收入": "收入", "财政": "",
}  # fmt: skip
ASPECTS = frozenset({"追加", "调整", "调减", "结转", "结余", "结转结余", "到位", "拨付", "计划投入"})
"""Subjects that are movements of the money in hand: what stands beside them in a formula is not of them, but of the
whole (结转结余总额/预算数)."""
BARE_RATE = re.compile(
    r"(?:控制|执行|完成|变动|到位|调整|达标|及时|在用|使用|利用|支出|合格|实际完成|完成及时|质量达标)率(?:得分)?"
)
RATE_TAIL = re.compile(r"(?:控制|预算执行|执行|预算完成|变动|到位|在用|使用|利用)率(?:得分)?$")

# 预算完成数, 预算执行数: what was carried out, not a budget.
_CARRIED_OUT = re.compile(r"预算(?:完成|执行)(?:数|额)")
_NOTE = re.compile(r"\([^()]*\)")
_SPENDING = re.compile(r"(?:部门|全年|本年)*支出(?:总额|合计)?")


class Need(msgspec.Struct, frozen=True):
    """An operand brought to its form. `kind` is budget, actual or ""; `stage` initial, revised or ""."""

    subject: str
    kind: str
    stage: str
    last: bool


@lru_cache(maxsize=4096)
def need_of(words: str) -> Need:
    """The form of an operand or of the words at a figure."""
    text = _NOTE.sub("", fold(words)).replace("结转和结余", "结转结余")
    text = _CARRIED_OUT.sub("执行数", text).replace("完成支出", "支出")
    last = bool(LAST.search(text))
    text = LAST.sub("", text).replace("“", "").replace("”", "")
    budget, actual = _BUDGET.search(text), _ACTUAL.search(text)
    kind = "budget" if budget else "actual" if actual else ""
    stage = ""
    if budget:
        stage = "initial" if _INITIAL.search(text) else "revised" if _REVISED.search(text) else ""
    if kind == "actual" and text.strip(",，(") in ("实际", "其中实际"):
        kind = ""
    if kind == "" and _SPENDING.fullmatch(text):
        kind = "actual"
    bare = _INITIAL.sub("", _BUDGET.sub("", text)) if budget else _ACTUAL.sub("", text)
    previous = ""
    while previous != bare:
        previous = bare
        bare = _AFFIX.sub("", bare)
    return Need(_SAME.get(bare, bare), kind, stage, last)


def core(name: str) -> str:
    """The subject of a rate's name (“三公”经费控制率 -> 三公经费); "" where the name is nothing but the rate."""
    bare = RATE_TAIL.sub("", fold(name).replace("“", "").replace("”", ""))
    subject = need_of(bare).subject if bare != fold(name) else ""
    return subject if len(subject) >= 2 else ""


def fits(need: Need, subject: str, known: Need) -> bool:
    """Whether words at a figure name what is needed, of this subject."""
    if known.subject != subject or known.last != need.last:
        return False
    if need.kind == "budget":
        stages_agree = not need.stage or not known.stage or need.stage == known.stage
        return known.kind == "budget" and stages_agree
    if need.kind == "actual":
        return known.kind == "actual" or (known.kind == "" and bool(subject))
    return True


def names_rate(words: str, name: str) -> bool:
    """Whether the words before a percentage end in the rate's name (…控制率为)."""
    cut = words.rfind(name)
    tail = words[cut + len(name) :] if cut >= 0 else ""
    return (
        cut >= 0
        and bool(re.fullmatch(r"(?:已|分别|均)?(?:达到?|为|是|约|完成)*[:为]?", tail))
        and not LAST.search(words)
    )
