"""Rosters for W9: teams in real zones whose shifts must move, with requirements that a hidden plan keeps.

Law: one seed, one roster. A plan is drawn first; requirements ask for what it has over a whole year, so
there is always an answer, and it is seldom the hidden one.
"""

from __future__ import annotations

from random import Random

from overlap.people.flex import Flex
from overlap.people.requirements import CoverageNeed, OverlapNeed, Requirement
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.stagger.check import check_requirements

__all__ = ["FROM", "UNTIL", "roster"]

FROM, UNTIL = "2026-01-05", "2027-01-03"
"""Whole weeks of a year, with every change of clocks in it."""

WEEK_LATER = "2026-01-11"
"""The end of the first week: what fails there is not looked at for a year."""

ZONES = (
    "Asia/Manila",
    "Europe/Warsaw",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "America/New_York",
    "Australia/Sydney",
    "America/Bogota",
    "Europe/London",
    "America/Sao_Paulo",
    "Asia/Tokyo",
    "America/Chicago",
    "Asia/Dubai",
    "Africa/Cairo",
    "Africa/Lagos",
    "America/Denver",
    "Asia/Shanghai",
    "Europe/Madrid",
    "Asia/Jakarta",
    "Pacific/Auckland",
    "Africa/Nairobi",
)

FLEX = 180
"""Minutes a shift may move either way."""

HIDDEN = 120
"""Minutes that the hidden plan moves at most."""

WINDOWS = (
    ("00:00", "24:00", None),
    ("00:00", "24:00", ("tue", "wed", "thu")),
    ("06:00", "22:00", None),
    ("08:00", "18:00", None),
    ("09:00", "12:00", None),
)
"""What is covered, in UTC: the first that the hidden plan can; all five working days where days are None."""

WEEK = ("mon", "tue", "wed", "thu", "fri")
TRIES = 60
"""Hidden plans that are drawn in the hope of one that covers day and night."""


def _lunch() -> list[Break]:
    return [Break(after_minutes=240, minutes=60)]


def _shift(start: int, *, name: str | None = None, headcount: int | None = None) -> Shift:
    """Nine hours with lunch, from some minutes after midnight."""
    end = (start + 540) % 1440
    return Shift(
        f"{start // 60:02}:{start % 60:02}",
        f"{end // 60:02}:{end % 60:02}",
        name=name,
        headcount=headcount,
        breaks=_lunch(),
    )


def _hidden(rng: Random, start: int, people: int, cohorts: int, grid: int) -> list[Shift]:
    """A team's shifts as the hidden plan has them."""
    used = rng.randint(1, cohorts)
    steps = [
        by * grid for by in range(-HIDDEN // grid, HIDDEN // grid + 1) if 0 <= start + by * grid < 24 * 60
    ]
    starts = sorted(rng.sample(steps, used))
    parts = [people // used] * used
    parts[0] += people - sum(parts)
    return [
        _shift(start + by, name=f"h{at}", headcount=part)
        for at, (by, part) in enumerate(zip(starts, parts, strict=True))
    ]


def _coverage(window: tuple[str, str, tuple[str, ...] | None]) -> CoverageNeed:
    start, end, days = window
    return CoverageNeed(start, end, zone="UTC", days=days or WEEK, name="cover")


def roster(teams: int, cohorts: int, seed: int, *, grid: int = 15, tight: bool = True) -> Roster:
    """A roster of so many teams, each with up to so many starts a shift, that has a plan on a grid.

    Tight ones ask for as many minutes as the hidden plan has, of a quarter to a half of each team; the
    others for two to four people and two hours at most, as teams that work together do.
    """
    rng = Random(f"{teams} {cohorts} {seed}")
    today: list[tuple[str, str, int, int]] = []
    for at in range(teams):
        if teams <= 3:
            start = (8, 10, 9)[at] * 60  # around the day with two hours to spare
        elif rng.random() < 0.75:
            start = grid * rng.randint(7 * 60 // grid, 11 * 60 // grid)
        else:
            start = rng.choice((14 * 60, 21 * 60))
        today.append((f"t{at:02}", ZONES[at % len(ZONES)], start, rng.choice((6, 9, 12, 18))))

    kept: tuple[Roster, CoverageNeed] | None = None
    # Three teams that move as a whole leave holes at lunch.
    for window in WINDOWS if teams > 3 or cohorts > 1 else WINDOWS[-1:]:
        for _ in range(TRIES):
            drawn = Roster(
                Team(name, zone, _hidden(rng, start, people, cohorts, grid), headcount=people)
                for name, zone, start, people in today
            )
            cover = _coverage(window)
            if all(
                check_requirements(drawn, FROM, until, requirements=[cover])[0].met
                for until in (WEEK_LATER, UNTIL)
            ):
                kept = drawn, cover
                break
        if kept is not None:
            break
    assert kept is not None
    hidden, cover = kept

    needs: list[Requirement] = []
    number = 0
    while len(needs) < (3 * teams + 1) // 2:
        number += 1
        one, other = rng.sample(range(teams), 2)
        counts = [
            max(1, today[at][3] // rng.choice((2, 3, 4))) if tight else rng.choice((2, 4))
            for at in (one, other)
        ]
        wanted = OverlapNeed(
            [today[one][0], today[other][0]], 1, people=counts, name=f"{today[one][0]}-{today[other][0]}"
        )
        if number > 10 * teams:
            break
        if wanted.name in {need.name for need in needs}:
            continue
        (checked,) = check_requirements(hidden, FROM, UNTIL, requirements=[wanted])
        minutes = min((checked.worst_minutes or 0) // 15 * 15, 240)
        if not tight:
            minutes = min(minutes, rng.choice((30, 60, 90, 120)))
        if minutes >= 30:
            needs.append(OverlapNeed(wanted.teams, minutes, people=counts, name=wanted.name))
    return Roster(
        [
            Team(
                name,
                zone,
                [_shift(start)],
                headcount=people,
                flex=Flex(
                    earlier_minutes=FLEX,
                    later_minutes=FLEX,
                    cohorts=cohorts,
                    min_cohort=2 if cohorts > 1 else 1,
                ),
            )
            for name, zone, start, people in today
        ],
        requirements=[*needs, cover],
    )
