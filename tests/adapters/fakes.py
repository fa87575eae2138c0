"""Stand-ins for the holiday data: small, and the same every year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from overlap.core.civil import parse_weekdays
from overlap.errors import BadHoliday, UnknownPlace
from overlap.people.calendars import Entry, HolidayCalendar

PLACES = ("PH", "IN-MH", "BR-PE", "AE", "US")
DAYS = ("New Year", "Diwali", "Carnival", "Holi")
RAMADANS = ((date(2026, 2, 18), date(2026, 3, 19)), (date(2027, 2, 8), date(2027, 3, 9)))


@dataclass(frozen=True, slots=True)
class FakeTable:
    """Four named days in March of each year from 2000 to 2030."""

    places: tuple[str, ...]
    weekend: frozenset[int] = frozenset({5, 6})
    known_from: date = date(2000, 1, 1)
    known_until: date = date(2030, 12, 31)

    def entries(self, year: int) -> tuple[Entry, ...]:
        return tuple(
            Entry(date(year, 3, day), name, "public", self.places[0]) for day, name in enumerate(DAYS, 1)
        )


class FakeCalendars:
    """Calls as `holiday_calendar` takes them, written down."""

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
    ) -> HolidayCalendar:
        self.calls.append(place)
        places = (place,) if isinstance(place, str) else tuple(place)
        for one in places:
            if one not in PLACES:
                raise UnknownPlace(f'"{one}" is no place', hint=f"use {', '.join(PLACES)}", field="place")
        for field, names in (("include", include), ("exclude", exclude)):
            for name in names:
                if isinstance(name, str) and not any(name.lower() in day.lower() for day in DAYS):
                    raise BadHoliday(f'no day is called "{name}"', field=field)
        rest = frozenset[int]() if weekend is None else parse_weekdays(list(weekend))
        return HolidayCalendar(
            FakeTable(places),
            tuple(include),
            tuple(exclude),
            tuple(add),
            tuple(move),
            tuple(working),
            rest,
        )


def fake_ramadans(place: str) -> tuple[tuple[date, date], ...]:
    if place != "AE":
        raise UnknownPlace(f'the dates of Ramadan in "{place}" are not known', field="ramadan")
    return RAMADANS
