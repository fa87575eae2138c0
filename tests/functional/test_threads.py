"""Threads and tasks that share rosters, results and caches get the answers that one alone gets."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import pytest

import overlap
from overlap.core.civil import parse_date
from overlap.errors import BeyondDataWarning, CoarsePlaceWarning
from overlap.planning.day_tables import DayTables
from overlap.planning.drift import drift_of
from overlap.planning.series import Series
from overlap.render import moments
from overlap.render.text import to_text
from tests.functional.everything import QUESTIONS, TEAM_FILE
from tests.functional.together import at_once, forgetful, switching

ROOT = Path(__file__).parents[2]
DATES, WEEKEND = ("2026-03-02", "2026-03-15"), ("2026-03-07", "2026-03-08")


# Answers


def test_threads_with_cold_caches_get_the_answers_of_one_alone() -> None:
    names = [name for name in QUESTIONS if name not in ("page", "rotation", "plan", "slots")]
    alone = {name: QUESTIONS[name]() for name in names}
    for first in range(2):
        forgetful()
        turned = [names[5 * place + first :] + names[: 5 * place + first] for place in range(4)]
        plans = [plan[:7] for plan in turned]
        given = at_once([partial(_answers, plan) for plan in plans])
        for plan, answers in zip(plans, given, strict=True):
            assert answers == [alone[name] for name in plan]


def _answers(names: list[str]) -> list[str]:
    return [QUESTIONS[name]() for name in names]


def _shared_questions() -> list[Callable[[overlap.Roster], str]]:
    def shown(found: Any) -> str:
        return f"{found.to_dict()}\n{to_text(found.document())}"

    return [
        lambda roster: str(list(overlap.find_windows(roster, *DATES, quorum=2))),
        lambda roster: shown(overlap.coverage(roster, *DATES)),
        lambda roster: shown(overlap.days_off(roster, *DATES)),
        lambda roster: shown(overlap.audit_series(roster, "sync")),
        lambda roster: shown(overlap.celebrations(roster, *DATES)),
        lambda roster: str(overlap.WorkClock(roster).between("2026-03-02T00:00Z", "2026-05-02T00:00Z")),
    ]


def test_threads_that_share_a_roster_get_the_answers_of_one_alone() -> None:
    asked = _shared_questions()
    alone = [ask(overlap.loads(TEAM_FILE)) for ask in asked]
    for _ in range(3):
        forgetful()
        shared = overlap.loads(TEAM_FILE)
        assert at_once([partial(ask, shared) for ask in asked]) == alone


LAZY: dict[str, Callable[[overlap.Roster], Callable[[], object]]] = {
    "the reason of no windows": lambda roster: _lazy(overlap.find_windows(roster, *WEEKEND), "reason"),
    "the handoffs of a coverage": lambda roster: _lazy(overlap.coverage(roster, *DATES), "handoffs"),
    "the workload of a coverage": lambda roster: _lazy(overlap.coverage(roster, *DATES), "workload"),
    "the key figures of a report": lambda roster: _lazy(overlap.report(roster, *DATES), "kpis"),
    "the reasons of slots": lambda roster: _lazy(_no_slots(roster), "reasons"),
    "the relaxations of slots": lambda roster: _lazy(_no_slots(roster), "relaxations"),
    "the drift of a series": lambda roster: _lazy(overlap.audit_series(roster, "sync"), "runs"),
    "the days of a calendar": lambda roster: partial(_days, roster),
    "the stretch a clock knows": lambda roster: partial(_dues, overlap.WorkClock(roster, ["krakow"])),
}
"""What is found when it is first asked for, and then kept by a value that threads share."""


def _no_slots(roster: overlap.Roster) -> overlap.Suggestions:
    return overlap.suggest_slots(roster, *WEEKEND, duration=timedelta(minutes=30))


def _days(roster: overlap.Roster) -> object:
    calendar = roster.team("recife").holidays
    assert calendar is not None
    return calendar.days(*DATES)


def _dues(clock: overlap.WorkClock) -> list[str]:
    return [str(clock.add("2026-03-27T13:00Z", timedelta(hours=hours))) for hours in (1, 90, 900)]


def _lazy(found: object, name: str) -> Callable[[], object]:
    return lambda: getattr(found, name)


@pytest.mark.parametrize("name", LAZY)
def test_what_is_found_when_first_asked_for_is_the_same_for_all_threads(name: str) -> None:
    roster = overlap.loads(TEAM_FILE)
    alone = LAZY[name](overlap.loads(TEAM_FILE))()
    assert alone is not None
    for _ in range(2):
        given = at_once([LAZY[name](roster)] * 4)
        assert all(repr(one) == repr(alone) for one in given)
        assert all(one == given[0] for one in given)


def test_a_thread_never_sees_half_of_a_series_drift(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Event(), Event()
    calls: list[int] = []

    def slowly(*given: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:  # the first thread has one person, and not yet the next
            begun.set()
            go_on.wait(60)
        return drift_of(*given)

    found: Series = overlap.audit_series(overlap.loads(TEAM_FILE), "sync")
    alone = overlap.audit_series(overlap.loads(TEAM_FILE), "sync").runs
    monkeypatch.setattr("overlap.planning.series.drift_of", slowly)

    def second() -> Any:
        assert begun.wait(60)
        try:
            return found.runs
        finally:
            go_on.set()

    assert at_once([lambda: found.runs, second]) == [alone, alone]


class _Slow:
    """A key whose hash takes long, so that another thread looks while it is entered."""

    def __init__(self, parts: tuple[object, ...]) -> None:
        self.parts = parts

    def __hash__(self) -> int:
        sleep(0.02)
        return hash(self.parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Slow) and self.parts == other.parts


def test_two_dates_of_different_shapes_never_share_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    real = DayTables._parts

    def slowly(tables: DayTables, on: Any) -> Any:
        return (_Slow(tuple(real(tables, on))),)

    def tables() -> DayTables:
        sync = overlap.loads(TEAM_FILE).meetings[0]
        found = overlap.audit_series(overlap.loads(TEAM_FILE), sync, *DATES)
        people = found._known.people
        return DayTables(people, found._known.clock)

    days = [parse_date("2026-03-04"), parse_date("2026-03-07")]  # a Wednesday and a Saturday
    alone = [tables().total([day], 15 * 60) for day in days]
    assert alone[0] != alone[1]
    monkeypatch.setattr(DayTables, "_parts", slowly)
    for _ in range(2):
        shared = tables()
        assert at_once([partial(shared.total, [day], 15 * 60) for day in days]) == alone


# Styles and warnings


def test_a_style_holds_for_its_thread_alone() -> None:
    found = overlap.coverage(overlap.loads(TEAM_FILE), *DATES)
    styles = [overlap.Style(), overlap.Style(hours=12)] * 3

    def read(style: overlap.Style) -> str:
        with overlap.reading_as(style):
            return f"{to_text(found.document())}\n{found.to_dict()}"

    alone = [read(style) for style in styles]
    assert alone[0] != alone[1]
    found = overlap.coverage(overlap.loads(TEAM_FILE), *DATES)
    assert at_once([partial(read, style) for style in styles]) == alone


def test_a_style_holds_for_its_task_alone() -> None:
    async def read(hours: Any) -> list[str]:
        told = []
        with overlap.reading_as(overlap.Style(hours=hours)):
            for _ in range(3):
                await asyncio.sleep(0)
                told.append(moments.wall_text(17 * 60))
        return [*told, moments.wall_text(17 * 60)]

    async def everybody() -> list[list[str]]:
        return await asyncio.gather(*(read(hours) for hours in (12, 24, 12, 24)))

    one, other, *_ = given = asyncio.run(everybody())
    assert given == [one, other] * 2
    assert (one, other) == (["5:00 pm"] * 3 + ["17:00"], ["17:00"] * 4)


@pytest.mark.parametrize("name", LAZY)
def test_what_is_kept_does_not_keep_the_style_of_who_asked_first(name: str) -> None:
    def told(find: Callable[[], object]) -> str:
        return repr(find())

    plain = told(LAZY[name](overlap.loads(TEAM_FILE)))
    find = LAZY[name](overlap.loads(TEAM_FILE))
    with overlap.reading_as(overlap.Style(hours=12)):
        told(find)
    assert told(find) == plain


def test_a_cause_is_told_in_the_style_of_each_reader() -> None:
    pytest.importorskip("babel")
    found = overlap.audit_series(overlap.loads(TEAM_FILE), "sync")
    with overlap.reading_as(overlap.Style(locale="pl")):
        polish = str(found.to_dict()["drift"])
    english = str(found.to_dict()["drift"])
    assert "niedz., 29 mar 2026" in polish
    assert "Sun 29 Mar 2026" in english


def _beyond(beyond: Any) -> overlap.Roster:
    calendar = overlap.HolidayCalendar("IN", beyond=beyond)
    shift = overlap.Shift("09:00", "17:00")
    meeting = overlap.Meeting("m", teams=["a"], minutes=30, on=["mon"], at="10:00")
    return overlap.Roster([overlap.Team("a", "Asia/Kolkata", [shift], holidays=calendar)], meetings=[meeting])


def test_one_thread_does_not_silence_or_sharpen_the_warnings_of_another() -> None:
    until = _beyond("warn").team("a").holidays
    assert until is not None
    last = until.table.known_until
    if last.year >= 2037:
        pytest.skip("the holidays package knows this place for all supported years")
    first, end = f"{last.year + 1}-03-02", f"{last.year + 1}-03-08"
    roster = _beyond("warn")
    before = list(warnings.filters)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        inside = list(warnings.filters)
        windows = [lambda: list(overlap.find_windows(roster, first, end))] * 4
        series = [lambda: list(overlap.audit_series(roster, "m", first, end))] * 4
        at_once([*windows, *series] * 2)
        assert list(warnings.filters) == inside
    assert list(warnings.filters) == before
    assert len(caught) >= 8  # each of those that look for windows is told
    assert {one.category for one in caught} == {BeyondDataWarning}


def test_a_warning_names_the_line_that_asked() -> None:
    with pytest.warns(CoarsePlaceWarning, match="name one") as caught:
        overlap.HolidayCalendar("MY")
    assert caught[0].filename == __file__


def test_reading_workbooks_leaves_the_filters_of_warnings_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "roster.xlsx"
    overlap.write_workbook(overlap.workbook(overlap.loads(TEAM_FILE), *DATES), path)
    inside: list[int] = []
    load = openpyxl.load_workbook

    def slowly(*given: Any, **named: Any) -> Any:
        inside.append(1)
        assert len(inside) == 1, "two readings have swapped the filters at once"
        sleep(0.01)
        inside.pop()
        return load(*given, **named)

    monkeypatch.setattr(openpyxl, "load_workbook", slowly)
    before = list(warnings.filters)
    given = at_once([lambda: len(overlap.read_roster_sheet(path).roster.teams)] * 3)
    assert len(set(given)) == 1
    assert list(warnings.filters) == before


# The first import

FIRST_IMPORTS = """
import random, sys
from threading import Barrier, Thread
import overlap
names, start, found, failed = sorted(overlap.__all__), Barrier(6), [], []
def load(seed):
    own = random.Random(seed).sample(names, len(names))
    start.wait()
    try:
        found.append({name: id(getattr(overlap, name)) for name in own})
    except BaseException as error:
        failed.append(repr(error))
sys.setswitchinterval(1e-6)
threads = [Thread(target=load, args=(seed,)) for seed in range(6)]
[one.start() for one in threads]
[one.join() for one in threads]
assert not failed, failed
assert all(one == found[0] for one in found) and len(found) == 6
print(len(names))
"""


def test_threads_may_load_the_library_and_its_parts_at_once() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_IMPORTS], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stderr == ""
    assert int(done.stdout) == len(overlap.__all__)


FIRST_PLACES = """
import sys
sys.path.insert(0, sys.argv[1])
from tests.functional.together import at_once
import overlap
places = ["PL", "PH", "BR-PE", "market:XNYS"]
def days(place):
    calendar = overlap.HolidayCalendar(place)
    own = [calendar.names_in(day, "own") for day in calendar.named("2026-01-01", "2026-12-31")]
    return [str(day) for day in calendar.days("2026-01-01", "2026-12-31")], own
given = at_once([lambda place=place: days(place) for place in places])
assert given == [days(place) for place in places]
print(len(given))
"""


def test_threads_may_ask_for_the_first_holidays_at_once() -> None:
    command = [sys.executable, "-c", FIRST_PLACES, str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.stdout.strip(), done.stderr) == ("4", "")


def test_the_interpreter_is_left_as_it_was() -> None:
    before = sys.getswitchinterval()
    with switching():
        assert sys.getswitchinterval() < before
    assert sys.getswitchinterval() == before
