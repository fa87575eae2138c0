"""From the text of a team file to a roster, or to everything that is wrong with it.

Law: the text decides alone; nothing else is read but the holiday data of the places it names.
Errors refuse the file, warnings do not. A version that is not known is the only problem told,
for nothing else can be judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from overlap.adapters.team_members import MEMBER, Members, numbers
from overlap.adapters.team_reading import Reading, described
from overlap.adapters.team_table import Table
from overlap.adapters.team_times import (
    Named,
    check_cycle,
    check_seasons,
    read_closures,
    read_cycle,
    read_flex,
    read_seasons,
    read_shifts,
)
from overlap.adapters.toml_syntax import read_toml
from overlap.errors import OverlapError
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.roster import Defaults, Roster, common_zone
from overlap.people.schedule import MONDAY_TO_FRIDAY
from overlap.people.teams import Team
from overlap.people.workpattern import OVERNIGHT, Overnight
from overlap.render.progress import tell

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
    expected, people_read = _people_of(table for _, table in tables), 0
    for team_id, table in tables:
        if expected:
            tell("Reading people", people_read, expected)
            people_read += _people_of([table])
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


def _people_of(tables: Iterable[Table]) -> int:
    """How many people some tables of teams name."""
    members = (table.values.get("member") for table in tables)
    return sum(len(one) for one in members if isinstance(one, dict))


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
    working = numbers(days) or common_days or (holidays and holidays.working_weekdays) or MONDAY_TO_FRIDAY
    members: list[tuple[str, Member]] = []
    named = 0
    for member_id, member in Members(table, sources, shifts, working, home):
        named += 1
        calendars[f"{team_id}.{member_id}"] = holidays if member is None else member.holidays or holidays
        if member is not None:
            members.append((member_id, member))
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
            for member_id, member in members:
                table.named_table(*MEMBER, member_id).make(partial(made, [member]))
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
