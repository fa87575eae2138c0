"""`series` and `plan`: a recurring meeting as it is, and where it should be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from overlap.cli.busy_files import busy_of_meetings
from overlap.cli.console import show
from overlap.cli.machine import print_json
from overlap.cli.options import (
    calendar_option,
    dated,
    dates,
    file_argument,
    json_option,
    read_roster,
    write_calendar,
    zone_option,
)
from overlap.core.horizon import Horizon
from overlap.errors import BadArgument

if TYPE_CHECKING:
    from datetime import date

    from overlap.people.meetings import Meeting
    from overlap.people.roster import Roster

__all__ = ["meeting_dates_of", "meeting_option", "only_meeting", "plan", "programme_dates", "series"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_DOMAIN = click.option(
    "--domain",
    type=click.Choice(["work", "fringe", "waking"]),
    default="work",
    help="What lets people come: being at work (default), also the fringe, or anything but quiet hours.",
)


def meeting_option(command: _Command) -> _Command:
    """Which meeting of the file."""
    option = click.option(
        "--meeting", "meeting_id", metavar="ID", help="Which meeting of the file; the only one by default."
    )
    return option(command)


def only_meeting(roster: Roster, meeting_id: str | None) -> Meeting:
    """The meeting asked about.

    Raises:
        UnknownId: If the file has no such meeting.
        BadArgument: If none is named and the file has not exactly one.
    """
    from overlap.planning.invited import meeting_of

    if meeting_id is not None:
        return meeting_of(roster, meeting_id)
    if len(roster.meetings) == 1:
        return roster.meetings[0]
    ids = ", ".join(one.id for one in roster.meetings)
    raise BadArgument(
        f"the file has {len(roster.meetings)} meetings" if ids else "the file has no meeting",
        hint=f"name one with --meeting: {ids}" if ids else "add a table [meeting.sync]",
        field="meeting",
    )


def meeting_dates_of(
    roster: Roster, meeting: Meeting, start: str | None, end: str | None, now: Callable[[], datetime]
) -> tuple[str | date | None, str | date | None]:
    """The dates asked about; those left out are the meeting's own, else thirteen weeks from today on.

    None for both where the meeting's own dates are meant.
    """
    from overlap.adapters.clock import today_in
    from overlap.planning.occurrences import anchor_clock
    from overlap.planning.series import own_horizon

    clock = anchor_clock(roster, meeting)
    if start is None and end is None:
        if own_horizon(roster, meeting) is not None:
            return None, None
        today = today_in(clock, now())
        begin = meeting.start or today
        return begin, meeting.end or dates(clock, max(begin, today).isoformat(), None, now)[1]
    if start is None and meeting.start is not None:
        start = meeting.start.isoformat()
    first, last = dates(clock, start, end, now)
    return first, last if end is not None or meeting.end is None else meeting.end


def programme_dates(
    roster: Roster, start: str | None, end: str | None, now: Callable[[], datetime]
) -> tuple[str | date, str | date]:
    """The dates asked about all meetings; those left out are their own, from the first to the last of all.

    Where none of them has a first and a last date, thirteen weeks from today on.
    """
    from overlap.planning.occurrences import anchor_clock
    from overlap.planning.series import own_horizon

    bounded = [one for meeting in roster.meetings if (one := own_horizon(roster, meeting)) is not None]
    if start is None and end is None and bounded:
        clocks = [anchor_clock(roster, meeting) for meeting in roster.meetings] + [roster.home]
        dates_of = [one.dates(clock) for one in bounded for clock in clocks]
        return min(low for low, _ in dates_of), max(high for _, high in dates_of)
    return dates(roster.home, start, end, now)


@click.command
@file_argument
@meeting_option
@dated
@_DOMAIN
@zone_option
@json_option
@click.pass_obj
def series(
    now: Callable[[], datetime],
    /,
    file: str,
    meeting_id: str | None,
    start: str | None,
    end: str | None,
    domain: Any,
    zone_key: str | None,
    as_json: bool,
) -> int:
    """Every occurrence of a recurring meeting with everybody's local time and status, and what drifts.

    Without dates it is about the meeting's own, else about thirteen weeks. A meeting without a time is at
    its best one. Without --meeting, of a file with several, all of them are shown together, and where
    somebody is invited to two at once. With no occurrence the exit status is 1.
    """
    from overlap.planning.series import audit_series, series_horizon

    roster = read_roster(file)
    if zone_key is not None:
        roster.clock(zone_key)
    if meeting_id is None and len(roster.meetings) > 1:
        return _programme(roster, file, start, end, now, domain, zone_key, as_json)
    meeting = only_meeting(roster, meeting_id)
    first, last = meeting_dates_of(roster, meeting, start, end, now)
    horizon = series_horizon(roster, meeting, first, last)
    busy = busy_of_meetings(roster, file, horizon.start, horizon.end)
    found = audit_series(roster, meeting, first, last, domain=domain, busy=busy)
    if as_json:
        print_json("series", found.horizon.start, found.horizon.end, found.to_dict())
    else:
        show(found.document(zone_key))
    return 0 if found else 1


def _programme(
    roster: Roster,
    file: str,
    start: str | None,
    end: str | None,
    now: Callable[[], datetime],
    domain: Any,
    zone_key: str | None,
    as_json: bool,
) -> int:
    """All meetings of the file together."""
    from overlap.planning.programme import plan_programme

    first, last = programme_dates(roster, start, end, now)
    horizon = Horizon.of(first, last, roster.home)
    busy = busy_of_meetings(roster, file, horizon.start, horizon.end)
    found = plan_programme(roster, first, last, domain=domain, busy=busy)
    if as_json:
        print_json("series", found.horizon.start, found.horizon.end, found.to_dict())
    else:
        show(found.document(zone_key))
    return 0 if any(found) else 1


@click.command
@file_argument
@meeting_option
@dated
@click.option(
    "--weekday", "weekdays", multiple=True, metavar="DAY", help="A weekday to choose from, such as tue."
)
@click.option("--step", type=int, default=15, metavar="N", help="Minutes of the raster of times; 15.")
@calendar_option
@click.option("--split", is_flag=True, help="Another time for the weeks when only some clocks have changed.")
@_DOMAIN
@zone_option
@json_option
@click.pass_obj
def plan(
    now: Callable[[], datetime],
    /,
    file: str,
    meeting_id: str | None,
    start: str | None,
    end: str | None,
    weekdays: tuple[str, ...],
    step: int,
    output: str | None,
    split: bool,
    domain: Any,
    zone_key: str | None,
    as_json: bool,
) -> None:
    """The weekday and time of a recurring meeting with the least burden: the worst-off first, then all."""
    from overlap.planning.series import series_horizon
    from overlap.planning.series_plan import plan_series

    roster = read_roster(file)
    if zone_key is not None:
        roster.clock(zone_key)
    meeting = only_meeting(roster, meeting_id)
    first, last = meeting_dates_of(roster, meeting, start, end, now)
    horizon = series_horizon(roster, meeting, first, last)
    found = plan_series(
        roster,
        meeting,
        first,
        last,
        weekdays=weekdays or None,
        step_minutes=step,
        drift="split" if split else "keep",
        domain=domain,
        busy=busy_of_meetings(roster, file, horizon.start, horizon.end),
    )
    write_calendar(found, output, roster, now())
    if as_json:
        print_json("plan", horizon.start, horizon.end, found.to_dict())
    else:
        show(found.document(zone_key))
