"""Why a requirement can hold at no starts at all.

Law: causes are tried from the plainest to the rarest, each on the first date on which the requirement
cannot hold: nobody works, too few people, shifts too short, somebody with hours of their own; else the
most that could be had on that date is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from overlap.core.civil import DAY, weekday_of
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.shifts import Shift
from overlap.planning.selection import display_name
from overlap.planning.stagger.asking import Case, teams_of
from overlap.planning.stagger.build import Built
from overlap.planning.stagger.conflict_dates import (
    Dates,
    Day,
    dates_of,
    dates_without_plan,
    on_date,
    when_text,
    with_conditions,
)
from overlap.planning.stagger.lessened import with_headcount, with_minutes
from overlap.planning.stagger.model import Model
from overlap.render.moments import date_text, duration_text, weekdays_text

__all__ = ["why_never"]


def why_never(case: Case, need: Requirement, wide: Built) -> tuple[str, ...]:
    """Sentences on a requirement that is without a plan even if its teams may start at any time.

    Args:
        case: Whom to ask.
        need: The requirement.
        wide: Its model, in which all its teams may have any start of the day.
    """
    horizon = case.built.board.horizon
    if isinstance(need, LimitNeed):
        cause = _why_limit(case, need, wide)
        if cause:
            return (f"{_head(need, '')}: {cause}.",)
    plain: dict[str, list[int]] = {}
    asked = dates_of(wide.board, case.roster, need)
    for day in asked:
        why = _idle(case, wide, need, day) or _few(case, wide, need, day) or _short(case, wide, need, day)
        if why:
            plain.setdefault(why, []).append(day.day)
    for why, days in plain.items():
        when = when_text(Dates(tuple(days), tuple(one.day for one in asked), True), horizon)
        return (f"{_head(need, when)}: {why}.",)
    free = wide.model.without({wide.limit_tag(team) for team in teams_of(case.roster, need)})
    dates = dates_without_plan(case, wide, free, [need])
    when = when_text(dates, horizon)
    found = [f"{_head(need, when if dates.is_each else f'with the same starts {when}')}."]
    first = next((one for one in asked if one.day in dates.days), None)
    if first is None or not dates.is_each:
        return tuple(found)
    alone = _own_hours(case, need, first)
    if alone:
        found.append(f"It could be met without {alone}, whose hours are their own.")
    most = _most(case, wide, free, need, first)
    if most:
        found.append(f"On {date_text(first.day)} {most}.")
    return tuple(found)


def _head(need: Requirement, when: str) -> str:
    return f'"{need.name}" cannot be met{f" {when}" if when else ""}, whenever the shifts start'


def _largest(levels: Sequence[int], holds: Callable[[int], bool]) -> int | None:
    """The last level that holds, where those before one that holds do too."""
    low, high = -1, len(levels) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(levels[middle]) else (low, middle - 1)
    return None if low < 0 else levels[low]


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _idle(case: Case, wide: Built, need: Requirement, day: Day) -> str:
    """A team that does not work then."""
    near = range(-1, 2)
    idle = [
        case.roster.teams[team].name
        for team in teams_of(case.roster, need)
        if not any(wide.board.scheduled(wide.board.of_team(team), day.day + by) for by in near)
    ]
    if isinstance(need, CoverageNeed) and len(idle) < len(teams_of(case.roster, need)):
        return ""
    if not idle:
        # They work on a date near, and yet never while the others do.
        if isinstance(need, OverlapNeed):
            idle = [
                case.roster.teams[team].name
                for team in teams_of(case.roster, need)
                if not wide.board.scheduled(wide.board.of_team(team), day.day)
                and not _meets(case, wide, need, case.roster.teams[team].id, day)
            ]
        if not idle:
            return ""
    return f"nobody of {' or '.join(idle)} works on {weekdays_text(weekday_of(day.day))}"


def _meets(case: Case, wide: Built, need: OverlapNeed, other: str, day: Day) -> bool:
    """Whether a team can share a minute with the first one."""
    one = OverlapNeed((need.teams[0], other), 1, people=(1, 1), holidays=need.holidays)
    found = on_date(wide.board, case.roster, one, 1, day)
    return all(getattr(condition, "alternatives", ((),)) for condition in found)


def _few(case: Case, wide: Built, need: Requirement, day: Day) -> str:
    """More people are asked for than there are."""
    seats = wide.board.seats

    def there(own: Iterable[int], skill: str | None) -> int:
        found = [
            seats[at].strand.count
            for at in own
            if (skill is None or skill in seats[at].strand.skills)
            and any(seats[at].strand.span(day.day + by) is not None for by in range(-1, 2))
        ]
        return sum(found)

    if isinstance(need, CoverageNeed):
        ids = need.teams or [team.id for team in case.roster]
        people = sum(there(wide.board.of_id(one), need.skill) for one in ids)
        knowing = "" if need.skill is None else f' with "{need.skill}"'
        if people >= need.headcount:
            return ""
        asked = f"{_people(need.headcount)} {_are(need.headcount)} asked for"
        return f"{asked}, and there {_are(people)} {people}{knowing}"
    if isinstance(need, LimitNeed) or need.people == "everyone":
        return ""
    for one, count in zip(need.people_ids(), need.people, strict=True):
        people = there(wide.board.of_id(one), None)
        if people < count:
            whose = display_name(case.roster, one)
            return f"{_people(count)} of {whose} {_are(count)} asked for, and there {_are(people)} {people}"
    return ""


def _short(case: Case, wide: Built, need: Requirement, day: Day) -> str:
    """Nobody works that long at a stretch."""
    if isinstance(need, OverlapNeed) and not need.contiguous:
        return ""
    if not isinstance(need, OverlapNeed | HandoffNeed):
        return ""
    whole = isinstance(need, OverlapNeed) and need.through_breaks
    for at, one in enumerate(need.people_ids()):
        who = display_name(case.roster, one)
        seats = wide.board.of_id(one)
        days = [day.day] if at == 0 else [day.day - 1, day.day, day.day + 1]
        found = [lengths for near in days if (lengths := _stretches(wide, seats, near, whole=whole))]
        if not found:
            continue
        most = max(length for lengths in found for length, _ in lengths)
        if most < need.minutes:
            told = duration_text(need.minutes)
            return f"nobody of {who} works {told} at a stretch; the longest is {duration_text(most)}"
        if isinstance(need, OverlapNeed) and need.people == "everyone":
            # Everybody of one date or another.
            short = [sum(count for length, count in own if length < need.minutes) for own in found]
            if all(short):
                return (
                    f"{_people(min(short))} of {who} never work{'s' * (min(short) == 1)} so long at a stretch"
                )
    return ""


def _stretches(wide: Built, seats: Iterable[int], day: int, *, whole: bool) -> list[tuple[int, int]]:
    """The longest stretch of those who have a shift on a day, and how many they are."""
    found = []
    for seat in seats:
        strand = wide.board.seats[seat].strand
        shift = strand.instance(strand.today, day)
        if shift is not None:
            pieces = shift.whole if whole else shift.pieces
            found.append((max((end - start for start, end in pieces), default=0), strand.count))
    return found


def _why_limit(case: Case, need: LimitNeed, wide: Built) -> str:
    """A shift that is too long for its limit, or too much of a night."""
    teams = teams_of(case.roster, need)
    for desk in wide.desks:
        if desk.team not in teams:
            continue
        what = f'the shift "{desk.shift.name}" of {case.roster.teams[desk.team].name}'
        quiet = min(one.option.quiet for one in desk.candidates)
        if need.quiet_minutes is not None and quiet > need.quiet_minutes:
            return f"{what} has {duration_text(quiet)} of quiet hours at least"
        rest = DAY - (desk.shift.end_minute - desk.shift.start_minute)
        if need.rest_minutes is not None and rest < need.rest_minutes:
            return f"{what} leaves {duration_text(max(rest, 0))} of rest from day to day"
    if need.start_minute is None or need.end_minute is None:
        return ""
    for team in teams:
        own = [seat.strand for seat in wide.board.seats if seat.strand.team == team]
        spent = sum(one.count * (one.base.end_minute - one.base.start_minute) for one in own)
        asked = need.headcount * (need.end_minute - need.start_minute)
        if spent < asked:
            who = case.roster.teams[team].name
            return f"{duration_text(asked)} of work are asked for, and {who} has {duration_text(spent)} a day"
    return ""


def _own_hours(case: Case, need: Requirement, day: Day) -> str:
    """A member with own hours without whom it could be met."""
    for team in teams_of(case.roster, need):
        one = case.roster.teams[team]
        for member in one.members:
            if not any(isinstance(shift, Shift) for shift in member.shifts or ()):
                continue
            rest = [other for other in one.members if other.id != member.id]
            count = one.people_count - 1
            if not count:
                continue
            fewer = one.replace(members=rest, headcount=count)
            teams = [fewer if at == team else other for at, other in enumerate(case.roster)]
            roster = type(case.roster)(
                teams, zone=case.roster.zone, defaults=case.roster.defaults, requirements=[need]
            )
            built = replace(case, roster=roster, _wide={}).wide([need], teams_of(roster, need))
            free = built.model.without({built.limit_tag(at) for at in range(len(roster.teams))})
            model = replace(free, rows=(), choices=(), totals=())
            found = on_date(built.board, roster, need, 1, day)
            if isinstance(case.any_plan(with_conditions(model, found)), tuple):
                return f"{member.name} ({one.name})"
    return ""


def _most(case: Case, wide: Built, free: Model, need: Requirement, day: Day) -> str:
    """The most that can be had on a date."""
    base = replace(free, rows=(), choices=(), totals=())

    def has_plan(less: Requirement) -> bool:
        found = on_date(wide.board, case.roster, less, 1, day)
        return isinstance(case.any_plan(with_conditions(base, found)), tuple)

    if isinstance(need, CoverageNeed):
        most = _largest(range(1, need.headcount), lambda count: has_plan(with_headcount(need, count)))
        return (
            f"{_people(most)} at most can be there all the time"
            if most
            else "not even one person can be there all the time"
        )
    if isinstance(need, OverlapNeed | HandoffNeed):
        levels = range(5, need.minutes, 5)
        most = _largest(levels, lambda minutes: has_plan(with_minutes(need, minutes)))
        return f"{duration_text(most)} can be had at most" if most else "not even 5 min can be had"
    return ""
