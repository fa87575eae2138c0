"""Rosters made to break: nasty zones, nights on which clocks change, shifts that touch and overlap.

Law: every drawn value comes with the plain facts the oracle needs, made beside it, not from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from hypothesis import assume
from hypothesis import strategies as st

from overlap.core.civil import date_of, day_of, time_text
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.core.zones import zone, zone_keys
from overlap.errors import BadSchedule, BadShift
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.days import Day, Entry, Weekends
from overlap.people.members import Member, Observance
from overlap.people.schedule import DATED, OFF, RAMADAN, YEARLY, Cycle, Schedule, Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.people.workpattern import Overnight, WorkPattern
from tests.properties.oracle import DAY, Kept, Worker

NASTY_DAYS: tuple[tuple[str, str], ...] = (
    ("Pacific/Apia", "2011-12-30"),  # skipped
    ("Pacific/Apia", "2012-04-01"),
    ("Pacific/Fakaofo", "2011-12-30"),  # skipped
    ("Pacific/Kwajalein", "1993-08-21"),  # skipped
    ("Pacific/Kiritimati", "1994-12-31"),  # skipped
    ("Australia/Lord_Howe", "2026-04-05"),  # half an hour back
    ("Australia/Lord_Howe", "2026-10-04"),  # half an hour on
    ("Antarctica/Troll", "2026-03-29"),  # two hours on
    ("Antarctica/Troll", "2026-10-25"),  # two hours back
    ("Antarctica/Casey", "2020-10-04"),  # three hours on at 00:01
    ("Antarctica/Casey", "2018-03-11"),  # three hours back
    ("Antarctica/Casey", "2023-03-09"),
    ("Pacific/Chatham", "2026-04-05"),  # at 03:45
    ("Pacific/Chatham", "2026-09-27"),  # at 02:45
    ("Africa/Cairo", "2026-04-24"),  # no midnight
    ("Africa/Cairo", "2026-10-29"),  # 24:00 -> 23:00
    ("America/Havana", "2026-03-08"),  # no midnight
    ("America/Havana", "2025-11-02"),  # two midnights
    ("America/Nuuk", "2023-10-29"),  # daylight time becomes standard time
    ("America/Nuuk", "2025-03-30"),  # 23:00 -> 00:00 on the evening before
    ("America/Nuuk", "2025-10-26"),
    ("Africa/Casablanca", "2026-02-15"),
    ("Africa/Casablanca", "2026-03-22"),
    ("Europe/Dublin", "2026-03-29"),
    ("Europe/Dublin", "2026-10-25"),
    ("Asia/Kathmandu", "1986-01-01"),  # a quarter of an hour at midnight
    ("America/St_Johns", "2006-04-02"),  # 00:01 -> 01:01
    ("America/St_Johns", "2006-10-29"),  # 00:01 -> 23:01 on the date before
    ("America/St_Johns", "1988-04-03"),  # two hours on
    ("America/St_Johns", "1988-10-30"),  # 00:01 -> 22:01 on the date before
    ("Asia/Pyongyang", "2015-08-15"),  # 00:00 -> 23:30
    ("Asia/Pyongyang", "2018-05-05"),  # 23:30 -> 24:00
    ("Atlantic/Azores", "2026-10-25"),  # two midnights
    ("Asia/Beirut", "2026-03-29"),
    ("America/Santiago", "2026-04-05"),
    ("America/New_York", "2026-03-08"),
    ("America/New_York", "2026-11-01"),
    ("Europe/Warsaw", "2028-02-29"),
    ("Asia/Kolkata", "2026-12-31"),
)

NASTY_ZONES: tuple[str, ...] = tuple(dict.fromkeys(key for key, _ in NASTY_DAYS))

NASTY_TIMES: tuple[int, ...] = tuple(
    hour * 60 + minute
    for hour, minute in (
        *((0, 0), (0, 1), (0, 15), (0, 30), (1, 0), (1, 30), (2, 0), (2, 30), (2, 45), (3, 0), (3, 15)),
        *((3, 45), (4, 0), (6, 0), (8, 0), (9, 0), (12, 0), (17, 0), (22, 0), (22, 1), (23, 0), (23, 30)),
        *((23, 59),),
    )
)

CHANGES_FROM = day_of(date(1985, 1, 1)) * DAY
CHANGES_UNTIL = day_of(date(2037, 1, 1)) * DAY


@st.composite
def zones_and_days(draw: st.DrawFn) -> tuple[str, int]:
    """A zone and a day near which something happens to its clocks."""
    if draw(UP_TO_4):
        key, text = draw(NASTY)
        return key, day_of(date.fromisoformat(text))
    key = draw(ANY_ZONE)
    changes = zone(key).changes(CHANGES_FROM, CHANGES_UNTIL)
    if not changes:
        return key, day_of(date(2026, 3, 8))
    instant, before, _ = draw(st.sampled_from(changes))
    return key, (instant + before) // DAY


# Strategies are made once, with the same arguments as well: making and checking them costs more than drawing.
made_once = lru_cache(maxsize=4096)

TIMES = (
    st.sampled_from(NASTY_TIMES)
    | st.sampled_from([(minute - 1) % DAY for minute in NASTY_TIMES])
    | st.integers(0, DAY - 1)
)
"""Minutes after midnight, most of them nasty."""

ANY_ZONE = st.sampled_from(sorted(zone_keys()))
"""Every zone there is."""

CLOCKS = st.sampled_from(NASTY_ZONES) | st.sampled_from(NASTY_ZONES) | ANY_ZONE
"""Zone keys, most of them nasty."""

WEEKDAYS = st.just(frozenset(range(7))) | st.frozensets(st.integers(0, 6), min_size=1)
"""Working days as numbers."""

WEEKDAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

BREAK_DAYS = st.frozensets(st.sampled_from(WEEKDAY_NAMES), min_size=1, max_size=4).map(sorted)
"""Names of the days on which a break is taken."""

NAMED_WEEKDAYS = st.none() | WEEKDAYS.map(lambda days: [WEEKDAY_NAMES[day] for day in sorted(days)])
"""Working days as names, or none."""

PINS = st.none() | st.none() | CLOCKS
HEADCOUNTS = st.none() | st.integers(1, 4)
BREAK_LENGTHS = st.sampled_from([1, 15, 30, 60, 61, 180])
SHIFT_LENGTHS = st.sampled_from([1, 30, 60, 480, 540, DAY]) | st.integers(1, DAY)
COINS = st.booleans()
UP_TO_1, UP_TO_2, UP_TO_3, UP_TO_4 = (st.integers(0, top) for top in (1, 2, 3, 4))
WEEKENDS = st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset({6})])
SHORTENINGS = st.sampled_from([30, 60, 120, 479, 600]) | st.integers(1, DAY)
SPREADS = st.integers(-3 * DAY, DAY) | st.integers(-200, 200)
LENGTHS = st.sampled_from([1, 60, DAY, 3 * DAY]) | st.integers(1, 4 * DAY)
NASTY = st.sampled_from(NASTY_DAYS)
EDGES = st.sets(TIMES, min_size=2, max_size=4)
NEAR = st.integers(-4, 4)
OVERNIGHTS: st.SearchStrategy[Overnight] = st.sampled_from(["start_day", "clip", "any_touch"])
SOME_NEAR = st.sets(NEAR, max_size=3)
FEW_NEAR = st.sets(NEAR, max_size=2)
ONE_NEAR = st.sets(NEAR, max_size=1)
THEIR_DAYS = st.none() | WEEKDAYS
POLICIES = st.none() | OVERNIGHTS
LEVELS = st.sampled_from([(DATED,), (DATED,), (YEARLY, RAMADAN), (RAMADAN, DATED), (YEARLY, RAMADAN, DATED)])
KINDS = st.sampled_from(["inherits", "own", "named"])


@made_once
def minutes_between(since: int, end: int) -> st.SearchStrategy[int]:
    """Minutes of `[since, end)`, most of them nasty."""
    nasty = [minute for minute in (*NASTY_TIMES, *(m + DAY for m in NASTY_TIMES)) if since <= minute < end]
    pick = st.integers(since, end - 1)
    return st.sampled_from(nasty) | pick if nasty else pick


@made_once
def break_lengths(most: int) -> st.SearchStrategy[int]:
    """Minutes of a break."""
    return BREAK_LENGTHS | st.integers(1, most)


@made_once
@st.composite
def breaks_in(draw: st.DrawFn, start: int, end: int) -> list[Break]:
    """Up to three breaks inside a shift, and at times one that meets them on some weekdays."""
    found: list[Break] = []
    since = start
    for _ in range(draw(UP_TO_3)):
        if end - since < 3:
            break
        low = draw(minutes_between(since, end - 2))
        length = draw(break_lengths(end - low))
        high = min(low + length, end - 1)
        days = draw(BREAK_DAYS) if draw(UP_TO_4) == 0 else None
        if draw(COINS) and high - low < DAY:
            found.append(Break(time_text(low % DAY), time_text(high % DAY), paid=draw(COINS), days=days))
        else:
            found.append(Break(after_minutes=low - start, minutes=high - low, days=days))
        since = high
    if draw(UP_TO_3) == 0 and end - start > 2:
        low = draw(st.integers(start, end - 2))
        length = draw(st.integers(1, min(end - low - 1, DAY - 1)))
        found.append(Break(after_minutes=low - start, minutes=length, days=draw(BREAK_DAYS)))
    return draw(st.permutations(found)) if len(found) > 1 else found


@made_once
@st.composite
def shifts(draw: st.DrawFn, *, name: str | None = None, pinned: bool = True, plain: bool = False) -> Shift:
    """A shift; `plain` ones have no weekdays of their own."""
    start = draw(TIMES)
    if draw(COINS):
        start = min(start, DAY - 1)
        end = draw(TIMES)
        end_text = "24:00" if end == 0 else time_text(end)
        assume(start != end or end == 0)
        if end == 0:
            end = DAY
        elif end < start:
            end += DAY
    else:
        end = start + draw(SHIFT_LENGTHS)
        if end == start + DAY and start:
            end -= 1  # only 00:00-24:00 lasts a day
        end_text = "24:00" if end == DAY else time_text(end % DAY)
    pauses = draw(breaks_in(start, end))
    days = None if plain else draw(NAMED_WEEKDAYS)
    people, clock = draw(HEADCOUNTS), draw(PINS) if pinned else None
    try:
        return Shift(
            time_text(start), end_text, name=name, breaks=pauses, days=days, headcount=people, zone=clock
        )
    except BadShift:  # the breaks of some weekday leave nothing
        assume(False)
        raise


@st.composite
def touching_shifts(draw: st.DrawFn) -> list[Shift]:
    """Shifts that follow each other round the clock."""
    edges = sorted(draw(EDGES))
    following = [*edges[1:], edges[0]]
    return [
        Shift(time_text(low), "24:00" if high == 0 else time_text(high), name=f"turn {index}")
        for index, (low, high) in enumerate(zip(edges, following, strict=True))
    ]


@made_once
@st.composite
def shift_lists(draw: st.DrawFn, *, pinned: bool = True, plain: bool = False) -> list[Shift]:
    """One to three shifts with different names."""
    if draw(UP_TO_3) == 0:
        return draw(touching_shifts())
    count = draw(st.integers(1, 3))
    return [draw(shifts(name=f"shift {index}", pinned=pinned, plain=plain)) for index in range(count)]


SAT_SUN: Weekends = ((date.min, frozenset({5, 6})),)
"""Rest days of most places, for all dates."""


@dataclass(frozen=True)
class FakeTable:
    """A statutory table written by hand; its entries stand by date."""

    known: tuple[Entry, ...] = ()
    places: tuple[str, ...] = ("XX",)
    weekends: Weekends = SAT_SUN
    known_from: date = date(1975, 1, 1)
    known_until: date = date(2095, 12, 31)
    announced_until: date = date(2095, 12, 31)
    blocking: frozenset[str] = frozenset({"public", "de_facto", "half_day", "government", "swap"})
    caveats: tuple[str, ...] = ()

    def names_in(self, day: Day, language: str) -> tuple[str, ...]:
        return tuple(f"{name} in {language}" for name in day.names)

    def entries(
        self, first_year: int, last_year: int, *, categories: frozenset[str] | None = None
    ) -> tuple[Entry, ...]:
        assert self.known_from.year <= first_year <= last_year <= self.known_until.year
        return tuple(
            entry
            for entry in self.known
            if first_year <= entry.date.year <= last_year
            and (categories is None or entry.category in categories)
        )


@made_once
@st.composite
def calendars(draw: st.DrawFn, around: int) -> tuple[Calendar, Kept]:
    """A calendar with entries and edits near a day, and what it must come to."""
    entries: list[Entry] = []
    public = {date_of(around + one) for one in draw(SOME_NEAR)}
    half = {date_of(around + one) for one in draw(SOME_NEAR)}
    noted = {date_of(around + one) for one in draw(FEW_NEAR)}
    entries += [Entry(on, f"Public {on}", "public", "XX") for on in sorted(public)]
    entries += [Entry(on, f"Half {on}", "half_day", "XX") for on in sorted(half)]
    entries += [Entry(on, f"Noted {on}", "observance", "XX") for on in sorted(noted)]
    entries.sort(key=lambda entry: entry.date)
    added = {date_of(around + one) for one in draw(FEW_NEAR)}
    worked = {date_of(around + one) for one in draw(FEW_NEAR)} - added
    excluded = {date_of(around + one) for one in draw(ONE_NEAR)}
    weekends: Weekends = ((date.min, draw(WEEKENDS)),)
    if draw(UP_TO_2) == 0:
        weekends = (*weekends, (date_of(around + draw(NEAR)), draw(WEEKENDS)))
    calendar = Calendar(
        FakeTable(tuple(entries), weekends=weekends),
        exclude=tuple(sorted(excluded)),
        add=tuple((on, f"Added {on}") for on in sorted(added)),
        working=tuple((on, f"Swap {on}") for on in sorted(worked)),
    )
    off = ((public - excluded) | added) - worked
    part = dict.fromkeys(half - excluded - off - worked, (13 * 60, DAY))
    return calendar, Kept(frozenset(off), part, frozenset(worked), weekends)


@made_once
def until_midnight(since: int) -> st.SearchStrategy[int]:
    """Minutes from one on, often the last."""
    return st.integers(since, DAY) | st.just(DAY)


@made_once
@st.composite
def times_off(draw: st.DrawFn, around: int) -> TimeOff:
    """Days or hours off near a day."""
    first = around + draw(NEAR)
    last = first + draw(UP_TO_3)
    if draw(COINS):
        return TimeOff(date_of(first), date_of(last))
    low = draw(TIMES)
    high = draw(until_midnight(low + 1))
    return TimeOff(date_of(first), date_of(last), from_time=time_text(low), until_time=time_text(high))


@made_once
@st.composite
def closures(draw: st.DrawFn, around: int) -> Closure:
    """A closure near a day."""
    first = around + draw(NEAR)
    return Closure(date_of(first), date_of(first + draw(UP_TO_1)))


@made_once
@st.composite
def seasons(draw: st.DrawFn, around: int, names: tuple[str, ...] = ()) -> list[Season]:
    """Seasons that begin or end near a day, some over others; `names` if a cycle needs them."""
    found: list[Season] = []
    for precedence in draw(LEVELS):
        first = around + draw(st.integers(-4, 3))
        for index in range(draw(UP_TO_2)):
            last = first + draw(UP_TO_3)
            start, end, name = date_of(first), date_of(last), f"season {precedence}.{index}"
            if draw(COINS):
                shorten = draw(SHORTENINGS)
                one = Season(start, end, shorten_minutes=shorten, name=name, precedence=precedence)
            else:
                if names:
                    instead = [draw(shifts(name=other, plain=True)) for other in names]
                else:
                    instead = draw(shift_lists())
                one = Season(start, end, shifts=instead, name=name, precedence=precedence)
            found.append(one)
            first = last + 1 + draw(UP_TO_2)
    return draw(st.permutations(found)) if len(found) > 1 else found


@made_once
@st.composite
def cycles(draw: st.DrawFn, around: int, names: tuple[str, ...]) -> Cycle:
    """A rotation through named shifts."""
    days = draw(st.lists(st.sampled_from((*names, OFF)), min_size=1, max_size=9))
    return Cycle(date_of(around + draw(st.integers(-400, 20))), days)


@made_once
@st.composite
def horizons_near(draw: st.DrawFn, key: str, day: int) -> Horizon:
    """A horizon near a day of a zone: often at its midnights, often not."""
    if draw(COINS):
        centre = zone(key).to_instant(day * DAY)
        start = centre + draw(SPREADS)
        return Horizon(start, start + draw(LENGTHS))
    first = day + draw(st.integers(-3, 1))
    last = first + draw(UP_TO_3)
    start, end = zone(key).to_instant(first * DAY), zone(key).to_instant((last + 1) * DAY)
    assume(start < end)
    return Horizon(start, end)


@dataclass(frozen=True)
class Workload:
    """What both sides of a comparison are about."""

    pattern: WorkPattern
    worker: Worker
    horizon: Horizon

    def __repr__(self) -> str:
        return f"Workload({self.worker!r}, {self.horizon!r})"  # a pattern prints its whole zone


@made_once
@st.composite
def _ways_of_working(
    draw: st.DrawFn, key: str, day: int
) -> tuple[list[Shift], frozenset[int], Cycle | None, list[Season]]:
    if draw(UP_TO_3) == 0:
        own = draw(shift_lists(plain=True))
        names = tuple(shift.name for shift in own)
        cycle = draw(cycles(day, names))
        return own, draw(WEEKDAYS), cycle, draw(seasons(day, names))
    return draw(shift_lists()), draw(WEEKDAYS), None, draw(seasons(day))


@st.composite
def workloads(draw: st.DrawFn) -> Workload:
    """A work pattern near a nasty day."""
    key, day = draw(zones_and_days())
    own, days, cycle, dated = draw(_ways_of_working(key, day))
    calendar, kept = draw(calendars(day)) if draw(COINS) else (None, Kept())
    absences: tuple[TimeOff | Closure, ...] = (
        *[draw(times_off(day)) for _ in range(draw(UP_TO_2))],
        *[draw(closures(day)) for _ in range(draw(UP_TO_1))],
    )
    others = [draw(calendars(day)) for _ in range(draw(UP_TO_2))] if draw(COINS) else []
    overnight = draw(OVERNIGHTS)
    weeks: tuple[tuple[date, frozenset[int]], ...] = ()
    if draw(UP_TO_2) == 0:
        weeks = ((date.min, draw(WEEKDAYS)), (date_of(day + draw(NEAR)), draw(WEEKDAYS)))
        days = weeks[-1][1]
    schedule = Schedule(own, days=days, cycle=cycle, seasons=dated, weeks=weeks)
    observed = tuple(one for one, _ in others)
    pattern = WorkPattern(zone(key), schedule, calendar, absences, observed, overnight)
    worker = Worker(
        key,
        tuple(own),
        days,
        cycle,
        tuple(dated),
        kept,
        absences,
        tuple(facts for _, facts in others),
        overnight=overnight,
        weeks=weeks,
    )
    at = draw(st.sampled_from([key, *(shift.zone or key for shift in own)]))
    horizon = draw(horizons_near(at, day))
    return Workload(pattern, worker, horizon)


@dataclass(frozen=True)
class Group:
    """A team, the way its unnamed people work, and the way each member does."""

    team: Team
    unnamed: Worker
    members: tuple[Worker, ...]

    def __repr__(self) -> str:
        members = [(member, worker) for member, worker in zip(self.team.members, self.members, strict=True)]
        return f"Group({self.team.headcount} people, {self.unnamed!r}, {members!r})"

    def workers(self) -> list[Worker]:
        """Everybody who is there."""
        nobody = self.team.people_count == len(self.members)
        return [*self.members] if nobody else [self.unnamed, *self.members]


@made_once
@st.composite
def observances(draw: st.DrawFn, day: int) -> tuple[list[Observance], tuple[Kept, ...]]:
    """What people keep besides, and what it comes to."""
    made = [draw(calendars(day)) for _ in range(draw(UP_TO_1))]
    return (
        [Observance(f"custom {index}", (one,)) for index, (one, _) in enumerate(made)],
        tuple(kept for _, kept in made),
    )


@made_once
@st.composite
def groups(draw: st.DrawFn, id: str, day: int, key: str) -> Group:
    """A team near a nasty day."""
    own, days, cycle, dated = draw(_ways_of_working(key, day))
    calendar, kept = draw(calendars(day)) if draw(COINS) else (None, Kept())
    shut = tuple([draw(closures(day)) for _ in range(draw(UP_TO_1))])
    overnight = draw(OVERNIGHTS)
    weeks: tuple[tuple[date, frozenset[int]], ...] = ()
    own_days: frozenset[int] | None = days
    if draw(COINS) and kept.rest:  # the working days are those of the calendar
        own_days = None
        eras = tuple((since, frozenset(range(7)) - rest) for since, rest in kept.rest)
        days, weeks = eras[-1][1], eras if len(eras) > 1 else weeks
    observed, kept_besides = draw(observances(day))
    unnamed = Worker(
        key,
        tuple(own),
        days,
        cycle,
        tuple(dated),
        kept,
        shut,
        kept_besides,
        overnight=overnight,
        weeks=weeks,
    )
    people: list[Member] = []
    workers: list[Worker] = []
    for index in range(draw(UP_TO_2)):
        away = tuple([draw(times_off(day)) for _ in range(draw(UP_TO_2))])
        home = draw(PINS)
        own_calendar, own_kept = draw(calendars(day)) if draw(COINS) else (None, kept)
        their_days = draw(THEIR_DAYS)
        kind = draw(KINDS)
        chosen = {date_of(day + one) for one in draw(FEW_NEAR)}
        theirs_observed, theirs_kept = draw(observances(day))
        policy = draw(POLICIES)
        theirs: list[Shift] | None = None
        if kind == "own":
            theirs = [draw(shifts(name="own"))]
        elif kind == "named":
            theirs = [draw(st.sampled_from(own))]
        people.append(
            Member(
                f"m{index}",
                zone=home,
                shifts=[theirs[0].name] if kind == "named" and theirs else theirs,
                days=None if their_days is None else [WEEKDAY_NAMES[one] for one in their_days],
                holidays=own_calendar,
                time_off=away,
                observes=theirs_observed,
                elective=sorted(chosen),
                overnight=policy,
            )
        )
        workers.append(
            Worker(
                home or key,
                tuple(own if theirs is None else theirs),
                days if their_days is None else their_days,
                cycle if theirs is None else None,
                tuple(dated) if kind != "own" else (),
                own_kept,
                (*shut, *away),
                (*kept_besides, *theirs_kept),
                frozenset(chosen),
                policy or overnight,
                weeks if their_days is None else (),
                by_name=kind == "named",
            )
        )
    most = max((shift.headcount or 1 for shift in own), default=1)
    least = max(most, len(people), 1)
    headcount = draw(st.none() | st.integers(least, least + 3))
    try:
        team = Team(
            id,
            key,
            own,
            days=own_days,
            cycle=cycle,
            seasons=dated,
            holidays=calendar,
            observes=observed,
            elective_days=2,
            overnight=overnight,
            closures=shut,
            headcount=headcount,
            members=people,
        )
    except BadSchedule:
        assume(False)
        raise
    return Group(team, unnamed, tuple(workers))


@dataclass(frozen=True)
class Crowd:
    """Several teams and a horizon."""

    groups: tuple[Group, ...]
    horizon: Horizon


@made_once
@st.composite
def crowds(draw: st.DrawFn, *, most: int = 3) -> Crowd:
    """Teams in different zones near one nasty day."""
    key, day = draw(zones_and_days())
    found = [draw(groups("team0", day, key))]
    for index in range(1, draw(st.integers(1, most))):
        found.append(draw(groups(f"team{index}", day, draw(CLOCKS))))
    horizon = draw(horizons_near(key, day))
    return Crowd(tuple(found), horizon)


def interval_sets(limit: int = 60) -> st.SearchStrategy[IntervalSet]:
    """Small sets whose edges often meet."""
    edge = st.integers(0, limit)
    pair = st.tuples(edge, edge).map(lambda ends: (min(ends), max(ends)))
    return st.lists(pair, max_size=8).map(IntervalSet)


def dense(one: IntervalSet) -> set[int]:
    """Every minute of a set."""
    return {minute for start, end in one for minute in range(start, end)}


def is_canonical(one: IntervalSet) -> bool:
    """Whether starts and ends are as the module's law says."""
    edges = [edge for pair in zip(one.starts, one.ends, strict=True) for edge in pair]
    return all(low < high for low, high in pairwise(edges))
