"""Documents that a report cites: titles in 《》, document numbers, and which number goes with which title."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from audit.case import Case
from audit.spot import Spot
from extract.claims.context import Passage
from extract.numerals import read

NUMBER = re.compile(
    r"(?P<issuer>[一-鿿]{1,14}?)\s*(?P<open>[〔\[［【(（﹝])\s*(?P<year>(?:19|20)\d{2})\s*年?\s*(?P<close>[〕\]］】)）﹞])\s*"
    r"第?\s*(?P<serial>\d{1,5})\s*号"
)
ORDER = re.compile(r"(?P<issuer>[一-鿿]{0,16}?令)\s*第?\s*(?P<serial>\d{1,4}|[一二三四五六七八九十百零〇]{1,6})\s*号")
_BETWEEN = re.compile(r"^(?:等|的通知|的决定|的意见|的函|（试行）|（暂行）|[\s，,]){0,3}[\s（(〔\[［【]{0,2}\s*$")
_OPEN, _CLOSE = "《〈", "》〉"


class Citation(msgspec.Struct, frozen=True):
    """A cited document. `title` is without its outer 《》; `number` is normalised (财预〔2020〕10号, 财政部令18号) or
    ""; `year` the year in the number, 0 for orders and where there is none."""

    title: str
    number: str
    issuer: str
    year: int
    serial: int
    title_spot: Spot | None
    number_spot: Spot | None

    @property
    def spot(self) -> Spot:
        """The words to show: the title if there is one."""
        spot = self.title_spot or self.number_spot
        assert spot is not None
        return spot


def title_spans(text: str) -> Iterator[tuple[int, int]]:
    """The outermost 《…》 of a text as [start, end), the marks included. An unclosed one is none."""
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char in _OPEN:
            if depth == 0:
                start = at
            depth += 1
        elif char in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                yield start, at + 1


def citations(case: Case) -> list[Citation]:
    """Every document cited in the item, in reading order; a number alone is a citation without title."""
    return [cited for passage in case.passages() for cited in _cited(passage)]


def _cited(passage: Passage) -> Iterator[Citation]:
    text = passage.text
    if "《" not in text and "号" not in text:
        return
    numbers = sorted(_numbers(passage), key=lambda number: number[3].start)
    spans = list(title_spans(text))
    taken: set[int] = set()
    for index, (start, end) in enumerate(spans):
        limit = spans[index + 1][0] if index + 1 < len(spans) else len(text)
        spot = Spot(passage, start, end)
        title = text[start + 1 : end - 1]
        near = next((n for n in numbers if end <= n[3].start < limit), None)
        if near is not None and _BETWEEN.match(text[end : near[3].start]):
            taken.add(near[3].start)
            issuer, year, serial, number = near
            yield Citation(title, _written(issuer, year, serial), issuer, year, serial, spot, number)
        else:
            yield Citation(title, "", "", 0, 0, spot, None)
    for issuer, year, serial, number in numbers:
        inside = any(start < number.start < end for start, end in spans)
        if number.start not in taken and not inside:
            yield Citation("", _written(issuer, year, serial), issuer, year, serial, None, number)


def _numbers(passage: Passage) -> Iterator[tuple[str, int, int, Spot]]:
    """(issuer, year or 0, serial, spot) of each document number or order number of a passage."""
    for match in NUMBER.finditer(passage.text):
        issuer = re.split(r"[依根按]据|按照|关于|的|和|及|与|见|中|令第", match.group("issuer"))[-1]
        start = match.start("open") - len(issuer.rstrip()) - (match.start("open") - match.end("issuer"))
        if issuer:
            yield issuer, int(match.group("year")), int(match.group("serial")), Spot(passage, start, match.end())
    for match in ORDER.finditer(passage.text):
        issuer = re.split(r"[依根按]据|按照|关于|的|和|及|与|见", match.group("issuer"))[-1]
        digits = match.group("serial")
        serial = int(digits) if digits.isdecimal() else read(digits)
        if len(issuer) >= 2 and serial is not None:
            start = match.end("issuer") - len(issuer)
            yield issuer, 0, int(serial), Spot(passage, start, match.end())


def _written(issuer: str, year: int, serial: int) -> str:
    return f"{issuer}〔{year}〕{serial}号" if year else f"{issuer}{serial}号"


def plain_title(title: str) -> str:
    """A title for comparison: without inner marks, trial notes, year of edition and white space."""
    plain = re.sub(r"[\s《》〈〉<>“”\"、，,（）()\[\]·—-]", "", title)
    return re.sub(r"(?:试行|暂行|(?:19|20)\d{2}年?(?:修正|修订|版|本))$", "", plain)
