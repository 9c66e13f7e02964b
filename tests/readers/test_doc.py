"""Binary Word documents: the seed against its truth and its docx, the collection of traps."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from extract.document import Document, Table
from extract.errors import Unreadable
from extract.readers import doc, office, read
from extract.readers.doc import read_in_process
from extract.readers.word97.fib import Binary, OutOfReach, open_binary
from tests.readers.conftest import equals_truth, make_docx, paragraphs, shape, tables
from tests.readers.doc_samples import FILES, KEPT, SAMPLES
from tests.readers.mutants import COUNT
from tests.readers.test_docx import para


def kept(name: str) -> bytes:
    return (FILES / f"{name}.doc").read_bytes()


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


@pytest.mark.parametrize("name", KEPT)
def test_kept_files_are_the_same_as_the_docx_they_were_made_from(name: str) -> None:
    old, new = read(kept(name), f"{name}.doc"), read(SAMPLES[name], f"{name}.docx")
    assert old.blocks == new.blocks
    assert old.unread == new.unread == ()
    assert len(old.remarks) == len(new.remarks)


def test_numbers_of_the_kept_file() -> None:
    """Said once in full, so that two readers with one fault don't agree on it."""
    document = read(kept("numbers"))
    found = [(p.level, p.label, p.text) for p in paragraphs(document)]
    assert found == [
        (1, "", "自评报告"),
        (2, "一、", "第0条"),
        (3, "（一）", "第1条"),
        (0, "1.", "第2条"),
        (0, "①", "第3条"),
        (0, "②", "第4条"),
        (3, "（二）", "第5条"),
        (0, "1.", "第6条"),
        (2, "二、", "第7条"),
        (3, "（一）", "样式带编号"),
        (0, "", "去掉编号"),
        (0, "①", "跳级"),
        (2, "五、", "表后"),
        (2, "", "二级标题"),
        (2, "", "子样式"),
        (3, "", "大纲级别"),
        (0, "", "降为正文"),
        (2, "", "一、手工编号"),
        (3, "", "（一）小节"),
    ]
    assert tables(document)[0].cells[1].labels == ((0, "三、"), (2, "（一）"))


def test_constructs_of_the_kept_file() -> None:
    document = read(kept("constructs"))
    assert [(p.kind, p.hidden, p.text) for p in paragraphs(document)] == [
        ("body", False, "全年预算数120.5万元。"),
        ("body", False, "可见后文"),
        ("body", True, "隐藏"),
        ("body", True, "整段隐藏"),
        ("body", False, "可见"),
        ("body", True, "字符样式"),
        ("body", False, "合计1,234.50万元⁴"),
        ("body", False, "10⁴平方公里"),
        ("body", False, "上行\n下行\t右"),
        ("body", False, "☑已完成\U0002070e"),
        ("body", False, "正文带脚注"),
        ("body", False, "表后"),
        ("footnote", False, "脚注：12.6万元"),
    ]
    outer, inner = tables(document)
    assert shape(outer) == [
        (0, 0, 3, 1, "一级"),
        (0, 1, 1, 2, "跨两列"),
        (0, 3, 1, 1, "得分"),
        (1, 1, 1, 1, "甲"),
        (1, 2, 1, 1, "乙"),
        (1, 3, 1, 1, "9.5"),
        (2, 1, 1, 1, "丙"),
        (2, 2, 1, 2, "丁"),
        (3, 0, 1, 3, "合计"),
        (3, 3, 1, 1, "100"),
    ]
    assert inner.host is not None and inner.host[1:] == (1, 3)
    assert document.remarks == (
        "文中留有修订痕迹（插入1处、删除1处），已按接受全部修订后的文字读取，被删除的内容未读。",
        "文中有3处隐藏或划去的文字，不作正文，已注明。",
    )


def test_encrypted_file_is_named_as_such() -> None:
    source = bytearray(kept("numbers"))
    at = source.index(b"\xec\xa5")
    source[at + 11] |= 0x01
    with pytest.raises(Unreadable) as caught:
        read(bytes(source))
    assert caught.value.reason == "encrypted"
    assert "密码" in caught.value.message


def old_version(source: bytes) -> bytes:
    """The same file with the version of Word 95 in its first block."""
    at = source.index(b"\xec\xa5")
    return source[: at + 2] + b"\x68\x00" + source[at + 4 :]


def test_old_version_without_libreoffice_is_a_missing_component(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "by_msdoc2docx", lambda source: None)  # it refuses files that are really old
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    with pytest.raises(Unreadable) as caught:
        read(old_version(kept("numbers")))
    assert caught.value.reason == "missing_component"
    assert "另存为 .docx" in caught.value.message


def test_what_our_reader_cannot_follow_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    """msdoc2docx serves first; the remarks say who read the file and why."""

    def refuse(_: bytes) -> None:
        raise OutOfReach("的属性页已损坏")

    whole = read(kept("constructs"))
    monkeypatch.setattr(doc, "open_binary", refuse)
    document = doc.read(kept("constructs"))
    assert document.format == "doc"
    assert "的属性页已损坏，经 msdoc2docx 转换后读取" in document.remarks[-1]
    assert [shape(t) for t in tables(document)] == [shape(t) for t in tables(whole)]


def test_parts_that_a_conversion_left_out_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    left_out = office.Converted(SAMPLES["constructs"], left_out=("文本框",))
    monkeypatch.setattr(office, "by_msdoc2docx", lambda source: left_out)
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    document = doc.read(old_version(kept("numbers")))
    assert "文件中的文本框未读取，请人工核对。" in [u.reason for u in document.unread]


def test_what_a_converter_guesses_at_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice takes the bytes of a file without a table of its text for western letters, and says nothing."""
    monkeypatch.setattr(office, "by_msdoc2docx", lambda source: None)
    guessed = make_docx(para("hQt^„˜—{pe112101.151NCQ00ïSÁ‰Ï…1ïSÁ‰W[&{7h¤_1T¡‹1"))
    with pytest.raises(Unreadable) as caught:
        doc.read(old_version(kept("numbers")), lambda source: guessed)
    assert caught.value.reason == "damaged"
    sound = make_docx(para("α射线室改造，支出1,057.06万元，完成预算的93.8%；café一间。"))
    assert doc.read(old_version(kept("numbers")), lambda source: sound).blocks


def outcome(source: bytes) -> str:
    """What became of a broken file; any exception but the two that readers may raise fails the test."""
    try:
        document = read_in_process(source)
    except (OutOfReach, Unreadable) as failure:
        assert str(failure)
        return "refused"
    assert isinstance(document, Document)
    return "read"


@pytest.mark.parametrize("name", KEPT)
def test_truncated_at_every_twentieth(name: str) -> None:
    source = kept(name)
    for part in range(20):
        assert outcome(source[: len(source) * part // 20]) in ("refused", "read")


@pytest.mark.parametrize("name", KEPT)
def test_truncated_file_is_unreadable_at_the_door(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "by_msdoc2docx", lambda source: None)
    monkeypatch.setattr(office, "by_libreoffice", lambda sources: [None])
    source = kept(name)
    for part in range(0, 20, 3):
        with pytest.raises(Unreadable):
            read(source[: len(source) * part // 20])


def mutant(source: bytes, seed: int) -> bytes:
    """The file with a few bits flipped, and a few numbers made absurd."""
    rng = random.Random(seed)
    broken = bytearray(source)
    for _ in range(rng.choice([1, 3, 10, 40])):
        at = rng.randrange(len(broken) - 4)
        if rng.random() < 0.5:
            broken[at] ^= 1 << rng.randrange(8)
        else:
            absurd = (b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\0\0\0\0", rng.randbytes(4))
            broken[at : at + 4] = rng.choice(absurd)
    return bytes(broken)


@pytest.mark.parametrize("name", KEPT)
def test_mutants_never_crash_the_reader(name: str) -> None:
    """A failure names its seed. Most mutants must still be read, or the mutation is too coarse."""
    source = kept(name)
    outcomes = []
    for seed in range(COUNT):
        started = time.monotonic()
        outcomes.append(outcome(mutant(source, seed)))
        assert time.monotonic() - started < 5, f"seed {seed} hangs"
    assert outcomes.count("read") > COUNT // 4 and outcomes.count("refused") > COUNT // 40


def test_mutated_streams_never_crash_the_reader() -> None:
    """The container left whole, so that every mutation reaches the records themselves."""
    binary = open_binary(kept("constructs"))
    for seed in range(COUNT):
        table, store = (mutant(stream + bytes(8), seed) for stream in (binary.table, binary.store))
        main = binary.main[:2048] + mutant(binary.main[2048:], seed)
        broken = Binary(binary.fib, main, table, partial(bytes, store))
        try:
            document = doc.document_of(broken)
        except (OutOfReach, Unreadable):
            continue
        assert isinstance(document, Document), seed


@pytest.mark.slow
def test_seed_is_read_fast(sample: Callable[[str], bytes]) -> None:
    """18,000 characters and two tables of 251 cells in 40 ms at most, warm."""
    source = sample("seed/dongchuan-2020.doc")
    taken = []
    for _ in range(7):
        started = time.process_time()
        read_in_process(source)
        taken.append(time.process_time() - started)
    assert sorted(taken)[3] < 0.040
