"""Small questions about staggers, made to break: nasty clocks, nights, pins, breaks, members and cycles.

Law: a case is made from its number alone, so that a failing one can be looked at again. Teams mostly work
near the same hour of UTC, so that there is something to share.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from overlap.core.civil import time_text
from overlap.errors import OverlapError
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.roster import Defaults, Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from tests.planning.brute import holidays
from tests.planning.stagger.whole import Case, Half, Whole
from tests.properties.oracle import DAY, Kept, day_number, offset_shown
from tests.properties.strategies import NASTY_DAYS, NASTY_ZONES

ORDERS = [
    ("moved", "worst", "quiet"),
    ("worst", "moved", "quiet"),
    ("quiet", "moved", "worst"),
    ("moved", "quiet", "worst"),
]
PLAIN_ZONES = ("UTC", "Asia/Kolkata", "Asia/Manila", "America/Bogota", "Europe/London", "Asia/Kathmandu")
MOST_WAYS = 2000
"""Ways to divide people up to which a case is small."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Maker:
    """Draws the parts of one case."""

    def __init__(self, number: int, *, with_holidays: bool) -> None:
        self.draw = Random(number)  # noqa: S311 - the same draws again, not a secret
        self.with_holidays = with_holidays
        key, text = self.draw.choice(NASTY_DAYS)
        self.around = date.fromisoformat(text) if self.is_so(0.8) else date(2026, 5, 13)
        self.zones = [key, self.draw.choice(NASTY_ZONES), self.draw.choice(PLAIN_ZONES)]
        self.draw.shuffle(self.zones)
        self.grid = self.draw.choice([15, 15, 30, 30, 60, 20, 10, 12, 5, 6])
        self.step = self.grid if self.grid >= 15 else self.grid * self.draw.choice([3, 6])
        self.centre = self.draw.randrange(0, DAY, 60)
        self.kept: dict[str, Kept] = {}
        self.days = self.draw.choice([None, ["sun", "mon", "tue", "wed", "thu"], list(WEEKDAYS)])

    def is_so(self, chance: float) -> bool:
        """Whether something is so, at random."""
        return self.draw.random() < chance

    def start(self, zone: str, later: int) -> int:
        """A wall minute on the grid, so long after the centre."""
        offset = offset_shown(zone, day_number(self.around) * DAY)
        minute = (self.centre + later + offset) % DAY
        return minute // self.grid * self.grid % DAY

    def shift(self, zone: str, later: int, name: str | None, length: int = 0, **more: int | None) -> Shift:
        """A shift with breaks, at times pinned to another clock."""
        clock = self.draw.choice(self.zones) if self.is_so(0.15) else None
        start = self.start(clock or zone, later)
        length = length or self.draw.choice([240, 300, 480, 480, 540, 600, 720])
        breaks = []
        if self.is_so(0.4):
            low, minutes = self.draw.choice([60, 90, 120]), self.draw.choice([15, 30, 60])
            kind = self.draw.randrange(4)
            if kind == 0:
                breaks.append(Break(after_minutes=low, minutes=minutes))
            elif kind == 1:
                days = self.draw.sample(WEEKDAYS, 3)
                breaks.append(Break(after_minutes=low, minutes=minutes, days=days))
            else:
                edges = (start + low) % DAY, (start + low + minutes) % DAY or DAY
                breaks.append(Break(*map(_text, edges), paid=self.is_so(0.5)))
        end = start + length
        return Shift(
            time_text(start),
            "24:00" if end == DAY else time_text(end % DAY),
            name=name,
            breaks=breaks,
            zone=clock,
            days=self.draw.sample(WEEKDAYS, 5) if name is None and self.is_so(0.1) else None,
            headcount=more.get("headcount"),
        )

    def flex(self, shifts: list[Shift], people: int, *, has_cycle: bool) -> Flex | None:
        """What a team accepts."""
        if self.is_so(0.1):
            return self.draw.choice([None, Flex(fixed=True), Flex(cohorts=1)])
        earliest = latest = None
        if self.is_so(0.2):
            first = min(shift.start_minute for shift in shifts)
            earliest = time_text(max(first - self.draw.choice([0, 30, 60]), 0))
        if self.is_so(0.2):
            last = max(shift.end_minute for shift in shifts) + self.draw.choice([0, 30, 60])
            latest = f"{min(last, 2 * DAY) // 60:02d}:{min(last, 2 * DAY) % 60:02d}"
        cohorts = 1 if has_cycle else self.draw.randint(1, min(people, 3))
        clocks = ["local"]
        if self.is_so(0.2):
            clocks = self.draw.choice([["local", self.zones[0]], [self.zones[1]], ["local", *self.zones[1:]]])
        return Flex(
            earlier_minutes=self.step * self.draw.choice([0, 1, 1, 2, 3]),
            later_minutes=self.step * self.draw.choice([0, 1, 2, 2]),
            earliest_start=earliest,
            latest_end=latest,
            cohorts=cohorts,
            min_cohort=self.draw.randint(1, min(2, people)),
            clocks=clocks,
        )

    def team(self, number: int, later: int) -> Team:
        """A team of one of several kinds."""
        zone = self.zones[number]
        people = self.draw.choice([1, 1, 2, 2, 3])
        kind = self.draw.choices(["one", "several", "split", "cycle"], [60, 15, 12, 13])[0]
        cycle, given = None, None
        if kind == "one":
            shifts = [self.shift(zone, later, self.draw.choice([None, "day"]))]
        elif kind == "several":
            first, second = self.draw.randint(1, 2), self.draw.randint(1, 2)
            shifts = [
                self.shift(zone, later, "early", headcount=first),
                self.shift(zone, later + self.draw.choice([60, 240, 480]), "late", headcount=second),
            ]
            people = first + second + self.draw.choice([0, 0, 1])
        elif kind == "split":
            people = min(people, 2)
            shifts = [
                self.shift(zone, later, "first", 240),
                self.shift(zone, later + self.draw.choice([300, 360]), "second", 180),
            ]
        else:
            shifts = [self.shift(zone, later, "early"), self.shift(zone, later + 240, "late")]
            days = self.draw.choices(["early", "late", "off"], k=self.draw.randint(2, 8))
            cycle = Cycle(self.around - timedelta(days=self.draw.randint(0, 30)), days)
        members = [self.member(at, shifts) for at in range(self.draw.choice([0, 0, 0, 1, 2]))]
        people = max(people, len(members))
        if kind != "several" or self.is_so(0.5):
            given = max(people, sum(shift.headcount or 0 for shift in shifts))
        calendar: Calendar | None = None
        if self.with_holidays and self.is_so(0.6):
            calendar, kept = holidays((self.around + timedelta(days=self.draw.randint(-2, 2))).isoformat())
            self.kept[f"t{number}"] = kept
        return Team(
            f"t{number}",
            zone,
            shifts,
            days=self.days,
            cycle=cycle,
            seasons=self.seasons(zone, shifts, later),
            holidays=calendar,
            overnight=self.draw.choice(["start_day", "clip", "any_touch"]),
            closures=[Closure(self.around)] if self.with_holidays and self.is_so(0.1) else [],
            headcount=given,
            members=members,
            flex=self.flex(shifts, max(people, 1), has_cycle=cycle is not None),
            skills=["en"] if self.is_so(0.3) else [],
        )

    def member(self, number: int, shifts: list[Shift]) -> Member:
        """A named person, alike or not."""
        own: list[Shift | str] | None = None
        if self.is_so(0.3) and shifts[0].name in ("day", "early", "first"):
            own = [self.draw.choice(shifts).name]
        elif self.is_so(0.1):
            own = [self.shift(self.zones[0], 0, "own")]
        away = self.around + timedelta(days=self.draw.randint(-2, 2))
        return Member(
            f"m{number}",
            zone=self.draw.choice(self.zones) if self.is_so(0.2) else None,
            shifts=own,
            days=self.draw.sample(WEEKDAYS, 4) if self.is_so(0.2) else None,
            time_off=[TimeOff(away)] if self.with_holidays and self.is_so(0.3) else [],
            skills=["en"] if self.is_so(0.4) else [],
        )

    def seasons(self, zone: str, shifts: list[Shift], later: int) -> list[Season]:
        """At times shorter shifts, or others, from a day on."""
        if not self.is_so(0.15):
            return []
        first = self.around + timedelta(days=self.draw.randint(-3, 2))
        last = first + timedelta(days=self.draw.randint(0, 5))
        if self.is_so(0.7):
            return [Season(first, last, shorten_minutes=self.draw.choice([30, 60, 120]))]
        instead = [
            self.shift(zone, later + at * 300, shift.name, shift.length_minutes // 2)
            for at, shift in enumerate(shifts)
        ]
        return [Season(first, last, shifts=instead)]

    def needs(self, whole: Whole) -> list[Requirement]:
        """One to three requirements, mostly such that some plan keeps them and today's shifts do not."""
        ways = [whole.halves(at) for at in range(len(whole.case.roster.teams))]
        goal = [self.goal(halves) for halves in ways]
        today = [min(halves, key=lambda half: half.moved, default=None) for halves in ways]
        found: list[Requirement] = []
        for number in range(self.draw.choice([1, 1, 2, 2, 3])):
            tried = [self.need(number, list(whole.case.roster.teams)) for _ in range(6)]
            good = [one for one in tried if _is_kept(whole, one, goal)] if self.is_so(0.9) else []
            short = [one for one in good if not _is_kept(whole, one, today)]
            found.append((short or good or tried)[0])
        if all(isinstance(one, LimitNeed) for one in found):
            found.append(self.overlap("share", list(whole.case.roster.teams)))
        return found

    def goal(self, halves: list[Half]) -> Half | None:
        """A plan of one team, more often one that moves."""
        some = [self.draw.choice(halves) for _ in range(3)] if halves else []
        return max(some, key=lambda half: half.moved, default=None)

    def counts(self, teams: list[Team]) -> str | list[int]:
        """How many people of each team."""
        if self.is_so(0.4):
            return "everyone"
        return [self.draw.randint(1, max(team.people_count - 1, 1)) for team in teams]

    def overlap(self, name: str, teams: list[Team]) -> OverlapNeed:
        """Teams that share."""
        some = self.draw.sample(teams, self.draw.randint(2, len(teams)))
        return OverlapNeed(
            [team.id for team in some],
            self.draw.choice([30, 60, 60, 120, 180, 200, 240]),
            people=self.counts(some),  # type: ignore[arg-type]
            days=self.draw.sample(WEEKDAYS, 4) if self.is_so(0.2) else None,
            contiguous=self.is_so(0.75),
            through_breaks=self.is_so(0.3),
            holidays=self.with_holidays and self.is_so(0.7),
            name=name,
        )

    def need(self, number: int, teams: list[Team]) -> Requirement:
        """A requirement of any kind."""
        name = f"need {number}"
        kind = self.draw.choices(["overlap", "coverage", "handoff", "limit"], [40, 25, 20, 15])[0]
        later = self.draw.randrange(-90, 480, 30)
        zone = teams[0].zone if self.is_so(0.6) else self.draw.choice(self.zones)
        low = self.start(zone, later)
        high = low + self.draw.choice([60, 60, 180, 360, 600])
        window = time_text(low), "24:00" if high == DAY else time_text(high % DAY)
        if kind == "overlap":
            return self.overlap(name, teams)
        if kind == "coverage":
            return CoverageNeed(
                *window,
                zone=zone,
                headcount=self.draw.choice([1, 1, 1, 2, 3]),
                days=self.draw.choice([self.days or list(WEEKDAYS[:5]), self.draw.sample(WEEKDAYS, 2)]),
                teams=self.draw.choice([[], [team.id for team in teams[:2]]]),
                skill="en" if self.is_so(0.3) and any("en" in team.skills for team in teams) else None,
                holidays=self.with_holidays and self.is_so(0.7),
                name=name,
            )
        if kind == "handoff":
            one, other = self.draw.sample(teams, 2)
            return HandoffNeed(
                one.id,
                other.id,
                self.draw.choice([1, 15, 30, 60, 120]),
                people=self.counts([one, other]),  # type: ignore[arg-type]
                days=self.draw.sample(WEEKDAYS, 4) if self.is_so(0.3) else None,
                holidays=self.with_holidays and self.is_so(0.7),
                name=name,
            )
        team = self.draw.choice(teams)
        shift = team.shifts[0]
        low = (shift.start_minute + self.draw.choice([-30, 0, 30, 60])) % DAY
        window = time_text(low), time_text((low + self.draw.choice([60, 240, 480])) % DAY)
        part = self.draw.choice(["quiet", "rest", "hours", "all"])
        return LimitNeed(
            self.draw.choice([[], [team.id]]) if part != "hours" else [team.id],
            quiet_minutes=self.draw.choice([0, 60, 120, 480]) if part in ("quiet", "all") else None,
            rest_minutes=self.draw.choice([480, 660, 720, 900, 2460]) if part in ("rest", "all") else None,
            start=window[0] if part == "hours" else None,
            end=window[1] if part == "hours" else None,
            headcount=self.draw.randint(1, team.people_count) if part == "hours" else 1,
            days=self.draw.sample(WEEKDAYS, 2) if part == "hours" and self.is_so(0.2) else None,
            name=name,
        )

    def whole(self) -> Whole:
        """The whole case."""
        later = 0
        teams = []
        for number in range(self.draw.choice([2, 2, 3])):
            teams.append(self.team(number, later))
            later = self.draw.choice([0, 60, 60, 120, 180, 240, 360, 480])
        first = self.around + timedelta(days=self.draw.randint(-3, 1))
        last = first + timedelta(days=self.draw.choice([0, 1, 3, 6]))
        edges = time_text(self.draw.randrange(18, 24) * 60), time_text(self.draw.randrange(4, 9) * 60)
        case = Case(
            Roster(teams, defaults=Defaults(quiet=edges)),
            first,
            last,
            self.draw.choice(self.zones),
            (),
            self.grid,
            (self.draw.choice(teams).id,) if self.is_so(0.1) else (),
            self.draw.choice(ORDERS) if self.is_so(0.4) else ORDERS[0],
            self.kept,
        )
        whole = Whole(case)
        if whole.size() > MOST_WAYS:
            raise TooManyWays
        whole.with_holidays = self.with_holidays
        whole.case = replace(case, needs=tuple(self.needs(whole)))
        return whole


class TooManyWays(Exception):
    """A case that takes too long to try."""


def _is_kept(whole: Whole, need: Requirement, plan: list[Half | None]) -> bool:
    """Whether a plan keeps a requirement; one that there is not, none."""
    halves = [half for half in plan if half is not None]
    if len(halves) < len(plan):
        return False
    if not isinstance(need, LimitNeed):
        return whole.keeps(need, halves)
    return all(whole.is_within_limits(at, half, [need]) for at, half in enumerate(halves))


def _text(minute: int) -> str:
    return "24:00" if minute == DAY else time_text(minute)


def whole_of(number: int, *, with_holidays: bool = False) -> Whole:
    """A case by its number: the first of those drawn that fits together and is small enough."""
    for attempt in range(20):
        try:
            return Maker(number + attempt * 10**6, with_holidays=with_holidays).whole()
        except (TooManyWays, OverlapError):
            continue
    raise TooManyWays
