"""PDFs that are broken or meant to break the reader: refused or said, never read as if whole, nothing but `Unreadable`."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import Table
from extract.errors import Unreadable
from extract.readers.pdf import read
from tests.readers.mutants import COUNT
from tests.readers.printing import FONT, card, drawn, lines, paragraph, set_out

ROOT = Path(__file__).resolve().parents[2]
_MUTANTS = """
import json, random, sys
from pathlib import Path
from extract.errors import Unreadable
from extract.readers.pdf import read

source = Path(sys.argv[1]).read_bytes()
for seed in range(int(sys.argv[2]), int(sys.argv[3])):
    draw, mutant = random.Random(seed), bytearray(source)
    for _ in range(draw.choice((1, 5, 30, 200))):
        if len(mutant) < 500:
            break
        at, kind = draw.randrange(len(mutant)), draw.randrange(4)
        if kind == 0:
            mutant[at] = draw.randrange(256)
        elif kind == 1:
            del mutant[at : at + draw.randrange(1, 400)]
        elif kind == 2:
            mutant[at:at] = draw.randbytes(draw.randrange(1, 30))
        else:
            other = draw.randrange(len(mutant))
            mutant[at : at + 50] = mutant[other : other + 50]
    try:
        outcome = "read" if read(bytes(mutant)).blocks else "nothing"
    except Unreadable as error:
        outcome = error.reason
    print(json.dumps([seed, outcome]), flush=True)
"""


def _sample() -> bytes:
    rows = [
        ["指标", "说明", "得分"],
        *([f"指标{n}", "资金使用规范，年度目标全部实现。" * 3, f"{n}.5"] for n in range(60)),
    ]
    return set_out([paragraph("本年支出1,044.43万元。"), card(rows, (80, 250, 60))])


def _pdf(*objects: bytes) -> bytes:
    numbered = b"".join(b"%d 0 obj%s endobj\n" % (number, body) for number, body in enumerate(objects, 1))
    return b"%PDF-1.4\n" + numbered + b"trailer<</Root 1 0 R>>\n%%EOF"


def test_a_file_cut_off_anywhere_is_damaged_or_says_so() -> None:
    source = _sample()
    for twentieth in range(20):
        try:
            document = read(source[: len(source) * twentieth // 20])
        except Unreadable as error:
            assert error.reason in ("damaged", "empty")
        else:
            assert any("末尾缺失" in part.reason for part in document.unread)


def test_damage_inside_a_page_is_said() -> None:
    plain = b"BT /F1 12 Tf 72 700 Td (Total 100) Tj ET\n" * 40
    packed = bytearray(zlib.compress(plain))
    packed[len(packed) // 2] ^= 0xFF
    source = _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 7 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), bytes(packed)),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R/Resources<</Font<</F1 7 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(plain), plain),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    assert any("数据损坏" in part.reason for part in read(source).unread)


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    packed = zlib.compress(bytes(260 << 20), 1)
    source = _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
    )
    with pytest.raises(Unreadable) as caught:
        read(source)
    assert caught.value.reason == "too_large"


def test_a_page_tree_that_bites_its_tail_is_damaged() -> None:
    source = _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 5>>")
    with pytest.raises(Unreadable) as caught:
        read(source)
    assert caught.value.reason in ("damaged", "empty")


def test_a_lost_page_among_others_is_unread_with_its_number() -> None:
    source = _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length 40>>stream\nBT /F1 12 Tf 72 700 Td (Total 100) Tj ET \nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    document = read(source)
    assert [part.place.page for part in document.unread if part.place] == [2]
    assert "第2页" in document.unread[0].reason


def test_a_page_a_mile_wide_is_read_in_no_time() -> None:
    start = time.process_time()
    document = read(drawn(lambda c: lines(c, ["总额100万元。"]), size=(200_000, 842)))
    assert document.blocks
    assert time.process_time() - start < 2


def test_a_page_of_countless_lines_is_read_in_bounds() -> None:
    def page(canvas: object) -> None:
        canvas.setLineWidth(0.1)  # type: ignore[attr-defined]
        for number in range(12_000):
            x, y = number % 110 * 5, number // 110 * 7
            canvas.line(x, y, x + 4, y)  # type: ignore[attr-defined]
            canvas.line(x, y, x, y + 6)  # type: ignore[attr-defined]
        lines(canvas, ["总额100万元。"])  # type: ignore[arg-type]

    start = time.process_time()
    read(drawn(page))
    assert time.process_time() - start < 10


def test_characters_without_meaning_are_refused_with_advice() -> None:
    source = drawn(lambda c: lines(c, ["\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008" * 4] * 5))
    with pytest.raises(Unreadable) as caught:
        read(source)
    assert caught.value.reason == "unsupported"
    assert "编码" in caught.value.message


_SIGNS = "预算执行率资金项目支出决算合计得分指标，。（）12345.67%—①“”AB c"


def _scribbled(draw: random.Random) -> Callable[[Canvas], None]:
    """A page of lines, boxes and words thrown on it: most meet at a few common positions, as in forms."""

    def page(canvas: Canvas) -> None:
        xs = [draw.choice((72, 100, 150, 200, 260, 330, 400, 523)) + draw.choice((0, 0, 3.5)) for _ in range(8)]
        ys = [700 - 20 * number + draw.choice((0, 0, 0, 4.5)) for number in range(30)]
        for _ in range(draw.randrange(40)):
            x, y = draw.choice(xs), draw.choice(ys)
            kind = draw.randrange(4)
            if kind < 2:
                canvas.line(x, y, *((draw.choice(xs), y) if kind else (x, draw.choice(ys))))
            else:
                canvas.rect(x, y, draw.choice((50, 100, 0.5, 200)), draw.choice((20, 40, 0.5, 100)), fill=kind == 3)
        canvas.setFillColorRGB(0, 0, 0)
        for _ in range(draw.randrange(90)):
            canvas.setFont(FONT, draw.choice((9, 10.5, 12, 16)))
            word = "".join(draw.choice(_SIGNS) for _ in range(draw.choice((1, 2, 5, 8, 20, 36))))
            canvas.drawString(draw.choice(xs), draw.choice(ys) + 5, word)

    return page


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_drawn_tables_have_no_holes_and_lines_lie_in_their_text(seed: int) -> None:
    draw = random.Random(seed)
    try:
        document = read(drawn(*[_scribbled(draw) for _ in range(2)]))
    except Unreadable:
        return
    for block in document.blocks:
        if isinstance(block, Table):
            slots = [
                (row, col)
                for cell in block.cells
                for row in range(cell.row, cell.row + cell.rowspan)
                for col in range(cell.col, cell.col + cell.colspan)
            ]
            assert sorted(slots) == [(row, col) for row in range(block.rows) for col in range(block.cols)]
        for item in block.cells if isinstance(block, Table) else (block,):
            assert all(line.end <= len(item.text) for line in item.lines)


@pytest.mark.slow
def test_mutants_end_in_a_document_or_a_reason(tmp_path: Path) -> None:
    (tmp_path / "sample.pdf").write_bytes(_sample())
    outcomes: dict[int, str] = {}
    # PDFium may end its process on some mutant: the next process goes on behind it, and such deaths stay few.
    deaths = 0
    while len(outcomes) + deaths < COUNT:
        first, last = str(len(outcomes) + deaths), str(COUNT)
        command = [sys.executable, "-c", _MUTANTS, str(tmp_path / "sample.pdf"), first, last]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240 + COUNT, check=False)
        outcomes.update(json.loads(line) for line in done.stdout.splitlines())
        assert "Traceback" not in done.stderr
        deaths += done.returncode != 0
    assert deaths <= COUNT // 50
    assert set(outcomes.values()) <= {"read", "damaged", "empty", "unsupported", "encrypted", "too_large"}


@pytest.mark.slow
def test_five_hundred_pages_take_little_memory(tmp_path: Path) -> None:
    page = pypdfium2.PdfDocument(_sample())
    whole = pypdfium2.PdfDocument.new()
    while len(whole) < 500:
        whole.import_pages(page)
    whole.save(tmp_path / "long.pdf")
    script = (
        "import sys; from pathlib import Path; from extract.readers.pdf import read;"
        "read(Path(sys.argv[1]).read_bytes());"
        "print(int(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]) // 1024)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "long.pdf")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=True)
    assert int(done.stdout) <= 300
