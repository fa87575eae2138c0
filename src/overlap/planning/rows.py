"""A result that is a sequence of rows.

Law: immutable; indexing, slicing and iterating give the rows themselves. A result has all that
`collections.abc.Sequence` has, but is not registered as one: polars asks a sequence for its elements
before it asks for an Arrow stream, and would make columns of the fields of our rows.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import Generic, TypeVar, overload

__all__ = ["Rows", "Sequenced"]

_Row = TypeVar("_Row")


class Sequenced(Generic[_Row]):
    """What a sequence has besides its length and its elements."""

    __slots__ = ()

    @abstractmethod
    def __len__(self) -> int: ...

    @overload
    def __getitem__(self, index: int) -> _Row: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[_Row, ...]: ...

    @abstractmethod
    def __getitem__(self, index: int | slice) -> _Row | tuple[_Row, ...]: ...

    def __iter__(self) -> Iterator[_Row]:
        return (self[at] for at in range(len(self)))

    def __reversed__(self) -> Iterator[_Row]:
        return (self[at] for at in range(len(self) - 1, -1, -1))

    def __contains__(self, row: object) -> bool:
        return any(row is one or row == one for one in self)

    def index(self, row: object, start: int = 0, stop: int | None = None) -> int:
        """The place of the first row equal to one; from `start` up to `stop`, as in a slice.

        Raises:
            ValueError: If there is none.
        """
        for at in range(*slice(start, stop).indices(len(self))):
            if self[at] == row:
                return at
        raise ValueError(f"{row!r} is not among the rows")

    def count(self, row: object) -> int:
        """How many rows are equal to one."""
        return sum(one == row for one in self)


class Rows(Sequenced[_Row]):
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
