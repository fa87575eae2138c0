"""The runs of a clock, and how they show themselves; `test_workclock` holds them against a walk."""

from __future__ import annotations

from datetime import timedelta

from overlap.planning.held import HeldRun
from overlap.planning.workclock import WorkClock
from overlap.render.text import to_text
from tests.planning.brute import instant
from tests.planning.clocks import DESKS

MONDAY = ("2026-03-02T13:00Z", "2026-03-02T20:00Z")
PAIR = ("krakow.ana", "manila")


def test_runs_begin_and_end_where_somebody_comes_or_goes() -> None:
    held = WorkClock(DESKS, PAIR).held(*MONDAY)
    # Ana works 08:00Z to 16:30Z, Manila 14:00Z to 22:00Z with a break from 18:00Z to 19:00Z.
    at = [instant(f"2026-03-02 {time}") for time in ("13:00", "14:00", "16:30", "18:00", "19:00", "20:00")]
    assert list(held) == [
        HeldRun(at[0], at[1], ("krakow.ana",)),
        HeldRun(at[1], at[2], PAIR),
        HeldRun(at[2], at[3], ("manila",)),
        HeldRun(at[4], at[5], ("manila",)),
    ]
    assert (held.total, held.total_minutes) == (timedelta(hours=6), 360)
    assert held.minutes_by_team == {"krakow.ana": 210, "manila": 300}
    assert held.ids == PAIR
    assert held[1:3] == (held[1], held[2])
    assert len(held) == 4


def test_plain_values_and_documents_say_the_same() -> None:
    held = WorkClock(DESKS, PAIR).held(*MONDAY)
    assert held.to_dicts()[1] == {
        "start": "2026-03-02T14:00Z",
        "end": "2026-03-02T16:30Z",
        "minutes": 150,
        "teams": ["krakow.ana", "manila"],
    }
    assert to_text(held.document()).splitlines() == [
        "Date            America/New_York      Length  At work",
        "--------------  ----------------  ----------  -------------------------------------",
        "Mon 2 Mar 2026  08:00–09:00              1 h  ana (Kraków Platform)",
        "Mon 2 Mar 2026  09:00–11:30       2 h 30 min  ana (Kraków Platform), Manila Support",
        "Mon 2 Mar 2026  11:30–13:00       1 h 30 min  Manila Support",
        "Mon 2 Mar 2026  14:00–15:00              1 h  Manila Support",
        "",
        "Team                         Held",
        "---------------------  ----------",
        "ana (Kraków Platform)  3 h 30 min",
        "Manila Support                5 h",
        "The clock ran                 6 h",
    ]
    assert "21:00–22:00" in to_text(held.document("Asia/Manila"))
    assert "1 h 30 min" in held._repr_html_()


def test_a_clock_that_did_not_run_says_so() -> None:
    held = WorkClock(DESKS, PAIR).held("2026-03-07T00:00Z", "2026-03-08T00:00Z")
    assert len(held) == 0
    assert held.minutes_by_team == dict.fromkeys(PAIR, 0)
    assert to_text(held.document()) == "The clock did not run in this time.\n"
    at_once = WorkClock(DESKS, PAIR).held("2026-03-02T14:00Z", "2026-03-02T14:00Z")
    assert (list(at_once), at_once.total) == ([], timedelta(0))
    assert at_once.minutes_by_team == dict.fromkeys(PAIR, 0)
