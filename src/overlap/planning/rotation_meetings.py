"""The meetings of a rotation, and what each comes to for everybody.

Law: plain values. What somebody bears of a meeting is their discomfort, or the credit of who is away.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, final

from overlap.core.civil import iso_minute
from overlap.core.zones import zone as zone_of
from overlap.planning.attendance import local_iso
from overlap.planning.invited import SeriesStatus
from overlap.planning.rotation_slots import Slot, Weigher
from overlap.render.moments import to_datetime

if TYPE_CHECKING:
    import pendulum

__all__ = ["PersonBurden", "RotationMeeting", "Share", "Skipped"]


@final
@dataclass(frozen=True, slots=True)
class Share:
    """What one meeting of a rotation comes to for one person.

    Attributes:
        id: "team.member", or the team's id for its unnamed people.
        name: What people call them.
        zone: IANA key of their clock.
        start: First instant of the meeting.
        status: "in" is at work; else the absence, "busy", or the heaviest part of the time.
        because: The name of the holiday, absence or event; else empty.
        burden_minutes: What they bear, or are credited with.
        is_credit: Whether that is a credit for being away.
        is_required: Whether the meeting counts on them.
        can_come: Whether the terms let them come.
    """

    id: str
    name: str
    zone: str
    start: int
    status: SeriesStatus
    because: str
    burden_minutes: int
    is_credit: bool
    is_required: bool
    can_come: bool

    @property
    def local_start(self) -> str:
        """When the meeting begins on their clock, as ISO 8601 text with the offset."""
        return local_iso(zone_of(self.zone), self.start)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `because` only where there is something behind the status."""
        row: dict[str, Any] = {"id": self.id, "local_start": self.local_start, "status": self.status}
        if self.because:
            row["because"] = self.because
        return row | {
            "required": self.is_required,
            "can_come": self.can_come,
            "burden_minutes": self.burden_minutes,
            "credited": self.is_credit,
        }


@final
@dataclass(frozen=True, slots=True)
class RotationMeeting:
    """One meeting of a rotation, `[start, end)` in UTC minutes since 1970.

    Attributes:
        period: The date that the meeting's rule gives it.
        date: The date on which it takes place, on the meeting's own clock.
        start: Its first instant.
        end: The instant after its last.
        time: Which of the rotation's times it has: `14:00`, or `Tue 14:00` where weekdays are chosen.
    """

    period: dt.date
    date: dt.date
    start: int
    end: int
    time: str
    _slot: Slot = field(repr=False, compare=False)
    _weigher: Weigher = field(repr=False, compare=False)

    @property
    def attendees(self) -> tuple[Share, ...]:
        """Everybody invited, in the order of the meeting."""
        people, bearings = self._weigher.people, self._weigher.bearings(self._slot)
        found = []
        for one in people.invitees:
            status, because = people.standpoint(one, self.start)
            minutes, is_credit = bearings[one.id]
            zone = one.who.pattern.zone.key
            found.append(
                Share(
                    *(one.id, one.who.name, zone, self.start, status, because),
                    *(minutes, is_credit, one.is_required, people.can_come(one, self.start)),
                )
            )
        return tuple(found)

    def in_zone(self, key: str) -> tuple[pendulum.DateTime, pendulum.DateTime]:
        """Start and end on the clocks of a zone.

        Raises:
            BadZone: If there is no such zone.
        """
        clock = zone_of(key)
        return to_datetime(self.start, clock), to_datetime(self.end, clock)

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "date": self.date.isoformat(),
            "start": iso_minute(self.start),
            "end": iso_minute(self.end),
            "time": self.time,
            "attendees": [one.to_dict() for one in self.attendees],
        }


class Skipped(NamedTuple):
    """A date on which no meeting is held, and why."""

    date: dt.date
    because: str

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {"date": self.date.isoformat(), "because": self.because}


class PersonBurden(NamedTuple):
    """What one person has in the end, and of what that is made, in minutes.

    Attributes:
        id: "team.member", or the team's id for its unnamed people.
        name: What people call them.
        carried: From the ledger.
        borne: Their discomfort at the meetings of this rotation.
        credited: For meetings at which they were away.
    """

    id: str
    name: str
    carried: int
    borne: int
    credited: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.carried + self.borne + self.credited

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "id": self.id,
            "burden_minutes": self.total,
            "carried_minutes": self.carried,
            "borne_minutes": self.borne,
            "credited_minutes": self.credited,
        }
