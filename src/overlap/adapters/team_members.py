"""The members of a team in a team file.

Law: a member's table is read once for all whose tables say the same but for who they are: in the same team
the same words mean the same. Whatever is out of the ordinary is read on its own, with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, cast

from overlap.adapters.team_holidays import Sources, read_holidays, read_observes
from overlap.adapters.team_meetings import check_id
from overlap.adapters.team_table import Table
from overlap.adapters.team_times import Named, check_cycle, check_names, read_cycle, read_shift, read_time_off
from overlap.core.civil import WEEKDAYS
from overlap.errors import OverlapError
from overlap.people.members import Member, Role
from overlap.people.schedule import Cycle
from overlap.people.shifts import Shift
from overlap.people.teams import check_apart
from overlap.people.workpattern import OVERNIGHT, Overnight

__all__ = ["MEMBER", "Members", "numbers"]

MEMBER: Final = ("member", "member", "the member")
"""Key, kind and name of a member's table."""

_OWN: Final = frozenset(("name", "email", "birthday", "joined"))
"""What a table says of who somebody is; all else is how they work."""


class Members:
    """The members of one team, each with its id; None for one whose table has an error.

    Args:
        table: The team's.
        sources: Where holidays come from.
        shifts: The team's.
        days: The team's working days.
        home: The place where the team lives, or None.
    """

    def __init__(
        self, table: Table, sources: Sources, shifts: Sequence[Named], days: frozenset[int], home: str | None
    ) -> None:
        self._table = table
        self._sources = sources
        self._shifts = shifts
        self._days = days
        self._home = home
        self._known: dict[str, Member] = {}

    def __iter__(self) -> Iterator[tuple[str, Member | None]]:
        problems = self._table.reading.problems
        for member_id, values in self._table.tables_of(MEMBER[0]).items():
            terms = repr({key: value for key, value in values.items() if key not in _OWN})
            known = self._known.get(terms)
            if known is not None:
                member = _like(known, member_id, values)
                if member is not None:
                    yield member_id, member
                    continue
            before = len(problems)
            table = self._table.named_table(*MEMBER, member_id)
            check_id(table, member_id, "member")
            member = _member(member_id, table, self._sources, self._shifts, self._days, self._home)
            if member is not None and len(problems) == before:
                self._known[terms] = member
            yield member_id, member


def _like(known: Member, id: str, values: Mapping[str, object]) -> Member | None:
    """Somebody who works as a known member does; None if what the table says of them must be looked at."""
    name, email = values.get("name"), values.get("email")
    birthday, joined = values.get("birthday"), values.get("joined")
    if not (
        (name is None or isinstance(name, str))
        and (email is None or isinstance(email, str))
        and (birthday is None or isinstance(birthday, str))
        and (joined is None or isinstance(joined, date))
    ):
        return None
    try:
        return known.like(id, name=name, email=email, birthday=birthday, joined=joined)
    except OverlapError:
        return None


def _member(
    member_id: str,
    table: Table,
    sources: Sources,
    team_shifts: Sequence[Named],
    team_days: frozenset[int],
    team_home: str | None,
) -> Member | None:
    name, zone, days = table.text("name"), table.zone("zone"), table.weekdays("days")
    shifts, named = _member_shifts(table, team_shifts)
    cycle = read_cycle(table)
    if cycle is not None:
        check_cycle(cycle[0], team_shifts if shifts is None else named)
    if shifts is not None:
        _check_apart(table, named, numbers(days) or team_days, cycle)
    own = read_holidays(table, sources)
    if own.follows is not None and own.table is not None:
        hint = "write the place of the member's own holidays"
        own.table.fault("bad-holiday", "only a team follows another's holidays", hint, at="follows")
    holidays = own.calendar
    home = team_home if holidays is None else holidays.places[0]
    observes, elective = read_observes(table, sources, home), table.dates("elective")
    overnight = cast("Overnight | None", table.choice("overnight", OVERNIGHT, "bad-roster"))
    birthday, joined = table.month_day_or_date("birthday"), table.date("joined", any_year=True)
    time_off, busy, skills = read_time_off(table), table.texts("busy"), table.texts("skills")
    role = table.choice("role", ("required", "optional"), "bad-roster")
    weight, email = table.whole("weight", least=1), table.text("email")
    return table.make(
        lambda: Member(
            member_id,
            name=name,
            zone=zone,
            shifts=shifts,
            cycle=None if cycle is None else cycle[1],
            days=days,
            holidays=holidays,
            time_off=time_off,
            busy=busy or (),
            skills=skills or (),
            role=cast("Role", role or "required"),
            weight=weight or 1,
            observes=observes,
            elective=elective or (),
            overnight=overnight,
            birthday=birthday,
            joined=joined,
            email=email,
        )
    )


def numbers(days: Sequence[str] | None) -> frozenset[int]:
    """Weekday numbers of names."""
    return frozenset(WEEKDAYS.index(day) for day in days or ())


def _member_shifts(table: Table, team: Sequence[Named]) -> tuple[list[Shift | str] | None, list[Named]]:
    """A member's shifts as written, None if the team's; and each as it was read."""
    items = table.values.get("shifts")
    if not isinstance(items, list):
        if items is not None:
            table.wrong(("shifts",), items, "a list", 'write shifts = ["day"] or shifts = [{ ... }]')
        return None, []
    found: list[Shift | str] = []
    named: list[Named] = []
    by_name = {one.name: one for one in reversed(team)}
    for index, item in enumerate(items):
        if isinstance(item, str):
            found.append(item)
            named += [by_name[item]] if item in by_name else []
        elif isinstance(item, dict):
            path = (*table.path, "shifts", index)
            one = read_shift(Table(table.reading, item, path, "shift", f"a shift of {table.what}", table))
            found += [] if one.shift is None else [one.shift]
            named.append(one)
        else:
            table.wrong(
                ("shifts", index), item, "a shift", 'write "day" or { start = "09:00", end = "17:00" }'
            )
    check_names(table, "shifts", team, "the member works")
    return found, named


def _check_apart(
    table: Table, shifts: Sequence[Named], days: frozenset[int], cycle: tuple[Table, Cycle | None] | None
) -> None:
    """Report own shifts of a member that overlap; a cycle that cannot be read hides it."""
    if cycle is not None and cycle[1] is None:
        return
    try:
        check_apart(
            [one.shift for one in shifts if one.shift is not None],
            str(table.path[-1]),
            days=days,
            cycle=None if cycle is None else cycle[1],
        )
    except OverlapError as error:
        table.caught(error)
