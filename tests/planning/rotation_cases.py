"""Rosters for rotations, and what each slot comes to by brute force over minutes.

Law: hours are said twice, once as a roster and once as plain wall minutes; costs are summed minute by minute
from the table of docs/python.md, never read from the code under test.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from overlap.people.absence import TimeOff
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team

__all__ = [
    "FOUR",
    "MEETING",
    "Person",
    "can_come",
    "cost",
    "credited",
    "fairest",
    "mean",
    "roster_of",
    "zoned",
]

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Person:
    """Somebody who works 5 days a week, from hour to hour on their own clock."""

    id: str
    zone: str
    start: int
    end: int
    off: tuple[date, ...] = ()
    joined: date | None = None
    weight: int = 1


FOUR = (
    Person("a-sf", "America/Los_Angeles", 9, 17),
    Person("b-london", "Europe/London", 9, 17),
    Person("c-singapore", "Asia/Singapore", 9, 18),
    Person("d-warsaw", "Europe/Warsaw", 8, 16),
)

MEETING = Meeting("sync", teams=["t"], minutes=60, on="tue", anchor="UTC")


def roster_of(people: Iterable[Person], meeting: Meeting = MEETING) -> Roster:
    """The people as members of one team without unnamed people."""
    members = [
        Member(
            one.id,
            zone=one.zone,
            shifts=[Shift(f"{one.start:02}:00", f"{one.end:02}:00")],
            time_off=[TimeOff(day) for day in one.off],
            joined=one.joined,
            weight=one.weight,
        )
        for one in people
    ]
    team = Team("t", "UTC", [Shift("09:00", "17:00")], members=members)
    return Roster([team], zone="UTC", meetings=[meeting])


def zoned(one: Person, instant: datetime) -> datetime:
    """An instant on somebody's clock, without its zone."""
    return instant.astimezone(ZoneInfo(one.zone)).replace(tzinfo=None)


def _minute(one: Person, instant: datetime) -> int:
    """What one minute weighs, by the table of docs/python.md, with 60 minutes of fringe."""
    local = zoned(one, instant)
    minute = local.hour * 60 + local.minute
    if local.date() not in one.off and one.start * 60 <= minute < one.end * 60:
        return 0
    if minute >= 22 * 60 or minute < 7 * 60:
        return 6
    assert local.weekday() < 4, "meetings here are before the end of the week"
    # The first hour beside work is the fringe; each further one weighs one more, up to four.
    hours = (
        (one.start * 60 - minute + 59) // 60 if minute < one.end * 60 else (minute - one.end * 60) // 60 + 1
    )
    return min(hours, 4)


def cost(one: Person, instant: datetime, minutes: int = 60) -> int:
    """What a meeting comes to for somebody, minute by minute."""
    return one.weight * sum(_minute(one, instant + at * MINUTE) for at in range(minutes))


def is_away(one: Person, on: date, instant: datetime, minutes: int = 60) -> bool:
    """Whether somebody has time off in a minute of a meeting, or has not joined."""
    if one.joined is not None and on < one.joined:
        return True
    return any(zoned(one, instant + at * MINUTE).date() in one.off for at in range(minutes))


def can_come(one: Person, instant: datetime, minutes: int = 60) -> bool:
    """Whether somebody is neither off nor in the quiet hours from 22:00 to 07:00 in any minute."""
    walls = [zoned(one, instant + at * MINUTE) for at in range(minutes)]
    return not any(wall.date() in one.off or not 7 <= wall.hour < 22 for wall in walls)


def mean(values: list[int]) -> int:
    """The mean, halves up."""
    return int(sum(values) / len(values) + 0.5) if values else 0


def credited(people: tuple[Person, ...], on: date, minute: int) -> list[int] | None:
    """What each has of a meeting on a date at a UTC minute, credits included; None if nobody can come."""
    instant = datetime(on.year, on.month, on.day, tzinfo=UTC) + minute * MINUTE
    if not any(can_come(one, instant) for one in people):
        return None
    away = [is_away(one, on, instant) for one in people]
    costs = [0 if gone else cost(one, instant) for one, gone in zip(people, away, strict=True)]
    credit = mean([own for own, gone in zip(costs, away, strict=True) if not gone])
    return [credit if gone else own for own, gone in zip(costs, away, strict=True)]


def fairest(
    people: tuple[Person, ...], dates: list[date], minutes: list[int], carried: dict[str, int]
) -> list[int]:
    """The fairest burdens, the worst first, by trying every time on every date that has one."""
    found = [[credited(people, on, minute) for minute in minutes] for on in dates]
    tables = [own for rows in found if (own := [row for row in rows if row is not None])]
    had = [carried[f"t.{one.id}"] for one in people]
    return min(sorted(map(sum, zip(had, *chosen, strict=True)), reverse=True) for chosen in product(*tables))
