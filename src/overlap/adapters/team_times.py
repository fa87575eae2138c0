"""The times of a team file: shifts, breaks, cycles, seasons, closures, time off, flex.

Law: a field is checked where it stands, and things that do not fit together are reported at the
one that comes later. Dates are local and both ends count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from overlap.adapters.team_holidays import Sources
from overlap.adapters.team_reading import shown
from overlap.adapters.team_table import Table
from overlap.adapters.toml_positions import Path
from overlap.core.civil import DAY, parse_time
from overlap.errors import BadShift, OverlapError
from overlap.people.absence import Closure, TimeOff
from overlap.people.flex import Flex
from overlap.people.schedule import DATED, OFF, RAMADAN, YEARLY, Cycle, Season, yearly_seasons
from overlap.people.shifts import LONG_SHIFT_MINUTES, Break, Shift

__all__ = [
    "Named",
    "check_cycle",
    "check_names",
    "check_seasons",
    "read_closures",
    "read_cycle",
    "read_flex",
    "read_seasons",
    "read_shift",
    "read_shifts",
    "read_time_off",
]

_SHIFT_EXAMPLE: Final = 'write { start = "09:00", end = "17:00" }'
_DATES_EXAMPLE: Final = "write from = 2027-03-01 and until = 2027-03-05; both dates count"
_FROM_TIMES: Final = re.compile(r"\d\d:\d\d-\d\d:\d\d")


class Named(NamedTuple):
    """A shift that was read, or could not be: its table, and its name if that much is known."""

    table: Table
    name: str | None
    shift: Shift | None


def read_shifts(owner: Table) -> list[Named]:
    """The shifts of a table's list `shifts`."""
    return [read_shift(inner) for inner in owner.tables("shifts", "shift", f"a shift of {owner.what}")]


def read_shift(table: Table) -> Named:
    """One shift."""
    table.need("start", "end", example=_SHIFT_EXAMPLE)
    start, end = table.time("start"), table.time("end", latest="24:00")
    name = table.text("name")
    days, headcount = table.weekdays("days"), table.whole("headcount", least=1, slug="bad-shift")
    zone = table.zone("zone")
    pauses = table.tables("breaks", "break", f"a break of {table.what}")
    breaks = [(inner, pause) for inner in pauses if (pause := _break(inner)) is not None]
    if name is not None and (not name.strip() or name == OFF):
        table.fault("bad-shift", f"{shown(name)} cannot name a shift", f'any text but "{OFF}"', at="name")
    if start is not None and end is not None:
        _check_length(table, start, end, breaks)
    shift = table.make(
        lambda: Shift(
            start or "",
            end or "",
            name=name,
            breaks=[pause for _, pause in breaks],
            days=days,
            headcount=headcount,
            zone=zone,
        )
    )
    return Named(table, name if shift is None else shift.name, shift)


def _check_length(table: Table, start: str, end: str, breaks: Sequence[tuple[Table, Break]]) -> None:
    first, last = parse_time(start), parse_time(end, latest="24:00")
    if first == last:
        hint = 'write start = "00:00", end = "24:00" for a whole day'
        table.fault("bad-shift", f"the shift starts and ends at {start}", hint, at="end")
        return
    last += DAY if last < first else 0
    for inner, pause in breaks:
        try:
            pause.within(first, last)
        except BadShift as error:
            inner.caught(error)
    if LONG_SHIFT_MINUTES < last - first < DAY:
        hours, minutes = divmod(last - first, 60)
        length = f"{hours} h" + (f" {minutes} min" if minutes else "")
        turned = f'did you mean start = "{end}", end = "{start}"? ' if last > DAY else ""
        hint = f"{turned}split it if people take turns"
        table.fault("long-shift", f"the shift {start}-{end} lasts {length}", hint, severity="warning")


def _break(table: Table) -> Break | None:
    start, end = table.time("start"), table.time("end", latest="24:00")
    after = table.whole("after_minutes", least=0, slug="bad-shift")
    minutes = table.whole("minutes", least=1, slug="bad-shift")
    paid, days = table.flag("paid"), table.weekdays("days")
    return table.make(
        lambda: Break(start, end, after_minutes=after, minutes=minutes, paid=paid or False, days=days)
    )


def read_cycle(owner: Table) -> tuple[Table, Cycle | None] | None:
    """The rotation of a team or member with its table, or None if there is none."""
    table = owner.table("cycle", "cycle", f"the cycle of {owner.what}")
    if table is None:
        return None
    table.need("anchor", "days", example='write { anchor = 2026-01-05, days = ["early", "late", "off"] }')
    anchor, days = table.date("anchor"), table.texts("days")
    if days is not None and (not days or "" in days):
        hint = 'write days = ["early", "late", "off"]'
        table.fault("bad-schedule", "a cycle needs a list of shift names", hint, at="days")
    return table, table.make(lambda: Cycle(anchor or "", days or ()))


def check_cycle(cycle: Table, shifts: Sequence[Named]) -> None:
    """Report what keeps a cycle from telling its shifts apart, and names that are no shift's."""
    names: set[str] = set()
    for one in shifts:
        if "days" in one.table:
            hint = "leave out its days, or the cycle"
            one.table.fault("bad-schedule", "the shift has weekdays, but a cycle decides", hint, at="days")
        if one.name is None:
            continue
        if one.name in names:
            hint = "give each its own name"
            message = f"two shifts are called {shown(one.name)}, so a cycle cannot tell them apart"
            one.table.fault("bad-schedule", message, hint, at="name")
        names.add(one.name)
    check_names(cycle, "days", shifts, "the cycle names", also=(OFF,))


def check_names(
    table: Table, key: str, shifts: Iterable[Named], what: str, *, also: tuple[str, ...] = ()
) -> None:
    """Report each text of a list that names no shift, nor is one of `also`.

    A shift that could not be read may have any name made of its times.
    """
    known = {*also}
    unread = False
    for one in shifts:
        unread = unread or one.name is None
        known |= set() if one.name is None else {one.name}
    items = table.values.get(key)
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, str) or not item or item in known or (unread and _FROM_TIMES.fullmatch(item)):
            continue
        listed = tuple(sorted(known))
        known.add(item)  # reported once
        near = table.reading.near(item, f"shifts of {table.path[:2]}", listed)
        use = ", ".join(f'"{name}"' for name in listed[:12])
        hint = f'did you mean "{near}"?' if near else f"use {use}" if use else "the team has no shifts"
        table.fault("bad-schedule", f"{what} {shown(item)}, which is no shift", hint, at=(key, index))


def read_seasons(owner: Table, sources: Sources, cycle: Table | None) -> list[tuple[Table, Season]]:
    """The seasons of a team, each with its table; a Ramadan entry becomes one for each year."""
    found: list[tuple[Table, Season]] = []
    for table in owner.tables("seasons", "season", f"a season of {owner.what}"):
        ranges = _ramadans(table, sources) if "ramadan" in table else _season_dates(table)
        shifts = read_shifts(table) if "shifts" in table else None
        shorten = table.whole("shorten_minutes", least=1, slug="bad-schedule")
        name = table.text("name")
        if ("shifts" in table) == ("shorten_minutes" in table):
            message = "a season needs either shifts or shorten_minutes"
            hint = "say what is worked instead, or how many minutes earlier each shift ends"
            table.fault("bad-schedule", message, hint)
        if shifts is not None and cycle is not None:
            check_cycle(cycle, shifts)
        own = None if shifts is None else [one.shift for one in shifts if one.shift is not None]
        label = name if name is not None else "Ramadan" if "ramadan" in table else "season"
        precedence = RAMADAN if "ramadan" in table else DATED if len(ranges) == 1 else YEARLY
        for first, last in ranges:
            season = table.make(
                partial(
                    Season,
                    first,
                    last,
                    shifts=own,
                    shorten_minutes=shorten or 0,
                    name=label,
                    precedence=precedence,
                )
            )
            if season is not None:
                found.append((table, season))
    return found


def check_seasons(seasons: Iterable[tuple[Table, Season]]) -> None:
    """Report seasons of a team that overlap, each once, at the one later in the file."""
    ordered = sorted(seasons, key=lambda pair: (pair[1].precedence, pair[1].start))
    reported: set[Path] = set()
    last: tuple[Table, Season] | None = None
    for after, later in ordered:
        if last is None or later.precedence != last[1].precedence:
            last = after, later
            continue
        before, earlier = last
        if later.start <= earlier.end:
            table = max(before, after, key=lambda one: one.path[-1])
            if table.path not in reported:
                reported.add(table.path)
                table.fault(
                    "bad-schedule",
                    f'the seasons "{earlier.name}" and "{later.name}" overlap on {later.start.isoformat()}',
                    "end one before the other starts",
                )
        if later.end > earlier.end:
            last = after, later


def _season_dates(table: Table) -> Sequence[tuple[date, date]]:
    """The first and last dates of a season: of one, or with days of the year of one in each year."""
    for key in ("offset_days", "starts"):
        if key in table:
            table.fault("bad-schedule", f"{key} goes with Ramadan only", f"leave out {key}", at=key)
    days = [
        key
        for key in ("from", "until")
        if isinstance(value := table.values.get(key), str) and len(value) == len("MM-DD")
    ]
    if not days:
        return _dates(table)
    table.need("from", "until", example='write from = "06-15" and until = "09-15"; both days count')
    found = {key: table.month_day(key, every_year=True) for key in days}
    for key in ("from", "until"):
        if key not in found and table.date(key) is not None:
            message = f"{key} is a date, {days[0]} a day of each year"
            table.fault("bad-date", message, "write both with the year, or neither", at=key)
    if len(days) < 2 or None in found.values():
        return ()
    seasons = yearly_seasons(found["from"] or "", found["until"] or "", shorten_minutes=1)
    return [(season.start, season.end) for season in seasons]


def _ramadans(table: Table, sources: Sources) -> Sequence[tuple[date, date]]:
    for key in ("from", "until"):
        if key in table:
            table.fault("bad-schedule", "Ramadan has its own dates", f"leave out {key}, or ramadan", at=key)
    before = table.reading.errors
    place, offset, starts = table.text("ramadan"), table.integer("offset_days"), table.dates("starts")
    if place is None or table.reading.errors > before:
        return ()
    try:
        return sources.ramadan(place, offset, tuple(starts or ()))
    except OverlapError as error:
        table.caught(error, at=error.field if error.field in table.values else "ramadan")
        return ()


def _dates(table: Table, *, open_end: bool = False) -> list[tuple[date, date]]:
    """The first and last date of a table: `from` and `until`, or with `open_end` also `date`."""
    if open_end and "date" in table:
        for key in ("from", "until"):
            if key in table:
                table.fault("bad-date", f"date and {key} contradict each other", "keep one", at=key)
        day = table.date("date")
        return [] if day is None else [(day, day)]
    table.need("from", *(() if open_end else ("until",)), example=_DATES_EXAMPLE)
    first, last = table.date("from"), table.date("until")
    if first is None or (last is None and "until" in table):
        return []
    last = first if last is None else last
    if last < first:
        message = f"until {last.isoformat()} is before from {first.isoformat()}"
        table.fault("bad-date", message, "swap the two dates", at="until")
        return []
    return [(first, last)]


def read_closures(owner: Table) -> list[Closure]:
    """The closures of a team."""
    tables = owner.tables("closures", "closure", f"a closure of {owner.what}")
    return [closure for closure in map(_closure, tables) if closure is not None]


def _closure(table: Table) -> Closure | None:
    dates, name = _dates(table, open_end=True), table.text("name")
    return table.make(lambda: Closure(*dates[0], name="closure" if name is None else name))


def read_time_off(owner: Table) -> list[TimeOff]:
    """The time off of a member."""
    tables = owner.tables("time_off", "time_off", f"time off of {owner.what}")
    return [off for off in map(_time_off, tables) if off is not None]


def _time_off(table: Table) -> TimeOff | None:
    dates, name = _dates(table, open_end=True), table.text("name")
    low, high = table.time("start"), table.time("end", latest="24:00")
    label = "time off" if name is None else name
    return table.make(lambda: TimeOff(*dates[0], from_time=low, until_time=high, name=label))


def read_flex(owner: Table) -> Flex | None:
    """How far a team's shifts may move."""
    table = owner.table("flex", "flex", f"the flex of {owner.what}")
    if table is None:
        return None
    numbers = {
        key: table.whole(key, least=least, slug="bad-schedule")
        for key, least in (("earlier_minutes", 0), ("later_minutes", 0), ("cohorts", 1), ("min_cohort", 1))
    }
    start, end = table.time("earliest_start"), table.time("latest_end", latest="48:00")
    fixed, clocks = table.flag("fixed"), table.zones("clocks", also="local")
    return table.make(
        lambda: Flex(
            earlier_minutes=numbers["earlier_minutes"] or 0,
            later_minutes=numbers["later_minutes"] or 0,
            earliest_start=start,
            latest_end=end,
            cohorts=numbers["cohorts"] or 1,
            min_cohort=numbers["min_cohort"] or 1,
            fixed=fixed or False,
            clocks=clocks or ("local",),
        )
    )
