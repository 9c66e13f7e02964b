"""K103: indicator codes that stop short or run into the name."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Flaw
from audit.scores import also_rows, cards, told
from extract.cards.cells import fold
from extract.scorecard import Indicator


@rule(
    "K103",
    "指标编码缺失或粘连",
    family="rubric",
    severity="warning",
    basis="自评指标体系编码规则（本表前后编码顺序）",
    wrongly="编码本来就不连续、或另有编码规则的表格。",
    examples=[
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 得分 |\n| A产出（9分） | A1数量（9分） | A11培训（3分） | 3 |\n"
            "| ^ | ^ | A12检查（2分） | 2 |\n| ^ | ^ | A1中心建设（2分） | 2 |\n| ^ | ^ | A14考核（2分） | 2 |",
            "A1中心建设（2分）",
        ),
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 得分 |\n| A产出（6分） | A1数量（6分） | A11培训（3分） | 3 |\n"
            "| ^ | ^ | A122021年系统运维（2分） | 2 |\n| ^ | ^ | A13考核（1分） | 1 |",
            "A122021年系统运维（2分）",
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 得分 |\n| A产出（6分） | A1数量（6分） | A11培训（3分） | 3 |\n"
            "| ^ | ^ | A12系统运维（2分） | 2 |\n| ^ | ^ | A13考核（1分） | 1 |"
        ),
        good("| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |\n| 产出 | 数量 | A4纸采购量 | 10 | 10 |"),
    ],
    aliases=("IND-13",),
    form=True,
)
def indicator_code_lost(case: Case) -> Iterator[Finding]:
    """三级指标的编码应逐个连续（如C14、C15、C16）。

    编码少写一位（“C1”应为“C15”）或与名称中的年份粘连（“C14”与“2020年”连写）时，系统导入和逐项核对会对错指标。
    按同组前后编码的顺序推定应有编码；同组多数编码不成顺序时不报。同一张表合并为一条。
    """
    for card in cards(case):
        lost = [i for i in card.indicators if i.code and not _printed(case, i).startswith(i.code)]
        glued = [i for i in card.indicators if i.code and _glued(_printed(case, i), i.code)]
        marked = [*lost, *glued]
        if not marked:
            continue
        flaws = [Flaw(i.name, _printed(case, i), f"编码不完整，按顺序应为{i.code}") for i in lost]
        flaws += [Flaw(i.name, _printed(case, i), f"编码与名称中的数字粘连，按顺序编码应为{i.code}") for i in glued]
        words = [f"“{flaw.text[:16]}”的{flaw.fault}" for flaw in flaws]
        yield told(
            indicator_code_lost,
            case,
            marked[0].place,
            "；".join(words) + "。",
            labels=("code",),
            also=also_rows(case, marked[1:]),
            advice="请补全指标编码；属下发表格自带的，由制表单位更正。",
            flaws=flaws,
        )


def _printed(case: Case, indicator: Indicator) -> str:
    return fold(case.report.document.text_at(indicator.place)).strip()


def _glued(text: str, code: str) -> bool:
    return text.startswith(code) and text[len(code) : len(code) + 1].isdigit() and code[0].isalpha()
