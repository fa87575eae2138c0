"""Results are sequences of their rows in all but the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.planning.rows import Rows, Sequenced
from overlap.planning.windows import Windows


@final
@dataclass(frozen=True, slots=True)
class Numbers(Rows[int]):
    """Rows that are numbers."""

    items: tuple[int, ...]


@final
class Squares(Sequenced[int]):
    """A sequence that has no rows until it is asked for one."""

    def __len__(self) -> int:
        return 4

    def __getitem__(self, index: int | slice) -> int | tuple[int, ...]:  # type: ignore[override]
        return tuple(at * at for at in range(4)[index]) if isinstance(index, slice) else range(4)[index] ** 2


@given(st.lists(st.integers(0, 3), max_size=6), st.integers(0, 4), st.integers(-7, 7), st.integers(-7, 7))
def test_rows_answer_as_the_tuple_of_them_does(listed: list[int], one: int, low: int, high: int) -> None:
    rows, wanted = Numbers(tuple(listed)), tuple(listed)
    assert len(rows) == len(wanted)
    assert list(rows) == list(wanted)
    assert list(reversed(rows)) == list(reversed(wanted))
    assert rows[low:high] == wanted[low:high]
    assert (one in rows) == (one in wanted)
    assert rows.count(one) == wanted.count(one)
    for bounds in ((), (low,), (low, high)):
        try:
            place = wanted.index(one, *bounds)
        except ValueError:
            with pytest.raises(ValueError, match="is not among the rows"):
                rows.index(one, *bounds)
        else:
            assert rows.index(one, *bounds) == place


def test_a_sequence_made_on_demand_has_the_same() -> None:
    found = Squares()
    assert list(found) == [0, 1, 4, 9]
    assert list(reversed(found)) == [9, 4, 1, 0]
    assert (9 in found, 8 in found, found.index(4), found.count(1)) == (True, False, 2, 1)
    assert found[1:3] == (1, 4)


def test_a_result_is_not_registered_as_a_sequence_for_polars_would_take_it_apart() -> None:
    assert not isinstance(Numbers((1,)), Sequence)
    assert not issubclass(Windows, Sequence)
    assert not hasattr(Numbers((1,)), "__dict__")


def test_a_row_is_in_its_rows_and_another_is_not() -> None:
    assert 2 in Numbers((1, 2))
    assert 3 not in Numbers((1, 2))
