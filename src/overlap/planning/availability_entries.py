"""When people can be booked, and when they cannot: availability (RFC 7953) and free-busy time.

Law: the instances of somebody's available stretches are exactly the minutes at work in the horizon, breaks,
days off and hours of time off taken out. Free-busy blocks never overlap: what is busy is told as busy, what
is perhaps busy as tentative, and of the rest what is not work as unavailable; what is left can be booked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from overlap.core.civil import DAY, date_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet, union
from overlap.people.busy import Busy, BusyPolicy
from overlap.people.entries import AvailabilityEntry, FreeBusyEntry, Guest
from overlap.people.roster import Roster
from overlap.planning.availability import busy_times
from overlap.planning.entry_names import Names
from overlap.planning.recurring_stretches import recurring_parts
from overlap.planning.selection import require_roster
from overlap.planning.shift_entries import cycle_days
from overlap.planning.staff import Person, staff_of
from overlap.planning.standing import painted

__all__ = ["availability_entries", "free_busy_entries", "guest_of"]

Kind = Literal["busy", "tentative", "unavailable"]


def availability_entries(
    roster: Roster, horizon: Horizon, *, teams: Iterable[str] | None = None, namespace: str | None = None
) -> tuple[AvailabilityEntry, ...]:
    """When each person can be booked: at work, as recurring stretches between breaks.

    Args:
        roster: The teams.
        horizon: When.
        teams: Teams, or members as "team.member"; every team by default. Of a team its unnamed people, who
            are told together, if there are any, and each member.
        namespace: What follows the `@` of each uid; by default the roster's id and ".overlap".

    Returns:
        One entry a person, team by team.

    Raises:
        UnknownId, BadArgument: If an id is unknown or the namespace cannot be one.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.core.zones import zone
        >>> from overlap.people.shifts import Break, Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00", breaks=[Break("13:00", "14:00")])])
        >>> week = Horizon.of("2026-03-02", "2026-03-08", zone("Asia/Kolkata"))
        >>> (entry,) = availability_entries(Roster([pune]), week)
        >>> [(one.minutes, len(one.instants())) for one in entry.available]
        [(180, 5), (300, 5)]
    """
    require_roster(roster)
    names = Names(roster, namespace)
    return tuple(_available(roster, who, horizon, names) for who in _everybody(roster, teams))


def _available(roster: Roster, who: Person, horizon: Horizon, names: Names) -> AvailabilityEntry:
    home = who.pattern.zone
    first, end = home.to_wall(horizon.start), home.to_wall(horizon.end)
    key = home.key
    if (home.to_instant(first), home.to_instant(end)) != (horizon.start, horizon.end):
        # An end that the clock shows twice is told in UTC; the stretches inside stay on the clock.
        key, first, end = "UTC", horizon.start, horizon.end
    parts = recurring_parts(who.pattern.at_work(horizon), home, cycle_days=cycle_days(who))
    available = []
    for part in parts:
        day, minute = divmod(part.start, DAY)
        uid = names.of("available", who.id, date_of(day), f"{part.zone} {minute} {part.minutes}")
        available.append(part.entry(uid, "Available"))
    uid = names.of("availability", who.id, horizon.dates(home)[0], "")
    return AvailabilityEntry(uid, guest_of(roster, who.id), key, first, end, tuple(available))


def free_busy_entries(
    roster: Roster,
    horizon: Horizon,
    *,
    teams: Iterable[str] | None = None,
    busy: Mapping[str, Iterable[Busy]] | None = None,
    namespace: str | None = None,
) -> tuple[FreeBusyEntry, ...]:
    """When each person's time is taken, and by nothing else than that.

    Args:
        roster: The teams.
        horizon: When.
        teams: As for `availability_entries`.
        busy: Busy blocks by id. Those of a team are everybody's in it; free ones take nothing.
        namespace: What follows the `@` of each uid; by default the roster's id and ".overlap".

    Returns:
        One entry a person, team by team.

    Raises:
        UnknownId, BadArgument: If an id is unknown or an argument cannot be one.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> from overlap.core.zones import zone
        >>> desk = Roster([Team("desk", "UTC", [Shift("09:00", "17:00")])])
        >>> day = Horizon.of("2026-03-02", "2026-03-02", zone("UTC"))
        >>> call = Busy("2026-03-02T10:00Z", "2026-03-02T11:00Z")
        >>> (entry,) = free_busy_entries(desk, day, busy={"desk": [call]})
        >>> [(start - day.start, end - day.start, kind) for start, end, kind in entry.blocks]
        [(0, 540, 'unavailable'), (600, 660, 'busy'), (1020, 1440, 'unavailable')]
    """
    require_roster(roster)
    names = Names(roster, namespace)
    taken = busy_times(roster, busy)
    found = []
    for who in _everybody(roster, teams):
        home = who.pattern.zone
        mine = [taken[one] for one in dict.fromkeys((who.id.partition(".")[0], who.id)) if one in taken]
        layers: list[tuple[IntervalSet, Kind | None]] = [
            (union([one.taken(home, policy) for one in mine]), kind) for policy, kind in _KINDS
        ]
        layers.append((who.pattern.at_work(horizon), None))
        runs = painted(horizon.start, horizon.end, layers, "unavailable")
        blocks = tuple((start, end, kind) for start, end, kind in runs if kind is not None)
        uid = names.of("freebusy", who.id, horizon.dates(home)[0], "")
        found.append(FreeBusyEntry(uid, guest_of(roster, who.id), horizon.start, horizon.end, blocks))
    return tuple(found)


_KINDS: Final[tuple[tuple[BusyPolicy, Kind], ...]] = (
    (BusyPolicy(tentative=False), "busy"),
    (BusyPolicy(tentative=True), "tentative"),
)
"""What is surely taken hides what may be."""


def guest_of(roster: Roster, one: str) -> Guest:
    """A team, or a member as "team.member", as calendars name them."""
    team_id, _, member_id = one.partition(".")
    team = roster.team(team_id)
    for member in team.members:
        if member.id == member_id:
            return Guest(member.name, member.email or "")
    return Guest(team.name, team.email or "")


def _everybody(roster: Roster, ids: Iterable[str] | None) -> Iterator[Person]:
    """Those asked about: of each team the unnamed people first, each person once."""
    staff = staff_of(roster, ids, None)
    for one in staff.ids:
        yield from staff.people(one)
