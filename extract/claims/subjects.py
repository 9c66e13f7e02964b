"""The subject that words around a figure name: of what a change, a share or a rate is, and which figure tells it."""

from __future__ import annotations

import regex

from extract.claims.context import Passage
from extract.claims.mentions import Mention, noun, unbracketed
from extract.claims.wholes import core

# Words around a subject that say when, how or of which kind of figure, but not of what.
_ADVERBS = (
    r"其中|同时|另外|此外|总体|整体|合计|共计?|总计|累计|实际|本年度?|今年|当年|全年|上年度?|去年|(?:19|20)\d\d年度?|"
    r"分别|各|均|净|按?同口径|同比|环比|略有?|有所|大幅|小幅|相应|主要是|执行中|年度?中|年初|预算数?|决算数?|支出数|收入数|"
    r"数额|金额|总额|总数|额度|幅度|其|该项?|这|总|数|额|又|也|即|约|近|并|且|将|已|仅|只|还|本|等|左右|以上|上述|"
    r"[两三四五六七八九十]者|[两三四五六七八九十]项|前者|后者|\s|“|”"
)
_EDGES = regex.compile(rf"^(?:{_ADVERBS})+|(?:{_ADVERBS})+$")
_KINDS = regex.compile(r"(?:支出|收入|经费|费用|费|资金|预算|决算|金额|规模|人数|数量|数|额)+$")
# Words that fit every level but their opposite.
_LOOSE = {
    "支出": "收入",
    "经费": "收入",
    "费用": "收入",
    "资金": "",
    "收入": "支出",
    "人数": "",
    "数量": "",
    "规模": "",
}
CLAUSE_MARKS = regex.compile(r"[，。；：！（）]")


_SIDES = regex.compile(
    r"(?P<given>预算(?!执行|支出)|安排|下达|批复|到位|指标)|(?P<spent>支出(?!预算)|执行|支付|使用|决算|拨付|发放)"
)
_QUALIFIED = regex.compile(r"\s*[（(][^）)]{0,20}(?:不含|不包括|剔除|扣除|除去|同?口径|可比)")


def is_qualified(passage: Passage, figure: Mention) -> bool:
    """Whether a bracket behind a figure says that it is reckoned on a basis of its own: 支付率80%（不含质保金）."""
    return bool(_QUALIFIED.match(passage.text, figure.end))


_OF_THE_REPORT = regex.compile(
    r"(?:(?:19|20)\d\d年度?|年度|我[局委办院厅处县市区镇乡单部]位?门?|[本该][单部次]?[位门]?|经|通过|按照?|自评|自我|综合|评价|评定|评估|考评|绩效|最终|最后"
    r"|整体|总体|全面|支出|部门|单位|预算|项目|总分|总|得分|评分|分数|打分|自评分|结果|结论|情况|工作|等级|等次|评级|档次|为|是|共|达到?|的|[:：、“”\s])*"
)


def is_of_the_report(words: str) -> bool:
    """Whether the words before a score or grade name nothing but the report's own: 部门整体支出绩效自评得分, not 产出指标得分."""
    return bool(_OF_THE_REPORT.fullmatch(words))


def trimmed(words: str) -> str:
    """A subject without the words around it that only say when or how."""
    bare = _EDGES.sub("", words)
    while bare != words:
        words, bare = bare, _EDGES.sub("", bare)
    return str(bare)


def last_clause(gap: str) -> str:
    """The words of a gap that introduce its figure."""
    return str(CLAUSE_MARKS.split(unbracketed(gap).rstrip("，：（ "))[-1])


def stem(words: str) -> str:
    """A subject without the words that only say what kind of figure it is: 公务接待费支出 -> 公务接待."""
    return str(_KINDS.sub("", core(noun(words.rpartition("、")[2]))))


def same_stem(named: str, level: Mention) -> bool:
    """Whether a figure is introduced by this very subject."""
    wanted = stem(named)
    return len(wanted) >= 2 and stem(last_clause(level.gap)) == wanted


def names(named: str, level: Mention) -> bool:
    """Whether a figure is introduced by these words; by a mere 收入 or 支出 only where no more is said."""
    clause = last_clause(level.gap)
    return named in clause if len(named) > 2 else trimmed(noun(clause)) == named


def told_of(named: str, level: Mention) -> bool:
    """Whether the words around a figure say that it is of this subject, or of something that the subject is a looser
    word for."""
    there, wanted = core(last_clause(level.gap)) + core(level.tail[:12]), core(named)
    bare = stem(named)
    if wanted in there or (bare and bare in there):
        return True
    opposite = _LOOSE.get(wanted)
    return opposite is not None and (not opposite or opposite not in there)


def side(mention: Mention) -> str:
    """Whether the words before an amount tell money given or money spent; "" where they tell neither."""
    at = {m.lastgroup: m.start() for m in _SIDES.finditer(mention.lead)}
    return str(max(at, key=lambda name: at[name])) if at else ""
