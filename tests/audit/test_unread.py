"""What was not read is told wherever it stands, once for each reason."""

import pytest

from audit.finding import Finding
from pipeline import audit_bytes
from tests.readers.conftest import make_docx
from tests.readers.test_docx import PICTURE, para

TITLE = para("安和县水利局2022年度部门整体支出绩效自评报告")
TABLE = (
    "<w:tbl><w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/></w:tblGrid><w:tr>"
    f"<w:tc>{para('现场照片')}</w:tc><w:tc>{PICTURE}</w:tc></w:tr></w:tbl>"
)


def told(*body: str) -> list[Finding]:
    return [f for f in audit_bytes(make_docx("".join(body))).findings if f.rule == "C501"]


@pytest.mark.parametrize(
    ("body", "block"), [((TITLE, PICTURE), 0), ((TITLE, TABLE, para("后文")), 1), ((PICTURE, TITLE), 0)]
)
def test_a_picture_is_told_beside_what_is_printed_next_to_it(body: tuple[str, ...], block: int) -> None:
    (finding,) = told(*body)
    assert finding.place.block == block
    assert (
        finding.message
        == "文件有一部分未能读取：此处有图片，其中的文字和数字未读取，请人工核对。未读取的内容没有参加核对。"
    )


def test_many_pictures_are_one_finding() -> None:
    (finding,) = told(TITLE, *(para(f"附图{n}") + PICTURE for n in range(1, 6)))
    assert len(finding.also) == 4 and "共5处" in finding.message
