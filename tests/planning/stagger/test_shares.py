"""Who takes turns in the starts of a plan."""

from __future__ import annotations

import pytest

from overlap.errors import BadArgument, UnknownId
from overlap.people.flex import Flex
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.planning.stagger.answer import suggest_stagger
from tests.planning.stagger.service import NEED, NEW_YORK, found, none, pune


def test_a_shift_with_starts_that_cost_differently_is_shared() -> None:
    assert found().shared_shifts == (("pune", "day"),)
    assert found(cohorts=1).shared_shifts == ()
    assert none().shared_shifts == ()


def test_after_a_whole_cycle_everybody_has_borne_the_same() -> None:
    turns = found().rotate("pune")
    assert [(one.name, one.headcount, one.burden_minutes) for one in turns.cohorts] == [
        ("day", 2, 0),
        ("day 2", 2, 5 * 90),
    ]
    assert [week.date.isoformat() for week in turns] == ["2027-03-01", "2027-03-08"]
    assert {one.total for one in turns.people} == {450}
    assert {one.id for one in turns.people} == {"pune.asha", "pune day #1", "pune day #2", "pune day #3"}


def test_quiet_minutes_and_the_days_worked_count() -> None:
    late = pune(flex=Flex(later_minutes=300, cohorts=2), days=["mon", "tue", "wed", "thu"])
    four_hours = type(NEED)(["ny", "pune"], 240, people=[1, 2], days=["mon"], name="service")
    roster = Roster([NEW_YORK, late], zone="UTC", requirements=[four_hours])
    one = suggest_stagger(roster, "2027-03-01", "2027-03-07", solver="search")
    # From 14:30 to 23:30: four and a half hours later, an hour and a half of it quiet, on four days.
    assert [each.burden_minutes for each in one.rotate("pune").cohorts] == [0, 4 * (270 + 90)]


def test_turns_go_on_from_a_date_and_a_ledger() -> None:
    first = found().rotate("pune", shift="day", weeks=1)
    then = found().rotate("pune", start="2027-03-08", weeks=1, ledger=first.ledger)
    assert {one.total for one in then.people} == {450}
    assert found().rotate("pune", steady=True, weeks=4)[-1].date.isoformat() == "2027-03-22"


def test_who_has_no_turns_to_take_is_told() -> None:
    with pytest.raises(BadArgument, match='"ny" has 0 shifts with starts to take turns in') as caught:
        found().rotate("ny")
    assert (caught.value.field, caught.value.hint) == (
        "shift",
        'name one with several starts: "day" of "pune"',
    )
    with pytest.raises(BadArgument, match="none has"):
        found(cohorts=1).rotate("pune")
    with pytest.raises(UnknownId, match='no shift of "pune" is called "night"'):
        found().rotate("pune", shift="night")
    with pytest.raises(UnknownId):
        found().rotate("nobody")


def test_people_are_not_kept_where_they_are_unless_that_is_asked_for() -> None:
    plain, steady = (found().rotate("pune", weeks=4, steady=one).changes for one in (False, True))
    assert found().rotate("pune", weeks=4).changes == plain > steady


def test_weeks_begin_on_the_clock_of_the_team_whatever_the_answer_is_told_in() -> None:
    assert found().zone == "America/New_York"
    turns = found().rotate("pune")
    assert (turns.zone, turns.to_dict()["zone"]) == ("Asia/Kolkata", "Asia/Kolkata")


def test_a_rest_is_short_from_a_sunday_to_a_monday_that_are_both_worked() -> None:
    """Whoever ends at 23:30 on Sunday and is early the week after begins at 10:00 on Monday."""
    four_hours = type(NEED)(["ny", "pune"], 240, people=[1, 2], days=["mon"], name="service")
    for days in (["mon", "thu", "sun"], ["mon", "thu"]):
        late = pune(flex=Flex(later_minutes=300, cohorts=2), days=days)
        roster = Roster([NEW_YORK, late], zone="UTC", requirements=[four_hours])
        turns = suggest_stagger(roster, "2027-03-01", "2027-03-07", solver="search").rotate("pune")
        assert [one.burden_minutes for one in turns.cohorts] == [0, len(days) * (270 + 90)]
        told = {(one.date.isoformat(), one.before, one.after, one.minutes) for one in turns.short_rests}
        assert told == ({("2027-03-08", "day 2", "day", 10 * 60 + 30)} if "sun" in days else set())
        late_first = set(turns[0].people["day 2"])
        assert {one.id for one in turns.short_rests} == (late_first if "sun" in days else set())


def test_the_days_of_a_shift_are_its_own_beside_another_of_the_team() -> None:
    dawn = Shift("05:00", "09:00", name="dawn", days=["fri"], headcount=1)
    day = Shift("10:00", "19:00", name="day", days=["tue", "wed", "thu"], headcount=4)
    need = type(NEED)(["ny", "pune"], 60, people=[1, 2], days=["tue", "wed", "thu"], name="service")
    for shifts in ([dawn, day], [day, dawn]):
        team = pune().replace(shifts=shifts, headcount=5)
        roster = Roster([NEW_YORK, team], requirements=[need])
        one = suggest_stagger(roster, "2027-03-01", "2027-03-12", solver="search")
        assert one.shared_shifts == (("pune", "day"),)
        assert [(each.name, each.burden_minutes) for each in one.rotate("pune").cohorts] == [
            ("day", 0),
            ("day 2", 3 * 90),
        ]
