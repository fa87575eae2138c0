"""How answers grow: with people, days, teams, zones, tickets, and how large the page becomes.

Law: a question is asked of at least four sizes, in alternation, cold unless it says otherwise: every cache
but built objects is emptied before each turn. An answer that is empty is refused, and where more people
must not change it, one that does is. The exponent is that of a line through the logarithms of all medians:
1 is in proportion, 0 does not grow.

    python benchmarks/scaling.py [--smoke] [--only "people"]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from itertools import count
from pathlib import Path

import overlap
from measure import AnswersDiffer, Bar, Contender, Exponent, How, Times, alone, exponent, take_turns
from ours import forgetter
from overlap import Member, Roster, Shift, Team, TimeOff, WorkClock
from overlap.core import zones
from scale_rosters import Company

TITLE = "Growth"
ASKED = """How time grows with size: 1 is in proportion, 0 does not grow at all. People of the same
schedules are those of a company of 20 teams with ten schedules each; people who are all different have time
off on days of their own. Loading is of a whole file, TOML or CSV, from text to a roster. The page is the
report as HTML."""
PACKAGES = ("holidays", "tomli")

FIRST = date(2026, 1, 1)
YEAR, QUARTER, MONTH = 365, 91, 28
TEAMS = 20

ANSWERS = Bar(
    "ten times the people of the same schedules may cost three times as much", most=0.48, of="exponent"
)
LINEAR = Bar("what is asked is what is paid for", most=1.1, of="exponent")
SORTED = Bar("sorting what many people come and go at", most=1.2, of="exponent")
ZONES = Bar("each zone changes its clocks on dates of its own", most=1.1, of="exponent")

TURNS = 5

Call = Callable[[], object]


@dataclass(frozen=True)
class Asked:
    """A question of one size: what is timed, and what is done before each turn."""

    call: Call
    before: Call | None = None


Make = Callable[[int], Asked]


@dataclass(frozen=True)
class Growth:
    """A question, what grows, and the sizes."""

    question: str
    over: str
    sizes: Sequence[int]
    make: Make
    unit: str = "ms"
    bar: Bar | None = None
    is_same: bool = False
    """Whether the answer is the same at every size."""


# What is asked


def until(days: int) -> date:
    """The last date of so many."""
    return FIRST + timedelta(days=days - 1)


def cold(roster: Roster, call: Call) -> Asked:
    """A question of built objects, every cache of answers emptied before."""
    return Asked(call, forgetter(roster, call))


def windows(roster: Roster, days: int) -> Asked:
    """When is at least a third of the teams at work?"""
    quorum = max(len(roster) // 3, 1)
    return cold(
        roster, lambda: overlap.find_windows(roster, FIRST, until(days), quorum=quorum).intervals.starts
    )


def quorum(roster: Roster, days: int) -> Asked:
    """When is at least a third of all people at work, each asked for by name?"""
    ids = [f"{team.id}.{member.id}" for team in roster for member in team.members]
    most = len(ids) // 3
    return cold(
        roster,
        lambda: overlap.find_windows(roster, FIRST, until(days), teams=ids, quorum=most).intervals.starts,
    )


def headcount(roster: Roster, days: int) -> Asked:
    """When are at least a third of all people at work, counted?"""
    most = sum(len(team.members) or 1 for team in roster) // 3
    return cold(
        roster, lambda: overlap.find_windows(roster, FIRST, until(days), headcount=most).intervals.starts
    )


def coverage(roster: Roster, days: int) -> Asked:
    """When are fewer than two people at work, and how many are there when?"""

    def call() -> object:
        found = overlap.coverage(roster, FIRST, until(days), need="24x7=2")
        return found.covered_minutes, found.uncovered, found.depth

    return cold(roster, call)


def report(roster: Roster, days: int) -> Asked:
    """The whole picture, as text."""
    return cold(roster, lambda: str(overlap.report(roster, FIRST, until(days))))


def page(roster: Roster, days: int) -> Asked:
    """The whole picture, as HTML."""
    return cold(roster, lambda: overlap.report(roster, FIRST, until(days)).to_page())


def slots(roster: Roster, days: int) -> Asked:
    """The best five half hours that three teams have in common."""
    required = [team.id for team in list(roster)[:3]]
    length = timedelta(minutes=30)
    return cold(
        roster,
        lambda: overlap.suggest_slots(roster, FIRST, until(days), duration=length, required=required),
    )


def loading(whole: Company, name: str) -> Asked:
    """A roster from a file."""
    file = Path(tempfile.mkdtemp(dir=_scratch())) / name
    if name.endswith(".toml"):
        file.write_text(whole.toml(), encoding="utf-8")
        return Asked(lambda: overlap.load(file))
    file.write_text(whole.csv(), encoding="utf-8")
    return Asked(lambda: overlap.read_roster_sheet(file).roster)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def _scratch() -> str:
    """One folder for all files, which goes when Python ends."""
    if not _KEPT:
        _KEPT.append(tempfile.TemporaryDirectory(prefix="overlap-growth-"))
    return _KEPT[0].name


# Of whom


@cache
def company(people: int, teams: int = TEAMS) -> Roster:
    """People who share ten schedules a team."""
    return Company(people, teams).roster()


@cache
def strangers(people: int, teams: int = TEAMS) -> Roster:
    """The same company, where everybody is away on days that nobody else has."""
    made = []
    numbers = count()
    for team in company(people, teams):
        members = []
        for member in team.members:
            day, length = divmod(next(numbers), 20)  # no two have both the first day and the length
            first = FIRST + timedelta(day % 340)
            away = TimeOff(first, first + timedelta(length + day // 340))
            days = None if member.days is None else [WEEKDAYS[one] for one in sorted(member.days)]
            members.append(
                Member(member.id, zone=member.zone, shifts=member.shifts, days=days, time_off=[away])
            )
        made.append(Team(team.id, team.zone, team.shifts, holidays=team.holidays, members=members))
    return Roster(made, zone="UTC")


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def desks(teams: int) -> Roster:
    """So many teams of one person each."""
    return Company(teams, teams).roster()


FIXED_TEAMS = 400
"""Teams that are dealt out to more and more zones."""


def in_zones(amount: int, teams: int) -> Roster:
    """The same teams, in so many zones."""
    keys = sorted(key for key in zones.zone_keys() if "/" in key and not key.startswith("Etc/"))[:amount]
    assert len(keys) == amount
    shift = Shift("09:00", "17:00")
    return Roster([Team(f"t{at}", keys[at % amount], [shift]) for at in range(teams)], zone="UTC")


def zones_cold(amount: int, teams: int) -> Asked:
    """From nothing: zone data are read, teams made, windows found."""

    def forget() -> None:
        zones._made.clear()
        zones._walls_of.cache_clear()
        before()

    def call() -> object:
        roster = in_zones(amount, teams)
        return overlap.find_windows(roster, FIRST, until(YEAR), quorum=teams // 3).intervals.starts

    before = forgetter(in_zones(amount, teams), call)
    return Asked(call, forget)


def zones_warm(amount: int, teams: int) -> Asked:
    """The same question of the same teams again."""
    roster = in_zones(amount, teams)
    return Asked(lambda: overlap.find_windows(roster, FIRST, until(YEAR), quorum=teams // 3).intervals.starts)


def tickets(amount: int) -> Asked:
    """Eight working hours from each of so many instants."""
    team = Team("desk", "America/New_York", [Shift("09:00", "17:30")])
    first = (FIRST - date(1970, 1, 1)).days * 1440
    starts = [first + at * 7919 % (YEAR * 1440) for at in range(amount)]
    return Asked(lambda: WorkClock(team).add_many(starts, timedelta(hours=8)))


# All questions

Sizes = tuple[int, ...]
Ask = Callable[[Roster, int], Asked]

WINDOWS, QUORUM, HEADCOUNT = (
    "windows of a third of the teams",
    "quorum of a third of all",
    "headcount of a third",
)
COVERAGE, SLOTS, REPORT, PAGE = "coverage", "slots of three teams", "report", "report as a page"
ASKS: dict[str, Ask] = {
    WINDOWS: windows,
    QUORUM: quorum,
    HEADCOUNT: headcount,
    COVERAGE: coverage,
    SLOTS: slots,
    REPORT: report,
    PAGE: page,
}
LOADED = {"load a team file": "company.toml", "load a spreadsheet": "company.csv"}

SAME, DIFFERENT = "people of the same schedules", "people who are all different"


def of_people(question: str, made: Callable[[int], Roster], days: int) -> Make:
    """A question that grows with the roster."""
    return lambda size: ASKS[question](made(size), days)


def of_days(question: str, made: Callable[[], Roster]) -> Make:
    """A question that grows with the horizon."""
    return lambda size: ASKS[question](made(), size)


def of_text(question: str, made: Callable[[int], Company]) -> Make:
    """A file that grows."""
    name = LOADED[question]
    return lambda size: loading(made(size), name)


def growths(how: How) -> Iterator[Growth]:
    """Each question with its sizes; zones last, for they are forgotten there."""
    # At smoke size everything is small: that it runs is all that is asked.
    in_all = 3 if how.smoke else TEAMS
    year, quarter, month = (14, 14, 14) if how.smoke else (YEAR, QUARTER, MONTH)
    ours, theirs = partial(company, teams=in_all), partial(strangers, teams=in_all)
    people = how.pick(smoke=(6, 12), quick=(200, 600, 1_800, 5_400), full=(400, 1_600, 6_400, 25_600))
    for question, days in ((WINDOWS, year), (QUORUM, year), (HEADCOUNT, year), (COVERAGE, quarter)):
        make = of_people(question, ours, days)
        yield Growth(question, SAME, people, make, bar=ANSWERS, is_same=question == WINDOWS and not how.smoke)
    for question in (SLOTS, REPORT):
        yield Growth(question, SAME, people, of_people(question, ours, month), bar=ANSWERS)
    for question in LOADED:
        make = of_text(question, lambda size: Company(size, in_all))
        yield Growth(question, SAME, people, make, bar=LINEAR)

    people = how.pick(smoke=(6, 12), quick=(50, 200, 800, 3_200), full=(100, 400, 1_600, 6_400))
    for question, days in ((QUORUM, year), (HEADCOUNT, year), (COVERAGE, quarter), (REPORT, month)):
        yield Growth(question, DIFFERENT, people, of_people(question, theirs, days), bar=SORTED)

    days = how.pick(smoke=(7, 14), quick=(28, 56, 112, 224), full=(28, 91, 364, 1_092))
    some = partial(ours, 6 if how.smoke else 200)
    for question in (WINDOWS,) if how.smoke else ASKS:
        yield Growth(question, "days", days, of_days(question, some), bar=LINEAR)

    teams = how.pick(smoke=(3, 6), quick=(10, 20, 40, 80), full=(10, 40, 160, 640))
    for question, days, bar in ((WINDOWS, year, SORTED), (COVERAGE, quarter, SORTED), (SLOTS, quarter, None)):
        yield Growth(question, "teams", teams, of_people(question, desks, days), bar=bar)
    for question in LOADED:
        make = of_text(question, lambda size: Company(size, size))
        yield Growth(question, "teams", teams, make, bar=LINEAR)
    teams = how.pick(smoke=(2, 3), quick=(5, 10, 20, 40), full=(10, 20, 40, 80))
    for question in () if how.smoke else (REPORT, PAGE):
        yield Growth(question, "teams", teams, of_people(question, desks, month))
    yield Growth("size of the page", "teams", teams, of_people(PAGE, desks, month), unit="kB")

    amounts = how.pick(
        smoke=(50, 100), quick=(1_000, 5_000, 25_000, 125_000), full=(1_000, 10_000, 100_000, 1_000_000)
    )
    yield Growth("due dates, a batch", "tickets", amounts, tickets, bar=LINEAR)

    places = how.pick(smoke=(2, 4), quick=(10, 30, 90, 270), full=(6, 24, 96, 384))
    fixed = 10 if how.smoke else FIXED_TEAMS
    question = f"windows of {fixed} teams"
    yield Growth(question, "zones, asked again", places, lambda size: zones_warm(size, fixed), bar=ZONES)
    yield Growth(question, "zones, from nothing", places, lambda size: zones_cold(size, fixed))


def measured(growth: Growth, how: How) -> Exponent:
    """A growth's exponent, once its answers are not trivial."""
    asked = {size: growth.make(size) for size in growth.sizes}
    answers = {size: one.call() for size, one in asked.items()}
    told = f"{growth.question}, by {growth.over}"
    for size, answer in answers.items():
        if not answer:
            raise AnswersDiffer(f"{told}: nothing for {size}")
    first, *others = answers.values()
    if growth.is_same and any(other != first for other in others):
        raise AnswersDiffer(f"{told}: another answer for more people")
    if growth.unit == "kB":
        sizes = {size: Times((len(str(answer)) / 1e3,)) for size, answer in answers.items()}
        return exponent(growth.question, growth.over, sizes, unit="kB", bar=growth.bar)
    contenders = [Contender(str(size), one.call, one.before) for size, one in asked.items()]
    times = take_turns(contenders, how, turns=TURNS)
    by_size = {size: times[str(size)] for size in growth.sizes}
    return exponent(growth.question, growth.over, by_size, unit=growth.unit, bar=growth.bar)


def figures(how: How) -> Iterator[Exponent]:
    """Every growth that is asked for: `--only teams`, `--only zones`."""
    seen: set[str] = set()
    for growth in growths(how):
        if how.smoke and {growth.question, growth.over} <= seen:
            continue  # each question and each kind of growth once
        if how.wants(growth.over) or how.wants(growth.question):
            seen |= {growth.question, growth.over}
            yield measured(growth, how)


if __name__ == "__main__":
    sys.exit(alone(sys.modules[__name__]))
