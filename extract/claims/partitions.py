"""Divisions that the field knows: names that between them exhaust what they divide (行政、事业; 货物、工程、服务)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from extract.claims.mentions import Mention
from extract.numerals import read


class Division(NamedTuple):
    """The names of the parts, how many of them a list must hold to leave nothing out, what alone they exhaust, and whether
    they say so only below its name."""

    words: tuple[regex.Pattern[str], ...]
    least: int
    whole: regex.Pattern[str]
    below: bool


def _division(*words: str, least: int = 0, whole: str = "", below: bool = False) -> Division:
    """A division; one of its names may go unsaid where it stands for nothing, unless it says how many must be named."""
    least = least or max(2, len(words) - 1)
    return Division(tuple(map(regex.compile, words)), least, regex.compile(whole), below)


_TELLING = (
    _division(r"行政(?:编制|人员|单位)?", r"事业(?:编制|人员|单位)?|参公", r"工勤|机关工人"),
    _division(r"^男", r"^女"),
    _division(r"货物", r"工程", r"服务"),
    _division(r"基本支出(?!结)", r"项目支出(?!结)"),
    _division(r"人员(?:经费|支出)", r"公用(?:经费|支出)", whole=r"基本(?:支出|经费)|(?:日常|机构|机关)运[行转]"),
    _division(r"管理(?:岗|人员)", r"专业技术|专技|技术(?:岗|人员)|专任教师", r"工勤|工人"),
    _division(r"^已", r"^(?:尚|还)?未"),
    _division(r"^中央", r"^(?:省|自治区)", r"^(?:市|州)(?!场|政)", r"^(?:县|区|旗)(?!域)", least=4),
    _division(r"县道", r"乡道", r"村道", least=3),
    _division(r"^(?:国省?道|国省干线|干线)", r"^省道", r"县道", r"乡道", r"村道"),
    _division(r"^线上|^网上|^网络", r"^线下|^现场|^纸质"),
    _division(r"^税收", r"^非税"),
    _division(r"^第?一产业", r"^第?二产业", r"^第?三产业", least=3),
    _division(r"^春(?:季|期)", r"^秋(?:季|期)"),
    _division(r"^上半年", r"^下半年"),
    _division(r"^第?一季度", r"^第?二季度", r"^第?三季度", r"^第?四季度", least=4),
    _division(r"^公办", r"^民办"),
    _division(r"^城(?:镇|市|区)", r"^(?:农村|乡村|农业)"),
    _division(r"^集中供养", r"^分散供养"),
    _division(r"(?:非常|很|十分)满意", r"^(?:比较|较)?满意", r"^(?:一般|基本满意)", r"^不(?:太)?满意"),
    _division(r"(?:非常|很|十分)满意", r"^满意", r"^(?:比较|较为?)满意", r"^(?:一般|基本满意)", r"^不(?:太)?满意"),
    _division(r"(?:非常|很|十分)满意", r"^(?:比较|较)?满意", r"^基本满意", r"^一般", r"^不(?:太)?满意", least=5),
)
_CLOSED = (
    _division(r"因公出国", r"公务用车(?!购置费|运行)|公车", r"公务接待|接待费"),
    _division(r"因公出国", r"(?:公务用车|公车)购置(?!及|和|与|、)", r"(?:公务用车|公车)运行", r"公务接待|接待费"),
    _division(r"购置", r"运行"),
    _division(r"^在[编册]|^正式", r"编外|聘用|临聘|派遣"),
    _division(r"工资福利", r"对个人和?家庭", whole=r"人员(?:经费|支出)", below=True),
    _division(r"商品和?服务", r"资本性", whole=r"公用(?:经费|支出)", below=True),
    _division(r"收回|上缴|交回", r"结转", whole=r"结余"),
    _division(r"^中央", r"^(?:省|自治区)", r"^(?:市县|县市)", least=3),
    _division(r"一般债", r"专项债"),
    _division(r"^在职", r"^离休", r"^退休", least=3, whole=r"实有|供养|总人数"),
    _division(r"^在职", r"^离退休", whole=r"实有|供养|总人数"),
    _division(r"^C级", r"^D级", whole=r"危房|危旧房"),
    _division(r"工程费", r"其他费", r"预备费", r"建设期利息", least=3, whole=r"投资|概算"),
    _division(r"^一般性?转移", r"^专项转移"),
    _division(
        r"^(?:上年|跨年|结转)?续建(?:项目|工程)?$", r"^(?:本年|当年|今年)?度?新(?:开工|建|实施)(?:项目|工程)?$", least=2
    ),
    _division(r"^按[期时]", r"^(?:延期|逾期|超期|滞后)"),
    _division(r"^成本", r"^产出", r"^效益", r"满意度", least=3, whole=r"指标(?!体系)"),
    _division(r"^数量", r"^质量", r"^时效", r"^成本", least=3, whole=r"指标(?!体系)"),
    _division(r"来信|信件", r"来访|走访", r"来电|电话", r"网[上络]|网信|邮件", least=3),
    _division(r"职工", r"居民", whole=r"参保|医保|医疗保险|基金"),
    _division(r"小[（(]?[1一][)）]?型", r"小[（(]?[2二][)）]?型", whole=r"小型水库"),
    _division(r"^正式", r"^预备", whole=r"党员"),
    _division(r"^一等奖", r"^二等奖", r"^三等奖", least=3),
    _division(r"^本科", r"^(?:专科|高职|高专)", whole=r"高[等校]"),
    _division(r"^上年|^去年", r"^本年|^当年|^今年"),
    _division(r"行政", r"参公|参照公务员", r"(?<!参公)事业", r"工勤|工人"),
    _division(r"一般公共预算", r"政府性基金", r"国有资本", least=3),
    _division(r"财政拨款", r"上级补助", r"事业收入", r"(?<!资本)经营收入", r"附属单位上缴", r"其他收入"),
    _division(r"基本支出", r"项目支出", r"上缴上级", r"经营支出", r"对?附属单位补助"),
    _division(r"本年收入", r"非财政拨款结余|专用结余|事业基金", r"年初结转|上年结转", least=3),
    _division(r"本年支出", r"结余分配", r"年末结转|结转下年", least=3),
    _division(r"^离休", r"^退休", whole=r"离[、]?退休"),
    _division(r"^机关", r"^事业"),
    _division(r"^全额|全供养", r"^差额|部分供养", r"^自收自支|^自筹"),
    _division(r"高职", r"中职"),
    _division(r"^小学", r"^初中", whole=r"义务教育"),
    _division(r"^校内", r"^(?:校|外)(?:外|聘)"),
    _division(r"^省内", r"^省外", r"^境外|^国外"),
    _division(r"^[县市区]内", r"^[县市区]外", r"^省外"),
    _division(r"^国内|^境内", r"^国外|^境外"),
    _division(r"^(?:主|干)[管渠线]", r"^[支配][管渠线]"),
    _division(r"^(?:自然|天然)", r"^人工"),
    _division(r"^新建", r"^(?:改、?扩建|改建|扩建|改造)", least=2),
    _division(r"^(?:立行立改|立即|当场|现场)整?改?", r"^限期"),
    _division(r"^急难型", r"^支出型"),
    _division(r"^定量", r"^定性"),
    _division(r"^集中采购", r"^分散采购"),
    _division(r"^门诊", r"^(?:急诊|住院)", least=2),
    _division(r"^县级", r"^[乡镇]级", r"^村级", least=3),
    _division(r"^(?:高级|正?副?高)", r"^中级", r"^(?:初级|助理)", whole=r"职称|技术人才|专业技术"),
    _division(r"^优秀?[”\"]?$", r"^良好?[”\"]?$", r"^(?:中等?|合格|一般)[”\"]?$", r"^(?:差|不合格)[”\"]?$", least=2),
    _division(r"^国家级", r"^省部?级", r"^(?:市|州|厅局?)级", r"^(?:县|区|县区|校)级"),
    _division(r"^[“\"]?(?:一类|一级|甲)", r"^[“\"]?(?:二类|二级|乙)", r"^[“\"]?(?:三类|三级|丙)", least=3),
    _division(r"基本(?:支出)?结转", r"项目(?:支出)?(?:结转|结余)"),
    _division(r"基本(?:支出)?结转", r"项目(?:支出)?(?:结转|结余)", r"经营结余", least=3),
)
PARTITIONS = _TELLING + _CLOSED
TELLING = len(_TELLING)
"""The first so many are those whose names alone make them parts of the figure before them, without a word like 其中."""

_REST = regex.compile(r"(?:其他|其它|其余)(?!收入|支出$|商品|交通|工资|对个人|资本|社会|运转|资产|资金$)")
# 非现场查处 beside 现场查处
_NOT = ("非", "未", "不")
_SPAN = regex.compile(r"(?P<first>(?:19|20)\d\d)年?(?:度)?(?:至|到|[-—–－~～])+(?P<last>(?:(?:19|20)\d\d)|\d\d)年")
_YEARS = regex.compile(r"(?P<n>[两二三四五六])年(?:来|间)?(?:共|合计|累计|总)")
_YEAR = regex.compile(r"((?:19|20)\d\d)年")
_LONGEST = max(len(division.words) for division in PARTITIONS)


def complete(items: Sequence[Mention]) -> bool:
    """Whether the parts are all of a known division (行政、事业; 货物、工程、服务), and nothing else."""
    return are_all([item.label for item in items])


def exhaust(head: Mention, items: Sequence[Mention]) -> bool:
    """Whether the parts are all there is of this head: 人员经费 and 公用经费 are all of 基本支出, not of 本年支出; 2020年, 2021年
    and 2022年 of what was spent 2020年至2022年."""
    names = [item.label for item in items]
    return any(division.whole.search(head.gap) for division in _met(names)) or _every_year(head, items)


def filled(head: Mention, items: Sequence[Mention]) -> int:
    """How many items at the beginning of a list are all there is of a head that its name says they divide, 0 where none
    do: 基本支出, 其中 人员经费, 公用经费 and, after them, 项目支出."""
    for count in range(len(items), 1, -1):
        met = _met([item.label for item in items[:count]])
        if any(division.whole.pattern and division.whole.search(head.gap) for division in met):
            return 0 if any(_REST.match(item.label) for item in items[count : count + 1]) else count
    return 0


def closed_by_the_last(items: Sequence[Mention]) -> bool:
    """Whether the last of the parts is all that the others are not: 产业项目74个、基础设施项目39个、其他项目13个; 现场查处, 非现场查处."""
    names = [item.label for item in items]
    rest = len(names) > 1 and bool(_REST.match(names[-1])) and not any(_REST.match(name) for name in names[:-1])
    return rest or _opposites(names)


def one_unsaid(items: Sequence[Mention]) -> bool:
    """Whether the parts are all of a division but one that may stand for nothing: 行政 and 事业 without 工勤."""
    met = list(_met([item.label for item in items]))
    return bool(met) and all(len(items) < len(division.words) for division in met)


def _every_year(head: Mention, items: Sequence[Mention]) -> bool:
    """Whether the parts are those of each year of the span that the head is told of, or of as many years on end."""
    span, counted = _SPAN.search(head.clause), _YEARS.search(head.clause)
    if span is None and counted is None:
        return False
    told = [_YEAR.findall(item.gap) for item in items]
    years = [int(found[-1]) for found in told if found]
    if len(years) < len(items):
        return False
    if span is None:
        return (
            counted is not None and read(counted["n"]) == len(years) and years == list(range(years[0], years[-1] + 1))
        )
    first = int(span["first"])
    last = int(span["last"]) + (0 if len(span["last"]) == 4 else first // 100 * 100)
    return years == list(range(first, last + 1))


def are_all(names: Sequence[str]) -> bool:
    """The same of the parts' names."""
    return any(not division.below for division in _met(names))


def _opposites(names: Sequence[str]) -> bool:
    """Whether one of two names denies the other."""
    if len(names) != 2:
        return False
    one, other = sorted(names, key=len)
    return len(one) > 1 and any(other == word + one for word in _NOT)


def _met(names: Sequence[str]) -> Iterator[Division]:
    """The divisions that these names leave nothing out of."""
    count = len(names)
    if not 2 <= count <= _LONGEST:
        return
    for division, *at in zip(PARTITIONS, *(places(name) for name in names), strict=True):
        if -1 not in at and len(set(at)) == count >= division.least:
            yield division


@lru_cache(maxsize=8192)
def places(label: str) -> tuple[int, ...]:
    """Which name of each division a label is, −1 for none."""
    return tuple(next((n for n, word in enumerate(one.words) if word.search(label)), -1) for one in PARTITIONS)
