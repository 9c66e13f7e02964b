"""The unit's account as prose states it: opening balance, income, spending, closing balance, budget.

An account is closed as 部门决算 closes it: 年初结转和结余 + 本年收入 = 本年支出 + 年末结转和结余 (财决公开 tables,
identities B1 to B3, B5). Income and spending may be stated as totals or by their parts; each is a reading, and an
opening balance that the report does not give may cure what does not close.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec
import regex

from extract.claims.claim import Claim, Licence, Reading, Term
from extract.claims.context import Context, Passage
from extract.claims.mentions import Mention, canonical, mentions
from extract.claims.sums import shares_exhaust

_ROLES: tuple[tuple[str, regex.Pattern[str]], ...] = (
    ("opening", regex.compile(r"(?:年初|上年|期初|以前年度)(?:财政拨款|项目)?(?:资金)?结转(?:[和及、]?结余)?(?:资金)?(?:为|共|合计|收入)?\s*$|上年结余\s*$")),
    ("closing", regex.compile(r"(?:年末|期末|年底)(?:财政拨款)?(?:资金)?结转(?:[和及、]?结余)?(?:资金)?(?:为|共|合计)?\s*$")),
    ("revised", regex.compile(r"(?:调整后?(?:的)?(?:部门|全年|支出)?预算|全年预算)(?:数|总额)?(?:调整)?(?:为|共|合计)?\s*$")),
    ("income_grand", regex.compile(r"(?:收入总计|收、?支总计|收支总计)(?:均)?(?:为|共)?\s*$")),
    ("income", regex.compile(r"(?:(?:本年|当年|全年|年度)(?:各项)?收入|收入合计|总收入|收入总额|本年收入合计|收入决算(?:数|总额)?)(?:为|共|合计)?\s*$")),
    ("spending_grand", regex.compile(r"支出总计(?:为|共)?\s*$")),
    ("spending", regex.compile(r"(?:(?:本年|当年|全年|年度)(?:各项)?支出|支出合计|总支出|支出总额|本年支出合计|支出决算(?:数|总额)?)(?:为|共|合计)?\s*$")),
    ("basic", regex.compile(r"(?:^|[^项其])基本支出(?:决算)?(?:数|总额)?(?:为|共|合计)?\s*$|^基本支出\s*$")),
    ("project", regex.compile(r"项目支出(?:决算)?(?:数|总额)?(?:为|共|合计)?\s*$")),
    ("income_part", regex.compile(r"(?:财政拨款收入|财政拨款的?其他收入|其他收入|事业收入|经营收入|上级补助收入|附属单位上缴收入|政府性基金收入)(?:为|共)?\s*$")),
)  # fmt: skip
# 镇级总收入…，总支出…: the accounts of a whole place, not the unit's
_OF_A_PLACE = regex.compile(
    r"(?:全[省市州县区旗镇乡村]|[省市州县区旗镇乡村]级)(?:财政|本年|当年|全年|各项|一般公共预算|公共财政预算)*总?(?:收入|支出)"
)
_WHOLES = ("income", "spending", "income_grand", "spending_grand")
_ADJUSTED = regex.compile(r"(?:调整|全年)[^，]*预算")
_BUDGETED = regex.compile(r"预算(?!财政|执行|拨款|内|外|管理|收入)|(?:比|较)(?:上年|预算|年初)|上年(?!结|末)|去年|占")
_IN_BALANCE = regex.compile(r"[^。]{0,20}收支平衡")
_NOTHING_LEFT = regex.compile(
    r"[^。；]{0,20}?(?:年末|期末|年底)[^，。；]{0,6}(?:(?:无|没有)[^，。；]{0,8}(?:结转|结余)|(?:结转|结余)[^，。；]{0,6}为(?:0|零)(?![\d.]))"
)
_LIMIT = regex.compile(
    r"(?P<subject>[^，。；：]{0,16}?)(?:严格)?(?:控制在|未超出?|未突破|没有超[出过]?|不超过?|未超过)(?:了)?(?:年初|年度|财政|批复的?|调整)*(?:预算|批复)(?:总额|规定|数|额度?|指标)*(?:以?[内中]|范围)?"
    r"|(?P<subject>[^，。；：]{0,16}?)(?:未|没有|无|不存在|杜绝了)(?:发生|出现)?(?:预算)?超支"
)
_LIMIT_WORDS = re.compile(r"控制在|未超|未突破|没有超|不超过|超支")
_CLOSED = re.compile(r"[。；;]")
_GRANTED = re.compile(r"预算(?!执行)|批复")
_SPENT = re.compile(r"支出|执行|决算|使用")
_WHOLE_SPENDING = regex.compile(r"支出总额|总支出|(?:全年|年度|部门|各项|整体|本年)支出|支出(?:均|都|总体)?$")


class Account(msgspec.Struct, frozen=True):
    """The mentions of each role in reading order, only where the report gives one value."""

    roles: Mapping[str, tuple[Mention, ...]]

    def one(self, role: str) -> Mention | None:
        """The role's mention, None where it is absent or stated with several values."""
        found = self.roles.get(role, ())
        return found[0] if found and len({m.figure.value for m in found}) == 1 else None


def find(context: Context) -> Iterator[Claim]:
    """The closing of the account, and spending against the budget where the report says it kept to it."""
    for first, last in _stretches(context):
        passages = [p for p in context.passages if first <= p.block <= last and p.row is None]
        account, where = _account(context, passages)
        told = False
        for passage in passages:
            own, here = _account(context, [passage])
            yield from _divided(own, passage, mentions(context, passage))
            yield from _even(own, passage)
            if own.one("closing"):
                claims = list(_closing(own, here, whole=True))
                told = told or bool(claims)
                yield from claims
        if not told:
            yield from _closing(account, where, whole=False)
        yield from _limits(context, account, first, last)


def _stretches(context: Context) -> Iterator[tuple[int, int]]:
    """The blocks that one account may be stated in: the submissions of the file."""
    for item in context.items:
        yield item.first, item.last


@lru_cache(maxsize=8192)
def _role(clause: str) -> str:
    """What the words before an amount make it in an account, "" if nothing."""
    if _BUDGETED.search(clause) and not _ADJUSTED.search(clause):
        return ""
    return next((name for name, shape in _ROLES if shape.search(clause)), "")


def _account(context: Context, passages: Sequence[Passage]) -> tuple[Account, dict[int, Passage]]:
    roles: dict[str, list[Mention]] = {}
    where: dict[int, Passage] = {}
    for passage in passages:
        place_told = -1
        for mention in mentions(context, passage):
            if _OF_A_PLACE.search(mention.gap):
                place_told = mention.sentence
            if mention.figure.unit != "元" or mention.change or mention.per_head:
                continue
            clause = mention.clause.rpartition("（")[2]
            role = _role(clause)
            if role and not (role in _WHOLES and place_told == mention.sentence):
                roles.setdefault(role, []).append(mention)
                where[mention.number] = passage
    parts = roles.get("income_part", [])
    unique = {m.figure.value: m for m in reversed(parts)}
    roles["income_part"] = sorted(unique.values(), key=lambda m: m.number)
    return Account({k: tuple(v) for k, v in roles.items()}), where


def _divided(account: Account, passage: Passage, found: Sequence[Mention]) -> Iterator[Claim]:
    """支出合计…。基本支出…；项目支出…: spending is basic and project spending (identity B5), in sentences of their own;
    surely where their shares come to 100%."""
    whole, basic, project = (account.one(role) for role in ("spending", "basic", "project"))
    if not whole or not basic or not project or not whole.number < basic.number < project.number:
        return
    terms = (Term(basic.number, "part"), Term(project.number, "part"), Term(whole.number, "total"))
    yield Claim(
        family="sum",
        readings=(Reading("sum", terms, "基本支出+项目支出=本年支出", "plain"),),
        asserted="strong" if shares_exhaust([basic, project], found) else "plain",
        place=passage.place(whole.start, whole.end),
        quote=passage.quote(whole.start, project.end),
        pattern="account:spending",
    )


def _even(account: Account, passage: Passage) -> Iterator[Claim]:
    """收入总计…，支出总计…，收支平衡; 年初结转…，本年收入…，本年支出…，年末无结转和结余: what came in went out."""
    text = canonical(passage.text)
    incomes: tuple[Mention, ...] = ()
    spending, missing = account.one("spending_grand"), ""
    whole = account.one("income_grand")
    if whole and spending and _IN_BALANCE.match(text, spending.end):
        incomes, note = (whole,), "收入总计=支出总计"
    elif not account.one("closing") and (spending := account.one("spending")):
        opening, income = account.one("opening"), account.one("income")
        if income and _NOTHING_LEFT.match(text, spending.end):
            incomes, note = (opening, income) if opening else (income,), "年末无结转结余，收入全部支出"
            missing = "" if opening else "年初结转和结余"
    if not incomes or spending is None or any(m.sentence != spending.sentence for m in incomes):
        return
    terms = (*(Term(m.number, "income") for m in incomes), Term(spending.number, "total"))
    yield Claim(
        family="balance",
        readings=(Reading("sum", terms, note, "plain"),),
        asserted="strong",
        place=passage.place(spending.start, spending.end),
        quote=passage.quote(incomes[0].start, spending.end),
        missing=missing,
        pattern="account:even",
    )


def _closing(account: Account, where: Mapping[int, Passage], *, whole: bool) -> Iterator[Claim]:
    """The closing of an account. `whole` says that one passage states all of it: then nothing is likely to be
    missing but an opening balance; put together from several places, an item may have been left out."""
    closing = account.one("closing")
    if closing is None or account.one("income_grand") or account.one("spending_grand"):
        return
    opening = account.one("opening")
    readings = []
    for income, income_note, licence in _incomes(account):
        for spending, spending_note in _spendings(account):
            terms = [Term(m.number, "income") for m in income]
            if opening:
                terms.insert(0, Term(opening.number, "opening"))
            terms += [Term(m.number, "spending", -1) for m in spending]
            note = f"{'年初结转和结余+' if opening else ''}{income_note}-{spending_note}=年末结转和结余"
            readings.append(Reading("sum", (*terms, Term(closing.number, "total")), note, licence))
    if not readings:
        return
    passage = where[closing.number]
    yield Claim(
        family="balance",
        readings=tuple(readings),
        asserted="strong",
        place=passage.place(closing.start, closing.end),
        quote=passage.quote(closing.start, closing.end),
        missing="年初结转和结余" if not opening else "" if whole else "未列明的收入",
        pattern="account",
    )


def _incomes(account: Account) -> Iterator[tuple[tuple[Mention, ...], str, Licence]]:
    whole = account.one("income")
    if whole:
        yield (whole,), "本年收入", "plain"
    parts = account.roles.get("income_part", ())
    if parts and not whole:
        yield parts, "各项收入" if len(parts) > 1 else parts[0].label, "plain"
        if len(parts) > 1:
            yield parts[:1], parts[0].label, "weak"


def _spendings(account: Account) -> Iterator[tuple[tuple[Mention, ...], str]]:
    whole = account.one("spending")
    if whole:
        yield (whole,), "本年支出"
        return
    basic, project = account.one("basic"), account.one("project")
    if basic and project:
        yield (basic, project), "（基本支出+项目支出）"


def _limits(context: Context, account: Account, first: int, last: int) -> Iterator[Claim]:
    """支出总额控制在预算以内: spending ≤ budget, on every reading of the budget."""
    for passage in context.passages:
        if first <= passage.block <= last and _LIMIT_WORDS.search(passage.text):
            yield from _limit_in_sentence(context, passage)
    revised = account.one("revised")
    spendings = list(_spendings(account))
    if revised is None or not spendings:
        return
    sections = context.document.sections
    for number in range(first, last + 1):
        block = context.document.blocks[number]
        if hasattr(block, "cells") or not _LIMIT_WORDS.search(block.text):
            continue
        for match in _LIMIT.finditer(canonical(block.text)):
            if not _WHOLE_SPENDING.search(match["subject"]):
                continue
            passage = Passage(number, None, None, block.text, sections[number], ())
            yield Claim(
                family="overrun",
                readings=tuple(_limit_readings(account, revised, spendings)),
                asserted="strong",
                place=passage.place(match.start(), match.end()),
                quote=passage.quote(match.start(), match.end()),
                missing="" if account.one("opening") else "年初结转和结余",
                pattern="within_budget",
            )


def _limit_in_sentence(context: Context, passage: Passage) -> Iterator[Claim]:
    """预算128.00万元，实际支出142.93万元，控制在预算以内: both amounts stand right before the words."""
    for match in _LIMIT.finditer(canonical(passage.text)):
        before = [m for m in mentions(context, passage) if m.end <= match.start() and m.figure.unit == "元" and m.level]
        near = [m for m in before if not _CLOSED.search(passage.text[m.end : match.start()])][-2:]
        if len(near) < 2:
            continue
        budget = next((m for m in near if _GRANTED.search(m.lead)), None)
        spent = next((m for m in near if m is not budget and _SPENT.search(m.lead)), None)
        if budget is None or spent is None:
            continue
        terms = (Term(spent.number, "smaller"), Term(budget.number, "larger"))
        yield Claim(
            family="overrun",
            readings=(Reading("order", terms, f"{spent.label}不大于{budget.label}", "plain"),),
            asserted="strong",
            place=passage.place(match.start(), match.end()),
            quote=passage.quote(near[0].start, match.end()),
            pattern="within_budget",
        )


def _limit_readings(
    account: Account, revised: Mention, spendings: Sequence[tuple[tuple[Mention, ...], str]]
) -> Iterator[Reading]:
    others = [m for m in account.roles.get("income_part", ()) if m.figure.value != revised.figure.value]
    opening = account.one("opening")
    extra = [opening] if opening else []
    for spending, note in spendings:
        smaller = tuple(Term(m.number, "smaller") for m in spending)
        for added, words in (([], "调整预算数"), ([*others, *extra], "调整预算数及其他收入")):
            if words != "调整预算数" and not added:
                continue
            larger = tuple(Term(m.number, "larger") for m in (revised, *added))
            yield Reading("order", (*smaller, *larger), f"{note.strip('（）')}不大于{words}", "plain")
