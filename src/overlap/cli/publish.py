"""`publish`: events put into a calendar on a server, and kept as they are in the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from overlap.cli.console import note, show
from overlap.cli.machine import print_json
from overlap.cli.options import dated, json_option, read_roster
from overlap.errors import BadArgument, NetworkError

if TYPE_CHECKING:
    from overlap.adapters.caldav_publish import Publication

__all__ = ["publish"]


@click.command
@click.argument("file")
@click.option("--calendar", required=True, metavar="URL", help="The calendar's own address, https.")
@click.option("--meeting", "meetings", multiple=True, metavar="ID", help="Only this one; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--prune", is_flag=True, help="Delete what was published before and is no longer in the file.")
@click.option("--create", is_flag=True, help="Make the calendar if there is none.")
@click.option("--invite", is_flag=True, help="Let the server send invitations to the guests.")
@click.option("--user", metavar="NAME", help="Who signs in; OVERLAP_CALDAV_USER by default.")
@click.option("--name", metavar="NAME", help="What this set of events is called, for --prune.")
@dated
@json_option
@click.pass_obj
def publish(
    now: Callable[[], datetime],
    file: str,
    calendar: str,
    meetings: tuple[str, ...],
    dry_run: bool,
    prune: bool,
    create: bool,
    invite: bool,
    user: str | None,
    name: str | None,
    start: str | None,
    end: str | None,
    as_json: bool,
) -> int:
    """Put the meetings of a team file, or the events of an .ics file, into a calendar on a CalDAV server.

    Run again, it changes what has changed and nothing else. The password is never an argument: it comes from
    OVERLAP_CALDAV_PASSWORD (or OVERLAP_CALDAV_TOKEN), or from the system's keyring.

    Exit status 3 if the server cannot be reached, does not let you in or does not do as asked.
    """
    from overlap.adapters.caldav_access import check_address, read_credentials
    from overlap.adapters.caldav_publish import publish as publish_text

    check_address(calendar)
    text, own_name = _events(file, meetings, start, end, now)
    if prune and meetings:
        raise BadArgument(
            "with some meetings only, all others would count as no longer in the file",
            hint="leave out --meeting, or --prune",
            field="prune",
        )
    credentials = read_credentials(calendar, user=user)
    try:
        done = publish_text(
            text,
            calendar,
            credentials=credentials,
            name=own_name if name is None else name,
            dry_run=dry_run,
            prune=prune,
            create=create,
            invite=invite,
        )
    except NetworkError as error:
        for one in error.done:
            note(f"done before: {one['action']} {one['title']} ({one['starts']})")
        raise
    _tell(done, as_json)
    return 0 if done.reason is None else 1


def _events(
    file: str, meetings: tuple[str, ...], start: str | None, end: str | None, now: Callable[[], datetime]
) -> tuple[str, str | None]:
    """The calendar to publish, and the name of its set of events if the file gives one."""
    from overlap.adapters.caldav_publish import read_calendar_file
    from overlap.adapters.team_file import STDIN, loads, read_text

    text = read_text(STDIN) if file == STDIN else read_calendar_file(file) if _is_calendar(file) else None
    if text is not None and (file != STDIN or text.lstrip().upper().startswith("BEGIN:VCALENDAR")):
        if meetings or start is not None or end is not None:
            raise BadArgument(
                "--meeting, --from and --until choose from a team file",
                hint="leave them out, or give the team file",
            )
        return text, None
    from overlap.adapters.ics_export import export_ics
    from overlap.cli.export import CalendarContents, chosen_meetings

    if text is None:
        roster = read_roster(file)
    else:
        roster = loads(text, name="<stdin>", on_warning=lambda problem: note(str(problem)))
    chosen = chosen_meetings(roster, meetings)
    for one in chosen:
        if start is None and one.start is None:
            note(f'note: the meeting {one.id} has no "from": there it begins on the day of publishing')
    for caveat in roster.caveats:
        note(f"note: {caveat}")
    # The same entries as `export` writes, so that a file and a calendar of one plan agree.
    entries = CalendarContents(roster, chosen, set(), (), start, end, now, file).entries(None)
    return export_ics(entries, stamp=now(), name=roster.title, method=""), roster.id


def _is_calendar(file: str) -> bool:
    return file.lower().endswith(".ics")


def _tell(done: Publication, as_json: bool) -> None:
    if as_json:
        print_json("publish", None, None, done.to_dict())
    else:
        show(done.document())
