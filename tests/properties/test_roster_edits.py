"""A roster edited as its users do: with the constructors, with `Team.replace`, and in its file.

Law: whatever way an edit takes, what comes of it is what is made anew of the same facts, or the same refusal;
the roster before it stays as it was, and its answers are those of a walk over minutes. The facts are plain
values, kept beside the roster and changed on their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import tomli
import tomli_w
from hypothesis import assume, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from overlap.adapters.statutory import HolidayCalendar
from overlap.adapters.team_file import load, loads
from overlap.adapters.team_writer import dumps, write
from overlap.core.civil import iso_minute
from overlap.core.horizon import Horizon
from overlap.errors import BadRoster, BadSchedule, BadZone, OverlapError, UnknownId
from overlap.people.absence import Closure, TimeOff
from overlap.people.members import Member
from overlap.people.requirements import OverlapNeed
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.coverage import coverage
from overlap.planning.holidays import days_off
from overlap.planning.windows import find_windows
from tests.planning.coverage_oracle import heads_of, heads_together
from tests.properties.oracle import DAY, Kept, Worker, counts, day_number, minutes_at_work
from tests.properties.strategies import Crowd, Group, dense

USUAL: Final = settings().max_examples

WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HORIZONS: Final = ("2026-10-24", "2026-03-28", "2026-03-07", "2026-04-24")
"""First dates of three: clocks change in Europe, in New York, in Cairo, and holidays there are none."""

ZONES: Final = ("Europe/Warsaw", "America/New_York", "Africa/Cairo", "Asia/Manila", "Australia/Lord_Howe")
NAMES: Final = ("day", "late", "night")
IDS: Final = ("a", "b", "c")
PEOPLE: Final = ("ana", "bo", "cy")
TIMES: Final = (
    "00:00",
    "00:30",
    "01:30",
    "02:00",
    "02:30",
    "03:00",
    "09:00",
    "12:00",
    "17:00",
    "22:00",
    "23:30",
)

INDEXES: Final = st.integers(0, 20)
ON: Final = st.integers(-2, 4)
"""A date near the horizon, in days from its first."""

Facts = dict[str, Any]
Change = Callable[[Facts], None]
"""What an edit does to the facts of a roster, or of a team; it may leave facts that cannot be right."""


def new_team() -> Facts:
    """A team's facts, with one shift."""
    return {
        "name": None,
        "zone": "Europe/Warsaw",
        "shifts": [new_shift("day", "09:00", "17:00")],
        "days": None,
        "cycle": None,
        "seasons": [],
        "closures": [],
        "added": None,
        "overnight": "start_day",
        "headcount": None,
        "members": {},
    }


def new_shift(name: str, start: str, end: str) -> Facts:
    return {"name": name, "start": start, "end": end, "pause": None, "headcount": None, "zone": None}


def shift_of(facts: Facts) -> Shift:
    pause = [] if facts["pause"] is None else [Break(after_minutes=facts["pause"], minutes=30)]
    return Shift(
        facts["start"],
        facts["end"],
        name=facts["name"],
        breaks=pause,
        headcount=facts["headcount"],
        zone=facts["zone"],
    )


def member_of(who: str, facts: Facts) -> Member:
    away = [TimeOff(first, last, from_time=low, until_time=high) for first, last, low, high in facts["away"]]
    return Member(who, zone=facts["zone"], shifts=facts["shifts"], days=facts["days"], time_off=away)


def parts_of(facts: Facts) -> dict[str, Any]:
    """The arguments of a team besides its id."""
    added = facts["added"]
    return {
        "zone": facts["zone"],
        "shifts": [shift_of(one) for one in facts["shifts"]],
        "days": facts["days"],
        "cycle": None if facts["cycle"] is None else Cycle(*facts["cycle"]),
        "seasons": [Season(first, last, shorten_minutes=cut) for first, last, cut in facts["seasons"]],
        "closures": [Closure(first, last, name=name) for first, last, name in facts["closures"]],
        "holidays": None if added is None else HolidayCalendar("PL", add=[(on, "Own day") for on in added]),
        "overnight": facts["overnight"],
        "headcount": facts["headcount"],
        "members": [member_of(who, one) for who, one in facts["members"].items()],
    }


def roster_of(facts: Facts) -> Roster:
    """A roster made anew of its facts."""
    teams = [Team(who, name=one["name"], **parts_of(one)) for who, one in facts["teams"].items()]
    return with_teams(facts, teams)


def with_teams(facts: Facts, teams: list[Team]) -> Roster:
    needs = [OverlapNeed(ids, 30, name=name) for name, ids in facts["needs"].items()]
    return Roster(teams, title=facts["title"], zone=facts["zone"], requirements=needs)


# What the oracle is told


def workers_of(facts: Facts) -> tuple[Worker, dict[str, Worker]]:
    """How the unnamed people and each member of a team work."""
    shifts = tuple(shift_of(one) for one in facts["shifts"])
    days = frozenset(range(5) if facts["days"] is None else map(WEEK.index, facts["days"]))
    kept = Kept(frozenset(map(date.fromisoformat, facts["added"] or ())))
    seasons = tuple(Season(first, last, shorten_minutes=cut) for first, last, cut in facts["seasons"])
    shut = tuple(Closure(first, last) for first, last, _ in facts["closures"])
    cycle = None if facts["cycle"] is None else Cycle(*facts["cycle"])
    unnamed = Worker(facts["zone"], shifts, days, cycle, seasons, kept, shut, overnight=facts["overnight"])
    members = {}
    for who, one in facts["members"].items():
        own = one["shifts"]
        away = [
            TimeOff(first, last, from_time=low, until_time=high) for first, last, low, high in one["away"]
        ]
        members[who] = replace(
            unnamed,
            zone=one["zone"] or facts["zone"],
            shifts=shifts
            if own is None
            else tuple(two for name in own for two in shifts if two.name == name),
            cycle=cycle if own is None else None,
            days=days if one["days"] is None else frozenset(map(WEEK.index, one["days"])),
            absences=(*shut, *away),
            by_name=own is not None,
        )
    return unnamed, members


# Edits of one team, drawn as values


@st.composite
def team_changes(draw: st.DrawFn, first: date) -> Change:
    """An edit of one team's facts."""

    def on(low: int) -> str:
        return (first + timedelta(low)).isoformat()

    kind = draw(st.sampled_from(KINDS))
    pick, other = draw(INDEXES), draw(INDEXES)
    low = draw(ON)
    dates = (on(low), on(low + draw(st.integers(0, 2))))
    start, end = draw(st.sampled_from(TIMES)), draw(st.sampled_from(TIMES))
    coin = draw(st.booleans())
    number = draw(st.none() | st.integers(1, 5))
    some = draw(st.sets(st.sampled_from(WEEK), min_size=1).map(sorted))
    clock = draw(st.sampled_from(ZONES))

    def of(values: Any) -> Any:
        listed = list(values)
        return listed[pick % len(listed)] if listed else None

    def change(team: Facts) -> None:
        shift, member = of(team["shifts"]), of(team["members"])
        if shift is None and kind in SHIFT_KINDS:
            return  # it works no shift just now
        match kind:
            case "zone":
                team["zone"] = clock
            case "name":
                team["name"] = f"Team {pick}"
            case "days":
                team["days"] = None if coin else some
            case "add shift":
                team["shifts"].append(new_shift(NAMES[other % 3], start, end))
            case "drop shift":
                team["shifts"].remove(shift)
            case "move shift":
                shift.update(start=start, end=end)
            case "pin shift":
                shift["zone"] = None if coin else clock
            case "pause":
                shift["pause"] = None if coin else 60
            case "shift headcount":
                shift["headcount"] = number
            case "headcount":
                team["headcount"] = number
            case "cycle":
                names = [one["name"] for one in team["shifts"]]
                team["cycle"] = None if coin else (on(-1), [*names, "off"][: 1 + other % 4])
            case "season":
                team["seasons"] = [] if coin else [(*dates, 30 + 60 * (other % 5))]
            case "closure":
                team["closures"] = [] if coin else [*team["closures"], (*dates, "Shut")]
            case "holidays":
                team["added"] = None if coin else sorted(set(dates))
            case "overnight":
                team["overnight"] = ("start_day", "clip", "any_touch")[other % 3]
            case "add member":
                named = [one["name"] for one in team["shifts"]][: 1 + other % 2]
                team["members"][PEOPLE[pick % 3]] = {
                    "zone": None if coin else clock,
                    "shifts": None if other % 3 else named,
                    "days": None,
                    "away": [],
                }
            case "drop member" if member is not None:
                del team["members"][member]
            case "time off" if member is not None:
                hours = (None, None) if coin or start >= end else (start, end)
                team["members"][member]["away"].append((*dates, *hours))
            case "member days" if member is not None:
                team["members"][member]["days"] = None if coin else some

    return Named(kind, change)


KINDS: Final = (
    *(
        "zone",
        "name",
        "days",
        "add shift",
        "drop shift",
        "move shift",
        "pin shift",
        "pause",
        "shift headcount",
    ),
    *("headcount", "cycle", "season", "closure", "holidays", "overnight", "add member", "add member"),
    *("drop member", "time off", "time off", "member days"),
)


SHIFT_KINDS: Final = ("drop shift", "move shift", "pin shift", "pause", "shift headcount")


@dataclass(frozen=True)
class Named:
    """An edit that tells what it is."""

    name: str
    change: Change = field(repr=False)

    def __call__(self, facts: Facts) -> None:
        self.change(facts)


def outcome(make: Callable[[], Roster]) -> Roster | tuple[type[OverlapError], str]:
    """What comes of it, or the error with its words."""
    try:
        return make()
    except OverlapError as error:
        return type(error), str(error)


class RosterEdits(RuleBasedStateMachine):
    """A roster, its facts, and every roster there was before."""

    facts: Facts
    roster: Roster
    first: date

    def __init__(self) -> None:
        super().__init__()
        self.before: list[tuple[Roster, str, int]] = []
        self.checked: Facts | None = None

    @initialize(first=st.sampled_from(HORIZONS), clock=st.sampled_from(ZONES))
    def begin(self, first: str, clock: str) -> None:
        self.first = date.fromisoformat(first)
        ana = {"zone": None, "shifts": None, "days": None, "away": [(first, first, "09:00", "12:00")]}
        teams = {"a": new_team(), "b": {**new_team(), "zone": clock, "members": {"ana": ana}}}
        self.facts = {"title": "Roster", "zone": None, "teams": teams, "needs": {}}
        self.roster = roster_of(self.facts)

    def take(self, facts: Facts, made: Roster) -> None:
        """Goes on with a roster; the one before is remembered as it is now."""
        self.before.append((self.roster, dumps(self.roster), hash(self.roster)))
        self.facts, self.roster = facts, made

    def try_edit(self, facts: Facts, make: Callable[[], Roster]) -> None:
        """An edit comes to what is made anew, or is refused in the same words and costs nothing."""
        found, anew = outcome(make), outcome(lambda: roster_of(facts))
        assert found == anew
        if isinstance(found, Roster):
            self.take(facts, found)
        else:
            note(f"refused: {found[1]}")
            assert self.roster == roster_of(self.facts)

    def chosen(self, pick: int) -> str:
        ids: list[str] = list(self.facts["teams"])
        return ids[pick % len(ids)]

    def edited(self, roster: Roster, facts: Facts, who: str, change: Change) -> tuple[Roster, Facts]:
        """A roster in which one team is replaced, and its facts."""
        wanted = deepcopy(facts)
        change(wanted["teams"][who])
        parts, name = parts_of(wanted["teams"][who]), wanted["teams"][who]["name"]
        if name is not None:
            parts["name"] = name
        teams = [team.replace(**parts) if team.id == who else team for team in roster]
        return with_teams(wanted, teams), wanted

    # Edits

    @rule(data=st.data(), pick=INDEXES)
    def a_team_is_changed_again_and_again(self, data: st.DataObject, pick: int) -> None:
        who = self.chosen(pick)
        for change in data.draw(st.lists(team_changes(self.first), min_size=2, max_size=6)):
            wanted = deepcopy(self.facts)
            change(wanted["teams"][who])
            try:
                parts = parts_of(wanted["teams"][who])
            except OverlapError:  # a part alone cannot be right: the roster is not even asked
                assert self.roster == roster_of(self.facts)
                continue
            self.try_edit(wanted, partial(self.replaced, wanted, who, parts))

    def replaced(self, wanted: Facts, who: str, parts: dict[str, Any]) -> Roster:
        """The roster with one team replaced by what `Team.replace` makes of these arguments alone."""
        name = wanted["teams"][who]["name"]
        changed = {
            key: value
            for key, value in {**parts, **({} if name is None else {"name": name})}.items()
            if wanted["teams"][who].get(key) != self.facts["teams"][who].get(key) or key == "holidays"
        }
        return with_teams(
            wanted, [team.replace(**changed) if team.id == who else team for team in self.roster]
        )

    @rule(data=st.data(), pick=INDEXES)
    def edits_of_two_teams_come_to_the_same_in_either_order(self, data: st.DataObject, pick: int) -> None:
        assume(len(self.facts["teams"]) > 1)
        one, other = self.chosen(pick), self.chosen(pick + 1)
        first, second = (data.draw(team_changes(self.first)) for _ in range(2))
        try:
            there = self.edited(*self.edited(self.roster, self.facts, one, first), other, second)
            back = self.edited(*self.edited(self.roster, self.facts, other, second), one, first)
        except OverlapError:
            return
        assert there == back
        assert hash(there[0]) == hash(back[0])
        self.take(there[1], there[0])

    @rule(who=st.sampled_from(IDS), clock=st.sampled_from(ZONES))
    def a_team_joins(self, who: str, clock: str) -> None:
        team = {**new_team(), "zone": clock}
        if who in self.facts["teams"]:
            joins = Team(who, **parts_of(team))
            found = outcome(lambda: with_teams(self.facts, [*self.roster, joins]))
            assert not isinstance(found, Roster)
            assert found[0] is BadRoster
            return
        wanted = deepcopy(self.facts)
        wanted["teams"][who] = team
        self.try_edit(wanted, lambda: with_teams(wanted, [*self.roster, Team(who, **parts_of(team))]))

    @rule(pick=INDEXES)
    def a_team_leaves(self, pick: int) -> None:
        who = self.chosen(pick)
        wanted = deepcopy(self.facts)
        del wanted["teams"][who]
        self.try_edit(wanted, lambda: with_teams(wanted, [team for team in self.roster if team.id != who]))
        if len(self.facts["teams"]) == 1:
            assert len(self.roster) == 1

    @rule(pick=INDEXES, who=st.sampled_from(IDS))
    def a_team_has_another_id(self, pick: int, who: str) -> None:
        old = self.chosen(pick)
        wanted = deepcopy(self.facts)
        renamed = {who if key == old else key: team for key, team in wanted["teams"].items()}
        if len(renamed) < len(wanted["teams"]):
            return
        renamed[who]["name"] = renamed[who]["name"] or old  # what people say stays
        wanted["teams"] = renamed
        wanted["needs"] = {
            name: [who if key == old else key for key in ids] for name, ids in wanted["needs"].items()
        }
        self.try_edit(
            wanted,
            lambda: with_teams(
                wanted, [team.replace(id=who) if team.id == old else team for team in self.roster]
            ),
        )

    @rule(pick=INDEXES)
    def something_is_required_of_two_teams(self, pick: int) -> None:
        wanted = deepcopy(self.facts)
        wanted["needs"][f"need {pick % 2}"] = [self.chosen(pick), self.chosen(pick + 1)]
        try:
            self.try_edit(wanted, lambda: with_teams(wanted, list(self.roster)))
        except OverlapError:
            assert len(self.facts["teams"]) == 1

    @rule(
        title=st.sampled_from(["Roster", "Two", 'São Paulo: "day"\n', "\\"]),
        zone=st.none() | st.sampled_from(ZONES),
    )
    def the_roster_is_called_something_else(self, title: str, zone: str | None) -> None:
        wanted = {**deepcopy(self.facts), "title": title, "zone": zone}
        self.try_edit(wanted, lambda: with_teams(wanted, list(self.roster)))

    @rule(pick=INDEXES)
    def the_order_of_teams_changes(self, pick: int) -> None:
        wanted = deepcopy(self.facts)
        ids = list(wanted["teams"])
        turned = ids[pick % len(ids) :] + ids[: pick % len(ids)]
        wanted["teams"] = {who: wanted["teams"][who] for who in turned}
        self.try_edit(wanted, lambda: with_teams(wanted, [self.roster.team(who) for who in turned]))

    @rule(pick=INDEXES)
    def two_rosters_are_merged(self, pick: int) -> None:
        """A roster cut in two, each half through a file of its own, comes together as the whole."""
        halves: tuple[dict[str, Facts], dict[str, Facts]] = ({}, {})
        for index, (who, team) in enumerate(self.facts["teams"].items()):
            halves[(pick >> index) % 2][who] = team
        teams: dict[str, Team] = {}
        for half in halves:
            if half:
                part = roster_of({**self.facts, "needs": {}, "teams": half})
                teams |= {team.id: team for team in loads(dumps(part))}
        merged = with_teams(self.facts, [teams[who] for who in self.facts["teams"]])
        assert merged == self.roster
        self.take(self.facts, merged)

    # Files

    @rule()
    def it_is_written_and_loaded_again(self) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "team.toml"
            write(self.roster, path)
            found = load(path)
            text = path.read_text(encoding="utf-8")
            write(found, path)
            assert path.read_text(encoding="utf-8") == text
        self.take(self.facts, found)

    @rule(pick=INDEXES, low=ON)
    def a_closure_is_added_to_its_file(self, pick: int, low: int) -> None:
        """As somebody does with an editor, or another program with a TOML library."""
        who, on = self.chosen(pick), self.first + timedelta(low)
        wanted = deepcopy(self.facts)
        wanted["teams"][who]["closures"].append((on.isoformat(), on.isoformat(), "By hand"))
        values = tomli.loads(dumps(self.roster))
        values["team"][who].setdefault("closures", []).append({"date": on, "name": "By hand"})
        self.try_edit(wanted, lambda: loads(tomli_w.dumps(values)))

    # Mistakes

    @rule(pick=INDEXES)
    def mistakes_are_refused_by_name_and_cost_nothing(self, pick: int) -> None:
        who = self.chosen(pick)
        team = self.roster.team(who)
        text, told = dumps(self.roster), hash(self.roster)
        mistakes: tuple[tuple[Callable[[], object], type[OverlapError]], ...] = (
            (lambda: team.replace(zone="Asia/Manilla"), BadZone),
            (lambda: team.replace(headcount=0), BadRoster),
            (lambda: team.replace(headcount=1, members=[Member("x"), Member("y")]), BadRoster),
            (lambda: team.replace(members=[Member("x"), Member("x")]), BadRoster),
            (lambda: team.replace(cycle=Cycle("2026-03-01", ["no such shift"])), BadSchedule),
            (lambda: team.replace(members=[Member("x", shifts=["no such shift"])]), BadRoster),
            (lambda: self.roster.team("nobody"), UnknownId),
            (lambda: with_teams(self.facts, []), BadRoster),
            (lambda: loads(text.replace("[team.", "[teem.")), OverlapError),
        )
        for mistake, kind in mistakes:
            found = outcome(mistake)  # type: ignore[arg-type]
            assert isinstance(found, tuple), mistake
            assert issubclass(found[0], (kind, BadSchedule))
        assert (dumps(self.roster), hash(self.roster)) == (text, told)

    # Answers

    @rule()
    def its_answers_are_those_of_a_walk_over_minutes(self) -> None:
        if self.checked == self.facts:
            return
        self.checked = deepcopy(self.facts)
        start = day_number(self.first) * DAY - 300
        horizon = Horizon(start, start + 2 * DAY + 600)
        low, high = horizon.start, horizon.end
        groups, present = [], []
        for team_id, one in self.facts["teams"].items():
            unnamed, members = workers_of(one)
            group = Group(self.roster.team(team_id), unnamed, tuple(members.values()))
            groups.append(group)
            there = set().union(*(minutes_at_work(who, low, high) for who in group.workers()))
            assert dense(self.roster.team(team_id).at_work(horizon)) == there
            for name, who in members.items():
                assert dense(self.roster.pattern(f"{team_id}.{name}").at_work(horizon)) == minutes_at_work(
                    who, low, high
                )
            present.append(there)
        bounds = (iso_minute(low), iso_minute(high))
        depth = counts((minutes, 1) for minutes in present)
        for quorum in range(1, len(present) + 1):
            found = find_windows(self.roster, *bounds, quorum=quorum)
            assert dense(found.intervals) == {minute for minute, level in depth.items() if level >= quorum}
        crowd = Crowd(tuple(groups), horizon)
        covered = coverage(self.roster, *bounds)
        heads = {minute: level for one, end, level in covered.depth for minute in range(one, end)}
        assert heads == heads_together(crowd)
        weeks = days_off(self.roster, *bounds).weeks
        assert sum(week.minutes for week in weeks) == sum(
            sum(heads_of(group, low, high).values()) for group in groups
        )

    # Always

    @invariant()
    def it_is_what_is_made_anew_and_its_text_reads_back(self) -> None:
        if not hasattr(self, "facts"):
            return
        anew = roster_of(self.facts)
        assert self.roster == anew
        assert hash(self.roster) == hash(anew)
        text = dumps(self.roster)
        assert dumps(anew) == text
        again = loads(text)
        assert again == self.roster
        assert hash(again) == hash(self.roster)

    def teardown(self) -> None:
        """No roster there was has changed, whatever came of it."""
        if hasattr(self, "facts"):
            self.its_answers_are_those_of_a_walk_over_minutes()
        for roster, text, told in self.before:
            assert (dumps(roster), hash(roster)) == (text, told)
        json.dumps(getattr(self, "facts", None))


RosterEdits.TestCase.settings = settings(max_examples=max(USUAL * 2 // 3, 5), stateful_step_count=15)
TestRosterEdits = RosterEdits.TestCase
