"""How pairs read, and what a calendar shows of them.

Law: says only what the result holds. A pair stands on one line, its slot on the reader's clock and on that
of each of the two; a local date that is not the reader's is marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from overlap.core.civil import DAY, day_of
from overlap.core.zones import Zone
from overlap.people.entries import TimedEntry
from overlap.planning.attendance import Attendee
from overlap.planning.availability_entries import guest_of
from overlap.planning.entry_names import Names
from overlap.planning.recurring_stretches import single_part
from overlap.render.document import Block, Document, Heading, Paragraph, Table
from overlap.render.moments import city_text, clock_range, date_text, wall_text
from overlap.render.style import plainly

if TYPE_CHECKING:
    from overlap.planning.pairs import Pairs, Round

__all__ = ["pair_entries", "pairs_document"]

_LISTED: Final = 10
"""Pairs that cannot meet, up to which each has a line; more are counted by their teams."""


def pairs_document(found: Pairs, clock: Zone) -> Document:
    """Rounds in reading order, then who never can meet."""
    return Document(tuple(_blocks(found, clock)))


def _blocks(found: Pairs, clock: Zone) -> Iterator[Block]:
    if found.reason is not None:
        yield Paragraph(found.reason, strong=True)
    else:
        for one in found.items:
            yield from _round(found, one, clock)
    if found.never:
        yield Heading("Cannot meet in these dates")
        yield _apart(found)
    for caveat in found.caveats:
        yield Paragraph(caveat)


def _round(found: Pairs, one: Round, clock: Zone) -> Iterator[Block]:
    last = clock.to_wall(one.end - 1) // DAY
    yield Heading(f"Round {one.number}: {date_text(day_of(one.date))} to {date_text(last)}")
    rows = []
    for pair in one.pairs:
        day = clock.to_wall(pair.start) // DAY
        row = [date_text(day), clock_range(pair.start, pair.end, clock)]
        for who in pair.attendees:
            row += [who.name, _local(who, day)]
        rows.append((*row, str(pair.times) if pair.times else ""))
    if rows:
        columns = ("Date", city_text(clock), "Who", "Local", "With", "There", "Met")
        yield Table.of(columns, rows, right=("Met",))
    else:
        yield Paragraph("Nobody can meet anybody in this round.")
    if one.sits_out and rows:
        told = (f"{guest_of(found.roster, who.person).name} ({who.text})" for who in one.sits_out)
        yield Paragraph(f"Sits out: {', '.join(told)}.")


def _local(who: Attendee, day: int) -> str:
    """`22:30` on somebody's clock, `00:30 +1` on the date after the reader's."""
    wall = who.zone.to_wall(who.start)
    off = wall // DAY - day
    return f"{wall_text(wall % DAY)} {off:+d}" if off else wall_text(wall % DAY)


def _apart(found: Pairs) -> Table:
    roster = found.roster
    if len(found.never) <= _LISTED:
        rows = [(*(guest_of(roster, who).name for who in one.people), one.text) for one in found.never]
        return Table.of(("Who", "With", "Why"), rows)
    counts = Counter(
        (*(guest_of(roster, who.partition(".")[0]).name for who in one.people), one.text)
        for one in found.never
    )
    grouped = [(one, other, str(count), why) for (one, other, why), count in counts.items()]
    return Table.of(("Team", "With", "Pairs", "Why"), grouped, right=("Pairs",))


@plainly
def pair_entries(found: Pairs, clock: Zone, namespace: str | None) -> tuple[TimedEntry, ...]:
    """An event for each pair of each round; its uid stays when the slot within the round moves."""
    names = Names(found.roster, namespace)
    made: list[TimedEntry] = []
    for one in found.items:
        for pair in one.pairs:
            both = pair.attendees
            title = f"Coffee: {' and '.join(who.name for who in both)}"
            lines = (
                f"{who.name}: {clock_range(who.start, who.end, who.zone)} {city_text(who.zone)}"
                for who in both
            )
            entry = single_part(pair.start, pair.end, clock).entry(
                names.of("pair", "+".join(pair.people), one.date, ""),
                title,
                description="\n".join(lines),
                is_busy=True,
            )
            guests = tuple(guest_of(found.roster, who) for who in pair.people)
            made.append(replace(entry, guests=guests, categories=("Coffee",)))
    return tuple(made)
