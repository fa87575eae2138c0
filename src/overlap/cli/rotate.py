"""`rotate`: a meeting whose time goes round, so that everybody has a fair share of the discomfort."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import click

from overlap.cli.busy_files import busy_of
from overlap.cli.carried import Carried
from overlap.cli.console import show
from overlap.cli.machine import print_json
from overlap.cli.options import (
    calendar_option,
    dated,
    file_argument,
    json_option,
    read_roster,
    write_calendar,
    zone_option,
)
from overlap.cli.series import meeting_dates_of, meeting_option, only_meeting
from overlap.people.numbers import MOST

__all__ = ["rotate"]


@click.command
@file_argument
@meeting_option
@click.option(
    "--times", type=int, metavar="N", help="At most so many different times; any number by default."
)
@click.option("--at", "at", multiple=True, metavar="HH:MM", help="A time to choose from; may be repeated.")
@click.option("--step", type=int, default=30, metavar="N", help="Minutes of the raster of times; 30.")
@click.option(
    "--weekday",
    "weekdays",
    multiple=True,
    metavar="DAY",
    help="A weekday to choose from in each week, such as tue; may be repeated.",
)
@click.option(
    "--never-twice",
    type=click.Choice(["outside", "fringe"]),
    help="Nobody outside their hours at two meetings in a row; with fringe, nor in the fringe.",
)
@click.option(
    "--domain",
    type=click.Choice(["work", "fringe", "waking"]),
    default="waking",
    help="What lets people come: being at work, also the fringe, or anything but quiet hours (default).",
)
@calendar_option
@click.option("--ledger", "ledger_in", metavar="IN.json", help="What everybody carries from before.")
@click.option("--ledger-out", metavar="OUT.json", help="Write what everybody carries into the next plan.")
@click.option(
    "--time-limit",
    type=click.IntRange(1, MOST),
    default=30,
    metavar="S",
    help="Seconds for HiGHS, where it is installed; 30.",
)
@dated
@zone_option
@json_option
@click.pass_obj
def rotate(
    now: Callable[[], datetime],
    /,
    file: str,
    meeting_id: str | None,
    times: int | None,
    at: tuple[str, ...],
    step: int,
    weekdays: tuple[str, ...],
    never_twice: Any,
    domain: Any,
    output: str | None,
    ledger_in: str | None,
    ledger_out: str | None,
    time_limit: int,
    start: str | None,
    end: str | None,
    zone_key: str | None,
    as_json: bool,
) -> int:
    """Share a meeting's discomfort fairly: another time on each date, nobody far worse off than the rest.

    With no meeting the exit status is 1.
    """
    from overlap.planning.ledger import Ledger
    from overlap.planning.rotation import plan_rotation
    from overlap.planning.series import series_horizon

    roster = read_roster(file)
    clock = roster.clock(zone_key)
    meeting = only_meeting(roster, meeting_id)
    carried = Carried(ledger_in, "--ledger-out")
    ledger = None if ledger_in is None else Ledger.from_dict(carried.value)
    if start is None and ledger is not None and ledger.through is not None:
        start = (ledger.through + timedelta(1)).isoformat()
    first, last = meeting_dates_of(roster, meeting, start, end, now)
    horizon = series_horizon(roster, meeting, first, last)
    found = plan_rotation(
        roster,
        meeting,
        first,
        last,
        ledger=ledger,
        times=times,
        at=at or None,
        step_minutes=step,
        weekdays=weekdays or None,
        never_twice=never_twice,
        domain=domain,
        busy=busy_of(roster, file, meeting.people_ids(), horizon.start, horizon.end),
        time_limit=timedelta(seconds=time_limit),
    )
    if found:
        write_calendar(found, output, roster, now())
    if ledger_out is not None and found:  # last: a ledger is not ahead of a calendar that failed
        carried.write(ledger_out, found.ledger.to_dict())
    if as_json:
        print_json("rotate", found.horizon.start, found.horizon.end, found.to_dict())
    else:
        show(found.document(clock.key))
    return 0 if found else 1
