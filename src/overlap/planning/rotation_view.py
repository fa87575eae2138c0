"""How a rotation reads.

Law: says only what the plan holds. Each meeting stands on the reader's clock; everybody's local times stand
beside each other by the rotation's times, a row a person; then what each bears, and what another plan would
leave the worst-off with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from overlap.core.civil import DAY, day_of, weekday_of
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.planning.rotation_slots import label_text
from overlap.render.document import Block, Document, Heading, Paragraph, Table
from overlap.render.moments import (
    city_text,
    clock_range,
    date_text,
    duration_text,
    wall_text,
    weekday_text,
)

if TYPE_CHECKING:
    from overlap.planning.rotation import Rotation
    from overlap.planning.rotation_meetings import PersonBurden, RotationMeeting, Share

__all__ = ["burden_table", "rotation_document"]

_ABREAST: Final = 5
"""Times whose local times fit beside each other."""

_NAMED: Final = 2
"""Names in a cell, before the rest is a number."""

_WORDS: Final = {"in": "", "outside-hours": "outside", "rest-day": "no shift"}
"""What a time is to somebody, as a cell shows it where that is not its own name."""


def rotation_document(found: Rotation, clock: Zone) -> Document:
    """A rotation in reading order, or why there is none."""
    return Document(tuple(_blocks(found, clock)))


def _blocks(found: Rotation, clock: Zone) -> Iterator[Block]:
    if found.reason is not None:
        yield Paragraph(found.reason, strong=True)
    else:
        yield Paragraph(_verdict(found), strong=True)
        yield _meetings(found, clock)
        yield _local_times(found)
        if len(found.times) > _ABREAST:
            yield Paragraph(f"Local times are those of the {_ABREAST} commonest times.")
        yield Heading("Who bears what")
        yield _burdens(found)
        yield Paragraph(_compared(found))
    if found.skipped:
        yield Heading("No meeting")
        rows = [(date_text(day_of(one.date)), one.because) for one in found.skipped]
        yield Table.of(("Date", "Because"), rows)
    for note in found.notes:
        yield Paragraph(note)


def _verdict(found: Rotation) -> str:
    """What was found, and how good it is."""
    count, times = len(found), len(found.times)
    meetings = f"{count} meeting{'s' if count > 1 else ''} at {times} time{'s' if times > 1 else ''}"
    text = f"{found.meeting.title}: {meetings}; nobody has more than {duration_text(found.worst_minutes)}"
    if found.is_optimal:
        return f"{text} of discomfort, and no plan is fairer."
    above = found.worst_minutes - found.bound_minutes
    if not above:
        return f"{text} of discomfort. In no plan has the worst-off less; for the others that is not proven."
    return f"{text} of discomfort, at most {duration_text(above)} more than the least."


def _meetings(found: Rotation, clock: Zone) -> Table:
    columns = ("Date", clock.key, "Bears most")
    rows = []
    for one in found:
        rows.append(
            (
                date_text(clock.to_wall(one.start) // DAY),
                clock_range(one.start, one.end, clock),
                _worst(one),
            )
        )
    return Table.of(columns, rows)


def _worst(one: RotationMeeting) -> str:
    """Who bears most of a meeting, and how much."""
    bearing = [who for who in one.attendees if not who.is_credit]
    most = max((who.burden_minutes for who in bearing), default=0)
    if not most:
        return "nobody"
    names = [who.name for who in bearing if who.burden_minutes == most]
    shown = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        shown += f" and {len(names) - _NAMED} more"
    return f"{shown}: {duration_text(most)}"


def _local_times(found: Rotation) -> Table:
    counts = found.times
    commonest = sorted(counts, key=lambda time: (-counts[time], list(counts).index(time)))[:_ABREAST]
    shown = [time for time in counts if time in commonest]
    first = {time: next(one for one in found if one.time == time).attendees for time in shown}
    columns = ["Local time", *(f"{label_text(time)}, {counts[time]}×" for time in shown)]
    rows = [
        (one.who.name, *(_cell(first[time][at]) for time in shown)) for at, one in enumerate(found.invitees)
    ]
    return Table.of(columns, rows)


def _cell(who: Share) -> str:
    zone = zone_of(who.zone)
    day, minute = divmod(zone.to_wall(who.start), DAY)
    word = _WORDS.get(who.status, who.status) if who.can_come else "absent"
    return f"{weekday_text(weekday_of(day))} {wall_text(minute)} {word}".rstrip()


def _burdens(found: Rotation) -> Table:
    places = [city_text(invitee.who.pattern.zone) for invitee in found.invitees]
    return burden_table(found.people, {"Where": places})


def burden_table(people: Sequence[PersonBurden], more: Mapping[str, Sequence[str]] | None = None) -> Table:
    """What each person bears, carries and is credited with; columns that say nothing are left out.

    Args:
        people: A row for each.
        more: Columns of text between their names and what they bear.
    """
    texts = {} if more is None else more
    carried = any(one.carried for one in people)
    credited = any(one.credited for one in people)
    numbers = ["Bears", *["Carried"] * carried, *["Credited"] * credited, *["In all"] * (carried or credited)]
    rows = []
    for at, one in enumerate(people):
        row = [one.name, *(column[at] for column in texts.values()), duration_text(one.borne)]
        if carried:
            row.append(duration_text(one.carried))
        if credited:
            row.append(duration_text(one.credited))
        if carried or credited:
            row.append(duration_text(one.total))
        rows.append(row)
    return Table.of(["Who", *texts, *numbers], rows, right=numbers)


def _compared(found: Rotation) -> str:
    """What the worst-off would have of one fixed time, and of going date by date."""
    if found.fixed is None:
        text = "No single time suits all the dates"
    else:
        time, worst = found.fixed
        best = label_text(time)
        text = f"Always {best}, the best single time, would leave somebody with {duration_text(worst)}"
    greedy = duration_text(found.greedy_minutes)
    return f"{text}; the fairest time of each date in turn, limits apart, {greedy}."
