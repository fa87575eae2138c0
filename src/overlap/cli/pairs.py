"""`pairs`: who has coffee with whom, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from overlap.cli.busy_files import busy_of
from overlap.cli.carried import Carried
from overlap.cli.console import show
from overlap.cli.machine import print_json
from overlap.cli.options import (
    calendar_option,
    dated,
    dates,
    file_argument,
    json_option,
    read_roster,
    teams_option,
    write_calendar,
    zone_option,
)
from overlap.core.horizon import Horizon
from overlap.errors import BadArgument

if TYPE_CHECKING:
    from overlap.people.busy import Busy

__all__ = ["pairs"]


@click.command
@file_argument
@click.option(
    "--every",
    default="2 weeks",
    metavar="TIME",
    help='Length of a round: "week", "2 weeks" (default), "month".',
)
@click.option("--minutes", type=int, default=30, metavar="N", help="How long a pair meets; 30.")
@teams_option
@click.option(
    "--domain",
    type=click.Choice(["work", "fringe", "waking"]),
    default="work",
    help="At work (default), also the fringe beside it, or anything but quiet hours and absences.",
)
@calendar_option
@click.option("--history", metavar="IN.json", help="Who has met before, as --history-out wrote it.")
@click.option("--history-out", metavar="OUT.json", help="Write who has met, these rounds included.")
@dated
@zone_option
@json_option
@click.pass_obj
def pairs(
    now: Callable[[], datetime],
    file: str,
    every: str,
    minutes: int,
    teams: tuple[str, ...],
    domain: Any,
    output: str | None,
    history: str | None,
    history_out: str | None,
    start: str | None,
    end: str | None,
    zone_key: str | None,
    as_json: bool,
) -> int:
    """Pair people anew each round, each pair with its own slot: who has not met comes first.

    Calendar files and meetings of the file are kept clear of. Without --from no slot lies in the past.
    With no pair the exit status is 1.
    """
    from overlap.planning.pairs import plan_pairs
    from overlap.planning.pairs_history import PairHistory

    carried = Carried(history, "--history-out")
    roster = read_roster(file)
    clock = roster.clock(zone_key)
    first, last = dates(clock, start, end, now)
    if not 1 <= minutes <= 24 * 60:
        raise BadArgument(f"a meeting of {minutes} minutes", hint="give 1 to 1440 minutes", field="duration")
    whole = Horizon.of(first, last, clock)
    busy: dict[str, Iterable[Busy]] = dict(busy_of(roster, file, teams or None, whole.start, whole.end))
    if roster.meetings:
        from overlap.planning.programme import plan_programme

        for who, blocks in plan_programme(roster, *whole.moments).busy_times().items():
            busy[who] = [*busy.get(who, ()), *blocks]
    found = plan_pairs(
        roster,
        first,
        last,
        teams=teams or None,
        every=every,
        duration=timedelta(minutes=minutes),
        domain=domain,
        busy=busy,
        zone=clock.key,
        met=None if history is None else PairHistory.from_dict(carried.value),
        now=now() if start is None else None,
    )
    if found.reason is None:
        write_calendar(found, output, roster, now())
    if history_out is not None:  # last: a history is not ahead of a calendar that failed
        carried.write(history_out, found.history.to_dict())
    if as_json:
        print_json("pairs", found.horizon.start, found.horizon.end, found.to_dict())
    else:
        show(found.document(clock.key))
    return 0 if found.reason is None else 1
