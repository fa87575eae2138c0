"""From a roster to the text of its team file, and to the file.

Law: what is written reads back as an equal roster. What is the default is left out. A file is
replaced as a whole, or stays as it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Final

from overlap.adapters.files import write_whole
from overlap.adapters.team_holidays import Ramadans, Sources
from overlap.adapters.team_keys import KEYS, VERSION
from overlap.adapters.team_rules import rule_values
from overlap.adapters.toml_layout import section_lines
from overlap.core.civil import DAY, WEEKDAYS, time_text
from overlap.errors import BadRoster, OverlapError
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.flex import Flex
from overlap.people.meetings import LAST, Meeting
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.roster import Defaults, Roster, common_zone
from overlap.people.rules import Rule
from overlap.people.schedule import RAMADAN, YEARLY, Cycle, Season, yearly_seasons
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team

__all__ = ["dumps", "write"]

Values = dict[str, object]

_EVERY_DAY: Final = frozenset(range(7))

_OFFSETS: Final = (None, 0, 1, -1, 2, -2, 3, -3)
"""Days by which Ramadan can differ from Umm al-Qura, the place's own first and then the likelier ones."""

_UMM_AL_QURA: Final = "AE"
"""A place that keeps the calendar from which all other Ramadans are told apart."""


def dumps(roster: Roster, *, ramadans: Ramadans | None = None) -> str:
    """The text of a roster's team file.

    Args:
        roster: The roster.
        ramadans: Where the dates of Ramadan come from, by which seasons are known to be such;
            `adapters.hijri` by default.

    Raises:
        BadRoster: If a team's working days are such as no file can name.
    """
    sources = Sources(None, ramadans, most_failures=None)
    lines = [*section_lines("", (), _roster(roster))]
    for names, values in _sections(roster, sources):
        header = "[[" if names[0] == "require" else "["
        lines += ["", *section_lines(header, names, values)]
    return "\n".join([*lines, ""])


def write(roster: Roster, path: str | os.PathLike[str], *, ramadans: Ramadans | None = None) -> None:
    """Write a roster's team file; an existing file is replaced at once, or not at all.

    Raises:
        FileError: If the file cannot be written.
        BadRoster: See `dumps`.
    """
    write_whole(path, dumps(roster, ramadans=ramadans))


def _kept(kind: str, values: Mapping[str, object]) -> Values:
    """The values that are set, in the order of `KEYS`."""
    return {key: values[key] for key in KEYS[kind] if values.get(key) is not None}


def _roster(roster: Roster) -> Values:
    found = {
        "version": VERSION,
        "id": None if roster.id == Roster(roster.teams, title=roster.title).id else roster.id,
        "title": None if roster.title == "Roster" else roster.title,
        "zone": None if roster.zone == common_zone(roster.teams) else roster.zone,
    }
    return _kept("roster", found)


def _sections(roster: Roster, sources: Sources) -> Iterator[tuple[tuple[str, ...], Values]]:
    defaults = _defaults(roster.defaults)
    if defaults:
        yield ("defaults",), defaults
    for team in roster.teams:
        yield ("team", team.id), _team(team, roster, sources)
        for member in team.members:
            yield ("team", team.id, "member", member.id), _member(member)
    for meeting in roster.meetings:
        yield ("meeting", meeting.id), _meeting(meeting)
    for need in roster.requirements:
        kind, values = _requirement(need)
        yield ("require", kind), values


def _defaults(defaults: Defaults) -> Values:
    plain = Defaults()
    low, high = defaults.quiet
    found = {
        "days": _days(defaults.days),
        "fringe_minutes": _unless(defaults.fringe_minutes, plain.fringe_minutes),
        "quiet": None if defaults.quiet == plain.quiet else {"start": time_text(low), "end": time_text(high)},
    }
    return _kept("defaults", found)


def _team(team: Team, roster: Roster, sources: Sources) -> Values:
    if team.days is not None and not (team.days and team.days <= _EVERY_DAY):
        raise BadRoster(
            f'the working days of "{team.id}" are {sorted(team.days)}, which no file can name',
            hint="give a team at least one weekday",
            field="days",
        )
    follows = _followed(team, roster)
    found = {
        "name": _unless(team.name, team.id),
        "zone": team.zone,
        "holidays": _holidays(team.holidays) if follows is None else {"follows": follows},
        "local_holidays": _holidays(team.local_holidays),
        "observes": [one.what for one in team.observes] or None,
        "elective_days": team.elective_days or None,
        "overnight": _unless(team.overnight, "start_day"),
        "headcount": team.headcount,
        "shifts": [_shift(shift) for shift in team.shifts],
        "days": None if team.days == roster.defaults.days else _days(team.days),
        "cycle": _cycle(team.cycle),
        "seasons": _seasons(team, sources) or None,
        "closures": [_absence("closure", closure, "closure") for closure in team.closures] or None,
        "flex": None if team.flex is None else _flex(team.flex),
        "skills": sorted(team.skills) or None,
        "email": team.email,
    }
    return _kept("team", found)


def _followed(team: Team, roster: Roster) -> str | None:
    """The team whose calendar a team keeps instead of its own, or None."""
    if team.local_holidays is None or team.holidays is None:
        return None
    keeping = (
        other.id for other in roster if other.local_holidays is None and other.holidays == team.holidays
    )
    return next(keeping, None)


def _member(member: Member) -> Values:
    shifts = member.shifts
    found = {
        "name": _unless(member.name, member.id),
        "zone": member.zone,
        "shifts": None
        if shifts is None
        else [shift if isinstance(shift, str) else _shift(shift) for shift in shifts],
        "cycle": _cycle(member.cycle),
        "days": _days(member.days),
        "holidays": _holidays(member.holidays),
        "observes": [one.what for one in member.observes] or None,
        "elective": list(member.elective) or None,
        "overnight": member.overnight,
        "time_off": [_absence("time_off", off, "time off") for off in member.time_off] or None,
        "busy": list(member.busy) or None,
        "skills": sorted(member.skills) or None,
        "role": _unless(member.role, "required"),
        "weight": _unless(member.weight, 1),
        "birthday": None if member.birthday is None else "{:02d}-{:02d}".format(*member.birthday),
        "joined": member.joined,
        "email": member.email,
    }
    return _kept("member", found)


def _shift(shift: Shift) -> Values:
    found = {
        "name": _unless(shift.name, f"{shift.start}-{shift.end}"),
        "start": shift.start,
        "end": shift.end,
        "breaks": [_break(pause) for pause in shift.breaks] or None,
        "days": _days(shift.days),
        "headcount": shift.headcount,
        "zone": shift.zone,
    }
    return _kept("shift", found)


def _break(pause: Break) -> Values:
    relative = pause.after_minutes is not None
    found = {
        "start": _time(pause.start_minute),
        "end": _time(pause.end_minute),
        "after_minutes": pause.after_minutes,
        "minutes": pause.minutes if relative else None,
        "paid": pause.paid or None,
        "days": _days(pause.days),
    }
    return _kept("break", found)


def _cycle(cycle: Cycle | None) -> Values | None:
    return None if cycle is None else {"anchor": cycle.anchor, "days": list(cycle.days)}


def _seasons(team: Team, sources: Sources) -> list[Values]:
    """The seasons; a run of all known Ramadans of the team's place is one entry."""
    found: list[Values] = []
    left = list(team.seasons)
    while left:
        season = left[0]
        dates, count = _each_year(left)
        if dates is None:
            dates, count = _each_ramadan(team, left, sources)
        named = {
            **(dates or {"from": season.start, "until": season.end}),
            "shifts": None if season.shifts is None else [_shift(shift) for shift in season.shifts],
            "shorten_minutes": season.shorten_minutes or None,
            "name": _unless(season.name, "Ramadan" if dates and "ramadan" in dates else "season"),
        }
        found.append(_kept("season", named))
        del left[:count]
    return found


def _alike(one: Season, other: Season) -> bool:
    """Whether two seasons differ by their dates only."""
    return (one.shifts, one.shorten_minutes, one.name, one.precedence) == (
        other.shifts,
        other.shorten_minutes,
        other.name,
        other.precedence,
    )


def _each_year(seasons: list[Season]) -> tuple[Values | None, int]:
    """The days of the year of the first seasons, if they are one for each year, and how many."""
    first = seasons[0]
    if first.precedence != YEARLY:
        return None, 1
    days = {"from": f"{first.start:%m-%d}", "until": f"{first.end:%m-%d}"}
    known = yearly_seasons(
        days["from"],
        days["until"],
        shifts=first.shifts,
        shorten_minutes=first.shorten_minutes,
        name=first.name,
    )
    return ({**days}, len(known)) if seasons[: len(known)] == list(known) else (None, 1)


def _each_ramadan(team: Team, seasons: list[Season], sources: Sources) -> tuple[Values | None, int]:
    """The place, and what differs there, of the Ramadans that the first seasons are, and how many."""
    if seasons[0].precedence != RAMADAN:
        return None, 1
    calendars = (team.local_holidays, team.holidays)
    codes = [code for calendar in calendars if calendar is not None for code in calendar.places]
    places = dict.fromkeys(
        place for code in (*codes, _UMM_AL_QURA) for place in (code, code.partition("-")[0])
    )
    for offset in _OFFSETS:
        for place in places:
            try:
                known = sources.ramadan(place, offset)
                run = [(one.start, one.end) for one in seasons[: len(known)] if _alike(one, seasons[0])]
                pairs = list(zip(run, known, strict=False))
                starts = tuple(mine[0] for mine, theirs in pairs if mine != theirs)
                if len(run) != len(known) or len(starts) > len(known) // 2:
                    continue
                same = list(sources.ramadan(place, offset, starts)) == run
            except OverlapError:
                continue
            if same:
                found = {"ramadan": place, "offset_days": offset, "starts": list(starts) or None}
                return _kept("season", found), len(known)
    return None, 1


def _absence(kind: str, absence: Closure | TimeOff, plain: str) -> Values:
    one_day = absence.start == absence.end
    low, high = absence.minutes_off or (None, None)
    found = {
        "from": None if one_day else absence.start,
        "until": None if one_day else absence.end,
        "date": absence.start if one_day else None,
        "start": _time(low),
        "end": _time(high),
        "name": _unless(absence.name, plain),
    }
    return _kept(kind, found)


def _flex(flex: Flex) -> Values:
    plain = Flex()
    found = {
        "earlier_minutes": _unless(flex.earlier_minutes, plain.earlier_minutes),
        "later_minutes": _unless(flex.later_minutes, plain.later_minutes),
        "earliest_start": _time(flex.earliest_start),
        "latest_end": _time(flex.latest_end),
        "cohorts": _unless(flex.cohorts, plain.cohorts),
        "min_cohort": _unless(flex.min_cohort, plain.min_cohort),
        "fixed": flex.fixed or None,
        "clocks": None if flex.clocks == plain.clocks else list(flex.clocks),
    }
    return _kept("flex", found)


def _holidays(calendar: Calendar | None) -> str | Values | None:
    """The place alone where there is one and no edit."""
    if calendar is None:
        return None
    places = list(calendar.places)
    place = places[0] if len(places) == 1 else places
    found = {
        "place": place,
        "include": list(calendar.include) or None,
        "exclude": list(calendar.exclude) or None,
        "only": list(calendar.only) or None,
        "add": [{"date": day, "name": name} for day, name in calendar.add] or None,
        "move": [{"from": old, "to": new} for old, new in calendar.move] or None,
        "working": [{"date": day, "name": name} for day, name in calendar.working] or None,
        "rules": [_rule(rule) for rule in calendar.rules] or None,
        "effects": dict(calendar.effects) or None,
        "weekend": _days(calendar.weekend or None),
        "bridges": calendar.bridges,
        "swap_days": None if calendar.swap_days else False,
        "works_through": calendar.works_through or None,
        "beyond": _unless(calendar.beyond, "raise"),
    }
    kept = _kept("holidays", found)
    return place if isinstance(place, str) and len(kept) == 1 else kept


def _rule(rule: Rule) -> Values:
    low, high = rule.minutes_off or (0, DAY)
    found = {
        **rule_values(rule),
        "name": rule.name,
        "start": _time(low or None),
        "until": None if high == DAY else time_text(high),
        "effect": _unless(rule.effect, "off"),
    }
    return _kept("rule", found)


def _meeting(meeting: Meeting) -> Values:
    days = _days(meeting.on or None)
    found = {
        "title": _unless(meeting.title, meeting.id),
        "teams": list(meeting.teams) or None,
        "required": list(meeting.required) or None,
        "optional": list(meeting.optional) or None,
        "quorum": meeting.quorum,
        "minutes": meeting.minutes,
        "every": _unless(meeting.every_text, "week"),
        "on": days[0] if days is not None and len(days) == 1 else days,
        "nth": "last" if meeting.nth == LAST else meeting.nth,
        "at": _time(meeting.at),
        "anchor": meeting.anchor,
        "from": meeting.start,
        "until": meeting.end,
        "count": meeting.count,
        "on_holiday": _unless(meeting.on_holiday, "keep"),
        "holiday_for": _unless(meeting.holiday_for, "required"),
        "description": meeting.description or None,
        "location": meeting.location or None,
        "url": meeting.url or None,
        "organizer": None if meeting.organizer is None else _named_address(*meeting.organizer),
        "categories": list(meeting.categories) or None,
        "remind": list(meeting.remind) or None,
        "private": meeting.private or None,
    }
    return _kept("meeting", found)


def _named_address(name: str, email: str) -> str:
    return email if name == email.partition("@")[0] else f"{name} <{email}>"


def _requirement(need: Requirement) -> tuple[str, Values]:
    if isinstance(need, CoverageNeed):
        start, end = time_text(need.start_minute), time_text(need.end_minute % DAY or DAY)
        plain = CoverageNeed(start, end, zone=need.zone, headcount=need.headcount)
        found: Values = {
            "name": _unless(need.name, plain.name),
            "teams": list(need.teams) or None,
            "skill": need.skill,
            "days": None if need.days == _EVERY_DAY else _days(need.days),
            "start": start,
            "end": end,
            "zone": need.zone,
            "headcount": _unless(need.headcount, 1),
            "holidays": need.holidays or None,
        }
        return "coverage", _kept("coverage", found)
    if isinstance(need, LimitNeed):
        return "limit", _limit(need)
    people = None if need.people == "everyone" else list(need.people)
    if isinstance(need, OverlapNeed):
        found = {
            "name": _unless(need.name, " and ".join(need.teams)),
            "teams": list(need.teams),
            "minutes": need.minutes,
            "people": people,
            "days": _days(need.days),
            "contiguous": None if need.contiguous else False,
            "through_breaks": need.through_breaks or None,
            "holidays": need.holidays or None,
        }
        return "overlap", _kept("overlap", found)
    found = {
        "name": _unless(need.name, f"{need.from_team} to {need.to_team}"),
        "from": need.from_team,
        "to": need.to_team,
        "minutes": need.minutes,
        "people": people,
        "days": _days(need.days),
        "holidays": need.holidays or None,
    }
    return "handoff", _kept("handoff", found)


def _limit(need: LimitNeed) -> Values:
    end = None if need.end_minute is None else time_text(need.end_minute % DAY or DAY)
    plain = LimitNeed(
        need.teams,
        quiet_minutes=need.quiet_minutes,
        rest_minutes=need.rest_minutes,
        start=_time(need.start_minute),
        end=end,
        headcount=need.headcount,
    )
    found = {
        "name": _unless(need.name, plain.name),
        "teams": list(need.teams) or None,
        "quiet_minutes": need.quiet_minutes,
        "rest_minutes": need.rest_minutes,
        "days": _days(need.days),
        "start": _time(need.start_minute),
        "end": end,
        "headcount": _unless(need.headcount, 1),
    }
    return _kept("limit", found)


def _unless(value: object, plain: object) -> object:
    return None if value == plain else value


def _days(days: frozenset[int] | None) -> list[str] | None:
    return None if days is None else [WEEKDAYS[day] for day in sorted(days)]


def _time(minute: int | None) -> str | None:
    return None if minute is None else time_text(minute)
