"""From the text of a team file to a roster, or to everything that is wrong with it.

Law: the text decides alone; nothing else is read but the holiday data of the places it names.
Errors refuse the file, warnings do not. A version that is not known is the only problem told,
for nothing else can be judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from overlap.adapters.problems import Problem, TeamFileError
from overlap.adapters.team_holidays import (
    Kept,
    Sources,
    follow,
    read_holidays,
    read_local_holidays,
    read_observes,
)
from overlap.adapters.team_keys import VERSION
from overlap.adapters.team_meetings import People, check_id, read_meetings, read_requirements
from overlap.adapters.team_reading import Reading, described
from overlap.adapters.team_table import Table
from overlap.adapters.team_times import (
    Named,
    check_cycle,
    check_names,
    check_seasons,
    read_closures,
    read_cycle,
    read_flex,
    read_seasons,
    read_shift,
    read_shifts,
    read_time_off,
)
from overlap.adapters.toml_syntax import read_toml
from overlap.core.civil import WEEKDAYS
from overlap.errors import OverlapError
from overlap.people.calendars import Calendar
from overlap.people.members import Member, Role
from overlap.people.roster import Defaults, Roster, common_zone
from overlap.people.schedule import MONDAY_TO_FRIDAY, Cycle
from overlap.people.shifts import Shift
from overlap.people.teams import Team, check_apart
from overlap.people.workpattern import OVERNIGHT, Overnight

__all__ = ["read_roster"]


def read_roster(text: str, name: str, sources: Sources) -> tuple[Roster | None, tuple[Problem, ...]]:
    """The roster of a team file's text.

    Args:
        text: TOML.
        name: What problems call the file.
        sources: Where holidays come from.

    Returns:
        The roster, or None if there is an error; and all problems by line, warnings among them.
    """
    reading = Reading(name, text)
    try:
        values = read_toml(text, name)
    except TeamFileError as error:
        return None, error.problems
    roster = _roster(reading, values, sources)
    problems = tuple(sorted(reading.problems, key=lambda one: (one.line, one.column)))
    return roster, problems


def _roster(reading: Reading, values: dict[str, object], sources: Sources) -> Roster | None:
    version = values.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version != VERSION:
        root = Table(reading, {"version": version}, (), "roster", "the file")
        hint = f"write version = {VERSION}, or use a newer overlap"
        root.fault("unsupported-version", f"the format version is {described(version)}", hint, at="version")
        return None
    root = Table(reading, values, (), "roster", "the file")
    root.need("version", example=f"write version = {VERSION} on the first line")
    root.whole("version", least=VERSION)
    own_id, title, zone = root.text("id"), root.text("title"), root.zone("zone")
    defaults = _defaults(root)
    if not root.need("team", example="add a table [team.some-id] with zone and shifts"):
        return None
    tables = list(root.named_tables("team", "team", "the team"))
    kept: dict[str, Kept] = {}
    for team_id, table in tables:
        check_id(table, team_id, "team")
        kept[team_id] = read_holidays(table, sources)
    calendars = follow(kept)
    teams: list[Team] = []
    for team_id, table in tables:
        common = None if defaults is None else defaults.days
        team = _team(team_id, table, sources, kept[team_id], calendars, common)
        if team is not None:
            teams.append(team)
    if values["team"] == {}:
        root.fault("missing-key", "there is no team", "add a table [team.some-id]", at="team")
    people = People(calendars)
    meetings = read_meetings(root, people)
    needs = read_requirements(root, people, zone or common_zone(teams))
    return root.make(
        lambda: Roster(
            teams,
            title="Roster" if title is None else title,
            zone=zone,
            defaults=defaults,
            meetings=meetings,
            requirements=needs,
            id=own_id,
        )
    )


def _defaults(root: Table) -> Defaults | None:
    table = root.table("defaults", "defaults", "the defaults")
    if table is None:
        return None
    days, fringe = table.weekdays("days"), table.whole("fringe_minutes", least=0, slug="bad-schedule")
    low, high = "22:00", "07:00"
    quiet = table.table("quiet", "quiet", "the quiet hours")
    if quiet is not None:
        quiet.need("start", "end", example='write { start = "22:00", end = "07:00" }')
        low, high = quiet.time("start") or low, quiet.time("end", latest="24:00") or high
    return table.make(
        lambda: Defaults(days=days, fringe_minutes=60 if fringe is None else fringe, quiet=(low, high))
    )


def _team(
    team_id: str,
    table: Table,
    sources: Sources,
    kept: Kept,
    calendars: dict[str, Calendar | None],
    common_days: frozenset[int] | None,
) -> Team | None:
    table.need("zone", example='write zone = "Asia/Manila"')
    table.need("shifts", example='write shifts = [{ start = "09:00", end = "17:00" }]')
    zone, name, days = table.zone("zone"), table.text("name"), table.weekdays("days")
    shifts = read_shifts(table)
    cycle = read_cycle(table)
    if cycle is not None:
        check_cycle(cycle[0], shifts)
    seasons = read_seasons(table, sources, None if cycle is None else cycle[0])
    check_seasons(seasons)
    holidays = calendars[team_id]
    local = read_local_holidays(table, sources)
    if kept.follows is not None and kept.calendar is not None:
        if local is not None:
            hint = "keep the place in one of the two"
            table.fault("bad-holiday", "its own place is named twice", hint, at="local_holidays")
        local = kept.calendar
    lived = local if local is not None else holidays
    home = None if lived is None else lived.places[0]
    observes = read_observes(table, sources, home)
    elective = table.whole("elective_days", least=0)
    overnight = cast("Overnight", table.choice("overnight", OVERNIGHT, "bad-roster") or "start_day")
    closures, flex, skills = read_closures(table), read_flex(table), table.texts("skills")
    headcount, email = table.whole("headcount", least=1), table.text("email")
    working = _numbers(days) or common_days or (holidays and holidays.working_weekdays) or MONDAY_TO_FRIDAY
    members: list[tuple[Table, Member]] = []
    named = 0
    for member_id, inner in table.named_tables("member", "member", "the member"):
        named += 1
        check_id(inner, member_id, "member")
        member = _member(member_id, inner, sources, shifts, working, home)
        calendars[f"{team_id}.{member_id}"] = holidays if member is None else member.holidays or holidays
        if member is not None:
            members.append((inner, member))
    _check_headcounts(table, headcount, named, shifts)

    def made(people: Sequence[Member]) -> Team:
        return Team(
            team_id,
            zone or "UTC",
            [one.shift for one in shifts if one.shift is not None],
            name=name,
            days=common_days if days is None else days,
            cycle=None if cycle is None else cycle[1],
            seasons=[season for _, season in seasons],
            holidays=holidays,
            local_holidays=local,
            observes=observes,
            elective_days=elective or 0,
            overnight=overnight,
            closures=closures,
            headcount=headcount,
            members=people,
            flex=flex,
            skills=skills or (),
            email=email,
        )

    if table.is_wrong:
        return None
    try:
        return made([member for _, member in members])
    except OverlapError as error:
        if table.make(partial(made, [])) is not None:
            for inner, member in members:
                inner.make(partial(made, [member]))
        if not table.is_wrong:
            table.caught(error)
        return None


def _check_headcounts(table: Table, headcount: int | None, named: int, shifts: Sequence[Named]) -> None:
    if headcount is None:
        return
    if headcount < named:
        hint = "raise the headcount, or leave it out to count the members"
        message = f"headcount is {headcount}, but {named} members are named"
        table.fault("bad-roster", message, hint, at="headcount")
    for one in shifts:
        if one.shift is not None and (one.shift.headcount or 0) > headcount:
            message = f"the shift needs {one.shift.headcount} people of a team of {headcount}"
            one.table.fault("bad-roster", message, "lower it, or raise the team's headcount", at="headcount")


def _member(
    member_id: str,
    table: Table,
    sources: Sources,
    team_shifts: Sequence[Named],
    team_days: frozenset[int],
    team_home: str | None,
) -> Member | None:
    name, zone, days = table.text("name"), table.zone("zone"), table.weekdays("days")
    shifts, named = _member_shifts(table, team_shifts)
    cycle = read_cycle(table)
    if cycle is not None:
        check_cycle(cycle[0], team_shifts if shifts is None else named)
    if shifts is not None:
        _check_apart(table, named, _numbers(days) or team_days, cycle)
    own = read_holidays(table, sources)
    if own.follows is not None and own.table is not None:
        hint = "write the place of the member's own holidays"
        own.table.fault("bad-holiday", "only a team follows another's holidays", hint, at="follows")
    holidays = own.calendar
    home = team_home if holidays is None else holidays.places[0]
    observes, elective = read_observes(table, sources, home), table.dates("elective")
    overnight = cast("Overnight | None", table.choice("overnight", OVERNIGHT, "bad-roster"))
    birthday, joined = table.month_day_or_date("birthday"), table.date("joined", any_year=True)
    time_off, busy, skills = read_time_off(table), table.texts("busy"), table.texts("skills")
    role = table.choice("role", ("required", "optional"), "bad-roster")
    weight, email = table.whole("weight", least=1), table.text("email")
    return table.make(
        lambda: Member(
            member_id,
            name=name,
            zone=zone,
            shifts=shifts,
            cycle=None if cycle is None else cycle[1],
            days=days,
            holidays=holidays,
            time_off=time_off,
            busy=busy or (),
            skills=skills or (),
            role=cast("Role", role or "required"),
            weight=weight or 1,
            observes=observes,
            elective=elective or (),
            overnight=overnight,
            birthday=birthday,
            joined=joined,
            email=email,
        )
    )


def _numbers(days: Sequence[str] | None) -> frozenset[int]:
    return frozenset(WEEKDAYS.index(day) for day in days or ())


def _member_shifts(table: Table, team: Sequence[Named]) -> tuple[list[Shift | str] | None, list[Named]]:
    """A member's shifts as written, None if the team's; and each as it was read."""
    items = table.values.get("shifts")
    if not isinstance(items, list):
        if items is not None:
            table.wrong(("shifts",), items, "a list", 'write shifts = ["day"] or shifts = [{ ... }]')
        return None, []
    found: list[Shift | str] = []
    named: list[Named] = []
    by_name = {one.name: one for one in reversed(team)}
    for index, item in enumerate(items):
        if isinstance(item, str):
            found.append(item)
            named += [by_name[item]] if item in by_name else []
        elif isinstance(item, dict):
            path = (*table.path, "shifts", index)
            one = read_shift(Table(table.reading, item, path, "shift", f"a shift of {table.what}", table))
            found += [] if one.shift is None else [one.shift]
            named.append(one)
        else:
            table.wrong(
                ("shifts", index), item, "a shift", 'write "day" or { start = "09:00", end = "17:00" }'
            )
    check_names(table, "shifts", team, "the member works")
    return found, named


def _check_apart(
    table: Table, shifts: Sequence[Named], days: frozenset[int], cycle: tuple[Table, Cycle | None] | None
) -> None:
    """Report own shifts of a member that overlap; a cycle that cannot be read hides it."""
    if cycle is not None and cycle[1] is None:
        return
    try:
        check_apart(
            [one.shift for one in shifts if one.shift is not None],
            str(table.path[-1]),
            days=days,
            cycle=None if cycle is None else cycle[1],
        )
    except OverlapError as error:
        table.caught(error)
