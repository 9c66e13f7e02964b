"""Rates named after a deed: which figure the deed's name picks out, and when another one could be its whole."""

import pytest

from tests.extract.claims.test_wordings import accused

HONEST = [
    # the deed's whole name, not its last word
    "18处供水站中，按期完工15处，延期完工3处，按期完工率83.33%。",
    "管理高血压患者16,420人，规范管理12,158人，规范管理率74.04%。",
    # a rate of some of them, whose figures stand nowhere
    "0—6岁儿童14,826人，健康管理13,945人，健康管理率94.06%，其中3岁以下儿童系统管理率为92.7%。",
    # the number before it need not be what it is of
    "全县活产数1,942人，产前健康管理1,875人，早孕建册1,836人，早孕建册率94.54%。",
    # a survey of its own
    "抽样调查救助对象300人，满意285人，满意度95.00%；其中城市低保对象调查60人，满意56人，满意率93.33%。",
    "抽样调查救助对象300人，满意285人，满意度95.00%；其中城市低保对象60人，满意56人，满意率93.33%。",
]


@pytest.mark.parametrize("text", HONEST)
def test_what_holds_is_not_accused(text):
    assert accused(text) == []


SPOILT = [
    ("18处供水站中，按期完工15处，延期完工3处，按期完工率83.33%。", "83.33", "88.33"),
    ("管理高血压患者16,420人，规范管理12,158人，规范管理率74.04%。", "74.04", "70.44"),
    ("在册患者964人，规范管理851人，规范管理率88.28%。", "88.28", "82.88"),
    (
        "抽样调查救助对象300人，满意285人，满意度95.00%；其中城市低保对象调查60人，满意56人，满意率93.33%。",
        "93.33",
        "95.33",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), SPOILT)
def test_what_does_not_is(text, right, wrong):
    assert "ratio" in accused(text.replace(right, wrong))
