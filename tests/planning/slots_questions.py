"""Questions about meetings made to break: rosters near clock changes, busy time, every option.

Law: each question comes with the plain facts that the oracle needs, made beside it, not from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from overlap.core.civil import date_of
from overlap.core.horizon import Horizon
from overlap.people.absence import TimeOff
from overlap.people.busy import BUSY_STATUSES, Busy
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.members import Member, Observance
from overlap.people.roster import Defaults, Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.discomfort import Discomfort
from overlap.planning.slots import Suggestions, suggest_slots
from tests.planning.slots_oracle import WEEKDAYS, Brute, House, Person
from tests.properties.oracle import Kept, Worker
from tests.properties.strategies import (
    CLOCKS,
    COINS,
    NEAR,
    OVERNIGHTS,
    PINS,
    UP_TO_1,
    UP_TO_2,
    UP_TO_3,
    WEEKDAY_NAMES,
    FakeTable,
    calendars,
    closures,
    groups,
    horizons_near,
    shifts,
    times_off,
    zones_and_days,
)

OFFICE = (Shift("09:00", "17:00"),)
HOURS: tuple[tuple[Shift, ...], ...] = (
    OFFICE,
    OFFICE,
    (Shift("08:00", "18:00", breaks=[Break("12:00", "13:00"), Break(after_minutes=420, minutes=15)]),),
    (Shift("22:00", "06:00", breaks=[Break("01:30", "02:30")]),),
    (Shift("06:00", "14:00"), Shift("14:00", "22:00", breaks=[Break("18:00", "18:30")])),
    (Shift("08:00", "12:00"), Shift("16:00", "20:00")),
    (Shift("00:00", "24:00"),),
    (Shift("10:00", "10:45"),),
)
"""What offices work; several overlap so that slots exist."""

DAYS_WORKED = (frozenset(range(5)), frozenset(range(7)), frozenset({6, 0, 1, 2, 3}), frozenset({0, 2, 5}))
QUIET = (("22:00", "07:00"), ("22:00", "07:00"), ("00:00", "00:00"), ("13:00", "14:30"), ("23:30", "24:00"))
LENGTHS = st.sampled_from([timedelta(0), timedelta(minutes=15), timedelta(minutes=45, seconds=1)])
WEIGHTS = st.builds(
    Discomfort,
    fringe=st.integers(0, 3),
    outside=st.integers(0, 5),
    outside_step=st.integers(0, 3),
    outside_most=st.integers(0, 9),
    pause=st.integers(0, 3),
    rest_day=st.integers(0, 5),
    quiet=st.integers(0, 6),
    soft_holiday=st.integers(0, 2),
    eve=st.integers(0, 2),
    week_end=st.integers(0, 2),
    tentative=st.integers(0, 3),
    missing=st.integers(0, 3),
    afternoon=st.sampled_from(["00:00", "02:30", "12:00", "15:00", "23:59"]),
)
ZONES_OF_RASTERS = st.sampled_from(
    ["Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Monrovia", "America/St_Johns", "UTC", "Pacific/Apia"]
)


@dataclass(frozen=True)
class Asked:
    """A roster and a question, for the code and for the oracle."""

    roster: Roster
    people: Mapping[str, list[Person]]
    busy: Mapping[str, list[Busy]]
    house: House
    horizon: Horizon
    minutes: int
    options: Mapping[str, Any]

    def __repr__(self) -> str:
        everybody = {who.key: who for whom in self.people.values() for who in whom}
        return (
            f"Asked({self.horizon!r}, {self.minutes}, {self.options!r}, {self.house!r}, "
            f"{list(everybody.values())!r})"
        )

    @property
    def brute(self) -> Brute:
        """The oracle's view."""
        clock = self.options.get("zone") or self.roster.zone
        horizon = self.horizon
        return Brute(self.people, self.house, horizon.start, horizon.end, clock, self.minutes, self.options)

    def arguments(self, **more: Any) -> dict[str, Any]:
        """The options as the code takes them."""
        options = {**self.options, "busy": self.busy, **more}
        if options.get("now") is not None:
            options["now"] = moment(options["now"])
        return {**options, "duration": timedelta(minutes=self.minutes)}

    def suggest(self, **more: Any) -> Suggestions:
        """What the code says."""
        return suggest_slots(
            self.roster, moment(self.horizon.start), moment(self.horizon.end), **self.arguments(**more)
        )


def moment(instant: int) -> datetime:
    """An instant as an aware datetime."""
    return datetime.fromtimestamp(instant * 60, UTC)


def soft_calendar(dates: frozenset[date]) -> Calendar:
    """A calendar that keeps some dates without taking them off."""
    return Calendar(FakeTable(tuple(Entry(on, f"Soft {on}", "optional", "XX") for on in sorted(dates))))


@st.composite
def busy_blocks(draw: st.DrawFn, horizon: Horizon, day: int) -> list[Busy]:
    """Busy blocks near a horizon."""
    found: list[Busy] = []
    for _ in range(draw(UP_TO_3)):
        status = draw(st.sampled_from(BUSY_STATUSES))
        if draw(UP_TO_3) == 0:
            first = day + draw(NEAR)
            found.append(Busy(date_of(first), date_of(first + draw(UP_TO_1)), status=status))
        else:
            start = horizon.start + draw(st.integers(-300, horizon.minutes + 300))
            end = start + draw(st.sampled_from([1, 15, 30, 60, 480, 2000]))
            found.append(Busy(moment(start), moment(end), status=status))
    return found


@st.composite
def offices(draw: st.DrawFn, id: str, day: int, key: str) -> tuple[Team, dict[str, Worker], frozenset[date]]:
    """A team with ordinary hours near a nasty day, its people ("" are the unnamed), and its soft dates."""
    own, days = draw(st.sampled_from(HOURS)), draw(st.sampled_from(DAYS_WORKED))
    calendar, kept = draw(calendars(day)) if draw(COINS) else (None, Kept())
    shut = tuple(draw(closures(day)) for _ in range(draw(UP_TO_1)))
    overnight = draw(OVERNIGHTS)
    soft = frozenset(date_of(day + one) for one in draw(st.sets(NEAR, max_size=2)))
    people: list[Member] = []
    workers: dict[str, Worker] = {}
    for index in range(draw(UP_TO_2)):
        away: tuple[TimeOff, ...] = tuple(draw(times_off(day)) for _ in range(draw(UP_TO_1)))
        home, policy = draw(PINS), draw(st.none() | OVERNIGHTS)
        theirs = draw(st.none() | st.sampled_from(HOURS) | shifts(name="own").map(lambda one: (one,)))
        name, weight = f"m{index}", draw(st.integers(1, 3))
        people.append(Member(name, zone=home, shifts=theirs, time_off=away, overnight=policy, weight=weight))
        workers[name] = Worker(
            home or key,
            theirs or own,
            days,
            kept=kept,
            absences=(*shut, *away),
            overnight=policy or overnight,
        )
    headcount = len(people) + draw(UP_TO_1) or 1
    if headcount > len(people):
        workers = {"": Worker(key, own, days, kept=kept, absences=shut, overnight=overnight), **workers}
    team = Team(
        id,
        key,
        own,
        days=[WEEKDAY_NAMES[one] for one in sorted(days)],
        holidays=calendar,
        closures=shut,
        overnight=overnight,
        observes=[Observance("soft", (soft_calendar(soft),))],
        members=people,
        headcount=headcount,
    )
    return team, workers, soft


@st.composite
def wild(draw: st.DrawFn, id: str, day: int, key: str) -> tuple[Team, dict[str, Worker], frozenset[date]]:
    """Any team at all."""
    group = draw(groups(id, day, key))
    workers = {f"m{index}": worker for index, worker in enumerate(group.members)}
    if group.team.unnamed_count:
        workers = {"": group.unnamed, **workers}
    return group.team, workers, frozenset()


@st.composite
def meetings(draw: st.DrawFn, ids: list[str], horizon: Horizon) -> dict[str, Any]:
    """Options of a meeting."""
    options: dict[str, Any] = {"domain": draw(st.sampled_from(["work", "fringe", "waking", "waking"]))}
    shuffled = draw(st.permutations(ids))
    optional = shuffled[: draw(st.integers(0, min(2, len(ids) - 1)))]
    needed = shuffled[len(optional) :]
    teams = [one for one in ids if "." not in one]
    if optional:
        options["optional"] = optional
    kind = draw(st.integers(0, 4))
    if kind == 0 and not set(teams) <= set(optional):
        options["required"] = None
    elif kind == 1:
        options["groups"] = []
        for _ in range(draw(st.integers(1, 3))):
            some = draw(st.lists(st.sampled_from(needed), min_size=1, max_size=3, unique=True))
            options["groups"].append((some, draw(st.none() | st.integers(1, len(some)))))
    else:
        options["required"] = needed
        if kind > 2:
            options["quorum"] = draw(st.integers(1, (len(needed) + 1) // 2))
    if draw(UP_TO_3) == 0 and options.get("required"):
        options["attendance"] = draw(st.integers(1, len(needed) + len(optional)))
    for name in ("buffer_before", "buffer_after", "event_buffer_before", "event_buffer_after"):
        if draw(UP_TO_2) == 0:
            options[name] = draw(LENGTHS)
    for name, values in (
        ("tentative", ["busy", "free", "score"]),
        ("all_day", ["busy", "free"]),
        ("soft_holidays", ["score", "avoid"]),
    ):
        if draw(COINS):
            options[name] = draw(st.sampled_from(values))
    for name in ("per_day", "per_week"):
        if draw(UP_TO_3) == 0:
            options[name] = draw(st.integers(1, 2))
    if draw(UP_TO_3) == 0:
        options["now"] = horizon.start + draw(st.integers(-100, horizon.minutes))
        options["notice"] = draw(LENGTHS)
    if draw(UP_TO_3) == 0:
        options["not_on"] = draw(st.lists(st.sampled_from(WEEKDAYS), unique=True, max_size=3))
    if draw(UP_TO_2) == 0:
        edges = st.sampled_from(["00:00", "01:30", "02:30", "09:00", "12:00", "15:00", "22:00"])
        options["preferred"] = draw(st.lists(st.tuples(edges, edges | st.just("24:00")), max_size=2))
    if draw(COINS):
        options["zone"] = draw(CLOCKS)
    if draw(COINS):
        options["raster"] = draw(ZONES_OF_RASTERS)
    if draw(COINS):
        options["weights"] = draw(WEIGHTS)
    options["step_minutes"] = draw(st.sampled_from([5, 15, 15, 20, 60, 480, 1440]))
    return options


@st.composite
def questions(draw: st.DrawFn, *, most: int = 3) -> Asked:
    """A roster near a nasty day, busy time, and a question about it."""
    key, day = draw(zones_and_days())
    teams: list[Team] = []
    people: dict[str, list[Person]] = {}
    busy: dict[str, list[Busy]] = {}
    at = draw(horizons_near(key, day))
    horizon = Horizon(at.start, max(at.end, at.start + 20))
    for index in range(draw(st.integers(1, most))):
        name = f"team{index}"
        home = key if index == 0 else draw(CLOCKS | st.just(key))
        team, workers, soft = draw(wild(name, day, home) if draw(UP_TO_3) == 0 else offices(name, day, home))
        teams.append(team)
        weights = {one.id: one.weight for one in team.members}
        shared: list[Busy] = []
        if draw(UP_TO_2) == 0:
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
    minutes = draw(st.sampled_from([1, 15, 30, 45, 60, 90]))
    options = draw(meetings(ids, horizon))
    low, high = (int(one[:2]) * 60 + int(one[3:]) for one in quiet)
    return Asked(roster, people, busy, House(fringe, (low, high)), horizon, minutes, options)
