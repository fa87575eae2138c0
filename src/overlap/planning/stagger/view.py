"""How a stagger reads: the verdict first, then the shifts, the day, what is kept, and what it costs.

Law: says only what the result holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from overlap.core.civil import day_of, parse_time
from overlap.core.zones import Zone
from overlap.planning.stagger.day import day_bands
from overlap.render.document import Block, Document, Heading, Paragraph, Table
from overlap.render.moments import date_text, duration_text, share_text, wall_range

if TYPE_CHECKING:
    from overlap.planning.stagger.result import Stagger, StaggeredShift

__all__ = ["stagger_document"]


def stagger_document(found: Stagger, clock: Zone) -> Document:
    """The answer in reading order."""
    return Document(tuple(_blocks(found, clock)))


def _blocks(found: Stagger, clock: Zone) -> Iterator[Block]:
    first, last = found.horizon.dates(clock)
    yield Heading(f"Staggered shifts: {found.roster.title}", 1)
    yield Paragraph(verdict(found), strong=True)
    if found.objective is not None:
        span = f"{date_text(day_of(first))} to {date_text(day_of(last))}"
        grid = f"starts on a grid of {found.grid_minutes} minutes"
        yield Paragraph(f"Held on every regular working day from {span}; {grid}.")
    if found.objective is None:
        yield from _no_plan(found)
    else:
        yield Table.of(
            ("Team", "Shift", "People", "Today", "Plan", "Move", "Rest"),
            _shifts(found),
            right=["People", "Rest"],
        )
    bands = day_bands(found, clock)
    if bands is not None:
        yield bands
    yield Heading("What is required")
    yield _requirements(found)
    if found.prices and any(one.saved_person_minutes for one in found.prices):
        yield Heading("What each requirement costs")
        yield _prices(found)
    if found.figures:
        yield Heading("Before and after")
        yield _figures(found)
    exceptions = sum(len(one.exceptions) for one in found.requirements)
    if exceptions:
        yield Heading("Days off")
        yield from _days_off(found)
    for note in found.notes:
        yield Paragraph(note)


def verdict(found: Stagger) -> str:
    """The answer in a sentence or two."""
    objective = found.objective
    if objective is None:
        if found.status == "infeasible":
            return "No shifts within these limits keep all requirements: that is proven."
        return "No plan was found in the time there was. Give it longer, or a coarser grid."
    people = sum(one.headcount for one in found if one.moved_minutes)
    every = sum(one.headcount for one in found)
    if not objective.moved_person_minutes and not people:
        done = "Nobody has to move: the shifts of today keep every requirement."
        return done if found.status == "optimal" else f"{done} Whether others do it better is not proven."
    most = max(one.moved_minutes for one in found)
    text = (
        f"{people} of {every} people start at another time, at most {duration_text(most)} from today's: "
        f"{objective.moved_person_minutes} person-minutes moved a day."
    )
    if found.status == "optimal":
        return f"{text} {_PROVEN[found.priority[0]]}"
    bound = float(objective.bound)
    least = f"{_WORDS[found.priority[0]]} come to {bound:g} at least"
    return f"{text} It is not proven that this is the best: {least}."


_WORDS = {
    "moved": "person-minutes moved",
    "worst": "minutes a person of the team moved most",
    "quiet": "quiet person-minutes",
}

_PROVEN = {
    "moved": "No plan moves less: that is proven.",
    "worst": "No plan is easier on the team moved most: that is proven.",
    "quiet": "No plan has fewer quiet minutes: that is proven.",
}


def _shifts(found: Stagger) -> Iterator[tuple[str, ...]]:
    names = {team.id: team.name for team in found.roster}
    before = ""
    for one in found:
        name = names[one.team]
        yield (
            "" if name == before else name,
            one.of_shift if one.shift == one.of_shift or _timed(one) else f"{one.shift}",
            str(one.headcount),
            _span(one.was_start, one.was_end, one.was_zone, found, one),
            "stays" if not one.moved_minutes else _span(one.start, one.end, one.zone, found, one),
            _move(one),
            "" if one.rest_minutes is None else duration_text(one.rest_minutes),
        )
        before = name


def _timed(one: StaggeredShift) -> bool:
    return one.of_shift == f"{one.was_start}-{one.was_end}"


def _span(start: str, end: str, key: str, found: Stagger, one: StaggeredShift) -> str:
    """Local times, with the clock where it is not the team's own."""
    home = found.roster.team(one.team).zone
    clock = "" if key == home else f" {key.rpartition('/')[2].replace('_', ' ')}"
    low, high = parse_time(start), parse_time(end, latest="48:00")
    return f"{wall_range(low, high)}{clock}"


def _move(one: StaggeredShift) -> str:
    if not one.moved_minutes:
        return ""
    return f"{duration_text(one.moved_minutes)} {'earlier' if one.is_earlier else 'later'}"


def _requirements(found: Stagger) -> Table:
    before = {one.name: one for one in found.before}
    rows = []
    for one in found.requirements:
        was = before[one.name]
        rows.append(
            (
                one.name,
                duration_text(one.needed_minutes),
                *(_worst(check) for check in ((was, one) if found.planned is not None else (was,))),
            )
        )
    columns: tuple[str, ...] = ("Requirement", "Needed", "Today at worst")
    if found.planned is not None:
        columns = (*columns, "Planned at worst")
    return Table.of(columns, rows, right=columns[1:])


def _worst(check: object) -> str:
    minutes = getattr(check, "worst_minutes", None)
    if minutes is None:
        return "–"
    return f"{duration_text(minutes)}{'' if getattr(check, 'met', False) else ', missed'}"


def _prices(found: Stagger) -> Table:
    rows = [
        (
            one.name,
            f"{one.saved_person_minutes}" if one.is_proven else f"about {one.saved_person_minutes}",
            str(one.moved_person_minutes),
        )
        for one in found.prices
    ]
    columns = ("Requirement", "Saved without it", "Moved without it")
    return Table.of(columns, rows, right=columns[1:], caption="Person-minutes a day.")


def _figures(found: Stagger) -> Table:
    rows = [
        (
            one.name,
            *(
                share_text(value) if one.unit == "share" else duration_text(round(value))
                for value in (one.before, one.after)
            ),
        )
        for one in found.figures
    ]
    return Table.of(("Key figure", "Today", "Planned"), rows, right=("Today", "Planned"))


def _days_off(found: Stagger) -> Iterator[Block]:
    rows = []
    for check in found.requirements:
        if not check.exceptions:
            continue
        first = check.exceptions[0]
        rows.append(
            (
                check.name,
                str(len(check.exceptions)),
                f"{date_text(day_of(first.date))}: {duration_text(first.minutes)} left; {first.because}",
            )
        )
    yield Table.of(
        ("Requirement", "Dates", "The first"),
        rows,
        right=("Dates",),
        caption="Holidays and closures break on some dates what the shifts keep:",
    )


def _no_plan(found: Stagger) -> Iterator[Block]:
    if found.conflict is not None:
        yield Heading("What collides")
        for sentence in found.conflict.text:
            yield Paragraph(sentence)
    if found.relaxations:
        yield Heading("The smallest thing to give up")
        rows = [
            (
                one.text,
                "" if one.moved_person_minutes is None else str(one.moved_person_minutes),
            )
            for one in found.relaxations
        ]
        columns = ("One of these is enough", "Then moved")
        yield Table.of(columns, rows, right=columns[1:])
