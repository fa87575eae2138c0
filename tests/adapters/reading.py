"""Texts of team files read with the stand-ins of `fakes`, and what is wrong with them in short."""

from __future__ import annotations

from overlap.adapters.problems import Problem
from overlap.adapters.team_holidays import Sources
from overlap.adapters.team_reader import read_roster
from overlap.people.roster import Roster
from overlap.people.teams import Team
from tests.adapters.fakes import FakeCalendars, fake_ramadans

SHIFTS = 'shifts = [{ start = "09:00", end = "17:00" }]\n'
TEAM = '[team.a]\nzone = "UTC"\n' + SHIFTS


def read(text: str) -> tuple[Roster | None, tuple[Problem, ...]]:
    return read_roster(text, "t", Sources(FakeCalendars(), fake_ramadans))


def roster(text: str) -> Roster:
    found, problems = read("version = 1\n" + text)
    assert found is not None, problems
    return found


def team(lines: str) -> Team:
    """The team "a" with these lines after its zone and its shifts."""
    return roster(TEAM + lines).team("a")


def bare_team(lines: str) -> Team:
    """The team "a" with these lines after its zone."""
    return roster('[team.a]\nzone = "UTC"\n' + lines).team("a")


def problems(text: str) -> list[str]:
    """Each problem as "line:column slug", errors and warnings."""
    return [f"{one.line}:{one.column} {one.slug}" for one in read(text)[1]]


def first(text: str) -> Problem:
    return read(text)[1][0]
