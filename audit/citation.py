"""Documents that a report cites: titles in 《》, document numbers, and which number goes with which title."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from audit.case import Case
from audit.spot import Spot
from extract.claims.context import Passage
from extract.numerals import read

# Both begin where a search finds them at once; who issued the document stands before.
NUMBER = re.compile(
    r"(?P<open>[〔\[［【(（﹝])(?:(?<=[一-鿿].)|(?<=[一-鿿]\s.))\s*(?P<year>(?:19|20)\d{2})\s*年?\s*(?P<close>[〕\]］】)）﹞])\s*"
    r"第?\s*(?P<serial>\d{1,5})\s*号"
)
_ORDER = re.compile(r"令\s*第?\s*(?P<serial>\d{1,4}|[一二三四五六七八九十百零〇]{1,6})\s*号")
_ISSUER = re.compile(r"[一-鿿]{1,14}(?=\s?$)")
_COMMANDER = re.compile(r"[一-鿿]{0,16}令$")
_LEAD_IN = re.compile(r"[依根按]据|按照|关于|的|和|及|与|见|中|令第")
_LEAD_IN_ORDER = re.compile(r"[依根按]据|按照|关于|的|和|及|与|见")
_MARK = re.compile("[《〈》〉]")
_REACH = 20
_BETWEEN = re.compile(r"^(?:等|的通知|的决定|的意见|的函|（试行）|（暂行）|[\s，,]){0,3}[\s（(〔\[［【]{0,2}\s*$")
_OPEN = "《〈"


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
    for mark in _MARK.finditer(text):
        if mark[0] in _OPEN:
            if depth == 0:
                start = mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, mark.end()


def citations(case: Case) -> list[Citation]:
    """Every document cited in the item, in reading order; a number alone is a citation without title. The list is kept
    and shared, and must not be changed."""
    known: list[Citation] | None = case.memo.get("citations")
    if known is None:
        known = case.memo["citations"] = [c for passage in case.passages_with("《号") for c in _cited(passage)]
    return known


def _cited(passage: Passage) -> Iterator[Citation]:
    text = passage.text
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
    text, before = passage.text, 0
    for match in NUMBER.finditer(text):
        issuer = _LEAD_IN.split(_last(_ISSUER, text, before, match.start()))[-1]
        before = match.end()
        if issuer:
            start = len(text[: match.start()].rstrip()) - len(issuer)
            yield issuer, int(match["year"]), int(match["serial"]), Spot(passage, start, match.end())
    before = 0
    for match in _ORDER.finditer(text):
        issuer = _LEAD_IN_ORDER.split(_last(_COMMANDER, text, before, match.start() + 1))[-1]
        before = match.end()
        serial = int(match["serial"]) if match["serial"].isdecimal() else read(match["serial"])
        if len(issuer) >= 2 and serial is not None:
            yield issuer, 0, int(serial), Spot(passage, match.start() + 1 - len(issuer), match.end())


def _last(words: re.Pattern[str], text: str, start: int, end: int) -> str:
    """What a pattern finds at the end of [start, end), "" for nothing."""
    found = words.search(text, max(start, end - _REACH), end)
    return found[0] if found else ""


def _written(issuer: str, year: int, serial: int) -> str:
    return f"{issuer}〔{year}〕{serial}号" if year else f"{issuer}{serial}号"


def plain_title(title: str) -> str:
    """A title for comparison: without inner marks, trial notes, year of edition and white space."""
    plain = re.sub(r"[\s《》〈〉<>“”\"、，,（）()\[\]·—-]", "", title)
    return re.sub(r"(?:试行|暂行|(?:19|20)\d{2}年?(?:修正|修订|版|本))$", "", plain)
