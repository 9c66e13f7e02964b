"""What the report itself admits: sentences that name a shortcoming, and the indicators whose object they name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from extract.document import Paragraph, Place
from extract.glossary import fold
from extract.item import Item
from extract.kept import kept
from extract.report import Report
from extract.scorecard import Indicator

_CUE = re.compile(
    r"(?=[还仍尚均都有待需不滞未缺薄偏较缓])"  # what a cue can begin with, looked at first
    r"(?:(?:还|仍|尚|均|都|有)?(?:有?待|需)(?:进一步)?(?:加强|提高|提升|完善|改进|健全|规范|优化|细化|强化)|尚不|还不(?:够|足|完善|健全)|不够(?!用)|不健全|不完善|"
    r"不到位|不及时|不规范|不充分|不足(?!\d)|滞后|未完成|未能(?!发现)|缺乏|缺少|薄弱|偏低|较慢|缓慢|有(?:一定)?差距|不高|不强|不合理|不科学)"
)
_FUTURE = re.compile(r"避免|防止|解决|针对|克服|消除|杜绝|扭转|改变")
_STOP = re.compile(r"[。；;！!？?\n]")
_QUALITIES = "健全|完善|完整|规范|及时|合理|科学|明确|细化"
_QUALITY = re.compile(rf"^(?P<object>.{{4,}}?)的?(?P<quality>{_QUALITIES})[性度]?$")
_LACKED = {"健全": "健全|完善", "完善": "健全|完善", "合理": "合理|科学", "科学": "合理|科学"}
"""What an admission says is lacking where an indicator asks for this quality; the same word where nothing stands here."""
_LACKING = {
    quality: re.compile(
        rf"(?:不|未|待|需)[^，]{{0,8}}?(?:{_LACKED.get(quality, quality)})"
        + ("|滞后|缓慢|较慢" if quality == "及时" else "")
    )
    for quality in _QUALITIES.split("|")
}
_NAME_TAIL = re.compile(r"(?:情况|程度|水平|状况|执行情况|及执行情况)$")


_SENTENCE = 15
"""Characters from which a cell is a sentence rather than a heading or a value."""


class Admission(msgspec.Struct, frozen=True, dict=True):
    """A sentence that admits a shortcoming. `cue` are the words that say so, `clause` the part between commas in
    which they stand (with the one before it), all places in one block."""

    place: Place
    text: str
    clause: str
    cue: str

    @kept
    def told(self) -> str:
        """The clause as words are looked for in it."""
        return fold(self.clause)


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An object that indicator and admission may share, worded differently in each."""

    name: str
    indicator: str
    admission: str
    unless: str = ""


@cache
def topics() -> tuple[Topic, ...]:
    """The topics of admissions.toml."""
    table = tomllib.loads(files("audit").joinpath("admissions.toml").read_text("utf-8"))
    return msgspec.convert(table["topics"], tuple[Topic, ...])


def admissions(report: Report, item: Item) -> tuple[Admission, ...]:
    """The admissions in the item's paragraphs, and in long cells outside its cards, in reading order."""
    document = report.document
    cards = {card.place.block for card in report.scorecards}
    sections = document.sections
    found: list[Admission] = []
    for number in range(item.first, item.last + 1):
        block = document.blocks[number]
        if isinstance(block, Paragraph):
            if not block.hidden and block.kind == "body":
                found.extend(_of(block.text, Place(number, None, None, 0, 0, section=sections[number])))
            continue
        for cell in block.cells:
            if number not in cards and len(cell.text) >= _SENTENCE and not cell.hidden:
                found.extend(_of(cell.text, Place(number, cell.row, cell.col, 0, 0, section=sections[number])))
    return tuple(found)


def _of(text: str, at: Place) -> Iterator[Admission]:
    if not _CUE.search(text):
        return
    begin = 0
    for stop in [*(m.end() for m in _STOP.finditer(text)), len(text)]:
        sentence = text[begin:stop]
        for cue in _CUE.finditer(sentence):
            left = max(sentence.rfind(mark, 0, cue.start()) for mark in "，,、：:") + 1
            clause = sentence[max(0, sentence.rfind("，", 0, max(0, left - 1)) + 1) : _right(sentence, cue.end())]
            if _FUTURE.search(sentence[left : cue.start()]) or sentence[cue.end() : cue.end() + 1] == "的":
                continue
            start = begin + len(sentence) - len(sentence.lstrip())
            place = msgspec.structs.replace(at, start=start, end=stop)
            yield Admission(place, sentence.strip(), clause.strip(), cue[0])
        begin = stop


def _right(sentence: str, at: int) -> int:
    ends = [cut for mark in "，,：:" if (cut := sentence.find(mark, at)) >= 0]
    return min(ends, default=len(sentence))


def against(indicator: Indicator, found: Sequence[Admission]) -> tuple[tuple[Admission, str], ...]:
    """The admissions whose object is this indicator's, each with the shared words.

    The object is shared where the admission repeats the indicator's own name (four characters or more), where it says
    that the quality asked for (档案管理制度健全性) is lacking there, or where both belong to one topic of admissions.toml.
    """
    name = _NAME_TAIL.sub("", fold(indicator.name)).strip("“”")
    names = sorted({name, name.removeprefix("部门"), name.removeprefix("项目")}, key=len, reverse=True)
    named = _named(fold(indicator.name))
    asked = [quality for quality in map(_QUALITY.match, names) if quality]
    matched: list[tuple[Admission, str]] = []
    for admission in found:
        clause = admission.told
        shared = next((n for n in names if len(n) >= 4 and n in clause), "")
        shared = shared or _lacked(asked, clause)
        shared = shared or next((topic for topic in named if topic in _admitted(clause)), "")
        if shared:
            matched.append((admission, shared))
    return tuple(matched)


def _lacked(asked: Sequence[re.Match[str]], clause: str) -> str:
    """The object of which a clause says that the quality is lacking that the indicator asks for; "" for none."""
    for one in asked:
        if one["object"] in clause and _LACKING[one["quality"]].search(clause):
            return one["object"]
    return ""


@lru_cache(maxsize=4096)
def _named(words: str) -> tuple[str, ...]:
    """The topics that an indicator's name belongs to."""
    belongs = (t for t in topics() if re.search(t.indicator, words))
    return tuple(t.name for t in belongs if not (t.unless and re.search(t.unless, words)))


@lru_cache(maxsize=4096)
def _admitted(clause: str) -> frozenset[str]:
    """The topics that a clause belongs to."""
    return frozenset(t.name for t in topics() if re.search(t.admission, clause))
