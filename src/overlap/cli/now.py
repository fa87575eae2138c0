"""`now` and `zones`: quick looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from overlap.cli.console import note, show
from overlap.cli.machine import print_json
from overlap.cli.messages import message_options, send
from overlap.cli.options import file_argument, json_option, read_roster, style_options, zone_option
from overlap.core.civil import DAY, time_text
from overlap.core.horizon import instant_of
from overlap.core.zones import zone

__all__ = ["now", "zones"]


@click.command
@file_argument
@click.option("--at", metavar="INSTANT", help="Another instant, such as 2026-03-02T14:00Z.")
@message_options
@zone_option
@json_option
@click.pass_obj
def now(
    clock_now: Callable[[], datetime],
    file: str,
    at: str | None,
    form: str | None,
    output: Path | None,
    zone_key: str | None,
    as_json: bool,
) -> None:
    """Who is at work now, and until when; who is back when, who is away.

    With --format or -o it is a message to paste: a line for each team, without tables.
    """
    from overlap.planning.presence import who_is_on

    roster = read_roster(file)
    clock = roster.clock(zone_key)
    found = who_is_on(roster, clock_now() if at is None else at)
    if form is not None or output is not None:
        send(found.message(clock.key), form, output, as_json=as_json)
    elif as_json:
        print_json("now", found.instant, found.instant, {"teams": found.to_dicts()})
    else:
        show(found.document(clock.key))


@click.command
@click.argument("query", nargs=-1, required=True)
@style_options
@json_option
@click.pass_obj
def zones(clock_now: Callable[[], datetime], query: tuple[str, ...], as_json: bool) -> int:
    """Find a time zone by city, country or abbreviation.

    With no zone found the exit status is 1.
    """
    from overlap.adapters.places import search_zones
    from overlap.render.document import Document, Table
    from overlap.render.moments import wall_text

    wanted = " ".join(query)
    instant = instant_of(clock_now())
    found = search_zones(wanted)
    rows = []
    for match in found:
        clock = zone(match.key)
        offset = clock.offset_at(instant)
        sign = "-" if offset < 0 else "+"
        rows.append((match, clock.to_wall(instant) % DAY, f"UTC{sign}{time_text(abs(offset))}"))
    if as_json:
        body = [
            {
                "key": match.key,
                "country": match.country,
                "country_code": match.country_code,
                "local": time_text(at),
                "offset": offset,
            }
            for match, at, offset in rows
        ]
        print_json("zones", None, None, {"query": wanted, "zones": body})
        return 0 if rows else 1
    if not rows:
        note(f'no zone found for "{wanted}"; try a bigger city nearby, or the country')
        return 1
    table = Table.of(
        ("Zone", "Country", "Now", "Offset", "Found by"),
        [(match.key, match.country, wall_text(at), offset, match.why) for match, at, offset in rows],
    )
    show(Document((table,)))
    return 0
