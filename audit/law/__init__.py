"""The register of regulations that reports cite: one TOML file a regulation, facts only, articles as needed.

`verified = false` marks what was written from memory and not compared with the official text: such articles are
never printed in a letter, and such dates only support a 疑点.
"""

from __future__ import annotations

import datetime
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

from audit.citation import plain_title


class Regulation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One regulation. `kind` is law (promulgated by 主席令), order (an order of 国务院 or a ministry, `number` is
    财政部令87号) or document (`number` is 财预〔2020〕10号). `numbers` lists every number it may rightly be cited with.
    `unique` says that the bare title names this regulation alone, not local ones of the same name."""

    title: str
    kind: Literal["law", "order", "document"]
    verified: bool
    number: str = ""
    numbers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    issuer: str = ""
    effective: datetime.date | None = None
    repealed: datetime.date | None = None
    replaced_by: str = ""
    replaces: tuple[str, ...] = ()
    unique: bool = False
    articles: dict[str, str] = {}

    @property
    def may_have(self) -> tuple[str, ...]:
        """The numbers it may be cited with."""
        return (self.number, *self.numbers) if self.number else self.numbers


@cache
def register() -> dict[str, Regulation]:
    """All regulations by plain title and plain alias."""
    found: dict[str, Regulation] = {}
    for path in sorted(resources.files(__name__).iterdir(), key=lambda entry: entry.name):
        if path.name.endswith(".toml"):
            regulation = msgspec.toml.decode(path.read_bytes(), type=Regulation)
            for title in (regulation.title, *regulation.aliases):
                found[plain_title(title)] = regulation
    return found
