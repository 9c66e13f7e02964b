"""Binary Word documents: the seed against its truth and its docx, the collection of traps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extract.document import Table
from extract.readers import read
from extract.readers.doc import read_in_process
from tests.readers.conftest import equals_truth, paragraphs, shape, tables


@pytest.mark.parametrize("name", ["dongchuan-2020.doc", "dongchuan-2020.wps"])
def test_seed_is_read_as_its_truth_says(name: str, sample: Callable[[str], bytes], truth: list[dict[str, Any]]) -> None:
    document = read(sample(f"seed/{name}"), name)
    equals_truth(document, truth)
    assert document.format == "doc"
    assert document.unread == () and document.remarks == ()


def test_seed_is_the_same_as_its_docx(sample: Callable[[str], bytes]) -> None:
    old, new = read(sample("seed/dongchuan-2020.doc")), read(sample("seed/dongchuan-2020.docx"))
    assert old.blocks == new.blocks
    assert old.furniture == new.furniture


def test_traps(sample: Callable[[str], bytes]) -> None:
    """What the file holds of the traps: LibreOffice, which wrote it, lost the formula, renewed the page count and
    wrote the text of the block control three times."""
    document = read_in_process(sample("samples/tricky.doc"))
    body = [(p.level, p.label, p.text) for p in paragraphs(document) if p.kind == "body" and not p.hidden]
    assert body[:9] == [
        (0, "", "首段"),
        (2, "一、", "NUMA部门概况"),
        (3, "（一）", "NUMB机构设置"),
        (0, "1.", "NUMC第一点"),
        (0, "2.", "NUMD第二点"),
        (3, "（二）", "NUME职能职责"),
        (0, "1.", "NUMF重新计"),
        (2, "二、", "NUMG评价结论"),
        (1, "第一部分 ", "NUMH样式编号标题"),
    ]
    texts = [text for _, _, text in body]
    assert "修订：INSTOK120万元。" in texts
    assert "移出处" in texts and "MOVETOK移动文字移入处" in texts
    assert "PMARKA前半PMARKB后半" in texts
    assert "带脚注之后" in texts
    assert "FLDCPLX660" in texts
    assert "RUBYTOK绩" in texts
    assert "内联SDTRUN控件字尾" in texts
    kinds = {(p.kind, p.hidden): p.text for p in paragraphs(document) if p.kind != "body" or p.hidden}
    assert kinds == {
        ("textbox", False): "TXBXTOK文本框金额35.5万元",
        ("body", True): "VANISHTOK隐藏",
        ("footnote", False): "FOOTTOK脚注数据12.6万元",
    }
    assert document.furniture == ("HDRTOK页眉", "FTRTOK页脚")
    assert "DEL" not in "".join(text for _, _, text in document.texts())
    assert any("修订痕迹" in remark for remark in document.remarks)


def test_traps_in_tables(sample: Callable[[str], bytes]) -> None:
    document = read_in_process(sample("samples/tricky.doc"))
    outer, inner = tables(document)
    assert shape(outer)[:11] == [
        (0, 0, 2, 1, "H1"),
        (0, 1, 1, 2, "H23"),
        (0, 3, 1, 1, "H4"),
        (1, 1, 1, 1, "SUB2"),
        (1, 2, 1, 1, "SUB3"),
        (1, 3, 1, 1, "X4"),
        (2, 0, 1, 1, ""),
        (2, 1, 1, 1, "GB2"),
        (2, 2, 1, 1, "GB3"),
        (2, 3, 1, 1, "GB4"),
        (3, 0, 1, 1, "SDTROW1"),
    ]
    assert (3, 2, 1, 2, "HM") in shape(outer)
    assert shape(inner) == [(0, 0, 1, 1, "NESTA"), (0, 1, 1, 1, "NESTB")]
    number = next(n for n, block in enumerate(document.blocks) if isinstance(block, Table))
    assert inner.host == (number, 1, 3)
