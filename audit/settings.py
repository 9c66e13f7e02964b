"""What a bureau may set: rules switched off or on, severities, limits. Read from TOML; unknown keys are refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from audit.finding import Severity
from audit.pack import Pack, PackError
from audit.packs import from_folder


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


class SettingsFault(Exception):
    """Settings that can't be used; the message says in Chinese what is wrong."""


def load(
    file: Path | None,
    only: Iterable[str],
    ignore: Iterable[str],
    year: str,
    templates: Path | None,
    known: Iterable[str],
) -> Settings:
    """The settings of a file (TOML), where given, with what the command line says besides; `known` are the ids of all
    rules. Raises SettingsFault."""
    settings = Settings()
    try:
        if file is not None:
            settings = msgspec.toml.decode(file.read_bytes(), type=Settings)
        packs = (*settings.packs, *(from_folder(templates) if templates is not None else ()))
    except PackError as error:
        raise SettingsFault(str(error)) from error
    except (OSError, msgspec.MsgspecError) as error:
        raise SettingsFault(f"设置文件“{file}”有误：{error}") from error
    settings = msgspec.structs.replace(
        settings,
        only=tuple(only) or settings.only,
        ignore=tuple(ignore) or settings.ignore,
        year=year or settings.year,
        packs=packs,
    )
    unknown = sorted({*settings.only, *settings.ignore, *settings.severity}.difference(known))
    if unknown:
        raise SettingsFault(f"没有这些规则：{'、'.join(unknown)}。用 gouji explain 查看全部规则。")
    return settings
