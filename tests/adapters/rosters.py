"""Rosters of every kind the classes can express, with the stand-ins of `fakes` for holidays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from hypothesis import assume
from hypothesis import strategies as st

from overlap.core.civil import DAY, WEEKDAYS, time_text
from overlap.errors import OverlapError
from overlap.people.absence import Closure, TimeOff
from overlap.people.bridges import BRIDGES
from overlap.people.calendars import Calendar
from overlap.people.flex import Flex
from overlap.people.listing import BEYOND
from overlap.people.meetings import LONGEST_MINUTES, HolidayFor, Meeting
from overlap.people.members import Member, Observance
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.roster import Defaults, Roster
from overlap.people.rules import Rule, RuleEffect, easter, fixed, nth_weekday, once
from overlap.people.schedule import RAMADAN, Cycle, Season, yearly_seasons
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.people.workpattern import OVERNIGHT
from tests.adapters.fakes import CATEGORIES, DAYS, PLACES, FakeTable, fake_observance, fake_ramadans

NASTY_TEXT = st.sampled_from(
    ["x", "é\n\t\"'\\", "# [a] = {", "\r\n", "\x00\x7f\x85", "😀", " ", '"""', "off"]
)
TEXTS = NASTY_TEXT | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NAMES = TEXTS.filter(lambda text: bool(text.strip()) and text != "off")
IDS = st.sampled_from(["a", "b", "São Paulo", "#1", '"', "x y", "off", "d\\e", "end"])
ZONES = st.sampled_from(["UTC", "Asia/Manila", "America/New_York", "Asia/Kathmandu", "Etc/GMT+3"])
DATES = st.dates(date(1, 1, 1), date(9999, 12, 31)) | st.dates(date(2026, 1, 1), date(2027, 12, 31))
WEEKS = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True)
MINUTES = st.integers(1, 10**9) | st.sampled_from([1, 30, 60])
COUNTS = st.none() | st.integers(1, 40)
NTHS: tuple[int | Literal["last"], ...] = (1, 4, 5, "last")
HOLIDAYS_FOR: st.SearchStrategy[HolidayFor] = st.sampled_from(("required", "anyone", 1, 2, 10**9))
STARTS = st.integers(0, 1439).map(time_text)
ENDS = st.integers(0, 1440).map(time_text)
EMAILS = st.sampled_from(["ana@example.com", "a.b+c@x", "Ñandú@exämple.org", f"{'x' * 64}@{'y' * 255}"])
ORGANIZERS = EMAILS | st.builds(
    "{} <{}>".format, st.sampled_from(["Ana Reyes", "Reyes, Ana", "a 'b\\ \U0001f600", "ana", "a@b"]), EMAILS
)
URLS = st.sampled_from(["", "https://meet.example.com/sync?x=1&y=%20#z", "http://x", "https://exämple.org/ü"])

COINS = st.booleans()
LENGTHS = st.integers(1, 1439)
BREAK_DAYS = st.none() | WEEKS
BREAKS = st.builds(
    Break, after_minutes=st.integers(0, 90), minutes=st.integers(1, 30), paid=COINS, days=BREAK_DAYS
) | st.builds(
    lambda start, length, paid, days: Break(
        time_text(start), time_text((start + length) % DAY or DAY), paid=paid, days=days
    ),
    st.integers(0, 1439),
    LENGTHS,
    COINS,
    BREAK_DAYS,
)
EFFECTS: st.SearchStrategy[RuleEffect] = st.sampled_from(["off", "soft", "info"])
RULE_HOURS = st.sampled_from(
    [(None, None), ("13:00", None), (None, "14:00"), ("00:00", "24:00"), ("09:30", "12:15")]
)
MONTH_DAYS = st.sampled_from(["01-01", "02-29", "12-24", "12-31"])


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date]:
    start = draw(DATES)
    days = draw(st.sampled_from([0, 0, 1, 30]))
    return start, start if start > date(9990, 1, 1) else start + timedelta(days=days)


@st.composite
def shifts(draw: st.DrawFn, *, plain: bool = False, name: str | None = None) -> Shift:
    breaks = draw(st.lists(BREAKS, max_size=2) if draw(COINS) else st.just([]))
    try:
        shift = Shift(
            draw(STARTS),
            draw(ENDS),
            name=draw(maybe(NAMES)) if name is None else name,  # type: ignore[arg-type]
            breaks=breaks,
            days=None if plain else draw(maybe(WEEKS)),  # type: ignore[arg-type]
            headcount=draw(COUNTS),
            zone=draw(maybe(ZONES)),  # type: ignore[arg-type]
        )
    except OverlapError:
        return Shift("08:00", "17:00", name=name)
    return shift.shortened(1) or shift if draw(COINS) else shift


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """A rule of each kind."""
    name = draw(st.none() | NAMES)
    start, until = draw(RULE_HOURS)
    effect = draw(EFFECTS)
    kind = draw(st.sampled_from(["easter", "fixed", "nth", "date"]))
    if kind == "easter":
        days = draw(st.sampled_from([-100, -47, 0, 1, 100]))
        return easter(days, name, orthodox=draw(COINS), start=start, until=until, effect=effect)
    if kind == "fixed":
        return fixed(draw(MONTH_DAYS), name, start=start, until=until, effect=effect)
    if kind == "date":
        return once(draw(DATES), name, start=start, until=until, effect=effect)
    return nth_weekday(
        draw(st.sampled_from([1, 5, -1, -5])),
        draw(st.sampled_from(WEEKDAYS)),
        draw(st.integers(1, 12)),
        name,
        plus_days=draw(st.sampled_from([-31, 0, 1, 31])),
        start=start,
        until=until,
        effect=effect,
    )


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    table = FakeTable(tuple(draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True))))
    if draw(COINS):
        return Calendar(table)
    named = st.lists(st.sampled_from(DAYS) | DATES, max_size=2).map(tuple)
    days = draw(st.lists(DATES, max_size=5, unique=True))
    pairs = [(day, draw(NAMES)) for day in days]
    moves = {draw(DATES): draw(DATES) for _ in range(draw(st.integers(0, 2)))}
    effects = draw(
        st.dictionaries(
            st.sampled_from(CATEGORIES).filter(lambda one: one != "workday"),
            st.sampled_from(["off", "part", "soft", "info", "working"]),
            max_size=2,
        )
    )
    return Calendar(
        table,
        draw(named),
        draw(named),
        tuple(pairs[:2]),
        tuple(moves.items()),
        tuple(pairs[2:]),
        draw(st.sampled_from([frozenset[int](), frozenset({4, 5}), frozenset({5, 6}), frozenset({6})])),
        tuple(draw(st.lists(rules(), max_size=3))),
        tuple(sorted(effects.items())),  # type: ignore[arg-type] # each is a status
        draw(st.none() | st.sampled_from(BRIDGES)),
        draw(COINS),
        draw(COINS),
        draw(st.lists(st.sampled_from([*DAYS, *CATEGORIES]), max_size=2).map(tuple)),
        draw(st.sampled_from(BEYOND)),
    )


def observances(home: str | None) -> st.SearchStrategy[list[Observance]]:
    """What people who live at a place keep besides."""
    return st.lists(
        st.sampled_from([*DAYS, *PLACES]).map(lambda what: fake_observance(what, home)), max_size=2
    )


@st.composite
def seasons(draw: st.DrawFn, *, cycle: Cycle | None) -> list[Season]:
    blocks: list[list[Season]] = []

    def work() -> tuple[list[Shift] | None, int]:
        if draw(COINS):
            return None, draw(st.integers(1, 700))
        names = sorted({*cycle.days} - {"off"}) if cycle is not None else [None] * draw(st.integers(0, 2))
        return [draw(shifts(plain=cycle is not None, name=name)) for name in names], 0

    if draw(st.integers(0, 3)) == 0:
        own, shorten = work()
        place = draw(st.sampled_from(PLACES))
        offset = draw(st.sampled_from([0, 1, -1, 2, 3, -3]))
        plain = fake_ramadans(place, offset_days=offset)
        announced = [first + timedelta(draw(st.integers(-3, 3))) for first, _ in plain if draw(COINS)][:1]
        dates = fake_ramadans(place, offset_days=offset, starts=announced)
        name = draw(st.just("Ramadan") | TEXTS)
        blocks.append(
            [
                Season(*one, shifts=own, shorten_minutes=shorten, name=name, precedence=RAMADAN)
                for one in dates
            ]
        )
    if draw(st.integers(0, 7)) == 0:
        own, shorten = work()
        days = draw(st.sampled_from([("06-15", "09-15"), ("12-20", "01-06"), ("01-01", "12-31")]))
        name = draw(st.just("season") | TEXTS)
        blocks.append(list(yearly_seasons(*days, shifts=own, shorten_minutes=shorten, name=name)))
    for index in range(draw(st.integers(0, 3))):
        own, shorten = work()
        start = date(2026 + index, 1, 1)
        end = start + timedelta(days=draw(st.integers(0, 300)))
        blocks.append([Season(start, end, shifts=own, shorten_minutes=shorten, name=draw(TEXTS))])
    return [season for block in draw(st.permutations(blocks)) for season in block]


@st.composite
def members(
    draw: st.DrawFn, member_id: str, team_shifts: list[Shift], home: str | None, elective_days: int
) -> Member:
    own: list[Shift | str] | None = None
    if draw(COINS):
        own = []
        if draw(COINS) and team_shifts:
            own.append(draw(st.sampled_from(team_shifts)).name)
        elif draw(COINS):
            own.append(draw(shifts()))
    off = st.builds(
        lambda span, hours, name: TimeOff(*span, from_time=hours[0], until_time=hours[1], name=name),
        spans(),
        st.sampled_from([(None, None), ("00:00", "24:00"), ("13:00", "17:30"), (None, "12:00")]),
        TEXTS | st.just("time off"),
    )
    holidays = draw(st.none() | calendars())
    return Member(
        member_id,
        name=draw(maybe(TEXTS)),  # type: ignore[arg-type]
        zone=draw(maybe(ZONES)),  # type: ignore[arg-type]
        shifts=own,
        days=draw(maybe(WEEKS)),  # type: ignore[arg-type]
        holidays=holidays,
        time_off=draw(st.lists(off, max_size=2)),
        busy=draw(st.lists(TEXTS, max_size=2)),
        skills=draw(st.lists(TEXTS, max_size=2)),
        role=draw(st.sampled_from(["required", "optional"])),
        weight=draw(st.just(1) | MINUTES),
        observes=draw(observances(home if holidays is None else holidays.places[0])),
        elective=draw(st.lists(DATES, max_size=elective_days, unique=True)),
        overnight=draw(st.none() | st.sampled_from(OVERNIGHT)),
        birthday=draw(st.none() | MONTH_DAYS | DATES),
        joined=draw(st.none() | DATES),
        email=draw(st.none() | EMAILS),
    )


FLEXES = st.builds(
    Flex,
    earlier_minutes=st.integers(0, 300),
    later_minutes=st.integers(0, 300),
    earliest_start=st.none() | st.sampled_from(["00:00", "06:00"]),
    latest_end=st.none() | st.sampled_from(["06:01", "26:00", "48:00"]),
    cohorts=st.integers(1, 3),
    min_cohort=st.integers(1, 3),
    clocks=st.just(("local",)) | st.lists(ZONES | st.just("local"), max_size=2),
) | st.sampled_from([Flex(), Flex(fixed=True)])


@st.composite
def teams(draw: st.DrawFn, team_id: str, shared: list[Calendar]) -> Team:
    cycle = None
    if draw(COINS):
        own = draw(st.lists(shifts(), max_size=3))
    else:
        names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
        own = [draw(shifts(plain=True, name=name)) for name in names]
        cycle = Cycle(draw(DATES), draw(st.lists(st.sampled_from([*names, "off"]), min_size=1, max_size=5)))
    ids = draw(st.lists(IDS, max_size=2, unique=True))
    some = st.none() | st.sampled_from(shared) | calendars()
    holidays, local = draw(some), draw(st.none() | some)
    lived = holidays if local is None else local
    home = None if lived is None else lived.places[0]
    elective_days = draw(st.sampled_from([0, 0, 2, 10**9]))
    chosen = min(elective_days, 2)
    try:
        return Team(
            team_id,
            draw(ZONES),
            own,
            name=draw(maybe(TEXTS)),  # type: ignore[arg-type]
            days=draw(maybe(WEEKS)),  # type: ignore[arg-type]
            cycle=cycle,
            seasons=draw(seasons(cycle=cycle)),
            holidays=holidays,
            local_holidays=local,
            observes=draw(observances(home)),
            elective_days=elective_days,
            overnight=draw(st.sampled_from(OVERNIGHT)),
            closures=draw(
                st.lists(st.builds(lambda span, name: Closure(*span, name=name), spans(), TEXTS), max_size=2)
            ),
            headcount=draw(st.none() | st.integers(40, 10**9)),
            members=[draw(members(member_id, own, home, chosen)) for member_id in ids],
            flex=draw(maybe(FLEXES)),  # type: ignore[arg-type]
            skills=draw(st.lists(TEXTS, max_size=2)),
            email=draw(st.none() | EMAILS),
        )
    except OverlapError:
        assume(False)
        raise


@st.composite
def meetings(draw: st.DrawFn, meeting_id: str, people: list[str], team_ids: list[str]) -> Meeting:
    start = draw(maybe(DATES))
    end = draw(maybe(st.just(date(9999, 12, 31))))
    who = st.lists(st.sampled_from(people), unique=True, max_size=3)
    invited, must = draw(who), draw(who)
    if not invited and not must:
        must = people[:1]
    every = draw(st.sampled_from(["day", "week", "month", "2 weeks", "1 month", "31 days"]))
    on = draw(st.just([]) | WEEKS)
    is_counted = on and "month" in every
    return Meeting(
        meeting_id,
        minutes=draw(st.integers(1, LONGEST_MINUTES) | st.sampled_from([1, 30, 60])),
        title=draw(maybe(TEXTS)),  # type: ignore[arg-type]
        teams=invited,
        required=must,
        optional=draw(who),
        quorum=draw(st.none() | st.integers(1, len(must or invited))),
        every=every,
        on=on,
        nth=draw(st.none() | st.sampled_from(NTHS)) if is_counted else None,
        at=draw(maybe(STARTS)),  # type: ignore[arg-type]
        anchor=draw(maybe(st.sampled_from(team_ids) | ZONES)),  # type: ignore[arg-type]
        start=start,  # type: ignore[arg-type]
        end=end,  # type: ignore[arg-type]
        count=None if end is not None else draw(COUNTS),
        on_holiday=draw(st.sampled_from(["skip", "move", "keep"])),
        holiday_for=draw(HOLIDAYS_FOR),
        description=draw(TEXTS | st.just("")),
        location=draw(TEXTS | st.just("")),
        url=draw(URLS),
        organizer=draw(st.none() | ORGANIZERS),
        categories=draw(st.lists(TEXTS, max_size=2)),
        remind=draw(st.lists(st.integers(0, 10**9) | st.just(10), max_size=3)),
        private=draw(COINS),
    )


@st.composite
def requirements(draw: st.DrawFn, people: list[str]) -> Requirement:
    name = draw(st.none() | TEXTS)
    kinds = ["coverage", "limit"] if len(people) < 2 else ["coverage", "limit", "overlap", "handoff"]
    kind = draw(st.sampled_from(kinds))
    days, is_on_holidays = draw(maybe(WEEKS)), draw(COINS)
    own_days: list[str] | None = days  # type: ignore[assignment]
    start, end = draw(STARTS), draw(ENDS)
    end = end if end != start else "24:00" if start == "00:00" else "00:00"
    some = draw(st.lists(st.sampled_from(people), unique=True, max_size=2))
    if kind == "coverage":
        return CoverageNeed(
            start,
            end,
            zone=draw(ZONES),
            headcount=draw(st.integers(1, 9)),
            days=own_days,
            teams=some,
            skill=draw(maybe(TEXTS)),  # type: ignore[arg-type]
            holidays=is_on_holidays,
            name=name,
        )
    if kind == "limit":
        has_hours = draw(COINS)
        return LimitNeed(
            some,
            quiet_minutes=draw(st.none() | st.just(0) | MINUTES),
            rest_minutes=draw(MINUTES) if not has_hours or draw(COINS) else None,
            start=start if has_hours else None,
            end=end if has_hours else None,
            headcount=draw(st.integers(1, 9)) if has_hours else 1,
            days=own_days if has_hours else None,
            name=name,
        )
    some = draw(st.lists(st.sampled_from(people), unique=True, min_size=2, max_size=2))
    counts = draw(st.lists(st.integers(1, 9), min_size=2, max_size=2))
    people_there: Literal["everyone"] | list[int] = "everyone" if draw(COINS) else counts
    if kind == "handoff":
        return HandoffNeed(
            some[0],
            some[1],
            draw(MINUTES),
            people=people_there,
            days=own_days,
            holidays=is_on_holidays,
            name=name,
        )
    return OverlapNeed(
        some,
        draw(MINUTES),
        people=people_there,
        days=own_days,
        contiguous=draw(COINS),
        through_breaks=draw(COINS),
        holidays=is_on_holidays,
        name=name,
    )


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    shared = draw(st.lists(calendars(), min_size=1, max_size=2))
    own = [draw(teams(one, shared)) for one in draw(st.lists(IDS, min_size=1, max_size=3, unique=True))]
    team_ids = [team.id for team in own]
    people = team_ids + [f"{team.id}.{member.id}" for team in own for member in team.members]
    defaults = Defaults(
        days=draw(maybe(WEEKS)),  # type: ignore[arg-type]
        fringe_minutes=draw(st.sampled_from([0, 60, 90])),
        quiet=(draw(STARTS), draw(ENDS)) if draw(COINS) else ("22:00", "07:00"),
    )
    return Roster(
        own,
        title=draw(st.just("Roster") | TEXTS),
        zone=draw(ZONES),
        defaults=defaults,
        meetings=[
            draw(meetings(one, people, team_ids)) for one in draw(st.lists(IDS, unique=True, max_size=2))
        ],
        requirements=draw(st.lists(requirements(people), max_size=4, unique_by=lambda need: need.name)),
        id=draw(st.none() | IDS),
    )
