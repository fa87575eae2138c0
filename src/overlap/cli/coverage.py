"""`coverage`: how many are there over time, where that is too few and why, who hands over, at whose cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import click

from overlap.cli.console import note, show
from overlap.cli.machine import print_json
from overlap.cli.options import (
    dated,
    dates,
    file_argument,
    json_option,
    read_roster,
    teams_option,
    whole_year,
    zone_option,
)
from overlap.people.numbers import MOST

__all__ = ["coverage"]


@click.command
@file_argument
@click.option(
    "--need",
    "needs",
    multiple=True,
    metavar="TEXT",
    help="24x7, 24x5, 'mon-fri 08:00-20:00', each with =2 for two people, or a [[require.coverage]] of the "
    "file by its name; may be repeated. 24x7 by default.",
)
@teams_option
@click.option("--skill", metavar="NAME", help="Only people with this skill or language.")
@click.option(
    "--handoff-minutes",
    type=click.IntRange(1, MOST),
    metavar="M",
    help="How long two teams that hand over must share; 1 by default.",
)
@click.option("--year", type=int, metavar="Y", help="A whole year, instead of --from and --until.")
@dated
@zone_option
@json_option
@click.pass_obj
def coverage(
    now: Callable[[], datetime],
    file: str,
    needs: tuple[str, ...],
    teams: tuple[str, ...],
    skill: str | None,
    handoff_minutes: int | None,
    year: int | None,
    start: str | None,
    end: str | None,
    zone_key: str | None,
    as_json: bool,
) -> int:
    """How many people are at work over time: what is uncovered and why, who hands over, whose hours.

    Uncovered time is an answer, with status 0. If nothing is needed between the dates, the status is 1.
    """
    from overlap.planning.coverage import coverage as find_coverage
    from overlap.planning.handoffs import HANDOFF_MINUTES

    roster = read_roster(file)
    clock = roster.clock(zone_key)
    first, last = dates(clock, start, end, now) if year is None else whole_year(year, start, end)
    found = find_coverage(
        roster,
        first,
        last,
        zone=clock.key,
        need=needs or "24x7",
        teams=teams or None,
        skill=skill,
        handoff_minutes=HANDOFF_MINUTES if handoff_minutes is None else handoff_minutes,
    )
    for caveat in roster.caveats:
        note(f"note: {caveat}")
    if as_json:
        body = {"caveats": list(roster.caveats), **found.to_dict()}
        print_json("coverage", found.horizon.start, found.horizon.end, body)
    else:
        show(found.document(zone_key))
    return 0 if found.reason is None else 1
