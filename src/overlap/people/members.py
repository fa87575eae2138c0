"""A named person of a team, and the ids people go by.

Law: a member says only what differs from the team. An id is short printable text without dots, for
"team.member" names a member.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, final

from overlap.core.civil import parse_date, parse_weekdays
from overlap.core.zones import Zone, zone
from overlap.errors import BadArgument, BadRoster, BadZone
from overlap.people.absence import TimeOff
from overlap.people.addresses import email_address
from overlap.people.calendars import Calendar
from overlap.people.listed import listed, repeated
from overlap.people.numbers import is_whole
from overlap.people.rules import month_day
from overlap.people.schedule import Cycle
from overlap.people.shifts import Shift
from overlap.people.workpattern import OVERNIGHT, Overnight

__all__ = ["Member", "Observance", "Role", "checked_id", "checked_overnight", "zone_key"]

Role = Literal["required", "optional"]

_ID_LIMIT: Final = 100
"""Characters of an id: it heads columns and is typed on command lines."""


def checked_id(value: object, what: str) -> str:
    """An id: text without dots, line breaks or outer blanks.

    Raises:
        BadRoster: If it is not.
    """
    if (
        not isinstance(value, str)
        or not value
        or value != value.strip()
        or len(value) > _ID_LIMIT
        or "." in value
        or not value.isprintable()
    ):
        raise BadRoster(
            f"{value!r} cannot be the id of a {what}",
            hint=f"use up to {_ID_LIMIT} printable characters without dots or outer blanks",
            field="id",
        )
    return value


@final
@dataclass(frozen=True, slots=True)
class Observance:
    """What people keep besides their team's days: a festival, a tradition, a region's days.

    Attributes:
        what: As people write it, such as "diwali", "hindu" or "IN-KA".
        calendars: The calendars whose days off they take.
    """

    what: str
    calendars: tuple[Calendar, ...]


@final
@dataclass(frozen=True, slots=True, init=False)
class Member:
    """A named person of a team; whatever is left out is the team's.

    Args:
        id: Unique in the team.
        name: What people say; the id by default.
        zone: IANA key, if the member lives elsewhere.
        shifts: Own shifts, or names of the team's.
        cycle: Own rotation.
        days: Own working days, as weekday names.
        holidays: Own calendar.
        time_off: When the member is away.
        busy: Calendar files with the member's busy time.
        skills: Languages and skills, besides the team's.
        role: "required" or "optional" in meetings.
        weight: How much the member's burden counts, from 1.
        observes: What the member keeps besides the team's days.
        elective: Dates taken of the elective days that the team grants.
        overnight: What a day off takes of a night shift.
        birthday: Month and day as "MM-DD", or a date of which the year is not kept.
        joined: When the member came; its anniversaries are celebrated.
        email: Where calendars invite the member.

    Raises:
        BadRoster, BadZone, BadArgument, BadDate: If a part cannot be right.
    """

    id: str
    name: str
    zone: str | None
    shifts: tuple[Shift | str, ...] | None
    cycle: Cycle | None
    days: frozenset[int] | None
    holidays: Calendar | None
    time_off: tuple[TimeOff, ...]
    busy: tuple[str, ...]
    skills: frozenset[str]
    role: Role
    weight: int
    observes: tuple[Observance, ...]
    elective: tuple[date, ...]
    overnight: Overnight | None
    birthday: tuple[int, int] | None
    joined: date | None
    email: str | None

    def __init__(
        self,
        id: str,
        *,
        name: str | None = None,
        zone: str | None = None,
        shifts: Iterable[Shift | str] | None = None,
        cycle: Cycle | None = None,
        days: Iterable[str] | None = None,
        holidays: Calendar | None = None,
        time_off: Iterable[TimeOff] = (),
        busy: Iterable[str] = (),
        skills: Iterable[str] = (),
        role: Role = "required",
        weight: int = 1,
        observes: Iterable[Observance] = (),
        elective: Iterable[str | date] = (),
        overnight: Overnight | None = None,
        birthday: str | date | None = None,
        joined: str | date | None = None,
        email: str | None = None,
    ) -> None:
        if role not in ("required", "optional"):
            raise BadRoster(f"role is {role!r}", hint='write "required" or "optional"', field="role")
        if not is_whole(weight, least=1):
            raise BadRoster(f"weight is {weight!r}", hint="give a whole number from 1", field="weight")
        if zone is not None:
            zone_key(zone)
        if overnight is not None:
            checked_overnight(overnight)
        if isinstance(elective, (str, date)) or not isinstance(elective, Iterable):
            raise BadArgument(
                f"elective is {elective!r}, not a list", hint='write ["2027-03-04"]', field="elective"
            )
        chosen = tuple(sorted(parse_date(day, field="elective") for day in elective))
        twice = repeated(chosen)
        if twice is not None:
            raise BadRoster(f"{twice.isoformat()} is chosen twice", hint="keep it once", field="elective")
        born = None
        if birthday is not None:
            known = birthday.strftime("%m-%d") if isinstance(birthday, date) else birthday
            born = month_day(known, "birthday")
        values: tuple[tuple[str, object], ...] = (
            ("id", checked_id(id, "member")),
            ("name", name or id),
            ("zone", zone),
            ("shifts", None if shifts is None else listed(shifts, (Shift, str), "shifts")),
            ("cycle", cycle),
            ("days", None if days is None else parse_weekdays(days)),
            ("holidays", holidays),
            ("time_off", listed(time_off, TimeOff, "time_off")),
            ("busy", listed(busy, str, "busy")),
            ("skills", frozenset(listed(skills, str, "skills"))),
            ("role", role),
            ("weight", weight),
            ("observes", listed(observes, Observance, "observes")),
            ("elective", chosen),
            ("overnight", overnight),
            ("birthday", born),
            ("joined", None if joined is None else parse_date(joined, field="joined")),
            ("email", None if email is None else email_address(email, "email")),
        )
        for field_name, value in values:
            object.__setattr__(self, field_name, value)


def checked_overnight(value: object) -> None:
    """That a value is a policy for night shifts and days off.

    Raises:
        BadRoster: If it is not.
    """
    if value not in OVERNIGHT:
        words = ", ".join(f'"{word}"' for word in OVERNIGHT)
        raise BadRoster(f"overnight is {value!r}", hint=f"write {words}", field="overnight")


def zone_key(key: str) -> Zone:
    """The zone of a key, with errors that name the field `zone`."""
    try:
        return zone(key)
    except BadZone as error:
        error.field = "zone"
        raise
