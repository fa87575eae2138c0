"""A plan as a roster: the same teams with shifts at their new starts.

Law: nobody is lost and nobody is counted twice. A shift with one start keeps its name and headcount; one
with several becomes several shifts with headcounts, and named members are told which is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import NamedTuple, final

from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.stagger.build import Built, Desk
from overlap.planning.stagger.candidates import Candidate
from overlap.planning.stagger.model import Plan

__all__ = ["Cohort", "applied", "cohorts_of"]


@final
class Cohort(NamedTuple):
    """People of a shift who start together.

    `name` is what their shift is called in the new roster, `members` are those of them who are named, and
    `headcount` is how many they are.
    """

    desk: int
    option: int
    name: str
    shift: Shift
    candidate: Candidate
    headcount: int
    members: tuple[str, ...]


def cohorts_of(built: Built, roster: Roster, plan: Plan) -> tuple[Cohort, ...]:
    """Who starts when: by team, shift and start. Of those who work alike named members come first."""
    found: list[Cohort] = []
    for at, desk in enumerate(built.desks):
        counts: dict[int, int] = {}
        members: dict[int, list[str]] = {}
        for seat in desk.seats:
            strand = built.board.seats[seat].strand
            column = built.board.seats[seat].column
            left = list(strand.members)
            for option in range(len(desk.candidates)):
                there = plan[column + option] if column is not None else strand.count
                counts[option] = counts.get(option, 0) + there
                members.setdefault(option, []).extend(left[:there])
                left = left[there:]
        used = [option for option, people in counts.items() if people]
        if not used:
            used = [desk.today]  # a shift that nobody works
        taken = {shift.name for shift in roster.teams[desk.team].shifts if shift.name != desk.shift.name}
        for number, option in enumerate(used, start=1):
            shift = desk.shift.starting(*desk.candidates[option].start)
            name = shift.name if number == 1 or _is_told(shift) else _free(f"{shift.name} {number}", taken)
            if number == 1 and name in taken:
                name = _free(f"{name} {number + 1}", taken)
            taken.add(name)
            found.append(
                Cohort(
                    at,
                    option,
                    name,
                    shift,
                    desk.candidates[option],
                    counts.get(option, 0),
                    tuple(members.get(option, ())),
                )
            )
    return tuple(found)


def _is_told(shift: Shift) -> bool:
    """Whether a shift is called by its times."""
    return shift.name == f"{shift.start}-{shift.end}"


def _free(name: str, taken: set[str]) -> str:
    """A name that no other shift of the team has."""
    stem, _, number = name.rpartition(" ")
    at = int(number)
    while f"{stem} {at}" in taken:
        at += 1
    return f"{stem} {at}"


def applied(built: Built, roster: Roster, cohorts: tuple[Cohort, ...]) -> Roster:
    """The roster with shifts as planned.

    Raises:
        BadRoster, BadSchedule: If the new shifts do not fit together, which a plan's never do.
    """
    changed: dict[int, list[Cohort]] = {}
    for one in cohorts:
        desk = built.desks[one.desk]
        changed.setdefault(desk.team, []).append(one)
    teams = [
        _team(team, built.desks, changed[at]) if _is_new(changed.get(at, ()), built.desks) else team
        for at, team in enumerate(roster.teams)
    ]
    return Roster(
        teams,
        title=roster.title,
        zone=roster.zone,
        defaults=roster.defaults,
        meetings=roster.meetings,
        requirements=roster.requirements,
        id=roster.id,
    )


def _is_new(cohorts: tuple[Cohort, ...] | list[Cohort], desks: tuple[Desk, ...]) -> bool:
    return any(one.option != desks[one.desk].today for one in cohorts)


def _team(team: Team, desks: tuple[Desk, ...], cohorts: list[Cohort]) -> Team:
    """A team with the shifts of its cohorts."""
    by_position: dict[int, list[Cohort]] = {}
    for one in cohorts:
        by_position.setdefault(desks[one.desk].position, []).append(one)
    split = any(len(own) > 1 for own in by_position.values())
    shifts: list[Shift] = []
    names: dict[int, Mapping[str, str]] = {}
    for position in range(len(team.shifts)):
        own = by_position[position]
        shifts += _shifts(own)
        names[position] = {member: one.name for one in own for member in one.members}
    members = [_member(team, member, names, split=split) for member in team.members]
    renamed = {
        team.shifts[position].name: own[0].name for position, own in by_position.items() if len(own) == 1
    }
    cycle = team.cycle
    if cycle is not None:
        cycle = type(cycle)(cycle.anchor, [renamed.get(name, name) for name in cycle.days])
    return team.replace(
        shifts=shifts,
        members=members,
        cycle=cycle,
        headcount=team.people_count if split else team.headcount,
    )


def _shifts(own: list[Cohort]) -> Iterator[Shift]:
    for one in own:
        headcount = one.headcount if len(own) > 1 else one.shift.headcount
        yield _changed(one.shift, name=one.name, headcount=headcount)


def _changed(shift: Shift, **changes: object) -> Shift:
    """A shift with other attributes, which are known to be right."""
    new = object.__new__(Shift)
    for one in fields(Shift):
        object.__setattr__(new, one.name, changes.get(one.name, getattr(shift, one.name)))
    return new


def _member(team: Team, member: Member, names: Mapping[int, Mapping[str, str]], *, split: bool) -> Member:
    """A member who is told the new names of the shifts that are theirs."""
    if member.shifts is None and not split:
        return member
    own: list[Shift | str] = []
    if member.shifts is None:
        own += [names[position][member.id] for position in range(len(team.shifts))]
    for shift in member.shifts or ():
        if isinstance(shift, Shift):
            own.append(shift)
            continue
        position = next(at for at, one in enumerate(team.shifts) if one.name == shift)
        own.append(names[position][member.id])
    new = object.__new__(Member)
    changed = {"shifts": tuple(own), "_terms": object()}
    for one in fields(Member):
        object.__setattr__(new, one.name, changed.get(one.name, getattr(member, one.name)))
    return new
