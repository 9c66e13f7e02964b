"""The one exception that readers raise for a file that can't be read."""

from __future__ import annotations

from typing import Literal

Reason = Literal[
    "classified",
    "encrypted",
    "damaged",
    "empty",
    "unsupported",
    "too_large",
    "timeout",
    "crashed",
    "missing_component",
    "not_readable_by_os",
    "internal_error",
]


class Unreadable(Exception):
    """A file that can't be read: `reason` is one of the codes of failures.jsonl, `message` tells the sender
    or the user in Chinese what to do."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(reason, message)
        self.reason: Reason = reason
        self.message = message

    def __str__(self) -> str:
        return self.message
