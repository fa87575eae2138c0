"""Rounds of pairs: nobody twice, nobody without a common slot, each slot the best of its pair."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.civil import DAY
from overlap.errors import BadArgument, BadHorizon, BadRoster, UnknownId
from overlap.people.absence import Closure, TimeOff
from overlap.people.busy import Busy
from overlap.people.entries import Guest
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.pairs import Pairs, plan_pairs
from overlap.planning.pairs_history import PairHistory
from overlap.planning.slots import suggest_slots
from overlap.render.document import Heading, Paragraph, Table
from overlap.render.html import to_html
from overlap.render.text import to_text
from tests.planning.brute import instant, there
from tests.planning.entry_oracle import instants_of
from tests.planning.test_pairing import matchings
from tests.properties.oracle import wall_shown

WARSAW, YORK, INDIA = "Europe/Warsaw", "America/New_York", "Asia/Kolkata"
NINE_TO_FIVE = [Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])]


def team(id: str, zone: str, *members: str | Member, shifts: Any = NINE_TO_FIVE, **more: Any) -> Team:
    people = [one if isinstance(one, Member) else Member(one, name=one.title()) for one in members]
    return Team(id, zone, shifts, members=people, name=id.title(), **more)


def ask(*teams: Team, start: str = "2026-03-02", end: str = "2026-03-15", **more: Any) -> Pairs:
    return plan_pairs(Roster(teams, zone="UTC", id="acme"), start, end, **{"every": "week", **more})


def met(found: Pairs) -> list[list[tuple[str, str]]]:
    return [sorted(pair.people for pair in one.pairs) for one in found]


ZONES = st.sampled_from([WARSAW, YORK, INDIA, "Australia/Lord_Howe", "UTC"])
STARTS = st.sampled_from(["2026-03-02", "2026-03-25", "2026-10-21"])


@st.composite
def crews(draw: st.DrawFn) -> tuple[Roster, dict[str, list[Busy]]]:
    """Up to five people of two teams at odd hours, some away or busy."""
    hours = st.sampled_from([("09:00", "17:00"), ("16:50", "18:05"), ("22:00", "06:00"), ("01:30", "02:45")])
    teams = []
    for name in ("x", "y"):
        members = []
        for at in range(draw(st.integers(1, 3 if name == "x" else 2))):
            low, high = draw(hours)
            own = [Shift(low, high)] if draw(st.booleans()) else None
            off = [TimeOff("2026-03-02", "2026-03-06")] if draw(st.integers(0, 4)) == 0 else []
            members.append(Member(f"m{at}", zone=draw(st.none() | ZONES), shifts=own, time_off=off))
        low, high = draw(hours)
        teams.append(team(name, draw(ZONES), *members, shifts=[Shift(low, high)]))
    busy: dict[str, list[Busy]] = {}
    if draw(st.booleans()):
        busy["x"] = [Busy("2026-03-02T00:00Z", f"2026-03-{draw(st.integers(3, 12)):02d}T10:07Z")]
    return Roster(teams, zone="UTC"), busy


@settings(max_examples=max(settings().max_examples // 4, 10))
@given(crews(), STARTS, st.sampled_from(["3 days", "week"]), st.sampled_from([15, 40]))
def test_rounds_are_the_most_pairs_that_minutes_allow_at_their_best_slots(
    crew: tuple[Roster, dict[str, list[Busy]]], start: str, every: str, minutes: int
) -> None:
    roster, busy = crew
    length = timedelta(minutes=minutes)
    end = (date.fromisoformat(start) + timedelta(days=8)).isoformat()
    people = sorted(f"{one.id}.{member.id}" for one in roster for member in one.members)
    found = (
        plan_pairs(roster, start, end, every=every, duration=length, busy=busy) if len(people) > 1 else None
    )
    assert found is not None
    assert found.people == tuple(people)
    days = 3 if every == "3 days" else 7
    first = instant(f"{start} 00:00")
    assert [one.start for one in found] == list(range(first, first + (9 - days + 1) * DAY, days * DAY))
    ever: set[tuple[str, str]] = set()
    for one in found:
        assert one.end - one.start == days * DAY
        free = there(roster, people, one.start, one.end)
        for who in people:
            for block in busy.get(who[0], ()):
                free[who] -= set(range(block.start, block.end))
        starts = {
            pair: [
                at
                for at in range(one.start, one.end - minutes + 1, 15)
                if all(at + k in free[pair[0]] and at + k in free[pair[1]] for k in range(minutes))
            ]
            for pair in combinations(people, 2)
        }
        possible = [pair for pair, known in starts.items() if known]
        ever |= {*possible}
        assert len(one.pairs) == max(len(way) for way in matchings(possible))
        seen = [who for pair in one.pairs for who in pair.people]
        assert len(set(seen)) == len(seen)
        for pair in one.pairs:
            assert pair.start in starts[pair.people]
            assert pair.end == pair.start + minutes
            (best,) = suggest_slots(
                roster,
                *(f"{date(1970, 1, 1) + timedelta(minutes=at)}T00:00Z" for at in (one.start, one.end)),
                duration=length,
                required=pair.people,
                busy=busy,
                limit=1,
            )
            assert pair.start == best.start
        able = {who for pair in possible for who in pair}
        assert [(who.person, who.code) for who in one.sits_out] == [
            (who, "odd-one-out" if who in able else "no-common-time") for who in people if who not in seen
        ]
    assert {one.people for one in found.never} == {*combinations(people, 2)} - ever


def test_four_people_at_one_desk_all_meet_in_three_rounds_and_then_again() -> None:
    desk = team("desk", "UTC", "ana", "ben", "cam", "dee")
    found = ask(desk, end="2026-04-12")
    assert sorted(pair for part in met(found)[:3] for pair in part) == [*combinations(found.people, 2)]
    assert met(found)[:3] == met(found)[3:]
    assert [(pair.times, pair.last) for pair in found[0].pairs] == [(0, None)] * 2
    assert [(pair.times, pair.last) for pair in found[3].pairs] == [(1, date(2026, 3, 2))] * 2


def test_a_plan_goes_on_where_its_history_ends() -> None:
    desk = team("desk", "UTC", "ana", "ben", "cam", "dee", "eve")
    whole = ask(desk, end="2026-04-12")
    first = ask(desk, end="2026-03-22")
    second = ask(desk, start="2026-03-23", end="2026-04-12", met=first.history)
    as_json = ask(desk, start="2026-03-23", end="2026-04-12", met=first.history.to_dict())
    assert met(first) + met(second) == met(whole)
    assert second.history == as_json.history == whole.history
    assert second == as_json


def test_neither_the_order_of_teams_and_members_nor_of_ids_changes_the_pairs() -> None:
    one, other = team("a", WARSAW, "x", "y", "z"), team("b", INDIA, "u", "v")
    turned = [team("b", INDIA, "v", "u"), team("a", WARSAW, "z", "x", "y")]
    assert met(ask(one, other)) == met(ask(*turned)) == met(ask(one, other, teams=["b", "a"]))


def test_only_those_asked_take_part() -> None:
    one, other = team("a", "UTC", "x", "y", "z"), team("b", "UTC", "u", "v")
    assert ask(one, other, teams=["b"]).people == ("b.u", "b.v")
    assert ask(one, other, teams=["b.u", "a.x"]).people == ("a.x", "b.u")


def test_busy_time_of_people_and_of_their_team_is_kept_free() -> None:
    desk = team("desk", "UTC", "ana", "ben")
    mornings = [Busy(f"2026-03-{day:02d}T09:00Z", f"2026-03-{day:02d}T12:00Z") for day in range(2, 9)]
    ours = [Busy("2026-03-02", "2026-03-05")]
    (one,) = ask(desk, end="2026-03-08", busy={"desk.ana": mornings, "desk": ours})
    assert one.pairs[0].start == instant("2026-03-06 13:00")


def test_nobody_meets_in_the_past_if_it_is_known_what_time_it_is() -> None:
    desk = team("desk", "UTC", "ana", "ben")
    (one,) = ask(desk, end="2026-03-08", now="2026-03-03T10:01Z")
    assert one.pairs[0].start == instant("2026-03-03 10:15")


def test_no_slot_reaches_from_one_round_into_the_next() -> None:
    night = [Shift("23:45", "00:15")]
    daily = ask(team("desk", "UTC", "ana", "ben", shifts=night), end="2026-03-06", every="day")
    assert met(daily) == [[]] * 5
    assert [one.code for one in daily.never] == ["too-short"]
    weekly = ask(team("desk", "UTC", "ana", "ben", shifts=night), end="2026-03-08")
    assert weekly[0].pairs[0].start == instant("2026-03-02 23:45")


def test_of_equal_slots_the_one_that_spares_the_worse_off_comes_first() -> None:
    late = Member("late", shifts=[Shift("14:00", "22:00")])
    early = Member("early", shifts=[Shift("06:00", "14:00")])
    (one,) = ask(team("desk", "UTC", late, early), end="2026-03-08", domain="fringe")
    (pair,) = one.pairs
    assert (pair.start, pair.end) == (instant("2026-03-02 13:45"), instant("2026-03-02 14:15"))
    assert [who.discomfort_minutes for who in pair.attendees] == [15, 15]


@pytest.mark.parametrize(
    ("every", "start", "end", "firsts"),
    [
        ("day", "2026-03-02", "2026-03-04", ["2026-03-02", "2026-03-03", "2026-03-04"]),
        ("2 weeks", "2026-03-02", "2026-03-29", ["2026-03-02", "2026-03-16"]),
        ("2 weeks", "2026-03-02", "2026-03-28", ["2026-03-02"]),
        ("2 weeks", "2026-03-02", "2026-03-10", ["2026-03-02"]),
        ("month", "2026-01-31", "2026-05-30", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        ("month", "2026-01-31", "2026-05-29", ["2026-01-31", "2026-02-28", "2026-03-31"]),
        ("week", "2026-03-02T12:00Z", "2026-03-16T12:00Z", ["2026-03-02", "2026-03-09"]),
        ("week", "2026-03-02T12:00Z", "2026-03-15T12:00Z", ["2026-03-02"]),
        ("9999 months", "2026-03-02", "2026-03-03", ["2026-03-02"]),
    ],
)
def test_rounds_that_do_not_end_in_the_horizon_are_left_out_unless_there_is_no_other(
    every: str, start: str, end: str, firsts: list[str]
) -> None:
    found = ask(team("desk", "UTC", "ana", "ben"), start=start, end=end, every=every)
    assert [one.date.isoformat() for one in found] == firsts
    assert [one.number for one in found] == [*range(1, len(firsts) + 1)]
    assert found[0].start == found.horizon.start
    assert all(earlier.end == later.start for earlier, later in pairwise(found))


def test_a_date_that_does_not_exist_is_no_round() -> None:
    apia = team("apia", "Pacific/Apia", "ana", "ben", days=["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
    found = ask(apia, start="2011-12-29", end="2011-12-31", every="day", zone="Pacific/Apia")
    assert [one.date.isoformat() for one in found] == ["2011-12-29", "2011-12-31"]


def test_rounds_begin_at_midnight_of_the_asked_clock() -> None:
    desk = team("desk", YORK, "ana", "ben")
    found = ask(desk, zone=YORK)
    assert [one.start for one in found] == [instant("2026-03-02 05:00"), instant("2026-03-09 04:00")]
    assert all(wall_shown(YORK, pair.start) % 15 == 0 for one in found for pair in one.pairs)


def why(*members: Member, **more: Any) -> list[str]:
    found = ask(team("desk", "UTC", *members), **more)
    assert all(one.text for one in found.never)
    return [one.code for one in found.never]


EARLY, LATE = [Shift("06:00", "14:00")], [Shift("16:00", "23:00")]


def test_who_never_can_meet_is_told_why() -> None:
    early, late = Member("e", shifts=EARLY), Member("l", shifts=LATE)
    assert why(early, late) == ["no-common-hours"]
    assert why(early, late, domain="fringe") == ["no-common-hours"]
    assert why(early, late, domain="waking") == []
    away = Member("e", time_off=[TimeOff("2026-03-01", "2026-03-31")])
    for domain in ("work", "fringe", "waking"):
        assert why(away, Member("l"), domain=domain) == ["days-off"]
    assert why(away, late) == ["days-off"]
    assert why(Member("e", shifts=EARLY, time_off=away.time_off), late, domain="fringe") == [
        "no-common-hours"
    ]
    apart = Member("e", shifts=EARLY, time_off=away.time_off)
    assert why(apart, late, domain="waking") == ["days-off"]
    full = {"desk.e": [Busy("2026-03-01", "2026-03-31")]}
    assert why(Member("e"), Member("l"), busy=full) == ["busy"]
    short = Member("l", shifts=[Shift("13:40", "20:00")])
    assert why(early, short) == ["too-short"]
    assert why(early, short, duration=timedelta(minutes=20)) == [
        "too-short"
    ]  # no quarter of an hour begins in it
    assert why(early, short, duration=timedelta(minutes=15)) == []
    assert why(Member("e"), Member("l"), now="2026-04-01T00:00Z") == ["too-short"]


def test_fringes_that_meet_are_hours_in_common_but_for_the_days_off() -> None:
    """From 06:00 to 14:00 and from 14:30 to 22:00, an hour before and after each: 13:30 to 15:00."""
    early = Member("e", shifts=EARLY, time_off=[TimeOff("2026-03-01", "2026-03-31")])
    late = Member("l", shifts=[Shift("14:30", "22:00")])
    assert why(early, late, domain="fringe") == ["days-off"]
    assert why(early, late, domain="work") == ["no-common-hours"]
    assert why(Member("e", shifts=EARLY), late, domain="fringe") == []


def test_the_pairs_of_a_round_are_told_in_order_of_time() -> None:
    late = [Member(one, shifts=[Shift("14:00", "18:00")]) for one in ("ana", "ben")]
    early = [Member(one, shifts=[Shift("06:00", "10:00")]) for one in ("cam", "dee")]
    (found,) = ask(team("desk", "UTC", *late, *early), end="2026-03-08")
    assert [(one.people, one.start) for one in found.pairs] == [
        (("desk.cam", "desk.dee"), instant("2026-03-02 06:00")),
        (("desk.ana", "desk.ben"), instant("2026-03-02 14:00")),
    ]


def test_no_pair_at_all_is_a_result_with_its_reason() -> None:
    found = ask(team("desk", "UTC", Member("e", shifts=EARLY), Member("l", shifts=LATE)), end="2026-03-08")
    assert [one.pairs for one in found] == [()]
    assert found.reason == "Of 2 people no two can meet in these dates."
    assert found.to_dict()["reason"] == found.reason
    assert found.entries() == ()
    text = to_text(found.document())
    assert text.startswith(found.reason)
    assert "They share no usable hours." in text
    assert ask(team("desk", "UTC", "ana", "ben")).reason is None


def test_who_is_away_does_not_sit_out() -> None:
    """Away in the first round, Cam has not sat out: in the second it is the turn of one of the others."""
    away = Member("cam", time_off=[TimeOff("2026-03-02", "2026-03-08")])
    found = ask(team("desk", "UTC", "ana", "ben", away), end="2026-03-22")
    assert [[who.code for who in one.sits_out] for one in found] == [
        ["no-common-time"],
        *[["odd-one-out"]] * 2,
    ]
    assert found.history.sat_out == {
        who: sum(who == out.person for one in found[1:] for out in one.sits_out) for who in found.people
    }


def test_plain_values_and_documents_say_the_same() -> None:
    found = ask(
        team("manila", "Asia/Manila", "ana", shifts=[Shift("22:00", "06:00")], headcount=4),
        team("york", YORK, "ben", "cam"),
        team("pune", INDIA, Member("asha", busy=["asha.ics"])),
        zone=YORK,
    )
    data = found.to_dict()
    assert data.keys() == {"rounds", "never", "history", "caveats"}
    first = data["rounds"][0]
    assert (first["round"], first["start"], first["end"]) == (1, "2026-03-02T05:00Z", "2026-03-09T04:00Z")
    assert [one["people"] for one in first["pairs"]] == [["manila.ana", "york.cam"]]
    (pair,) = first["pairs"]
    assert (pair["start"], pair["end"]) == ("2026-03-02T14:00Z", "2026-03-02T14:30Z")
    assert (pair["met_before"], pair["last_met"], pair["score"]) == (0, None, 0)
    assert [who["local_start"] for who in pair["attendees"]] == [
        "2026-03-02T22:00+08:00",
        "2026-03-02T09:00-05:00",
    ]
    assert first["sits_out"] == [
        {"id": "pune.asha", "code": "no-common-time"},
        {"id": "york.ben", "code": "odd-one-out"},
    ]
    assert data["never"][0] == {
        "people": ["manila.ana", "pune.asha"],
        "code": "no-common-hours",
        "reason": "They share no usable hours.",
    }
    assert data["history"] == found.history.to_dict()
    assert data["caveats"] == [
        "People without a name are not paired: Manila.",
        "The busy time of asha in asha.ics was not read.",
    ]
    text = to_text(found.document())
    assert "Round 1: Mon 2 Mar 2026 to Sun 8 Mar 2026" in text
    line = next(line for line in text.splitlines() if line.startswith("Mon 2 Mar"))
    assert line.split() == ["Mon", "2", "Mar", "2026", "09:00–09:30", "Ana", "22:00", "Cam", "09:00"]
    assert (
        "Sits out: asha (shares no time with anybody in this round), Ben (all who could are paired)." in text
    )
    assert found._repr_html_().endswith(to_html(found.document()).partition(">")[2])
    elsewhere = to_text(found.document("Asia/Manila"))
    assert "Mon 2 Mar 2026  22:00–22:30" in elsewhere
    assert all(len(line) <= 80 for line in text.splitlines() if line.startswith("Mon"))


def test_a_local_date_that_is_not_the_readers_is_marked_and_a_second_meeting_is_counted() -> None:
    found = ask(
        team("samoa", "Pacific/Pago_Pago", "ana", shifts=[Shift("09:00", "17:00")]),
        team("zealand", "Pacific/Auckland", "ben", shifts=[Shift("09:00", "17:00")]),
    )
    lines = [line for line in to_text(found.document()).splitlines() if "20:00–20:30" in line]
    assert [line.split()[-6:] for line in lines] == [
        ["20:00–20:30", "Ana", "09:00", "Ben", "09:00", "+1"],
        ["Ana", "09:00", "Ben", "09:00", "+1", "1"],
    ]


def test_many_who_cannot_meet_are_counted_by_team() -> None:
    early = team("early", "UTC", *"abcdef", shifts=EARLY)
    late = team("late", "UTC", *"uvw", shifts=LATE)
    text = to_text(ask(early, late).document())
    assert "Early  Late     18  They share no usable hours." in text


def test_entries_invite_both_at_the_slot_and_are_called_by_the_round() -> None:
    home = Roster(
        [
            team("a", "UTC", Member("x", name="Xi", email="xi@example.com")),
            team("b", INDIA, Member("y", name="Yu"), shifts=[Shift("12:00", "20:00")]),
        ],
        id="acme",
    )
    found = plan_pairs(home, "2026-03-02", "2026-03-15", every="week")
    entries = found.entries()
    slots = [(pair.start, pair.end) for one in found for pair in one.pairs]
    assert [instants_of(entry) for entry in entries] == [[slot] for slot in slots]
    first = entries[0]
    assert first.guests == (Guest("Xi", "xi@example.com"), Guest("Yu", ""))
    assert (first.title, first.is_busy, first.categories) == ("Coffee: Xi and Yu", True, ("Coffee",))
    assert first.description == "Xi: 09:00–09:30 UTC\nYu: 14:30–15:00 Kolkata"
    assert [entry.uid.split(".")[4] for entry in entries] == ["20260302", "20260309"]
    busy = {"a": [Busy("2026-03-02", "2026-03-03")]}
    moved = plan_pairs(home, "2026-03-02", "2026-03-15", every="week", busy=busy).entries()
    assert moved[0].start != first.start
    assert [entry.uid for entry in moved] == [entry.uid for entry in entries]
    assert found.entries(namespace="example.org")[0].uid.endswith("@example.org")


def test_a_closed_team_meets_nobody_while_it_is_closed() -> None:
    shut = team("a", "UTC", "x", "y", closures=[Closure("2026-03-02", "2026-03-08")])
    found = ask(shut, end="2026-03-15")
    assert met(found) == [[], [("a.x", "a.y")]]
    assert "Nobody can meet anybody in this round." in to_text(found.document())
    assert found.never == ()


@pytest.mark.parametrize(
    ("more", "error", "field"),
    [
        ({"teams": ["desk.ana"]}, BadArgument, "teams"),
        ({"teams": ["other"]}, BadArgument, "teams"),
        ({"teams": ["nobody"]}, UnknownId, None),
        ({"teams": ["desk", "desk"]}, BadArgument, "teams"),
        ({"every": "fortnight"}, BadRoster, "every"),
        ({"every": 2}, BadRoster, "every"),
        ({"duration": timedelta(0)}, BadArgument, "duration"),
        ({"domain": "always"}, BadArgument, "domain"),
        ({"met": {"format_version": 9}}, BadArgument, "met"),
        ({"busy": {"nobody": []}}, UnknownId, None),
        ({"end": "2026-03-01"}, BadHorizon, None),
        ({"end": "2056-03-01"}, BadHorizon, "end"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    more: dict[str, Any], error: type[Exception], field: str | None
) -> None:
    with pytest.raises(error) as caught:
        ask(team("desk", "UTC", "ana", "ben"), team("other", "UTC"), **more)
    assert getattr(caught.value, "field", None) == field


def test_a_roster_is_needed() -> None:
    with pytest.raises(BadArgument):
        plan_pairs("team.toml", "2026-03-02", "2026-03-15")  # type: ignore[arg-type]


def test_the_history_is_a_value_of_its_own() -> None:
    past = PairHistory()
    found = ask(team("desk", "UTC", "ana", "ben"), met=past)
    assert past == PairHistory()
    assert found.history.met[("desk.ana", "desk.ben")].times == 2


def test_the_reason_of_no_pair_stands_out() -> None:
    found = ask(team("desk", "UTC", Member("e", shifts=EARLY), Member("l", shifts=LATE)), end="2026-03-08")
    why = "Of 2 people no two can meet in these dates."
    assert found.document().blocks[0] == Paragraph(why, strong=True)


def test_up_to_ten_who_cannot_meet_have_a_line_each() -> None:
    early, late = "abcde", "uv"
    found = ask(team("early", "UTC", *early, shifts=EARLY), team("late", "UTC", *late, shifts=LATE))
    told = [block for block in found.document().blocks if isinstance(block, Table)][-1]
    assert told.columns == ("Who", "With", "Why")
    assert told.rows == tuple(
        (one.title(), other.title(), "They share no usable hours.") for one in early for other in late
    )


def test_a_document_has_a_heading_for_each_round_and_one_for_those_who_cannot_meet() -> None:
    early, late = team("early", "UTC", "a", "b", shifts=EARLY), team("late", "UTC", "u", "v", shifts=LATE)
    dates = ("Mon 2 Mar 2026 to Sun 8 Mar 2026", "Mon 9 Mar 2026 to Sun 15 Mar 2026")
    rounds = [f"Round {number}: {when}" for number, when in enumerate(dates, 1)]

    def headings(*teams: Team) -> list[str]:
        return [one.text for one in ask(*teams).document().blocks if isinstance(one, Heading)]

    assert headings(early, late) == [*rounds, "Cannot meet in these dates"]
    assert headings(early) == rounds


def test_who_is_too_few_for_a_pair_is_told() -> None:
    unnamed = Team("desk", "UTC", [Shift("09:00", "17:00")], headcount=3)
    with pytest.raises(BadArgument, match=r"^nobody has a name, and so nobody a partner;"):
        ask(unnamed)
    with pytest.raises(BadArgument, match=r"^desk\.ana alone is no pair;"):
        ask(unnamed.replace(members=[Member("ana")]))


def test_a_round_that_ends_a_minute_into_a_date_ends_on_that_date() -> None:
    def heading(end: str) -> str:
        found = ask(team("desk", "UTC", "ana", "ben"), start="2026-03-02T00:00Z", end=end)
        return next(one.text for one in found.document().blocks if isinstance(one, Heading))

    assert heading("2026-03-05T00:00Z") == "Round 1: Mon 2 Mar 2026 to Wed 4 Mar 2026"
    assert heading("2026-03-05T00:01Z") == "Round 1: Mon 2 Mar 2026 to Thu 5 Mar 2026"
