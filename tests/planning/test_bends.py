"""How somebody could come after all is what a walk over the minutes finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.intervals import IntervalSet
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.bends import Bend, Ways
from overlap.planning.meeting_options import MeetingOptions, search_for
from overlap.planning.search import Search
from tests.planning.brute import instant
from tests.planning.relaxation_oracle import People
from tests.planning.test_relaxations import NearMiss, near_misses


def searched(case: NearMiss) -> Search:
    start, end = (datetime.fromtimestamp(at * 60, UTC) for at in (case.brute.start, case.brute.end))
    length, options = timedelta(minutes=case.brute.duration), cast("MeetingOptions", case.options)
    return search_for(case.roster, start, end, length, options)


@settings(max_examples=12)
@given(near_misses(), st.sampled_from([5, 30, 60]))
def test_hours_move_by_the_fewest_minutes_there_are(case: NearMiss, length: int) -> None:
    search, people = searched(case), People(case.brute, case.fixed)
    ways = Ways(search, length)
    for one in case.brute.ids:
        near, soft = ways.by_hours_near(one), ways.on_soft_days(one)
        alone = {who.key: Alone(people, one, who.key) for who in case.brute.people[one]}
        for start in range(case.brute.start, case.brute.end - length + 1, 15):
            found = people.ways(one, start, length)
            if "there" in found:
                continue
            bend = ways.by_hours(one, start)
            moved = None if bend is None else bend.earlier_minutes + bend.later_minutes
            assert moved == found.get("hours")
            if bend is not None:
                assert start in near
                assert bend.key == ("hours", one, -1)
                assert alone[bend.person].ways(one, start, length)["hours"] == moved
            if case.options["soft_holidays"] == "avoid":
                assert (start in soft) == ("soft-holiday" in found)
                if start in soft:
                    person = ways.on_soft_day(one, start).person
                    assert "soft-holiday" in alone[person].ways(one, start, length)


class Alone(People):
    """The same people, but one person alone comes for an id."""

    def __init__(self, people: People, one: str, person: str) -> None:
        chosen = [who for who in people.brute.people[one] if who.key == person]
        self.brute = replace(people.brute, people={**people.brute.people, one: chosen})
        self.fixed, self.times = people.fixed, people.times


@pytest.mark.parametrize(
    ("bend", "row"),
    [
        (Bend("further", to=3), {"kind": "further", "days": 3}),
        (Bend("shorten", to=45), {"kind": "shorten", "minutes": 45}),
        (Bend("optional", "a"), {"kind": "optional", "id": "a"}),
        (Bend("quorum", to=2, group=1), {"kind": "quorum", "group": 1, "quorum": 2}),
        (
            Bend("hours", "a", 15, 30, person="a"),
            {"kind": "hours", "id": "a", "earlier_minutes": 15, "later_minutes": 30},
        ),
        (
            Bend("hours", "a", 0, 30, person="a.b"),
            {"kind": "hours", "id": "a", "person": "a.b", "earlier_minutes": 0, "later_minutes": 30},
        ),
        (Bend("soft-holiday", "a", person="a"), {"kind": "soft-holiday", "id": "a"}),
        (Bend("soft-holiday", "a", person="a.b"), {"kind": "soft-holiday", "id": "a", "person": "a.b"}),
    ],
)
def test_bends_are_plain_values_that_hold_what_they_are_about(bend: Bend, row: dict[str, object]) -> None:
    assert bend.to_dict() == row
    assert list(bend.to_dict()) == list(row)


def test_bends_are_the_same_but_for_by_how_much() -> None:
    assert Bend("hours", "a", 15, 0).key == Bend("hours", "a", 0, 60, person="a.b").key
    assert Bend("shorten", to=30).key == Bend("shorten", to=45).key
    assert Bend("quorum", to=1, group=0).key != Bend("quorum", to=1, group=1).key
    assert Bend("optional", "a").key != Bend("optional", "b").key
    assert Bend("optional", "a").key != Bend("hours", "a").key


def test_other_hours_are_looked_for_within_four_hours_of_the_usual_ones() -> None:
    desk = Team("a", "UTC", [Shift("12:00", "17:00")])
    one = Ways(search_for(Roster([desk]), "2026-03-02", "2026-03-02", timedelta(hours=1), {}), 60)
    earliest, latest = instant("2026-03-02 08:00"), instant("2026-03-02 20:00")  # ends at 21:00
    assert one.by_hours_near("a") == IntervalSet([(earliest, latest + 1)])
    assert one.by_hours("a", earliest) == Bend("hours", "a", 240, 0, person="a")
    assert one.by_hours("a", latest) == Bend("hours", "a", 0, 240, person="a")
    assert one.by_hours("a", earliest - 1) is None
    assert one.by_hours("a", latest + 1) is None
