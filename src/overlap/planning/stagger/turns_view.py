"""How a rotation of cohorts reads.

Law: says only what the plan holds. A row a person and a column a week, as many weeks in a table as fit into
80 columns; a cell has the time at which they start.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd
from typing import TYPE_CHECKING, Final

from overlap.core.civil import day_of, parse_time
from overlap.planning.rotation_view import burden_table
from overlap.render.document import Block, Document, Heading, Paragraph, Table
from overlap.render.moments import date_text, duration_text, wall_range, wall_text
from overlap.render.text import width

if TYPE_CHECKING:
    from overlap.planning.stagger.turns import CohortRotation

__all__ = ["cohorts_document"]

_COLUMNS: Final = 80
"""Columns of a terminal that nobody has made wider."""


def cohorts_document(found: CohortRotation) -> Document:
    """A rotation of cohorts in reading order."""
    return Document(tuple(_blocks(found)))


def _blocks(found: CohortRotation) -> Iterator[Block]:
    yield Paragraph(_verdict(found), strong=True)
    yield _cohorts(found)
    yield Heading("Who starts when")
    yield from _weeks(found)
    yield from _empty(found)
    if found.short_rests:
        yield Heading(f"Less than {duration_text(found.rest_minutes)} of rest")
        yield _rests(found)
    yield Heading("Who bears what")
    yield burden_table(found.people)
    if found.proof is not None:
        yield Paragraph(_why(found))
    for note in found.notes:
        yield Paragraph(note)


def _verdict(found: CohortRotation) -> str:
    """What was found, and how good it is."""
    people, weeks = len(found.people), len(found)
    text = (
        f"{people} {'people' if people > 1 else 'person'} in {len(found.cohorts)} "
        f"cohort{'s' if len(found.cohorts) > 1 else ''}, {weeks} week{'s' if weeks > 1 else ''}: "
        f"nobody has more than {duration_text(found.worst_minutes)}"
    )
    if found.is_optimal:
        return f"{text} of discomfort, and no plan is fairer."
    above = found.worst_minutes - found.bound_minutes
    if not above:
        return f"{text} of discomfort. In no plan has the worst-off less; for the others that is not proven."
    return f"{text} of discomfort, at most {duration_text(above)} more than the least."


def _why(found: CohortRotation) -> str:
    """Why no plan is fairer."""
    if found.proof == "counts":
        return "All ways to divide the weeks were compared."
    if found.proof == "trades":
        return "No trade of weeks makes it fairer, and with two different burdens then nothing does."
    least = found.cohorts[0].burden_minutes
    unit = gcd(*(one.burden_minutes - least for one in found.cohorts))
    if not unit:
        return "All cohorts cost the same, so there is nothing to share."
    return f"Burdens are as level as steps of {duration_text(unit)} allow."


def _cohorts(found: CohortRotation) -> Table:
    rows = []
    for one in found.cohorts:
        hours = wall_range(parse_time(one.start_text), parse_time(one.end_text, latest="48:00"))
        rows.append(
            (
                one.name,
                hours if one.zone in (None, found.zone) else f"{hours} {one.zone}",
                str(one.headcount),
                duration_text(one.burden_minutes),
            )
        )
    return Table.of(("Cohort", found.zone, "People", "A week costs"), rows, right=("People", "A week costs"))


def _weeks(found: CohortRotation) -> Iterator[Table]:
    starts = {one.name: wall_text(one.span[0]) for one in found.cohorts}
    if len({(one.start_text, one.zone) for one in found.cohorts}) < len(starts) or any(
        one.zone not in (None, found.zone) for one in found.cohorts
    ):
        starts = {name: name for name in starts}  # the time alone would not say which
    cells = {
        who.id: [starts.get(week.cohort_of(who.id) or "", "away") for week in found] for who in found.people
    }
    heads = [date_text(day_of(week.date), weekday=False, year=False) for week in found]
    names = max(width(who.name) for who in found.people)
    widest = max(width(text) for own in (heads, *cells.values()) for text in own)
    # Two blanks stand between columns.
    fit = max(1, (_COLUMNS - max(names, 3)) // (widest + 2))
    for at in range(0, len(found), fit):
        caption = f"Weeks from {date_text(day_of(found[at].date))}"
        rows = [(who.name, *cells[who.id][at : at + fit]) for who in found.people]
        yield Table.of(("Who", *heads[at : at + fit]), rows, caption=caption)


def _empty(found: CohortRotation) -> Iterator[Block]:
    """Which places stay empty, for people are away."""
    rows = [
        (
            date_text(day_of(week.date)),
            ", ".join(f"{count} × {name}" for name, count in week.empty.items()),
        )
        for week in found
        if week.empty
    ]
    if rows:
        yield Table.of(("Week from", "Places left empty"), rows, caption="Short of people")


def _rests(found: CohortRotation) -> Table:
    names = {who.id: who.name for who in found.people}
    rows = [
        (
            date_text(day_of(one.date)),
            names[one.id],
            f"{one.before} → {one.after}",
            duration_text(one.minutes) if one.minutes >= 0 else f"none, {duration_text(-one.minutes)} short",
        )
        for one in found.short_rests
    ]
    return Table.of(("Week from", "Who", "Change", "Rest"), rows, right=("Rest",))
