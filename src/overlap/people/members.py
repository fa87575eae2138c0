"""A named person of a team, and the ids people go by.

Law: a member says only what differs from the team. An id is short printable text without dots, for
"team.member" names a member.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
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

__all__ = [
    "Member",
    "Observance",
    "Role",
    "another",
    "checked_id",
    "checked_overnight",
    "is_id",
    "worked_terms",
    "zone_key",
]

Role = Literal["required", "optional"]

_ID_LIMIT: Final = 100
"""Characters of an id: it heads columns and is typed on command lines."""


def checked_id(value: object, what: str) -> str:
    """An id: text without dots, line breaks or outer blanks.

    Raises:
        BadRoster: If it is not.
    """
    if isinstance(value, str) and is_id(value):
        return value
    raise BadRoster(
        f"{value!r} cannot be the id of a {what}",
        hint=f"use up to {_ID_LIMIT} printable characters without dots or outer blanks",
        field="id",
    )


def is_id(text: str) -> bool:
    """Whether a text can be an id; see `checked_id`."""
    return 0 < len(text) <= _ID_LIMIT and "." not in text and text == text.strip() and text.isprintable()


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

    Many who work alike are made with `like`, which costs less.

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
    _terms: object = field(compare=False, repr=False)

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
            ("birthday", None if birthday is None else _month_day(birthday)),
            ("joined", None if joined is None else parse_date(joined, field="joined")),
            ("email", None if email is None else email_address(email, "email")),
            ("_terms", object()),
        )
        for field_name, value in values:
            _PUT[field_name](self, value)

    def like(
        self,
        id: str,
        *,
        name: str | None = None,
        email: str | None = None,
        birthday: str | date | None = None,
        joined: str | date | None = None,
    ) -> Member:
        """Somebody else of whom all is true that is true of this member, but who they are.

        That they work alike is known from then on, and need not be found out: a roster of a hundred
        thousand people is made in a fraction of the time.

        Args:
            id: Unique in the team.
            name: What people say; the id by default.
            email: Where calendars invite them.
            birthday: Month and day as "MM-DD", or a date of which the year is not kept.
            joined: When they came.

        Raises:
            BadRoster, BadArgument, BadDate: If a part cannot be right.

        Example:
            >>> ana = Member("ana", zone="Asia/Dubai", skills=["tl"], email="ana@example.com")
            >>> jun = ana.like("jun", name="Jun Santos")
            >>> jun.zone, sorted(jun.skills), jun.email
            ('Asia/Dubai', ['tl'], None)
        """
        return another(
            self,
            checked_id(id, "member"),
            name or id,
            None if email is None else email_address(email, "email"),
            None if birthday is None else _month_day(birthday),
            None if joined is None else parse_date(joined, field="joined"),
        )


def another(
    model: Member,
    id: str,
    name: str,
    email: str | None,
    birthday: tuple[int, int] | None = None,
    joined: date | None = None,
) -> Member:
    """Somebody else like a member, of parts that were checked; see `Member.like`."""
    made = object.__new__(Member)
    for put, value in zip(_PUT_SHARED, _shared(model), strict=True):
        put(made, value)
    for put, own in zip(_PUT_OWN, (id, name, birthday, joined, email), strict=True):
        put(made, own)
    return made


def _month_day(birthday: str | date) -> tuple[int, int]:
    return month_day(birthday.strftime("%m-%d") if isinstance(birthday, date) else birthday, "birthday")


worked_terms: Final = attrgetter(
    "zone", "shifts", "cycle", "days", "holidays", "time_off", "observes", "elective", "overnight"
)
"""Of a member, all that decides when somebody of a team works."""

_OWN: Final = ("id", "name", "birthday", "joined", "email")
"""What is a member's own, however many others are like them."""

_PUT: Final = {name: getattr(Member, name).__set__ for name in Member.__slots__}
"""Slots are written by their descriptors: half the time of `object.__setattr__`, a hundred thousand times."""

_SHARED: Final = tuple(name for name in Member.__slots__ if name not in _OWN)
_shared: Final = attrgetter(*_SHARED)
_PUT_SHARED: Final = tuple(_PUT[name] for name in _SHARED)
_PUT_OWN: Final = tuple(_PUT[name] for name in _OWN)


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
