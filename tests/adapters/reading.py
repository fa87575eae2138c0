"""Texts of team files read with the stand-ins of `fakes`, and what is wrong with them in short."""

from __future__ import annotations

from overlap.adapters.problems import Problem
from overlap.adapters.team_holidays import Sources
from overlap.adapters.team_reader import read_roster
from overlap.people.roster import Roster
from overlap.people.teams import Team
from tests.adapters.fakes import FakeCalendars, fake_observance, fake_ramadans

SHIFTS = 'shifts = [{ start = "09:00", end = "17:00" }]\n'
TEAM = '[team.a]\nzone = "UTC"\n' + SHIFTS


def read(text: str) -> tuple[Roster | None, tuple[Problem, ...]]:
    return read_roster(text, "t", Sources(FakeCalendars(), fake_ramadans, fake_observance))


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


def hints(text: str) -> list[str | None]:
    return [one.hint for one in read(text)[1]]


def marked(text: str) -> tuple[str, list[str]]:
    """The text without its marks "@", and the "line:column" of what stands behind each."""
    plain = ""
    places: list[str] = []
    for character in text:
        if character == "@":
            line = plain[plain.rfind("\n") + 1 :]
            places.append(f"{plain.count(chr(10)) + 1}:{len(line) + 1}")
        else:
            plain += character
    return plain, places


def assert_problems(text: str, slugs: str) -> None:
    """That a file's problems are these, in order, each at its mark "@"."""
    plain, places = marked("version = 1\n" + text)
    assert problems(plain) == [f"{place} {slug}" for place, slug in zip(places, slugs.split(), strict=True)]
