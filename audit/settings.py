"""What a bureau may set: rules switched off or on, severities, limits. Read from TOML; unknown keys are refused."""

from __future__ import annotations

import hashlib

import msgspec

from audit.finding import Severity
from audit.packs import Pack


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`only` and `ignore` name rules by id; `severity` overrides a rule's severity; `year` is the fiscal year
    where a report does not say it; `packs` are the bureau's own rule packs, tried before those of the program;
    `seconds` and `megabytes` limit the work on one file."""

    only: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}
    year: str = ""
    packs: tuple[Pack, ...] = ()
    seconds: int = 300
    megabytes: int = 2048

    def digest(self) -> str:
        """A hash of all that can change a result."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()[:12]
