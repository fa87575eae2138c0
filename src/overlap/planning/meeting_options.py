"""What a meeting asks of people's time: the options of a search for slots, read and checked.

Law: every option is checked before anything is searched, and an unknown one is refused as Python refuses
an unknown argument. Nothing that is left out can make a constraint vanish: to require nobody is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from math import ceil
from typing import Final, Literal, TypedDict

from overlap.core.civil import DAY, parse_time, parse_weekdays
from overlap.core.horizon import Horizon, Moment, instant_of
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument, BadHorizon, BadQuorum
from overlap.people.busy import Busy, BusyPolicy
from overlap.people.listed import listed, repeated, shown
from overlap.people.numbers import is_whole
from overlap.people.roster import Roster
from overlap.planning.availability import DOMAINS, Availability, Domain, Terms, busy_times
from overlap.planning.discomfort import Discomfort
from overlap.planning.search import Question, Search
from overlap.planning.selection import Group, demand, require_roster

__all__ = ["MeetingOptions", "one_of", "search_for", "whole_number"]

_YEARS: Final = 10
"""Longest horizon of a search: nobody plans a meeting later, and one slip of a digit asks for centuries."""

_PAIRS: Final = 'write [("09:00", "12:00")]'
"""What preferred hours look like."""


class MeetingOptions(TypedDict, total=False):
    """The options of a meeting; `suggest_slots` says what each means."""

    zone: str | None
    required: Iterable[str] | None
    optional: Iterable[str]
    quorum: int | None
    groups: Iterable[Group | tuple[Iterable[str], int | None]] | None
    attendance: int | None
    domain: Domain
    busy: Mapping[str, Iterable[Busy]] | None
    tentative: Literal["busy", "free", "score"]
    all_day: Literal["busy", "free"]
    buffer_before: timedelta
    buffer_after: timedelta
    event_buffer_before: timedelta
    event_buffer_after: timedelta
    now: Moment | None
    notice: timedelta
    per_day: int | None
    per_week: int | None
    not_on: Iterable[str]
    preferred: Iterable[tuple[str, str]]
    soft_holidays: Literal["score", "avoid"]
    step_minutes: int
    raster: str | None
    weights: Discomfort | None


def search_for(
    roster: Roster, start: Moment, end: Moment, duration: timedelta, options: MeetingOptions
) -> Search:
    """The search that these arguments ask of a roster.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon of up to ten years.
        UnknownId, BadQuorum: If an id is unknown, or a quorum can never be reached.
        BadArgument, BadTime: If another argument cannot be right, or nobody is asked.
        TypeError: If there is no such option.
    """
    unknown = sorted(options.keys() - MeetingOptions.__annotations__.keys())
    if unknown:
        raise TypeError(f"a meeting has no option {unknown[0]!r}")
    require_roster(roster)
    clock = roster.clock(options.get("zone"))
    horizon = Horizon.of(start, end, clock)
    if horizon.minutes > (_YEARS * 365 + 3) * DAY:
        raise BadHorizon(
            f"the horizon {horizon!r} is longer than {_YEARS} years",
            hint="ask about fewer years",
            field="end",
        )
    minutes = _minutes(duration, "duration", least=1)
    known = Availability(roster, horizon, _terms(options), busy_times(roster, options.get("busy")))
    return Search(_question(roster, clock, minutes, options), known)


def _question(roster: Roster, clock: Zone, minutes: int, options: MeetingOptions) -> Question:
    required = options.get("required")
    named = None if required is None else _ids(required, "required")
    optional = _ids(options.get("optional", ()), "optional")
    if named is not None and not named:
        raise BadArgument(
            "nobody is required", hint="name at least one id, or leave it out for all teams", field="required"
        )
    groups: object = options.get("groups")
    if groups is not None and named is not None:
        raise BadArgument(
            "groups have their own quorums",
            hint="give groups alone, or required with a quorum",
            field="groups",
        )
    if groups is not None and (isinstance(groups, str) or not isinstance(groups, Iterable)):
        raise BadArgument(
            f"groups is {shown(groups)}, not a list", hint='write [(["manila", "pune"], 1)]', field="groups"
        )
    if named is None and groups is None:
        # What is optional is not required as well.
        named = tuple(team.id for team in roster if team.id not in optional)
        if not named:
            raise BadArgument("everybody is optional", hint="require at least one id", field="optional")
    asked = demand(roster, named, options.get("quorum"), None, groups)
    for one in optional:
        roster.find(one)
    both = [one for one in optional if one in asked.ids]
    twice = repeated(optional)
    if both or twice is not None:
        name = both[0] if both else twice
        raise BadArgument(f'"{name}" is named twice', hint="name each id once", field="optional")
    step = options.get("step_minutes", 15)
    if not is_whole(step, least=1) or DAY % step:
        raise BadArgument(
            f"step_minutes is {shown(step)}", hint="give a divisor of a day, such as 15", field="step_minutes"
        )
    count = len(asked.ids) + len(optional)
    attendance = options.get("attendance")
    if attendance is not None and (not is_whole(attendance, least=1) or attendance > count):
        raise BadQuorum(
            f"an attendance of {shown(attendance)} where {count} are asked",
            hint=f"ask for 1 to {count}",
            field="attendance",
        )
    raster = options.get("raster")
    weekdays = frozenset(range(7))
    not_on: object = options.get("not_on", ())
    if isinstance(not_on, Iterable) and not isinstance(not_on, str):
        not_on = tuple(not_on)
    if not_on != ():
        weekdays -= parse_weekdays(not_on, field="not_on")
    if not weekdays:
        raise BadArgument("no weekday is left", hint="leave one out of not_on", field="not_on")
    return Question(
        asked,
        optional,
        minutes,
        step,
        clock,
        clock if raster is None else zone_of(raster),
        _earliest(options),
        weekdays,
        _preferred(options.get("preferred", ())),
        attendance or 0,
    )


def _terms(options: MeetingOptions) -> Terms:
    domain = options.get("domain", "work")
    one_of(domain, DOMAINS, "domain")
    tentative = options.get("tentative", "busy")
    one_of(tentative, ("busy", "free", "score"), "tentative")
    all_day = options.get("all_day", "busy")
    one_of(all_day, ("busy", "free"), "all_day")
    soft = options.get("soft_holidays", "score")
    one_of(soft, ("score", "avoid"), "soft_holidays")
    per_day, per_week = options.get("per_day"), options.get("per_week")
    for limit, name in ((per_day, "per_day"), (per_week, "per_week")):
        if limit is not None:
            whole_number(limit, name)
    weights = options.get("weights")
    if weights is not None and not isinstance(weights, Discomfort):
        raise BadArgument(
            f"weights is {shown(weights)}", hint="give overlap.Discomfort(fringe=2)", field="weights"
        )
    none = timedelta(0)
    gaps = {
        name: _minutes(options.get(name, none), name)
        for name in ("buffer_before", "buffer_after", "event_buffer_before", "event_buffer_after")
    }
    return Terms(
        domain,
        soft == "avoid",
        BusyPolicy(tentative=tentative == "busy", all_day=all_day == "busy"),
        tentative == "score",
        max(gaps["buffer_before"], gaps["event_buffer_after"]),
        max(gaps["buffer_after"], gaps["event_buffer_before"]),
        per_day,
        per_week,
        weights or Discomfort(),
    )


def _ids(ids: Iterable[str], field: str) -> tuple[str, ...]:
    return listed(ids, str, field)


def _preferred(given: object) -> tuple[tuple[int, int], ...]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise BadArgument(f"preferred is {shown(given)}", hint=_PAIRS, field="preferred")
    return tuple(_hours(pair) for pair in given)


def _hours(pair: object) -> tuple[int, int]:
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise BadArgument(f"preferred holds {shown(pair)}", hint=_PAIRS, field="preferred")
    low = parse_time(pair[0], field="preferred")
    high = parse_time(pair[1], latest="24:00", field="preferred")
    return low, high if high > low else high + DAY


def _earliest(options: MeetingOptions) -> int | None:
    now, notice = options.get("now"), options.get("notice", timedelta(0))
    minutes = _minutes(notice, "notice")
    if now is None:
        if minutes:
            raise BadArgument(
                "notice needs to know what time it is", hint="give now, an aware datetime", field="now"
            )
        return None
    return instant_of(now, name="now", up=True) + minutes


def _minutes(value: object, field: str, *, least: int = 0) -> int:
    """Whole minutes of a length; seconds round up."""
    if not isinstance(value, timedelta) or value < timedelta(minutes=least):
        raise BadArgument(
            f"{field} is {shown(value)}",
            hint="give a timedelta of a minute or more" if least else "give a timedelta from zero",
            field=field,
        )
    # By seconds: a pendulum duration is a timedelta that cannot be divided by one.
    minutes = ceil(value.total_seconds() / 60)
    if minutes > _YEARS * 366 * DAY:
        raise BadArgument(f"{field} is {shown(value)}", hint=f"give less than {_YEARS} years", field=field)
    return minutes


def whole_number(value: object, field: str) -> None:
    """That an argument is a whole number from 1.

    Raises:
        BadArgument: If it is not.
    """
    if not is_whole(value, least=1):
        raise BadArgument(f"{field} is {shown(value)}", hint="give a whole number from 1", field=field)


def one_of(value: object, allowed: tuple[str, ...], field: str) -> None:
    """That an argument is one of some words.

    Raises:
        BadArgument: If it is not.
    """
    if value not in allowed:
        words = ", ".join(f'"{word}"' for word in allowed)
        raise BadArgument(f"{field} is {shown(value)}", hint=f"use {words}", field=field)
