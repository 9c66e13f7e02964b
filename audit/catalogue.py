"""The catalogue: what a rule is, how one is declared, and how all of them are found.

A rule is a function `(case) -> Iterator[Finding]` in a module of its own under `audit/rules/`, declared with
`@rule(...)`. Its papers (meaning, basis, examples, what it can wrongly accuse) are its tests, its page in the
manual and what `gouji explain` prints.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from audit.finding import Finding, Severity

if TYPE_CHECKING:
    from audit.case import Case

Check = Callable[["Case"], Iterator[Finding]]


class Example(msgspec.Struct, frozen=True):
    """A few lines of a report and the figure texts (or words) that the rule must mark in it; none: must be silent.
    `pack` is the bureau's rule pack (TOML) with which it is audited, `records` are the bureau's own records (CSV) and
    `other` is another report of the batch, where the rule needs one.
    Lines that begin with `|` are table rows, a line `# …` a heading, `[未读：…]` a part that could not be read,
    everything else a paragraph."""

    text: str
    marks: tuple[str, ...] = ()
    pack: str = ""
    records: str = ""
    other: str = ""


def bad(text: str, *marks: str, pack: str = "", records: str = "", other: str = "") -> Example:
    """An example in which the rule must put these marks first in its findings, in order."""
    if not marks:
        raise ValueError("a bad example needs the marks that the rule must put")
    return Example(text, marks, pack, records, other)


def good(text: str, pack: str = "", records: str = "", other: str = "") -> Example:
    """An example on which the rule must be silent."""
    return Example(text, (), pack, records, other)


class Rule(msgspec.Struct, frozen=True):
    """A rule and its papers. `explanation` says what is checked and how it is decided; `wrongly` what it can
    wrongly accuse; `aliases` are ids of domain catalogues that mean the same check; `form` where all its findings are
    about the scoring form itself (`Finding.flaws`)."""

    id: str
    title: str
    family: str
    severity: Severity
    basis: str
    explanation: str
    wrongly: str
    examples: tuple[Example, ...]
    check: Check
    name: str
    aliases: tuple[str, ...] = ()
    form: bool = False


def rule(
    id: str,
    title: str,
    *,
    family: str,
    severity: Severity,
    basis: str,
    wrongly: str,
    examples: Iterable[Example],
    aliases: Iterable[str] = (),
    form: bool = False,
) -> Callable[[Check], Rule]:
    """Declare the decorated function as a rule; its docstring (Chinese) is the explanation for the auditor."""

    def declare(check: Check) -> Rule:
        return Rule(
            id=id,
            title=title,
            family=family,
            severity=severity,
            basis=basis,
            explanation=(check.__doc__ or "").strip(),
            wrongly=wrongly,
            examples=tuple(examples),
            check=check,
            name=check.__name__,
            aliases=tuple(aliases),
            form=form,
        )

    return declare


@cache
def catalogue() -> Mapping[str, Rule]:
    """All rules by id, in the order of their ids. A module must hold exactly one rule, named like the module."""
    from audit import rules

    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(rules.__path__):
        members = vars(importlib.import_module(f"{rules.__name__}.{module.name}")).values()
        own = [m for m in members if isinstance(m, Rule)]
        if len(own) != 1 or own[0].name != module.name:
            raise RuntimeError(f"audit/rules/{module.name}.py must declare exactly one rule named {module.name}")
        if own[0].id in found:
            raise RuntimeError(f"rule id {own[0].id} is declared twice")
        found[own[0].id] = own[0]
    return dict(sorted(found.items()))


def of_form(rule: str) -> bool:
    """Whether the findings of the rule with this id are about the scoring form itself, never about a unit."""
    known = catalogue().get(rule)
    return known is not None and known.form
