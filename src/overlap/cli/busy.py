"""`busy`: when somebody is busy, from their calendar files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from overlap.cli.console import show
from overlap.cli.machine import print_json
from overlap.cli.options import dated, dates, json_option, style_options
from overlap.errors import BadArgument
from overlap.people.members import zone_key as zone_named

if TYPE_CHECKING:
    from overlap.adapters.busy_reading import BusyReading

__all__ = ["busy"]


@click.command
@click.argument("files", nargs=-1, required=True, metavar="FILE.ics...")
@dated
@click.option(
    "--zone",
    "zone_key",
    metavar="ZONE",
    help="The owner's clock: of dates, and of times without a zone; UTC.",
)
@click.option(
    "--me",
    multiple=True,
    metavar="ADDRESS",
    help="The owner's address, to tell what they declined; may be repeated.",
)
@style_options
@json_option
@click.pass_obj
def busy(
    now: Callable[[], datetime],
    files: tuple[str, ...],
    start: str | None,
    end: str | None,
    zone_key: str | None,
    me: tuple[str, ...],
    as_json: bool,
) -> int:
    """When the owner of calendar files is busy, and what could not be read of them.

    Instead of files, one https address of a calendar on a CalDAV server; see `overlap publish --help`.
    With nothing busy the exit status is 1.
    """
    from overlap.adapters.busy_reader import read_busy

    clock = zone_named(zone_key or "UTC")
    first, last = dates(clock, start, end, now)
    if any(one.lower().startswith(("https:", "http:")) for one in files):
        found = _on_server(files, first, last, zone_key, me)
    else:
        found = read_busy(files, first, last, zone=zone_key, me=me)
    if as_json:
        print_json("busy", found.horizon.start, found.horizon.end, found.to_dict())
    else:
        show(found.document(clock.key))
    return 0 if found.busy_minutes or found.tentative_minutes else 1


def _on_server(
    addresses: tuple[str, ...],
    first: str | date,
    last: str | date,
    zone_key: str | None,
    me: tuple[str, ...],
) -> BusyReading:
    """What a calendar on a server says."""
    from overlap.adapters.caldav_access import read_credentials
    from overlap.adapters.caldav_busy import read_calendar_busy

    if len(addresses) > 1:
        raise BadArgument("a calendar on a server is read alone", hint="ask about the others apart")
    credentials = read_credentials(addresses[0])
    return read_calendar_busy(addresses[0], first, last, credentials=credentials, zone=zone_key, me=me)
