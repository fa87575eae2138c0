"""When somebody can come: the delegates of an id, their usable minutes, and the starts that are left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from overlap.core.civil import iso_minute
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet, at_least
from overlap.core.zones import zone
from overlap.errors import BadArgument, UnknownId
from overlap.people.absence import Closure, TimeOff
from overlap.people.busy import Busy, BusyPolicy, BusyTime
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.roster import Defaults, Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.availability import Availability, Terms, busy_times, unread_files
from overlap.planning.discomfort import Discomfort
from overlap.planning.meeting_options import search_for
from overlap.planning.search import Search
from tests.planning.brute import instant
from tests.planning.slots_oracle import Brute
from tests.planning.slots_questions import Asked, moment, questions, soft_calendar
from tests.properties.strategies import dense, is_canonical

FEW = settings().max_examples * 3 // 10
OFFICE = [Shift("09:00", "17:00")]
TEAM = Team(
    "manila",
    "Asia/Manila",
    OFFICE,
    name="Manila",
    headcount=4,
    members=[
        Member("ana", name="Ana", busy=["ana.ics", "ana-home.ics"], weight=3),
        Member("ben", zone="America/New_York"),
        Member("cy", busy=["cy.ics"]),
    ],
)
FULL = Team("pune", "Asia/Kolkata", OFFICE, members=[Member("dev")], flex=Flex(fixed=True))
ROSTER = Roster([TEAM, FULL])
WEEK = Horizon.of("2026-03-02", "2026-03-08", zone("UTC"))


def terms(**changed: Any) -> Terms:
    plain: dict[str, Any] = {
        "domain": "work",
        "avoid_soft": False,
        "policy": BusyPolicy(),
        "is_tentative_scored": False,
        "gap_before": 0,
        "gap_after": 0,
        "per_day": None,
        "per_week": None,
        "weights": Discomfort(),
    }
    return Terms(**{**plain, **changed})


def block(start: str, end: str, **more: Any) -> Busy:
    return Busy(f"{start.replace(' ', 'T')}Z", f"{end.replace(' ', 'T')}Z", **more)


def known(busy: Mapping[str, Iterable[Busy]] | None = None, **changed: Any) -> Availability:
    return Availability(ROSTER, WEEK, terms(**changed), busy_times(ROSTER, busy))


def test_a_team_sends_its_unnamed_people_or_one_of_its_members() -> None:
    found = known().delegates("manila")
    assert [(who.id, who.person, who.name, who.weight) for who in found] == [
        ("manila", "manila", "Manila", 1),
        ("manila", "manila.ana", "Ana", 3),
        ("manila", "manila.ben", "ben", 1),
        ("manila", "manila.cy", "cy", 1),
    ]
    assert [who.pattern.zone.key for who in found][1:3] == ["Asia/Manila", "America/New_York"]
    assert not any(who.is_fixed for who in found)


def test_a_member_sends_nobody_else() -> None:
    (ben,) = known().delegates("manila.ben")
    assert (ben.id, ben.person, ben.pattern.zone.key) == ("manila.ben", "manila.ben", "America/New_York")


def test_a_team_of_named_members_has_no_others_and_its_flex_may_be_fixed() -> None:
    found = known().delegates("pune")
    assert [(who.person, who.is_fixed) for who in found] == [("pune.dev", True)]


def test_the_busy_time_of_a_team_is_everybodys_in_it() -> None:
    shared, own = block("2026-03-02 01:00", "2026-03-02 02:00"), block("2026-03-02 03:00", "2026-03-02 04:00")
    one = known({"manila": [shared], "manila.ana": BusyTime([own])})
    unnamed, ana, ben, _ = one.delegates("manila")
    policy = BusyPolicy()
    assert one.taken(unnamed, policy).minutes == one.taken(ben, policy).minutes == 60
    assert one.taken(ana, policy).minutes == 120
    assert one.taken(one.delegates("manila.ana")[0], policy).minutes == 120
    assert one.taken(one.delegates("pune")[0], policy) == IntervalSet()


def test_what_is_found_is_kept() -> None:
    one = known({"manila.ana": [block("2026-03-02 03:00", "2026-03-02 04:00")]})
    assert one.delegates("manila") is one.delegates("manila")
    who = one.delegates("manila")[1]
    assert one.free(who) is one.free(who)
    assert one.standing(who) is one.standing(who)
    assert one.burden(who) is one.burden(who)
    assert one.starts_of(who, 30) is one.starts_of(who, 30)
    assert one.starts_of(who, 30) != one.starts_of(who, 60)
    later = one.over(Horizon.of("2026-03-09", "2026-03-09", zone("UTC")))
    assert later.terms is one.terms
    assert later.busy is one.busy
    assert not dense(later.free(who)).intersection(range(WEEK.start, WEEK.end))


def test_discomfort_counts_how_far_work_is_as_far_as_the_weights_grow() -> None:
    """A week of hours off leaves shifts without work: 28 February was the last with any."""
    off = [TimeOff("2026-03-01", "2026-03-09", from_time="09:00", until_time="17:00")]
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    team = Team("t", "UTC", OFFICE, days=days, members=[Member("ana", time_off=off)])
    roster = Roster([team], defaults=Defaults(quiet=("00:00", "00:00")))
    far = terms(weights=Discomfort(outside=0, outside_most=900, quiet=0))
    one = Availability(roster, Horizon.of("2026-03-04", "2026-03-04", zone("UTC")), far, {})
    (ana,) = one.delegates("t")
    midnight = instant("2026-03-04 00:00")
    # 79 hours and a minute since work, of which one is fringe and the next weighs nothing.
    assert one.burden(ana).of(midnight, midnight + 1) == 78


def test_busy_time_is_told_by_id() -> None:
    assert busy_times(ROSTER, None) == {}
    time = BusyTime([Busy("2026-03-02")])
    found = busy_times(ROSTER, {"manila": time, "manila.ana": [Busy("2026-03-03")], "pune": ()})
    assert found["manila"] is time
    assert list(found["manila.ana"]) == [Busy("2026-03-03")]
    assert len(found["pune"]) == 0


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        ([("manila", [])], "busy is [('manila', [])], no mapping; write {"),
        ("ana.ics", "busy is 'ana.ics', no mapping"),
        ({5: []}, "busy has the key 5; use the ids of the roster"),
        ({"manila": Busy("2026-03-02")}, "not a list; give a list of Busy"),
        ({"manila": 5}, "busy is 5, not a list"),
        ({"manila": ["2026-03-02"]}, "busy holds '2026-03-02'; give a list of Busy"),
    ],
)
def test_busy_time_that_is_no_mapping_to_blocks_is_refused(given_: Any, message: str) -> None:
    with pytest.raises(BadArgument) as caught:
        busy_times(ROSTER, given_)
    assert message in str(caught.value)
    assert caught.value.field == "busy"


def test_busy_time_of_somebody_unknown_is_refused() -> None:
    for one in ("manilla", "manila.eve", "ana"):
        with pytest.raises(UnknownId):
            busy_times(ROSTER, {one: []})


def test_calendar_files_that_were_not_read_are_told_once_each() -> None:
    ana = "The busy time of Ana in ana.ics, ana-home.ics was not read."
    cy = "The busy time of cy in cy.ics was not read."
    assert unread_files(ROSTER, ["manila", "manila.ana", "pune"], {}) == (ana, cy)
    assert unread_files(ROSTER, ["manila.ben", "pune"], {}) == ()
    assert unread_files(ROSTER, ["manila.cy"], {}) == (cy,)
    read = busy_times(ROSTER, {"manila.ana": []})
    assert unread_files(ROSTER, ["manila"], read) == (cy,)
    assert unread_files(ROSTER, ["manila"], busy_times(ROSTER, {"manila": []})) == (ana, cy)


def starts(one: Availability, id: str, minutes: int) -> list[tuple[int, int]]:
    """Start runs on Monday 2 March, in minutes after 00:00Z."""
    midnight = instant("2026-03-02 00:00")
    (who,) = one.delegates(id)
    found = one.starts_of(who, minutes).clip(midnight, midnight + 1440)
    return [(low - midnight, high - midnight) for low, high in found]


def test_a_block_keeps_the_time_around_it_free() -> None:
    """Dev works 03:30Z to 11:30Z; an event from 06:00Z to 07:00Z, 20 minutes before it and 10 after."""
    busy = {"pune.dev": [block("2026-03-02 06:00", "2026-03-02 07:00")]}
    assert starts(known(busy), "pune.dev", 30) == [(210, 331), (420, 661)]
    assert starts(known(busy, gap_before=10), "pune.dev", 30) == [(210, 331), (430, 661)]
    assert starts(known(busy, gap_after=20), "pune.dev", 30) == [(210, 311), (420, 661)]
    assert starts(known(busy, gap_before=10, gap_after=20), "pune.dev", 1) == [(210, 340), (430, 690)]


def test_a_block_outside_the_horizon_still_keeps_its_distance() -> None:
    horizon = Horizon.of("2026-03-02T05:00Z", "2026-03-02T07:00Z", zone("UTC"))
    busy = busy_times(
        ROSTER,
        {
            "pune.dev": [
                block("2026-03-02 04:00", "2026-03-02 05:00"),
                block("2026-03-02 07:00", "2026-03-02 08:00"),
            ]
        },
    )
    one = Availability(ROSTER, horizon, terms(gap_before=15, gap_after=25), busy)
    (who,) = one.delegates("pune.dev")
    low = instant("2026-03-02 05:15")
    assert list(one.starts_of(who, 30)) == [(low, low + 20 + 30 + 1)]


def test_free_blocks_never_count_and_whole_days_do_not_count_towards_a_limit() -> None:
    busy = {
        "pune.dev": [
            block("2026-03-02 04:00", "2026-03-02 05:00", status="free"),
            block("2026-03-02 05:00", "2026-03-02 06:00", status="tentative"),
            Busy("2026-03-02", status="free"),
            Busy("2026-03-03"),
        ]
    }
    everything = [(210, 691 - 60)]
    assert starts(known({"pune.dev": busy["pune.dev"][:1]}, per_day=1), "pune.dev", 60) == everything
    sure = BusyPolicy(tentative=False)
    assert starts(known(busy, per_day=1, per_week=1, policy=sure), "pune.dev", 60) == everything
    assert starts(known(busy, per_day=2, per_week=2), "pune.dev", 60) == [(210, 241), (360, 631)]
    assert starts(known(busy, per_day=1), "pune.dev", 60) == []
    assert starts(known(busy, per_week=1), "pune.dev", 60) == []


def test_a_full_day_or_week_is_told_with_its_count() -> None:
    busy = {
        "pune.dev": [
            block("2026-03-02 18:29", "2026-03-02 18:31"),  # Monday 23:59 in Pune
            block("2026-03-02 18:30", "2026-03-02 18:31"),  # Tuesday 00:00
            block("2026-03-03 06:00", "2026-03-03 07:00"),
            block("2026-03-08 18:30", "2026-03-08 19:00"),  # next Monday
        ]
    }
    one = known(busy, per_day=2, per_week=3)
    (who,) = one.delegates("pune.dev")
    tuesday = (instant("2026-03-02 18:30"), instant("2026-03-03 18:30"), 2, "day")
    full = list(one.full(who))
    assert [row for row in full if row[3] == "day"] == [tuesday]
    week = [row for row in full if row[3] == "week"]
    assert {row[2] for row in week} == {3}
    assert list(IntervalSet((row[0], row[1]) for row in week)) == [
        (WEEK.start, instant("2026-03-08 18:30")),
    ]
    assert list(known(busy, per_day=3, per_week=4).full(who)) == []
    assert list(known(busy).full(who)) == []


def test_tentative_time_is_what_only_perhaps_is_taken() -> None:
    busy = {
        "pune.dev": [
            block("2026-03-02 04:00", "2026-03-02 06:00", status="tentative"),
            block("2026-03-02 05:00", "2026-03-02 07:00"),
            Busy("2026-03-04", status="tentative"),
        ]
    }
    one = known(busy, policy=BusyPolicy(tentative=False, all_day=False), is_tentative_scored=True)
    (who,) = one.delegates("pune.dev")
    assert list(one.tentative(who)) == [(instant("2026-03-02 04:00"), instant("2026-03-02 05:00"))]
    assert one.burden(who).of(instant("2026-03-02 04:30"), instant("2026-03-02 05:00")) == 60
    days = known(busy, policy=BusyPolicy(tentative=False), is_tentative_scored=True)
    assert days.tentative(who).minutes == 60 + 1440
    unscored = known(busy, policy=BusyPolicy(tentative=False))
    assert unscored.burden(who).of(instant("2026-03-02 04:30"), instant("2026-03-02 05:00")) == 0


def search(asked: Asked) -> tuple[Search, Brute]:
    arguments = asked.arguments()
    duration: timedelta = arguments.pop("duration")
    start, end = moment(asked.horizon.start), moment(asked.horizon.end)
    return search_for(asked.roster, start, end, duration, arguments), asked.brute  # type: ignore[arg-type]


@settings(max_examples=FEW)
@given(questions(most=2))
def test_everybodys_minutes_are_the_oracles(asked: Asked) -> None:
    one, brute = search(asked)
    inside = range(asked.horizon.start, asked.horizon.end)
    for whom in brute.ids:
        delegates = one.known.delegates(whom)
        assert [who.person for who in delegates] == [person.key for person in brute.people[whom]]
        for who, person in zip(delegates, brute.people[whom], strict=True):
            life = brute.life(person)
            free = one.known.free(who)
            assert is_canonical(free)
            assert dense(free) == brute.usable(person)
            barred = brute.usable(person) | life.absent | life.breaks | (life.quiet - life.work)
            if asked.options.get("soft_holidays") == "avoid":
                barred |= life.soft
            assert dense(one.known.open_to(who)) == set(inside) - barred
            found = one.known.starts_of(who, asked.minutes)
            assert is_canonical(found)
            assert dense(found) == {
                start
                for start in range(inside.start, inside.stop - asked.minutes + 1)
                if brute.can_come(person, start)
            }


@settings(max_examples=FEW)
@given(questions(most=2))
def test_a_shorter_meeting_can_begin_wherever_a_longer_one_can(asked: Asked) -> None:
    one, _ = search(asked)
    for whom in one.question.ids:
        longer, shorter = one.known.starts(whom, asked.minutes + 20), one.known.starts(whom, asked.minutes)
        assert not longer - shorter


@settings(max_examples=FEW)
@given(questions())
def test_all_together_can_begin_where_each_can(asked: Asked) -> None:
    """The short way for ids with one delegate each, and no limits of events, says what the long way does."""
    one, _ = search(asked)
    single = [whom for whom in asked.people if len(one.known.delegates(whom)) == 1]
    several = [whom for whom in asked.people if whom not in single]
    found = one.known.starts_together(single, asked.minutes) if single else None
    if one.known.terms.per_day is not None or one.known.terms.per_week is not None:
        assert found is None
    elif single:
        assert found == at_least(len(single), [one.known.starts(whom, asked.minutes) for whom in single])
    for whom in several:
        assert one.known.starts_together([*single, whom], asked.minutes) is None


def test_all_together_are_free_where_nobody_is_busy() -> None:
    """Dev works 03:30Z to 11:30Z; Ben, 09:00 to 17:00 in New York, never meets Dev."""
    late = Team("late", "UTC", [Shift("06:00", "14:00")])
    roster = Roster([late, FULL])
    busy = busy_times(roster, {"late": [block("2026-03-02 07:00", "2026-03-02 08:00")]})
    one = Availability(roster, Horizon.of("2026-03-02", "2026-03-02", zone("UTC")), terms(gap_after=10), busy)
    found = one.starts_together(["late", "pune"], 30)
    assert found is not None
    midnight = instant("2026-03-02 00:00")
    assert [(low - midnight, high - midnight) for low, high in found] == [(360, 381), (480, 661)]
    never = known().starts_together(["manila.ben", "pune"], 30)
    assert never == IntervalSet()


EARLY = Team(
    "early",
    "UTC",
    [Shift("06:00", "14:00", breaks=[Break("10:00", "10:30")])],
    days=["mon", "tue", "wed"],
    closures=[Closure("2026-03-04")],
)


@pytest.mark.parametrize(
    ("domain", "on", "expected"),
    [
        ("work", "2026-03-02", [("06:00", "10:00"), ("10:30", "14:00")]),
        # The hour before work is quiet, the break is a break; the hour after is all that is added.
        ("fringe", "2026-03-02", [("06:00", "10:00"), ("10:30", "15:00")]),
        # Work in quiet hours is work; breaks are usable, at a price.
        ("waking", "2026-03-02", [("06:00", "22:00")]),
        ("fringe", "2026-03-04", []),
        ("waking", "2026-03-04", []),
        ("fringe", "2026-03-05", []),
        ("waking", "2026-03-05", [("07:00", "22:00")]),
    ],
)
def test_what_time_is_usable_in_each_domain(domain: Any, on: str, expected: list[tuple[str, str]]) -> None:
    horizon = Horizon.of(on, on, zone("UTC"))
    one = Availability(Roster([EARLY]), horizon, terms(domain=domain), {})
    (who,) = one.delegates("early")
    shown = [(iso_minute(low)[11:16], iso_minute(high)[11:16]) for low, high in one.free(who)]
    assert shown == expected


def test_soft_days_that_are_avoided_are_usable_to_nobody() -> None:
    soft = soft_calendar(frozenset({date(2026, 3, 3)}))
    roster = Roster([Team("soft", "UTC", OFFICE, holidays=soft)])
    horizon = Horizon.of("2026-03-02", "2026-03-03", zone("UTC"))
    for domain, minutes in (("work", 480), ("fringe", 600), ("waking", 15 * 60)):
        one = Availability(roster, horizon, terms(domain=domain, avoid_soft=True), {})
        (who,) = one.delegates("soft")
        assert one.free(who).minutes == minutes
        assert not one.free(who) & one.standing(who).soft_minutes
        assert not one.open_to(who) & one.standing(who).soft_minutes
