"""Rich text, read by the docx that LibreOffice makes of it."""

from __future__ import annotations

import pytest

from corpus.render_docx import docx
from extract.errors import Unreadable
from extract.readers import office, read
from tests.readers.agreement import cells, figures, pages, texts
from tests.readers.conftest import make_docx
from tests.readers.saving import saved

RICH = b"{\\rtf1\\ansi\\ansicpg936 x}"
MADE = make_docx("<w:p><w:r><w:t>收入1,057.06万元。</w:t></w:r></w:p>")


def test_the_docx_made_of_it_is_read() -> None:
    for document in (read(RICH, "报告.rtf", convert=lambda _: MADE), read(RICH, "报告.rtf", converted=MADE)):
        assert (document.format, document.unread) == ("rtf", ())
        assert [text for _, _, text in document.texts()] == ["收入1,057.06万元。"]
        assert [remark for remark in document.remarks if "LibreOffice" in remark] == list(document.remarks)
    assert "RTF 文件" in read(RICH, "报告.doc", converted=MADE).remarks[-1]


def test_a_file_cut_off_says_so() -> None:
    assert "缺失" in read(RICH[:-1], converted=MADE).unread[0].reason
    assert read(RICH + b"\r\n\0", converted=MADE).unread == ()


def test_noise_and_failure_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = make_docx("<w:p><w:r><w:t>ÖÐ¹ú²ÆÕþ×Ê½ð¼¨Ð§×ÔÆÀ±¨¸æÄê¶ÈÔ¤Ëã</w:t></w:r></w:p>")
    monkeypatch.setattr(office, "libreoffice", lambda: "soffice")
    for made in (None, noise):
        with pytest.raises(Unreadable) as caught:
            read(RICH, convert=lambda _, made=made: made)
        assert caught.value.reason == "damaged"
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    with pytest.raises(Unreadable) as caught:
        read(RICH)
    assert caught.value.reason == "missing_component" and "LibreOffice" in caught.value.message


@pytest.mark.slow
def test_reports_saved_as_rich_text_agree() -> None:
    reports = {name: docx(page) for name, page in pages(6)}
    for name, rich in saved(reports, "rtf").items():
        one, other = read(reports[name]), read(rich, f"{name}.rtf")
        for part in (figures, cells, texts):
            assert sorted(part(other)) == sorted(part(one))
