"""Stand-ins for the holiday data: small, and the same every year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from overlap.core.civil import parse_weekdays
from overlap.errors import BadDate, BadHoliday, UnknownPlace
from overlap.people.bridges import Bridges
from overlap.people.calendars import Calendar
from overlap.people.days import STATUSES, Day, Entry, Status, Weekends
from overlap.people.listing import Beyond
from overlap.people.members import Observance
from overlap.people.rules import Rule

PLACES = ("PH", "IN-MH", "BR-PE", "AE", "US", "MY")
DAYS = ("New Year", "Diwali", "Carnival", "Holi")
CATEGORIES = ("public", "optional", "bank", "workday", "half_day")
RAMADANS = ((date(2026, 2, 18), date(2026, 3, 19)), (date(2027, 2, 8), date(2027, 3, 9)))


SAT_SUN: Weekends = ((date.min, frozenset({5, 6})),)


@dataclass(frozen=True, slots=True)
class FakeTable:
    """Four named days in March of each year from 2000 to 2030."""

    places: tuple[str, ...]
    weekends: Weekends = SAT_SUN
    known_from: date = date(2000, 1, 1)
    known_until: date = date(2030, 12, 31)
    announced_until: date = date(2030, 12, 31)
    blocking: frozenset[str] = frozenset({"public", "de_facto", "half_day", "government", "swap"})
    caveats: tuple[str, ...] = ()

    def names_in(self, day: Day, language: str) -> tuple[str, ...]:
        return tuple(f"{name} in {language}" for name in day.names)

    def entries(
        self, first_year: int, last_year: int, *, categories: frozenset[str] | None = None
    ) -> tuple[Entry, ...]:
        return tuple(
            Entry(date(year, 3, day), name, "public", self.places[0])
            for year in range(first_year, last_year + 1)
            for day, name in enumerate(DAYS, 1)
        )


class FakeCalendars:
    """Calls as `HolidayCalendar` takes them, written down."""

    def __init__(self) -> None:
        self.calls: list[object] = []

    def __call__(
        self,
        place: str | Sequence[str],
        *,
        include: Sequence[str | date] = (),
        exclude: Sequence[str | date] = (),
        add: Sequence[tuple[date, str]] = (),
        move: Sequence[tuple[date, date]] = (),
        working: Sequence[tuple[date, str]] = (),
        weekend: Sequence[str] | None = None,
        rules: Sequence[Rule] = (),
        effects: Mapping[str, Status] | None = None,
        bridges: Bridges | None = None,
        swap_days: bool = True,
        works_through: bool = False,
        only: Sequence[str] = (),
        beyond: Beyond = "raise",
    ) -> Calendar:
        self.calls.append(place)
        places = (place,) if isinstance(place, str) else tuple(place)
        for one in places:
            if one not in PLACES:
                raise UnknownPlace(f'"{one}" is no place', hint=f"use {', '.join(PLACES)}", field="place")
        for field, names in (("include", include), ("exclude", exclude), ("only", only)):
            for name in names:
                if isinstance(name, str) and name.lower() not in map(str.lower, (*DAYS, *CATEGORIES)):
                    raise BadHoliday(f'no day is called "{name}"', field=field)
        for category, effect in (effects or {}).items():
            if category not in CATEGORIES or effect not in STATUSES or effect == "weekend":
                raise BadHoliday(f'no effect "{effect}" of "{category}"', field="effects")
        return Calendar(
            FakeTable(places),
            tuple(include),
            tuple(exclude),
            tuple(add),
            tuple(move),
            tuple(working),
            frozenset[int]() if weekend is None else parse_weekdays(list(weekend)),
            tuple(rules),
            tuple(sorted((effects or {}).items())),
            bridges,
            swap_days,
            works_through,
            tuple(only),
            beyond,
        )


def fake_ramadans(
    place: str, *, offset_days: int | None = None, starts: Sequence[date] = ()
) -> tuple[tuple[date, date], ...]:
    """Two Ramadans; "AE" needs no offset, other places do, and an announced day replaces the nearest."""
    if offset_days is not None and abs(offset_days) > 3:
        raise BadDate(f"offset_days is {offset_days}", field="offset_days")
    if place not in PLACES or (place != "AE" and offset_days is None and not starts):
        raise UnknownPlace(f'the dates of Ramadan in "{place}" are not known', field="ramadan")
    days = timedelta(offset_days or 0)
    found = [(first + days, last + days) for first, last in RAMADANS]
    for start in starts:
        near = [at for at, (first, _) in enumerate(found) if abs((first - start).days) <= 3]
        if not near:
            raise BadDate(f"no Ramadan begins near {start}", field="starts")
        first, last = found[near[0]]
        found[near[0]] = start, start + (last - first)
    return tuple(found)


def fake_observance(what: str, place: str | None = None) -> Observance:
    """One of the days, where people live or else in India; or the days of a place."""
    if what in DAYS:
        return Observance(what, (Calendar(FakeTable((place or "IN-MH",)), only=(what,)),))
    if what in PLACES:
        return Observance(what, (Calendar(FakeTable((what,))),))
    raise BadHoliday(f'nothing is called "{what}"', hint="use Diwali", field="observes")
