"""`clock`: when working time is over, or how much has run, for one ticket or a file of them.

Law: working time that never comes is an answer with its reason, and status 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from overlap.cli.console import show
from overlap.cli.machine import print_json
from overlap.cli.options import file_argument, json_option, read_roster, teams_option, zone_option
from overlap.cli.tickets import OPEN_PAUSE, answer_file, held_rows
from overlap.errors import BadArgument, BeyondData, NoWorkingTime
from overlap.people.numbers import whole_of_text

if TYPE_CHECKING:
    from overlap.planning.clock_input import Pause
    from overlap.planning.workclock import WorkClock

__all__ = ["clock"]


@click.command
@file_argument
@teams_option
@click.option("--start", metavar="INSTANT", help="When the clock starts, such as 2026-03-02T14:00Z.")
@click.option("--add-minutes", type=int, metavar="N", help="How much working time is given.")
@click.option("--end", metavar="INSTANT", help="When it ended, to ask how much ran.")
@click.option(
    "--running", default="any", metavar="any|all|K", help="How many of the teams must be at work; any."
)
@click.option(
    "--pause", "pauses", multiple=True, metavar="A/B", help="The clock stands still; may be repeated."
)
@click.option("--tickets", metavar="IN.csv", help='Answer each row of a CSV file, or of "-".')
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), help="Where the rows go; stdout."
)
@zone_option
@json_option
def clock(
    file: str,
    teams: tuple[str, ...],
    start: str | None,
    add_minutes: int | None,
    end: str | None,
    running: str,
    pauses: tuple[str, ...],
    tickets: str | None,
    output: Path | None,
    zone_key: str | None,
    as_json: bool,
) -> int:
    """When so much working time is over, or how much ran between two instants.

    The clock runs while any of the teams is at work, or all, or K of them. A working time that never
    comes has a reason, and the exit status 1.
    """
    from overlap.planning.workclock import WorkClock

    single = {"start": start, "add-minutes": add_minutes, "end": end, "pause": pauses or None}
    if tickets is not None:
        for option, value in single.items():
            if value is not None:
                raise BadArgument(f"--{option} and --tickets contradict each other", hint="give one of them")
        if tickets == file == "-":
            raise BadArgument("standard input cannot be both files", hint="name one of them")
        roster = read_roster(file)
        return answer_file(
            roster, teams or None, _quorum(running), zone_key, tickets, output, as_json=as_json
        )
    if output is not None:
        raise BadArgument("--output is for --tickets", hint="redirect the answer with >")
    if start is None:
        raise BadArgument("no --start is given", hint="write --start 2026-03-02T14:00Z, or --tickets FILE")
    if (add_minutes is None) == (end is None):
        given = (
            "both --add-minutes and --end are" if end is not None else "neither --add-minutes nor --end is"
        )
        raise BadArgument(f"{given} given", hint="ask for one of the two")
    roster = read_roster(file)
    made = WorkClock(roster, teams or None, running=_quorum(running), zone=zone_key)
    if add_minutes is not None:
        return _show_due(made, start, add_minutes, pauses, as_json=as_json)
    return _show_elapsed(made, start, end or "", pauses, as_json=as_json)


def _quorum(running: str) -> Literal["any", "all"] | int:
    words: dict[str, Literal["any", "all"]] = {"any": "any", "all": "all"}
    if running in words:
        return words[running]
    number = whole_of_text(running)
    if number is None:
        raise BadArgument(f'running is "{running}"', hint='write "any", "all" or a number', field="running")
    return number


def _described(clock: WorkClock, instant: int) -> dict[str, Any]:
    """What the machine output says of a clock, besides its answer."""
    try:
        is_open: bool | None = clock.is_open(instant)
    except BeyondData:  # the answer lies just before the end of the data, or is the start itself
        is_open = None
    return {
        "teams": list(clock.ids),
        "quorum": clock.quorum,
        "is_open": is_open,
        "zone": clock.zone,
    }


def _show_due(clock: WorkClock, text: str, minutes: int, pauses: tuple[str, ...], *, as_json: bool) -> int:
    from overlap.adapters.tickets import pause_of
    from overlap.core.civil import iso_minute
    from overlap.core.horizon import instant_of
    from overlap.planning.clock_input import pauses_of
    from overlap.planning.clock_view import due_document
    from overlap.render.document import Document, Paragraph

    start = instant_of(text, name="--start", up=minutes < 0)
    still = [pause_of(one, name="--pause") for one in pauses]
    if minutes < 0 and still:
        raise BadArgument("working time is counted back without pauses", hint="leave --pause out")
    due, code, reason = _due(clock, start, minutes, still)
    if as_json:
        low, high = sorted((start, start if due is None else due))
        held = clock.held(low, high, pauses=still).minutes_by_team
        body: dict[str, Any] = {
            "due": None if due is None else iso_minute(due),
            "add_minutes": minutes,
            **_described(clock, start),
            "held": held_rows(held),
        }
        if due is None:
            body |= {"reason": reason, "reason_code": code}
        print_json("clock", low, high, body)
    elif due is None:
        show(Document((Paragraph(reason, strong=True),)))
    else:
        show(due_document(clock, start, minutes, due, pauses_of(still)))
    return 1 if due is None else 0


def _due(clock: WorkClock, start: int, minutes: int, pauses: Sequence[Pause]) -> tuple[int | None, str, str]:
    """The answer, or None with the code and the sentence that say why."""
    try:
        if minutes < 0:
            return clock.add_many([start], minutes)[0], "", ""
        due = clock.due_many([start], minutes, pauses=[pauses])[0]
    except NoWorkingTime as error:
        text = f"{error.message}; {error.hint}"
        return None, error.slug, f"{text[0].upper()}{text[1:]}."
    return due, *(_OPEN_PAUSE if due is None else ("", ""))


_OPEN_PAUSE: Final = ("open-pause", OPEN_PAUSE)
"""Code and sentence of why a ticket that waits for its customer is not due."""


def _show_elapsed(clock: WorkClock, start: str, end: str, pauses: tuple[str, ...], *, as_json: bool) -> int:
    from overlap.adapters.tickets import pause_of
    from overlap.core.horizon import instant_of
    from overlap.planning.clock_input import ordered, pauses_of
    from overlap.planning.clock_view import elapsed_document

    for name, text in (("--start", start), ("--end", end)):
        instant_of(text, name=name)
    low, high, sign = ordered(start, end)
    still = [pause_of(one, name="--pause") for one in pauses]
    held = clock.held(low, high, pauses=still)
    minutes = sign * held.total_minutes
    if as_json:
        body = {"working_minutes": minutes, **_described(clock, low if sign > 0 else high)}
        print_json("clock", low, high, {**body, "held": held_rows(held.minutes_by_team)})
    else:
        show(elapsed_document(clock, held, minutes, pauses_of(still)))
    return 0
