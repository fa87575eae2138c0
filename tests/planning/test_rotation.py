"""A rotation is the fairest that trying every time on every date finds, with what was before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import overlap
from overlap.errors import BadArgument, BadHorizon, UnknownId
from overlap.people.absence import Closure
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Defaults, Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.ledger import Ledger
from overlap.planning.rotation import Rotation, plan_rotation
from tests.planning.rotation_cases import FOUR, MEETING, Person, cost, credited, fairest, roster_of

TIMES = ["00:00", "07:00", "09:30", "15:00", "16:00", "21:30"]
MINUTES = [int(one[:2]) * 60 + int(one[3:]) for one in TIMES]
TUESDAYS = [date(2026, 3, 3) + timedelta(weeks=week) for week in range(8)]
"""Over the changes of clocks in America and in Europe."""


def planned(people: tuple[Person, ...] = FOUR, weeks: tuple[int, int] = (0, 4), **more: Any) -> Rotation:
    more.setdefault("at", TIMES)
    first, last = TUESDAYS[weeks[0]], TUESDAYS[weeks[1] - 1]
    return plan_rotation(roster_of(people), MEETING, first, last, solver="own", **more)


def totals(found: Rotation) -> list[int]:
    return sorted((one.total for one in found.people), reverse=True)


PEOPLE = st.builds(
    Person,
    st.just(""),
    st.sampled_from(["America/Los_Angeles", "Europe/London", "Asia/Kolkata", "Australia/Sydney"]),
    st.integers(7, 9),
    st.integers(15, 18),
    st.lists(st.sampled_from(TUESDAYS[:4]), max_size=2).map(tuple),
    st.none() | st.sampled_from(TUESDAYS[:4]),
    st.integers(1, 2),
)


@settings(max_examples=15)
@given(
    st.lists(PEOPLE, min_size=2, max_size=4),
    st.lists(st.integers(0, 600), min_size=4, max_size=4),
    st.booleans(),
)
def test_no_choice_of_times_is_fairer(some: list[Person], carried: list[int], is_new: bool) -> None:
    people = tuple(replace(one, id=f"p{at}") for at, one in enumerate(some))
    had = {f"t.p{at}": carried[at] for at in range(len(people))}
    if is_new and len(had) > 1:
        del had["t.p0"]
        least = min(had.values())
        others = [one - least for one in had.values()]
        begin = {who: one - least for who, one in had.items()}
        begin["t.p0"] = int(sum(others) / len(others) + 0.5)
    else:
        least = min(had.values())
        begin = {who: one - least for who, one in had.items()}
    found = planned(people, (0, 3), ledger=Ledger(had))
    assert totals(found) == fairest(people, TUESDAYS[:3], MINUTES, begin)
    assert found.is_optimal
    assert {one.id: one.carried for one in found.people} == begin


def test_splitting_a_time_at_any_date_makes_each_part_the_fairest_given_the_past() -> None:
    nobody = {f"t.{one.id}": 0 for one in FOUR}
    for cut in (1, 2, 3):
        first = planned(weeks=(0, cut))
        assert totals(first) == fairest(FOUR, TUESDAYS[:cut], MINUTES, nobody)
        then = planned(weeks=(cut, 5), ledger=first.ledger)
        past = dict(first.ledger.burden_minutes)
        assert totals(then) == fairest(FOUR, TUESDAYS[cut:5], MINUTES, past)
        whole = planned(weeks=(0, 5))
        assert max(totals(whole)) <= max(totals(then)) + min(one.total for one in first.people)


def test_who_bore_more_in_one_quarter_bears_less_in_the_next() -> None:
    first = planned(weeks=(0, 1))
    worst = max(first.people, key=lambda one: one.total)
    second = planned(weeks=(1, 2), ledger=first.ledger)
    (again,) = [one for one in second.people if one.id == worst.id]
    assert again.borne < worst.borne
    assert min(second.ledger.burden_minutes.values()) == 0


def test_every_meeting_says_what_it_comes_to_for_everybody() -> None:
    found = planned()
    assert [one.date for one in found] == TUESDAYS[:4]
    borne = {f"t.{one.id}": 0 for one in FOUR}
    for one in found:
        instant = datetime(1970, 1, 1, tzinfo=UTC) + one.start * timedelta(minutes=1)
        assert instant.date() == one.date == one.period
        assert (instant.strftime("%H:%M"), one.end - one.start) == (one.time, 60)
        for person, who in zip(FOUR, one.attendees, strict=True):
            assert who.id == f"t.{person.id}"
            assert who.burden_minutes == cost(person, instant)
            assert not who.is_credit
            assert who.local_start[:16] == instant.astimezone(_zone(person)).strftime("%Y-%m-%dT%H:%M")
            borne[who.id] += who.burden_minutes
    assert {one.id: one.borne for one in found.people} == borne
    assert found.times == {
        time: sum(one.time == time for one in found)
        for time in TIMES
        if any(one.time == time for one in found)
    }


def _zone(person: Person) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(person.zone)


def test_who_is_away_pays_nothing_and_is_credited_with_the_mean_of_the_others() -> None:
    away = replace(FOUR[2], off=(TUESDAYS[1], TUESDAYS[2]), zone="Europe/London")
    people = (*FOUR[:2], away, FOUR[3])
    found = planned(people)
    for one in found:
        (own,) = [who for who in one.attendees if who.id == "t.c-singapore"]
        assert own.is_credit == (one.date in away.off)
        if own.is_credit:
            others = [who.burden_minutes for who in one.attendees if not who.is_credit]
            assert own.burden_minutes == int(sum(others) / 3 + 0.5)
            assert (own.status, own.because) == ("time-off", "time off")
    (burden,) = [one for one in found.people if one.id == "t.c-singapore"]
    assert burden.credited == sum(
        (credited(people, one.date, one.start % 1440) or [])[2] for one in found if one.date in away.off
    )


def test_who_joins_later_is_credited_until_then() -> None:
    late = replace(FOUR[0], joined=TUESDAYS[2])
    found = planned((late, *FOUR[1:]))
    credit = [one.attendees[0].is_credit for one in found]
    assert credit == [True, True, False, False]


def test_newcomers_and_leavers_are_told() -> None:
    ledger = Ledger({"t.b-london": 0, "t.c-singapore": 61, "t.gone": 500})
    found = planned(ledger=ledger)
    assert {one.id: one.carried for one in found.people} == {
        "t.a-sf": 31, "t.b-london": 0, "t.c-singapore": 61, "t.d-warsaw": 31,
    }  # fmt: skip
    assert found.notes == (
        "a-sf is new to the ledger and begins with the mean of the others.",
        "d-warsaw is new to the ledger and begins with the mean of the others.",
        "No longer invited, and dropped from the ledger: t.gone.",
    )
    assert set(found.ledger.burden_minutes) == {f"t.{one.id}" for one in FOUR}
    assert planned().notes == ()


def test_the_order_of_a_file_changes_no_choice() -> None:
    found, other = planned(), planned(tuple(reversed(FOUR)))
    assert [one.start for one in other] == [one.start for one in found]
    assert other.ledger == found.ledger


def test_a_ledger_of_the_same_dates_is_refused() -> None:
    ledger = planned().ledger
    assert ledger.through == TUESDAYS[3]
    with pytest.raises(BadArgument, match="accounts for everything up to 2026-03-24") as caught:
        planned(weeks=(3, 5), ledger=ledger)
    assert caught.value.hint == "plan from 2026-03-25 on, or take an earlier ledger"
    assert planned(weeks=(4, 5), ledger=ledger)
    # A date belongs to the plan if its midnight does.
    at_noon = plan_rotation(
        roster_of(FOUR), MEETING, "2026-03-24T12:00Z", TUESDAYS[4], at=TIMES, ledger=ledger, solver="own"
    )
    assert [one.date for one in at_noon] == [TUESDAYS[4]]


# Limits


def test_few_times_are_kept_to_and_one_is_the_best_fixed_time() -> None:
    two, one = planned(weeks=(0, 6), times=2), planned(weeks=(0, 6), times=1)
    free = planned(weeks=(0, 6))
    assert (len(one.times), len(two.times) <= 2) == (1, True)
    assert totals(free) <= totals(two) <= totals(one)
    (time,) = one.times
    assert one.fixed == (time, one.worst_minutes) == free.fixed
    assert free.greedy_minutes >= free.worst_minutes
    fixed = min(
        max(
            sum((credited(FOUR, on, minute) or [])[person] for on in TUESDAYS[:6])
            for person in range(len(FOUR))
        )
        for minute in MINUTES
    )
    assert one.worst_minutes == fixed


@pytest.mark.parametrize("taken", [(0, "00:00"), (0, "09:30"), (1, "07:00"), (3, "00:00"), (3, "16:00")])
def test_the_best_single_time_is_the_best_of_those_that_are_free_on_every_date(
    taken: tuple[int, str],
) -> None:
    """One date has a time less to choose from, for all are in another meeting then."""
    week, time = taken
    other = Meeting(
        "other", teams=["t"], minutes=60, on="tue", at=time, anchor="UTC", start=TUESDAYS[week], count=1
    )
    roster = Roster(roster_of(FOUR).teams, zone="UTC", meetings=[MEETING, other])
    found = plan_rotation(roster, MEETING, TUESDAYS[0], TUESDAYS[3], at=TIMES, solver="own")
    totals_of = {}
    for one in set(TIMES) - {time}:
        at = timedelta(hours=int(one[:2]), minutes=int(one[3:]))
        starts = [datetime(day.year, day.month, day.day, tzinfo=UTC) + at for day in TUESDAYS[:4]]
        totals_of[one] = sorted(
            (sum(cost(person, start) for start in starts) for person in FOUR), reverse=True
        )
    best = min(totals_of, key=lambda one: totals_of[one])
    assert sum(one == totals_of[best] for one in totals_of.values()) == 1
    assert found.fixed == (best, totals_of[best][0])


def outside(found: Rotation, also_fringe: bool = False) -> list[set[str]]:
    """Whom each meeting meets outside their hours, by the clock on their wall."""
    beside = 0 if also_fringe else 60
    told: list[set[str]] = []
    for one in found:
        instants = [
            datetime(1970, 1, 1, tzinfo=UTC) + (one.start + at) * timedelta(minutes=1) for at in range(60)
        ]
        told.append(set())
        for person in FOUR:
            walls = [at.astimezone(_zone(person)) for at in instants]
            minutes = [at.hour * 60 + at.minute for at in walls]
            if any(not person.start * 60 - beside <= at < person.end * 60 + beside for at in minutes):
                told[-1].add(person.id)
    return told


def test_nobody_is_met_twice_in_a_row_where_it_shall_not_be() -> None:
    free, kept = planned(weeks=(0, 6), at=None), planned(weeks=(0, 6), at=None, never_twice="outside")
    assert any(one & other for one, other in zip(outside(free), outside(free)[1:], strict=False))
    assert not any(one & other for one, other in zip(outside(kept), outside(kept)[1:], strict=False))
    assert kept.is_optimal
    assert totals(free) <= totals(kept)
    last = {f"t.{who}" for who in outside(kept)[-1]}
    assert set(kept.ledger.outside) == last
    then = planned(weeks=(6, 8), at=None, never_twice="outside", ledger=kept.ledger)
    assert not {f"t.{who}" for who in outside(then)[0]} & last


def test_the_fringe_counts_where_it_is_asked_for() -> None:
    people = FOUR[:2]
    roster = roster_of(people)
    arguments: dict[str, Any] = {"at": ["08:00", "17:00", "18:00"], "solver": "own"}
    found = plan_rotation(roster, MEETING, TUESDAYS[4], TUESDAYS[5], never_twice="fringe", **arguments)
    # At 17:00 UTC it is 18:00 in London, an hour after work: outside; at 16:00 fringe. Nobody twice.
    shown = [{who.id for who in one.attendees if who.status != "in"} for one in found]
    assert not found or not shown[0] & shown[1]
    plain = plan_rotation(roster, MEETING, TUESDAYS[4], TUESDAYS[5], at=["16:00"], solver="own")
    assert [who.status for who in plain[0].attendees] == ["in", "fringe"]
    assert plan_rotation(
        roster, MEETING, TUESDAYS[4], TUESDAYS[5], at=["16:00"], never_twice="outside", solver="own"
    )
    none = plan_rotation(
        roster, MEETING, TUESDAYS[4], TUESDAYS[5], at=["16:00"], never_twice="fringe", solver="own"
    )
    assert not none
    assert none.reason == (
        "No choice of times keeps to nobody outside their hours twice in a row. "
        "However many times there are, somebody would be twice in a row."
    )


def test_whom_the_last_meeting_met_outside_their_hours_the_first_of_the_next_plan_does_not() -> None:
    # At 16:00 UTC it is 16:00 in London on 24 March, and 17:00 on the 31st: in the fringe.
    some = {"at": ["16:00"], "never_twice": "fringe"}
    first = planned(FOUR[:2], weeks=(3, 5), **some)
    assert first.ledger.outside == ("t.b-london",)
    assert planned(FOUR[:2], weeks=(3, 4), **some).ledger.outside == ()
    assert not planned(FOUR[:2], weeks=(5, 6), ledger=first.ledger, **some)
    assert planned(FOUR[:2], weeks=(5, 6), ledger=Ledger(first.ledger.burden_minutes), **some)
    assert planned(FOUR[:2], weeks=(5, 6), ledger=first.ledger, at=["16:00"])


def test_without_a_plan_the_ledger_stays_as_it_was() -> None:
    ledger = Ledger({"t.a-sf": 60, "t.b-london": 0}, through="2026-03-01", outside=["t.a-sf"])
    none = planned(at=["16:00"], never_twice="fringe", ledger=ledger)
    assert not none
    assert none.ledger is ledger
    assert none.to_dict()["optimal"] is False


# Dates and options


def two(holidays: tuple[str, ...] = (), **more: Any) -> Roster:
    closed = [Closure(on, name="Town day") for on in holidays]
    teams = [
        Team("ny", "America/New_York", [Shift("09:00", "17:00")], name="New York"),
        Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")], name="Pune", closures=closed),
    ]
    meeting = Meeting("sync", **{"teams": ["ny", "pune"], "minutes": 30, "on": "tue", "anchor": "ny", **more})
    return Roster(teams, zone="America/New_York", meetings=[meeting])


def test_a_date_at_which_too_few_can_come_is_skipped_and_told() -> None:
    found = plan_rotation(two(("2026-03-10", "2026-03-11")), "sync", "2026-03-03", "2026-03-17")
    assert [str(one.date) for one in found] == ["2026-03-03", "2026-03-17"]
    assert [one.to_dict() for one in found.skipped] == [{"date": "2026-03-10", "because": "Pune: Town day"}]
    enough = plan_rotation(two(("2026-03-10", "2026-03-11"), quorum=1), "sync", "2026-03-03", "2026-03-17")
    assert len(enough) == 3
    (away,) = [who for who in enough[1].attendees if who.id == "pune"]
    assert (away.is_credit, away.can_come, away.because) == (True, False, "Town day")


def test_no_date_and_no_time_are_reasons() -> None:
    none = plan_rotation(two(), "sync", "2026-03-04", "2026-03-09")
    assert (len(none), none.reason) == (0, '"sync" has no date in that time.')
    work = plan_rotation(two(), "sync", "2026-02-17", "2026-03-03", domain="work")
    assert work.reason == "At none of the dates can enough of those needed come."
    assert [one.because for one in work.skipped] == ["at no time can enough of those needed come"] * 3
    assert work.fixed is None
    assert work.ledger.through == date(2026, 3, 3)


def test_few_times_that_do_not_do_name_how_many_would() -> None:
    # In London and Abidjan at noon in winter; in summer London's noon is no time of the anchor's raster.
    roster = Roster(
        [Team("a", "Europe/London", [Shift("12:00", "12:30")])],
        zone="UTC",
        defaults=Defaults(fringe_minutes=0),
        meetings=[Meeting("sync", teams=["a"], minutes=30, on="tue", anchor="UTC")],
    )
    none = plan_rotation(roster, "sync", "2026-03-24", "2026-03-31", domain="work", times=1)
    assert none.reason == ("No choice of times keeps to 1 different time. With 2 different times one does.")
    assert plan_rotation(roster, "sync", "2026-03-24", "2026-03-31", domain="work", times=2).times == {
        "11:00": 1,
        "12:00": 1,
    }


def test_dates_are_the_meetings_own_and_those_of_its_clock() -> None:
    roster = two(start="2026-03-03", end="2026-03-31", every="2 weeks")
    assert [str(one.date) for one in plan_rotation(roster, "sync")] == [
        "2026-03-03", "2026-03-17", "2026-03-31",
    ]  # fmt: skip
    some = plan_rotation(roster, "sync", "2026-03-03T05:00Z", "2026-03-17T04:01Z")
    assert [str(one.date) for one in some] == ["2026-03-03", "2026-03-17"]
    assert some.ledger.through == date(2026, 3, 17)
    later = plan_rotation(roster, "sync", "2026-03-03T05:01Z", "2026-03-17T04:00Z")
    assert later.reason == '"sync" has no date in that time.'
    assert later.ledger.through == date(2026, 3, 16)
    with pytest.raises(BadArgument) as caught:
        plan_rotation(two(), "sync")
    assert caught.value.field == "start"
    with pytest.raises(BadHorizon):
        plan_rotation(two(), "sync", "2026-03-03", "2026-03-02")


def test_of_some_weekdays_one_is_chosen_for_each_week() -> None:
    roster = two(("2026-03-10", "2026-03-11"), start="2026-03-03")
    found = plan_rotation(roster, "sync", "2026-03-03", "2026-03-17", weekdays=["tue", "thu"])
    assert [one.period for one in found] == [date(2026, 3, 3), date(2026, 3, 10), date(2026, 3, 17)]
    assert found[1].date == date(2026, 3, 12)
    assert found[1].time == "Thu " + found[1].time[4:]
    assert not found.skipped
    assert found[2].date == date(2026, 3, 17), "later days are beyond the time asked about"
    days = plan_rotation(two(every="day", on=()), "sync", "2026-03-05", "2026-03-08", weekdays=["fri"])
    assert {str(one.date) for one in days} == {"2026-03-06"}
    assert not days.skipped


def test_the_meetings_own_time_is_one_of_the_candidates() -> None:
    roster = two(at="09:45")
    found = plan_rotation(roster, "sync", "2026-03-03", "2026-03-03", step_minutes=1440)
    assert [one.time for one in found] == ["09:45"]
    assert [one.time for one in plan_rotation(roster, "sync", "2026-03-03", "2026-03-03", at=["08:30"])] == [
        "08:30"
    ]


def test_a_time_that_clocks_skip_is_none_on_that_date() -> None:
    team = Team("a", "America/New_York", [Shift("00:00", "24:00")], days=["sun"])
    roster = Roster([team], meetings=[Meeting("s", teams=["a"], minutes=30, on="sun", anchor="a")])
    found = plan_rotation(roster, "s", "2026-03-01", "2026-03-08", at=["02:30"])
    assert [str(one.date) for one in found] == ["2026-03-01"]
    assert found.skipped[0].because == "none of the times asked for is on that date"


def test_busy_people_are_not_met() -> None:
    taken = {"ny": [overlap.Busy("2026-03-03T13:00Z", "2026-03-04T02:00Z", title="Fair")]}
    found = plan_rotation(two(), "sync", "2026-03-03", "2026-03-03", busy=taken)
    free = plan_rotation(two(), "sync", "2026-03-03", "2026-03-03")
    at_13 = 29542380
    assert at_13 <= free[0].start < at_13 + 13 * 60 or found[0].start == free[0].start
    assert found[0].end <= at_13 or found[0].start >= at_13 + 13 * 60
    none = plan_rotation(
        two(), "sync", "2026-03-03", "2026-03-03",
        busy={"ny": [overlap.Busy("2026-03-03", "2026-03-04")]},
    )  # fmt: skip
    assert none.skipped[0].because == "New York: busy or outside the hours asked for"


def test_weights_are_the_callers() -> None:
    heavy = overlap.Discomfort(fringe=100)
    light, other = (
        plan_rotation(two(), "sync", "2026-03-03", "2026-03-03", weights=weights) for weights in (None, heavy)
    )
    assert [one.burden_minutes for one in light[0].attendees] != [
        one.burden_minutes for one in other[0].attendees
    ]


def test_calendar_files_that_were_not_read_are_told() -> None:
    team = Team("a", "UTC", [Shift("09:00", "17:00")], members=[Member("ana", busy=["ana.ics"])])
    roster = Roster([team], meetings=[Meeting("s", teams=["a"], minutes=30, on="tue")])
    assert "ana.ics" in plan_rotation(roster, "s", "2026-03-03", "2026-03-03").notes[0]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"times": 0}, "times"),
        ({"times": True}, "times"),
        ({"step_minutes": 7}, "step_minutes"),
        ({"at": []}, "at"),
        ({"at": "09:00"}, "at"),
        ({"at": ["9am"]}, "at"),
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": ["someday"]}, "weekdays"),
        ({"never_twice": "night"}, "never_twice"),
        ({"domain": "any"}, "domain"),
        ({"solver": "cbc"}, "solver"),
        ({"ledger": {"t": 1}}, "ledger"),
    ],
)
def test_an_option_that_is_none_is_refused_by_its_name(more: Any, field: str) -> None:
    with pytest.raises(overlap.OverlapError) as caught:
        plan_rotation(two(), "sync", "2026-03-03", "2026-03-10", **more)
    assert caught.value.field == field


def test_an_unknown_meeting_and_no_roster_are_refused() -> None:
    with pytest.raises(UnknownId):
        plan_rotation(two(), "stand-up", "2026-03-03", "2026-03-10")
    with pytest.raises(BadArgument):
        plan_rotation("team.toml", "sync", "2026-03-03", "2026-03-10")  # type: ignore[arg-type]


def test_plain_values_have_the_fields_that_programs_rely_on() -> None:
    found = planned(weeks=(0, 2))
    row = found.to_dict()
    assert {"occurrences", "ledger", "optimal"} <= row.keys()
    assert row["optimal"] is True
    assert row["ledger"][0] == {
        "id": "t.a-sf",
        "burden_minutes": found.people[0].total,
        "carried_minutes": 0,
        "borne_minutes": found.people[0].borne,
        "credited_minutes": 0,
    }
    assert row["occurrences"][0]["attendees"][0].keys() == {
        "id", "local_start", "status", "required", "can_come", "burden_minutes", "credited",
    }  # fmt: skip
    assert Ledger.from_dict({"format_version": 1, **row}) == found.ledger
    assert found[0].in_zone("Asia/Tokyo")[0].isoformat().endswith("+09:00")
    assert repr(found).startswith("<Rotation 'sync': 2 meetings at ")
    assert [one.id for one in found.invitees] == [f"t.{one.id}" for one in FOUR]
