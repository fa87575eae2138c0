"""A check says of each requirement what a walk over the minutes of all people says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.civil import date_of, day_of, time_text
from overlap.core.horizon import Horizon
from overlap.people.absence import TimeOff
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.roster import Defaults, Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.stagger.check import RequirementCheck, check_requirements
from tests.planning.brute import NOTHING, holidays
from tests.planning.stagger.minutes import (
    Workforce,
    coverage_minutes,
    group_of,
    handoff_minutes,
    hours_minutes,
    overlap_minutes,
    quiet_minutes,
    rest_minutes,
    workforces,
)
from tests.properties.oracle import DAY
from tests.properties.strategies import CLOCKS, TIMES, WEEKDAY_NAMES, Crowd, crowds

Dates = dict[date, list[tuple[int, int]]]
"""What each date comes to, and by how much that is too little or too much."""


def judged(found: RequirementCheck, usual: Dates, left: Dates | None, sign: int = 1) -> None:
    """That a check is what dates come to; `left` is what days off leave, None where they do not matter."""
    worst = {on: min(those, key=lambda one: (-one[1], sign * one[0])) for on, those in usual.items()}
    on = min(worst, key=lambda on: (-worst[on][1], sign * worst[on][0], on), default=None)
    assert (found.worst_date, found.worst_minutes) == (on, None if on is None else worst[on][0])
    assert found.missed == tuple((on, one[0]) for on, one in sorted(worst.items()) if one[1])
    assert found.met == (not any(short for _, short in worst.values()))
    broken = {
        on: min(those, key=lambda one: (-one[1], one[0]))
        for on, those in (left or {}).items()
        if max(short for _, short in those) and not (on in worst and worst[on][1])
    }
    assert {one.date: (one.minutes, one.short_minutes) for one in found.exceptions} == broken


def below(found: dict[date, int], needed: int) -> Dates:
    return {on: [(minutes, max(needed - minutes, 0))] for on, minutes in found.items()}


def lengths(found: Iterable[tuple[date, list[tuple[int, int]]]]) -> Dates:
    return {on: [(minutes, length - minutes) for minutes, length in those] for on, those in found}


def compare(check: RequirementCheck, roster: Roster, force: dict[str, Workforce], over: Horizon) -> None:
    """One check against the walk over minutes."""
    need = check.need
    if isinstance(need, OverlapNeed):
        both = [below(overlap_minutes(need, force, over, bare=bare), need.minutes) for bare in (True, False)]
    elif isinstance(need, HandoffNeed):
        both = [below(handoff_minutes(need, force, over, bare=bare), need.minutes) for bare in (True, False)]
    elif isinstance(need, CoverageNeed):
        both = [
            lengths((on, [one]) for on, one in coverage_minutes(need, roster, force, over, bare=bare).items())
            for bare in (True, False)
        ]
    elif check.part == "quiet":
        found = quiet_minutes(need, roster, force, over)
        most = need.quiet_minutes or 0
        judged(check, {on: [(one, max(one - most, 0))] for on, one in found.items()}, None, sign=-1)
        return
    elif check.part == "rest":
        least = need.rest_minutes or 0
        both = [below(rest_minutes(need, roster, force, over, bare=bare), least) for bare in (True, False)]
    else:
        both = [
            lengths(hours_minutes(need, roster, force, over, bare=bare).items()) for bare in (True, False)
        ]
    if not isinstance(need, LimitNeed) and need.holidays:
        judged(check, both[1], None)
    else:
        judged(check, both[0], both[1])


# Any roster

MINUTES = st.sampled_from([1, 15, 30, 60, 240, 480])
FEW = st.integers(1, 3)
DAYS = st.none() | st.lists(st.sampled_from(WEEKDAY_NAMES), min_size=3, unique=True)
COINS = st.booleans()
LATE_MARCH = day_of(date(2026, 3, 27))
QUIET = st.tuples(TIMES, TIMES).map(lambda pair: (time_text(pair[0]), time_text(pair[1])))


@st.composite
def needs(draw: st.DrawFn, crowd: Crowd) -> list[Requirement]:
    """One requirement of each kind, of teams and members."""
    teams = [group.team for group in crowd.groups]
    members = [f"{team.id}.{member.id}" for team in teams for member in team.members]
    ids = [*(team.id for team in teams), *members]
    found: list[Requirement] = []
    if len(ids) > 1:
        pair = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=3, unique=True))
        counts = None if draw(COINS) else draw(st.lists(FEW, min_size=len(pair), max_size=len(pair)))
        found.append(
            OverlapNeed(
                pair,
                draw(MINUTES),
                people="everyone" if counts is None else counts,
                days=draw(DAYS),
                contiguous=draw(COINS),
                through_breaks=draw(COINS),
                holidays=draw(COINS),
            )
        )
        found.append(
            HandoffNeed(
                pair[0],
                pair[1],
                draw(MINUTES),
                people="everyone" if counts is None else counts[:2],
                days=draw(DAYS),
                holidays=draw(COINS),
            )
        )
    start, length = draw(TIMES), draw(st.sampled_from([1, 60, 480, DAY - 1]))
    low, high = time_text(start), time_text((start + length) % DAY)
    some = draw(st.just([]) | st.lists(st.sampled_from([team.id for team in teams]), min_size=1, unique=True))
    clock, heads = draw(CLOCKS), draw(FEW)
    found.append(
        CoverageNeed(
            low, high, zone=clock, headcount=heads, days=draw(DAYS), teams=some, holidays=draw(COINS)
        )
    )
    found.append(
        LimitNeed(
            some,
            quiet_minutes=draw(st.sampled_from([0, 60, 480])),
            rest_minutes=draw(st.sampled_from([1, 660, 2 * DAY])),
            start=low,
            end=high,
            headcount=heads,
            days=draw(DAYS),
        )
    )
    return found


@st.composite
def offices(draw: st.DrawFn) -> Crowd:
    """Teams that work by day, near to each other, in the week in which most clocks change."""
    groups = []
    for index in range(draw(st.integers(2, 3))):
        start, length = draw(st.integers(12, 28)) * 30, draw(st.integers(8, 18)) * 30
        pause = [Break(after_minutes=120, minutes=draw(st.sampled_from([15, 60])))] if draw(COINS) else []
        shifts = [Shift(time_text(start), time_text((start + length) % DAY), name="own", breaks=pause)]
        if draw(COINS):
            later = start + draw(st.integers(1, 12)) * 30
            ends = time_text(later % DAY), time_text((later + 240) % DAY)
            shifts.append(Shift(*ends, name="late", headcount=draw(FEW)))
        members = [
            Member(
                f"m{at}",
                shifts=draw(st.none() | st.sampled_from([["own"], [shifts[-1].name]])),
                time_off=[TimeOff(date_of(LATE_MARCH + draw(st.integers(-1, 3))))] if draw(COINS) else [],
                days=draw(st.none() | st.just(["thu", "fri", "sat"])),
            )
            for at in range(draw(st.integers(0, 2)))
        ]
        off = frozenset({date_of(LATE_MARCH + draw(st.integers(-1, 3)))})
        calendar, kept = holidays(*(one.isoformat() for one in off)) if draw(COINS) else (None, NOTHING)
        zone = draw(
            st.sampled_from(["Europe/Warsaw", "UTC", "Europe/London", "Africa/Casablanca", "Asia/Beirut"])
        )
        team = Team(
            f"team{index}",
            zone,
            shifts,
            days=draw(st.none() | st.just(["mon", "tue", "thu", "fri", "sat", "sun"])),
            holidays=calendar,
            headcount=len(members) + draw(st.integers(3, 4)),
            members=members,
        )
        groups.append(group_of(team, kept))
    first = LATE_MARCH + draw(st.integers(-1, 1))
    return Crowd(tuple(groups), Horizon(first * DAY, (first + draw(FEW)) * DAY))


def compare_all(data: st.DataObject, crowd: Crowd) -> None:
    """Requirements of every kind, each against the walk over minutes."""
    asked = data.draw(needs(crowd))
    roster = Roster([group.team for group in crowd.groups], defaults=Defaults(quiet=data.draw(QUIET)))
    found = check_requirements(roster, *crowd.horizon.moments, requirements=asked)
    force = workforces(crowd.groups, crowd.horizon)
    for check in found:
        compare(check, roster, force, crowd.horizon)


@given(st.data())
@settings(max_examples=8)
def test_each_check_is_what_a_walk_over_the_minutes_of_all_people_finds(data: st.DataObject) -> None:
    compare_all(data, data.draw(crowds(most=3)))


@given(st.data())
@settings(max_examples=15)
def test_each_check_of_offices_is_what_a_walk_over_the_minutes_finds(data: st.DataObject) -> None:
    compare_all(data, data.draw(offices()))


@pytest.mark.exhaustive
@given(st.data())
@settings(max_examples=400)
def test_each_check_of_many_is_what_a_walk_over_the_minutes_finds(data: st.DataObject) -> None:
    compare_all(data, data.draw(crowds(most=3) | offices()))


def test_a_day_off_that_takes_one_shift_of_a_date_is_an_exception_though_another_is_left() -> None:
    hours = [Shift("09:00", "12:00", name="morning"), Shift("20:00", "21:00", name="evening")]
    away = TimeOff("2026-03-03", from_time="08:00", until_time="13:00")
    split = Team("split", "UTC", hours, members=[Member("ida", time_off=[away])])
    whole = Team("whole", "UTC", [Shift("09:00", "17:00")])
    roster = Roster([split, whole], requirements=[OverlapNeed(["split", "whole"], 60)])
    (check,) = check_requirements(roster, "2026-03-02", "2026-03-06")
    assert (check.met, check.worst_minutes) == (True, 180)
    told = [(one.date.isoformat(), one.minutes, one.short_minutes) for one in check.exceptions]
    assert told == [("2026-03-03", 0, 60)]


def test_without_days_off_nothing_is_told_of_them() -> None:
    """On Tuesday the second team is off, which the schedule does not say."""
    away = holidays("2026-03-03")[0]
    teams = [
        Team(one, "UTC", [Shift("09:00", "17:00")], holidays=away if one == "b" else None) for one in "ab"
    ]
    needs: list[Requirement] = [
        OverlapNeed(["a", "b"], minutes=60, name="overlap"),
        CoverageNeed("10:00", "12:00", zone="UTC", teams=["b"], name="desk"),
    ]
    for with_days_off, told in ((True, [date(2026, 3, 3)]), (False, [])):
        for check in check_requirements(
            Roster(teams, requirements=needs), "2026-03-02", "2026-03-06", days_off=with_days_off
        ):
            assert check.missed == ()
            assert [one.date for one in check.exceptions] == told
