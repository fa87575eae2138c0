"""A file of tickets answered: each row by the clock of its teams.

Law: nothing is written if a row is wrong, and all that are wrong are told at once. A ticket whose working
time never comes keeps its row, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from overlap.cli.console import note, write
from overlap.cli.machine import print_json
from overlap.errors import BadArgument, NoWorkingTime, OverlapError
from overlap.render.progress import tell

if TYPE_CHECKING:
    from overlap.adapters.tickets import Ticket, TicketAnswer, TicketFile
    from overlap.people.roster import Roster
    from overlap.planning.workclock import WorkClock

__all__ = ["OPEN_PAUSE", "answer_file", "held_rows"]

OPEN_PAUSE: Final = "The clock stands still in a pause that has no end."
"""Why a ticket that waits for its customer is not due."""


def held_rows(minutes: dict[str, int]) -> list[dict[str, Any]]:
    """Minutes by team, as the machine output has them."""
    return [{"team": one, "minutes": held} for one, held in minutes.items()]


def answer_file(
    roster: Roster,
    teams: tuple[str, ...] | None,
    running: Literal["any", "all"] | int,
    zone_key: str | None,
    source: str,
    output: Path | None,
    *,
    as_json: bool,
) -> int:
    """Answers every row of a file; nothing is written if one has an error."""
    from overlap.adapters.files import write_whole
    from overlap.adapters.tickets import TicketFileError, read_tickets
    from overlap.planning.workclock import WorkClock

    to_file = output is not None and str(output) != "-"
    if as_json and to_file:
        raise BadArgument("--json goes to stdout", hint="leave --output out, and redirect with >")
    WorkClock(roster, teams, running=running, zone=zone_key)  # its own errors are not the rows'
    batch = read_tickets(source, check_team=roster.find)
    answers: dict[Ticket, TicketAnswer] = {}
    problems = []
    groups: dict[tuple[str, ...], list[Ticket]] = {}
    for ticket in batch.tickets:
        groups.setdefault(ticket.teams, []).append(ticket)
    for ids, own in groups.items():
        tell("Answering tickets", len(answers), len(batch.tickets))
        try:
            made = WorkClock(roster, ids or teams, running=running, zone=zone_key)
            answers |= zip(own, _answers(made, own), strict=True)
        except OverlapError:
            for ticket in own:
                try:
                    made = WorkClock(roster, ids or teams, running=running, zone=zone_key)
                    answers[ticket] = _answer(made, ticket)
                except OverlapError as error:
                    problems.append(batch.problem(ticket, error))
    if problems:
        raise TicketFileError(sorted(problems, key=lambda one: one.line))
    found = [answers[ticket] for ticket in batch.tickets]
    without = sum(1 for one in found if one.reason)
    if as_json:
        _print_rows(batch, found)
    elif to_file and output is not None:
        write_whole(output, batch.answered(found))
        count = f"{len(found)} ticket{'s' if len(found) != 1 else ''}"
        note(f"wrote {output}: {count}, {without} without an answer")
    else:
        write(batch.answered(found))
    return 1 if without else 0


def _answers(clock: WorkClock, tickets: Sequence[Ticket]) -> list[TicketAnswer]:
    """What a clock says of tickets, all at once.

    Raises:
        OverlapError: If one of them cannot be answered.
    """
    from overlap.adapters.tickets import TicketAnswer

    open_ones = [one for one in tickets if one.end is None]
    due = dict(
        zip(
            open_ones,
            clock.due_many(
                [one.start for one in open_ones],
                [one.add_minutes or 0 for one in open_ones],
                pauses=[one.pauses for one in open_ones],
            ),
            strict=True,
        )
    )
    ends = [due[one] if one.end is None else one.end for one in tickets]
    spans = [(one.start, one.start if end is None else end) for one, end in zip(tickets, ends, strict=True)]
    pauses = [one.pauses for one in tickets]
    held = clock.held_many(spans, pauses=pauses)
    ran = clock.between_many(spans, pauses=pauses)
    found = []
    for one, end, minutes, by_team in zip(tickets, ends, ran, held, strict=True):
        if end is None:
            found.append(TicketAnswer(reason=OPEN_PAUSE))
        elif one.end is None:
            found.append(TicketAnswer(due=end, held=tuple(by_team.items())))
        else:
            found.append(TicketAnswer(working_minutes=minutes, held=tuple(by_team.items())))
    return found


def _answer(clock: WorkClock, ticket: Ticket) -> TicketAnswer:
    """What a clock says of one ticket; that it never runs so long is an answer too.

    Raises:
        OverlapError: If it cannot be answered.
    """
    from overlap.adapters.tickets import TicketAnswer

    try:
        return _answers(clock, [ticket])[0]
    except NoWorkingTime as error:
        return TicketAnswer(reason=f"{error.message[0].upper()}{error.message[1:]}.")


def _print_rows(batch: TicketFile, answers: Sequence[TicketAnswer]) -> None:
    """The machine output of a file of tickets."""
    from overlap.core.civil import iso_minute

    rows: list[dict[str, Any]] = []
    times = []
    for ticket, answer in zip(batch.tickets, answers, strict=True):
        row: dict[str, Any] = {"line": ticket.line, "id": ticket.id, "start": iso_minute(ticket.start)}
        times.append(ticket.start)
        if ticket.end is None:
            row["due"] = None if answer.due is None else iso_minute(answer.due)
            times += [] if answer.due is None else [answer.due]
        else:
            row |= {"end": iso_minute(ticket.end), "working_minutes": answer.working_minutes}
            times.append(ticket.end)
        row["held"] = held_rows(dict(answer.held))
        if answer.reason:
            row["reason"] = answer.reason
        rows.append(row)
    print_json("clock", min(times, default=None), max(times, default=None), {"tickets": rows})
