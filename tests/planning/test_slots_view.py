"""What a person reads of slots: exact words, and nothing that contradicts itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.people.absence import Closure
from overlap.people.busy import Busy
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.discomfort import Discomfort
from overlap.planning.explanation import Explanation, explain
from overlap.planning.slots import Suggestions, suggest_slots
from overlap.render.document import Table
from overlap.render.html import to_html
from overlap.render.text import to_text
from tests.planning.obstacle_oracle import Asked, questions
from tests.properties.strategies import FakeTable

HOUR = timedelta(hours=1)
NINE_TO_FIVE = [Shift("09:00", "17:00")]
NEW_YORK = Team("ny", "America/New_York", NINE_TO_FIVE, name="New York")
BERLIN = Team("berlin", "Europe/Berlin", NINE_TO_FIVE, name="Berlin")
PUNE = Team(
    "pune",
    "Asia/Kolkata",
    [Shift("10:00", "19:00")],
    name="Pune",
    members=[Member("asha", name="Asha Rao"), Member("dev", name="Dev", shifts=[Shift("12:00", "20:30")])],
)
ROSTER = Roster([NEW_YORK, BERLIN, PUNE], zone="America/New_York")


def lines(found: Suggestions | Explanation, zone: str | None = None) -> list[str]:
    return to_text(found.document(zone)).splitlines()


def asked(start: str, end: str | None = None, *, minutes: int = 60, **options: Any) -> Suggestions:
    roster = options.pop("roster", ROSTER)
    return suggest_slots(roster, start, end or start, duration=timedelta(minutes=minutes), **options)


# Slots


def test_slots_of_no_discomfort_are_two_short_tables() -> None:
    found = asked("2026-03-09", required=["ny", "berlin"], limit=3)
    assert lines(found) == [
        "   Date            America/New_York  Worst-off  In all",
        "-  --------------  ----------------  ---------  ------",
        "1  Mon 9 Mar 2026  09:00–10:00           0 min   0 min",
        "2  Mon 9 Mar 2026  09:15–10:15           0 min   0 min",
        "3  Mon 9 Mar 2026  09:30–10:30           0 min   0 min",
        "",
        "Local time  1          2          3",
        "----------  ---------  ---------  ---------",
        "New York    Mon 09:00  Mon 09:15  Mon 09:30",
        "Berlin      Mon 14:00  Mon 14:15  Mon 14:30",
    ]
    tokyo = lines(found, "Asia/Tokyo")
    assert tokyo[2] == "1  Mon 9 Mar 2026  22:00–23:00      0 min   0 min"
    assert tokyo[8:] == lines(found)[8:]


BOGOTA = Team("bogota", "America/Bogota", [Shift("10:30", "17:00")], name="Bogotá")
FOUR = Roster([*ROSTER.teams, BOGOTA], zone="America/New_York")


def test_what_slots_cost_and_who_is_missing_is_told_below() -> None:
    found = asked(
        *("2026-03-09", "2026-03-10"),
        roster=FOUR,
        required=["ny", "berlin", "bogota"],
        optional=["pune"],
        limit=2,
        domain="fringe",
        slots_per_day=1,
    )
    assert lines(found) == [
        "   Date             America/New_York  Worst-off      In all  Without",
        "-  ---------------  ----------------  ---------  ----------  -------",
        "1  Mon 9 Mar 2026   11:15–12:15          15 min  1 h 30 min  Pune",
        "2  Tue 10 Mar 2026  11:15–12:15          15 min  1 h 30 min  Pune",
        "",
        "Local time      1                 2",
        "--------------  ----------------  ----------------",
        "New York        Mon 11:15         Tue 11:15",
        "Berlin          Mon 16:15 fringe  Tue 16:15 fringe",
        "Bogotá          Mon 10:15 fringe  Tue 10:15 fringe",
        "Pune, optional  Mon 20:45 absent  Tue 20:45 absent",
        "",
        "Slot  Who         Discomfort, or why they cannot come",
        "----  ----------  ------------------------------------------------------",
        "   1  Berlin      15 min fringe",
        "      Bogotá      15 min fringe",
        "      Dev (Pune)  outside hours, 21:30–21:45 local time: work ends 20:30",
        "   2  Berlin      15 min fringe",
        "      Bogotá      15 min fringe",
        "      Dev (Pune)  outside hours, 21:30–21:45 local time: work ends 20:30",
    ]


def test_discomfort_is_told_in_words() -> None:
    table = FakeTable(
        (
            Entry(date(2026, 3, 6), "Lanterns", "optional", "XX"),
            Entry(date(2026, 3, 10), "Founders", "public", "XX"),
        )
    )
    team = Team(
        "t",
        "UTC",
        [Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])],
        holidays=Calendar(table),
        days=["mon", "tue", "wed", "fri"],
    )
    roster = Roster([team])
    busy = {"t": [Busy("2026-03-06T16:00Z", "2026-03-06T16:10Z", status="tentative")]}

    def told(start: str, minutes: int = 60) -> str:
        end = datetime.fromisoformat(start) + timedelta(minutes=minutes)
        found = suggest_slots(
            *(roster, start, end),
            duration=timedelta(minutes=minutes),
            domain="waking",
            busy=busy,
            tentative="score",
            step_minutes=1,
        )
        return lines(found)[-1].removeprefix("   1  t    ")

    assert told("2026-03-06T16:00Z") == (
        "60 min of a soft holiday, 60 min at the end of the week, 10 min perhaps busy"
    )
    assert told("2026-03-09T16:00Z", 61) == "61 min before a holiday, 1 min fringe"
    assert told("2026-03-04T11:30Z") == "30 min of a break"
    assert told("2026-03-04T07:00Z", 30) == "30 min outside hours"
    assert told("2026-03-05T12:00Z", 30) == "30 min of a day without a shift"
    assert told("2026-03-07T12:00Z", 30) == "30 min of a weekend"


def test_of_many_slots_the_first_five_have_local_times() -> None:
    found = asked("2026-03-09", required=["ny"], optional=["pune.asha"], limit=7)
    text = lines(found)
    assert sum(line.startswith(f"{number}  Mon") for line in text for number in range(1, 8)) == 7
    (heads,) = [line for line in text if line.startswith("Local time ")]
    assert heads.split()[2:] == ["1", "2", "3", "4", "5"]
    assert text[-1] == "Local times and reasons are those of the first 5 slots."
    assert "first" not in to_text(asked("2026-03-09", required=["ny"], limit=5).document())


def test_local_dates_are_those_of_the_people() -> None:
    found = asked("2026-03-09", required=["ny"], optional=["pune"], limit=1, preferred=[("15:00", "16:00")])
    assert lines(found)[6:8] == ["New York        Mon 15:00", "Pune, optional  Tue 00:30 absent"]


# No slot


def test_where_there_is_no_slot_blockers_pairs_and_bends_are_told() -> None:
    assert lines(asked("2026-03-09", "2026-03-13", minutes=180)) == [
        "No slot of 3 h from Mon 9 Mar 2026 to Fri 13 Mar 2026 at which all 3 can come.",
        "",
        "Who is in the way",
        "-----------------",
        "",
        "Who       Slots blocked  Alone  Mostly because of",
        "--------  -------------  -----  -------------------",
        "New York     364 of 469     85  their working hours",
        "Pune         314 of 469      5  their working hours",
        "Berlin       364 of 469         their working hours",
        "",
        "Never free together for 3 h: New York with Pune.",
        "",
        "The smallest bends that would open one",
        "--------------------------------------",
        "",
        "Opens (New York)            People   By  What",
        "--------------------------  ------  ---  --------------------------------------------------",
        "Mon 9 Mar 2026 09:00–11:00       0  1 h  Shorten to 2 h",
        "Mon 9 Mar 2026 08:00–11:00       1  1 h  Let New York start 1 h earlier (08:00–11:00 there)",
        "Mon 9 Mar 2026 09:00–12:00       1  1 h  Let Dev (Pune) end 1 h later (18:30–21:30 there)",
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"required": ["ny"]}, "at which New York can come."),
        ({"required": ["pune.asha"]}, "at which Asha Rao (Pune) can come."),
        ({"required": ["ny", "pune"]}, "at which both can come."),
        ({}, "at which all 3 can come."),
        ({"quorum": 2}, "at which 2 of the 3 can come."),
        ({"required": ["ny"], "optional": ["pune"], "attendance": 2},
         "at which New York can come, and 2 of all 2 asked."),
        ({"groups": [(["ny"], None), (["pune"], None)]}, "at which every group has its quorum."),
    ],
)  # fmt: skip
def test_who_should_have_come_is_told(options: Any, words: str) -> None:
    first = lines(asked("2026-03-07", **options))[0]
    assert first == f"No slot of 1 h on Sat 7 Mar 2026 {words}"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"not_on": ["mon", "sun"]}, "No meeting may begin on Mon or Sun."),
        ({"now": datetime(2026, 3, 10, 3, tzinfo=UTC)},
         "No meeting may begin before Mon 9 Mar 2026 23:00."),
        ({"minutes": 1441}, "The meeting is longer than the time asked about."),
    ],
)  # fmt: skip
def test_where_no_meeting_may_begin_that_is_the_reason(options: Any, words: str) -> None:
    if "now" in options:
        options = {**options, "notice": timedelta(minutes=1)}
        words = words.replace("23:00", "23:01")
    found = lines(
        asked(
            "2026-03-09",
            minutes=options.get("minutes", 60),
            **{name: value for name, value in options.items() if name != "minutes"},
        )
    )
    assert found[2] == words
    assert "Who is in the way" not in found


def test_a_raster_that_no_start_lies_on_is_the_reason() -> None:
    roster = Roster([Team("t", "UTC", [Shift("00:00", "24:00")])])
    found = suggest_slots(
        roster, "2026-03-09T00:01Z", "2026-03-09T01:00Z", duration=timedelta(minutes=30), step_minutes=60
    )
    assert lines(found)[2] == "No start on the raster lies in the time asked about."


def test_where_nobody_bends_far_enough_that_is_told() -> None:
    rigid = [Team(name, "UTC", [], flex=Flex(fixed=True)) for name in "ab"]
    found = suggest_slots(
        Roster(rigid), "2026-03-09", "2026-03-09", duration=HOUR, groups=[(["a"], None), (["b"], None)]
    )
    assert lines(found)[-1] == "None was found: nobody bends far enough."
    shut = suggest_slots(
        Roster(rigid), "2026-03-09", "2026-03-09", duration=HOUR, required=["a"], not_on=["mon"]
    )
    assert lines(shut)[-1] == "None was found."


def test_looking_further_costs_nothing() -> None:
    found = lines(asked("2026-03-07", required=["ny"]))
    assert found[-3:] == [
        "Opens (New York)            People  By  What",
        "--------------------------  ------  --  -------------------",
        "Mon 9 Mar 2026 09:00–10:00       0      Look 2 days further",
    ]


# One slot


def test_an_explanation_has_a_row_for_everybody() -> None:
    found = explain(ROSTER, "2026-03-09T16:00Z", duration=timedelta(minutes=90))
    assert lines(found) == [
        "Mon 9 Mar 2026, 12:00–13:30 America/New_York: not possible; 1 of 3 can come.",
        "",
        "Who              Their clock      Comes  Because",
        "---------------  ---------------  -----  ------------------------------------------------------",
        "New York         Mon 12:00–13:30  yes    at work",
        "Berlin           Mon 17:00–18:30  no     outside hours, 17:00–18:30 local time: work ends 17:00",
        "Asha Rao (Pune)  Mon 21:30–23:00  no     outside hours, 21:30–23:00 local time: work ends 19:00",
        "",
        "The next possible slot begins on Tue 10 Mar 2026, 09:00–10:30.",
    ]


def test_an_explanation_tells_costs_and_what_else_forbids_it() -> None:
    found = explain(
        FOUR,
        "2026-03-09T12:00Z",
        required=["ny"],
        optional=["bogota", "berlin"],
        domain="waking",
        not_on=["mon"],
        step_minutes=60,
        raster="Asia/Kolkata",
    )
    assert lines(found) == [
        "Mon 9 Mar 2026, 08:00–09:00 America/New_York: not possible; everybody can come.",
        "",
        "Who               Their clock      Comes  Because",
        "----------------  ---------------  -----  --------------------",
        "New York          Mon 08:00–09:00  yes    60 min fringe",
        "Bogotá, optional  Mon 07:00–08:00  yes    60 min outside hours",
        "Berlin, optional  Mon 13:00–14:00  yes    at work",
        "",
        "No meeting begins on Mon.",
        "",
        "17:30 Asia/Kolkata is not on the raster of 60 minutes.",
        "",
        "The next possible slot begins on Tue 10 Mar 2026, 07:30–08:30.",
    ]
    free = explain(FOUR, "2026-03-09T12:00Z", domain="fringe", required=["ny"], weights=Discomfort(fringe=0))
    assert lines(free)[4] == "New York  Mon 08:00–09:00  yes    fringe"
    late = explain(Roster([NEW_YORK], zone="UTC"), "2026-03-06T20:00Z")
    assert lines(late)[4] == "New York  Fri 15:00–16:00  yes    at work: 60 min at the end of the week"


def test_a_slot_with_nothing_after_it_says_how_far_was_looked() -> None:
    idle = Roster([Team("idle", "UTC", [], name="Idle")])
    assert lines(explain(idle, "2026-03-09T10:00Z"))[-1] == "No slot in the 92 days after it would do."
    ends = Calendar(FakeTable(known_until=date(2026, 3, 12)))
    shut = Team("t", "UTC", NINE_TO_FIVE, holidays=ends, closures=[Closure("2026-03-09", "2026-03-31")])
    assert lines(explain(Roster([shut]), "2026-03-09T10:00Z"))[-1] == (
        "No later slot would do until Thu 12 Mar 2026; holiday data do not reach further."
    )
    assert lines(explain(Roster([shut]), "2026-03-20T10:00Z"))[-1] == (
        "Holiday data do not reach far enough to look for a later slot."
    )
    last = Team("t", "UTC", NINE_TO_FIVE, holidays=ends)
    possible = lines(explain(Roster([last]), "2026-03-12T16:00Z"))
    assert possible[0].endswith("possible; everybody can come.")
    assert possible[-1].startswith("t    Thu 16:00–17:00  yes")


def test_every_obstacle_of_somebody_is_told_in_its_row() -> None:
    busy = {"ny": [Busy("2026-03-09T20:30Z", "2026-03-09T21:30Z", title="1:1")]}
    (row,) = [
        line for line in lines(explain(ROSTER, "2026-03-09T20:15Z", busy=busy)) if line.startswith("New York")
    ]
    assert row.endswith('busy 16:30–17:30 "1:1"; outside hours, 17:00–17:15 local time: work ends 17:00')


# Both


def test_pages_say_what_text_says() -> None:
    for found in (
        asked("2026-03-09", required=["ny", "berlin"]),
        asked("2026-03-07"),
        explain(ROSTER, "2026-03-09T13:00Z"),
    ):
        page = found._repr_html_()
        assert page == to_html(found.document())
        for line in lines(found):
            for cell in line.split("  "):
                if cell.strip(" -"):
                    assert cell.strip().replace("&", "&amp;") in page


def test_caveats_follow() -> None:
    team = Team("t", "UTC", NINE_TO_FIVE, members=[Member("ana", name="Ana", busy=["ana.ics"])])
    for start in ("2026-03-09", "2026-03-08"):
        found = lines(suggest_slots(Roster([team]), start, start, duration=HOUR))
        assert found[-1] == "The busy time of Ana in ana.ics was not read."


@settings(max_examples=10)
@given(questions(most=2), st.data())
def test_no_explanation_contradicts_itself(asked_of: Asked, data: st.DataObject) -> None:
    brute = asked_of.brute
    last = brute.end - brute.duration
    if last < brute.start:
        return
    start = datetime.fromtimestamp(data.draw(st.integers(brute.start, last)) * 60, UTC)
    found = explain(asked_of.roster, start, duration=asked_of.duration, **asked_of.options)
    text = to_text(found.document())
    assert (": not possible; " in text) != found.is_possible
    assert ("The next possible slot begins on" in text) == (found.next_start is not None)
    assert ("would do" in text) == (found.next_start is None and not found.is_possible)
    rows = [line for line in text.splitlines() if "  yes" in line or "  no " in line]
    assert len(rows) == len(found)
    for row, one in zip(rows, found, strict=True):
        assert ("  yes  " in row) == one.can_come
        assert row.rstrip()[-3:] not in ("yes", "no ")


def test_who_misses_only_some_slots_is_told_of_those() -> None:
    desk = Team("desk", "America/New_York", NINE_TO_FIVE, days=["tue"], name="Desk")
    found = asked(
        *("2026-03-09", "2026-03-10"),
        roster=Roster([NEW_YORK, desk], zone="America/New_York"),
        required=["ny"],
        optional=["desk"],
        limit=2,
        slots_per_day=1,
    )
    table = next(one for one in found.document().blocks if isinstance(one, Table))
    assert table.columns[-1] == "Without"
    assert {(row[1], row[-1]) for row in table.rows} == {("Mon 9 Mar 2026", "Desk"), ("Tue 10 Mar 2026", "")}
