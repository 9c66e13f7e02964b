"""OFD files that are broken or meant to break the reader: read or refused in little time and memory."""

from __future__ import annotations

import time

import pytest

from extract.errors import Unreadable
from extract.readers import read
from tests.readers.conftest import unzipped, zipped
from tests.readers.ofd_samples import NS, ofd, page, path, text
from tests.readers.test_ofd import SENTENCE, on_page, texts

SECONDS = 5


@pytest.fixture(autouse=True)
def quick() -> object:
    begun = time.process_time()
    yield
    assert time.process_time() - begun < SECONDS


def unit(number: int, content: str) -> str:
    return f'<ofd:CompositeGraphicUnit ID="{number}"><ofd:Content>{content}</ofd:Content></ofd:CompositeGraphicUnit>'


def used(number: int) -> str:
    return f'<ofd:CompositeObject ResourceID="{number}" Boundary="0 0 210 297"/>'


def with_units(units: str, content: str) -> bytes:
    resources = f"<ofd:Res {NS}><ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits></ofd:Res>"
    return ofd(page(content), common="<ofd:PublicRes>Res.xml</ofd:PublicRes>", parts={"Doc_0/Res.xml": resources})


def test_repeats_are_no_more_than_the_text_is_long() -> None:
    for count in ("2000000000", "-5", "1e300", "x"):
        document = on_page(text("甲乙丙", 30, 40, code=f'DeltaX="g {count} 4"') + text(SENTENCE, 30, 60))
        assert texts(document)[-1] == SENTENCE


def test_glyphs_that_are_claimed_without_end() -> None:
    claimed = '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="2000000000"/>'
    assert texts(on_page(text(SENTENCE, 30, 40, code='DeltaX="g 2000000000 4"', inner=claimed)))


def test_units_that_hold_themselves() -> None:
    assert texts(read(with_units(unit(9, used(9)), text(SENTENCE, 30, 40) + used(9)))) == [SENTENCE]


def test_units_that_multiply() -> None:
    units = "".join(unit(n, used(n + 1) * 100) for n in range(1, 6)) + unit(6, text("一", 0, 5))
    with pytest.raises(Unreadable) as caught:
        read(with_units(units, text(SENTENCE, 30, 40) + used(1)))
    assert "异常" in caught.value.message


def test_more_characters_than_any_page_has() -> None:
    source = ofd(page(text("长" * 120_000, 30, 40)), page(text(SENTENCE, 30, 40)))
    document = read(source)
    assert texts(document) == [SENTENCE] and "第1页" in document.unread[0].reason


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e308", "", "x", "0", "-1"])
@pytest.mark.parametrize("name", ["Size", "HScale", "CTM", "Boundary", "CharDirection", "Alpha", "X", "Y"])
def test_numbers_that_are_none(name: str, value: str) -> None:
    stated = " ".join([value] * {"CTM": 6, "Boundary": 4}.get(name, 1))
    odd = (
        f'<ofd:TextObject Size="4" Boundary="30 60 100 10" {"" if name in ("Size", "Boundary") else f"{name}={stated!r}"}>'
        f'<ofd:TextCode X="0" Y="4">甲乙丙</ofd:TextCode></ofd:TextObject>'
    )
    if name in ("Size", "Boundary"):
        odd = odd.replace('Size="4"', f'Size="{stated}"') if name == "Size" else odd.replace("30 60 100 10", stated)
    if name in ("X", "Y"):
        odd = (
            odd.replace(f"{name}={stated!r}", "")
            .replace('X="0"', "")
            .replace("<ofd:TextCode", f'<ofd:TextCode {name}="{stated}"', 1)
        )
        odd = odd.replace(' Y="4"', "") if name == "Y" else odd
    assert SENTENCE in "".join(texts(on_page(text(SENTENCE, 30, 40) + odd)))


@pytest.mark.parametrize(
    "steps", ["nan nan", "inf -inf", "1e308 1", "x", "0 0", "-1 -1", "g", "g 2", "g g g", "99999 4"]
)
def test_steps_that_are_none(steps: str) -> None:
    """Characters printed over one another are refused as such."""
    try:
        found = on_page(text(SENTENCE, 30, 40) + text("甲乙丙", 30, 60, code=f'DeltaX="{steps}"'))
    except Unreadable as refusal:
        assert "重叠" in refusal.message
    else:
        assert texts(found)[0] == SENTENCE


@pytest.mark.parametrize(
    "data", ["", "M", "M 1", "L L L", "M nan nan L inf 3", "Z 1 2", "C C C", "M 0 0 A 1 2", "M 1e9 0 L 2 2"]
)
def test_paths_that_are_none(data: str) -> None:
    assert texts(on_page(text(SENTENCE, 30, 40) + path(data))) == [SENTENCE]


def test_a_path_of_a_million_lines() -> None:
    assert texts(
        on_page(
            text(SENTENCE, 30, 40) + path("M 0 0" + "".join(f" L {n % 97} {n * 7919 % 101}" for n in range(300_000)))
        )
    ) == [SENTENCE]


def test_a_page_of_no_size_or_of_miles() -> None:
    for box in ("0 0 0 0", "0 0 -1 -1", "nan nan nan nan", "0 0 99999 99999", ""):
        assert texts(read(ofd(page(text(SENTENCE, 30, 40), box=box)))) == [SENTENCE]


@pytest.mark.parametrize("part", ["OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"])
def test_entities_and_missing_parts(part: str) -> None:
    parts = unzipped(ofd(page(text(SENTENCE, 30, 40))))
    hostile = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + parts[part]
    for broken in (
        {**parts, part: hostile},
        {**parts, part: b""},
        {name: parts[name] for name in parts if name != part},
    ):
        with pytest.raises(Unreadable) as caught:
            read(zipped(broken))
        assert caught.value.reason in ("damaged", "unsupported")


def test_deep_nesting_and_places_outside() -> None:
    with pytest.raises(Unreadable) as caught:
        on_page("<ofd:PageBlock>" * 5_000 + "</ofd:PageBlock>" * 5_000)
    assert caught.value.reason == "damaged"
    with pytest.raises(Unreadable):
        read(ofd(page(text(SENTENCE, 30, 40)), bodies=("../../../etc/passwd", "/")))


def test_more_pages_than_are_read() -> None:
    pages = "".join('<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' for _ in range(3_100))
    parts = unzipped(ofd(page(text(SENTENCE, 30, 40))))
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(b"</ofd:Pages>", pages.encode() + b"</ofd:Pages>")
    with pytest.raises(Unreadable) as caught:
        read(zipped(parts))
    assert caught.value.reason == "too_large"
