"""No answer depends on what was asked before, and none on the order in which people are named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import overlap
from tests.functional.everything import QUESTIONS, TEAM_FILE

ROOT = Path(__file__).parents[2]

WARM = """
import json, random, sys
sys.path.insert(0, sys.argv[1])
from tests.functional.everything import QUESTIONS
names = list(QUESTIONS)
random.Random(int(sys.argv[2])).shuffle(names)
print(json.dumps({name: QUESTIONS[name]() for name in names}))
"""
"""All questions in one process, in an order of their own: what is remembered of one is there for the next."""

ALONE = """
import json, os, sys, tempfile
sys.path.insert(0, sys.argv[1])
import overlap
from overlap.cli import app
from tests.functional.everything import QUESTIONS
[getattr(overlap, name) for name in overlap.__all__]
given = {}
for name, ask in QUESTIONS.items():
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.close(reading)
        with open(writing, "w", encoding="utf-8") as out:
            out.write(ask())
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as there:
        given[name] = there.read()
    os.wait()
print(json.dumps(given))
"""
"""Each question in a process in which nothing was asked before it: children of one that has only imported."""


def _answers(program: str, *given: str) -> dict[str, str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(ROOT), *given],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        env=environment,
    )
    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def _same(one: dict[str, str], other: dict[str, str]) -> None:
    assert one.keys() == other.keys() == QUESTIONS.keys()
    assert [name for name in one if one[name] != other[name]] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_question_asked_among_others_has_the_answer_it_has_alone() -> None:
    alone = _answers(ALONE)
    assert all(len(text) > 20 for text in alone.values())
    _same(_answers(WARM, "1"), alone)


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(2, 12))
def test_a_question_has_the_same_answer_in_every_order(seed: int) -> None:
    _same(_answers(WARM, str(seed)), _answers(WARM, "0"))


# The order of what is given

DATES = ("2026-03-02", "2026-03-15")


def _turned(roster: overlap.Roster) -> overlap.Roster:
    """The same people, everything in the order from last to first."""
    teams = []
    for team in reversed(roster.teams):
        teams.append(
            overlap.Team(
                team.id,
                team.zone,
                tuple(reversed(team.shifts)),
                name=team.name,
                headcount=team.headcount,
                members=tuple(reversed(team.members)),
                holidays=team.holidays,
                closures=tuple(reversed(team.closures)),
                flex=team.flex,
                skills=team.skills,
            )
        )
    return overlap.Roster(
        teams,
        zone=roster.zone,
        title=roster.title,
        defaults=roster.defaults,
        meetings=tuple(reversed(roster.meetings)),
        requirements=tuple(reversed(roster.requirements)),
    )


def _sorted(value: Any) -> Any:
    """Plain values whose lists are in an order of their own, so that the order of naming falls away."""
    if isinstance(value, dict):
        return {key: _sorted(inner) for key, inner in sorted(value.items())}
    if isinstance(value, list | tuple):
        return sorted((_sorted(inner) for inner in value), key=lambda one: json.dumps(one, default=str))
    return value


IN_ANY_ORDER: dict[str, Callable[[overlap.Roster], Any]] = {
    "windows": lambda roster: [
        (one.start, one.end, sorted(one.teams)) for one in overlap.find_windows(roster, *DATES, quorum=2)
    ],
    "coverage": lambda roster: [
        (overlap.coverage(roster, *DATES).to_dict()[key])
        for key in ("needed_minutes", "covered_minutes", "thin", "weeks", "by_weekday_hour")
    ],
    "handoffs": lambda roster: overlap.find_handoffs(roster, *DATES).to_dict(),
    "days off": lambda roster: overlap.days_off(roster, *DATES).to_dict(),
    "celebrations": lambda roster: overlap.celebrations(roster, *DATES).to_dict(),
    "shifts": lambda roster: overlap.list_shifts(roster, *DATES).to_dicts(),
    "changes": lambda roster: overlap.changes(roster, 2026, quorum=2).to_dicts(),
    "slots": lambda roster: [
        (place, one.start, one.end, one.rank)
        for place, one in enumerate(
            overlap.suggest_slots(roster, *DATES, duration=timedelta(minutes=30), quorum=2)
        )
    ],
    "series": lambda roster: overlap.audit_series(roster, "sync").to_dict(),
    "plan": lambda roster: overlap.plan_series(roster, "sync", step_minutes=60).to_dict()["best"],
    "rotation": lambda roster: overlap.plan_rotation(roster, "sync", solver="own").to_dict(),
    "requirements": lambda roster: overlap.check_requirements(roster, *DATES).to_dict(),
    "workload": lambda roster: overlap.workload(roster, *DATES).to_dict(),
    "responses": lambda roster: overlap.response_times(roster, *DATES).to_dicts(),
    "clock": lambda roster: str(
        overlap.WorkClock(roster, running=2).add("2026-03-27T13:00Z", timedelta(hours=9))
    ),
    "stagger": lambda roster: [
        overlap.suggest_stagger(roster, *DATES, solver="search").to_dict()[key]
        for key in ("status", "objective")
    ],
}
"""Answers in which nothing hangs on the order of naming but the order of naming itself."""


@pytest.mark.parametrize("name", IN_ANY_ORDER)
def test_the_order_of_teams_members_and_shifts_changes_no_answer(name: str) -> None:
    roster = overlap.loads(TEAM_FILE)
    ask = IN_ANY_ORDER[name]
    given = _sorted(ask(roster))
    assert given
    assert _sorted(ask(_turned(roster))) == given


def test_the_turned_roster_is_the_same_one_turned() -> None:
    roster = overlap.loads(TEAM_FILE)
    turned = _turned(roster)
    assert [team.id for team in turned] == [team.id for team in reversed(roster.teams)]
    assert _turned(turned) == roster
