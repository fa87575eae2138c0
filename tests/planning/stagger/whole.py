"""Staggers by trying everything: each way in which people can be divided among starts, judged by the minute.

Law: built on `tests.properties.oracle` alone; of the code under test only the plain fields of teams, members
and requirements are read. Minutes are the bits of whole numbers: every window is tried at every minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement, pairwise, product
from math import comb, prod

from overlap.core.civil import time_text
from overlap.core.horizon import Horizon
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from tests.planning.brute import NOTHING
from tests.planning.stagger.minutes import group_of, windows_of
from tests.properties.oracle import (
    DAY,
    Kept,
    Worker,
    day_number,
    instant_of_wall,
    members_on,
    minutes_lost,
    offset_shown,
    shifts_worked,
)

AROUND = 4 * DAY
"""What starts so long before a horizon, or after it, is looked at."""

Start = tuple[int, str | None]
"""Minutes after midnight, and the clock: None for where the team is."""

Value = tuple[Fraction, ...]
"""What a plan has in each tier, in the order asked for."""


@dataclass(frozen=True)
class Case:
    """A question to `suggest_stagger`.

    `kept` has what a team's calendar comes to; `earlier` the places at which people of a shift (by team and
    position) start in an earlier plan, one for each.
    """

    roster: Roster
    first: date
    last: date
    zone: str
    needs: tuple[Requirement, ...]
    grid: int = 15
    keep: tuple[str, ...] = ()
    priority: tuple[str, ...] = ("moved", "worst", "quiet")
    kept: dict[str, Kept] = field(default_factory=dict)
    earlier: dict[tuple[str, int], list[int]] | None = None
    again: int = 1

    @property
    def horizon(self) -> Horizon:
        """From the first minute of the first date to the last of the last."""
        low = instant_of_wall(self.zone, day_number(self.first) * DAY)
        return Horizon(low, instant_of_wall(self.zone, (day_number(self.last) + 1) * DAY))


@dataclass(frozen=True)
class Option:
    """A start, and what it costs one person."""

    start: Start
    place: int
    moved: int


@dataclass(eq=False)
class Hands:
    """People who work alike: of each shift of the team so many of them, and shifts that stay."""

    team: int
    size: int
    zone: str
    worker: Worker
    skills: frozenset[str]
    counts: dict[int, int]
    works_all: bool
    fixed: list[tuple[Shift, int]]
    seasons: list[tuple[Shift, int]]


@dataclass(eq=False)
class Job:
    """A shift on a date: `work` and `through` are minutes as bits, `through` with the breaks."""

    hands: Hands
    shift: object
    day: int
    start: int
    end: int
    people: int
    work: int
    through: int


Division = tuple[tuple[int, ...], ...]
"""Of each hands of a shift, how many are at each option."""


@dataclass(frozen=True)
class Best:
    """What trying everything comes to: no value where nothing is good."""

    value: Value | None
    moved: int = 0
    worst: Fraction = Fraction(0)
    quiet: int = 0
    changed: int = 0


# Candidates


@lru_cache(maxsize=4096)
def differences(one: str, other: str, low: int, high: int) -> tuple[int, ...]:
    """Minutes by which one clock is ahead of another, at every difference inside a horizon."""
    steps = {low, *range(low - low % 15 + 15, high, 15)}
    return tuple(dict.fromkeys(offset_shown(one, at) - offset_shown(other, at) for at in sorted(steps)))


@lru_cache(maxsize=4096)
def _is_steady(zone: str, day: int) -> bool:
    """Whether a clock does not change from the day before a date until two days after it."""
    wall = (day + 3) * DAY
    last = min(instant_of_wall(zone, wall - 1), instant_of_wall(zone, wall) - 1)  # in a fold, and after a gap
    return offset_shown(zone, instant_of_wall(zone, (day - 1) * DAY)) == offset_shown(zone, last)


def moved_shift(shift: Shift, start: Start) -> Shift:
    """A shift that starts at another time, with its breaks."""
    minute, clock = start
    later = minute - shift.start_minute
    breaks = []
    for one in shift.breaks:
        names = None if one.days is None else [_NAMES[day] for day in sorted(one.days)]
        if one.start_minute is None or one.end_minute is None:
            breaks.append(Break(after_minutes=one.after_minutes, minutes=one.minutes, days=names))
        else:
            low, high = (time_text((at + later) % DAY) for at in (one.start_minute, one.end_minute))
            breaks.append(Break(low, high, days=names))
    end = shift.end_minute + later
    return Shift(
        time_text(minute),
        "24:00" if end == DAY else time_text(end % DAY),
        name=shift.name,
        breaks=breaks,
        days=None if shift.days is None else [_NAMES[day] for day in sorted(shift.days)],
        headcount=shift.headcount,
        zone=clock,
    )


_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def options_of(team: Team, shift: Shift, case: Case) -> list[Option]:
    """The starts among which a shift may choose, today's first."""
    home = team.zone
    own = shift.zone or home
    today = (shift.start_minute, shift.zone)
    found = {(shift.start_minute, own): Option(today, shift.start_minute, 0)}
    flex = team.flex
    if flex is None or flex.fixed or team.id in case.keep:
        return list(found.values())
    if not flex.earlier_minutes and not flex.later_minutes:
        return list(found.values())
    keys: list[str | None] = [shift.zone]
    if flex.clocks != ("local",):
        keys += [None if key == "local" else key for key in flex.clocks]
    over = case.horizon
    for key in keys:
        clock = key or home
        for minute in range(DAY):
            if minute % case.grid or (minute, clock) in found:
                continue
            places = [minute + gap for gap in differences(own, clock, over.start, over.end)]
            if all(_is_accepted(team, shift, place) for place in places):
                moved = max(abs(place - shift.start_minute) for place in places)
                start = (minute, shift.zone if clock == own else key)
                found[minute, clock] = Option(start, places[0], moved)
    return list(found.values())


def _is_accepted(team: Team, shift: Shift, place: int) -> bool:
    flex = team.flex
    assert flex is not None
    later = place - shift.start_minute
    return (
        0 <= place < DAY
        and -flex.earlier_minutes <= later <= flex.later_minutes
        and (flex.earliest_start is None or place >= flex.earliest_start)
        and (flex.latest_end is None or shift.end_minute + later <= flex.latest_end)
    )


# People


def hands_of(case: Case) -> list[Hands]:
    """Everybody of a roster."""
    found: list[Hands] = []
    for at, team in enumerate(case.roster):
        group = group_of(team, case.kept.get(team.id, NOTHING))
        of_seasons = [shift for season in team.seasons for shift in season.shifts or ()]
        unnamed = team.people_count - len(team.members)
        if unnamed:
            wanted = [
                min(max((shift.headcount or team.people_count) - members_on(shift, team.members), 0), unnamed)
                for shift in (*team.shifts, *of_seasons)
            ]
            many = sum(shift.headcount or team.people_count for shift in team.shifts) > team.people_count
            found.append(
                Hands(
                    at,
                    unnamed,
                    team.zone,
                    group.unnamed,
                    team.skills,
                    dict(enumerate(wanted[: len(team.shifts)])),
                    many or team.cycle is not None,
                    [],
                    list(zip(of_seasons, wanted[len(team.shifts) :], strict=True)),
                )
            )
        alike: list[Hands] = []
        for member, worker in zip(team.members, group.members, strict=True):
            one = _named(at, team, member, worker, of_seasons)
            same = next((other for other in alike if _work_alike(one, other)), None)
            if same is None:
                alike.append(one)
            else:
                same.size += 1
                same.counts = dict.fromkeys(same.counts, same.size)
                same.fixed = [(shift, same.size) for shift, _ in same.fixed]
                same.seasons = [(shift, same.size) for shift, _ in same.seasons]
        found += alike
    return found


def _named(at: int, team: Team, member: Member, worker: Worker, of_seasons: list[Shift]) -> Hands:
    names = [shift.name for shift in team.shifts]
    own = member.shifts
    mine = range(len(names)) if own is None else [names.index(one) for one in own if isinstance(one, str)]
    counts = dict.fromkeys(mine, 1)
    fixed = [(one, 1) for one in own or () if isinstance(one, Shift)]
    seasons = [(one, 1) for one in of_seasons] if own is None else []
    skills = team.skills | member.skills
    return Hands(at, 1, worker.zone, worker, skills, counts, True, fixed, seasons)


def _work_alike(one: Hands, other: Hands) -> bool:
    return (one.worker, one.skills, one.counts.keys(), one.fixed) == (
        other.worker,
        other.skills,
        other.counts.keys(),
        [(shift, 1) for shift, _ in other.fixed],
    )


# Levels: minutes at which at least so many people are there


def erode(mask: int, minutes: int) -> int:
    """The minutes from which on so many lie in a set."""
    have = 1
    while have < minutes:
        step = min(have, minutes - have)
        mask &= mask >> step
        have += step
    return mask


def levels(jobs: Iterable[tuple[Job, int]], most: int, every: int) -> list[int]:
    """For each number of people up to one, the minutes at which at least so many have one of these jobs.

    Nobody counts twice: of some hands never more than there are.
    """
    by_hands: dict[int, tuple[Hands, list[int]]] = {}
    for job, mask in jobs:
        hands, own = by_hands.setdefault(id(job.hands), (job.hands, [every] + [0] * job.hands.size))
        for least in range(hands.size, 0, -1):
            own[least] |= mask & own[max(least - job.people, 0)]
    total = [every] + [0] * most
    for _, own in by_hands.values():
        total = _added(total, own)
    return total


def _added(total: list[int], own: list[int]) -> list[int]:
    found = []
    for wanted in range(len(total)):
        mask = 0
        for part in range(min(wanted, len(own) - 1) + 1):
            mask |= total[wanted - part] & own[part]
        found.append(mask)
    return found


# Everything


@dataclass(frozen=True)
class Half:
    """A way to divide the people of one team: what it costs, and their jobs."""

    moved: int
    quiet: int
    changed: int
    bare: tuple[Job, ...]
    held: tuple[Job, ...]
    used: tuple[tuple[int, ...], ...]
    key: int


class Whole:
    """A case, and every way to divide its people."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.horizon = case.horizon
        self.base = self.horizon.start - AROUND
        self.length = self.horizon.end + AROUND - self.base
        self.every = (1 << self.length) - 1
        self.hands = hands_of(case)
        self.options = [[options_of(team, shift, case) for shift in team.shifts] for team in case.roster]
        self._jobs: dict[tuple[int, object, Start, bool], list[tuple[int, int, int, int, int]]] = {}
        self._known: dict[object, object] = {}
        self._asked: dict[tuple[int, bool], set[int]] = {}
        self.typical = [
            Hands(at, 1, team.zone, group_of(team).unnamed, team.skills, {}, True, [], [])
            for at, team in enumerate(case.roster)
        ]
        self.with_holidays = any(not isinstance(need, LimitNeed) and need.holidays for need in case.needs)

    def mask(self, minutes: set[int]) -> int:
        """Minutes as bits."""
        if not minutes:
            return 0
        low, high = min(minutes), max(minutes) + 1
        found = (1 << (high - low)) - 1
        if len(minutes) < high - low:
            for gap in set(range(low, high)) - minutes:
                found ^= 1 << (gap - low)
        return found << (low - self.base) & self.every

    def quiet(self, hands: Hands, position: int | None, shift: Shift, start: Start) -> int:
        """The most minutes at work in quiet hours of where people are, on a date near no change of clocks."""
        key = ("quiet", id(hands), position if position is not None else shift, start)
        if key not in self._known:
            self._known[key] = self._quiet(hands, position, shift, start)
        found: int = self._known[key]  # type: ignore[assignment]
        return found

    def _quiet(self, hands: Hands, position: int | None, shift: Shift, start: Start) -> int:
        over, home = self.horizon, hands.zone
        jobs = [
            one
            for one in self.worked(hands, position, shift, start, bare=True)
            if over.start <= one[1] < over.end
        ]
        zones = {home, start[1] or home}
        regular = [one for one in jobs if all(_is_steady(key, one[0]) for key in zones)]
        found = 0
        for _, since, _, work, _ in regular or jobs:
            found = max(found, (work & self._night(offset_shown(home, since))).bit_count())
        return found

    def _night(self, ahead: int) -> int:
        """The quiet minutes of a clock that is so far ahead of UTC."""
        if ("night", ahead) not in self._known:
            low, high = self.case.roster.defaults.quiet
            length = (high - low) % DAY
            mask = 0
            for day in range(-2, self.length // DAY + 3):
                since = day * DAY + low - (self.base + ahead) % DAY
                mask |= (((1 << length) - 1) << (since + 4 * DAY)) >> (4 * DAY)
            self._known["night", ahead] = mask & self.every
        return self._known["night", ahead]  # type: ignore[return-value]

    # What one team could do

    def size(self) -> int:
        """How many ways there are, roughly."""
        found = 1
        for at, team in enumerate(self.case.roster):
            for position in range(len(team.shifts)):
                count = len(self.options[at][position])
                sizes = [hands.counts.get(position, 0) for hands in self.hands if hands.team == at]
                free = prod(comb(people + count - 1, people) for people in sizes)
                if free > 5000:
                    return found * free
                found *= sum(1 for _ in self.divisions(at, position))
        return found

    def divisions(self, at: int, position: int) -> Iterator[Division]:
        """How the people of a shift can be divided."""
        team = self.case.roster.teams[at]
        own = self.options[at][position]
        pools = [
            hands.counts[position] for hands in self.hands if hands.team == at and position in hands.counts
        ]
        size = sum(pools)
        flex = team.flex
        most, least = 1, 1
        if flex is not None and len(own) > 1:
            most, least = flex.cohorts, min(flex.min_cohort, size)
        for choice in product(*(list(_shares(people, len(own))) for people in pools)):
            totals = [sum(counts) for counts in zip(*choice, strict=True)]
            used = [people for people in totals if people]
            if len(used) <= most and all(people >= least for people in used):
                yield choice

    def halves(self, at: int) -> list[Half]:
        """Every way to divide the people of a team, with what is theirs alone already kept."""
        team = self.case.roster.teams[at]
        ways = [list(self.divisions(at, position)) for position in range(len(team.shifts))]
        found = []
        for number, choice in enumerate(product(*ways)):
            half = self.half(at, choice, number)
            if not self.clashes(at, half) and self.is_within_limits(at, half, self.case.needs):
                found.append(half)
        return found

    def half(self, at: int, choice: Sequence[Division], number: int) -> Half:
        """One way to divide the people of a team."""
        team = self.case.roster.teams[at]
        moved = quiet = changed = 0
        both: tuple[list[Job], list[Job]] = ([], [])
        used: list[tuple[int, ...]] = []
        for position, division in enumerate(choice):
            own = self.options[at][position]
            mine = [hands for hands in self.hands if hands.team == at and position in hands.counts]
            places: list[int] = []
            for hands, counts in zip(mine, division, strict=True):
                for option, people in zip(own, counts, strict=True):
                    if not people:
                        continue
                    moved += people * option.moved
                    shift = team.shifts[position]
                    quiet += people * self.quiet(self.typical[at], position, shift, option.start)
                    places += [option.place] * people
                    self._work(hands, position, team.shifts[position], option.start, people, both)
            sums = [sum(counts) for counts in zip(*division, strict=True)]
            used.append(tuple(one for one, people in enumerate(sums) if people))
            before = (self.case.earlier or {}).get((team.id, position))
            if before is not None and len(own) > 1:
                pairs = zip(sorted(before), sorted(places), strict=True)
                changed += sum(abs(one - other) for one, other in pairs)
        for hands in self.hands:
            if hands.team == at:
                for shift, people in (*hands.fixed, *hands.seasons):
                    start = (shift.start_minute, shift.zone)
                    self._work(hands, None, shift, start, people, both)
        return Half(moved, quiet, changed, tuple(both[0]), tuple(both[1]), tuple(used), number)

    def _work(
        self,
        hands: Hands,
        position: int | None,
        shift: Shift,
        start: Start,
        people: int,
        both: tuple[list[Job], list[Job]],
    ) -> None:
        key: object = position
        if position is None:
            key = (shift.name, shift.start_minute, shift.end_minute, shift.zone)
        for jobs, bare in zip(both, (True, False), strict=True):
            if bare or self.with_holidays:
                for day, low, high, work, through in self.worked(hands, position, shift, start, bare=bare):
                    jobs.append(Job(hands, key, day, low, high, people, work, through))

    def worked(
        self, hands: Hands, position: int | None, shift: Shift, start: Start, *, bare: bool
    ) -> list[tuple[int, int, int, int, int]]:
        """The dates of a shift at a start: (day, start, end, minutes at work, the same with breaks)."""
        key = (id(hands), position if position is not None else shift, start, bare)
        if key in self._jobs:
            return self._jobs[key]
        worker, one = hands.worker, shift
        if position is not None:
            one = moved_shift(shift, start)
            worker = replace(worker, shifts=(one,))
        elif any(shift is mine for mine, _ in hands.fixed):
            worker = replace(worker, shifts=(shift,), seasons=())
        else:
            worker = replace(worker, shifts=())
        low, high = self.base, self.base + self.length
        lost = set() if bare else minutes_lost(worker, low, high)
        found = []
        for done in shifts_worked(worker, low, high, bare=bare):
            if done.shift is not one or done.start >= done.end:
                continue
            left = done.minutes - lost
            if not left or not low < done.start < high - 2 * DAY:
                continue
            since = done.start if min(left) == min(done.minutes) else min(left)
            until = done.end if max(left) == max(done.minutes) else max(left) + 1
            through = set(range(since, until)) - lost
            found.append((day_number(done.date), since, until, self.mask(left), self.mask(through)))
        self._jobs[key] = found
        return found

    def every_job(self, at: int, *, bare: bool) -> list[tuple[int, int, int]]:
        """(day, start, end) of what the people of a team work at any of their starts."""
        found = []
        for hands in self.hands:
            if hands.team != at:
                continue
            for position, people in hands.counts.items():
                shift = self.case.roster.teams[at].shifts[position]
                for option in self.options[at][position]:
                    if people:
                        worked = self.worked(hands, position, shift, option.start, bare=bare)
                        found += [one[:3] for one in worked]
            for shift, people in (*hands.fixed, *hands.seasons):
                if people:
                    start = (shift.start_minute, shift.zone)
                    found += [one[:3] for one in self.worked(hands, None, shift, start, bare=bare)]
        return found

    def asked(self, at: int, *, bare: bool) -> set[int]:
        """The days on which some shift starts in the horizon, at one of the starts it may have."""
        over = self.horizon
        return {day for day, start, _ in self.every_job(at, bare=bare) if over.start <= start < over.end}

    # What is a team's alone

    def clashes(self, at: int, half: Half) -> bool:
        """Whether somebody would be at two shifts at once, whichever starts in use they have."""
        for hands in self.hands:
            if hands.team != at or not hands.works_all:
                continue
            for one, other in self._pairs(at, half, hands):
                if one[0] == other[0] or not (self._moves(at, one[0]) or self._moves(at, other[0])):
                    continue
                if any(self._meet(mine, yours) for mine in one[1] for yours in other[1]):
                    return True
        return False

    def _moves(self, at: int, which: object) -> bool:
        """Whether a shift of a team has several starts to choose from."""
        return isinstance(which, int) and len(self.options[at][which]) > 1

    def _meet(self, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        """Whether two shifts overlap, one of which starts in the horizon."""
        over = self.horizon
        inside = any(over.start <= shift[1] < over.end for shift in (one, other))
        return inside and one[1] < other[2] and other[1] < one[2]

    def _pairs(
        self, at: int, half: Half, hands: Hands
    ) -> Iterator[tuple[tuple[object, list[tuple[int, ...]]], tuple[object, list[tuple[int, ...]]]]]:
        yield from combinations_with_replacement(self._in_use(at, half, hands), 2)

    def _in_use(self, at: int, half: Half, hands: Hands) -> list[tuple[object, list[tuple[int, ...]]]]:
        """The shifts of some hands at each start in use: (which, dates)."""
        found: list[tuple[object, list[tuple[int, ...]]]] = []
        for position, people in hands.counts.items():
            shift = self.case.roster.teams[at].shifts[position]
            for number in half.used[position] if people else ():
                start = self.options[at][position][number].start
                found.append((position, [*self.worked(hands, position, shift, start, bare=True)]))
        for shift, people in (*hands.fixed, *hands.seasons):
            if people:
                start = (shift.start_minute, shift.zone)
                found.append((shift.name, [*self.worked(hands, None, shift, start, bare=True)]))
        return found

    def is_within_limits(self, at: int, half: Half, needs: Iterable[Requirement]) -> bool:
        """Whether a team's own limits are kept."""
        team = self.case.roster.teams[at]
        for need in needs:
            if not isinstance(need, LimitNeed) or (need.teams and team.id not in need.teams):
                continue
            if need.quiet_minutes is not None and self._most_quiet(at, half) > need.quiet_minutes:
                return False
            if need.rest_minutes is not None and not self._rests(at, half, need.rest_minutes):
                return False
            if need.start_minute is not None and not self._is_open(at, half, need):
                return False
        return True

    def _most_quiet(self, at: int, half: Half) -> int:
        team = self.case.roster.teams[at]
        found = [0]
        for hands in self.hands:
            if hands.team != at:
                continue
            for position, people in hands.counts.items():
                for number in half.used[position] if people else ():
                    start = self.options[at][position][number].start
                    shift = team.shifts[position]
                    if self.worked(hands, position, shift, start, bare=True):
                        found.append(self.quiet(hands, position, shift, start))
            for shift, people in (*hands.fixed, *hands.seasons):
                start = (shift.start_minute, shift.zone)
                if people and self.worked(hands, None, shift, start, bare=True):
                    found.append(self.quiet(hands, None, shift, start))
        return max(found)

    def _rests(self, at: int, half: Half, least: int) -> bool:
        """Whether everybody rests between dates, whichever starts in use they have."""
        over = self.horizon
        for hands in self.hands:
            if hands.team != at:
                continue
            in_use = self._in_use(at, half, hands)
            kinds = [None] if hands.works_all else list(dict.fromkeys(which for which, _ in in_use))
            for kind in kinds:
                dates = [one for which, own in in_use if kind in (None, which) for one in own]
                days = sorted({one[0] for one in dates})
                for before, after in pairwise(days):
                    ended = max(one[2] for one in dates if one[0] == before)
                    starts = [one[1] for one in dates if one[0] == after]
                    if any(over.start <= one < over.end and one - ended < least for one in starts):
                        return False
        return True

    def _is_open(self, at: int, half: Half, need: LimitNeed) -> bool:
        """Whether a team's own hours are covered on its dates."""
        assert need.start_minute is not None
        assert need.end_minute is not None
        zone = self.case.roster.teams[at].zone
        there = levels(((job, job.work) for job in half.bare), need.headcount, self.every)[need.headcount]
        dates = {job.day for job in half.bare}
        for on, window in windows_of(zone, need.start_minute, need.end_minute, self.horizon).items():
            if day_number(on) in dates if need.days is None else on.weekday() in need.days:
                wanted = self.mask(set(window))
                if there & wanted != wanted:
                    return False
        return True

    # What teams share

    def keeps(self, need: Requirement, halves: Sequence[Half]) -> bool:
        """Whether a requirement is kept on every date."""
        order = {team.id: at for at, team in enumerate(self.case.roster)}
        if isinstance(need, OverlapNeed):
            return self._overlaps(need, [(order[one], halves[order[one]]) for one in need.teams])
        if isinstance(need, CoverageNeed):
            return self._covers(need, halves)
        if isinstance(need, HandoffNeed):
            one, other = order[need.from_team], order[need.to_team]
            return self._hands_over(need, halves[one], halves[other])
        return True

    def _overlaps(self, need: OverlapNeed, sides: list[tuple[int, Half]]) -> bool:
        shared = self.every
        for number, (at, half) in enumerate(sides[1:], start=1):
            key = (need, number, at, half.key)
            if key not in self._known:
                by_day = self._enough(need, number, half)
                mask = 0
                for one in by_day.values():
                    mask |= one
                self._known[key] = mask
            mask = self._known[key]  # type: ignore[assignment]
            shared &= mask
        at, half = sides[0]
        key = (need, 0, at, half.key)
        if key not in self._known:
            self._known[key] = self._anchored(need, at, half)
        own: list[int] = self._known[key]  # type: ignore[assignment]
        if need.contiguous:
            return all(shared & mask for mask in own)
        return all((shared & mask).bit_count() >= need.minutes for mask in own)

    def _anchored(self, need: OverlapNeed, at: int, half: Half) -> list[int]:
        """For each date of the first team when enough of it are there."""
        bare = not need.holidays
        asked_key = (at, bare)
        if asked_key not in self._asked:
            self._asked[asked_key] = self.asked(at, bare=bare)
        found = []
        over = self.horizon
        for day in self._asked[asked_key]:
            starts = [job.start for job in (half.bare if bare else half.held) if job.day == day]
            if starts and not any(over.start <= start < over.end for start in starts):
                continue  # at the horizon's edge; what a holiday takes of this plan alone is asked
            if need.days is None or (day + 3) % 7 in need.days:
                by_day = self._enough(need, 0, half, day)
                found.append(by_day.get(day if need.people == "everyone" else None, 0))
        return found

    def _enough(
        self, need: OverlapNeed, number: int, half: Half, only: int | None = None
    ) -> dict[int | None, int]:
        """When enough of a team are there; by the date of their shifts, where that matters."""
        jobs = [one for one in (half.held if need.holidays else half.bare) if only in (None, one.day)]
        masks = []
        for job in jobs:
            mask = job.through if need.through_breaks else job.work
            masks.append((job, erode(mask, need.minutes) if need.contiguous else mask))
        if need.people != "everyone":
            least = need.people[number]
            return {None: levels(masks, least, self.every)[least]}
        found: dict[int | None, int] = {}
        for day in {job.day for job in jobs}:
            least = self.scheduled(half, day)
            found[day] = levels([one for one in masks if one[0].day == day], least, self.every)[least]
        return found

    def scheduled(self, half: Half, day: int, shift: object = None) -> int:
        """How many people have a shift of a date, or that one; holidays aside unless nobody else has."""
        for jobs in (half.bare, half.held):
            by_hands: dict[int, tuple[Hands, int]] = {}
            for job in jobs:
                if job.day == day and (shift is None or job.shift == shift[0]):  # type: ignore[index]
                    _, people = by_hands.get(id(job.hands), (job.hands, 0))
                    by_hands[id(job.hands)] = job.hands, people + job.people
            if by_hands:
                return sum(min(people, hands.size) for hands, people in by_hands.values())
        return 0

    def _covers(self, need: CoverageNeed, halves: Sequence[Half]) -> bool:
        order = {team.id: at for at, team in enumerate(self.case.roster)}
        wanted = [order[one] for one in need.teams] or list(order.values())
        total = [self.every] + [0] * need.headcount
        for at in wanted:
            key = (need, at, halves[at].key)
            if key not in self._known:
                jobs = halves[at].held if need.holidays else halves[at].bare
                counted = [one for one in jobs if need.skill is None or need.skill in one.hands.skills]
                self._known[key] = levels(((job, job.work) for job in counted), need.headcount, self.every)
            total = _added(total, self._known[key])  # type: ignore[arg-type]
        if need not in self._known:
            mask = 0
            windows = windows_of(need.zone, need.start_minute, need.end_minute, self.horizon)
            for on, window in windows.items():
                if on.weekday() in need.days:
                    mask |= self.mask(set(window))
            self._known[need] = mask
        asked: int = self._known[need]  # type: ignore[assignment]
        return total[need.headcount] & asked == asked

    def _hands_over(self, need: HandoffNeed, giving: Half, taking: Half) -> bool:
        half = giving
        key = (need, 0, half.key)
        if key not in self._known:
            self._known[key] = self._given(need, half)
        ends: list[tuple[int, bool]] | None = self._known[key]  # type: ignore[assignment]
        other = (need, 1, taking.key)
        if other not in self._known:
            self._known[other] = self._taken(need, taking)
        there: int = self._known[other]  # type: ignore[assignment]
        return all(good and there >> (end - need.minutes - self.base) & 1 for end, good in ends or ())

    def _given(self, need: HandoffNeed, half: Half) -> list[tuple[int, bool]]:
        """The ends after which nobody is left, and whether enough were there till then."""
        jobs = half.held if need.holidays else half.bare
        at_work = 0
        for job in jobs:
            at_work |= job.work
        found = []
        for job in jobs:
            over = self.horizon
            if not over.start <= job.end < over.end or at_work >> (job.end - self.base) & 1:
                continue
            if need.days is not None and (job.day + 3) % 7 not in need.days:
                continue
            if need.people == "everyone":
                counted = [one for one in jobs if (one.shift, one.day) == (job.shift, job.day)]
                least = self.scheduled(half, job.day, (job.shift,))
            else:
                counted, least = list(jobs), need.people[0]
            masks = [(one, erode(one.work, need.minutes)) for one in counted]
            mask = levels(masks, least, self.every)[least]
            found.append((job.end, bool(mask >> (job.end - need.minutes - self.base) & 1)))
        return found

    def _taken(self, need: HandoffNeed, half: Half) -> int:
        jobs = half.held if need.holidays else half.bare
        masks = [(one, erode(one.work, need.minutes + 1)) for one in jobs]
        if need.people != "everyone":
            return levels(masks, need.people[1], self.every)[need.people[1]]
        found = 0
        for shift, day in {(one.shift, one.day) for one in jobs}:
            least = self.scheduled(half, day, (shift,))
            own = [pair for pair in masks if (pair[0].shift, pair[0].day) == (shift, day)]
            found |= levels(own, least, self.every)[least]
        return found

    # The best

    def value(self, halves: Sequence[Half]) -> Best:
        """What a whole plan comes to."""
        people = [team.people_count for team in self.case.roster]
        moved = sum(half.moved for half in halves)
        changed = sum(half.changed for half in halves)
        worst = max(Fraction(half.moved, count) for half, count in zip(halves, people, strict=True))
        quiet = sum(half.quiet for half in halves)
        tiers = {
            "moved": Fraction(moved + (self.case.again * changed if self.case.earlier is not None else 0)),
            "worst": worst,
            "quiet": Fraction(quiet),
        }
        return Best(tuple(tiers[one] for one in self.case.priority), moved, worst, quiet, changed)

    def best(self) -> Best:
        """The cheapest plan that keeps everything, found by trying all of them, cheap ones first."""
        teams = [self.halves(at) for at in range(len(self.case.roster.teams))]
        ways = [(self.value(halves), halves) for halves in product(*teams)]
        ways.sort(key=lambda way: way[0].value or ())
        shared = [need for need in self.case.needs if not isinstance(need, LimitNeed)]
        for value, halves in ways:
            if all(self.keeps(need, halves) for need in shared):
                return value
        return Best(None)


def _shares(people: int, options: int) -> Iterator[tuple[int, ...]]:
    """The ways to divide people among options."""
    if options == 1:
        yield (people,)
        return
    for first in range(people, -1, -1):
        for others in _shares(people - first, options - 1):
            yield (first, *others)
