"""`holidays` and `celebrations`: the days people are off, and the days they celebrate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from overlap.cli.console import note, show
from overlap.cli.machine import print_json
from overlap.cli.options import (
    dated,
    dates,
    file_argument,
    json_option,
    plain_zone_option,
    read_roster,
    style_options,
    whole_year,
)
from overlap.core.civil import DAY, day_of, parse_date
from overlap.core.zones import zone
from overlap.errors import BadArgument
from overlap.people.days import WORKDAY, Day, Status
from overlap.people.listing import Beyond
from overlap.render.document import Document, Paragraph, Table
from overlap.render.moments import date_text, minutes_text

if TYPE_CHECKING:
    from overlap.adapters.statutory import HolidayCalendar

__all__ = ["celebrations", "holidays"]

_language_option = click.option(
    "--language", metavar="CODE", help='Names in another language, such as pt_BR; "own" for the place\'s.'
)
_year_option = click.option(
    "--year", type=int, metavar="Y", help="A whole year, instead of --from and --until."
)


@click.command
@click.argument("place")
@_year_option
@dated
@click.option(
    "--include", multiple=True, metavar="NAME", help="A listed day or festival that is off; may be repeated."
)
@click.option("--exclude", multiple=True, metavar="NAME", help="One that is worked; may be repeated.")
@click.option(
    "--category",
    "categories",
    multiple=True,
    metavar="NAME",
    help="A category that is off too, such as optional or catholic; may be repeated.",
)
@click.option("--beyond", type=click.Choice(get_args(Beyond)), help="Where the data end: raise by default.")
@_language_option
@plain_zone_option
@style_options
@json_option
@click.pass_obj
def holidays(
    now: Callable[[], datetime],
    place: str,
    year: int | None,
    start: str | None,
    end: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    categories: tuple[str, ...],
    beyond: Beyond | None,
    language: str | None,
    zone_key: str | None,
    as_json: bool,
) -> None:
    """What each date is at PLACE: off, partly off, optional, noted or worked, and how sure that is.

    PLACE is a country (PH, Philippines), a part of one (IN-KA), a market (market:XNYS); or a team
    file, to see who is off when and which weeks have fewest people. This year by default.
    """
    if _is_file(place):
        given = [
            (name, value)
            for name, value in (
                ("--include", include),
                ("--exclude", exclude),
                ("--category", categories),
                ("--beyond", beyond),
            )
            if value
        ]
        if given:
            raise BadArgument(f"{given[0][0]} is for a place", hint=f"{place} says for each team what is off")
        _of_roster(now, place, year, start, end, zone_key, language, as_json=as_json)
        return
    if zone_key is not None:
        raise BadArgument("--zone is for a team file", hint="dates of a place are its own")
    first, last = _place_dates(now, year, start, end)
    calendar = _calendar(place, include, exclude, categories, beyond)
    for caveat in calendar.caveats:
        note(f"note: {caveat}")
    days = calendar.days(first, last)
    if as_json:
        body: dict[str, Any] = {"place": list(calendar.places), "caveats": list(calendar.caveats)}
        body["days"] = [_plain(calendar, day, language) for day in days]
        print_json("holidays", day_of(first) * DAY, (day_of(last) + 1) * DAY, body)
        return
    show(_document(calendar, days, language))


def _calendar(
    place: str,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    categories: tuple[str, ...],
    beyond: Beyond | None,
) -> HolidayCalendar:
    from overlap.adapters.statutory import HolidayCalendar

    effects: dict[str, Status] = {
        name: "part" if name == "half_day" else "off" for name in categories if name != WORKDAY
    }
    if len(effects) < len(set(categories)):
        note("note: the category workday names days that are worked; it takes none off")
    return HolidayCalendar(
        place, include=include, exclude=exclude, effects=effects or None, beyond=beyond or "raise"
    )


def _is_file(text: str) -> bool:
    """Whether a text names a team file: standard input, a path, or the name of a file that is there."""
    return text == "-" or text.endswith(".toml") or "/" in text or "\\" in text or Path(text).is_file()


def _place_dates(
    now: Callable[[], datetime], year: int | None, start: str | None, end: str | None
) -> tuple[date, date]:
    """The first and last date asked about; this year by default."""
    from overlap.adapters.clock import today_in

    if year is not None or (start is None and end is None):
        today = today_in(zone("UTC"), now())
        return whole_year(today.year if year is None else year, start, end)
    first = today_in(zone("UTC"), now()) if start is None else parse_date(start, field="start")
    last = date(first.year, 12, 31) if end is None else parse_date(end, field="end")
    if last < first:
        raise BadArgument(
            f"{last.isoformat()} is before {first.isoformat()}", hint="swap the two dates", field="end"
        )
    return first, last


def _plain(calendar: HolidayCalendar, day: Day, language: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {"date": day.date.isoformat(), "status": day.status}
    if day.name is not None:
        found["name"] = day.name
    found |= {"source": day.source, "confidence": day.confidence}
    if len(day.names) > 1:
        found["names"] = list(day.names)
    if language is not None and day.names:
        found["local_names"] = list(calendar.names_in(day, language))
    if day.minutes_off is not None:
        found["minutes_off"] = list(day.minutes_off)
    if day.more_minutes_off:
        found["more_minutes_off"] = [list(pair) for pair in day.more_minutes_off]
    return found | {"why": day.why}


def _document(calendar: HolidayCalendar, days: Sequence[Day], language: str | None) -> Document:
    named = [day for day in days if day.names]
    rows = []
    for day in named:
        names = ", ".join(day.names)
        if language is not None:
            local = ", ".join(calendar.names_in(day, language))
            names = local if local == names else f"{local} ({names})"
        state = day.status
        if day.parts_off:
            state = f"{state} {', '.join(minutes_text(*pair) for pair in day.parts_off)}"  # type: ignore[assignment]
        rows.append((date_text(day_of(day.date)), state, names, day.source, day.confidence))
    counts = {status: sum(day.status == status for day in days) for status in ("off", "part", "soft")}
    head = (
        f"{' and '.join(calendar.places)}, {date_text(day_of(days[0].date))} to "
        f"{date_text(day_of(days[-1].date))}: {counts['off']} off, {counts['part']} partly off, "
        f"{counts['soft']} optional."
    )
    unknown = sum(day.confidence == "unknown" for day in days)
    blocks: list[Paragraph | Table] = [Paragraph(head, strong=True)]
    if unknown:
        plural = "s" if unknown > 1 else ""
        blocks.append(Paragraph(f"Nothing is known of {unknown} date{plural}: the data do not reach them."))
    if rows:
        blocks.append(Table.of(("Date", "Status", "Day", "Source", "Confidence"), rows))
    return Document(tuple(blocks))


def _of_roster(
    now: Callable[[], datetime],
    file: str,
    year: int | None,
    start: str | None,
    end: str | None,
    zone_key: str | None,
    language: str | None,
    *,
    as_json: bool,
) -> None:
    from overlap.planning.holidays import days_off

    roster = read_roster(file, language=language)
    clock = roster.clock(zone_key)
    first, last = dates(clock, start, end, now) if year is None else whole_year(year, start, end)
    found = days_off(roster, first, last, zone=clock.key)
    for caveat in roster.caveats:
        note(f"note: {caveat}")
    if as_json:
        body = {"caveats": list(roster.caveats), **found.to_dict()}
        print_json("holidays", found.horizon.start, found.horizon.end, body)
    else:
        show(found.document())


@click.command
@file_argument
@_year_option
@dated
@_language_option
@plain_zone_option
@style_options
@json_option
@click.pass_obj
def celebrations(
    now: Callable[[], datetime],
    file: str,
    year: int | None,
    start: str | None,
    end: str | None,
    language: str | None,
    zone_key: str | None,
    as_json: bool,
) -> int:
    """What each team celebrates ahead, its members' birthdays and anniversaries, and meetings on a big day.

    With nothing to celebrate the exit status is 1.
    """
    from overlap.planning.celebrations import celebrations as find_celebrations

    roster = read_roster(file)
    clock = roster.clock(zone_key)
    first, last = dates(clock, start, end, now) if year is None else whole_year(year, start, end)
    found = find_celebrations(roster, first, last, zone=clock.key, language=language)
    if as_json:
        print_json("celebrations", found.horizon.start, found.horizon.end, found.to_dict())
    else:
        show(found.document())
    return 0 if found else 1
