"""A file that bears a mark of secrecy is not read, and nothing of it is kept."""

from __future__ import annotations

import zipfile
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from extract.document import Paragraph
from extract.secrecy import is_marked
from pipeline import main
from tests.documents import document
from tests.readers.conftest import make_docx

TITLE = "某某局2023年度部门整体支出绩效自评报告"


@pytest.mark.parametrize(
    "head",
    [
        "机密★1年",
        "秘密",
        "绝　密",
        "机密★",
        "000012 秘密★10年",
        "【秘密】",
        "密级：机密",
        "密 级:秘密★长期",
        "机密级",
        "| 密级 | 秘密 |",
    ],
)
def test_a_mark_at_the_head_is_seen(head: str) -> None:
    assert is_marked(document(f"{head}\n{TITLE}\n一、部门概况"))


@pytest.mark.parametrize(
    "text",
    [
        "严格遵守保密纪律，全年未发生泄密事件。",
        "机密级计算机3台，秘密级计算机12台。",
        "按照《中华人民共和国保守国家秘密法》开展定密工作，形成秘密★10年文件2份。",
        "密级：公开",
        "密级：无",
        "| 密级 | 公开 |",
        "| 设备 | 密级 | 台数 |\n| 便携式计算机 | 秘密 | 3 |",
        "★ 重点工作",
        "秘书科",
    ],
)
def test_words_of_secrecy_are_no_mark(text: str) -> None:
    assert not is_marked(document(f"{TITLE}\n{text}"))


def test_a_starred_mark_is_seen_on_any_page_and_a_bare_one_in_a_page_header() -> None:
    late = document(f"{TITLE}\n" + "一段文字。\n" * 30 + "机密★3年")
    assert is_marked(late)
    assert not is_marked(document(f"{TITLE}\n" + "一段文字。\n" * 30 + "机密"))
    assert is_marked(msgspec.structs.replace(document(TITLE), furniture=("某某局\n机 密", "1")))
    assert is_marked(msgspec.structs.replace(document(TITLE), blocks=(Paragraph("000001\n机密★1年"),)))


def test_nothing_of_a_marked_file_is_kept(tmp_path: Path) -> None:
    own = "某某局全年支出合计1,234.56万元"
    marked = f"<w:p><w:r><w:t>机密★3年</w:t></w:r></w:p><w:p><w:r><w:t>{own}</w:t></w:r></w:p>"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.docx").write_bytes(make_docx(marked))
    (tmp_path / "in" / "b.txt").write_text(f"机密★3年\n{own}\n", encoding="utf-8")
    out = tmp_path / "out"
    formats = "xlsx,html,jsonl,sarif"
    done = CliRunner().invoke(
        main, ["audit", str(tmp_path / "in"), "--out", str(out), "--format", formats, "--workers", "1"]
    )
    assert done.exit_code == 3
    assert (out / "failures.jsonl").read_text(encoding="utf-8").count('"reason":"classified"') == 2
    assert not list(out.glob(".cache/documents/**/*.*"))
    for path in (path for path in out.rglob("*") if path.is_file()):
        assert own.encode() not in _content(path), path


def _content(path: Path) -> bytes:
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return b"".join(map(packed.read, packed.namelist()))
