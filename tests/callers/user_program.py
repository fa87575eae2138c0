"""A program of somebody who uses overlap, checked by mypy and pyright as they would.

Nothing is imported here but the public names; each answer is held by a name with a type.
"""

# pyright: strict
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import assert_type

import overlap
from overlap import Roster, Shift, Team, errors


def made() -> Roster:
    """People, as code says them."""
    pune = Team(
        "pune",
        "Asia/Kolkata",
        [Shift("10:00", "19:00", breaks=[overlap.Break("13:00", "13:30")])],
        members=[overlap.Member("asha", name="Asha", time_off=[overlap.TimeOff(date(2026, 6, 12))])],
        closures=[overlap.Closure("2026-08-20", name="Founders' day")],
    )
    london = Team("london", "Europe/London", [Shift("09:00", "17:00")], headcount=4)
    sync = overlap.Meeting("sync", minutes=30, teams=["pune", "london"], every="week", on="tue", at="11:00")
    return Roster([pune, london], title="Two", zone="Europe/London", meetings=[sync])


def longest(windows: Sequence[overlap.Window] | overlap.Windows) -> timedelta:
    """Rows and answers can be named, and have their types."""
    lengths: list[timedelta] = [window.duration for window in windows]
    return max(lengths, default=timedelta(0))


def told(occurrences: Iterable[overlap.Occurrence]) -> list[str]:
    """The rows of an answer, by the name they have in overlap."""
    return [f"{one.date}: {one.because}" for one in occurrences if one.is_moved]


def away(days: overlap.DaysOff) -> Mapping[str, list[date]]:
    """An answer as a parameter."""
    found: dict[str, list[date]] = {}
    for one in days:
        assert_type(one, overlap.DayOff)
        found.setdefault(one.team, []).append(one.date)
    return found


def ask(roster: Roster) -> None:
    """Questions, each with an answer of its own type."""
    windows = overlap.find_windows(roster, "2026-03-02", date(2026, 3, 6), quorum=2)
    assert_type(windows, overlap.Windows)
    assert_type(windows[0], overlap.Window)
    assert_type(windows[:2], tuple[overlap.Window, ...])
    assert_type(windows[0].start, int)
    assert_type(windows.intervals, overlap.IntervalSet)
    if windows.reason is not None:
        assert_type(windows.reason.message, str)
    longest(windows)
    assert_type(windows.to_records(), list[dict[str, object]])

    covered = overlap.coverage(roster, "2026-03-02", "2026-03-06", need="24x5")
    assert_type(covered, overlap.Coverage)
    assert_type(covered.uncovered, tuple[overlap.Uncovered, ...])
    assert_type(covered.share, float)

    suggested = overlap.suggest_slots(
        roster, "2026-03-02", "2026-03-06", duration=timedelta(minutes=30), required=["pune"], step_minutes=15
    )
    assert_type(suggested, overlap.Suggestions)
    for attendee in suggested[0].attendees:
        assert_type(attendee, overlap.Attendee)

    series = overlap.audit_series(roster, "sync", "2026-03-01", "2026-04-30")
    told(series)
    away(overlap.days_off(roster, "2026-01-01", "2026-12-31"))
    rotation = overlap.plan_rotation(roster, "sync", "2026-03-01", "2026-04-30", ledger=overlap.Ledger())
    assert_type(rotation.ledger, overlap.Ledger)
    assert_type(overlap.Ledger.from_dict(rotation.ledger.to_dict()), overlap.Ledger)
    assert_type(overlap.who_is_on(roster, datetime(2026, 3, 2, tzinfo=UTC))[0].at_work, bool)
    assert_type(overlap.list_shifts(roster, "2026-03-02", "2026-03-06")[0], overlap.ShiftRow)

    clock = overlap.WorkClock(roster.team("pune"))
    clock.add("2026-03-02T10:00Z", timedelta(hours=8))
    assert_type(overlap.export_ics(series, stamp="2026-03-01T00:00Z"), str)
    assert_type(overlap.report(roster, "2026-03-02", "2026-03-06").to_page(), str)


def read(path: str) -> Roster | None:
    """Errors have their types, and what they carry."""
    try:
        return overlap.load(path)
    except overlap.TeamFileError as error:
        for problem in error.problems:
            assert_type(problem, overlap.Problem)
            assert_type(problem.line, int)
    except errors.FileError as error:
        assert_type(error.hint, str | None)
    return None


if __name__ == "__main__":
    ask(made())
