"""When somebody can come to a meeting: the instants at which it could begin for them.

Law: a team is represented by one delegate all through a meeting: one of its members, or its unnamed
people. A delegate can come where every minute of the meeting is usable and no busy block, with the time
kept around it, touches it. Who is never free has an empty set, and an empty set stays empty in every
combination.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, final

from overlap.core.civil import DAY, weekday_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet, at_least, union
from overlap.errors import BadArgument
from overlap.people.busy import Busy, BusyPolicy, BusyTime
from overlap.people.roster import Roster
from overlap.people.teams import Team
from overlap.people.workpattern import WorkPattern
from overlap.planning.discomfort import Burden, Discomfort, burden
from overlap.planning.standing import Standing, standing

__all__ = ["DOMAINS", "Availability", "Delegate", "Domain", "Terms", "busy_times", "unread_files"]

Domain = Literal["work", "fringe", "waking"]

DOMAINS: Final[tuple[Domain, ...]] = ("work", "fringe", "waking")
"""What counts as usable time: at work; that and its fringe; anything but quiet hours and absences."""


@final
@dataclass(frozen=True, slots=True)
class Terms:
    """What makes time usable for a meeting.

    Attributes:
        domain: See `Domain`. Nobody is asked to come in quiet hours unless at work then.
        avoid_soft: Whether soft holidays are as good as off.
        policy: Which busy blocks keep people away.
        is_tentative_scored: Whether tentative time is open and weighs.
        gap_before: Minutes that must be free between an existing event and the meeting after it.
        gap_after: Minutes that must be free between the meeting and an event after it.
        per_day: The most timed events a person has on a local day, the meeting among them.
        per_week: The most in a local week from Monday on.
        weights: What minutes weigh.
    """

    domain: Domain
    avoid_soft: bool
    policy: BusyPolicy
    is_tentative_scored: bool
    gap_before: int
    gap_after: int
    per_day: int | None
    per_week: int | None
    weights: Discomfort


@final
@dataclass(frozen=True, slots=True, eq=False)
class Delegate:
    """Somebody who can come for an id.

    Attributes:
        id: The id asked: a team, or "team.member".
        person: "team.member", or the team's id for its unnamed people.
        name: What people call them.
        pattern: When they work.
        busy: Their busy time, and that of their whole team.
        weight: How much their burden counts.
        is_fixed: Whether their hours are not to be moved.
    """

    id: str
    person: str
    name: str
    pattern: WorkPattern
    busy: tuple[BusyTime, ...]
    weight: int
    is_fixed: bool


def busy_times(roster: Roster, busy: Mapping[str, Iterable[Busy]] | None) -> dict[str, BusyTime]:
    """The busy time of each id that has some.

    Raises:
        UnknownId: If an id is not in the roster.
        BadArgument: If it is no mapping of ids to busy blocks.
    """
    if busy is None:
        return {}
    if not isinstance(busy, Mapping):
        raise BadArgument(
            f"busy is {busy!r:.60}, no mapping",
            hint='write {"manila.ana": [overlap.Busy(start, end)]}',
            field="busy",
        )
    found: dict[str, BusyTime] = {}
    for one, blocks in busy.items():
        if not isinstance(one, str):
            raise BadArgument(f"busy has the key {one!r:.60}", hint="use the ids of the roster", field="busy")
        roster.find(one)
        found[one] = blocks if isinstance(blocks, BusyTime) else BusyTime(blocks)
    return found


def unread_files(roster: Roster, ids: Iterable[str], busy: Mapping[str, BusyTime]) -> tuple[str, ...]:
    """Sentences on the calendar files of those asked whose busy time was not handed in."""
    told: list[str] = []
    for one in ids:
        found = roster.find(one)
        team, members = (found, found.members) if isinstance(found, Team) else (found[0], (found[1],))
        for member in members:
            if member.busy and f"{team.id}.{member.id}" not in busy:
                told.append(f"The busy time of {member.name} in {', '.join(member.busy)} was not read.")
    return tuple(dict.fromkeys(told))


class Availability:
    """When each of some ids can come, over one horizon: found when first asked for, then kept."""

    __slots__ = (
        "_burdens",
        "_delegates",
        "_free",
        "_seen",
        "_starts",
        "_unlike",
        "busy",
        "horizon",
        "roster",
        "terms",
    )

    def __init__(self, roster: Roster, horizon: Horizon, terms: Terms, busy: Mapping[str, BusyTime]) -> None:
        self.roster: Roster = roster
        self.horizon: Horizon = horizon
        self.terms: Terms = terms
        self.busy: Mapping[str, BusyTime] = busy
        self._delegates: dict[str, tuple[Delegate, ...]] = {}
        self._unlike: dict[str, tuple[Delegate, ...]] = {}
        self._seen: dict[str, Standing] = {}
        self._free: dict[str, IntervalSet] = {}
        self._starts: dict[tuple[str, int], IntervalSet] = {}
        self._burdens: dict[str, Burden] = {}

    def over(self, horizon: Horizon) -> Availability:
        """The same people and terms over another horizon."""
        other = Availability(self.roster, horizon, self.terms, self.busy)
        other._delegates = self._delegates
        other._unlike = self._unlike
        return other

    def delegates(self, one: str) -> tuple[Delegate, ...]:
        """Who can come for an id, unnamed people first."""
        found = self._delegates.get(one)
        if found is None:
            found = self._delegates[one] = tuple(self._delegates_of(one))
        return found

    def unlike(self, one: str) -> tuple[Delegate, ...]:
        """Who can come for an id, of all who are free alike and burdened alike only the first."""
        found = self._unlike.get(one)
        if found is None:
            kinds: dict[tuple[object, ...], Delegate] = {}
            for who in self.delegates(one):
                kinds.setdefault((who.pattern.identity, who.weight, *map(id, who.busy)), who)
            found = self._unlike[one] = tuple(kinds.values())
        return found

    def _delegates_of(self, one: str) -> Iterator[Delegate]:
        team_id, dot, member_id = one.partition(".")
        team = self.roster.team(team_id)
        fixed = team.flex is not None and team.flex.fixed
        ours = [self.busy[team_id]] if team_id in self.busy else []
        if not dot and team.unnamed_count:
            yield Delegate(one, team_id, team.name, team.pattern, tuple(ours), 1, fixed)
        for member in team.members:
            if not dot or member.id == member_id:
                person = f"{team_id}.{member.id}"
                own = [self.busy[person]] if person in self.busy else []
                pattern = team.pattern_of(member.id)
                yield Delegate(one, person, member.name, pattern, (*ours, *own), member.weight, fixed)

    def standing(self, who: Delegate) -> Standing:
        """What each minute of the horizon is to a delegate."""
        found = self._seen.get(who.person)
        if found is None:
            defaults = self.roster.defaults
            reach = self.terms.weights.reach_minutes(defaults.fringe_minutes)
            made = standing(who.pattern, self.horizon, defaults, reach_minutes=reach)
            found = self._seen[who.person] = made
        return found

    def burden(self, who: Delegate) -> Burden:
        """A delegate's discomfort over the horizon."""
        key = who.person
        found = self._burdens.get(key)
        if found is None:
            found = self._burdens[key] = burden(
                self.standing(who),
                self.terms.weights,
                who.pattern.zone,
                self.roster.defaults.fringe_minutes,
                tentative=self.tentative(who) if self.terms.is_tentative_scored else EMPTY,
                weight=who.weight,
            )
        return found

    def tentative(self, who: Delegate) -> IntervalSet:
        """When a delegate is perhaps busy, of blocks that would keep them away if they were sure."""
        policy = self.terms.policy
        either = BusyPolicy(tentative=True, all_day=policy.all_day)
        sure = BusyPolicy(tentative=False, all_day=policy.all_day)
        return self.taken(who, either) - self.taken(who, sure)

    def taken(self, who: Delegate, policy: BusyPolicy) -> IntervalSet:
        """The minutes that busy blocks take of a delegate."""
        return union([one.taken(who.pattern.zone, policy) for one in who.busy])

    def usable(self, who: Delegate) -> IntervalSet:
        """The minutes of the horizon that the terms allow, busy time apart.

        Raises:
            BeyondData: If a holiday calendar does not reach that far.
        """
        start, end = self.horizon.start, self.horizon.end
        domain = self.terms.domain
        if domain == "work" and not self.terms.avoid_soft:
            return who.pattern.at_work(self.horizon)
        seen = self.standing(who)
        found = seen.work
        if domain == "fringe":
            found |= seen.fringe - seen.absent - seen.breaks - seen.quiet
        elif domain == "waking":
            found |= seen.quiet.complement(start, end) - seen.absent
        if self.terms.avoid_soft:
            found -= seen.soft_minutes
        return found.clip(start, end)

    def open_to(self, who: Delegate) -> IntervalSet:
        """The minutes of the horizon into which a delegate's hours could grow: no absence, break or quiet."""
        seen = self.standing(who)
        barred = union([self.free(who), seen.absent, seen.breaks, seen.quiet - seen.work])
        if self.terms.avoid_soft:
            barred |= seen.soft_minutes
        return barred.complement(self.horizon.start, self.horizon.end)

    def free(self, who: Delegate) -> IntervalSet:
        """The usable minutes, kept for each delegate."""
        key = who.person
        found = self._free.get(key)
        if found is None:
            found = self._free[key] = self.usable(who)
        return found

    def refused(self, who: Delegate, minutes: int) -> IntervalSet:
        """The instants of the horizon at which busy time lets no meeting of that length begin."""
        if not who.busy:
            return EMPTY
        found = self._kept_free([who], minutes)
        full = [(low, high) for low, high, _, _ in self.full(who)]
        return found | IntervalSet(full) if full else found

    def _kept_free(self, people: Iterable[Delegate], minutes: int) -> IntervalSet:
        """The instants at which a meeting would touch somebody's busy time, or the gaps around it."""
        terms = self.terms
        reach = minutes + terms.gap_after
        low, high = self.horizon.start - terms.gap_before, self.horizon.end + reach
        taken = union([self.taken(who, terms.policy).clip(low, high) for who in people])
        return taken.widened(reach - 1, terms.gap_before)

    def starts_together(self, ids: Iterable[str], minutes: int) -> IntervalSet | None:
        """The instants at which a meeting of that length can begin for all of some ids at once.

        Returns:
            None where somebody has a choice of delegates, or a limit of events: then each id has to be asked.
        """
        if self.terms.per_day is not None or self.terms.per_week is not None:
            return None
        people: list[Delegate] = []
        for one in ids:
            delegates = self.delegates(one)
            if len(delegates) > 1:
                return None
            people += delegates
        free: list[IntervalSet] = []
        for who in people:
            own = self.free(who)
            if not own:
                return EMPTY
            free.append(own)
        return at_least(len(free), free).fits(minutes) - self._kept_free(people, minutes)

    def full(self, who: Delegate) -> Iterator[tuple[int, int, int, str]]:
        """Each local day of the horizon with as many events as allowed, on it or in its week.

        Yields:
            The first instant, the one after the last, how many events, and "day" or "week".
        """
        limits = ((self.terms.per_day, 1, "day"), (self.terms.per_week, 7, "week"))
        home = who.pattern.zone
        for most, length, what in limits:
            if most is None:
                continue
            counts: Counter[int] = Counter()
            for event in (event for one in who.busy for event in one):
                if not event.is_all_day and self.terms.policy.blocks(event):
                    counts[_period(home.to_wall(event.start) // DAY, length)] += 1
            if all(count < most for count in counts.values()):
                continue
            for day, low, high in self.horizon.by_date(home):
                count = counts[_period(day, length)]
                if count >= most:
                    yield low, high, count, what

    def starts_of(self, who: Delegate, minutes: int) -> IntervalSet:
        """The instants at which a meeting of that length can begin for one delegate."""
        key = (who.person, minutes)
        found = self._starts.get(key)
        if found is None:
            found = self.free(who).fits(minutes)
            refused = self.refused(who, minutes) if found else EMPTY
            if refused:
                found -= refused
            self._starts[key] = found
        return found

    def starts(self, one: str, minutes: int) -> IntervalSet:
        """The instants at which a meeting of that length can begin for somebody who comes for an id."""
        return union([self.starts_of(who, minutes) for who in self.unlike(one)])


def _period(day: int, length: int) -> int:
    """The day itself, or the Monday of its week where `length` is 7."""
    return day if length == 1 else day - weekday_of(day)
