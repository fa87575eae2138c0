"""Requirements judged minute by minute: a set of minutes for each shift of the people who work it.

Law: built on `tests.properties.oracle` alone; of the code under test only the plain fields of teams, members
and requirements are read. Every window is tried at every minute, every minute of a window is looked at by
itself. Each function gives what every date comes to, in minutes, without saying whether that is enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from overlap.core.horizon import Horizon
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from tests.planning.brute import MONDAY_TO_FRIDAY, NOTHING, runs
from tests.properties.oracle import (
    DAY,
    Kept,
    Worker,
    date_exists,
    day_date,
    instant_of_wall,
    members_on,
    minutes_lost,
    offset_shown,
    shifts_worked,
    wall_shown,
)
from tests.properties.strategies import Group

AROUND = 3 * DAY
"""What starts so long before a horizon, or after it, is looked at."""

ShiftKey = tuple[str, int, str | None]
"""A shift of a team: its name, its start and its clock."""


@dataclass
class Job:
    """A shift on a date of its clock: from when until when, how many work it, and at which minutes.

    `through` counts breaks as work.
    """

    shift: ShiftKey
    clock: str
    date: date
    start: int
    end: int
    people: int
    minutes: set[int]
    through: set[int]
    hands: Hands
    _runs: dict[bool, list[tuple[int, int]]] = field(default_factory=dict)

    def is_there(self, start: int, end: int, *, through: bool = False) -> bool:
        """Whether its people are at work at every minute of `[start, end)`."""
        if through not in self._runs:
            self._runs[through] = runs(self.through if through else self.minutes)
        return any(low <= start and end <= high for low, high in self._runs[through])


@dataclass
class Hands:
    """People who work alike: how many, where, their jobs, and the team if shifts may divide them."""

    size: int
    zone: str
    skills: frozenset[str]
    team: Team | None = None
    jobs: list[Job] = field(default_factory=list)

    def name_of(self, job: Job) -> str | None:
        """The shift whose people are at a job; None if everybody works all shifts of its date."""
        return job.shift[0] if self.team is not None and _have_their_own(self.team, job.date) else None


Crew = list[Hands]
"""Everybody of a team, or one member."""


@dataclass
class Workforce:
    """A team or member by the schedule, and as days off leave it."""

    zone: str
    usual: Crew
    left: Crew

    def crew(self, *, bare: bool) -> Crew:
        return self.usual if bare else self.left

    def scheduled(self, on: date, shift: ShiftKey | None = None) -> int:
        """How many have a shift of a date, or that one, on the schedule; if nobody, how many work it."""
        for crew in (self.usual, self.left):
            own = [job for job in jobs_of(crew) if job.date == on and shift in (None, job.shift)]
            if own:
                return people_on(own)
        return 0


# People


def group_of(team: Team, kept: Kept = NOTHING) -> Group:
    """A team whose people all keep the same days, in the plainest terms; `kept` is its calendar."""
    days = MONDAY_TO_FRIDAY if team.days is None else team.days
    common = (kept, team.closures)
    unnamed = Worker(
        team.zone, team.shifts, days, team.cycle, team.seasons, *common, overnight=team.overnight
    )
    by_name = {shift.name: shift for shift in team.shifts}
    members = []
    for member in team.members:
        inherits = member.shifts is None
        own = [by_name[one] if isinstance(one, str) else one for one in member.shifts or ()]
        members.append(
            Worker(
                member.zone or team.zone,
                team.shifts if inherits else tuple(own),
                days if member.days is None else member.days,
                team.cycle if inherits and member.cycle is None else member.cycle,
                team.seasons if inherits or _names_shifts(member) else (),
                kept,
                (*team.closures, *member.time_off),
                elective=frozenset(member.elective),
                overnight=member.overnight or team.overnight,
                by_name=_names_shifts(member),
            )
        )
    return Group(team, unnamed, tuple(members))


def _names_shifts(member: Member) -> bool:
    """Whether a member works shifts of the team by name: as seasons shorten them, never seasons' own."""
    return member.shifts is not None and all(isinstance(one, str) for one in member.shifts)


def workforces(groups: Iterable[Group], horizon: Horizon) -> dict[str, Workforce]:
    """Each team by its id, and each member by "team.member"."""
    found: dict[str, Workforce] = {}
    for group in groups:
        team = group.team
        both = _crew(group, horizon, bare=True), _crew(group, horizon, bare=False)
        found[team.id] = Workforce(team.zone, *both)
        first = len(both[0]) - len(team.members)
        for at, member in enumerate(team.members):
            alone = ([crew[first + at]] for crew in both)
            found[f"{team.id}.{member.id}"] = Workforce(member.zone or team.zone, *alone)
    return found


def _crew(group: Group, horizon: Horizon, *, bare: bool) -> Crew:
    team = group.team
    unnamed = team.people_count - len(team.members)
    found: Crew = []
    if unnamed:
        hands = Hands(unnamed, team.zone, team.skills, team)
        for job in _jobs(group.unnamed, hands, horizon, bare=bare):
            by_key = {(one.name, one.start_minute, one.zone): one for one in _every_shift(team)}
            shift = by_key[job.shift]
            wanted = team.people_count if shift.headcount is None else shift.headcount
            job.people = min(max(wanted - members_on(shift, team.members), 0), unnamed)
            hands.jobs += [job] if job.people else []
        found.append(hands)
    for member, worker in zip(team.members, group.members, strict=True):
        hands = Hands(1, worker.zone, team.skills | member.skills)
        hands.jobs = _jobs(worker, hands, horizon, bare=bare)
        found.append(hands)
    return found


def _every_shift(team: Team) -> list[Shift]:
    return [*team.shifts, *(shift for season in team.seasons for shift in season.shifts or ())]


def _have_their_own(team: Team, on: date) -> bool:
    """Whether each shift of a date has people of its own: all have headcounts, no more than there are."""
    seasons = [season for season in team.seasons if season.start <= on <= season.end]
    season = max(seasons, key=lambda one: one.precedence, default=None)
    shifts = team.shifts if season is None or season.shifts is None else season.shifts
    counts = [shift.headcount for shift in shifts]
    return team.cycle is None and all(counts) and sum(one or 0 for one in counts) <= team.people_count


def _jobs(worker: Worker, hands: Hands, horizon: Horizon, *, bare: bool) -> list[Job]:
    first, end = horizon.start - AROUND, horizon.end + AROUND
    lost = set() if bare else minutes_lost(worker, first - AROUND, end + AROUND)
    found = []
    for one in shifts_worked(worker, first, end, bare=bare):
        left = one.minutes - lost
        if one.start == one.end or not left or not first <= one.start < end:
            continue
        # Whoever misses the beginning or the end of a shift comes later or goes earlier.
        start = one.start if min(left) == min(one.minutes) else min(left)
        until = one.end if max(left) == max(one.minutes) else max(left) + 1
        through = {minute for minute in range(start, until) if minute not in lost}
        key = (one.shift.name, one.shift.start_minute, one.shift.zone)
        clock = one.shift.zone or worker.zone
        found.append(Job(key, clock, one.date, start, until, 1, left, through, hands))
    return found


def jobs_of(crew: Crew) -> list[Job]:
    """Everybody's."""
    return [job for hands in crew for job in hands.jobs]


def people_on(jobs: Iterable[Job]) -> int:
    """How many people have one of some jobs: nobody counts twice."""
    by_hands: dict[int, tuple[int, int]] = {}
    for job in jobs:
        people, _ = by_hands.get(id(job.hands), (0, 0))
        by_hands[id(job.hands)] = (people + job.people, job.hands.size)
    return sum(min(people, size) for people, size in by_hands.values())


# Overlap


def overlap_minutes(
    need: OverlapNeed, force: dict[str, Workforce], horizon: Horizon, *, bare: bool
) -> dict[date, int]:
    """The longest window that each date of the first team has, or its minutes added up."""
    teams = [force[one] for one in need.teams]
    crews = [jobs_of(one.crew(bare=bare)) for one in teams]
    found: dict[date, int] = {}
    for on in {job.date for job in crews[0] if horizon.start <= job.start < horizon.end}:
        if need.days is not None and on.weekday() not in need.days:
            continue
        own = [job for job in crews[0] if job.date == on]
        frame = range(min(job.start for job in own), max(job.end for job in own))
        met = (
            [job for job in crew if job.start < frame.stop and frame.start < job.end] for crew in crews[1:]
        )
        sides = [own, *met]
        ways = [_ways(need, at, teams[at], side) for at, side in enumerate(sides)]
        best = 0
        if need.contiguous:
            for start in frame:
                while _all_share(need, ways, start, start + best + 1):
                    best += 1
        else:
            best = sum(_all_share(need, ways, minute, minute + 1) for minute in frame)
        found[on] = best
    return found


def _ways(need: OverlapNeed, at: int, team: Workforce, jobs: list[Job]) -> list[tuple[int, list[Job]]]:
    """How many of which jobs are enough of a team: any so many, or everybody of one date."""
    if need.people != "everyone":
        return [(need.people[at], jobs)]
    dates = {job.date for job in jobs}
    return [(team.scheduled(on), [job for job in jobs if job.date == on]) for on in dates]


def _all_share(need: OverlapNeed, ways: list[list[tuple[int, list[Job]]]], start: int, end: int) -> bool:
    through = need.through_breaks
    return all(
        any(
            people_on(job for job in jobs if job.is_there(start, end, through=through)) >= least
            for least, jobs in own
        )
        for own in ways
    )


# Handoff


def handoff_minutes(
    need: HandoffNeed, force: dict[str, Workforce], horizon: Horizon, *, bare: bool
) -> dict[date, int]:
    """How long both sides are there before the shifts of each date end that leave nobody at work."""
    giving, taking = force[need.from_team], force[need.to_team]
    ours, theirs = jobs_of(giving.crew(bare=bare)), jobs_of(taking.crew(bare=bare))
    found: dict[date, int] = {}
    for job in ours:
        end = job.end
        coming = [one for one in theirs if one.start < end < one.end]
        if not horizon.start <= end < horizon.end or any(end in other.minutes for other in ours):
            continue
        if need.days is not None and job.date.weekday() not in need.days:
            continue
        staying = [one for one in ours if one.start < end <= one.end]
        if need.people == "everyone":
            same = [one for one in staying if (one.shift, one.date) == (job.shift, job.date)]
            ways = [(giving.scheduled(job.date, job.shift), same)]
            next_ways = [
                (
                    taking.scheduled(on, shift),
                    [one for one in coming if (one.shift, one.date) == (shift, on)],
                )
                for shift, on in {(one.shift, one.date) for one in coming}
            ]
        else:
            ways, next_ways = [(need.people[0], staying)], [(need.people[1], coming)]
        minutes = 0
        while True:
            start = end - minutes - 1
            if not (_are_there(ways, start, end) and _are_there(next_ways, start, end + 1)):
                break
            minutes += 1
        found[job.date] = min(found.get(job.date, minutes), minutes)
    return found


def _are_there(ways: list[tuple[int, list[Job]]], start: int, end: int) -> bool:
    return any(people_on(job for job in jobs if job.is_there(start, end)) >= least for least, jobs in ways)


# Coverage and a team's own hours


def windows_of(zone: str, start_minute: int, end_minute: int, horizon: Horizon) -> dict[date, range]:
    """The windows that start in a horizon, by the date of a clock."""
    found = {}
    for number in range(horizon.start // DAY - 3, horizon.end // DAY + 4):
        if date_exists(zone, number):
            low = instant_of_wall(zone, number * DAY + start_minute)
            high = instant_of_wall(zone, number * DAY + end_minute)
            if horizon.start <= low < horizon.end and low < high:
                found[day_date(number)] = range(low, high)
    return found


def coverage_minutes(
    need: CoverageNeed, roster: Roster, force: dict[str, Workforce], horizon: Horizon, *, bare: bool
) -> dict[date, tuple[int, int]]:
    """How long each window is covered, and how long it is."""
    ids = need.teams or [team.id for team in roster]
    hands = [one for team in ids for one in force[team].crew(bare=bare)]
    counted = [one for one in hands if need.skill is None or need.skill in one.skills]
    windows = windows_of(need.zone, need.start_minute, need.end_minute, horizon)
    return {
        on: (_covered(counted, window, need.headcount), len(window))
        for on, window in windows.items()
        if on.weekday() in need.days
    }


def _covered(crew: Crew, window: range, least: int) -> int:
    jobs = [job for job in jobs_of(crew) if job.start < window.stop and window.start < job.end]
    return sum(people_on(job for job in jobs if minute in job.minutes) >= least for minute in window)


def hours_minutes(
    need: LimitNeed, roster: Roster, force: dict[str, Workforce], horizon: Horizon, *, bare: bool
) -> dict[date, list[tuple[int, int]]]:
    """How long each team's own hours are covered on each of its dates, and how long they are."""
    found: dict[date, list[tuple[int, int]]] = {}
    assert need.start_minute is not None
    assert need.end_minute is not None
    for one in need.teams or [team.id for team in roster]:
        crew = force[one].crew(bare=bare)
        dates = {job.date for job in jobs_of(crew)}
        windows = windows_of(force[one].zone, need.start_minute, need.end_minute, horizon)
        for on, window in windows.items():
            if on in dates if need.days is None else on.weekday() in need.days:
                found.setdefault(on, []).append((_covered(crew, window, need.headcount), len(window)))
    return found


# People's limits


def quiet_minutes(
    need: LimitNeed, roster: Roster, force: dict[str, Workforce], horizon: Horizon
) -> dict[date, int]:
    """The most minutes of quiet hours in a shift of each date near which no clock changes."""
    low, high = roster.defaults.quiet
    found: dict[date, int] = {}
    for one in need.teams or [team.id for team in roster]:
        for job in jobs_of(force[one].usual):
            if not horizon.start <= job.start < horizon.end:
                continue
            home = job.hands.zone
            if any(_changes(key, job.start - DAY, job.end + DAY) for key in (home, job.clock)):
                continue
            walls = [wall_shown(home, minute) % DAY for minute in job.minutes]
            inside = [low <= wall < high if low < high else wall >= low or wall < high for wall in walls]
            minutes = sum(inside) if low != high else 0
            found[job.date] = max(found.get(job.date, 0), minutes)
    return found


def _changes(key: str, start: int, end: int) -> bool:
    """Whether a clock changes in `[start, end)`."""
    looked_at = [*range(start - 1, end, 15), end - 1]
    return len({offset_shown(key, minute) for minute in looked_at}) > 1


def rest_minutes(
    need: LimitNeed, roster: Roster, force: dict[str, Workforce], horizon: Horizon, *, bare: bool
) -> dict[date, int]:
    """The least rest of a person before each date: minutes since the last of all dates before."""
    found: dict[date, int] = {}
    for one in need.teams or [team.id for team in roster]:
        for hands in force[one].crew(bare=bare):
            for name in {hands.name_of(job) for job in hands.jobs}:
                own = [job for job in hands.jobs if hands.name_of(job) == name]
                days = {job.date: [other for other in own if other.date == job.date] for job in own}
                spans = sorted(
                    (min(job.start for job in those), max(job.end for job in those), on)
                    for on, those in days.items()
                )
                for at, (start, _, on) in enumerate(spans):
                    if at and horizon.start <= start < horizon.end:
                        rest = max(start - max(end for _, end, _ in spans[:at]), 0)
                        found[on] = min(found.get(on, rest), rest)
    return found
