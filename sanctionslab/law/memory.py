"""Remembering answers for as long as the object is that gave them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

Method = TypeVar("Method", bound=Callable[..., Any])


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
