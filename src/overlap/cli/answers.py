"""`windows`, `changes`, `compare` and `shifts`: one question, one answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import click

from overlap.cli.console import show
from overlap.cli.machine import print_json
from overlap.cli.options import (
    FILE,
    dated,
    dates,
    file_argument,
    group_of,
    json_option,
    read_roster,
    teams_option,
    zone_option,
)
from overlap.people.numbers import MOST

__all__ = ["changes", "compare", "shifts", "windows"]


@click.command
@file_argument
@teams_option
@click.option("--quorum", type=int, metavar="K", help="How many of the teams must be there; all by default.")
@click.option(
    "--headcount", type=int, metavar="N", help="How many people must be there, instead of a quorum."
)
@click.option(
    "--group",
    "groups",
    multiple=True,
    metavar="ID,ID[:K]",
    help="A group with its own quorum; may be repeated.",
)
@click.option(
    "--min-minutes", type=click.IntRange(0, MOST), default=0, metavar="M", help="Leave out shorter windows."
)
@dated
@zone_option
@json_option
@click.pass_obj
def windows(
    now: Callable[[], datetime],
    file: str,
    teams: tuple[str, ...],
    quorum: int | None,
    headcount: int | None,
    groups: tuple[str, ...],
    min_minutes: int,
    start: str | None,
    end: str | None,
    zone_key: str | None,
    as_json: bool,
) -> int:
    """When teams are at work together: everybody, or K of them.

    Without a window it says why, and the exit status is 1.
    """
    from overlap.planning.windows import find_windows

    roster = read_roster(file)
    clock = roster.clock(zone_key)
    first, last = dates(clock, start, end, now)
    found = find_windows(
        roster,
        first,
        last,
        zone=clock.key,
        teams=teams or None,
        quorum=quorum,
        headcount=headcount,
        groups=[group_of(text) for text in groups] if groups else None,
        min_duration=timedelta(minutes=min_minutes),
    )
    reason = found.reason
    if as_json:
        body: dict[str, Any] = {"windows": found.to_dicts(), "total_minutes": found.intervals.minutes}
        if reason is not None:
            body |= {
                "reason": reason.text,
                "reason_code": reason.code,
                "reason_teams": list(reason.teams),
            }
        print_json("windows", found.horizon.start, found.horizon.end, body)
    else:
        show(found.document(clock.key))
    return 0 if reason is None else 1


@click.command
@file_argument
@click.option("--year", type=int, metavar="Y", help="The year; this one by default.")
@teams_option
@click.option("--quorum", type=int, metavar="K", help="How many of the teams must be there; all by default.")
@zone_option
@json_option
@click.pass_obj
def changes(
    now: Callable[[], datetime],
    file: str,
    year: int | None,
    teams: tuple[str, ...],
    quorum: int | None,
    zone_key: str | None,
    as_json: bool,
) -> None:
    """When the daily windows change in a year, and because of whose clock or season."""
    from overlap.adapters.clock import today_in
    from overlap.planning.changes import changes as find_changes

    roster = read_roster(file)
    clock = roster.clock(zone_key)
    asked = today_in(clock, now()).year if year is None else year
    found = find_changes(roster, asked, zone=clock.key, teams=teams or None, quorum=quorum)
    if as_json:
        body = {"changes": found.to_dicts(), "baseline": found.baseline.to_dict(), "zone": clock.key}
        print_json("changes", found.horizon.start, found.horizon.end, body)
    else:
        show(found.document())


@click.command
@click.argument("before", type=FILE)
@click.argument("after", type=FILE)
@dated
@zone_option
@json_option
@click.pass_obj
def compare(
    now: Callable[[], datetime],
    before: str,
    after: str,
    start: str | None,
    end: str | None,
    zone_key: str | None,
    as_json: bool,
) -> None:
    """What each pair of teams gains and loses from the file BEFORE to the file AFTER."""
    from overlap.planning.compare import compare as compare_rosters

    old, new = read_roster(before), read_roster(after)
    clock = old.clock(zone_key)
    first, last = dates(clock, start, end, now)
    found = compare_rosters(old, new, first, last, zone=clock.key)
    if as_json:
        body = {
            "pairs": found.to_dicts(),
            "gained_minutes": found.gained_minutes,
            "lost_minutes": found.lost_minutes,
        }
        print_json("compare", found.horizon.start, found.horizon.end, body)
    else:
        show(found.document())


@click.command
@file_argument
@teams_option
@dated
@zone_option
@json_option
@click.pass_obj
def shifts(
    now: Callable[[], datetime],
    file: str,
    teams: tuple[str, ...],
    start: str | None,
    end: str | None,
    zone_key: str | None,
    as_json: bool,
) -> int:
    """Each shift on each date, before breaks, in exact minutes.

    With no shift between the dates the exit status is 1.
    """
    from overlap.planning.turns import list_shifts

    roster = read_roster(file)
    clock = roster.clock(zone_key)
    first, last = dates(clock, start, end, now)
    found = list_shifts(roster, first, last, zone=clock.key, teams=teams or None)
    if as_json:
        print_json("shifts", found.horizon.start, found.horizon.end, {"shifts": found.to_dicts()})
    else:
        show(found.document(clock.key))
    return 0 if found else 1
