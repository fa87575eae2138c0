"""A result that is a sequence of rows.

Law: immutable; indexing, slicing and iterating give the rows themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

__all__ = ["Rows"]

_Row = TypeVar("_Row")


class Rows(Sequence[_Row]):
    """What results have in common: their rows, in `items`."""

    __slots__ = ()

    items: tuple[_Row, ...]

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> _Row: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[_Row, ...]: ...

    def __getitem__(self, index: int | slice) -> _Row | tuple[_Row, ...]:
        return self.items[index]

    def __iter__(self) -> Iterator[_Row]:
        return iter(self.items)
