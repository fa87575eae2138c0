"""Who is invited to a recurring meeting: what each instant is to them, and whether enough can come.

Law: a team's people are its named members and, as one, its unnamed people. A team can come where one of
its people can. Of those needed a quorum must come; the meeting is on a holiday where holidays and
closures leave fewer, or where as many have one as the meeting says. All of it is sets of instants at which
the meeting could begin, so an answer for one instant is a lookup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple, final

from overlap.core.civil import DAY
from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet, at_least, union
from overlap.errors import BadArgument, BadHorizon, BeyondData, BeyondDataWarning, UnknownId
from overlap.people.busy import Busy, BusyPolicy, BusyTime
from overlap.people.entries import Guest
from overlap.people.meetings import Meeting
from overlap.people.roster import Roster
from overlap.people.teams import Team
from overlap.people.telling import telling
from overlap.planning.availability import DOMAINS, Availability, Delegate, Domain, Terms, busy_times
from overlap.planning.discomfort import Discomfort
from overlap.planning.meeting_options import one_of
from overlap.planning.standing import Status

__all__ = ["Invited", "Invitee", "SeriesStatus", "invited", "meeting_of", "person_ids"]

SeriesStatus = Status | Literal["busy", "tentative"]
"""What an occurrence is to somebody; stable names for programs."""

_ABSENT: Final = ("time-off", "closure", "holiday")
"""What keeps people from a meeting on a whole date or part of it."""

_MARGIN: Final = 2 * DAY
"""Minutes around the dates of a meeting: other clocks' dates, and times it could be kept at instead."""


@final
@dataclass(frozen=True, slots=True, eq=False)
class Invitee:
    """A person, or the unnamed people of a team, invited to a meeting.

    Attributes:
        asked: The id the meeting names: a team, or "team.member".
        who: The person.
        is_required: Whether the meeting counts on them.
        email: Their address, or "".
    """

    asked: str
    who: Delegate
    is_required: bool
    email: str

    @property
    def id(self) -> str:
        """The id "team.member", or the team's own for its unnamed people."""
        return self.who.person

    @property
    def guest(self) -> Guest:
        """As a calendar names them."""
        return Guest(self.who.name, self.email, self.is_required)


class Standpoint(NamedTuple):
    """What a stretch of time is to one person: a status, and the name of what is behind it."""

    status: SeriesStatus
    name: str


class Invited:
    """The people of one meeting over one horizon; sets are found when first asked for, then kept.

    `asked` is the horizon of the dates; `horizon` is that with what lies around it.
    """

    __slots__ = ("_sets", "asked", "horizon", "invitees", "known", "meeting", "minutes", "quorum", "roster")

    def __init__(self, meeting: Meeting, known: Availability, asked: Horizon) -> None:
        self.meeting: Meeting = meeting
        self.asked: Horizon = asked
        self.known: Availability = known
        self.roster: Roster = known.roster
        self.horizon: Horizon = known.horizon
        self.minutes: int = meeting.minutes
        self.quorum: int = meeting.quorum or len(meeting.needed_ids)
        self.invitees: tuple[Invitee, ...] = tuple(_invitees(meeting, known))
        self._sets: dict[str, IntervalSet] = {}

    def without_holidays(self, start: int) -> Invited:
        """The same people around an instant, if there were no holidays and no absences."""
        near = Horizon(start - _MARGIN, start + self.minutes + _MARGIN)
        known = self.known.over(near)
        bare = {
            asked: tuple(
                replace(who, pattern=replace(who.pattern, calendar=None, absences=(), observed=()))
                for who in self.known.delegates(asked)
            )
            for asked in self.meeting.people_ids()
        }
        known._delegates = bare
        return Invited(self.meeting, known, near)

    def of(self, meeting: Meeting) -> Invited:
        """The same people invited to the same meeting at another time."""
        return Invited(meeting, self.known, self.asked)

    def cost(self, one: Invitee, start: int) -> int:
        """The discomfort of one person if the meeting begins at an instant of the horizon."""
        return self.known.burden(one.who).of(start, start + self.minutes)

    def costs(self, start: int) -> dict[str, int]:
        """What each person bears of a meeting that begins at an instant, by id.

        Those the meeting does not count on bear no more than staying away costs.
        """
        missing = self.known.terms.weights.missing * self.minutes
        found: dict[str, int] = {}
        for one in self.invitees:
            cost = self.cost(one, start)
            found[one.id] = cost if one.is_required else min(cost, missing)
        if self.quorum < len(self.meeting.needed_ids):
            for one in self._excused(start):
                found[one.id] = min(found[one.id], missing)
        return found

    def _excused(self, start: int) -> Iterator[Invitee]:
        """Those beyond the quorum: of the ids needed, the ones that bear most, of equals the later ids."""
        least: dict[str, int] = {}
        for one in self.invitees:
            if one.asked in self.meeting.needed_ids:
                cost = self.cost(one, start)
                least[one.asked] = min(cost, least.get(one.asked, cost))
        ranked = sorted(least, key=lambda asked: (least[asked], asked))
        beyond = set(ranked[self.quorum :])
        return (one for one in self.invitees if one.asked in beyond)

    def standpoint(self, one: Invitee, start: int) -> Standpoint:
        """What the meeting is to a person if it begins at an instant of the horizon.

        An absence in any minute counts first, then busy time, then the heaviest part.
        """
        end = start + self.minutes
        pieces = self.known.standing(one.who).stretches(start, end)
        absent = [piece for piece in pieces if piece.status in _ABSENT]
        if absent:
            longest = max(absent, key=lambda piece: piece.end - piece.start)
            return Standpoint(longest.status, longest.name)
        weight_of = self.known.terms.weights.weight_of
        heaviest = max(pieces, key=lambda piece: (weight_of(piece.status), piece.end - piece.start))
        statuses: tuple[Literal["busy", "tentative"], ...] = ("busy", "tentative")
        for status in statuses:
            if self._taken(one, status == "tentative").touches(start, end):
                return Standpoint(status, self._event(one, status, start, end))
        return Standpoint(heaviest.status, heaviest.name)

    def _taken(self, one: Invitee, with_tentative: bool) -> IntervalSet:
        policy = BusyPolicy(tentative=with_tentative, all_day=self.known.terms.policy.all_day)
        return self.known.taken(one.who, policy)

    def _event(self, one: Invitee, status: str, start: int, end: int) -> str:
        """The title of the first block of a status that touches a meeting."""
        zone = one.who.pattern.zone
        for block in (block for time in one.who.busy for block in time if block.status == status):
            low, high = block.within(zone)
            if low < end and start < high:
                return block.title
        return ""

    def is_outside(self, one: Invitee, start: int) -> bool:
        """Whether some minute of the meeting is outside a person's hours: no work, break or absence."""
        return self.outside(one).touches(start, start + self.minutes)

    def outside(self, one: Invitee) -> IntervalSet:
        """The minutes that are no work, break or absence of a person."""
        return self._kept(f"outside {one.id}", lambda: self._outside(one))

    def _outside(self, one: Invitee) -> IntervalSet:
        seen = self.known.standing(one.who)
        return union([seen.work, seen.breaks, seen.absent]).complement(self.horizon.start, self.horizon.end)

    def is_woken(self, one: Invitee, start: int) -> bool:
        """Whether some minute of the meeting is in a person's quiet hours and no work of theirs."""
        return self.quiet(one).touches(start, start + self.minutes)

    def quiet(self, one: Invitee) -> IntervalSet:
        """The minutes of a person's quiet hours in which they do not work."""
        return self._kept(f"quiet {one.id}", lambda: self._quiet(one))

    def _quiet(self, one: Invitee) -> IntervalSet:
        seen = self.known.standing(one.who)
        return seen.quiet - seen.work

    def _kept(self, key: str, make: Callable[[], IntervalSet]) -> IntervalSet:
        found = self._sets.get(key)
        if found is None:
            found = self._sets[key] = make()
        return found

    def can_come(self, one: Invitee, start: int) -> bool:
        """Whether the terms let a person come."""
        return start in self.known.starts_of(one.who, self.minutes)

    def met(self) -> IntervalSet:
        """The instants at which enough of those needed can come, by the terms."""
        return self._kept("met", lambda: self._enough(lambda who: self.known.starts_of(who, self.minutes)))

    def movable(self, *, also_quiet: bool = False) -> IntervalSet:
        """The instants to which the meeting may be moved: enough of those needed have a working day then.

        No holiday, closure, time off, busy time, weekend or other day of rest. Quiet hours only where
        somebody works in them, or if they may be used as well.
        """

        def starts(who: Delegate) -> IntervalSet:
            return self._open_starts(who, also_quiet)

        return self._kept(f"movable {also_quiet}", lambda: self._enough(starts))

    def _open_starts(self, who: Delegate, also_quiet: bool) -> IntervalSet:
        seen = self.known.standing(who)
        barred = union([seen.absent, seen.weekends, seen.rest, *([] if also_quiet else [seen.quiet])])
        barred = (barred - seen.work) | self.known.taken(who, self.known.terms.policy)
        return barred.complement(self.horizon.start, self.horizon.end).fits(self.minutes)

    def _enough(self, starts: Callable[[Delegate], IntervalSet]) -> IntervalSet:
        sets = [
            union([starts(who) for who in self.known.delegates(asked)]) for asked in self.meeting.needed_ids
        ]
        return at_least(self.quorum, sets)

    def on_holiday(self) -> IntervalSet:
        """The instants at which a meeting begins that holidays touch, as the meeting counts them."""
        return self._kept("holiday", self._on_holiday)

    def _on_holiday(self) -> IntervalSet:
        rule = self.meeting.holiday_for
        if rule == "anyone":
            return union([self.holidays(one.who) for one in self.invitees])
        if rule == "required":
            ids = self.meeting.needed_ids
            most = len(ids) - self.quorum + 1
        else:
            ids, most = self.meeting.people_ids(), rule
        away = [self._away(asked) for asked in ids]
        return at_least(most, away) if most <= len(away) else EMPTY

    def _away(self, asked: str) -> IntervalSet:
        """When everybody who could come for an id is on holiday."""
        sets = [self.holidays(who) for who in self.known.delegates(asked)]
        return at_least(len(sets), sets)

    def holidays(self, who: Delegate) -> IntervalSet:
        """The instants at which a meeting begins that touches a holiday or closure of somebody."""
        key = f"holidays {who.person}"
        return self._kept(key, lambda: self._holidays(who))

    def _holidays(self, who: Delegate) -> IntervalSet:
        seen = self.known.standing(who)
        days = union([one for one, away in seen.away if away.kind in ("holiday", "closure")]) - seen.work
        return days.widened(self.minutes - 1, 0)

    def with_holiday(self, start: int) -> list[tuple[str, str]]:
        """Who has a holiday or closure at an instant, each with its name; a team once where all have it."""
        found: dict[tuple[str, str], None] = {}
        for asked in self.meeting.people_ids():
            people = [one for one in self.invitees if one.asked == asked]
            free = [one for one in people if start in self.holidays(one.who)]
            names = [self._holiday_name(one, start) for one in free]
            if len(free) == len(people) > 0 and len(set(names)) == 1:
                found[self._name_of(asked), names[0]] = None
            else:
                found.update({(one.who.name, name): None for one, name in zip(free, names, strict=True)})
        return list(found)

    def _holiday_name(self, one: Invitee, start: int) -> str:
        pieces = self.known.standing(one.who).stretches(start, start + self.minutes)
        return next(piece.name for piece in pieces if piece.status in ("holiday", "closure"))

    def _name_of(self, asked: str) -> str:
        found = self.roster.find(asked)
        return found.name if isinstance(found, Team) else found[1].name


def _invitees(meeting: Meeting, known: Availability) -> Iterator[Invitee]:
    """Everybody invited, each once, in the order of the meeting."""
    seen: set[str] = set()
    roster = known.roster
    # A member named alone is required or optional on their own account, not on their team's.
    alone = {one for one in meeting.people_ids() if "." in one}
    for asked in meeting.people_ids():
        team = roster.team(asked.partition(".")[0])
        members = {f"{team.id}.{member.id}": member for member in team.members}
        for who in known.delegates(asked):
            if who.person in seen or (who.person in alone and who.person != asked):
                continue
            seen.add(who.person)
            member = members.get(who.person)
            email = team.email if member is None else member.email
            is_free = member is not None and member.role == "optional" and asked != who.person
            needed = asked in meeting.needed_ids and not is_free
            yield Invitee(asked, who, needed, email or "")


def person_ids(roster: Roster, meeting: Meeting) -> frozenset[str]:
    """The ids of everybody invited: "team.member", and a team's own for its unnamed people."""
    found: set[str] = set()
    for asked in meeting.people_ids():
        team_id, dot, _ = asked.partition(".")
        team = roster.team(team_id)
        if dot:
            found.add(asked)
        else:
            found.update(f"{team_id}.{member.id}" for member in team.members)
            found.update([team_id] if team.unnamed_count else [])
    return frozenset(found)


def meeting_of(roster: Roster, meeting: Meeting | str) -> Meeting:
    """A meeting of a roster by its id, or one made besides whose people the roster knows.

    Raises:
        UnknownId: If the roster has no such meeting, or does not know somebody it names.
    """
    if isinstance(meeting, Meeting):
        for one in meeting.people_ids():
            roster.find(one)
        return meeting
    for known in roster.meetings:
        if known.id == meeting:
            return known
    if not isinstance(meeting, str):
        raise BadArgument(f"{meeting!r:.60} is no meeting", hint="give its id", field="meeting")
    ids = ", ".join(one.id for one in roster.meetings)
    hint = f"use {ids}" if ids else 'add a table [meeting.sync] with teams = ["..."] and minutes'
    raise UnknownId(f'no meeting is called "{meeting}"', hint=hint, field="meeting")


def invited(
    roster: Roster,
    meeting: Meeting,
    horizon: Horizon,
    *,
    domain: Domain = "work",
    busy: Mapping[str, Iterable[Busy]] | None = None,
    weights: Discomfort | None = None,
    pool: dict[Horizon, Availability] | None = None,
) -> Invited:
    """The people of a meeting over a horizon, and a margin around it where data reach so far.

    Args:
        roster: Who they are.
        meeting: What they are invited to.
        horizon: Over which dates.
        domain: What lets people come.
        busy: Busy blocks by id.
        weights: What minutes weigh.
        pool: What is known by horizon from other meetings of the same question; it grows.

    Raises:
        UnknownId: If somebody is not in the roster.
        BeyondData: If a holiday calendar does not reach over the horizon itself.
    """
    one_of(domain, DOMAINS, "domain")
    policy = BusyPolicy(tentative=False)
    terms = Terms(domain, False, policy, False, 0, 0, None, None, weights or Discomfort())
    blocks = busy_times(roster, busy)
    later = horizon.end + max(one.minutes for one in (meeting, *roster.meetings))
    known = {} if pool is None else pool
    early, end = horizon.start - _MARGIN, horizon.end
    # What lies around the horizon, and behind it where a meeting reaches out of it, is told if it is known.
    around = ((early, later + _MARGIN), (early, later), (horizon.start, later), (early, end))
    for low, high in around:
        try:
            wide = Horizon(low, high)
            found = Invited(meeting, _known(known, roster, wide, terms, blocks), horizon)
            with telling(BeyondDataWarning, "raise"):
                for one in found.invitees:
                    found.known.standing(one.who)
        except (BeyondData, BeyondDataWarning, BadHorizon):
            continue
        return found
    return Invited(meeting, _known(known, roster, horizon, terms, blocks), horizon)


def _known(
    pool: dict[Horizon, Availability],
    roster: Roster,
    horizon: Horizon,
    terms: Terms,
    blocks: Mapping[str, BusyTime],
) -> Availability:
    found = pool.get(horizon)
    if found is None:
        found = pool[horizon] = Availability(roster, horizon, terms, blocks)
    return found
