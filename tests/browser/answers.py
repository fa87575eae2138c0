"""What the terminal says of the people a page shows: the page must say the same.

Law: everything comes from `overlap … --json` and the oracle's clocks; nothing here has seen the page.
"""

from __future__ import annotations

import io
import json
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from overlap.cli.main import main
from tests.properties.oracle import DAY, EPOCH, day_number, wall_shown


@cache
def asked(*arguments: str) -> dict[str, Any]:
    """A command's JSON; a command without an answer has one too, with its reason."""
    out, said = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(said):
        status = main([*arguments, "--json"], now=lambda: datetime(2026, 11, 23, 14, 30, tzinfo=UTC))
    assert status in (0, 1), said.getvalue()
    found = json.loads(out.getvalue())
    assert isinstance(found, dict)
    return found


def instant_of(text: str) -> int:
    """UTC minutes of "2026-11-23T14:30Z"."""
    return (datetime.fromisoformat(text) - EPOCH) // timedelta(minutes=1)


def text_of(instant: int) -> str:
    """UTC minutes as "2026-11-23T14:30Z"."""
    return (EPOCH + timedelta(minutes=instant)).strftime("%Y-%m-%dT%H:%MZ")


@cache
def local_date(zone: str, on: date) -> tuple[int, int]:
    """The UTC minutes of a local date, half-open; found by walking."""
    day = day_number(on)
    shown = [one for one in range((day - 1) * DAY, (day + 2) * DAY) if wall_shown(zone, one) // DAY == day]
    assert shown == list(range(shown[0], shown[-1] + 1))
    return shown[0], shown[-1] + 1


def clock_text(zone: str, instant: int) -> str:
    """What a clock on the wall shows: "09:30"."""
    minute = wall_shown(zone, instant) % DAY
    return f"{minute // 60:02d}:{minute % 60:02d}"


@dataclass(frozen=True)
class Steps:
    """A number that stays until it changes."""

    starts: Sequence[int]
    values: Sequence[int]

    @classmethod
    def of(cls, rows: Sequence[dict[str, Any]]) -> Steps:
        return cls([instant_of(row["start"]) for row in rows], [row["headcount"] for row in rows])

    def at(self, instant: int) -> int:
        assert instant >= self.starts[0]
        return self.values[bisect_right(self.starts, instant) - 1]


@dataclass(frozen=True)
class TeamAt:
    """One team at an instant."""

    local: str
    state: str
    people: int


class Answers:
    """A team file over the dates of a page."""

    def __init__(self, file: str, first: str, last: str) -> None:
        self._dates = ("--from", first, "--until", last)
        self._file = file
        report = asked("report", file, *self._dates)
        self.start, self.end = instant_of(report["start"]), instant_of(report["end"])
        self.zones: dict[str, str] = {team["id"]: team["zone"] for team in report["teams"]}
        self.together = [(instant_of(row["start"]), instant_of(row["end"])) for row in report["most_windows"]]
        if report["most_teams"] == len(self.zones):
            windows = asked("windows", file, *self._dates)["windows"]
            assert [(instant_of(row["start"]), instant_of(row["end"])) for row in windows] == self.together
        self._heads = {
            team: Steps.of(asked("coverage", file, *self._dates, "--team", team)["depth"])
            for team in self.zones
        }
        self._all = Steps.of(asked("coverage", file, *self._dates)["depth"])
        self._shifts: dict[str, list[tuple[int, int]]] = {team: [] for team in self.zones}
        for row in asked("shifts", file, *self._dates)["shifts"]:
            self._shifts[row["team"]].append((instant_of(row["start"]), instant_of(row["end"])))

    def teams_at(self, instant: int) -> dict[str, TeamAt]:
        """Every team by its id."""
        return {team: self._team_at(team, instant) for team in self.zones}

    def _team_at(self, team: str, instant: int) -> TeamAt:
        people = self._heads[team].at(instant)
        in_shift = any(start <= instant < end for start, end in self._shifts[team])
        state = "work" if people else "break" if in_shift else "off"
        return TeamAt(clock_text(self.zones[team], instant), state, people)

    def edges(self, start: int, end: int) -> set[int]:
        """The minutes of a stretch at which a shift, a number of people or a clock's offset changes."""
        steps = {one for team in self._heads.values() for one in team.starts}
        shifts = {edge for rows in self._shifts.values() for row in rows for edge in row}
        clocks = {
            one
            for one in range(start + 1, end)
            for zone in {*self.zones.values()}
            if wall_shown(zone, one) != wall_shown(zone, one - 1) + 1
        }
        return {one for one in steps | shifts | clocks if start <= one < end}

    def people_at(self, instant: int) -> int:
        """All who are at work."""
        return self._all.at(instant)

    def shared_minutes(self, start: int, end: int) -> int:
        """The minutes of a stretch in which all teams are together, or the most that ever are."""
        return sum(max(0, min(end, until) - max(start, since)) for since, until in self.together)

    def now(self, instant: int) -> dict[str, dict[str, Any]]:
        """What `overlap now` says of an instant, by team."""
        said = asked("now", self._file, "--at", text_of(instant))["teams"]
        return {row["team"]: row for row in said}
