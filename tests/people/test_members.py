"""Members and ids: what is refused, what a member is by default."""

from __future__ import annotations

from typing import Any

import pytest

from overlap.errors import BadArgument, BadRoster, BadZone
from overlap.people.members import Member


@pytest.mark.parametrize("id", ["", " x", "a.b", "x\ny", "x" * 101, 5, None])
def test_what_is_no_id_is_refused(id: Any) -> None:
    with pytest.raises(BadRoster, match="cannot be the id of a member; use up to 100 printable"):
        Member(id)


def test_an_unknown_zone_names_the_field_and_what_it_may_mean() -> None:
    with pytest.raises(BadZone) as caught:
        Member("x", zone="Manila")
    assert caught.value.field == "zone"
    assert "Asia/Manila" in caught.value.candidates


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"role": "boss"}, 'role is \'boss\'; write "required" or "optional"'),
        ({"weight": 0}, "weight is 0; give a whole number from 1"),
        ({"weight": True}, "weight is True"),
        ({"weight": 1.5}, "weight is 1.5"),
    ],
)
def test_a_member_that_cannot_be_is_refused(more: dict[str, Any], message: str) -> None:
    with pytest.raises(BadRoster, match=message):
        Member("ana", **more)


def test_a_member_by_default_is_required_counts_once_and_leaves_the_rest_to_the_team() -> None:
    ana = Member("ana")
    assert (ana.name, ana.role, ana.weight) == ("ana", "required", 1)
    assert (ana.zone, ana.shifts, ana.cycle, ana.days, ana.holidays) == (None,) * 5
    assert Member("ana", skills=["en", "es"], busy=["ana.ics"]).skills == frozenset({"en", "es"})
    with pytest.raises(BadArgument, match="skills is 'en', not a list"):
        Member("ana", skills="en")
