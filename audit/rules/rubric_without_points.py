"""K102: scoring rules that print no points."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding, Flaw
from audit.scores import also_rows, called, cards, rule_of, told


@rule(
    "K102",
    "评分细则未写明如何给分",
    family="rubric",
    severity="info",
    basis="财预〔2020〕10号（评价标准应当明确、可衡量）",
    wrongly="各项均分、满分条件约定俗成时，细则不写分值也能执行。",
    examples=[
        bad(
            "| 一级指标 | 二级指标 | 三级指标 | 得分 | 评分细则 |\n"
            "| 管理 | 财务 | B21制度健全性（1分） | 1 | ①是否制定管理制度；②制度是否合规；③制度是否执行。 |",
            "B21制度健全性（1分）",
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 得分 | 评分细则 |\n"
            "| 管理 | 财务 | B21制度健全性（1分） | 1 | ①制定管理制度，得0.5分；②制度得到执行，得0.5分。 |"
        ),
        good(
            "| 一级指标 | 二级指标 | 三级指标 | 得分 | 评分细则 |\n"
            "| 产出 | 数量 | C12党建工作（3分） | 3 | 按要求完成的得分，没有完成不得分。 |"
        ),
    ],
    aliases=("RUB-02", "RUB-03"),
    form=True,
)
def rubric_without_points(case: Case) -> Iterator[Finding]:
    """评分细则应写明各要点的分值或满分、扣分条件。

    只列要求、不写分值的细则无法重算，也难以保证各单位尺度一致。属制表问题，合并为一条提示，不归责于填报单位。
    """
    for card in cards(case):
        silent = [leaf for leaf in card.leaves if (scoring := rule_of(leaf)) and scoring.kind == "unspecified"]
        if not silent:
            continue
        names = "、".join(called(i) for i in silent)
        yield told(
            rubric_without_points,
            case,
            silent[0].place,
            f"{names}的评分细则只写要求，未写明分值或扣分办法，无法据以重算得分。属制表问题，供财政部门完善细则时参考。",
            labels=("without_points",),
            also=also_rows(case, silent[1:]),
            flaws=[Flaw(called(i), i.rule, "只写要求，未写明分值或扣分办法") for i in silent],
            advice="请制定细则的部门补写分值和扣分办法；填报单位无须处理。",
        )
