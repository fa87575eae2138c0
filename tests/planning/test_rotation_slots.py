"""The slots of a date are those at which enough can come; why there is none is told person by person."""

from __future__ import annotations

from datetime import date
from typing import Any

from overlap.core.horizon import Horizon
from overlap.people.absence import Closure
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.invited import invited
from overlap.planning.occurrences import anchor_clock
from overlap.planning.rotation_slots import Period, Weigher, periods_of, time_label

SHIFTS = [Shift("09:00", "17:00")]
HOURS = range(0, 1440, 60)


def roster(*, shut: str | None = None, **more: Any) -> Roster:
    closures = [Closure(shut, name="Fair")] if shut else []
    teams = [
        Team("x", "Europe/London", SHIFTS, name="Xen", closures=closures),
        Team("y", "Asia/Kolkata", SHIFTS, name="Yam"),
    ]
    meeting = Meeting("m", **{"teams": ["x", "y"], "minutes": 60, "on": "tue", "anchor": "x", **more})
    return Roster(teams, zone="UTC", meetings=[meeting])


def asked(one: Roster, first: str, last: str, domain: Any = "waking", days: Any = None) -> list[Period]:
    meeting = one.meetings[0]
    clock = anchor_clock(one, meeting)
    horizon = Horizon.of(first, last, clock)
    people = invited(one, meeting, horizon, domain=domain)
    return list(periods_of(people, clock, horizon, HOURS, days))


def hours(period: Period) -> list[int]:
    return [slot.key % 1440 // 60 for slot in period.slots]


def test_a_slot_is_one_at_which_everybody_needed_can_come_by_the_terms() -> None:
    # In March London is at UTC until the 29th; Kolkata is five and a half hours ahead.
    (waking,) = asked(roster(), "2026-03-03", "2026-03-03")
    assert hours(waking) == list(range(7, 16))
    (fringe,) = asked(roster(), "2026-03-03", "2026-03-03", "fringe")
    assert hours(fringe) == [8, 9, 10, 11]
    (work,) = asked(roster(), "2026-03-03", "2026-03-03", "work")
    assert hours(work) == [9, 10]
    (summer,) = asked(roster(), "2026-03-31", "2026-03-31", "work")
    assert hours(summer) == [9, 10, 11]


def test_keys_are_wall_times_or_weekdays_with_them() -> None:
    (plain,) = asked(roster(), "2026-03-03", "2026-03-03", "work")
    assert [time_label(slot.key) for slot in plain.slots] == ["09:00", "10:00"]
    (chosen,) = asked(roster(), "2026-03-02", "2026-03-08", "work", frozenset({1, 4}))
    assert [time_label(slot.key) for slot in chosen.slots] == [
        "Tue 09:00", "Tue 10:00", "Fri 09:00", "Fri 10:00",
    ]  # fmt: skip
    assert [slot.date for slot in chosen.slots] == [date(2026, 3, 3)] * 2 + [date(2026, 3, 6)] * 2
    assert time_label(7 * 1440 + 90) == "Sun 01:30"


def test_a_week_that_begins_before_its_meeting_has_only_what_follows() -> None:
    (cut,) = asked(roster(start="2026-03-03"), "2026-03-01", "2026-03-05", "work", frozenset({0, 1, 2, 4}))
    assert {slot.date for slot in cut.slots} == {date(2026, 3, 3), date(2026, 3, 4)}
    ended = asked(roster(end="2026-03-04"), "2026-03-02", "2026-03-15", "work", frozenset(range(5)))
    assert [slot.date.day for period in ended for slot in period.slots] == [2, 2, 3, 3, 4, 4]


def test_two_dates_in_one_week_are_one_period_where_weekdays_are_chosen() -> None:
    twice = roster(on=["tue", "thu"])
    assert len(asked(twice, "2026-03-02", "2026-03-15")) == 4
    assert len(asked(twice, "2026-03-02", "2026-03-15", days=frozenset({0}))) == 2


def test_who_keeps_a_date_from_having_a_slot_is_told_with_the_reason() -> None:
    (shut,) = asked(roster(shut="2026-03-03"), "2026-03-03", "2026-03-03")
    assert (shut.slots, shut.because) == ((), "Xen: Fair")
    (rest,) = asked(roster(on="sat"), "2026-03-07", "2026-03-07", "work")
    assert rest.because == (
        "Xen: busy or outside the hours asked for; Yam: busy or outside the hours asked for"
    )


def test_marks_are_of_those_outside_their_hours_and_not_away() -> None:
    one = roster(shut="2026-03-10", quorum=1)
    meeting = one.meetings[0]
    clock = anchor_clock(one, meeting)
    horizon = Horizon.of("2026-03-03", "2026-03-10", clock)
    people = invited(one, meeting, horizon, domain="waking")
    first, second = periods_of(people, clock, horizon, HOURS, None)

    def marks(what: Any, period: Period) -> dict[int, set[str]]:
        weigher = Weigher(people, what)
        found = {slot.key // 60: {weigher.ids[at] for at in weigher.marked(slot)} for slot in period.slots}
        return {hour: who for hour, who in found.items() if hour in (8, 11, 12, 14, 17)}

    assert marks(None, first) == {8: set(), 11: set(), 12: set(), 14: set(), 17: set()}
    # At 11:00 in London it is 16:30 in Kolkata: half of the hour is in the fringe.
    assert marks("fringe", first) == {8: {"x"}, 11: {"y"}, 12: {"y"}, 14: {"y"}, 17: {"x", "y"}}
    assert marks("outside", first) == {8: set(), 11: set(), 12: {"y"}, 14: {"y"}, 17: {"y"}}
    assert marks("fringe", second)[8] == set(), "who is away is not met outside their hours"


def test_who_has_not_joined_is_not_met_outside_their_hours_and_ids_are_in_order() -> None:
    members = [Member(name, joined=joined) for name, joined in (("b", None), ("a", "2026-03-10"))]
    team = Team("t", "Europe/London", SHIFTS, members=members)
    one = Roster([team], zone="UTC", meetings=[Meeting("m", teams=["t"], minutes=60, on="tue", anchor="t")])
    clock = anchor_clock(one, one.meetings[0])
    horizon = Horizon.of("2026-03-03", "2026-03-10", clock)
    people = invited(one, one.meetings[0], horizon, domain="waking")
    weigher = Weigher(people, "fringe")
    assert weigher.ids == ("t.a", "t.b")
    first, second = periods_of(people, clock, horizon, [8 * 60], None)
    assert [weigher.marked(period.slots[0]) for period in (first, second)] == [{1}, {0, 1}]
    assert weigher.bearings(first.slots[0])["t.a"] == (60, True)
    assert weigher.bearings(second.slots[0])["t.a"] == (60, False)
