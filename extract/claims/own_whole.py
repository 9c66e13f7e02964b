"""What the words before a figure name of the reporting unit as a whole: its income, its spending, its budget, its balances.

One fact has many names (本年支出, 当年支出, 2022年支出合计, 全年实际支出). Only words that name nothing besides are taken:
某项目全年支出 is the project's.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex


class Whole(NamedTuple):
    """A fact of the whole unit: its label and measure. `sure` is false where the words leave open which of the unit's
    accounts they speak of (全年执行数: of all funds or of 财政拨款; 总收入: with or without what was carried over)."""

    label: str
    measure: str
    sure: bool


BALANCES = frozenset({"年初结转和结余", "年末结转和结余"})
"""Facts whose names are those of their measures as well."""
_LONGEST = 24
_TELLING = regex.compile(r"收入|支出|预算|执行|结转|结余|总计")
_YEAR = r"(?:20\d\d年度?|本年度?|当年|全年|今年|年度)"
_OWN = rf"(?:{_YEAR}|我?[局委办厅院]|[本我]?(?:部门|单位)|整体|加上?|减去?|扣除)*"
_SIZE = r"(?:数额|总额|总数|数|额|金额|资金)?(?:合计|共计|共|总计为|约?为|达到?|是|均为)*"
_WHOLES: tuple[tuple[regex.Pattern[str], Whole], ...] = tuple(
    (regex.compile(shape), whole)
    for shape, whole in (
        (rf"{_OWN}(?:(?:20\d\d)?年初|上年末?|期初)(?:财政拨款)?(?:结转(?:[和及]?结余)?|结余)(?:资金)?{_SIZE}", Whole("年初结转和结余", "", True)),
        (rf"{_OWN}(?:(?:20\d\d)?年[末底]|期末)(?:财政拨款)?(?:结转(?:[和及]?结余)?|结余)(?:资金)?{_SIZE}", Whole("年末结转和结余", "", True)),
        (rf"(?=.*(?:{_YEAR}|合计)){_OWN}(?:各项|取得|实现|累计|共|完成)*收入(?:合计)?(?!总计){_SIZE}", Whole("本年收入", "final", True)),
        (rf"(?=.*(?:{_YEAR}|合计)){_OWN}(?:各项|实际|累计|共|完成|发生)*支出(?:合计)?(?!总计){_SIZE}", Whole("本年支出", "final", True)),
        (rf"{_OWN}总收入{_SIZE}", Whole("本年收入", "final", False)),
        (rf"{_OWN}总支出{_SIZE}", Whole("本年支出", "final", False)),
        (rf"(?:收入总计|{_OWN}收入[、和及]支出总计|{_OWN}收[、]?支总计){_SIZE}", Whole("收入总计", "final", True)),
        (rf"{_OWN}支出总计{_SIZE}", Whole("支出总计", "final", True)),
        (rf"(?:占|为|完成)?{_OWN}(?:预算调整(?:后|为)|(?:调整后?|变更后)的?(?:全年|部门|年度|支出)*预算){_SIZE}", Whole("全年预算", "budget_revised", True)),
        (rf"(?:占|为|完成)?{_OWN}(?:支出)?预算{_SIZE}", Whole("全年预算", "budget_revised", False)),
        (rf"{_OWN}年初(?:部门|支出)?预算(?:批复|安排|下达)?{_SIZE}", Whole("年初预算", "budget_initial", True)),
        (rf"{_OWN}(?:实际|累计|预算)*(?:执行|支出){_SIZE}", Whole("本年支出", "final", False)),
    )
)  # fmt: skip
OWN_LABELS = frozenset(whole.label for _, whole in _WHOLES)


@lru_cache(maxsize=8192)
def own_whole(clause: str) -> Whole | None:
    """The fact of the whole unit that a clause before a figure names, None for any other."""
    words = clause.strip('的 ：:“”"')
    return next((whole for shape, whole in _WHOLES if shape.fullmatch(words)), None)
