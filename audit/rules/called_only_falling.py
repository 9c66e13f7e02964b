"""G105: 三公经费 called only falling, and told to have risen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found, quoted, spots

_ONLY_FALLING = re.compile(
    r"(?:实现|做到|确保|保持|达到|落实)(?:了|到)[^，。；]{0,16}?(?P<claim>只减不增|零增长|不增反降)|三公[”\"]?经费[^，。；]{0,8}?(?P<plain>只减不增|零增长|逐年下降|逐年递减)"
)
_WISH = re.compile(r"要求|原则|规定|力争|将|计划|下一步|努力|精神|目标|应")
_HEAD = re.compile(r"[“\"]?三公[”\"]?经费")
_ROSE = re.compile(
    r"[“\"]?三公[”\"]?经费(?:财政拨款)?(?:支出|决算|实际支出|总支出|总额|合计|共计|发生额)*(?:决算数|数|为|共|合计|[:：])*\d[\d,，.]*\s*(?:万|亿)?元"
    r"[，,；]?(?:比|较|同比|与)(?:上年|去年|20\d\d年)?(?:度|同期|决算数|决算|实际|支出|相比)*(?P<gap>[\d,，.]+\s*(?:万|亿)?元)?[，,]?(?:增加|增长|上升)了?\s*(?P<rise>\d[\d,，.]*\s*(?:[%％]|(?:万|亿)?元))"
)


@rule(
    "G105",
    "称“三公”经费只减不增，所列数字却增加",
    family="change",
    severity="warning",
    basis="党政机关厉行节约反对浪费条例；财预〔2020〕10号（自评结果应当真实、前后一致）",
    wrongly="所称只减不增是与预算数相比，而非与上年决算相比的。",
    examples=[
        bad(
            "严格控制支出，“三公”经费实现了只减不增。\n2022年“三公”经费支出44.29万元，比上年增加15.21万元，增长52.3%。",
            "15.21万元",
        ),
        good("“三公”经费实现了只减不增。\n2022年“三公”经费支出29.08万元，比上年减少15.21万元。"),
        good("按照“三公”经费只减不增的要求，从严控制。\n2022年“三公”经费支出44.29万元，比上年增加15.21万元。"),
        good("“三公”经费实现了只减不增。\n公务接待费支出4.29万元，比上年增加1.21万元。"),
    ],
    aliases=("YOY-08",),
)
def called_only_falling(case: Case) -> Iterator[Finding]:
    """正文称“三公”经费只减不增、零增长的，“三公”经费总额就不应比上年增加。

    只是引用要求、打算的不看；其中一项增加而总额没有增加的不报。
    """
    claim = next(
        (spot for spot, _ in spots(case, _ONLY_FALLING, given=("不增", "零增长", "逐年")) if _is_claim(spot)), None
    )
    if claim is None:
        return
    for spot, match in spots(case, _ROSE, "rise", given=("三公",)):
        yield found(
            called_only_falling,
            case,
            [spot],
            f"正文称“三公”经费“{claim.ink.rpartition('了')[2]}”，而“{match[0]}”是增加。",
            labels=("三公经费",),
            figures=quoted(case, spot, "change"),
            advice="请核对上年数和增减方向；如系与预算相比，请写明。",
        )
        return


def _is_claim(spot: Spot) -> bool:
    left, right = spot.sentence()
    sentence = spot.passage.text[left:right]
    return bool(_HEAD.search(sentence)) and not _WISH.search(sentence)
