"""A property that is worked out once: what `functools.cached_property` is without the lock that it takes before
Python 3.12, which costs more than most of the answers that are kept here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functools import cached_property as kept
else:

    class kept:
        """Answers `ask(one)` and leaves the answer in the instance, where it is found before this is asked again."""

        def __init__(self, ask: Callable[[object], object]) -> None:
            self.ask, self.__doc__ = ask, ask.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self.name = name

        def __get__(self, one: object, owner: type | None = None) -> object:
            if one is None:
                return self
            answer = one.__dict__[self.name] = self.ask(one)
            return answer


__all__ = ["kept"]
