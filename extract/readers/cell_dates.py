"""Dates and times of worksheets: from the serial number of days to the text that the cell displays."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache

from extract.readers.numbering import DIGITS, LEGAL, chinese

DATE_TOKEN = r"(?P<date>y+|e+(?![+-])|m+|d+|h+|s+(?:\.0+)?|a{3,4}(?!m)|AM/PM|A/P|上午/下午)"
_LAST_SERIAL = 2_958_465
"""31 December 9999; later serials are displayed as plain numbers."""
_DAY_SECONDS = 86_400
_WEEK = "一二三四五六日"
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905
Token = tuple[str, str]


@lru_cache(maxsize=4_096)
def display_date(value: Decimal, tokens: tuple[Token, ...], form: str, epoch_1904: bool) -> str | None:
    """The serial `value` by the tokens of a format; `form` is the digit of DBNum; None where it is no date."""
    if not 0 <= value <= _LAST_SERIAL:
        return None
    decimals = max((len(text.partition(".")[2]) for kind, text in tokens if kind == "date"), default=0)
    seconds = (value * _DAY_SECONDS).quantize(Decimal("0.0001"), ROUND_HALF_UP)  # less is binary noise
    if any(text[:1].lower() == "s" for kind, text in tokens if kind in ("date", "elapsed")):
        seconds = seconds.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    else:
        seconds = (seconds / 60).quantize(Decimal(1), ROUND_FLOOR) * 60
    days, within = divmod(seconds, _DAY_SECONDS)
    day = _calendar_day(int(days), epoch_1904)
    half = any(kind == "date" and text.upper() in ("AM/PM", "A/P", "上午/下午") for kind, text in tokens)
    pieces = []
    for number, (kind, text) in enumerate(tokens):
        if kind == "elapsed":
            pieces.append(_elapsed(text, seconds))
        elif kind == "date":
            minute = text[0].lower() == "m" and len(text) <= 2 and _is_minute(tokens, number)
            pieces.append(_piece("minute" if minute else text.lower(), len(text), day, within, half, form))
        elif kind == "gap":
            pieces.append(" ")
        elif kind in ("quoted", "escaped", "other", "mark", "digit"):
            pieces.append(text)
    return "".join(pieces)


def serial_of(text: str) -> Decimal | None:
    """The serial of an ISO 8601 date, as some writers store it; None if it is none."""
    try:
        moment = datetime.datetime.fromisoformat(text.strip().removesuffix("Z")).replace(tzinfo=None)
    except ValueError:
        return None
    passed = moment - datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - a worksheet has no time zones
    return Decimal(passed.days) + Decimal(passed.seconds) / _DAY_SECONDS


def _calendar_day(days: int, epoch_1904: bool) -> datetime.date:
    if epoch_1904:
        return datetime.date(1904, 1, 1) + datetime.timedelta(days=min(days, _LAST_SERIAL - 1_462))
    # the 1900 calendar of worksheets holds a 29 February that never was: serial 60
    return datetime.date(1899, 12, 31 if days < 60 else 30) + datetime.timedelta(days=days)


def _is_minute(tokens: Sequence[Token], number: int) -> bool:
    before = [text for kind, text in tokens[:number] if kind in ("date", "elapsed")]
    after = [text for kind, text in tokens[number + 1 :] if kind in ("date", "elapsed")]
    return bool(before and before[-1][:1].lower() == "h") or bool(after and after[0][:1].lower() == "s")


def _elapsed(text: str, seconds: Decimal) -> str:
    size = {"h": 3_600, "m": 60, "s": 1}[text[0]]
    return f"{int(seconds // size):0{len(text)}d}"


def _piece(token: str, width: int, day: datetime.date, within: Decimal, half: bool, form: str) -> str:
    hour = int(within // 3_600)
    if token in ("am/pm", "a/p", "上午/下午"):
        return token.split("/")[hour >= 12].upper()
    if token[0] in "ye":
        year = f"{day.year % 100:02d}" if token[0] == "y" and width <= 2 else f"{day.year:04d}"
        return "".join((LEGAL if form == "2" else DIGITS)[int(c)] for c in year) if form in ("1", "2") else year
    if token[0] == "a":
        return ("星期" if width == 4 else "") + _WEEK[day.weekday()]
    if token[0] == "d" and width > 2:
        return _DAYS[day.weekday()][: 3 if width == 3 else None]
    if token[0] == "m" and width > 2 and token != "minute":
        name = _MONTHS[day.month - 1]
        return name[:1] if width == 5 else name[: 3 if width == 3 else None]
    if token[0] == "s":
        return _second(token, within)
    amount = {"m": day.month, "d": day.day, "h": (hour % 12 or 12) if half else hour}.get(token[0], 0)
    if token == "minute":
        amount = int(within % 3_600 // 60)
    if form in ("1", "2"):
        words = chinese(amount, LEGAL if form == "2" else DIGITS, "拾佰仟万亿" if form == "2" else "十百千万亿")
        return words[1:] if form == "1" and 10 <= amount < 20 else words
    return f"{amount:0{width}d}" if width == 2 else str(amount)


def _second(token: str, within: Decimal) -> str:
    seconds = within % 60
    letters, _, decimals = token.partition(".")
    whole = f"{int(seconds):0{min(len(letters), 2)}d}"
    return whole + (f"{seconds % 1:.{len(decimals)}f}"[1:] if decimals else "")
