"""Why nobody shares a minute: the cause, and whose absence it is.

Law: no answer is an answer. Causes are tried from the plainest to the rarest, and each is shown
by taking it away: without holidays and absences, in another week of the year, without one team.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, final

from overlap.core.civil import DAY, day_of
from overlap.core.horizon import Horizon
from overlap.core.intervals import IntervalSet
from overlap.errors import BadArgument, BadHorizon
from overlap.people.roster import Roster
from overlap.planning.absences import absences_in
from overlap.planning.causes import causes_between, sentences
from overlap.planning.regimes import typical_week
from overlap.planning.selection import Demand, Group, display_name, heads, patterns_of, presence
from overlap.render.moments import date_text, duration_text

__all__ = ["Reason", "ReasonCode", "days_missed", "why_empty"]

ReasonCode = Literal[
    "too-short", "not-scheduled", "days-off", "clock-change", "season", "headcount", "no-common-hours"
]
"""Stable names of the causes, for programs."""

_MOST_LISTED: Final = 6
"""Dates or pairs named before the rest is counted: a sentence should stay one."""

_PAIRS_UP_TO: Final = 40
"""Teams up to which every pair is looked at."""


@final
@dataclass(frozen=True, slots=True)
class Reason:
    """Why a result is empty.

    Attributes:
        code: See `ReasonCode`.
        message: One sentence.
        teams: Ids of those whose absence empties it.
        details: Further sentences: dates, holidays, pairs, what would help.
    """

    code: ReasonCode
    message: str
    teams: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The message and the details as one paragraph."""
        return " ".join((self.message, *self.details))


def why_empty(roster: Roster, asked: Demand, horizon: Horizon, min_minutes: int) -> Reason:
    """The reason that a demand is met at no minute of a horizon.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
    """
    present = {one: presence(roster, one, horizon) for one in asked.ids}
    shared = asked.met(present) if asked.headcount is None else heads(roster, asked, horizon)
    if shared:
        return _too_short(roster, shared, f"No window lasts {duration_text(min_minutes)}: the longest is")
    if asked.headcount is not None:
        return _too_few(roster, asked, horizon)
    bare = {one: presence(roster, one, horizon, bare=True) for one in asked.ids}
    idle = [one for one in asked.ids if not bare[one]]
    if idle and asked.met({one: at_work or _whole(horizon) for one, at_work in bare.items()}):
        names = _and(display_name(roster, one) for one in idle)
        return Reason("not-scheduled", f"{names} {_has(idle)} no shift between these dates.", tuple(idle))
    pattern = asked.met(bare)
    would_be = pattern.at_least_long(min_minutes)
    if would_be:
        return _days_off(roster, asked, horizon, bare, present, would_be)
    if pattern:
        even = f"Even without days off no window lasts {duration_text(min_minutes)}: the longest would be"
        return _too_short(roster, pattern, even)
    elsewhere = _another_week(roster, asked, horizon, min_minutes)
    return elsewhere or _never(roster, asked, bare)


def _whole(horizon: Horizon) -> IntervalSet:
    return IntervalSet([(horizon.start, horizon.end)])


def _has(ids: list[str]) -> str:
    return "has" if len(ids) == 1 else "have"


def _and(names: Iterable[str]) -> str:
    listed = list(names)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"


def _too_short(roster: Roster, shared: IntervalSet, so: str) -> Reason:
    start, end = max(shared, key=lambda pair: (pair[1] - pair[0], -pair[0]))
    day = date_text(roster.home.to_wall(start) // DAY)
    return Reason("too-short", f"{so} {duration_text(end - start)}, on {day}.")


def _too_few(roster: Roster, asked: Demand, horizon: Horizon) -> Reason:
    wanted = asked.headcount or 1
    low, high = 0, wanted
    while high - low > 1:
        middle = (low + high) // 2
        found = heads(roster, Demand(asked.groups, middle), horizon)
        low, high = (middle, high) if found else (low, middle)
    if not low:
        return why_empty(roster, Demand((Group(asked.ids, 1),)), horizon, 0)
    message = f"At no time are {wanted} people at work: {low} at most."
    return Reason("headcount", message, asked.ids)


def _days_off(
    roster: Roster,
    asked: Demand,
    horizon: Horizon,
    bare: dict[str, IntervalSet],
    present: dict[str, IntervalSet],
    would_be: IntervalSet,
) -> Reason:
    """There would be windows, but holidays, closures or time off take each of them."""
    days = sorted({roster.home.to_wall(start) // DAY for start, _ in would_be})
    missing: list[str] = []
    details = []
    for one in asked.ids:
        away = (bare[one] - present[one]) & would_be
        if not away:
            continue
        missing.append(one)
        found = days_missed(roster, one, horizon, away)
        named = [f"{name} ({date_text(day_of(on))})" for on, name in found]
        more = f" and {len(named) - _MOST_LISTED} more" if len(named) > _MOST_LISTED else ""
        details.append(f"{display_name(roster, one)}: {', '.join(named[:_MOST_LISTED])}{more}.")
    when = f"on {date_text(days[0])}" if len(days) == 1 else f"on {len(days)} dates"
    they = "They would share" if len(asked.ids) > 1 else f"{display_name(roster, asked.ids[0])} would work"
    return Reason(
        "days-off",
        f"{they} {duration_text(would_be.minutes)} {when}, "
        f"but days off of {_and(display_name(roster, one) for one in missing)} take it all.",
        tuple(missing),
        tuple(details),
    )


def days_missed(roster: Roster, one: str, horizon: Horizon, missed: IntervalSet) -> list[tuple[date, str]]:
    """The days off that cost a team or member some of the minutes missed, by date, with their names.

    A shift belongs to the date on which it starts, so one of the night before counts; where a day off
    cuts nights, so does each shift that touches it.

    Raises:
        BeyondData: If a holiday calendar does not reach that far.
    """
    found: set[tuple[date, str]] = set()
    for pattern in patterns_of(roster, one):
        for away, taken in absences_in(pattern, horizon):
            if any(missed.touches(start, end) for start, end in taken):
                found.add((away.date, away.name))
    return sorted(found)


def _another_week(roster: Roster, asked: Demand, horizon: Horizon, min_minutes: int) -> Reason | None:
    """Whether these people share hours in another part of the year, and what lies between."""
    found: list[Reason] = []
    try:
        week = typical_week(roster, asked, horizon.start)
    except BadArgument:  # cycles that hardly ever come into step
        week = ()
    meet = any(end - start >= min(min_minutes, DAY) for spans in week for start, end in spans)
    for back, ahead in ((0, 366), (366, 0)):
        try:
            wide = Horizon(horizon.start - back * DAY, horizon.end + ahead * DAY)
        except BadHorizon:
            continue
        bare = {one: presence(roster, one, wide, bare=True) for one in asked.ids}
        shared = asked.met(bare).at_least_long(min_minutes)
        if not shared:
            continue
        nearest = shared.starts[0] if ahead else shared.starts[-1]
        # What changed further inside the horizon was followed by a whole period without a window.
        inside = min(horizon.minutes - 1, len(week) * DAY)
        between = (horizon.end - inside, nearest + 1) if ahead else (nearest + 1, horizon.start + inside)
        causes = causes_between(roster, asked.ids, *between)
        day = date_text(roster.home.to_wall(nearest) // DAY)
        then = f"{'From' if ahead else 'Until'} {day} they share hours."
        if meet or not causes:
            message = f"Their shifts do not meet between these dates. {then}"
            return Reason("not-scheduled", message, asked.ids)
        clocks = any(cause.kind == "clock" for cause in causes)
        here = {one: presence(roster, one, horizon, bare=True) for one in asked.ids}
        found.append(
            Reason(
                "clock-change" if clocks else "season",
                f"No shared hours in these dates: "
                f"{'clocks' if clocks else 'seasons'} keep them apart. {then}",
                tuple(dict.fromkeys(cause.team for cause in causes)),
                (*list(sentences(causes))[:_MOST_LISTED], *_without(roster, _blockers(asked, here))),
            )
        )
    return found[0] if found else None


def _without(roster: Roster, blockers: list[tuple[str, int]]) -> list[str]:
    """A sentence for each of those without whom the others would share time."""
    return [
        f"Without {display_name(roster, one)} the others would share "
        f"{duration_text(minutes)}, days off apart."
        for one, minutes in blockers
    ]


def _never(roster: Roster, asked: Demand, bare: dict[str, IntervalSet]) -> Reason:
    """No common hours at all: which pairs never meet, and who stands in the way."""
    details: list[str] = []
    ids = asked.ids
    apart: list[tuple[str, str]] = []
    if len(asked.groups) == 1 and asked.is_all and len(ids) <= _PAIRS_UP_TO:
        apart = [
            (one, other)
            for index, one in enumerate(ids)
            for other in ids[index + 1 :]
            if not bare[one] & bare[other]
        ]
    for one, other in apart[:_MOST_LISTED] if len(ids) > 2 else ():
        details.append(
            f"{display_name(roster, one)} and {display_name(roster, other)} are never at work at once."
        )
    if len(apart) > _MOST_LISTED:
        details.append(f"{len(apart) - _MOST_LISTED} more pairs never meet.")
    blockers = _blockers(asked, bare)
    details += _without(roster, blockers)
    teams = tuple(one for one, _ in blockers) or tuple(dict.fromkeys(one for pair in apart for one in pair))
    if len(asked.groups) > 1:
        message = "The groups never reach their quorums at the same time."
    elif asked.is_all and len(ids) == 2:
        message = f"{_and(display_name(roster, one) for one in ids)} have no common hours."
    elif asked.is_all:
        message = f"All {len(ids)} are never at work at once."
    else:
        message = f"At no time are {asked.groups[0].quorum} of the {len(ids)} at work."
    return Reason("no-common-hours", message, teams or ids, tuple(details))


def _blockers(asked: Demand, bare: dict[str, IntervalSet]) -> list[tuple[str, int]]:
    """Those without whom the others would share time, and how many minutes, most first."""
    if len(asked.groups) != 1 or len(asked.ids) > _PAIRS_UP_TO or len(asked.ids) < 3:
        return []
    group = asked.groups[0]
    found = []
    for one in group.ids:
        rest = [other for other in group.ids if other != one]
        shared = Demand((Group(rest, min(group.quorum, len(rest))),)).met(bare)
        if shared:
            found.append((one, shared.minutes))
    return sorted(found, key=lambda pair: -pair[1])
