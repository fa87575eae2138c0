"""A company of many named people in many teams, as text and as values: what `scale.py` asks about.

Law: a company is made from its numbers alone, so every run asks the same. However many people there are,
they share the same schedules: a team has `SCHEDULES_A_TEAM` of them, by shift, by where somebody lives and by
the days somebody works, and its people take turns in them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final, NamedTuple

from overlap import HolidayCalendar, Member, Roster, Shift, Team

__all__ = ["SCHEDULES_A_TEAM", "Company", "Place"]

SCHEDULES_A_TEAM: Final = 10
"""Two hundred teams then have two thousand schedules."""


class Place(NamedTuple):
    """Where a team is, the calendar it keeps, and where some of its people live."""

    zone: str
    holidays: str
    abroad: str


_PLACES: Final = (
    Place("Asia/Manila", "PH", "Asia/Dubai"),
    Place("Asia/Kolkata", "IN-KA", "Asia/Singapore"),
    Place("Europe/Warsaw", "PL", "Europe/London"),
    Place("America/Bogota", "CO", "America/Mexico_City"),
    Place("America/Sao_Paulo", "BR-SP", "Europe/Lisbon"),
    Place("America/New_York", "US-NY", "America/Denver"),
    Place("Europe/Berlin", "DE-BE", "Africa/Cairo"),
    Place("Australia/Sydney", "AU-NSW", "Pacific/Auckland"),
    Place("Africa/Nairobi", "KE", "Africa/Casablanca"),
    Place("Asia/Tokyo", "JP", "America/Los_Angeles"),
)

_SHIFTS: Final = (("early", "06:00", "14:00"), ("day", "09:00", "17:30"), ("late", "14:00", "22:00"))
"""Name, start and end of what every team works, an hour later from each run of places to the next."""

_DAYS: Final = ("mon", "tue", "wed", "thu")
_DAYS_TOML: Final = 'days = ["mon", "tue", "wed", "thu"]'


class _Kind(NamedTuple):
    """One of a team's schedules: the shift, whether its person lives abroad, and whether on four days."""

    shift: str
    is_abroad: bool
    is_short: bool


_KINDS: Final = tuple(
    _Kind(shift, is_abroad, is_short)
    for is_short in (False, True)
    for is_abroad in (False, True)
    for shift, _, _ in _SHIFTS
)[:SCHEDULES_A_TEAM]


class Company(NamedTuple):
    """So many people in so many teams.

    Attributes:
        people: Named people.
        teams: Teams they are dealt out to.
    """

    people: int
    teams: int = 200

    def place(self, team: int) -> Place:
        """Where a team is."""
        return _PLACES[team % len(_PLACES)]

    def shifts(self, team: int) -> list[tuple[str, str, str]]:
        """Name, start and end of a team's shifts."""
        later = team // len(_PLACES) % 3 * 15
        return [(name, _later(start, later), _later(end, later)) for name, start, end in _SHIFTS]

    def members(self, team: int) -> Iterator[tuple[str, str, _Kind]]:
        """Id, name and schedule of a team's people."""
        for position, number in enumerate(range(team, self.people, self.teams)):
            yield f"p{number:06}", f"Person {number:06}", _KINDS[position % len(_KINDS)]

    def roster(self) -> Roster:
        """The company in code, as a program with these people in its database would make it."""
        made = []
        for team in range(self.teams):
            place = self.place(team)
            members = [
                Member(
                    own_id,
                    name=name,
                    zone=place.abroad if kind.is_abroad else None,
                    shifts=[kind.shift],
                    days=_DAYS if kind.is_short else None,
                    email=f"{own_id}@example.com",
                )
                for own_id, name, kind in self.members(team)
            ]
            shifts = [Shift(start, end, name=name) for name, start, end in self.shifts(team)]
            calendar = HolidayCalendar(place.holidays)
            made.append(Team(f"t{team:03}", place.zone, shifts, holidays=calendar, members=members))
        return Roster(made, title="Company", zone="UTC")

    def toml(self) -> str:
        """The company as a team file."""
        lines = ["version = 1", 'title = "Company"', 'zone = "UTC"']
        for team in range(self.teams):
            place = self.place(team)
            lines += ["", f"[team.t{team:03}]", f'zone = "{place.zone}"', f'holidays = "{place.holidays}"']
            lines += ["shifts = ["]
            lines += [
                f'  {{ name = "{name}", start = "{start}", end = "{end}" }},'
                for name, start, end in self.shifts(team)
            ]
            lines += ["]"]
            for own_id, name, kind in self.members(team):
                lines += ["", f"[team.t{team:03}.member.{own_id}]", f'name = "{name}"']
                lines += [f'zone = "{place.abroad}"'] if kind.is_abroad else []
                lines += [f'shifts = ["{kind.shift}"]']
                lines += [_DAYS_TOML] if kind.is_short else []
                lines += [f'email = "{own_id}@example.com"']
        return "\n".join(lines) + "\n"

    def csv(self, called: str = "Person") -> str:
        """The company as a spreadsheet; its people may have other names, a number after each."""
        out = io.StringIO()
        rows = csv.writer(out)
        rows.writerow(["Team", "Member", "Zone", "Holidays", "Shift", "Days", "Start", "End", "Email"])
        for team in range(self.teams):
            place, name = self.place(team), f"t{team:03}"
            hours = {shift: (start, end) for shift, start, end in self.shifts(team)}
            for shift, (start, end) in hours.items():
                rows.writerow([name, "", place.zone, place.holidays, shift, "", start, end, ""])
            for own_id, person, kind in self.members(team):
                zone = place.abroad if kind.is_abroad else ""
                worked = [kind.shift, "", "", ""]
                if kind.is_short:
                    worked = [kind.shift, "Mon-Thu", *hours[kind.shift]]
                person = person.replace("Person", called)
                rows.writerow([name, person, zone, "", *worked, f"{own_id}@example.com"])
        return out.getvalue()


def _later(time: str, minutes: int) -> str:
    """A time of day so many minutes later."""
    whole = int(time[:2]) * 60 + int(time[3:]) + minutes
    return f"{whole // 60:02}:{whole % 60:02}"
