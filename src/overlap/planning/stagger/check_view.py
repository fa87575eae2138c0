"""How the checks of requirements read: one table of what is kept, one of where days off break it.

Law: says only what the checks hold. Dates are those of each requirement's own clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from overlap.core.civil import day_of
from overlap.planning.selection import display_name
from overlap.render.document import Block, Document, Paragraph, Table
from overlap.render.moments import date_text, duration_text
from overlap.render.text import shortened

if TYPE_CHECKING:
    from overlap.people.roster import Roster
    from overlap.planning.stagger.check import RequirementCheck, RequirementChecks

__all__ = ["checks_document"]

_NAME: Final = 44
"""Columns of a requirement's name in the table of all, which then fits 80."""

_BROKEN: Final = 26
"""The same in the table of days off."""

_WHOSE: Final = 21
"""Columns of the names of those whose days off they are."""


def checks_document(found: RequirementChecks) -> Document:
    """The checks in reading order."""
    return Document(tuple(_blocks(found)))


def _blocks(found: RequirementChecks) -> Iterator[Block]:
    yield Paragraph(_verdict(found), strong=True)
    if found.items:
        columns = ("Requirement", "Needed", "Worst", "On", "Missed")
        rows = [_row(one) for one in found]
        yield Table.of(columns, rows, right=("Needed", "Worst", "Missed"))
    for one in found:
        if one.worst_date is None:
            yield Paragraph(f"{one.name}: none of its dates lies here, so nothing is missed.")
        elif one.worst_of:
            yield Paragraph(f"{one.name}: the worst is that of {one.worst_of}.")
    broken = [_broken(one, found.roster) for one in found if one.exceptions]
    if broken:
        caption = "Where days off break what the shifts keep:"
        columns = ("Requirement", "Dates", "Left", "First", "Days off of")
        yield Table.of(columns, broken, right=("Dates", "Left"), caption=caption)


def _verdict(found: RequirementChecks) -> str:
    """How many are met, and on how many dates days off break them."""
    count, missed = len(found), sum(not one.met for one in found)
    if not count:
        return "Nothing is required."
    if count == 1:
        verdict = "The requirement is not met" if missed else "The requirement is met"
    elif not missed:
        verdict = f"All {count} requirements are met"
    else:
        verdict = f"{missed} of {count} requirements {'is' if missed == 1 else 'are'} not met"
    broken = len({one.date for check in found for one in check.exceptions})
    if not broken:
        return f"{verdict}."
    dates = f"{broken} date{'s' if broken > 1 else ''}"
    return f"{verdict}. Days off break {'what else is kept' if missed else 'it'} on {dates}."


def _row(one: RequirementCheck) -> tuple[str, ...]:
    most = "at most " if one.part == "quiet" else ""
    return (
        shortened(one.name, _NAME),
        most + duration_text(one.needed_minutes),
        "–" if one.worst_minutes is None else duration_text(one.worst_minutes),
        "–" if one.worst_date is None else _day(one.worst_date),
        str(len(one.missed) or ""),
    )


def _day(on: date) -> str:
    """`2 Mar 2026`: the weekday would not fit."""
    return date_text(day_of(on), weekday=False)


def _broken(check: RequirementCheck, roster: Roster) -> tuple[str, ...]:
    """The exceptions of a requirement: how many, the least that is left, the first, and whose days off."""
    those = check.exceptions
    teams = dict.fromkeys(one for exception in those for one in exception.teams)
    names = ", ".join(display_name(roster, one) for one in teams)
    return (
        shortened(check.name, _BROKEN),
        str(len(those)),
        duration_text(min(one.minutes for one in those)),
        _day(those[0].date),
        shortened(names, _WHOSE) or "worked besides",
    )
