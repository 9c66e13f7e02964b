"""Title marks 《》 and number brackets 〔〕 that do not pair."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import Case
from audit.catalogue import bad, good, rule
from audit.finding import Finding
from audit.spot import Spot, found
from extract.claims.context import Passage

_PAIRS = {"》": "《", "〉": "〈", "〕": "〔"}
_MARK = re.compile("[《》〈〉〔〕]")
_NAMES = {"《": "书名号", "〈": "书名号", "〔": "六角括号"}


@rule(
    "F201",
    "书名号、文号括号不成对",
    family="citation",
    severity="info",
    basis="GB/T 15834—2011《标点符号用法》",
    wrongly="文件名跨段、跨单元格书写；转换格式时丢失的字符。",
    examples=[
        bad(
            "3.县府办《关于印发《安和县公务用车使用管理办法》和《安和县差旅费报销办法》的通知（安府办发〔2019〕33号）；",
            "《关于印发《安和县公务用车使用管",
        ),
        bad(
            "根据《中华人民共和国预算法、《会计基础工作规范》等规定，制定本单位制度。",
            "《中华人民共和国预算法、《会计基",
        ),
        bad("根据《项目支出绩效评价管理办法》（财预〔2020 10号）开展自评。", "〔2020 10号）开展自评。"),
        bad("按照预算绩效管理办法》要求，认真开展自评。", "按照预算绩效管理办法》"),
        good("根据《关于印发〈安和县预算绩效管理办法〉的通知》（安财〔2021〕4号）和《会计法》。"),
        good("根据《安和县人民政府关于印发《安和县预算绩效管理办法》的通知》（安政发〔2021〕4号）。"),
        good("制定《安和县水利局机关财务管理\n制度》等制度，1）加强预算管理；2）加强资产管理。"),
    ],
    aliases=("REF-07",),
)
def title_marks_unbalanced(case: Case) -> Iterator[Finding]:
    """同一段（格）内的《》、〈〉、〔〕应当成对。

    标在没有配对的那个符号上。不成对多为漏打，也会使文件名与文号对不上；属文字规范问题，仅作提示。
    一段以“《……”收尾、下一段以“……》”续写的，视为成对。
    """
    groups: dict[str, list[Spot]] = {}
    lost = [(passage, _unmatched(passage.text)) for passage in case.passages()]
    for (passage, marks), (after, next_marks) in zip(lost, [*lost[1:], (None, [])], strict=False):
        if marks and next_marks and after and _PAIRS.get(after.text[next_marks[0]]) == passage.text[marks[-1]]:
            marks.pop()
            next_marks.pop(0)
        for at in marks[:1]:
            spot = _around(passage, at)
            groups.setdefault(spot.ink, []).append(spot)
    for ink, marked in groups.items():
        yield found(
            title_marks_unbalanced,
            case,
            marked,
            f"“{ink}”处的书名号或括号没有配对，文件名的起止不清。可能是漏打，也可能是转换格式时丢失。",
            labels=(ink,),
            advice="请补齐书名号、括号；书名号内再用书名号的，内层用单书名号〈〉。",
        )


def _unmatched(text: str) -> list[int]:
    """Offsets of marks without a partner: of several open ones the outermost."""
    if not _MARK.search(text):
        return []
    waiting: list[int] = []
    lost: list[int] = []
    for mark in _MARK.finditer(text):
        at, char = mark.start(), mark[0]
        if char in _NAMES:
            waiting.append(at)
        else:
            partner = next((n for n in reversed(waiting) if text[n] == _PAIRS[char]), None)
            if partner is None:
                lost.append(at)
            else:
                waiting.remove(partner)
    return sorted([*lost, *waiting])


def _around(passage: Passage, at: int) -> Spot:
    """Some words from the mark on if it opens, up to it if it closes."""
    text = passage.text
    if text[at] in _NAMES:
        return Spot(passage, at, min(len(text), at + 16))
    return Spot(passage, max(0, at - 10, text.rfind("。", 0, at) + 1), at + 1)
