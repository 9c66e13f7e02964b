"""Web pages saved as one file: which part is the page, in which characters it is written, what is no page."""

from __future__ import annotations

import time
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from extract.errors import Unreadable
from extract.readers import read
from tests.readers.conftest import paragraphs, shape, tables

PAGE = (
    "<html><head><title>表</title></head><body><h2>二、收支情况</h2><p>本年收入1,205.00万元。</p>"
    "<table><tr><td rowspan=2>项目</td><td>10</td></tr><tr><td>12</td></tr></table></body></html>"
)


def mht(*parts: MIMEBase, **about: str) -> bytes:
    """An archive of these parts, as browsers and Word write it."""
    whole = MIMEMultipart("related", **about)
    whole["From"] = "<Saved by Microsoft Internet Explorer>"
    for part in parts:
        whole.attach(part)
    return whole.as_bytes()


def page(text: str = PAGE, charset: str = "utf-8", known: str = "") -> MIMEText:
    part = MIMEText(text, "html", charset)
    if known:
        part["Content-ID"] = known
    return part


def picture() -> MIMEBase:
    part = MIMEBase("image", "png")
    part.set_payload("iVBORw0KGgo=")
    part["Content-Transfer-Encoding"] = "base64"
    return part


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030", "big5", "utf-16"])
def test_the_page_is_read_in_its_characters(charset: str) -> None:
    text = PAGE if charset != "big5" else PAGE.replace("项", "項").replace("万", "萬").replace("况", "況")
    document = read(mht(page(text, charset), picture()), "报告.mht")
    assert document.format == "mht" and document.remarks == ()
    assert [p.level for p in paragraphs(document)] == [2, 0]
    assert "1,205.00" in paragraphs(document)[1].text
    assert [cell[:4] for cell in shape(tables(document)[0])] == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]


def test_quoted_printable_as_word_writes_it() -> None:
    body = "".join(f"={byte:02X}" for byte in PAGE.encode("gb18030"))
    source = (
        'MIME-Version: 1.0\r\nContent-type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Location: file:///C:/1.htm\r\n'
        'Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset="gb2312"\r\n\r\n'
        + "=\r\n".join(body[at : at + 72] for at in range(0, len(body), 72))
        + "\r\n--b--\r\n"
    )
    for lead in (b"", b"\r\n", b"\xef\xbb\xbf"):
        assert paragraphs(read(lead + source.encode(), "报告.mht"))[1].text == "本年收入1,205.00万元。"


def test_the_page_that_the_whole_begins_with() -> None:
    other = "<html><body><p>页眉</p></body></html>"
    assert len(paragraphs(read(mht(page(other, known="<head>"), page(known="<main>"), start="<main>")))) == 2
    assert [p.text for p in paragraphs(read(mht(page(other), page())))] == ["页眉"]
    inside = MIMEMultipart("alternative")
    inside.attach(MIMEText("纯文本", "plain", "utf-8"))
    inside.attach(page())
    assert len(paragraphs(read(mht(inside)))) == 2


def test_under_the_name_of_a_word_file() -> None:
    assert "单个文件网页（mht）" in read(mht(page()), "报告.doc").remarks[0]


@pytest.mark.parametrize(
    "source, advice",
    [
        (mht(picture()), "没有网页正文"),
        (mht(MIMEText("您好，报告见附件。", "plain", "utf-8")), "没有网页正文"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "没有网页正文"),
        (mht(page('<html><frameset><frame src="sheet001.htm"></frameset></html>'), page()), "框架"),
    ],
)
def test_what_is_no_page_is_refused_with_advice(source: bytes, advice: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(source, "报告.mht")
    assert caught.value.reason == "unsupported" and advice in caught.value.message


@pytest.mark.parametrize(
    "charset", ["x-no-such", "idna", "rot13", "hex", "utf-7", "unicode_escape", "us-ascii", "\x00"]
)
def test_characters_that_are_claimed(charset: str) -> None:
    head = f"MIME-Version: 1.0\r\nContent-Type: text/html; charset={charset}\r\n\r\n".encode()
    assert "1,205.00" in "".join(text for _, _, text in read(head + PAGE.encode()).texts())


def test_parts_nested_without_end() -> None:
    begun = time.process_time()
    head = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\r\n\r\n--{n}\r\n' for n in range(3_000))
    with pytest.raises(Unreadable):
        read(b"MIME-Version: 1.0\r\n" + head.encode())
    many = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 50_000
    with pytest.raises(Unreadable):
        read(b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n' + many)
    assert time.process_time() - begun < 10


def test_an_archive_that_breaks_off_says_so() -> None:
    whole = mht(page())
    document = read(whole[: len(whole) * 2 // 3])
    assert document.unread
