"""A dict that does not change, for the mappings inside values that people share.

Law: it is a dict to whoever reads it: it prints, compares, becomes JSON and travels as one. Whatever would
change it is refused, so a value that holds one can be shared between threads and is worth hashing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, final

__all__ = ["FrozenDict"]

_K = TypeVar("_K")
_V = TypeVar("_V")


@final
class FrozenDict(dict[_K, _V]):
    """A mapping with fixed contents, made as a dict is made.

    `copy()` and `|` give plain dicts, which may be changed.

    Example:
        >>> held = FrozenDict({"manila": 60})
        >>> held, held == {"manila": 60}, held | {"pune": 30}
        ({'manila': 60}, True, {'manila': 60, 'pune': 30})
        >>> held["pune"] = 30
        Traceback (most recent call last):
        TypeError: this mapping does not change; change a copy of it: .copy()
    """

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this mapping does not change; change a copy of it: .copy()")

    if not TYPE_CHECKING:  # pragma: no branch - to a type checker it stays a dict
        __setitem__ = __delitem__ = __ior__ = _refuse
        clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override] # a dict has none, for it changes
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Callable[..., FrozenDict[_K, _V]], tuple[dict[_K, _V]]]:
        return FrozenDict, (dict(self),)

    def __copy__(self) -> FrozenDict[_K, _V]:
        return self

    def __deepcopy__(self, _: dict[int, Any]) -> FrozenDict[_K, _V]:
        return self  # its values are immutable, as those of every value of ours are
