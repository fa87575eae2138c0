"""The meetings and requirements of a team file.

Law: every id they name is a team, or a member as "team.member"; no two requirements have one name, and
they keep the order of the file although the parser groups them by kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, cast

from overlap.adapters.team_holidays import warn_beyond
from overlap.adapters.team_keys import KEYS
from overlap.adapters.team_reading import SHOWN, shown
from overlap.adapters.team_table import Table
from overlap.adapters.toml_positions import Path, Position
from overlap.errors import AmbiguousZone, BadRoster, OverlapError
from overlap.people.calendars import Calendar
from overlap.people.meetings import HOLIDAY_FOR, ON_HOLIDAY, HolidayFor, Meeting, OnHoliday, _interval
from overlap.people.members import checked_id
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement

__all__ = ["People", "check_id", "read_meetings", "read_requirements"]

_KNOWN_SHOWN: Final = 12
"""Ids that a hint lists; more are no help."""

Counts = Literal["everyone"] | list[int] | None


class People:
    """The ids that meetings and requirements may name, with their calendars.

    Args:
        calendars: The calendar, if any, of each "team" and "team.member".

    Attributes:
        teams: The ids of the teams.
    """

    def __init__(self, calendars: Mapping[str, Calendar | None]) -> None:
        self._calendars = calendars
        self._listed = tuple(calendars)
        self.teams: tuple[str, ...] = tuple(one for one in self._listed if "." not in one)

    def is_team(self, one: str) -> bool:
        """Whether a team is called so."""
        return one in self._calendars and "." not in one

    def calendar(self, one: str) -> Calendar | None:
        """The calendar of a team or member, if it has one."""
        return self._calendars.get(one)

    def check(self, table: Table, given: str, at: Path) -> None:
        """Report an id that nobody has."""
        if given in self._calendars:
            return
        near = table.reading.near(given, "id", self._listed)
        if near:
            hint = f'did you mean "{near}"?'
        elif len(self.teams) <= _KNOWN_SHOWN:
            hint = f"use {', '.join(self.teams)}"
        else:
            hint = f"use one of the {len(self.teams)} ids of teams"
        kind = "member" if "." in given else "team"
        table.fault("unknown-id", f"no {kind} is called {shown(given)}", hint, at=at)

    def ids(self, table: Table, key: str) -> list[str]:
        """A list of ids, each known and given once."""
        found = table.texts(key) or []
        items = table.values.get(key)
        seen: set[str] = set()
        for index, given in enumerate(items if isinstance(items, list) else ()):
            if not isinstance(given, str):
                continue
            if given in seen:
                message = f"{shown(given)} is named twice in {key}"
                table.fault("duplicate-id", message, "keep one", at=(key, index))
            else:
                seen.add(given)
                self.check(table, given, (key, index))
        return found


def check_id(table: Table, value: str, what: str) -> None:
    """Report a table's name that cannot be an id."""
    try:
        checked_id(value, what)
    except OverlapError as error:
        place = table.reading.positions.key(table.path)
        table.report(place, "bad-id", f"{shown(value)} cannot be the id of a {what}", error.hint)


def read_meetings(root: Table, people: People) -> list[Meeting]:
    """The meetings, in order."""
    found: list[Meeting] = []
    for name, table in root.named_tables("meeting", "meeting", "the meeting"):
        check_id(table, name, "meeting")
        meeting = _meeting(name, table, people)
        if meeting is not None:
            found.append(meeting)
    return found


def _meeting(name: str, table: Table, people: People) -> Meeting | None:
    table.need("minutes", example="write minutes = 30")
    title, minutes = table.text("title"), table.whole("minutes", least=1)
    teams, required = people.ids(table, "teams"), people.ids(table, "required")
    optional, quorum = people.ids(table, "optional"), table.whole("quorum", least=1)
    every, at = table.text("every"), table.time("at")
    if every is not None:
        _check_interval(table, every)
    on = table.weekdays("on", alone=True)
    anchor = _anchor(table, people)
    first, last, count = table.date("from"), table.date("until"), table.whole("count", least=1)
    on_holiday = table.choice("on_holiday", ON_HOLIDAY, "bad-roster")
    nth, holiday_for = table.word_or_whole("nth", ("last",)), table.word_or_whole("holiday_for", HOLIDAY_FOR)
    description, location, url = table.text("description"), table.text("location"), table.text("url")
    organizer, categories = table.text("organizer"), table.texts("categories")
    remind, private = table.wholes("remind", least=0), table.flag("private")
    if first is not None and last is not None and last < first:
        message = f"until {last.isoformat()} is before from {first.isoformat()}"
        table.fault("bad-date", message, "swap the two dates", at="until")
    if "until" in table and "count" in table:
        table.fault("bad-roster", "until and count both end the meeting", "keep one", at="count")
    if "teams" not in table and "required" not in table:
        table.fault(
            "missing-key", f'{table.what} has neither "teams" nor "required"', 'write teams = ["..."]'
        )
    meeting = table.make(
        lambda: Meeting(
            name,
            minutes=minutes or 0,
            title=title,
            teams=teams,
            required=required,
            optional=optional,
            quorum=quorum,
            every=every or "week",
            on=on or (),
            at=at,
            anchor=anchor,
            start=first,
            end=last,
            count=count,
            on_holiday=cast("OnHoliday", on_holiday or "keep"),
            nth=cast("int | Literal['last'] | None", nth),
            holiday_for=cast("HolidayFor", holiday_for or "required"),
            description=description or "",
            location=location or "",
            url=url or "",
            organizer=organizer,
            categories=categories or (),
            remind=remind or (),
            private=private or False,
        )
    )
    _warn_of_dates(table, people, [*teams, *required, *optional], {"from": first, "until": last})
    return meeting


def _check_interval(table: Table, every: str) -> None:
    """Report an interval that cannot be read; an over-long one is not even tried."""
    try:
        if len(every) > SHOWN:
            raise BadRoster(f"every is {shown(every)}", hint='write such as "2 weeks"')
        _interval(every)
    except BadRoster as error:
        table.caught(error, at="every")


def _anchor(table: Table, people: People) -> str | None:
    anchor = table.text("anchor")
    if anchor is None or people.is_team(anchor):
        return anchor
    error = table.reading.zone_error(anchor)
    if error is not None:
        slug = error.slug if isinstance(error, AmbiguousZone) else "unknown-id"
        message = f"the anchor {shown(anchor)} is neither a team nor a time zone"
        near = table.reading.near(anchor, "anchor", people.teams)
        table.fault(slug, message, f'did you mean "{near}"?' if near else error.hint, at="anchor")
    return anchor


def _warn_of_dates(table: Table, people: People, ids: list[str], dates: dict[str, date | None]) -> None:
    """Warn once of each date that the calendar of somebody invited does not reach."""
    for key, day in dates.items():
        before = len(table.reading.problems)
        for one in ids:
            calendar = people.calendar(one)
            if calendar is not None and day is not None and len(table.reading.problems) == before:
                warn_beyond(table, calendar, day, (key,))


def read_requirements(root: Table, people: People, zone: str) -> list[Requirement]:
    """The requirements, in the order of the file.

    Args:
        root: The whole file.
        people: Who can be named.
        zone: The clock of a coverage window that names none.
    """
    table = root.table("require", "require", "require")
    if table is None:
        return []
    found: list[tuple[Table, Requirement | None]] = []
    found += [(one, _overlap(one, people)) for one in table.tables("overlap", "overlap", "the overlap")]
    found += [
        (one, _coverage(one, people, zone)) for one in table.tables("coverage", "coverage", "the coverage")
    ]
    found += [(one, _handoff(one, people)) for one in table.tables("handoff", "handoff", "the handoff")]
    found += [(one, _limit(one, people)) for one in table.tables("limit", "limit", "the limit")]
    kinds = [key for key in KEYS["require"] if key in table]
    if len(kinds) > 1:
        found.sort(key=lambda pair: _place(pair[0]))
    seen: set[str] = set()
    for one, need in found:
        if need is None:
            continue
        if need.name in seen:
            hint = "rename one" if one.values.get("name") else 'give one of them a name: name = "..."'
            message = f"two requirements are called {shown(need.name)}"
            one.fault("bad-roster", message, hint, at="name" if "name" in one else None)
        seen.add(need.name)
    return [need for _, need in found if need is not None]


def _place(table: Table) -> Position:
    return table.reading.positions.value(table.path)


def _overlap(table: Table, people: People) -> Requirement | None:
    table.need("teams", "minutes", example='write teams = ["one", "two"] and minutes = 120')
    teams, minutes, counts = people.ids(table, "teams"), table.whole("minutes", least=1), _counts(table)
    given = table.values.get("teams")
    if isinstance(given, list) and len(given) < 2:
        table.fault("bad-roster", "an overlap needs two or more teams", "name them all", at="teams")
    contiguous, through = table.flag("contiguous"), table.flag("through_breaks")
    days, holidays, name = table.weekdays("days"), table.flag("holidays"), table.text("name")
    return table.make(
        lambda: OverlapNeed(
            teams,
            minutes or 0,
            people=counts or "everyone",
            days=days,
            contiguous=True if contiguous is None else contiguous,
            through_breaks=through or False,
            holidays=holidays or False,
            name=name,
        )
    )


def _coverage(table: Table, people: People, zone: str) -> Requirement | None:
    table.need("start", "end", example='write start = "00:00" and end = "24:00"')
    start, end, own = table.time("start"), table.time("end", latest="24:00"), table.zone("zone")
    headcount, teams = table.whole("headcount", least=1), people.ids(table, "teams")
    days, skill, name = table.weekdays("days"), table.text("skill"), table.text("name")
    holidays = table.flag("holidays")
    _check_window(table, start, end)
    return table.make(
        lambda: CoverageNeed(
            start or "",
            end or "",
            zone=own or zone,
            headcount=headcount or 1,
            days=days,
            teams=teams,
            skill=skill,
            holidays=holidays or False,
            name=name,
        )
    )


def _handoff(table: Table, people: People) -> Requirement | None:
    table.need("from", "to", "minutes", example='write from = "one", to = "two", minutes = 30')
    giver, taker, name = table.text("from"), table.text("to"), table.text("name")
    minutes, counts = table.whole("minutes", least=1), _counts(table)
    days, holidays = table.weekdays("days"), table.flag("holidays")
    for key, one in (("from", giver), ("to", taker)):
        if one is not None:
            people.check(table, one, (key,))
    if giver is not None and giver == taker:
        table.fault("bad-roster", f"{shown(giver)} hands over to itself", "name two teams", at="to")
    return table.make(
        lambda: HandoffNeed(
            giver or "",
            taker or "",
            minutes or 0,
            people=counts or "everyone",
            days=days,
            holidays=holidays or False,
            name=name,
        )
    )


def _limit(table: Table, people: People) -> Requirement | None:
    teams, name = people.ids(table, "teams"), table.text("name")
    quiet, rest = table.whole("quiet_minutes", least=0), table.whole("rest_minutes", least=1)
    start, end = table.time("start"), table.time("end", latest="24:00")
    headcount, days = table.whole("headcount", least=1), table.weekdays("days")
    if "start" in table or "end" in table:
        table.need("start", "end", example='write start = "09:00" and end = "17:00"')
        _check_window(table, start, end)
    elif "quiet_minutes" not in table and "rest_minutes" not in table:
        message = f'{table.what} has neither "quiet_minutes" nor "rest_minutes" nor "start" and "end"'
        table.fault("missing-key", message, "write rest_minutes = 660")
    else:
        for key in ("headcount", "days"):
            if key in table:
                message = f"{key} is of the hours that stay covered, but there are none"
                table.fault("bad-roster", message, f"give start and end, or leave out {key}", at=key)
    return table.make(
        lambda: LimitNeed(
            teams,
            quiet_minutes=quiet,
            rest_minutes=rest,
            start=start,
            end=end,
            headcount=headcount or 1,
            days=days,
            name=name,
        )
    )


def _check_window(table: Table, start: str | None, end: str | None) -> None:
    """Report a window that could be empty or a whole day."""
    if start is not None and start == end:
        hint = 'write start = "00:00", end = "24:00" for a whole day'
        table.fault("bad-roster", f"the window starts and ends at {start}", hint, at="end")


def _counts(table: Table) -> Counts:
    value = table.values.get("people")
    if value == "everyone":
        return "everyone"
    if isinstance(value, str):
        hint = 'write "everyone" or one count per team: [2, 6]'
        table.fault("bad-roster", f"people is {shown(value)}", hint, at="people")
        return None
    return table.wholes("people", least=1)
