"""How suggested slots, and the reasons against a slot, read.

Law: says only what the results hold. Each slot stands on the reader's clock; everybody's local times stand
beside each other below, so that a row is a person and a column a slot. Cells are short, for tables fold on
a narrow terminal; what needs a sentence stands in one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from overlap.core.civil import DAY, weekday_of
from overlap.core.zones import Zone
from overlap.people.roster import Roster
from overlap.planning.attendance import Attendee
from overlap.planning.blockers import BLOCKED_BY, Blocker
from overlap.planning.explanation import LOOK_AHEAD_DAYS
from overlap.planning.search import Search
from overlap.planning.selection import display_name
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
    from overlap.planning.explanation import Explanation
    from overlap.planning.slots import Suggestion, Suggestions

__all__ = ["explanation_document", "slots_document"]

_STATUSES: Final = {"in": "", "outside-hours": "outside", "rest-day": "no shift"}
"""What a slot is to somebody who comes, as a cell shows it where that is not its own name."""

_PIECES: Final = {
    "fringe": "fringe",
    "outside-hours": "outside hours",
    "break": "of a break",
    "quiet": "of quiet hours",
    "weekend": "of a weekend",
    "rest-day": "of a day without a shift",
    "soft-holiday": "of a soft holiday",
    "eve": "before a holiday",
    "week-end": "at the end of the week",
    "tentative": "perhaps busy",
}
"""What a discomfort is for, behind its minutes."""

_ABREAST: Final = 5
"""Slots whose local times fit beside each other."""


def slots_document(found: Suggestions, search: Search, clock: Zone) -> Document:
    """Suggestions in reading order, or why there are none."""
    blocks = _suggested(found, clock) if found.items else _none(found, search, clock)
    return Document((*blocks, *(Paragraph(caveat) for caveat in found.caveats)))


def _suggested(found: Suggestions, clock: Zone) -> Iterator[Block]:
    people = [one.attendees for one in found.items]
    missing = [[who for who in row if not who.can_come] for row in people]
    columns = ["", "Date", clock.key, "Worst-off", "In all"]
    rows = [_slot_row(number, one, clock) for number, one in enumerate(found.items, 1)]
    if any(missing):
        columns.append("Without")
        for row, absent in zip(rows, missing, strict=True):
            row.append(", ".join(display_name(found.roster, who.id) for who in absent))
    yield Table.of(columns, rows, right=("", "Worst-off", "In all"))
    shown = people[:_ABREAST]
    local = []
    for index, one in enumerate(shown[0]):
        local.append((_asked_name(one, one.id, found.roster), *(_cell(row[index]) for row in shown)))
    yield Table.of(("Local time", *(str(number) for number in range(1, len(shown) + 1))), local)
    told: list[tuple[str, str, str]] = []
    for number, slot in enumerate(shown, 1):
        some = [who for who in slot if who.discomfort_minutes or not who.can_come]
        for at, who in enumerate(some):
            told.append((str(number) if at == 0 else "", display_name(found.roster, who.person), _told(who)))
    if told:
        yield Table.of(("Slot", "Who", "Discomfort, or why they cannot come"), told, right=("Slot",))
    if len(people) > len(shown):
        yield Paragraph(f"Local times and reasons are those of the first {len(shown)} slots.")


def _slot_row(number: int, one: Suggestion, clock: Zone) -> list[str]:
    rank = one.rank
    return [
        str(number),
        date_text(clock.to_wall(one.start) // DAY),
        clock_range(one.start, one.end, clock),
        duration_text(rank.worst),
        duration_text(rank.total),
    ]


def _asked_name(who: Attendee, one: str, roster: Roster) -> str:
    """What people call an id, with whether it is optional."""
    name = display_name(roster, one)
    return name if who.is_required else f"{name}, optional"


def _cell(who: Attendee) -> str:
    day, minute = divmod(who.zone.to_wall(who.start), DAY)
    word = _STATUSES.get(who.status, who.status) if who.can_come else "absent"
    return f"{weekday_text(weekday_of(day))} {wall_text(minute)} {word}".rstrip()


def _told(who: Attendee) -> str:
    if who.can_come:
        return _cost_text(who)
    main = who.obstacle
    assert main is not None  # noqa: S101 - who cannot come has a reason
    return main.text


def _cost_text(who: Attendee) -> str:
    return ", ".join(f"{piece.minutes} min {_PIECES[piece.what]}" for piece in who.pieces)


# No slot


def _none(found: Suggestions, search: Search, clock: Zone) -> Iterator[Block]:
    length = duration_text(search.question.minutes)
    days = found.horizon.days(clock)
    dates = (
        f"from {date_text(days[0])} to {date_text(days[-1])}" if len(days) > 1 else f"on {date_text(days[0])}"
    )
    yield Paragraph(f"No slot of {length} {dates} at which {_who_can_come(search)}.", strong=True)
    forbidden = _forbidden(search, clock)
    if forbidden:
        yield Paragraph(forbidden)
    if found.reasons:
        yield from _in_the_way(found.reasons, length, search)
    yield Heading("The smallest bends that would open one")
    if not found.relaxations:
        yield Paragraph("None was found." if forbidden else "None was found: nobody bends far enough.")
        return
    bends = []
    for one in found.relaxations:
        day = clock.to_wall(one.start) // DAY
        opens = f"{date_text(day)} {clock_range(one.start, one.end, clock)}"
        text = f"{one.text[:1].upper()}{one.text[1:]}"
        by = duration_text(one.minutes) if one.minutes else ""
        bends.append((opens, str(one.people), by, text))
    columns = (f"Opens ({city_text(clock)})", "People", "By", "What")
    yield Table.of(columns, bends, right=("People", "By"))


def _who_can_come(search: Search) -> str:
    question = search.question
    count = len(question.asked.ids)
    groups = question.asked.groups
    if len(groups) > 1:
        who = "every group has its quorum"
    elif groups[0].quorum < count:
        who = f"{groups[0].quorum} of the {count} can come"
    elif count == 1:
        who = f"{display_name(search.roster, question.asked.ids[0])} can come"
    else:
        who = "both can come" if count == 2 else f"all {count} can come"
    if question.attendance:
        who += f", and {question.attendance} of all {len(question.ids)} asked"
    return who


def _forbidden(search: Search, clock: Zone) -> str:
    """Why no meeting may begin at all, whoever could come; empty if one may."""
    question = search.question
    if any(search.candidates(search.base(question.minutes))):
        return ""
    if search.horizon.minutes < question.minutes:
        return "The meeting is longer than the time asked about."
    earliest = question.earliest
    if earliest is not None and earliest > search.horizon.end - question.minutes:
        wall = clock.to_wall(earliest)
        return f"No meeting may begin before {date_text(wall // DAY)} {wall_text(wall % DAY)}."
    if len(question.weekdays) < 7:
        left = [weekday_text(day) for day in range(7) if day not in question.weekdays]
        return f"No meeting may begin on {' or '.join(left)}."
    return "No start on the raster lies in the time asked about."


def _in_the_way(reasons: tuple[Blocker, ...], length: str, search: Search) -> Iterator[Block]:
    yield Heading("Who is in the way")
    rows = [
        (
            one.name,
            f"{one.slots} of {one.of_slots}",
            str(one.alone_slots) if one.alone_slots else "",
            BLOCKED_BY[one.code],
        )
        for one in reasons
    ]
    columns = ("Who", "Slots blocked", "Alone", "Mostly because of")
    yield Table.of(columns, rows, right=("Slots blocked", "Alone"))
    pairs: list[str] = []
    told: set[str] = set()
    for one in reasons:
        others = [other for other in one.never_with if other not in told]
        told.add(one.id)
        if others:
            pairs.append(
                f"{one.name} with {', '.join(display_name(search.roster, other) for other in others)}"
            )
    if pairs:
        yield Paragraph(f"Never free together for {length}: {'; '.join(pairs)}.")


# One slot


def explanation_document(found: Explanation, clock: Zone) -> Document:
    """Everybody asked at one slot, one row each."""
    return Document(tuple(_explained(found, clock)))


def _explained(found: Explanation, clock: Zone) -> Iterator[Block]:
    day = clock.to_wall(found.start) // DAY
    slot = f"{date_text(day)}, {clock_range(found.start, found.end, clock)} {clock.key}"
    there = sum(one.can_come for one in found.items)
    everybody = len(found.items)
    who = "everybody can come" if there == everybody else f"{there} of {everybody} can come"
    verdict = "possible" if found.is_possible else "not possible"
    yield Paragraph(f"{slot}: {verdict}; {who}.", strong=True)
    rows = []
    for one in found.items:
        local = one.zone.to_wall(one.start) // DAY
        name = _asked_name(one, one.person, found.roster)
        hours = f"{weekday_text(weekday_of(local))} {clock_range(one.start, one.end, one.zone)}"
        rows.append((name, hours, "yes" if one.can_come else "no", _because(one)))
    yield Table.of(("Who", "Their clock", "Comes", "Because"), rows)
    for note in found.notes:
        yield Paragraph(f"{note[:1].upper()}{note[1:]}.")
    if found.next_start is not None:
        length = found.end - found.start
        wall = clock.to_wall(found.next_start)
        then = f"{date_text(wall // DAY)}, {clock_range(found.next_start, found.next_start + length, clock)}"
        yield Paragraph(f"The next possible slot begins on {then}.")
    elif not found.is_possible:
        yield Paragraph(_none_after(found, clock))


def _because(one: Attendee) -> str:
    if not one.can_come:
        return "; ".join(thing.text for thing in one.obstacles)
    cost = _cost_text(one)
    if one.status == "in":
        return f"at work: {cost}" if cost else "at work"
    return cost or _STATUSES.get(one.status, one.status)


def _none_after(found: Explanation, clock: Zone) -> str:
    """That no slot follows, as far as could be looked."""
    if found.looked_until >= found.start + LOOK_AHEAD_DAYS * DAY:
        return f"No slot in the {LOOK_AHEAD_DAYS} days after it would do."
    if found.looked_until <= found.start + 1:
        return "Holiday data do not reach far enough to look for a later slot."
    last = date_text((clock.to_wall(found.looked_until) - 1) // DAY)
    return f"No later slot would do until {last}; holiday data do not reach further."
