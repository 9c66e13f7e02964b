"""Cutting a rule into its parts and finding what each part gives or takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from extract.cards.cells import fold
from extract.fraction import Fraction
from extract.rubric import phrases as say
from extract.rubric.formula import find_formulas
from extract.rubric.scoring import RATES, Band, Bound, Formula, Gain, Step


class Case(msgspec.Struct, frozen=True):
    """A condition in figures with what it gives; `gain` is None for full marks."""

    bands: tuple[Band | Bound, ...]
    gain: Gain | None
    item: int


class Broken(msgspec.Struct):
    """A rule taken apart. `items` is the number of enumerated requirements; `plain` are points on a condition in
    words, with the enumerated item they stand in; `full_words`, `some_words`, `zero_words` tell that full
    marks, points (得分) or nothing are given on a condition in words; `between` that something is said of the space between two bounds."""

    text: str
    folded: str
    items: int = 0
    formulas: tuple[Formula, ...] = ()
    steps: list[Step] = msgspec.field(default_factory=list)
    ranges: list[tuple[int, Gain]] = msgspec.field(default_factory=list)
    cases: list[Case] = msgspec.field(default_factory=list)
    plain: list[tuple[int, Gain]] = msgspec.field(default_factory=list)
    stated: list[Gain] = msgspec.field(default_factory=list)
    vetoes: list[str] = msgspec.field(default_factory=list)
    full_words: bool = False
    full_at: int | None = None
    rest: Decimal | None = None
    some_words: bool = False
    zero_words: bool = False
    else_zero: bool = False
    pro_rata: bool = False
    between: bool = False
    discretion: bool = False
    open_points: bool = False
    floor: bool = False
    least: Decimal | None = None
    standard: Decimal | None = None
    unread: bool = False
    magnitude: bool = False
    times_weight: bool = False
    quarter: Gain | None = None
    linear: Decimal | None = None
    each: Gain | None = None
    each_share: Fraction | None = None
    exempt: str = ""


class _Ink:
    """The folded text in which what has been understood is blotted out, so that nothing is read twice."""

    def __init__(self, folded: str) -> None:
        self.text = folded

    def blot(self, start: int, end: int) -> None:
        self.text = self.text[:start] + "\0" * (end - start) + self.text[end:]


def take_apart(text: str, weight: Decimal | None = None) -> Broken:
    """Find every phrase of a rule. `text` is the rule as printed; offsets count in it; shares of the weight (得80%
    权重分) are points only where the weight is known."""
    folded = fold(text).replace("±", " ")
    broken = Broken(text, folded, formulas=find_formulas(folded), magnitude="±" in text or "绝对值" in text)
    ink = _Ink(folded)
    for formula in broken.formulas:
        tail = folded[formula.start : min(len(folded), formula.end + 12)]
        broken.times_weight |= _scores(formula, tail, weight)
        ink.blot(formula.start, formula.end)
    complement = not broken.formulas and say.COMPLEMENT.search(folded) and not say.LINEAR.search(folded)
    broken.unread = bool(complement or say.LESS_RECKONED.search(folded) or say.ADDED.search(folded))
    _score_formulas(broken, ink)
    broken.unread |= broken.linear is None and bool(say.RECKONED.search(ink.text))
    _limits(broken, ink, weight)
    broken.between = bool(say.BETWEEN.search(folded))
    broken.pro_rata = bool(say.PRO_RATA.search(folded))
    for match in say.OF_BOUND.finditer(ink.text):
        broken.pro_rata = True
        ink.blot(match.start(), match.end())
    broken.discretion = bool(say.DISCRETION.search(folded))
    exempt = say.EXEMPT.search(ink.text)
    if exempt is not None and not say.REACHED.search(exempt[0]):
        broken.exempt = text[exempt.start() : exempt.end()]
        ink.blot(exempt.start(), exempt.end())
    _deductions(broken, ink)
    _stated(broken, ink)
    _special(broken, ink, weight)
    _zeros(broken, ink)
    _cases(broken, ink, weight)
    _degrees_in_words(broken)
    return broken


def _scores(formula: Formula, tail: str, weight: Decimal | None) -> bool:
    """True where a formula gives points at once (…×8分, 得分=…×权重, …×8 where eight are to be had)."""
    times = re.search(rf"[×*xX✕]\s*(?P<points>{say.N})\s*(?=[，,。；;\n]|$)", tail)
    if times is not None and weight is not None and Decimal(times["points"]) == weight:
        return True
    return "得分" in formula.name or bool(re.search(rf"[×*xX✕]\s*(?:\d+(?:\.\d+)?\s*分|\(?{say.WEIGHT})", tail))


def _score_formulas(broken: Broken, ink: _Ink) -> None:
    """得分=执行率×10分 has no stroke: it is a proportion all the same."""
    linear = say.LINEAR.search(broken.folded)
    if linear is not None:
        broken.linear = Decimal(linear["zero"])
    scored = list(say.SCORED_BY.finditer(ink.text))
    broken.unread |= len(scored) > 1  # A类完成率×6+B类完成率×4: no single rate tells the points
    for match in scored:
        broken.times_weight = True
        ink.blot(match.start(), match.end())


def _limits(broken: Broken, ink: _Ink, weight: Decimal | None) -> None:
    """How far deductions go, and the figure from which they are counted."""
    broken.floor = "扣完" in broken.folded or "减完" in broken.folded
    for match in say.LAST_POINT.finditer(broken.folded):
        broken.floor = True
        left = match["least"] or (match["till"] if match["way"] != "满" else None)
        off = match["off"] or match["off2"] or (match["till"] if match["way"] == "满" else None)
        if off is not None and weight is not None:
            broken.least = max(Decimal(0), weight - Decimal(off))
        elif left is not None:
            broken.least = Decimal(left)
        ink.blot(match.start(), match.end())
    standard = say.STANDARD.search(ink.text)
    if standard is not None:
        broken.standard = Decimal(standard["value"] or standard["value2"])
        ink.blot(standard.start(), standard.end())


def _deductions(broken: Broken, ink: _Ink) -> None:
    rounding, said = say.rounding_of(broken.folded)
    ink.blot(*said)
    for match in say.DEDUCT.finditer(ink.text):
        begin = max((m.end() for m in say.SENTENCE.finditer(ink.text, 0, match.start())), default=0)
        before = ink.text[begin : match.start()]
        rates = list(say.RATE_STEP.finditer(before))
        if rates:
            start = begin + rates[-1].start()
            per, unit = say.in_percent(say.number(rates[-1]["per"]), rates[-1]["unit"])
            ways = tuple(filter(None, rates[-1].group("way", "way2")))
            if rates[-1]["from"] and broken.standard is None:
                broken.standard = Decimal(rates[-1]["from"])
        else:
            times = say.OCCURRENCE.search(before)
            start = begin + times.start() if times else match.start()
            per, unit = (say.number(times["per"]), times["unit"]) if times else (Decimal(1), "")
            ways = ()
        broken.steps.append(say.deduction(match, per, unit, rounding, ways))
        ink.blot(start, match.end())


def _stated(broken: Broken, ink: _Ink) -> None:
    for match in say.STATED.finditer(ink.text):
        group = "a" if match["a"] else "b"
        broken.stated.append(_gain(broken, match, group, ""))
        ink.blot(match.start(), match.end())
    inside = re.compile(rf"(?:权重分?|分值|标准分)\s*\(\s*(?P<a>{say.N})\s*分?\s*\)")
    for match in inside.finditer(broken.folded):
        if all(gain.start != match.start("a") for gain in broken.stated):
            broken.stated.append(_gain(broken, match, "a", ""))


def _special(broken: Broken, ink: _Ink, weight: Decimal | None) -> None:
    """Ranges of points, quarters, so much for each: read before single points are."""
    for match in say.RANGE.finditer(ink.text):
        if ink.text[: match.start()].rstrip("\0 ").endswith(("扣", "减", "扣除")):
            broken.discretion = broken.open_points = True  # 扣2-5分: how much is taken off is for a person to say
            ink.blot(match.start(), match.end())
            continue
        low, high = sorted(("low", "high"), key=lambda end: Decimal(match[end]))
        gain = _gain(broken, match, high, _condition(broken, match.start()))
        item = len(say.ENUMERATOR.findall(broken.folded, 0, match.start()))
        broken.ranges.append((item, msgspec.structs.replace(gain, low=Decimal(match[low]))))
        ink.blot(match.start(), match.end())
    if weight is not None:
        _of_weight(broken, ink, weight)
    quarter = say.QUARTER.search(ink.text)
    if quarter is not None:
        broken.quarter = _gain(broken, quarter, "points", quarter[0])
        ink.blot(quarter.start(), quarter.end())
    each = say.EACH.search(ink.text) or (say.EACH_OF_MOST.search(ink.text) if say.MOST.search(ink.text) else None)
    if each is not None:
        broken.each = _gain(broken, each, "points", each[0])
        ink.blot(each.start(), each.end())
        for most in say.MOST.finditer(ink.text):  # 每场得0.5分，最高4分: the limit of what is counted
            ink.blot(most.start(), most.end())
    shared = say.EACH_SHARE.search(ink.text)
    if shared is not None and weight is not None and broken.each is None:
        broken.each_share = say.share(shared["share"])
        points = (weight * broken.each_share.numerator / broken.each_share.denominator).quantize(Decimal("0.01"))
        start, end = shared.span("share")
        broken.each = Gain(points, broken.text[start:end], start, end, shared[0])
        broken.items = max(broken.items, len(say.ENUMERATOR.findall(broken.folded)))
        ink.blot(shared.start(), shared.end())


def _of_weight(broken: Broken, ink: _Ink, weight: Decimal) -> None:
    """Ranges of shares of the weight (得80%-100%分值), and so much for each of several requirements listed."""
    for match in say.SHARE_RANGE.finditer(ink.text):
        ends = sorted(weight * Decimal(match[end]) / 100 for end in ("low", "high"))
        start, end = match.start("low"), match.end("high")
        condition = _condition(broken, match.start())
        item = len(say.ENUMERATOR.findall(broken.folded, 0, match.start()))
        broken.ranges.append((item, Gain(ends[1], broken.text[start:end], start, end, condition, ends[0])))
        ink.blot(match.start(), match.end())
    listed = say.EACH_LISTED.search(ink.text)
    if listed is not None and not broken.steps:
        _listed(broken, ink, listed, weight)


def _listed(broken: Broken, ink: _Ink, match: re.Match[str], weight: Decimal) -> None:
    """So many points for each of the requirements listed, where they make up the weight."""
    count = match["list"].count("、") + 1
    points = Decimal(match["points"]) if match["points"] else weight * Decimal(match["share"]) / 100
    if count * points != weight:
        return
    start, end = match.span("points" if match["points"] else "share")
    broken.each, broken.items = Gain(points, broken.text[start:end], start, end, match[0]), count
    ink.blot(match.start(), match.end())


def _zeros(broken: Broken, ink: _Ink) -> None:
    for match in say.VETO.finditer(ink.text):
        if not say.COMPARISON.search(match[0]) or "截留" in match[0]:
            broken.vetoes.append(broken.text[match.start() : match.end()])
            ink.blot(match.start(), match.end())
    for match in say.ELSE_ZERO.finditer(ink.text):
        if not re.search(r"\d", match[0].replace("0分", "")):
            broken.else_zero = True
            ink.blot(match.start(), match.end())


def _cases(broken: Broken, ink: _Ink, weight: Decimal | None) -> None:
    """Go through the parts between commas; a condition waits for the points that follow it."""
    waiting: list[Band | Bound] = []
    last = (-1, -1)
    for start, end, item, sentence in _parts(ink.text):
        if (item, sentence) != last:
            waiting, last = [], (item, sentence)
        broken.items = max(broken.items, item)
        part = ink.text[start:end]
        share = say.SHARE.search(part)
        found = list(_conditions(part if share is None else part[: share.start()]))
        waiting = found or waiting
        gains = list(say.GAIN.finditer(part))
        if share is not None and weight is not None:
            part_given, group = say.part_of_weight(share)
            whole = weight * part_given.numerator / part_given.denominator
            first, last_char = share.span(group)
            gain = Gain(
                whole, share[0], start + first, start + last_char, broken.text[start : start + share.start()].strip()
            )
            if waiting:
                broken.cases.append(Case(tuple(waiting), gain, item))
            else:
                broken.plain.append((item, gain))
            waiting = []
        elif gains:
            condition = broken.text[start : start + gains[-1].start()]
            gain = _gain(broken, gains[-1], "points", condition, start)
            if waiting:
                broken.cases.append(Case(tuple(waiting), gain, item))
            else:
                broken.plain.append((item, gain))
            waiting = []
        elif say.ZERO.search(part):
            _zero(broken, part, start, item, waiting)
            waiting = []
        elif say.FULL.search(part):
            broken.full_words |= not waiting
            if not waiting and broken.full_at is None:
                broken.full_at = start + say.FULL.search(part).start()  # type: ignore[union-attr]
            if waiting:
                broken.cases.append(Case(tuple(waiting), None, item))
            waiting = []
        elif say.SOME.search(part):
            broken.some_words = True
        elif say.UNREAD.search(part) and not say.PRO_RATA.search(part):
            broken.unread = True


def _degrees_in_words(broken: Broken) -> None:
    """全部完成得5分，完成80%以上得3分: degrees in words that stand for figures join those in figures."""
    in_percent = [limit for case in broken.cases for limit in case.bands if limit.unit == "%"]
    steps = [step for step in broken.steps if step.unit in RATES]
    if not in_percent and not steps:
        return
    for item, gain in [one for one in broken.plain if say.REST.search(one[1].condition)]:
        broken.plain.remove((item, gain))
        broken.rest = gain.points
    worded = [
        (item, gain, say.worded_bound(_said_before(broken, gain.start), broken.folded)) for item, gain in broken.plain
    ]
    if any(limit is None for _, gain, limit in worded if gain.points > 0):
        return
    cases = [Case((limit,), gain, item) for item, gain, limit in worded if limit is not None]
    broken.plain = [(item, gain) for item, gain, limit in worded if limit is None]
    broken.cases = [*cases, *broken.cases]
    full = None if broken.full_at is None else say.worded_bound(_said_before(broken, broken.full_at), broken.folded)
    if full is not None:
        broken.cases.insert(0, Case((full,), None, 0))
        broken.full_words = False


def _said_before(broken: Broken, at: int) -> str:
    """The words of the sentence before a place, from the last points that it gives on."""
    begin = max((m.end() for m in say.SENTENCE.finditer(broken.folded, 0, at)), default=0)
    begin = max((m.end() for m in say.GAIN.finditer(broken.folded, begin, at)), default=begin)
    return broken.folded[begin:at]


def _zero(broken: Broken, part: str, start: int, item: int, waiting: list[Band | Bound]) -> None:
    gain = Gain(Decimal(0), "0", start, start, broken.text[start : start + len(part)].strip())
    if waiting:
        broken.cases.append(Case(tuple(waiting), gain, item))
    else:
        broken.zero_words = True
        broken.plain.append((item, gain))


def _conditions(part: str) -> Iterator[Band | Bound]:
    """The comparisons with figures in a part; bare numbers count only right before their points (0计5分)."""
    rest = part
    for match in say.INNER.finditer(part):
        yield say.inner(match, Decimal(0))
        rest = rest[: match.start()] + "\0" * (match.end() - match.start()) + rest[match.end() :]
    part = rest
    for match in say.SPAN.finditer(part):
        if "年" not in part[match.end() : match.end() + 1]:
            yield say.band(match, Decimal(0))
            rest = rest[: match.start()] + "\0" * (match.end() - match.start()) + rest[match.end() :]
    for match in say.COMPARISON.finditer(rest):
        bare = not (match["op"] or match["after"])
        ahead, behind = rest[match.end() :].lstrip(), rest[: match.start()].rstrip('\0 “”"')
        if ahead.startswith(("年", "月", "号", "日", "条", "、", "/")) and not match["unit"]:
            continue
        named = behind.endswith(("率", "度")) and not ahead.strip("\0")
        if bare and not (match["unit"] == "%" or named or (not behind.strip("\0 ") and ahead[:1] in "计得为")):
            continue
        limit = say.bound(match)
        if limit is not None:
            yield limit


def _parts(text: str) -> Iterator[tuple[int, int, int, int]]:
    """(start, end, enumerated item, sentence) of every part between commas, stops and enumerators."""
    cuts = sorted(
        [(m.start(), m.end(), "item") for m in say.ENUMERATOR.finditer(text)]
        + [(m.start(), m.end(), "sentence") for m in say.SENTENCE.finditer(text)]
        + [(m.start(), m.end(), "comma") for m in say.COMMA.finditer(text) if not _in_number(text, m.start())]
        + [(m.end(), m.end(), "comma") for m in say.POINTED.finditer(text)]
    )
    begin, item, sentence = 0, 0, 0
    for start, end, kind in [*cuts, (len(text), len(text), "end")]:
        if start > begin and text[begin:start].strip("\0 　"):
            yield begin, start, item, sentence
        if kind == "item":
            item += 1
        sentence += kind == "sentence"
        begin = max(begin, end)


def _in_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 4].isdigit() and len(text[at + 1 : at + 4]) == 3


def _condition(broken: Broken, at: int) -> str:
    begin = max((m.end() for m in re.finditer(r"[；;。，,\n①-⑩]", broken.folded[:at])), default=0)
    return broken.text[begin:at].strip()


def _gain(broken: Broken, match: re.Match[str], group: str, condition: str, offset: int = 0) -> Gain:
    start, end = match.start(group) + offset, match.end(group) + offset
    tail = re.match(r"\s*分", broken.folded[end:])
    end += tail.end() if tail else 0
    return Gain(Decimal(match[group]), broken.text[start:end], start, end, condition.strip())
