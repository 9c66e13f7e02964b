"""R202: the dimensions that the text names are not the first level of the card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.scores import cards
from audit.spot import found, spots
from extract.glossary import fold
from extract.scorecard import Scorecard

_NAMED = re.compile(
    r"(?:从|围绕|包括|设置|设立|设定了?|分为|按照?)(?P<names>[“\"]?[一-鿿]{2,6}?[”\"]?(?:[、和及与][“\"]?[一-鿿]{2,6}?[”\"]?){1,5}?)等?"
    r"(?:[2-6二两三四五六]个?)?(?:方面|维度|一级指标|类一级指标|部分)"
)
_PARTING = re.compile(r"[、和及与“”\"]+")
_ABOUT = re.compile(r"评价|自评|指标|打分|评分|得分|考核")
_TAIL = re.compile(r"(?:指标|情况|方面|类|部分)+$")
_CODE = re.compile(r"^[A-Z]\d*[.、]?|\(.*\)$")
_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |\n"
_ROWS = "| 决策 | 立项 | 立项依据 | 10 | 10 |\n| 过程 | 资金 | 资金使用 | 20 | 20 |\n| 产出 | 数量 | 培训人数 | 40 | 40 |\n| 效益 | 社会效益 | 就业人数 | 30 | 30 |"


@rule(
    "R202",
    "正文所称指标维度与指标表不一致",
    family="text_table",
    severity="info",
    basis="财预〔2020〕10号（自评内容应当前后一致）",
    wrongly="正文引用的是上级文件的维度划分，而非本表的。仅作提示。",
    examples=[
        bad("本次评价从决策、过程、产出、部门履职四个方面设置指标。\n" + _HEAD + _ROWS, "决策、过程、产出、部门履职"),
        good("本次评价从决策、过程、产出、效益四个方面设置指标。\n" + _HEAD + _ROWS),
        good("本次评价从决策、过程、产出等三个方面设置指标。\n" + _HEAD + _ROWS),
        good("从立项、资金、产出、效益等方面进行评价。\n" + _HEAD + _ROWS),
        good("我局从宣传、培训、执法三个方面开展工作。\n" + _HEAD + _ROWS),
    ],
    aliases=("XSE-10",),
)
def dimensions_differ(case: Case) -> Iterator[Finding]:
    """正文列出评价的几个维度（一级指标），应与所附指标表的一级指标一致。

    至少两个名称与指标表相同、能确认说的是同一套指标时才比较；名称互相包含的视为相同，写的是表中二级、三级指标的不报。
    """
    firsts = [names for card in cards(case) if len(names := _first_level(card)) > 1]
    if len(firsts) != 1:
        return
    known = {_plain(name) for card in cards(case) for leaf in card.leaves for name in (*leaf.path, leaf.name)}
    for spot, match in spots(case, _NAMED, "names", given=("方面", "维度", "一级指标", "部分")):
        left, right = spot.sentence()
        named = [_plain(name) for name in _PARTING.split(match["names"]) if name]
        strange = [name for name in named if not any(_alike(name, own) for own in known)]
        shared = sum(any(_alike(name, own) for own in firsts[0]) for name in named)
        if spot.passage.row is not None or not _ABOUT.search(spot.passage.text[left:right]):
            continue
        if not strange or shared < 2:
            continue
        yield found(
            dimensions_differ,
            case,
            [spot],
            f"正文称从“{spot.ink}”等方面评价，指标表的一级指标是“{'、'.join(firsts[0])}”，其中“{'、'.join(strange)}”在表中没有。",
            labels=("维度",),
            advice="请统一正文与指标表的一级指标名称。",
        )
        return


def _first_level(card: Scorecard) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_plain(leaf.path[0]) for leaf in card.leaves if len(leaf.path) > 1))


def _plain(name: str) -> str:
    return _TAIL.sub("", _CODE.sub("", fold(name)))


def _alike(one: str, other: str) -> bool:
    return one in other or other in one
