"""Masking of what identifies a person: 身份证号, 银行卡号, 手机号. Every output passes its text through here.

A masked text is as long as the original, so that every offset stays true.
"""

from __future__ import annotations

import re
from decimal import Decimal
from types import NoneType
from typing import Any, TypeVar

import msgspec

from audit.finding import ReportResult
from extract.document import Line

_DIGIT = "0-9０-９"
_CANDIDATE = re.compile(rf"[{_DIGIT}](?:[ \-]?[{_DIGIT}]){{10,22}}[XxＸｘ]?")
_IDENTITY = re.compile(
    r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]"  # GB 11643-1999
    r"|[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}"  # the 15 digits in use before
)
_SHORTEST = 11
_MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
_CARD = re.compile(r"\d{16,19}")
_CARD_WORDS = re.compile(r"(?:卡号|账号|帐号|账户|帐户)\D{0,6}$")
_PERSON_WORDS = re.compile(r"身份证\D{0,8}$")
_MONEY_AFTER = re.compile(r"\s*[万亿元]|[.．,，]\d")
_NUMBER_BEFORE = re.compile(r"[\dA-Za-z.．]$|\d[,，]$")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９ＸｘX", "0123456789XXX")

_ELEVEN, _ALL_ZERO = b"0" * _SHORTEST, bytes.maketrans(b"123456789", b"0" * 9)
_FULL_WIDTH_DIGIT = re.compile(b"\xef\xbc[\x90-\x99]")

Value = TypeVar("Value")


def mask(text: str) -> str:
    """The text with the middle digits of identity, card and mobile numbers as `*`; of equal length."""
    if len(text) < _SHORTEST:
        return text
    return _CANDIDATE.sub(_masked, text)


def _masked(match: re.Match[str]) -> str:
    ink, text = match.group(), match.string
    digits = "".join(ink.translate(_FULL_WIDTH).upper().split()).replace("-", "")
    before, after = text[: match.start()][-16:], text[match.end() : match.end() + 4]
    if _NUMBER_BEFORE.search(before) or _MONEY_AFTER.match(after):
        return ink
    if _MOBILE.fullmatch(digits):
        return _cover(ink, 3, 4)
    if _IDENTITY.fullmatch(digits) and (len(digits) == 18 or _PERSON_WORDS.search(before)):
        return _cover(ink, 6, 4)
    if _CARD.fullmatch(digits) and (_CARD_WORDS.search(before) or (digits[0] in "3456" and _luhn(digits))):
        return _cover(ink, 4, 4)
    return ink


def _cover(ink: str, first: int, last: int) -> str:
    solid = [i for i, char in enumerate(ink) if char not in " -"]
    hidden = set(solid[first : len(solid) - last])
    return "".join("*" if i in hidden else char for i, char in enumerate(ink))


def _luhn(digits: str) -> bool:
    """The check digit of bank cards (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        digit = int(char) * (2 if place % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


def _may_hold_numbers(text: bytes) -> bool:
    """Whether something in a text (UTF-8) may match `_CANDIDATE`; a search for that takes five times as long."""
    return _ELEVEN in text.translate(_ALL_ZERO, b" -") or _FULL_WIDTH_DIGIT.search(text) is not None


def masked(value: Value) -> Value:
    """The value with every text in it masked: structs, tuples, lists and dicts are walked through."""
    walked: Value = _walk(value)
    return walked


def masked_result(result: ReportResult, packed: bytes = b"") -> ReportResult:
    """The result as outputs may show it; a figure whose own digits had to be masked keeps no value either. `told`, which
    no output shows, stays as it is. `packed` is the result in msgpack, where the caller has it."""
    texts = packed or msgspec.msgpack.encode(result)
    for identifier in (result.sha256, result.ruleset):
        texts = texts.replace(identifier.encode(), b"", 1)
    if not _may_hold_numbers(texts):
        return result  # no run of digits long enough anywhere: the walk below would change nothing
    shown = msgspec.structs.replace(masked(msgspec.structs.replace(result, told=())), told=result.told)
    if all(f.text == s.text for f, s in zip(result.figures, shown.figures, strict=True)):
        return shown
    zero = Decimal(0)
    figures = tuple(
        s if f.text == s.text else msgspec.structs.replace(s, value=zero, lower=zero, upper=zero)
        for f, s in zip(result.figures, shown.figures, strict=True)
    )
    return msgspec.structs.replace(shown, figures=figures)


_IDENTIFIERS = frozenset({"sha256", "version", "ruleset", "fingerprint", "amounts_fingerprint", "report", "finding"})


_TEXTLESS = frozenset({NoneType, bool, int, float, Decimal, Line})


def _walk(value: Any) -> Any:
    if value.__class__ in _TEXTLESS:
        return value
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, tuple):
        walked = tuple(_walk(part) for part in value)
        return value if all(a is b for a, b in zip(walked, value, strict=True)) else walked
    if isinstance(value, list):
        return [_walk(part) for part in value]
    if isinstance(value, dict):
        return {key: _walk(part) for key, part in value.items()}
    if isinstance(value, msgspec.Struct):
        changed = {}
        for name in value.__struct_fields__:
            part = getattr(value, name)
            kind = part.__class__
            if kind in _TEXTLESS or (kind is str and len(part) < _SHORTEST) or name in _IDENTIFIERS:
                continue
            walked_part = _walk(part)
            if walked_part is not part:
                changed[name] = walked_part
        return msgspec.structs.replace(value, **changed) if changed else value
    return value
