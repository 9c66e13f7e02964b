"""Questionnaires given out, returned and answered, and the satisfaction that they come to."""

import pytest

from pipeline import audit_document
from tests.documents import document


def errors(sentence: str) -> list[str]:
    return [f.rule for f in audit_document(document(sentence)).findings if f.severity == "error"]


# (sentence, figure to spoil, what it is spoilt to)
WORDINGS = [
    ("共发放问卷410份，回收396份，回收率96.59%；满意371份，服务对象满意度达93.69%。", "371", "171"),
    ("共发放问卷760份，回收758份，其中表示满意的671份，满意度88.52%。", "88.52", "88.92"),
    ("共发放问卷390份，收回有效问卷374份，对服务感到满意的326份，满意率87.17%。", "87.17", "77.17"),
    ("随机走访群众240户，对帮扶工作表示满意的186户，群众满意度为77.50%。", "77.50", "77.05"),
    ("发放问卷200份，收回190份，满意186份，满意度93%。", "93%", "39%"),
]


@pytest.mark.parametrize(("sentence", "right", "wrong"), WORDINGS)
def test_satisfaction_is_of_those_asked(sentence: str, right: str, wrong: str) -> None:
    assert errors(sentence) == []
    assert errors(sentence.replace(right, wrong))


@pytest.mark.parametrize(
    "sentence",
    [
        # degrees are counted together, or weighed
        "发放问卷100份，收回96份，其中满意48份，基本满意42份，满意度93.75%。",
        "收回有效问卷96份，满意48份，较满意40份，加权计算满意度90.83%。",
        # another survey's, or a target
        "收回问卷96份，满意90份，高于上年满意度91.20%。",
        "收回问卷96份，满意90份，达到满意度90%的目标。",
        "收回问卷约100份，满意90份，平均满意度92.50%。",
    ],
)
def test_what_is_counted_otherwise_accuses_nobody(sentence: str) -> None:
    assert errors(sentence) == []
