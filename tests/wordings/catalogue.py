"""The wordings that the grammar must read, each with sentences of our own.

A sentence marks its slips: `执行率{96.21%|96.12%}` is right as the first says and wrong as the second does. Sentences
under `silent` are not checked, with the reason; they must still not be accused. `claims = false`: a rule checks it,
no claim.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import regex

FOLDER = Path(__file__).parent
FILES = ("levels", "changes", "performance", "identities", "slips", "checks")
_SLIP = regex.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


class Slip(msgspec.Struct, frozen=True):
    """A sentence with one figure wrong: what should stand there, what does."""

    right: str
    wrong: str
    sentence: str


class Wording(msgspec.Struct, frozen=True):
    """A wording: how it runs (`form`), the families of its relations, sentences; `silent` says why none is checked."""

    id: str
    form: str
    families: tuple[str, ...]
    sentences: tuple[str, ...]
    silent: str = ""
    claims: bool = True


def wordings() -> Iterator[Wording]:
    """All wordings in the order of their files."""
    for name in FILES:
        entries = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
        for key, entry in entries.items():
            yield msgspec.convert({"id": key, **entry}, Wording)


def as_meant(sentence: str) -> str:
    """The sentence without a slip."""
    return _SLIP.sub(lambda mark: mark[1], sentence)


def slips(sentence: str) -> Iterator[Slip]:
    """The sentence with each of its slips alone."""
    for slip in _SLIP.finditer(sentence):
        start = slip.start()
        text = _SLIP.sub(lambda mark, start=start: mark[2] if mark.start() == start else mark[1], sentence)
        yield Slip(slip[1], slip[2], text)


def table() -> str:
    """The table of docs/wordings.md: what is read, what is not and why."""
    rows = ["| 编号 | 句式 | 核对的关系 | 例句 | 植入的错误 |", "|---|---|---|---|---|"]
    for wording in wordings():
        checked = "、".join(wording.families) if wording.families else f"不判：{wording.silent}"
        count = sum(len(list(slips(sentence))) for sentence in wording.sentences)
        rows.append(f"| {wording.id} | {wording.form} | {checked} | {len(wording.sentences)} | {count} |")
    return "\n".join(rows) + "\n"
