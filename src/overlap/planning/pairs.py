"""Virtual coffee: rounds in which everybody meets somebody, each pair in its own slot.

Law: within a round nobody is in two pairs, and no pair is formed without a slot that both can come to;
`overlap.planning.pairing` says which of all ways to pair people is taken. Each slot is the best of its pair
in the round: of least discomfort for the worse-off, then in sum, then the earliest. A pair that never could
meet is told once, with the reason. Same people and same history, same pairs, in whatever order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Literal, final

from overlap.core.civil import DAY, date_of, day_of, iso_minute
from overlap.core.horizon import Horizon, Moment
from overlap.core.intervals import IntervalSet
from overlap.core.recurrence import Unit
from overlap.core.zones import Zone
from overlap.errors import BadArgument
from overlap.people.busy import Busy
from overlap.people.entries import TimedEntry
from overlap.people.meetings import _interval
from overlap.people.roster import Roster
from overlap.planning.attendance import Attendee, attendees
from overlap.planning.availability import Delegate, Domain, unread_files
from overlap.planning.meeting_options import MeetingOptions, search_for
from overlap.planning.pairing import choose_pairs
from overlap.planning.pairs_history import PairHistory
from overlap.planning.rows import Rows
from overlap.planning.search import Search
from overlap.planning.selection import Demand, Group, display_name
from overlap.planning.staff import staff_of
from overlap.render.document import Document
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import Bars, HeatMap
    from overlap.render.records import Frame

__all__ = ["Apart", "Pair", "Pairs", "Round", "SitsOut", "plan_pairs"]

_COFFEE: Final = timedelta(minutes=30)
"""How long a coffee lasts if nobody says."""


@final
@dataclass(frozen=True, slots=True)
class Pair:
    """Two people and their slot, `[start, end)` in UTC minutes.

    Attributes:
        people: Their ids as "team.member", in order of the alphabet.
        start: When they meet.
        end: When they have met.
        times: How often they were paired before.
        last: The first date of the round in which they last were, or None.
    """

    people: tuple[str, str]
    start: int
    end: int
    times: int
    last: date | None
    _search: Search = field(repr=False, compare=False)

    @property
    def attendees(self) -> tuple[Attendee, ...]:
        """Both, with their local time, status and discomfort."""
        return attendees(self._search, self.start)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `score` is the worse-off one's discomfort in minutes."""
        both = self.attendees
        return {
            "people": list(self.people),
            "start": iso_minute(self.start),
            "end": iso_minute(self.end),
            "met_before": self.times,
            "last_met": None if self.last is None else self.last.isoformat(),
            "score": max(who.discomfort_minutes for who in both),
            "attendees": [who.to_dict() for who in both],
        }


@final
@dataclass(frozen=True, slots=True)
class SitsOut:
    """Somebody who meets nobody in a round.

    Attributes:
        person: The id.
        code: "odd-one-out", the others are paired; or "no-common-time", there is nobody to meet.
    """

    person: str
    code: Literal["odd-one-out", "no-common-time"]

    @property
    def text(self) -> str:
        """Why, as a part of a sentence."""
        if self.code == "odd-one-out":
            return "all who could are paired"
        return "shares no time with anybody in this round"


@final
@dataclass(frozen=True, slots=True)
class Round:
    """One round, `[start, end)` in UTC minutes.

    Attributes:
        number: From 1.
        date: Its first date.
        start: First instant.
        end: Instant after the last.
        pairs: By slot.
        sits_out: Who meets nobody, by id.
    """

    number: int
    date: date
    start: int
    end: int
    pairs: tuple[Pair, ...]
    sits_out: tuple[SitsOut, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "round": self.number,
            "start": iso_minute(self.start),
            "end": iso_minute(self.end),
            "pairs": [one.to_dict() for one in self.pairs],
            "sits_out": [{"id": one.person, "code": one.code} for one in self.sits_out],
        }


@final
@dataclass(frozen=True, slots=True)
class Apart:
    """Two people who cannot meet in any of the rounds.

    Attributes:
        people: Their ids.
        code: "no-common-hours", they never share usable time; "days-off", they would but for holidays,
            closures and time off; "busy", they would but for busy blocks; "too-short", never so long at
            once within a round, from a full step of the raster on.
    """

    people: tuple[str, str]
    code: Literal["no-common-hours", "days-off", "busy", "too-short"]

    @property
    def text(self) -> str:
        """Why, as a sentence."""
        return _WHY[self.code]


_WHY: Final[Mapping[str, str]] = {
    "no-common-hours": "They share no usable hours.",
    "days-off": "Days off take all the hours they would share.",
    "busy": "Busy blocks take all the hours they share.",
    "too-short": "They never share enough time at once.",
}


@final
@dataclass(frozen=True, slots=True)
class Pairs(Rows[Round], Charted, Tabled):
    """The rounds in order; immutable.

    Attributes:
        items: The rounds.
        people: Ids of all who take part.
        never: Pairs that cannot meet in any round, by id, with the reason.
        history: Who has met whom, these rounds included.
        caveats: What was not taken into account, as sentences.
    """

    items: tuple[Round, ...]
    roster: Roster = field(repr=False)
    horizon: Horizon
    people: tuple[str, ...]
    never: tuple[Apart, ...]
    history: PairHistory
    caveats: tuple[str, ...]
    _clock: Zone = field(repr=False, compare=False)

    @property
    def reason(self) -> str | None:
        """Why nobody meets anybody, or None if somebody does."""
        if any(one.pairs for one in self.items):
            return None
        return f"Of {len(self.people)} people no two can meet in these dates."

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain values."""
        found: dict[str, Any] = {
            "rounds": [one.to_dict() for one in self.items],
            "never": [
                {"people": list(one.people), "code": one.code, "reason": one.text} for one in self.never
            ],
            "history": self.history.to_dict(),
            "caveats": list(self.caveats),
        }
        return found if self.reason is None else found | {"reason": self.reason}

    def entries(self, *, namespace: str | None = None) -> tuple[TimedEntry, ...]:
        """An event for each pair of each round, both invited, in order of the rounds.

        Args:
            namespace: What follows the `@` of each uid; by default the roster's id and ".overlap".

        Raises:
            BadArgument: If the namespace cannot be one.
        """
        from overlap.planning.pairs_view import pair_entries

        return pair_entries(self, self._clock, namespace)

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown: each round on one clock and on that of each of a pair.

        Raises:
            BadZone: If there is no such zone.
        """
        from overlap.planning.pairs_view import pairs_document

        return pairs_document(self, self._clock if zone is None else self.roster.clock(zone))

    def chart(self) -> HeatMap | Bars:
        """A heat map of who has met whom how often; of more than 40 people, bars by round."""
        from overlap.planning.charts.meetings import pairs_chart

        return pairs_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.meetings import pairs_frame

        return pairs_frame(self, self._clock)


def plan_pairs(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    teams: Iterable[str] | None = None,
    every: str = "2 weeks",
    duration: timedelta = _COFFEE,
    domain: Domain = "work",
    busy: Mapping[str, Iterable[Busy]] | None = None,
    zone: str | None = None,
    met: PairHistory | Mapping[str, Any] | None = None,
    now: Moment | None = None,
) -> Pairs:
    """Pairs people anew each round, with a slot for each pair.

    Args:
        roster: The teams; their named members are paired.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included. At most ten years later. A last round that
            would be cut short is left out, unless it is the only one.
        teams: Teams whose members take part, or members as "team.member"; every team by default.
        every: How long a round is: "day", "week", "month", or such as "2 weeks".
        duration: How long a pair meets, in whole minutes.
        domain: What time is usable: "work", "fringe" or "waking", as for `suggest_slots`.
        busy: Busy blocks by id. Those of a team are everybody's in it.
        zone: IANA key of the clock of dates, rounds and the quarter hours on which slots begin; the
            roster's by default.
        met: Who met before: the `history` of earlier pairs, or its plain values.
        now: No slot begins before this instant.

    Returns:
        The rounds. Matching is exact: there is no better way to pair in a round.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon of up to ten years.
        UnknownId: If an id is unknown.
        BadArgument, BadRoster: If another argument cannot be right, or fewer than two people are named.
        BeyondData: If a holiday calendar does not reach that far.
        MissingExtra: If the matching library is not installed.

    Example:
        >>> from overlap.people.members import Member
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> people = [Member(name) for name in ("ana", "ben", "cam", "dee")]
        >>> roster = Roster([Team("desk", "UTC", [Shift("09:00", "17:00")], members=people)])
        >>> found = plan_pairs(roster, "2026-03-02", "2026-03-22", every="week")
        >>> [[one.people for one in part.pairs] for part in found][0]
        [('desk.ana', 'desk.dee'), ('desk.ben', 'desk.cam')]
    """
    past = (
        met if isinstance(met, PairHistory) else PairHistory() if met is None else PairHistory.from_dict(met)
    )
    staff = staff_of(roster, teams, None)
    everybody = [who for one in staff.ids for who in staff.people(one)]
    people = tuple(sorted({who.id for who in everybody if "." in who.id}))
    if len(people) < 2:
        raise BadArgument(
            f"{people[0]} alone is no pair" if people else "nobody has a name, and so nobody a partner",
            hint="name the teams' members, or ask for more teams",
            field="teams",
        )
    options: MeetingOptions = {"zone": zone, "required": people[:2], "domain": domain, "busy": busy}
    if now is not None:
        options["now"] = now
    search = search_for(roster, start, end, duration, options)
    clock, minutes = search.question.clock, search.question.minutes
    able: dict[tuple[str, str], IntervalSet] = {}
    starts = {who: search.known.starts(who, minutes) for who in people}
    within = search.base(minutes)
    for at, one in enumerate(people):
        mine = starts[one] & within
        for other in people[at + 1 :] if mine else ():
            both = mine & starts[other]
            if both:
                able[one, other] = both
    rounds: list[Round] = []
    ever: set[tuple[str, str]] = set()
    for number, (first, low, high) in enumerate(_rounds(search.horizon, clock, *_interval(every)), 1):
        slots: dict[tuple[str, str], IntervalSet] = {}
        for pair, both in able.items():
            here = both.clip(low, high - minutes + 1)
            if next(search.candidates(here), None) is not None:
                slots[pair] = here
        ever |= slots.keys()
        chosen = choose_pairs(people, slots, past)
        pairs = [_pair(search, pair, slots[pair], past) for pair in chosen]
        pairs.sort(key=lambda one: (one.start, one.people))
        paired = {who for pair in chosen for who in pair}
        could = {who for pair in slots for who in pair}
        left = [who for who in people if who not in paired]
        sits_out = tuple(SitsOut(who, "odd-one-out" if who in could else "no-common-time") for who in left)
        past = past.after(first, people, chosen, [who for who in left if who in could])
        rounds.append(Round(number, first, low, high, tuple(pairs), sits_out))
    never = tuple(
        Apart((one, other), _why_apart(search, (one, other), able))
        for at, one in enumerate(people)
        for other in people[at + 1 :]
        if (one, other) not in ever
    )
    unnamed = ", ".join(display_name(roster, who.id) for who in everybody if "." not in who.id)
    caveats = [f"People without a name are not paired: {unnamed}."] if unnamed else []
    caveats += unread_files(roster, people, search.known.busy)
    return Pairs(tuple(rounds), roster, search.horizon, people, never, past, tuple(caveats), clock)


def _pair(search: Search, people: tuple[str, str], slots: IntervalSet, past: PairHistory) -> Pair:
    """Two people at the best of their slots."""
    own = Search(replace(search.question, asked=Demand((Group(people),))), search.known)
    best = min(own.rank(at, own.choices(at)) for at in own.candidates(slots))
    known = past.of(*people)
    times, last = (0, None) if known is None else known
    return Pair(people, best.start, best.start + search.question.minutes, times, last, own)


def _why_apart(
    search: Search, people: tuple[str, str], able: Mapping[tuple[str, str], IntervalSet]
) -> Literal["no-common-hours", "days-off", "busy", "too-short"]:
    known, minutes = search.known, search.question.minutes
    ((one,), (other,)) = (known.delegates(who) for who in people)
    shared = known.free(one) & known.free(other)
    if people not in able and shared.fits(minutes) & search.base(minutes):
        return "busy"
    if shared:
        return "too-short"
    usual = _if_never_off(search, one) & _if_never_off(search, other)
    return "days-off" if usual.fits(minutes) else "no-common-hours"


def _if_never_off(search: Search, who: Delegate) -> IntervalSet:
    """The minutes somebody could use if there were no holidays, closures and time off."""
    known, horizon = search.known, search.horizon
    work = who.pattern.at_work(horizon, bare=True)
    if known.terms.domain == "work":
        return work
    awake = known.standing(who).quiet.complement(horizon.start, horizon.end)
    if known.terms.domain == "waking":
        return work | awake
    reach = known.roster.defaults.fringe_minutes
    return work | (work.widened(reach, reach) & awake)


def _rounds(horizon: Horizon, clock: Zone, every: int, unit: Unit) -> list[tuple[date, int, int]]:
    """The rounds of a horizon: first date, first instant, instant after the last."""
    first = begin = horizon.dates(clock)[0]
    found: list[tuple[date, int, int]] = []
    low = horizon.start
    for number in count(1):
        until = _later(first, number * every, unit)
        high = clock.to_instant(day_of(until) * DAY)
        if high > horizon.end:
            break
        if low < high:  # a day that does not exist is no round
            found.append((begin, low, high))
        begin, low = until, high
    return found or [(first, horizon.start, horizon.end)]


def _later(first: date, units: int, unit: Unit) -> date:
    """A date so many units later; a month without the day has its last day instead."""
    if unit != "month":
        return date_of(day_of(first) + units * (7 if unit == "week" else 1))
    year, month = divmod(first.year * 12 + first.month - 1 + units, 12)
    day = first.day
    while True:
        try:
            return date(year, month + 1, day)
        except ValueError:
            day -= 1
