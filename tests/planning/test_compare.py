"""Gained and lost minutes are those of a walk over both rosters."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from overlap.errors import BadArgument, BadHorizon, BadZone
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.compare import PairChange, compare
from overlap.render.text import to_text
from tests.planning.brute import holidays, instant, there

NEW_YORK = Team("ny", "America/New_York", [Shift("09:00", "17:00")], name="New York")
PUNE = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")], name="Pune")
LATER = Team(
    "pune", "Asia/Kolkata", [Shift("12:00", "21:00", breaks=[Break("16:00", "17:00")])], name="Pune late"
)
AWAY, KEPT = holidays("2026-03-10")
MANILA = Team(
    "manila",
    "Asia/Manila",
    [Shift("22:00", "06:00")],
    holidays=AWAY,
    members=[Member("ana"), Member("ben", zone="UTC")],
)
BERLIN = Team("berlin", "Europe/Berlin", [Shift("09:00", "17:00")])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Roster([NEW_YORK, PUNE]), Roster([NEW_YORK, LATER])),
        (Roster([NEW_YORK, PUNE, MANILA]), Roster([BERLIN, LATER, MANILA])),
        (Roster([NEW_YORK]), Roster([MANILA, BERLIN])),
        (Roster([MANILA, PUNE]), Roster([MANILA, PUNE])),
        (Roster([MANILA]), Roster([MANILA])),
    ],
)
def test_every_pair_gains_and_loses_what_a_walk_says(before: Roster, after: Roster) -> None:
    start, end = instant("2026-03-05 03:00"), instant("2026-03-12 21:30")
    found = compare(before, after, "2026-03-05T03:00Z", "2026-03-12T21:30Z")
    ids = list(dict.fromkeys([team.id for team in before] + [team.id for team in after]))
    assert [item.teams for item in found] == list(combinations(ids, 2))
    kept = {"manila": KEPT}
    old = there(before, [team.id for team in before], start, end, kept=kept)
    new = there(after, [team.id for team in after], start, end, kept=kept)
    nobody: set[int] = set()
    for item in found:
        one, other = item.teams
        was = old.get(one, nobody) & old.get(other, nobody)
        will = new.get(one, nobody) & new.get(other, nobody)
        assert item == PairChange(item.teams, len(was), len(will), len(will - was), len(was - will))
    assert found.gained_minutes == sum(item.gained_minutes for item in found)
    assert found.lost_minutes == sum(item.lost_minutes for item in found)


def test_going_back_gains_what_going_there_lost() -> None:
    one, other = Roster([NEW_YORK, PUNE, MANILA]), Roster([NEW_YORK, LATER, BERLIN])
    there_again = compare(one, other, "2026-03-01", "2026-03-31")
    back = compare(other, one, "2026-03-01", "2026-03-31")
    assert {(frozenset(i.teams), i.gained_minutes, i.lost_minutes) for i in there_again} == {
        (frozenset(i.teams), i.lost_minutes, i.gained_minutes) for i in back
    }


def test_a_comparison_is_a_sequence_of_plain_values() -> None:
    found = compare(Roster([NEW_YORK, PUNE]), Roster([NEW_YORK, LATER, BERLIN]), "2026-06-01", "2026-06-05")
    assert len(found) == 3
    assert found[0] in found
    assert found[1:] == (found[1], found[2])
    assert found.to_dicts()[0] == {
        "teams": ["ny", "pune"],
        "before_minutes": 5 * 30,
        "after_minutes": 5 * 150,
        "gained_minutes": 5 * 120,
        "lost_minutes": 0,
    }


def test_a_document_shows_the_pairs_that_change() -> None:
    found = compare(
        Roster([NEW_YORK, PUNE, BERLIN]), Roster([NEW_YORK, LATER, BERLIN]), "2026-06-01", "2026-06-05"
    )
    assert to_text(found.document()).splitlines() == [
        "Pair                    Before        After      Gained  Lost",
        "-----------------  -----------  -----------  ----------  ----",
        "New York and Pune   2 h 30 min  12 h 30 min        10 h",
        "Pune and berlin    32 h 30 min         35 h  7 h 30 min   5 h",
    ]
    assert "New York and berlin" not in to_text(found.document())
    same = compare(Roster([NEW_YORK, PUNE]), Roster([NEW_YORK, PUNE]), "2026-06-01", "2026-06-05")
    assert to_text(same.document()) == "No pair of teams gains or loses a minute.\n"
    assert "No pair" in same._repr_html_()


def test_dates_are_those_of_the_asked_zone() -> None:
    before = Roster([NEW_YORK, PUNE], zone="America/New_York")
    assert compare(before, before, "2026-06-01", "2026-06-01").horizon.start == instant("2026-06-01 04:00")
    utc = compare(before, before, "2026-06-01", "2026-06-01", zone="UTC")
    assert utc.horizon.start == instant("2026-06-01 00:00")
    with pytest.raises(BadZone):
        compare(before, before, "2026-06-01", "2026-06-01", zone="Mars")
    with pytest.raises(BadHorizon):
        compare(before, before, "2026-06-02", "2026-06-01")


@pytest.mark.parametrize("other", ["roster.toml", PUNE, [PUNE]])
def test_only_rosters_are_compared(other: Any) -> None:
    roster = Roster([PUNE])
    for before, after in ((other, roster), (roster, other)):
        with pytest.raises(BadArgument, match="which is none; load a file") as caught:
            compare(before, after, "2026-03-02", "2026-03-06")
        assert caught.value.field == "roster"
