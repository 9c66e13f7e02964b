"""Constructs of binary Word files that only Word writes, one small file for each."""

from __future__ import annotations

import struct

import pytest

from extract.document import Document
from extract.readers.word97.fib import OutOfReach
from tests.readers.conftest import paragraphs, shape, tables
from tests.readers.word97 import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW_END,
    ROW_END,
    P,
    Piece,
    cells,
    definition,
    level,
    list_parts,
    listed,
    make_binary,
    read_binary,
    row,
    style_sheet,
)

EDGES = (-108, 2000, 4000, 6000)


def document(*body: P, **rest: object) -> Document:
    return read_binary(make_binary({"main": body}, **rest))  # type: ignore[arg-type]


def texts(found: Document) -> list[str]:
    return [p.text for p in paragraphs(found)]


def test_text_in_pieces_is_put_in_order() -> None:
    """Fast saving leaves the text out of order in the file, one-byte pieces among the others."""
    body = [P("甲金额1,234.50—€万元\r"), P("乙\r"), P("Total “12.5”…\r")]
    pieces = [Piece(3, 2), Piece(10, 0, width=1), Piece(5, 3), Piece(14, 1, width=1)]
    found = document(*body, pieces=pieces)
    assert texts(found) == ["甲金额1,234.50—€万元", "乙", "Total “12.5”…"]


def test_properties_of_a_piece_apply_to_it() -> None:
    body = [P("甲删乙\r"), P("丙藏丁\r")]
    deleted, hidden = 0x41 << 1 | 1 << 8, 1
    found = document(
        *body,
        pieces=[Piece(1, 0), Piece(1, 1, prm=deleted), Piece(3, 2), Piece(1, 3, prm=hidden), Piece(2, 4)],
        lists=[HIDDEN],
    )
    assert [(p.text, p.hidden) for p in paragraphs(found)] == [("甲乙", False), ("丙丁", False), ("藏", True)]


def test_paragraphs_join_where_the_mark_was_deleted() -> None:
    found = document(P("前\r", marks=((1, 2, DELETED),)), P("中删\r", marks=((1, 3, DELETED),)), P("后\r"))
    assert texts(found) == ["前中后"]
    assert "删除" in found.remarks[0]


@pytest.mark.parametrize(("first", "then"), [(1, 2), (2, 1)])
def test_merged_cells_of_both_readings_of_the_marks(first: int, then: int) -> None:
    """Specifications disagree which of the marks begins a run; it can't begin with a continuation."""
    found = document(
        *row("1", "2", "3", frame=definition(EDGES)),
        *row("合并", "", "右", frame=definition(EDGES, across=(first, then, 0))),
        *row("甲", "", "", frame=definition(EDGES, across=(first, then, then))),
        P("后\r"),
    )
    assert shape(tables(found)[0])[3:] == [(1, 0, 1, 2, "合并"), (1, 2, 1, 1, "右"), (2, 0, 1, 3, "甲")]


def test_cells_merged_downwards() -> None:
    top, below = definition(EDGES, down=(3, 0, 0)), definition(EDGES, down=(1, 0, 0))
    plain = definition(EDGES)
    found = document(
        *row("A", "b", "c", frame=top),
        *row("", "d", "e", frame=below),
        *row("", "f", "g", frame=below),
        *row("h", "i", "j", frame=plain),
        P("后\r"),
    )
    assert shape(tables(found)[0])[0] == (0, 0, 3, 1, "A")
    assert (3, 0, 1, 1, "h") in shape(tables(found)[0])
    assert len(tables(found)[0].cells) == 10


def test_rows_with_other_edges_share_one_grid() -> None:
    """Rows pulled by hand miss by some twips; a row that begins further in leaves the first column free."""
    found = document(
        *row("甲", "乙", "丙", frame=definition((-108, 2000, 4000, 6000))),
        *row("甲乙", "丙", frame=definition((-100, 4010, 6005))),
        *row("乙", "丙", frame=definition((2003, 3995, 6000))),
        P("后\r"),
    )
    table = tables(found)[0]
    assert (table.rows, table.cols) == (3, 3)
    assert shape(table)[3:] == [(1, 0, 1, 2, "甲乙"), (1, 2, 1, 1, "丙"), (2, 1, 1, 1, "乙"), (2, 2, 1, 1, "丙")]


def test_narrow_cell_keeps_its_column() -> None:
    found = document(
        *row("甲", "", "乙", frame=definition((-108, 2000, 2020, 4000))),
        *row("丙", "丁", frame=definition((-108, 2004, 4000))),
        P("后\r"),
    )
    assert shape(tables(found)[0]) == [
        (0, 0, 1, 1, "甲"),
        (0, 1, 1, 1, ""),
        (0, 2, 1, 1, "乙"),
        (1, 0, 1, 1, "丙"),
        (1, 1, 1, 2, "丁"),
    ]


def test_contents_are_told_from_headings() -> None:
    """A table of contents is a field over many paragraphs with a link and a page field in each."""
    entry = '\x13 HYPERLINK \\l "_Toc{0}" \x01\x14{1}\t\x13 PAGEREF _Toc{0} \\h \x01\x14{0}\x15\x15'
    found = document(
        P('\x13 TOC \\o "1-3" \\h \x14' + entry.format(1, "一、概况") + "\r"),
        P(entry.format(2, "二、结论") + "\r"),
        P("\x15\r"),
        P("一、概况\r"),
    )
    assert [(p.text, p.level) for p in paragraphs(found)] == [
        ("一、概况\t1", 0),
        ("二、结论\t2", 0),
        ("一、概况", 2),
    ]


def test_changes_to_a_row_after_its_definition() -> None:
    merged = definition(EDGES) + bytes([0x24, 0x56, 1, 3])
    down = definition(EDGES) + bytes([0x2B, 0xD6, 2, 0, 3])
    on = definition(EDGES) + bytes([0x2B, 0xD6, 2, 0, 1])
    inserted = definition((-108, 2000, 4000)) + struct.pack("<HBBH", 0x7621, 1, 1, 2000)
    found = document(
        *row("a", "b", "", frame=merged),
        *row("c", "d", "e", frame=down),
        *row("", "f", "g", frame=on),
        *row("x", "y", "z", frame=inserted),
        P("后\r"),
    )
    cells_found = shape(tables(found)[0])
    assert (0, 1, 1, 2, "b") in cells_found
    assert (1, 0, 2, 1, "c") in cells_found
    assert (3, 0, 1, 1, "x") in cells_found and (3, 2, 1, 1, "z") in cells_found


def test_deleted_row_is_gone() -> None:
    frame = definition(EDGES)
    gone = [P(text + "\x07", IN_TABLE, ((0, len(text) + 1, DELETED),)) for text in ("a", "b", "c")]
    found = document(
        *row("1", "2", "3", frame=frame),
        *gone,
        P("\x07", ROW_END + frame, ((0, 1, DELETED),)),
        *row("4", "5", "6", frame=frame),
        P("后\r"),
    )
    assert [c.text for c in tables(found)[0].cells] == ["1", "2", "3", "4", "5", "6"]


def test_table_in_a_cell() -> None:
    inner = definition((0, 500, 1000))
    found = document(
        *cells("外"),
        P("里前\r", IN_TABLE),
        P("内一\r", INNER_CELL),
        P("内二\r", INNER_CELL),
        P("\r", INNER_ROW_END + inner),
        P("里后\x07", IN_TABLE),
        P("\x07", ROW_END + definition((-108, 2000, 4000))),
        P("后\r"),
    )
    outer, nested = tables(found)
    assert shape(outer) == [(0, 0, 1, 1, "外"), (0, 1, 1, 1, "里前\n里后")]
    assert shape(nested) == [(0, 0, 1, 1, "内一"), (0, 1, 1, 1, "内二")]
    assert nested.host == (0, 0, 1)


def test_properties_too_large_for_their_page() -> None:
    """Rows of many columns keep their definition in a stream of its own."""
    frame = definition(tuple(range(0, 30_500, 500)))
    store = bytes(16) + struct.pack("<H", len(ROW_END + frame)) + ROW_END + frame
    end = P("\x07", struct.pack("<HI", 0x6646, 16))
    found = document(*cells(*(str(n) for n in range(60))), end, P("后\r"), store=store)
    assert (tables(found)[0].cols, len(tables(found)[0].cells)) == (60, 60)
    assert found.unread == ()


def test_row_that_does_not_fit_its_definition_is_told() -> None:
    found = document(*row("1", "2", "3", "4", frame=definition(EDGES)), P("后\r"))
    assert [c.text for c in tables(found)[0].cells] == ["1", "2", "3", "4"]
    assert "单元格数与表格定义不符" in found.unread[0].reason


def test_hidden_text_by_toggles_of_styles() -> None:
    """0x80 means as the style says, 0x81 the opposite of it."""
    styles = style_sheet((0, 1, 0xFFF, b"", b""), (100, 1, 0, b"", HIDDEN), (101, 2, 0xFFF, b"", HIDDEN))
    shown, named = bytes.fromhex("3c0800"), bytes.fromhex("304a0200")
    opposite = named + bytes.fromhex("3c0881")
    found = document(
        P("全藏\r", style=1),
        P("藏显\r", style=1, marks=((1, 2, shown),)),
        P("见暗\r", marks=((1, 2, named),)),
        P("见明\r", marks=((1, 2, opposite),)),
        parts={1: styles},
    )
    assert [(p.text, p.hidden) for p in paragraphs(found)] == [
        ("全藏", True),
        ("显", False),
        ("藏", True),
        ("见", False),
        ("暗", True),
        ("见明", False),
    ]


def test_headings_by_style_parent_and_outline() -> None:
    outline = bytes.fromhex("402601")
    body_text = bytes.fromhex("402609")
    styles = style_sheet((0, 1, 0xFFF, b"", b""), (1, 1, 0, b"", b""), (100, 1, 1, b"", b""))
    found = document(
        P("概况\r", style=1),
        P("子样式\r", style=2),
        P("大纲\r", outline),
        P("正文\r", body_text, style=1),
        parts={1: styles},
    )
    assert [p.level for p in paragraphs(found)] == [1, 1, 2, 0]


def test_automatic_numbers() -> None:
    """Levels restart after a shallower one; the fourth restarts only after the first; the fifth shows digits."""
    levels = [
        level(39, "%0、"),
        level(37, "（%1）"),
        level(0, "%2."),
        level(18, "%3", flags=0x08, limit=1),
        level(0, "%0.%4", flags=0x04),
    ]
    depths = (0, 1, 2, 3, 1, 2, 3, 0, 3, 4)
    found = document(*(P("文\r", listed(1, depth)) for depth in depths), parts=list_parts(levels))
    assert [p.label for p in paragraphs(found)] == [
        "一、", "（一）", "1.", "①", "（二）", "1.", "②", "二、", "①", "2.1",
    ]  # fmt: skip


def test_lists_share_a_counter_until_one_forces_its_start() -> None:
    parts = list_parts([level(0, "%0.")], overrides=((), (), ((0, 5),)))
    body = [P("文\r", listed(number, 0)) for number in (1, 2, 1, 3, 3, 1)]
    assert [p.label for p in paragraphs(document(*body, parts=parts))] == ["1.", "2.", "3.", "5.", "6.", "7."]


def test_empty_paragraphs_are_counted_as_word_counts_them() -> None:
    """An empty list paragraph takes a number; a hidden one does not, nor one that was merged into the next."""
    item = listed(1, 0)
    body = [
        P("甲\r", item),
        P("\r", item),
        P("藏\r", item, ((0, 1, HIDDEN),)),
        P("乙\r", item),
        P("前\r", item, ((1, 2, DELETED),)),
        P("后\r", item),
    ]
    found = document(*body, parts=list_parts([level(39, "%0、")]))
    assert [(p.label, p.text) for p in paragraphs(found) if not p.hidden] == [
        ("一、", "甲"),
        ("三、", "乙"),
        ("四、", "前后"),
    ]


def test_number_without_a_list_is_told() -> None:
    found = document(P("文\r", listed(3, 0)), parts=list_parts([level(0, "%0.")]))
    assert "自动编号未能识别" in found.unread[0].reason
    assert not document(P("文\r", bytes.fromhex("0b46 00f8"))).unread
    assert "自动编号未能识别" in document(P("\x13 AUTONUM \x15 条\r")).unread[0].reason


def test_text_struck_out_is_kept_apart() -> None:
    once, twice = bytes.fromhex("370801"), bytes.fromhex("532a01")
    found = document(P("收入1057和1075万元\r", marks=((2, 6, once), (6, 7, twice))))
    assert [(p.text, p.hidden) for p in paragraphs(found)] == [("收入1075万元", False), ("1057和", True)]


def test_fields_show_their_result() -> None:
    found = document(
        P("共\x13 =SUM(A1) \x141,234\x15万元\r"),
        P("\x13 IF \x13 A \x14内\x15 > 1 \x14外\x15\r"),
        P("\x13 MACROBUTTON AcceptAll 点此填写 \x15\r"),
        P("\x13 EQ \\f(35,40) \x15\r"),
        P("\x13 EQ \\o\\ac(○,3) \x15\r"),
        P("\x13 SYMBOL 9745 \\u \x15\r"),
    )
    assert texts(found) == ["共1,234万元", "外", "点此填写", "35/40", "③", "☑"]


def test_a_formula_without_a_stored_result_is_said_to_be_unread() -> None:
    (part,) = document(P("合计\x13 =SUM(ABOVE) \x14\x15万元\r")).unread
    assert "1处公式域" in part.reason
    assert not document(P("合计\x13 =SUM(ABOVE) \x1412\x15万元\r")).unread


def test_field_without_an_end_swallows_nothing() -> None:
    found = document(P("甲\x13 REF x\r"), P("乙12万元\r"), P("丙\x15丁\r"))
    assert texts(found) == ["甲 REF x", "乙12万元", "丙丁"]
    assert "域代码不完整" in found.unread[0].reason


@pytest.mark.parametrize(("state", "default", "shown"), [(1, 0, "☑"), (0, 1, "□"), (25, 1, "☑"), (25, 0, "□")])
def test_check_boxes_of_forms(state: int, default: int, shown: str) -> None:
    field = (
        struct.pack("<IHHH", 0xFFFFFFFF, 1 | state << 2, 0, 20) + struct.pack("<HH", 0, 0) + struct.pack("<H", default)
    )
    store = struct.pack("<IH62x", 68 + len(field), 68) + field
    mark = struct.pack("<HI", 0x6A03, 0)
    text = "\x13 FORMCHECKBOX \x01\x14\x15是\r"
    at = text.index("\x01")
    assert texts(document(P(text, marks=((at, at + 1, mark),)), store=store)) == [shown + "是"]


def test_symbols_and_raised_digits() -> None:
    name = "Wingdings".encode("utf-16-le") + b"\0\0"
    fonts = struct.pack("<HH", 1, 0) + bytes([39 + len(name)]) + bytes(39) + name
    symbol = struct.pack("<HHH", 0x6A09, 0, 0xF0FE)
    set_in = struct.pack("<HH", 0x4A51, 0)
    found = document(
        P("(甲\r", marks=((0, 1, symbol),)),
        P("\uf0a8乙\r", marks=((0, 1, set_in),)),
        P("104平方\r", marks=((2, 3, bytes.fromhex("482a01")),)),
        parts={15: fonts},
    )
    assert texts(found) == ["☑甲", "□乙", "10⁴平方"]


def test_notes_comments_headers_and_boxes() -> None:
    """The last bound of the table of footnotes means nothing, whatever it says."""

    def cuts(*bounds: int, size: int = 0) -> bytes:
        return struct.pack(f"<{len(bounds)}I", *bounds) + bytes(size * (len(bounds) - 1))

    box = (
        struct.pack("<III", 0, 4, 7)
        + struct.pack("<iiHiii", 0, 0, 0, 0, 1025, 0)
        + struct.pack("<iiHiii", 0, 0, 1, 0, 0, 0)
    )
    anchor = struct.pack("<II", 1, 10) + struct.pack("<i22x", 1025)
    separators = [0] * 7
    stories = {
        "main": [P("正\x08文\x02\r"), P("后文\r")],
        "footnote": [P("\x02 脚注\r"), P("\r")],
        "header": [P("页眉\r"), P("\r")],
        "comment": [P("\x05批注\r"), P("\r")],
        "textbox": [P("框内\r\r"), P("\r\r\r")],
    }
    parts = {
        3: cuts(0, 5, 2), 5: cuts(0, 4, 5), 11: cuts(*separators, 3, 4), 56: box, 40: anchor,
    }  # fmt: skip
    found = read_binary(make_binary(stories, parts=parts))
    assert [(p.kind, p.text) for p in paragraphs(found)] == [
        ("body", "正文"),
        ("textbox", "框内"),
        ("body", "后文"),
        ("footnote", "脚注"),
        ("comment", "批注"),
    ]
    assert found.furniture == ("页眉",)


def test_notes_whose_table_is_lost_are_told() -> None:
    stories = {"main": [P("正文\r")], "footnote": [P("脚注12万元\r"), P("\r")]}
    assert any("脚注未读取" in u.reason for u in read_binary(make_binary(stories)).unread)


def test_noise_is_refused() -> None:
    with pytest.raises(OutOfReach, match="不是可辨认的文字"):
        document(P("\ue100\ue200\x81\x82乱码" * 10 + "\r"))


def test_pages_and_sections_end_paragraphs_only_where_they_do() -> None:
    found = document(P("分页\x0c前后\r"), P("节末\x0c"), P("新节\r"))
    assert texts(found) == ["分页\n前后", "节末", "新节"]


def test_tables_that_run_backwards_or_in_circles_are_not_followed() -> None:
    """Bounds that jump back would have the same text read over and over; a text box anchored in itself would
    never end."""
    box = struct.pack("<iiHiii", 0, 0, 0, 0, 1025, 0)
    back = struct.pack("<5I", 0, 4, 0, 4, 0) + box * 4
    anchor = struct.pack("<II", 5, 10) + struct.pack("<i22x", 1025)
    stories = {"main": [P("正\x08文\r")], "textbox": [P("框\x08内\r"), P("\r")]}
    found = read_binary(make_binary(stories, parts={56: back, 40: anchor}))
    assert texts(found) == ["正文", "框内"]


def test_absurd_depths_and_numbers_stay_small() -> None:
    deep = document(P("\x13" * 5000 + "文" + "\x15" * 5000 + "\r"))
    assert texts(deep) == ["文"] and "域代码不完整" in deep.unread[0].reason
    high = document(P("文\r", listed(1, 0)), parts=list_parts([level(1, "%0", start=0x7FFFFFFF)]))
    assert len(paragraphs(high)[0].label) < 10


RAISED, LOWERED, UP, DOWN, LITTLE = (
    bytes.fromhex(one) for one in ("482a01", "482a02", "45480800", "4548faff", "45480200")
)


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        (RAISED, "82.5万元⁴。"),
        (LOWERED, "82.5万元₄。"),
        (UP, "82.5万元⁴。"),
        (DOWN, "82.5万元₄。"),
        (LITTLE, "82.5万元4。"),
    ],
)
def test_figures_above_or_below_the_line_stand_apart(properties: bytes, shown: str) -> None:
    found = document(P("前82.5\r"), P("82.5万元4。\r", marks=((6, 7, properties),)), P("后4\r"))
    assert texts(found) == ["前82.5", shown, "后4"]


def test_a_whole_line_that_was_raised_is_an_ordinary_one() -> None:
    found = document(P("100\r", marks=((0, 3, UP),)), P("PM2.5浓度\r", marks=((2, 5, DOWN),)))
    assert texts(found) == ["100", "PM2.5浓度"]


def test_a_style_of_characters_raises_what_it_is_given_to() -> None:
    sheet = style_sheet((0, 1, 0xFFF, b"", b""), (0xFFE, 2, 0xFFF, b"", RAISED))
    styled, not_so = bytes.fromhex("304a0100"), bytes.fromhex("304a0100 482a00")
    found = document(P("甲4\r", marks=((1, 2, styled),)), P("乙4\r", marks=((1, 2, not_so),)), parts={1: sheet})
    assert texts(found) == ["甲⁴", "乙4"]
