"""Suggested slots are what a walk over every minute of every slot says they are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.errors import BadDate, BadZone, BeyondData, NaiveDatetime
from overlap.people.absence import Closure, TimeOff
from overlap.people.busy import Busy
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.discomfort import Discomfort
from overlap.planning.slots import Suggestion, Suggestions, suggest_slots
from tests.planning.brute import NOTHING, holidays, instant, people_of
from tests.planning.slots_oracle import Brute, House, Person, Slot
from tests.planning.slots_questions import Asked, questions, soft_calendar
from tests.properties.oracle import Kept
from tests.properties.strategies import FakeTable

FEW = settings().max_examples // 4
EVERY = 10**6


def rank(one: Suggestion) -> tuple[bool, int, int, int]:
    return not one.is_preferred, one.worst_minutes, one.total_minutes, one.start


def assert_attendees(found: Suggestion, slot: Slot, brute: Brute) -> None:
    """Everybody asked is told as the oracle tells them."""
    attendees = found.attendees
    assert [one.id for one in attendees] == brute.ids
    required = {one for ids, _ in brute.groups for one in ids}
    minutes = range(found.start, found.end)
    for one in attendees:
        assert one.can_come == (one.id in slot.cheapest)
        assert one.is_required == (one.id in required)
        assert one.is_needed == (one.id in slot.needed)
        assert (one.start, one.end) == (found.start, found.end)
        if not one.can_come:
            assert one.obstacles
            assert not one.pieces
            continue
        cost, persons = slot.cheapest[one.id]
        assert one.discomfort_minutes == cost
        assert one.person in persons
        person = next(who for who in brute.people[one.id] if who.key == one.person)
        life = brute.life(person)
        assert one.zone.key == life.zone
        assert {piece.what: piece[1:] for piece in one.pieces} == brute.pieces(person, found.start)
        weights = {minute: brute.plain_weight(life.status[minute]) for minute in minutes}
        heaviest = max(weights.values())
        assert one.status in {life.status[minute] for minute in minutes if weights[minute] == heaviest}
        assert one.night_minutes == len(life.quiet.intersection(minutes))
        assert not one.obstacles


def assert_is_brute_force(found: Suggestions, slots: list[Slot], brute: Brute) -> None:
    assert [rank(one) for one in found] == [slot.rank for slot in slots]
    assert {one.end - one.start for one in found} <= {brute.duration}
    for one, slot in list(zip(found, slots, strict=True))[:3]:
        assert_attendees(one, slot, brute)


@settings(max_examples=FEW)
@given(questions())
def test_slots_are_the_oracles_in_its_order_best_or_earliest(asked: Asked) -> None:
    brute = asked.brute
    slots = brute.ranked()
    assert_is_brute_force(asked.suggest(limit=EVERY), slots, brute)
    by_time = sorted(slots, key=lambda slot: slot.start)
    assert_is_brute_force(asked.suggest(limit=EVERY, order="earliest"), by_time, brute)
    for limit, per_day in ((4, None), (5, 2), (EVERY, 1)):
        for order, some in (("best", slots), ("earliest", by_time)):
            found = asked.suggest(limit=limit, slots_per_day=per_day, order=order)
            assert [rank(one) for one in found] == [slot.rank for slot in brute.thinned(some, limit, per_day)]


NINE_TO_FIVE = [Shift("09:00", "17:00")]
WARSAW = Team("warsaw", "Europe/Warsaw", [Shift("08:00", "16:00", breaks=[Break("12:00", "12:30")])])
NEW_YORK = Team("ny", "America/New_York", NINE_TO_FIVE)
SAO_PAULO = Team("sp", "America/Sao_Paulo", NINE_TO_FIVE)
KATHMANDU = Team("ktm", "Asia/Kathmandu", [Shift("10:00", "18:00")], days=["sun", "mon", "tue", "wed", "thu"])
HOWE = Team("howe", "Australia/Lord_Howe", [Shift("06:00", "14:30")])
PH, PH_KEPT = holidays("2026-03-10", half=("2026-03-12",))
MANILA = Team(
    "manila",
    "Asia/Manila",
    [
        Shift("22:00", "06:00", name="night", breaks=[Break("01:00", "01:30")]),
        Shift("06:00", "14:00", name="morning", breaks=[Break(after_minutes=240, minutes=45)]),
    ],
    holidays=PH,
    headcount=7,
    members=[
        Member("ana", shifts=["night"], time_off=[TimeOff("2026-03-11")], weight=2),
        Member("ben", zone="America/New_York", shifts=[Shift("08:00", "16:00")]),
    ],
    closures=[Closure("2026-03-13")],
)

HAND_MADE: dict[str, tuple[Roster, dict[str, Kept], str, str, int, dict[str, Any]]] = {
    "both sides of the Atlantic while only one has changed its clocks": (
        Roster([WARSAW, NEW_YORK, SAO_PAULO], zone="America/Sao_Paulo"),
        {},
        "2026-03-06 00:00",
        "2026-03-10 00:00",
        45,
        {"preferred": [("11:00", "13:00")], "per_day": 2},
    ),
    "two of three on the quarters of Kathmandu": (
        Roster([KATHMANDU, WARSAW, HOWE], zone="Asia/Kathmandu"),
        {},
        "2026-04-03 12:00",
        "2026-04-07 12:00",
        60,
        {"quorum": 2, "step_minutes": 60, "raster": "Asia/Kathmandu", "not_on": ["sat"]},
    ),
    "half an hour back on Lord Howe": (
        Roster([HOWE, KATHMANDU], zone="Australia/Lord_Howe"),
        {},
        "2026-04-04 00:00",
        "2026-04-06 12:00",
        30,
        {"step_minutes": 60, "preferred": [("22:00", "07:30")], "raster": "Australia/Lord_Howe"},
    ),
    "nights, holidays, closures, and somebody optional": (
        Roster([MANILA, NEW_YORK, WARSAW], zone="Asia/Manila"),
        {"manila": PH_KEPT},
        "2026-03-09 00:00",
        "2026-03-14 00:00",
        30,
        {
            "groups": [(["manila.ana", "manila.ben"], 1), (["manila"], None)],
            "optional": ["ny", "warsaw"],
            "attendance": 3,
            "step_minutes": 20,
        },
    ),
    "busy time with room around it": (
        Roster([WARSAW, NEW_YORK], zone="Europe/Warsaw"),
        {},
        "2026-03-09 00:00",
        "2026-03-12 00:00",
        25,
        {
            "busy": {
                "warsaw": [
                    Busy("2026-03-09T14:00Z", "2026-03-09T14:30:30Z"),
                    Busy("2026-03-10T13:00Z", "2026-03-10T14:00Z", status="tentative"),
                    Busy("2026-03-11T13:00Z", "2026-03-11T14:00Z", status="free"),
                ],
                "ny": [
                    Busy("2026-03-11", status="tentative"),
                    Busy("2026-03-10T15:00Z", "2026-03-10T15:05Z"),
                ],
            },
            "tentative": "score",
            "buffer_before": timedelta(minutes=10),
            "event_buffer_after": timedelta(minutes=5),
            "event_buffer_before": timedelta(minutes=20),
            "step_minutes": 5,
            "now": instant("2026-03-09 13:50"),
            "notice": timedelta(minutes=15),
        },
    ),
}


@pytest.mark.parametrize("domain", ["work", "fringe", "waking"])
@pytest.mark.parametrize("name", HAND_MADE)
def test_slots_of_real_offices_are_the_oracles(name: str, domain: str) -> None:
    roster, kept, start, end, minutes, options = HAND_MADE[name]
    busy: dict[str, list[Busy]] = options.get("busy", {})
    people: dict[str, list[Person]] = {}
    for team in roster:
        weights = {member.id: member.weight for member in team.members}
        everybody = []
        for member, worker in people_of(team, kept.get(team.id, NOTHING)).items():
            key = f"{team.id}.{member}" if member else team.id
            everybody.append(
                Person(key, worker, weight=weights.get(member, 1), busy=tuple(busy.get(team.id, ())))
            )
            people[key] = everybody[-1:]
        people[team.id] = everybody
    plain = {one: value for one, value in options.items() if one != "busy"}
    horizon = Horizon(instant(start), instant(end))
    asked = Asked(roster, people, busy, House(), horizon, minutes, {**plain, "domain": domain})
    slots = asked.brute.ranked()
    assert_is_brute_force(asked.suggest(limit=EVERY), slots, asked.brute)
    assert slots or domain != "waking"


def suggest(*teams: Team, start: str = "2026-03-02", end: str = "2026-03-06", **more: Any) -> Suggestions:
    more.setdefault("duration", timedelta(hours=1))
    return suggest_slots(Roster(teams, zone="UTC"), start, end, **more)


LONDON = Team("london", "Europe/London", NINE_TO_FIVE, name="London")
PUNE = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")], name="Pune", members=[Member("dev")])


def test_the_best_slots_come_first_and_five_of_them() -> None:
    found = suggest(LONDON, PUNE)
    assert len(found) == 5
    assert [rank(one) for one in found] == [
        (False, 0, 0, instant("2026-03-02 09:00") + 15 * k) for k in range(5)
    ]
    assert repr(found[0]) == (
        "Suggestion('2026-03-02T09:00Z', '2026-03-02T10:00Z', worst_minutes=0, total_minutes=0)"
    )
    assert found[:2] == found.items[:2]
    assert found.horizon == Horizon.of("2026-03-02", "2026-03-06", zone("UTC"))
    assert found.roster.teams == (LONDON, PUNE)
    assert found.relaxations == ()
    assert found.caveats == ()


def test_a_slot_is_shown_on_any_clock() -> None:
    one = suggest(LONDON, PUNE)[0]
    start, end = one.in_zone("Asia/Kolkata")
    assert (start.isoformat(), end.isoformat()) == ("2026-03-02T14:30:00+05:30", "2026-03-02T15:30:00+05:30")
    with pytest.raises(BadZone):
        one.in_zone("IST")


def test_a_slot_as_plain_values() -> None:
    found = suggest(LONDON, PUNE, optional=["pune.dev"], required=["london"], limit=1, domain="fringe")
    row = found[0].to_dict()
    assert row["start"] == "2026-03-02T09:00Z"
    assert row["end"] == "2026-03-02T10:00Z"
    assert (row["score"], row["total_discomfort_minutes"], row["preferred"]) == (0, 0, True)
    assert [(one["id"], one["local_start"], one["status"], one["required"]) for one in row["attendees"]] == [
        ("london", "2026-03-02T09:00+00:00", "in", True),
        ("pune.dev", "2026-03-02T14:30+05:30", "in", False),
    ]


def test_whether_there_is_a_slot_never_depends_on_weights_or_preferences() -> None:
    heavy = Discomfort(fringe=1000, outside=1000, outside_most=1000, rest_day=1000, missing=1000)
    plain = {one.start for one in suggest(LONDON, PUNE, domain="waking", limit=EVERY)}
    for more in (
        {"weights": heavy},
        {"preferred": [("03:00", "03:01")]},
        {"weights": Discomfort(fringe=0, outside=0, outside_most=0)},
    ):
        assert {one.start for one in suggest(LONDON, PUNE, domain="waking", limit=EVERY, **more)} == plain


def test_two_equal_slots_of_different_questions_are_equal_values() -> None:
    one, other = suggest(LONDON, PUNE), suggest(PUNE, LONDON)
    assert one.items == other.items
    assert hash(one[0]) == hash(other[0])
    assert one[0] != one[1]


def test_the_first_slots_in_time_ignore_comfort_but_tell_it() -> None:
    found = suggest(LONDON, order="earliest", domain="waking", limit=2)
    assert [(one.start, one.worst_minutes) for one in found] == [
        (instant("2026-03-02 07:00"), 120),
        (instant("2026-03-02 07:15"), 105),
    ]


def test_no_slot_is_a_result_without_items() -> None:
    found = suggest(Team("day", "UTC", NINE_TO_FIVE), Team("night", "UTC", [Shift("22:00", "06:00")]))
    assert len(found) == 0
    assert not found.items
    assert found.reasons


def test_a_night_meeting_of_night_workers_costs_nothing_and_tells_the_night() -> None:
    found = suggest(Team("night", "UTC", [Shift("22:00", "06:00")]), limit=1, order="earliest")
    (one,) = found[0].attendees
    assert (one.status, one.discomfort_minutes, one.night_minutes) == ("in", 0, 60)


def test_a_slot_is_to_somebody_what_its_heaviest_minutes_are() -> None:
    (one,) = suggest(LONDON, start="2026-03-02T16:15Z", end="2026-03-02T17:15Z", domain="fringe")[0].attendees
    assert (one.status, one.discomfort_minutes) == ("fringe", 15)


def test_calendar_files_not_read_are_told() -> None:
    team = Team("pune", "Asia/Kolkata", NINE_TO_FIVE, members=[Member("dev", name="Dev", busy=["dev.ics"])])
    assert suggest(team).caveats == ("The busy time of Dev in dev.ics was not read.",)
    assert suggest(team, busy={"pune.dev": []}).caveats == ()


def ends_in_june() -> Team:
    table = FakeTable((), known_from=date(2026, 1, 1), known_until=date(2026, 6, 30))
    return Team("manila", "Asia/Manila", NINE_TO_FIVE, holidays=Calendar(table))


@pytest.mark.parametrize("domain", ["work", "fringe", "waking"])
def test_beyond_the_holiday_data_nothing_is_guessed(domain: Any) -> None:
    """The last date with data can be asked about, and its afternoon is no eve; the next cannot."""
    manila = {"zone": "Asia/Manila", "domain": domain, "limit": EVERY}
    last = suggest(ends_in_june(), start="2026-06-29", end="2026-06-30", **manila)
    at_work = [one for one in last if instant("2026-06-30 01:00") <= one.start <= instant("2026-06-30 08:00")]
    assert len(at_work) == 29
    assert {one.worst_minutes for one in at_work} == {0}
    with pytest.raises(BeyondData, match="nothing is known of the holidays of XX on 2026-07-01"):
        suggest(ends_in_june(), start="2026-06-29", end="2026-07-01", **manila)


def test_soft_days_weigh_or_are_off_as_asked() -> None:
    soft = Team("pune", "UTC", NINE_TO_FIVE, holidays=soft_calendar(frozenset({date(2026, 3, 2)})))
    scored = suggest(soft, end="2026-03-03", limit=EVERY)
    first_day = {one.total_minutes for one in scored if one.start < instant("2026-03-03 00:00")}
    assert first_day == {60}
    assert scored[0].start == instant("2026-03-03 09:00")
    avoided = suggest(soft, end="2026-03-03", limit=EVERY, soft_holidays="avoid")
    assert [one.start for one in avoided] == [
        one.start for one in scored if one.start > instant("2026-03-03 00:00")
    ]


def test_what_is_no_instant_to_explain_is_refused_by_its_name() -> None:
    found = suggest(Team("ny", "America/New_York", [Shift("09:00", "17:00")]))
    for at, error in (("soon", BadDate), ("2026-03-02", BadDate), ("2026-03-02T10:00", NaiveDatetime)):
        with pytest.raises(error, match=r"^at "):
            found.explain(at)
