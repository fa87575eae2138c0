"""Who is in the way is counted slot by slot."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from hypothesis import given, settings

from overlap.people.absence import Closure
from overlap.people.busy import Busy
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.blockers import Blocker, blockers
from overlap.planning.meeting_options import MeetingOptions, search_for
from overlap.planning.obstacles import CODES
from overlap.planning.slots import suggest_slots
from tests.planning.obstacle_oracle import Asked, events_near, full_periods, questions, unusable
from tests.planning.relaxation_oracle import starts
from tests.planning.slots_oracle import Brute, Person
from tests.planning.test_relaxations import NearMiss, near_misses

NINE_TO_FIVE = [Shift("09:00", "17:00")]
HOUR = timedelta(hours=1)


def blocked(brute: Brute) -> dict[str, tuple[int, int, int, tuple[str, ...]]]:
    """For everybody required who blocks a slot: how many, of how many, how many alone, with whom never."""
    slots = list(starts(brute, brute.duration))
    there = {start: brute.there(start) for start in slots}
    strict = {one for ids, quorum in brute.groups if quorum == len(ids) for one in ids}
    required = dict.fromkeys(one for ids, _ in brute.groups for one in ids)
    found = {}
    for one in required:
        away = [start for start in slots if one not in there[start]]
        alone = sum(not _does(brute, there[start]) and _does(brute, there[start] | {one}) for start in away)
        never = tuple(
            other
            for other in required
            if other != one
            and {one, other} <= strict
            and any(one in there[start] for start in slots)
            and any(other in there[start] for start in slots)
            and not any({one, other} <= there[start] for start in slots)
        )
        if away:
            found[one] = len(away), len(slots), alone, never
    return found


def _does(brute: Brute, there: set[str]) -> bool:
    return len(there) >= (brute.options.get("attendance") or 0) and all(
        sum(one in there for one in ids) >= quorum for ids, quorum in brute.groups
    )


def counts(found: tuple[Blocker, ...]) -> dict[str, tuple[int, int, int, tuple[str, ...]]]:
    assert len({one.id for one in found}) == len(found)
    order = [(-one.alone_slots, -len(one.never_with), -one.slots) for one in found]
    assert order == sorted(order)
    return {one.id: (one.slots, one.of_slots, one.alone_slots, one.never_with) for one in found}


@settings(max_examples=15)
@given(questions(most=2))
def test_blocked_slots_are_counted_one_by_one(asked: Asked) -> None:
    options = cast("MeetingOptions", asked.options)
    search = search_for(asked.roster, *asked.bounds, asked.duration, options)
    assert counts(blockers(search)) == blocked(asked.brute)


@settings(max_examples=25)
@given(near_misses())
def test_those_who_hardly_meet_are_counted_too_and_pairs_that_never_do(case: NearMiss) -> None:
    brute = case.brute
    start, end = (datetime.fromtimestamp(at * 60, UTC) for at in (brute.start, brute.end))
    options = cast("MeetingOptions", case.options)
    found = blockers(search_for(case.roster, start, end, timedelta(minutes=brute.duration), options))
    assert counts(found) == blocked(brute)
    for one in found:
        assert one.code == _commonest(brute, one)


def _commonest(brute: Brute, one: Blocker) -> str:
    """The main obstacle met most often at the slots blocked alone, if there are any, or at all blocked."""
    met: Counter[str] = Counter()
    for start in starts(brute, brute.duration):
        there = brute.there(start)
        is_alone = not _does(brute, there) and _does(brute, there | {one.id})
        if one.id not in there and (is_alone or not one.alone_slots):
            told = [_taken(brute, person, start) for person in brute.people[one.id]]
            longest = min(told, key=lambda pair: pair[0])[1]
            met[min(longest, key=lambda code: (-longest[code], CODES.index(cast("Any", code))))] += 1
    return min(met, key=lambda code: (-met[code], CODES.index(cast("Any", code))))


def _taken(brute: Brute, person: Person, start: int) -> tuple[int, dict[str, int]]:
    """How many minutes are in the way of a person in all, and the longest run of each kind."""
    end = start + brute.duration
    codes = unusable(brute, person, start, end)
    longest: dict[str, int] = {}
    run = 0
    for minute in range(start, end):
        run = run + 1 if codes.get(minute) == codes.get(minute - 1) else 1
        if minute in codes:
            longest[codes[minute]] = max(longest.get(codes[minute], 0), run)
    taken = len(codes)
    for (code, low, high), count in events_near(brute, person, start, end).items():
        inside = max(0, min(high, end) - max(low, start))
        taken += inside * count
        longest[code] = max(longest.get(code, 0), 0 if code == "buffer" else inside)
    full = full_periods(brute, person, start)
    for _ in full:
        longest.setdefault("limit", 0)
        taken += brute.duration  # the limit's day goes on to the end of every meeting drawn here
    return taken, longest


# Made by hand


def test_who_blocks_slots_alone_only_off_the_raster_is_still_told() -> None:
    a = Team("a", "UTC", [Shift("09:00", "10:30")], name="Ann")
    b = Team("b", "UTC", [Shift("09:15", "10:30")], name="Bob")
    found = {one.id: one for one in asked([a, b], step_minutes=60)}
    assert found["b"].alone_slots == 1
    late = Team("b", "UTC", [Shift("08:00", "10:15")], name="Bob")
    found = {one.id: one for one in asked([a, late], step_minutes=60)}
    assert (found["b"].slots, found["b"].alone_slots, found["b"].code) == (22, 0, "outside-hours")


def asked(
    teams: list[Team], *, start: str = "2026-03-02", minutes: int = 60, **more: Any
) -> tuple[Blocker, ...]:
    search = search_for(
        Roster(teams, zone="UTC"), start, start, timedelta(minutes=minutes), cast("MeetingOptions", more)
    )
    return blockers(search)


def test_who_is_alone_in_the_way_comes_first_and_is_told_so() -> None:
    a, b = Team("a", "UTC", NINE_TO_FIVE, name="Ann"), Team("b", "UTC", [Shift("12:00", "16:00")], name="Bob")
    found = asked([a, b])
    assert [(one.id, one.slots, one.of_slots, one.alone_slots) for one in found] == [
        ("b", 80, 93, 16),
        ("a", 64, 93, 0),
    ]
    assert [one.text for one in found] == [
        "Bob alone is in the way of 16 slots, mostly because of their working hours",
        "Ann cannot come to 64 of 93 slots, mostly because of their working hours",
    ]
    assert found[0].to_dict() == {
        "id": "b",
        "code": "outside-hours",
        "slots": 80,
        "of_slots": 93,
        "alone_slots": 16,
        "never_with": [],
        "text": "Bob alone is in the way of 16 slots, mostly because of their working hours",
    }
    assert asked([a.replace(shifts=[Shift("00:00", "24:00")])]) == ()


def test_one_slot_is_one_slot() -> None:
    all_day = Team("a", "UTC", [Shift("00:00", "24:00")], name="Ann")
    one = Team("b", "UTC", [Shift("00:00", "23:00")], name="Bob")
    (found,) = asked([all_day, one], step_minutes=60)
    assert found.text == "Bob alone is in the way of 1 slot, mostly because of their working hours"


def test_who_blocks_no_slot_on_the_raster_blocks_none() -> None:
    team = Team("a", "UTC", [Shift("00:00", "23:40")])
    assert asked([team], minutes=30, step_minutes=60) == ()
    assert [one.slots for one in asked([team], minutes=30, step_minutes=15)] == [2]


def test_a_pair_that_is_never_free_together_is_told_on_both_sides() -> None:
    a = Team("a", "UTC", [Shift("09:00", "12:00")], name="Ann")
    b = Team("b", "UTC", [Shift("11:30", "16:00")], name="Bob")
    c = Team("c", "UTC", [Shift("15:00", "18:00")], name="Cid")
    found = {one.id: one for one in asked([a, b, c])}
    assert {one: found[one].never_with for one in found} == {"a": ("b", "c"), "b": ("a",), "c": ("a",)}
    assert found["a"].text.endswith("; never free for 1 h together with Bob, Cid")
    assert found["b"].text.endswith("; never free for 1 h together with Ann")
    half = {one.id: one for one in asked([a, b, c], minutes=30)}
    assert {one: half[one].never_with for one in half} == {"a": ("c",), "b": (), "c": ("a",)}


def test_pairs_are_told_only_of_groups_that_need_both_and_of_people_free_at_all() -> None:
    a = Team("a", "UTC", [Shift("09:00", "12:00")])
    b = Team("b", "UTC", [Shift("12:00", "16:00")])
    assert {one.never_with for one in asked([a, b], quorum=1)} == {()}
    groups: list[Any] = [(["a"], None), (["b"], None)]
    assert {one.never_with for one in asked([a, b], groups=groups)} == {("a",), ("b",)}
    idle = Team("idle", "UTC", [])
    for found in asked([a, idle]):
        assert found.never_with == ()
    # Free for an hour, but never from a full hour on.
    off = Team("off", "UTC", [Shift("09:15", "10:30")])
    for found in asked([a, off], step_minutes=60):
        assert found.never_with == ()


def test_pairs_are_of_slots_that_are_allowed() -> None:
    a = Team("a", "UTC", [Shift("09:00", "12:00")], days=["mon", "tue"])
    b = Team(
        "b", "UTC", [Shift("12:00", "16:00", days=["mon"]), Shift("09:00", "12:00", name="t", days=["tue"])]
    )
    options: MeetingOptions = {"not_on": ["tue"]}
    search = search_for(Roster([a, b]), "2026-03-02", "2026-03-03", HOUR, options)
    assert [one.never_with for one in blockers(search)] == [("b",), ("a",)]
    both = search_for(Roster([a, b]), "2026-03-02", "2026-03-03", HOUR, {})
    assert [one.never_with for one in blockers(both)] == [(), ()]


def test_who_has_no_time_at_all_is_told_so() -> None:
    idle = Team("idle", "UTC", NINE_TO_FIVE, name="Idle", closures=[Closure("2026-03-02")])
    (found,) = asked([idle])
    assert (found.slots, found.of_slots, found.code) == (93, 93, "closure")
    assert found.text == "Idle has no 1 h free at all, mostly because of closures"


def test_the_commonest_obstacle_is_that_of_the_slots_blocked_alone() -> None:
    a = Team("a", "UTC", [Shift("12:00", "14:00")])
    b = Team("b", "UTC", [Shift("06:00", "18:00", breaks=[Break("12:00", "14:00")])])
    found = {one.id: one for one in asked([a, b], minutes=30)}
    assert (found["b"].alone_slots, found["b"].code) == (7, "break")
    busy = {"b": [Busy("2026-03-02T12:00Z", "2026-03-02T14:00Z")]}
    plain = b.replace(shifts=[Shift("06:00", "18:00")])
    assert {one.id: one.code for one in asked([a, plain], minutes=30, busy=busy)} == {
        "a": "outside-hours",
        "b": "busy",
    }


def test_of_obstacles_met_as_often_the_first_code_is_told() -> None:
    pause = Shift("00:00", "24:00", breaks=[Break("12:00", "13:00")])
    for hour in ("10", "15"):
        busy = {"b": [Busy(f"2026-03-02T{hour}:00Z", f"2026-03-02T{int(hour) + 1}:00Z")]}
        (found,) = asked([Team("b", "UTC", [pause])], minutes=60, step_minutes=60, busy=busy)
        assert (found.slots, found.code) == (2, "break")


def test_of_many_slots_evenly_spread_ones_are_looked_at() -> None:
    # Four weeks by five minutes: the holiday week stands for a fifth of the working days.
    shut = Team("b", "UTC", [Shift("00:00", "24:00")], closures=[Closure("2026-03-02", "2026-03-20")])
    search = search_for(Roster([shut]), "2026-03-02", "2026-03-29", HOUR, {"step_minutes": 5})
    (found,) = blockers(search)
    assert found.code == "closure"
    weekend = shut.replace(closures=[Closure("2026-03-02")])
    (most,) = blockers(search_for(Roster([weekend]), "2026-03-02", "2026-03-29", HOUR, {"step_minutes": 5}))
    assert most.code == "weekend"


def test_nobody_is_in_the_way_where_no_meeting_may_begin() -> None:
    idle = Team("idle", "UTC", [])
    assert asked([idle], not_on=["mon"]) == ()
    assert asked([idle], minutes=1441) == ()


def test_an_attendance_counts_in_what_somebody_alone_prevents() -> None:
    a = Team("a", "UTC", NINE_TO_FIVE)
    b = Team("b", "UTC", [Shift("12:00", "17:00")])
    c = Team("c", "UTC", [Shift("09:00", "13:00")])
    found = {
        one.id: one for one in asked([a, b, c], required=["a", "b"], quorum=1, optional=["c"], attendance=3)
    }
    assert found["b"].alone_slots == 12
    assert found["a"].alone_slots == 0


def test_names_of_members_hold_their_team() -> None:
    ana = Member("ana", name="Ana")
    team = Team("t", "UTC", NINE_TO_FIVE, name="Crew", members=[ana])
    (found,) = asked([team], required=["t.ana"])
    assert found.name == "Ana (Crew)"
    reasons = suggest_slots(
        Roster([team]), "2026-03-02", "2026-03-02", duration=HOUR, required=["t.ana"]
    ).reasons
    assert reasons[0].name == "Ana (Crew)"


@pytest.mark.parametrize(
    ("slots", "tentative", "code"), [(200, range(0, 200, 2), "busy"), (201, range(0, 120, 2), "tentative")]
)
def test_two_hundred_slots_are_all_looked_at_and_of_one_more_every_other(
    slots: int, tentative: range, code: str
) -> None:
    """Half of 200 are only maybe taken, which is told after busy; of every other of 201 it is 60 of 101."""
    first = datetime(2026, 3, 2, tzinfo=UTC)
    half = timedelta(minutes=30)
    events = [
        Busy(first + at * half, first + (at + 1) * half, status="tentative" if at in tentative else "busy")
        for at in range(slots)
    ]
    team = Team("b", "UTC", [Shift("00:00", "24:00")])
    options: MeetingOptions = {"busy": {"b": events}, "step_minutes": 30}
    (found,) = blockers(search_for(Roster([team]), first, first + slots * half, half, options))
    assert (found.slots, found.of_slots, found.code) == (slots, slots, code)
