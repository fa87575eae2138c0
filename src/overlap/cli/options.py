"""Options that several commands share, and the roster and horizon they come to.

Law: an option means the same everywhere. Without dates a question is about the thirteen weeks from
today on, in the zone of the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import click

from overlap.cli.console import note
from overlap.core.zones import Zone
from overlap.errors import BadArgument
from overlap.people.numbers import whole_of_text

if TYPE_CHECKING:
    from overlap.people.entries import EntrySource
    from overlap.people.roster import Roster

__all__ = [
    "FILE",
    "calendar_option",
    "dated",
    "dates",
    "file_argument",
    "group_of",
    "json_option",
    "language_asked",
    "language_option",
    "plain_zone_option",
    "read_roster",
    "style_options",
    "teams_option",
    "whole_year",
    "write_calendar",
    "zone_option",
]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_AHEAD: Final = timedelta(weeks=13, days=-1)
"""From the first date to the last of a quarter: what a lead plans."""

_LANGUAGE: Final = "overlap.language"
"""Where a command's context keeps the language of holiday names."""

FILE: Final = click.STRING
"""A team file, or "-"; reading it makes better errors than click's own checks."""


def file_argument(command: _Command) -> _Command:
    """The team file."""
    return click.argument("file", type=FILE)(command)


def json_option(command: _Command) -> _Command:
    """Machine output."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(command)


def zone_option(command: _Command) -> _Command:
    """The clock of the answer, how its dates and times are written, and what holidays are called."""
    return plain_zone_option(style_options(language_option(command)))


def language_option(command: _Command) -> _Command:
    """What holidays are called in the answer; `read_roster` heeds it."""

    def keep(context: click.Context, _: click.Parameter, value: str | None) -> None:
        context.meta[_LANGUAGE] = value

    option = click.option(
        "--language",
        metavar="CODE",
        expose_value=False,
        callback=keep,
        help='Holiday names in pl, pt_BR, ...; "own" for each place\'s own; English by default.',
    )
    return option(command)


def style_options(command: _Command) -> _Command:
    """How people read dates and times; what programs read with --json stays as it is."""

    @wraps(command)
    def styled(*arguments: Any, hours: str | None, locale_tag: str | None, **options: Any) -> Any:
        from overlap.render.style import PLAIN, Style, reading_as

        style = Style(12 if hours == "12" else 24, locale_tag)
        with reading_as(PLAIN if options.get("as_json") else style):
            return command(*arguments, **options)

    hours = click.option(
        "--hours", type=click.Choice(["12", "24"]), help="Times as 5:00 pm or 17:00; 24 by default."
    )
    locale = click.option(
        "--locale", "locale_tag", metavar="TAG", help="Dates and times as in pl or pt_BR; English by default."
    )
    return cast("_Command", hours(locale(styled)))


def plain_zone_option(command: _Command) -> _Command:
    """The clock of an answer that programs read."""
    return click.option(
        "--zone", "zone_key", metavar="ZONE", help="Clock of dates and times; the file's zone by default."
    )(command)


def teams_option(command: _Command) -> _Command:
    """Whom the question is about."""
    return click.option(
        "--team", "teams", metavar="ID", multiple=True, help="Only this team or team.member; may be repeated."
    )(command)


def dated(command: _Command) -> _Command:
    """From when until when."""
    start = click.option(
        "--from", "start", metavar="DATE", help="First date, or an instant such as 2026-03-02T14:00Z; today."
    )
    end = click.option(
        "--until", "end", metavar="DATE", help="Last date, included, or an instant; 13 weeks from the start."
    )
    return start(end(command))


def dates(
    clock: Zone, start: str | None, end: str | None, now: Callable[[], datetime]
) -> tuple[str | date, str | date]:
    """The two moments of a question, with the defaults for those left out."""
    from overlap.adapters.clock import today_in

    first: str | date = today_in(clock, now()) if start is None else start
    if end is not None:
        return first, end
    begin = first if isinstance(first, date) else _local_date(first, clock)
    # Past the last date Python knows, the horizon's own check speaks.
    return first, begin + min(_AHEAD, date.max - begin)


def calendar_option(command: _Command) -> _Command:
    """A calendar file beside the answer."""
    return click.option(
        "-o", "--output", metavar="OUT.ics", help="Also write it as a calendar file; see export."
    )(command)


def write_calendar(found: EntrySource, output: str | None, roster: Roster, now: datetime) -> None:
    """Writes an answer as a calendar file, if one is asked for, and says so on stderr.

    Raises:
        BadArgument: If it is to go to stdout, where the answer goes.
        FileError: If it cannot be written, or another program's file is in its place.
    """
    if output is None:
        return
    from overlap.adapters.ics_export import write_ics
    from overlap.render.style import PLAIN, reading_as

    if output == "-":
        raise BadArgument("the answer itself goes to stdout", hint="name a file: -o OUT.ics", field="output")
    with reading_as(PLAIN):  # another program reads it
        done = write_ics(found, output, stamp=now, name=roster.title)
    note(f"{'wrote' if done.is_written else 'left as it was:'} {done.path}")


def whole_year(year: int, start: str | None, end: str | None) -> tuple[date, date]:
    """The first and last date of a year.

    Raises:
        BadArgument: If dates were given besides, or there is no such year.
    """
    if start is not None or end is not None:
        raise BadArgument(
            "a year and dates contradict each other",
            hint="leave out --year, or --from and --until",
            field="year",
        )
    if not date.min.year <= year <= date.max.year:
        raise BadArgument(f"{year} is no year of the calendar", hint="write four digits", field="year")
    return date(year, 1, 1), date(year, 12, 31)


def _local_date(text: str, clock: Zone) -> date:
    """The date of ISO text, or the local date of an instant."""
    from overlap.core.civil import DAY, date_of, parse_date
    from overlap.core.horizon import instant_of

    text = text.strip()
    if len(text) <= 10:
        return parse_date(text, field="start")
    return date_of(clock.to_wall(instant_of(text, name="start")) // DAY)


def group_of(text: str) -> tuple[list[str], int | None]:
    """The ids and the quorum of a group written "ID,ID" or "ID,ID:K".

    Raises:
        BadArgument: If what follows the colon is no number.
    """
    ids, colon, quorum = text.rpartition(":")
    if not colon:
        return text.split(","), None
    number = whole_of_text(quorum)
    if number is None:
        raise BadArgument(f'the group "{text}" has no number after its colon', hint="write ID,ID:1")
    return ids.split(","), number


def language_asked() -> str | None:
    """The language that `language_option` was given, or None."""
    found: str | None = click.get_current_context().meta.get(_LANGUAGE)
    return found


def read_roster(file: str, *, language: str | None = None) -> Roster:
    """Loads a team file, with holidays named in a language if one was asked for; its warnings go to stderr.

    Raises:
        OverlapError: If the file has errors, or no place of it has the language asked for.
    """
    from overlap.adapters.team_file import load

    return load(file, on_warning=lambda problem: note(str(problem)), language=language or language_asked())
