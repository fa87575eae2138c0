"""`slots` and `why`: times for a meeting, and what keeps people from one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from overlap.cli.busy_files import busy_of
from overlap.cli.console import note, show
from overlap.cli.machine import print_json
from overlap.cli.options import (
    dated,
    dates,
    file_argument,
    group_of,
    json_option,
    read_roster,
    zone_option,
)
from overlap.core.civil import DAY
from overlap.core.horizon import Horizon, instant_of
from overlap.core.zones import Zone
from overlap.errors import BadArgument, NaiveDatetime
from overlap.people.numbers import MOST

if TYPE_CHECKING:
    from overlap.planning.meeting_options import MeetingOptions

__all__ = ["slots", "why"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_MEETING = (
    click.option("--required", multiple=True, metavar="ID", help="Who must come; every team by default."),
    click.option("--optional", multiple=True, metavar="ID", help="Who may come besides; may be repeated."),
    click.option("--quorum", type=int, metavar="K", help="How many of the required suffice; all by default."),
    click.option(
        "--group",
        "groups",
        multiple=True,
        metavar="ID,ID[:K]",
        help="A group with its own quorum, instead of --required; may be repeated.",
    ),
    click.option("--attendance", type=int, metavar="N", help="How many of all asked must be able to come."),
    click.option(
        "--domain",
        type=click.Choice(["work", "fringe", "waking"]),
        default="work",
        help="At work (default), also the fringe beside it, or anything but quiet hours and absences.",
    ),
    click.option("--avoid-soft", is_flag=True, help="Count soft holidays as off."),
    click.option(
        "--notice", type=click.IntRange(0, MOST), metavar="M", help="No slot sooner than M minutes from now."
    ),
    click.option(
        "--not-on",
        multiple=True,
        metavar="DAY",
        help="No slot on this weekday, such as mon; may be repeated.",
    ),
)


def _meeting(command: _Command) -> _Command:
    """Who comes, and whose time is usable."""
    for option in reversed(_MEETING):
        command = option(command)
    return command


def _options(clock: Zone, now: Callable[[], datetime], given: dict[str, Any]) -> MeetingOptions:
    """The options of a meeting as the planner takes them."""
    options: MeetingOptions = {
        "zone": clock.key,
        "required": given["required"] or None,
        "optional": given["optional"],
        "quorum": given["quorum"],
        "groups": [group_of(text) for text in given["groups"]] or None,
        "attendance": given["attendance"],
        "domain": given["domain"],
        "soft_holidays": "avoid" if given["avoid_soft"] else "score",
        "not_on": given["not_on"],
    }
    if given["notice"] is not None:
        options |= {"now": now(), "notice": timedelta(minutes=given["notice"])}
    return options


def _asked(given: dict[str, Any]) -> list[str] | None:
    """The ids a meeting is about; None for everybody."""
    named = [*given["required"], *(one for text in given["groups"] for one in group_of(text)[0])]
    return [*named, *given["optional"]] if named else None


def _length(minutes: int) -> timedelta:
    """The length of a meeting; a week is far more than any has."""
    if not 1 <= minutes <= 7 * 24 * 60:
        raise BadArgument(f"a meeting of {minutes} minutes", hint="give 1 to 10080 minutes", field="duration")
    return timedelta(minutes=minutes)


@click.command
@file_argument
@click.option("--minutes", type=int, required=True, metavar="N", help="How long the meeting lasts.")
@_meeting
@click.option(
    "--preferred", multiple=True, metavar="HH:MM-HH:MM", help="Hours to try first; may be repeated."
)
@click.option("--step", type=int, default=15, metavar="N", help="Minutes of the raster of starts; 15.")
@click.option("--limit", type=int, default=5, metavar="N", help="The most slots to suggest; 5.")
@click.option("--one-per-day", is_flag=True, help="At most one slot on each date.")
@click.option("--earliest", is_flag=True, help="The first in time instead of the best.")
@dated
@zone_option
@json_option
@click.pass_obj
def slots(
    now: Callable[[], datetime],
    /,
    file: str,
    minutes: int,
    preferred: tuple[str, ...],
    step: int,
    limit: int,
    one_per_day: bool,
    earliest: bool,
    start: str | None,
    end: str | None,
    zone_key: str | None,
    as_json: bool,
    **given: Any,
) -> int:
    """Times for a meeting, best first; or who is in the way, and the smallest bends that would open one.

    Without --from no slot lies in the past. With no slot the exit status is 1.
    """
    from overlap.planning.slots import suggest_slots

    roster = read_roster(file)
    clock = roster.clock(zone_key)
    first, last = dates(clock, start, end, now)
    options = _options(clock, now, given)
    horizon = Horizon.of(first, last, clock)
    options["busy"] = busy_of(roster, file, _asked(given), horizon.start, horizon.end)
    options |= {"preferred": [_hours(text) for text in preferred], "step_minutes": step}
    if start is None:
        options["now"] = now()
    found = suggest_slots(
        roster,
        first,
        last,
        duration=_length(minutes),
        order="earliest" if earliest else "best",
        limit=limit,
        slots_per_day=1 if one_per_day else None,
        **options,
    )
    if as_json:
        print_json("slots", found.horizon.start, found.horizon.end, found.to_dict())
    else:
        show(found.document(clock.key))
    return 0 if found else 1


def _hours(text: str) -> tuple[str, str]:
    low, dash, high = text.partition("-")
    if not dash:
        raise BadArgument(f"{text!r} are no hours", hint="write 09:00-12:00", field="preferred")
    return low.strip(), high.strip()


@click.command
@file_argument
@click.argument("instant")
@click.option("--minutes", type=int, default=60, metavar="N", help="How long the meeting would last; 60.")
@_meeting
@zone_option
@json_option
@click.pass_obj
def why(
    now: Callable[[], datetime],
    /,
    file: str,
    instant: str,
    minutes: int,
    zone_key: str | None,
    as_json: bool,
    **given: Any,
) -> None:
    """Who could come to a meeting at INSTANT, such as 2026-03-02T14:00Z, and what keeps the others away."""
    from overlap.planning.explanation import LOOK_AHEAD_DAYS, explain

    roster = read_roster(file)
    clock = roster.clock(zone_key)
    try:
        begin = instant_of(instant, name="INSTANT")
        options = _options(clock, now, given)
        ahead = begin + LOOK_AHEAD_DAYS * DAY
        options["busy"] = busy_of(roster, file, _asked(given), begin, ahead)
        found = explain(roster, instant, duration=_length(minutes), **options)
    except NaiveDatetime as error:
        raise NaiveDatetime(error.message, hint=_with_offset(instant, clock)) from None
    if as_json:
        print_json("why", found.start, found.end, found.to_dict())
    else:
        show(found.document(clock.key))
        if found.is_possible and found.notes:
            note("it is possible, but would not be suggested as it stands")


def _with_offset(text: str, clock: Zone) -> str:
    """How to write a wall time of a clock as an instant."""
    from overlap.planning.attendance import local_iso

    wall = instant_of(f"{text.strip()}+00:00")
    return f"for {clock.key} write {local_iso(clock, clock.to_instant(wall))}"
