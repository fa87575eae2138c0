"""Relaxations are the smallest there are: every slot, length and set of bends is tried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.people.absence import Closure, TimeOff
from overlap.people.busy import Busy
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.roster import Defaults, Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.meeting_options import MeetingOptions, search_for
from overlap.planning.relaxations import Bend, Relaxation, relaxations
from overlap.planning.slots import suggest_slots
from tests.planning.brute import instant
from tests.planning.relaxation_oracle import Key, Way, every_way, expected
from tests.planning.slots_oracle import Brute, House, Person
from tests.properties.oracle import Worker
from tests.properties.strategies import FakeTable

MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True)
class NearMiss:
    """People whose hours hardly meet, and the same as brute force sees it."""

    roster: Roster
    brute: Brute
    options: dict[str, Any]
    fixed: frozenset[str]

    def __repr__(self) -> str:
        people = {one: [who.worker for who in found] for one, found in self.brute.people.items()}
        return f"NearMiss({people!r}, {self.brute.house!r}, {self.options!r}, {self.brute.duration})"

    def found(self, most: int = 99) -> tuple[Relaxation, ...]:
        start, end = (datetime.fromtimestamp(at * 60, UTC) for at in (self.brute.start, self.brute.end))
        length, options = timedelta(minutes=self.brute.duration), cast("MeetingOptions", self.options)
        return relaxations(search_for(self.roster, start, end, length, options), most=most)


ZONES = st.sampled_from(["UTC", "UTC", "Asia/Kolkata", "America/New_York", "Asia/Kathmandu", "Europe/Warsaw"])
DAYS = st.sampled_from(["2026-03-02", "2026-03-06", "2026-03-08", "2026-03-29"])
COIN = st.booleans()


@st.composite
def hours(draw: st.DrawFn) -> list[Shift]:
    """A shift of some hours, now and then split or with a break."""
    start = draw(st.integers(0, 44)) * 30
    length = draw(st.sampled_from([30, 60, 90, 120, 240]))
    found = [_shift(start, length, draw(st.sampled_from([0, 0, 30, 60])))]
    if draw(st.integers(0, 3)) == 0:
        found.append(_shift(start + length + draw(st.sampled_from([30, 60, 150])), 120, 0))
    return found


def _shift(start: int, length: int, pause: int) -> Shift:
    low, high = start % 1440, (start + length) % 1440
    breaks = [Break(after_minutes=30, minutes=pause)] if pause and pause < length - 30 else []
    text = [f"{at // 60:02d}:{at % 60:02d}" for at in (low, high)]
    return Shift(text[0], text[1] if high else "24:00", name=f"from {text[0]}", breaks=breaks)


@st.composite
def near_misses(draw: st.DrawFn) -> NearMiss:
    """Two to four people, most of the time with no slot for all."""
    day = date.fromisoformat(draw(DAYS))
    first = instant(f"{day} 00:00")
    low = first + draw(st.sampled_from([0, 0, 300, 1000]))
    end = low + draw(st.sampled_from([720, 1440, 2000]))
    quiet = draw(st.sampled_from([("22:00", "07:00"), ("00:00", "00:00"), ("12:00", "13:00")]))
    fringe = draw(st.sampled_from([0, 30, 60]))
    soft = draw(st.sampled_from([frozenset(), frozenset({day})]))
    people: dict[str, list[Person]] = {}
    teams: list[Team] = []
    busy: dict[str, list[Busy]] = {}
    fixed: set[str] = set()
    for name in "abcd"[: draw(st.integers(2, 4))]:
        key, own = draw(ZONES), draw(hours())
        keeps = draw(COIN)
        table = FakeTable(tuple(Entry(on, "Lanterns", "optional", "XX") for on in sorted(soft)))
        off = [TimeOff(day, from_time="11:00", until_time="13:00")] if draw(st.integers(0, 3)) == 0 else []
        rigid = draw(st.integers(0, 4)) == 0
        fixed |= {name} if rigid else set()
        ours = []
        if draw(COIN):
            at = first + draw(st.integers(0, 46)) * 30
            moments = (datetime.fromtimestamp(edge * 60, UTC) for edge in (at, at + 60))
            ours = busy[name] = [Busy(*moments, status=draw(st.sampled_from(["busy", "tentative"])))]
        theirs = draw(hours()) if draw(COIN) else None
        week = ["mon", "tue", "wed", "thu", "fri", "sun"]
        members = [Member("m", shifts=theirs, time_off=off)]
        teams.append(
            Team(
                name,
                key,
                own,
                days=week,
                holidays=Calendar(table) if keeps else None,
                headcount=2 if theirs is not None else 1,
                members=members,
                flex=Flex(fixed=True) if rigid else None,
            )
        )
        days = frozenset({0, 1, 2, 3, 4, 6})
        kept = soft if keeps else frozenset()
        member = Worker(key, tuple(own if theirs is None else theirs), days, absences=tuple(off))
        mine = Person(f"{name}.m", member, kept, busy=tuple(ours))
        if theirs is None:
            people[name] = [mine]
        else:
            people[name] = [Person(name, Worker(key, tuple(own), days), kept, busy=tuple(ours)), mine]
        people[f"{name}.m"] = [mine]
    named = [team.id for team in teams]
    ids = draw(st.permutations([*named, *(f"{name}.m" for name in named[:1])]))[:4]
    options: dict[str, Any] = {
        "domain": draw(st.sampled_from(["work", "work", "fringe", "waking"])),
        "soft_holidays": draw(st.sampled_from(["score", "avoid"])),
        "tentative": draw(st.sampled_from(["busy", "free"])),
        "step_minutes": draw(st.sampled_from([30, 60])),
        "buffer_before": timedelta(minutes=draw(st.sampled_from([0, 15]))),
        "per_day": draw(st.none() | st.just(1)),
    }
    options |= draw(asked_of(ids))
    brute = Brute(
        people,
        House(fringe, (int(quiet[0][:2]) * 60, int(quiet[1][:2]) * 60)),
        low,
        end,
        "UTC",
        draw(st.sampled_from([15, 30, 60, 60, 90])),
        options,
    )
    roster = Roster(teams, zone="UTC", defaults=Defaults(fringe_minutes=fringe, quiet=quiet))
    return NearMiss(roster, brute, {**options, "busy": busy}, frozenset(fixed))


@st.composite
def asked_of(draw: st.DrawFn, ids: list[str]) -> dict[str, Any]:
    """Who must come: all, or k of them, or two groups that may share somebody; and how many of all."""
    kind = draw(st.sampled_from(["all", "all", "quorum", "groups"]))
    if kind == "groups" and len(ids) > 2:
        cut = draw(st.integers(1, len(ids) - 1))
        shared = ids[: cut + draw(st.integers(0, 1))], ids[cut:]
        groups = [(one, draw(st.none() | st.integers(1, len(one)))) for one in shared]
        return {"groups": groups, "attendance": draw(st.none() | st.integers(1, len(ids)))}
    cut = draw(st.integers(1, len(ids)))
    return {
        "required": ids[:cut],
        "optional": ids[cut:],
        "quorum": draw(st.integers(1, cut)) if kind == "quorum" else None,
        "attendance": draw(st.none() | st.integers(1, len(ids))),
    }


def by_key(found: Iterable[Relaxation], minutes: int) -> dict[Key, Way]:
    """Relaxations as brute force tells them, but for looking further."""
    told = [one for one in found if one.bends[0].kind != "further"]
    ways = {
        frozenset(bend.key for bend in one.bends): Way(
            one.people, one.minutes, minutes - (one.end - one.start), one.start
        )
        for one in told
    }
    assert len(ways) == len(told)
    assert list(ways.values()) == sorted(ways.values())
    return ways


@settings(max_examples=25)
@given(near_misses())
def test_relaxations_are_the_smallest_of_all_there_are(case: NearMiss) -> None:
    ways = every_way(case.brute, fixed=case.fixed)
    if any(case.brute.is_possible(start) for start in range(case.brute.start, case.brute.end)):
        return
    found = case.found()
    further = [one for one in found if one.bends[0].kind == "further"]
    assert further == list(found[: len(further)])
    assert len(further) < 2
    wanted = expected(ways, has_further=bool(further))
    assert by_key(found, case.brute.duration) == wanted
    for most in (1, 2, 3):
        assert case.found(most) == found[:most] or len(found) > most


@settings(max_examples=20)
@given(near_misses())
def test_giving_up_what_a_relaxation_says_opens_its_slot(case: NearMiss) -> None:
    brute = case.brute
    if any(brute.is_possible(start) for start in range(brute.start, brute.end)):
        return
    for one in case.found():
        kinds = {bend.kind for bend in one.bends}
        if "hours" in kinds:
            continue
        options, end = _given_up(case, one)
        bounds = [datetime.fromtimestamp(at * 60, UTC) for at in (brute.start, end)]
        length = timedelta(minutes=one.end - one.start)
        opened = suggest_slots(case.roster, *bounds, duration=length, order="earliest", limit=999, **options)
        starts = [slot.start for slot in opened]
        assert one.start in starts
        if kinds <= {"optional", "quorum", "shorten", "further"}:
            assert starts[0] == one.start
        # And one bend less leaves it shut.
        for kept in one.bends:
            less = Relaxation(tuple(bend for bend in one.bends if bend != kept), 0, 0, one.start, one.end, "")
            if any(bend.kind == "soft-holiday" for bend in less.bends):
                continue  # the option gives up everybody's, and the bend was about one person's
            options, end = _given_up(case, less)
            length = timedelta(minutes=brute.duration if kept.kind == "shorten" else one.end - one.start)
            bounds = [datetime.fromtimestamp(at * 60, UTC) for at in (brute.start, end)]
            assert not suggest_slots(case.roster, *bounds, duration=length, **options)


def _given_up(case: NearMiss, one: Relaxation) -> tuple[dict[str, Any], int]:
    """The options with the bends of a relaxation, and the end of the horizon."""
    options = {name: value for name, value in case.options.items() if name not in ("required", "quorum")}
    missed = [bend.id for bend in one.bends if bend.kind == "optional"]
    quorums = {bend.group: bend.to for bend in one.bends if bend.kind == "quorum"}
    groups = []
    for at, (ids, quorum) in enumerate(case.brute.groups):
        left = [who for who in ids if who not in missed] if quorum == len(ids) else list(ids)
        groups.append((left, quorums.get(at, min(quorum, len(left)))))
    named = {who for ids, _ in groups for who in ids}
    options["groups"] = groups
    options["optional"] = [who for who in case.brute.ids if who not in named]
    options["attendance"] = quorums.get(len(groups), case.options.get("attendance"))
    if any(bend.kind == "soft-holiday" for bend in one.bends):
        options["soft_holidays"] = "score"
    days = sum(bend.to for bend in one.bends if bend.kind == "further")
    return options, case.brute.end + days * 1440


# Made by hand


def team(name: str, start: str, end: str, **more: Any) -> Team:
    return Team(name, more.pop("zone", "UTC"), [Shift(start, end)], name=name.title(), **more)


def asked(
    teams: list[Team],
    *,
    start: str = "2026-03-02",
    end: str | None = None,
    minutes: int = 60,
    most: int = 3,
    **more: Any,
) -> tuple[Relaxation, ...]:
    defaults = more.pop("defaults", None)
    roster = Roster(teams, zone=more.pop("home", "UTC"), defaults=defaults)
    length = timedelta(minutes=minutes)
    assert not suggest_slots(roster, start, end or start, duration=length, **more)
    options = cast("MeetingOptions", more)
    return relaxations(search_for(roster, start, end or start, length, options), most=most)


def told(found: Iterable[Relaxation]) -> list[tuple[int, int, str]]:
    return [(one.people, one.minutes, one.text) for one in found]


def test_looking_further_comes_first_and_counts_dates_of_the_reader_s_clock() -> None:
    monday = [team("a", "09:00", "12:00")]
    (one,) = asked(monday, start="2026-03-07", end="2026-03-07")
    assert told([one]) == [(0, 0, "look 2 days further")]
    assert one.bends == (Bend("further", to=2),)
    assert (one.start, one.end) == (instant("2026-03-09 09:00"), instant("2026-03-09 10:00"))
    assert one.to_dict() == {
        "text": "look 2 days further",
        "people": 0,
        "minutes": 0,
        "bends": [{"kind": "further", "days": 2}],
        "start": "2026-03-09T09:00Z",
        "end": "2026-03-09T10:00Z",
    }
    # A horizon that ends at noon takes in the morning after a day, the afternoon not.
    for hours, days in (("09:00", 1), ("13:00", 2)):
        rest = [team("a", hours, "14:00", days=["tue"])]
        (further,) = asked(rest, start="2026-03-02T00:00Z", end="2026-03-02T12:00Z")
        assert further.bends[0].to == days


def test_days_are_those_of_clocks_that_change() -> None:
    berlin = [team("a", "23:00", "24:00", zone="Europe/Berlin", days=["sun"])]
    # 29 March has 23 hours there, 25 October 25: the last hour of either is one date further.
    for saturday in ("2026-03-28", "2026-10-24"):
        (one,) = asked(berlin, start=saturday, home="Europe/Berlin")
        assert told([one]) == [(0, 0, "look 1 day further")]
    # In Cairo clocks skip the midnight that begins 24 April: that date ends a horizon of the day before.
    cairo = [team("a", "23:30", "00:30", zone="Africa/Cairo", days=["fri"])]
    (skipped,) = asked(cairo, start="2026-04-23", home="Africa/Cairo")
    assert told([skipped]) == [(0, 0, "look 2 days further")]


def test_days_are_counted_to_the_last_minute_of_a_slot() -> None:
    """A slot until a minute past midnight needs the date of that minute, or the horizon as late on it."""
    berlin = [team("a", "23:46", "00:01", zone="Europe/Berlin", days=["wed"])]
    cairo = [team("a", "23:46", "00:01", zone="Africa/Cairo", days=["sun"])]
    asked_of = {
        # From Tuesday on, Wednesday and Thursday are two dates more.
        ("2026-03-03", "2026-03-03", "Europe/Berlin"): 2,
        # To a minute past midnight of Tuesday, which is 23:01Z on Monday, the slot is two days later.
        ("2026-03-02T12:00Z", "2026-03-02T23:01Z", "Europe/Berlin"): 2,
        ("2026-03-02T12:00Z", "2026-03-02T23:00Z", "Europe/Berlin"): 3,
        ("2026-03-02T12:00Z", "2026-03-02T23:02Z", "Europe/Berlin"): 2,
        # On 24 April clocks in Cairo skip midnight: Friday to Monday are four dates after Thursday.
        ("2026-04-23", "2026-04-23", "Africa/Cairo"): 4,
    }
    for (start, end, home), days in asked_of.items():
        teams = cairo if home == "Africa/Cairo" else berlin
        (one, *_) = asked(teams, start=start, end=end, minutes=15, home=home, step_minutes=1)
        assert one.bends == (Bend("further", to=days),), (start, end)


def test_a_slot_across_the_end_of_the_horizon_is_further() -> None:
    night = [team("a", "23:30", "00:30", days=["mon"])]
    (one, *_) = asked(night)
    assert (one.start, one.bends[0].to) == (instant("2026-03-02 23:30"), 1)


def test_nothing_lies_further_than_a_quarter_or_than_holiday_data() -> None:
    def shut_until(last: str, **more: Any) -> tuple[Relaxation, ...]:
        return asked([team("a", "09:00", "10:00", closures=[Closure("2026-03-02", last)], **more)])

    (one,) = shut_until("2026-06-01")
    assert told([one]) == [(0, 0, "look 92 days further")]
    assert one.start == instant("2026-06-02 09:00")
    assert shut_until("2026-06-02") == ()
    for known_until, found in ((date(2026, 3, 6), 1), (date(2026, 3, 5), 0)):
        calendar = Calendar(FakeTable(known_until=known_until))
        further = shut_until("2026-03-05", holidays=calendar)
        assert [bend.to for one in further for bend in one.bends] == [4] * found


A = team("ann", "09:00", "12:00")


def test_a_meeting_is_shortened_to_the_longest_that_fits() -> None:
    found = asked([A, team("bob", "11:25", "16:00")], minutes=120, step_minutes=5)
    assert told(found[:1]) == [(0, 90, "shorten to 30 min")]
    assert (found[0].start, found[0].end) == (instant("2026-03-02 11:25"), instant("2026-03-02 11:55"))
    assert found[0].to_dict()["bends"] == [{"kind": "shorten", "minutes": 30}]
    short = asked([A, team("bob", "11:48", "16:00")], minutes=30, step_minutes=1)
    assert told(short[:1]) == [(0, 20, "shorten to 10 min")]
    assert short[0].start == instant("2026-03-02 11:48")
    # Above half an hour by quarters, else by five minutes.
    forty = [A, team("bob", "11:35", "16:00")]
    assert told(asked(forty, minutes=31, step_minutes=5)[:1]) == [(0, 16, "shorten to 15 min")]
    assert told(asked(forty, minutes=30, step_minutes=5)[:1]) == [(0, 5, "shorten to 25 min")]
    assert {bend.kind for one in asked(forty, minutes=5, step_minutes=60) for bend in one.bends} == {
        "hours",
        "optional",
    }


def bends_of(found: Iterable[Relaxation]) -> list[tuple[Bend, ...]]:
    return [one.bends for one in found]


def by_hours(id: str, earlier: int, later: int, person: str = "") -> Bend:
    return Bend("hours", id, earlier, later, person=person or id)


def test_hours_move_earlier_or_later_by_as_little_as_will_do() -> None:
    bob = team("bob", "12:30", "16:00")
    found = asked([A, bob], most=99)
    assert bends_of(found) == [
        (Bend("optional", "bob"),),
        (Bend("optional", "ann"),),
        (by_hours("bob", 90, 0),),
        (by_hours("ann", 0, 90),),
    ]
    assert told(found[2:]) == [
        (1, 90, "let Bob start 1 h 30 min earlier (11:00–12:00 there)"),
        (1, 90, "let Ann end 1 h 30 min later (12:30–13:30 there)"),
    ]
    assert found[3].to_dict()["bends"] == [
        {"kind": "hours", "id": "ann", "earlier_minutes": 0, "later_minutes": 90}
    ]
    for moved, start in (
        ([A, team("bob", "11:00", "16:00")], found[2].start),
        ([team("ann", "09:00", "13:30"), bob], found[3].start),
    ):
        slots = suggest_slots(Roster(moved), "2026-03-02", "2026-03-02", duration=timedelta(hours=1))
        assert [slot.start for slot in slots] == [start]
        shorter = timedelta(minutes=61)
        assert not suggest_slots(Roster(moved), "2026-03-02", "2026-03-02", duration=shorter, step_minutes=1)


def test_two_may_bend_together_and_each_counts() -> None:
    rigid = [team("cid", "12:30", "13:30", flex=Flex(fixed=True))]
    groups = [(["ann"], None), (["bob"], None), (["cid"], None)]
    found = asked([A, team("bob", "13:30", "16:00"), *rigid], groups=groups, most=99)
    assert bends_of(found) == [(by_hours("ann", 0, 90), by_hours("bob", 60, 0))]
    assert (found[0].people, found[0].minutes) == (2, 150)
    assert found[0].text == (
        "let Ann end 1 h 30 min later (12:30–13:30 there) and let Bob start 1 h earlier (12:30–13:30 there)"
    )


def test_hours_move_both_ways_around_work_and_across_the_middle_of_a_split_day() -> None:
    only = team("cid", "08:30", "11:30", flex=Flex(fixed=True))
    groups = [(["cid"], None), (["bob"], None)]
    both = asked([only, team("bob", "09:00", "10:30")], minutes=180, groups=groups, most=99)
    assert (by_hours("bob", 30, 60),) in bends_of(both)
    text = next(one.text for one in both if one.bends == (by_hours("bob", 30, 60),))
    assert text == ("let Bob start 30 min earlier and end 1 h later (08:30–11:30 there)")
    split = Team("bob", "UTC", [Shift("06:00", "09:00"), Shift("10:30", "12:00", name="late")])
    across = asked([only, split], minutes=180, groups=groups, most=99)
    assert (by_hours("bob", 0, 90),) in bends_of(across)
    # Nearer to the later part, they start that earlier.
    late = team("cid", "09:30", "11:00", flex=Flex(fixed=True))
    before = asked([late, split], minutes=75, groups=groups, most=99)
    assert (by_hours("bob", 45, 0),) in bends_of(before)


def test_of_a_team_whoever_moves_least_is_named() -> None:
    ana = Member("ana", name="Ana", shifts=[Shift("08:00", "10:45")])
    crew = Team("crew", "Asia/Kolkata", [Shift("06:00", "09:00")], name="Crew", headcount=2, members=[ana])
    only = team("cid", "05:30", "06:00", flex=Flex(fixed=True))  # 11:00 to 11:30 in Kolkata
    found = asked([only, crew], minutes=30, groups=[(["cid"], None), (["crew"], None)], most=99)
    (bent,) = [one for one in found if one.bends == (by_hours("crew", 0, 45, "crew.ana"),)]
    assert bent.text == "let Ana (Crew) end 45 min later (11:00–11:30 there)"
    assert bent.to_dict()["bends"] == [
        {"kind": "hours", "id": "crew", "person": "crew.ana", "earlier_minutes": 0, "later_minutes": 45}
    ]


def test_fixed_hours_quiet_hours_and_breaks_are_never_moved_over() -> None:
    only = team("cid", "20:00", "24:00", flex=Flex(fixed=True))
    groups = [(["cid"], None), (["bob"], None)]

    def kinds(bob: Team, **more: Any) -> list[tuple[Bend, ...]]:
        return bends_of(asked([only, bob], groups=groups, most=99, step_minutes=60, **more))

    assert kinds(team("bob", "12:00", "19:00")) == [(by_hours("bob", 0, 120),)]
    assert kinds(team("bob", "12:00", "19:00", flex=Flex(fixed=True))) == []
    quiet = Defaults(quiet=("20:30", "07:00"))
    assert kinds(team("bob", "12:00", "19:00"), defaults=quiet) == [
        (Bend("shorten", to=30), by_hours("bob", 0, 90))
    ]
    pause = Team("bob", "UTC", [Shift("12:00", "20:30", breaks=[Break("19:00", "20:30")])], name="Bob")
    assert kinds(pause) == []


def test_hours_move_by_four_hours_in_all_and_no_more() -> None:
    groups = [(["cid"], None), (["bob"], None)]

    def moved(start: str, end: str) -> list[tuple[Bend, ...]]:
        only = team("cid", start, end, flex=Flex(fixed=True))
        return bends_of(asked([only, team("bob", "09:00", "12:00")], groups=groups, most=99, step_minutes=1))

    assert moved("15:00", "16:00") == [(by_hours("bob", 0, 240),)]
    assert moved("15:15", "16:00")[0][0] == Bend("shorten", to=45)
    assert moved("15:01", "16:01") == [(Bend("shorten", to=45), by_hours("bob", 0, 226))]
    assert moved("16:00", "17:00") == []
    long = team("cid", "07:30", "15:30", flex=Flex(fixed=True))
    found = asked([long, team("bob", "10:00", "13:00")], minutes=480, groups=groups, most=99)
    assert bends_of(found)[0] == (Bend("shorten", to=180),)
    assert (by_hours("bob", 150, 150),) not in bends_of(found)
    less = asked([long, team("bob", "09:30", "13:30")], minutes=480, groups=groups, most=99)
    assert (by_hours("bob", 120, 120),) in bends_of(less)


def test_busy_people_do_not_bend() -> None:
    only = team("cid", "12:00", "13:00", flex=Flex(fixed=True))
    groups = [(["cid"], None), (["bob"], None)]
    busy = {"bob": [Busy("2026-03-02T12:30Z", "2026-03-02T13:30Z")]}
    found = asked([only, A.replace(id="bob")], groups=groups, busy=busy, most=99)
    assert bends_of(found) == [(Bend("shorten", to=30), by_hours("bob", 0, 30))]


def test_only_groups_of_all_can_make_somebody_optional_and_only_others_lower_a_quorum() -> None:
    teams = [
        team(name, "09:00", "12:00", days=[day]) for name, day in (("a", "mon"), ("b", "tue"), ("c", "wed"))
    ]
    rigid = [one.replace(flex=Flex(fixed=True)) for one in teams]
    every = asked(rigid, end="2026-03-04", most=99)
    assert told(every) == [
        (2, 120, "make B optional and make C optional"),
        (2, 120, "make A optional and make C optional"),
        (2, 120, "make A optional and make B optional"),
    ]
    assert every[0].to_dict()["bends"] == [{"kind": "optional", "id": "b"}, {"kind": "optional", "id": "c"}]
    two = asked(rigid, end="2026-03-04", quorum=2, most=99)
    assert told(two) == [(1, 60, "be content with 1 of 3")]
    assert two[0].to_dict()["bends"] == [{"kind": "quorum", "group": 0, "quorum": 1}]
    # Nobody alone becomes optional: somebody must remain.
    assert asked(rigid[:1], start="2026-03-03", end="2026-03-05", required=["a"], most=99)[0].bends == (
        Bend("further", to=4),
    )


def test_a_quorum_falls_by_as_many_people_as_it_takes() -> None:
    days = ["mon", "tue", "wed", "thu"]
    rigid = [
        team(name, "09:00", "12:00", days=[day], flex=Flex(fixed=True))
        for name, day in zip("abcd", days, strict=True)
    ]
    (one,) = asked(rigid, end="2026-03-05", quorum=3, most=99)
    assert told([one]) == [(2, 120, "be content with 1 of 4")]
    assert (
        asked(rigid, start="2026-03-07", end="2026-03-07", groups=[(["a", "b"], 1)])[0].bends[0].kind
        == "further"
    )


def test_of_two_ways_to_lower_the_same_quorums_the_first_in_time_is_given() -> None:
    def part_time(name: str, *hours: str) -> Team:
        shifts = [Shift(one[:5], one[6:], name=one) for one in hours]
        return Team(name, "UTC", shifts, flex=Flex(fixed=True))

    early, nine, noon = "08:10-08:50", "09:00-10:00", "12:00-13:00"
    teams = [
        part_time("a", early, nine, noon),
        part_time("b", nine),
        part_time("e", early, nine, noon),
        part_time("f", early, noon),
        *(part_time(name) for name in "cdgh"),
    ]
    groups = [(["a", "b", "c", "d"], 3), (["e", "f", "g", "h"], 3)]
    (one,) = asked(teams, groups=groups, minutes=30, step_minutes=60, most=99)
    assert one.bends == (Bend("quorum", to=2, group=0), Bend("quorum", to=1, group=1))
    assert one.start == instant("2026-03-02 09:00")


def test_an_attendance_falls_and_makes_nobody_optional() -> None:
    rigid: dict[str, Any] = {"flex": Flex(fixed=True)}
    teams = [
        team("a", "09:00", "12:00", **rigid),
        team("b", "09:00", "12:00", **rigid),
        team("c", "13:00", "15:00", **rigid),
    ]
    for attendance in (2, 3):
        found = asked(teams, required=["a", "c"], optional=["b"], attendance=attendance, most=99)
        assert found
    (only,) = asked(teams, required=["a", "b"], optional=["c"], attendance=3, most=99)
    assert told([only]) == [(1, 60, "be content with 2 of all 3 asked")]
    assert only.bends == (Bend("quorum", to=2, group=1),)


def test_groups_are_named_where_there_are_several() -> None:
    rigid: dict[str, Any] = {"flex": Flex(fixed=True)}
    teams = [
        team("a", "09:00", "12:00", **rigid),
        team("b", "13:00", "14:00", **rigid),
        team("c", "13:00", "14:00", **rigid),
        team("d", "09:00", "12:00", **rigid),
    ]
    found = asked(teams, groups=[(["a"], None), (["b", "c", "d"], 2)], most=99)
    assert told(found) == [(1, 60, "be content with 1 of 3 (B, C and D)")]


def test_somebody_in_two_groups_bends_once() -> None:
    rigid: dict[str, Any] = {"flex": Flex(fixed=True)}
    teams = [
        team("a", "09:00", "12:00", **rigid),
        team("b", "09:00", "12:00", **rigid),
        team("c", "12:30", "15:00"),
    ]
    found = asked(teams, groups=[(["a", "c"], None), (["b", "c"], None)], most=99)
    assert bends_of(found) == [(Bend("optional", "c"),), (by_hours("c", 90, 0),)]
    assert {one.people for one in found} == {1}
    alone = asked(teams, groups=[(["a", "b"], None), (["c"], None)], most=99)
    assert bends_of(alone) == [(by_hours("c", 90, 0),)]


def lanterns(name: str, start: str, end: str) -> Team:
    table = FakeTable((Entry(date(2026, 3, 2), "Lantern Festival", "optional", "XX"),))
    return team(name, start, end, holidays=Calendar(table))


def test_a_soft_holiday_is_met_on_only_where_they_would_work() -> None:
    found = asked(
        [A, lanterns("bob", "08:00", "10:00")],
        groups=[(["ann"], None), (["bob"], None)],
        soft_holidays="avoid",
        most=99,
    )
    assert bends_of(found)[1:] == [(Bend("soft-holiday", "bob", person="bob"),)]
    assert told(found) == [
        (0, 0, "look 1 day further"),
        (1, 60, "let Bob meet on a soft holiday (Lantern Festival)"),
    ]
    assert found[1].to_dict()["bends"] == [{"kind": "soft-holiday", "id": "bob"}]
    assert found[1].start == instant("2026-03-02 09:00")


def test_few_are_given_and_search_ends_where_there_is_a_choice() -> None:
    bob = team("bob", "12:30", "16:00")
    every = asked([A, bob], most=99)
    assert len(every) == 4
    for most in (1, 2, 3):
        assert asked([A, bob], most=most) == every[:most]
    # Looking a day further is one; with one more that takes nobody there is a choice.
    two = asked(
        [
            A,
            Team(
                "bob",
                "UTC",
                [Shift("11:30", "16:00", days=["mon"]), Shift("11:00", "16:00", name="tue", days=["tue"])],
            ),
        ]
    )
    assert [one.bends[0].kind for one in two] == ["further", "shorten"]
    assert {one.people for one in two} == {0}


def test_where_nobody_can_bend_far_enough_there_is_none() -> None:
    rigid = [
        team("a", "09:00", "12:00", flex=Flex(fixed=True)),
        team("b", "13:00", "16:00", flex=Flex(fixed=True)),
    ]
    assert asked(rigid, groups=[(["a"], None), (["b"], None)], most=99) == ()
    idle = Team("idle", "UTC", [])
    assert asked([idle], most=99) == ()
    assert bends_of(asked([A, idle], most=99)) == [(Bend("optional", "idle"),)]


def test_no_start_allowed_means_no_relaxation_but_to_look_further() -> None:
    (one,) = asked([A], not_on=["mon"], most=99)
    assert told([one]) == [(0, 0, "look 1 day further")]
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    fixed = team("ann", "09:00", "12:00", flex=Flex(fixed=True))
    (notice,) = asked([fixed], now=now, most=99)
    assert notice.bends == (Bend("further", to=1),)


def test_two_quorums_are_no_choice_where_one_of_them_lower_still_is_enough_later() -> None:
    """At 09:00 two of the first group are there and one of the second, at 15:00 one and two."""

    def part_time(name: str, *starts: int) -> Team:
        shifts = [Shift(f"{hour:02d}:00", f"{hour + 1:02d}:00", name=str(hour)) for hour in starts]
        return Team(name, "UTC", shifts, flex=Flex(fixed=True))

    teams = [
        *(part_time("a", 9, 15), part_time("b", 9), part_time("c"), part_time("x")),
        *(part_time("d", 9, 15), part_time("e", 15), part_time("f")),
    ]
    (one,) = asked(teams, groups=[(["a", "b", "c", "x"], 3), (["d", "e", "f"], 2)], most=99)
    assert (one.people, one.bends) == (2, (Bend("quorum", to=1, group=0),))
    assert one.start == instant("2026-03-02 15:00")


def test_hours_on_another_date_than_the_reader_s_say_so() -> None:
    teams = [
        team("york", "20:00", "21:00", zone="America/New_York", days=["mon"], flex=Flex(fixed=True)),
        team("manila", "10:00", "18:00", zone="Asia/Manila"),
    ]
    found = [one.text for one in asked(teams, home="America/New_York", most=99)]
    assert "let Manila start 1 h earlier (09:00–10:00 +1 day there)" in found
