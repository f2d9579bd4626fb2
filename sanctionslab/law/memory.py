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
    return _kept(method, None)


def remembered_up_to(most: int) -> Callable[[Method], Method]:
    """As `remembered`, of so many answers at most: those that were asked for last.

    Few laws and cases come near a hundred thousand; a search over random ones would fill the
    machine.

    >>> class Counter:
    ...     asked = 0
    ...     @remembered_up_to(1)
    ...     def square(self, number):
    ...         self.asked += 1
    ...         return number * number
    >>> counter = Counter()
    >>> counter.square(3), counter.square(3), counter.square(4), counter.square(3), counter.asked
    (9, 9, 16, 9, 3)
    """
    return functools.partial(_kept, most=most)


def _kept(method: Method, most: int | None) -> Method:
    @functools.wraps(method)
    def ask(self: Any, *arguments: Any) -> Any:
        # From here on the object finds its own cache under this name, and not the method.
        cached = functools.lru_cache(most)(functools.partial(method, self))
        self.__dict__[method.__name__] = cached
        return cached(*arguments)

    return ask  # type: ignore[return-value]
