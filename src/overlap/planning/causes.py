"""What clocks and seasons do to people's hours, in order of time and in words.

Law: an event is told once, with the names of all whom it moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, final

from overlap.core.civil import DAY, day_of
from overlap.core.zones import Zone
from overlap.people.roster import Roster
from overlap.planning.selection import display_name, patterns_of
from overlap.render.moments import date_text, duration_text

__all__ = ["Cause", "causes_between", "clock_text", "sentences"]


@final
@dataclass(frozen=True, slots=True)
class Cause:
    """A clock or season change.

    Attributes:
        instant: When it happens.
        team: Id of the team or member it moves; empty for the reader's own clock.
        name: What people call them.
        kind: "clock" or "season".
        text: What happens, without whom.
    """

    instant: int
    team: str
    name: str
    kind: Literal["clock", "season"]
    text: str


def causes_between(
    roster: Roster, ids: Iterable[str], start: int, end: int, *, reader: Zone | None = None
) -> list[Cause]:
    """Every clock change and season boundary in `[start, end)` that moves one of the ids, by time.

    Args:
        roster: Who they are.
        ids: Whom to look at.
        start: First instant.
        end: Instant after the last.
        reader: A clock whose own changes count too where none of theirs changes at that instant.
    """
    found: dict[tuple[str, int, str], Cause] = {}
    moved: set[tuple[str, int]] = set()
    for one in ids:
        name = display_name(roster, one)
        for pattern in patterns_of(roster, one):
            for clock in pattern.clocks:
                for change in clock.changes(start, end):
                    text = clock_text(clock, *change)
                    found.setdefault((one, change[0], text), Cause(change[0], one, name, "clock", text))
                    moved.add((clock.key, change[0]))
                # Clocks that go back over midnight show a date that began already as the day before.
                first, last = clock.to_wall(start) // DAY, clock.to_wall(end) // DAY + 2
                for on, why in pattern.schedule.season_starts(first, last):
                    instant = clock.to_instant(day_of(on) * DAY)
                    if start <= instant < end:
                        text = f"{why} on {date_text(day_of(on))}"
                        found.setdefault((one, instant, text), Cause(instant, one, name, "season", text))
    causes = list(found.values())
    if reader is not None:
        causes += [
            Cause(change[0], "", "The report's own clock", "clock", clock_text(reader, *change))
            for change in reader.changes(start, end)
            if (reader.key, change[0]) not in moved
        ]
    return sorted(causes, key=lambda cause: cause.instant)


def sentences(causes: Iterable[Cause]) -> Iterator[str]:
    """One sentence for each event, with the names of all whom it moves."""
    names: dict[str, dict[str, None]] = {}
    for cause in causes:
        names.setdefault(cause.text, {})[cause.name] = None
    return (f"{', '.join(whose)}: {text}." for text, whose in names.items())


def clock_text(clock: Zone, instant: int, before: int, after: int) -> str:
    """`Europe/Warsaw goes forward 1 h on Sun 29 Mar 2026` of a change of offsets."""
    way = "forward" if after > before else "back"
    # A clock that goes back at midnight does so at the end of the day before.
    day = (instant + before - (after < before)) // DAY
    return f"{clock.key} goes {way} {duration_text(abs(after - before))} on {date_text(day)}"
