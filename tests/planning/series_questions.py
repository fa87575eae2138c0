"""Recurring meetings made to break: nasty days, holidays in the way, people with hours of every kind.

Law: each question comes with the plain facts that the oracle needs, made beside it, not from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from hypothesis import strategies as st

from overlap.core.civil import date_of, day_of, time_text
from overlap.core.horizon import Horizon
from overlap.people.absence import Closure, TimeOff
from overlap.people.busy import Busy
from overlap.people.meetings import HolidayFor, Meeting, OnHoliday
from overlap.people.members import Member
from overlap.people.roster import Defaults, Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.discomfort import Discomfort
from overlap.planning.series import Series, audit_series
from overlap.planning.series_plan import SeriesPlan, plan_series
from tests.planning.brute import holidays
from tests.planning.series_oracle import SeriesBrute
from tests.planning.slots_oracle import House, Person, clock_minute
from tests.planning.slots_questions import QUIET, WEIGHTS, busy_blocks, moment, offices, wild
from tests.properties.oracle import DAY, Worker, instant_of_wall
from tests.properties.strategies import (
    CLOCKS,
    COINS,
    OVERNIGHTS,
    UP_TO_2,
    UP_TO_3,
    WEEKDAY_NAMES,
    zones_and_days,
)

LENGTHS = st.sampled_from([1, 15, 30, 30, 45, 60])
WALLS = st.integers(0, 95).map(lambda quarter: quarter * 15) | st.sampled_from([0, 1, 61, 150, 599, 1439])
ON_WEEKDAYS = st.frozensets(st.sampled_from(WEEKDAY_NAMES), min_size=1, max_size=4).map(sorted)
DOMAINS = st.sampled_from(["work", "work", "fringe", "waking"])

NIGHT = (Shift("22:00", "06:00"),)


@dataclass(frozen=True)
class SeriesQuestion:
    """A roster and a recurring meeting of it, for the code and for the oracle."""

    roster: Roster
    people: Mapping[str, list[Person]]
    busy: Mapping[str, list[Busy]]
    house: House
    horizon: Horizon
    meeting: Meeting
    options: Mapping[str, Any]

    def __repr__(self) -> str:
        everybody = {who.key: who for whom in self.people.values() for who in whom}
        return (
            f"SeriesQuestion({self.horizon!r}, {self.meeting!r}, {self.options!r}, {self.house!r}, "
            f"{list(everybody.values())!r})"
        )

    @property
    def clock(self) -> str:
        """The meeting's own clock."""
        own = {team.id: team.zone for team in self.roster}
        anchor = self.meeting.anchor
        return self.roster.zone if anchor is None else own.get(anchor, anchor)

    @property
    def brute(self) -> SeriesBrute:
        """The oracle's view."""
        at_will = {
            f"{team.id}.{one.id}" for team in self.roster for one in team.members if one.role != "required"
        }
        return SeriesBrute(
            self.people,
            frozenset(at_will),
            self.meeting,
            self.house,
            self.clock,
            self.horizon.start,
            self.horizon.end,
            self.options["domain"],
            self.options["weights"],
        )

    @property
    def arguments(self) -> dict[str, Any]:
        """What the code is asked."""
        ends = {"start": moment(self.horizon.start), "end": moment(self.horizon.end)}
        return {**ends, **self.options, "busy": self.busy}

    def audit(self) -> Series:
        """What the code says of the meeting."""
        return audit_series(self.roster, self.meeting, **self.arguments)

    def plan(self, **more: Any) -> SeriesPlan:
        """What the code says of the best time."""
        return plan_series(self.roster, self.meeting, **self.arguments, **more)

    def but(self, **changes: Any) -> SeriesQuestion:
        """The same question with other parts."""
        return replace(self, **changes)


@st.composite
def recurring(draw: st.DrawFn, ids: list[str], key: str, day: int, *, is_timed: bool) -> Meeting:
    """A meeting of some ids that recurs within a few days."""
    shuffled = draw(st.permutations(ids))
    needed = shuffled[: draw(st.integers(1, len(ids)))]
    left = shuffled[len(needed) :]
    optional = left[: draw(st.integers(0, len(left)))]
    named = "required" if draw(COINS) or not any("." not in one for one in needed) else "teams"
    who: dict[str, Any] = {named: needed, "optional": optional}
    if draw(COINS):
        who["quorum"] = draw(st.integers(1, len(needed)))
    teams = [one for one in ids if "." not in one]
    every = draw(st.sampled_from(["day", "day", "2 days", "3 days", "week", "week", "2 weeks", "month"]))
    on = draw(ON_WEEKDAYS) if draw(COINS) and every not in ("3 days",) else []
    start = draw(st.none() | st.integers(-9, 1).map(lambda more: date_of(day + more)))
    end, count = None, None
    if draw(UP_TO_2) == 0:
        end = date_of(day + draw(st.integers(1, 5)))
    elif draw(UP_TO_2) == 0:
        count = draw(st.integers(1, 6))
    everybody = len(dict.fromkeys([*needed, *optional]))
    counted: st.SearchStrategy[HolidayFor] = st.integers(1, everybody + 1)
    named_for: st.SearchStrategy[HolidayFor] = st.sampled_from(["required", "required", "anyone"])
    return Meeting(
        "sync",
        minutes=draw(LENGTHS),
        every=every,
        on=on,
        at=time_text(draw(WALLS)) if is_timed else None,
        anchor=draw(st.none() | st.sampled_from([*teams, key]) | CLOCKS),
        start=start,
        end=end,
        count=count,
        on_holiday=draw(st.sampled_from(["keep", "skip", "move", "move"])),
        holiday_for=draw(named_for | counted),
        **who,
    )


@st.composite
def series_questions(
    draw: st.DrawFn, *, most: int = 2, days: int = 6, is_timed: bool = True
) -> SeriesQuestion:
    """A roster near a nasty day, busy time, and a meeting that recurs around it."""
    key, day = draw(zones_and_days())
    teams: list[Team] = []
    people: dict[str, list[Person]] = {}
    busy: dict[str, list[Busy]] = {}
    first = day - draw(st.integers(1, 3))
    last = first + draw(st.integers(2, days))
    low, high = instant_of_wall(key, first * DAY), instant_of_wall(key, (last + 1) * DAY)
    if draw(UP_TO_3) == 0:
        low, high = low + draw(st.integers(0, 1000)), high - draw(st.integers(0, 1000))
    horizon = Horizon(low, high)
    for index in range(draw(st.integers(1, most))):
        name = f"team{index}"
        home = key if index == 0 else draw(CLOCKS | st.just(key))
        team, workers, soft = draw(wild(name, day, home) if draw(UP_TO_3) == 0 else offices(name, day, home))
        teams.append(team)
        weights = {one.id: one.weight for one in team.members}
        shared: list[Busy] = []
        if draw(UP_TO_3) == 0:
            shared = busy[name] = draw(busy_blocks(horizon, day))
        everybody: list[Person] = []
        for member, worker in workers.items():
            path = f"{name}.{member}" if member else name
            own: list[Busy] = []
            if member and draw(COINS):
                own = busy[path] = draw(busy_blocks(horizon, day))
            person = Person(path, worker, soft, weights.get(member, 1), (*shared, *own))
            everybody.append(person)
            if member:
                people[path] = [person]
        people[name] = everybody
    fringe, quiet = draw(st.sampled_from([0, 30, 60, 200])), draw(st.sampled_from(QUIET))
    roster = Roster(teams, zone=key, defaults=Defaults(fringe_minutes=fringe, quiet=quiet))
    ids = sorted(people, key=lambda one: ("." in one, one))
    meeting = draw(recurring(ids, key, day, is_timed=is_timed))
    options = {"domain": draw(DOMAINS), "weights": draw(st.just(Discomfort()) | WEIGHTS)}
    house = House(fringe, (clock_minute(quiet[0]), clock_minute(quiet[1])))
    return SeriesQuestion(roster, people, busy, house, horizon, meeting, options)


PLAIN_HOURS = ((Shift("09:00", "17:00"),), (Shift("09:00", "17:00"),), (Shift("13:00", "22:00"),), NIGHT)
PLAIN_ZONES = ("Europe/London", "Europe/London", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe")
POLICIES: tuple[OnHoliday, ...] = ("keep", "skip", "move")
MONDAYS = ("2026-03-09", "2026-03-30", "2026-10-26", "2026-06-01")


@st.composite
def holiday_questions(draw: st.DrawFn, *, policy: OnHoliday | None = None) -> SeriesQuestion:
    """People with plain hours, a meeting in some of them, and holidays that are often in the way."""
    monday = day_of(date.fromisoformat(draw(st.sampled_from(MONDAYS))))
    near = st.integers(-1, 12)
    teams: list[Team] = []
    people: dict[str, list[Person]] = {}
    for index in range(draw(st.integers(1, 3))):
        name, key, hours = (
            f"team{index}",
            draw(st.sampled_from(PLAIN_ZONES)),
            draw(st.sampled_from(PLAIN_HOURS)),
        )
        overnight = draw(OVERNIGHTS)
        chosen = sorted(draw(st.sets(near, min_size=1, max_size=4)))
        half = sorted(draw(st.sets(near, max_size=1)) - set(chosen))
        calendar, kept = holidays(
            *(date_of(monday + one).isoformat() for one in chosen),
            half=tuple(date_of(monday + one).isoformat() for one in half),
        )
        shut = tuple(
            Closure(date_of(monday + one), name="Clean-up") for one in sorted(draw(st.sets(near, max_size=1)))
        )
        members: list[Member] = []
        everybody: list[Person] = []
        headcount = draw(st.integers(0, 2))
        if headcount != 2:
            worker = Worker(key, hours, frozenset(range(5)), kept=kept, absences=shut, overnight=overnight)
            everybody.append(Person(name, worker))
        for at in range(min(headcount, 2)):
            role: Literal["required", "optional"] = draw(
                st.sampled_from(["required", "required", "optional"])
            )
            home = draw(st.none() | st.sampled_from(PLAIN_ZONES))
            away = tuple(TimeOff(date_of(monday + one)) for one in sorted(draw(st.sets(near, max_size=1))))
            members.append(Member(f"m{at}", zone=home, role=role, time_off=away))
            worker = Worker(
                home or key,
                hours,
                frozenset(range(5)),
                kept=kept,
                absences=(*shut, *away),
                overnight=overnight,
            )
            person = people[f"{name}.m{at}"] = [Person(f"{name}.m{at}", worker)]
            everybody += person
        people[name] = everybody
        team = Team(
            name,
            key,
            hours,
            days=WEEKDAY_NAMES[:5],
            holidays=calendar,
            closures=shut,
            members=members,
            headcount=len(everybody),
            overnight=overnight,
        )
        teams.append(team)
    key = teams[0].zone
    roster = Roster(teams, zone=draw(st.sampled_from(PLAIN_ZONES)), defaults=Defaults())
    ids = sorted(people, key=lambda one: ("." in one, one))
    shuffled = draw(st.permutations(ids))
    needed = shuffled[: draw(st.integers(1, min(3, len(ids))))]
    optional = shuffled[len(needed) :][: draw(UP_TO_2)]
    every, on = draw(
        st.sampled_from(
            [
                ("week", ["tue"]),
                ("week", ["mon", "thu"]),
                ("2 days", []),
                ("3 days", []),
                ("day", ["mon", "wed", "fri"]),
                ("day", []),
            ]
        )
    )
    starts = [None, None, date_of(monday), date_of(monday + 1)]
    meeting = Meeting(
        "sync",
        minutes=draw(st.sampled_from([15, 30, 60, 100])),
        required=needed,
        optional=optional,
        quorum=draw(st.none() | st.integers(1, len(needed))),
        every=every,
        on=on,
        at=time_text(draw(st.sampled_from([0, 550, 570, 840, 960, 1005, 1020, 1380]))),
        anchor=draw(st.sampled_from([None, "team0", key, "UTC"])),
        start=draw(st.sampled_from(starts)),
        end=draw(st.sampled_from([None, None, date_of(monday + 10)])),
        on_holiday=draw(st.sampled_from(POLICIES)) if policy is None else policy,
        holiday_for=draw(st.sampled_from(["required", "required", "anyone", 1, 2])),
    )
    low = instant_of_wall(key, monday * DAY)
    horizon = Horizon(low, low + draw(st.sampled_from([7 * DAY, 12 * DAY, 12 * DAY - 500])))
    options = {"domain": draw(DOMAINS), "weights": Discomfort()}
    return SeriesQuestion(roster, people, {}, House(60, (1320, 420)), horizon, meeting, options)


@st.composite
def split_questions(draw: st.DrawFn) -> SeriesQuestion:
    """Weeks around clock changes, in zones that change on different dates; a date in ten days."""
    zones = ("Europe/London", "America/New_York", "Australia/Sydney", "Asia/Kolkata")
    chosen = draw(st.lists(st.sampled_from(zones), min_size=2, max_size=3, unique=True))
    teams: list[Team] = []
    people: dict[str, list[Person]] = {}
    for index, key in enumerate(chosen):
        hours = draw(st.sampled_from([(Shift("09:00", "17:00"),), (Shift("06:00", "10:00"),), NIGHT]))
        teams.append(Team(f"team{index}", key, hours, days=WEEKDAY_NAMES[:5]))
        people[f"team{index}"] = [Person(f"team{index}", Worker(key, hours, frozenset(range(5))))]
    meeting = Meeting(
        "sync",
        minutes=30,
        teams=list(people),
        every="week",
        on=draw(st.sampled_from([["mon"], ["wed"], ["mon", "thu"]])),
        anchor=draw(st.sampled_from(["team0", "team1", "UTC"])),
    )
    first = draw(st.sampled_from(["2026-02-16", "2026-03-02", "2026-03-09", "2026-03-23", "2026-10-05"]))
    low = day_of(date.fromisoformat(first)) * DAY
    horizon = Horizon(low, low + draw(st.sampled_from([21, 35, 49])) * DAY)
    options = {"domain": "work", "weights": Discomfort()}
    roster = Roster(teams, zone="UTC")
    return SeriesQuestion(roster, people, {}, House(60, (1320, 420)), horizon, meeting, options)
