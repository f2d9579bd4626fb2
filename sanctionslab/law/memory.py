"""Remembering answers for as long as the object is that gave them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

Method = TypeVar("Method", bound=Callable[..., Any])
Kept = TypeVar("Kept")
MOST = 100_000  # answers in a Memory


class Memory(dict[Any, Kept]):
    """Answers by what was asked. It forgets them all before they are too many.

    Few laws and cases come near that; a search over random ones would fill the machine.
    """

    def __setitem__(self, asked: Any, answer: Kept) -> None:
        if len(self) > MOST:
            self.clear()
        super().__setitem__(asked, answer)


def remembered(method: Method) -> Method:
    """A method whose answers are kept on its object. Its arguments must be hashable.

    `functools.cache` would keep them in one place for all objects, and every object with them.

    >>> class Counter:
    ...     asked = 0
    ...     @remembered
    ...     def square(self, number):
    ...         self.asked += 1
    ...         return number * number
    >>> counter = Counter()
    >>> counter.square(3), counter.square(3), counter.asked
    (9, 9, 1)
    """
    place = f"_answers_of_{method.__name__}"

    @functools.wraps(method)
    def ask(self: Any, *arguments: Any) -> Any:
        try:
            return self.__dict__[place][arguments]
        except KeyError:
            pass
        answer = method(self, *arguments)
        self.__dict__.setdefault(place, {})[arguments] = answer
        return answer

    return ask  # type: ignore[return-value]
