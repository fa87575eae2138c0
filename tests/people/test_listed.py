"""Lists that callers hand in."""

from __future__ import annotations

from typing import Any

import pytest

from overlap.errors import BadArgument
from overlap.people.listed import listed, repeated, shown
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team


def test_a_list_becomes_a_tuple_of_the_same_values() -> None:
    pauses = [Break("12:00", "13:00"), Break("15:00", "15:15")]
    assert listed(iter(pauses), Break, "breaks") == tuple(pauses)
    assert listed((), Break, "breaks") == ()


@pytest.mark.parametrize("wrong", [Break("12:00", "13:00"), "12:00-13:00", 7, None])
def test_one_value_where_a_list_is_meant_is_refused(wrong: Any) -> None:
    with pytest.raises(BadArgument, match=r"breaks is .*, not a list; give a list of Break") as caught:
        listed(wrong, Break, "breaks")
    assert caught.value.field == "breaks"


def test_a_value_of_another_kind_is_shown_and_cut_short() -> None:
    with pytest.raises(BadArgument, match=r"shifts holds .*\.\.\.; give a list of Shift or str"):
        listed([Shift("09:00", "17:00"), ("x" * 100,)], (Shift, str), "shifts")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Team("a", "UTC", Shift("09:00", "17:00")),  # type: ignore[arg-type]
        lambda: Team("a", "UTC", [("09:00", "17:00")]),  # type: ignore[list-item]
        lambda: Team("a", "UTC", [], members=["ana"]),  # type: ignore[list-item]
        lambda: Shift("09:00", "17:00", breaks=Break("12:00", "13:00")),  # type: ignore[arg-type]
        lambda: Shift("09:00", "17:00", days="mon"),
        lambda: Member("ana", skills="en"),
        lambda: Roster(Team("a", "UTC", [])),  # type: ignore[arg-type]
    ],
)
def test_common_slips_are_sentences(make: Any) -> None:
    with pytest.raises(BadArgument, match="list"):
        make()


def test_the_first_repeated_value_is_found() -> None:
    assert repeated("abcabc") == "a"
    assert repeated(["b", "c"]) is None
    assert repeated(range(100_000)) is None


def test_a_value_is_shown_whole_up_to_sixty_characters() -> None:
    assert shown("x" * 58) == "'" + "x" * 58 + "'"
    assert shown("x" * 59) == "'" + "x" * 56 + "..."
